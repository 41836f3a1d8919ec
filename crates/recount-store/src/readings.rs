//! What readers of one version or another found in reports, and the last account made of it: rows whose bodies are JSON of the
//! caller, kept with checksums and given back as they were.

use crate::database::{reading, rows};
use crate::error::StoreError;
use crate::journal::Head;
use crate::store::Store;
use recount_model::{ClaimId, ReportId, Span};

/// A claim as the caller writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRow {
    /// Its id.
    pub id: ClaimId,
    /// Where it stands, in bytes of the report's text.
    pub span: Span,
    /// Its kind: `count`, `status`.
    pub kind: String,
    /// The claim in JSON.
    pub body: String,
}

/// All that one reader found in one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingRows {
    /// The reader with its version: `recount-read 0.1.0`.
    pub reader: String,
    /// The report.
    pub report: ReportId,
    /// Its claims, in the reader's order.
    pub claims: Vec<ClaimRow>,
    /// Names and whatever else the reader gave, in JSON.
    pub names: String,
}

/// A row of an account: a finding, an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// What it is: `finding`, `entity`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// It in JSON.
    pub body: String,
}

/// The last account that was made, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAccount {
    /// The journal's head at that time. Its `bytes` are not kept and read as 0.
    pub head: Head,
    /// A hash of the settings it was made with.
    pub settings: String,
    /// The program that made it, with its version.
    pub program: String,
    /// Its rows, in order.
    pub rows: Vec<AccountRow>,
}

impl Store {
    /// What `reader` found in these reports, in the order asked for. A report that it has not read is left out.
    ///
    /// # Errors
    ///
    /// When a row is not as it was written.
    pub fn readings(&self, reader: &str, reports: &[ReportId]) -> Result<Vec<ReadingRows>, StoreError> {
        self.found(|connection| {
            let Some(number) = reading::known_reader(connection, reader)? else { return Ok(Vec::new()) };
            let mut out = Vec::new();
            for id in reports {
                let Some(key) = rows::key_of(connection, *id)? else { continue };
                out.extend(reading::reading(connection, (number, reader), key, *id)?);
            }
            Ok(out)
        })
    }

    /// The standing reports that `reader` has not read, by file name.
    pub fn reports_not_read_by(&self, reader: &str) -> Result<Vec<ReportId>, StoreError> {
        self.found(|connection| {
            let number = reading::known_reader(connection, reader)?.unwrap_or(-1);
            let mut statement = connection.prepare_cached(
                "SELECT o.id FROM shown s JOIN originals o ON o.key = s.key
                 WHERE s.state = 0 AND NOT EXISTS (SELECT 1 FROM readings r WHERE r.reader = ?1 AND r.key = s.key)
                 ORDER BY s.file",
            )?;
            let ids = statement.query_map([number], |row| row.get(0).map(ReportId))?;
            Ok(ids.collect::<Result<Vec<_>, _>>()?)
        })
    }

    /// The claims that `reader` found in reports that stand and whose ids begin with `beginning`, at most a hundred.
    pub fn claims_beginning(
        &self,
        reader: &str,
        beginning: &str,
    ) -> Result<Vec<(ReportId, ClaimId)>, StoreError> {
        self.found(|connection| {
            let Some(number) = reading::known_reader(connection, reader)? else { return Ok(Vec::new()) };
            let mut statement = connection.prepare_cached(
                "SELECT o.id, c.id FROM claims c JOIN originals o ON o.key = c.key JOIN shown s ON s.key = c.key
                 WHERE c.reader = ?1 AND s.state = 0 AND c.id >= ?2 AND c.id < ?2 || char(1114111)
                 ORDER BY c.id, c.key, c.ordinal LIMIT 100",
            )?;
            let found =
                statement.query_map((number, beginning), |row| Ok((ReportId(row.get(0)?), ClaimId(row.get(1)?))))?;
            Ok(found.collect::<Result<Vec<_>, _>>()?)
        })
    }

    /// The last account that was kept, whether or not the dossier has changed since: compare its head with [`Store::head`].
    ///
    /// # Errors
    ///
    /// When a row is not as it was written.
    pub fn last_account(&self) -> Result<Option<KeptAccount>, StoreError> {
        self.found(crate::database::account::account)
    }
}
