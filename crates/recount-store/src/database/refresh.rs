//! The rows that tell how a report stands now (`shown`) and the words it is found by, made from arrivals, rulings and the
//! report as intake gave it. One function makes them, whether entries come one by one, the database is made anew, or a check asks
//! whether what is there is right.
//!
//! A report stands unless it was withdrawn, by itself or with everything it came in, or every arrival of it was replaced. An arrival is
//! replaced by a later arrival that says so, at the same address, of a report with a text that was not withdrawn; or by
//! what replaced that one in turn.

use super::counts::{is_gone, is_withdrawn, successor};
use super::rows::{id_of, report_without_text, text};
use super::{Fault, Found};
use crate::entry::Act;
use crate::journal::record::{from_json, publication};
use crate::state::State;
use recount_lexicon::search_fold;
use recount_model::{Arrival, DateBasis, Decision, Published, Report, ReportId, Within, Word};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// How a report stands and what is to be shown of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shown {
    pub state: State,
    /// The number of the arrival it is shown by.
    pub arrival: i64,
    /// Key of the report that replaced it.
    pub replaced_by: Option<i64>,
    /// Length of its text in bytes.
    pub text_bytes: i64,
    /// Everything but text and copies, rulings applied.
    pub report: Report,
}

/// An arrival as the database has it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ArrivalRow {
    pub number: i64,
    pub replaces: Option<i64>,
    pub at: String,
    pub who: String,
    pub arrival: Arrival,
}

/// The arrivals of an original, first first.
pub(crate) fn arrivals(connection: &Connection, key: i64) -> Found<Vec<ArrivalRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT number, replaces, at, who, file, publisher, author, published, published_basis, url, container, path
         FROM arrivals WHERE key = ?1 ORDER BY number",
    )?;
    let mut rows = statement.query([key])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        let (date, basis): (Option<String>, Option<String>) = (row.get(7)?, row.get(8)?);
        let published = publication(date.as_deref(), basis.as_deref())
            .map_err(|reason| Fault::row(format!("arrivals, entry {number}"), reason))?;
        let (container, path): (Option<[u8; 32]>, Option<String>) = (row.get(10)?, row.get(11)?);
        let within = container.zip(path).map(|(id, path)| Within { container: ReportId(id), path });
        let arrival = Arrival {
            file: row.get(4)?,
            publisher: row.get(5)?,
            author: row.get(6)?,
            published,
            url: row.get(9)?,
            within,
        };
        out.push(ArrivalRow { number, replaces: row.get(1)?, at: row.get(2)?, who: row.get(3)?, arrival });
    }
    Ok(out)
}

/// How a report stands now; `None` for an original without a report.
pub(crate) fn shown(connection: &Connection, key: i64) -> Found<Option<Shown>> {
    let id = id_of(connection, key)?;
    let read: bool = connection
        .prepare_cached("SELECT outcome = 0 FROM originals WHERE key = ?1")?
        .query_row([key], |row| row.get(0))?;
    let text_bytes = connection
        .prepare_cached("SELECT octet_length(text) FROM texts WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    let (true, Some(text_bytes)) = (read, text_bytes) else { return Ok(None) };
    let Some(mut report) = report_without_text(connection, key, id)? else { return Ok(None) };
    let arrivals = arrivals(connection, key)?;
    let mut replaced_by = None;
    let mut standing: Vec<&ArrivalRow> = Vec::new();
    let mut present = None;
    let withdrawn = is_withdrawn(connection, key)?;
    // Of one that was withdrawn nobody asks what replaced it: with a whole archive, every version of an address may be.
    for arrival in arrivals.iter().filter(|_| !withdrawn) {
        if is_gone(connection, arrival.arrival.within.as_ref().map(|within| within.container))? {
            continue;
        }
        present = present.or(Some(arrival));
        match successor(connection, key, arrival, &arrivals)? {
            Some(by) => replaced_by = Some(by),
            None => standing.push(arrival),
        }
    }
    let first = standing.first().copied();
    let Some(main) = first.or(present).or(arrivals.first()) else { return Ok(None) };
    if main.arrival.file != report.file {
        let read_by = arrivals.iter().find(|row| row.arrival.file == report.file).map(|row| &row.arrival);
        come_by(&mut report, read_by, main.arrival.clone());
    }
    // What the first does not say, another that stands may.
    for other in standing.iter().skip(1).map(|row| &row.arrival) {
        report.publisher = report.publisher.or_else(|| other.publisher.clone());
        report.author = report.author.or_else(|| other.author.clone());
        report.published = report.published.or(other.published);
    }
    describe(connection, key, &mut report)?;
    let state = match (withdrawn, first) {
        (true, _) => State::Withdrawn,
        (false, None) => State::Replaced,
        (false, Some(_)) => State::Stands,
    };
    let replaced_by = replaced_by.filter(|_| first.is_none());
    Ok(Some(Shown { state, arrival: main.number, replaced_by, text_bytes, report }))
}

/// Shows a report by another arrival than the one it was read by: what it states of itself stays, where the way says nothing.
fn come_by(report: &mut Report, read_by: Option<&Arrival>, way: Arrival) {
    // A field that the way it was read by gave is that way's, and not what the report states.
    macro_rules! lay {
        ($($field:ident),+) => {$(
            if way.$field.is_some() || read_by.is_none_or(|by| by.$field.is_some()) {
                report.$field = way.$field;
            }
        )+};
    }
    report.file = way.file;
    lay!(publisher, author, published, url);
}

/// Lays what people said of the report's origin over what was known; the latest that holds counts.
fn describe(connection: &Connection, key: i64, report: &mut Report) -> Found<()> {
    let mut statement = connection.prepare_cached(
        "SELECT number, body FROM rulings WHERE key = ?1 AND word = 'describe' AND holds = 1 ORDER BY number",
    )?;
    let mut rows = statement.query([key])?;
    while let Some(row) = rows.next()? {
        let (number, body): (i64, String) = (row.get(0)?, row.get(1)?);
        let entry =
            from_json(&body).map_err(|reason| Fault::row(format!("rulings, entry {number}"), reason))?;
        if let Act::Ruling { decision: Decision::Describe { field, value, .. }, .. } = entry.act {
            lay(report, &field, value);
        }
    }
    Ok(())
}

/// Sets one field; a date that is none changes nothing.
fn lay(report: &mut Report, field: &str, value: Option<String>) {
    match (field, value) {
        ("publisher", value) => report.publisher = value,
        ("author", value) => report.author = value,
        ("url", value) => report.url = value,
        ("published", None) => report.published = None,
        ("published", Some(value)) => {
            if let Ok(date) = value.parse() {
                report.published = Some(Published { date, basis: DateBasis::Given });
            }
        }
        _ => {}
    }
}

#[cfg(test)]
thread_local! {
    /// How many originals' rows this thread has made anew.
    pub(crate) static REFRESHED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Makes the rows of these originals anew.
pub(crate) fn refresh(
    connection: &Connection,
    keys: &BTreeSet<i64>,
    texts_changed: &BTreeSet<i64>,
) -> Found<()> {
    #[cfg(test)]
    REFRESHED.set(REFRESHED.get() + keys.len());
    for key in keys {
        let before = indexed(connection, *key)?;
        let now = shown(connection, *key)?;
        let stands = now.as_ref().is_some_and(|s| s.state == State::Stands);
        let words = now.as_ref().filter(|_| stands).map(|s| Words::of(&s.report));
        let same = before == words && !texts_changed.contains(key);
        if !same && before.is_some() {
            connection.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([key])?;
        }
        match &now {
            Some(now) => put_shown(connection, *key, now)?,
            None => {
                connection.prepare_cached("DELETE FROM shown WHERE key = ?1")?.execute([key])?;
            }
        }
        if let (false, Some(words), Some(now)) = (same, words, &now) {
            let body = text(connection, *key, now.report.id)?;
            put_words(connection, *key, &words, &search_fold(&body))?;
        }
    }
    Ok(())
}

/// What a report is found by, beside its text.
#[derive(PartialEq)]
struct Words {
    title: Option<String>,
    publisher: Option<String>,
    author: Option<String>,
    file: String,
}

impl Words {
    fn of(report: &Report) -> Self {
        let Report { title, publisher, author, file, .. } = report.clone();
        Words { title, publisher, author, file }
    }
}

/// The words under which a report can be found at present; `None` when it is not in the index.
fn indexed(connection: &Connection, key: i64) -> Found<Option<Words>> {
    let mut statement = connection
        .prepare_cached("SELECT title, publisher, author, file FROM shown WHERE key = ?1 AND state = 0")?;
    let words = statement.query_row([key], |row| {
        Ok(Words { title: row.get(0)?, publisher: row.get(1)?, author: row.get(2)?, file: row.get(3)? })
    });
    Ok(words.optional()?)
}

fn put_words(connection: &Connection, key: i64, words: &Words, body: &str) -> Found<()> {
    let fold = |text: &Option<String>| search_fold(text.as_deref().unwrap_or(""));
    connection
        .prepare_cached(
            "INSERT INTO words (rowid, title, body, publisher, author, file) VALUES (?1,?2,?3,?4,?5,?6)",
        )?
        .execute(params![
            key,
            fold(&words.title),
            body,
            fold(&words.publisher),
            fold(&words.author),
            search_fold(&words.file)
        ])?;
    Ok(())
}

fn put_shown(connection: &Connection, key: i64, shown: &Shown) -> Found<()> {
    let report = &shown.report;
    let days = report.published.map(|p| (p.date.first_day().ordinal(), p.date.last_day().ordinal()));
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO shown VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)",
        )?
        .execute(params![
            key,
            shown.state as i64,
            report.file,
            shown.arrival,
            report.title,
            report.publisher,
            report.author,
            report.published.map(|p| p.date.to_string()),
            report.published.map(|p| p.basis.word()),
            report.url,
            report.language,
            days.map(|d| d.0),
            days.map(|d| d.1),
            shown.text_bytes,
            shown.replaced_by
        ])?;
    Ok(())
}
