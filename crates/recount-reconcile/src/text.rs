//! Looking around a claim in its report's text: the sentence it stands in, whether it is quoted, what stands before and
//! after its figure. Reads text only where a claim already points.

use recount_lexicon::{fold, paragraph_around, sentence_around};
use recount_model::{BlockRole, Claim, Report, Span};

/// The sentence or sentences a span stands in.
pub(crate) fn sentence(text: &str, span: Span) -> Span {
    let found = sentence_around(text, 0..text.len(), span.start..span.end);
    Span::new(found.start, found.end)
}

/// The paragraph a span stands in.
pub(crate) fn paragraph(text: &str, span: Span) -> Span {
    let found = paragraph_around(text, span.start..span.end);
    Span::new(found.start, found.end)
}

/// The sentence before one, in the same paragraph or the last.
pub(crate) fn sentence_before(text: &str, sentence_span: Span) -> Option<Span> {
    let before = text.get(..sentence_span.start)?.trim_end();
    (!before.is_empty()).then(|| sentence(text, Span::new(before.len().saturating_sub(1), before.len())))
}

/// Where the figure of a count stands, else the claim.
pub(crate) fn figure_span(claim: &Claim, report: &Report) -> Span {
    claim.figure_words(&report.text).unwrap_or(claim.span)
}

/// Whether byte `at` stands between quotation marks of its paragraph.
pub(crate) fn is_quoted(text: &str, at: usize) -> bool {
    let Some(before) = text.get(paragraph_around(text, at..at).start..at) else { return false };
    let mut open = false;
    for c in before.chars() {
        match c {
            '\u{201c}' => open = true,
            '\u{201d}' => open = false,
            '"' => open = !open,
            _ => {}
        }
    }
    open
}

/// The folded words before and after the figure, within its sentence.
pub(crate) fn around(claim: &Claim, report: &Report) -> (String, String) {
    let figure = figure_span(claim, report);
    let whole = sentence(&report.text, figure);
    let before = Span::new(whole.start, figure.start).slice(&report.text);
    let after = Span::new(figure.end, whole.end).slice(&report.text);
    (fold(before), fold(after))
}

/// The folded sentence of the claim's span.
pub(crate) fn folded_sentence(claim: &Claim, report: &Report) -> String {
    fold(sentence(&report.text, claim.span).slice(&report.text))
}

/// Whether the claim stands in a headline.
pub(crate) fn in_title(claim: &Claim, report: &Report) -> bool {
    report.role_at(claim.span.start) == Some(BlockRole::Title)
}

/// The last boundary of a letter at or before a byte.
pub(crate) fn floor(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_a_full_stop_and_not_at_an_abbreviation() {
        let text = "First one. The U.S. Gen. Smith said 22 died. Last one.";
        let at = text.find("22").unwrap_or(0);
        let found = sentence(text, Span::new(at, at + 2));
        assert_eq!(found.slice(text).trim(), "The U.S. Gen. Smith said 22 died.");
        assert_eq!(sentence_before(text, found).map(|s| s.slice(text).trim()), Some("First one."));
    }

    #[test]
    fn quotation_marks_of_either_kind_are_seen() {
        let text = "He said \"not above 150\" then 200 and \u{201c}300\u{201d}.";
        for (figure, quoted) in [("150", true), ("200", false), ("300", true)] {
            assert_eq!(is_quoted(text, text.find(figure).unwrap_or(0)), quoted, "{figure}");
        }
    }
}
