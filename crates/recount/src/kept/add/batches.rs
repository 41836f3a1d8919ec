//! Collects items into batches: enough to keep all threads busy, few enough to be held in memory. What is new in a batch is read
//! in parallel; the batch is written as one, and then told.

use super::gather::Waiting;
use super::settle::Settling;
use super::{AddedItem, Became, Summary};
use crate::Error;
use crate::kept::derive::derive;
use crate::kept::hand::Hand;
use crate::kept::{copies, reading_rows, refresh, tables};
use crate::pipeline::Lexicons;
use rayon::prelude::*;
use recount_intake::claims::is_table_of_claims;
use recount_model::{Issue, Report, Settings};
use recount_store::{FileNames, Outcome, PassageKey, ReadingRows, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;

/// Items of a batch, if nothing else is asked for.
const MOST_ITEMS: usize = 2_000;
/// Their bytes.
const MOST_BYTES: usize = 48_000_000;

/// What waits, and where it goes.
pub(super) struct Batches<'a> {
    store: Store,
    names: FileNames,
    hand: &'a Hand<'a>,
    lexicons: Lexicons,
    reader: String,
    waiting: Vec<Waiting>,
    waiting_bytes: usize,
    most_items: usize,
    /// Tables of claims so far, by name.
    tables: BTreeSet<String>,
    /// What came of all so far.
    pub summary: Summary,
    told: &'a mut (dyn FnMut(&AddedItem) + Send),
}

/// What reading the bytes of an item gave.
pub(super) enum Gave {
    /// A report, with what is kept of it.
    Report(Box<Read>),
    /// That it is a table of claims.
    Claims,
    /// Why it cannot be read.
    Unread(String),
}

/// A report that was read.
pub(super) struct Read {
    pub report: Report,
    pub reading: ReadingRows,
    pub passages: Vec<PassageKey>,
    pub issues: Vec<Issue>,
}

impl<'a> Batches<'a> {
    /// Batches of at most so many items that are written to `store`.
    pub fn new(
        store: Store,
        hand: &'a Hand<'a>,
        settings: &Settings,
        most_items: Option<NonZeroUsize>,
        summary: Summary,
        told: &'a mut (dyn FnMut(&AddedItem) + Send),
    ) -> Self {
        Batches {
            store,
            names: FileNames::default(),
            hand,
            lexicons: Lexicons::of(settings),
            reader: reading_rows::reader(settings),
            waiting: Vec::new(),
            waiting_bytes: 0,
            most_items: most_items.map_or(MOST_ITEMS, NonZeroUsize::get),
            tables: BTreeSet::new(),
            summary,
            told,
        }
    }

    /// Takes an item; when enough wait, all are written.
    pub fn take(&mut self, item: Waiting) -> Result<(), Error> {
        self.waiting_bytes += item.leaf().map_or(0, |(_, bytes)| bytes.len());
        self.waiting.push(item);
        if self.waiting.len() >= self.most_items || self.waiting_bytes >= MOST_BYTES {
            self.flush()
        } else {
            Ok(())
        }
    }

    /// Writes what still waits; what came of everything.
    pub fn finish(mut self) -> Result<Summary, Error> {
        self.flush()?;
        if !self.tables.is_empty() {
            // Their reports may have come after them.
            let (given, issues) = tables::given(&self.store, Some(&self.tables))?;
            self.summary.tables = given;
            self.summary.issues.extend(issues);
        }
        Ok(self.summary)
    }

    /// Reads what waits, writes it as one batch, and tells of it.
    fn flush(&mut self) -> Result<(), Error> {
        let waiting = std::mem::take(&mut self.waiting);
        self.waiting_bytes = 0;
        if waiting.is_empty() {
            return Ok(());
        }
        let fresh = self.fresh(&waiting)?;
        let (reader, lexicons) = (&self.reader, &self.lexicons);
        let mut gave: BTreeMap<usize, Gave> =
            fresh.par_iter().filter_map(|&at| Some((at, read(&waiting[at], reader, lexicons)?))).collect();
        let mut settling = Settling::new(&self.store, &mut self.names, self.hand);
        for (at, item) in waiting.into_iter().enumerate() {
            settling.settle(item, gave.remove(&at))?;
        }
        let (batch, items, issues) = settling.settled();
        self.summary.issues.extend(issues);
        self.store.commit(batch)?;
        for item in &items {
            if item.became == Became::Claims {
                self.tables.insert(item.file.clone());
            }
            *self.summary.items.entry(item.became).or_default() += 1;
            (self.told)(item);
        }
        Ok(())
    }

    /// The places of items that are to be read: whose bytes are not in the dossier, or could not be read so far, and not earlier in the
    /// batch.
    fn fresh(&self, waiting: &[Waiting]) -> Result<Vec<usize>, Error> {
        let mut seen = BTreeSet::new();
        let mut fresh = Vec::new();
        for (at, item) in waiting.iter().enumerate() {
            let Some((kept, _)) = item.leaf() else { continue };
            if !seen.insert(kept.id) {
                continue;
            }
            // What could not be read when it came is tried again.
            let original = self.store.original(kept.id)?;
            if original.is_none_or(|original| matches!(original.outcome, Outcome::Unread { .. })) {
                fresh.push(at);
            }
        }
        Ok(fresh)
    }
}

/// Reads an item: its report, and its claims.
fn read(item: &Waiting, reader: &str, lexicons: &Lexicons) -> Option<Gave> {
    let (kept, bytes) = item.leaf()?;
    Some(match derive(&kept.arrival, bytes) {
        Ok(checked) => {
            let report = checked.value;
            let reading = refresh::rows_of(&report, reader, lexicons);
            let passages = copies::passages(&report);
            Gave::Report(Box::new(Read { report, reading, passages, issues: checked.issues }))
        }
        // Only one that the user names himself: what comes inside of other things is other people's.
        Err(_) if kept.arrival.within.is_none() && is_table_of_claims(&kept.arrival.file, bytes) => {
            Gave::Claims
        }
        Err(fault) => Gave::Unread(fault.unread("").reason),
    })
}
