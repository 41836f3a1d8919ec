//! `dossier.sqlite`: opened, brought to the newest schema, written in transactions. Derived from journal and originals; it can
//! be thrown away.

pub(crate) mod account;
pub(crate) mod apply;
pub(crate) mod codec;
pub(crate) mod counts;
pub(crate) mod migrate;
pub(crate) mod open;
pub(crate) mod packed;
pub(crate) mod reading;
pub(crate) mod refresh;
pub(crate) mod rows;
pub(crate) mod sum;
pub(crate) mod touched;

use crate::error::StoreError;
use std::path::Path;

/// Why something inside the database failed, before it is told of which database.
#[derive(Debug)]
pub(crate) enum Fault {
    /// SQLite refused.
    Sqlite(rusqlite::Error),
    /// A row is not what was written.
    Row {
        /// The row.
        what: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Something else failed on the way.
    Store(StoreError),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Fault::Sqlite(error)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Fault::Store(error)
    }
}

impl Fault {
    /// A row that is not what was written.
    pub fn row(what: impl Into<String>, reason: impl Into<String>) -> Self {
        Fault::Row { what: what.into(), reason: reason.into() }
    }

    /// The error of the database at `path`.
    pub fn at(self, path: &Path) -> StoreError {
        match self {
            Fault::Sqlite(source) => StoreError::Database { path: path.to_path_buf(), source },
            Fault::Row { what, reason } => StoreError::Row { path: path.to_path_buf(), what, reason },
            Fault::Store(error) => error,
        }
    }
}

/// A value out of the database, or why there is none.
pub(crate) type Found<T> = Result<T, Fault>;
