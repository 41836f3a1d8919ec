//! A dossier that is kept on disk: made, added to, ruled on, looked into, proved.
//!
//! `recount-store` keeps bytes, journal and database; this module knows what is in them: it takes foreign files to reports, reads
//! their claims once for each reader, and makes the account of what stands, with the rulings laid over it.

mod account;
mod add;
mod bags;
mod copies;
mod derive;
mod hand;
mod pages;
mod past;
mod published;
pub(crate) mod reading_rows;
mod refresh;
mod rule;
mod stated;
pub(crate) mod tables;
mod verify;
mod versions;

pub(crate) use account::take_in;
pub use account::{head, keep_account, pending, report_id};
pub use add::{AddedItem, Became, Request, Summary, add};
pub use bags::{export, open_bag};
pub use copies::{SharedPassage, copies_of};
pub use hand::{Hand, init};
pub use past::{Past, account_as_of};
pub use rule::{find_claims, rule, undo};
pub use tables::{claims_with_tables, table_of_claims};
pub use verify::{Asked, Verified, Wrong, verify};
pub use versions::difference;
