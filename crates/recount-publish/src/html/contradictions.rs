//! Where claims differ: side by side, those that call for a decision first.

use super::quote::{Quote, Quotes};
use crate::wording;
use askama::Template;

/// Every contradiction.
#[derive(Template)]
#[template(path = "contradictions.html")]
pub(super) struct Section<'a> {
    pub(super) open: Vec<Pair<'a>>,
    pub(super) explained: Vec<Pair<'a>>,
}

/// Two sides.
pub(super) struct Pair<'a> {
    class: &'static str,
    topic: String,
    why: &'a str,
    a: Vec<Quote<'a>>,
    b: Vec<Quote<'a>>,
}

impl<'a> Section<'a> {
    pub(super) fn new(quotes: &Quotes<'a>) -> Self {
        let all = &quotes.account.contradictions;
        let pair = |c: &'a recount_model::Contradiction| Pair {
            class: wording::contradiction_class(c.class),
            topic: wording::capital(&c.topic),
            why: &c.why,
            a: quotes.all(&c.a),
            b: quotes.all(&c.b),
        };
        let (open, explained): (Vec<_>, Vec<_>) =
            all.iter().partition(|c| wording::calls_for_decision(c.class));
        Section {
            open: open.into_iter().map(pair).collect(),
            explained: explained.into_iter().map(pair).collect(),
        }
    }
}

impl Section<'_> {
    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.open.len() + self.explained.len()
    }
}
