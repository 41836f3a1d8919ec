//! Proof that an account follows from what is kept: everything that is written is compared with its checksum, then everything that
//! follows from something else is derived again and compared.

use super::account::{program, rows, stamp};
use super::derive::{INTAKE, derive_by};
use super::past::{Past, account_at};
use super::{published, reading_rows, refresh};
use crate::pipeline::{Lexicons, OnProgress, Options, Progress};
use crate::{Error, pipeline};
use rayon::prelude::*;
use recount_model::{Report, ReportId, ReportIndex};
use recount_store::{Act, ArrivalEntry, Entry, Head, Outcome, ReadingRows, Store, StoreError, check};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// What is to be verified.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// A published account, as JSON or as page.
    pub account: Option<PathBuf>,
    /// A hash of the journal that was noted down elsewhere.
    pub head: Option<String>,
    /// Only what is written is checked; nothing is derived again.
    pub quick: bool,
    /// Threads to use.
    pub jobs: Option<NonZeroUsize>,
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Where: a file, a line, a row, a figure.
    pub place: String,
    /// What is wrong with it, as a phrase.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// What is wrong, the first thing first: what is kept before what follows from it.
    pub wrong: Vec<Wrong>,
    /// What could not be compared, and why that is no fault.
    pub notes: Vec<String>,
    /// What was compared, as phrases.
    pub compared: Vec<String>,
    /// Reports of the journal that the database has not: nothing that follows from them was compared, nor what follows from all.
    pub pending: usize,
    /// The journal's last hash.
    pub head: String,
}

impl Verified {
    /// Whether everything is there and as it should be.
    pub fn holds(&self) -> bool {
        self.wrong.is_empty() && self.pending == 0
    }
}

/// Verifies the dossier in `folder`.
///
/// # Errors
/// When there is no dossier. Whatever is wrong with one is in the result.
pub fn verify(folder: &Path, asked: &Asked, progress: OnProgress<'_>) -> Result<Verified, Error> {
    if !Store::exists(folder) {
        // The error that names what is missing.
        Store::open(folder)?;
    }
    pipeline::in_threads(asked.jobs, || {
        let mut verified = Verified::default();
        let damage = check::check(folder, &|step| {
            progress(Progress::Checking {
                what: step.step,
                done: step.done as usize,
                of: step.total as usize,
            });
        });
        verified.wrong.extend(damage.into_iter().map(|damage| Wrong {
            place: match &damage.place {
                Some(place) => format!("{}: {place}", damage.file.display()),
                None => damage.file.display().to_string(),
            },
            what: damage.what,
            hint: damage.hint.to_string(),
        }));
        let store = match Store::open(folder) {
            Ok(store) => store,
            // Journal and originals were compared; the rest waits for a writing command.
            Err(error @ StoreError::OlderSchema { .. }) if verified.wrong.is_empty() => {
                return Err(error.into());
            }
            Err(error) => {
                // A check that found nothing wrong would have opened it.
                if verified.wrong.is_empty() {
                    verified.wrong.push(Wrong::of(&error));
                }
                return Ok(verified);
            }
        };
        pending(&store, &mut verified);
        let entries = journal(&store, asked.head.as_deref(), &mut verified);
        if let Some(entries) = entries {
            verified.compared.push(format!("{entries} entries of the journal"));
        }
        if asked.quick || !verified.wrong.is_empty() {
            // What follows from damaged ground says nothing.
            return Ok(verified);
        }
        if let Err(error) = derived(folder, &store, asked, &mut verified, progress) {
            verified.wrong.push(Wrong {
                place: folder.display().to_string(),
                what: error.to_string(),
                hint: error.hint().unwrap_or_default(),
            });
        }
        Ok(verified)
    })
}

impl Wrong {
    fn of(error: &recount_store::StoreError) -> Self {
        Wrong {
            place: "database".to_string(),
            what: error.to_string(),
            hint: error.hint().unwrap_or_default().to_string(),
        }
    }
}

/// The text that the journal tells of each report: its file, the hash, and the program that derived it.
#[derive(Default)]
struct TextsTold(BTreeMap<ReportId, (String, [u8; 32], String)>);

impl TextsTold {
    /// Takes an entry in; says so when it gives a report another text than it had.
    fn note(&mut self, entry: Entry) -> Option<String> {
        let Entry { number, when, who, act } = entry;
        match act {
            Act::Arrival(ArrivalEntry {
                original,
                arrival,
                outcome: Outcome::Read { text_sha256, intake },
                ..
            }) => {
                self.0.entry(original).or_insert((arrival.file, text_sha256, intake));
                None
            }
            Act::Reread { original, outcome: Outcome::Read { text_sha256, intake } } => {
                let (file, before, by) = self.0.get_mut(&original)?;
                if *before == text_sha256 {
                    return None;
                }
                let by = std::mem::replace(by, intake.clone());
                *before = text_sha256;
                Some(format!(
                    "text of {file}: is another one since entry {number} of the journal ({when}, {who}): the one that {by} derived was lost \
                     with the database, and {intake} derives it otherwise"
                ))
            }
            _ => None,
        }
    }
}

/// The journal's head, and whether it holds the hash that was noted down; the number of entries.
fn journal(store: &Store, noted: Option<&str>, verified: &mut Verified) -> Option<u64> {
    let mut found = noted.is_none();
    let mut entries = match store.journal() {
        Ok(entries) => entries,
        Err(error) => {
            verified.wrong.push(Wrong::of(&error));
            return None;
        }
    };
    let mut number = 0;
    let mut texts = TextsTold::default();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) => {
                number = entry.number;
                verified.notes.extend(texts.note(entry));
            }
            // The check has named it.
            Err(_) => return None,
        }
        found |= noted.is_some_and(|noted| noted.len() >= 8 && entries.head().hash.starts_with(noted));
    }
    let Head { hash, .. } = entries.head().clone();
    verified.head = hash;
    if let (false, Some(noted)) = (found, noted) {
        verified.wrong.push(Wrong {
            place: ".recount/journal.jsonl".to_string(),
            what: format!("holds no entry with the hash {noted}"),
            hint: "the journal is not the one that the hash was noted from, or its end was taken away"
                .to_string(),
        });
    }
    Some(number)
}

/// Reports worked on at once.
const AT_ONCE: usize = 500;

fn derived(
    folder: &Path,
    store: &Store,
    asked: &Asked,
    verified: &mut Verified,
    progress: OnProgress<'_>,
) -> Result<(), Error> {
    let settings = recount_intake::settings_of(folder, &mut Vec::new());
    let reader = reading_rows::reader(&settings);
    let lexicons = Lexicons::of(&settings);
    let mut listed = Vec::new();
    for line in store.list(None) {
        listed.push(line?.id);
    }
    let (mut texts, mut readings, mut unread_by_it) = (0, 0, 0);
    for (turn, ids) in listed.chunks(AT_ONCE).enumerate() {
        // Somebody may write meanwhile: what is compared is of one state.
        let jobs = store.at_one_state(|store| Job::of(store, ids, &reader))?;
        let compared: Vec<Compared> = jobs.par_iter().map(|job| job.compare(&reader, &lexicons)).collect();
        for one in compared {
            texts += 1;
            readings += usize::from(one.was_read);
            unread_by_it += usize::from(!one.was_read);
            verified.wrong.extend(one.wrong);
            verified.notes.extend(one.note);
        }
        progress(Progress::Checking {
            what: "texts and claims",
            done: (turn * AT_ONCE + ids.len()),
            of: listed.len(),
        });
    }
    verified.compared.push(format!("{texts} texts derived again"));
    tables(store, verified)?;
    verified.compared.push(format!("claims of {readings} reports read again"));
    if unread_by_it > 0 {
        verified.notes.push(format!(
            "{unread_by_it} reports are not read by this version yet; their claims were not compared"
        ));
    }
    if !verified.wrong.is_empty() {
        return Ok(());
    }
    if verified.pending > 0 {
        verified.notes.push(
            "no account was compared: it would be made without the reports that are not there".to_string(),
        );
        return Ok(());
    }
    findings(folder, store, asked, verified, progress)?;
    if let Some(account) = &asked.account {
        published::compare(folder, store, account, asked.jobs, verified, progress)?;
    }
    Ok(())
}

/// How many reports that are not there are named.
const PENDING_NAMED: usize = 5;

/// What a writer that was stopped has not made again is told.
fn pending(store: &Store, verified: &mut Verified) {
    match store.pending() {
        Ok(pending) => {
            verified.pending = pending.len();
            let files = pending.iter().take(PENDING_NAMED).map(|pending| &pending.arrival.arrival.file);
            let not_there =
                "is in the journal and not in the database: a writer was stopped, or its rows were taken out";
            verified.notes.extend(files.map(|file| format!("{file}: {not_there}")));
            if let Some(more @ 1..) = pending.len().checked_sub(PENDING_NAMED) {
                verified
                    .notes
                    .push(format!("{more} more reports are in the journal and not in the database"));
            }
        }
        Err(error) => verified.wrong.push(Wrong::of(&error)),
    }
}

/// The claims of tables, taken from their bytes again.
fn tables(store: &Store, verified: &mut Verified) -> Result<(), Error> {
    let (given, issues) = super::tables::given(store, None)?;
    let claims: usize = given.iter().map(|table| table.claims).sum();
    if !given.is_empty() {
        verified.compared.push(format!("{claims} claims of {} tables taken again", given.len()));
    }
    verified.notes.extend(issues.into_iter().map(|issue| issue.message));
    Ok(())
}

/// A report with all it is compared with.
struct Job {
    report: Report,
    ways: Vec<recount_model::Arrival>,
    outcome: Outcome,
    bytes: Vec<u8>,
    kept: Option<ReadingRows>,
}

struct Compared {
    wrong: Vec<Wrong>,
    note: Option<String>,
    was_read: bool,
}

impl Job {
    /// One for each of these reports that is there.
    fn of(store: &Store, ids: &[ReportId], reader: &str) -> Result<Vec<Job>, Error> {
        let mut jobs = Vec::new();
        for id in ids {
            let Some(report) = store.report(*id)? else { continue };
            let ways = store.arrivals(*id)?.into_iter().map(|arrived| arrived.arrival).collect();
            let Some(original) = store.original(*id)? else { continue };
            let kept = store.readings(reader, &[*id])?.pop();
            let bytes = store.original_bytes(*id)?;
            jobs.push(Job { report, ways, outcome: original.outcome, bytes, kept });
        }
        Ok(jobs)
    }

    fn compare(&self, reader: &str, lexicons: &Lexicons) -> Compared {
        let mut compared = Compared { wrong: Vec::new(), note: None, was_read: false };
        self.text(&mut compared);
        if let Some(kept) = &self.kept {
            // What is known of the report may have changed since it was read; then it is read anew when an account is made.
            compared.was_read = reading_rows::reading(kept, &self.report, ReportIndex(0)).is_some();
            if compared.was_read {
                self.claims(kept, reader, lexicons, &mut compared);
            }
        }
        compared
    }

    fn text(&self, compared: &mut Compared) {
        let place = format!("text of {}", self.report.file);
        let Outcome::Read { text_sha256, intake } = &self.outcome else { return };
        let text = |report: &Report| ReportId::of(report.text.as_bytes()).0;
        let derived = derive_by(&self.ways, &self.bytes, |report| text(report) == *text_sha256);
        let what = match &derived {
            Ok(report) if text(report) == *text_sha256 && is_made_up_alike(report, &self.report) => return,
            Ok(report) if text(report) == *text_sha256 => {
                "the original gives other parts (headline, language, blocks, pages) than those that are kept"
                    .to_string()
            }
            Ok(_) => "the original gives another text than the one that is kept".to_string(),
            Err(fault) => format!("the original gives no text any more: {fault}"),
        };
        if intake != INTAKE {
            let another = derived.is_ok_and(|report| text(&report) != *text_sha256);
            let gives = if another { "derives another".to_string() } else { format!("finds that {what}") };
            compared.note =
                Some(format!("{place}: was derived by {intake}; {INTAKE} {gives}; the kept one stands"));
            return;
        }
        let hint =
            "the program was changed without its version; use the one that made the dossier".to_string();
        compared.wrong.push(Wrong { place, what, hint });
    }

    fn claims(&self, kept: &ReadingRows, reader: &str, lexicons: &Lexicons, compared: &mut Compared) {
        let again = refresh::rows_of(&self.report, reader, lexicons);
        if again == *kept {
            return;
        }
        let differs = again.claims.iter().zip(&kept.claims).position(|(a, b)| a != b);
        let at = differs.unwrap_or(again.claims.len().min(kept.claims.len()));
        let claim = kept.claims.get(at).or(again.claims.get(at)).map(|claim| claim.id.0.clone());
        compared.wrong.push(Wrong {
            place: format!("claims of {}", self.report.file),
            what: match claim {
                Some(id) => format!("reading the text again gives another claim {} ({id})", at + 1),
                None => "reading the text again gives other names".to_string(),
            },
            hint: "move dossier.sqlite aside; the next writing command makes it anew from the journal"
                .to_string(),
        });
    }
}

/// Whether two reports with the same text have the same headline, language, blocks and pages: all that an original alone decides.
fn is_made_up_alike(a: &Report, b: &Report) -> bool {
    let parts = |report: &Report| (report.title.clone(), report.language.clone(), report.blocks.clone());
    // A place that a broken page gives may be no number, which equals nothing.
    let pages = || a.pages == b.pages || format!("{:?}", a.pages) == format!("{:?}", b.pages);
    parts(a) == parts(b) && pages()
}

/// The findings of the last account, derived again.
fn findings(
    folder: &Path,
    store: &Store,
    asked: &Asked,
    verified: &mut Verified,
    progress: OnProgress<'_>,
) -> Result<(), Error> {
    let Some(last) = store.last_account()? else {
        verified
            .notes
            .push("no account was made of the dossier yet; there are no findings to compare".to_string());
        return Ok(());
    };
    if last.program != program() {
        verified
            .notes
            .push(format!("the last account was made by {}; its findings were not compared", last.program));
        return Ok(());
    }
    let settings = recount_intake::settings_of(folder, &mut Vec::new());
    let options = Options { jobs: asked.jobs, ..Options::default() };
    let Past { account, texts_of_now } = account_at(folder, store, last.head.number, &options, progress)?;
    let hash = account.made_from.as_ref().map_or("", |from| &from.hash);
    if *hash != last.head.hash {
        verified.wrong.push(Wrong {
            place: "the last account".to_string(),
            what: format!("names entry {} of a journal with another hash", last.head.number),
            hint: "its rows are of another dossier; make it again with `recount account`".to_string(),
        });
        return Ok(());
    }
    if stamp(&settings, &account.method) != last.settings {
        verified.notes.push(
            "the settings were changed since the last account; its findings were not compared".to_string(),
        );
        return Ok(());
    }
    if let Some(file) = texts_of_now.first() {
        verified.notes.push(format!(
            "{file}: its text of then is not kept; the findings of the last account were not compared (make it again with `recount account`)"
        ));
        return Ok(());
    }
    let again = rows(&account);
    let since = store.head()?.number.saturating_sub(last.head.number);
    let as_of = if since > 0 { format!(", as of entry {}", last.head.number) } else { String::new() };
    verified.compared.push(format!("{} findings and entities derived again{as_of}", again.len()));
    if again == last.rows {
        return Ok(());
    }
    let at =
        again.iter().zip(&last.rows).position(|(a, b)| a != b).unwrap_or(again.len().min(last.rows.len()));
    let row = last.rows.get(at).or(again.get(at));
    verified.wrong.push(Wrong {
        place: row.map_or("the last account".to_string(), |row| format!("{} {}", row.kind, row.id)),
        what: "is another when it is derived again".to_string(),
        hint: "make the account again with `recount account` and compare the two with `recount diff`"
            .to_string(),
    });
    Ok(())
}
