//! Which reports fit, and which of them first.

use super::query::Query;
use crate::database::Found;
use rusqlite::{Connection, params};

/// How many fit, and the wanted ones with their scores.
pub(super) fn ranked(
    connection: &Connection,
    query: &Query,
    limit: usize,
    offset: usize,
) -> Found<(u64, Vec<(i64, f64)>)> {
    let (limit, offset) = (limit.min(1 << 30) as i64, offset.min(1 << 30) as i64);
    let (from, to) = (query.from.unwrap_or(i64::MIN), query.to.unwrap_or(i64::MAX));
    let dated = query.from.is_some() || query.to.is_some();
    const IN_TIME: &str = "SELECT key FROM shown WHERE state = 0 AND last_day >= ?1 AND first_day <= ?2";
    let Some(expression) = query.expression() else {
        let total: i64 =
            connection
                .query_row(&format!("SELECT count(*) FROM ({IN_TIME})"), [from, to], |row| row.get(0))?;
        let mut statement =
            connection.prepare_cached(&format!("{IN_TIME} ORDER BY first_day, file LIMIT ?3 OFFSET ?4"))?;
        let keys = statement.query_map([from, to, limit, offset], |row| Ok((row.get(0)?, 0.0)))?;
        return Ok((total as u64, keys.collect::<Result<_, _>>()?));
    };
    let in_time = if dated { format!("AND rowid IN ({IN_TIME})") } else { "AND ?1 <= ?2".into() };
    let mut count =
        connection.prepare_cached(&format!("SELECT count(*) FROM words WHERE words MATCH ?3 {in_time}"))?;
    let total: i64 = count.query_row(params![from, to, expression], |row| row.get(0))?;
    let mut statement = connection.prepare_cached(&format!(
        "SELECT rowid, -bm25(words, 8.0, 1.0, 4.0, 4.0, 2.0) AS score FROM words WHERE words MATCH ?3 {in_time}
         ORDER BY score DESC, rowid LIMIT ?4 OFFSET ?5"
    ))?;
    let rows = statement
        .query_map(params![from, to, expression, limit, offset], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((total as u64, rows.collect::<Result<_, _>>()?))
}
