//! How reports stand, and the rulings.

use crate::Act;
use crate::database::{Fault, Found};
use crate::error::StoreError;
use crate::journal::record::from_json;
use crate::store::Store;
use recount_model::Ruling;
use rusqlite::OptionalExtension;

/// How a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It takes part.
    Stands = 0,
    /// A later copy of the same address has taken its place.
    Replaced = 1,
    /// A ruling took it out. Its bytes stay.
    Withdrawn = 2,
}

impl State {
    /// The state of a number in the database.
    pub(crate) fn of(number: i64) -> Option<Self> {
        [State::Stands, State::Replaced, State::Withdrawn].into_iter().find(|s| *s as i64 == number)
    }
}

/// A ruling of the journal, and the first that undid it and holds.
const RULINGS: &str = "SELECT r.body, (SELECT min(u.number) FROM rulings u
    WHERE u.undoes = r.number AND u.number > r.number AND u.holds = 1) FROM rulings r";

impl Store {
    /// All rulings in order.
    pub fn rulings(&self) -> Result<Vec<Ruling>, StoreError> {
        self.found(|connection| {
            let mut statement = connection.prepare_cached(&format!("{RULINGS} ORDER BY r.number"))?;
            let bodies = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let bodies = bodies.collect::<Result<Vec<(String, Option<i64>)>, _>>()?;
            bodies.into_iter().map(|(body, undone_by)| ruling(&body, undone_by)).collect()
        })
    }

    /// One ruling.
    pub fn ruling(&self, number: u64) -> Result<Option<Ruling>, StoreError> {
        self.found(|connection| {
            let mut statement = connection.prepare_cached(&format!("{RULINGS} WHERE r.number = ?1"))?;
            let found = statement
                .query_row([i64::try_from(number).unwrap_or(-1)], |row| {
                    Ok((row.get::<_, String>(0)?, row.get(1)?))
                })
                .optional()?;
            found.map(|(body, undone_by)| ruling(&body, undone_by)).transpose()
        })
    }
}

fn ruling(body: &str, undone_by: Option<i64>) -> Found<Ruling> {
    let entry = from_json(body).map_err(|reason| Fault::row("rulings", reason))?;
    let undone_by = undone_by.and_then(|number| u64::try_from(number).ok());
    match entry.act {
        Act::Ruling { why, decision } => {
            Ok(Ruling { number: entry.number, who: entry.who, when: entry.when, why, decision, undone_by })
        }
        _ => Err(Fault::row(format!("rulings, entry {}", entry.number), "is no ruling")),
    }
}
