//! How reports and rulings stand.

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

/// A ruling and whether it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulingState {
    /// The ruling.
    pub ruling: Ruling,
    /// No ruling that holds has undone it.
    pub holds: bool,
}

impl Store {
    /// All rulings in order, each with whether it holds.
    pub fn rulings(&self) -> Result<Vec<RulingState>, StoreError> {
        self.found(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT body, holds FROM rulings ORDER BY number")?;
            let bodies = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let bodies = bodies.collect::<Result<Vec<(String, bool)>, _>>()?;
            bodies.into_iter().map(|(body, holds)| ruling(&body, holds)).collect()
        })
    }

    /// One ruling.
    pub fn ruling(&self, number: u64) -> Result<Option<RulingState>, StoreError> {
        self.found(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT body, holds FROM rulings WHERE number = ?1")?;
            let found = statement
                .query_row([i64::try_from(number).unwrap_or(-1)], |row| {
                    Ok((row.get::<_, String>(0)?, row.get(1)?))
                })
                .optional()?;
            found.map(|(body, holds)| ruling(&body, holds)).transpose()
        })
    }
}

fn ruling(body: &str, holds: bool) -> Found<RulingState> {
    let entry = from_json(body).map_err(|reason| Fault::row("rulings", reason))?;
    match entry.act {
        Act::Ruling { why, decision } => {
            let ruling = Ruling { number: entry.number, who: entry.who, when: entry.when, why, decision };
            Ok(RulingState { ruling, holds })
        }
        _ => Err(Fault::row(format!("rulings, entry {}", entry.number), "is no ruling")),
    }
}
