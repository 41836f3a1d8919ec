//! Where every count claim ended, and why.

use super::quote::{Quotes, question_anchor};
use askama::Template;
use recount_model::{LedgerEntry, LedgerPlace, Word};
use std::collections::BTreeMap;

/// Count claims by the place they ended in.
#[derive(Template)]
#[template(path = "ledger.html")]
pub(super) struct Section<'a> {
    pub(super) total: usize,
    places: Vec<Place<'a>>,
}

struct Place<'a> {
    name: &'static str,
    meaning: &'static str,
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    anchor: String,
    words: &'a str,
    source: &'a str,
    why: &'a str,
    finding: Option<(String, String)>,
}

impl<'a> Section<'a> {
    pub(super) fn new(quotes: &Quotes<'a>) -> Self {
        let mut places: BTreeMap<LedgerPlace, Vec<&LedgerEntry>> = BTreeMap::new();
        for entry in &quotes.account.ledger {
            places.entry(entry.place).or_default().push(entry);
        }
        let findings = &quotes.account.findings;
        let known: BTreeMap<&str, usize> =
            findings.iter().enumerate().map(|(i, f)| (f.id.as_str(), i)).collect();
        Section {
            total: quotes.account.ledger.len(),
            places: places
                .into_iter()
                .map(|(place, entries)| Place {
                    name: place.word(),
                    meaning: meaning(place),
                    rows: entries.into_iter().map(|e| row(e, &known, quotes)).collect(),
                })
                .collect(),
        }
    }
}

fn row<'a>(entry: &'a LedgerEntry, known: &BTreeMap<&str, usize>, quotes: &Quotes<'a>) -> Row<'a> {
    let account = quotes.account;
    let finding = entry.finding.as_deref().and_then(|id| known.get(id).copied());
    Row {
        anchor: quotes.anchor(entry.claim),
        words: account.words(entry.claim),
        source: account.report_of(entry.claim).label(),
        why: &entry.why,
        finding: finding.map(|i| (question_anchor(i), crate::wording::question(&account.findings[i]))),
    }
}

fn meaning(place: LedgerPlace) -> &'static str {
    match place {
        LedgerPlace::Testimony => "states what a voice stands by",
        LedgerPlace::Echo => "repeats another’s figure",
        LedgerPlace::Superseded => "its voice said something else later",
        LedgerPlace::Part => "is a part of another figure",
        LedgerPlace::Increment => "adds to an earlier figure; never a toll",
        LedgerPlace::Denied => "is a figure that somebody rejects",
        LedgerPlace::OtherEvent => "belongs to another event, to an aggregate or to none",
        LedgerPlace::Rejected => "a person rejected it",
    }
}
