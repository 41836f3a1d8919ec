//! Publishing an account made by hand, in every format.

mod json;
mod sample;
mod sample_findings;
