//! A dossier as it was after an entry of its journal: made anew elsewhere from the beginning of the journal, so that it is exactly what
//! stood then, and nothing of the present dossier is touched.

use crate::batch::Batch;
use crate::database::rows::{key_of, report_without_text, text};
use crate::entry::Act;
use crate::error::StoreError;
use crate::layout::Layout;
use crate::lock::Holder;
use crate::store::Store;
use recount_model::{Report, ReportId};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::time::Duration;

/// How many reports are carried over at once.
const AT_ONCE: usize = 500;

impl Store {
    /// Makes the dossier as it was after entry `number` in `folder`, which must not be a dossier yet. Originals are linked, or
    /// copied where the file system cannot link; readings and passages are for the caller to bring.
    ///
    /// # Errors
    ///
    /// When the journal has no such entry, or the folder cannot be written.
    pub fn as_of(&self, number: u64, folder: &Path) -> Result<Store, StoreError> {
        let layout = Layout::new(folder);
        let originals = layout.originals();
        fs::create_dir_all(&originals).map_err(StoreError::io(&originals, "cannot be made"))?;
        self.begin_journal(number, &layout)?;
        for entry in
            self.journal()?.take_while(|entry| entry.as_ref().map_or(true, |entry| entry.number <= number))
        {
            if let Act::Arrival(arrival) = entry?.act {
                self.lend_original(arrival.original, &layout)?;
            }
        }
        let holder = Holder { pid: std::process::id(), verb: "as it was".into(), since: String::new() };
        let mut then = Store::open_to_write(folder, &holder, Duration::ZERO, &|_| {})?;
        for some in then.pending()?.chunks(AT_ONCE) {
            let reports = some
                .iter()
                .filter_map(|pending| self.report_as_derived(pending.arrival.original).transpose());
            let reports = reports.collect::<Result<Vec<_>, _>>()?;
            then.commit(Batch { reports, ..Batch::default() })?;
        }
        Ok(then)
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

    fn lend_original(&self, id: ReportId, layout: &Layout) -> Result<(), StoreError> {
        let (from, to) = (self.layout().original(id), layout.original(id));
        if to.exists() {
            return Ok(());
        }
        fs::hard_link(&from, &to)
            .or_else(|_| fs::copy(&from, &to).map(|_| ()))
            .map_err(StoreError::io(&from, "cannot be copied"))
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
