//! "No one died": a count of zero. Silence, and "no shots were fired", are not. "Denied that anyone died", "denied any deaths": a
//! denied count of one and more, which is a denial of every figure and nobody's zero.

use super::super::Scene;
use crate::lexicon::Word;
use crate::numbers::NumberPhrase;
use recount_lexicon::populations::PEOPLE;
use recount_model::{Claim, Content, Count, Interval, Measure, Relation, Stance};

/// Whether a figure is the "one" of "no one".
pub(super) fn is_part_of(scene: &Scene<'_, '_>, figure: &NumberPhrase) -> bool {
    let start = figure.tokens.start;
    scene.is(start, Word::One) && start > scene.tokens.start && scene.is(start - 1, Word::No)
}

/// The zero counts of a sentence.
pub(super) fn extract(scene: &Scene<'_, '_>) -> Vec<Claim> {
    let mut out = Vec::new();
    for k in scene.tokens.clone() {
        out.extend(denied(scene, k));
        let Some((len, phrase_end)) = nobody(scene, k) else { continue };
        let Some((measure, end)) = harmed(scene, phrase_end) else { continue };
        let as_written = scene.text.words(k..k + len);
        let words = scene.text.words(k + len..phrase_end);
        let key = scene.lexicon.shared.populations.key(&words).to_string();
        let count = Count {
            measure,
            population: scene.population(key, words),
            interval: Interval::exactly(0, &as_written),
            figure_span: Some(scene.text.span(k..k + len)),
            relation: Relation::Total,
        };
        out.push(scene.claim(k..end, k, Content::Count(count)));
    }
    out
}

/// "anyone had been killed", "any deaths" in the words of somebody who denies it.
fn denied(scene: &Scene<'_, '_>, k: usize) -> Option<Claim> {
    let noun = |j: usize| {
        let (len, &measure) = scene.lexicon.harm_nouns.at(&scene.text.tokens, j, scene.tokens.end)?;
        Some((measure, j + len))
    };
    let (measure, end) = if scene.is(k, Word::Anyone) {
        harmed(scene, k + 1)?
    } else if scene.is(k, Word::Any) {
        (k + 1..k + 3).find_map(noun)?
    } else {
        return None;
    };
    let count = Count {
        measure,
        population: scene.population(PEOPLE.into(), String::new()),
        interval: Interval::between(Some(1), None, &scene.text.words(k..k + 1)),
        figure_span: Some(scene.text.span(k..k + 1)),
        relation: Relation::Total,
    };
    let claim = scene.claim(k..end, k, Content::Count(count));
    (claim.stance == Stance::Denies).then_some(claim)
}

/// "no one", "nobody", "no civilians", "none of them": length of the negation and end of the phrase.
fn nobody(scene: &Scene<'_, '_>, k: usize) -> Option<(usize, usize)> {
    if scene.is(k, Word::NoPerson) {
        return Some((1, k + 1));
    }
    if scene.is(k, Word::NoneOf) {
        return Some((1, if scene.is(k + 1, Word::Of) { k + 3 } else { k + 1 }));
    }
    if !scene.is(k, Word::No) {
        return None;
    }
    if scene.is(k + 1, Word::One) {
        return Some((2, k + 2));
    }
    let plain = |j: &usize| *j < scene.tokens.end && !scene.ends_phrase(*j) && !scene.is_sign(*j);
    let end = (k + 1..k + 4).take_while(plain).last()? + 1;
    let words = scene.text.words(k + 1..end);
    let populations = &scene.lexicon.shared.populations;
    populations.known_key(&words).is_some_and(|key| populations.within(key, PEOPLE)).then_some((1, end))
}

/// Whether the verb right after the phrase is one of harm: its measure and end.
fn harmed(scene: &Scene<'_, '_>, from: usize) -> Option<(Measure, usize)> {
    let end = (from + 5).min(scene.tokens.end);
    let loose = |k: usize| scene.is(k, Word::Auxiliary) || scene.is(k, Word::Adverb);
    let k = (from..end).find(|&k| !loose(k))?;
    let passive = k > from;
    if let Some(&measure) = scene.lexicon.harm_adjectives.get(scene.low(k)).filter(|_| passive) {
        return Some((measure, k + 1));
    }
    let verb = scene.lexicon.harm(scene.low(k)).iter().find(|h| {
        if h.transitive { passive && h.forms.participle } else { h.forms.finite() || h.forms.participle }
    })?;
    Some((verb.measure, k + 1))
}

#[cfg(test)]
mod tests {
    use crate::reader::tests::counts;

    #[test]
    fn nobody_is_zero_and_a_denial_of_any_is_a_denied_one_and_more() {
        for (text, expected) in [
            ("No one died in the fire.", &["killed people No one"][..]),
            ("Police denied that anyone had been killed.", &["killed people anyone"]),
            ("Nobody was missing after the fire.", &["missing people Nobody"]),
            ("Police denied any deaths.", &["killed people any"]),
            ("Police said that anyone could be killed.", &[]),
            ("Police report any deaths to the ministry.", &[]),
        ] {
            assert_eq!(counts(text), expected, "{text}");
        }
    }
}
