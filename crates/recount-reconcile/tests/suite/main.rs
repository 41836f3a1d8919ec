//! The crate's tests: claims in a compact notation, accounts as short lines.

#![allow(clippy::unwrap_used)] // A test's helper may stop the test.

mod decided;
mod gathering;
mod incidents;
mod names;
mod notation;
mod origins;
mod passages;
mod properties;
mod relays;
mod scopes;
mod shared;
mod truth;
mod truth_in_step;
mod weighing;
