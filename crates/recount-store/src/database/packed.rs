//! A reading in one column: numbers as LEB128, texts by length and bytes, all of it packed as zlib (RFC 1950). What is packed is JSON
//! whose fields repeat from claim to claim; it comes to about a seventh. An inner form, as `codec` is.

use super::codec::{Bytes, put_number};
use crate::readings::{ClaimRow, ReadingRows};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use recount_model::{ClaimId, ReportId, Span};
use std::io::{Read, Write};

/// No reading is larger unpacked: a row that says so is not one of ours.
const MOST_BYTES: u64 = 1 << 30;

/// How hard to pack: less is not much faster, more not much smaller.
const EFFORT: Compression = Compression::new(6);

/// Names and claims, packed.
pub(crate) fn pack(rows: &ReadingRows) -> Vec<u8> {
    let bodies: usize = rows.claims.iter().map(|claim| claim.body.len() + 32).sum();
    let mut plain = Vec::with_capacity(rows.names.len() + bodies);
    put_text(&mut plain, &rows.names);
    for claim in &rows.claims {
        put_text(&mut plain, &claim.id.0);
        put_number(&mut plain, claim.span.start as u64);
        put_number(&mut plain, claim.span.end as u64);
        put_text(&mut plain, &claim.kind);
        put_text(&mut plain, &claim.body);
    }
    let mut packer = ZlibEncoder::new(Vec::with_capacity(plain.len() / 4), EFFORT);
    // Writing to memory does not fail; if it did, the row could not be unpacked, and its damage would be told.
    packer.write_all(&plain).and_then(|()| packer.finish()).unwrap_or_default()
}

/// The reading again; `None` when the bytes are none.
pub(crate) fn unpack(packed: &[u8], reader: &str, report: ReportId) -> Option<ReadingRows> {
    let mut plain = Vec::new();
    ZlibDecoder::new(packed).take(MOST_BYTES).read_to_end(&mut plain).ok()?;
    let mut rest = Bytes(&plain);
    let names = text(&mut rest)?;
    let mut claims = Vec::new();
    while !rest.0.is_empty() {
        let id = ClaimId(text(&mut rest)?);
        let start = usize::try_from(rest.number()?).ok()?;
        let span = Span { start, end: usize::try_from(rest.number()?).ok()? };
        claims.push(ClaimRow { id, span, kind: text(&mut rest)?, body: text(&mut rest)? });
    }
    Some(ReadingRows { reader: reader.to_string(), report, claims, names })
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

fn text(rest: &mut Bytes<'_>) -> Option<String> {
    let length = usize::try_from(rest.number()?).ok()?;
    let (text, after) = rest.0.split_at_checked(length)?;
    rest.0 = after;
    Some(std::str::from_utf8(text).ok()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_reading_leads_back(names in ".*", claims in proptest::collection::vec((".*", 0usize..1 << 40, 0usize..999, ".*"), 0..9)) {
            let claims = claims.into_iter().map(|(words, start, length, body)| ClaimRow {
                id: ClaimId(words.clone()), span: Span { start, end: start + length }, kind: words, body,
            });
            let rows = ReadingRows { reader: "r".into(), report: ReportId([7; 32]), claims: claims.collect(), names };
            prop_assert_eq!(unpack(&pack(&rows), "r", ReportId([7; 32])), Some(rows));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = unpack(&bytes, "r", ReportId([7; 32]));
            let mut packer = ZlibEncoder::new(Vec::new(), EFFORT);
            packer.write_all(&bytes).unwrap();
            let _ = unpack(&packer.finish().unwrap(), "r", ReportId([7; 32]));
        }
    }
}
