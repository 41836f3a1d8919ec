//! What takes part: whether an item was withdrawn, by itself or with what it came in, and which report takes the place of an arrival.
//! All of it follows from the rows of the journal alone, so that it is the same while reports wait to be read again.

use super::Found;
use super::refresh::ArrivalRow;
use super::rows::key_of;
use recount_model::ReportId;
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

/// Whether an item was withdrawn: by a ruling on itself, or because every arrival of it came in a container that was. A letter or
/// page that is a report itself takes only itself out when it is withdrawn; what was attached to it stands.
pub(crate) fn is_withdrawn(connection: &Connection, key: i64) -> Found<bool> {
    Ok(is_ruled_out(connection, key)? || !comes_from_outside(connection, key)?)
}

/// Whether an arrival came in something that was withdrawn.
pub(crate) fn is_gone(connection: &Connection, container: Option<ReportId>) -> Found<bool> {
    let key = match container {
        Some(container) => key_of(connection, container)?,
        None => None,
    };
    match key {
        Some(key) => Ok(is_closed(connection, key)? || !comes_from_outside(connection, key)?),
        None => Ok(false),
    }
}

/// Whether there is a way from outside to an item that leads through no withdrawn container.
fn comes_from_outside(connection: &Connection, key: i64) -> Found<bool> {
    let mut seen = BTreeSet::from([key]);
    let mut left = vec![key];
    while let Some(key) = left.pop() {
        let mut statement =
            connection.prepare_cached("SELECT container FROM arrivals WHERE key = ?1 ORDER BY number")?;
        let mut rows = statement.query([key])?;
        while let Some(row) = rows.next()? {
            let Some(container) = row.get::<_, Option<[u8; 32]>>(0)? else { return Ok(true) };
            let Some(container) = key_of(connection, ReportId(container))? else { return Ok(true) };
            if seen.insert(container) && !is_closed(connection, container)? {
                left.push(container);
            }
        }
    }
    Ok(false)
}

/// Whether an item that is no report itself was withdrawn, and with it whatever it holds.
fn is_closed(connection: &Connection, key: i64) -> Found<bool> {
    let mut statement = connection.prepare_cached("SELECT outcome <> 0 FROM originals WHERE key = ?1")?;
    let holds: bool = statement.query_row([key], |row| row.get(0))?;
    Ok(holds && is_ruled_out(connection, key)?)
}

fn is_ruled_out(connection: &Connection, key: i64) -> Found<bool> {
    let mut statement = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM rulings WHERE key = ?1 AND word = 'withdraw' AND holds = 1)",
    )?;
    Ok(statement.query_row([key], |row| row.get(0))?)
}

/// Whether the journal says that a text was read in it: a scan, an archive or an empty page says nothing that could take the place
/// of a report.
pub(crate) fn has_text(connection: &Connection, key: i64) -> Found<bool> {
    let mut statement = connection
        .prepare_cached("SELECT outcome = 0 AND text_sha256 <> ?2 FROM originals WHERE key = ?1")?;
    let has =
        statement.query_row((key, ReportId::of(b"").0), |row| row.get::<_, Option<bool>>(0)).optional()?;
    Ok(has.flatten().unwrap_or(false))
}

/// Whether an item can take the place of another: it has a text and was not withdrawn.
pub(crate) fn counts(connection: &Connection, key: i64) -> Found<bool> {
    Ok(has_text(connection, key)? && !is_withdrawn(connection, key)?)
}

/// The report that took the place of an arrival and counts, if any; those in between that do not count are passed over.
pub(crate) fn successor(
    connection: &Connection,
    key: i64,
    arrival: &ArrivalRow,
    siblings: &[ArrivalRow],
) -> Found<Option<i64>> {
    let mut seen = BTreeSet::new();
    let mut statement = connection.prepare_cached(
        "SELECT number, key, url, container FROM arrivals WHERE replaces = ?1 AND number > ?2 ORDER BY number",
    )?;
    let has_url = |url: &str| siblings.iter().any(|s| s.arrival.url.as_deref() == Some(url));
    let mut left = vec![(key, arrival.number)]; // replaced, by arrivals after this number
    while let Some((of, after)) = left.pop() {
        let mut rows = statement.query([of, after])?;
        while let Some(row) = rows.next()? {
            let (number, by, url): (i64, i64, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            // One of several arrivals is replaced only at its own address.
            let elsewhere = of == key
                && url
                    .as_deref()
                    .is_some_and(|url| has_url(url) && arrival.arrival.url.as_deref() != Some(url));
            if by == key || elsewhere || !seen.insert(number) {
                continue;
            }
            let container = row.get::<_, Option<[u8; 32]>>(3)?.map(ReportId);
            if counts(connection, by)? && !is_gone(connection, container)? {
                return Ok(Some(by));
            }
            left.push((by, number));
        }
    }
    Ok(None)
}
