//! What the trained model finds, as attributions of the reader: a second opinion where the rules are silent.
//!
//! The rules know the verbs of their lexicon and say which of a sentence's words vouch; the model knows any cue that people mark
//! ("insisted", "in the words of", "laid it at the door of") and contents that stand in other sentences. A cue that a rule has
//! read is left to the rule, and so are words that a rule has given to somebody: the corpus marks no source within another's
//! words, so that of chains the rules know more.

use super::Attribution;
use super::hearing::Hearing;
use super::model::{self, Page};
use super::source;
use crate::lexicon::{ReadingLexicon, Word};
use crate::names::Name;
use crate::text::Text;
use recount_model::{EntityKind, Stance, VoiceKind};
use std::ops::Range;

/// What the model found in a text.
pub(super) struct Learned {
    /// In the order of their cues.
    found: Vec<model::Attribution>,
}

impl Learned {
    /// Reads a text with the model of its language; nothing is found in a language without one.
    pub fn of(text: &Text<'_>, lexicon: &ReadingLexicon) -> Self {
        let Some(model) = lexicon.models.attribution.map(|model| model()) else {
            return Learned { found: Vec::new() };
        };
        Learned { found: model.read(&Page::of_text(text)) }
    }

    /// The attributions whose cue stands in a sentence and that touch none of the `known` ones; one for each stretch of words.
    pub fn beside(
        &self,
        known: &[Attribution],
        sentence: &Range<usize>,
        hearing: Hearing<'_, '_>,
    ) -> Vec<Attribution> {
        let from = self.found.partition_point(|a| a.cue.start < sentence.start);
        let here = self.found[from..].iter().take_while(|a| a.cue.start < sentence.end);
        let taken = |k: &Attribution, a: &model::Attribution| {
            overlaps(&k.cue, &a.cue)
                || overlaps(&k.content, &a.cue)
                || a.content.iter().any(|c| overlaps(&k.content, c))
        };
        let free = here.filter(|a| !known.iter().any(|k| taken(k, a)));
        free.flat_map(|a| attributions(a, hearing)).collect()
    }
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn attributions(found: &model::Attribution, hearing: Hearing<'_, '_>) -> Vec<Attribution> {
    let Hearing { text, names, lexicon, .. } = hearing;
    let Some(phrase) = found.source.first() else { return Vec::new() };
    // "did not say": what is refused is nobody's word.
    let refuses = |k: usize| {
        text.is(k, Word::Negation) || lexicon.refusals.at(&text.tokens, k, found.cue.end).is_some()
    };
    if found.cue.clone().any(refuses) {
        return Vec::new();
    }
    // A place that is no state speaks for nobody.
    let place = |n: &Name| n.kind == EntityKind::Place && lexicon.shared.country(&n.words).is_none();
    let mut voices = source::speaker(hearing, phrase.clone());
    voices.retain(|v| !names.before(found.cue.end).any(|n| place(n) && n.words == v.name));
    let Some(last) = voices.last() else { return Vec::new() };
    let verb = |k: usize| lexicon.reporting_verbs.get(text.lower(k)).map(|v| v.stance);
    let denies = found.cue.clone().filter_map(verb).any(|stance| stance == Stance::Denies);
    let stance = match (denies, last.kind) {
        (true, _) => Stance::Denies,
        (false, VoiceKind::Unnamed) => Stance::Hedges,
        _ => Stance::Asserts,
    };
    let both = found.cue.start.min(phrase.start)..found.cue.end.max(phrase.end);
    let apart = found.content.iter().any(|c| overlaps(c, &both));
    let cue = if apart { found.cue.clone() } else { both };
    let of = |content: &Range<usize>| Attribution {
        voices: voices.clone(),
        cue: cue.clone(),
        content: content.clone(),
        stance,
    };
    found.content.iter().map(of).collect()
}
