//! A trained model of attribution: who is cited, by which words, for what.
//!
//! An attribution has a cue ("said", "according to", "the hope that"), a source (the words that name who it is; sometimes
//! none) and a content (what is told, thought, wanted or planned). The model reads a [`Page`] (words with their parse) in
//! two steps: [`cues`] finds the cues of a sentence as segments of a linear chain, then [`roles`] labels, once for each cue,
//! the words around it as source, content or neither. Both steps are conditional random fields over hashed features
//! (Lafferty, McCallum and Pereira 2001), with weights of one byte each. The design follows the findings of Newell,
//! Margolin and Ruths (LREC 2018) on the corpus it is trained on.
//!
//! `cargo xtask train attribution` uses the same feature functions.

pub mod chain;
pub mod cues;
pub mod page;
mod reading;
pub mod roles;
pub mod weights;
pub mod window;

pub use page::Page;
pub use reading::{Attribution, CUE_LABELS, Model, NEVER, ROLE_LABELS};
