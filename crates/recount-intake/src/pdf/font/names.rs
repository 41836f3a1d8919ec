//! Characters of glyph names: `eacute` is é, `f_i` is fi, `uni0416` is Ж; after the Adobe Glyph List Specification
//! (<https://github.com/adobe-type-tools/agl-specification>). The names are data in `data/glyph_names.txt`.

use std::sync::LazyLock;

/// The lines of the list, sorted by name.
static NAMES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let lines = include_str!("data/glyph_names.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('=')).collect()
});

/// The characters that a glyph of this name stands for; none when the name says nothing.
pub(super) fn characters(name: &str) -> Option<String> {
    let base = name.split('.').next().unwrap_or_default();
    let mut found = String::new();
    for part in base.split('_') {
        push_part(part, &mut found);
    }
    (!found.is_empty()).then_some(found)
}

fn push_part(part: &str, found: &mut String) {
    if let Ok(at) = NAMES.binary_search_by(|(name, _)| name.as_bytes().cmp(part.as_bytes())) {
        found.extend(NAMES[at].1.split(' ').filter_map(hexadecimal));
        return;
    }
    let four = |digits: &str| digits.len().is_multiple_of(4) && !digits.is_empty() && digits.is_ascii();
    if let Some(digits) = part.strip_prefix("uni").filter(|digits| four(digits)) {
        found.extend((0..digits.len() / 4).filter_map(|i| hexadecimal(&digits[4 * i..4 * i + 4])));
    } else if let Some(digits) = part.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len())) {
        found.extend(hexadecimal(digits));
    }
}

fn hexadecimal(digits: &str) -> Option<char> {
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_characters() {
        assert!(NAMES.is_sorted_by(|a, b| a.0.as_bytes() < b.0.as_bytes()));
        for (name, want) in [
            ("A", Some("A")),
            ("eacute", Some("é")),
            ("fi", Some("ﬁ")),
            ("f_f_l", Some("ffl")),
            ("uni04160417", Some("ЖЗ")),
            ("u1F600", Some("😀")),
            ("a.swash", Some("a")),
            ("afii57415", Some("ا")),
            ("g17", None),
            (".notdef", None),
            ("uniD800", None),
            ("unié0", None),
        ] {
            assert_eq!(characters(name).as_deref(), want, "{name}");
        }
    }
}
