//! Text to claims, by lexicon and rules.
//!
//! A report's readable blocks become tokens and sentences (`text`), and each sentence a tree of tagged words ([`syntax`]); over
//! them `numbers` finds figures with their qualifiers, [`times`] times, `names` persons, bodies and places, `attribution` who says what, `narrative` when and where.
//! Then `frames` turn them into claims: one module for each kind. [`read`] chains the steps. Everything is a pure function of
//! the report and the lexicon; no text makes it panic. Work grows with the text, and within a sentence, whose length is
//! bounded, at most with its square.
//!
//! Words stand in `lexicon/LANGUAGE/*.toml`, and adding one needs no change here: rules ask for classes of words ([`ReadingLexicon`]) and
//! hold none themselves. A language is a folder of such files and a line in `lexicon/files.rs`; one with a model of its words and trees
//! is cut into clauses too, one without is read by rules over words alone. The models, and the tolls and incidents that rest on them,
//! are of English.

pub mod attribution;
pub mod clusters;
mod fnv;
mod frames;
pub mod incident;
mod lexicon;
pub mod model_file;
mod names;
mod narrative;
mod numbers;
mod phrases;
mod reader;
pub mod syntax;
mod text;
pub mod times;
pub mod toll;

/// The reader's version: that of the crate, and a hash of the sources, words and models that reading depends on.
pub const READER: &str = env!("RECOUNT_READER");

pub use lexicon::ReadingLexicon;
pub use reader::{read, read_with};
