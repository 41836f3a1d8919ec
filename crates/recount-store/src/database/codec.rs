//! Blocks, pages and passages as bytes in one column: numbers as LEB128, places as IEEE 754 little-endian. An inner form, derived and
//! never exchanged; a change is a new schema.

use recount_model::{Block, BlockRole, Page, PageBox, PlacedText, Span};

/// A stretch of a report's text with the key of its words, for finding near copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassageKey {
    /// The key: equal keys are a reason to compare.
    pub key: u64,
    /// Where it stands, in bytes of the report's text.
    pub span: Span,
}

const ROLES: [BlockRole; 6] = [
    BlockRole::Title,
    BlockRole::Byline,
    BlockRole::Body,
    BlockRole::Heading,
    BlockRole::Caption,
    BlockRole::Boilerplate,
];

/// Blocks in text order.
pub(crate) fn blocks_to_bytes(blocks: &[Block]) -> Vec<u8> {
    let mut out = Vec::with_capacity(blocks.len() * 4);
    let mut at = 0;
    for block in blocks {
        put_span(&mut out, &mut at, block.span);
        out.push(ROLES.iter().position(|r| *r == block.role).unwrap_or(2) as u8);
    }
    out
}

/// The blocks again; `None` when the bytes are none.
pub(crate) fn blocks_from_bytes(bytes: &[u8]) -> Option<Vec<Block>> {
    let mut rest = Bytes(bytes);
    let mut at = 0;
    let mut out = Vec::new();
    while !rest.0.is_empty() {
        let span = rest.span(&mut at)?;
        out.push(Block { span, role: *ROLES.get(usize::from(rest.byte()?))? });
    }
    Some(out)
}

/// Pages in order.
pub(crate) fn pages_to_bytes(pages: &[Page]) -> Vec<u8> {
    let mut out = Vec::new();
    for page in pages {
        put_number(&mut out, u64::from(page.number));
        put_floats(&mut out, &[page.width, page.height]);
        put_number(&mut out, page.pieces.len() as u64);
        let mut at = 0;
        for piece in &page.pieces {
            put_span(&mut out, &mut at, piece.span);
            let PageBox { left, top, width, height } = piece.place;
            put_floats(&mut out, &[left, top, width, height]);
        }
    }
    out
}

/// The pages again; `None` when the bytes are none.
pub(crate) fn pages_from_bytes(bytes: &[u8]) -> Option<Vec<Page>> {
    let mut rest = Bytes(bytes);
    let mut out = Vec::new();
    while !rest.0.is_empty() {
        let number = u32::try_from(rest.number()?).ok()?;
        let (width, height) = (rest.float()?, rest.float()?);
        let count = rest.number()?;
        let mut pieces = Vec::new();
        let mut at = 0;
        for _ in 0..count {
            let span = rest.span(&mut at)?;
            let (left, top, width, height) = (rest.float()?, rest.float()?, rest.float()?, rest.float()?);
            pieces.push(PlacedText { span, place: PageBox { left, top, width, height } });
        }
        out.push(Page { number, width, height, pieces });
    }
    Some(out)
}

/// Passages of one report.
pub(crate) fn passages_to_bytes(passages: &[PassageKey]) -> Vec<u8> {
    let mut out = Vec::with_capacity(passages.len() * 12);
    let mut at = 0;
    for passage in passages {
        out.extend_from_slice(&passage.key.to_le_bytes());
        put_span(&mut out, &mut at, passage.span);
    }
    out
}

/// The passages again; `None` when the bytes are none.
pub(crate) fn passages_from_bytes(bytes: &[u8]) -> Option<Vec<PassageKey>> {
    let mut rest = Bytes(bytes);
    let mut at = 0;
    let mut out = Vec::new();
    while !rest.0.is_empty() {
        let (key, after) = rest.0.split_first_chunk::<8>()?;
        rest = Bytes(after);
        out.push(PassageKey { key: u64::from_le_bytes(*key), span: rest.span(&mut at)? });
    }
    Some(out)
}

/// A span after the one that began at `at`: how much further it begins (zigzag, since pieces of a page may go back), and its length.
fn put_span(out: &mut Vec<u8>, at: &mut usize, span: Span) {
    let step = span.start as i64 - *at as i64;
    put_number(out, ((step << 1) ^ (step >> 63)) as u64);
    put_number(out, span.len() as u64);
    *at = span.start;
}

/// A number in as few bytes as it needs.
pub(crate) fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn put_floats(out: &mut Vec<u8>, floats: &[f32]) {
    floats.iter().for_each(|f| out.extend_from_slice(&f.to_le_bytes()));
}

/// Bytes that are still to be read.
pub(crate) struct Bytes<'a>(pub &'a [u8]);

impl Bytes<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// The number that is next.
    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn float(&mut self) -> Option<f32> {
        let (bytes, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        Some(f32::from_le_bytes(*bytes))
    }

    fn span(&mut self, at: &mut usize) -> Option<Span> {
        let zigzag = self.number()?;
        let step = (zigzag >> 1) as i64 ^ -((zigzag & 1) as i64);
        let start = usize::try_from((*at as i64).checked_add(step)?).ok()?;
        let end = start.checked_add(usize::try_from(self.number()?).ok()?)?;
        *at = start;
        Some(Span { start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn blocks_and_passages_lead_back(parts in proptest::collection::vec((any::<u64>(), 0usize..1 << 40, 0usize..9999, 0usize..6), 0..20)) {
            let spans = parts.iter().map(|p| Span { start: p.1, end: p.1 + p.2 });
            let blocks: Vec<Block> = spans.clone().zip(&parts).map(|(span, p)| Block { span, role: ROLES[p.3] }).collect();
            prop_assert_eq!(blocks_from_bytes(&blocks_to_bytes(&blocks)), Some(blocks));
            let passages: Vec<PassageKey> = spans.clone().zip(&parts).map(|(span, p)| PassageKey { key: p.0, span }).collect();
            prop_assert_eq!(passages_from_bytes(&passages_to_bytes(&passages)), Some(passages));
            let pieces = spans.map(|span| PlacedText { span, place: PageBox { left: 0.1, top: -2.5, width: 7.0, height: 1e9 } });
            let pages = vec![Page { number: 3, width: 595.3, height: 842.0, pieces: pieces.collect() }];
            prop_assert_eq!(pages_from_bytes(&pages_to_bytes(&pages)), Some(pages));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = (blocks_from_bytes(&bytes), pages_from_bytes(&bytes), passages_from_bytes(&bytes));
        }
    }
}
