//! Who does what a clause says: the name or group before a verb.

use super::Scene;
use crate::lexicon::Word;
use recount_model::{EntityKind, Voice, VoiceKind};
use std::ops::Range;

/// The tokens of the subject nearest before token `verb`: a name or a group word with what stands before it, such that a verb
/// follows and no preposition stands before. Example: "the [harbour ministry] rejected"; counter-example: "attacks on the
/// harbour ministry", which does nothing.
pub(super) fn before(scene: &Scene<'_, '_>, verb: usize, floor: usize) -> Option<Range<usize>> {
    let mut k = verb;
    while k > floor {
        k -= 1;
        let candidate = match scene.names.at(k) {
            Some((_, name)) => Some(with_group(scene, name.tokens.clone(), verb)),
            None if scene.lexicon.groups.contains(scene.low(k))
                || scene.lexicon.roles.contains(scene.low(k)) =>
            {
                Some(group(scene, k, floor))
            }
            None => None,
        };
        let Some(range) = candidate else { continue };
        if acts(scene, &range, verb) && !is_object(scene, range.start, floor) {
            return Some(range);
        }
        k = range.start.max(floor);
    }
    None
}

/// A name with the group word after it: "Camp Oster residents".
fn with_group(scene: &Scene<'_, '_>, name: Range<usize>, verb: usize) -> Range<usize> {
    let group = name.end < verb && scene.lexicon.groups.contains(scene.low(name.end));
    name.start..name.end + usize::from(group)
}

/// A group word with the adjectives before it: "the Norland government", "camp leaders".
fn group(scene: &Scene<'_, '_>, k: usize, floor: usize) -> Range<usize> {
    let joins = |j: &usize| {
        !scene.is_sign(*j)
            && !scene.ends_phrase(*j)
            && !scene.is(*j, Word::Determiner)
            && !scene.is(*j, Word::PastLike)
            && !scene.is(*j, Word::Adverb)
            && !scene.is(*j, Word::Of)
    };
    let start = (floor.max(k.saturating_sub(4))..k).rev().take_while(joins).last().unwrap_or(k);
    start..k + 1
}

/// Whether a verb follows the words: an auxiliary, a reporting verb, a past form, or the attitude itself.
fn acts(scene: &Scene<'_, '_>, range: &Range<usize>, verb: usize) -> bool {
    let mut k = range.end;
    while k < verb && (scene.is(k, Word::Adverb) || scene.low(k) == "--") {
        k += 1;
    }
    let word = scene.low(k);
    let apposition = word == "," && verb > k + 2 && scene.low(verb - 1) == ",";
    // "the ambassador to the north this weekend urged": only a place or time stands between.
    let quiet = |j: usize| {
        !scene.is_sign(j)
            && !scene.is(j, Word::Auxiliary)
            && !scene.is(j, Word::PastLike)
            && !scene.is(j, Word::And)
    };
    let aside = verb <= range.end + 6 && (range.end..verb).all(quiet) && scene.is(k, Word::Aside);
    k == verb
        || aside
        || apposition
        || scene.is(k, Word::Auxiliary)
        || scene.lexicon.reporting_verbs.get(word).is_some_and(|v| v.forms.finite())
        || (scene.is(k, Word::PastLike) && scene.lexicon.shared.populations.known_key(word).is_none())
}

/// Whether the words are the object of a preposition or a possessor.
fn is_object(scene: &Scene<'_, '_>, start: usize, floor: usize) -> bool {
    let article = start > floor && scene.is(start - 1, Word::Determiner);
    let before = start.checked_sub(1 + usize::from(article)).filter(|b| *b >= floor);
    before.is_some_and(|b| scene.is(b, Word::Preposition) && !scene.is(b, Word::Subordinator))
}

/// The voice that a subject names: a person with the body spoken for, a body, or a group.
pub(super) fn voice(scene: &Scene<'_, '_>, subject: Range<usize>) -> Voice {
    let span = Some(scene.text.span(subject.clone()));
    let Some((_, name)) = scene.names.within(&subject).last().filter(|(_, n)| n.tokens.end == subject.end)
    else {
        return Voice { span, ..Voice::named(scene.text.words(subject), VoiceKind::Group) };
    };
    let kind = if name.kind == EntityKind::Person { VoiceKind::Person } else { VoiceKind::Body };
    let speaks_for = name.speaks_for.map(|body| scene.names.list[body].words.clone());
    Voice { speaks_for, role: name.role.clone(), span, ..Voice::named(name.words.clone(), kind) }
}
