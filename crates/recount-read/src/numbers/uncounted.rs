//! Numbers that count no people or things: years, ages, percentages, money, durations, labels.

use super::value::value_at;
use crate::lexicon::{ReadingLexicon, Word};
use crate::text::{Token, TokenKind};
use std::ops::Range;

/// Whether the number before token `at` is a label: "Article 27", "$5", "Room 4".
pub(super) fn labelled(tokens: &[Token<'_>], at: usize, lexicon: &ReadingLexicon) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|b| tokens.get(b)) else { return false };
    lexicon.currencies.contains(&before.lower)
        || (lexicon.labels.contains(&before.lower) && (before.is_capital() || before.is(Word::SmallLabel)))
        || before.text == "#"
}

/// Whether a number counts no people or things: years, ages, percentages, money, distances, durations, labels.
pub(super) fn counts_nothing(
    tokens: &[Token<'_>],
    core: &Range<usize>,
    vague: bool,
    end: usize,
    lexicon: &ReadingLexicon,
) -> bool {
    let next = tokens.get(core.end).filter(|_| core.end < end);
    let after = next.map_or("", |t| t.lower.as_str());
    let glued_sign = next.is_some_and(|t| t.text == "-" && t.span.start == tokens[core.end - 1].span.end)
        && tokens.get(core.end + 1).is_none_or(|t| !t.is(Word::Plus));
    let age = core.start > 0
        && tokens[core.start - 1].text == ","
        && matches!(after, "," | ".")
        && core.len() == 1
        && tokens[core.start].kind == TokenKind::Number
        && tokens[core.start].text.len() <= 2
        && core.start >= 2
        && tokens[core.start - 2].is_capital()
        && tokens[core.start - 2].kind == TokenKind::Word;
    // "2. In Norhaven ...": the number of a paragraph.
    let enumerates = after == "."
        && end - core.end == 1
        && core.len() == 1
        && (core.start == 0
            || (tokens[core.start - 1].kind == TokenKind::Sign && tokens[core.start - 1].text != ":"))
        && tokens[core.start].text.len() <= 2;
    let unit = lexicon.uncounted.contains(after) && !(after == "m" && vague);
    let square = tokens.get(core.end).is_some_and(|t| t.is(Word::Square));
    labelled(tokens, core.start, lexicon)
        || is_note(tokens, core, after)
        || is_ratio(tokens, core, end, lexicon)
        || is_hour(tokens, core, end, lexicon)
        || is_age(tokens, core, lexicon)
        || enumerates
        || is_numbered(tokens, core, next)
        || glued_sign
        || age
        || unit
        || square
        || is_year(tokens, core, end, lexicon)
        || matches!(after, "%" | "\u{b0}" | "/")
        || (core.start > 0 && tokens[core.start - 1].text == "/")
}

/// "[12]": the number of a note.
fn is_note(tokens: &[Token<'_>], core: &Range<usize>, after: &str) -> bool {
    core.len() == 1 && after == "]" && core.start > 0 && tokens[core.start - 1].text == "["
}

/// "One in five", "two in 10": the second number says of how many the first is a share.
fn is_ratio(tokens: &[Token<'_>], core: &Range<usize>, end: usize, lexicon: &ReadingLexicon) -> bool {
    const SMALL: u64 = 10;
    let number = |k: usize| value_at(tokens, k, end, lexicon).filter(|v| v.vague.is_none()).map(|v| v.low);
    let ratio = |a: usize, b: usize| match (number(a), number(b)) {
        (Some(share), Some(whole)) => share < whole && share <= SMALL && b + 1 < end,
        _ => false,
    };
    let within = |k: usize| tokens.get(k).is_some_and(|t| k < end && t.is(Word::InEvery));
    let before = core.start >= 2 && within(core.start - 1) && ratio(core.start - 2, core.start);
    before || (within(core.end) && core.len() == 1 && ratio(core.start, core.end + 1))
}

/// "Ten past two", "four fifty-two": the hour and the minute.
fn is_hour(tokens: &[Token<'_>], core: &Range<usize>, end: usize, lexicon: &ReadingLexicon) -> bool {
    const HOURS: u64 = 24;
    const MINUTES: u64 = 60;
    let past = |k: usize| tokens.get(k).is_some_and(|t| k < end && t.is(Word::Past));
    if past(core.end) || core.start.checked_sub(1).is_some_and(past) {
        return true;
    }
    // Two numbers in words that make no third: an hour and a minute.
    let number = |k: usize| {
        let token = tokens.get(k).filter(|t| k < end && t.kind == TokenKind::Word)?;
        value_at(tokens, k, k + 1, lexicon).filter(|v| v.vague.is_none() && token.lower.len() > 1)
    };
    let pair = |a: usize| {
        let (hour, minute) = (number(a), number(a + 1));
        hour.is_some_and(|v| v.low <= HOURS) && minute.is_some_and(|v| (10..MINUTES).contains(&v.low))
    };
    core.len() == 1 && (pair(core.start) || core.start.checked_sub(1).is_some_and(pair))
}

/// "Aged from sixteen to sixty", "between the ages of 9 and 14": only numbers and small words since the word for age.
fn is_age(tokens: &[Token<'_>], core: &Range<usize>, lexicon: &ReadingLexicon) -> bool {
    const REACH: usize = 6;
    const SMALL: [Word; 6] = [Word::From, Word::To, Word::And, Word::Or, Word::Of, Word::Between];
    let between = |k: &usize| {
        let token = &tokens[*k];
        token.kind == TokenKind::Number
            || lexicon.units.contains_key(&token.lower)
            || SMALL.iter().any(|&class| token.is(class))
    };
    let floor = core.start.saturating_sub(REACH);
    let first = (floor..core.start).rev().take_while(between).last().unwrap_or(core.start);
    first.checked_sub(1).is_some_and(|k| tokens[k].is(Word::AgeOf))
}

/// "Shed 4": a short number right after a capitalised noun inside a sentence, with no noun after it.
fn is_numbered(tokens: &[Token<'_>], core: &Range<usize>, next: Option<&Token<'_>>) -> bool {
    let short =
        core.len() == 1 && tokens[core.start].kind == TokenKind::Number && tokens[core.start].text.len() <= 3;
    if !short || core.start < 2 {
        return false;
    }
    let (noun, before) = (&tokens[core.start - 1], &tokens[core.start - 2]);
    let capital = noun.is_capital()
        && !noun.is(Word::Starter)
        && before.kind == TokenKind::Word
        && !before.is_capital();
    capital && next.is_none_or(|t| t.kind == TokenKind::Sign || t.words.ends_phrase())
}

/// Four digits from 1900 to 2100 that no counted noun follows.
fn is_year(tokens: &[Token<'_>], core: &Range<usize>, end: usize, lexicon: &ReadingLexicon) -> bool {
    let token = &tokens[core.start];
    let year = token.kind == TokenKind::Number
        && token.text.len() == 4
        && !token.text.contains([',', '.'])
        && token.text.parse::<u32>().is_ok_and(|y| (1900..=2100).contains(&y));
    if !year || core.len() != 1 {
        return false;
    }
    let after = tokens.get(core.end).filter(|t| core.end < end && t.kind == TokenKind::Word);
    let counted = after.is_some_and(|t| {
        lexicon.shared.populations.known_key(&t.lower).is_some()
            || lexicon.harm_adjectives.contains_key(&t.lower)
    });
    let dated =
        core.start > 0 && (tokens[core.start - 1].is(Word::BeforeYear) || tokens[core.start - 1].text == "-");
    !counted || dated
}
