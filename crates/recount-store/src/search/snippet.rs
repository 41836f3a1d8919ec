//! The piece of a report's text that shows why a query finds it.

use super::query::{Clause, Query};
use recount_lexicon::for_each_word;
use recount_model::Span;

/// A place in the text that a query's word or phrase fits.
pub type Mark = Span;

/// A piece of a report's text, exactly as it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// Where the piece stands, in bytes of the report's text.
    pub span: Span,
    /// The piece.
    pub text: String,
    /// What fits inside the piece, in bytes of the report's text, in order, without overlap.
    pub marks: Vec<Mark>,
}

/// How far apart marks of one piece may lie, in bytes.
const REACH_BYTES: usize = 240;
/// How much is shown around them, in bytes.
const AROUND_BYTES: usize = 90;
/// More marks are not looked at.
const MARKS: usize = 400;

/// The piece with the most of the query's words; the text's beginning when none of them stands in it.
pub(super) fn snippet(text: &str, query: &Query) -> Snippet {
    let wanted: Vec<&Clause> = query.clauses.iter().filter(|c| !c.negated && c.field.is_none()).collect();
    let found = found(text, &wanted);
    let (first, last) = densest(&found, wanted.len());
    let (start, end) = match (found.get(first), found.get(last)) {
        (Some(first), Some(last)) => (first.1.start, last.1.end),
        _ => (0, 0),
    };
    let span = widened(text, start, end);
    let mut marks: Vec<Span> = Vec::new();
    for (_, mark) in found.into_iter().filter(|(_, mark)| span.contains(*mark)) {
        match marks.last_mut().filter(|before| before.end > mark.start) {
            Some(before) => *before = before.cover(mark),
            None => marks.push(mark),
        }
    }
    Snippet { span, text: span.slice(text).to_string(), marks }
}

/// Where clauses fit, in order of place: the clause's number and the place.
fn found(text: &str, wanted: &[&Clause]) -> Vec<(usize, Span)> {
    let longest = wanted.iter().map(|c| c.words.len()).max().unwrap_or(0);
    let mut found = Vec::new();
    // The last words, as many as the longest phrase has.
    let mut last: std::collections::VecDeque<(String, Span)> = std::collections::VecDeque::new();
    if longest == 0 {
        return found;
    }
    for_each_word(text, |span, word| {
        if found.len() >= MARKS {
            return;
        }
        if last.len() == longest {
            last.pop_front();
        }
        last.push_back((word.to_string(), Span::new(span.start, span.end)));
        for (number, clause) in wanted.iter().enumerate() {
            let Some(from) = last.len().checked_sub(clause.words.len()) else { continue };
            if fits(clause, last.range(from..)) {
                found.push((number, Span::new(last[from].1.start, span.end)));
            }
        }
    });
    found.sort_by_key(|(number, span)| (span.start, span.end, *number));
    found
}

fn fits<'w>(clause: &Clause, words: impl Iterator<Item = &'w (String, Span)>) -> bool {
    let end = clause.words.len() - 1;
    clause.words.iter().zip(words).enumerate().all(|(at, (wanted, (word, _)))| {
        if clause.prefix && at == end { word.starts_with(wanted.as_str()) } else { word == wanted }
    })
}

/// The stretch of marks, as indices of first and last, with the most clauses, then the most marks, then the earliest.
fn densest(found: &[(usize, Span)], clauses: usize) -> (usize, usize) {
    let mut counts = vec![0usize; clauses];
    let (mut distinct, mut first) = (0, 0);
    let mut best = (0, 0, 0, 0);
    for (last, (clause, mark)) in found.iter().enumerate() {
        counts[*clause] += 1;
        distinct += usize::from(counts[*clause] == 1);
        while mark.end.saturating_sub(found[first].1.start) > REACH_BYTES && first < last {
            counts[found[first].0] -= 1;
            distinct -= usize::from(counts[found[first].0] == 0);
            first += 1;
        }
        if (distinct, last - first + 1) > (best.0, best.1) {
            best = (distinct, last - first + 1, first, last);
        }
    }
    (best.2, best.3)
}

/// The stretch with some text around it, cut between words where there are any.
fn widened(text: &str, start: usize, end: usize) -> Span {
    let mut from = start.saturating_sub(AROUND_BYTES);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let mut to = (end + AROUND_BYTES.max(2 * AROUND_BYTES * usize::from(end == 0))).min(text.len());
    while !text.is_char_boundary(to) {
        to += 1;
    }
    if from > 0 {
        let space = text[from..start].find(char::is_whitespace);
        from = space.map_or(from, |at| from + at);
    }
    if to < text.len() {
        let space = text[end..to].rfind(char::is_whitespace).filter(|at| *at > 0);
        to = space.map_or(to, |at| end + at);
    }
    let shown = &text[from..to];
    let from = from + (shown.len() - shown.trim_start().len()).min(start.saturating_sub(from));
    let to = (from + text[from..to].trim_end().len()).max(end);
    Span::new(from, to)
}
