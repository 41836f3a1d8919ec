//! From an older schema to the newest: each step is SQL of `schema/`, and what SQL cannot say. A step runs in one transaction.

use super::reading::{PackedReading, put_reading};
use super::sum::Sum;
use super::{Fault, Found};
use crate::error::StoreError;
use crate::readings::{ClaimRow, ReadingRows};
use recount_model::{ClaimId, ReportId, Span};
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// One step: its SQL, and what is done after it.
struct Step {
    sql: &'static str,
    then: fn(&Connection) -> Found<()>,
}

/// Every step in order; the n-th leads from schema n - 1 to n.
const STEPS: [Step; 2] = [
    Step { sql: include_str!("../../schema/0001.sql"), then: |_| Ok(()) },
    Step { sql: include_str!("../../schema/0002.sql"), then: pack_readings },
];

/// The newest schema.
pub(crate) const NEWEST: i64 = STEPS.len() as i64;

/// The schema a database has.
pub(crate) fn user_version(connection: &Connection) -> Found<i64> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Leads an older database to the newest schema.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Found<()> {
    let found = user_version(connection)?;
    if found > NEWEST {
        let path = path.to_path_buf();
        return Err(Fault::Store(StoreError::NewerSchema { path, found, known: NEWEST }));
    }
    for (version, step) in (1i64..).zip(STEPS).filter(|(version, _)| *version > found) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(step.sql)?;
        (step.then)(&transaction)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(())
}

/// Schema 1 had a row for each claim.
fn pack_readings(connection: &Connection) -> Found<()> {
    {
        let mut statement = connection.prepare(
            "SELECT r.reader, n.name, r.key, o.id, r.claims, r.names, r.sum FROM readings_1 r
             JOIN readers n ON n.reader = r.reader JOIN originals o ON o.key = r.key ORDER BY r.reader, r.key",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (number, name, key): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (report, count) = (ReportId(row.get(3)?), row.get::<_, i64>(4)?);
            let (names, sum): (String, Vec<u8>) = (row.get(5)?, row.get(6)?);
            let whole = Sum::of("readings").text(&name).bytes(&report.0).number(count).text(&names).finish();
            let claims = claims_of_schema_1(connection, (number, &name), key, report)?;
            if whole[..] != sum[..] || claims.len() as i64 != count {
                let what = format!("readings, report {report}, reader {name}");
                return Err(Fault::row(what, "is not as it was written"));
            }
            let reading = ReadingRows { reader: name, report, claims, names };
            put_reading(connection, key, &PackedReading::of(&reading))?;
        }
    }
    Ok(connection.execute_batch("DROP TABLE claims_1; DROP TABLE readings_1;")?)
}

fn claims_of_schema_1(
    connection: &Connection,
    (number, name): (i64, &str),
    key: i64,
    report: ReportId,
) -> Found<Vec<ClaimRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT ordinal, id, start, \"end\", kind, body, sum FROM claims_1 WHERE reader = ?1 AND key = ?2
         ORDER BY ordinal",
    )?;
    let mut rows = statement.query([number, key])?;
    let mut claims = Vec::new();
    while let Some(row) = rows.next()? {
        let (ordinal, start, end): (i64, i64, i64) = (row.get(0)?, row.get(2)?, row.get(3)?);
        let (id, kind, body): (String, String, String) = (row.get(1)?, row.get(4)?, row.get(5)?);
        let sum: Vec<u8> = row.get(6)?;
        let whole = Sum::of("claims").text(name).bytes(&report.0).number(ordinal).text(&id);
        let whole = whole.number(start).number(end).text(&kind).text(&body).finish();
        let place = (usize::try_from(start), usize::try_from(end));
        let (true, true, (Ok(start), Ok(end))) =
            (whole[..] == sum[..], ordinal == claims.len() as i64, place)
        else {
            let what = format!("claims, report {report}, reader {name}, claim {}", claims.len() + 1);
            return Err(Fault::row(what, "is not as it was written"));
        };
        claims.push(ClaimRow { id: ClaimId(id), span: Span { start, end }, kind, body });
    }
    Ok(claims)
}
