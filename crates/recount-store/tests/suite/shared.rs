//! Dossiers made by hand: items of a few words, at invented addresses.

#![allow(clippy::unwrap_used)]

use recount_model::{Arrival, Decision, Report, ReportId, Within};
use recount_store::{Act, ArrivalEntry, Batch, Holder, NewEntry, Original, Outcome, Store};
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

/// A folder with a dossier in it.
pub struct Dossier {
    pub folder: TempDir,
}

pub const INTAKE: &str = "intake-for-tests 1";

pub fn holder(verb: &str) -> Holder {
    Holder { pid: std::process::id(), verb: verb.into(), since: "2026-11-22T09:00:00Z".into() }
}

pub fn entry(act: Act) -> NewEntry {
    NewEntry { when: "2026-11-22T09:30:00Z".into(), who: "Ada".into(), act }
}

/// Waits a little: a process that another test starts holds the lock's file between its fork and its own beginning.
pub fn write(folder: &Path) -> Store {
    Store::open_to_write(folder, &holder("test"), Duration::from_secs(10), &|_| {}).unwrap()
}

/// The report that this test's intake makes of bytes: all text, the first line its title.
pub fn read(file: &str, bytes: &[u8]) -> Report {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut report = Report::of_text(file, text);
    report.title = report.text.lines().next().map(str::to_string);
    report.id = ReportId::of(bytes);
    report
}

/// Adds one item to a batch: original, arrival, report.
pub fn put(
    batch: &mut Batch,
    file: &str,
    text: &str,
    url: Option<&str>,
    replaces: Option<ReportId>,
) -> ReportId {
    let mut report = read(file, text.as_bytes());
    report.publisher = Some(format!("The {file} Courier"));
    report.url = url.map(str::to_string);
    let id = report.id;
    let arrival = Arrival {
        file: file.into(),
        publisher: report.publisher.clone(),
        url: report.url.clone(),
        ..Arrival::default()
    };
    batch.originals.push(Original::bytes(text.as_bytes().to_vec()));
    batch.entries.push(entry(Act::Arrival(ArrivalEntry {
        original: id,
        size_bytes: text.len() as u64,
        arrival,
        media: "text/plain".into(),
        outcome: Outcome::read(&report.text, INTAKE),
        replaces,
    })));
    batch.reports.push(report);
    id
}

impl Dossier {
    pub fn new() -> (Dossier, Store) {
        let folder = TempDir::new().unwrap();
        let store = Store::create(folder.path(), entry(Act::Created), &holder("init")).unwrap();
        (Dossier { folder }, store)
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Adds one item and returns its id.
pub fn add(
    store: &mut Store,
    file: &str,
    text: &str,
    url: Option<&str>,
    replaces: Option<ReportId>,
) -> ReportId {
    let mut batch = Batch::default();
    let id = put(&mut batch, file, text, url, replaces);
    store.commit(batch).unwrap();
    id
}

pub fn rule(store: &mut Store, decision: Decision) -> u64 {
    store.commit(Batch::ruling("2026-11-22T10:00:00Z", "Ada", "because", decision)).unwrap()[0]
}

/// Files of the standing reports.
pub fn standing(store: &Store) -> Vec<String> {
    store.reports().map(|r| r.unwrap().file).collect()
}

/// An item that came by this way with this outcome, and its report when it was read.
pub struct Item<'a> {
    pub file: &'a str,
    pub bytes: &'a str,
    pub outcome: Outcome,
    pub url: Option<&'a str>,
    pub replaces: Option<ReportId>,
    pub container: Option<ReportId>,
}

impl Item<'_> {
    pub fn unread<'a>(file: &'a str, bytes: &'a str) -> Item<'a> {
        let outcome = Outcome::Unread { reason: "is a picture".into() };
        Item { file, bytes, outcome, url: None, replaces: None, container: None }
    }

    pub fn container<'a>(file: &'a str, bytes: &'a str) -> Item<'a> {
        Item { outcome: Outcome::Container, ..Item::unread(file, bytes) }
    }

    pub fn read<'a>(file: &'a str, bytes: &'a str) -> Item<'a> {
        Item { outcome: Outcome::read(bytes, INTAKE), ..Item::unread(file, bytes) }
    }

    pub fn add(self, store: &mut Store) -> ReportId {
        let original = Original::bytes(self.bytes.as_bytes().to_vec());
        let id = original.id();
        let within = self.container.map(|container| Within { container, path: self.file.into() });
        let url = self.url.map(str::to_string);
        let arrival = Arrival { file: self.file.into(), url, within, ..Arrival::default() };
        let mut report = read(self.file, self.bytes.as_bytes());
        report.url = arrival.url.clone();
        let reports = Vec::from_iter(matches!(self.outcome, Outcome::Read { .. }).then_some(report));
        let act = Act::Arrival(ArrivalEntry {
            original: id,
            size_bytes: self.bytes.len() as u64,
            arrival,
            media: "application/octet-stream".into(),
            outcome: self.outcome,
            replaces: self.replaces,
        });
        let (originals, entries) = (vec![original], vec![entry(act)]);
        store.commit(Batch { originals, entries, reports, ..Batch::default() }).unwrap();
        id
    }
}
