//! The rules that say what a figure counts, tried in the order of [`RULES`]. Each looks at one place for the word that says
//! what happened; the first that finds one decides.

mod nouns;
mod parts;
mod verbs;

use super::super::Scene;
use super::noun_phrase::NounPhrase;
use super::{HarmFound, Last};
use crate::lexicon::Word;
use crate::numbers::NumberPhrase;
use recount_lexicon::populations::ANIMALS;
use recount_model::{Measure, Relation};
use std::ops::Range;

/// Everything a rule may look at.
struct Case<'a, 'b, 't> {
    scene: &'a Scene<'b, 't>,
    figure: &'a NumberPhrase,
    phrase: &'a NounPhrase,
    /// The figures after this one in the sentence.
    later: &'a [NumberPhrase],
    last: Option<&'a Last>,
}

type Rule = fn(&Case<'_, '_, '_>) -> Option<HarmFound>;

/// The rules in order.
const RULES: [Rule; 16] = [
    nouns::line_label,
    parts::margin,
    parts::owned,
    verbs::governing_verb,
    nouns::harm_noun_in_phrase,
    nouns::noun_of_figure,
    parts::part_of_opening,
    parts::part_of_last,
    verbs::predicate_after,
    nouns::toll_before,
    nouns::presence,
    parts::listed_after_last,
    parts::bare_after_last,
    nouns::group_size,
    parts::bare_after_topic,
    parts::bare_on_topic,
];

/// What a figure counts; `None` when no rule finds a word that says so.
pub(super) fn measure(
    scene: &Scene<'_, '_>,
    figure: &NumberPhrase,
    phrase: &NounPhrase,
    later: &[NumberPhrase],
    last: Option<&Last>,
) -> Option<HarmFound> {
    let case = Case { scene, figure, phrase, later, last };
    let mut found = RULES.iter().find_map(|rule| rule(&case))?;
    if matches!(found.measure, Measure::Detained | Measure::Abducted) && case.is_let_go() {
        return None;
    }
    if found.measure.is_harm() && case.population() == Some(ANIMALS) {
        found.measure = Measure::Other;
    }
    if found.relation == Relation::Total && case.is_increment() {
        found.relation = Relation::Increment;
    } else if found.relation == Relation::Total && case.is_part_by_word() {
        found.relation = Relation::Part;
    }
    Some(found)
}

/// "Of the 96 dead and 140 hurt that month, 12 fell on the bridge": the figures of the opening phrase are a wider total than
/// the sentence's own.
pub(super) fn is_wider_total(scene: &Scene<'_, '_>, figure: &NumberPhrase) -> bool {
    let start = scene.tokens.start;
    let opens = scene.is(start, Word::Of) && scene.is(start + 1, Word::TheAll)
        || scene.is(start, Word::Of) && figure.tokens.start == start + 1;
    let comma = (start..scene.tokens.end).find(|&k| scene.low(k) == ",");
    opens && comma.is_some_and(|c| figure.tokens.end <= c)
}

impl Case<'_, '_, '_> {
    fn low(&self, k: usize) -> &str {
        self.scene.low(k)
    }

    fn is(&self, k: usize, class: Word) -> bool {
        self.scene.is(k, class)
    }

    fn start(&self) -> usize {
        self.figure.tokens.start
    }

    /// Where the figure and its phrase end.
    fn end(&self) -> usize {
        self.phrase.tokens.end.max(self.figure.tokens.end)
    }

    /// The key of the phrase's population, when its words name one.
    fn population(&self) -> Option<&str> {
        let words = self.scene.text.words(self.phrase.words.clone());
        self.scene.lexicon.shared.populations.known_key(&words)
    }

    fn total(&self, measure: Measure, evidence: Range<usize>) -> Option<HarmFound> {
        Some(HarmFound { measure, evidence, relation: Relation::Total, inherited: None, goes_on: false })
    }

    /// The last token before the figure that is no article, adverb or quotation mark.
    fn before(&self) -> Option<usize> {
        let loose = |k: usize| {
            let word = self.low(k);
            self.scene.text.tokens[k].is_quote()
                || self.is(k, Word::Adverb)
                || self.is(k, Word::BesideFigure)
                || self.scene.lexicon.figures.additions.contains(word)
        };
        (self.scene.tokens.start..self.start()).rev().find(|&k| !loose(k))
    }

    /// "three more people died", or the sentence says that this brings the toll to another number.
    fn is_increment(&self) -> bool {
        let tokens = &self.scene.text.tokens;
        let end = self.scene.tokens.end;
        let toll = |k: usize| (k..(k + 5).min(end)).any(|j| self.scene.lexicon.tolls.has(tokens, j, end));
        let brings = |k: usize| self.scene.lexicon.figures.brings.contains(self.low(k)) && toll(k);
        self.phrase.more || (self.phrase.tokens.end..end).any(brings)
    }

    /// "611 detainees were freed", "of whom 94 have been released": the people counted are no longer held.
    fn is_let_go(&self) -> bool {
        const REACH: usize = 5;
        let helps = |k: &usize| self.is(*k, Word::Auxiliary) || self.is(*k, Word::Adverb);
        let verb = (self.end()..self.end() + REACH).find(|k| !helps(k));
        verb.is_some_and(|k| self.is(k, Word::LetGo))
    }

    fn is_part_by_word(&self) -> bool {
        self.before().is_some_and(|k| self.scene.lexicon.figures.part_marks.contains(self.low(k)))
    }
}
