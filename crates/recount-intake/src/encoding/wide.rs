//! UTF-16 and UTF-32 without a mark at the beginning: told by whether the bytes, read so, are a text at all. Nearly every text has a space or a
//! line end, hence a zero byte, and no text in an encoding of single bytes has one.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// How much is looked at to tell an encoding.
const SAMPLE_BYTES: usize = 64 * 1024;

/// The text of UTF-32, with or without a mark; encoding_rs has none, since no page may be in it.
pub(super) fn utf_32(bytes: &[u8]) -> Option<(String, &'static str)> {
    if !bytes.len().is_multiple_of(4) || bytes.is_empty() {
        return None;
    }
    let read = |unit: fn([u8; 4]) -> u32| -> Option<String> {
        let units = bytes.chunks_exact(4).map(|b| unit([b[0], b[1], b[2], b[3]]));
        let text: Option<String> = units.map(|u| char::from_u32(u).filter(|c| is_text(*c))).collect();
        text.map(|text| text.trim_start_matches('\u{feff}').to_string())
    };
    let little = || Some((read(u32::from_le_bytes)?, "UTF-32LE"));
    let big = || Some((read(u32::from_be_bytes)?, "UTF-32BE"));
    little().or_else(big)
}

/// The kind of UTF-16 that bytes with zeros among them are, if either.
pub(super) fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
    let little = likeness(sample, u16::from_le_bytes);
    let big = likeness(sample, u16::from_be_bytes);
    match (little, big) {
        (None, None) => None,
        (little, big) if big > little => Some(UTF_16BE),
        _ => Some(UTF_16LE),
    }
}

/// How many units are the spaces, line ends and stops that texts of any script have; `None` when the units are no text.
fn likeness(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<usize> {
    let units = bytes.chunks_exact(2).map(|b| unit([b[0], b[1]]));
    let mut common = 0;
    for c in char::decode_utf16(units) {
        // The sample may end between two halves.
        let c = match c {
            Ok(c) => c,
            Err(_) if bytes.len() == SAMPLE_BYTES => continue,
            Err(_) => return None,
        };
        if !is_text(c) {
            return None;
        }
        common +=
            usize::from(matches!(c, ' ' | '\n' | '\r' | '.' | ',' | '\u{3001}' | '\u{3002}' | '\u{ff0c}'));
    }
    (common > 0).then_some(common)
}

/// Whether a character can stand in a text: no control, none of the private area, none that is none.
fn is_text(c: char) -> bool {
    let is_control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}');
    let is_private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    let is_none = matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe;
    !is_control && !is_private && !is_none
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_encodings_are_told_without_a_mark() {
        for text in ["Six died.\n", "Шесть погибли.\n", "قتل ستة.\n", "六人が死亡した。\n北浜市\n", "a😀 b"]
        {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(utf_16(&little), Some(UTF_16LE), "{text}");
            assert_eq!(utf_16(&big), Some(UTF_16BE), "{text}");
            let wide: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
            assert_eq!(utf_32(&wide), Some((text.to_string(), "UTF-32BE")));
        }
        for bytes in [&b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"[..], b"abc\0def", b"\0\0\0\0", b"", b"\0"] {
            assert_eq!((utf_16(bytes), utf_32(bytes)), (None, None), "{bytes:?}");
        }
    }
}
