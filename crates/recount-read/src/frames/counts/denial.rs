//! Figures that the speaker rejects: "she called a count of 650 outrageous", "she denied that 12 had died".

use super::super::Scene;
use crate::lexicon::Word;
use crate::numbers::NumberPhrase;
use recount_model::{Claim, Stance, Voice, VoiceKind};

/// How far after a figure its rejection may stand.
const REACH: usize = 24;

/// Marks a claim as denied when its clause rejects the figure, and notes who put it forward.
pub(super) fn apply(scene: &Scene<'_, '_>, figure: &NumberPhrase, later: &[NumberPhrase], claim: &mut Claim) {
    // What stands after the next figure is said of that one.
    let next = later.first().map_or(scene.tokens.end, |f| f.tokens.start);
    let end = (figure.tokens.end + REACH).min(scene.tokens.end).min(next);
    let stop = (figure.tokens.end..end)
        .find(|&k| matches!(scene.low(k), ";" | ".") || scene.is(k, Word::But))
        .unwrap_or(end);
    let rejected = (figure.tokens.end..stop).any(|k| {
        scene.lexicon.rejections.has(&scene.text.tokens, k, scene.tokens.end)
            && !is_negated(scene, k)
            && !takes_object(scene, k)
    });
    if rejected && !claim.voices.is_empty() {
        claim.stance = Stance::Denies;
    }
    if claim.stance == Stance::Denies {
        claim.denied_voices = denied(scene, figure.tokens.end, stop);
    }
}

/// "and dismissed the mayor's figure": an active verb rejects what follows it, not the figure before.
fn takes_object(scene: &Scene<'_, '_>, k: usize) -> bool {
    let verb = scene.lexicon.reporting_verbs.get(scene.low(k)).is_some_and(|v| v.stance == Stance::Denies);
    let passive = k > scene.tokens.start && (scene.is(k - 1, Word::Be) || scene.is(k - 1, Word::Adverb));
    verb && !passive
}

fn is_negated(scene: &Scene<'_, '_>, k: usize) -> bool {
    (k.saturating_sub(3).max(scene.tokens.start)..k).any(|j| scene.is(j, Word::Negation))
}

/// "carried by some international media": who put the figure forward.
fn denied(scene: &Scene<'_, '_>, from: usize, to: usize) -> Vec<Voice> {
    let Some(by) = (from..to).find(|&k| scene.is(k, Word::By)) else { return Vec::new() };
    let end = (by + 1..to).find(|&k| scene.is_sign(k)).unwrap_or(to);
    let start = by + 1 + usize::from(scene.is(by + 1, Word::Several));
    if start >= end {
        return Vec::new();
    }
    let named = scene.names.within(&(start..end)).next();
    let (words, kind) = match named {
        Some((_, name)) => (name.words.clone(), VoiceKind::Body),
        None => (scene.text.words(start..end), VoiceKind::Unnamed),
    };
    vec![Voice { span: Some(scene.text.span(start..end)), ..Voice::named(words, kind) }]
}
