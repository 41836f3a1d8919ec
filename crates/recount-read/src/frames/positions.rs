//! Positions: an actor supports, opposes or sets a condition on an option.
//!
//! What: the words of an option and the words of an attitude in one sentence part; who holds it is the speaker, else the
//! part's subject, else the report's author. A conditional phrase makes the stance conditional and is kept as written.
//! Counter-example: "appealed to delay the closure", which takes no stance on closing: the lexicon lists what shields an option.

use super::{Previous, Scene, clauses, subject};
use crate::lexicon::{OptionPhrases, Word};
use recount_model::{BlockRole, Claim, Content, PositionContent, PositionStance, Voice};
use std::ops::Range;

/// The positions of a sentence; headings take none.
pub(super) fn extract(scene: &Scene<'_, '_>, _: &mut Previous) -> Vec<Claim> {
    if scene.text.sentences[scene.sentence].role != BlockRole::Body {
        return Vec::new();
    }
    let tokens = &scene.text.tokens;
    let found = |option: &OptionPhrases| -> Vec<Range<usize>> {
        let at = |k: usize| option.words.at(tokens, k, scene.tokens.end).map(|(len, ())| k..k + len);
        scene.tokens.clone().filter_map(at).filter(|at| !is_shielded(scene, option, at.start)).collect()
    };
    let all: Vec<Vec<Range<usize>>> = scene.lexicon.options.iter().map(found).collect();
    // "resettlement in a third country" is one option's longer phrase, not another's shorter.
    let covered = |at: &Range<usize>| {
        all.iter().flatten().any(|o| o.len() > at.len() && o.start <= at.start && at.end <= o.end)
    };
    let first = |places: &Vec<Range<usize>>| places.iter().find(|at| !covered(at)).cloned();
    let options = scene.lexicon.options.iter().zip(&all);
    options.filter_map(|(option, places)| position(scene, &option.name, first(places)?)).collect()
}

/// Whether a word that turns the option into something else stands shortly before it: "delay the closure".
fn is_shielded(scene: &Scene<'_, '_>, option: &OptionPhrases, at: usize) -> bool {
    const REACH: usize = 6;
    (at.saturating_sub(REACH).max(scene.tokens.start)..at).any(|k| option.shields.contains(scene.low(k)))
}

fn position(scene: &Scene<'_, '_>, option: &str, at: Range<usize>) -> Option<Claim> {
    let part = sentence_part(scene, at.start);
    let condition = condition(scene, &part);
    let attitude = attitude(scene, &at, &part, condition.as_ref())?;
    // "what happens if no third country takes them": the option is only supposed.
    if condition.as_ref().is_some_and(|c| c.contains(&at.start) && c.contains(&attitude.tokens.start)) {
        return None;
    }
    let (actor, voice) = actor(scene, &at, &attitude, &part)?;
    let stance = match attitude.stance {
        PositionStance::Supports if condition.is_some() => PositionStance::Conditional,
        other => other,
    };
    let both = at.start.min(attitude.tokens.start)..at.end.max(attitude.tokens.end);
    let clause = clauses::around(scene, &both, &part).unwrap_or_else(|| part.clone());
    let span =
        condition.as_ref().map_or(clause.clone(), |c| clause.start.min(c.start)..clause.end.max(c.end));
    let condition = condition.map(|c| scene.text.words(c));
    let content = PositionContent {
        actor,
        option: option.to_string(),
        stance,
        condition,
        reason: reason(scene, &part),
    };
    let mut claim = scene.claim(span, at.start, Content::Position(content));
    // Who takes a stance has said so, whoever tells it.
    if claim.voices.is_empty() {
        claim.voices.extend(voice);
    }
    Some(claim)
}

/// The part of the sentence a position may stretch over: between semicolons and full stops.
fn sentence_part(scene: &Scene<'_, '_>, token: usize) -> Range<usize> {
    let breaks = |k: usize| matches!(scene.low(k), ";" | "." | "!" | "?");
    let start = (scene.tokens.start..token).rev().find(|&k| breaks(k)).map_or(scene.tokens.start, |k| k + 1);
    let end = (token..scene.tokens.end).find(|&k| breaks(k)).unwrap_or(scene.tokens.end);
    start..end
}

/// The words of an attitude and what they say.
struct Attitude {
    stance: PositionStance,
    tokens: Range<usize>,
}

/// The attitude nearest to the option, outside the condition. Opposing words before it outweigh supporting ones.
fn attitude(
    scene: &Scene<'_, '_>,
    at: &Range<usize>,
    part: &Range<usize>,
    condition: Option<&Range<usize>>,
) -> Option<Attitude> {
    let near = part.start.max(at.start.saturating_sub(22))..part.end.min(at.end + 14);
    let outside = |k: &usize| condition.is_none_or(|c| !c.contains(k) || c.contains(&at.start));
    let word = |k: usize| {
        scene
            .lexicon
            .attitudes
            .at(&scene.text.tokens, k, part.end)
            .map(|(len, &stance)| Attitude { stance, tokens: k..k + len })
    };
    let found: Vec<Attitude> = near.filter(outside).filter_map(word).collect();
    let distance = |a: &Attitude| {
        if a.tokens.start < at.start {
            at.start.saturating_sub(a.tokens.end)
        } else {
            a.tokens.start.saturating_sub(at.end) + 2
        }
    };
    let nearest = found.iter().min_by_key(|a| (distance(a), a.stance != PositionStance::Opposes))?;
    let k = nearest.tokens.start;
    let negated_after = scene.is(nearest.tokens.end, Word::Negation);
    let negated =
        negated_after || (k.saturating_sub(2).max(part.start)..k).any(|j| scene.is(j, Word::Negation));
    let opposing = |a: &&Attitude| {
        a.stance == PositionStance::Opposes
            && (a.tokens.start < at.start && distance(a) < 20 || distance(a) < 6)
    };
    // "would rather stay than move": what is preferred is the other.
    let than = (at.start.saturating_sub(4).max(part.start)..at.start).any(|j| scene.is(j, Word::Than));
    let opposed = found.iter().find(opposing);
    match (nearest.stance, opposed) {
        (PositionStance::Supports, Some(against)) => {
            Some(Attitude { stance: PositionStance::Opposes, tokens: against.tokens.clone() })
        }
        (PositionStance::Supports, None) if negated || than => {
            Some(Attitude { stance: PositionStance::Opposes, tokens: nearest.tokens.clone() })
        }
        (stance, _) => Some(Attitude { stance, tokens: nearest.tokens.clone() }),
    }
}

/// Who holds the position: "no country" itself, the principal voice, the subject of the attitude, or the report's author; and the
/// voice where it is the subject's.
fn actor(
    scene: &Scene<'_, '_>,
    at: &Range<usize>,
    attitude: &Attitude,
    part: &Range<usize>,
) -> Option<(String, Option<Voice>)> {
    let words = scene.text.words(attitude.tokens.clone());
    if scene.is(attitude.tokens.end - 1, Word::State) {
        return Some((words, None));
    }
    let chain = scene.attributions.chain(scene.sentence, at.start);
    if let Some(voice) = chain.voices.last() {
        return Some((voice.speaks_for.clone().unwrap_or_else(|| voice.name.clone()), None));
    }
    // What a speaker refuses to say is nobody's position.
    if chain.stance == recount_model::Stance::Hedges {
        return None;
    }
    // The author's own position needs a word of judgement; else the sentence only tells how things are.
    let judges = scene.lexicon.judgements.has(&scene.text.tokens, attitude.tokens.start, part.end);
    // "the refugees should not be moved": the judgement is the author's, not the refugees'.
    if judges {
        return scene.narrative.author().map(|author| (author.to_string(), None));
    }
    if let [.., holder] = holder(scene, &attitude.tokens) {
        return Some((
            holder.speaks_for.clone().unwrap_or_else(|| holder.name.clone()),
            Some(holder.clone()),
        ));
    }
    let subject = subject::before(scene, attitude.tokens.start, part.start)?;
    Some((scene.text.words(subject.clone()), Some(subject::voice(scene, subject))))
}

/// Whose stand the predicate over the words of an attitude tells, as the tree has it.
fn holder<'a>(scene: &'a Scene<'_, '_>, attitude: &Range<usize>) -> &'a [Voice] {
    let syntax = &scene.text.syntax;
    let predicate = syntax.finite_predicate_of(scene.text.text, syntax.words_of(attitude.start).start);
    let token = predicate.and_then(|word| syntax.token_of(word));
    token.map_or(&[], |token| scene.attributions.holder(scene.sentence, token))
}

/// "only if ...", "as long as ...": the condition as written, up to the end of its clause.
fn condition(scene: &Scene<'_, '_>, part: &Range<usize>) -> Option<Range<usize>> {
    let cue = |k: usize| scene.lexicon.conditions.at(&scene.text.tokens, k, part.end).map(|_| k);
    let at = part.clone().find_map(cue)?;
    let end = (at + 1..part.end)
        .find(|&k| scene.low(k) == "," || scene.text.tokens[k].is_quote())
        .unwrap_or(part.end);
    (end > at + 2).then_some(at..end)
}

/// "because ...", "in order to ...", "citing ...": the reason as written.
fn reason(scene: &Scene<'_, '_>, part: &Range<usize>) -> Option<String> {
    let at = part.clone().find(|&k| scene.lexicon.reasons.has(&scene.text.tokens, k, part.end))?;
    let end = (at + 1..part.end).find(|&k| scene.low(k) == ",").unwrap_or(part.end);
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
        check(
            "No country has agreed to a third-country deal or to take in the exiles, diplomats said.",
            &["No country opposes third-country settlement"],
        );
    }

    #[test]
    fn a_plea_to_delay_is_no_stance_on_closing() {
        check(
            "The Dock Front appealed to the council to delay the closure.",
            &["Dock Front supports extending the deadline"],
        );
    }
}
