//! The comparison itself: what is in one account and not in the other, question by question.

use super::causes::Causes;
use super::view::{AccountView, ClaimView, EventView, QuestionView, ReportView, RulingView, TestimonyView};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One value that is another now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// What: `low`, `best`, `grade` ...
    pub what: String,
    /// As it was; `none` when it had no value.
    pub old: String,
    /// As it is.
    pub new: String,
}

/// What became of one voice's testimony.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TestimonyChange {
    /// It was not there before: voice and figure.
    New(String, String),
    /// It is not there any more: voice and figure.
    Gone(String, String),
    /// It is another now: voice, old figure, new figure.
    Other(String, String, String),
}

/// What changed of one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionChange {
    /// Its id now, else as it was.
    pub id: String,
    /// The label of its event.
    pub event: String,
    /// `new`, `gone` or `changed`.
    pub state: &'static str,
    /// Figures, grade and conflict that moved.
    pub moved: Vec<Moved>,
    /// Testimonies that came, went or changed.
    pub testimonies: Vec<TestimonyChange>,
    /// On what it rests: reports that came or went, rulings, claims read otherwise.
    pub why: Vec<String>,
}

/// What changed between two accounts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct AccountChange {
    /// Version of the program, method: what the account as a whole was made by.
    pub made_by: Vec<Moved>,
    /// Files of reports that came.
    pub reports_new: Vec<String>,
    /// Files of reports that take no part any more.
    pub reports_gone: Vec<String>,
    /// Reports of which something else is known now, or whose bytes are others.
    pub reports_other: Vec<String>,
    /// Rulings that hold now and did not, as phrases.
    pub rulings_new: Vec<String>,
    /// Rulings that held and do not any more.
    pub rulings_gone: Vec<String>,
    /// Number of claims that came.
    pub claims_new: usize,
    /// Number of claims that went.
    pub claims_gone: usize,
    /// Number of claims that say something else under their id.
    pub claims_other: usize,
    /// Names that are joined now and were not, and the other way round.
    pub names: Vec<String>,
    /// Questions, in the order of the new account, those that went last.
    pub questions: Vec<QuestionChange>,
}

impl AccountChange {
    /// Whether nothing changed at all.
    pub fn is_empty(&self) -> bool {
        *self == AccountChange::default()
    }
}

/// Compares two accounts.
pub fn compare(old: &AccountView, new: &AccountView) -> AccountChange {
    let causes = Causes::new(old, new);
    let by_file = |account: &AccountView| -> BTreeMap<String, ReportView> {
        account.reports.iter().map(|report| (report.file.clone(), report.clone())).collect()
    };
    let (before, now) = (by_file(old), by_file(new));
    let only = |a: &BTreeMap<String, ReportView>, b: &BTreeMap<String, ReportView>| {
        a.keys().filter(|file| !b.contains_key(*file)).cloned().collect()
    };
    let other = now.iter().filter(|(file, report)| before.get(*file).is_some_and(|was| was != *report));
    let (claims_new, claims_gone, claims_other) = causes.claim_counts();
    AccountChange {
        made_by: moved(&[
            ("version", old.version.clone(), new.version.clone()),
            ("method", old.method.clone(), new.method.clone()),
        ]),
        reports_new: only(&now, &before),
        reports_gone: only(&before, &now),
        reports_other: other.map(|(file, _)| file.clone()).collect(),
        rulings_new: rulings(new, old),
        rulings_gone: rulings(old, new),
        claims_new,
        claims_gone,
        claims_other,
        names: names(old, new),
        questions: questions(old, new, &causes),
    }
}

/// Rulings that hold in `here` and not in `there`.
fn rulings(here: &AccountView, there: &AccountView) -> Vec<String> {
    let holds = |ruling: &RulingView| matches!(ruling.state.as_str(), "stands" | "carried");
    let held: BTreeSet<u64> = there.rulings.iter().filter(|r| holds(r)).map(|r| r.number).collect();
    let only = here.rulings.iter().filter(|ruling| holds(ruling) && !held.contains(&ruling.number));
    only.map(|r| format!("ruling {} by {}: {} ({})", r.number, r.who, r.what, r.why)).collect()
}

/// Names that are spelled under another head now.
fn names(old: &AccountView, new: &AccountView) -> Vec<String> {
    let heads = |account: &AccountView| -> BTreeMap<String, String> {
        let spelled = |entity: &super::view::EntityView| {
            let head = entity.canonical.clone();
            entity
                .spellings
                .iter()
                .map(move |spelling| (spelling.spelling.clone(), head.clone()))
                .collect::<Vec<_>>()
        };
        account.entities.iter().flat_map(spelled).collect()
    };
    let (before, now) = (heads(old), heads(new));
    let other = now.iter().filter_map(|(name, head)| Some((name, before.get(name)?, head)));
    other
        .filter(|(_, was, is)| was != is)
        .map(|(name, was, is)| format!("'{name}' was a name of {was} and is one of {is}"))
        .collect()
}

fn moved(values: &[(&str, String, String)]) -> Vec<Moved> {
    values
        .iter()
        .filter(|(_, old, new)| old != new)
        .map(|(what, old, new)| Moved { what: what.to_string(), old: old.clone(), new: new.clone() })
        .collect()
}

fn questions(old: &AccountView, new: &AccountView, causes: &Causes) -> Vec<QuestionChange> {
    let mut left: Vec<(&EventView, &QuestionView)> = old.questions().collect();
    let mut changes = Vec::new();
    for (event, question) in new.questions() {
        let partner = partner(question, &left, new);
        let change = match partner.map(|at| left.remove(at)) {
            Some((_, was)) => change(Some(was), Some(question), event, causes),
            None => change(None, Some(question), event, causes),
        };
        changes.extend(change);
    }
    changes.extend(left.into_iter().filter_map(|(event, was)| change(Some(was), None, event, causes)));
    changes
}

/// The old question that a new one goes on with: of the same id, else of the same measure and population with most claims in common
/// whose own id is gone.
fn partner(
    question: &QuestionView,
    left: &[(&EventView, &QuestionView)],
    new: &AccountView,
) -> Option<usize> {
    if let Some(at) = left.iter().position(|(_, was)| was.id == question.id) {
        return Some(at);
    }
    let claims = |q: &QuestionView| -> BTreeSet<String> {
        q.testimonies.iter().flat_map(|t| t.claims.iter().cloned()).collect()
    };
    let mine = claims(question);
    let still_there: BTreeSet<&str> = new.questions().map(|(_, q)| q.id.as_str()).collect();
    let alike = left.iter().enumerate().filter(|(_, (_, was))| {
        was.measure == question.measure
            && was.population == question.population
            && !still_there.contains(was.id.as_str())
    });
    let shared = alike.map(|(at, (_, was))| (claims(was).intersection(&mine).count(), at));
    shared
        .filter(|(shared, _)| *shared > 0)
        .max_by_key(|(shared, at)| (*shared, std::cmp::Reverse(*at)))
        .map(|(_, at)| at)
}

/// A bound as a reader writes it.
fn bound(value: Option<u64>) -> String {
    value.map_or("none".to_string(), |value| value.to_string())
}

fn change(
    old: Option<&QuestionView>,
    new: Option<&QuestionView>,
    event: &EventView,
    causes: &Causes,
) -> Option<QuestionChange> {
    let empty = QuestionView::default();
    let (was, is) = (old.unwrap_or(&empty), new.unwrap_or(&empty));
    let moved = moved(&[
        ("low", bound(was.low), bound(is.low)),
        ("best", bound(was.best), bound(is.best)),
        ("high", bound(was.high), bound(is.high)),
        ("highest stated", bound(was.highest_stated), bound(is.highest_stated)),
        ("grade", was.grade.clone(), is.grade.clone()),
        ("contested", was.conflict.to_string(), is.conflict.to_string()),
    ]);
    let testimonies = testimonies(&was.testimonies, &is.testimonies);
    let state = match (old, new) {
        (None, _) => "new",
        (_, None) => "gone",
        _ => "changed",
    };
    if moved.is_empty() && testimonies.is_empty() {
        return None;
    }
    let id = new.or(old).map(|question| question.id.clone()).unwrap_or_default();
    let why = causes.of(was, is);
    Some(QuestionChange { id, event: event.label.clone(), state, moved, testimonies, why })
}

fn testimonies(old: &[TestimonyView], new: &[TestimonyView]) -> Vec<TestimonyChange> {
    let figure = |t: &TestimonyView| match (t.low, t.high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("{low} or more"),
        (None, Some(high)) => format!("up to {high}"),
        (None, None) => t.as_written.clone(),
    };
    let mut left: Vec<&TestimonyView> = old.iter().collect();
    let mut changes = Vec::new();
    for testimony in new {
        let same = |was: &&TestimonyView| was.voice == testimony.voice && figure(was) == figure(testimony);
        let place =
            left.iter().position(same).or_else(|| left.iter().position(|was| was.voice == testimony.voice));
        match place.map(|at| figure(left.remove(at))) {
            Some(was) if was == figure(testimony) => {}
            Some(was) => {
                changes.push(TestimonyChange::Other(testimony.voice.clone(), was, figure(testimony)))
            }
            None => changes.push(TestimonyChange::New(testimony.voice.clone(), figure(testimony))),
        }
    }
    changes.extend(left.into_iter().map(|gone| TestimonyChange::Gone(gone.voice.clone(), figure(gone))));
    changes
}

/// Whether two claims say the same; where they were gathered does not count.
pub(super) fn same_content(a: &ClaimView, b: &ClaimView) -> bool {
    let said = |claim: &ClaimView| -> BTreeMap<String, serde_json::Value> {
        let gathered = ["event", "link", "event_date_inferred"];
        claim
            .rest
            .iter()
            .filter(|(name, _)| !gathered.contains(&name.as_str()))
            .map(|(n, v)| (n.clone(), v.clone()))
            .collect()
    };
    (a.start, a.end, &a.text) == (b.start, b.end, &b.text) && said(a) == said(b)
}
