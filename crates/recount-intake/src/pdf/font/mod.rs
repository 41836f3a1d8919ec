//! The fonts of a PDF, as far as text needs them: which characters a code stands for and how far it moves on. Letter forms are
//! never looked at.
//!
//! What a code means is asked in this order: the font's own `ToUnicode` table; for simple fonts its encoding and the names of
//! its glyphs; for composite fonts the published tables of the collection it belongs to (Japanese, Chinese, Korean).

mod built_in;
mod composite;
mod encoding;
mod names;
mod simple;
mod widths;

use crate::pdf::stream::decoded;
use composite::Composite;
use hayro_cmap::{BfString, CMap, CMapName};
use hayro_syntax::object::{Dict, Name, Stream};
use simple::Simple;

/// Most bytes of a table of characters or a font's program that are looked at.
const TABLE_LIMIT_BYTES: usize = 16_000_000;

/// A font.
pub(super) struct Font {
    kind: Kind,
    /// Whether its name says that it is bold.
    pub bold: bool,
    /// What it cost to read, in drawing orders: published tables take a megabyte each.
    pub cost: u64,
}

/// Costs of reading a font of any kind, and of every published table it needs.
const FONT_COST: u64 = 1_000;
const TABLE_COST: u64 = 100_000;

enum Kind {
    Simple(Box<Simple>),
    Composite(Box<Composite>),
}

/// One code of a string that is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    /// The characters; none when the font does not say.
    pub text: Option<String>,
    /// How far it moves on, in text space at size 1.
    pub advance: f64,
    /// Whether it is the code 32 in one byte, to which word spacing is added.
    pub is_space_code: bool,
}

impl Font {
    /// Reads a font's dictionary; what cannot be read is taken as it is most often meant. The bytes of tables that were unpacked
    /// are added to `work`.
    pub fn read(dict: &Dict<'_>, work: &mut u64) -> Font {
        let name = dict.get::<Name<'_>>("BaseFont").map(|name| name.as_str().to_string()).unwrap_or_default();
        let bold =
            ["Bold", "bold", "Black", "Heavy", "Semibold", "Demi"].iter().any(|word| name.contains(word));
        let composite = dict.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_str() == "Type0");
        let kind = match composite.then(|| Composite::read(dict, work)).flatten() {
            Some(composite) => Kind::Composite(Box::new(composite)),
            None => Kind::Simple(Box::new(Simple::read(dict, work))),
        };
        let tables = match &kind {
            Kind::Simple(_) => 0,
            Kind::Composite(font) => font.published_tables,
        };
        Font { kind, bold, cost: FONT_COST + TABLE_COST * tables }
    }

    /// Whether lines run from top to bottom.
    pub fn is_vertical(&self) -> bool {
        matches!(&self.kind, Kind::Composite(font) if font.vertical)
    }

    /// The first code of `bytes`, which are not empty, and how many bytes it takes.
    pub fn first(&self, bytes: &[u8]) -> (Shown, usize) {
        match &self.kind {
            Kind::Simple(font) => (font.shown(bytes[0]), 1),
            Kind::Composite(font) => font.first(bytes),
        }
    }
}

/// The font's `ToUnicode` table.
fn to_unicode(font: &Dict<'_>, work: &mut u64) -> Option<CMap> {
    let data = match font.get::<Stream<'_>>("ToUnicode") {
        Some(stream) => decoded(&stream, TABLE_LIMIT_BYTES, work)?,
        None => {
            let name = font.get::<Name<'_>>("ToUnicode")?;
            hayro_cmap::load_embedded(CMapName::from_bytes(name.as_ref()))?.to_vec()
        }
    };
    CMap::parse(&data, hayro_cmap::load_embedded)
}

/// What a table of characters says of a code, when it says something that is a letter.
fn looked_up(table: &CMap, code: u32) -> Option<String> {
    let text = match table.lookup_bf_string(code)? {
        BfString::Char(character) => character.to_string(),
        BfString::String(text) => text,
    };
    // NUL, and the "unknown" that some programs write, say nothing.
    (!text.is_empty() && !text.contains(['\0', '\u{fffd}'])).then_some(text)
}
