//! The ledger: every count claim in exactly one place, with why.

use recount_model::{ClaimIndex, Event, EventIndex, LedgerEntry, LedgerPlace, Word};

/// An entry of the ledger.
pub(crate) fn entry(
    claim: usize,
    place: LedgerPlace,
    why: impl Into<String>,
    finding: Option<&str>,
) -> LedgerEntry {
    LedgerEntry { claim: ClaimIndex(claim), place, why: why.into(), finding: finding.map(str::to_string) }
}

/// Seen from the main event, what is told of another event, of an aggregate or of none stands beside its toll.
pub(crate) fn seat(entry: LedgerEntry, event: Option<EventIndex>, events: &[Event]) -> LedgerEntry {
    let main = events.iter().any(|e| e.main);
    let told_of = match super::event(events, event) {
        Some(event) if event.main || !main => return entry,
        Some(event) if event.aggregate => format!("a total over several occurrences ({})", event.id),
        Some(event) => format!("another event ({})", event.id),
        None if !main => return entry,
        None => "no occurrence".to_string(),
    };
    let why = format!("it tells of {told_of}; {} there: {}", entry.place.word(), entry.why);
    LedgerEntry { place: LedgerPlace::OtherEvent, why, ..entry }
}
