//! Fonts whose codes take several bytes (Type 0): a table (`Encoding`) tells bytes to numbers of glyphs, another the characters.

use super::widths::ByGlyph;
use super::{Shown, TABLE_LIMIT_BYTES, built_in, looked_up, to_unicode};
use crate::pdf::stream::decoded;
use hayro_cmap::{CMap, CMapName, CidFamily, WritingMode};
use hayro_syntax::object::{self, Array, Dict, Object};
use std::collections::BTreeMap;

/// A composite font.
pub(super) struct Composite {
    codes: CMap,
    /// Whether codes are themselves UTF-16, as the encodings named `Uni…-UTF16-H` and `-UCS2-H` have them.
    codes_are_utf16: bool,
    characters: Option<CMap>,
    /// Characters of the collection, by glyph.
    collection: Option<CMap>,
    /// Characters by the embedded font's own tables, by glyph.
    program: BTreeMap<u32, char>,
    widths: ByGlyph,
    pub vertical: bool,
    /// How many published tables it needs.
    pub published_tables: u64,
}

impl Composite {
    pub fn read(font: &Dict<'_>, work: &mut u64) -> Option<Composite> {
        let descendant = font.get::<Array<'_>>("DescendantFonts")?.iter::<Dict<'_>>().next()?;
        let (codes, codes_are_utf16) = match font.get::<Object<'_>>("Encoding")? {
            Object::Name(name) => (published(&name)?, utf16(name.as_str())),
            Object::Stream(stream) => {
                let data = decoded(&stream, TABLE_LIMIT_BYTES, work)?;
                (CMap::parse(&data, hayro_cmap::load_embedded)?, false)
            }
            _ => return None,
        };
        let characters = to_unicode(font, work);
        let collection = characters.is_none().then(|| collection(&descendant)).flatten();
        let descriptor = descendant.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
        let unsaid = characters.is_none() && collection.is_none() && !codes_are_utf16;
        let program = if unsaid { built_in::characters_by_glyph(&descriptor, work) } else { BTreeMap::new() };
        let vertical = codes.metadata().writing_mode == Some(WritingMode::Vertical);
        let widths = ByGlyph::read(&descendant);
        let named = matches!(font.get::<Object<'_>>("Encoding"), Some(Object::Name(name)) if !name.as_str().starts_with("Identity"));
        let published_tables = u64::from(named) + u64::from(collection.is_some());
        Some(Composite {
            published_tables,
            codes,
            codes_are_utf16,
            characters,
            collection,
            program,
            widths,
            vertical,
        })
    }

    /// The first code of `bytes`, which are not empty, and its length.
    pub fn first(&self, bytes: &[u8]) -> (Shown, usize) {
        let mut code = 0u32;
        for (at, byte) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(*byte);
            let length = at + 1;
            if let Some(glyph) = self.codes.lookup_cid_code(code, length as u8) {
                let advance = if self.vertical { 1.0 } else { f64::from(self.widths.width(glyph)) / 1_000.0 };
                let is_space_code = length == 1 && code == 32;
                return (Shown { text: self.text(code, glyph), advance, is_space_code }, length);
            }
        }
        // No code begins here: two bytes are the usual length.
        (Shown { text: None, advance: 0.0, is_space_code: false }, bytes.len().min(2))
    }

    fn text(&self, code: u32, glyph: u32) -> Option<String> {
        let own = self.characters.as_ref().and_then(|table| looked_up(table, code));
        let by_code = || {
            let units = [(code >> 16) as u16, code as u16];
            let units = if units[0] == 0 { &units[1..] } else { &units[..] };
            self.codes_are_utf16.then(|| String::from_utf16(units).ok()).flatten()
        };
        let by_glyph = || self.collection.as_ref().and_then(|table| looked_up(table, glyph));
        let by_program = || self.program.get(&glyph).map(char::to_string);
        own.or_else(by_code).or_else(by_glyph).or_else(by_program)
    }
}

fn published(name: &object::Name<'_>) -> Option<CMap> {
    match CMapName::from_bytes(name.as_ref()) {
        CMapName::IdentityH => Some(CMap::identity_h()),
        CMapName::IdentityV => Some(CMap::identity_v()),
        other => CMap::parse(hayro_cmap::load_embedded(other)?, hayro_cmap::load_embedded),
    }
}

fn utf16(name: &str) -> bool {
    name.contains("UTF16") || name.contains("UCS2")
}

fn collection(descendant: &Dict<'_>) -> Option<CMap> {
    let info = descendant.get::<Dict<'_>>("CIDSystemInfo")?;
    let part = |key: &str| info.get::<object::String<'_>>(key).map(|part| part.as_bytes().to_vec());
    let family = CidFamily::from_registry_ordering(&part("Registry")?, &part("Ordering")?);
    CMap::parse(hayro_cmap::load_embedded(family.ucs2_cmap()?)?, hayro_cmap::load_embedded)
}
