//! The pieces of a line: what is drawn at one place, as letters of text. Ligatures and the forms that Arabic letters take within words are undone,
//! accents and vowel signs join the letter they are drawn over.

use super::bidi::is_right_to_left;
use super::gaps::Set;
use super::glyphs::{Glyph, Sheet};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A piece of a line: letters that are set at one place, or a blank.
pub(super) struct Piece<'s> {
    pub glyph: &'s Glyph,
    pub text: String,
    pub blank: bool,
}

impl Piece<'_> {
    /// How it is set, for judging gaps.
    pub fn set(&self) -> Set {
        let Glyph { left, right, size, spaced, .. } = *self.glyph;
        Set { left, right, size, spaced, blank: self.blank }
    }
}

/// Letters in the order they are seen, marks joined to the letters they stand on.
pub(super) fn pieces<'s>(sheet: &'s Sheet, glyphs: &[usize]) -> Vec<Piece<'s>> {
    let mut pieces: Vec<Piece<'s>> = Vec::new();
    let mut drawn: Vec<usize> = Vec::new();
    for at in glyphs {
        let glyph = &sheet.glyphs[*at];
        let text = sheet.text(glyph);
        if text.is_empty() {
            continue;
        }
        let overlaps = |last: &Piece<'_>| {
            let shared = last.glyph.right.min(glyph.right) - last.glyph.left.max(glyph.left);
            !last.blank && shared >= 0.5 * (glyph.right - glyph.left).min(last.glyph.right - last.glyph.left)
        };
        if let Some(last) = pieces.last_mut().filter(|last| overlaps(last))
            && let Some(joined) = with_mark(&last.text, text)
        {
            last.text = joined;
            continue;
        }
        let blank = text.chars().all(char::is_whitespace);
        let text = if blank { " ".to_string() } else { plain_letters(text) };
        pieces.push(Piece { glyph, text, blank });
        drawn.push(*at);
    }
    with_marks(pieces, &drawn)
}

/// Vowel signs and other marks joined to their letters, behind them. Where a mark begins says little, since fonts draw it before its place or behind;
/// but programs draw it next to its letter: behind it in the order of reading, before it where writing from right to left is drawn as it is seen.
/// `drawn` is each piece's place in the order of drawing.
fn with_marks<'s>(mut pieces: Vec<Piece<'s>>, drawn: &[usize]) -> Vec<Piece<'s>> {
    let is_mark = |piece: &Piece<'_>| !piece.blank && piece.text.chars().all(is_combining_mark);
    if !pieces.iter().any(is_mark) {
        return pieces;
    }
    let by_drawing: BTreeMap<usize, usize> =
        drawn.iter().enumerate().map(|(at, drawn)| (*drawn, at)).collect();
    for at in 0..pieces.len() {
        if !is_mark(&pieces[at]) {
            continue;
        }
        let mark = pieces[at].glyph;
        let is_near = |other: &usize| {
            let (piece, slack) = (&pieces[*other], 0.7 * mark.size);
            let over = piece.glyph.left - slack <= mark.left && mark.left <= piece.glyph.right + slack;
            over && !piece.blank && !piece.text.is_empty()
        };
        let is_letter = |other: &usize| pieces.get(*other).is_some_and(|piece| !is_mark(piece));
        let before = by_drawing.range(..drawn[at]).rev().map(|(_, at)| *at).take(3).find(is_letter);
        let after = by_drawing.range(drawn[at] + 1..).map(|(_, at)| *at).take(3).find(is_letter);
        let left = |at: Option<usize>| at.map(|at| pieces[at].glyph.left);
        let as_seen = pieces[at].text.contains(is_right_to_left)
            && match (left(before), left(after)) {
                (Some(before), Some(after)) => before < after,
                (None, after) => after.is_some(),
                _ => false,
            };
        let [first, second] = if as_seen { [after, before] } else { [before, after] };
        if let Some(letter) = first.filter(is_near).or(second.filter(is_near)) {
            let mark = std::mem::take(&mut pieces[at].text);
            pieces[letter].text.push_str(&mark);
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// Letters without the forms that Arabic takes within a word, and without ligatures. Vowel signs that stand alone lose what carries them: a
/// blank, or a stretch of the line.
fn plain_letters(text: &str) -> String {
    let formed = |c: char| matches!(c, '\u{fb00}'..='\u{fb4f}' | '\u{fb50}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    if !text.contains(formed) {
        return text.to_string();
    }
    let plain: String = text.nfkc().collect();
    match plain.strip_prefix([' ', '\u{640}']) {
        Some(signs) if !signs.is_empty() && signs.chars().all(is_combining_mark) => signs.to_string(),
        _ => plain,
    }
}

/// A letter and an accent that were drawn over each other, as one character; none when neither is an accent.
fn with_mark(first: &str, second: &str) -> Option<String> {
    let single = |text: &str| {
        let mut characters = text.chars();
        characters.next().filter(|_| characters.next().is_none())
    };
    let (a, b) = (single(first)?, single(second)?);
    let (letter, mark) = match (combining(a), combining(b)) {
        (None, Some(mark)) if a.is_alphabetic() => (a, mark),
        (Some(mark), None) if b.is_alphabetic() => (b, mark),
        _ => return None,
    };
    // An accent over an i without a dot is over an i.
    let letter = match letter {
        'ı' => 'i',
        'ȷ' => 'j',
        other => other,
    };
    Some([letter, mark].iter().collect::<String>().nfc().collect())
}

/// Whether a text is an accent that stands alone.
pub(super) fn is_accent(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| combining(c).is_some())
}

/// The combining form of an accent that stands alone.
fn combining(c: char) -> Option<char> {
    Some(match c {
        '`' | 'ˋ' => '\u{300}',
        '´' | 'ˊ' => '\u{301}',
        'ˆ' | '^' => '\u{302}',
        '˜' => '\u{303}',
        '¯' | 'ˉ' => '\u{304}',
        '˘' => '\u{306}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˚' => '\u{30a}',
        '˝' => '\u{30b}',
        'ˇ' => '\u{30c}',
        '¸' => '\u{327}',
        '˛' => '\u{328}',
        '\u{300}'..='\u{36f}' => c,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::geometry::Matrix;

    /// Letters with the place they begin at and their width, of size ten.
    fn check(letters: &[(&str, f64, f64)], want: &[&str]) {
        let mut sheet = Sheet::default();
        for (text, at, width) in letters {
            let glyph = Glyph::drawn(&Matrix([1.0, 0.0, 0.0, -1.0, *at, 50.0]), 10.0, 0.0, *width, false);
            sheet.push(glyph.unwrap(), Some(text));
        }
        let mut order: Vec<usize> = (0..letters.len()).collect();
        order.sort_by(|a, b| letters[*a].1.total_cmp(&letters[*b].1));
        let pieces = pieces(&sheet, &order);
        assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>(), want);
    }

    #[test]
    fn marks_stand_behind_the_letter_they_are_drawn_over() {
        // Drawn as they are seen, the mark before its letter; drawn as they are read, the mark behind it.
        check(&[("ل", 0.0, 4.0), ("ﱠ", 5.0, 0.0), ("ج", 4.5, 6.0), ("س", 10.5, 6.0)], &["ل", "جَّ", "س"]);
        check(&[("س", 10.5, 6.0), ("ُ", 9.0, 0.0), ("ج", 4.5, 6.0), ("ل", 0.0, 4.0)], &["ل", "ج", "سُ"]);
        check(&[("e", 0.0, 5.0), ("\u{301}", 5.0, 0.0), ("t", 5.0, 3.0)], &["é", "t"]);
        check(&[("ﻷ", 0.0, 4.0), ("ﬁ", 5.0, 5.0), ("\u{64e}", 30.0, 0.0)], &["لأ", "fi", "\u{64e}"]);
    }
}
