//! The stemma of a question and the series of its voices, as records.

use super::claim::date;
use super::finding::ids;
use super::place::{CopiedRecord, Offsets};
use recount_model::{Account, Holder, Interval, SeriesStep, StemmaNode, VoiceSeries, Word};
use serde::Serialize;

/// A holder of a figure: a voice or a report.
#[derive(Serialize)]
pub(super) struct NodeRecord<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    voice: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a str>,
    parent: Option<usize>,
    low: Option<u64>,
    high: Option<u64>,
    approx: bool,
    descent: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    why: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    passage: Option<CopiedRecord<'a>>,
    claims: Vec<&'a str>,
}

impl<'a> NodeRecord<'a> {
    pub(super) fn new(node: &'a StemmaNode, account: &'a Account, offsets: &Offsets) -> Self {
        let (voice, report) = match &node.holder {
            Holder::Voice(name) => (Some(name.as_str()), None),
            Holder::Report(index) => (None, Some(account.report(*index).file.as_str())),
        };
        NodeRecord {
            voice,
            report,
            parent: node.parent,
            low: node.figure.low,
            high: node.figure.high,
            approx: node.figure.approximate,
            descent: node.descent.word(),
            why: &node.why,
            passage: node.passage.as_ref().map(|p| CopiedRecord::new(p, &account.reports, offsets)),
            claims: ids(account, &node.claims),
        }
    }
}

/// All that one voice published on a question.
#[derive(Serialize)]
pub(super) struct SeriesRecord<'a> {
    voice: &'a str,
    steps: Vec<StepRecord<'a>>,
}

#[derive(Serialize)]
struct StepRecord<'a> {
    low: Option<u64>,
    high: Option<u64>,
    approx: bool,
    addition: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    window: Option<String>,
    /// `[low, high]` on the basis of the last figure.
    on_one_basis: Option<[Option<u64>; 2]>,
    claims: Vec<&'a str>,
}

impl<'a> SeriesRecord<'a> {
    pub(super) fn new(series: &'a VoiceSeries, account: &'a Account) -> Self {
        let bounds = |i: &Interval| [i.low, i.high];
        let step = |s: &'a SeriesStep| StepRecord {
            low: s.published.low,
            high: s.published.high,
            approx: s.published.approximate,
            addition: s.addition,
            as_of: date(s.as_of),
            window: s.window.map(|w| w.to_string()),
            on_one_basis: s.on_one_basis.as_ref().map(bounds),
            claims: ids(account, &s.claims),
        };
        SeriesRecord { voice: &series.voice, steps: series.steps.iter().map(step).collect() }
    }
}
