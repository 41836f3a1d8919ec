//! Sources that stand after their verb: "was put at 12 by the coroner", `," said Lena Marsh`, "..., says a UN report".

use super::super::Attribution;
use super::Clause;
use crate::lexicon::{ReportingVerb, Word};
use crate::text::TokenKind;
use recount_model::{EntityKind, Stance};
use std::ops::Range;

impl Clause<'_, '_> {
    /// "was quoted by SOURCE as saying", "the figure given by SOURCE": where the source begins.
    ///
    /// Without a form of "be" before the verb, "by" follows at once: in "said that it stood by" nobody is quoted.
    pub(super) fn by_phrase(&self, k: usize) -> Option<usize> {
        let of_being = k > self.sentence.start && self.hearing.text.is(k - 1, Word::Be);
        let reach = if of_being { 6 } else { 5 };
        (k + 1..(k + reach).min(self.sentence.end))
            .take_while(|&j| {
                self.hearing.text.tokens[j].kind != TokenKind::Sign
                    && !self.hearing.text.is(j, Word::BeginsClause)
            })
            .find(|&j| self.hearing.text.is(j, Word::By))
            .map(|j| j + 1)
    }

    pub(super) fn passive(&self, k: usize, verb: ReportingVerb) -> Option<Attribution> {
        let by = self.by_phrase(k)?;
        let end = self.phrase_end(by, false);
        // "The dead were put at 12 by the coroner": with a figure between, whoever it is vouches. "Nine were found by divers": no
        // more is said than who found them.
        let figure = (k + 1..by).any(|j| self.is_figure(j));
        let told = figure || self.hearing.text.is(end, Word::That) || self.hearing.text.is(end, Word::To);
        if verb.needs_that && !verb.counting && !told && !self.names_figure(k) {
            return None;
        }
        let agent = if figure { self.speaker(by..end) } else { self.voices(by..end) };
        if verb.receiving {
            // "Lena Marsh was quoted by AFP as saying": the agent relays the subject.
            let subject = self.subject(k)?;
            let mut voices = agent;
            voices.extend(self.voices(subject.clone()));
            return self.attribution(voices, subject.start..end, end..self.sentence.end, Stance::Asserts);
        }
        self.attribution(agent, k..end, self.sentence.clone(), verb.stance)
    }

    /// "The figure given by the ministry": a word for a figure stands shortly before the participle.
    fn names_figure(&self, k: usize) -> bool {
        (k.saturating_sub(4).max(self.sentence.start)..k)
            .any(|j| self.hearing.text.is(j, Word::Figure) || self.hearing.text.is(j, Word::Toll))
    }

    /// Whether the source follows the verb: `," said Lena Marsh`, `..., says a UN report`.
    pub(super) fn is_inverted(&self, k: usize, verb: ReportingVerb) -> bool {
        // "..., put the toll at 12": the toll follows, not the source.
        if verb.telling
            || verb.receiving
            || !verb.forms.finite()
            || k == self.sentence.start
            || self.puts_toll(k)
        {
            return false;
        }
        // "..., a déclaré la ministre": the auxiliary of a perfect stands before the verb.
        let first = (self.sentence.start + 1..k)
            .rev()
            .find(|&j| !self.hearing.text.is(j, Word::Perfect))
            .map_or(k, |j| j + 1);
        let before = &self.hearing.text.tokens[first - 1];
        let next = self.hearing.text.tokens.get(k + 1).filter(|_| k + 1 < self.sentence.end);
        let begins_phrase = next.is_some_and(|t| {
            t.is_capital()
                || t.is(Word::BeginsSource)
                || self.hearing.lexicon.groups.contains(&t.lower)
                || self.hearing.lexicon.roles.contains(&t.lower)
        }) || self.person_begins(k + 1);
        if !begins_phrase
            || self.hearing.lexicon.today.has(&self.hearing.text.tokens, k + 1, self.sentence.end)
            || next.is_some_and(|t| t.is(Word::Weekday))
        {
            return false;
        }
        before.is_quote() || (before.text == "," && self.has_clause(self.sentence.start..first - 1))
    }

    /// "chief surgeon Lena Marsh": words in small letters that describe the person named after them.
    fn person_begins(&self, k: usize) -> bool {
        const LONGEST_ROLE: usize = 5;
        let plain = |j: &usize| {
            self.hearing.text.tokens[*j].kind == TokenKind::Word
                && !self.hearing.text.ends_phrase(*j)
                && self.hearing.names.at(*j).is_none()
        };
        let end = (k + LONGEST_ROLE).min(self.sentence.end);
        let name = k + (k..end).take_while(plain).count();
        self.hearing
            .names
            .at(name)
            .is_some_and(|(_, n)| n.kind == EntityKind::Person && n.tokens.start == name)
    }

    /// Whether a stretch holds a verb, so that what follows its comma is no apposition.
    pub(super) fn has_clause(&self, range: Range<usize>) -> bool {
        let who = range.clone().any(|k| self.hearing.text.is(k, Word::Relative));
        let quote = range.clone().any(|k| self.hearing.text.tokens[k].is_quote());
        let verb = range.clone().any(|k| {
            self.hearing.text.is(k, Word::Auxiliary)
                || self
                    .hearing
                    .lexicon
                    .harm(self.low(k))
                    .iter()
                    .any(|h| h.forms.finite() || h.forms.participle)
                || self.hearing.lexicon.harm_phrases.has(&self.hearing.text.tokens, k, range.end)
        });
        quote || (verb && !who)
    }

    pub(super) fn inverted(&self, k: usize, verb: ReportingVerb) -> Option<Attribution> {
        let end = self.phrase_end(k + 1, true);
        let goes_on = (end..self.sentence.end).any(|j| self.hearing.text.tokens[j].is_quote());
        let content = if goes_on { self.sentence.clone() } else { self.sentence.start..k };
        self.attribution(self.voices(k + 1..end), k..end, content, verb.stance)
    }
}
