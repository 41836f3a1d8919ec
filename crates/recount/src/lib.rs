//! Recount as a library: from a folder of conflicting reports to the account of who says what, on whose word.

pub mod score;
