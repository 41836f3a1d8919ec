//! Tables of claims from anywhere: CSV, TSV, JSON Lines or Parquet, as they are or packed by gzip or zstd, into one columnar
//! [`Table`].
//!
//! What a file is, is told by its bytes, never by its name. It is read as a stream: one thread unpacks, another cuts rows and
//! numbers their strings, so memory is what the table itself takes, however far a few packed bytes unfold. A row that cannot be
//! used is left out, counted and named; an error is left for a file that gives no row at all, or that breaks off. The
//! format is described in docs/tables.md.

mod columns;
mod delimited;
mod delimiter;
mod error;
mod faults;
mod gather;
mod json_lines;
mod open;
#[cfg(feature = "parquet")]
mod parquet;
mod settle;
mod time;
mod window;

pub use columns::{ColumnError, ColumnNames, Role};
pub use error::TableError;

use gather::Gathering;
use open::{Blocks, Content};
use recount_model::{Checked, Table};
use std::io::Read;
use std::path::{Path, PathBuf};
use window::Window;

/// Where a table comes from.
pub enum TableInput {
    /// A file.
    File(PathBuf),
    /// A stream, such as standard input, with the name it goes by in messages.
    Stream(String, Box<dyn Read + Send>),
}

impl TableInput {
    /// The file at `path`, or standard input for `-`.
    pub fn named(path: &Path) -> TableInput {
        if path.as_os_str() == "-" {
            return TableInput::Stream("standard input".to_string(), Box::new(std::io::stdin()));
        }
        TableInput::File(path.to_path_buf())
    }

    /// How messages name it.
    fn name(&self) -> String {
        match self {
            TableInput::File(path) => path.display().to_string(),
            TableInput::Stream(name, _) => name.clone(),
        }
    }
}

/// How far the reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableProgress {
    /// Bytes of the file taken in, as they lie on the disk.
    pub done_bytes: u64,
    /// Bytes of the whole file; `None` for a stream.
    pub of_bytes: Option<u64>,
}

/// The table of claims in `input`. Rows that cannot be used, and what else is imperfect, are issues: one for each kind of fault,
/// with how many rows it concerns and where the first of them stand.
///
/// # Errors
/// When the file cannot be opened or breaks off, is no table, lacks a column, or holds no row that can be used.
pub fn read_table(
    input: TableInput,
    names: &ColumnNames,
    progress: &dyn Fn(TableProgress),
) -> Result<Checked<Table>, TableError> {
    let file = input.name();
    let mut gathering = Gathering::default();
    let rows = match open::open(input)? {
        Content::Rows(blocks) => read_rows(&file, blocks, names, &mut gathering, progress)?,
        #[cfg(feature = "parquet")]
        Content::Parquet(bytes) => parquet::read(&file, bytes, names, &mut gathering, progress)?,
        #[cfg(not(feature = "parquet"))]
        Content::Parquet(_) => return Err(TableError::ParquetAbsent { file }),
    };
    let (checked, first_fault) = settle::settle(gathering, &file);
    if checked.value.is_empty() {
        return Err(TableError::NoClaims { file, rows, first_fault });
    }
    Ok(checked)
}

/// Lines of any kind: by the first of them, JSON objects or cells between delimiters.
fn read_rows(
    file: &str,
    mut blocks: Blocks,
    names: &ColumnNames,
    gathering: &mut Gathering,
    progress: &dyn Fn(TableProgress),
) -> Result<u64, TableError> {
    let mut line = 0;
    let file = || file.to_string();
    const LIST: Option<&str> = Some("one JSON list");
    let mut window = Window::new(&mut blocks, progress);
    let sign = first_sign(&mut window);
    let is_list = matches!(sign, Ok(Some(b'[')));
    let read = sign.and_then(|sign| match sign {
        None => Ok(None),
        Some(b'{') => json_lines::read(&mut window, names, gathering, &mut line).map(Some),
        Some(_) => delimited::read(&mut window, names, gathering, &mut line).map(Some),
    });
    match read {
        Ok(Some(Ok(rows))) => Ok(rows),
        Ok(Some(Err(_))) if is_list => Err(TableError::NotATable { file: file(), looks_like: LIST }),
        Ok(Some(Err(reason))) => Err(TableError::Columns { file: file(), reason }),
        Ok(None) => Err(TableError::Empty { file: file() }),
        Err(error) => Err(TableError::BrokenOff { file: file(), line, reason: error.to_string() }),
    }
}

/// The first byte that is no white space.
fn first_sign(window: &mut Window<'_>) -> std::io::Result<Option<u8>> {
    loop {
        match window.bytes().iter().find(|b| !b.is_ascii_whitespace()) {
            Some(sign) => return Ok(Some(*sign)),
            None if window.at_end() => return Ok(None),
            None => window.more()?,
        }
    }
}
