//! The tables themselves: SQLite believes what a database says of its own tables, so a letter changed there can change what a row
//! means, or what may be written. They are compared with those that this program makes.

use crate::database::Found;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// What is kept of how the index of words is set up: its name, and type and value of each setting.
const SETTINGS_OF_WORDS: &str = "SELECT k, typeof(k) || typeof(v) || quote(v) FROM words_config";

/// What is said of a table, index or trigger that somebody added.
pub(super) const ADDED: &str = "is none that this program makes";

/// Where a database differs from one that was made `anew`.
pub(super) fn check(connection: &Connection, anew: &Connection) -> Found<Vec<(String, String)>> {
    let mut out = Vec::new();
    for (what, sql) in [
        ("table", "SELECT name, type || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema"),
        ("setting of the index of words", SETTINGS_OF_WORDS),
    ] {
        let (here, mut there) = (named(connection, sql)?, named(anew, sql)?);
        for (name, says) in here {
            match there.remove(&name) {
                Some(made) if made == says => {}
                Some(_) => {
                    out.push((format!("{what} {name}"), "is not as this program makes it".to_string()))
                }
                None => out.push((format!("{what} {name}"), ADDED.to_string())),
            }
        }
        out.extend(there.into_keys().map(|name| (format!("{what} {name}"), "is missing".to_string())));
    }
    Ok(out)
}

/// What each of them says, without comments and white space: a later release may word a comment otherwise.
fn named(connection: &Connection, sql: &str) -> Found<BTreeMap<String, String>> {
    let mut statement = connection.prepare(sql)?;
    let named = statement.query_map([], |row| {
        let says: String = row.get(1)?;
        let bare = says.lines().map(|line| line.split("--").next().unwrap_or_default());
        Ok((row.get(0)?, bare.flat_map(str::split_whitespace).collect::<String>()))
    })?;
    Ok(named.collect::<Result<_, _>>()?)
}
