//! Tests of the library face, in one binary.

mod floors;
mod score_account_agrees;
mod score_claims_agrees;
mod shared;
