//! What an account of a kept dossier is made of, and keeping what came of it, so that `verify` can compare.

use super::hand::{self, Hand};
use super::{derive::INTAKE, reading_rows};
use crate::Error;
use crate::pipeline::{OnProgress, Progress, Taken};
use recount_intake::claims::ReportNames;
use recount_intake::{Dossier, SETTINGS_FILE};
use recount_model::{Account, Issue, MadeFrom, Report, ReportId, Ruling, Settings, Severity, Unread};
use recount_publish::json::AccountPart;
use recount_store::{AccountRow, Batch, Head, OriginalState, Outcome, ReadingRows, State, Store};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The standing reports with what is kept of their readings, and the rulings.
pub(crate) fn take_in(folder: &Path, progress: OnProgress<'_>) -> Result<Taken, Error> {
    let store = Store::open(folder)?;
    // Somebody may write meanwhile: everything is of one state.
    store.at_one_state(|store| of_one_state(store, folder, progress))
}

fn of_one_state(store: &Store, folder: &Path, progress: OnProgress<'_>) -> Result<Taken, Error> {
    let mut issues = Vec::new();
    let settings = recount_intake::settings_of(folder, &mut issues);
    let reader = reading_rows::reader(&settings);
    let of = usize::try_from(store.count()?).unwrap_or(usize::MAX);
    let mut reports: Vec<Report> = Vec::new();
    let mut readings: Vec<Option<ReadingRows>> = Vec::new();
    for report in store.reports() {
        let report = report?;
        readings.push(store.readings(&reader, &[report.id])?.pop());
        reports.push(report);
        progress(Progress::Intake { done: reports.len(), of });
    }
    let unread: Vec<Unread> = store.unread()?.into_iter().filter_map(|original| unread(&original)).collect();
    if reports.is_empty() {
        return Err(Error::EmptyDossier { folder: folder.to_path_buf() });
    }
    issues.extend(recount_intake::undated(&reports));
    if store.is_behind()? {
        issues.push(behind());
    }
    issues.extend(pending(store)?);
    let rulings = store.rulings()?;
    let gone = gone(store, &rulings, &reports)?;
    let Head { number, hash, .. } = store.head()?;
    let made_from =
        Some(MadeFrom { entry: number, hash, settings_sha256: settings_hash(folder), program: program() });
    let name = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let name = name.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let dossier = Dossier { name, reports, settings, unread };
    let tables = super::tables::standing(store)?;
    Ok(Taken { dossier, readings, tables, rulings, gone, made_from, issues })
}

/// The files of items that rulings are about and that are none of the reports.
fn gone(store: &Store, rulings: &[Ruling], reports: &[Report]) -> Result<BTreeMap<ReportId, String>, Error> {
    let stands: BTreeSet<ReportId> = reports.iter().map(|report| report.id).collect();
    let asked: BTreeSet<ReportId> = rulings.iter().flat_map(|ruling| ruling.decision.items()).collect();
    let mut gone = BTreeMap::new();
    for id in asked.difference(&stands) {
        gone.extend(store.original(*id)?.map(|original| (*id, original.file)));
    }
    Ok(gone)
}

fn unread(original: &OriginalState) -> Option<Unread> {
    match &original.outcome {
        Outcome::Unread { reason } => Some(Unread { file: original.file.clone(), reason: reason.clone() }),
        _ => None,
    }
}

fn behind() -> Issue {
    Issue {
        severity: Severity::Warning,
        code: "behind",
        file: None,
        span: None,
        message: "the journal has entries that the database has not taken in yet: somebody is writing, or was stopped".to_string(),
        hint: Some("`recount add` or a ruling takes them in".to_string()),
    }
}

/// A warning when reports of the journal are in no account: their rows were lost or not made yet, and the next writer makes them.
///
/// # Errors
/// When the database cannot be read.
pub fn pending(store: &Store) -> Result<Option<Issue>, Error> {
    let count = store.count_pending()?;
    let (reports, are, them) = if count == 1 { ("report", "is", "it") } else { ("reports", "are", "them") };
    Ok((count > 0).then(|| Issue {
        severity: Severity::Warning,
        code: "pending",
        file: None,
        span: None,
        message: format!(
            "{count} {reports} of the journal {are} not in the database: what is shown is without {them}"
        ),
        hint: Some("a command that writes makes what is missing again, `recount add` for one".to_string()),
    }))
}

/// How far the journal of a dossier goes, its database brought up to it if it can be written: to be asked before an account is made.
///
/// # Errors
/// When the dossier cannot be opened.
pub fn head(folder: &Path, hand: &Hand<'_>) -> Result<Head, Error> {
    match hand::open(folder, hand) {
        Ok(store) => Ok(store.head()?),
        Err(Error::Store(error)) if error.is_unwritable() => Ok(Store::open(folder)?.head()?),
        Err(error) => Err(error),
    }
}

/// Keeps what came of an account that was begun at `head`, unless somebody wrote to the dossier since, writes at the moment, or it cannot
/// be written.
///
/// # Errors
/// When the dossier is damaged.
pub fn keep_account(folder: &Path, account: &Account, head: Head, hand: &Hand<'_>) -> Result<(), Error> {
    let settings = recount_intake::settings_of(folder, &mut Vec::new());
    let keep = || -> Result<(), Error> {
        let mut store = hand::open(folder, hand)?;
        if store.head()? != head {
            return Ok(());
        }
        let settings = stamp(&settings, &account.method);
        let account = recount_store::KeptAccount { head, settings, program: program(), rows: rows(account) };
        let same = store.last_account()?.is_some_and(|last| {
            (last.head.number, &last.settings, &last.program, &last.rows)
                == (account.head.number, &account.settings, &account.program, &account.rows)
        });
        if !same {
            store.commit(Batch { account: Some(account), ..Batch::default() })?;
        }
        Ok(())
    };
    match keep() {
        Err(Error::Store(error)) if error.is_unwritable() => Ok(()),
        kept => kept,
    }
}

/// SHA-256 of the settings' bytes, in hexadecimal digits: they lie beside the journal and are not in it.
pub(crate) fn settings_hash(folder: &Path) -> Option<String> {
    fs::read(folder.join(SETTINGS_FILE)).ok().map(|bytes| ReportId::of(&bytes).to_string())
}

/// The program, as accounts name it: what can change an account is in the reader's version or in this.
pub(crate) fn program() -> String {
    format!("recount {} ({INTAKE}, reader {})", env!("CARGO_PKG_VERSION"), recount_read::READER)
}

/// A hash of all that is settled beside reports and rulings.
pub(crate) fn stamp(settings: &Settings, method: &str) -> String {
    let digest = Sha256::digest(format!("{settings:?}\n{method}"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Findings and entities of an account as rows, as the account's JSON has them.
pub(crate) fn rows(account: &Account) -> Vec<AccountRow> {
    let mut numbered: BTreeMap<String, usize> = BTreeMap::new();
    let row = |AccountPart { kind, id, json }| {
        // Two entities may go by one name.
        let turn = numbered.entry(format!("{kind} {id}")).or_default();
        *turn += 1;
        let id = if *turn > 1 { format!("{id} ({turn})") } else { id };
        AccountRow { kind: kind.to_string(), id, body: json }
    };
    recount_publish::json::parts(account).into_iter().map(row).collect()
}

/// A report of a dossier as [`ReportNames`] finds it. One that was replaced or withdrawn is meant only where no name of one that stands
/// fits.
///
/// # Errors
/// When none or several fit.
pub fn report_id(store: &Store, name: &str) -> Result<ReportId, Error> {
    if let Some(id) = store.by_file(name)? {
        return Ok(id);
    }
    let (mut standing, mut gone) = (Vec::new(), Vec::new());
    for listed in store.list(None) {
        let listed = listed?;
        let of_state = if listed.state == State::Stands { &mut standing } else { &mut gone };
        of_state.push((listed.file, listed.id));
    }
    let [standing, gone] = [standing, gone].map(ReportNames::new);
    let found = standing.find(name).or_else(|fit| if fit == 0 { gone.find(name) } else { Err(fit) });
    found.map_err(|_| Error::UnknownReport {
        name: name.to_string(),
        hint: crate::pipeline::names_hint("its reports are", standing.files().chain(gone.files())),
    })
}
