//! Adding to a dossier: files, folders, archives. What arrives is worked through in batches, so that memory does not grow with the
//! number of items; a batch is read in parallel and written as one, and only then is anybody told of its items.
//!
//! `gather` takes sources apart into items, `batches` collects and reads them, `settle` decides what each one becomes in view of what
//! the dossier knows (`earlier`) and of what is said of a known one now (`learnt`).

mod batches;
mod earlier;
mod gather;
mod learnt;
mod settle;

use super::hand::{self, Hand};
use crate::pipeline::{OnProgress, Progress};
use crate::{Error, pipeline};
use batches::Batches;
use gather::Gathering;
use recount_model::{Arrival, GivenTable, Issue, ReportId, Unread};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
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
    /// Items that are written at once, at most; `None` for as many as keep all threads busy.
    pub batch: Option<NonZeroUsize>,
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
    /// A table of claims, kept; its claims stand in the account.
    Claims,
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
            Became::Claims => "claims",
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
    /// The tables of claims among them, with how many claims each gives about the reports that stand.
    pub tables: Vec<GivenTable>,
    /// What was imperfect in the input.
    pub issues: Vec<Issue>,
}

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
    if let (Some(url), 2..) = (&request.known.url, files.len()) {
        return Err(Error::OneAddress { url: url.clone(), files: files.len() });
    }
    let settings = recount_intake::settings_of(folder, &mut summary.issues);
    let store = hand::open(folder, hand)?;
    pipeline::in_threads(request.jobs, || {
        let mut batches = Batches::new(store, hand, &settings, request.batch, summary, told);
        for (done, file) in files.iter().enumerate() {
            let known = laid_under(&file.arrival, &request.known);
            let arrival = Arrival { url: known.url.as_deref().map(as_requested), ..known };
            let passed_over = Gathering::new(&mut |item| batches.take(item)).file(&file.path, &arrival)?;
            batches.summary.passed_over.extend(passed_over);
            progress(Progress::Intake { done: done + 1, of: files.len() });
        }
        batches.finish()
    })
}

/// An address as it is asked for, so that one page has one address however it was copied: scheme and host in small letters, no default
/// port, no fragment (RFC 3986, 6.2). What is no address stays as it was written.
fn as_requested(address: &str) -> String {
    match url::Url::parse(address.trim()) {
        Ok(mut url) if url.has_host() => {
            url.set_fragment(None);
            url.into()
        }
        _ => address.to_string(),
    }
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

#[cfg(test)]
mod tests {
    use super::as_requested;

    #[test]
    fn one_page_has_one_address() {
        for (written, want) in [
            ("https://HARL.example/Fire#top", "https://harl.example/Fire"),
            (" https://harl.example:443/Fire ", "https://harl.example/Fire"),
            ("http://harl.example", "http://harl.example/"),
            ("https://harl.example/fire?page=2", "https://harl.example/fire?page=2"),
            ("shelf 3, box 4", "shelf 3, box 4"),
            ("urn:isbn:1", "urn:isbn:1"),
        ] {
            assert_eq!(as_requested(written), want);
        }
    }
}
