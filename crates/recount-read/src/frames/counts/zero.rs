//! "No one died": a count of zero. Silence, and "no shots were fired", are not. "Denied that anyone died", "denied any deaths": a
//! denied count of one and more, which is a denial of every figure and nobody's zero.

use super::super::Scene;
use crate::numbers::NumberPhrase;
use recount_model::{Claim, Content, Count, Interval, Measure, Population, Relation, Stance};

/// Whether a figure is the "one" of "no one".
pub(super) fn is_part_of(scene: &Scene<'_, '_>, figure: &NumberPhrase) -> bool {
    let start = figure.tokens.start;
    scene.low(start) == "one" && start > scene.tokens.start && scene.low(start - 1) == "no"
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
            population: Population { key, words: if words.is_empty() { "people".into() } else { words } },
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
    let (measure, end) = match scene.low(k) {
        "anyone" | "anybody" => harmed(scene, k + 1)?,
        "any" => {
            let noun = (k + 1..k + 3).find_map(|j| {
                let (len, &measure) = scene.lexicon.harm_nouns.at(&scene.text.tokens, j, scene.tokens.end)?;
                Some((measure, j + len))
            });
            noun?
        }
        _ => return None,
    };
    let count = Count {
        measure,
        population: Population { key: "people".into(), words: "people".into() },
        interval: Interval::between(Some(1), None, &scene.text.words(k..k + 1)),
        figure_span: Some(scene.text.span(k..k + 1)),
        relation: Relation::Total,
    };
    let claim = scene.claim(k..end, k, Content::Count(count));
    (claim.stance == Stance::Denies).then_some(claim)
}

/// "no one", "nobody", "no civilians", "none of them": length of the negation and end of the phrase.
fn nobody(scene: &Scene<'_, '_>, k: usize) -> Option<(usize, usize)> {
    match (scene.low(k), scene.low(k + 1)) {
        ("nobody" | "no-one", _) => Some((1, k + 1)),
        ("no", "one") => Some((2, k + 2)),
        ("none", "of") => Some((1, k + 3)),
        ("none", _) => Some((1, k + 1)),
        ("no", _) => {
            let end = (k + 1..k + 4)
                .take_while(|&j| {
                    j < scene.tokens.end && !scene.lexicon.ends_phrase(scene.low(j)) && !scene.is_sign(j)
                })
                .last()?
                + 1;
            let words = scene.text.words(k + 1..end);
            let people = scene
                .lexicon
                .shared
                .populations
                .known_key(&words)
                .is_some_and(|key| scene.lexicon.shared.populations.within(key, "people"));
            people.then_some((1, end))
        }
        _ => None,
    }
}

/// Whether the verb right after the phrase is one of harm: its measure and end.
fn harmed(scene: &Scene<'_, '_>, from: usize) -> Option<(Measure, usize)> {
    let end = (from + 5).min(scene.tokens.end);
    let loose = |k: usize| {
        scene.lexicon.auxiliaries.contains(scene.low(k)) || scene.lexicon.adverbs.contains(scene.low(k))
    };
    let k = (from..end).find(|&k| !loose(k))?;
    let passive = k > from;
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
            ("Police denied any deaths.", &["killed people any"]),
            ("Police said that anyone could be killed.", &[]),
            ("Police report any deaths to the ministry.", &[]),
        ] {
            assert_eq!(counts(text), expected, "{text}");
        }
    }
}
