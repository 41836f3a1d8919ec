//! What people decided, with where each decision stands among the claims of the account.

use super::quote::Quotes;
use crate::ruling;
use askama::Template;
use recount_model::{ClaimId, ClaimIndex, RulingStanding, RulingState};
use std::collections::BTreeMap;

/// The rulings of a kept dossier; nothing for a folder of files.
#[derive(Template)]
#[template(path = "rulings.html")]
pub(super) struct Section<'a> {
    pub(super) rows: Vec<Row<'a>>,
    pub(super) for_review: usize,
}

/// A ruling.
pub(super) struct Row<'a> {
    number: u64,
    what: String,
    /// The first claim that it is about and that is on the page; else empty.
    anchor: String,
    why: &'a str,
    who: &'a str,
    when: String,
    standing: String,
    is_for_review: bool,
    note: String,
}

impl<'a> Section<'a> {
    pub(super) fn new(quotes: &Quotes<'a>) -> Self {
        let account = quotes.account;
        let places: BTreeMap<&ClaimId, ClaimIndex> =
            account.claims.iter().enumerate().map(|(at, claim)| (&claim.id, ClaimIndex(at))).collect();
        let row = |standing: &'a RulingStanding| {
            let (state, note) = ruling::state(&standing.state);
            let on_page = standing.claim_ids().into_iter().find_map(|id| places.get(&id).copied());
            Row {
                number: standing.ruling.number,
                what: ruling::what(standing, &account.reports),
                anchor: on_page.map_or_else(String::new, |claim| quotes.anchor(claim)),
                why: &standing.ruling.why,
                who: &standing.ruling.who,
                when: time(&standing.ruling.when),
                standing: state.replace('-', " "),
                is_for_review: matches!(standing.state, RulingState::ForReview { .. }),
                note: note.unwrap_or_default(),
            }
        };
        let rows: Vec<Row<'a>> = account.rulings.iter().map(row).collect();
        Section { for_review: rows.iter().filter(|row| row.is_for_review).count(), rows }
    }
}

/// A time of the journal, `2026-11-22T09:30:00Z`, as people write it; anything else as it stands.
fn time(when: &str) -> String {
    match when.strip_suffix('Z').and_then(|rest| rest.split_once('T')) {
        Some((day, time)) => format!("{day} {time} UTC"),
        None => when.to_string(),
    }
}
