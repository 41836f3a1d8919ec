//! The journal's chain, and what it says must be there.

use super::{Damage, OnProgress, Progress, of_error};
use crate::entry::{Act, Entry};
use crate::error::StoreError;
use crate::journal::{Head, JournalEntries, rest_is_torn};
use crate::layout::Layout;
use recount_model::ReportId;
use std::collections::BTreeMap;

/// What the journal says, as far as it can be trusted.
pub(super) struct Ground {
    /// The whole chain holds.
    pub sound: bool,
    /// How far it goes.
    pub head: Head,
    /// How far it went at the entry that the database took last.
    pub at_taken: Head,
    /// Every original with its size and the file of its first arrival.
    pub originals: BTreeMap<ReportId, (u64, String)>,
}

/// `taken` is how far the database has taken it in, when that is known.
pub(super) fn check(
    layout: &Layout,
    taken: Option<&Head>,
    progress: &OnProgress<'_>,
    damage: &mut Vec<Damage>,
) -> Ground {
    let path = layout.journal();
    let mut ground =
        Ground { sound: true, head: Head::empty(), at_taken: Head::empty(), originals: BTreeMap::new() };
    let mut entries = match JournalEntries::after(&path, Head::empty()) {
        Ok(entries) => entries,
        Err(error) => {
            let error = match path.is_file() {
                true => error,
                false => StoreError::JournalMissing { path: path.clone() },
            };
            damage.push(of_error(layout, error, &path));
            ground.sound = false;
            return ground;
        }
    };
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) => {
                if taken.is_some_and(|taken| taken.number == entry.number) {
                    ground.at_taken = entries.head().clone();
                }
                if entry.number.is_multiple_of(1000) {
                    progress(Progress { step: "journal", done: entry.number, total: 0 });
                }
                take(&mut ground, entry);
            }
            Err(error) => {
                let unknown = taken.is_none_or(|taken| taken.number > entries.head().number);
                if unknown || !rest_is_torn(&path, entries.head()) {
                    damage.push(of_error(layout, error, &path));
                    ground.sound = false;
                }
            }
        }
    }
    ground.head = entries.head().clone();
    if ground.head.number == 0 && ground.sound {
        damage.push(Damage {
            file: super::told(layout, &path),
            place: None,
            what: "is empty".into(),
            hint: super::PUT_BACK,
        });
        ground.sound = false;
    }
    ground
}

fn take(ground: &mut Ground, entry: Entry) {
    if let Act::Arrival(arrival) = entry.act {
        ground.originals.entry(arrival.original).or_insert((arrival.size_bytes, arrival.arrival.file));
    }
}
