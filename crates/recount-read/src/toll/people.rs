//! The people a sentence speaks of, one by one or counted: "three men", "two others", "a 20-year-old woman", "another victim",
//! "Ana Reyes, 34,". Each with how many they are; what happened to them is for others to say.

use crate::lexicon::{ReadingLexicon, Word};
use crate::text::{Text, TokenKind};
use std::ops::Range;

/// How a mention says whom it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// By a number: "three people", "two others".
    Counted,
    /// By a noun in the singular: "a man", "the victim".
    Single,
    /// By an age: "a 20-year-old", "Ana Reyes, 34,".
    Aged,
    /// By a plural noun without a number: "students".
    Plural,
    /// By a word that numbers an occurrence or its victims: "triple", "the fourth".
    Numbering,
    /// By several mentions in a row: "a man and two women".
    Group,
}

/// One mention of people.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct People {
    /// Its tokens, from the article or number to the noun.
    pub tokens: Range<usize>,
    /// How many; nought where the words do not say.
    pub number: u64,
    pub way: Way,
    /// The age in years, where one is told.
    pub age: Option<u64>,
}

/// Above this no mention of people is told apart; larger figures stand for it.
pub(super) const MOST: u64 = 99_999;

/// The mentions of people in a sentence, in text order.
pub(super) fn people(text: &Text<'_>, range: Range<usize>, lexicon: &ReadingLexicon) -> Vec<People> {
    let mut out: Vec<People> = Vec::new();
    let figures = crate::numbers::figures(text, range.clone(), &[], lexicon);
    let mut figures = figures.iter().peekable();
    let mut k = range.start;
    while k < range.end {
        while figures.next_if(|f| f.tokens.start < k).is_some() {}
        let found = match figures.peek() {
            Some(f) if f.tokens.start == k => {
                let number = f.interval.leading().unwrap_or(0).min(MOST);
                let end = noun_after(text, f.tokens.end, range.end, lexicon);
                Some(People { tokens: k..end, number, way: Way::Counted, age: None })
            }
            _ => single(text, k, &range, lexicon),
        };
        k = found.as_ref().map_or(k + 1, |p| p.tokens.end.max(k + 1));
        out.extend(found);
    }
    out
}

/// The end of a noun phrase that begins at `from`: at most four words on, at the last word that names people.
fn noun_after(text: &Text<'_>, from: usize, end: usize, lexicon: &ReadingLexicon) -> usize {
    const LONGEST: usize = 4;
    let stops = |k: usize| {
        text.tokens[k].kind == TokenKind::Sign
            || text.ends_phrase(k)
            || !lexicon.harm(text.lower(k)).is_empty()
    };
    let reach = (from..end.min(from + LONGEST)).take_while(|&k| !stops(k));
    let noun = |k: &usize| {
        lexicon.people.plural.contains(text.lower(*k)) || lexicon.people.singular.contains(text.lower(*k))
    };
    reach.filter(noun).last().map_or(from, |k| k + 1)
}

/// A person, or people without a number, whose mention begins at token `k`.
fn single(text: &Text<'_>, k: usize, range: &Range<usize>, lexicon: &ReadingLexicon) -> Option<People> {
    let word = text.lower(k);
    if let Some(age) = age_word(word, lexicon) {
        let end = noun_after(text, k + 1, range.end, lexicon);
        return Some(People { tokens: k..end, number: 1, way: Way::Aged, age: Some(age) });
    }
    if let Some(age) = age_after_name(text, k, range, lexicon) {
        return Some(People { tokens: k..k + 1, number: 1, way: Way::Aged, age: Some(age) });
    }
    if let Some(&number) = lexicon.people.numbering.get(word) {
        return Some(People { tokens: k..k + 1, number, way: Way::Numbering, age: None });
    }
    if lexicon.people.singular.contains(word) {
        return Some(People { tokens: k..k + 1, number: 1, way: Way::Single, age: None });
    }
    lexicon.people.plural.contains(word).then_some(People {
        tokens: k..k + 1,
        number: 0,
        way: Way::Plural,
        age: None,
    })
}

/// "20-year-old", "nine-month-old".
fn age_word(word: &str, lexicon: &ReadingLexicon) -> Option<u64> {
    let (number, rest) = word.split_once('-')?;
    let unit = rest.split('-').next().unwrap_or_default();
    let unit = lexicon.words.without_ending(unit, Word::PluralLike);
    let months = *lexicon.people.age_units.get(unit)?;
    Some(if months == 12 { number.parse().unwrap_or(0) } else { 0 })
}

/// The number of "Ana Reyes, 34," and "Ana Reyes (34)" and "aged 34".
fn age_after_name(text: &Text<'_>, k: usize, range: &Range<usize>, lexicon: &ReadingLexicon) -> Option<u64> {
    let token = &text.tokens[k];
    if token.kind != TokenKind::Number || token.text.len() > 2 || k <= range.start {
        return None;
    }
    let before = &text.tokens[k - 1];
    let age = |t: &crate::text::Token<'_>| lexicon.people.aged.contains(&*t.lower);
    let name =
        k >= range.start + 2 && text.tokens[k - 2].is_capital() && text.tokens[k - 2].kind == TokenKind::Word;
    let joint = |k: usize| {
        matches!(text.lower(k), "," | "." | ")" | ";")
            || text.tokens[k].is(Word::And)
            || text.tokens[k].is(Word::Of)
    };
    let closed = k + 1 >= range.end || joint(k + 1);
    let apposed = name && matches!(before.text, "," | "(") && closed;
    let listed = k >= range.start + 2
        && (before.text == "," || before.is(Word::And))
        && text.tokens[range.start.max(k.saturating_sub(6))..k].iter().any(age);
    (age(before) || apposed || listed).then(|| token.text.parse().ok()).flatten()
}
