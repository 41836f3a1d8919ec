//! Cuts a text into units: a paragraph whose lines are wrapped at a width stays whole, lines that end by themselves stand
//! alone. Units are in order, do not overlap, are trimmed, and between them stands only white space.

use crate::blocks::signs;
use recount_model::Span;

/// A paragraph or a line that stands alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unit {
    pub span: Span,
    /// Whether an empty line, or the beginning of the text, stands before it.
    pub after_blank: bool,
}

/// Widest line, in characters, that may come from wrapping.
const WRAP_LIMIT_CHARS: usize = 140;
/// Narrowest width, in characters, that texts are wrapped at.
const WRAP_LEAST_CHARS: usize = 30;

/// Cuts `text` from byte `from` on. `breaks` tells lines that stand alone because of the format.
pub(crate) fn cut(text: &str, from: usize, breaks: fn(&str) -> bool) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut paragraph: Vec<Span> = Vec::new();
    for line in lines(text).into_iter().filter(|l| l.start >= from).map(Some).chain([None]) {
        match line {
            Some(line) if !line.is_empty() => paragraph.push(line),
            _ => {
                push_paragraph(text, &paragraph, breaks, &mut units);
                paragraph.clear();
            }
        }
    }
    units
}

/// Every line without the white space around it; a byte order mark counts as white space.
pub(crate) fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut lines = Vec::new();
    for piece in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}', '\u{b}', '\u{85}']) {
        // A line feed after a carriage return belongs to the same line end and makes no empty line.
        if piece != "\n" || !text[..start].ends_with('\r') {
            lines.push(trimmed(text, Span::new(start, start + piece.len())));
        }
        start += piece.len();
    }
    lines
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = span.slice(text);
    let space = |c: char| c.is_whitespace() || (c == '\u{feff}' && span.start == 0);
    let start = span.start + (words.len() - words.trim_start_matches(space).len());
    Span::new(start, start + span.slice(text)[start - span.start..].trim_end().len())
}

fn push_paragraph(text: &str, lines: &[Span], breaks: fn(&str) -> bool, units: &mut Vec<Unit>) {
    let wrapped = is_wrapped(text, lines);
    // Inside a longer wrapped paragraph a line that looks like a byline is chance: "by the end of" begins many lines.
    let signs_count = !wrapped || lines.len() < 3;
    let mut after_blank = true;
    let mut previous_stands_alone = true;
    for line in lines {
        let words = line.slice(text);
        let stands_alone = breaks(words) || (signs_count && signs::stands_alone(words));
        let continues = !previous_stands_alone && !stands_alone && (wrapped || starts_lower(words));
        match units.last_mut().filter(|_| continues && !after_blank) {
            Some(unit) => unit.span = unit.span.cover(*line),
            None => units.push(Unit { span: *line, after_blank }),
        }
        after_blank = false;
        previous_stands_alone = stands_alone;
    }
}

/// Whether lines end where an editor wraps them: the next word would not have fitted, or, in three lines or more, none
/// but the last is short and most do not end a sentence.
fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    let chars = |s: &Span| s.slice(text).chars().count();
    let width = lines.iter().map(chars).max().unwrap_or(0);
    if lines.len() < 2 || !(WRAP_LEAST_CHARS..=WRAP_LIMIT_CHARS).contains(&width) {
        return false;
    }
    let breaks_late = |pair: &[Span]| {
        let first_word = pair[1].slice(text).split_whitespace().next().unwrap_or("");
        chars(&pair[0]) + 1 + first_word.chars().count() + 4 >= width
    };
    let inner = &lines[..lines.len() - 1];
    let sentence_ends = inner.iter().filter(|l| l.slice(text).ends_with(['.', '!', '?', '"', '”'])).count();
    let ragged = lines.len() >= 3
        && inner.iter().all(|l| 10 * chars(l) >= 6 * width)
        && 2 * sentence_ends <= inner.len();
    ragged || lines.windows(2).all(breaks_late)
}

fn starts_lower(line: &str) -> bool {
    line.chars().next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, want: &[&str]) {
        let got: Vec<&str> = cut(text, 0, |_| false).iter().map(|u| u.span.slice(text)).collect();
        assert_eq!(got, want);
    }

    #[test]
    fn paragraphs_stay_whole_and_lines_that_end_by_themselves_stand_alone() {
        check("One.\n\nTwo.\r\n\r\n\r\nThree.", &["One.", "Two.", "Three."]);
        check(
            "A first long sentence stands here on one line.\nA second long sentence that is a good deal longer than it.",
            &[
                "A first long sentence stands here on one line.",
                "A second long sentence that is a good deal longer than it.",
            ],
        );
        check(
            "The commission said on Tuesday that the\nbridge had been closed for some months\nand would open.",
            &[
                "The commission said on Tuesday that the\nbridge had been closed for some months\nand would open.",
            ],
        );
        check("\u{feff}Title\n \n\u{a0}\nBody", &["Title", "Body"]);
        check(
            "Fire at the mill in the old town of Harl kills six\nFrom ANNA BERG, Harl",
            &["Fire at the mill in the old town of Harl kills six", "From ANNA BERG, Harl"],
        );
        check("", &[]);
        check(
            "THE OFFICE SAID ON MONDAY THAT THE LOSS CAUSED\nBY THE FIRE AND THE STORM, WHICH CAME\nAFTER IT, WAS NOT KNOWN.",
            &[
                "THE OFFICE SAID ON MONDAY THAT THE LOSS CAUSED\nBY THE FIRE AND THE STORM, WHICH CAME\nAFTER IT, WAS NOT KNOWN.",
            ],
        );
        check("By Anna Berg\nNovember 25, 2015", &["By Anna Berg", "November 25, 2015"]);
    }

    proptest! {
        #[test]
        fn units_are_in_order_and_leave_out_only_white_space(text in "[ a-zA-Z.\n\r\t\u{a0}\u{feff}é#*>\\-]{0,80}") {
            let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
            let mut at = 0;
            for unit in cut(&text, 0, |_| false) {
                prop_assert!(unit.span.start >= at && !unit.span.is_empty());
                prop_assert!(text[at..unit.span.start].chars().all(blank));
                at = unit.span.end;
            }
            prop_assert!(text[at..].chars().all(blank));
        }
    }
}
