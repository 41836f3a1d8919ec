//! Rules over lists: parts of a figure before, further items, bare numbers.

use super::super::HarmFound;
use super::{Case, nouns, verbs};
use crate::lexicon::Word;
use recount_model::{Measure, Relation};

/// What: a part of the figure before. Example: "12 of them staff", "including seven women", "of whom three". Inherits what
/// happened from the figure it is a part of, unless its own predicate says otherwise ("17,000 of them live in the camp").
pub(super) fn part_of_last(case: &Case<'_, '_, '_>) -> Option<HarmFound> {
    let scene = case.scene;
    if !(case.phrase.partitive || case.is_part_by_word()) {
        return None;
    }
    if let Some(measure) = case.phrase.part_of {
        // "Two of the wounded later died": what became of them, not what they were.
        let became = verbs::predicate_after(case).filter(|f| f.measure != measure && case.phrase.is_empty());
        if let Some(found) = became {
            return Some(HarmFound { goes_on: false, ..found });
        }
        return Some(part_in_full(case, measure));
    }
    let adjective = (case.phrase.tokens.start..case.phrase.tokens.end + 1)
        .find_map(|k| scene.lexicon.harm_adjectives.get(case.low(k)))
        .copied();
    // "The company employs 900 people; 12 of them are missing": told in full, whatever the figure before was.
    let missing = adjective.filter(|_| case.phrase.partitive && case.last.is_none());
    if let Some(measure) = missing {
        return Some(part_in_full(case, measure));
    }
    let last = case.last.filter(|l| l.sentence + 2 >= scene.sentence)?;
    if last.paragraph != scene.text.sentences[scene.sentence].paragraph {
        return None;
    }
    if let Some(found) = nouns::presence(case).filter(|_| case.phrase.partitive) {
        return Some(HarmFound { relation: Relation::Part, ..found });
    }
    Some(HarmFound {
        measure: adjective.unwrap_or(last.measure),
        evidence: case.figure.tokens.clone(),
        relation: Relation::Part,
        inherited: Some(last.population.clone()),
        goes_on: false,
    })
}

/// A part whose own words say what happened.
fn part_in_full(case: &Case<'_, '_, '_>, measure: Measure) -> HarmFound {
    HarmFound {
        measure,
        evidence: case.phrase.tokens.clone(),
        relation: Relation::Part,
        inherited: None,
        goes_on: false,
    }
}

/// What: a part of those named in the opening of the clause. Example: "Of the wounded, 26 are children", "Of these, 72 were
/// treated there".
pub(super) fn part_of_opening(case: &Case<'_, '_, '_>) -> Option<HarmFound> {
    let scene = case.scene;
    let comma = case.before().filter(|&k| case.low(k) == ",")?;
    let of =
        (comma.saturating_sub(4).max(scene.tokens.start)..comma).rev().find(|&k| case.is(k, Word::Of))?;
    // "Of these," and "out of the wounded," open a clause; "the mayor of the town, 26, ..." does not.
    let before = of.checked_sub(1).filter(|b| *b >= scene.tokens.start);
    if before.is_some_and(|b| !case.is(b, Word::BeforeShare) && !scene.is_sign(b)) {
        return None;
    }
    let these = case.is(of + 1, Word::Them);
    let harm = (of + 1..comma).find_map(|k| scene.lexicon.harm_adjectives.get(case.low(k)).copied());
    let last = case.last.filter(|l| these && l.measure.is_harm() && l.sentence + 2 >= scene.sentence);
    let measure = harm.or_else(|| last.map(|l| l.measure))?;
    let inherited = last.map(|l| l.population.clone()).filter(|_| case.phrase.is_empty());
    Some(HarmFound { measure, evidence: of..comma, relation: Relation::Part, inherited, goes_on: false })
}

/// What: one more item of a list of figures. Example: "16 staff, 25 guests and three cooks". Inherits what happened.
pub(super) fn listed_after_last(case: &Case<'_, '_, '_>) -> Option<HarmFound> {
    let scene = case.scene;
    let last = case.last.filter(|l| l.sentence == scene.sentence && l.tokens.end <= case.start())?;
    let gap = last.tokens.end..case.start();
    let joint =
        |k: usize| scene.lexicon.figures.list_joints.contains(case.low(k)) || scene.names.at(k).is_some();
    if gap.len() > 8 || !gap.clone().all(joint) || case.phrase.is_empty() {
        return None;
    }
    let close = gap.len() <= 2 && last.measure.is_harm();
    if !close && case.population().is_none() && !nouns::names_people(case) {
        return None;
    }
    let opens = gap.clone().any(|k| matches!(case.low(k), ":" | "(") || case.is(k, Word::Enumerates));
    let relation = if opens || last.relation == Relation::Part { Relation::Part } else { Relation::Total };
    Some(HarmFound {
        measure: last.measure,
        evidence: case.figure.tokens.clone(),
        relation,
        inherited: None,
        goes_on: false,
    })
}

/// How many sentences back the figure lies that another voice's number is set against.
const OWNED_REACH: usize = 8;

/// What: a bare number that belongs to somebody. Example: "Sixty died. The union's 72 takes in those who died in hospital".
/// Counter-example: "the union's 72 members".
pub(super) fn owned(case: &Case<'_, '_, '_>) -> Option<HarmFound> {
    let scene = case.scene;
    let own =
        case.start().checked_sub(1).filter(|k| *k > scene.tokens.start && case.is(*k, Word::Possessive))?;
    let last = case.last.filter(|l| l.measure.is_harm() && l.sentence + OWNED_REACH >= scene.sentence)?;
    let named = case.is(own - 1, Word::Weekday) || case.is(own - 1, Word::Month);
    if !case.phrase.is_empty() || named || case.figure.interval.leading().is_none_or(|n| n < 2) {
        return None;
    }
    case.total(last.measure, case.figure.tokens.clone())
}

/// What: by how much a figure is above or below another's. Example: "killed 12, seven more than the government had admitted",
/// "That is one fewer than the coroner counted". An increment: no toll of its own.
pub(super) fn margin(case: &Case<'_, '_, '_>) -> Option<HarmFound> {
    const AFTER: usize = 3;
    let scene = case.scene;
    let last = case.last.filter(|l| l.measure.is_harm() && l.sentence + 1 >= scene.sentence)?;
    let same = last.paragraph == scene.text.sentences[scene.sentence].paragraph;
    let end = case.figure.tokens.end;
    let than = (end + 1..end + AFTER).find(|&k| case.is(k, Word::Than))?;
    let before = case.start().checked_sub(1).filter(|b| *b >= scene.tokens.start);
    let set_off = before.is_none_or(|b| case.is(b, Word::Copula) || scene.is_sign(b));
    let compares = (end..than).all(|k| case.is(k, Word::Compares));
    (same && set_off && compares).then_some(HarmFound {
        measure: last.measure,
        evidence: end..than + 1,
        relation: Relation::Increment,
        inherited: Some(last.population.clone()),
        goes_on: false,
    })
}

/// How far after a figure a number without a noun may go on with it.
const BARE_REACH: usize = 30;

/// What: a number without a noun after a figure of the same sentence, or "others" after one of the sentence before. Example:
/// "51 dead, where it had given 45"; "The three others have no names yet".
pub(super) fn bare_after_last(case: &Case<'_, '_, '_>) -> Option<HarmFound> {
    let last = case.last.filter(|l| l.measure.is_harm())?;
    let others = case.is(case.phrase.words.end.saturating_sub(1), Word::Others) && !case.phrase.is_empty();
    let here = last.sentence == case.scene.sentence
        && last.tokens.end <= case.start()
        && case.start() - last.tokens.end <= BARE_REACH;
    let before = others && last.sentence + 2 >= case.scene.sentence;
    // "Midway between the two": a small number after "the" points back.
    let the = case.start().checked_sub(1).is_some_and(|k| case.is(k, Word::BeforeChoice));
    let points = case.figure.interval.leading().is_none_or(|n| n < 10) && the;
    if !((case.phrase.is_empty() && here && !points) || (others && (here || before))) {
        return None;
    }
    Some(HarmFound {
        measure: last.measure,
        evidence: case.figure.tokens.clone(),
        relation: if others { Relation::Part } else { Relation::Total },
        inherited: Some(last.population.clone()),
        goes_on: false,
    })
}

/// What: a bare number that a source gives in answer to what the sentence before asks. Example: "How many are missing is not
/// clear. The coastguard speaks of about twenty."
pub(super) fn bare_after_topic(case: &Case<'_, '_, '_>) -> Option<HarmFound> {
    let scene = case.scene;
    if !case.phrase.is_empty() || scene.sentence == 0 {
        return None;
    }
    let before = &scene.text.sentences[scene.sentence - 1];
    let speaks = |k: usize| {
        let verb = k.checked_sub(1).and_then(|v| scene.lexicon.reporting_verbs.get(case.low(v)));
        case.is(k, Word::Of) && verb.is_some_and(|v| v.of)
    };
    let said =
        scene.attributions.of_sentence(scene.sentence).iter().any(|a| a.content.contains(&case.start()));
    let given = said || case.before().is_some_and(speaks);
    if before.paragraph != scene.text.sentences[scene.sentence].paragraph || !given {
        return None;
    }
    let tokens = before.tokens.clone();
    let asks = tokens.clone().any(|k| scene.text.is(k, Word::How) && scene.text.is(k + 1, Word::Many))
        || tokens.clone().any(|k| scene.lexicon.tolls.has(&scene.text.tokens, k, tokens.end));
    let harm = |k: usize| {
        let word = scene.text.lower(k);
        scene
            .lexicon
            .harm_adjectives
            .get(word)
            .copied()
            .or_else(|| scene.lexicon.harm(word).first().map(|h| h.measure))
    };
    let measure = tokens.clone().find_map(harm).filter(|_| asks)?;
    Some(HarmFound {
        measure,
        evidence: case.figure.tokens.clone(),
        relation: Relation::Total,
        inherited: None,
        goes_on: false,
    })
}

/// How many sentences back the figures lie that a bare number goes on with.
const TOPIC_SENTENCES: usize = 3;

/// What: a number without a noun, shortly after figures of harm: the text goes on counting the same. Example: "57 people died. Nine
/// remain unidentified. The front speaks of 104." Counter-example: a number with a noun of its own.
pub(super) fn bare_on_topic(case: &Case<'_, '_, '_>) -> Option<HarmFound> {
    let scene = case.scene;
    let last = case.last.filter(|l| l.measure.is_harm() && l.sentence + TOPIC_SENTENCES >= scene.sentence)?;
    let same = last.paragraph == scene.text.sentences[scene.sentence].paragraph;
    let noun = !(case.phrase.is_empty() || case.phrase.partitive);
    if !same
        || noun
        || does_something_else(case)
        || case.figure.interval.leading().is_none_or(|n| n < 2)
        || is_choice(case)
    {
        return None;
    }
    let part = case.phrase.partitive;
    let population = (part || case.figure.interval.leading() < last.number).then(|| last.population.clone());
    Some(HarmFound {
        measure: last.measure,
        evidence: case.figure.tokens.clone(),
        relation: if part { Relation::Part } else { Relation::Total },
        inherited: population,
        goes_on: false,
    })
}

/// "13 were resettled", "60 got as far as the road": the people counted are told to do or suffer something that is no harm.
fn does_something_else(case: &Case<'_, '_, '_>) -> bool {
    let scene = case.scene;
    let next = (case.end()..case.end() + 3).find(|&k| !case.is(k, Word::Adverb)).unwrap_or(case.end());
    let word = case.low(next);
    let unknown = (next..next + 4).any(|k| case.is(k, Word::Unidentified));
    !unknown
        && (case.is(next, Word::Auxiliary)
            || (case.is(next, Word::PastLike) && scene.lexicon.harm(word).is_empty())
            || case.is(next, Word::DidElse))
}

/// "one of", "two in three", "the two", "between the two": small numbers that point rather than count.
fn is_choice(case: &Case<'_, '_, '_>) -> bool {
    let after = case.figure.tokens.end;
    case.start().checked_sub(1).is_some_and(|k| case.is(k, Word::BeforeChoice))
        || case.is(after, Word::AfterChoice)
        || case.low(after) == "-"
}
