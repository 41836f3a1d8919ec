//! The sentence around a claim, for showing. Claims and offsets do not depend on where it ends.

use recount_lexicon::sentence_around;
use recount_model::{Account, Claim, ClaimIndex, Report, ReportIndex, Span};

/// Longest stretch shown before and after a claim's own words, in bytes.
const REACH_BYTES: usize = 320;

/// A sentence with the claims that stand in it.
pub(crate) struct Quoted<'a> {
    /// The claims, in the order asked for.
    pub(crate) claims: Vec<ClaimIndex>,
    /// The sentence in runs: the words of a claim's figure (or of the whole claim), or words between.
    pub(crate) runs: Vec<(&'a str, Option<ClaimIndex>)>,
    /// Whether the sentence goes on before the first run.
    pub(crate) cut_before: bool,
    /// Whether the sentence goes on after the last run.
    pub(crate) cut_after: bool,
}

/// The sentences of some claims, each once, in the order in which a claim first needs it.
pub(crate) fn quoted<'a>(account: &'a Account, claims: &[ClaimIndex]) -> Vec<Quoted<'a>> {
    let mut groups: Vec<(ReportIndex, Span, Vec<ClaimIndex>)> = Vec::new();
    for &index in claims {
        let report = account.claim(index).report;
        let whole = sentence(account.report(report), account.claim(index).span);
        match groups.iter_mut().find(|(r, s, _)| (*r, *s) == (report, whole)) {
            Some((_, _, group)) if !group.contains(&index) => group.push(index),
            Some(_) => {}
            None => groups.push((report, whole, vec![index])),
        }
    }
    groups.into_iter().map(|(_, whole, group)| quote(account, whole, group)).collect()
}

fn quote(account: &Account, whole: Span, claims: Vec<ClaimIndex>) -> Quoted<'_> {
    let text = claims.first().map_or("", |&c| account.report_of(c).text.as_str());
    let spans = claims.iter().map(|&c| account.claim(c).span);
    let shown = reach(text, whole, spans.reduce(|a, b| a.cover(b)).unwrap_or(whole));
    let mut marks: Vec<(Span, ClaimIndex)> =
        claims.iter().map(|&c| (marked(account.claim(c), text, whole), c)).collect();
    marks.sort();
    let mut runs = Vec::new();
    let mut at = shown.start;
    for (mark, claim) in marks {
        if mark.start < at || mark.is_empty() {
            continue;
        }
        runs.push((Span::new(at, mark.start).slice(text), None));
        runs.push((mark.slice(text), Some(claim)));
        at = mark.end;
    }
    runs.push((Span::new(at, shown.end).slice(text), None));
    runs.retain(|(words, _)| !words.is_empty());
    Quoted { claims, runs, cut_before: shown.start > whole.start, cut_after: shown.end < whole.end }
}

/// What to mark of a claim: its figure, or all of it.
fn marked(claim: &Claim, text: &str, whole: Span) -> Span {
    let figure = claim.figure_words(text).filter(|s| whole.contains(*s) && !s.slice(text).is_empty());
    figure.unwrap_or(claim.span)
}

/// The sentence or sentences that hold `span`, within the block the span begins in.
pub(crate) fn sentence(report: &Report, span: Span) -> Span {
    let text = report.text.as_str();
    let block = report.blocks.iter().map(|b| b.span).find(|b| b.start <= span.start && span.start < b.end);
    let block = block.unwrap_or(Span::new(0, text.len())).cover(span);
    let found = sentence_around(text, block.start..block.end, span.start..span.end);
    Span::new(found.start, found.end)
}

/// At most [`REACH_BYTES`] around `span`, cut between words.
fn reach(text: &str, whole: Span, span: Span) -> Span {
    let mut start = whole.start.max(span.start.saturating_sub(REACH_BYTES));
    if start > whole.start {
        start = boundary(text, start);
        start += text.get(start..span.start).and_then(|words| words.find(char::is_whitespace)).unwrap_or(0);
    }
    let mut end = whole.end.min(span.end + REACH_BYTES);
    if end < whole.end {
        end = boundary(text, end);
        end = text
            .get(span.end..end)
            .and_then(|w| w.rfind(char::is_whitespace))
            .map_or(end, |at| span.end + at);
    }
    Span::new(start, end)
}

/// The last character boundary at or before byte `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use recount_model::CodePoints;

    fn report(text: &str) -> Report {
        Report { blocks: Vec::new(), ..Report::of_text("", text) }
    }

    fn check(text: &str, words: &str, expected: &str) {
        let report = report(text);
        let at = text.find(words).expect("the words stand in the text");
        assert_eq!(sentence(&report, Span::new(at, at + words.len())).slice(text), expected);
    }

    #[test]
    fn a_sentence_ends_at_its_full_stop() {
        check("It rained. Two men fell. Nobody saw.", "Two", "Two men fell.");
        check("He said “two fell.” Then he left.", "two", "He said “two fell.”");
        check("A line\n\nTwo fell", "Two", "Two fell");
        check("only words", "words", "only words");
    }

    #[test]
    fn short_titles_and_decimal_points_do_not_end_a_sentence() {
        check(
            "Mr. Pell and Gen. Orr saw 3.5 metres fall. It rained.",
            "3.5",
            "Mr. Pell and Gen. Orr saw 3.5 metres fall.",
        );
        check("The U.S. Navy came. It rained.", "Navy", "The U.S. Navy came.");
    }

    #[test]
    fn a_claim_over_two_sentences_keeps_both() {
        check("It rained. Two fell. Three rose. Noon came.", "fell. Three", "Two fell. Three rose.");
    }

    proptest! {
        #[test]
        fn a_sentence_holds_its_claim_and_is_cut_at_characters(text in "[A-Za-zé .!?”\n]{0,900}", a in 0usize..900, b in 0usize..900) {
            let points = CodePoints::new(&text);
            let span = points.span(a.min(b), a.max(b));
            let whole = sentence(&report(&text), span);
            prop_assert!(whole.contains(span));
            let shown = reach(&text, whole, span);
            prop_assert!(shown.contains(span) && whole.contains(shown));
            prop_assert!(text.get(shown.start..shown.end).is_some());
        }

        #[test]
        fn a_span_that_does_not_fit_the_text_stops_nothing(text in "[aé. ]{0,40}", a in 0usize..90, b in 0usize..90) {
            let span = Span::new(a, b);
            let whole = sentence(&report(&text), span);
            reach(&text, whole, span);
        }
    }
}
