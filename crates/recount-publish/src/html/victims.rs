//! People named as killed, injured, detained or missing.

use super::quote::{Quote, Quotes};
use crate::wording;
use askama::Template;
use recount_model::Word;
use std::collections::BTreeMap;

/// The people, and how many were named for each measure of an event beside its toll.
#[derive(Template)]
#[template(path = "victims.html")]
pub(super) struct Section<'a> {
    pub(super) rows: Vec<Row<'a>>,
    beside: Vec<String>,
}

pub(super) struct Row<'a> {
    name: &'a str,
    spellings: String,
    age: String,
    measure: &'static str,
    event: &'a str,
    quotes: Vec<Quote<'a>>,
}

impl<'a> Section<'a> {
    pub(super) fn new(quotes: &Quotes<'a>) -> Self {
        let account = quotes.account;
        let row = |v: &'a recount_model::Victim| Row {
            name: &v.name,
            spellings: v.spellings.iter().filter(|s| **s != v.name).cloned().collect::<Vec<_>>().join(", "),
            age: v.age.map_or_else(String::new, |age| age.to_string()),
            measure: v.measure.word(),
            event: v.event.and_then(|e| account.events.get(e.0)).map_or("", |e| e.label.as_str()),
            quotes: quotes.all(&v.claims),
        };
        Section { rows: account.victims.iter().map(row).collect(), beside: beside(quotes) }
    }
}

/// `killed: 1 named, figure 11 or more`.
fn beside(quotes: &Quotes) -> Vec<String> {
    let account = quotes.account;
    let mut named: BTreeMap<_, usize> = BTreeMap::new();
    for victim in &account.victims {
        *named.entry((victim.event, victim.measure)).or_default() += 1;
    }
    let mut lines = Vec::new();
    for ((event, measure), n) in named {
        let toll = account.findings.iter().find(|f| f.event == event && f.measure == measure);
        if let Some(finding) = toll.filter(|_| event.is_some()) {
            let title = wording::question(finding);
            lines.push(format!("{title}: {n} by name, figure {}", wording::headline(finding).text()));
        }
    }
    lines
}
