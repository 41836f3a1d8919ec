//! A dossier on disk.
//!
//! A dossier's folder keeps its state in `.recount/`: the bytes of everything that arrived (`originals/`), the journal of what
//! arrived and what people decided (`journal.jsonl`), and a database (`dossier.sqlite`) in which everything can be found quickly and which can be
//! thrown away, since it follows from the two. The layout is documented in `docs/dossier.md`.
//!
//! [`Store`] opens it, for reading by anybody at any time or for writing by one process; [`Store::commit`] writes a [`Batch`] so
//! that after a power cut either all of it is there or nothing that anybody was told of is missing; [`check`] tells whether all is as
//! it was written, [`bag`] carries a dossier elsewhere. The crate reads no clock and no report: times are handed in, and so is everything that follows from
//! reading.

mod admission;
pub mod bag;
mod batch;
pub mod check;
mod database;
mod entry;
mod error;
mod files;
mod journal;
mod layout;
mod listing;
mod lock;
mod originals;
mod passages;
mod past;
mod pending;
mod readings;
mod reports;
mod search;
mod state;
mod store;

pub use batch::Batch;
pub use database::codec::PassageKey;
pub use entry::{Act, ArrivalEntry, Entry, NewEntry, Outcome};
pub use error::StoreError;
pub use files::FileNames;
pub use journal::{Head, JournalEntries};
pub use layout::Layout;
pub use listing::{ListIter, Listed, ReportsIter};
pub use lock::Holder;
pub use originals::{Original, hash_of, hash_of_file};
pub use pending::{Pending, ReadAgain, Rereading, Restored};
pub use readings::{AccountRow, ClaimRow, KeptAccount, ReadingRows};
pub use reports::{Arrived, OriginalState, Version};
pub use search::{Hit, Hits, Mark, Query, Snippet};
pub use state::State;
pub use store::Store;
