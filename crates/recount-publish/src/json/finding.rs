//! Events with their questions, as records.

use super::claim::date;
use super::descent::{NodeRecord, SeriesRecord};
use super::place::{Offsets, PlaceRecord};
use crate::wording;
use recount_model::{
    Account, Amount, ClaimIndex, Event, Figure, Finding, Influence, Interval, Reason, ReportIndex, Revision,
    Step, Testimony, Version, Word,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// An event with the questions asked of it. What belongs to no event stands under one whose `id` is null.
#[derive(Serialize)]
pub(super) struct EventRecord<'a> {
    id: Option<&'a str>,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    main: bool,
    aggregate: bool,
    reports: Vec<&'a str>,
    claims: Vec<&'a str>,
    date_mismatches: Vec<MismatchRecord<'a>>,
    reasons: Vec<ReasonRecord<'a>>,
    pub(super) questions: Vec<QuestionRecord<'a>>,
}

#[derive(Serialize)]
struct MismatchRecord<'a> {
    report: &'a str,
    date: String,
}

/// Every event, then what belongs to none, if anything does.
pub(super) fn events<'a>(account: &'a Account, offsets: &Offsets) -> Vec<EventRecord<'a>> {
    let mut asked: BTreeMap<Option<usize>, Vec<QuestionRecord>> = BTreeMap::new();
    for finding in &account.findings {
        asked
            .entry(finding.event.map(|e| e.0))
            .or_default()
            .push(QuestionRecord::new(finding, account, offsets));
    }
    let mut questions = |event: Option<usize>| asked.remove(&event).unwrap_or_default();
    let mut events: Vec<EventRecord> = account
        .events
        .iter()
        .enumerate()
        .map(|(i, event)| EventRecord::new(event, questions(Some(i)), account, offsets))
        .collect();
    let none = questions(None);
    if !none.is_empty() {
        events.push(EventRecord::without(none));
    }
    events
}

impl<'a> EventRecord<'a> {
    fn new(
        event: &'a Event,
        questions: Vec<QuestionRecord<'a>>,
        account: &'a Account,
        offsets: &Offsets,
    ) -> Self {
        EventRecord {
            id: Some(&event.id),
            label: &event.label,
            date: date(event.date),
            period: event.period.map(|p| p.to_string()),
            place: event.place.as_deref(),
            main: event.main,
            aggregate: event.aggregate,
            reports: files(account, &event.reports),
            claims: ids(account, &event.claims),
            date_mismatches: event
                .date_mismatches
                .iter()
                .map(|(report, date)| MismatchRecord {
                    report: &account.report(*report).file,
                    date: date.to_string(),
                })
                .collect(),
            reasons: event.reasons.iter().map(|r| ReasonRecord::new(r, account, offsets)).collect(),
            questions,
        }
    }

    fn without(questions: Vec<QuestionRecord<'a>>) -> Self {
        EventRecord {
            id: None,
            label: "figures without an event",
            date: None,
            period: None,
            place: None,
            main: false,
            aggregate: false,
            reports: Vec::new(),
            claims: Vec::new(),
            date_mismatches: Vec::new(),
            reasons: Vec::new(),
            questions,
        }
    }
}

/// The ids of claims.
pub(super) fn ids<'a>(account: &'a Account, claims: &[ClaimIndex]) -> Vec<&'a str> {
    claims.iter().map(|&c| account.claim(c).id.0.as_str()).collect()
}

/// The file names of reports.
pub(super) fn files<'a>(account: &'a Account, reports: &[ReportIndex]) -> Vec<&'a str> {
    reports.iter().map(|&r| account.report(r).file.as_str()).collect()
}

/// Why something was done.
#[derive(Serialize)]
pub(super) struct ReasonRecord<'a> {
    label: &'a str,
    weight: f64,
    evidence: Vec<PlaceRecord<'a>>,
}

impl<'a> ReasonRecord<'a> {
    pub(super) fn new(reason: &'a Reason, account: &'a Account, offsets: &Offsets) -> Self {
        ReasonRecord {
            label: &reason.label,
            weight: reason.weight,
            evidence: reason
                .evidence
                .iter()
                .map(|e| PlaceRecord::new(e, &account.reports, offsets))
                .collect(),
        }
    }
}

/// A question with its answer.
#[derive(Serialize)]
pub(super) struct QuestionRecord<'a> {
    pub(super) id: &'a str,
    measure: &'static str,
    population: &'a str,
    of: &'a str,
    conflict: bool,
    grade: &'static str,
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
    highest_stated: Option<u64>,
    testimonies: Vec<TestimonyRecord<'a>>,
    revisions: Vec<RevisionRecord<'a>>,
    series: Vec<SeriesRecord<'a>>,
    stemma: Vec<NodeRecord<'a>>,
    figures: Vec<FigureRecord<'a>>,
}

impl<'a> QuestionRecord<'a> {
    fn new(finding: &'a Finding, account: &'a Account, offsets: &Offsets) -> Self {
        let figure = finding.figure();
        QuestionRecord {
            id: &finding.id,
            measure: finding.measure.word(),
            population: &finding.population,
            of: &finding.of,
            conflict: finding.conflict,
            grade: finding.grade.word(),
            low: figure.and_then(|f| f.low),
            best: figure.and_then(|f| f.best),
            high: figure.and_then(|f| f.high),
            highest_stated: finding.highest_stated,
            testimonies: finding
                .testimonies
                .iter()
                .map(|t| TestimonyRecord::new(t, account, offsets))
                .collect(),
            revisions: finding.revisions.iter().map(|r| RevisionRecord::new(r, account)).collect(),
            series: finding.series.iter().map(|s| SeriesRecord::new(s, account)).collect(),
            stemma: finding.stemma.iter().map(|n| NodeRecord::new(n, account, offsets)).collect(),
            figures: finding.figures.iter().map(|f| FigureRecord::new(f, finding, account)).collect(),
        }
    }
}

#[derive(Serialize)]
struct TestimonyRecord<'a> {
    voice: &'a str,
    class: &'a str,
    low: Option<u64>,
    high: Option<u64>,
    approx: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    vague: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    point: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<&'a str>,
    as_written: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    reports: Vec<&'a str>,
    claims: Vec<&'a str>,
    first_hand: bool,
    independent: &'static str,
    denied_by: Vec<&'a str>,
    notes: Vec<ReasonRecord<'a>>,
}

impl<'a> TestimonyRecord<'a> {
    fn new(testimony: &'a Testimony, account: &'a Account, offsets: &Offsets) -> Self {
        let interval = &testimony.interval;
        TestimonyRecord {
            voice: &testimony.voice,
            class: &testimony.class,
            low: interval.low,
            high: interval.high,
            approx: interval.approximate,
            vague: interval.vague.as_ref().map(|v| v.0.as_str()),
            point: interval.point,
            basis: interval.basis.as_deref(),
            as_written: &interval.as_written,
            as_of: date(testimony.as_of),
            reports: files(account, &testimony.reports),
            claims: ids(account, &testimony.claims),
            first_hand: testimony.first_hand,
            independent: testimony.independent.word(),
            denied_by: ids(account, &testimony.denied_by),
            notes: testimony.notes.iter().map(|n| ReasonRecord::new(n, account, offsets)).collect(),
        }
    }
}

#[derive(Serialize)]
struct RevisionRecord<'a> {
    voice: &'a str,
    kind: &'static str,
    from: VersionRecord<'a>,
    to: VersionRecord<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from_as_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to_as_of: Option<String>,
    claims: Vec<&'a str>,
}

impl<'a> RevisionRecord<'a> {
    fn new(revision: &'a Revision, account: &'a Account) -> Self {
        RevisionRecord {
            voice: &revision.voice,
            kind: revision.kind.word(),
            from: VersionRecord::new(&revision.from),
            to: VersionRecord::new(&revision.to),
            from_as_of: date(revision.from_as_of),
            to_as_of: date(revision.to_as_of),
            claims: ids(account, &revision.claims),
        }
    }
}

/// `[low, high]`, or the statement in words.
#[derive(Serialize)]
#[serde(untagged)]
enum VersionRecord<'a> {
    Figure([Option<u64>; 2]),
    Statement(&'a str),
}

impl<'a> VersionRecord<'a> {
    fn new(version: &'a Version) -> Self {
        match version {
            Version::Figure(Interval { low, high, .. }) => VersionRecord::Figure([*low, *high]),
            Version::Statement(words) => VersionRecord::Statement(words),
        }
    }
}

#[derive(Serialize)]
struct FigureRecord<'a> {
    method: &'a str,
    version: u32,
    range: String,
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
    steps: Vec<StepRecord<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    needs: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    prior: Option<AmountRecord>,
    influences: Vec<InfluenceRecord<'a>>,
}

impl<'a> FigureRecord<'a> {
    fn new(figure: &'a Figure, finding: &'a Finding, account: &'a Account) -> Self {
        FigureRecord {
            method: &figure.method,
            version: figure.version,
            range: wording::range_basis(figure.basis),
            low: figure.low,
            best: figure.best,
            high: figure.high,
            steps: figure.steps.iter().map(|s| StepRecord::new(s, account)).collect(),
            needs: &figure.needs,
            prior: figure.prior.map(AmountRecord::new),
            influences: figure.influences.iter().map(|i| InfluenceRecord::new(i, finding)).collect(),
        }
    }
}

/// The three numbers of a figure.
#[derive(Serialize)]
struct AmountRecord {
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
}

impl AmountRecord {
    fn new(amount: Amount) -> Self {
        AmountRecord { low: amount.low, best: amount.best, high: amount.high }
    }
}

/// What one testimony does to the figure.
#[derive(Serialize)]
struct InfluenceRecord<'a> {
    voice: &'a str,
    /// The testimony's place in the question's list, from 0: a body may stand there twice.
    testimony: usize,
    weight: f64,
    why: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<AmountRecord>,
    without: AmountRecord,
}

impl<'a> InfluenceRecord<'a> {
    fn new(influence: &'a Influence, finding: &'a Finding) -> Self {
        InfluenceRecord {
            voice: finding.testimonies.get(influence.testimony).map_or("", |t| t.voice.as_str()),
            testimony: influence.testimony,
            // To a thousandth, so that the file does not show how a machine adds.
            weight: (influence.weight * 1000.0).round() / 1000.0,
            why: &influence.why,
            after: influence.after.map(AmountRecord::new),
            without: AmountRecord::new(influence.without),
        }
    }
}

#[derive(Serialize)]
struct StepRecord<'a> {
    text: &'a str,
    claims: Vec<&'a str>,
}

impl<'a> StepRecord<'a> {
    fn new(step: &'a Step, account: &'a Account) -> Self {
        StepRecord { text: &step.text, claims: ids(account, &step.claims) }
    }
}
