//! What each entry of the journal does to the rows that follow from it: originals, arrivals, rulings. It never fails for what an
//! entry says: the journal is the ground, and what is refused is refused before it is written there.

use super::Found;
use super::counts::has_text;
use super::rows::key_of;
use super::touched::Touched;
use crate::entry::{Act, ArrivalEntry, Entry, Outcome};
use crate::journal::record::to_json;
use recount_model::{Decision, ReportId, Word};
use rusqlite::{Connection, OptionalExtension, params};

/// Takes one entry in; tells `touched` whose standing it may change.
pub(crate) fn apply(connection: &Connection, entry: &Entry, touched: &mut Touched) -> Found<()> {
    match &entry.act {
        Act::Created => Ok(()),
        Act::Arrival(arrival) => arrive(connection, entry, arrival, touched),
        Act::Reread { original, outcome } => {
            if let Some(key) = key_of(connection, *original)? {
                set_outcome(connection, key, outcome)?;
                touched.standing_with_content(connection, key)?;
            }
            Ok(())
        }
        Act::Ruling { decision, .. } => rule(connection, entry, decision, touched),
    }
}

fn arrive(
    connection: &Connection,
    entry: &Entry,
    arrival: &ArrivalEntry,
    touched: &mut Touched,
) -> Found<()> {
    let known = key_of(connection, arrival.original)?;
    let key = match known {
        Some(key) => key,
        None => {
            connection
                .prepare_cached(
                    "INSERT INTO originals (id, size_bytes, media, outcome) VALUES (?1, ?2, ?3, 0)",
                )?
                .execute(params![arrival.original.0, arrival.size_bytes as i64, arrival.media])?;
            connection.last_insert_rowid()
        }
    };
    set_outcome(connection, key, &arrival.outcome)?;
    let replaces = match arrival.replaces {
        Some(id) => key_of(connection, id)?.filter(|replaced| *replaced != key),
        None => None,
    };
    let way = &arrival.arrival;
    connection
        .prepare_cached(
            "INSERT INTO arrivals (number, key, file, publisher, author, published, published_basis, url,
             container, path, replaces, at, who) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)",
        )?
        .execute(params![
            entry.number as i64,
            key,
            way.file,
            way.publisher,
            way.author,
            way.published.map(|p| p.date.to_string()),
            way.published.map(|p| p.basis.word()),
            way.url,
            way.within.as_ref().map(|w| w.container.0),
            way.within.as_ref().map(|w| &w.path),
            replaces,
            entry.when,
            entry.who
        ])?;
    if known.is_some() {
        return touched.standing_with_content(connection, key);
    }
    // What is new and has no text takes nobody's place; nothing came in it yet.
    match has_text(connection, key)? {
        true => touched.standing(key),
        false => touched.itself(key),
    }
    Ok(())
}

fn set_outcome(connection: &Connection, key: i64, outcome: &Outcome) -> Found<()> {
    let (word, text, intake, reason) = match outcome {
        Outcome::Read { text_sha256, intake } => (0, Some(*text_sha256), Some(intake), None),
        Outcome::Unread { reason } => (1, None, None, Some(reason)),
        Outcome::Container => (2, None, None, None),
        Outcome::Claims => (3, None, None, None),
    };
    connection
        .prepare_cached(
            "UPDATE originals SET outcome = ?2, text_sha256 = ?3, intake = ?4, reason = ?5 WHERE key = ?1",
        )?
        .execute(params![key, word, text, intake, reason])?;
    Ok(())
}

fn rule(connection: &Connection, entry: &Entry, decision: &Decision, touched: &mut Touched) -> Found<()> {
    let about: Option<ReportId> = match decision {
        Decision::Withdraw { report } | Decision::Describe { report, .. } => Some(*report),
        _ => None,
    };
    let key = match about {
        Some(id) => key_of(connection, id)?,
        None => None,
    };
    let undoes = match decision {
        Decision::Undo { ruling } => Some(*ruling as i64),
        _ => None,
    };
    // What was written was read back from JSON before; it can be written again.
    let body =
        to_json(entry).map_err(|reason| super::Fault::row(format!("entry {}", entry.number), reason))?;
    connection
        .prepare_cached("INSERT INTO rulings VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)")?
        .execute(params![entry.number as i64, entry.when, entry.who, decision.word(), body, key, undoes])?;
    if let Some(key) = key {
        touch(connection, key, decision.word(), touched)?;
    }
    match undoes {
        Some(ruling) => settle(connection, ruling, touched),
        None => Ok(()),
    }
}

/// Tells anew whether a ruling holds, after one that undoes it came or went; and, when it undoes another itself, that one.
fn settle(connection: &Connection, ruling: i64, touched: &mut Touched) -> Found<()> {
    let mut next = Some(ruling);
    while let Some(number) = next {
        let undone: bool = connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM rulings WHERE undoes = ?1 AND number > ?1 AND holds = 1)",
            )?
            .query_row([number], |row| row.get(0))?;
        connection
            .prepare_cached("UPDATE rulings SET holds = ?2 WHERE number = ?1")?
            .execute(params![number, !undone])?;
        let found: Option<(Option<i64>, Option<i64>, String)> = connection
            .prepare_cached("SELECT key, undoes, word FROM rulings WHERE number = ?1")?
            .query_row([number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let (key, undoes, word) = found.unwrap_or_default();
        if let Some(key) = key {
            touch(connection, key, &word, touched)?;
        }
        // A ruling undoes only earlier ones, so this ends.
        next = undoes.filter(|undoes| *undoes < number);
    }
    Ok(())
}

/// Touches what a ruling is about: a withdrawal is felt by what came in the item and by what it replaced, a description by the
/// item alone.
fn touch(connection: &Connection, key: i64, word: &str, touched: &mut Touched) -> Found<()> {
    match word {
        "withdraw" => touched.standing_with_content(connection, key),
        _ => {
            touched.itself(key);
            Ok(())
        }
    }
}
