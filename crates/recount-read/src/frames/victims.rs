//! Victims by name: persons that a sentence names as killed, injured, detained or missing. Their status is the word of the
//! measure.
//!
//! What: a person's name of two words or more and a predicate of harm after it. Example: "Ines Lund, 34, died in the fire".
//! Counter-example: "Ines Lund said 12 people died".

use super::{Previous, Scene};
use crate::lexicon::Word;
use recount_model::{Change, Claim, Content, EntityKind, Measure, StatusContent, Word as _};

/// The people a sentence names as harmed.
pub(super) fn extract(scene: &Scene<'_, '_>, _: &mut Previous) -> Vec<Claim> {
    let mut out = Vec::new();
    for (_, name) in scene.names.within(&scene.tokens) {
        let speaks =
            scene.attributions.of_sentence(scene.sentence).iter().any(|a| a.cue.contains(&name.tokens.start));
        if name.kind != EntityKind::Person || !name.words.contains(' ') || speaks {
            continue;
        }
        let found = fate(scene, name.tokens.end)
            .or_else(|| listed(scene, name.tokens.start).map(|m| (m, name.tokens.end)));
        let Some((measure, end)) = found else { continue };
        let content = StatusContent {
            entity: name.words.clone(),
            status: measure.word().to_string(),
            authority: None,
            from: None,
            to: None,
            change: Change::Begins,
            age: age(scene, name.tokens.end),
        };
        out.push(scene.claim(name.tokens.start..end, name.tokens.start, Content::Status(content)));
    }
    out
}

/// The age after a name: ", 34,".
fn age(scene: &Scene<'_, '_>, after: usize) -> Option<u64> {
    let k = after + usize::from(matches!(scene.low(after), "," | "("));
    let k = k + usize::from(scene.is(k, Word::AgeOf));
    scene.text.tokens.get(k).filter(|_| k > after)?.text.parse().ok().filter(|n| *n <= 120)
}

/// "Among the dead are Ilse Brandt, 31, and her daughter ...": names listed after a word for the dead, injured or missing.
fn listed(scene: &Scene<'_, '_>, at: usize) -> Option<Measure> {
    let tokens = &scene.text.tokens;
    let head = |k: usize| {
        let opens =
            scene.is(k, Word::OpensVictims) && (k == scene.tokens.start || scene.is(k - 1, Word::AmongOf));
        let word = if scene.is(k, Word::Victims) { k } else { k + 1 };
        let adjective = scene.lexicon.harm_adjectives.get(scene.low(word)).copied();
        let verb = scene.lexicon.harm(scene.low(word)).iter().find(|h| h.forms.participle).map(|h| h.measure);
        adjective.or(verb).filter(|_| opens).map(|m| (word, m))
    };
    let (word, measure) = (scene.tokens.start..at).find_map(head)?;
    let lists = (word..at).any(|k| scene.lexicon.figures.enumerates.has(tokens, k, at));
    let broken = (word..at).any(|k| matches!(scene.low(k), "." | "!" | "?"));
    (lists && !broken && !matches!(measure, Measure::Destroyed)).then_some(measure)
}

/// What the predicate after a name says happened to the person; other names, ages and appositions may stand between.
fn fate(scene: &Scene<'_, '_>, from: usize) -> Option<(Measure, usize)> {
    const REACH: usize = 40;
    let mut auxiliary = false;
    for k in from..(from + REACH).min(scene.tokens.end) {
        let word = scene.low(k);
        let reports = scene.lexicon.reporting_verbs.get(word).is_some_and(|v| v.forms.past);
        let relative = scene.is(k, Word::Who)
            && !scene.is(k + 1, Word::Auxiliary)
            && scene.lexicon.harm(scene.low(k + 1)).is_empty();
        if matches!(word, ";" | "." | ":") || scene.is(k, Word::That) || reports || relative {
            return None;
        }
        for harm in scene.lexicon.harm(word) {
            let suffers = if harm.transitive { auxiliary && harm.forms.participle } else { harm.forms.past };
            if suffers && !matches!(harm.measure, Measure::Destroyed | Measure::Displaced) {
                return Some((harm.measure, k + 1));
            }
        }
        if auxiliary && scene.lexicon.harm_adjectives.contains_key(word) {
            return Some((scene.lexicon.harm_adjectives[word], k + 1));
        }
        if scene.is(k, Word::Auxiliary) {
            auxiliary = true;
        } else if auxiliary
            && !scene.is(k, Word::Adverb)
            && !scene.is(k, Word::Be)
            && !scene.is(k, Word::AmongThose)
        {
            return None;
        }
    }
    None
}
