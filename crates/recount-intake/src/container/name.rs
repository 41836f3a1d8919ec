//! Names of members, made harmless: they are shown and become part of an item's path, and are never names of files.

use crate::format::extension;

/// Bytes of one part of a path.
const PART_BYTES: usize = 200;
/// Parts of a path that are shown; what stands before the last ones is left off.
const PARTS: usize = 12;
/// Names that Windows keeps for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// A relative path without anything that leads elsewhere: no root, no drive, no `..`, no control or direction characters.
pub(super) fn harmless(name: &str) -> String {
    let parts: Vec<String> = name
        .split(['/', '\\'])
        .map(|part| part.trim_matches(|c: char| c.is_whitespace() || c == '\0').trim_end_matches('.'))
        .filter(|part| !part.is_empty())
        .map(harmless_part)
        .collect();
    let shown = &parts[parts.len().saturating_sub(PARTS)..];
    if shown.is_empty() { "unnamed".to_string() } else { shown.join("/") }
}

fn harmless_part(part: &str) -> String {
    let directs =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut clean: String = part
        .chars()
        .map(|c| if c.is_control() || directs(c) || ":*?\"<>|".contains(c) { '_' } else { c })
        .collect();
    let stem = clean.split('.').next().unwrap_or_default().to_lowercase();
    let bare = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    if DEVICES.contains(&bare) && stem.len() <= bare.len() + 1 {
        clean.insert(0, '_');
    }
    if clean.len() > PART_BYTES {
        let end: String = extension(&clean).chars().take(20).collect();
        clean = format!("{}.{end}", cut(&clean, PART_BYTES - 21));
        clean = clean.trim_end_matches('.').to_string();
    }
    clean
}

/// The beginning of `text` of at most `limit` bytes.
pub(super) fn cut(text: &str, limit: usize) -> &str {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// `name` with a number before its end: `a.txt`, 2 → `a (2).txt`.
pub(super) fn numbered(path: &str, number: usize) -> String {
    let (folder, file) = path.rsplit_once('/').map_or(("", path), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    match file.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) {
        Some((stem, end)) => format!("{folder}{slash}{stem} ({number}).{end}"),
        None => format!("{folder}{slash}{file} ({number})"),
    }
}

/// What systems leave in archives and nobody put there.
pub(super) fn is_litter(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/")
        || name.contains("/__MACOSX/")
        || file.starts_with("._")
        || [".DS_Store", "Thumbs.db", "desktop.ini", ".localized", ".gitignore", ".keep"].contains(&file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere() {
        for (name, want) in [
            ("sub/b.pdf", "sub/b.pdf"),
            ("../../etc/passwd", "etc/passwd"),
            ("/etc/passwd", "etc/passwd"),
            ("C:\\Windows\\a.txt", "C_/Windows/a.txt"),
            ("a\0b.txt", "a_b.txt"),
            ("..", "unnamed"),
            ("", "unnamed"),
            ("././a.txt", "a.txt"),
            ("con.txt", "_con.txt"),
            ("COM1", "_COM1"),
            ("com12.txt", "com12.txt"),
            ("contract.txt", "contract.txt"),
            ("a\u{202e}txt.exe", "a_txt.exe"),
            ("a. ", "a"),
            ("x\ny.txt", "x_y.txt"),
        ] {
            assert_eq!(harmless(name), want, "{name:?}");
        }
        let long = harmless(&format!("{}.eml", "é".repeat(5_000)));
        assert!(long.len() <= PART_BYTES && long.ends_with(".eml"), "{long}");
        assert_eq!(harmless(&"a/".repeat(100_000)).len(), 2 * PARTS - 1);
    }

    #[test]
    fn a_second_one_of_a_name_has_a_number() {
        assert_eq!(numbered("a.zip/b.txt", 2), "a.zip/b (2).txt");
        assert_eq!(numbered("a.zip/b", 3), "a.zip/b (3)");
        assert_eq!(numbered("a.txt", 2), "a (2).txt");
    }
}
