//! Publishing an account made by hand, in every format.

#![allow(clippy::unwrap_used)] // A test that meets the unexpected may stop.

mod html;
mod json;
mod sample;
mod sample_claims;
mod sample_findings;
mod sample_questions;
mod sample_rulings;
mod tables;
mod terminal;
