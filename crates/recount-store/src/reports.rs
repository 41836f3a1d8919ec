//! What the dossier holds: reports as they stand, how they came, what could not be read.

use crate::database::refresh::{ArrivalRow, arrivals, shown};
use crate::database::rows::{self, id_of, key_of};
use crate::database::{Fault, Found};
use crate::entry::{ArrivalEntry, Outcome};
use crate::error::StoreError;
use crate::journal::record::{from_json, publication};
use crate::layout::Layout;
use crate::originals::hash_of;
use crate::state::{RulingState, State};
use crate::store::Store;
use recount_model::{Arrival, Published, Report, ReportId, Ruling};
use rusqlite::{Connection, OptionalExtension};
use std::collections::VecDeque;
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
    /// How its report stands; `None` when it has none.
    pub state: Option<State>,
}

/// A line of the list of reports: everything but the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The report.
    pub id: ReportId,
    /// The file it is shown by.
    pub file: String,
    /// How it stands.
    pub state: State,
    /// Headline.
    pub title: Option<String>,
    /// Who published it, rulings applied.
    pub publisher: Option<String>,
    /// Who wrote it, rulings applied.
    pub author: Option<String>,
    /// When it was published, rulings applied.
    pub published: Option<Published>,
    /// Its address, rulings applied.
    pub url: Option<String>,
    /// ISO 639-1 code of its language.
    pub language: String,
    /// Length of the text in bytes.
    pub text_bytes: u64,
    /// Size of the original in bytes.
    pub size_bytes: u64,
    /// Its media type.
    pub media: String,
    /// How many arrivals it has.
    pub arrivals: u64,
    /// The report that took its place.
    pub replaced_by: Option<ReportId>,
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
    /// All standing reports by file name, rulings about their origin applied, with their copies: the dossier as an account is made of it.
    /// Loaded one after the other.
    pub fn reports(&self) -> ReportsIter<'_> {
        ReportsIter { keys: Keys::of(self, Some(State::Stands)) }
    }

    /// How many reports stand.
    pub fn count(&self) -> Result<u64, StoreError> {
        self.found(|c| {
            Ok(c.query_row("SELECT count(*) FROM shown WHERE state = 0", [], |r| r.get::<_, i64>(0))? as u64)
        })
    }

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

    /// The lines of the list in the order of file names: those that stand, then those that were replaced, then those withdrawn; or
    /// those of one state.
    pub fn list(&self, state: Option<State>) -> ListIter<'_> {
        ListIter { keys: Keys::of(self, state) }
    }

    /// One line of the list.
    pub fn listed(&self, id: ReportId) -> Result<Option<Listed>, StoreError> {
        self.found(|connection| match key_of(connection, id)? {
            Some(key) => listed(connection, key),
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

    /// Items that are kept and could not be read, in the order in which they came.
    pub fn unread(&self) -> Result<Vec<OriginalState>, StoreError> {
        self.originals_of(1)
    }

    /// Items that hold other items, in the order in which they came.
    pub fn containers(&self) -> Result<Vec<OriginalState>, StoreError> {
        self.originals_of(2)
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

    /// All rulings in order, each with whether it holds.
    pub fn rulings(&self) -> Result<Vec<RulingState>, StoreError> {
        self.found(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT body, holds FROM rulings ORDER BY number")?;
            let bodies = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let bodies = bodies.collect::<Result<Vec<(String, bool)>, _>>()?;
            bodies.into_iter().map(|(body, holds)| ruling(&body, holds)).collect()
        })
    }

    /// One ruling.
    pub fn ruling(&self, number: u64) -> Result<Option<RulingState>, StoreError> {
        self.found(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT body, holds FROM rulings WHERE number = ?1")?;
            let found = statement
                .query_row([i64::try_from(number).unwrap_or(-1)], |row| {
                    Ok((row.get::<_, String>(0)?, row.get(1)?))
                })
                .optional()?;
            found.map(|(body, holds)| ruling(&body, holds)).transpose()
        })
    }

    /// The passages of a report; `None` when none were written.
    pub fn passages(&self, id: ReportId) -> Result<Option<Vec<crate::Passage>>, StoreError> {
        self.found(|connection| match key_of(connection, id)? {
            Some(key) => rows::passages(connection, key, id),
            None => Ok(None),
        })
    }

    /// The standing reports that share a passage's key with these keys, and how many keys each shares, most first, then by file
    /// name. A key that more than `common` reports have tells nothing and is passed over.
    pub fn reports_with_passages(
        &self,
        keys: &[u64],
        common: usize,
    ) -> Result<Vec<(ReportId, usize)>, StoreError> {
        let mut keys: Vec<i64> = keys.iter().map(|key| *key as i64).collect();
        keys.sort_unstable();
        keys.dedup();
        self.found(|connection| {
            let mut shared: std::collections::BTreeMap<i64, usize> = Default::default();
            let mut statement =
                connection.prepare_cached("SELECT key FROM passage_keys WHERE passage = ?1 LIMIT ?2")?;
            for key in keys {
                let found = statement.query_map([key, common as i64 + 1], |row| row.get(0))?;
                let found = found.collect::<Result<Vec<i64>, _>>()?;
                if found.len() <= common {
                    found.into_iter().for_each(|report| *shared.entry(report).or_default() += 1);
                }
            }
            let mut standing = connection.prepare_cached(
                "SELECT s.file, o.id FROM shown s JOIN originals o ON o.key = s.key WHERE s.key = ?1 AND s.state = 0",
            )?;
            let mut out = Vec::new();
            for (key, count) in shared {
                let found = standing.query_row([key], |row| Ok((row.get::<_, String>(0)?, row.get(1)?))).optional()?;
                out.extend(found.map(|(file, id)| (file, ReportId(id), count)));
            }
            out.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
            Ok(out.into_iter().map(|(_, id, count)| (id, count)).collect())
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

fn ruling(body: &str, holds: bool) -> Found<RulingState> {
    let entry = from_json(body).map_err(|reason| Fault::row("rulings", reason))?;
    match entry.act {
        crate::Act::Ruling { why, decision } => {
            let ruling = Ruling { number: entry.number, who: entry.who, when: entry.when, why, decision };
            Ok(RulingState { ruling, holds })
        }
        _ => Err(Fault::row(format!("rulings, entry {}", entry.number), "is no ruling")),
    }
}

/// A report with text and copies, as it is shown.
pub(crate) fn whole(connection: &Connection, key: i64) -> Found<Option<Report>> {
    let Some(shown) = shown(connection, key)? else { return Ok(None) };
    let mut report = shown.report;
    report.text = rows::text(connection, key, report.id)?;
    let others = arrivals(connection, key)?.into_iter().filter(|row| row.number != shown.arrival);
    report.copies = others.map(|row| row.arrival).collect();
    Ok(Some(report))
}

pub(crate) fn original(connection: &Connection, key: i64) -> Found<OriginalState> {
    let mut statement = connection.prepare_cached(
        "SELECT o.id, o.size_bytes, o.media, o.outcome, o.text_sha256, o.intake, o.reason, s.state,
                (SELECT file FROM arrivals a WHERE a.key = o.key ORDER BY number LIMIT 1)
         FROM originals o LEFT JOIN shown s ON s.key = o.key WHERE o.key = ?1",
    )?;
    let state = statement.query_row([key], |row| {
        let outcome = match (row.get::<_, i64>(3)?, row.get::<_, Option<[u8; 32]>>(4)?, row.get(5)?) {
            (0, Some(text_sha256), Some(intake)) => Outcome::Read { text_sha256, intake },
            (2, ..) => Outcome::Container,
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
    Ok(state)
}

pub(crate) fn listed(connection: &Connection, key: i64) -> Found<Option<Listed>> {
    let mut statement = connection.prepare_cached(
        "SELECT o.id, s.file, s.state, s.title, s.publisher, s.author, s.published, s.published_basis, s.url,
                s.language, s.text_bytes, o.size_bytes, o.media,
                (SELECT count(*) FROM arrivals a WHERE a.key = s.key),
                (SELECT r.id FROM originals r WHERE r.key = s.replaced_by)
         FROM shown s JOIN originals o ON o.key = s.key WHERE s.key = ?1",
    )?;
    let found = statement
        .query_row([key], |row| {
            let (date, basis): (Option<String>, Option<String>) = (row.get(6)?, row.get(7)?);
            Ok(Listed {
                id: ReportId(row.get(0)?),
                file: row.get(1)?,
                state: State::of(row.get(2)?).unwrap_or(State::Stands),
                title: row.get(3)?,
                publisher: row.get(4)?,
                author: row.get(5)?,
                published: publication(date.as_deref(), basis.as_deref()).ok().flatten(),
                url: row.get(8)?,
                language: row.get(9)?,
                text_bytes: row.get::<_, i64>(10)? as u64,
                size_bytes: row.get::<_, i64>(11)? as u64,
                media: row.get(12)?,
                arrivals: row.get::<_, i64>(13)? as u64,
                replaced_by: row.get::<_, Option<[u8; 32]>>(14)?.map(ReportId),
            })
        })
        .optional()?;
    Ok(found)
}

/// Keys of shown reports by state and file name, fetched a page at a time: a writer may go on meanwhile.
#[derive(Debug)]
struct Keys<'s> {
    store: &'s Store,
    wanted: Option<State>,
    after: (i64, String),
    page: VecDeque<i64>,
    over: bool,
}

const PAGE: i64 = 512;

impl<'s> Keys<'s> {
    fn of(store: &'s Store, wanted: Option<State>) -> Self {
        let after = (wanted.map_or(-1, |s| s as i64), String::new());
        Keys { store, wanted, after, page: VecDeque::new(), over: false }
    }

    fn next(&mut self) -> Result<Option<i64>, StoreError> {
        if self.page.is_empty() && !self.over {
            let (state, file) = &self.after;
            let last = self.wanted.map_or(i64::MAX, |s| s as i64);
            let rows = self.store.found(|connection| {
                let mut statement = connection.prepare_cached(
                    "SELECT key, state, file FROM shown WHERE (state, file) > (?1, ?2) AND state <= ?3
                     ORDER BY state, file LIMIT ?4",
                )?;
                let rows = statement.query_map(rusqlite::params![state, file, last, PAGE], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })?;
                Ok(rows.collect::<Result<Vec<(i64, i64, String)>, _>>()?)
            })?;
            self.over = (rows.len() as i64) < PAGE;
            if let Some((_, state, file)) = rows.last() {
                self.after = (*state, file.clone());
            }
            self.page = rows.into_iter().map(|row| row.0).collect();
        }
        Ok(self.page.pop_front())
    }
}

/// Reports one after the other; see [`Store::reports`].
#[derive(Debug)]
pub struct ReportsIter<'s> {
    keys: Keys<'s>,
}

impl Iterator for ReportsIter<'_> {
    type Item = Result<Report, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let key = match self.keys.next() {
                Ok(key) => key?,
                Err(error) => return Some(Err(error)),
            };
            if let Some(report) = self.keys.store.found(|c| whole(c, key)).transpose() {
                return Some(report);
            }
        }
    }
}

/// Lines of the list one after the other; see [`Store::list`].
#[derive(Debug)]
pub struct ListIter<'s> {
    keys: Keys<'s>,
}

impl Iterator for ListIter<'_> {
    type Item = Result<Listed, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let key = match self.keys.next() {
                Ok(key) => key?,
                Err(error) => return Some(Err(error)),
            };
            if let Some(line) = self.keys.store.found(|c| listed(c, key)).transpose() {
                return Some(line);
            }
        }
    }
}
