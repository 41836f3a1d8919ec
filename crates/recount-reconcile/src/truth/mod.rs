//! Truth discovery: from a table of conflicting claims to one answer for each item, with what was learned of each source.
//!
//! The way of a table: it is grouped ([`Votes`]), a method is chosen by the shape of the data unless one was named ([`Choice`]), copies
//! are found and their votes taken out, the method learns how far each source's word counts and judges each item
//! ([`METHODS`], one file per method). The result is a [`recount_model::Discovery`]; [`Weighing`] keeps what was learned and
//! explains any item ([`Explanation`]). All is a pure function of the claims: neither the order of rows nor the number of threads
//! changes a byte.

mod accu;
mod average_log;
mod catd;
mod choice;
mod copies;
mod crh;
mod dawid_skene;
mod explanation;
mod facets;
mod forms;
mod gtm;
mod investment;
mod lists;
mod ltm;
mod median;
mod method;
mod pooled_investment;
mod pop_accu;
mod sums;
mod three_estimates;
mod truth_finder;
mod two_estimates;
mod urn;
mod vote;
mod votes;
mod weighing;

pub use choice::Choice;
pub use explanation::{Backer, Backing, Explanation, LeftOut, Without};
pub use lists::Elements;
pub use method::{Form, Learned, METHODS, Method, method};
pub use votes::Votes;
pub use weighing::{Weighing, discover};
