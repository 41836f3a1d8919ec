//! Text strings of PDF: UTF-16 or UTF-8 behind a mark, else the encoding that PDF calls `PDFDocEncoding`.

/// The text of a string.
pub(super) fn text(bytes: &[u8]) -> String {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair)).collect();
        without_language(&String::from_utf16_lossy(&units))
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => without_language(&String::from_utf8_lossy(rest)),
        _ => bytes.iter().map(|byte| document_character(*byte)).collect(),
    }
}

/// Text without the language codes that may stand in it between escape characters.
fn without_language(text: &str) -> String {
    text.split('\u{1b}').step_by(2).collect()
}

/// `PDFDocEncoding`: Latin-1 but for two rows.
fn document_character(byte: u8) -> char {
    const ACCENTS: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const SIGNS: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ',
        'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
    ];
    match byte {
        0x18..=0x1f => ACCENTS[usize::from(byte - 0x18)],
        0x80..=0xa0 => SIGNS[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn strings_are_read_in_their_encodings() {
        assert_eq!(text(b"\xfe\xff\x00A\x04\x16"), "AЖ");
        assert_eq!(text(b"\xff\xfeA\x00"), "A");
        assert_eq!(text("\u{feff}Ж".as_bytes()), "Ж");
        assert_eq!(text(b"caf\xe9 \x8dx\x8e"), "café “x”");
        assert_eq!(text(b"\xfe\xff\x00\x1b\x00e\x00n\x00\x1b\x00A"), "A");
        assert_eq!(text(b"\xfe\xff\x00"), "");
    }
}
