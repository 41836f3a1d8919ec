//! Paragraphs to the report's text, and where each of its words stood on which page.

use super::hyphens::Spellings;
use super::paragraphs::{Kind, Paragraph};
use recount_model::{Page, PlacedText, Span};

/// Most bytes of text that a document may give.
const TEXT_LIMIT_BYTES: usize = 40_000_000;

/// A paragraph in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Passage {
    pub span: Span,
    pub kind: Kind,
}

/// The text with its passages, and the page (from 0) from which on it was too much; `pages` get their pieces.
pub(super) fn written(paragraphs: &[Paragraph], pages: &mut [Page]) -> (String, Vec<Passage>, Option<usize>) {
    let spellings = Spellings::of(paragraphs.iter().flat_map(|paragraph| &paragraph.lines));
    let mut text = String::new();
    let mut passages = Vec::new();
    let mut left_out = None;
    for paragraph in paragraphs {
        if text.len() > TEXT_LIMIT_BYTES {
            left_out = paragraph.lines.first().map(|line| line.page);
            break;
        }
        let before = text.len();
        if before > 0 {
            text.push_str("\n\n");
        }
        let start = text.len();
        write(paragraph, &spellings, &mut text, pages);
        if text.len() == start {
            text.truncate(before);
        } else {
            passages.push(Passage { span: Span::new(start, text.len()), kind: paragraph.kind });
        }
    }
    (text, passages, left_out)
}

/// Whether writing without blanks between words goes on from one line to the next: Chinese or Japanese.
fn runs_on(last: &str, next: &str) -> bool {
    let without_blanks = |c: char| matches!(c, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff65}' | '\u{20000}'..='\u{3ffff}');
    last.ends_with(without_blanks) && next.starts_with(without_blanks)
}

fn write(paragraph: &Paragraph, spellings: &Spellings, text: &mut String, pages: &mut [Page]) {
    let words = paragraph.lines.iter().flat_map(|line| {
        let last = line.words.len().wrapping_sub(1);
        line.words.iter().enumerate().map(move |(at, word)| (line.page, word, at == last))
    });
    let mut words = words.peekable();
    let mut joined = true;
    let mut ended: Option<&str> = None;
    while let Some((page, word, ends_line)) = words.next() {
        joined |= ended.is_some_and(|last| runs_on(last, &word.text));
        ended = ends_line.then_some(word.text.as_str());
        if !joined {
            text.push(' ');
        }
        joined = false;
        let start = text.len();
        let mut written = word.text.as_str();
        // The two halves of a cut word keep their own places.
        if let Some((_, next, _)) = words.peek().filter(|_| ends_line)
            && let Some(head) = spellings.head(&word.text, &next.text)
        {
            written = head;
            joined = true;
        }
        text.push_str(&written.replace('\u{ad}', ""));
        let span = Span::new(start, text.len());
        if let Some(page) = pages.get_mut(page).filter(|_| !span.is_empty()) {
            page.pieces.push(PlacedText { span, place: word.place });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::runs_on;

    #[test]
    fn lines_of_chinese_are_joined_without_a_blank() {
        assert!(runs_on("火災、け", "が人") && runs_on("とした。", "「警報") && runs_on("スト", "ライキ"));
        assert!(!runs_on("부상", "자") && !runs_on("火", "Alma") && !runs_on("4", "人"));
    }
}
