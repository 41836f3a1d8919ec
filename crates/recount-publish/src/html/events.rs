//! Events with their questions: the main event in full, the others one line each until opened, then what belongs to no event,
//! and totals beside the parts that a source enumerates.

use super::question::Card;
use super::quote::{Quote, Quotes};
use crate::{lead, wording};
use askama::Template;
use recount_model::{Account, ClaimIndex, Event, EventIndex, PartsCheck};
use std::collections::BTreeMap;

/// Everything that is answered with figures.
#[derive(Template)]
#[template(path = "events.html")]
pub(super) struct Section<'a> {
    main: Vec<Group<'a>>,
    others: Vec<Group<'a>>,
    loose: Vec<Card<'a>>,
    parts: Vec<Parts<'a>>,
    pub(super) parts_count: usize,
}

/// An event with its questions, most telling first.
struct Group<'a> {
    anchor: String,
    label: &'a str,
    facts: String,
    mismatches: Vec<String>,
    reasons: Vec<&'a str>,
    full: Vec<Card<'a>>,
    minor: Vec<Card<'a>>,
    aggregate: bool,
}

/// A total beside its parts.
struct Parts<'a> {
    total: (String, String),
    parts: Vec<(String, String)>,
    sum: String,
    fits: bool,
    quotes: Vec<Quote<'a>>,
}

impl<'a> Section<'a> {
    pub(super) fn new(quotes: &Quotes<'a>) -> Self {
        let account = quotes.account;
        let mut asked: Asked = BTreeMap::new();
        for index in lead::order(account) {
            asked.entry(account.findings[index].event).or_default().push(index);
        }
        let groups = account.events.iter().enumerate().map(|(i, e)| (e.main, group(i, e, &asked, quotes)));
        let (main, others): (Vec<_>, Vec<_>) = groups.partition(|(main, _)| *main);
        let others: Vec<Group> = others.into_iter().map(|(_, g)| g).filter(|g| !g.is_empty()).collect();
        let parts: Vec<Parts> = account.parts.iter().map(|p| parts(p, quotes)).collect();
        Section {
            main: main.into_iter().map(|(_, g)| g).collect(),
            others,
            loose: cards(None, &asked, quotes),
            parts_count: parts.len(),
            parts,
        }
    }
}

impl<'a> Group<'a> {
    /// The question a closed line shows.
    fn first(&self) -> Option<&Card<'a>> {
        self.full.first().or(self.minor.first())
    }

    /// How many questions the line does not show.
    fn more(&self) -> usize {
        (self.full.len() + self.minor.len()).saturating_sub(1)
    }

    fn is_empty(&self) -> bool {
        self.full.is_empty() && self.minor.is_empty()
    }
}

/// The findings of each event, and of none, by their place in the account, most telling first.
type Asked = BTreeMap<Option<EventIndex>, Vec<usize>>;

fn cards<'a>(event: Option<EventIndex>, asked: &Asked, quotes: &Quotes<'a>) -> Vec<Card<'a>> {
    asked.get(&event).into_iter().flatten().map(|&index| Card::new(index, quotes)).collect()
}

fn group<'a>(index: usize, event: &'a Event, asked: &Asked, quotes: &Quotes<'a>) -> Group<'a> {
    let account = quotes.account;
    let mut facts = wording::event_facts(event);
    facts.push(format!("told by {}", wording::counted(event.reports.len(), "report", "reports")));
    let (mut full, mut minor): (Vec<_>, Vec<_>) =
        cards(Some(EventIndex(index)), asked, quotes).into_iter().partition(|c| !c.minor);
    if event.main && full.is_empty() && !minor.is_empty() {
        full.push(minor.remove(0));
    }
    Group {
        anchor: format!("e-{index}"),
        label: &event.label,
        facts: facts.join(" · "),
        mismatches: event
            .date_mismatches
            .iter()
            .map(|(report, day)| {
                format!("{} dates it to {}", account.report(*report).label(), wording::date(*day))
            })
            .collect(),
        reasons: event.reasons.iter().map(|r| r.label.as_str()).collect(),
        full,
        minor,
        aggregate: event.aggregate,
    }
}

fn parts<'a>(check: &PartsCheck, quotes: &Quotes<'a>) -> Parts<'a> {
    let named = |claim| (figure(claim, quotes.account), quotes.anchor(claim));
    let all: Vec<ClaimIndex> = std::iter::once(check.total).chain(check.parts.iter().copied()).collect();
    Parts {
        total: named(check.total),
        parts: check.parts.iter().map(|&c| named(c)).collect(),
        sum: wording::grouped(check.sum),
        fits: check.fits,
        quotes: quotes.all(&all),
    }
}

/// A figure with what it counts, as written; the words of the claim when it is none.
fn figure(claim: ClaimIndex, account: &Account) -> String {
    match account.claim(claim).count() {
        Some(count) => format!("{} {}", count.interval.as_written, count.population.words),
        None => account.words(claim).to_string(),
    }
}
