//! The account and its claims as JSON. The formats are defined by the records in the modules below and described by
//! [`crate::schema`]. Bounds of figures are always written, `null` when open; any other field without a value is left out.

mod account;
mod claim;
mod descent;
mod finding;
mod parts;
mod place;

pub use parts::{AccountPart, parts};
use place::Offsets;
use recount_model::{Account, Claim, Entity, Event, Report};

/// Version of the account format; see [`crate::schema::ACCOUNT`].
pub const ACCOUNT_FORMAT: u32 = 1;

/// Why writing a record to a string cannot fail: it holds strings, numbers and lists of them, under keys that are strings.
const SERIALIZES: &str = "records of strings and numbers become JSON";

/// The whole account as indented JSON, ending in a line feed.
pub fn account(account: &Account) -> String {
    let offsets = Offsets::new(&account.reports);
    let record = account::AccountRecord::new(account, &offsets);
    let mut text = serde_json::to_string_pretty(&record).expect(SERIALIZES);
    text.push('\n');
    text
}

/// One claim a line, in the order given. Before names are resolved and events gathered `entities` and `events` are empty.
pub fn claims_jsonl(reports: &[Report], claims: &[Claim], entities: &[Entity], events: &[Event]) -> String {
    let offsets = Offsets::new(reports);
    let mut text = String::new();
    for claim in claims {
        let record = claim::ClaimRecord::new(claim, reports, entities, events, &offsets);
        text.push_str(&serde_json::to_string(&record).expect(SERIALIZES));
        text.push('\n');
    }
    text
}
