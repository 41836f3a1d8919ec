//! What an embedded font's own program says of its characters, for fonts of which the file states nothing else: the encoding of a
//! Type 1 font, and the table by which TrueType fonts find glyphs by character.

use super::TABLE_LIMIT_BYTES;
use super::encoding::{Known, Letters, changed};
use super::names::characters;
use crate::pdf::stream::decoded;
use hayro_syntax::object::{Dict, Stream};
use std::collections::BTreeMap;
use ttf_parser::cmap::{Format, Subtable};
use ttf_parser::{Face, GlyphId, cff};

/// The characters of a simple font's codes by its embedded program.
pub(super) fn letters(descriptor: &Dict<'_>, work: &mut u64) -> Option<Letters> {
    if let Some(program) = program(descriptor, "FontFile", work) {
        return type_1(&program);
    }
    if let Some(program) = program(descriptor, "FontFile3", work) {
        return compact(&program).or_else(|| true_type(&program));
    }
    true_type(&program(descriptor, "FontFile2", work)?)
}

/// Characters by number of glyph, by the font's own table.
pub(super) fn characters_by_glyph(descriptor: &Dict<'_>, work: &mut u64) -> BTreeMap<u32, char> {
    let program = program(descriptor, "FontFile2", work).or_else(|| program(descriptor, "FontFile3", work));
    let face = program.as_deref().and_then(|program| Face::parse(program, 0).ok());
    face.map(|face| by_glyph(&face)).unwrap_or_default()
}

fn program(descriptor: &Dict<'_>, key: &str, work: &mut u64) -> Option<Vec<u8>> {
    decoded(&descriptor.get::<Stream<'_>>(key)?, TABLE_LIMIT_BYTES, work)
}

/// `dup 65 /A put` in the part of a Type 1 font that is in clear.
fn type_1(program: &[u8]) -> Option<Letters> {
    let clear = &program[..memchr::memmem::find(program, b"eexec").unwrap_or(program.len())];
    let at = memchr::memmem::find(clear, b"/Encoding")?;
    let text = String::from_utf8_lossy(&clear[at + b"/Encoding".len()..]);
    let mut words = text.split_ascii_whitespace().peekable();
    if words.peek() == Some(&"StandardEncoding") {
        return Some(Known::Standard.letters());
    }
    let mut letters = vec![String::new(); 256];
    while let Some(word) = words.next() {
        match word {
            "def" | "readonly" => break,
            "dup" => {
                // "dup 65/A put" is written without the space too.
                let Some(code) = words.next() else { break };
                let (code, name) = match code.split_once('/') {
                    Some((code, name)) => (code, Some(name)),
                    None => (code, words.next().and_then(|name| name.strip_prefix('/'))),
                };
                if let (Ok(code), Some(name)) = (code.parse::<u8>(), name) {
                    letters[usize::from(code)] = changed(code, name).unwrap_or_default();
                }
            }
            _ => {}
        }
    }
    letters.iter().any(|letter| !letter.is_empty()).then_some(letters)
}

/// A Type 1 font in the compact format (CFF).
fn compact(program: &[u8]) -> Option<Letters> {
    let table = cff::Table::parse(program)?;
    let letter = |code: u8| {
        let name = table.glyph_name(table.glyph_index(code)?)?;
        changed(code, name)
    };
    let letters: Letters = (0..=255).map(|code| letter(code).unwrap_or_default()).collect();
    letters.iter().any(|letter| !letter.is_empty()).then_some(letters)
}

/// A TrueType font: its codes are found in the table for signs or for Macintosh, their characters in the one for Unicode or by the
/// names of the glyphs.
fn true_type(program: &[u8]) -> Option<Letters> {
    const SIGNS: u32 = 0xf000;
    let face = Face::parse(program, 0).ok()?;
    let tables = face.tables().cmap?.subtables;
    let by_glyph = by_glyph(&face);
    let letter = |code: u8| {
        let glyph = tables.into_iter().find_map(|table| {
            let code = u32::from(code);
            table.glyph_index(code).or_else(|| table.glyph_index(SIGNS + code)).filter(|glyph| glyph.0 != 0)
        })?;
        let named = || face.glyph_name(glyph).and_then(characters);
        by_glyph.get(&u32::from(glyph.0)).map(char::to_string).or_else(named)
    };
    let usual = Known::WinAnsi.letters();
    let own: Vec<Option<String>> = (0..=255).map(letter).collect();
    own.iter()
        .any(Option::is_some)
        .then(|| own.into_iter().zip(usual).map(|(own, usual)| own.unwrap_or(usual)).collect())
}

/// Characters by glyph; private-use characters say nothing, and the first of several is taken. The characters are asked for one by
/// one, because a hostile table can claim ranges without end, and only of tables that are searched by halving.
fn by_glyph(face: &Face<'_>) -> BTreeMap<u32, char> {
    let mut by_glyph = BTreeMap::new();
    let searched = |table: &Subtable<'_>| {
        matches!(
            table.format,
            Format::ByteEncodingTable(_)
                | Format::SegmentMappingToDeltaValues(_)
                | Format::TrimmedTableMapping(_)
                | Format::SegmentedCoverage(_)
        )
    };
    let tables = face.tables().cmap.iter().flat_map(|cmap| cmap.subtables);
    for table in tables.filter(|table| table.is_unicode() && searched(table)).take(4) {
        for character in (' '..'\u{e000}').chain('\u{f900}'..='\u{ffef}') {
            if let Some(GlyphId(glyph)) = table.glyph_index(u32::from(character)) {
                by_glyph.entry(u32::from(glyph)).or_insert(character);
            }
        }
    }
    by_glyph
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clear_part_of_a_type_1_font_tells_its_letters() {
        let program = b"%!PS-AdobeFont-1.0: X\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\ndup 11 /ff put\ndup 15/bullet put\nreadonly def\ncurrentfile eexec \x80\xff";
        let letters = type_1(program).unwrap();
        assert_eq!(
            (letters[11].as_str(), letters[15].as_str(), letters[65].as_str()),
            ("\u{fb00}", "\u{2022}", "")
        );
        assert_eq!(type_1(b"/Encoding StandardEncoding def eexec").unwrap()[65], "A");
        assert_eq!(type_1(b"/Encoding 256 array eexec"), None);
        assert!(compact(b"\x01\x00\x04").is_none() && true_type(b"OTTO").is_none());
    }
}
