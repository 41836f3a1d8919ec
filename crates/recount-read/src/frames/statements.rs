//! Statements: what somebody says beside figures, statuses, positions and responsibility; denials and changes of story.
//!
//! What: every clause that a source's words are cut into, with its voices, and every clause that the report says in its own voice. A clause with
//! a figure is left to the counts, and one that another extractor has read is left to it. Example: "The bridge fell, and the mayor said that nobody
//! had warned her" gives "The bridge fell" in the report's own voice, and "nobody had warned her" as the mayor's. Counter-example: "the mayor
//! said", which only says who says.

use super::Scene;
use super::clauses::{self, Clause, FEWEST_TOKENS, trimmed};
use crate::attribution::Attribution;
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
    for said in said(scene) {
        for part in parts(scene, &said) {
            let denied = said.stance == Stance::Denies || denies(scene, &part.tokens);
            add(scene, &part, denied, others, &mut out);
        }
    }
    // Who asks states nothing.
    let asks = scene.tokens.clone().rev().take_while(|&k| scene.is_sign(k)).any(|k| scene.low(k) == "?");
    for own in own_words(scene).into_iter().filter(|_| !asks) {
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
    // "The council wants the quay closed": told in the report's own voice, the council's to stand by.
    if claim.voices.is_empty() {
        claim.voices.extend_from_slice(scene.attributions.holder(scene.sentence, part.predicate));
        scene.narrative.drop_issuer(&mut claim.voices);
    }
    out.push(claim);
}

/// Whether a claim already says what a clause says: a figure in it, or the same words but for a quarter.
fn is_read(claim: &Claim, span: Span) -> bool {
    // A date or place is a part of what the clause tells.
    if matches!(claim.content, Content::Date { .. } | Content::Place { .. }) {
        return false;
    }
    if let Some(figure) = claim.count().and_then(|count| count.figure_span) {
        return span.contains(figure);
    }
    let (start, end) = (claim.span.start.max(span.start), claim.span.end.min(span.end));
    let (first, last) = (claim.span.start.min(span.start), claim.span.end.max(span.end));
    end > start && 4 * (end - start) >= 3 * (last - first)
}

/// The attributions of the sentence that somebody vouches for or denies; words in and out of quotation marks that one speaker says in
/// one breath ("it was a \"tragic accident\"") are one.
fn said(scene: &Scene<'_, '_>) -> Vec<Attribution> {
    let mut out: Vec<Attribution> = Vec::new();
    // What a speaker refuses to vouch for is no statement of anyone.
    let attributions = scene.attributions.of_sentence(scene.sentence);
    for attribution in attributions.iter().filter(|a| !a.voices.is_empty()) {
        let start = attribution.content.start;
        let goes_on = |last: &&mut Attribution| {
            let end = last.content.end;
            let signs = || (end..start).all(|k| scene.text.tokens[k].is_quote());
            last.voices == attribution.voices && last.content.start <= start && end <= start && signs()
        };
        match out.last_mut().filter(goes_on) {
            Some(last) => last.content.end = attribution.content.end,
            None => out.push(attribution.clone()),
        }
    }
    out
}

/// The clauses that a source's words are cut into, without the cue. Where they hold none, it is the clause that reports them ("it demands
/// an inquiry", "it disputes this").
fn parts(scene: &Scene<'_, '_>, said: &Attribution) -> Vec<Clause> {
    let Attribution { content, cue, .. } = said;
    let words = words_of(scene, content, cue);
    // "She said so" only says who says; "she denies this" takes a stand.
    if words.is_empty() || words.len() == 1 && said.stance != Stance::Denies {
        return Vec::new();
    }
    let mut found = clauses::within(scene, &words);
    found.retain(|c| !cue.contains(&c.predicate) && !scene.is(c.tokens.start, Word::Relative));
    if words.contains(&cue.start) && words.contains(&(cue.end - 1)) {
        return vec![Clause { predicate: words.start, tokens: words }];
    }
    if !found.is_empty() {
        return found;
    }
    // Trees miss clauses: "on the phone that the union was, quote, counting twice".
    let that = words.clone().find(|&k| scene.is(k, Word::That)).map_or(words.start, |that| that + 1);
    let said = trimmed(scene, that..words.end);
    let has_verb = said.clone().any(|k| scene.is(k, Word::Auxiliary));
    let tokens = match has_verb && said.len() >= FEWEST_TOKENS {
        true => said,
        false => clauses::around(scene, &words, &scene.tokens).unwrap_or(words.clone()),
    };
    let whole = tokens.len() >= FEWEST_TOKENS && !scene.is(tokens.start, Word::Relative);
    whole.then_some(Clause { predicate: words.start, tokens }).into_iter().collect()
}

/// The source's words trimmed of "that", commas and quotation marks, without the cue unless it stands in their middle.
fn words_of(scene: &Scene<'_, '_>, content: &Range<usize>, cue: &Range<usize>) -> Range<usize> {
    let content = content.start.max(scene.tokens.start)..content.end.min(scene.tokens.end);
    let before = content.start..cue.start.clamp(content.start, content.end);
    let after = cue.end.clamp(content.start, content.end)..content.end;
    // "Lack of time, she noted, had kept them away": a predicate whose subject stands before the cue.
    let parted = || {
        let first = clauses::within(scene, &after).into_iter().next();
        !before.is_empty() && first.is_some_and(|clause| clauses::begins_with_predicate(scene, &clause))
    };
    let words = match parted() {
        true => content,
        false if before.len() >= after.len() => before,
        false => after,
    };
    trimmed(scene, words)
}

/// The clauses that the report says in its own voice and that can be read alone.
fn own_words(scene: &Scene<'_, '_>) -> Vec<Clause> {
    let attributions = scene.attributions.of_sentence(scene.sentence);
    let own = |clause: &Clause| {
        let held =
            |a: &Attribution| a.content.contains(&clause.predicate) || a.cue.contains(&clause.predicate);
        !attributions.iter().any(held) && clauses::stands_alone(scene, clause) && !only_reports(scene, clause)
    };
    clauses::within(scene, &scene.tokens).into_iter().filter(own).collect()
}

/// Whether a clause only says that somebody spoke, though nobody knows who or what: "it said on Sunday".
fn only_reports(scene: &Scene<'_, '_>, clause: &Clause) -> bool {
    let verb = scene.lexicon.reporting_verbs.get(scene.low(clause.predicate));
    let by_pronoun = scene.is(clause.tokens.start, Word::Speaker) || scene.is(clause.tokens.start, Word::It);
    by_pronoun
        && clause.predicate == clause.tokens.start + 1
        && verb.is_some_and(|v| !v.needs_that && !v.judging)
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
