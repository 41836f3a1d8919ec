//! Long reports are read in pieces, so that memory is bounded: tokens and trees of a piece are dropped before the next is read.
//!
//! A piece ends with a paragraph where one ends in reach. What was said in an earlier piece is not remembered: a source named there is not
//! what "she" stands for here. Reports of the length that people write are one piece.

use recount_model::{Block, Report, Span};

/// Bytes of a piece, if a paragraph ends near them.
const PIECE_BYTES: usize = 1_000_000;

/// The blocks of a report that are read, by pieces.
pub(super) fn pieces(report: &Report) -> Vec<Vec<Block>> {
    let mut out: Vec<Vec<Block>> = vec![Vec::new()];
    let mut held = 0;
    for block in report.blocks.iter().filter(|b| b.role.is_read()) {
        for span in cut(&report.text, block.span) {
            if held > 0 && held + span.len() > PIECE_BYTES {
                out.push(Vec::new());
                held = 0;
            }
            held += span.len();
            out.last_mut().into_iter().for_each(|piece| piece.push(Block { span, role: block.role }));
        }
    }
    out
}

/// A span cut where it is longer than a piece: after a paragraph, else after a line, else after a word, else anywhere.
fn cut(text: &str, span: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from = span.start;
    while span.end - from > PIECE_BYTES {
        let mut reach = from + PIECE_BYTES;
        while !text.is_char_boundary(reach) {
            reach -= 1;
        }
        let slice = &text[from..reach];
        let after = |sign: &str| slice.rfind(sign).map(|at| from + at + sign.len());
        let to = after("\n\n").or_else(|| after("\n")).or_else(|| after(" ")).unwrap_or(reach);
        out.push(Span::new(from, to));
        from = to;
    }
    out.push(Span::new(from, span.end));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::tests::report;

    #[test]
    fn pieces_cover_the_text_and_end_with_paragraphs() {
        for (paragraph, end) in [("Twelve people died.\n\n", "\n\n"), ("Zw\u{f6}lf\u{1f600}", "")] {
            let report = report(&paragraph.repeat(150_000));
            let pieces = pieces(&report);
            assert!(pieces.len() > 1);
            let mut at = 0;
            for block in pieces.iter().flatten() {
                assert_eq!(block.span.start, at);
                assert!(block.span.len() <= PIECE_BYTES && block.span.slice(&report.text).ends_with(end));
                at = block.span.end;
            }
            assert_eq!(at, report.text.len());
        }
    }
}
