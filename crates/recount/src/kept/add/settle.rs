//! Decides what each item becomes in view of what the dossier knows: a new report, a version of one, another arrival of one, or
//! nothing new; and what is written for it.

use super::batches::{Gave, Read};
use super::earlier::Earlier;
use super::gather::{Bytes, Kept, Waiting};
use super::learnt::{Descriptions, Learnt, learnt, says_more};
use super::{AddedItem, Became};
use crate::Error;
use crate::kept::derive::{INTAKE, derive};
use crate::kept::hand::Hand;
use crate::kept::versions;
use recount_model::{Arrival, Issue, Report, ReportId};
use recount_store::{Act, ArrivalEntry, Batch, FileNames, Original, Outcome, Store};
use std::collections::BTreeMap;

/// A batch in the making.
pub(super) struct Settling<'a> {
    store: &'a Store,
    names: &'a mut FileNames,
    hand: &'a Hand<'a>,
    earlier: Earlier,
    batch: Batch,
    /// Places of reports in the batch.
    in_batch: BTreeMap<ReportId, usize>,
    /// What people said of reports, once it was asked for.
    descriptions: Option<Descriptions>,
    items: Vec<AddedItem>,
    issues: Vec<Issue>,
}

impl<'a> Settling<'a> {
    /// A batch for `store`.
    pub fn new(store: &'a Store, names: &'a mut FileNames, hand: &'a Hand<'a>) -> Self {
        Settling {
            store,
            names,
            hand,
            earlier: Earlier::default(),
            batch: Batch::default(),
            in_batch: BTreeMap::new(),
            descriptions: None,
            items: Vec::new(),
            issues: Vec::new(),
        }
    }

    /// What is to be written, what is to be told of it, and what was imperfect in what was read.
    pub fn settled(self) -> (Batch, Vec<AddedItem>, Vec<Issue>) {
        (self.batch, self.items, self.issues)
    }

    /// Settles the next item, with what reading it gave if it was read.
    ///
    /// # Errors
    /// When the dossier is damaged.
    pub fn settle(&mut self, item: Waiting, gave: Option<Gave>) -> Result<(), Error> {
        let item = match item {
            Waiting::Kept(kept) => *kept,
            Waiting::Refused { file, reason } => {
                self.items.push(AddedItem { note: Some(reason), ..told(Became::Refused, None, &file) });
                return Ok(());
            }
        };
        let ways = self.earlier.ways(self.store, item.id)?;
        let before = self.earlier.outcome(self.store, item.id)?;
        let was_unread = matches!(before, Some(Outcome::Unread { .. }));
        let same = self.same_way(&item, &ways)?;
        match (gave, same) {
            // It came before a reader that could read it; by a name that told nothing of its format it still gives nothing.
            (Some(Gave::Report(read)), Some(way)) if was_unread && gives(&way, &item, &read) => {
                self.reread(item.id, &way.file, Outcome::read(&read.report.text, INTAKE), Became::Added);
                self.report(item.id, &way.file, *read);
                Ok(())
            }
            (Some(Gave::Claims), Some(way)) if was_unread => {
                self.reread(item.id, &way.file, Outcome::Claims, Became::Claims);
                Ok(())
            }
            (gave @ Some(Gave::Report(_) | Gave::Claims), _) if was_unread => {
                self.arrive(item, gave, before, false)
            }
            (_, Some(way)) => self.known(&item, &way, before.as_ref()),
            (gave, None) => self.arrive(item, gave, before, !ways.is_empty()),
        }
    }

    /// The arrival by which an item came this way before. The bytes that stand at an address now are known; those that stood
    /// there before something else did have come back.
    fn same_way(&self, item: &Kept, ways: &[Arrival]) -> Result<Option<Arrival>, Error> {
        if self.standing_at(&item.arrival)?.is_some_and(|standing| standing != item.id) {
            return Ok(None);
        }
        // Another publisher or address is another way, another folder is not.
        let now = &item.arrival;
        // Another publisher or address is another way, another folder is not.
        let same = |way: &&Arrival| (&way.publisher, &way.url) == (&now.publisher, &now.url);
        Ok(ways.iter().find(same).cloned())
    }

    /// An item that was there: what is said of it now and was not known is written down.
    fn known(&mut self, item: &Kept, way: &Arrival, before: Option<&Outcome>) -> Result<(), Error> {
        let mut told = told(Became::Known, Some(item.id), &way.file);
        let is_report = matches!(before, Some(Outcome::Read { .. })) && !self.in_batch.contains_key(&item.id);
        if is_report && says_more(way, &item.arrival) {
            if self.descriptions.is_none() {
                self.descriptions = Some(Descriptions::of(self.store)?);
            }
            let descriptions = self.descriptions.get_or_insert_default();
            let Learnt { decisions, note } = learnt(descriptions, item.id, way, &item.arrival);
            for decision in decisions {
                let why = "said when it was added again".to_string();
                self.batch.entries.push(self.hand.entry(Act::Ruling { why, decision }));
            }
            told.note = Some(note).filter(|note| !note.is_empty());
        }
        self.items.push(told);
        Ok(())
    }

    /// The bytes that stand at an arrival's address.
    fn standing_at(&self, arrival: &Arrival) -> Result<Option<ReportId>, Error> {
        match &arrival.url {
            Some(url) => self.earlier.latest_at(self.store, url),
            None => Ok(None),
        }
    }

    fn reread(&mut self, id: ReportId, file: &str, outcome: Outcome, became: Became) {
        self.earlier.note_outcome(id, &outcome);
        self.batch.entries.push(self.hand.entry(Act::Reread { original: id, outcome }));
        self.items.push(told(became, Some(id), file));
    }

    fn arrive(
        &mut self,
        item: Kept,
        gave: Option<Gave>,
        before: Option<Outcome>,
        is_known: bool,
    ) -> Result<(), Error> {
        let Kept { id, size_bytes, mut arrival, media, bytes } = item;
        arrival.file = self.names.unique(self.store, &arrival.file)?;
        let replaces = self.standing_at(&arrival)?.filter(|standing| *standing != id);
        let outcome = match (&bytes, &gave, before) {
            (Bytes::Container(_), ..) => Outcome::Container,
            (_, Some(Gave::Report(read)), _) => Outcome::read(&read.report.text, INTAKE),
            (_, Some(Gave::Claims), _) => Outcome::Claims,
            (_, Some(Gave::Unread(reason)), _) => Outcome::Unread { reason: reason.clone() },
            // What came of its bytes was recorded when they came first.
            (_, None, before) => before.unwrap_or(Outcome::Container),
        };
        let mut told = told(became(is_known, replaces.is_some(), &outcome), Some(id), &arrival.file);
        match (&outcome, told.became, replaces) {
            (Outcome::Unread { reason }, ..) => told.note = Some(reason.clone()),
            (_, Became::Version, Some(replaced)) => {
                self.tell_difference(&mut told, replaced, gave.as_ref())?
            }
            _ => {}
        }
        self.items.push(told);
        self.earlier.note(id, &arrival, &outcome);
        if !is_known {
            self.batch.originals.push(match bytes {
                Bytes::Leaf(bytes) => Original::bytes_of(id, bytes),
                Bytes::Container(path) => Original::file(id, path),
            });
        }
        if let Some(Gave::Report(read)) = gave {
            self.report(id, &arrival.file, *read);
        }
        let entry = ArrivalEntry { original: id, size_bytes, arrival, media, outcome, replaces };
        self.batch.entries.push(self.hand.entry(Act::Arrival(entry)));
        Ok(())
    }

    /// Tells which report an item is a version of, and how its text differs.
    fn tell_difference(
        &self,
        told: &mut AddedItem,
        replaced: ReportId,
        gave: Option<&Gave>,
    ) -> Result<(), Error> {
        let old = match self.in_batch.get(&replaced) {
            Some(&at) => Some(self.batch.reports[at].clone()),
            None => self.store.report(replaced)?,
        };
        let name = old.as_ref().map_or_else(|| replaced.to_string(), |old| old.file.clone());
        told.note = Some(format!("of {name}"));
        if let (Some(old), Some(Gave::Report(new))) = (&old, gave) {
            told.difference = Some(versions::difference(&old.text, &new.report.text));
        }
        Ok(())
    }

    /// A report that is new in the dossier, by the name it has there.
    fn report(&mut self, id: ReportId, file: &str, read: Read) {
        self.issues.extend(read.issues);
        self.in_batch.insert(id, self.batch.reports.len());
        self.batch.reports.push(Report { file: file.to_string(), ..read.report });
        self.batch.readings.push(read.reading);
        self.batch.passages.push((id, read.passages));
    }
}

/// Whether an item gives the text that was read when its bytes are read by the way it came before.
fn gives(way: &Arrival, item: &Kept, read: &Read) -> bool {
    match &item.bytes {
        Bytes::Leaf(bytes) => derive(way, bytes).is_ok_and(|derived| derived.value.text == read.report.text),
        Bytes::Container(_) => false,
    }
}

fn told(became: Became, id: Option<ReportId>, file: &str) -> AddedItem {
    AddedItem { became, id, file: file.to_string(), note: None, difference: None }
}

fn became(is_known: bool, replaces: bool, outcome: &Outcome) -> Became {
    match outcome {
        Outcome::Container => Became::Container,
        _ if is_known => Became::Arrival,
        Outcome::Claims => Became::Claims,
        Outcome::Unread { .. } => Became::Unread,
        Outcome::Read { .. } if replaces => Became::Version,
        Outcome::Read { .. } => Became::Added,
    }
}
