//! Why a dossier could not be made, opened, written or read, and what to do about it.

use crate::Holder;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// What to do about a database that a newer program wrote.
pub(crate) const USE_NEWER: &str = "use the newer program, or one as new";

/// An operation on a dossier that gave nothing. [`Display`](std::fmt::Display) names the file and the reason,
/// [`StoreError::hint`] the way forward.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The folder keeps no dossier.
    #[error("{}: is no dossier (it has no .recount/journal.jsonl)", .folder.display())]
    NotADossier {
        /// What was asked for.
        folder: PathBuf,
    },
    /// A dossier is there already.
    #[error("{}: is a dossier already", .folder.display())]
    AlreadyADossier {
        /// What was asked for.
        folder: PathBuf,
    },
    /// Somebody else is writing.
    #[error("{}: is being written by {holder}", .folder.display())]
    Held {
        /// The dossier.
        folder: PathBuf,
        /// Who writes.
        holder: Holder,
    },
    /// The system refused.
    #[error("{}: {doing}: {source}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was being done to it, as "cannot be ...".
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// SQLite refused.
    #[error("{}: {source}", .path.display())]
    Database {
        /// The database.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// A newer program wrote the database.
    #[error("{}: was written by a newer Recount (schema {found}; this one knows {known})", .path.display())]
    NewerSchema {
        /// The database.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// There is a journal and no database, and the dossier was opened for reading only.
    #[error("{}: the database is missing", .path.display())]
    NoDatabase {
        /// Where it should be.
        path: PathBuf,
    },
    /// An older program wrote the database, and the dossier was opened for reading only.
    #[error("{}: was written by an older Recount (schema {found}; this one reads {known})", .path.display())]
    OlderSchema {
        /// The database.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The schema this program reads.
        known: i64,
    },
    /// A line of the journal is not what was written.
    #[error("{}: line {line}: {reason}", .path.display())]
    Journal {
        /// The journal.
        path: PathBuf,
        /// The line, counted from one.
        line: u64,
        /// What is wrong with it, as a phrase.
        reason: String,
    },
    /// There are originals or a database, and the journal that they follow from is gone.
    #[error("{}: is missing; the originals and the database beside it follow from it", .path.display())]
    JournalMissing {
        /// Where it should be.
        path: PathBuf,
    },
    /// The journal does not hold what the database has already taken from it.
    #[error("{}: {reason}", .path.display())]
    JournalShort {
        /// The journal.
        path: PathBuf,
        /// What is missing.
        reason: String,
    },
    /// Something that was to be written contradicts itself or the dossier. Nothing was written.
    #[error("{subject}: {reason}")]
    Refused {
        /// What was to be written.
        subject: String,
        /// Why it was not.
        reason: String,
    },
    /// A row of the database is not what was written.
    #[error("{}: {what}: {reason}", .path.display())]
    Row {
        /// The database.
        path: PathBuf,
        /// The row.
        what: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An original is not there.
    #[error("{}: the original is missing", .path.display())]
    OriginalMissing {
        /// Where it should be.
        path: PathBuf,
    },
    /// The dossier was opened for reading.
    #[error("{}: was opened for reading only", .folder.display())]
    ReadOnly {
        /// The dossier.
        folder: PathBuf,
    },
    /// A bag that does not follow BagIt, or whose files are not those of its manifest.
    #[error("{}: {reason}", .path.display())]
    Bag {
        /// The file of the bag.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A query that cannot be understood.
    #[error("search: {reason}")]
    Query {
        /// What is wrong with it, with the part it is about.
        reason: String,
    },
}

impl StoreError {
    /// What to do about it, as a sentence without a full stop.
    pub fn hint(&self) -> Option<&str> {
        Some(match self {
            StoreError::NotADossier { .. } => "make one with `recount init`",
            StoreError::AlreadyADossier { .. } => "add to it with `recount add`",
            StoreError::Held { .. } => "wait until it is done, or stop that process",
            StoreError::Io { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    "make room on the disk and run the command again; the dossier is intact"
                }
                io::ErrorKind::FileTooLarge => {
                    "the file system or a limit of the system allows no larger file"
                }
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    "check the folder's permissions; reading works without them, writing does not"
                }
                _ => "check the disk it lies on",
            },
            StoreError::Database { source, .. } => match source.sqlite_error_code() {
                Some(rusqlite::ErrorCode::DiskFull) => {
                    "make room on the disk and run the command again; the dossier is intact"
                }
                Some(rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::CannotOpen) => {
                    "check the folder's permissions"
                }
                Some(rusqlite::ErrorCode::SystemIoFailure) => {
                    "check the disk and the limits on the size of files; the dossier is intact"
                }
                _ => "move dossier.sqlite aside; the next writing command makes it anew from the journal",
            },
            StoreError::NewerSchema { .. } => USE_NEWER,
            StoreError::NoDatabase { .. } | StoreError::OlderSchema { .. } => {
                "run a command that writes, such as `recount add`; it brings the database up to date (of a dossier on a medium that cannot be written, make a copy first)"
            }
            StoreError::Journal { .. } => {
                "`recount verify` tells what else is wrong; put the journal back from a copy or a bag"
            }
            StoreError::JournalMissing { .. } | StoreError::JournalShort { .. } => {
                "put the journal back from a copy or a bag"
            }
            StoreError::Refused { .. } => return None,
            StoreError::Row { .. } => {
                "move dossier.sqlite aside; the next writing command makes it anew from the journal"
            }
            StoreError::OriginalMissing { .. } => "put it back from a copy or a bag, or add the item again",
            StoreError::ReadOnly { .. } => return None,
            StoreError::Bag { .. } => "fetch the bag again; it must be opened as it was exported",
            StoreError::Query { .. } => {
                "write words, \"phrases\", title:word, publisher:word, author:word, file:word, from:2011-04, to:2011, -word"
            }
        })
    }

    /// Whether there was nothing to read, as against a wrong way of asking.
    pub fn is_nothing_read(&self) -> bool {
        if let StoreError::Database { source, .. } = self {
            let code = source.sqlite_error_code();
            return matches!(
                code,
                Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt)
            );
        }
        !matches!(
            self,
            StoreError::AlreadyADossier { .. }
                | StoreError::Held { .. }
                | StoreError::Refused { .. }
                | StoreError::ReadOnly { .. }
                | StoreError::Query { .. }
                | StoreError::Io { .. }
        )
    }

    /// Whether the dossier cannot be written just now: somebody else writes, or the folder or disk does not let anybody.
    pub fn is_unwritable(&self) -> bool {
        match self {
            StoreError::Held { .. } | StoreError::ReadOnly { .. } => true,
            StoreError::Io { source, .. } => matches!(
                source.kind(),
                io::ErrorKind::PermissionDenied
                    | io::ErrorKind::ReadOnlyFilesystem
                    | io::ErrorKind::StorageFull
                    | io::ErrorKind::QuotaExceeded
                    | io::ErrorKind::FileTooLarge
            ),
            StoreError::Database { source, .. } => matches!(
                source.sqlite_error_code(),
                Some(
                    rusqlite::ErrorCode::DiskFull
                        | rusqlite::ErrorCode::ReadOnly
                        | rusqlite::ErrorCode::CannotOpen
                )
            ),
            _ => false,
        }
    }

    /// Makes an error of the system one of a dossier.
    pub(crate) fn io(path: impl AsRef<Path>, doing: &'static str) -> impl FnOnce(io::Error) -> StoreError {
        let path = path.as_ref().to_path_buf();
        move |source| StoreError::Io { path, doing, source }
    }

    /// Makes an error of SQLite one of a dossier.
    pub(crate) fn database(path: &Path) -> impl Fn(rusqlite::Error) -> StoreError + '_ {
        move |source| StoreError::Database { path: path.to_path_buf(), source }
    }
}
