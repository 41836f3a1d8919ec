//! Reliance: a sentence that says whose figure a source has. "The mission's report, however, relied on the charity's older
//! estimate" makes the charity the principal of the figure the report was just said to give.

use super::Scene;
use crate::lexicon::Word;
use recount_model::{Claim, Content, EntityKind, Voice, VoiceKind};

/// How far after the phrase the other's name may stand.
const REACH: usize = 8;

/// How many claims before the phrase are looked at for the figure it speaks of.
const CLAIMS_BACK: usize = 200;

/// Adds the other source to the chain of the counts of its own sentence, else of the last count of the paragraph that a
/// source gives.
pub(super) fn apply(scene: &Scene<'_, '_>, claims: &mut [Claim], paragraph_start: usize) {
    let tokens = &scene.text.tokens;
    let phrase = scene
        .tokens
        .clone()
        .find_map(|k| scene.lexicon.relies.at(tokens, k, scene.tokens.end).map(|(len, ())| k..k + len));
    let Some(phrase) = phrase else { return };
    let near = phrase.end..(phrase.end + REACH).min(scene.tokens.end);
    let Some((_, body)) = scene.names.within(&near).find(|(_, n)| n.kind == EntityKind::Body) else { return };
    let figure = (body.tokens.end..(body.tokens.end + 5).min(scene.tokens.end))
        .chain(near.clone())
        .any(|k| scene.lexicon.documents.contains(scene.low(k)) || scene.is(k, Word::Figure));
    if !figure {
        return;
    }
    let here = scene.text.span(scene.tokens.clone());
    let from = scene.text.tokens.get(paragraph_start).map_or(0, |t| t.span.start);
    let recent = claims.len().saturating_sub(CLAIMS_BACK);
    let given = |c: &&mut Claim| {
        matches!(c.content, Content::Count(_))
            && !c.voices.is_empty()
            && c.span.start >= from
            && c.span.start < here.end
    };
    let Some(last) = claims[recent..].iter_mut().filter(given).max_by_key(|c| c.span.start) else { return };
    if last.voices.iter().all(|v| v.name != body.words) {
        let voice = Voice {
            role: Some(scene.lexicon.relied_on.clone()),
            span: Some(scene.text.span(body.tokens.clone())),
            ..Voice::named(body.words.clone(), VoiceKind::Body)
        };
        last.voices.push(voice);
    }
}
