//! Words that stand for a speaker named before: "the group", "the minister", "she", "it".

use super::{person, without_article};
use crate::attribution::hearing::Hearing;
use crate::lexicon::{ReadingLexicon, Word};
use crate::names::Name;
use crate::text::{Text, TokenKind};
use recount_lexicon::{fold, has_words};
use recount_model::{EntityKind, Voice, VoiceKind};
use std::ops::Range;

/// "The government drew on registers. It said ...": the body that the sentence before, or this one, begins with.
pub(super) fn body_that_begins(hearing: Hearing<'_, '_>, before: usize) -> Option<Vec<Voice>> {
    let Hearing { text, names, memory, lexicon } = hearing;
    let own = text.sentences.partition_point(|s| s.tokens.start <= before).checked_sub(1)?;
    let paragraph = text.sentences[own].paragraph;
    let begins = |s: usize| {
        let tokens = &text.sentences[s].tokens;
        let word = text.lower(tokens.start + 1);
        let generic = text.is(tokens.start, Word::Determiner) && lexicon.body_words.contains(word);
        (generic && tokens.start + 1 < before.min(tokens.end) && text.sentences[s].paragraph == paragraph)
            .then_some(tokens.start + 1)
    };
    let at = begins(own).or_else(|| begins(own.checked_sub(1)?))?;
    let word = text.lower(at);
    let named = memory.body(word, at, names, lexicon);
    named.or_else(|| {
        let voice = Voice::at(word, VoiceKind::Body, text.span(at..at + 1));
        lexicon.stands_for.contains_key(word).then(|| vec![voice])
    })
}

/// "The director, Lena Marsh, met the press. She said ...": where nobody has spoken yet, the person whom the sentence before names.
pub(super) fn last_named(hearing: Hearing<'_, '_>, before: usize) -> Option<Voice> {
    let Hearing { text, names, .. } = hearing;
    let own = text.sentences.partition_point(|s| s.tokens.start <= before).checked_sub(1)?;
    let floor = text.sentences[own.saturating_sub(1)].tokens.start;
    let name = names.before(before).find(|n| n.kind == EntityKind::Person)?;
    if name.tokens.start < floor {
        return None;
    }
    person(hearing, &described(text, name))
}

/// "the group", "the ministry", "the spokesman": a word with an article that stands for a speaker or body named before.
pub(super) fn stand_in(hearing: Hearing<'_, '_>, main: &Range<usize>) -> Option<Vec<Voice>> {
    let Hearing { text, names, memory, lexicon } = hearing;
    let definite = text.is(main.start, Word::Definite);
    if !definite || names.within(main).next().is_some() {
        return None;
    }
    let words = without_article(text, main);
    let head = text.lower(words.end.checked_sub(1)?);
    let specific = words.clone().any(|k| text.tokens[k].is_capital());
    if words.len() <= 2 && !specific && lexicon.body_words.contains(head) {
        return memory.body(head, main.start, names, lexicon);
    }
    if words.len() > 2 || !lexicon.person_words.contains(head) {
        return None;
    }
    // "Interior Minister Lena Marsh visited. The minister said": the person last named who is called so, though she has not spoken.
    let called = names.before(main.start).take(NAMES_BACK).find(|n| is_called(text, n, head));
    let voice = called.and_then(|n| person(hearing, &described(text, n)));
    // Who spoke last, unless another word describes him.
    voice.map(|voice| vec![voice]).or_else(|| memory.person().filter(|v| may_be(v, head, lexicon)))
}

/// How many names back a word like "the minister" may point.
const NAMES_BACK: usize = 60;

/// How many tokens beside a name describe its bearer: ", a spokeswoman for the harbour rescue service".
const DESCRIPTION: usize = 6;

/// Whether a person is called by the word, in the role before the name or in the words set off beside it.
fn is_called(text: &Text<'_>, name: &Name, word: &str) -> bool {
    name.kind == EntityKind::Person
        && (name.role.as_ref().is_some_and(|r| has_words(&fold(r), word))
            || described(text, name).any(|k| text.lower(k) == word && !name.tokens.contains(&k)))
}

/// A name with the words beside it that describe its bearer: "The coroner, NAME", "NAME, a spokeswoman for the service".
fn described(text: &Text<'_>, name: &Name) -> Range<usize> {
    let in_sentence =
        |k: usize| text.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Word || t.is(Word::Possessive));
    let (start, end) = (name.tokens.start, name.tokens.end);
    let comma_before = start > 0 && text.lower(start - 1) == ",";
    let before = (start.saturating_sub(DESCRIPTION + 1)..start.saturating_sub(1))
        .rev()
        .take_while(|&k| comma_before && in_sentence(k) && !text.is(k, Word::And))
        .last();
    let after =
        (end + 1..end + 1 + DESCRIPTION).take_while(|&k| text.lower(end) == "," && in_sentence(k)).last();
    before.unwrap_or(start)..after.map_or(end, |k| k + 1)
}

/// Whether the last speaker may be meant by a word: nothing is known of him, or what is known has the word.
fn may_be(voices: &[Voice], word: &str, lexicon: &ReadingLexicon) -> bool {
    let Some(role) = voices.last().and_then(|v| v.role.as_ref()) else { return true };
    let role = fold(role);
    has_words(&role, word) || !role.split(' ').any(|w| lexicon.person_words.contains(w))
}
