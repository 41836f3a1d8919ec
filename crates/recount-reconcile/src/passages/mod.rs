//! Wire copies and near copies, found at the level of passages and shown with both of them.
//!
//! A passage is a stretch of a report's read text about as long as a paragraph. Three steps, each a file or two:
//!
//! 1. [`fingerprint`] gives every passage a few numbers, its keys: the least hash in each window of shingles (`keys.rs`). Every run of
//!    [`SURE_WORDS`] equal words gives two reports a common key, wherever their paragraphs begin; the keys are all a store needs to keep.
//! 2. Passages that share a key are held against each other on the text itself ([`compare`]). A common key joins nothing: it is a reason to
//!    look. Words within quotation marks count for nothing, since two reporters may have heard one speaker.
//! 3. Every copy hangs on the earliest passage it is a copy of ([`near_copies`]), so that a notice printed by 100,000 reports costs 100,000
//!    steps and not their square. What only one publisher prints again and again is told apart as a house notice.
//!
//! Weighing asks in the same way which sentences with figures are copies of each other ([`copies_among`]).
//!
//! No word of any language is looked at, only whether words are equal when folded; scripts that put no spaces between words count each
//! letter as a word. Whoever keeps keys on disk asks [`verified`] with what its look-up found.

mod compare;
mod copies;
mod cut;
mod groups;
mod keys;
mod stretches;
mod words;

pub use compare::{Demand, NearCopy, compare, compare_by};
pub use copies::{Candidate, verified};
pub use groups::{Group, NearCopies, ReportCopy, near_copies};
pub use keys::{Fingerprint, KEYS_VERSION, SURE_WORDS, fingerprint};
pub use stretches::{CopiedStretch, copies_among};
