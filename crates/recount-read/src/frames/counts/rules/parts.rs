//! Rules over lists: parts of a figure before, further items, bare numbers.

use super::super::Found;
use super::{Case, nouns};
use recount_model::Relation;

/// What: a part of the figure before. Example: "12 of them staff", "including seven women", "of whom three". Inherits what
/// happened from the figure it is a part of, unless its own predicate says otherwise ("17,000 of them live in the camp").
pub(super) fn part_of_last(case: &Case<'_, '_, '_>) -> Option<Found> {
    let scene = case.scene;
    if !(case.phrase.partitive || case.is_part_by_word()) {
        return None;
    }
    if let Some(measure) = case.phrase.part_of {
        return Some(Found {
            measure,
            evidence: case.phrase.tokens.clone(),
            relation: Relation::Part,
            inherited: None,
            goes_on: false,
        });
    }
    let last = case.last.filter(|l| l.sentence + 2 >= scene.sentence)?;
    if last.paragraph != scene.text.sentences[scene.sentence].paragraph {
        return None;
    }
    if let Some(found) = nouns::presence(case).filter(|_| case.phrase.partitive) {
        return Some(Found { relation: Relation::Part, ..found });
    }
    let adjective = (case.phrase.tokens.start..case.phrase.tokens.end + 1)
        .find_map(|k| scene.lexicon.harm_adjectives.get(case.low(k)));
    Some(Found {
        measure: adjective.copied().unwrap_or(last.measure),
        evidence: case.figure.tokens.clone(),
        relation: Relation::Part,
        inherited: Some(last.population.clone()),
        goes_on: false,
    })
}

/// What: one more item of a list of figures. Example: "14 staff, 24 patients and four carers". Inherits what happened.
pub(super) fn listed_after_last(case: &Case<'_, '_, '_>) -> Option<Found> {
    let scene = case.scene;
    let last = case.last.filter(|l| l.sentence == scene.sentence && l.tokens.end <= case.start())?;
    let gap = last.tokens.end..case.start();
    let joint =
        |k: usize| scene.lexicon.figures.list_joints.contains(case.low(k)) || scene.names.at(k).is_some();
    if gap.len() > 8 || !gap.clone().all(joint) || case.phrase.is_empty() {
        return None;
    }
    let close = gap.len() <= 2 && last.measure.is_harm();
    if !close && case.population().is_none() {
        return None;
    }
    let opens = gap.clone().any(|k| matches!(case.low(k), ":" | "made" | "comprising" | "namely" | "("));
    let relation = if opens || last.relation == Relation::Part { Relation::Part } else { Relation::Total };
    Some(Found {
        measure: last.measure,
        evidence: case.figure.tokens.clone(),
        relation,
        inherited: None,
        goes_on: false,
    })
}

/// How far after a figure a number without a noun may go on with it.
const BARE_REACH: usize = 30;

/// What: a number without a noun after a figure of the same sentence, or "others" after one of the sentence before. Example:
/// "30 dead, where 22 had been reported before"; "Who the four others were is not known".
pub(super) fn bare_after_last(case: &Case<'_, '_, '_>) -> Option<Found> {
    let last = case.last.filter(|l| l.measure.is_harm())?;
    let others = case.low(case.phrase.words.end.saturating_sub(1)) == "others" && !case.phrase.is_empty();
    let here = last.sentence == case.scene.sentence
        && last.tokens.end <= case.start()
        && case.start() - last.tokens.end <= BARE_REACH;
    let before = others && last.sentence + 2 >= case.scene.sentence;
    if !((case.phrase.is_empty() && here) || (others && (here || before))) {
        return None;
    }
    Some(Found {
        measure: last.measure,
        evidence: case.figure.tokens.clone(),
        relation: if others { Relation::Part } else { Relation::Total },
        inherited: Some(last.population.clone()),
        goes_on: false,
    })
}
