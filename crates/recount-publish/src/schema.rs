//! JSON Schemas (draft 2020-12) of both formats, as shipped. Their `$id` carries the version of the format, which changes when a
//! field changes its meaning or goes; new fields may appear within a version.

/// Schema of the account JSON that [`crate::json::account`] writes.
pub const ACCOUNT: &str = include_str!("../schemas/account.schema.json");

/// Schema of one line of the claims JSON Lines that [`crate::json::claims_jsonl`] writes.
pub const CLAIMS: &str = include_str!("../schemas/claims.schema.json");
