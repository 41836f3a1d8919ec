//! The program as a user meets it, in one binary.

#![allow(clippy::unwrap_used)] // In a test a panic is the message.

mod bad_input;
mod claim_tables;
mod destinations;
mod documentation;
mod exporting;
mod french;
mod golden;
mod interrupted;
mod keeping;
mod measuring;
mod proving;
mod reconciling;
mod repeatable;
mod run;
mod showing;
