//! Why there is no table, and what to do about it.

use super::columns::ColumnError;
use std::io::ErrorKind;
use thiserror::Error;

/// A file that gave no table. [`Display`](std::fmt::Display) names the file and the reason, [`TableError::hint`] the way forward.
#[derive(Debug, Error)]
pub enum TableError {
    /// The system refused.
    #[error("{file}: cannot be read: {source}")]
    Unreadable {
        /// What was asked for.
        file: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A folder, not a file.
    #[error("{file}: is a folder, not a table")]
    Folder {
        /// What was asked for.
        file: String,
    },
    /// No byte, or white space only.
    #[error("{file}: is empty")]
    Empty {
        /// The file.
        file: String,
    },
    /// Bytes of another kind.
    #[error("{file}: is no table of claims{}", .looks_like.map(|what| format!(" but {what}")).unwrap_or_default())]
    NotATable {
        /// The file.
        file: String,
        /// What its first bytes say it is.
        looks_like: Option<&'static str>,
    },
    /// The columns do not serve.
    #[error("{file}: {reason}")]
    Columns {
        /// The file.
        file: String,
        /// What is wrong with them.
        reason: ColumnError,
    },
    /// It stops in the middle, or cannot be unpacked.
    #[error("{file}: breaks off after line {line}: {reason}")]
    BrokenOff {
        /// The file.
        file: String,
        /// The last whole line, counted from one.
        line: u64,
        /// What the system or the unpacking said.
        reason: String,
    },
    /// It has columns and no row that can be used.
    #[error("{file}: {}", no_claims(*.rows, .first_fault.as_deref()))]
    NoClaims {
        /// The file.
        file: String,
        /// Rows below the header.
        rows: u64,
        /// What was wrong with the most of them.
        first_fault: Option<String>,
    },
    /// Parquet that does not follow its own format.
    #[error("{file}: is no Parquet that can be read: {reason}")]
    Parquet {
        /// The file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Parquet on a stream, and too long to be held.
    #[error("{file}: is Parquet of more than {} MB on a stream", .limit_bytes / 1_000_000)]
    ParquetTooLong {
        /// The stream.
        file: String,
        /// How much is held.
        limit_bytes: u64,
    },
    /// This build of the program does not read Parquet.
    #[error("{file}: is Parquet, which this build of Recount does not read")]
    ParquetAbsent {
        /// The file.
        file: String,
    },
}

fn no_claims(rows: u64, first_fault: Option<&str>) -> String {
    match (rows, first_fault) {
        (0, _) => "has columns but no row".to_string(),
        (_, None) => format!("none of {rows} rows could be used"),
        (_, Some(fault)) => format!("none of {rows} rows could be used: {fault}"),
    }
}

impl TableError {
    /// What to do about it, as a sentence without a full stop.
    pub fn hint(&self) -> String {
        match self {
            TableError::Unreadable { source, .. } => match source.kind() {
                ErrorKind::NotFound => "check the path; `-` is standard input",
                ErrorKind::PermissionDenied => "check its permissions",
                _ => "check the disk it lies on",
            },
            TableError::Folder { .. } => "name one file; for a folder of reports there is `recount account`",
            TableError::Empty { .. } => "fetch it again",
            TableError::NotATable { .. } => {
                "save it as CSV, TSV, JSON Lines (one object a line) or Parquet, as it is or packed by gzip or zstd"
            }
            TableError::Columns { reason, .. } => return reason.hint(),
            TableError::BrokenOff { .. } => "fetch it again, or pack it anew; answers from a part of it would mislead",
            TableError::NoClaims { rows: 0, .. } => "put one claim a row: who says it, of what, and the value",
            TableError::NoClaims { .. } => "compare the first rows with the example in docs/tables.md",
            TableError::Parquet { .. } => "write it again, or export it as CSV",
            TableError::ParquetTooLong { .. } => "name the file instead of piping it",
            TableError::ParquetAbsent { .. } => {
                "build with the feature `parquet`, or export the table as CSV, TSV or JSON Lines"
            }
        }
        .to_string()
    }

    /// Whether the way of asking was wrong (columns that are not there), as against a file that gives nothing.
    pub fn is_usage(&self) -> bool {
        matches!(self, TableError::Columns { .. })
    }
}
