//! The crate's tests: claims in a compact notation, accounts as short lines.

mod gathering;
mod names;
mod notation;
mod properties;
mod weighing;
