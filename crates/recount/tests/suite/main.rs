//! Tests of the library face, in one binary.

#![allow(clippy::unwrap_used)] // In a test a panic is the message.

mod classes;
mod diff;
mod floors;
mod pipeline;
mod rulings;
mod score_account_agrees;
mod score_claims_agrees;
mod shared;
mod texts;
