//! A figure by somebody's reckoning: "by the ministry's count", "66 by that of the committee". The words are those of the clause.

use super::super::Attribution;
use super::Clause;
use crate::lexicon::Word;
use crate::text::TokenKind;
use recount_model::Stance;
use std::ops::Range;

/// Words that a source before "'s" may have.
const LONGEST_SOURCE: usize = 9;

impl Clause<'_, '_> {
    /// Whether token `k` begins "by SOURCE's count", or "by that of SOURCE" after another's: the source's words, and where the phrase ends.
    pub(super) fn reckoning(&self, k: usize, before: &[Attribution]) -> Option<(Range<usize>, usize)> {
        let opens = self.lexicon.reckoning.before.at(&self.text.tokens, k, self.sentence.end);
        let (len, ()) = opens?;
        let first = k + len;
        let that = self.lexicon.reckoning.again.at(&self.text.tokens, k, self.sentence.end);
        if let Some((len, ())) = that.filter(|_| !before.is_empty()) {
            let end = self.phrase_end(k + len, false);
            return (end > k + len).then_some((k + len..end, end));
        }
        let limit = (first + LONGEST_SOURCE).min(self.sentence.end);
        let owns = |j: &usize| {
            self.text.is(*j, Word::Possessive)
                || (self.text.tokens[*j].kind == TokenKind::Sign && self.low(*j) == "'")
        };
        let own = (first + 1..limit).find(owns)?;
        let (len, ()) = self.lexicon.reckoning.nouns.at(&self.text.tokens, own + 1, self.sentence.end)?;
        Some((first..own, own + 1 + len))
    }

    /// The clause that a reckoning vouches for: what follows where it opens the clause, else what stands before it.
    pub(super) fn by_reckoning(&self, k: usize, source: Range<usize>, end: usize) -> Option<Attribution> {
        let parts = |j: usize| matches!(self.low(j), ";" | ":");
        let joins = |j: usize| {
            self.text.is(j, Word::And)
                && self.lexicon.reckoning.before.at(&self.text.tokens, j + 1, self.sentence.end).is_none()
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
        self.attribution(self.speaker(source), k..end, content, Stance::Asserts)
    }

    /// Whether another's reckoning stands between `start` and token `j`.
    fn other_reckoning(&self, start: usize, j: usize) -> bool {
        (start..j).any(|i| self.reckoning(i, &[]).is_some())
    }
}
