//! Words shared by reading and reconciling: countries with their people and capitals, bodies known the world over, titles,
//! offices, populations; the folding that makes two spellings comparable and the comparison of two names; names of months and
//! days; stems of words; and where sentences end.
//!
//! The words are data in `lexicon/LANGUAGE/*.toml`, those of names of all languages in `lexicon/names/`, embedded in the binary; each file's header says what it means, where it
//! comes from and who reads it. `language` lists the languages: a new one is a folder and its code there. This crate knows no report and no claim.

mod calendar;
mod error;
mod fold;
mod language;
pub mod names;
pub mod populations;
mod search;
mod sentence;
mod shared;
mod stem;

pub use calendar::{Calendar, Feast, month, weekday};
pub use error::LexiconError;
pub use fold::{fold, has_words, name_key, name_tokens, name_words, skeleton};
pub use language::{is_people, languages};
pub use populations::{PopulationWords, Populations};
pub use search::{SearchWord, for_each_word, search_fold, search_words};
pub use sentence::{Abbreviations, is_abbreviation, paragraph_around, sentence_around};
pub use shared::{Body, BodyKind, Country, Office, Offices, SharedLexicon, Titles};
pub use stem::stem;
