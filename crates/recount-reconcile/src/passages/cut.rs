//! What a passage is: a paragraph of what is read of a report. A paragraph too short to be evidence joins the one after it, one that
//! never ends is cut at the end of a sentence.

use super::words::{Ends, Word, words};
use recount_model::{Report, Span};
use std::ops::Range;

/// Fewest words of a passage, about a sentence; shorter paragraphs join the next.
const FEWEST: usize = 16;
/// From so many words on a passage ends with its sentence.
const ENOUGH: usize = 80;
/// A sentence that goes on beyond so many words is cut where it stands.
const MOST: usize = 160;

/// The words of all that is read of a report, and which of them make each passage. Words left over are in no passage.
pub(super) fn passages(report: &Report) -> (Vec<Word>, Vec<Range<usize>>) {
    let read = report.blocks.iter().filter(|b| b.role.is_read());
    let all: Vec<Word> = read.flat_map(|b| words(&report.text, b.span)).collect();
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for (at, word) in all.iter().enumerate() {
        let length = at + 1 - from;
        let ends = match word.ends {
            Ends::Paragraph => length >= FEWEST,
            Ends::Sentence => length >= ENOUGH,
            Ends::Nothing => length >= MOST,
        };
        if ends {
            out.push(from..at + 1);
            from = at + 1;
        }
    }
    if all.len() - from >= FEWEST {
        out.push(from..all.len());
    } else if let Some(last) = out.last_mut() {
        last.end = all.len();
    }
    (all, out)
}

/// The span of some words.
pub(super) fn span(words: &[Word]) -> Span {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
        _ => Span::new(0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(text: &str) -> Vec<usize> {
        passages(&Report::of_text("a.txt", text)).1.into_iter().map(|p| p.len()).collect()
    }

    #[test]
    fn a_paragraph_is_a_passage_and_a_short_one_joins_the_next() {
        let words = |n: usize| format!("{}.", vec!["word"; n].join(" "));
        assert_eq!(lengths(&format!("{}\n\n{}", words(20), words(30))), [20, 30]);
        assert_eq!(lengths(&format!("{}\n\n{}\n\n{}", words(5), words(30), words(4))), [39]);
        assert_eq!(lengths(&words(5)), [0; 0]);
        assert_eq!(lengths(&[words(50), words(50), words(50)].join(" ")), [100, 50]);
        assert_eq!(lengths(&words(400)), [160, 160, 80]);
        assert_eq!(lengths(""), [0; 0]);
    }
}
