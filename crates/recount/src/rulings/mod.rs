//! What people decided, laid over what the machine read: between reading and reconciling, as a function of the two.
//!
//! A ruling is about a claim as it was read when the ruling was made. When a better reader gives other claims, each ruling is
//! carried to the claim that says the same in the same place (`carry`); one that fits nothing any more holds for nothing and is listed for
//! review. Rulings are never dropped: every one of them comes back as a [`RulingStanding`](recount_model::RulingStanding).

mod carry;
mod claims_as_json;
mod laid;
mod matter;
mod names;
mod place;

pub use claims_as_json::{CorrectionError, anchor, corrected};
pub use laid::{Laid, lay};
