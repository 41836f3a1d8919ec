//! States over time: one line for each entity, status and authority, drawn on one axis of dates and told in a table. And the
//! dated events, in order.

use super::axis::percent;
use super::quote::Quotes;
use crate::wording;
use askama::Template;
use recount_model::{Account, Change, PartialDate, StatusChange, Word};
use std::collections::BTreeSet;

const LEFT: f64 = 1.0;
const RIGHT: f64 = 3.0;

/// Both timelines.
#[derive(Template)]
#[template(path = "states.html")]
pub(super) struct Section<'a> {
    pub(super) lines: Vec<Line<'a>>,
    /// Those that no date allows to draw.
    undated: Vec<Line<'a>>,
    ticks: Vec<(String, String)>,
    pub(super) events: Vec<Dated<'a>>,
}

/// A status of an entity by an authority.
pub(super) struct Line<'a> {
    entity: &'a str,
    status: &'a str,
    authority: &'a str,
    bars: Vec<Bar>,
    dots: Vec<Dot>,
    rows: Vec<Row<'a>>,
}

struct Bar {
    x1: String,
    x2: String,
    /// Its beginning is not known.
    open_left: bool,
    /// No end is known.
    open_right: bool,
}

struct Dot {
    x: String,
    class: &'static str,
    label: String,
}

struct Row<'a> {
    change: &'static str,
    dates: String,
    voices: String,
    links: Vec<(String, &'a str)>,
}

/// An event with its date.
pub(super) struct Dated<'a> {
    day: String,
    iso: String,
    anchor: String,
    label: &'a str,
    place: &'a str,
    reports: String,
    main: bool,
}

impl<'a> Section<'a> {
    pub(super) fn new(quotes: &Quotes<'a>) -> Self {
        let account = quotes.account;
        let scale = Scale::new(account);
        let mut keys: Vec<(&str, &str, &str)> = account.statuses.iter().map(key).collect();
        let mut seen = BTreeSet::new();
        keys.retain(|k| seen.insert(*k));
        let line = |k| {
            let changes: Vec<&StatusChange> = account.statuses.iter().filter(|s| key(s) == k).collect();
            line(k, &changes, &scale, quotes)
        };
        let (lines, undated) =
            keys.into_iter().map(line).partition(|l| !l.bars.is_empty() || !l.dots.is_empty());
        Section { lines, undated, ticks: scale.ticks(), events: dated(account) }
    }
}

impl Section<'_> {
    /// Whether there is nothing to draw.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.undated.is_empty() && self.events.is_empty()
    }
}

impl Line<'_> {
    fn statements(&self) -> String {
        wording::counted(self.rows.len(), "statement", "statements")
    }
}

fn key(status: &StatusChange) -> (&str, &str, &str) {
    (&status.entity, &status.status, status.authority.as_deref().unwrap_or(""))
}

/// Days on the drawing, from the first day of the earliest year to the last of the latest.
struct Scale {
    first: i64,
    last: i64,
    years: (i32, i32),
}

impl Scale {
    fn new(account: &Account) -> Self {
        let mut days: Vec<PartialDate> = Vec::new();
        for status in &account.statuses {
            days.extend([status.from, status.to].into_iter().flatten());
            days.extend(as_of(status, account));
        }
        let years = days.iter().map(PartialDate::get_year);
        let first = years.clone().min().unwrap_or(2000);
        let last = years.max().unwrap_or(first);
        Scale {
            first: PartialDate::year(first).ordinal(),
            last: PartialDate::year(last).last_day().ordinal() + 1,
            years: (first, last),
        }
    }

    fn at(&self, ordinal: i64) -> f64 {
        let share = (ordinal - self.first) as f64 / (self.last - self.first).max(1) as f64;
        LEFT + share.clamp(0.0, 1.0) * (100.0 - LEFT - RIGHT)
    }

    /// Years, at most eight of them; months when all lies in one year.
    fn ticks(&self) -> Vec<(String, String)> {
        let (first, last) = self.years;
        if first == last {
            let month =
                |m| PartialDate::month(first, m).map(|d| (percent(self.at(d.ordinal())), wording::date(d)));
            return [1, 4, 7, 10].into_iter().filter_map(month).collect();
        }
        let step = ((i64::from(last) + 1 - i64::from(first) + 6) / 7).max(1) as usize;
        let tick = |year: i32| (percent(self.at(PartialDate::year(year).ordinal())), year.to_string());
        (first..=last.saturating_add(1)).step_by(step).map(tick).collect()
    }
}

/// Dates of the statements behind a change.
fn as_of(status: &StatusChange, account: &Account) -> Vec<PartialDate> {
    status.claims.iter().filter_map(|&c| account.claim(c).as_of).collect()
}

fn line<'a>(
    (entity, status, authority): (&'a str, &'a str, &'a str),
    changes: &[&'a StatusChange],
    scale: &Scale,
    quotes: &Quotes<'a>,
) -> Line<'a> {
    let account = quotes.account;
    Line {
        entity,
        status,
        authority,
        bars: bars(changes, scale),
        dots: changes.iter().filter_map(|c| dot(c, scale, account)).collect(),
        rows: changes.iter().map(|c| row(c, quotes)).collect(),
    }
}

/// Bars from each known beginning to the next known end; ends without a beginning are open on the left.
fn bars(changes: &[&StatusChange], scale: &Scale) -> Vec<Bar> {
    let (mut spans, mut begins, mut ends) = (Vec::new(), Vec::new(), Vec::new());
    for change in changes {
        match (change.change, change.from, change.to) {
            (Change::Reviewed, ..) | (_, None, None) => {}
            (_, Some(from), Some(to)) => spans.push((Some(from.ordinal()), Some(to.last_day().ordinal()))),
            (Change::Ends, from, to) => ends.extend(to.or(from)),
            (_, Some(from), None) => begins.push(from),
            (_, None, Some(to)) => ends.push(to),
        }
    }
    let mut ends: Vec<i64> = exact(ends).into_iter().map(|d| d.last_day().ordinal()).collect();
    ends.sort_unstable();
    for from in exact(begins).into_iter().map(|d| d.ordinal()) {
        spans.push((Some(from), ends.iter().copied().find(|end| *end >= from)));
    }
    let unmatched: Vec<i64> =
        ends.into_iter().filter(|end| !spans.iter().any(|(_, to)| *to == Some(*end))).collect();
    spans.extend(unmatched.last().map(|end| (None, Some(*end))));
    spans.sort();
    spans.dedup();
    let bar = |(from, to): (Option<i64>, Option<i64>)| Bar {
        x1: percent(from.map_or(0.0, |d| scale.at(d))),
        x2: percent(to.map_or(99.0, |d| scale.at(d))),
        open_left: from.is_none(),
        open_right: to.is_none(),
    };
    spans.into_iter().map(bar).collect()
}

/// The dates without those that only say less exactly what another says.
fn exact(mut dates: Vec<PartialDate>) -> Vec<PartialDate> {
    dates.sort();
    dates.dedup();
    let exactness = |d: &PartialDate| (d.get_month().is_some(), d.get_day().is_some());
    let all = dates.clone();
    dates.retain(|d| !all.iter().any(|o| o.agrees(d) && exactness(o) > exactness(d)));
    dates
}

/// A sign at the day of a change, or, for what is said to hold on no day, at the date of the statement.
fn dot(change: &StatusChange, scale: &Scale, account: &Account) -> Option<Dot> {
    let said = as_of(change, account).into_iter().max();
    let (day, class) = match change.change {
        Change::Begins => (change.from?, "begins"),
        Change::Ends => (change.to.or(change.from)?, "ends"),
        Change::Reviewed => (change.from.or(change.to).or(said)?, "reviewed"),
        Change::Holds => (change.from.or(change.to).is_none().then_some(said)??, "holds"),
    };
    let ordinal = if class == "ends" { day.last_day().ordinal() } else { day.ordinal() };
    let label = format!("{} {}", change.change.word(), wording::date(day));
    Some(Dot { x: percent(scale.at(ordinal)), class, label })
}

fn row<'a>(change: &'a StatusChange, quotes: &Quotes<'a>) -> Row<'a> {
    let day = |d: Option<PartialDate>| d.map(wording::date);
    let dates = match (day(change.from), day(change.to)) {
        (Some(a), Some(b)) => format!("{a} to {b}"),
        (Some(a), None) => format!("from {a}"),
        (None, Some(b)) => format!("until {b}"),
        (None, None) => "no date".to_string(),
    };
    let link = |&c| (quotes.anchor(c), quotes.account.report_of(c).label());
    let voices = if change.voices.is_empty() { "own voice".to_string() } else { change.voices.join(", ") };
    Row { change: change.change.word(), dates, voices, links: change.claims.iter().map(link).collect() }
}

/// Events with a date, earliest first.
fn dated(account: &Account) -> Vec<Dated<'_>> {
    let mut events: Vec<_> = account
        .events
        .iter()
        .enumerate()
        .filter_map(|(i, e)| Some((e.period.and_then(|p| p.start).or(e.date)?, i, e)))
        .collect();
    events.sort_by_key(|(day, i, _)| (*day, *i));
    let asked: BTreeSet<usize> = account.findings.iter().filter_map(|f| f.event).map(|e| e.0).collect();
    events
        .into_iter()
        .map(|(day, i, e)| Dated {
            day: wording::when(e).unwrap_or_else(|| wording::date(day)),
            iso: day.to_string(),
            anchor: if asked.contains(&i) || e.main { format!("e-{i}") } else { String::new() },
            label: &e.label,
            place: e.place.as_deref().unwrap_or(""),
            reports: wording::counted(e.reports.len(), "report", "reports"),
            main: e.main,
        })
        .collect()
}
