//! Looking around a claim in its report's text: the sentence it stands in, whether it is quoted, what stands before and
//! after its figure. Reads text only where a claim already points.

use recount_lexicon::fold;
use recount_model::{BlockRole, Claim, Report, Span};

/// Farthest a sentence or paragraph is followed, in bytes, so that a text without full stops costs no more than another.
const REACH_BYTES: usize = 2000;

/// The sentence or sentences a span stands in.
pub(crate) fn sentence(text: &str, span: Span) -> Span {
    let (first, last) = (span.start.min(text.len()), span.end.min(text.len()));
    let back = first.saturating_sub(REACH_BYTES);
    let start = (back..first)
        .rev()
        .find(|&i| is_end(text, i))
        .map_or_else(|| boundary(text, back), |i| next_char(text, i));
    let from = last.saturating_sub(1).max(start);
    let on = (last + REACH_BYTES).min(text.len());
    let end =
        (from..on).find(|&i| is_end(text, i)).map_or_else(|| boundary(text, on), |i| next_char(text, i));
    Span::new(start, end)
}

/// The paragraph a span stands in.
pub(crate) fn paragraph(text: &str, span: Span) -> Span {
    let (first, last) = (span.start.min(text.len()), span.end.min(text.len()));
    let bytes = text.as_bytes();
    let back = first.saturating_sub(REACH_BYTES);
    let on = (last + REACH_BYTES).min(text.len());
    let start =
        (back..first).rev().find(|&i| bytes[i] == b'\n').map_or_else(|| boundary(text, back), |i| i + 1);
    let end = (last..on).find(|&i| bytes[i] == b'\n').unwrap_or_else(|| boundary(text, on));
    Span::new(start, end)
}

/// The character boundary at or after a byte.
fn boundary(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len())
}

/// The sentence before one, in the same paragraph or the last.
pub(crate) fn sentence_before(text: &str, sentence_span: Span) -> Option<Span> {
    let before = text.get(..sentence_span.start)?.trim_end();
    (!before.is_empty()).then(|| sentence(text, Span::new(before.len().saturating_sub(1), before.len())))
}

fn next_char(text: &str, at: usize) -> usize {
    (at + 1..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len())
}

/// Whether a sentence ends at byte `at`: a line break, or a full stop, question or exclamation mark before white space that
/// no abbreviation explains.
fn is_end(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    match bytes.get(at) {
        Some(b'\n') => true,
        Some(b'.' | b'!' | b'?') => {
            let after = text.get(at + 1..).unwrap_or("");
            let after = after.trim_start_matches(['"', '\u{201d}', '\u{2019}', ')', ']']);
            let gap = after.is_empty() || after.starts_with(char::is_whitespace);
            let upper = after.trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
            gap && upper && !is_abbreviation(text, at)
        }
        _ => false,
    }
}

/// "U.S." "Gen." "J.": a dot after a capital or after a short word with a capital.
fn is_abbreviation(text: &str, at: usize) -> bool {
    let word: &str = text.get(..at).and_then(|t| t.rsplit(|c: char| c.is_whitespace()).next()).unwrap_or("");
    let letters = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let title = matches!(
        letters,
        "Mr" | "Mrs"
            | "Ms"
            | "Dr"
            | "Prof"
            | "Gen"
            | "Col"
            | "Maj"
            | "Capt"
            | "Lt"
            | "Sgt"
            | "Brig"
            | "Rep"
            | "Reps"
            | "Sen"
            | "Gov"
            | "Jan"
            | "Feb"
            | "Sept"
            | "Oct"
            | "Nov"
            | "Dec"
            | "St"
            | "No"
    );
    title || (letters.len() == 1 && letters.chars().all(char::is_uppercase)) || letters.contains('.')
}

/// Where the figure of a count stands: its own span if known, else where its words stand in the claim, else the claim.
pub(crate) fn figure_span(claim: &Claim, report: &Report) -> Span {
    let Some(count) = claim.count() else { return claim.span };
    if let Some(span) = count.figure_span {
        return span;
    }
    let words = claim.span.slice(&report.text);
    match words.find(&count.interval.as_written).filter(|_| !count.interval.as_written.is_empty()) {
        Some(at) => Span::new(claim.span.start + at, claim.span.start + at + count.interval.as_written.len()),
        None => claim.span,
    }
}

/// Whether byte `at` stands between quotation marks of its paragraph.
pub(crate) fn is_quoted(text: &str, at: usize) -> bool {
    let Some(before) = text.get(..at) else { return false };
    let near = before.get(boundary(before, before.len().saturating_sub(REACH_BYTES))..).unwrap_or("");
    let paragraph = near.rsplit('\n').next().unwrap_or("");
    let mut open = false;
    for c in paragraph.chars() {
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
