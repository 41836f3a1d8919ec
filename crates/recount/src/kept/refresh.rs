//! Reads anew what a dossier has no reading of by this reader: reports that another version of it read, whose origin was described
//! otherwise since, or whose rows were lost. What is read is kept, so that it is done once.

use super::{copies, reading_rows};
use crate::Error;
use crate::pipeline::{Lexicons, OnProgress, Progress};
use rayon::prelude::*;
use recount_model::{Decision, Reading, Report, ReportId, ReportIndex, Settings, assign_ids};
use recount_store::{Batch, ReadingRows, Store};
use std::collections::BTreeSet;

/// Reports read and kept at once.
const AT_ONCE: usize = 500;

/// A report's reading by the reader of now; its claims have their ids and stand in report 0.
pub(super) fn reading_of(report: &Report, lexicons: &Lexicons) -> Reading {
    let mut reading = lexicons.read(report, ReportIndex(0)).value;
    assign_ids(&mut reading.claims, std::slice::from_ref(report));
    reading
}

/// The rows of a report's reading by the reader of now.
pub(super) fn rows_of(report: &Report, reader: &str, lexicons: &Lexicons) -> ReadingRows {
    reading_rows::rows(reader, report, &reading_of(report, lexicons))
}

/// Reads and keeps what is missing.
pub(super) fn refresh(store: &mut Store, settings: &Settings, progress: OnProgress<'_>) -> Result<(), Error> {
    let reader = reading_rows::reader(settings);
    let mut missing: BTreeSet<ReportId> = store.reports_not_read_by(&reader)?.into_iter().collect();
    // A description, or its undoing, changes what is known of a report, and with it what is read.
    let described = |ruling: recount_model::Ruling| match ruling.decision {
        Decision::Describe { report, .. } => Some(report),
        _ => None,
    };
    let described: BTreeSet<ReportId> = store.rulings()?.into_iter().filter_map(described).collect();
    for id in described {
        if let (Some(report), Some(rows)) = (store.report(id)?, store.readings(&reader, &[id])?.pop())
            && reading_rows::reading(&rows, &report, ReportIndex(0)).is_none()
        {
            missing.insert(id);
        }
    }
    let missing: Vec<ReportId> = missing.into_iter().collect();
    let lexicons = Lexicons::of(settings);
    for (turn, ids) in missing.chunks(AT_ONCE).enumerate() {
        let reports =
            ids.iter().filter_map(|id| store.report(*id).transpose()).collect::<Result<Vec<_>, _>>()?;
        let readings = reports.par_iter().map(|report| rows_of(report, &reader, &lexicons)).collect();
        let mut passages = Vec::new();
        for report in &reports {
            if store.passages(report.id)?.is_none() {
                passages.push((report.id, copies::passages(report)));
            }
        }
        store.commit(Batch { readings, passages, ..Batch::default() })?;
        progress(Progress::Reading { done: turn * AT_ONCE + ids.len(), of: missing.len() });
    }
    Ok(())
}
