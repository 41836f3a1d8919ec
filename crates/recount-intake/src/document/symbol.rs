//! Characters of Adobe's and Microsoft's Symbol font, whose codes are no Unicode: Greek letters and signs of mathematics. Other such fonts
//! (Wingdings) hold pictures; their characters stay in the private area, where the file has them.

/// The characters of Symbol from 0x20 on, as Adobe's table (symbol.txt of the Unicode Consortium's mappings) has them; a space where there
/// is none. From 0x80 to 0x9f the font has nothing, and the second string goes on at 0xa0.
const LOWER: &str =
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u{203e}αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼ ";
const UPPER: &str =
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭ ";

/// The character that a code of a font of symbols stands for: codes of one byte may stand in the private area from U+F000 on.
pub(super) fn character(font: &str, code: u32) -> Option<char> {
    let byte = match code {
        0x20..=0xff => code,
        0xf020..=0xf0ff => code - 0xf000,
        _ => return char::from_u32(code),
    };
    if !font.eq_ignore_ascii_case("Symbol") {
        // A bullet or a picture.
        return char::from_u32(0xf000 + byte);
    }
    match byte {
        0x20..=0x7f => LOWER.chars().nth(byte as usize - 0x20),
        0xa0..=0xff => UPPER.chars().nth(byte as usize - 0xa0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_the_symbol_font_are_greek() {
        assert_eq!((LOWER.chars().count(), UPPER.chars().count()), (0x60, 0x60));
        for (font, code, want) in [
            ("Symbol", 0x61, Some('α')),
            ("symbol", 0xf06d, Some('μ')),
            ("Symbol", 0xb7, Some('•')),
            ("Symbol", 0xb1, Some('±')),
            ("Symbol", 0xf0b3, Some('≥')),
            ("Symbol", 0xe5, Some('∑')),
            ("Symbol", 0xf2, Some('∫')),
            ("Symbol", 0x90, None),
            ("Wingdings", 0xf0fc, Some('\u{f0fc}')),
            ("Arial", 0x2022, Some('•')),
        ] {
            assert_eq!(character(font, code), want, "{font} {code:x}");
        }
    }
}
