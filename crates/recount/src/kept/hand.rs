//! Who writes to a dossier, and opening it for writing.

use super::derive::derive;
use crate::Error;
use recount_store::{Holder, NewEntry, Store};
use std::path::Path;
use std::time::Duration;

/// Who writes, by which clock, and how patiently. The library reads no clock: whoever calls it does.
pub struct Hand<'a> {
    /// The person, for the journal.
    pub who: String,
    /// What is being done: `add`, `rule`.
    pub verb: &'static str,
    /// The time, as RFC 3339 in UTC (`2026-11-22T09:30:00Z`).
    pub now: &'a (dyn Fn() -> String + Sync),
    /// How long to wait for another writer.
    pub wait: Duration,
    /// Told once who holds the dossier, when somebody does.
    pub on_wait: &'a (dyn Fn(&Holder) + Sync),
}

impl Hand<'_> {
    fn holder(&self) -> Holder {
        Holder { pid: std::process::id(), verb: self.verb.to_string(), since: (self.now)() }
    }

    /// An entry of the journal by this hand, now.
    pub(crate) fn entry(&self, act: recount_store::Act) -> NewEntry {
        NewEntry { when: (self.now)(), who: self.who.clone(), act }
    }
}

/// Opens a dossier for writing. What a writer that was stopped left half done is finished first: reports that the journal has and the
/// database has not are read from their originals again.
pub(crate) fn open(folder: &Path, hand: &Hand<'_>) -> Result<Store, Error> {
    let mut store = Store::open_to_write(folder, &hand.holder(), hand.wait, hand.on_wait)?;
    let again = |arrival: &recount_store::ArrivalEntry, bytes: &[u8]| {
        derive(&arrival.arrival, bytes).map(|checked| checked.value).map_err(|fault| fault.to_string())
    };
    // One that cannot be made any more is named by `verify`.
    store.restore(&again)?;
    Ok(store)
}

/// Makes a dossier.
///
/// # Errors
/// When there is one already, or the folder cannot be written.
pub fn init(folder: &Path, hand: &Hand<'_>) -> Result<(), Error> {
    Store::create(folder, hand.entry(recount_store::Act::Created), &hand.holder())?;
    Ok(())
}
