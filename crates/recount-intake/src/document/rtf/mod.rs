//! RTF (Rich Text Format Specification 1.9.1): groups of control words and text, where a byte is a character in the encoding of its font
//! ([`fonts`]) and `\u` one of Unicode. Results of fields, inserted text, notes and text boxes are read; hidden and deleted text, labels of
//! lists, and groups that hold no text of the document ([`destinations`]) are not. A file that ends too early is read as far as it goes.

mod destinations;
mod fonts;
mod sheet;
mod tokens;

use super::flow::Flow;
use super::style::{Style, resolved};
use super::{Document, symbol};
use crate::Fault;
use crate::format::SIZE_LIMIT_BYTES;
use destinations::{Destination, Opening, is_read_after_star, opening};
use encoding_rs::{Encoding, WINDOWS_1252};
use fonts::{Bytes, Fonts, of_code_page};
use sheet::Sheet;
use tokens::{Token, Tokens};

/// Groups inside groups that are looked at.
const DEPTH_LIMIT: usize = 5_000;

/// Reads a document.
///
/// # Errors
/// [`Fault::TooDeep`], [`Fault::TooLarge`].
pub(crate) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    let mut reader = Reader::new();
    let mut tokens = Tokens::new(bytes);
    let mut begun = false;
    while let Some(token) = tokens.next() {
        reader.take(token, &mut tokens)?;
        begun |= token == Token::Begin;
        if begun && reader.groups.is_empty() {
            break;
        }
    }
    Ok(reader.document())
}

/// What holds inside a group and ends with it.
#[derive(Debug, Clone, Copy)]
struct Group {
    destination: Destination,
    /// What ends with this very group.
    ends: Option<Opening>,
    /// How many characters after `\u` say the same without Unicode.
    fallback: usize,
    font: i32,
    hidden: bool,
    deleted: bool,
    /// The number of the paragraph's style, and whether it has a level in the outline.
    style: i32,
    outlined: bool,
    /// Whether the next group inside repeats the one after it.
    repeats: bool,
}

struct Reader {
    groups: Vec<Group>,
    state: Group,
    flow: Flow,
    fonts: Fonts,
    sheet: Sheet,
    /// The encoding of the document, and its font where none is named.
    encoding: &'static Encoding,
    default_font: i32,
    /// Bytes of text that wait to be decoded together.
    waiting: Vec<u8>,
    /// The first half of a pair of surrogates.
    high: Option<u32>,
    /// Characters to pass over that repeat a `\u`.
    to_pass: usize,
    /// Whether `\*` was just read.
    starred: bool,
    title: String,
}

impl Reader {
    fn new() -> Self {
        let state = Group {
            destination: Destination::Text,
            ends: None,
            fallback: 1,
            font: -1,
            hidden: false,
            deleted: false,
            style: 0,
            outlined: false,
            repeats: false,
        };
        Reader {
            groups: Vec::new(),
            state,
            flow: Flow::new(),
            fonts: Fonts::default(),
            sheet: Sheet::default(),
            encoding: WINDOWS_1252,
            default_font: -1,
            waiting: Vec::new(),
            high: None,
            to_pass: 0,
            starred: false,
            title: String::new(),
        }
    }

    fn document(mut self) -> Document {
        self.decode();
        let cut_short = !self.groups.is_empty();
        while !self.groups.is_empty() {
            self.end_group();
        }
        let title = Some(self.title).filter(|title| !title.is_empty());
        Document { paragraphs: self.flow.finish(), title, cut_short }
    }

    fn take(&mut self, token: Token, tokens: &mut Tokens) -> Result<(), Fault> {
        let starred = std::mem::take(&mut self.starred);
        match token {
            Token::Begin => return self.begin_group(),
            Token::End => self.end_group(),
            Token::Byte(_) | Token::Hex(_) if self.to_pass > 0 => self.to_pass -= 1,
            Token::Byte(byte) | Token::Hex(byte) => self.byte(byte),
            Token::Word("bin", count) => {
                tokens.pass(count.and_then(|n| usize::try_from(n).ok()).unwrap_or(0));
                self.to_pass = self.to_pass.saturating_sub(1);
            }
            Token::Word(..) | Token::Symbol(_) if self.to_pass > 0 => self.to_pass -= 1,
            Token::Word("u", Some(code)) => self.unicode(code),
            Token::Word(word, number) => {
                self.decode();
                self.word(word, number, starred);
            }
            // The second byte of a character may be written so.
            Token::Symbol(byte @ (b'\\' | b'{' | b'}')) => self.byte(byte),
            Token::Symbol(symbol) => {
                self.decode();
                self.symbol(symbol);
            }
        }
        let (size_bytes, limit_bytes) = (self.flow.size_bytes() as u64, SIZE_LIMIT_BYTES);
        if size_bytes > limit_bytes { Err(Fault::TooLarge { size_bytes, limit_bytes }) } else { Ok(()) }
    }

    fn begin_group(&mut self) -> Result<(), Fault> {
        self.decode();
        self.to_pass = 0;
        if self.groups.len() >= DEPTH_LIMIT {
            return Err(Fault::TooDeep { limit: DEPTH_LIMIT });
        }
        self.groups.push(self.state);
        self.state.ends = None;
        if std::mem::take(&mut self.state.repeats) {
            // What is closed goes on with the state around: the second of the two is read.
            if let Some(around) = self.groups.last_mut() {
                around.repeats = false;
            }
            self.state.destination = Destination::Skipped;
        }
        Ok(())
    }

    fn end_group(&mut self) {
        self.decode();
        self.to_pass = 0;
        if matches!(self.state.ends, Some(Opening::Note | Opening::TextBox)) {
            let style = self.style();
            self.flow.set_style(style);
            self.flow.leave();
        }
        if let Some(around) = self.groups.pop() {
            self.state = around;
        }
    }

    /// A byte of text.
    fn byte(&mut self, byte: u8) {
        match self.state.destination {
            Destination::Text | Destination::Title => self.waiting.push(byte),
            Destination::Fonts => self.fonts.byte(byte),
            Destination::Styles => self.sheet.byte(byte),
            _ => {}
        }
    }

    /// Decodes the bytes that wait.
    fn decode(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        self.high = None;
        let bytes = std::mem::take(&mut self.waiting);
        let font = if self.state.font < 0 { self.default_font } else { self.state.font };
        let of_signs = |name: &str| -> String {
            bytes.iter().filter_map(|byte| symbol::character(name, u32::from(*byte))).collect()
        };
        let words = match self.fonts.of(font) {
            Bytes::OfDocument => self.encoding.decode_without_bom_handling(&bytes).0.into_owned(),
            Bytes::In(encoding) => encoding.decode_without_bom_handling(&bytes).0.into_owned(),
            Bytes::Symbol => of_signs("Symbol"),
            Bytes::Pictures => of_signs(""),
        };
        self.push(&words);
        self.waiting = bytes;
        self.waiting.clear();
    }

    /// Adds text where it belongs.
    fn push(&mut self, words: &str) {
        match self.state.destination {
            Destination::Text if !self.state.hidden && !self.state.deleted => self.flow.push(words),
            Destination::Title if self.title.len() < 1_000 => self.title.push_str(words),
            _ => {}
        }
    }

    /// `\u`: a unit of UTF-16, as a signed number.
    fn unicode(&mut self, code: i32) {
        self.decode();
        self.to_pass = self.state.fallback;
        let unit = if code < 0 { code.wrapping_add(65_536) } else { code };
        let Ok(unit) = u32::try_from(unit) else { return };
        let c = match (self.high.take(), unit) {
            (_, 0xd800..=0xdbff) => {
                self.high = Some(unit);
                return;
            }
            (Some(high), 0xdc00..=0xdfff) => {
                char::from_u32(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00))
            }
            (_, 0xf020..=0xf0ff) if self.fonts.of(self.state.font) == Bytes::Symbol => {
                symbol::character("Symbol", unit)
            }
            _ => char::from_u32(unit),
        };
        if let Some(c) = c {
            self.push(c.encode_utf8(&mut [0; 4]));
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'*' => self.starred = true,
            b'~' => self.push("\u{a0}"),
            b'_' => self.push("\u{2011}"),
            b'\n' | b'\r' => self.end_paragraph(),
            b'\t' => self.push("\t"),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>, starred: bool) {
        if self.state.destination == Destination::Skipped {
            return;
        }
        if starred && !is_read_after_star(word) {
            self.state.destination = Destination::Skipped;
            return;
        }
        if let Some(opening) = opening(word) {
            return self.opening(opening);
        }
        match self.state.destination {
            Destination::Fonts => return self.fonts.word(word, number),
            Destination::Styles => return self.sheet.word(word, number),
            Destination::Frame | Destination::Properties => return,
            _ => {}
        }
        let on = number != Some(0);
        match word {
            "par" | "sect" | "cell" | "nestcell" => self.end_paragraph(),
            "line" | "lbr" => self.push("\n"),
            "tab" | "page" | "column" | "emspace" | "enspace" | "qmspace" => self.push(" "),
            "emdash" => self.push("\u{2014}"),
            "endash" => self.push("\u{2013}"),
            "bullet" => self.push("\u{2022}"),
            "lquote" => self.push("\u{2018}"),
            "rquote" => self.push("\u{2019}"),
            "ldblquote" => self.push("\u{201c}"),
            "rdblquote" => self.push("\u{201d}"),
            "zwj" => self.push("\u{200d}"),
            "zwnj" => self.push("\u{200c}"),
            "uc" => {
                self.state.fallback = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(1_000)
            }
            "f" => self.state.font = number.unwrap_or(-1),
            "v" => self.state.hidden = on,
            "deleted" | "mvf" => self.state.deleted = on,
            "plain" => {
                (self.state.hidden, self.state.deleted, self.state.font) = (false, false, -1);
            }
            "pard" => (self.state.style, self.state.outlined) = (0, false),
            "s" => self.state.style = number.unwrap_or(0),
            "outlinelevel" => self.state.outlined = number.is_some_and(|level| (0..9).contains(&level)),
            "deff" => self.default_font = number.unwrap_or(-1),
            "ansicpg" => self.encoding = number.and_then(of_code_page).unwrap_or(self.encoding),
            "mac" => self.encoding = encoding_rs::MACINTOSH,
            _ => {}
        }
    }

    /// A control word that says what its group holds.
    fn opening(&mut self, opening: Opening) {
        match opening {
            // Properties inside a shape have the same words as those of the document.
            Opening::Holds(Destination::Title) if self.state.destination != Destination::Properties => {}
            Opening::Holds(Destination::Text) if self.state.destination == Destination::Frame => {}
            Opening::Holds(destination) => self.state.destination = destination,
            Opening::Twice => self.state.repeats = true,
            Opening::Note | Opening::TextBox => {
                self.state.destination = Destination::Text;
                self.state.ends = Some(opening);
                (self.state.style, self.state.outlined) = (0, false);
                self.flow.enter(opening == Opening::Note);
            }
        }
    }

    /// Ends a paragraph, unless its end was deleted: then it goes on with the next.
    fn end_paragraph(&mut self) {
        if self.state.destination != Destination::Text || self.state.deleted {
            return;
        }
        let style = self.style();
        self.flow.set_style(style);
        self.flow.end();
    }

    fn style(&self) -> Style {
        match resolved(&self.state.style.to_string(), &self.sheet.definitions).0 {
            Style::Body if self.state.outlined => Style::Heading,
            style => style,
        }
    }
}

#[cfg(test)]
mod tests;
