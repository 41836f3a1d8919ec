//! A dossier as it was after an entry of its journal: made anew elsewhere from the beginning of the journal, so that it is exactly what
//! stood then, and nothing of the present dossier is touched.

use crate::batch::Batch;
use crate::database::rows::{key_of, report_without_text, text};
use crate::entry::{Act, ArrivalEntry, NewEntry, Outcome};
use crate::error::StoreError;
use crate::layout::Layout;
use crate::lock::Holder;
use crate::pending::Pending;
use crate::store::Store;
use recount_model::{Report, ReportId};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::time::Duration;

/// How many reports are carried over at once.
const AT_ONCE: usize = 500;

impl Store {
    /// Makes the dossier as it was after entry `number` in `folder`, which must not be a dossier yet. Journal and rows are all that is
    /// needed: no original is read or brought, so it costs what the rows do, and nothing can be restored from bytes there.
    /// A report that this database does not hold as the journal recorded it then (its rows are missing, or it was read anew since)
    /// is left in [`Store::pending`] of the result. Readings and passages are for the caller to bring.
    ///
    /// # Errors
    ///
    /// When the journal has no such entry, or the folder cannot be written.
    pub fn as_of(&self, number: u64, folder: &Path) -> Result<Store, StoreError> {
        let layout = Layout::new(folder);
        Store::refuse_another(folder)?;
        fs::create_dir_all(layout.state()).map_err(StoreError::io(layout.state(), "cannot be made"))?;
        self.begin_journal(number, &layout)?;
        let holder = Holder { pid: std::process::id(), verb: "as it was".into(), since: String::new() };
        let mut then = Store::open_to_write(folder, &holder, Duration::ZERO, &|_| {})?;
        for some in then.pending()?.chunks(AT_ONCE) {
            let mut reports = Vec::new();
            for Pending { arrival, .. } in some {
                let report = self.report_as_derived(arrival.original)?;
                reports.extend(report.filter(|report| is_recorded(arrival, report)));
            }
            then.commit(Batch { reports, ..Batch::default() })?;
        }
        Ok(then)
    }

    /// Takes the text of now, out of `present`, for every report whose text of then is kept nowhere, and records that in this dossier's
    /// own journal; their files, in the order in which they came. For a dossier made by [`Store::as_of`].
    ///
    /// # Errors
    ///
    /// When a row of `present` is not as it was written, or this dossier cannot be written.
    pub fn take_texts_of(&mut self, present: &Store) -> Result<Vec<String>, StoreError> {
        let mut taken = Vec::new();
        for some in self.pending()?.chunks(AT_ONCE) {
            let mut batch = Batch::default();
            for Pending { arrival, .. } in some {
                let Some(original) = present.original(arrival.original)? else { continue };
                let Some(report) = present.report_as_derived(arrival.original)? else { continue };
                let act = Act::Reread { original: arrival.original, outcome: original.outcome };
                batch.entries.push(NewEntry { when: String::new(), who: String::new(), act });
                batch.reports.push(report);
                taken.push(arrival.arrival.file.clone());
            }
            self.commit(batch)?;
        }
        Ok(taken)
    }

    /// Writes the first `number` lines of the journal as another's journal.
    fn begin_journal(&self, number: u64, layout: &Layout) -> Result<(), StoreError> {
        let (from, to) = (self.layout().journal(), layout.journal());
        let wrong = |line: u64, reason: String| StoreError::Journal { path: from.clone(), line, reason };
        let file = File::open(&from).map_err(StoreError::io(&from, "cannot be read"))?;
        let mut out = File::create_new(&to).map_err(StoreError::io(&to, "cannot be made"))?;
        let mut lines = 0;
        for line in BufReader::new(file).split(b'\n').take(usize::try_from(number).unwrap_or(usize::MAX)) {
            let mut line = line.map_err(StoreError::io(&from, "cannot be read"))?;
            line.push(b'\n');
            out.write_all(&line).map_err(StoreError::io(&to, "cannot be written"))?;
            lines += 1;
        }
        if lines < number || number == 0 {
            return Err(wrong(number, format!("there is no entry {number}; the journal has {lines}")));
        }
        Ok(())
    }

    /// A report as intake gave it, before any ruling on its origin.
    fn report_as_derived(&self, id: ReportId) -> Result<Option<Report>, StoreError> {
        self.found(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(None) };
            let Some(mut report) = report_without_text(connection, key, id)? else { return Ok(None) };
            report.text = text(connection, key, id)?;
            Ok(Some(report))
        })
    }
}

/// Whether a report has the text that the journal records.
fn is_recorded(arrival: &ArrivalEntry, report: &Report) -> bool {
    let text = ReportId::of(report.text.as_bytes()).0;
    matches!(&arrival.outcome, Outcome::Read { text_sha256, .. } if *text_sha256 == text)
}
