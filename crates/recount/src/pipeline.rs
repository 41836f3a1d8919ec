//! The way a report travels: bytes to reports, reports to claims, claims to the account.
//!
//! Each stage is a function of its input; this module chains them and spreads the reading of reports over threads. Their
//! number changes nothing in the result: every report is read alone and results are kept in the order of reports. Files
//! are read here and by `recount-intake` only, and nothing is written.

use crate::Error;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use recount_intake::{Dossier, claims::ParsedClaims};
use recount_model::{Account, Checked, Claim, Issue, Reading, Report, ReportIndex, assign_ids};
use recount_read::ReadingLexicon;
use recount_reconcile::{Decided, Input};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// How an account is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Claims to take instead of the reader's.
    pub claims: Option<GivenClaims>,
    /// The method whose figures lead, before the one of `recount.toml`.
    pub method: Option<String>,
    /// Threads to use; `None` for one per core.
    pub jobs: Option<NonZeroUsize>,
}

/// A file of claims, one JSON object a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenClaims {
    /// The file.
    pub file: PathBuf,
    /// Whether claims stay in the events the file puts them in.
    pub keep_events: bool,
}

/// How far the work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Files of the dossier taken in.
    Intake {
        /// So far.
        done: usize,
        /// In all.
        of: usize,
    },
    /// Reports read for claims.
    Reading {
        /// So far.
        done: usize,
        /// In all.
        of: usize,
    },
    /// A table being taken in.
    Table {
        /// Bytes so far, as they lie on the disk.
        done_bytes: u64,
        /// Bytes in all; `None` for a stream.
        of_bytes: Option<u64>,
    },
    /// Claims are being resolved, gathered and weighed.
    Reconciling,
}

/// What is called with every step of progress, possibly from several threads.
pub type OnProgress<'a> = &'a (dyn Fn(Progress) + Sync);

/// The account of the dossier in `folder`.
///
/// # Errors
/// When nothing could be read, a file of claims cannot be used, or the method does not exist. Single files that cannot be
/// read do not stop the work: they stand in [`Account::unread`].
pub fn account(folder: &Path, options: &Options, progress: OnProgress<'_>) -> Result<Account, Error> {
    check_method(options.method.as_deref())?;
    in_threads(options.jobs, || {
        let Checked { value: mut dossier, mut issues } = take_in(folder, progress)?;
        let mut readings = read_all(&dossier, &mut issues, progress);
        let mut given_events = None;
        if let Some(given) = &options.claims {
            let parsed = parse_claims(given, &dossier.reports, &mut issues)?;
            given_events = replace_claims(&mut readings, parsed, given.keep_events);
        }
        assign_all_ids(&mut readings, &dossier.reports);
        if let Some(method) = &options.method {
            dossier.settings.method = Some(method.clone());
        }
        progress(Progress::Reconciling);
        let Dossier { name, reports, settings, unread } = dossier;
        let title = settings.title.clone().unwrap_or(name);
        let input = Input {
            dossier: title,
            reports,
            unread,
            readings,
            settings,
            given_events,
            issues,
            decided: Decided::default(),
        };
        let claims_file = options.claims.as_ref().map(|given| name_of(&given.file));
        Ok(Account { claims_file, ..recount_reconcile::reconcile(input)? })
    })
}

/// The last part of a path, for showing.
fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned()
}

/// A dossier with the claims of its reports as read, before names are resolved and events gathered.
#[derive(Debug, Clone)]
pub struct RawClaims {
    /// The dossier, its reports in order.
    pub dossier: Dossier,
    /// The claims, in report and text order.
    pub claims: Vec<Claim>,
    /// What was imperfect in the input.
    pub issues: Vec<Issue>,
}

/// The claims of the dossier in `folder` as read.
///
/// # Errors
/// When nothing could be read.
pub fn raw_claims(
    folder: &Path,
    jobs: Option<NonZeroUsize>,
    progress: OnProgress<'_>,
) -> Result<RawClaims, Error> {
    in_threads(jobs, || {
        let Checked { value: dossier, mut issues } = take_in(folder, progress)?;
        let mut readings = read_all(&dossier, &mut issues, progress);
        assign_all_ids(&mut readings, &dossier.reports);
        let claims = readings.into_iter().flat_map(|reading| reading.claims).collect();
        Ok(RawClaims { dossier, claims, issues })
    })
}

/// The dossier in `folder`, its reports taken in but not read for claims.
///
/// # Errors
/// When nothing could be read.
pub fn take_in(folder: &Path, progress: OnProgress<'_>) -> Result<Checked<Dossier>, Error> {
    Ok(recount_intake::read_dossier(folder, &|p| progress(Progress::Intake { done: p.done, of: p.total }))?)
}

/// The report called `name`: its file name or, where only one fits, the file name without its ending or the beginning of it.
///
/// # Errors
/// When there is none, or the short name fits several.
pub fn find_report(reports: &[Report], name: &str) -> Result<ReportIndex, Error> {
    let stem = |file: &str| file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_string();
    let is = |r: &Report| r.file == name || r.copies.iter().any(|copy| copy.file == name);
    let those = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
        (0..reports.len()).filter(|at| fits(&stem(&reports[*at].file))).collect()
    };
    let fits = match reports.iter().position(is) {
        Some(at) => vec![at],
        None => those(&|stem| stem == name),
    };
    // Else the only one whose name begins so.
    let fits = if fits.is_empty() && !name.is_empty() { those(&|stem| stem.starts_with(name)) } else { fits };
    match fits[..] {
        [at] => Ok(ReportIndex(at)),
        _ => Err(Error::UnknownReport {
            name: name.to_string(),
            hint: names_hint("its reports are", reports.iter().map(|r| &r.file[..])),
        }),
    }
}

/// Claims of one report of a dossier, as read with the options its settings name.
pub fn read_report(dossier: &Dossier, index: ReportIndex) -> Checked<Vec<Claim>> {
    let Some(report) = dossier.reports.get(index.0) else { return Checked::clean(Vec::new()) };
    let lexicon = lexicon(dossier, &report.language);
    let Checked { value: mut reading, issues } = read_one(report, index, lexicon.as_deref());
    assign_ids(&mut reading.claims, &dossier.reports);
    Checked { value: reading.claims, issues }
}

fn check_method(name: Option<&str>) -> Result<(), Error> {
    let Some(name) = name else { return Ok(()) };
    let methods = recount_reconcile::methods();
    if methods.iter().any(|m| m.name == name) {
        return Ok(());
    }
    Err(Error::UnknownMethod {
        name: name.to_string(),
        hint: names_hint("the methods are", methods.iter().map(|m| &m.name[..])),
    })
}

/// "`lead` a, b and c", of many names only the first.
pub(crate) fn names_hint<'a>(lead: &str, names: impl Iterator<Item = &'a str>) -> String {
    const SHOWN: usize = 12;
    let names: Vec<&str> = names.collect();
    let more = if names.len() > SHOWN { format!(" and {} more", names.len() - SHOWN) } else { String::new() };
    format!("{lead} {}{more}", names[..names.len().min(SHOWN)].join(", "))
}

pub(crate) fn in_threads<T: Send>(
    jobs: Option<NonZeroUsize>,
    work: impl FnOnce() -> Result<T, Error> + Send,
) -> Result<T, Error> {
    let Some(jobs) = jobs.map(NonZeroUsize::get) else { return work() };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .map_err(|e| Error::Threads { jobs, reason: e.to_string() })?;
    pool.install(work)
}

/// The lexicon of a language with the options that the settings of a dossier name; `None` for a language without one.
fn lexicon(dossier: &Dossier, language: &str) -> Option<Cow<'static, ReadingLexicon>> {
    Some(ReadingLexicon::of(language)?.with_options(&dossier.settings.options))
}

/// The reading of a report by the lexicon of its language; nothing is read in a language without one.
fn read_one(report: &Report, index: ReportIndex, lexicon: Option<&ReadingLexicon>) -> Checked<Reading> {
    match lexicon {
        Some(lexicon) => recount_read::read_with(report, index, lexicon),
        None => Checked::clean(Reading::default()),
    }
}

/// One reading per report, in the order of reports; what was imperfect is appended to `issues` in the same order.
fn read_all(dossier: &Dossier, issues: &mut Vec<Issue>, progress: OnProgress<'_>) -> Vec<Reading> {
    let reports = &dossier.reports;
    let languages: BTreeSet<&str> = reports.iter().map(|r| r.language.as_str()).collect();
    let lexicons: BTreeMap<&str, _> = languages.into_iter().map(|l| (l, lexicon(dossier, l))).collect();
    let done = AtomicUsize::new(0);
    let read: Vec<Checked<Reading>> = reports
        .par_iter()
        .enumerate()
        .map(|(at, report)| {
            let lexicon = lexicons.get(report.language.as_str()).and_then(|l| l.as_deref());
            let reading = read_one(report, ReportIndex(at), lexicon);
            progress(Progress::Reading { done: done.fetch_add(1, Ordering::Relaxed) + 1, of: reports.len() });
            reading
        })
        .collect();
    read.into_iter()
        .map(|checked| {
            issues.extend(checked.issues);
            checked.value
        })
        .collect()
}

fn assign_all_ids(readings: &mut [Reading], reports: &[Report]) {
    for reading in readings {
        assign_ids(&mut reading.claims, reports);
    }
}

fn parse_claims(
    given: &GivenClaims,
    reports: &[Report],
    issues: &mut Vec<Issue>,
) -> Result<ParsedClaims, Error> {
    let file = given.file.clone();
    let lines = std::fs::read_to_string(&file).map_err(|source| Error::ClaimsFile { file, source })?;
    let parsed = recount_intake::claims::parse(&lines, &given.file.display().to_string(), reports)?;
    issues.extend(parsed.issues);
    Ok(parsed.value)
}

/// Puts the given claims into the readings of their reports, in the place of those the reader found; the names it met stay.
/// Returns the events the claims came with when they are to be kept.
fn replace_claims(readings: &mut [Reading], parsed: ParsedClaims, keep_events: bool) -> Option<Vec<String>> {
    for reading in readings.iter_mut() {
        reading.claims.clear();
    }
    for mut claim in parsed.claims {
        if !keep_events {
            claim.event = None;
            claim.link = None;
            if claim.event_date_inferred {
                // It is that of an event which is gathered anew.
                (claim.event_date, claim.event_date_inferred) = (None, false);
            }
        }
        if let Some(reading) = readings.get_mut(claim.report.0) {
            reading.claims.push(claim);
        }
    }
    for reading in readings.iter_mut() {
        reading.claims.sort_by_key(|claim| claim.span);
    }
    keep_events.then_some(parsed.events)
}
