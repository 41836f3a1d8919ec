//! Places: where something lies.
//!
//! What: a name, a word of lying, and where. Example: "Camp Oster, situated in the northern province". Counter-example: "he lay
//! in bed".

use super::{Previous, Scene};
use recount_model::{Claim, Content, EntityKind};

/// The places a sentence gives.
pub(super) fn extract(scene: &Scene<'_, '_>, _: &mut Previous) -> Vec<Claim> {
    let tokens = scene.tokens.clone();
    let lies = |k: &usize| {
        matches!(scene.low(*k), "situated" | "located" | "lies")
            && matches!(scene.low(k + 1), "in" | "on" | "at" | "near" | "about" | "some")
    };
    let Some(k) = tokens.clone().find(lies) else { return Vec::new() };
    let before = scene.names.within(&(tokens.start..k)).filter(|(_, n)| n.kind == EntityKind::Place).last();
    let end = (k + 1..tokens.end)
        .find(|&j| scene.is_sign(j) || matches!(scene.low(j), "and" | "but" | "which" | "who"))
        .unwrap_or(tokens.end);
    let Some((_, of)) = before.filter(|_| end > k + 2) else { return Vec::new() };
    let content = Content::Place { of: of.words.clone(), value: scene.text.words(k + 1..end) };
    vec![scene.claim(of.tokens.start..end, k, content)]
}
