//! Rules over verbs: the verb that governs the figure, and the predicate after it.

use super::super::HarmFound;
use super::{Case, Scene};
use crate::lexicon::Word;
use recount_model::Measure;
use std::ops::Range;

/// Whether the token is part of a passive: a form of "be" stands before it, adverbs apart.
fn is_passive(scene: &Scene<'_, '_>, k: usize) -> bool {
    let mut j = k;
    while j > scene.tokens.start && scene.is(j - 1, Word::Adverb) {
        j -= 1;
    }
    j > scene.tokens.start && scene.is(j - 1, Word::Passive)
}

/// Whether the token is the verb of an active perfect, which another language tells the past by: "ont tué".
fn is_perfect(scene: &Scene<'_, '_>, k: usize) -> bool {
    let before = (scene.tokens.start..k).rev().find(|&j| !scene.is(j, Word::Adverb));
    before.is_some_and(|j| scene.is(j, Word::Perfect))
}

/// What: a transitive harm verb directly before the figure. Example: "killed at least 34 people". Counter-example: "were
/// killed, 12 of them staff", a passive. Two verbs of different measures ("killed or wounded 848") count neither alone.
pub(super) fn governing_verb(case: &Case<'_, '_, '_>) -> Option<HarmFound> {
    let scene = case.scene;
    if let Some((len, &measure)) =
        scene.lexicon.governors.ending(&scene.text.tokens, case.start(), scene.tokens.start)
    {
        return case.total(measure, case.start() - len..case.start());
    }
    let k = case.before()?;
    if let Some(found) = inverted(case, k) {
        return Some(found);
    }
    let verb = scene.lexicon.harm(case.low(k)).iter().find(|h| h.transitive)?;
    let noun = k > scene.tokens.start && case.is(k - 1, Word::Determiner) && !verb.forms.past;
    if is_passive(scene, k) || noun {
        return None;
    }
    let (first, measure) = verb_list(case, k, verb.measure);
    case.total(measure, first..k + 1)
}

/// "Also razed were about 200 stalls": a participle that opens the clause, a form of "be", the figure.
fn inverted(case: &Case<'_, '_, '_>, k: usize) -> Option<HarmFound> {
    const REACH: usize = 9;
    let scene = case.scene;
    if !case.is(k, Word::Copula) {
        return None;
    }
    let opening = scene.tokens.start..(scene.tokens.start + 3).min(k);
    let at = opening.into_iter().find(|&j| {
        k - j <= REACH && scene.lexicon.harm(case.low(j)).iter().any(|h| h.transitive && h.forms.participle)
    })?;
    let measure = scene.lexicon.harm(case.low(at)).iter().find(|h| h.transitive)?.measure;
    case.total(measure, at..k + 1)
}

/// "killed or wounded", "imprisoned, tortured and killed": walks back over a list of verbs.
fn verb_list(case: &Case<'_, '_, '_>, k: usize, measure: Measure) -> (usize, Measure) {
    let scene = case.scene;
    let (mut first, mut measure) = (k, measure);
    for j in (scene.tokens.start..k).rev() {
        let word = case.low(j);
        let participle =
            case.is(j, Word::PastLike) && (case.low(j + 1) == "," || case.is(j + 1, Word::Joint));
        if let Some(other) = scene.lexicon.harm(word).iter().find(|h| h.transitive) {
            if other.measure != measure {
                measure = Measure::Other;
            }
            first = j;
        } else if !(matches!(word, "," | "/")
            || case.is(j, Word::Joint)
            || case.is(j, Word::Adverb)
            || participle)
        {
            break;
        }
    }
    (first, measure)
}

/// What: the predicate after the figure's phrase. Example: "three people had been killed", "hundreds wounded", "2,000 are
/// unaccounted for". Stops at the first verb that says something else.
pub(super) fn predicate_after(case: &Case<'_, '_, '_>) -> Option<HarmFound> {
    let (measure, evidence) = predicate(case, case.end())?;
    // "Of the 40 apprentices, 11 died": the whole did not die. Counter-example: "of the 289 killed".
    if super::is_wider_total(case.scene, case.figure) && evidence.end > case.end() + 1 {
        return None;
    }
    // "Three died at the scene and two in hospital": where they died, not what became of two more.
    let gapped = case.phrase.is_empty()
        && case.is(case.end(), Word::Preposition)
        && case.last.is_some_and(|l| l.sentence == case.scene.sentence && l.measure == Measure::Killed)
        && !evidence.clone().any(|k| case.is(k, Word::Auxiliary));
    if gapped {
        return None;
    }
    case.total(measure, evidence).map(|found| HarmFound { goes_on: true, ..found })
}

/// How many tokens a predicate may stand away: long appositions name people between.
const REACH: usize = 48;

fn predicate(case: &Case<'_, '_, '_>, from: usize) -> Option<(Measure, Range<usize>)> {
    let scene = case.scene;
    // "12 feared dead": the participle stands for the whole predicate.
    let mut auxiliary = case.is(from, Word::Be) && !case.is(from, Word::Auxiliary);
    let mut resumes = from;
    for k in from..(from + REACH).min(scene.tokens.end) {
        if k < resumes {
            continue;
        }
        let word = case.low(k);
        // "14 inmates, two of whom died, were beaten": what stands between the commas is told of the two.
        if word == "," && is_part(case, k + 1) {
            resumes = (k + 1..(k + REACH).min(scene.tokens.end)).find(|&j| case.low(j) == ",")? + 1;
            continue;
        }
        if matches!(word, ";" | "." | ":" | "!" | "?") || (word == "," && is_new_subject(case, k + 1)) {
            return None;
        }
        if let Some((len, &measure)) = scene.lexicon.harm_phrases.at(&scene.text.tokens, k, scene.tokens.end)
        {
            return Some((measure, from..k + len));
        }
        if let Some(measure) = sustained(case, k) {
            return Some((measure, from..k + 1));
        }
        if let Some(measure) = harm_at(case, k, from, auxiliary) {
            return Some((measure, from..k + 1));
        }
        // "Two were hit by bullets and died": being struck says nothing yet of what became of them.
        let struck = auxiliary && scene.lexicon.people.struck.contains(word);
        if struck {
            auxiliary = false;
        } else if (case.is(k, Word::Auxiliary) && !case.is(k, Word::Having))
            || (auxiliary && case.is(k, Word::Be))
        {
            auxiliary = true;
        } else if says_something_else(case, k, from, auxiliary) {
            let second = if auxiliary { coordinated(case, k + 1) } else { None };
            return second.map(|(measure, end)| (measure, from..end));
        }
    }
    None
}

/// "Were taken from their cells and executed": a participle of harm that shares the auxiliary of the verb before token `from`.
fn coordinated(case: &Case<'_, '_, '_>, from: usize) -> Option<(Measure, usize)> {
    const REACH: usize = 8;
    let end = (from + REACH).min(case.scene.tokens.end);
    let and = (from..end)
        .take_while(|&k| {
            !case.scene.is_sign(k)
                && case.later.iter().take_while(|f| f.tokens.start <= k).all(|f| f.tokens.start != k)
        })
        .find(|&k| case.is(k, Word::And))?;
    let verb =
        case.scene.lexicon.harm(case.low(and + 1)).iter().find(|h| h.transitive && h.forms.participle)?;
    Some((verb.measure, and + 2))
}

/// Whether the death of a part of those counted is told from `k` on: "two of whom died". That some are badly hurt, as in "five of
/// whom are critical", lets one think that all are hurt.
fn is_part(case: &Case<'_, '_, '_>, k: usize) -> bool {
    let lexicon = case.scene.lexicon;
    let Some(figure) = case.later.iter().take_while(|f| f.tokens.start <= k).find(|f| f.tokens.start == k)
    else {
        return false;
    };
    let of = figure.tokens.end;
    let died = |j: usize| {
        lexicon.harm(case.low(j)).iter().any(|h| h.measure == Measure::Killed)
            || lexicon.harm_adjectives.get(case.low(j)) == Some(&Measure::Killed)
    };
    case.is(of, Word::Of)
        && case.is(of + 1, Word::ThemWhich)
        && (of..(of + REACH).min(case.scene.tokens.end)).take_while(|&j| case.low(j) != ",").any(died)
}

/// "who sustained various degrees of injury": a harm noun shortly after a verb that takes one.
fn sustained(case: &Case<'_, '_, '_>, k: usize) -> Option<Measure> {
    const REACH: usize = 6;
    let scene = case.scene;
    if !scene.lexicon.figures.sustains.contains(case.low(k)) {
        return None;
    }
    let noun =
        |j: usize| scene.lexicon.harm_nouns.at(&scene.text.tokens, j, scene.tokens.end).map(|(_, &m)| m);
    (k + 1..(k + REACH).min(scene.tokens.end)).find_map(noun)
}

/// The measure of the harm word at `k`, when it is the predicate of the people counted.
fn harm_at(case: &Case<'_, '_, '_>, k: usize, from: usize, auxiliary: bool) -> Option<Measure> {
    let scene = case.scene;
    for harm in scene.lexicon.harm(case.low(k)) {
        let passive = harm.forms.participle && (auxiliary || is_passive(scene, k)) && !is_perfect(scene, k);
        let reduced = harm.forms.participle && k == from && !begins_object(case, k + 1);
        if harm.transitive && passive {
            return Some(second_verb(case, k, harm.measure));
        }
        let near = k == from || auxiliary || k <= from + 14;
        if (harm.transitive && reduced)
            || (!harm.transitive && near && (harm.forms.finite() || harm.forms.participle))
        {
            return Some(harm.measure);
        }
    }
    scene.lexicon.harm_adjectives.get(case.low(k)).copied().filter(|_| auxiliary && !is_perfect(scene, k))
}

/// Whether the word is a verb that tells something other than harm of the people counted.
fn says_something_else(case: &Case<'_, '_, '_>, k: usize, from: usize, auxiliary: bool) -> bool {
    let scene = case.scene;
    let word = case.low(k);
    if scene.names.at(k).is_some() {
        return false;
    }
    let loose = case.is(k, Word::Adverb)
        || matches!(word, "," | "-")
        || case.is(k, Word::BesideVerb)
        || case.is(k, Word::AdverbLike);
    let reports = scene.lexicon.reporting_verbs.get(word).is_some_and(|v| v.forms.past || v.forms.third);
    (auxiliary && !loose) || (!auxiliary && reports && k > from)
}

/// "killed or wounded": two verbs of one predicate with different measures count neither alone.
fn second_verb(case: &Case<'_, '_, '_>, k: usize, measure: Measure) -> Measure {
    let other =
        case.scene.lexicon.harm(case.low(k + 2)).iter().find(|h| h.forms.participle).map(|h| h.measure);
    match other {
        Some(other) if case.is(k + 1, Word::Or) && other != measure => Measure::Other,
        _ => measure,
    }
}

/// Whether an object begins at `k`, so that the people counted did it rather than suffered it.
pub(super) fn begins_object(case: &Case<'_, '_, '_>, k: usize) -> bool {
    let figure = case.later.iter().any(|f| f.tokens.start == k);
    let article =
        case.is(k, Word::BeginsObject) || (case.is(k, Word::Pronoun) && !case.is(k, Word::Relative));
    figure || article || case.scene.names.at(k).is_some()
}

/// Whether a comma is followed by a new subject with a verb of its own ("..., the army said").
fn is_new_subject(case: &Case<'_, '_, '_>, k: usize) -> bool {
    let reports = |j: usize| {
        case.scene.lexicon.reporting_verbs.get(case.low(j)).is_some_and(|v| v.forms.finite() && !v.needs_that)
    };
    (k..(k + 5).min(case.scene.tokens.end)).any(reports) && !case.is(k, Word::And) && !case.is(k, Word::Who)
}
