//! Whether a word that may be a reporting verb reports where it stands.

use super::Clause;
use crate::lexicon::{ReportingVerb, Word};
use crate::text::TokenKind;

impl Clause<'_, '_> {
    /// The verb at token `k`, when it reports there.
    pub(super) fn reporting_verb(&self, k: usize) -> Option<ReportingVerb> {
        let verb = *self.hearing.lexicon.reporting_verbs.get(self.low(k))?;
        let token = &self.hearing.text.tokens[k];
        if self.hearing.names.at(k).is_some() || (token.is_capital() && k != self.sentence.start) {
            return None;
        }
        let is_before = |class: Word| k > self.sentence.start && self.hearing.text.is(k - 1, class);
        let plural_owner = k > self.sentence.start && self.is_plural_possessive(k - 1);
        let noun = is_before(Word::Determiner) || is_before(Word::BeforeNoun) || plural_owner;
        if noun && !(is_before(Word::StandsAlone) && verb.forms.finite()) && self.refuses_to(k).is_none() {
            return None;
        }
        let next = self.low(k + 1);
        let of = verb.of && self.hearing.text.is(k + 1, Word::Of);
        let counts = verb.counting && self.counts_people(k);
        if verb.counting && !counts && !self.hearing.text.is(k + 1, Word::That) {
            return None;
        }
        let by = verb.forms.participle && !verb.of && self.by_phrase(k).is_some();
        let says = of
            || by
            || counts
            || self.puts_toll(k)
            || self.hearing.text.is(k + 1, Word::That)
            || matches!(next, ":" | "\"" | "\u{201c}")
            || (next == "," && self.hearing.text.tokens.get(k + 2).is_some_and(|t| t.is_quote()));
        let closes = matches!(next, "." | "," | "") && k + 1 >= self.sentence.start;
        if verb.needs_that && !says && !closes {
            return None;
        }
        if verb.judging && !self.rejects_after(k) {
            return None;
        }
        // "the Norland state capital": a base form is a verb only after a plural or a pronoun.
        let bare = verb.forms.base && !verb.forms.past && !verb.forms.third;
        let last = (self.sentence.start..k).rev().find(|&j| !self.hearing.text.is(j, Word::Adverb));
        // "could calculate that": after an auxiliary a base form reports where its words follow.
        let helped = is_before(Word::Auxiliary) && self.hearing.text.is(k + 1, Word::That);
        if bare
            && !helped
            && self.refusal(k).is_none()
            && (!last.is_some_and(|j| self.hearing.text.is(j, Word::PluralLike))
                || last.is_some_and(|j| self.hearing.text.tokens[j].is_capital() && j > self.sentence.start))
            && !last.is_none_or(|j| self.hearing.text.is(j, Word::BeforeBare) || self.low(j) == ",")
        {
            return None;
        }
        Some(verb)
    }

    /// "UNHCR counts 4,100", "the office had verified 49 deaths": a figure follows, and the subject is not the speaker's own people.
    fn counts_people(&self, k: usize) -> bool {
        let end = (k + 5).min(self.sentence.end);
        let figure = (k + 1..end).any(|j| {
            let token = &self.hearing.text.tokens[j];
            token.kind == TokenKind::Number
                || self.hearing.lexicon.units.contains_key(&token.lower)
                || self.hearing.lexicon.vague.has(&self.hearing.text.tokens, j, end)
        });
        let owned = self.subject(k).is_some_and(|s| self.hearing.text.is(s.start, Word::Owner));
        figure && !owned
    }

    /// "called a count of 650 outrageous": words that reject stand after the verb.
    fn rejects_after(&self, k: usize) -> bool {
        let end = (k + 26).min(self.sentence.end);
        (k + 1..end).any(|j| self.hearing.lexicon.rejections.has(&self.hearing.text.tokens, j, end))
    }

    /// "put the number of dead at", "puts the toll at".
    pub(super) fn puts_toll(&self, k: usize) -> bool {
        self.hearing.text.is(k, Word::PutsToll)
            && (k + 1..(k + 5).min(self.sentence.end)).any(|j| {
                let total = self.hearing.text.is(j, Word::Toll);
                total || self.hearing.lexicon.tolls.has(&self.hearing.text.tokens, j, self.sentence.end)
            })
    }
}
