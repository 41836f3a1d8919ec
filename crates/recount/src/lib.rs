//! Recount as a library: from a folder of conflicting reports to the account of who says what, on whose word.
//!
//! [`pipeline::account`] does it all; [`tables::reconcile_table`] does the same for a table of claims; [`score`] measures what came of it against claims and accounts recorded by hand. The
//! vocabulary is in [`model`], outputs in [`publish`].
//!
//! ```no_run
//! use recount::{Options, pipeline, publish};
//! # fn main() -> Result<(), recount::Error> {
//! let account = pipeline::account("reports-on-the-fire".as_ref(), &Options::default(), &|_| ())?;
//! for finding in &account.findings {
//!     println!("{}: {:?}", finding.id, finding.figure().and_then(|f| f.best));
//! }
//! print!("{}", publish::json::account(&account));
//! # Ok(())
//! # }
//! ```

pub mod diff;
mod error;
pub mod kept;
pub mod pipeline;
pub mod rulings;
pub mod score;
pub mod tables;

pub use error::Error;
pub use pipeline::{GivenClaims, Options, Progress};
pub use recount_capture as capture;
pub use recount_intake as intake;
pub use recount_model as model;
pub use recount_publish as publish;
pub use recount_reconcile as reconcile;
pub use recount_reconcile::{MethodInfo, methods};
pub use recount_store as store;
