//! Statements: what somebody says beside figures, statuses, positions and responsibility; denials and changes of story.
//!
//! What: every clause that a source's words are cut into, with its voices, and every clause that the report says in its own voice. A clause with
//! a figure is left to the counts, and one that another extractor has read is left to it. Example: "The bridge fell, and the mayor said that nobody
//! had warned her" gives "The bridge fell" in the report's own voice, and "nobody had warned her" as the mayor's. Counter-example: "the mayor
//! said", which only says who says.

use super::Scene;
use super::clauses::{self, Clause, FEWEST_TOKENS, trimmed};
use crate::lexicon::Word;
use recount_model::{BlockRole, Claim, Content, Span, Stance};
use std::ops::Range;

/// The statements of a sentence, and one for a reported change of story. `others` are the sentence's claims of other kinds.
pub(super) fn extract(scene: &Scene<'_, '_>, others: &[Claim]) -> Vec<Claim> {
    let mut out: Vec<Claim> = Vec::new();
    // A headline says again what the report says.
    if scene.text.sentences[scene.sentence].role == BlockRole::Title {
        return out;
    }
    // What a speaker refuses to vouch for is no statement of anyone.
    let attributions = scene.attributions.of_sentence(scene.sentence);
    for attribution in attributions.iter().filter(|a| !a.voices.is_empty()) {
        for part in parts(scene, &attribution.content, &attribution.cue) {
            let denied = attribution.stance == Stance::Denies || denies(scene, &part.tokens);
            add(scene, &part, denied, others, &mut out);
        }
    }
    for own in own_words(scene) {
        add(scene, &own, false, others, &mut out);
    }
    out.extend(change_of_story(scene));
    out
}

/// Adds a statement, unless a claim of the same words is there already.
fn add(scene: &Scene<'_, '_>, part: &Clause, denied: bool, others: &[Claim], out: &mut Vec<Claim>) {
    let span = scene.text.span(part.tokens.clone());
    if out.iter().chain(others).any(|c| is_read(c, span)) {
        return;
    }
    let about = denied.then(|| "denial".to_string());
    let content = Content::Statement { about, value: scene.text.words(part.tokens.clone()) };
    let mut claim = scene.claim(part.tokens.clone(), part.predicate, content);
    if denied {
        claim.stance = Stance::Denies;
    }
    out.push(claim);
}

/// Whether a claim already says what a clause says: a figure in it, or the same words but for a quarter.
fn is_read(claim: &Claim, span: Span) -> bool {
    if let Some(figure) = claim.count().and_then(|count| count.figure_span) {
        return span.contains(figure);
    }
    let (start, end) = (claim.span.start.max(span.start), claim.span.end.min(span.end));
    let (first, last) = (claim.span.start.min(span.start), claim.span.end.max(span.end));
    end > start && 4 * (end - start) >= 3 * (last - first)
}

/// The clauses that a source's words are cut into, without the cue; the words whole where they hold no clause.
fn parts(scene: &Scene<'_, '_>, content: &Range<usize>, cue: &Range<usize>) -> Vec<Clause> {
    let Some(words) = words_of(scene, content, cue) else { return Vec::new() };
    let found = clauses::within(scene, &words);
    if found.is_empty() { vec![Clause { predicate: words.start, tokens: words }] } else { found }
}

/// The source's words without the cue, trimmed of "that", commas and quotation marks; `None` when they are too few.
fn words_of(scene: &Scene<'_, '_>, content: &Range<usize>, cue: &Range<usize>) -> Option<Range<usize>> {
    let content = content.start.max(scene.tokens.start)..content.end.min(scene.tokens.end);
    let before = content.start..cue.start.clamp(content.start, content.end);
    let after = cue.end.clamp(content.start, content.end)..content.end;
    let words = trimmed(scene, if before.len() >= after.len() { before } else { after });
    (words.len() >= FEWEST_TOKENS).then_some(words)
}

/// The clauses that the report says in its own voice and that can be read alone.
fn own_words(scene: &Scene<'_, '_>) -> Vec<Clause> {
    let attributions = scene.attributions.of_sentence(scene.sentence);
    let own = |clause: &Clause| {
        let held = |a: &crate::attribution::Attribution| {
            a.content.contains(&clause.predicate) || a.cue.contains(&clause.predicate)
        };
        !attributions.iter().any(held) && clauses::stands_alone(scene, clause)
    };
    clauses::within(scene, &scene.tokens).into_iter().filter(own).collect()
}

/// Whether the words themselves deny: "no shots had been fired".
fn denies(scene: &Scene<'_, '_>, words: &Range<usize>) -> bool {
    scene.is(words.start, Word::Nobody) || words.clone().take(4).any(|k| scene.is(k, Word::Not))
}

/// "The ministry later gave another version": a statement of the document about a voice.
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
