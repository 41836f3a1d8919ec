//! Quotations: ranges of tokens between quotation marks, within one paragraph.

use crate::text::Text;
use std::ops::Range;

/// The quotations of a text in order. One that is never closed ends with its paragraph.
pub(super) fn find(text: &Text<'_>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for sentence in &text.sentences {
        if let Some((start, _)) = open.filter(|(_, paragraph)| *paragraph != sentence.paragraph) {
            out.push(start..sentence.tokens.start);
            open = None;
        }
        for i in sentence.tokens.clone() {
            if !text.tokens[i].is_quote() {
                continue;
            }
            match open {
                Some((start, _)) if text.tokens[i].text != "\u{201c}" => {
                    out.push(start..i + 1);
                    open = None;
                }
                Some(_) => {}
                None if text.tokens[i].text != "\u{201d}" => open = Some((i, sentence.paragraph)),
                None => {}
            }
        }
    }
    if let Some((start, _)) = open {
        out.push(start..text.tokens.len());
    }
    out
}
