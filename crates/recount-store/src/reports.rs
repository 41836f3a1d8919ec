//! What the dossier holds: reports as they stand, how they came, what could not be read.

use crate::database::Found;
use crate::database::counts::{is_gone, is_withdrawn};
use crate::database::refresh::{ArrivalRow, arrivals, shown};
use crate::database::rows::{self, id_of, key_of};
use crate::entry::{ArrivalEntry, Outcome};
use crate::error::StoreError;
use crate::layout::Layout;
use crate::originals::hash_of;
use crate::state::State;
use crate::store::Store;
use recount_model::{Arrival, Report, ReportId};
use rusqlite::{Connection, OptionalExtension};
use std::fs::{self, File};
use std::io;
use std::path::Path;

/// One way an item came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// The entry of the journal.
    pub number: u64,
    /// When.
    pub when: String,
    /// Through whom.
    pub who: String,
    /// How.
    pub arrival: Arrival,
    /// What it replaced.
    pub replaces: Option<ReportId>,
}

/// An original and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginalState {
    /// SHA-256 of its bytes.
    pub id: ReportId,
    /// How many bytes.
    pub size_bytes: u64,
    /// Its media type.
    pub media: String,
    /// The newest outcome of reading it.
    pub outcome: Outcome,
    /// The file of its first arrival.
    pub file: String,
    /// How its report stands. An item without a report has [`State::Withdrawn`] when it was withdrawn, and else `None`.
    pub state: Option<State>,
}

/// One version of what stood at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The entry of the arrival.
    pub number: u64,
    /// When it came.
    pub when: String,
    /// The report.
    pub report: ReportId,
    /// The file of the arrival.
    pub file: String,
    /// How the report stands; `None` for an item that could not be read.
    pub state: Option<State>,
}

impl Store {
    /// A report by its id, however it stands.
    ///
    /// # Errors
    ///
    /// When one of its rows is not as it was written.
    pub fn report(&self, id: ReportId) -> Result<Option<Report>, StoreError> {
        self.found(|connection| match key_of(connection, id)? {
            Some(key) => whole(connection, key),
            None => Ok(None),
        })
    }

    /// A report without its text (left empty), however it stands.
    pub fn report_without_text(&self, id: ReportId) -> Result<Option<Report>, StoreError> {
        self.found(|connection| match key_of(connection, id)? {
            Some(key) => Ok(shown(connection, key)?.map(|s| s.report)),
            None => Ok(None),
        })
    }

    /// The item that an arrival's file names.
    pub fn by_file(&self, file: &str) -> Result<Option<ReportId>, StoreError> {
        self.one("SELECT o.id FROM arrivals a JOIN originals o ON o.key = a.key WHERE a.file = ?1", file)
    }

    /// Whether an arrival has this file name.
    pub fn has_file(&self, file: &str) -> Result<bool, StoreError> {
        Ok(self.by_file(file)?.is_some())
    }

    /// The item that came last from an address: the one that a new copy of it replaces.
    pub fn latest_at(&self, url: &str) -> Result<Option<ReportId>, StoreError> {
        self.one(
            "SELECT o.id FROM arrivals a JOIN originals o ON o.key = a.key WHERE a.url = ?1
             ORDER BY a.number DESC LIMIT 1",
            url,
        )
    }

    /// Everything that came from an address, oldest first.
    pub fn versions_at(&self, url: &str) -> Result<Vec<Version>, StoreError> {
        self.found(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT a.number, a.at, o.id, a.file, s.state FROM arrivals a JOIN originals o ON o.key = a.key
                 LEFT JOIN shown s ON s.key = a.key WHERE a.url = ?1 ORDER BY a.number",
            )?;
            let versions = statement.query_map([url], version)?;
            Ok(versions.collect::<Result<Vec<_>, _>>()?)
        })
    }

    /// The chain of versions that a report belongs to, oldest first: what it replaced and what replaced it, directly or not.
    pub fn versions(&self, id: ReportId) -> Result<Vec<Version>, StoreError> {
        self.found(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(Vec::new()) };
            let mut statement = connection.prepare_cached(
                "WITH RECURSIVE chain (key) AS (
                   SELECT ?1
                   UNION SELECT a.replaces FROM arrivals a JOIN chain ON a.key = chain.key WHERE a.replaces IS NOT NULL
                   UNION SELECT a.key FROM arrivals a JOIN chain ON a.replaces = chain.key)
                 SELECT a.number, a.at, o.id, a.file, s.state FROM chain JOIN arrivals a ON a.key = chain.key
                 JOIN originals o ON o.key = a.key LEFT JOIN shown s ON s.key = a.key ORDER BY a.number",
            )?;
            let versions = statement.query_map([key], version)?;
            Ok(versions.collect::<Result<Vec<_>, _>>()?)
        })
    }

    /// How an item came, first arrival first; empty for one that never did.
    pub fn arrivals(&self, id: ReportId) -> Result<Vec<Arrived>, StoreError> {
        self.found(|connection| match key_of(connection, id)? {
            Some(key) => arrivals(connection, key)?.into_iter().map(|row| arrived(connection, row)).collect(),
            None => Ok(Vec::new()),
        })
    }

    /// The items that came in a container, in the order in which they came: file and id.
    pub fn within(&self, container: ReportId) -> Result<Vec<(String, ReportId)>, StoreError> {
        self.found(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT a.file, o.id FROM arrivals a JOIN originals o ON o.key = a.key WHERE a.container = ?1
                 ORDER BY a.number",
            )?;
            let items = statement.query_map([container.0], |row| Ok((row.get(0)?, ReportId(row.get(1)?))))?;
            Ok(items.collect::<Result<Vec<_>, _>>()?)
        })
    }

    /// The first arrival of an item as the journal has it, with the newest outcome.
    pub(crate) fn first_arrival(&self, id: ReportId) -> Result<Option<ArrivalEntry>, StoreError> {
        let Some(original) = self.original(id)? else { return Ok(None) };
        let Some(first) = self.arrivals(id)?.into_iter().next() else { return Ok(None) };
        let OriginalState { size_bytes, media, outcome, .. } = original;
        let Arrived { arrival, replaces, .. } = first;
        Ok(Some(ArrivalEntry { original: id, size_bytes, arrival, media, outcome, replaces }))
    }

    /// An original and what came of it.
    pub fn original(&self, id: ReportId) -> Result<Option<OriginalState>, StoreError> {
        self.found(|connection| match key_of(connection, id)? {
            Some(key) => original(connection, key).map(Some),
            None => Ok(None),
        })
    }

    /// Items that are kept, could not be read and were not withdrawn, in the order in which they came.
    pub fn unread(&self) -> Result<Vec<OriginalState>, StoreError> {
        let mut unread = self.originals_of(1)?;
        unread.retain(|original| original.state != Some(State::Withdrawn));
        Ok(unread)
    }

    /// Items that hold other items, in the order in which they came; those that were withdrawn have that state.
    pub fn containers(&self) -> Result<Vec<OriginalState>, StoreError> {
        self.originals_of(2)
    }

    /// Tables of claims, in the order in which they came; those that were withdrawn have that state.
    pub fn tables_of_claims(&self) -> Result<Vec<OriginalState>, StoreError> {
        self.originals_of(3)
    }

    fn originals_of(&self, outcome: i64) -> Result<Vec<OriginalState>, StoreError> {
        self.found(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT key FROM originals WHERE outcome = ?1 AND outcome <> 0 ORDER BY key",
            )?;
            let keys = statement.query_map([outcome], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
            keys.into_iter().map(|key| original(connection, key)).collect()
        })
    }

    /// The bytes of an original, checked against their hash.
    ///
    /// # Errors
    ///
    /// When they are missing or not those that came.
    pub fn original_bytes(&self, id: ReportId) -> Result<Vec<u8>, StoreError> {
        original_bytes(self.layout(), id)
    }

    /// The file of an original opened for reading, its bytes checked against their hash beforehand.
    pub fn original_file(&self, id: ReportId) -> Result<File, StoreError> {
        let path = self.layout().original(id);
        let open = || File::open(&path);
        let found = open().and_then(hash_of).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => StoreError::OriginalMissing { path: path.clone() },
            _ => StoreError::io(&path, "cannot be read")(error),
        })?;
        if found.0 != id {
            return Err(not_trusted(&path));
        }
        open().map_err(StoreError::io(&path, "cannot be read"))
    }

    /// SHA-256 of an item's text, as the journal records it.
    pub(crate) fn text_hash(&self, id: ReportId) -> Result<Option<[u8; 32]>, StoreError> {
        Ok(self.original(id)?.and_then(|o| match o.outcome {
            Outcome::Read { text_sha256, .. } => Some(text_sha256),
            _ => None,
        }))
    }

    /// Length of a report's text in bytes.
    pub(crate) fn text_length(&self, id: ReportId) -> Result<Option<usize>, StoreError> {
        self.found(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(None) };
            let mut statement =
                connection.prepare_cached("SELECT octet_length(text) FROM texts WHERE key = ?1")?;
            let length = statement.query_row([key], |row| row.get::<_, i64>(0)).optional()?;
            Ok(length.and_then(|n| usize::try_from(n).ok()))
        })
    }

    fn one(&self, sql: &str, value: &str) -> Result<Option<ReportId>, StoreError> {
        self.found(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            Ok(statement.query_row([value], |row| row.get(0).map(ReportId)).optional()?)
        })
    }
}

/// The bytes of an original, checked against their hash.
pub(crate) fn original_bytes(layout: &Layout, id: ReportId) -> Result<Vec<u8>, StoreError> {
    let path = layout.original(id);
    let bytes = fs::read(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => StoreError::OriginalMissing { path: path.clone() },
        _ => StoreError::io(&path, "cannot be read")(error),
    })?;
    if ReportId::of(&bytes) != id {
        return Err(not_trusted(&path));
    }
    Ok(bytes)
}

fn not_trusted(path: &Path) -> StoreError {
    let reason = "its bytes are not those that its name tells of";
    StoreError::io(path, "cannot be trusted")(io::Error::new(io::ErrorKind::InvalidData, reason))
}

fn version(row: &rusqlite::Row<'_>) -> rusqlite::Result<Version> {
    Ok(Version {
        number: row.get::<_, i64>(0)? as u64,
        when: row.get(1)?,
        report: ReportId(row.get(2)?),
        file: row.get(3)?,
        state: row.get::<_, Option<i64>>(4)?.and_then(State::of),
    })
}

fn arrived(connection: &Connection, row: ArrivalRow) -> Found<Arrived> {
    let ArrivalRow { number, replaces, at, who, arrival } = row;
    let replaces = replaces.map(|key| id_of(connection, key)).transpose()?;
    Ok(Arrived { number: number as u64, when: at, who, arrival, replaces })
}

/// A report with text and copies, as it is shown.
pub(crate) fn whole(connection: &Connection, key: i64) -> Found<Option<Report>> {
    let Some(shown) = shown(connection, key)? else { return Ok(None) };
    let mut report = shown.report;
    report.text = rows::text(connection, key, report.id)?;
    for row in arrivals(connection, key)?.into_iter().filter(|row| row.number != shown.arrival) {
        // What came in a withdrawn archive is cited no more, unless that is the only way in which the report came.
        let container = row.arrival.within.as_ref().map(|within| within.container);
        if shown.state == State::Withdrawn || !is_gone(connection, container)? {
            report.copies.push(row.arrival);
        }
    }
    Ok(Some(report))
}

pub(crate) fn original(connection: &Connection, key: i64) -> Found<OriginalState> {
    let mut statement = connection.prepare_cached(
        "SELECT o.id, o.size_bytes, o.media, o.outcome, o.text_sha256, o.intake, o.reason, s.state,
                (SELECT file FROM arrivals a WHERE a.key = o.key ORDER BY number LIMIT 1)
         FROM originals o LEFT JOIN shown s ON s.key = o.key WHERE o.key = ?1",
    )?;
    let mut state = statement.query_row([key], |row| {
        let outcome = match (row.get::<_, i64>(3)?, row.get::<_, Option<[u8; 32]>>(4)?, row.get(5)?) {
            (0, Some(text_sha256), Some(intake)) => Outcome::Read { text_sha256, intake },
            (2, ..) => Outcome::Container,
            (3, ..) => Outcome::Claims,
            _ => Outcome::Unread { reason: row.get::<_, Option<String>>(6)?.unwrap_or_default() },
        };
        Ok(OriginalState {
            id: ReportId(row.get(0)?),
            size_bytes: row.get::<_, i64>(1)? as u64,
            media: row.get(2)?,
            outcome,
            file: row.get::<_, Option<String>>(8)?.unwrap_or_default(),
            state: row.get::<_, Option<i64>>(7)?.and_then(State::of),
        })
    })?;
    if !matches!(state.outcome, Outcome::Read { .. }) && is_withdrawn(connection, key)? {
        state.state = Some(State::Withdrawn);
    }
    Ok(state)
}
