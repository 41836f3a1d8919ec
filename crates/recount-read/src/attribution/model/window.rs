//! The words around a cue among which its source and content are looked for.

use super::page::Page;
use std::ops::Range;

/// Words of a quotation that are looked at from its start and before its end; those between go with them.
const EDGE_WORDS: usize = 4;

/// Words that may stand between the cue's sentence and a quotation that follows.
const LEAD_WORDS: usize = 2;

/// Words before a quotation, in the sentence it begins in, that are looked at.
const REACH_WORDS: usize = 60;

/// The words around one cue, in text order. Where a quotation that does not hold the cue is long, its inner words are left
/// out: they belong to whom its edges belong to.
#[derive(Debug, Clone, Default)]
pub struct Window {
    /// Words of the page.
    pub words: Vec<u32>,
    /// The cue's own sentence.
    pub sentence: usize,
}

impl Window {
    /// The window of a cue.
    pub fn of(page: &Page, cue: &Range<usize>) -> Self {
        let sentence = page.sentence_of(cue.start);
        let own = page.in_quotation[cue.start];
        let (first, last) = reach(page, sentence, own);
        let mut words = Vec::with_capacity(last - first);
        let mut i = first;
        while i < last {
            let quotation = page.in_quotation[i];
            if quotation != 0 && quotation != own {
                let range = &page.quotations[quotation as usize - 1];
                let inner = range.start + EDGE_WORDS..range.end.saturating_sub(EDGE_WORDS);
                if inner.contains(&i) {
                    i = inner.end.min(last);
                    continue;
                }
            }
            words.push(i as u32);
            i += 1;
        }
        Window { words, sentence }
    }
}

/// From the first word to look at to the one after the last.
///
/// Beside the cue's own sentence these are quotations that run out of it, the quotation a sentence before it ends with, and
/// the one a sentence after it begins with: 98 of 100 contents of the corpus lie within.
fn reach(page: &Page, sentence: usize, own: u32) -> (usize, usize) {
    let here = &page.sentences[sentence];
    let mut first = here.words.start;
    let mut last = here.words.end;
    let other = |i: usize| {
        let q = page.in_quotation[i];
        (q != 0 && q != own).then(|| &page.quotations[q as usize - 1])
    };
    if let Some(quotation) = other(first) {
        first = first.min(quotation.start);
    }
    if let Some(quotation) = last.checked_sub(1).and_then(other) {
        last = last.max(quotation.end);
    }
    if let Some(quotation) = first.checked_sub(1).and_then(other) {
        first = quotation.start;
    }
    // A quotation that follows, at once or after a word or two ("He went on: ...").
    for i in last..(last + LEAD_WORDS).min(page.words.len()) {
        if let Some(quotation) = other(i) {
            last = quotation.end;
            break;
        }
    }
    // The sentence that a quotation began or ended in is looked at whole.
    let begins = &page.sentences[page.sentence_of(first)].words;
    if first > begins.start && first - begins.start <= REACH_WORDS {
        first = begins.start;
    }
    (first, last)
}
