//! Where the noun phrase of a source begins and ends: before a verb, after one, with its appositions.

use super::Clause;
use crate::lexicon::Word;
use crate::text::TokenKind;
use recount_model::EntityKind;
use std::ops::Range;

impl Clause<'_, '_> {
    /// The phrase before the verb that names who speaks.
    pub(super) fn subject(&self, k: usize) -> Option<Range<usize>> {
        let mut end = k;
        while end > self.sentence.start
            && (self.hearing.text.is(end - 1, Word::Adverb)
                || self.hearing.text.is(end - 1, Word::Auxiliary)
                || self.hearing.text.tokens[end - 1].is_quote())
        {
            end -= 1;
        }
        if end == self.sentence.start {
            return None;
        }
        if let Some(antecedent) = self.antecedent(end) {
            return Some(antecedent);
        }
        let open = self.without_bracket(end);
        if open < end {
            let start = self.phrase_start(open);
            return (start < open).then_some(start..open);
        }
        let apposed = self.low(end - 1) == ",";
        let start = if apposed { self.before_apposition(end - 1) } else { Some(self.phrase_start(end)) };
        start.filter(|s| *s < end).map(|s| s..end)
    }

    /// "A survey of schools, ferries, and of letters from pilots, crew and cousins has changed the list":
    /// whether the words next to the verb are the end of a list without articles.
    pub(super) fn ends_list(&self, subject: &Range<usize>) -> bool {
        let comma = subject.start > self.sentence.start && self.low(subject.start - 1) == ",";
        let bare = !self.hearing.text.is(subject.start, Word::Determiner)
            && self.hearing.names.at(subject.start).is_none();
        comma && bare && subject.clone().any(|j| self.hearing.text.is(j, Word::And))
    }

    /// "The ministry, which until Monday had spoken of 12": the noun before the comma of a relative clause whose verb group begins
    /// at `end`; only a time may stand between.
    fn antecedent(&self, end: usize) -> Option<Range<usize>> {
        const REACH: usize = 4;
        let floor = end.saturating_sub(REACH).max(self.sentence.start + 2);
        let plain = |j: &usize| self.hearing.text.tokens[*j].kind == TokenKind::Word;
        let which =
            (floor..end).rev().take_while(plain).find(|&j| self.hearing.text.is(j, Word::Relative))?;
        let timed = (which + 1..end).all(|j| {
            self.hearing.text.is(j, Word::Preposition)
                || self.hearing.text.is(j, Word::Weekday)
                || self.hearing.text.is(j, Word::Month)
                || self.hearing.text.is(j, Word::ClosesSoon)
        });
        let comma = which - 1;
        let start = self.phrase_start(comma);
        (timed && self.low(comma) == "," && start < comma).then_some(start..comma)
    }

    /// "The Harbour Workers Union (HWU)": where the words before a bracket that ends before `end` end.
    fn without_bracket(&self, end: usize) -> usize {
        if end == self.sentence.start || self.low(end - 1) != ")" {
            return end;
        }
        let floor = end.saturating_sub(8).max(self.sentence.start);
        (floor..end).rev().find(|&j| self.low(j) == "(").filter(|j| *j > self.sentence.start).unwrap_or(end)
    }

    /// "the attack that Amnesty is describing as ...": a relative clause reports nothing about the sentence around it.
    pub(super) fn is_relative(&self, subject: &Range<usize>) -> bool {
        let Some(that) = subject.start.checked_sub(1).filter(|t| *t > self.sentence.start) else {
            return false;
        };
        let noun_before = self.hearing.text.tokens[that - 1].kind == TokenKind::Word
            && !self.hearing.lexicon.reporting_verbs.contains_key(self.low(that - 1))
            && !self.hearing.text.is(that - 1, Word::Auxiliary)
            && !self.hearing.lexicon.hearers.contains(self.low(that - 1));
        self.hearing.text.is(that, Word::RelativeThat) && noun_before && !self.says_before(that)
    }

    fn says_before(&self, k: usize) -> bool {
        (self.sentence.start..k)
            .any(|j| self.hearing.lexicon.reporting_verbs.get(self.low(j)).is_some_and(|v| v.forms.finite()))
    }

    /// "NAME, the district head," and "A spokesman, NAME,": where the whole phrase begins, given its closing comma.
    pub(super) fn before_apposition(&self, comma: usize) -> Option<usize> {
        let floor = comma.saturating_sub(22).max(self.sentence.start);
        let open = (floor..comma)
            .rev()
            .find(|&j| matches!(self.low(j), "," | ";" | ":") || self.hearing.text.tokens[j].is_quote());
        let open = open.filter(|&j| self.low(j) == "," && j > self.sentence.start)?;
        // "NAME, who speaks in parliament for the islands, the county in which it lies,": the name stands before an earlier comma.
        let far = comma.saturating_sub(40).max(self.sentence.start + 1);
        let named = (far..open).rev().find(|&j| {
            self.low(j) == ","
                && [Word::Who, Word::A, Word::The].iter().any(|&class| self.hearing.text.is(j + 1, class))
                && self.hearing.names.at(j - 1).is_some_and(|(_, n)| n.kind == EntityKind::Person)
        });
        let direct = self.hearing.names.at(open - 1).is_some_and(|(_, n)| n.kind == EntityKind::Person);
        let open = named.filter(|_| !direct).unwrap_or(open);
        let start = self.phrase_start(self.without_bracket(open));
        (start < open).then_some(start)
    }

    /// Where the noun phrase that ends before token `end` begins.
    pub(super) fn phrase_start(&self, end: usize) -> usize {
        // "That 12 died in Sunday's attack he did not dispute": a pronoun is the whole phrase.
        if end > self.sentence.start && self.hearing.text.is(end - 1, Word::Pronoun) {
            return end - 1;
        }
        let mut start = end;
        let floor = end.saturating_sub(16).max(self.sentence.start);
        while start > floor {
            let j = start - 1;
            let word = self.low(j);
            let inside_name = self.hearing.names.at(j).is_some();
            if self.hearing.text.tokens[j].kind == TokenKind::Sign
                && !inside_name
                && word != "-"
                && !self.hearing.text.is(j, Word::Possessive)
                && !self.is_plural_possessive(j)
            {
                break;
            }
            if !inside_name && self.hearing.text.is(j, Word::BeforeSource) {
                break;
            }
            if self.hearing.text.is(j, Word::And) && !inside_name && !self.joins_adjectives(j) {
                break;
            }
            if (self.hearing.text.is(j, Word::Auxiliary) || self.is_past_verb(j))
                && !inside_name
                && !self.in_relative(j, floor)
            {
                break;
            }
            start -= 1;
        }
        start
    }

    /// "the nurses' union": the apostrophe after a plural, with a word right after it.
    pub(super) fn is_plural_possessive(&self, j: usize) -> bool {
        self.low(j) == "'"
            && j > self.sentence.start
            && self.hearing.text.is(j - 1, Word::PluralLike)
            && self.hearing.text.tokens[j - 1].span.end == self.hearing.text.tokens[j].span.start
            && self.hearing.text.tokens.get(j + 1).is_some_and(|t| t.kind == TokenKind::Word)
    }

    /// "U.S. and European diplomats", "officials and activists": "and" inside a source.
    fn joins_adjectives(&self, j: usize) -> bool {
        let before = j.checked_sub(1).map(|b| &self.hearing.text.tokens[b]);
        before.is_some_and(|t| t.is_capital() || self.hearing.lexicon.groups.contains(&t.lower))
    }

    fn is_past_verb(&self, j: usize) -> bool {
        let word = self.low(j);
        let harm = self.hearing.lexicon.harm(word).iter().any(|h| h.forms.past);
        let reporting = self.hearing.lexicon.reporting_verbs.get(word).is_some_and(|v| v.forms.past)
            && !self.hearing.text.is(j, Word::SeldomPast);
        harm || reporting
    }

    /// Whether a "who" or "which" shortly before makes the verb part of the phrase.
    fn in_relative(&self, j: usize, floor: usize) -> bool {
        (j.saturating_sub(4).max(floor)..j).any(|i| self.hearing.text.is(i, Word::Relative))
    }

    /// Where the noun phrase that begins at token `start` ends; with an apposition when `wide`.
    pub(super) fn phrase_end(&self, start: usize, wide: bool) -> usize {
        let mut end = start;
        while end < self.sentence.end && end < start + 14 {
            let word = self.low(end);
            let inside_name = self.hearing.names.at(end).is_some();
            let sign = self.hearing.text.tokens[end].kind == TokenKind::Sign
                && word != "-"
                && !self.hearing.text.is(end, Word::Possessive)
                && !self.is_plural_possessive(end);
            let verb = !inside_name
                && end > start
                && (self.hearing.text.is(end, Word::Auxiliary) || self.is_past_verb(end))
                && !self.in_relative(end, start);
            if !inside_name && (sign || verb || self.hearing.text.is(end, Word::AfterSource)) {
                break;
            }
            end += 1;
        }
        if wide && self.is_sign(end, &[","]) {
            return self.apposition_end(end).unwrap_or(end);
        }
        end
    }

    /// The end of ", who runs the harbour fund" or ", a spokesman for X".
    pub(super) fn apposition_end(&self, comma: usize) -> Option<usize> {
        let limit = (comma + 16).min(self.sentence.end);
        let end = (comma + 1..limit).find(|&j| {
            matches!(self.low(j), "," | ":" | ";" | "." | "?" | "!") || self.hearing.text.tokens[j].is_quote()
        })?;
        let explains = self.hearing.text.is(comma + 1, Word::Who)
            || (comma + 1..end).any(|j| self.hearing.lexicon.roles.contains(self.low(j)));
        explains.then_some(end)
    }
}
