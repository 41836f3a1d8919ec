//! What the journal records: that the dossier was made, that an item arrived, that its text was derived anew, that
//! a person decided something. Numbers count from 1 without gaps.

use recount_model::{Arrival, Decision, ReportId};

/// One entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, counted from 1.
    pub number: u64,
    /// When, as RFC 3339 in UTC (`2026-11-22T09:30:00Z`).
    pub when: String,
    /// Who.
    pub who: String,
    /// What.
    pub act: Act,
}

/// An entry that is not in the journal yet: the journal gives the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// When, as RFC 3339 in UTC.
    pub when: String,
    /// Who.
    pub who: String,
    /// What.
    pub act: Act,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// The dossier was made; always entry 1 and never another.
    Created,
    /// An item came.
    Arrival(ArrivalEntry),
    /// An original that had come before was read anew, by a program that reads it better (or at all). Its newest
    /// outcome holds.
    Reread {
        /// The original.
        original: ReportId,
        /// What came of it.
        outcome: Outcome,
    },
    /// A person decided.
    Ruling {
        /// Why, in that person's words.
        why: String,
        /// What.
        decision: Decision,
    },
}

/// An item that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrivalEntry {
    /// SHA-256 of its bytes, which is also the id of its report.
    pub original: ReportId,
    /// How many bytes.
    pub size_bytes: u64,
    /// By which way. `file` is unique among all arrivals of the dossier.
    pub arrival: Arrival,
    /// Its media type: `text/html`, `message/rfc822`.
    pub media: String,
    /// What came of it.
    pub outcome: Outcome,
    /// The report that this one replaces: the last copy of the same address, with other bytes.
    pub replaces: Option<ReportId>,
}

/// What came of reading an original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It became a report.
    Read {
        /// SHA-256 of the report's text.
        text_sha256: [u8; 32],
        /// The program that derived the text, with its version: `recount-intake 0.1.0`.
        intake: String,
    },
    /// It is kept, and could not be read.
    Unread {
        /// Why, as a phrase that can follow "not read:".
        reason: String,
    },
    /// It holds other items (an archive, a mailbox) and is no report itself.
    Container,
    /// It is a table of claims about reports, which somebody made, and no report itself.
    Claims,
}

impl ArrivalEntry {
    /// Whether it became a report.
    pub fn is_read(&self) -> bool {
        matches!(self.outcome, Outcome::Read { .. })
    }
}
