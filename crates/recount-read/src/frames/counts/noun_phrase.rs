//! The noun phrase that follows a figure: "employees of the port", "of them staff".

use super::super::Scene;
use crate::lexicon::Word;
use crate::numbers::NumberPhrase;
use recount_model::Measure;
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
    /// With "of the dead", "of the injured": what happened to those it is a part of.
    pub part_of: Option<Measure>,
    /// "more", "further", "additional", "others": an addition.
    pub more: bool,
}

const LONGEST: usize = 9;

impl NounPhrase {
    /// The phrase after a figure; empty when a sign, verb or preposition follows at once.
    pub fn after(scene: &Scene<'_, '_>, figure: &NumberPhrase) -> Self {
        let mut start = figure.tokens.end;
        if scene.text.tokens.get(start).is_some_and(|t| t.is_quote()) {
            start += 1;
        }
        if scene.is(start, Word::Of) && scene.is(start + 1, Word::ThemWhich) {
            return partitive(scene, start + 2, None);
        }
        if scene.is(start, Word::Of) && scene.is(start + 1, Word::TheThose) {
            let harm = scene.lexicon.harm_adjectives.get(scene.low(start + 2)).copied();
            let harm = harm.or_else(|| {
                scene
                    .lexicon
                    .harm(scene.low(start + 2))
                    .iter()
                    .find(|h| h.forms.participle)
                    .map(|h| h.measure)
            });
            if harm.is_some() {
                return partitive(scene, start + 3, harm);
            }
        }
        if let Some(share) = share(scene, start) {
            return share;
        }
        if let Some(complement) = complement(scene, start) {
            return complement;
        }
        let from = start + usize::from(scene.is(start, Word::Of));
        let end = end_of(scene, from);
        let more = (figure.tokens.start.saturating_sub(1).max(scene.tokens.start)
            ..end.min(figure.tokens.end + 2))
            .any(|k| scene.lexicon.figures.additions.contains(scene.low(k)) && !figure.tokens.contains(&k));
        NounPhrase { tokens: figure.tokens.end..end, words: from..end, partitive: false, part_of: None, more }
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// "three of them children", "five of whom are staff", "one of these was perhaps a cook".
fn partitive(scene: &Scene<'_, '_>, after: usize, part_of: Option<Measure>) -> NounPhrase {
    let copula = (after..(after + 6).min(scene.tokens.end)).take_while(|&k| {
        scene.is(k, Word::Be)
            || scene.is(k, Word::Adverb)
            || [Word::ToBe, Word::A, Word::The].iter().any(|&class| scene.is(k, class))
    });
    let from = copula.last().map_or(after, |k| k + 1);
    let end = end_of(scene, from);
    NounPhrase { tokens: after - 2..end.max(after), words: from..end, partitive: true, part_of, more: false }
}

/// "154 of some 210 structures": the people or things are named after the whole.
fn share(scene: &Scene<'_, '_>, start: usize) -> Option<NounPhrase> {
    if !scene.is(start, Word::Of) {
        return None;
    }
    let number =
        |k: usize| scene.text.tokens.get(k).is_some_and(|t| t.kind == crate::text::TokenKind::Number);
    let at = (start + 1..(start + 4).min(scene.tokens.end)).find(|&k| number(k))?;
    let end = end_of(scene, at + 1);
    (end > at + 1).then_some(NounPhrase {
        tokens: start..end,
        words: at + 1..end,
        partitive: false,
        part_of: None,
        more: false,
    })
}

/// "(of these ... and) six are thought to be cooks": a bare number whose people are named after the verb.
fn complement(scene: &Scene<'_, '_>, start: usize) -> Option<NounPhrase> {
    let linking = |k: &usize| scene.is(*k, Word::Be) || scene.is(*k, Word::ToBe) || scene.is(*k, Word::A);
    let verbs = (start..(start + 6).min(scene.tokens.end)).take_while(linking).count();
    let from = start + verbs;
    let end = end_of(scene, from);
    let known = scene.lexicon.shared.populations.known_key(&scene.text.words(from..end)).is_some();
    let harmed = (from..end + 1).any(|k| {
        !scene.lexicon.harm(scene.low(k)).is_empty()
            || scene.lexicon.harm_adjectives.contains_key(scene.low(k))
    });
    (verbs > 0 && known && !harmed).then_some(NounPhrase {
        tokens: start..end,
        words: from..end,
        partitive: true,
        part_of: None,
        more: false,
    })
}

fn end_of(scene: &Scene<'_, '_>, from: usize) -> usize {
    let mut k = from;
    // "Six critically": an adverb that ends the clause tells how, not whom.
    if scene.is(from, Word::AdverbLike) && (from + 1 >= scene.tokens.end || scene.is_sign(from + 1)) {
        return from;
    }
    while k < scene.tokens.end && k < from + LONGEST {
        if let Some((_, name)) = scene.names.at(k) {
            k = name.tokens.end.min(scene.tokens.end);
            continue;
        }
        if lists_adjectives(scene, k, from) {
            k += 1;
            continue;
        }
        if scene.is_sign(k) || is_figure_word(scene, k, from) {
            break;
        }
        if scene.is(k, Word::Joint) {
            if !joins_population(scene, k) {
                break;
            }
        } else if (scene.is(k, Word::Of) && k == from)
            || scene.ends_phrase(k)
            || ends_at_verb(scene, k)
            || is_postmodifier(scene, k, from)
        {
            break;
        }
        k += 1;
    }
    k.min(scene.tokens.end)
}

/// "unarmed, defenceless dissidents": a comma between adjectives before the noun.
fn lists_adjectives(scene: &Scene<'_, '_>, comma: usize, from: usize) -> bool {
    let known = |k: usize| scene.lexicon.shared.populations.known_key(scene.low(k)).is_some();
    let plain = |k: usize| !scene.is_sign(k) && !scene.ends_phrase(k) && !scene.is(k, Word::Determiner);
    scene.low(comma) == ","
        && comma == from + 1
        && !known(from)
        && plain(from)
        && (comma + 1..comma + 4).take_while(|&k| plain(k)).any(known)
}

/// "bodies recovered from the ruins": a participle after the noun and before a preposition or the end of the words.
fn is_postmodifier(scene: &Scene<'_, '_>, k: usize, from: usize) -> bool {
    let word = scene.low(k);
    k > from
        && scene.is(k, Word::ParticipleLike)
        && (scene.is(k + 1, Word::Preposition) || k + 1 >= scene.tokens.end || scene.is_sign(k + 1))
        && scene.lexicon.shared.populations.known_key(word).is_none()
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
    // "Ten firefighters sustained minor injuries".
    if scene.lexicon.figures.sustains.contains(word) {
        return true;
    }
    if harm.is_empty() {
        let reporting =
            scene.lexicon.reporting_verbs.get(word).is_some_and(|v| v.forms.past || v.forms.third)
                && !scene.is(k, Word::Set);
        return reporting
            || scene.lexicon.occurrence_verbs.has(&scene.text.tokens, k, scene.tokens.end)
            || (scene.is(k, Word::GerundLike)
                && !scene.text.tokens[k].is_capital()
                && scene.lexicon.shared.populations.known_key(word).is_none())
            || is_predicate(scene, k);
    }
    let next = scene.low(k + 1);
    let adjective =
        scene.lexicon.harm_adjectives.contains_key(word) || harm.iter().any(|h| h.forms.participle);
    !(adjective && scene.lexicon.shared.populations.known_key(next).is_some() && !scene.ends_phrase(k + 1))
}

/// Words of a presence list or a harm phrase that begin the predicate: "live in", "lost their lives".
fn is_predicate(scene: &Scene<'_, '_>, k: usize) -> bool {
    scene.lexicon.harm_phrases.has(&scene.text.tokens, k, scene.tokens.end)
        || scene.lexicon.presence.iter().any(|(_, _, after)| {
            after
                .at(&scene.text.tokens, k, scene.tokens.end)
                .is_some_and(|(len, ())| len > 1 || scene.is(k, Word::PastLike))
        })
}
