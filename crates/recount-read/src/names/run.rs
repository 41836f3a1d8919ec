//! Runs of name words: where a name begins and ends.

use crate::lexicon::{ReadingLexicon, Word};
use crate::text::{Text, Token};
use std::ops::Range;

/// Where the run of name words that begins at token `i` ends.
pub(super) fn run_at(
    text: &Text<'_>,
    i: usize,
    range: &Range<usize>,
    lexicon: &ReadingLexicon,
) -> Option<usize> {
    let tokens = &text.tokens;
    let known = tokens[i]
        .is_capital()
        .then(|| lexicon.known_bodies.at(tokens, i, range.end))
        .flatten()
        .map(|(len, _)| len);
    if known.is_none_or(|len| len < 2) && !begins_name(tokens, i, range, lexicon) {
        return None;
    }
    let office = (i..i + 2).find_map(|k| lexicon.offices.at(tokens, k, range.end).map(|(len, ())| k + len));
    // "US Secretary of State NAME": an office of several words keeps its small words.
    let office = office.filter(|end| {
        tokens.get(*end).is_some_and(|t| *end < range.end && is_name_word(t)) && tokens[*end - 1].is_capital()
    });
    let mut end = (i + known.unwrap_or(1)).max(office.unwrap_or(0));
    loop {
        let next = tokens.get(end).filter(|_| end < range.end);
        let Some(next) = next else { break };
        let after = tokens.get(end + 1).filter(|_| end + 1 < range.end);
        if is_name_word(next) {
            end += 1;
        } else if next.is(Word::Possessive)
            && lexicon.possessors.contains(&tokens[end - 1].lower)
            && after.is_some_and(Token::is_capital)
        {
            end += 2;
        } else if matches!(next.text, "'" | "\u{2019}")
            && tokens[end - 1].is(Word::PluralLike)
            && after.is_some_and(|t| t.is_capital() && lexicon.body_heads.contains(&t.lower))
        {
            // "Dock Workers' Union"
            end += 2;
        } else if joins(tokens, i, end, range.end, lexicon) {
            end += 1;
        } else {
            break;
        }
    }
    // A connector left hanging at the end belongs to the sentence, not to the name.
    while end > i + 1 && !is_name_word(&tokens[end - 1]) {
        end -= 1;
    }
    Some(end)
}

fn begins_name(tokens: &[Token<'_>], i: usize, range: &Range<usize>, lexicon: &ReadingLexicon) -> bool {
    let token = &tokens[i];
    if !is_name_word(token) {
        return false;
    }
    let first = i == range.start
        || tokens[i - 1].is_quote()
        || matches!(tokens[i - 1].text, ":" | "-" | "\u{2013}" | "--" | "\u{2022}");
    let next_capital = tokens.get(i + 1).is_some_and(|t| i + 1 < range.end && is_name_word(t));
    if !token.is_capital() || token.is(Word::Ego) || is_calendar(token) {
        return false;
    }
    let possessor = lexicon.possessors.contains(&token.lower)
        && tokens.get(i + 1).is_some_and(|t| t.is(Word::Possessive));
    if possessor && tokens.get(i + 2).is_some_and(Token::is_capital) {
        return true;
    }
    // "New York-based": a name inside a describing word is none.
    if tokens.get(i + 1).is_some_and(|t| t.is_capital() && !is_name_word(t) && t.lower.contains('-')) {
        return false;
    }
    let starter = token.is(Word::Starter)
        && !lexicon.place_heads.contains(&token.lower)
        && !begins_body(tokens, i, range, lexicon);
    if starter && !token.is_acronym() {
        return false;
    }
    // A common word capitalised only because a sentence begins with it.
    !first || next_capital || token.is_acronym() || !is_common(token, lexicon)
}

/// "Human Rights Commission", "Medical Aid Network": a noun that often begins a sentence begins the name of a body of three words.
fn begins_body(tokens: &[Token<'_>], i: usize, range: &Range<usize>, lexicon: &ReadingLexicon) -> bool {
    const LONGEST: usize = 6;
    const SMALL: [Word; 7] = [
        Word::Determiner,
        Word::Preposition,
        Word::Conjunction,
        Word::Pronoun,
        Word::Adverb,
        Word::Auxiliary,
        Word::GerundLike,
    ];
    let end = (i..(i + LONGEST).min(range.end)).take_while(|&k| tokens[k].is_capital()).count() + i;
    let number = lexicon.units.contains_key(&tokens[i].lower) || lexicon.vague.has(tokens, i, range.end);
    end >= i + 3
        && lexicon.body_heads.contains(&tokens[end - 1].lower)
        && !number
        && !SMALL.iter().any(|&class| tokens[i].is(class))
}

fn is_common(token: &Token<'_>, lexicon: &ReadingLexicon) -> bool {
    token.is(Word::Starter)
        || lexicon.groups.contains(&token.lower)
        || lexicon.reporting_verbs.contains_key(&token.lower)
        || token.is(Word::Determiner)
        || token.is(Word::Preposition)
        || lexicon.units.contains_key(&token.lower)
        || !lexicon.harm(&token.lower).is_empty()
        || (token.is(Word::GerundLike) && token.text.len() > 5)
        || (token.is(Word::AdverbLike) && token.text.len() > 5)
}

fn is_calendar(token: &Token<'_>) -> bool {
    token.is(Word::Weekday) || token.is(Word::Month)
}

pub(super) fn is_name_word(token: &Token<'_>) -> bool {
    // "Paris-based" describes; "R-Calif." is a party and a state.
    let party = token.is(Word::PartyPrefix) && token.is_capital() && token.text.len() > 3;
    if party || token.is(Word::Descriptive) {
        return false;
    }
    // "al-Harbi"
    let after_hyphen = token.text.split_once('-').and_then(|(_, rest)| rest.chars().next());
    let article = token.is(Word::GluedArticle) && after_hyphen.is_some_and(char::is_uppercase);
    (token.is_capital() && !token.is(Word::Ego) && !is_calendar(token)) || article
}

/// Whether the small word at `at` may stand inside the name that began at `start`.
fn joins(tokens: &[Token<'_>], start: usize, at: usize, limit: usize, lexicon: &ReadingLexicon) -> bool {
    let word = tokens[at].lower.as_str();
    let capital = |k: usize| tokens.get(k).is_some_and(|t| k < limit && is_name_word(t));
    if lexicon.particles.contains(word) {
        return capital(at + 1);
    }
    let body =
        tokens[start..at].iter().any(|t| lexicon.body_heads.contains(&t.lower) || t.is(Word::BodyOpener));
    let connector = lexicon.connectors.contains(word) && body;
    let article = tokens.get(at + 1).is_some_and(|t| t.is(Word::The));
    let next = if article { at + 2 } else { at + 1 };
    let has = |class: Word| tokens[start..at].iter().any(|t| t.is(class));
    let small = &tokens[at];
    if small.is(Word::And) {
        // "and" joins only two capitals of a body's name, not two names.
        connector && capital(at + 1) && has(Word::TakesAnd)
    } else if small.is(Word::PlaceJoint) {
        connector && capital(next) && has(Word::TakesPlace)
    } else if small.is(Word::The) {
        tokens.get(at - 1).is_some_and(|t| t.is(Word::BeforeThe)) && capital(at + 1) && body
    } else {
        connector && capital(next)
    }
}
