//! Who writes to a dossier, and opening it for writing.

use super::derive::{INTAKE, derive};
use super::refresh::refresh;
use crate::Error;
use crate::pipeline::OnProgress;
use recount_store::{Holder, NewEntry, Rereading, Store};
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
    /// Told in a sentence what a person should know meanwhile: who else writes, what was found half done.
    pub tell: &'a (dyn Fn(&str) + Sync),
    /// Told how far the work has come.
    pub progress: OnProgress<'a>,
}

impl Hand<'_> {
    /// The journal says of everything who did it.
    fn is_somebody(&self) -> Result<(), Error> {
        let hint = "say with --by who does this";
        let is_blank = self.who.trim().is_empty();
        if is_blank { Err(Error::Blank { what: "the name of who writes", hint }) } else { Ok(()) }
    }

    fn holder(&self) -> Holder {
        Holder { pid: std::process::id(), verb: self.verb.to_string(), since: (self.now)() }
    }

    /// An entry of the journal by this hand, now.
    pub(crate) fn entry(&self, act: recount_store::Act) -> NewEntry {
        NewEntry { when: (self.now)(), who: self.who.clone(), act }
    }
}

/// Opens a dossier for writing. What a writer that was stopped left half done is finished first: reports that the journal has and the
/// database has not are taken from their originals again, and what this reader has not read is read. Texts are kept in the database only:
/// where one was lost with it and this program derives another, that is the text from now on, and the journal says so.
pub(crate) fn open(folder: &Path, hand: &Hand<'_>) -> Result<Store, Error> {
    hand.is_somebody()?;
    let on_wait = |holder: &Holder| (hand.tell)(&format!("waiting for {holder}"));
    let mut store = Store::open_to_write(folder, &hand.holder(), hand.wait, &on_wait)?;
    if let Some(torn) = store.torn() {
        (hand.tell)(&format!(
            "the journal ended in a line that was cut off before anybody was told of it; it is kept as {}",
            torn.display()
        ));
    }
    let again = |arrival: &recount_store::ArrivalEntry, bytes: &[u8]| {
        derive(&arrival.arrival, bytes).map(|checked| checked.value).map_err(|fault| fault.to_string())
    };
    let rereading = Rereading { intake: INTAKE, entry: &|act| hand.entry(act) };
    let restored = store.restore(&again, Some(&rereading))?;
    if let Some(first) = restored.reread.first() {
        let (number, others) = (restored.reread.len(), restored.reread.len() - 1);
        let whose = if others == 0 { first.clone() } else { format!("{first} and {others} more") };
        let texts = if number == 1 { "a text was" } else { "texts were" };
        (hand.tell)(&format!(
            "{texts} lost with the database, and this program derives another than the journal recorded: {whose}; the journal says so now"
        ));
    }
    for (file, reason) in restored.failed {
        (hand.tell)(&format!("{file}: its report is not in the database and cannot be made again: {reason}"));
    }
    let settings = recount_intake::settings_of(folder, &mut Vec::new());
    refresh(&mut store, &settings, hand.progress)?;
    Ok(store)
}

/// Makes a dossier.
///
/// # Errors
/// When there is one already, or the folder cannot be written.
pub fn init(folder: &Path, hand: &Hand<'_>) -> Result<(), Error> {
    hand.is_somebody()?;
    Store::create(folder, hand.entry(recount_store::Act::Created), &hand.holder())?;
    Ok(())
}
