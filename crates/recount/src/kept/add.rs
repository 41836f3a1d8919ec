//! Adding to a dossier: files, folders, archives. What arrives is worked through in batches, so that memory does not grow with the
//! number of items; a batch is read in parallel and written as one, and only then is anybody told of its items.

use super::copies;
use super::derive::{INTAKE, derive};
use super::hand::{self, Hand};
use super::{reading_rows, refresh};
use crate::pipeline::{Lexicons, OnProgress, Progress};
use crate::{Error, pipeline};
use rayon::prelude::*;
use recount_intake::Fault;
use recount_intake::container::{self, ContainerKind, Item, Limits};
use recount_model::{Arrival, Issue, Published, Report, ReportId, Unread, Within};
use recount_store::{
    Act, ArrivalEntry, Batch, FileNames, Original, Outcome, Passage, ReadingRows, Store, hash_of_file,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What is to be added.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Files and folders.
    pub sources: Vec<PathBuf>,
    /// What is known of all of them; what `reports.csv` or an archive says of one of them counts before it.
    pub known: Arrival,
    /// Threads to use.
    pub jobs: Option<NonZeroUsize>,
}

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Became {
    /// A report that was not there.
    Added,
    /// A later copy of an address that was there, with other bytes.
    Version,
    /// The same bytes came another way: one report, two arrivals.
    Arrival,
    /// It was there already, by the same way: nothing changed.
    Known,
    /// An archive or a mailbox, kept beside what it holds.
    Container,
    /// Kept, and not read.
    Unread,
    /// Not kept: the file could not be opened, or is too large.
    Refused,
}

impl Became {
    /// The word that is printed.
    pub fn word(self) -> &'static str {
        match self {
            Became::Added => "added",
            Became::Version => "version",
            Became::Arrival => "arrival",
            Became::Known => "known",
            Became::Container => "container",
            Became::Unread => "unread",
            Became::Refused => "refused",
        }
    }
}

/// An item, safely kept unless it was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedItem {
    /// What became of it.
    pub became: Became,
    /// SHA-256 of its bytes; none for what was refused.
    pub id: Option<ReportId>,
    /// Its name in the dossier, or where it was found.
    pub file: String,
    /// Why it was not read or kept, or which report it is a version of.
    pub note: Option<String>,
    /// How its text differs from that of the version before, line by line.
    pub difference: Option<String>,
}

/// What came of adding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many items became what.
    pub items: BTreeMap<Became, usize>,
    /// Members of archives that were passed over.
    pub passed_over: Vec<Unread>,
    /// What was imperfect in the input.
    pub issues: Vec<Issue>,
}

/// Items of a batch: enough to keep all threads busy, few enough to be held in memory.
const BATCH_ITEMS: usize = 2_000;
const BATCH_BYTES: usize = 48_000_000;

/// Adds to the dossier in `folder`. `told` is called for each item when it is durably kept, in the order of sources.
///
/// # Errors
/// When the dossier cannot be opened or written, or a source does not exist. A file that cannot be read stops nothing: it is told.
pub fn add(
    folder: &Path,
    request: &Request,
    hand: &Hand<'_>,
    progress: OnProgress<'_>,
    told: &mut (dyn FnMut(&AddedItem) + Send),
) -> Result<Summary, Error> {
    let mut summary = Summary::default();
    let mut files = Vec::new();
    for source in &request.sources {
        let found = recount_intake::source_files(source)?;
        summary.issues.extend(found.issues);
        summary.passed_over.extend(found.value.unread);
        files.extend(found.value.files);
    }
    let settings = recount_intake::settings_of(folder, &mut summary.issues);
    let store = hand::open(folder, hand)?;
    pipeline::in_threads(request.jobs, || {
        let mut adding = Adding {
            store,
            names: FileNames::default(),
            hand,
            lexicons: Lexicons::of(&settings),
            reader: reading_rows::reader(&settings),
            waiting: Vec::new(),
            waiting_bytes: 0,
            summary,
            told,
        };
        for (done, file) in files.iter().enumerate() {
            adding.take_file(&file.path, &laid_under(&file.arrival, &request.known))?;
            progress(Progress::Intake { done: done + 1, of: files.len() });
        }
        adding.flush()?;
        Ok(adding.summary)
    })
}

/// What is known of an arrival, with what is known of all for what is not.
fn laid_under(arrival: &Arrival, all: &Arrival) -> Arrival {
    Arrival {
        file: arrival.file.clone(),
        publisher: arrival.publisher.clone().or_else(|| all.publisher.clone()),
        author: arrival.author.clone().or_else(|| all.author.clone()),
        published: arrival.published.or(all.published),
        url: arrival.url.clone().or_else(|| all.url.clone()),
        within: arrival.within.clone(),
    }
}

/// An item that waits to be kept.
struct Waiting {
    id: ReportId,
    size_bytes: u64,
    arrival: Arrival,
    media: String,
    kind: WaitingKind,
}

enum WaitingKind {
    /// A report, or what should be one.
    Leaf(Vec<u8>),
    /// An archive, whose bytes lie in a file.
    Container(PathBuf),
    /// Not kept, and why.
    Refused(String),
}

struct Adding<'a> {
    store: Store,
    names: FileNames,
    hand: &'a Hand<'a>,
    lexicons: Lexicons,
    reader: String,
    waiting: Vec<Waiting>,
    waiting_bytes: usize,
    summary: Summary,
    told: &'a mut (dyn FnMut(&AddedItem) + Send),
}

impl Adding<'_> {
    fn take_file(&mut self, path: &Path, arrival: &Arrival) -> Result<(), Error> {
        let name = &arrival.file;
        let opened = std::fs::metadata(path)
            .map_err(Fault::from)
            .and_then(|found| if found.is_file() { Ok(found.len()) } else { Err(Fault::NotAFile) });
        let opened = opened.and_then(|size| Ok((size, File::open(path)?)));
        let (size, mut file) = match opened {
            Ok(opened) => opened,
            Err(fault) => return self.refuse(arrival, &fault),
        };
        let mut head = Vec::new();
        if let Err(error) = (&mut file).take(HEAD_BYTES).read_to_end(&mut head) {
            return self.refuse(arrival, &error.into());
        }
        if let Some(kind) = container::is_container(name, &head) {
            return self.take_container(path, arrival, kind);
        }
        let limit_bytes = recount_intake::size_limit(name);
        if size > limit_bytes {
            let fault = Fault::TooLarge { size_bytes: size, limit_bytes };
            return self.refuse(arrival, &fault);
        }
        if let Err(error) = file.take(limit_bytes).read_to_end(&mut head) {
            return self.refuse(arrival, &error.into());
        }
        self.wait_for(head, arrival.clone(), None)
    }

    fn refuse(&mut self, arrival: &Arrival, fault: &Fault) -> Result<(), Error> {
        let hint = fault.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
        self.push(Waiting {
            id: ReportId([0; 32]),
            size_bytes: 0,
            arrival: arrival.clone(),
            media: String::new(),
            kind: WaitingKind::Refused(format!("{fault}{hint}")),
        })
    }

    fn wait_for(&mut self, bytes: Vec<u8>, arrival: Arrival, media: Option<String>) -> Result<(), Error> {
        let media = media.unwrap_or_else(|| container::media_by_name(&arrival.file).to_string());
        self.push(Waiting {
            id: ReportId::of(&bytes),
            size_bytes: bytes.len() as u64,
            arrival,
            media,
            kind: WaitingKind::Leaf(bytes),
        })
    }

    fn push(&mut self, waiting: Waiting) -> Result<(), Error> {
        self.waiting_bytes += match &waiting.kind {
            WaitingKind::Leaf(bytes) => bytes.len(),
            WaitingKind::Container(_) | WaitingKind::Refused(_) => 0,
        };
        self.waiting.push(waiting);
        if self.waiting.len() >= BATCH_ITEMS || self.waiting_bytes >= BATCH_BYTES {
            self.flush()
        } else {
            Ok(())
        }
    }

    /// An archive, a mailbox, a letter: what it holds, and itself unless it is a letter without its own kind of item.
    fn take_container(&mut self, path: &Path, arrival: &Arrival, kind: ContainerKind) -> Result<(), Error> {
        let name = &arrival.file;
        let (id, size_bytes) = match hash_of_file(path) {
            Ok(hashed) => hashed,
            Err(recount_store::StoreError::Io { source, .. }) => return self.refuse(arrival, &source.into()),
            Err(error) => return Err(error.into()),
        };
        if kind != ContainerKind::Letter {
            self.push(Waiting {
                id,
                size_bytes,
                arrival: arrival.clone(),
                media: container::media_by_name(name).to_string(),
                kind: WaitingKind::Container(path.to_path_buf()),
            })?;
        }
        let mut source = match File::open(path) {
            Ok(source) => source,
            Err(error) => return self.refuse(arrival, &error.into()),
        };
        let mut failed = None;
        let unpacked =
            container::unpack(&arrival.file, &mut source, &Limits::default(), &mut |item| match self
                .take_item(item, arrival, id)
            {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            });
        if let Some(error) = failed {
            return Err(error);
        }
        match unpacked {
            Ok(unpacked) => self.summary.passed_over.extend(unpacked.unread),
            Err(fault) => self.summary.passed_over.push(fault.unread(&arrival.file)),
        }
        Ok(())
    }

    fn take_item(&mut self, item: Item, source: &Arrival, source_id: ReportId) -> Result<(), Error> {
        let Item { path, bytes, origin, media, containers } = item;
        // A letter is a report and is kept as one; of archives only the outermost is kept.
        let letter = containers.iter().rev().find(|packing| packing.kind == ContainerKind::Letter);
        let within = (!containers.is_empty()).then(|| Within {
            container: letter.and_then(|letter| letter.id).unwrap_or(source_id),
            path: path.clone(),
        });
        let published =
            origin.published.map(|date| Published { date, basis: recount_model::DateBasis::Metadata });
        let inside = Arrival {
            file: path,
            publisher: origin.publisher,
            author: origin.author,
            published,
            url: origin.url,
            within,
        };
        // The address of an archive is not that of what it holds.
        let outside = Arrival { url: source.url.clone().filter(|_| containers.is_empty()), ..source.clone() };
        self.wait_for(bytes, laid_under(&inside, &outside), media)
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
        let read: BTreeMap<usize, Gave> =
            fresh.par_iter().filter_map(|&at| Some((at, read(&waiting[at], reader, lexicons)?))).collect();
        let (batch, items) = self.batch(waiting, read)?;
        self.store.commit(batch)?;
        for item in &items {
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
            let leaf = matches!(item.kind, WaitingKind::Leaf(_));
            if !(leaf && seen.insert(item.id)) {
                continue;
            }
            // What could not be read when it came is tried again.
            let original = self.store.original(item.id)?;
            if original.is_none_or(|original| matches!(original.outcome, Outcome::Unread { .. })) {
                fresh.push(at);
            }
        }
        Ok(fresh)
    }

    /// What is written for the items that waited, and what is told of them.
    fn batch(
        &mut self,
        waiting: Vec<Waiting>,
        mut read: BTreeMap<usize, Gave>,
    ) -> Result<(Batch, Vec<AddedItem>), Error> {
        let mut batch = Batch::default();
        let mut items = Vec::new();
        let mut earlier = Earlier::default();
        for (at, item) in waiting.into_iter().enumerate() {
            let Waiting { id, size_bytes, mut arrival, media, kind } = item;
            if let WaitingKind::Refused(reason) = kind {
                let (became, file) = (Became::Refused, arrival.file);
                items.push(AddedItem { became, id: None, file, note: Some(reason), difference: None });
                continue;
            }
            let ways = earlier.ways(&self.store, id)?;
            let outcome_before = earlier.outcome(&self.store, id)?;
            let was_unread = matches!(outcome_before, Some(Outcome::Unread { .. }));
            if let (true, Some(Gave::Report(report, ..))) = (was_unread, read.get(&at)) {
                // It came before a reader that could read it.
                let outcome = Outcome::read(&report.text, INTAKE);
                batch.entries.push(self.hand.entry(Act::Reread { original: id, outcome }));
                let file = ways.first().map_or(arrival.file.clone(), |way| way.file.clone());
                if let Some(Gave::Report(report, reading, passages, issues)) = read.remove(&at) {
                    self.summary.issues.extend(issues);
                    batch.reports.push(Report { file: file.clone(), ..*report });
                    batch.readings.push(*reading);
                    batch.passages.push((id, passages));
                }
                items.push(AddedItem {
                    became: Became::Added,
                    id: Some(id),
                    file,
                    note: None,
                    difference: None,
                });
                continue;
            }
            // The bytes that stand at an address now are known; those that stood there before something else did have come back.
            let is_latest = match &arrival.url {
                Some(url) => earlier.latest_at(&self.store, url)?.is_none_or(|latest| latest == id),
                None => true,
            };
            if let Some(same) = ways.iter().find(|way| is_latest && is_same_way(way, &arrival)) {
                let file = same.file.clone();
                items.push(AddedItem {
                    became: Became::Known,
                    id: Some(id),
                    file,
                    note: None,
                    difference: None,
                });
                continue;
            }
            let known = !ways.is_empty();
            arrival.file = self.names.unique(&self.store, &arrival.file)?;
            let read = read.remove(&at);
            let before = match &arrival.url {
                Some(url) => earlier.latest_at(&self.store, url)?.filter(|before| *before != id),
                None => None,
            };
            let outcome = match (&kind, &read) {
                (WaitingKind::Container(_), _) => Outcome::Container,
                (_, Some(Gave::Report(report, ..))) => Outcome::read(&report.text, INTAKE),
                (_, Some(Gave::Unread(reason))) => Outcome::Unread { reason: reason.clone() },
                // What came of its bytes was recorded when they came first.
                (_, None) => earlier.outcome(&self.store, id)?.unwrap_or(Outcome::Container),
            };
            let mut told = AddedItem {
                became: became(known, before.is_some(), &outcome),
                id: Some(id),
                file: arrival.file.clone(),
                note: match &outcome {
                    Outcome::Unread { reason } => Some(reason.clone()),
                    _ => None,
                },
                difference: None,
            };
            if let (Became::Version, Some(before)) = (told.became, before) {
                let old = self.store.report(before)?;
                let old_file = old.as_ref().map(|old| old.file.clone());
                told.note = Some(format!("of {}", old_file.unwrap_or_else(|| before.to_string())));
                if let (Some(old), Some(Gave::Report(new, ..))) = (&old, &read) {
                    told.difference = Some(super::versions::difference(&old.text, &new.text));
                }
            }
            earlier.note(id, &arrival, &outcome);
            batch.entries.push(self.hand.entry(Act::Arrival(ArrivalEntry {
                original: id,
                size_bytes,
                arrival: arrival.clone(),
                media,
                outcome,
                replaces: before,
            })));
            if !known {
                batch.originals.push(match kind {
                    WaitingKind::Leaf(bytes) => Original::bytes_of(id, bytes),
                    WaitingKind::Container(path) => Original::file(id, path),
                    WaitingKind::Refused(_) => continue,
                });
            }
            if let Some(Gave::Report(report, reading, passages, issues)) = read {
                self.summary.issues.extend(issues);
                batch.reports.push(Report { file: arrival.file, ..*report });
                batch.readings.push(*reading);
                batch.passages.push((id, passages));
            }
            items.push(told);
        }
        Ok((batch, items))
    }
}

/// First bytes of a file that tell what it is.
const HEAD_BYTES: u64 = 4_096;

fn became(known: bool, replaces: bool, outcome: &Outcome) -> Became {
    match outcome {
        Outcome::Container => Became::Container,
        _ if known => Became::Arrival,
        Outcome::Unread { .. } => Became::Unread,
        Outcome::Read { .. } if replaces => Became::Version,
        Outcome::Read { .. } => Became::Added,
    }
}

/// Whether an item came by this way before: another publisher or address is another way, another folder is not.
fn is_same_way(before: &Arrival, now: &Arrival) -> bool {
    (&before.publisher, &before.url) == (&now.publisher, &now.url)
}

/// What reading the bytes of an item gave.
enum Gave {
    Report(Box<Report>, Box<ReadingRows>, Vec<Passage>, Vec<Issue>),
    Unread(String),
}

/// Reads an item: its report, and its claims.
fn read(item: &Waiting, reader: &str, lexicons: &Lexicons) -> Option<Gave> {
    let WaitingKind::Leaf(bytes) = &item.kind else { return None };
    Some(match derive(&item.arrival, bytes) {
        Ok(checked) => {
            let report = checked.value;
            let rows = refresh::rows_of(&report, reader, lexicons);
            let passages = copies::passages(&report);
            Gave::Report(Box::new(report), Box::new(rows), passages, checked.issues)
        }
        Err(fault) => Gave::Unread(fault.unread("").reason),
    })
}

/// What the dossier knows, together with what is earlier in the batch.
#[derive(Default)]
struct Earlier {
    ways: BTreeMap<ReportId, Vec<Arrival>>,
    outcomes: BTreeMap<ReportId, Outcome>,
    at_address: BTreeMap<String, ReportId>,
}

impl Earlier {
    /// The ways by which these bytes came so far.
    fn ways(&self, store: &Store, id: ReportId) -> Result<Vec<Arrival>, Error> {
        let kept = store.arrivals(id)?.into_iter().map(|arrived| arrived.arrival);
        Ok(kept.chain(self.ways.get(&id).into_iter().flatten().cloned()).collect())
    }

    /// The bytes that came last from an address.
    fn latest_at(&self, store: &Store, url: &str) -> Result<Option<ReportId>, Error> {
        match self.at_address.get(url) {
            Some(id) => Ok(Some(*id)),
            None => Ok(store.latest_at(url)?),
        }
    }

    fn outcome(&self, store: &Store, id: ReportId) -> Result<Option<Outcome>, Error> {
        match self.outcomes.get(&id) {
            Some(outcome) => Ok(Some(outcome.clone())),
            None => Ok(store.original(id)?.map(|original| original.outcome)),
        }
    }

    fn note(&mut self, id: ReportId, arrival: &Arrival, outcome: &Outcome) {
        self.ways.entry(id).or_default().push(arrival.clone());
        self.outcomes.insert(id, outcome.clone());
        if let Some(url) = &arrival.url {
            self.at_address.insert(url.clone(), id);
        }
    }
}
