//! Places in reports as JSON names them: the report by its file's name, offsets in code points.

use recount_model::{CodePoints, CopiedPassage, Evidence, Report, ReportIndex, Span};
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

/// Two passages of which the later is a near copy of the earlier.
#[derive(Serialize)]
pub(super) struct CopiedRecord<'a> {
    earlier: PlaceRecord<'a>,
    later: PlaceRecord<'a>,
    similarity: f64,
    share: f64,
    words: usize,
}

impl<'a> CopiedRecord<'a> {
    pub(super) fn new(copy: &CopiedPassage, reports: &'a [Report], offsets: &Offsets) -> Self {
        // Three places tell all that a share of a few dozen words can.
        let rounded = |share: f64| (share * 1000.0).round() / 1000.0;
        CopiedRecord {
            earlier: PlaceRecord::new(&copy.earlier, reports, offsets),
            later: PlaceRecord::new(&copy.later, reports, offsets),
            similarity: rounded(copy.similarity),
            share: rounded(copy.share),
            words: copy.words,
        }
    }
}

/// The file's name of a report.
pub(super) fn file(reports: &[Report], index: ReportIndex) -> &str {
    reports.get(index.0).map_or("", |report| report.file.as_str())
}
