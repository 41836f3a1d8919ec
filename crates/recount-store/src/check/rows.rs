//! Every derived row against its checksum, its report and the text it is about.

use super::{OnProgress, Progress};
use crate::admission::fits;
use crate::database::reading::{reading, unlisted};
use crate::database::refresh::{Shown, shown};
use crate::database::rows::{id_of, passages, report_without_text, text};
use crate::database::{Fault, Found, account};
use crate::journal::record::{hex, publication};
use recount_model::{ReportId, Span, Word};
use rusqlite::{Connection, OptionalExtension};

type Wrong = Vec<(String, String)>;

pub(super) fn check(connection: &Connection, progress: &OnProgress<'_>) -> Found<Wrong> {
    let mut out = Wrong::new();
    let readers = {
        let mut statement = connection.prepare("SELECT reader, name FROM readers ORDER BY reader")?;
        let readers = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        readers.collect::<Result<Vec<(i64, String)>, _>>()?
    };
    let mut statement = connection.prepare("SELECT key, outcome, text_sha256 FROM originals ORDER BY key")?;
    let originals = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let originals = originals.collect::<Result<Vec<(i64, i64, Option<[u8; 32]>)>, _>>()?;
    let total = originals.len() as u64;
    let mut claims = 0;
    for (done, (key, outcome, recorded)) in (1u64..).zip(originals) {
        if done.is_multiple_of(256) || done == total {
            progress(Progress { step: "rows", done, total });
        }
        let id = id_of(connection, key)?;
        if outcome == 0 {
            one(connection, key, id, recorded, &readers, &mut claims, &mut out)?;
        }
    }
    strays(connection, &mut out)?;
    let listed: i64 = connection.query_row("SELECT count(*) FROM claims", [], |row| row.get(0))?;
    if out.is_empty() && listed != claims {
        out.push((
            "claims".into(),
            format!("{listed} ids are listed, and the readings have {claims} claims"),
        ));
    }
    keep(account::account(connection).map(|_| ()), &mut out)?;
    Ok(out)
}

/// Tells of a damaged row and goes on; other errors end the check.
fn keep<T>(found: Found<T>, out: &mut Wrong) -> Found<Option<T>> {
    match found {
        Ok(value) => Ok(Some(value)),
        Err(Fault::Row { what, reason }) => {
            out.push((what, reason));
            Ok(None)
        }
        // A value of another kind than was written, bytes that are no text.
        Err(Fault::Sqlite(
            error @ (rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..)),
        )) => {
            out.push(("a row".into(), error.to_string()));
            Ok(None)
        }
        Err(fault) => Err(fault),
    }
}

fn one(
    connection: &Connection,
    key: i64,
    id: ReportId,
    recorded: Option<[u8; 32]>,
    readers: &[(i64, String)],
    claims: &mut i64,
    out: &mut Wrong,
) -> Found<()> {
    let before = out.len();
    let Some(report) = keep(report_without_text(connection, key, id), out)? else {
        return named(out, before, &format!("reports, report {id}"));
    };
    let Some(report) = report else {
        if !is_pending(connection, key)? {
            out.push((format!("reports, report {id}"), "is missing; the journal says it was read".into()));
        }
        return Ok(());
    };
    let Some(text) = keep(text(connection, key, id), out)? else {
        return named(out, before, &format!("texts, report {id}"));
    };
    let place = || format!("texts, report {id} ({})", report.file);
    let hash = ReportId::of(text.as_bytes()).0;
    if Some(hash) != recorded {
        let expected = recorded.map(|h| hex(&h)).unwrap_or_default();
        out.push((place(), format!("its SHA-256 is {} and not the journal's {expected}", hex(&hash))));
    }
    if report.blocks.iter().any(|b| !fits(&text, b.span)) {
        out.push((
            format!("reports, report {id} ({})", report.file),
            "a block does not lie in the text".into(),
        ));
    }
    for (number, name) in readers {
        let at = out.len();
        match keep(reading(connection, (*number, name), key, id), out)? {
            Some(Some(reading)) => {
                *claims += reading.claims.len() as i64;
                let place = |at: usize| format!("claims, report {id}, reader {name}, claim {}", at + 1);
                for (at, claim) in reading.claims.iter().enumerate().filter(|(_, c)| !fits(&text, c.span)) {
                    let Span { start, end } = claim.span;
                    out.push((place(at), format!("its place {start}..{end} does not lie in the text")));
                }
                if let Some(at) = unlisted(connection, *number, key, &reading)? {
                    out.push((place(at), "is not found by its id".into()));
                }
            }
            Some(None) => {}
            None => named(out, at, &format!("readings, report {id}, reader {name}"))?,
        }
    }
    let at = out.len();
    match keep(passages(connection, key, id), out)? {
        Some(found) => passage_keys(connection, key, id, found.unwrap_or_default(), out)?,
        None => named(out, at, &format!("passages, report {id}"))?,
    }
    let at = out.len();
    match keep(shown(connection, key), out)? {
        Some(Some(now)) if !keep(is_shown(connection, key, &now), out)?.unwrap_or(false) => {
            out.push((format!("shown, report {id}"), "is not what journal and report make of it".into()));
        }
        Some(_) => {}
        None => named(out, at, &format!("shown, report {id}"))?,
    }
    Ok(())
}

/// Whether nothing at all that follows from a report is there: a writer was stopped after it had taken the journal in, and before it
/// had made the report again ([`Store::pending`](crate::Store::pending)). The next one goes on.
fn is_pending(connection: &Connection, key: i64) -> Found<bool> {
    let mut statement = connection.prepare_cached(
        "SELECT NOT (EXISTS (SELECT 1 FROM texts WHERE key = ?1) OR EXISTS (SELECT 1 FROM shown WHERE key = ?1)
         OR EXISTS (SELECT 1 FROM readings WHERE reader IN (SELECT reader FROM readers) AND key = ?1) OR EXISTS (SELECT 1 FROM passages WHERE key = ?1))",
    )?;
    Ok(statement.query_row([key], |row| row.get(0))?)
}

/// Gives rows without a name the name of what was looked at.
fn named(out: &mut Wrong, from: usize, name: &str) -> Found<()> {
    for wrong in out[from..].iter_mut().filter(|(place, _)| place == "a row") {
        wrong.0 = name.to_string();
    }
    Ok(())
}

fn passage_keys(
    connection: &Connection,
    key: i64,
    id: ReportId,
    passages: Vec<crate::PassageKey>,
    out: &mut Wrong,
) -> Found<()> {
    let mut statement = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM passage_keys WHERE passage = ?1 AND key = ?2)")?;
    for passage in passages {
        let there: bool = statement.query_row([passage.key as i64, key], |row| row.get(0))?;
        if !there {
            out.push((format!("passage_keys, report {id}"), format!("key {:016x} is missing", passage.key)));
        }
    }
    Ok(())
}

/// Whether the row by which a report is listed is the one that follows from the others.
fn is_shown(connection: &Connection, key: i64, now: &Shown) -> Found<bool> {
    let mut statement = connection.prepare_cached(
        "SELECT state, file, arrival, title, publisher, author, published, published_basis, url, language, first_day,
                last_day, text_bytes, replaced_by FROM shown WHERE key = ?1",
    )?;
    let report = &now.report;
    let same = statement
        .query_row([key], |row| {
            let (date, basis): (Option<String>, Option<String>) = (row.get(6)?, row.get(7)?);
            let days = report.published.map(|p| (p.date.first_day().ordinal(), p.date.last_day().ordinal()));
            Ok(row.get::<_, i64>(0)? == now.state as i64
                && row.get::<_, String>(1)? == report.file
                && row.get::<_, i64>(2)? == now.arrival
                && row.get::<_, Option<String>>(3)? == report.title
                && row.get::<_, Option<String>>(4)? == report.publisher
                && row.get::<_, Option<String>>(5)? == report.author
                && publication(date.as_deref(), basis.as_deref()) == Ok(report.published)
                && basis.as_deref() == report.published.map(|p| p.basis.word())
                && row.get::<_, Option<String>>(8)? == report.url
                && row.get::<_, String>(9)? == report.language
                && row.get::<_, Option<i64>>(10)? == days.map(|d| d.0)
                && row.get::<_, Option<i64>>(11)? == days.map(|d| d.1)
                && row.get::<_, i64>(12)? == now.text_bytes
                && row.get::<_, Option<i64>>(13)? == now.replaced_by)
        })
        .optional()?;
    Ok(same.unwrap_or(false))
}

/// Rows of reports or readers that there are not.
fn strays(connection: &Connection, out: &mut Wrong) -> Found<()> {
    for (table, condition) in [
        ("reports", "key NOT IN (SELECT key FROM originals)"),
        ("texts", "key NOT IN (SELECT key FROM reports)"),
        ("shown", "key NOT IN (SELECT key FROM reports)"),
        ("readings", "key NOT IN (SELECT key FROM reports) OR reader NOT IN (SELECT reader FROM readers)"),
        ("claims", "(reader, key) NOT IN (SELECT reader, key FROM readings)"),
        ("passages", "key NOT IN (SELECT key FROM reports)"),
        ("passage_keys", "key NOT IN (SELECT key FROM passages)"),
    ] {
        let sql = format!("SELECT count(*) FROM {table} WHERE {condition}");
        let count: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
        if count > 0 {
            out.push((table.into(), format!("{count} rows belong to nothing")));
        }
    }
    Ok(())
}
