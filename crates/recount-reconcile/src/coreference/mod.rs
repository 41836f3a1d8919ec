//! What tells of the same: reports of one incident, and mentions of one occurrence across reports.
//!
//! Four steps, each a file: which pairs are looked at ([`blocking`]); the evidence of a pair as values ([`reports`], [`evidence`]); how likely the
//! pair is the same, as a sum with one weight for each piece of evidence ([`stumps`]); clusters by average linkage ([`linkage`]). Every joining
//! leaves its pair and the weights behind it. Nothing here knows what a shooting or an earthquake is: words come from `lexicon/en/kin.toml`,
//! weights from `models/`.

pub mod background;
pub mod blocking;
mod collection;
pub mod evidence;
mod incidents;
mod joinings;
pub mod linkage;
mod mentions;
pub mod models;
pub mod occurrences;
pub mod reports;
mod stories;
pub mod stumps;
mod summaries;
pub mod support;
mod telling;
mod words;

pub use incidents::{Incident, IncidentKind, incidents};
pub use joinings::Joining;
pub use mentions::EventMention;
pub use occurrences::{Occurrence, same_occurrence};
pub use summaries::summary;
pub use telling::{Sentence, Telling};
