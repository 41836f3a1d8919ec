//! A telling: one report cut into sentences and words, as the comparison of reports and mentions needs it. Whoever has better tokens
//! hands them in; `Telling::of` cuts plainly.

use crate::text::floor;
use recount_model::{BlockRole, Report, Span};

/// One report's text in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling<'t> {
    /// The text that the spans count in.
    pub text: &'t str,
    /// Sentences in text order.
    pub sentences: Vec<Sentence>,
    /// Day of publication, counted from any day on that is the same for all; `None` where it is not known.
    pub day: Option<i64>,
}

/// One sentence, or what stands between two line breaks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence {
    /// Words and numbers in text order; other signs may be among them and are not looked at.
    pub tokens: Vec<Span>,
    /// Whether it is the report's title.
    pub title: bool,
}

/// Bytes after which a report's text is no longer compared: what it is about stands before.
const READ_BYTES: usize = 40_000;

impl<'t> Telling<'t> {
    /// The title, body and headings of a report, cut at full stops and line breaks; its day is that of publication.
    pub fn of(report: &'t Report) -> Self {
        let mut sentences = Vec::new();
        let mut read = 0;
        for block in report.blocks.iter().filter(|b| b.role.is_read()) {
            let Some(text) = report.text.get(block.span.start..block.span.end) else { continue };
            let text = &text[..floor(text, READ_BYTES.saturating_sub(read))];
            read += text.len();
            cut(text, block.span.start, block.role == BlockRole::Title, &mut sentences);
        }
        let day = report.published.map(|p| p.date).filter(|d| d.is_full()).map(|d| d.ordinal());
        Telling { text: &report.text, sentences, day }
    }
}

/// Cuts a text that begins at byte `offset` into sentences.
fn cut(text: &str, offset: usize, title: bool, sentences: &mut Vec<Sentence>) {
    let mut tokens: Vec<Span> = Vec::new();
    let mut start = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let next = letters.peek().map(|(_, n)| *n);
        let inside = |c: char| next.is_some_and(|n| n.is_alphanumeric()) && matches!(c, '\'' | '\u{2019}');
        let in_number = matches!(c, ',' | '.') && next.is_some_and(|n| n.is_ascii_digit());
        if c.is_alphanumeric() || (start.is_some() && (inside(c) || in_number)) {
            start.get_or_insert(at);
            continue;
        }
        tokens.extend(start.take().map(|from| Span::new(offset + from, offset + at)));
        if matches!(c, '.' | '!' | '?' | ':' | '\n' | '\u{3002}') && !tokens.is_empty() {
            sentences.push(Sentence { tokens: std::mem::take(&mut tokens), title });
        }
    }
    tokens.extend(start.map(|from| Span::new(offset + from, offset + text.len())));
    if !tokens.is_empty() {
        sentences.push(Sentence { tokens, title });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_cut_into_sentences_and_words() {
        for (text, expected) in [
            ("Two died. A bridge fell!", "Two died|A bridge fell"),
            (
                "The mayor's car, \u{2018}seen\u{2019} at 9.30 with 1,200 people",
                "The mayor's car seen at 9.30 with 1,200 people",
            ),
            ("Police:\n\n- Elm St.", "Police|Elm St"),
            ("\u{1f600} ...", ""),
            ("", ""),
        ] {
            let report = Report::of_text("a.txt", text);
            let telling = Telling::of(&report);
            let words = |s: &Sentence| s.tokens.iter().map(|t| t.slice(text)).collect::<Vec<_>>().join(" ");
            assert_eq!(telling.sentences.iter().map(words).collect::<Vec<_>>().join("|"), expected, "{text}");
        }
    }
}
