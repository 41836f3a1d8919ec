//! What was learned from a table of claims, as tables again: the answers, the sources, the pairs of copiers; as TSV, CSV, JSON
//! Lines or Parquet. The formats are described in docs/tables.md.

mod delimited;
mod json_lines;
#[cfg(feature = "parquet")]
mod parquet;
mod sheet;
mod views;

use recount_model::{Discovery, Table};
use sheet::Sheet;
use std::path::Path;
use thiserror::Error;

/// Version of the three tables; it changes when a column is renamed, moved or takes another meaning, not when one is added at the end.
pub const TABLES_FORMAT: u32 = 1;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Cells between tabs.
    Tsv,
    /// Cells between commas.
    Csv,
    /// One JSON object a line.
    JsonLines,
    /// Apache Parquet.
    Parquet,
}

/// A table that cannot be written.
#[derive(Debug, Error)]
pub enum TableWriteError {
    /// The name's ending says no format.
    #[error("{file}: its ending says no format of tables")]
    UnknownFormat {
        /// The name.
        file: String,
    },
    /// This build does not write Parquet.
    #[error("this build of Recount does not write Parquet")]
    ParquetAbsent,
    /// The Parquet library refused.
    #[error("Parquet cannot be made of it: {0}")]
    Parquet(String),
}

impl TableWriteError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            TableWriteError::UnknownFormat { .. } => "end it in .tsv, .csv, .jsonl or .parquet",
            TableWriteError::ParquetAbsent => {
                "build with the feature `parquet`, or end the name in .tsv, .csv or .jsonl"
            }
            TableWriteError::Parquet(_) => "end the name in .tsv, .csv or .jsonl",
        }
    }
}

impl TableFormat {
    /// The format that the ending of a name says; `-`, standard output, is TSV.
    ///
    /// # Errors
    /// When it says none, or one that this build does not write.
    pub fn of(file: &Path) -> Result<TableFormat, TableWriteError> {
        if file.as_os_str() == "-" {
            return Ok(TableFormat::Tsv);
        }
        let ending = file.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
        match ending.as_str() {
            "tsv" | "tab" => Ok(TableFormat::Tsv),
            "csv" => Ok(TableFormat::Csv),
            "jsonl" | "ndjson" => Ok(TableFormat::JsonLines),
            "parquet" | "pq" if cfg!(feature = "parquet") => Ok(TableFormat::Parquet),
            "parquet" | "pq" => Err(TableWriteError::ParquetAbsent),
            _ => Err(TableWriteError::UnknownFormat { file: file.display().to_string() }),
        }
    }
}

/// One row for each item, in the table's order: what it was answered with, how surely, by how many.
///
/// # Errors
/// Only in Parquet, when its library refuses.
pub fn answers(
    table: &Table,
    discovery: &Discovery,
    format: TableFormat,
) -> Result<Vec<u8>, TableWriteError> {
    write(&views::Answers { table, discovery }, format)
}

/// One row for each source that says anything, in the table's order.
///
/// # Errors
/// Only in Parquet, when its library refuses.
pub fn sources(
    table: &Table,
    discovery: &Discovery,
    format: TableFormat,
) -> Result<Vec<u8>, TableWriteError> {
    write(&views::Sources::new(table, discovery), format)
}

/// One row for each pair of sources of which one has its values from the other, group by group.
///
/// # Errors
/// Only in Parquet, when its library refuses.
pub fn copies(table: &Table, discovery: &Discovery, format: TableFormat) -> Result<Vec<u8>, TableWriteError> {
    write(&views::Copies::new(table, discovery), format)
}

fn write(sheet: &dyn Sheet, format: TableFormat) -> Result<Vec<u8>, TableWriteError> {
    match format {
        TableFormat::Tsv => Ok(delimited::write(sheet, b'\t')),
        TableFormat::Csv => Ok(delimited::write(sheet, b',')),
        TableFormat::JsonLines => Ok(json_lines::write(sheet)),
        #[cfg(feature = "parquet")]
        TableFormat::Parquet => parquet::write(sheet).map_err(|e| TableWriteError::Parquet(e.to_string())),
        #[cfg(not(feature = "parquet"))]
        TableFormat::Parquet => Err(TableWriteError::ParquetAbsent),
    }
}
