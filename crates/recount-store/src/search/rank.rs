//! Which reports fit, and which of them first: by BM25 (Robertson, Walker, Jones, Hancock-Beaulieu and Gatford, "Okapi at TREC-3", 1994), a
//! word of the title counting more than one of the text.
//!
//! Weighing one report costs a thousand times what passing it by does. A query that more than [`WEIGHED`] reports fit says too
//! little to tell them apart by how often its words stand in them; so of such a query those whose title fits come first, the newest
//! before the others, and of the rest only those are weighed that came last. All are counted.

use super::query::Query;
use crate::database::Found;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// How many reports are weighed for one query and tier.
const WEIGHED: i64 = 2_000;

/// Reports whose date may lie in the wanted stretch. `+` keeps SQLite from asking the index once for each of them.
const IN_TIME: &str = "+rowid IN (SELECT key FROM shown WHERE first_day <= ?2 AND last_day >= ?1)";

/// How many fit, and the wanted ones with their scores.
pub(super) fn ranked(
    connection: &Connection,
    query: &Query,
    limit: usize,
    offset: usize,
) -> Found<(u64, Vec<(i64, f64)>)> {
    let time = (query.from.unwrap_or(i64::MIN), query.to.unwrap_or(i64::MAX));
    let Some(expression) = query.expression() else {
        return by_date(connection, time, limit, offset);
    };
    let dated = query.from.is_some() || query.to.is_some();
    let filter = if dated { IN_TIME } else { "?1 <= ?2" };
    let mut count = connection
        .prepare_cached(&format!("SELECT count(*) FROM words WHERE words MATCH ?3 AND {filter}"))?;
    let total: i64 = count.query_row(params![time.0, time.1, expression], |row| row.get(0))?;
    let wanted = offset.saturating_add(limit);
    let reach = WEIGHED.max(i64::try_from(wanted).unwrap_or(i64::MAX));
    let mut ranked = weighed(connection, &expression, time, filter, reach)?;
    if total > WEIGHED
        && let Some(title) = query.title_expression()
    {
        let both = format!("({expression}) AND ({title})");
        let titled = last(connection, &both, time, filter)?;
        // Before all others, the newest first.
        let best = ranked.first().map_or(0.0, |(_, score)| *score);
        let seen: BTreeSet<i64> = titled.iter().copied().collect();
        ranked.retain(|(key, _)| !seen.contains(key));
        let count = titled.len();
        let titled = titled.into_iter().enumerate().map(|(at, key)| (key, best + (count - at) as f64));
        ranked = titled.chain(ranked).collect();
    }
    Ok((total as u64, ranked.into_iter().skip(offset).take(limit).collect()))
}

/// Of the reports that fit those that came last, the last first.
fn last(connection: &Connection, expression: &str, time: (i64, i64), filter: &str) -> Found<Vec<i64>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT rowid FROM words WHERE words MATCH ?3 AND {filter} ORDER BY rowid DESC LIMIT ?4"
    ))?;
    let rows = statement.query_map(params![time.0, time.1, expression, WEIGHED], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Of the reports that fit the `reach` that came last, best first.
fn weighed(
    connection: &Connection,
    expression: &str,
    time: (i64, i64),
    filter: &str,
    reach: i64,
) -> Found<Vec<(i64, f64)>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT rowid, -bm25(words, 8.0, 1.0, 4.0, 4.0, 2.0) FROM words WHERE words MATCH ?3 AND {filter}
         ORDER BY rowid DESC LIMIT ?4"
    ))?;
    let rows = statement
        .query_map(params![time.0, time.1, expression, reach], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut rows = rows.collect::<Result<Vec<(i64, f64)>, _>>()?;
    rows.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    Ok(rows)
}

/// A query for dates alone: the reports of that time, earliest first.
fn by_date(
    connection: &Connection,
    time: (i64, i64),
    limit: usize,
    offset: usize,
) -> Found<(u64, Vec<(i64, f64)>)> {
    const OF_TIME: &str = "FROM shown WHERE state = 0 AND first_day <= ?2 AND last_day >= ?1";
    let total: i64 = connection
        .prepare_cached(&format!("SELECT count(*) {OF_TIME}"))?
        .query_row([time.0, time.1], |row| row.get(0))?;
    let (limit, offset) = (limit.min(1 << 30) as i64, offset.min(1 << 30) as i64);
    let mut statement = connection
        .prepare_cached(&format!("SELECT key {OF_TIME} ORDER BY first_day, file LIMIT ?3 OFFSET ?4"))?;
    let keys = statement.query_map([time.0, time.1, limit, offset], |row| Ok((row.get(0)?, 0.0)))?;
    Ok((total as u64, keys.collect::<Result<_, _>>()?))
}
