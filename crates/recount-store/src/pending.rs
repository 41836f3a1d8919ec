//! Reports that the journal tells of and the database has not: a writer was stopped between the two, or the database
//! was thrown away. Their originals are read again, by whoever can read them. Texts are kept in the database only; so one that was lost and
//! that the program of now derives otherwise is another text from then on, and the journal says so.

use crate::batch::Batch;
use crate::entry::{Act, ArrivalEntry, NewEntry, Outcome};
use crate::error::StoreError;
use crate::journal::record::hex;
use crate::layout::Layout;
use crate::reports::original_bytes;
use crate::store::Store;
use rayon::prelude::*;
use recount_model::{Arrival, Report, ReportId};

/// A report without rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The first arrival of its bytes, with the newest outcome.
    pub arrival: ArrivalEntry,
    /// The ways it came later. It may have been read by one of them only: a name tells the format.
    pub later_ways: Vec<Arrival>,
}

/// What came of reading pending reports again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Restored {
    /// How many have their rows again.
    pub reports: usize,
    /// The files of those among them whose text is another one than the journal recorded until now.
    pub reread: Vec<String>,
    /// File and reason of each that has not: its original cannot be read, or gives another text than the journal records.
    pub failed: Vec<(String, String)>,
}

/// Who writes into the journal that a text is another one now.
pub struct Rereading<'f> {
    /// The program that derives the texts, as the journal names it.
    pub intake: &'f str,
    /// Makes the entry.
    pub entry: &'f dyn Fn(Act) -> NewEntry,
}

/// Makes the report of an original's bytes as it did when they came, or tells why it cannot.
pub type ReadAgain<'f> = dyn Fn(&ArrivalEntry, &[u8]) -> Result<Report, String> + Sync + 'f;

/// How many reports are read at once.
const AT_ONCE: usize = 500;

impl Store {
    /// Reports that the journal records as read and the database does not hold, in the order in which they came.
    pub fn pending(&self) -> Result<Vec<Pending>, StoreError> {
        let ids: Vec<ReportId> = self.found(|connection| {
            let mut statement = connection.prepare(
                "SELECT id FROM originals o WHERE outcome = 0
                 AND NOT EXISTS (SELECT 1 FROM texts t WHERE t.key = o.key) ORDER BY key",
            )?;
            let ids = statement.query_map([], |row| row.get(0).map(ReportId))?;
            Ok(ids.collect::<Result<Vec<_>, _>>()?)
        })?;
        let mut out = Vec::new();
        for id in ids {
            let later_ways = self.arrivals(id)?.into_iter().skip(1).map(|arrived| arrived.arrival).collect();
            out.extend(self.first_arrival(id)?.map(|arrival| Pending { arrival, later_ways }));
        }
        Ok(out)
    }

    /// How many reports the journal records as read and no list, search or account of this database has.
    pub fn count_pending(&self) -> Result<u64, StoreError> {
        self.found(|connection| {
            let sql = "SELECT count(*) FROM originals o WHERE outcome = 0
                       AND NOT EXISTS (SELECT 1 FROM shown s WHERE s.key = o.key)";
            let count: i64 = connection.query_row(sql, [], |row| row.get(0))?;
            Ok(u64::try_from(count).unwrap_or(0))
        })
    }

    /// Gives pending reports their rows again: `read` makes the report of an original's bytes. Where that gives another text than the
    /// journal records, `rereading` writes into the journal that this is the text from now on; without it the report stays pending.
    /// Readings and passages are for the caller to make anew ([`Store::reports_not_read_by`]).
    ///
    /// # Errors
    ///
    /// When the dossier is not open for writing or cannot be written. A report that cannot be made is told in the result.
    pub fn restore(
        &mut self,
        read: &ReadAgain<'_>,
        rereading: Option<&Rereading<'_>>,
    ) -> Result<Restored, StoreError> {
        let mut restored = Restored::default();
        for some in self.pending()?.chunks(AT_ONCE) {
            let mut batch = Batch::default();
            let layout = self.layout().clone();
            let made: Vec<_> = some.par_iter().map(|p| read_again(&layout, p, read)).collect();
            for (Pending { arrival, .. }, report) in some.iter().zip(made) {
                let recorded =
                    report.and_then(|report| match (other_than_recorded(arrival, &report), rereading) {
                        (None, _) => Ok(report),
                        (Some(_), Some(rereading)) if arrival.is_read() => {
                            let outcome = Outcome::read(&report.text, rereading.intake);
                            let act = Act::Reread { original: arrival.original, outcome };
                            batch.entries.push((rereading.entry)(act));
                            restored.reread.push(arrival.arrival.file.clone());
                            Ok(report)
                        }
                        (Some(how), _) => Err(how),
                    });
                match recorded {
                    Ok(report) => batch.reports.push(report),
                    Err(reason) => restored.failed.push((arrival.arrival.file.clone(), reason)),
                }
            }
            restored.reports += batch.reports.len();
            self.commit(batch)?;
        }
        Ok(restored)
    }
}

/// The report that is recorded, by the first way that gives it; else what the first way gives that gives anything.
fn read_again(layout: &Layout, pending: &Pending, read: &ReadAgain<'_>) -> Result<Report, String> {
    let Pending { arrival, later_ways } = pending;
    let bytes = original_bytes(layout, arrival.original).map_err(|e| e.to_string())?;
    let mut found: Option<Result<Report, String>> = None;
    for way in std::iter::once(&arrival.arrival).chain(later_ways) {
        let entry = ArrivalEntry { arrival: way.clone(), ..arrival.clone() };
        let report = read(&entry, &bytes).map(|report| Report { id: arrival.original, ..report });
        if report.as_ref().is_ok_and(|report| other_than_recorded(arrival, report).is_none()) {
            return report;
        }
        if !matches!((&found, &report), (Some(Ok(_)), _) | (Some(Err(_)), Err(_))) {
            found = Some(report);
        }
    }
    found.unwrap_or_else(|| Err("never came".to_string()))
}

/// How a report's text differs from the one that the journal records; `None` when it is that one.
fn other_than_recorded(arrival: &ArrivalEntry, report: &Report) -> Option<String> {
    let text = ReportId::of(report.text.as_bytes()).0;
    match &arrival.outcome {
        Outcome::Read { text_sha256, .. } if *text_sha256 == text => None,
        Outcome::Read { text_sha256, intake } => Some(format!(
            "gives another text ({}) than {intake} gave ({})",
            &hex(&text)[..12],
            &hex(text_sha256)[..12]
        )),
        _ => Some("is recorded as unread".into()),
    }
}
