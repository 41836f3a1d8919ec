//! Which encoding the bytes of an RTF text are in: by the character set of the font they are set in, else by the code page of the document.

use encoding_rs::Encoding;
use std::collections::BTreeMap;

/// How the bytes of a font become characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bytes {
    /// As the document has it.
    OfDocument,
    /// In an encoding of its own.
    In(&'static Encoding),
    /// Signs of the Symbol font.
    Symbol,
    /// Pictures.
    Pictures,
}

/// The fonts of a document by number, put together while its table is read.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    fonts: BTreeMap<i32, Bytes>,
    number: i32,
    name: String,
}

impl Fonts {
    pub fn of(&self, number: i32) -> Bytes {
        self.fonts.get(&number).copied().unwrap_or(Bytes::OfDocument)
    }

    /// A control word of the table.
    pub fn word(&mut self, word: &str, number: Option<i32>) {
        match (word, number) {
            ("f", Some(number)) => {
                self.number = number;
                self.name.clear();
            }
            ("fcharset", Some(charset)) => drop(self.fonts.insert(self.number, of_charset(charset))),
            ("cpg", Some(page)) => {
                if let Some(encoding) = of_code_page(page) {
                    self.fonts.insert(self.number, Bytes::In(encoding));
                }
            }
            _ => {}
        }
    }

    /// A byte of a font's name; a semicolon ends it.
    pub fn byte(&mut self, byte: u8) {
        if byte != b';' {
            if self.name.len() < 64 {
                self.name.push(char::from(byte));
            }
            return;
        }
        if self.of(self.number) == Bytes::Pictures && self.name.trim().eq_ignore_ascii_case("symbol") {
            self.fonts.insert(self.number, Bytes::Symbol);
        }
        self.name.clear();
    }
}

/// Character sets of Windows (`\fcharsetN`), as the specification lists them with their code pages.
fn of_charset(charset: i32) -> Bytes {
    let page = match charset {
        0 => 1252,
        2 => return Bytes::Pictures,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178..=180 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return Bytes::OfDocument,
    };
    of_code_page(page).map_or(Bytes::OfDocument, Bytes::In)
}

/// A code page of Windows or of the Macintosh. Those of DOS but Cyrillic's are too rare to be told.
pub(super) fn of_code_page(page: i32) -> Option<&'static Encoding> {
    Some(match page {
        866 => encoding_rs::IBM866,
        874 => encoding_rs::WINDOWS_874,
        932 => encoding_rs::SHIFT_JIS,
        936 | 54936 => encoding_rs::GB18030,
        949 | 1361 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1252 => encoding_rs::WINDOWS_1252,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1255 => encoding_rs::WINDOWS_1255,
        1256 => encoding_rs::WINDOWS_1256,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        10000 => encoding_rs::MACINTOSH,
        10007 => encoding_rs::X_MAC_CYRILLIC,
        20866 => encoding_rs::KOI8_R,
        65001 => encoding_rs::UTF_8,
        _ => return None,
    })
}
