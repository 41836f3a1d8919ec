//! What readers found in reports: one packed row for each reader and report, and the ids of its claims, by which a claim is found.

use super::packed::{pack, unpack};
use super::sum::{SUM_BYTES, Sum};
use super::{Fault, Found};
use crate::readings::ReadingRows;
use recount_model::ReportId;
use rusqlite::{Connection, OptionalExtension, params};

/// The number of a reader's name, made when it is new.
pub(crate) fn reader_number(connection: &Connection, name: &str) -> Found<i64> {
    connection.prepare_cached("INSERT OR IGNORE INTO readers (name) VALUES (?1)")?.execute([name])?;
    known_reader(connection, name)?.ok_or_else(|| Fault::row("readers", "cannot be written"))
}

/// The number of a reader's name, when something was read by it.
pub(crate) fn known_reader(connection: &Connection, name: &str) -> Found<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT reader FROM readers WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

fn reading_sum(reader: &str, report: ReportId, body: &[u8]) -> [u8; SUM_BYTES] {
    Sum::of("readings").text(reader).bytes(&report.0).bytes(body).finish()
}

/// A reading as its row has it.
pub(crate) struct PackedReading {
    reader: String,
    report: ReportId,
    body: Vec<u8>,
    ids: Vec<String>,
}

impl PackedReading {
    /// Packs a reading: most of the work of writing one, and none of it needs the database.
    pub fn of(rows: &ReadingRows) -> Self {
        PackedReading {
            reader: rows.reader.clone(),
            report: rows.report,
            body: pack(rows),
            ids: rows.claims.iter().map(|claim| claim.id.0.clone()).collect(),
        }
    }

    /// The report that was read.
    pub fn report(&self) -> ReportId {
        self.report
    }
}

/// Writes what a reader found in a report, in place of what the same reader found before.
pub(crate) fn put_reading(connection: &Connection, key: i64, reading: &PackedReading) -> Found<()> {
    let reader = reader_number(connection, &reading.reader)?;
    unlist(connection, (reader, &reading.reader), key, reading.report)?;
    let sum = reading_sum(&reading.reader, reading.report, &reading.body);
    connection
        .prepare_cached("INSERT OR REPLACE INTO readings VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![reader, key, reading.body, sum])?;
    let mut insert = connection.prepare_cached("INSERT INTO claims VALUES (?1, ?2, ?3, ?4)")?;
    for (ordinal, id) in (0i64..).zip(&reading.ids) {
        insert.execute(params![id, reader, key, ordinal])?;
    }
    Ok(())
}

/// Takes out the ids of the claims of a reading.
fn unlist(connection: &Connection, reader: (i64, &str), key: i64, report: ReportId) -> Found<()> {
    match self::reading(connection, reader, key, report) {
        Ok(before) => {
            let mut delete =
                connection.prepare_cached("DELETE FROM claims WHERE id = ?1 AND reader = ?2 AND key = ?3")?;
            for claim in before.into_iter().flat_map(|before| before.claims) {
                delete.execute(params![claim.id.0, reader.0, key])?;
            }
            Ok(())
        }
        // It does not say which any more: they are looked for everywhere.
        Err(Fault::Row { .. }) => {
            let sql = "DELETE FROM claims WHERE reader = ?1 AND key = ?2";
            connection.prepare_cached(sql)?.execute([reader.0, key])?;
            Ok(())
        }
        Err(fault) => Err(fault),
    }
}

/// What a reader found in a report, checked; `None` when it has not read it.
pub(crate) fn reading(
    connection: &Connection,
    reader: (i64, &str),
    key: i64,
    report: ReportId,
) -> Found<Option<ReadingRows>> {
    let (number, name) = reader;
    let mut statement =
        connection.prepare_cached("SELECT body, sum FROM readings WHERE reader = ?1 AND key = ?2")?;
    let found = statement
        .query_row([number, key], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?)))
        .optional()?;
    let Some((body, sum)) = found else { return Ok(None) };
    let wrong = |reason: &str| Fault::row(format!("readings, report {report}, reader {name}"), reason);
    if reading_sum(name, report, &body)[..] != sum[..] {
        return Err(wrong("is not as it was written"));
    }
    unpack(&body, name, report).map(Some).ok_or_else(|| wrong("cannot be unpacked"))
}

/// The place of the first claim of a reading that is not found by its id.
pub(crate) fn unlisted(
    connection: &Connection,
    reader: i64,
    key: i64,
    rows: &ReadingRows,
) -> Found<Option<usize>> {
    let mut statement = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM claims WHERE id = ?1 AND reader = ?2 AND key = ?3 AND ordinal = ?4)",
    )?;
    for (ordinal, claim) in rows.claims.iter().enumerate() {
        let listed: bool =
            statement.query_row(params![claim.id.0, reader, key, ordinal as i64], |row| row.get(0))?;
        if !listed {
            return Ok(Some(ordinal));
        }
    }
    Ok(None)
}
