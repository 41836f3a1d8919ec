//! The noun phrase that follows a figure: "employees of the port", "of them staff".

use super::super::Scene;
use crate::numbers::Figure;
use std::ops::Range;

/// The words a figure counts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NounPhrase {
    /// All its tokens, from the end of the figure.
    pub tokens: Range<usize>,
    /// The tokens that name the population.
    pub words: Range<usize>,
    /// "of them", "of whom": a part of a figure before.
    pub partitive: bool,
    /// "more", "further", "additional", "others": an addition.
    pub more: bool,
}

const LONGEST: usize = 9;

impl NounPhrase {
    /// The phrase after a figure; empty when a sign, verb or preposition follows at once.
    pub fn after(scene: &Scene<'_, '_>, figure: &Figure) -> Self {
        let mut start = figure.tokens.end;
        if scene.text.tokens.get(start).is_some_and(|t| t.is_quote()) {
            start += 1;
        }
        if scene.low(start) == "of"
            && matches!(scene.low(start + 1), "them" | "whom" | "these" | "those" | "which")
        {
            return partitive(scene, start + 2);
        }
        let from = start + usize::from(scene.low(start) == "of");
        let end = end_of(scene, from);
        let more = (figure.tokens.start.saturating_sub(1).max(scene.tokens.start)
            ..end.min(figure.tokens.end + 2))
            .any(|k| {
                matches!(scene.low(k), "more" | "further" | "additional" | "another" | "extra")
                    && !figure.tokens.contains(&k)
            });
        NounPhrase { tokens: figure.tokens.end..end, words: from..end, partitive: false, more }
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// "three of them children", "five of whom are staff", "one of these is presumed to be a member of staff".
fn partitive(scene: &Scene<'_, '_>, after: usize) -> NounPhrase {
    let copula = (after..(after + 6).min(scene.tokens.end)).take_while(|&k| {
        scene.lexicon.be.contains(scene.low(k))
            || scene.lexicon.adverbs.contains(scene.low(k))
            || matches!(scene.low(k), "to" | "a" | "an" | "the")
    });
    let from = copula.last().map_or(after, |k| k + 1);
    let end = end_of(scene, from);
    NounPhrase { tokens: after - 2..end.max(after), words: from..end, partitive: true, more: false }
}

fn end_of(scene: &Scene<'_, '_>, from: usize) -> usize {
    let mut k = from;
    while k < scene.tokens.end && k < from + LONGEST {
        if let Some((_, name)) = scene.names.at(k) {
            k = name.tokens.end.min(scene.tokens.end);
            continue;
        }
        if scene.is_sign(k) || is_figure_word(scene, k, from) {
            break;
        }
        let word = scene.low(k);
        if word == "and" || word == "or" {
            if !joins_population(scene, k) {
                break;
            }
        } else if word == "of" && k == from {
            break;
        } else if scene.lexicon.ends_phrase(word) || ends_at_verb(scene, k) {
            break;
        }
        k += 1;
    }
    k.min(scene.tokens.end)
}

/// "doctors and patients": "and" before another population word that has no figure of its own.
fn joins_population(scene: &Scene<'_, '_>, and: usize) -> bool {
    let known = |k: usize| scene.lexicon.shared.populations.known_key(scene.low(k)).is_some();
    known(and + 1)
        && and > scene.tokens.start
        && known(and - 1)
        && !scene.lexicon.harm(scene.low(and + 1)).iter().any(|h| h.forms.finite())
}

fn is_figure_word(scene: &Scene<'_, '_>, k: usize, from: usize) -> bool {
    k > from
        && (scene.lexicon.units.contains_key(scene.low(k))
            || scene.text.tokens[k].kind == crate::text::TokenKind::Number)
}

/// Whether a harm verb or another verb ends the phrase; a harm participle before a noun is an adjective.
fn ends_at_verb(scene: &Scene<'_, '_>, k: usize) -> bool {
    let word = scene.low(k);
    let harm = scene.lexicon.harm(word);
    if harm.is_empty() {
        let reporting =
            scene.lexicon.reporting_verbs.get(word).is_some_and(|v| v.forms.past || v.forms.third)
                && word != "set";
        return reporting
            || scene.lexicon.occurrence_verbs.has(&scene.text.tokens, k, scene.tokens.end)
            || (word.ends_with("ing")
                && !scene.text.tokens[k].is_capital()
                && scene.lexicon.shared.populations.known_key(word).is_none())
            || is_predicate(scene, k);
    }
    let next = scene.low(k + 1);
    let adjective =
        scene.lexicon.harm_adjectives.contains_key(word) || harm.iter().any(|h| h.forms.participle);
    !(adjective
        && scene.lexicon.shared.populations.known_key(next).is_some()
        && !scene.lexicon.ends_phrase(next))
}

/// Words of a presence list or a harm phrase that begin the predicate: "live in", "lost their lives".
fn is_predicate(scene: &Scene<'_, '_>, k: usize) -> bool {
    scene.lexicon.harm_phrases.has(&scene.text.tokens, k, scene.tokens.end)
        || scene.lexicon.presence.iter().any(|(_, _, after)| {
            after
                .at(&scene.text.tokens, k, scene.tokens.end)
                .is_some_and(|(len, ())| len > 1 || scene.low(k).ends_with("ed"))
        })
}
