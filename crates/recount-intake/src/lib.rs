//! Foreign bytes to [`Report`](recount_model::Report)s, and to a [`Table`](recount_model::Table) of claims: a folder is listed, each file is decoded, its main text found, its
//! parts told apart (headline, body, captions, menus) and what it says of its own origin noted.
//!
//! The crate reads files and nothing else: no network, no clock. It never writes. What is imperfect in the input becomes an
//! [`Issue`](recount_model::Issue) or an [`Unread`](recount_model::Unread) beside the value; an [`IntakeError`] is left for
//! the cases in which there is no value. Words that mark boilerplate, date lines and names are data in `lexicon/`.

mod author;
mod blocks;
pub mod claims;
pub mod container;
mod date_line;
mod document;
mod dossier;
mod encoding;
mod error;
mod format;
mod html;
mod language;
mod letter;
mod markdown;
mod page;
mod page_bounds;
mod pdf;
mod records;
mod report;
mod settings;
mod sources;
pub mod table;
mod version;
mod words;

pub use claims::claims_in_table;
pub use dossier::{Dossier, Progress, lay_arrival, read_dossier, read_item, settings_of, undated};
pub use error::{Fault, IntakeError};
pub use format::{SIZE_LIMIT_BYTES, size_limit};
pub use records::RECORDS_FILE;
pub use report::read_bytes;
pub use settings::{SETTINGS_FILE, read_settings};
pub use sources::{SourceFile, Sources, source_files};
pub use version::INTAKE;
