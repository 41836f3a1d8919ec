//! From sentences to claims: one module for each kind.
//!
//! Every extractor is a function from a [`Scene`] (one sentence with everything known of it) to claims; the slice
//! [`EXTRACTORS`] lists them in the order in which their claims stand where spans are equal.

mod clauses;
mod counts;
mod places;
mod positions;
mod reliance;
mod responsibility;
mod statements;
mod statuses;
mod subject;
mod victims;
mod when;

pub(crate) use counts::Previous;

use crate::attribution::{Attributions, Chain};
use crate::lexicon::{ReadingLexicon, Word};
use crate::names::Names;
use crate::narrative::{Narrative, Setting};
use crate::text::Text;
use crate::times::Time;
use recount_model::{Claim, Content, Population, ReportIndex, Stance};
use std::ops::Range;

/// One sentence with everything the extractors may look at.
pub(crate) struct Scene<'a, 't> {
    pub text: &'a Text<'t>,
    pub report: ReportIndex,
    /// Number of the sentence.
    pub sentence: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
    pub times: &'a [Time],
    pub names: &'a Names,
    pub attributions: &'a Attributions,
    pub narrative: &'a Narrative,
    pub lexicon: &'a ReadingLexicon,
}

/// An extractor of one kind of claim. `previous` is the last count before the sentence, for parts told in a later sentence.
type Extractor = fn(&Scene<'_, '_>, &mut Previous) -> Vec<Claim>;

/// The extractors in order.
const EXTRACTORS: [Extractor; 7] = [
    counts::extract,
    statuses::extract,
    victims::extract,
    positions::extract,
    responsibility::extract,
    when::extract,
    places::extract,
];

/// The claims of one sentence, added to those of the sentences before. `paragraph_start` is the paragraph's first token.
pub(crate) fn extract(
    scene: &Scene<'_, '_>,
    previous: &mut Previous,
    paragraph_start: usize,
    claims: &mut Vec<Claim>,
) {
    let before = claims.len();
    for extract in EXTRACTORS {
        claims.extend(extract(scene, previous));
    }
    // Statements are what the others leave.
    let statements = statements::extract(scene, &claims[before..]);
    claims.extend(statements);
    reliance::apply(scene, claims, paragraph_start);
}

impl Scene<'_, '_> {
    pub fn low(&self, k: usize) -> &str {
        if k < self.tokens.end { self.text.lower(k) } else { "" }
    }

    /// Whether the token is a word of the class and in the sentence.
    pub fn is(&self, k: usize, class: Word) -> bool {
        k < self.tokens.end && self.text.is(k, class)
    }

    /// Whether the token ends a noun phrase and is in the sentence.
    pub fn ends_phrase(&self, k: usize) -> bool {
        k < self.tokens.end && self.text.ends_phrase(k)
    }

    /// Whether the token is a sign other than a hyphen or a possessive.
    pub fn is_sign(&self, k: usize) -> bool {
        self.text.tokens.get(k).is_none_or(|t| {
            t.kind == crate::text::TokenKind::Sign && t.text != "-" && !t.is(Word::Possessive)
        })
    }

    /// A population in the words of the text; by its name where they are none.
    pub fn population(&self, key: String, words: String) -> Population {
        let name = || self.lexicon.shared.populations.name(&key).to_string();
        let words = if words.is_empty() { name() } else { words };
        Population { key, words }
    }

    /// A claim on a stretch of tokens, with the voices, stance and setting of its token `anchor`.
    pub fn claim(&self, span: Range<usize>, anchor: usize, content: Content) -> Claim {
        let chain = self.chain(anchor, span.end);
        let Setting { date, period, place, other_event } = self.narrative.setting(self.sentence, anchor);
        let mut claim = Claim::new(self.report, self.text.span(span), content);
        claim.as_of = self.narrative.as_of(self.sentence, !chain.voices.is_empty());
        claim.stance = chain.stance;
        claim.voices = chain.voices;
        claim.event_date = date;
        claim.event_period = period;
        claim.place = place;
        claim.other_event = other_event;
        claim
    }

    /// Who vouches for a token, hedged where words of doubt stand between ten tokens before it and `until`.
    fn chain(&self, token: usize, until: usize) -> Chain {
        let mut chain = self.attributions.chain(self.sentence, token);
        self.narrative.drop_issuer(&mut chain.voices);
        if chain.stance == Stance::Asserts && self.is_doubted(token, until) {
            chain.stance = Stance::Hedges;
        }
        chain
    }

    /// Whether a modal or hedging phrase stands in the clause, from ten tokens before the token to `until`.
    fn is_doubted(&self, token: usize, until: usize) -> bool {
        let floor = token.saturating_sub(10).max(self.tokens.start);
        let stop = |k: &usize| matches!(self.low(*k), ";" | ":" | ".") || self.is(*k, Word::But);
        let from = (floor..token).rev().find(stop).map_or(floor, |k| k + 1);
        let until = until.max(token + 1).min(self.tokens.end);
        let until = (token..until).find(stop).unwrap_or(until);
        let month = |k: usize| self.is(k, Word::Month) && self.text.tokens[k].is_capital();
        (from..until).any(|k| {
            (self.lexicon.modals.has(&self.text.tokens, k, until) && !month(k))
                || self.lexicon.hedging.has(&self.text.tokens, k, until)
        })
    }

    /// The clause around a token: between commas that open a new finite clause, semicolons, colons and the sentence's ends.
    pub fn clause(&self, token: usize) -> Range<usize> {
        let breaks = |k: usize| {
            matches!(self.low(k), ";" | ":" | "." | "!" | "?" | "--" | "\u{2014}")
                || self.is(k, Word::Contrast)
                || self.text.tokens[k].is_quote()
        };
        let start =
            (self.tokens.start..token).rev().find(|&k| breaks(k)).map_or(self.tokens.start, |k| k + 1);
        let end = (token..self.tokens.end).find(|&k| breaks(k)).unwrap_or(self.tokens.end);
        start..end.max(token + 1).min(self.tokens.end)
    }
}
