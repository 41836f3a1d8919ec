//! Which reports share an origin, and which figures changed their owner or their bound on the way.

use super::quote::{Quote, Quotes};
use crate::wording;
use askama::Template;
use recount_model::Word;

/// Drift first, because it misleads; then what counts once.
#[derive(Template)]
#[template(path = "lineage.html")]
pub(super) struct Section<'a> {
    pub(super) drifts: Vec<DriftRow<'a>>,
    pub(super) origins: Vec<Origin<'a>>,
}

pub(super) struct DriftRow<'a> {
    kind: &'static str,
    why: &'a str,
    was: Vec<Quote<'a>>,
    became: Vec<Quote<'a>>,
}

pub(super) struct Origin<'a> {
    origin: &'a str,
    about: String,
    reports: Vec<(usize, &'a str)>,
    why: &'a str,
    quotes: Vec<Quote<'a>>,
    sentences: String,
    copies: Vec<Copied<'a>>,
    /// How many copied passages there are, as words; empty where there is none.
    passages: String,
    /// How many of them are not shown.
    more: usize,
}

/// Two passages side by side.
pub(super) struct Copied<'a> {
    earlier: Side<'a>,
    later: Side<'a>,
    /// How much of the shorter one is copied, in per cent.
    share: usize,
}

/// A passage as the page shows it.
pub(super) struct Side<'a> {
    words: &'a str,
    source: String,
    report: usize,
    /// Code point at which it begins.
    offset: usize,
}

/// Most pairs of passages that one row shows; the JSON has all.
const SHOWN: usize = 12;

impl<'a> Section<'a> {
    pub(super) fn new(quotes: &Quotes<'a>) -> Self {
        let account = quotes.account;
        let drift = |d: &'a recount_model::Drift| DriftRow {
            kind: wording::drift_kind(d.kind),
            why: &d.why,
            was: quotes.all(&d.origin_claims),
            became: quotes.all(&d.claims),
        };
        let side = |e: &recount_model::Evidence| Side {
            words: e.span.slice(&account.report(e.report).text),
            source: wording::report_line(account, e.report),
            report: e.report.0,
            offset: quotes.point(e.report.0, e.span),
        };
        let copied = |p: &recount_model::CopiedPassage| Copied {
            earlier: side(&p.earlier),
            later: side(&p.later),
            share: (p.share * 100.0).round() as usize,
        };
        let origin = |l: &'a recount_model::Lineage| {
            let event =
                l.event.and_then(|e| account.events.get(e.0)).filter(|e| !e.main).map(|e| e.label.clone());
            let facts: Vec<String> =
                [l.measure.map(|m| m.word().to_string()), event].into_iter().flatten().collect();
            Origin {
                origin: &l.origin,
                about: facts.join(" · "),
                reports: l.reports.iter().map(|&r| (r.0, account.report(r).label())).collect(),
                why: &l.why,
                quotes: quotes.all(&l.claims),
                sentences: wording::counted(l.claims.len(), "sentence", "sentences"),
                copies: l.passages.iter().take(SHOWN).map(copied).collect(),
                passages: match l.passages.len() {
                    0 => String::new(),
                    n => wording::counted(n, "copied passage, side by side", "copied passages, side by side"),
                },
                more: l.passages.len().saturating_sub(SHOWN),
            }
        };
        Section {
            drifts: account.drift.iter().map(drift).collect(),
            origins: account.lineage.iter().map(origin).collect(),
        }
    }
}

impl Section<'_> {
    /// How many there are of both.
    pub(super) fn count(&self) -> usize {
        self.drifts.len() + self.origins.len()
    }
}
