//! Why there is no account.

use crate::rulings::CorrectionError;
use recount_intake::IntakeError;
use recount_intake::table::TableError;
use recount_reconcile::ReconcileError;
use recount_store::StoreError;
use std::path::PathBuf;
use thiserror::Error;

/// An operation that gave nothing. [`Display`](std::fmt::Display) names the file and the reason, [`Error::hint`] the way
/// forward.
#[derive(Debug, Error)]
pub enum Error {
    /// The dossier, its settings or a file of claims gave nothing.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// A dossier on disk could not be opened, read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A dossier on disk has no report that stands.
    #[error("{}: holds no report that can be read and stands", .folder.display())]
    EmptyDossier {
        /// The dossier.
        folder: PathBuf,
    },
    /// The dossier has no such claim.
    #[error("there is no claim '{id}' in the dossier")]
    UnknownClaim {
        /// What was asked for.
        id: String,
        /// What to do about it.
        hint: String,
    },
    /// The journal has no such ruling that could be undone.
    #[error("there is no ruling {number} to undo")]
    UnknownRuling {
        /// What was asked for.
        number: u64,
        /// What to do about it.
        hint: String,
    },
    /// The system gave no place for temporary files.
    #[error("no temporary folder: {source}")]
    Temporary {
        /// What it said.
        source: std::io::Error,
    },
    /// The pages of a dossier could not be written as a web archive.
    #[error("{}: {reason}", .file.display())]
    Pages {
        /// The archive.
        file: PathBuf,
        /// Why.
        reason: String,
    },
    /// Something that the journal keeps for ever was left blank.
    #[error("{what} is blank")]
    Blank {
        /// What: who writes, or why.
        what: &'static str,
        /// What to do about it.
        hint: &'static str,
    },
    /// Words that should set a field set none.
    #[error("'{words}' sets no field")]
    Assignment {
        /// The words.
        words: String,
        /// What to do about it.
        hint: String,
    },
    /// One address was given for several files.
    #[error("the address {url} was given for {files} files, and one page is at an address")]
    OneAddress {
        /// The address.
        url: String,
        /// How many files were to be added.
        files: usize,
    },
    /// A claim cannot be corrected so.
    #[error(transparent)]
    Correction(#[from] CorrectionError),
    /// A table of claims gave nothing.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The table holds no item of this name.
    #[error("there is no item '{name}' in the table")]
    UnknownItem {
        /// What was asked for.
        name: String,
        /// Items that come near, as one hint.
        hint: String,
    },
    /// The file of claims could not be opened.
    #[error("{}: cannot be read: {source}", .file.display())]
    ClaimsFile {
        /// The file.
        file: PathBuf,
        /// What the system or the decoder said.
        source: std::io::Error,
    },
    /// A published account could not be opened.
    #[error("{}: cannot be read: {source}", .file.display())]
    AccountFile {
        /// The file.
        file: PathBuf,
        /// What the system or the decoder said.
        source: std::io::Error,
    },
    /// A file that should hold a published account holds none.
    #[error("{}: is no account: {reason}", .file.display())]
    NoAccount {
        /// The file.
        file: PathBuf,
        /// Why.
        reason: String,
    },
    /// There is no such method.
    #[error("there is no method '{name}'")]
    UnknownMethod {
        /// What was asked for.
        name: String,
        /// The methods there are, as one hint.
        hint: String,
    },
    /// The settings ask for a method that does not exist.
    #[error(transparent)]
    Reconcile(#[from] ReconcileError),
    /// The threads could not be started.
    #[error("cannot start {jobs} threads: {reason}")]
    Threads {
        /// How many were asked for.
        jobs: usize,
        /// What the system said.
        reason: String,
    },
    /// No report of the dossier has this name.
    #[error("there is no report '{name}' in the dossier")]
    UnknownReport {
        /// What was asked for.
        name: String,
        /// The reports there are, as one hint.
        hint: String,
    },
}

impl Error {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::Intake(error) => error.hint().map(str::to_string),
            Error::Table(error) => Some(error.hint()),
            Error::ClaimsFile { .. } => {
                Some("give a file with one claim a line, as `recount claims` prints them".to_string())
            }
            Error::AccountFile { .. } | Error::NoAccount { .. } => {
                Some("give the output of `recount account DOSSIER --format json`".to_string())
            }
            Error::Store(error) => error.hint().map(str::to_string),
            Error::OneAddress { .. } => Some(
                "add them one by one, or name each with its address in a reports.csv beside them".to_string(),
            ),
            Error::EmptyDossier { .. } => Some("add reports with `recount add FILE...`".to_string()),
            Error::Blank { hint, .. } => Some((*hint).to_string()),
            Error::Correction(_) => {
                Some("`recount claims DOSSIER --raw` prints claims with their fields".to_string())
            }
            Error::Pages { .. } => Some("check the disk, and the dossier with `recount verify`".to_string()),
            Error::Temporary { .. } => Some("check the system's folder for temporary files".to_string()),
            Error::UnknownClaim { hint, .. }
            | Error::Assignment { hint, .. }
            | Error::UnknownRuling { hint, .. }
            | Error::UnknownMethod { hint, .. }
            | Error::UnknownReport { hint, .. }
            | Error::UnknownItem { hint, .. } => Some(hint.clone()),
            Error::Reconcile(_) => {
                Some("correct the method in recount.toml, or name one with --method".to_string())
            }
            Error::Threads { .. } => Some("ask for fewer".to_string()),
        }
    }

    /// Whether there was nothing to read, as against a wrong way of asking.
    pub fn is_nothing_read(&self) -> bool {
        match self {
            Error::Intake(error) => !matches!(error, IntakeError::BadSettings { .. }),
            Error::Table(error) => !error.is_usage(),
            Error::ClaimsFile { .. } | Error::AccountFile { .. } | Error::NoAccount { .. } => true,
            Error::Store(error) => error.is_nothing_read(),
            Error::EmptyDossier { .. } => true,
            Error::Correction(_)
            | Error::OneAddress { .. }
            | Error::Temporary { .. }
            | Error::Pages { .. }
            | Error::Assignment { .. }
            | Error::Blank { .. }
            | Error::UnknownClaim { .. }
            | Error::UnknownRuling { .. }
            | Error::UnknownItem { .. }
            | Error::UnknownMethod { .. }
            | Error::Reconcile(_)
            | Error::Threads { .. }
            | Error::UnknownReport { .. } => false,
        }
    }
}
