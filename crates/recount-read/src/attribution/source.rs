//! From the words of a source to a voice: a person with role and body, a body, a group, or a word that stands for one named before.

mod stand_in;

use super::hearing::Hearing;
use crate::lexicon::{ReadingLexicon, Word};
use crate::names::{Name, Names};
use crate::text::{Text, TokenKind};
use recount_model::{EntityKind, Voice, VoiceKind};
use stand_in::{body_that_begins, last_named, stand_in};
use std::ops::Range;

/// The voices a source phrase names; empty when it names none.
pub(super) fn voices(hearing: Hearing<'_, '_>, phrase: Range<usize>) -> Vec<Voice> {
    let Hearing { text, names, memory, lexicon } = hearing;
    let phrase = trim(text, phrase);
    if phrase.is_empty() {
        return Vec::new();
    }
    // "The commission, whose members visited the site": the words after "whose" belong to another subject.
    if is_owned(text, &phrase) {
        return Vec::new();
    }
    // "Our first statement", "we": the document itself.
    if is_own(text, phrase.start) {
        return Vec::new();
    }
    if text.is(phrase.end - 1, Word::It)
        && let Some(voices) = body_that_begins(hearing, phrase.start)
    {
        return voices;
    }
    if phrase.len() == 1 {
        if let Some(voices) = memory.pronoun(&text.tokens[phrase.start]) {
            return voices;
        }
        if text.is(phrase.start, Word::PersonPronoun)
            && let Some(voice) = last_named(hearing, phrase.start)
        {
            return vec![voice];
        }
        if text.is(phrase.start, Word::Pronoun) {
            return Vec::new();
        }
    }
    // "In a statement it said": the pronoun before the verb is the subject.
    if text.is(phrase.end - 1, Word::Speaker) {
        return memory.pronoun(&text.tokens[phrase.end - 1]).unwrap_or_default();
    }
    let main = main_part(text, &phrase);
    if let Some(voice) = person(hearing, &phrase) {
        return vec![voice];
    }
    if let Some(voices) = stand_in(hearing, &main) {
        return voices;
    }
    unnamed(text, &main, lexicon)
        .or_else(|| body(text, &main, names, lexicon))
        .or_else(|| group(text, &without_setting(text, main.clone()), lexicon))
        .into_iter()
        .collect()
}

/// As [`voices`]; where nobody known is named, any noun phrase that can speak.
pub(super) fn speaker(hearing: Hearing<'_, '_>, phrase: Range<usize>) -> Vec<Voice> {
    let Hearing { text, lexicon, .. } = hearing;
    let voices = voices(hearing, phrase.clone());
    let pronoun = phrase.clone().last().is_some_and(|k| text.is(k, Word::Pronoun));
    if voices.is_empty() && !pronoun {
        any_speaker(text, phrase, lexicon).into_iter().collect()
    } else {
        voices
    }
}

/// Whether a phrase begins with a word of the first person.
fn is_own(text: &Text<'_>, start: usize) -> bool {
    text.is(start, Word::FirstPerson)
}

fn is_owned(text: &Text<'_>, phrase: &Range<usize>) -> bool {
    phrase.start > 0 && text.is(phrase.start - 1, Word::Whose)
}

/// The phrase without articles, signs and adverbs at its ends.
fn trim(text: &Text<'_>, mut phrase: Range<usize>) -> Range<usize> {
    let loose = |k: usize| {
        text.tokens[k].kind == TokenKind::Sign || text.is(k, Word::Adverb) || text.is(k, Word::Auxiliary)
    };
    while phrase.start < phrase.end && (loose(phrase.start) || text.is(phrase.start, Word::LeadsIn)) {
        phrase.start += 1;
    }
    while phrase.start < phrase.end && loose(phrase.end - 1) {
        phrase.end -= 1;
    }
    phrase
}

/// "In Norland the authorities", "On the night of the fire his ministry": the source begins at the article of its own, after the
/// words of place and time.
fn without_setting(text: &Text<'_>, phrase: Range<usize>) -> Range<usize> {
    if phrase.is_empty() || !text.is(phrase.start, Word::Preposition) {
        return phrase;
    }
    let own = |k: &usize| text.is(*k, Word::Determiner) && !text.is(k - 1, Word::Preposition);
    let start = (phrase.start + 2..phrase.end).rev().find(own).unwrap_or(phrase.start);
    start..phrase.end
}

/// The phrase up to its first comma: the part an apposition explains.
fn main_part(text: &Text<'_>, phrase: &Range<usize>) -> Range<usize> {
    let comma =
        phrase.clone().find(|&k| matches!(text.lower(k), "," | "(" | "--") || text.is(k, Word::Explains));
    phrase.start..comma.filter(|c| *c > phrase.start).unwrap_or(phrase.end)
}

fn without_article(text: &Text<'_>, phrase: &Range<usize>) -> Range<usize> {
    let article =
        text.is(phrase.start, Word::Determiner) && phrase.len() > 1 && !text.is(phrase.start, Word::SomeOrNo);
    phrase.start + usize::from(article)..phrase.end
}

fn person(hearing: Hearing<'_, '_>, phrase: &Range<usize>) -> Option<Voice> {
    let Hearing { text, names, lexicon, .. } = hearing;
    // "The commission, chaired by Judge Ida Moll,": who stands after "by" does not speak.
    let by = |n: &Name| {
        (n.tokens.start.saturating_sub(3).max(phrase.start)..n.tokens.start).any(|k| text.is(k, Word::By))
    };
    let (_, name) = names.within(phrase).find(|(_, n)| n.kind == EntityKind::Person && !by(n))?;
    // "Lena Marsh's group", "supporters of Lena Marsh": somebody else speaks.
    let owned = text.is(name.tokens.end, Word::Possessive) && name.tokens.end < phrase.end;
    // Counter-example: "A spokesman for the Dock Front, Karl Adler,".
    let comma = name.tokens.start > phrase.start && text.lower(name.tokens.start - 1) == ",";
    let of_group = !comma
        && (phrase.start..name.tokens.start)
            .any(|k| lexicon.groups.contains(text.lower(k)) && text.is(k + 1, Word::OfGroup));
    // "Puerto Norte officials": the name says whose, or from where, those who speak are.
    let modifies = name.tokens.end < phrase.end && lexicon.groups.contains(text.lower(name.tokens.end));
    if owned || of_group || modifies {
        return None;
    }
    let full = names.before(name.tokens.start).find(|n| is_full_form(n, name));
    let role = name
        .role
        .clone()
        .or_else(|| role_beside(text, phrase, name, lexicon))
        .or_else(|| full.and_then(|f| f.role.clone()));
    let body =
        name.speaks_for.or_else(|| full.and_then(|f| f.speaks_for)).map(|b| names.list[b].words.clone());
    let body = body.or_else(|| body_beside(hearing, phrase, name));
    let words = full.map_or(&name.words, |f| &f.words).clone();
    Some(Voice {
        name: words,
        kind: VoiceKind::Person,
        speaks_for: body,
        role,
        span: Some(text.span(name.tokens.clone())),
        entity: None,
    })
}

/// Whether `full` names the same person in more words: the short name is its last word.
fn is_full_form(full: &Name, short: &Name) -> bool {
    full.kind == EntityKind::Person
        && !short.words.contains(' ')
        && full.words.ends_with(&format!(" {}", short.words))
}

/// A role in apposition: ", the district head", "An official, Lena Marsh".
fn role_beside(
    text: &Text<'_>,
    phrase: &Range<usize>,
    name: &Name,
    lexicon: &ReadingLexicon,
) -> Option<String> {
    let has_role = |r: &Range<usize>| r.clone().any(|k| lexicon.roles.contains(text.lower(k)));
    let after = name.tokens.end + 1..phrase.end;
    if text.lower(name.tokens.end) == ","
        && after.start < after.end
        && has_role(&after)
        && !text.is(after.start, Word::Who)
    {
        return Some(text.words(after));
    }
    let before = phrase.start..name.tokens.start.saturating_sub(1);
    let comma = name.tokens.start > phrase.start && text.lower(name.tokens.start - 1) == ",";
    (comma && before.start < before.end && has_role(&before))
        .then(|| text.words(without_article(text, &before)))
}

/// The body beside a person: in the role words, or a word that stands for one named before ("who heads the group").
fn body_beside(hearing: Hearing<'_, '_>, phrase: &Range<usize>, name: &Name) -> Option<String> {
    let Hearing { text, names, memory, lexicon } = hearing;
    let speaks =
        phrase.clone().any(|k| lexicon.speaking_roles.contains(text.lower(k)) || text.is(k, Word::SpeaksFor));
    let other = names.within(phrase).find(|(_, n)| n.kind == EntityKind::Body && n.tokens != name.tokens);
    if let Some((_, body)) = other.filter(|_| speaks) {
        return Some(body.words.clone());
    }
    let generic = phrase.clone().find(|&k| {
        k > phrase.start && lexicon.body_words.contains(text.lower(k)) && text.is(k - 1, Word::Determiner)
    })?;
    let word = text.lower(generic);
    let named = memory.body(word, phrase.start, names, lexicon);
    let named =
        named.as_ref().and_then(|v| v.last()).map(|v| v.speaks_for.as_ref().unwrap_or(&v.name).clone());
    // "The government's spokesman" where no government was named before: its name is for the whole dossier to find.
    named.or_else(|| lexicon.stands_for.contains_key(word).then(|| word.to_string())).filter(|_| speaks)
}

fn unnamed(text: &Text<'_>, main: &Range<usize>, lexicon: &ReadingLexicon) -> Option<Voice> {
    let at = main.clone().find(|&k| lexicon.unnamed.has(&text.tokens, k, main.end))?;
    let (len, ()) = lexicon.unnamed.at(&text.tokens, at, main.end)?;
    let words = without_article(text, &(main.start..at + len));
    // "Reuters reports" has a name before the word; it is a source of its own.
    let own = words.clone().any(|k| text.tokens[k].is_capital() && k > main.start);
    let object = at > main.start && text.is(at - 1, Word::Of);
    (!own && !object).then(|| Voice::at(text.words(words.clone()), VoiceKind::Unnamed, text.span(words)))
}

/// A body named in the phrase, or a government or force named by its people: "the Danish government".
fn body(text: &Text<'_>, main: &Range<usize>, names: &Names, lexicon: &ReadingLexicon) -> Option<Voice> {
    let words = without_article(text, main);
    let head_is_group =
        |end: usize| (end..words.end.min(end + 4)).any(|k| lexicon.groups.contains(text.lower(k)));
    let found = names.within(&words).find(|(_, n)| n.kind != EntityKind::Person);
    if let Some((_, name)) = found {
        let voice = || Voice::at(name.words.clone(), VoiceKind::Body, text.span(name.tokens.clone()));
        let possessive = text.is(name.tokens.end, Word::Possessive) && name.tokens.end + 1 < words.end;
        let of_country = name.kind == EntityKind::Place
            && lexicon.known_places.at(&text.tokens, name.tokens.start, name.tokens.end).is_none();
        let group_after = head_is_group(name.tokens.end)
            && !text.lower(name.tokens.end).is_empty()
            && name.tokens.end < words.end;
        let group_before = (words.start..name.tokens.start)
            .any(|k| lexicon.groups.contains(text.lower(k)) || lexicon.documents.contains(text.lower(k)));
        if name.kind == EntityKind::Body
            && !group_after
            && !(group_before
                && (words.start..name.tokens.start).any(|k| lexicon.groups.contains(text.lower(k))))
        {
            return Some(voice());
        }
        if possessive || group_after || group_before {
            return None;
        }
        if !of_country {
            return Some(voice());
        }
    }
    None
}

/// Any plain noun phrase, for verbs that only a speaker can be the subject of: "the city's fire brigade".
pub(super) fn any_speaker(text: &Text<'_>, phrase: Range<usize>, lexicon: &ReadingLexicon) -> Option<Voice> {
    let main = main_part(text, &trim(text, phrase));
    if main.is_empty() || is_own(text, main.start) || is_owned(text, &main) {
        return None;
    }
    let words = without_article(text, &main);
    let plain = |k: usize| {
        text.tokens[k].kind == TokenKind::Word
            && !text.is(k, Word::Preposition)
            && !text.is(k, Word::Pronoun)
            && !text.is(k, Word::Auxiliary)
    };
    let fits =
        (1..=5).contains(&words.len()) && words.clone().all(|k| plain(k) || text.is(k, Word::Possessive));
    let known = |k: usize| {
        text.tokens[k].is_capital()
            || lexicon.groups.contains(text.lower(k))
            || lexicon.roles.contains(text.lower(k))
            || lexicon.body_words.contains(text.lower(k))
    };
    // "The fire", "Monday": what happened and when say nothing.
    let last = words.end - 1;
    let speechless = lexicon.occurrence_nouns.ending(&text.tokens, words.end, words.start).is_some()
        || text.is(last, Word::Weekday)
        || text.is(last, Word::Month)
        || text.is(last, Word::Adverb);
    let article = text.is(main.start, Word::The) || text.is(main.start, Word::A);
    let fits = fits
        && !speechless
        && (words.len() > 1 || (article && !text.is(last, Word::GerundLike)) || words.clone().any(known))
        && !words.clone().any(|k| lexicon.reporting_verbs.get(text.lower(k)).is_some_and(|v| v.forms.past));
    fits.then(|| Voice::at(text.words(words.clone()), VoiceKind::Body, text.span(words)))
}

/// People without a name: "witnesses", "Camp witnesses", "the Danish government", "a senior official".
fn group(text: &Text<'_>, main: &Range<usize>, lexicon: &ReadingLexicon) -> Option<Voice> {
    let words = without_article(text, main);
    // "the governor's office", "the teachers' union": a possessor is no head while another word follows that can speak.
    let speaks =
        |k: usize| lexicon.groups.contains(text.lower(k)) || lexicon.documents.contains(text.lower(k));
    let owns = |k: usize| text.is(k + 1, Word::Possessive) || text.lower(k + 1) == "'";
    let mut heads = words.clone().filter(|&k| speaks(k));
    let first = heads.next()?;
    let head = if owns(first) { heads.find(|&k| !owns(k)).unwrap_or(first) } else { first };
    // "government spokesman": the last of several group words in a row is the head.
    let mut end = head + 1;
    while end < words.end
        && (lexicon.groups.contains(text.lower(end))
            || lexicon.roles.contains(text.lower(end))
            || lexicon.documents.contains(text.lower(end)))
    {
        end += 1;
    }
    if text.is(end, Word::GoesOn) {
        end = words.end;
    }
    let phrase = words.start..end.min(words.start + 9);
    let document = lexicon.documents.contains(text.lower(head)) && !lexicon.groups.contains(text.lower(head));
    let official = text.is(end - 1, Word::StateBody);
    let kind = if document {
        VoiceKind::Document
    } else if official {
        VoiceKind::Body
    } else {
        VoiceKind::Group
    };
    Some(Voice::at(text.words(phrase.clone()), kind, text.span(phrase)))
}
