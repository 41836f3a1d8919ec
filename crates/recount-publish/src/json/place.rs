//! Places in reports as JSON names them: the report by its file's name, offsets in code points.

use recount_model::{CodePoints, Evidence, Report, ReportIndex, Span};
use serde::Serialize;

/// Byte offsets of every report as code points.
pub(super) struct Offsets(Vec<CodePoints>);

impl Offsets {
    pub(super) fn new(reports: &[Report]) -> Self {
        Offsets(reports.iter().map(|report| CodePoints::new(&report.text)).collect())
    }

    /// The half-open range of code points; empty at 0 for a report that is not there.
    pub(super) fn range(&self, report: ReportIndex, span: Span) -> (usize, usize) {
        self.0.get(report.0).map_or((0, 0), |points| points.range(span))
    }
}

/// A stretch of a report's text.
#[derive(Serialize)]
pub(super) struct PlaceRecord<'a> {
    report: &'a str,
    start: usize,
    end: usize,
}

impl<'a> PlaceRecord<'a> {
    pub(super) fn new(place: &Evidence, reports: &'a [Report], offsets: &Offsets) -> Self {
        let (start, end) = offsets.range(place.report, place.span);
        PlaceRecord { report: file(reports, place.report), start, end }
    }
}

/// The file's name of a report.
pub(super) fn file(reports: &[Report], index: ReportIndex) -> &str {
    reports.get(index.0).map_or("", |report| report.file.as_str())
}
