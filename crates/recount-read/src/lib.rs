//! Text to claims, by lexicon and rules.
//!
//! A report's readable blocks become tokens and sentences (`text`); over them `numbers` finds figures with their
//! qualifiers, `dates` times, `names` persons, bodies and places, `attribution` who says what, `narrative` when and where.
//! Then `frames` turn them into claims: one module for each kind. [`read`] chains the steps. Everything is a pure function of the report and the lexicon; no text makes it
//! panic, and every step is linear in the text but for windows of fixed width.
//!
//! The words stand in `lexicon/en/*.toml`; adding one never needs a change here.

mod attribution;
mod dates;
mod frames;
mod lexicon;
mod names;
mod narrative;
mod numbers;
mod phrases;
mod reader;
mod text;

pub use lexicon::ReadingLexicon;
pub use reader::{read, read_with};
