//! Positions: an actor supports, opposes or sets a condition on an option.
//!
//! What: the words of an option and the words of an attitude in one clause; who holds it is the speaker, else the clause's
//! subject. A conditional phrase makes the stance conditional and is kept as written.

use super::{Previous, Scene};
use recount_model::{Claim, Content, PositionContent, PositionStance};
use std::ops::Range;

/// The positions of a sentence.
pub(super) fn extract(scene: &Scene<'_, '_>, _: &mut Previous) -> Vec<Claim> {
    let mut out = Vec::new();
    for (name, words) in &scene.lexicon.options {
        let found = scene
            .tokens
            .clone()
            .find_map(|k| words.at(&scene.text.tokens, k, scene.tokens.end).map(|(len, ())| k..k + len));
        let Some(at) = found else { continue };
        out.extend(position(scene, name, at));
    }
    out
}

fn position(scene: &Scene<'_, '_>, option: &str, at: Range<usize>) -> Option<Claim> {
    let clause = sentence_part(scene, at.start);
    let stance = attitude(scene, &at, &clause)?;
    let actor = actor(scene, &at, &clause)?;
    let condition = condition(scene, &clause);
    let stance = if condition.is_some() && stance == PositionStance::Supports {
        PositionStance::Conditional
    } else {
        stance
    };
    let condition = condition.map(|c| scene.text.words(c));
    let content = PositionContent {
        actor,
        option: option.to_string(),
        stance,
        condition,
        reason: reason(scene, &clause),
    };
    Some(scene.claim(clause, at.start, Content::Position(content)))
}

/// The part of the sentence a position may stretch over: between semicolons and full stops.
fn sentence_part(scene: &Scene<'_, '_>, token: usize) -> Range<usize> {
    let breaks = |k: usize| matches!(scene.low(k), ";" | "." | "!" | "?");
    let start = (scene.tokens.start..token).rev().find(|&k| breaks(k)).map_or(scene.tokens.start, |k| k + 1);
    let end = (token..scene.tokens.end).find(|&k| breaks(k)).unwrap_or(scene.tokens.end);
    start..end
}

/// The attitude nearest to the option; what opposes outweighs what supports at the same distance.
fn attitude(scene: &Scene<'_, '_>, at: &Range<usize>, clause: &Range<usize>) -> Option<PositionStance> {
    let near = clause.start.max(at.start.saturating_sub(22))..clause.end.min(at.end + 14);
    let distance = |k: usize, len: usize| {
        if k < at.start { at.start.saturating_sub(k + len) } else { k.saturating_sub(at.end) + 2 }
    };
    let mut found: Vec<(usize, PositionStance, usize)> = Vec::new();
    for k in near {
        if let Some((len, &stance)) = scene.lexicon.attitudes.at(&scene.text.tokens, k, clause.end) {
            found.push((distance(k, len), stance, k));
        }
    }
    let (_, stance, k) = *found.iter().min_by_key(|(d, s, _)| (*d, *s != PositionStance::Opposes))?;
    let negated =
        (k.saturating_sub(2).max(clause.start)..k).any(|j| scene.lexicon.negations.contains(scene.low(j)));
    // "refrain from deportation, which the council cautioned against": an opposing word anywhere outweighs a plain "called on".
    let opposed = found.iter().any(|(d, s, _)| *s == PositionStance::Opposes && *d < 14);
    match stance {
        PositionStance::Supports if negated || opposed => Some(PositionStance::Opposes),
        other => Some(other),
    }
}

/// Who holds the position: the principal voice, else the name or group before the attitude.
fn actor(scene: &Scene<'_, '_>, at: &Range<usize>, clause: &Range<usize>) -> Option<String> {
    let chain = scene.attributions.chain(scene.sentence, at.start);
    if let Some(voice) = chain.voices.last() {
        return Some(voice.speaks_for.clone().unwrap_or_else(|| voice.name.clone()));
    }
    let before = scene.names.within(&(clause.start..at.start)).map(|(_, n)| n.clone()).find(|n| {
        scene.low(n.tokens.end) != "'s"
            && !scene.lexicon.prepositions.contains(scene.low(n.tokens.start.saturating_sub(1)))
    });
    if let Some(name) = before {
        return Some(subject_words(scene, name.tokens.start, name.tokens.end));
    }
    let group = (clause.start..at.start).find(|&k| {
        scene.lexicon.groups.contains(scene.low(k))
            && !scene.lexicon.prepositions.contains(scene.low(k.saturating_sub(1)))
    });
    group.map(|k| {
        let start = (clause.start..k)
            .rev()
            .take_while(|&j| {
                !scene.lexicon.ends_phrase(scene.low(j))
                    && !scene.is_sign(j)
                    && !scene.lexicon.determiners.contains(scene.low(j))
            })
            .last()
            .unwrap_or(k);
        scene.text.words(start..k + 1)
    })
}

/// A name with the group word after it: "Camp Oster residents", "the Iraqi government".
fn subject_words(scene: &Scene<'_, '_>, start: usize, end: usize) -> String {
    let group = scene.lexicon.groups.contains(scene.low(end));
    scene.text.words(start..end + usize::from(group))
}

/// "only if ...", "as long as ...": the condition as written, up to the end of its clause.
fn condition(scene: &Scene<'_, '_>, clause: &Range<usize>) -> Option<Range<usize>> {
    let (at, _) = clause.clone().find_map(|k| {
        scene.lexicon.conditions.at(&scene.text.tokens, k, clause.end).map(|(len, ())| (k, len))
    })?;
    let end = (at + 1..clause.end)
        .find(|&k| scene.low(k) == "," || scene.text.tokens[k].is_quote())
        .unwrap_or(clause.end);
    (end > at + 2).then_some(at..end)
}

/// "because ...", "in order to ...", "to please ...": the reason as written.
fn reason(scene: &Scene<'_, '_>, clause: &Range<usize>) -> Option<String> {
    let at = clause.clone().find(|&k| {
        matches!(scene.low(k), "because" | "citing")
            || (scene.low(k) == "in" && scene.low(k + 1) == "order")
            || (scene.low(k) == "due" && scene.low(k + 1) == "to")
    })?;
    let end = (at + 1..clause.end).find(|&k| scene.low(k) == ",").unwrap_or(clause.end);
    Some(scene.text.words(at..end))
}

#[cfg(test)]
mod tests {
    use crate::reader::tests::positions;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(positions(text), expected, "{text}");
    }

    #[test]
    fn who_stands_where() {
        check(
            "The Dock Front rejected relocation within the country.",
            &["Dock Front opposes relocation within the country"],
        );
        check(
            "The harbour ministry called for an independent inquiry.",
            &["harbour ministry supports independent investigation"],
        );
        check(
            "The Dock Front supports an independent inquiry only if families take part.",
            &["Dock Front conditional independent investigation if only if families take part"],
        );
    }
}
