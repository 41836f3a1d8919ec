//! Statements: what a named source says beside figures, statuses, positions and responsibility; denials and changes of story.

use super::{Previous, Scene};
use recount_model::{Claim, Content, Stance};
use std::ops::Range;

/// The statements of a sentence: one for each source's words, and one for a reported change of story.
pub(super) fn extract(scene: &Scene<'_, '_>, _: &mut Previous) -> Vec<Claim> {
    let mut out: Vec<Claim> = Vec::new();
    // What a speaker refuses to vouch for is no statement of anyone.
    for attribution in scene.attributions.of_sentence(scene.sentence).iter().filter(|a| !a.voices.is_empty())
    {
        let Some(words) = words_of(scene, attribution.content.clone(), &attribution.cue) else { continue };
        if out.iter().any(|c| c.span == scene.text.span(words.clone())) {
            continue;
        }
        let content = Content::Statement { about: None, value: scene.text.words(words.clone()) };
        let mut claim = scene.claim(words.clone(), words.start, content);
        if attribution.stance == Stance::Denies || denies(scene, &words) {
            claim.stance = Stance::Denies;
            claim.content =
                Content::Statement { about: Some("denial".into()), value: scene.text.words(words) };
        }
        out.push(claim);
    }
    out.extend(change_of_story(scene));
    out
}

/// The source's words without the cue, trimmed of "that", commas and quotation marks; `None` when under three words.
fn words_of(scene: &Scene<'_, '_>, content: Range<usize>, cue: &Range<usize>) -> Option<Range<usize>> {
    let content = content.start.max(scene.tokens.start)..content.end.min(scene.tokens.end);
    let before = content.start..cue.start.clamp(content.start, content.end);
    let after = cue.end.clamp(content.start, content.end)..content.end;
    let mut words = if before.len() >= after.len() { before } else { after };
    while !words.is_empty()
        && (scene.is_sign(words.start)
            || matches!(scene.low(words.start), "that" | "and" | "but" | "as" | "saying" | "to"))
    {
        words.start += 1;
    }
    while !words.is_empty() && scene.is_sign(words.end - 1) {
        words.end -= 1;
    }
    (words.len() >= 3).then_some(words)
}

/// Whether the words themselves deny: "no shots had been fired".
fn denies(scene: &Scene<'_, '_>, words: &Range<usize>) -> bool {
    matches!(scene.low(words.start), "no" | "nobody" | "none" | "neither")
        || words.clone().take(4).any(|k| matches!(scene.low(k), "not" | "never"))
}

/// "The government later changed its story": a statement of the document about a voice.
fn change_of_story(scene: &Scene<'_, '_>) -> Option<Claim> {
    let (at, len) = scene.tokens.clone().find_map(|k| {
        scene.lexicon.changes_of_story.at(&scene.text.tokens, k, scene.tokens.end).map(|(len, ())| (k, len))
    })?;
    let start = (scene.tokens.start..at).rev().take_while(|&k| !scene.is_sign(k)).last().unwrap_or(at);
    let words = start..at + len;
    let content = Content::Statement { about: Some("change".into()), value: scene.text.words(words.clone()) };
    let mut claim = scene.claim(words.clone(), words.start, content);
    claim.stance = Stance::ReportsChange;
    // The speaker whose story changed stays the subject; the report itself says that it changed.
    claim.voices.clear();
    Some(claim)
}
