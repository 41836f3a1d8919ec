//! Rows of the last account.

use super::sum::{SUM_BYTES, Sum};
use super::{Fault, Found};
use crate::journal::Head;
use crate::readings::{AccountRow, KeptAccount};
use rusqlite::{Connection, OptionalExtension, params};

fn stamp_sum(account: &KeptAccount, rows: i64) -> [u8; SUM_BYTES] {
    Sum::of("account")
        .number(account.head.number as i64)
        .text(&account.head.hash)
        .text(&account.settings)
        .text(&account.program)
        .number(rows)
        .finish()
}

fn row_sum(ordinal: i64, row: &AccountRow) -> [u8; SUM_BYTES] {
    Sum::of("account_rows").number(ordinal).text(&row.kind).text(&row.id).text(&row.body).finish()
}

/// Writes an account in place of the one before.
pub(crate) fn put_account(connection: &Connection, account: &KeptAccount) -> Found<()> {
    connection.execute("DELETE FROM account", [])?;
    connection.execute("DELETE FROM account_rows", [])?;
    let rows = account.rows.len() as i64;
    connection.execute(
        "INSERT INTO account VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            account.head.number as i64,
            account.head.hash,
            account.settings,
            account.program,
            rows,
            stamp_sum(account, rows)
        ],
    )?;
    let mut insert = connection.prepare_cached("INSERT INTO account_rows VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (ordinal, row) in (0i64..).zip(&account.rows) {
        insert.execute(params![ordinal, row.kind, row.id, row.body, row_sum(ordinal, row)])?;
    }
    Ok(())
}

/// The account that was kept, checked row by row.
pub(crate) fn account(connection: &Connection) -> Found<Option<KeptAccount>> {
    let sql = "SELECT head_number, head_hash, settings, program, rows, sum FROM account";
    let stamp = connection.query_row(sql, [], |row| {
        let head = Head { number: row.get::<_, i64>(0)? as u64, hash: row.get(1)?, bytes: 0 };
        let account = KeptAccount { head, settings: row.get(2)?, program: row.get(3)?, rows: Vec::new() };
        Ok((account, row.get::<_, i64>(4)?, row.get::<_, Vec<u8>>(5)?))
    });
    let Some((mut account, count, sum)) = stamp.optional()? else { return Ok(None) };
    if stamp_sum(&account, count)[..] != sum[..] {
        return Err(Fault::row("account", "is not as it was written"));
    }
    let mut statement = connection
        .prepare_cached("SELECT ordinal, kind, id, body, sum FROM account_rows ORDER BY ordinal")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let ordinal: i64 = row.get(0)?;
        let kept = AccountRow { kind: row.get(1)?, id: row.get(2)?, body: row.get(3)? };
        let sum: Vec<u8> = row.get(4)?;
        if ordinal != account.rows.len() as i64 || row_sum(ordinal, &kept)[..] != sum[..] {
            let what = format!("account_rows, row {}", account.rows.len() + 1);
            return Err(Fault::row(what, "is not as it was written"));
        }
        account.rows.push(kept);
    }
    if account.rows.len() as i64 != count {
        let reason = format!("has {} rows, and {count} were written", account.rows.len());
        return Err(Fault::row("account", reason));
    }
    Ok(Some(account))
}
