//! Responsibility: who is said to have done it.
//!
//! What: a harm verb with an agent: a name or a force before it ("army units killed 12"), or after "by" ("destroyed by
//! rebels"), or a phrase that names a cause ("was to blame"). Counter-example: "the blast killed 12", where nobody acts.

use super::{Previous, Scene};
use crate::lexicon::Word;
use recount_model::{Claim, Content, EntityKind, Word as _};
use std::ops::Range;

/// The responsibility claims of a sentence: at most one, the first found.
pub(super) fn extract(scene: &Scene<'_, '_>, _: &mut Previous) -> Vec<Claim> {
    scene
        .tokens
        .clone()
        .find_map(|k| named_cause(scene, k).or_else(|| agent_of_harm(scene, k)))
        .into_iter()
        .collect()
}

/// "carried out by X", "was to blame".
fn named_cause(scene: &Scene<'_, '_>, k: usize) -> Option<Claim> {
    let (len, ()) = scene.lexicon.agents.at(&scene.text.tokens, k, scene.tokens.end)?;
    let clause = scene.clause(k);
    let after = k + len..clause.end.min(k + len + 10);
    let before = clause.start..k;
    let blame = scene.is(k + len - 1, Word::Blame);
    // "The operator was to blame for the fire": who stands before the words, for what after them.
    let (by, of) = if blame {
        let of = after.start + usize::from(scene.is(after.start, Word::For));
        (before, of.min(after.end)..after.end)
    } else {
        (after, before)
    };
    let value = scene.text.words(by);
    let about = scene.text.words(of);
    (!value.is_empty()).then(|| scene.claim(clause, k, Content::Responsibility { about, value }))
}

fn agent_of_harm(scene: &Scene<'_, '_>, k: usize) -> Option<Claim> {
    let verb = scene
        .lexicon
        .harm(scene.low(k))
        .iter()
        .find(|h| h.transitive && (h.forms.past || h.forms.gerund || h.forms.participle))?;
    let passive = k > scene.tokens.start && scene.is(k - 1, Word::Be);
    let agent =
        if passive || scene.is(k + 1, Word::By) { agent_after(scene, k)? } else { agent_before(scene, k)? };
    let end = claim_end(scene, k);
    let span = agent.start.min(k)..agent.end.max(end);
    let value = scene.text.words(agent);
    Some(scene.claim(span, k, Content::Responsibility { about: verb.measure.word().to_string(), value }))
}

fn claim_end(scene: &Scene<'_, '_>, k: usize) -> usize {
    let end = (k + 1..scene.tokens.end).find(|&j| scene.is_sign(j) || scene.is(j, Word::EndsDeed));
    end.unwrap_or(scene.tokens.end)
}

/// A person, body or force among the words.
fn names_agent(scene: &Scene<'_, '_>, range: &Range<usize>) -> bool {
    let name = scene.names.within(range).any(|(_, n)| n.kind != EntityKind::Place);
    let populations = &scene.lexicon.shared.populations;
    let key = populations.known_key(&scene.text.words(range.clone()));
    name || key.is_some_and(|key| populations.is_armed(key))
}

fn agent_after(scene: &Scene<'_, '_>, k: usize) -> Option<Range<usize>> {
    let by = (k + 1..(k + 4).min(scene.tokens.end)).find(|&j| scene.is(j, Word::By))?;
    let end = (by + 1..scene.tokens.end.min(by + 9))
        .find(|&j| scene.is_sign(j) || scene.ends_phrase(j))
        .unwrap_or(scene.tokens.end.min(by + 9));
    let range = by + 1..end;
    (!range.is_empty() && names_agent(scene, &range)).then_some(range)
}

fn agent_before(scene: &Scene<'_, '_>, k: usize) -> Option<Range<usize>> {
    let start = (k.saturating_sub(9).max(scene.tokens.start)..k)
        .rev()
        .take_while(|&j| {
            scene.names.at(j).is_some()
                || !(scene.is_sign(j) || scene.is(j, Word::Conjunction) || scene.is(j, Word::Preposition))
        })
        .last()?;
    let range = start..k;
    names_agent(scene, &range).then_some(range)
}

#[cfg(test)]
mod tests {
    use crate::reader::tests::report;
    use recount_model::{Content, ReportIndex};

    fn check(text: &str, expected: &[(&str, &str)]) {
        let claims = crate::read(&report(text), ReportIndex(0)).value.claims;
        let found: Vec<(String, String)> = claims
            .into_iter()
            .filter_map(|c| match c.content {
                Content::Responsibility { about, value } => Some((value, about)),
                _ => None,
            })
            .collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(v, a)| (v.as_str(), a.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn who_did_it_is_told_from_what_was_done() {
        check("The Dock Company was to blame for the fire.", &[("The Dock Company", "the fire")]);
        check("Twelve people were killed by rebels.", &[("rebels", "killed")]);
        check("The blast killed 12 people.", &[]);
    }
}
