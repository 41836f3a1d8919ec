//! A figure by somebody's reckoning: "by the ministry's count", "66 by that of the committee", "the coroner's list has 26 dead",
//! "the union's 47", "the clinic keeps a register of 50". The source's word is the figure, or the clause that tells it.

use super::super::Attribution;
use super::Clause;
use crate::lexicon::Word;
use crate::text::TokenKind;
use recount_model::{Stance, Voice};
use std::ops::Range;

/// Words that a source before "'s" may have.
const LONGEST_SOURCE: usize = 9;

/// Words that may stand between "'s" and the word for the reckoning: "the ministry's latest official count".
const LONGEST_DESCRIPTION: usize = 2;

impl Clause<'_, '_> {
    /// Whether token `k` begins "by SOURCE's count", or "by that of SOURCE" after another's: the source's words, and where the phrase ends.
    pub(super) fn reckoning(&self, k: usize, before: &[Attribution]) -> Option<(Range<usize>, usize)> {
        let opens = self.hearing.lexicon.reckoning.before.at(&self.hearing.text.tokens, k, self.sentence.end);
        let (len, ()) = opens?;
        let first = k + len;
        let that = self.hearing.lexicon.reckoning.again.at(&self.hearing.text.tokens, k, self.sentence.end);
        if let Some((len, ())) = that.filter(|_| !before.is_empty()) {
            let end = self.phrase_end(k + len, false);
            return (end > k + len).then_some((k + len..end, end));
        }
        // "By her count": the owner is somebody who spoke before.
        if self.hearing.text.is(first, Word::Owner)
            && let Some(end) = self.reckoning_noun(first + 1)
        {
            return Some((first..first + 1, end));
        }
        let limit = (first + LONGEST_SOURCE).min(self.sentence.end);
        let own = (first + 1..limit).find(|&j| self.owns(j))?;
        // "In 1997 it was added to the union's list": a source is a noun phrase, and nothing else stands before its possessor's mark.
        let noun = |j: usize| {
            self.hearing.names.at(j).is_some()
                || (self.hearing.text.tokens[j].kind == TokenKind::Word
                    && (!self.hearing.text.ends_phrase(j) || self.hearing.text.is(j, Word::OfGroup)))
        };
        let end = self.reckoning_noun(own + 1).filter(|_| (first..own).all(noun))?;
        Some((first..own, end))
    }

    /// Whether token `j` is the mark of a possessor, also after a plural: "the nurses' count".
    fn owns(&self, j: usize) -> bool {
        self.hearing.text.is(j, Word::Possessive)
            || (self.hearing.text.tokens[j].kind == TokenKind::Sign && self.low(j) == "'")
    }

    /// Where a word for a reckoning ends that stands at token `k`, descriptions before it apart.
    fn reckoning_noun(&self, k: usize) -> Option<usize> {
        let describes = |j: &usize| {
            self.hearing.text.tokens.get(*j).is_some_and(|t| t.kind == TokenKind::Word)
                && !self.hearing.text.ends_phrase(*j)
        };
        let last = (k + LONGEST_DESCRIPTION).min(self.sentence.end);
        let at = |j: usize| {
            let noun =
                self.hearing.lexicon.reckoning.nouns.at(&self.hearing.text.tokens, j, self.sentence.end);
            noun.map(|(len, ())| j + len)
        };
        at(k).or_else(|| (k..last).take_while(describes).find_map(|j| at(j + 1)))
    }

    /// The clause that a reckoning vouches for: what follows where it opens the clause, else what stands before it.
    pub(super) fn by_reckoning(&self, k: usize, source: Range<usize>, end: usize) -> Option<Attribution> {
        let parts = |j: usize| matches!(self.low(j), ";" | ":");
        let joins = |j: usize| {
            self.hearing.text.is(j, Word::And)
                && self
                    .hearing
                    .lexicon
                    .reckoning
                    .before
                    .at(&self.hearing.text.tokens, j + 1, self.sentence.end)
                    .is_none()
        };
        let start = (self.sentence.start..k).rev().find(|&j| parts(j)).map_or(self.sentence.start, |j| j + 1);
        let opens = start == k || (start + 1 == k && joins(start));
        let content = if opens {
            let stop = (end..self.sentence.end).find(|&j| parts(j)).unwrap_or(self.sentence.end);
            end..stop
        } else {
            let other = (start..k).rev().find(|&j| joins(j)).filter(|&j| self.other_reckoning(start, j));
            other.map_or(start, |j| j + 1)..k
        };
        self.attribution(self.owner(source), k..end, content, Stance::Asserts)
    }

    /// Whether another's reckoning stands between `start` and token `j`.
    fn other_reckoning(&self, start: usize, j: usize) -> bool {
        (start..j).any(|i| self.reckoning(i, &[]).is_some())
    }

    /// The voices of a possessor; those who spoke last for "her", "its", "their".
    fn owner(&self, source: Range<usize>) -> Vec<Voice> {
        if source.len() == 1 && self.hearing.text.is(source.start, Word::Owner) {
            return self.hearing.memory.owner(&self.hearing.text.tokens[source.start]).unwrap_or_default();
        }
        self.speaker(source)
    }

    /// "The coroner's list has 26 dead", "the ministry, whose tally stands at 15": a possessor's count is the subject of a verb
    /// that tells its figure. `k` is the mark of the possessor.
    pub(super) fn count_of_owner(&self, k: usize) -> Option<Attribution> {
        let (source, first) = if k > self.sentence.start && self.owns(k) {
            (self.phrase_start(k)..k, k + 1)
        } else if self.hearing.text.is(k, Word::Whose) && k > self.sentence.start {
            let end = k - usize::from(self.low(k - 1) == ",");
            (self.phrase_start(end)..end, k + 1)
        } else if self.hearing.text.is(k, Word::Owner) {
            (k..k + 1, k + 1)
        } else {
            return None;
        };
        let end = self.reckoning_noun(first)?;
        // "Its toll rose to 15": that of what happened, not of who spoke.
        if source.len() == 1
            && self.hearing.text.is(source.start, Word::Owner)
            && self.hearing.text.is(end - 1, Word::Toll)
        {
            return None;
        }
        // "Its tally of the dead stands at 15": what is counted may stand between.
        let limit = (end + 6).min(self.sentence.end);
        let of = self.hearing.text.is(end, Word::Of);
        let verb = (end..limit)
            .take_while(|&j| j == end || of)
            .find(|&j| self.hearing.text.is(j, Word::TellsFigure))?;
        let figure = self.figure_after(verb + 1, 6)?;
        let stop = (figure..self.sentence.end)
            .find(|&j| self.low(j) == ";" || self.hearing.text.is(j, Word::Contrast))
            .unwrap_or(self.sentence.end);
        let voices = self.owner(source.clone());
        self.attribution(voices, source.start..verb, verb..stop, Stance::Asserts)
    }

    /// "The union's 47": a number without a noun that belongs to somebody. `k` is the mark of the possessor.
    pub(super) fn figure_of_owner(&self, k: usize) -> Option<Attribution> {
        if k == self.sentence.start || !self.hearing.text.is(k, Word::Possessive) || !self.is_figure(k + 1) {
            return None;
        }
        let end = (k + 1..self.sentence.end).find(|&j| !self.is_figure(j)).unwrap_or(self.sentence.end);
        let alone = end >= self.sentence.end
            || self.hearing.text.tokens[end].kind == TokenKind::Sign
            || self.hearing.text.ends_phrase(end)
            || self.hearing.lexicon.reporting_verbs.contains_key(self.low(end))
            || self.is_verb(end);
        let source = self.phrase_start(k)..k;
        let voices = self.speaker(source.clone());
        self.attribution(voices, source.start..k + 1, k + 1..end, Stance::Asserts).filter(|_| alone)
    }

    /// Whether the tree makes token `k` a verb with a subject.
    fn is_verb(&self, k: usize) -> bool {
        let syntax = &self.hearing.text.syntax;
        syntax.top_of(k).is_some_and(|word| syntax.is_predicate(word))
    }

    /// "The clinic keeps a register of 50 names": `k` is the verb of somebody who has a list, with its figure.
    pub(super) fn list_of(&self, k: usize) -> Option<Attribution> {
        if !self.hearing.text.is(k, Word::Keeps) || !self.hearing.text.is(k + 1, Word::Determiner) {
            return None;
        }
        let end = self.reckoning_noun(k + 2)?;
        if !self.hearing.text.is(end, Word::Of) || self.figure_after(end + 1, 4).is_none() {
            return None;
        }
        let subject = self.subject(k)?;
        let voices = self.speaker(subject.clone());
        self.attribution(voices, subject.start..end, end..self.sentence.end, Stance::Asserts)
    }

    /// The first figure from token `k` on, within some tokens.
    fn figure_after(&self, k: usize, reach: usize) -> Option<usize> {
        (k..(k + reach).min(self.sentence.end)).find(|&j| self.is_figure(j))
    }

    /// Whether token `k` is a number, in digits or words.
    pub(super) fn is_figure(&self, k: usize) -> bool {
        self.sentence.contains(&k)
            && (self.hearing.text.tokens[k].kind == TokenKind::Number
                || self.hearing.lexicon.units.contains_key(self.low(k))
                || self.low(k).split_once('-').is_some_and(|(tens, ones)| {
                    self.hearing.lexicon.units.contains_key(tens)
                        && self.hearing.lexicon.units.contains_key(ones)
                }))
    }
}
