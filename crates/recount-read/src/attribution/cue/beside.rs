//! Figures set beside their sources without a verb of their own: "the minister says 43 died, the company 38, the union 47" and
//! "the figures given by the authorities (five dead) and the League (31)".

use super::super::Attribution;
use super::Clause;
use crate::lexicon::{ReportingVerb, Word};
use crate::text::TokenKind;
use recount_model::Stance;
use std::ops::Range;

/// How far before a source the word for its figure may stand.
const NEAR: usize = 40;

/// Words that a source without a verb may have.
const LONGEST_SOURCE: usize = 6;

impl Clause<'_, '_> {
    /// Sources that share the verb of the last one found: a comma or "and", a source, a bare number.
    ///
    /// The words of the sentence's first speaker end where the second begins.
    pub(super) fn share_verb(&self, found: &mut Vec<Attribution>) {
        let Some(first) =
            found.iter().rposition(|a| a.content.start >= a.cue.end && a.stance == Stance::Asserts)
        else {
            return;
        };
        let content = found[first].content.clone();
        if !content.clone().any(|k| self.is_figure(k)) {
            return;
        }
        let mut k = content.start + 1;
        while k < content.end {
            let opens = matches!(self.low(k), "," | ";") || self.hearing.text.is(k, Word::And);
            if let Some((source, figure)) = opens.then(|| self.source_and_figure(k + 1)).flatten() {
                let next = figure.end;
                let voices = self.voices(source.clone());
                if let Some(a) = self.attribution(voices, source, figure, Stance::Asserts) {
                    let end = found[first].content.end.min(k);
                    found[first].content.end = end;
                    found.push(a);
                    k = next;
                    continue;
                }
            }
            k += 1;
        }
    }

    /// "The army denied any deaths, then conceded four": a second verb of the same speaker, after a comma or a joint, with a figure
    /// or "that" after it.
    pub(super) fn second_verb(
        &self,
        k: usize,
        verb: ReportingVerb,
        found: &[Attribution],
    ) -> Option<Attribution> {
        let first = found.last().filter(|a| a.content.start >= a.cue.end && a.content.contains(&k))?;
        let helps =
            |j: &usize| self.hearing.text.is(*j, Word::Adverb) || self.hearing.text.is(*j, Word::LeadsIn);
        let before = (first.content.start..k).rev().find(|j| !helps(j))?;
        let joined =
            before + 1 < k && (self.low(before) == "," || self.hearing.text.is(before + 1, Word::LeadsIn));
        let tells = self.hearing.text.is(k + 1, Word::That) || (k + 1..k + 4).any(|j| self.is_figure(j));
        let past = (verb.forms.past || verb.forms.third) && !self.hearing.text.is(before, Word::Be);
        if !joined || !tells || !past || first.voices.is_empty() {
            return None;
        }
        self.attribution(first.voices.clone(), k..k + 1, k + 1..first.content.end, verb.stance)
    }

    /// "(and) the company 38": a source and a bare number, with what ends the item after it.
    fn source_and_figure(&self, k: usize) -> Option<(Range<usize>, Range<usize>)> {
        let start = k + usize::from(self.hearing.text.is(k, Word::And));
        let limit = (start + LONGEST_SOURCE).min(self.sentence.end);
        let figure = (start..limit).find(|&j| self.is_figure(j))?;
        let noun = |j: usize| {
            self.hearing.text.tokens[j].kind == TokenKind::Word
                && (self.hearing.names.at(j).is_some() || !self.hearing.text.ends_phrase(j))
        };
        let article = self.hearing.text.is(start, Word::The) || self.hearing.names.at(start).is_some();
        // "He put the dead at nine, the priest at 13".
        let source = start..figure - usize::from(self.hearing.text.is(figure - 1, Word::At));
        if source.is_empty() || !article || !source.clone().all(noun) {
            return None;
        }
        let end = (figure..self.sentence.end).find(|&j| !self.is_figure(j)).unwrap_or(self.sentence.end);
        let ends = end >= self.sentence.end
            || matches!(self.low(end), "," | ";" | "." | "!" | "?")
            || self.hearing.text.is(end, Word::And);
        ends.then_some((source, figure..end))
    }

    /// "The figures given by the authorities (five dead)": `k` is a bracket after a source, with a figure inside.
    pub(super) fn bracketed(&self, k: usize) -> Option<Attribution> {
        const LONGEST_BRACKET: usize = 10;
        if self.low(k) != "(" || k == self.sentence.start {
            return None;
        }
        let close = (k + 1..(k + LONGEST_BRACKET).min(self.sentence.end)).find(|&j| self.low(j) == ")")?;
        let figure = (k + 1..close).any(|j| self.is_figure(j));
        let from = k.saturating_sub(NEAR).max(self.sentence.start);
        let spoken_of = (from..k).any(|j| self.hearing.text.is(j, Word::Figure));
        let source = self.phrase_start(k);
        let source =
            (source..k).rev().find(|&j| self.hearing.text.is(j, Word::By)).map_or(source, |by| by + 1)..k;
        if !figure || !spoken_of || source.is_empty() {
            return None;
        }
        self.attribution(self.voices(source.clone()), source.clone(), k + 1..close, Stance::Asserts)
    }
}
