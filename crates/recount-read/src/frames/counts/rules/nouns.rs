//! Rules over nouns: harm nouns and adjectives, words for the toll, and how many there are.

use super::super::HarmFound;
use super::Case;
use super::verbs::{self, begins_object};
use crate::lexicon::Word;
use recount_lexicon::populations::{PEOPLE, RESIDENTS, UNITS};
use recount_model::{Measure, Population, Relation};

/// What: a harm noun or adjective that heads the phrase or follows it. Example: "30 deaths", "22 dead", "30 wounded men",
/// "615 civilian casualties" (killed and injured together). Counter-example: "12 death-row inmates".
pub(super) fn harm_noun_in_phrase(case: &Case<'_, '_, '_>) -> Option<HarmFound> {
    let scene = case.scene;
    if case.phrase.partitive {
        return None;
    }
    let words = case.phrase.words.clone();
    // The head of "corpses of its residents" stands before "of".
    let end = words.clone().skip(1).find(|&k| case.is(k, Word::Of)).unwrap_or(words.end);
    let head = end.checked_sub(1).filter(|_| end > words.start);
    if head.is_some_and(|k| scene.lexicon.figures.both.contains(case.low(k))) {
        return case.total(Measure::Other, words);
    }
    let noun = head.and_then(|k| scene.lexicon.harm_nouns.ending(&scene.text.tokens, k + 1, words.start));
    let spared = case.before().is_some_and(|k| scene.lexicon.figures.spared.contains(case.low(k)));
    let left = head.is_some_and(|k| case.is(k, Word::Remains));
    if let Some((len, &measure)) = noun.filter(|_| !spared || left) {
        // "27 prisoners lost their lives": what is told of people held counts, not that they are.
        if let Some(told) = told_of_people(case, end) {
            return Some(told);
        }
        // "1,310 deaths and disappearances" count neither alone.
        let second =
            scene.lexicon.harm_nouns.at(&scene.text.tokens, end + 1, scene.tokens.end).map(|(_, &m)| m);
        let next = case.later.iter().any(|f| f.tokens.start == end + 2);
        let both = case.is(end, Word::Joint) && second.is_some_and(|m| m != measure) && !next;
        return case.total(if both { Measure::Other } else { measure }, end - len..end);
    }
    // "22 dead": an adjective right after the figure or its noun; "30 wounded men": inside the phrase.
    let adjective =
        |&k: &usize| k < scene.tokens.end && scene.lexicon.harm_adjectives.contains_key(case.low(k));
    let k = (words.start..words.end + 1).find(adjective)?;
    let measure = scene.lexicon.harm_adjectives[case.low(k)];
    if spared && measure == Measure::Missing {
        return None;
    }
    let before_people = scene.lexicon.shared.populations.known_key(case.low(k + 1)).is_some();
    let follows = k + 1 == words.end || k == words.end || before_people;
    let agent = k == words.end && begins_object(case, k + 1);
    if follows && !agent { case.total(measure, k..k + 1) } else { None }
}

/// What the predicate tells of people whose noun says already that harm was done to them.
fn told_of_people(case: &Case<'_, '_, '_>, noun_end: usize) -> Option<HarmFound> {
    let words = case.scene.text.words(noun_end.checked_sub(1)?..noun_end);
    let populations = &case.scene.lexicon.shared.populations;
    let key = populations.known_key(&words).filter(|key| *key != PEOPLE)?;
    if !populations.within(key, PEOPLE) {
        return None;
    }
    verbs::predicate_after(case)
}

/// What: a harm noun and "of" before the figure. Example: "the death of 11 dockers", "the abduction of 58 pupils".
pub(super) fn noun_of_figure(case: &Case<'_, '_, '_>) -> Option<HarmFound> {
    let k = case.before().filter(|&k| case.is(k, Word::Of))?;
    let tokens = &case.scene.text.tokens;
    if k > case.scene.tokens.start && case.is(k - 1, Word::LossOf) {
        let within = |key| case.scene.lexicon.shared.populations.within(key, PEOPLE);
        let people = case.population().is_some_and(within) || names_people(case);
        return case.total(Measure::Killed, k - 1..k + 1).filter(|_| people);
    }
    let (len, &measure) = case.scene.lexicon.harm_nouns.ending(tokens, k, case.scene.tokens.start)?;
    case.total(measure, k - len..k + 1)
}

/// How far before a figure the word for the toll may stand.
const TOLL_REACH: usize = 26;

/// What: a word for the toll before the figure. Example: "the death toll rose to 22", "the harbour toll stood at 12", "the
/// number who drowned had not exceeded 90". With parts after it: "the dead were 17 staff and 11 passengers".
pub(super) fn toll_before(case: &Case<'_, '_, '_>) -> Option<HarmFound> {
    let scene = case.scene;
    let tokens = &scene.text.tokens;
    let bare = case.phrase.is_empty();
    let floor = case.start().saturating_sub(TOLL_REACH).max(scene.tokens.start);
    let named = |k: usize| scene.lexicon.tolls.at(tokens, k, case.start()).map(|(_, &measure)| (k, measure));
    let number_who = |k: usize| {
        let harm = |j: usize| {
            scene
                .lexicon
                .harm_phrases
                .at(tokens, j, case.start())
                .map(|(_, &m)| m)
                .or_else(|| scene.lexicon.harm(case.low(j)).first().map(|h| h.measure))
        };
        case.is(k, Word::NumberOf).then(|| (k..case.start()).find_map(harm)).flatten().map(|m| (k, m))
    };
    let last = case.last.filter(|l| l.measure.is_harm() && l.sentence + 4 >= scene.sentence);
    let generic = |k: usize| {
        last.filter(|_| scene.lexicon.figures.generic_tolls.has(tokens, k, case.start()))
            .map(|l| (k, l.measure))
    };
    let found = (floor..case.start()).rev().find_map(|k| named(k).or_else(|| number_who(k)));
    let (at, measure) = found.or_else(|| (floor..case.start()).rev().find_map(generic))?;
    let links = case.before().is_some_and(|k| scene.lexicon.figures.toll_links.contains(case.low(k)));
    // "Naming none of the dead, the union said later that its 12 pilots were safe": the list has been left.
    let reports = |k: usize| {
        scene.lexicon.reporting_verbs.get(case.low(k)).is_some_and(|v| v.forms.past || v.forms.third)
    };
    let broken = (at..case.start()).any(|k| {
        matches!(case.low(k), ";" | "?" | "!")
            || scene.lexicon.figures.spared.contains(case.low(k))
            || (!links && reports(k))
    });
    let enumerates =
        !bare && (at..case.start()).any(|k| scene.lexicon.figures.enumerates.has(tokens, k, case.start()));
    // A noun that is no known word for people is counted only where the sentence says so in so many words: "the dead were".
    let said = case.before().is_some_and(|k| scene.lexicon.figures.enumerates.has(tokens, k, case.start()));
    if broken || !(links || enumerates) || (!bare && case.population().is_none() && !said) {
        return None;
    }
    let part = enumerates && case.population() != Some(PEOPLE);
    let relation = if part { Relation::Part } else { Relation::Total };
    Some(HarmFound {
        measure,
        evidence: at..case.figure.tokens.end,
        relation,
        inherited: None,
        goes_on: false,
    })
}

/// What: the label of a line in a list of figures. Example: "Bodies recovered: 29", "People on board: 140 to 165".
pub(super) fn line_label(case: &Case<'_, '_, '_>) -> Option<HarmFound> {
    const LONGEST_LABEL: usize = 10;
    let scene = case.scene;
    let tokens = &scene.text.tokens;
    let colon = case.start().checked_sub(1).filter(|&k| k > scene.tokens.start && case.low(k) == ":")?;
    let label = scene.tokens.start..colon;
    if label.len() > LONGEST_LABEL {
        return None;
    }
    let harm = |k: usize| {
        let noun = scene
            .lexicon
            .harm_nouns
            .at(tokens, k, colon)
            .or_else(|| scene.lexicon.harm_phrases.at(tokens, k, colon));
        let verb = scene.lexicon.harm(case.low(k)).iter().find(|h| h.forms.participle).map(|h| h.measure);
        noun.map(|(_, &m)| m).or_else(|| scene.lexicon.harm_adjectives.get(case.low(k)).copied()).or(verb)
    };
    let presence = |k: usize| {
        scene
            .lexicon
            .presence
            .iter()
            .find(|(_, ahead, after)| ahead.has(tokens, k, colon) || after.has(tokens, k, colon))
            .map(|(m, _, _)| *m)
    };
    let own = label.clone().find_map(harm).or_else(|| label.clone().find_map(presence));
    let measure = own.or_else(|| headed(case))?;
    let words = scene.text.words(label.clone());
    let key = scene.lexicon.shared.populations.known_key(&words).unwrap_or(PEOPLE).to_string();
    Some(HarmFound {
        measure,
        evidence: label,
        relation: Relation::Total,
        inherited: Some(Population { key, words }),
        goes_on: false,
    })
}

/// "Where they died:", then lines of a place and a number each: what the line that heads the list says of all.
fn headed(case: &Case<'_, '_, '_>) -> Option<Measure> {
    const LONGEST_LIST: usize = 12;
    let scene = case.scene;
    let text = scene.text;
    let first = scene.sentence.saturating_sub(LONGEST_LIST);
    let tokens = |s: usize| text.sentences[s].tokens.clone();
    let opens = |s: &usize| tokens(*s).end.checked_sub(1).is_some_and(|k| text.lower(k) == ":");
    let item = |s: &usize| tokens(*s).any(|k| text.lower(k) == ":");
    let head = (first..scene.sentence).rev().take_while(item).find(opens)?;
    tokens(head).find_map(|k| {
        let word = text.lower(k);
        let verb = scene.lexicon.harm(word).first().map(|h| h.measure);
        let noun = || scene.lexicon.harm_nouns.at(&text.tokens, k, tokens(head).end).map(|(_, &m)| m);
        verb.or_else(|| scene.lexicon.harm_adjectives.get(word).copied()).or_else(noun)
    })
}

/// What: words that say how many there are, without harm. Example: "home to some 1,900 members", "1,200 soldiers took part".
pub(super) fn presence(case: &Case<'_, '_, '_>) -> Option<HarmFound> {
    let scene = case.scene;
    let key = case.population();
    if key == Some(UNITS) {
        return case.total(Measure::Units, case.phrase.words.clone());
    }
    let before = case.before().map_or(case.start(), |k| k + 1);
    let armed = key.is_some_and(|key| scene.lexicon.shared.populations.is_armed(key));
    for (measure, ahead, after) in &scene.lexicon.presence {
        if (*measure == Measure::Force && !armed) || (*measure == Measure::Supporters && armed) {
            continue;
        }
        // "The hall holds 12 tables": who lives or travels somewhere is people.
        let people = key.is_some() || case.phrase.is_empty() || names_people(case);
        let counts = *measure != Measure::Population || people;
        if let Some((len, ())) =
            ahead.ending(&scene.text.tokens, before, scene.tokens.start).filter(|_| counts)
        {
            let inherited = (*measure == Measure::Population && case.phrase.is_empty())
                .then(|| scene.population(RESIDENTS.into(), String::new()));
            return Some(HarmFound {
                measure: *measure,
                evidence: before - len..case.start(),
                relation: Relation::Total,
                inherited,
                goes_on: false,
            });
        }
        let counted = key.is_some() || !case.phrase.is_empty() || case.phrase.partitive;
        // "164 persons aboard": the word may stand inside the phrase, which no preposition ended.
        let inside = case.phrase.words.clone().skip(1);
        if let Some(k) = inside
            .chain(predicate_reach(case))
            .find(|&k| counted && after.has(&scene.text.tokens, k, scene.tokens.end))
        {
            return case.total(*measure, case.end().min(k)..k + 1);
        }
    }
    None
}

/// Whether the phrase has a noun for people, or a name.
pub(super) fn names_people(case: &Case<'_, '_, '_>) -> bool {
    let people = &case.scene.lexicon.people;
    case.phrase.words.clone().any(|k| {
        people.plural.contains(case.low(k))
            || people.singular.contains(case.low(k))
            || people.by_trade.contains(case.low(k))
            || case.scene.lexicon.figures.groups.contains(case.low(k))
            || case.scene.text.tokens[k].is_capital()
    })
}

/// The tokens after the phrase in which its predicate may begin; a parenthesis between commas is passed over.
fn predicate_reach(case: &Case<'_, '_, '_>) -> impl Iterator<Item = usize> {
    let scene = case.scene;
    let mut from = case.end();
    if case.low(from) == "," {
        let close = (from + 1..(from + 16).min(scene.tokens.end)).find(|&k| case.low(k) == ",");
        from = close.map_or(from, |k| k + 1);
    }
    let reach = (from + 16).min(scene.tokens.end);
    let stop = (from..reach)
        .find(|&k| matches!(case.low(k), ";" | "." | ":" | ",") || case.is(k, Word::That))
        .unwrap_or(reach);
    from..stop
}

/// What: the size of a group that is only named. Example: "the 1,500-plus residents", "a raid on 1,900 strikers",
/// "which has some 800 members". Counter-example: "three members said", which sizes nothing.
pub(super) fn group_size(case: &Case<'_, '_, '_>) -> Option<HarmFound> {
    let figures = &case.scene.lexicon.figures;
    let word = |k: usize| figures.groups.contains(case.low(k));
    let people_of = |k: usize| {
        case.scene.text.tokens[k].is_capital()
            && case.is(k, Word::PluralLike)
            && case.scene.lexicon.shared.country(case.scene.text.tokens[k].text).is_some()
    };
    let k = case.phrase.words.clone().find(|&k| word(k) || people_of(k))?;
    let before = case.start().checked_sub(1).filter(|b| *b >= case.scene.tokens.start)?;
    let owned = case.is(before, Word::Possessive) || case.low(before) == "'";
    if !(owned || figures.names_group.contains(case.low(before)))
        || case.figure.interval.leading().is_none_or(|n| n < 10)
    {
        return None;
    }
    let measure = if case.is(k, Word::Followers) && (owned || case.is(before, Word::Has)) {
        Measure::Members
    } else {
        Measure::Population
    };
    case.total(measure, case.phrase.words.clone())
}
