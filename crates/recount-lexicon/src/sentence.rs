//! Where sentences end in plain text, told from punctuation and a list of abbreviations. The reader cuts tokens and knows more
//! of a sentence; this serves whoever looks at the words around a place or shows them.

use crate::SharedLexicon;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;

/// Farthest a sentence or paragraph is followed on either side, in bytes, so that a text without full stops costs no more than
/// another.
const REACH_BYTES: usize = 700;

/// Short words of a language that a full stop belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Abbreviations {
    titles: BTreeSet<String>,
    others: BTreeSet<String>,
}

impl Abbreviations {
    /// Whether a full stop after `word`, which is given without it, belongs to the word: a listed abbreviation ("Gen"), a single
    /// capital ("J"), letters with stops between them ("U.S").
    pub fn has(&self, word: &str) -> bool {
        let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut letters = word.chars();
        let single = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase());
        let dotted = word.contains('.') && !word.contains(|c: char| c.is_ascii_digit());
        let lower = word.to_lowercase();
        single || dotted || self.titles.contains(&lower) || self.others.contains(&lower)
    }
}

/// Whether a full stop after a word of English belongs to it.
pub fn is_abbreviation(word: &str) -> bool {
    SharedLexicon::english().abbreviations.has(word)
}

/// The sentence or sentences that hold the bytes `at` within `bounds`, without the white space around them. A blank line ends a
/// sentence too. Bytes that lie beyond the text or within a character are moved to the nearest character before.
pub fn sentence_around(text: &str, bounds: Range<usize>, at: Range<usize>) -> Range<usize> {
    let at = boundary(text, at.start)..boundary(text, at.end.max(at.start));
    let near = boundary(text, at.start.saturating_sub(REACH_BYTES)).max(boundary(text, bounds.start))
        ..boundary(text, at.end.saturating_add(REACH_BYTES)).min(boundary(text, bounds.end));
    let near = near.start.min(at.start)..near.end.max(at.end);
    let start = ends(text, near.start..at.start).last().unwrap_or(near.start);
    let end = ends(text, at.start..near.end).find(|&end| end >= at.end).unwrap_or(near.end);
    let words = &text[start..end];
    let trimmed = start + (words.len() - words.trim_start().len());
    trimmed.min(at.start)..(start + words.trim_end().len()).max(at.end)
}

/// The paragraph that holds the bytes `at`: what stands between blank lines.
pub fn paragraph_around(text: &str, at: Range<usize>) -> Range<usize> {
    let at = boundary(text, at.start)..boundary(text, at.end.max(at.start));
    let from = boundary(text, at.start.saturating_sub(REACH_BYTES));
    let to = boundary(text, at.end.saturating_add(REACH_BYTES));
    let start = text[from..at.start].rfind("\n\n").map_or(from, |i| from + i + 2);
    let end = text[at.end..to].find("\n\n").map_or(to, |i| at.end + i);
    start..end
}

/// The last character boundary at or before byte `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

/// Where sentences end inside `within`: after a full stop, question or exclamation mark, with closing quotes, before white space
/// and no small letter; and before a blank line or an item of a list.
fn ends(text: &str, within: Range<usize>) -> impl Iterator<Item = usize> + '_ {
    let words = &text[within.clone()];
    words.char_indices().filter_map(move |(at, c)| {
        let here = within.start + at;
        if c == '\n' && ends_line(&words[at + 1..]) {
            return Some(here);
        }
        if !matches!(c, '.' | '!' | '?' | '\u{2026}')
            || (c == '.' && is_abbreviation(last_word(&text[..here])))
        {
            return None;
        }
        let rest = &text[here + c.len_utf8()..];
        let closing = rest.len()
            - rest.trim_start_matches(['\u{201d}', '\u{2019}', '"', '\'', ')', ']', '\u{bb}']).len();
        let rest = &rest[closing..];
        let opens = rest.trim_start().chars().next().is_none_or(|n| !n.is_lowercase());
        (rest.starts_with(char::is_whitespace) && opens).then_some(here + c.len_utf8() + closing)
    })
}

/// Whether a line break before `rest` ends a sentence: a blank line or an item of a list follows.
fn ends_line(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t']);
    let item = rest.strip_prefix(['-', '*', '\u{2022}', '\u{25aa}', '\u{2013}']);
    rest.starts_with('\n') || item.is_some_and(|words| words.starts_with(' '))
}

/// What stands before the end of a text, back to white space.
fn last_word(before: &str) -> &str {
    before.rsplit(char::is_whitespace).next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &str, expected: &str) {
        let at = text.find(words).expect("the words stand in the text");
        assert_eq!(&text[sentence_around(text, 0..text.len(), at..at + words.len())], expected);
    }

    #[test]
    fn a_sentence_ends_at_its_full_stop() {
        check("It rained. Two men fell. Nobody saw.", "Two", "Two men fell.");
        check("He said “two fell.” Then he left.", "two", "He said “two fell.”");
        check("A heading\n\nTwo fell\non a line", "Two", "Two fell\non a line");
        check("only words", "words", "only words");
        check("Dead:\n- one here\n- two there\n", "one", "- one here");
        check("He met Ali. Two fell.", "Two", "Two fell.");
    }

    #[test]
    fn abbreviations_and_decimal_points_do_not_end_a_sentence() {
        check(
            "Mr. Pell and Gen. Orr saw 3.5 metres fall. It rained.",
            "3.5",
            "Mr. Pell and Gen. Orr saw 3.5 metres fall.",
        );
        check("The U.S. Navy came. It rained.", "Navy", "The U.S. Navy came.");
        check(
            "On 12 Sept. J. Pell came (with St. Ann). It rained.",
            "came",
            "On 12 Sept. J. Pell came (with St. Ann).",
        );
    }

    #[test]
    fn a_place_over_two_sentences_has_both() {
        check("It rained. Two fell. Three rose. Noon came.", "fell. Three", "Two fell. Three rose.");
    }

    #[test]
    fn a_paragraph_ends_at_a_blank_line() {
        let text = "One.\n\nTwo\nthree.\n\nFour.";
        assert_eq!(&text[paragraph_around(text, 6..7)], "Two\nthree.");
    }

    #[test]
    fn places_beyond_the_text_or_within_a_character_stop_nothing() {
        for (start, end) in [(1, 2), (3, 90), (90, 99), (5, 1), (0, 0)] {
            let found = sentence_around("é. éé", 0..99, start..end);
            assert!("é. éé".get(found).is_some());
            assert!("é. éé".get(paragraph_around("é. éé", start..end)).is_some());
        }
    }
}
