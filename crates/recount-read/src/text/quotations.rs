//! Quotations of a text: stretches between quotation marks, also over several paragraphs.
//!
//! Marks are typographic or straight, double or two single ones in a row; single marks count where no double quotation is
//! open. A quotation that is still open where its paragraph ends goes on if the next paragraph begins with an opening mark,
//! as printers do; else it ends there.

use super::{Sentence, Token};
use std::ops::Range;

/// What a token may do to a quotation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
    /// A straight mark: closes what is open, else opens.
    Either,
    OpensSingle,
    ClosesSingle,
}

/// The quotations with their marks, in order; none within another. One that is never closed ends with its paragraph.
pub(super) fn find(tokens: &[Token<'_>], sentences: &[Sentence]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    // Start of the open quotation, and whether single marks opened it.
    let mut open: Option<(usize, bool)> = None;
    let mut paragraph = None;
    for sentence in sentences {
        let begins = paragraph != Some(sentence.paragraph);
        paragraph = Some(sentence.paragraph);
        if begins && let Some((start, single)) = open {
            let goes_on = !single && begins_with_mark(tokens, sentence.tokens.clone());
            if !goes_on {
                out.push(start..sentence.tokens.start);
                open = None;
            }
        }
        let mut i = sentence.tokens.start;
        let mut first = begins;
        while i < sentence.tokens.end {
            let (mark, width) = mark_at(tokens, i);
            let Some(mark) = mark else {
                i += 1;
                first = false;
                continue;
            };
            match (open, mark) {
                // The mark that opens each paragraph of a long quotation.
                (Some((_, false)), Mark::Opens | Mark::Either) if first => {}
                (Some((start, false)), Mark::Closes | Mark::Either) => {
                    out.push(start..i + width);
                    open = None;
                }
                (Some((start, false)), Mark::Opens) => {
                    out.push(start..i);
                    open = Some((i, false));
                }
                (Some((start, true)), Mark::ClosesSingle) => {
                    out.push(start..i + width);
                    open = None;
                }
                (Some((_, true)) | None, Mark::Opens | Mark::Either) => open = Some((i, false)),
                (None, Mark::OpensSingle) => open = Some((i, true)),
                _ => {}
            }
            i += width;
            first = false;
        }
        // Single marks that do not close within the sentence were none.
        if open.is_some_and(|(_, single)| single) {
            open = None;
        }
    }
    if let Some((start, _)) = open {
        out.push(start..tokens.len());
    }
    out
}

fn begins_with_mark(tokens: &[Token<'_>], sentence: Range<usize>) -> bool {
    !sentence.is_empty() && matches!(mark_at(tokens, sentence.start).0, Some(Mark::Opens | Mark::Either))
}

fn glued(a: Option<&Token<'_>>, b: Option<&Token<'_>>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a.span.end == b.span.start)
}

/// The mark at token `i` and how many tokens it is made of.
fn mark_at(tokens: &[Token<'_>], i: usize) -> (Option<Mark>, usize) {
    let token = &tokens[i];
    let next = tokens.get(i + 1);
    let before = i.checked_sub(1).map(|b| &tokens[b]);
    let word_follows = glued(Some(token), next);
    let word_before = glued(before, Some(token));
    match token.text {
        "\u{201c}" | "\u{201e}" | "\u{ab}" => (Some(Mark::Opens), 1),
        "\u{201d}" | "\u{bb}" => (Some(Mark::Closes), 1),
        "\"" => (Some(Mark::Either), 1),
        "'" | "`" | "\u{2019}" | "\u{2018}"
            if word_follows
                && next.is_some_and(|n| matches!(n.text, "'" | "`" | "\u{2019}" | "\u{2018}")) =>
        {
            (Some(Mark::Either), 2)
        }
        "\u{2018}" if word_follows => (Some(Mark::OpensSingle), 1),
        "'" if word_follows && !word_before => (Some(Mark::OpensSingle), 1),
        "'" | "\u{2019}" if word_before => (Some(Mark::ClosesSingle), 1),
        _ => (None, 1),
    }
}
