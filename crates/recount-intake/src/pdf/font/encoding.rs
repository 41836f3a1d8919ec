//! Which character a byte stands for in the encodings that PDF names, and the changes (`Differences`) a font makes to them.

use super::names::characters;
use hayro_syntax::object::{Array, Dict, Name, Object};
use std::sync::LazyLock;

/// The characters of a font's 256 codes; empty where the font does not say.
pub(super) type Letters = Vec<String>;

/// An encoding that every reader of PDF knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    Standard,
    WinAnsi,
    MacRoman,
    Symbol,
    Dingbats,
}

/// Columns Standard, Symbol and Dingbats of the list.
static LISTED: LazyLock<Vec<[Option<char>; 3]>> = LazyLock::new(|| {
    let mut rows = vec![[None; 3]; 256];
    for line in include_str!("data/encodings.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split(' ').map(|field| u32::from_str_radix(field, 16).ok());
        let Some(row) = fields.next().flatten().and_then(|code| rows.get_mut(code as usize)) else {
            continue;
        };
        for (cell, field) in row.iter_mut().zip(fields) {
            *cell = field.and_then(char::from_u32);
        }
    }
    rows
});

impl Known {
    /// The character of a code.
    pub fn character(self, code: u8) -> Option<char> {
        let of = |encoding: &'static encoding_rs::Encoding| {
            let bytes = [code];
            let (text, _) = encoding.decode_without_bom_handling(&bytes);
            text.chars().next().filter(|c| !c.is_control() && *c != '\u{fffd}')
        };
        match self {
            Known::Standard => LISTED[usize::from(code)][0],
            Known::Symbol => LISTED[usize::from(code)][1],
            Known::Dingbats => LISTED[usize::from(code)][2],
            Known::WinAnsi => of(encoding_rs::WINDOWS_1252),
            Known::MacRoman => of(encoding_rs::MACINTOSH),
        }
    }

    /// All of it.
    pub fn letters(self) -> Letters {
        (0..=255).map(|code| self.character(code).map(String::from).unwrap_or_default()).collect()
    }
}

/// What a font's `Encoding` says: the encoding it begins from, if it names one, and its changes by code.
#[derive(Debug, Default)]
pub(super) struct Stated {
    pub base: Option<Known>,
    pub changes: Vec<(u8, String)>,
}

/// Reads a simple font's `Encoding`.
pub(super) fn stated(font: &Dict<'_>) -> Stated {
    match font.get::<Object<'_>>("Encoding") {
        Some(Object::Name(name)) => Stated { base: known(&name), changes: Vec::new() },
        Some(Object::Dict(encoding)) => Stated {
            base: encoding.get::<Name<'_>>("BaseEncoding").and_then(|name| known(&name)),
            changes: encoding.get::<Array<'_>>("Differences").map(changes).unwrap_or_default(),
        },
        _ => Stated::default(),
    }
}

fn known(name: &Name<'_>) -> Option<Known> {
    match name.as_str() {
        "WinAnsiEncoding" => Some(Known::WinAnsi),
        "MacRomanEncoding" => Some(Known::MacRoman),
        "StandardEncoding" => Some(Known::Standard),
        _ => None,
    }
}

/// Numbers set the code, names take the next one. A list cannot say more than 256 things twice over.
fn changes(list: Array<'_>) -> Vec<(u8, String)> {
    let mut code: Option<u8> = Some(0);
    let mut changes = Vec::new();
    for item in list.iter::<Object<'_>>().take(1_024) {
        match item {
            Object::Number(number) => code = u8::try_from(number.as_i64()).ok(),
            Object::Name(name) => {
                if let Some(at) = code {
                    changes.push((at, name.as_str().to_string()));
                    code = at.checked_add(1);
                }
            }
            _ => {}
        }
    }
    changes
}

/// The characters that a change's glyph name gives at its code. Names that only number their glyphs (`a65`, `G41`) are believed
/// when the number is the code itself.
pub(super) fn changed(code: u8, name: &str) -> Option<String> {
    let numbered = || {
        let digits = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let is_code = digits.parse() == Ok(code) || u8::from_str_radix(digits, 16) == Ok(code);
        Known::WinAnsi.character(code).filter(|_| is_code && digits.len() < name.len()).map(String::from)
    };
    characters(name).or_else(numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_agree_on_letters_and_differ_on_signs() {
        for known in [Known::Standard, Known::WinAnsi, Known::MacRoman] {
            assert_eq!(known.character(b'A'), Some('A'));
        }
        assert_eq!(Known::WinAnsi.character(0x93), Some('“'));
        assert_eq!(Known::MacRoman.character(0xd2), Some('“'));
        assert_eq!(Known::Standard.character(0xae), Some('ﬁ'));
        assert_eq!(Known::Symbol.character(b'a'), Some('α'));
        assert_eq!(Known::Dingbats.character(0x33), Some('✓'));
        assert_eq!(changed(0x41, "G41").as_deref(), Some("A"));
        assert_eq!(changed(0x41, "g17"), None);
    }
}
