//! Places: where something lies.
//!
//! What: a name, a word of lying, and where. Example: "Camp Oster, situated in the northern province". Counter-example: "he lay
//! in bed".

use super::{Previous, Scene};
use crate::lexicon::Word;
use recount_model::{Claim, Content, EntityKind};

/// The places a sentence gives.
pub(super) fn extract(scene: &Scene<'_, '_>, _: &mut Previous) -> Vec<Claim> {
    let tokens = scene.tokens.clone();
    let lies = |k: &usize| scene.is(*k, Word::Lies) && scene.is(k + 1, Word::LiesAt);
    let Some(k) = tokens.clone().find(lies) else { return Vec::new() };
    let before = scene.names.within(&(tokens.start..k)).filter(|(_, n)| n.kind == EntityKind::Place).last();
    let end = (k + 1..tokens.end)
        .find(|&j| {
            scene.is_sign(j) || [Word::And, Word::But, Word::Relative].iter().any(|&class| scene.is(j, class))
        })
        .unwrap_or(tokens.end);
    let Some((_, of)) = before.filter(|_| end > k + 2) else { return Vec::new() };
    let content = Content::Place { of: of.words.clone(), value: scene.text.words(k + 1..end) };
    vec![scene.claim(of.tokens.start..end, k, content)]
}
