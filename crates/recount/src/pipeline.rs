//! The way a report travels: bytes to reports, reports to claims, claims to the account.
//!
//! Each stage is a function of its input; this module chains them and spreads the reading of reports over threads. Their
//! number changes nothing in the result: every report is read alone and results are kept in the order of reports. Files
//! are read here and by `recount-intake` only, and nothing is written.

use crate::{Error, kept, rulings};
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use recount_intake::Dossier;
use recount_intake::claims::{ParsedClaims, ReportNames};
use recount_model::{
    Account, Checked, Claim, Issue, MadeFrom, OptionWords, Reading, Report, ReportId, ReportIndex, Ruling,
    RulingStanding, Settings, assign_ids,
};
use recount_read::ReadingLexicon;
use recount_reconcile::Input;
use recount_store::{ReadingRows, Store};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
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
    /// A dossier being verified.
    Checking {
        /// What is compared.
        what: &'static str,
        /// So far.
        done: usize,
        /// In all.
        of: usize,
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
        let Taken { mut dossier, readings: kept, tables, rulings, gone, made_from, mut issues } =
            take_in_all(folder, progress)?;
        let (mut given_events, mut given_tables) = (None, Vec::new());
        let mut readings = read_all(&dossier, kept, &mut issues, progress);
        if let Some(given) = &options.claims {
            let parsed = parse_claims(given, &dossier.reports, &mut issues)?;
            given_events = replace_claims(&mut readings, parsed, given.keep_events);
            assign_all_ids(&mut readings, &dossier.reports);
        } else {
            assign_all_ids(&mut readings, &dossier.reports);
            given_tables = kept::tables::lay(&tables, &dossier.reports, &mut readings, &mut issues);
        }
        if let Some(method) = &options.method {
            dossier.settings.method = Some(method.clone());
        }
        let laid = rulings::lay(&rulings, &dossier.reports, &mut readings, &dossier.settings.aliases);
        dossier.settings.aliases = laid.aliases;
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
            decided: laid.decided,
        };
        let claims_file = options.claims.as_ref().map(|given| name_of(&given.file));
        let reconciled = recount_reconcile::reconcile(input)?;
        let rulings = named(laid.standings, &gone);
        Ok(Account { claims_file, made_from, tables: given_tables, rulings, ..reconciled })
    })
}

/// The last part of a path, for showing.
fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned()
}

/// The rulings of a kept dossier with where each stands, and the reports that stand.
///
/// # Errors
/// When the dossier is not kept, or nothing in it can be read.
pub fn rulings(
    folder: &Path,
    jobs: Option<NonZeroUsize>,
) -> Result<(Vec<RulingStanding>, Vec<Report>), Error> {
    in_threads(jobs, || {
        let Taken { dossier, readings: kept, tables, rulings, gone, mut issues, .. } =
            kept::take_in(folder, &|_| ())?;
        let mut readings = read_all(&dossier, kept, &mut issues, &|_| ());
        assign_all_ids(&mut readings, &dossier.reports);
        kept::tables::lay(&tables, &dossier.reports, &mut readings, &mut issues);
        let laid = rulings::lay(&rulings, &dossier.reports, &mut readings, &dossier.settings.aliases);
        Ok((named(laid.standings, &gone), dossier.reports))
    })
}

/// Rulings with the names of what they are about and no report of the account has.
fn named(mut standings: Vec<RulingStanding>, gone: &BTreeMap<ReportId, String>) -> Vec<RulingStanding> {
    for standing in &mut standings {
        let items = standing.ruling.decision.items();
        standing.gone = items.iter().filter_map(|id| Some((*id, gone.get(id)?.clone()))).collect();
    }
    standings
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
        let Taken { dossier, readings: kept, tables, mut issues, .. } = take_in_all(folder, progress)?;
        let mut readings = read_all(&dossier, kept, &mut issues, progress);
        assign_all_ids(&mut readings, &dossier.reports);
        kept::tables::lay(&tables, &dossier.reports, &mut readings, &mut issues);
        let claims = readings.into_iter().flat_map(|reading| reading.claims).collect();
        Ok(RawClaims { dossier, claims, issues })
    })
}

/// The dossier in `folder`, its reports taken in but not read for claims.
///
/// # Errors
/// When nothing could be read.
pub fn take_in(folder: &Path, progress: OnProgress<'_>) -> Result<Checked<Dossier>, Error> {
    let Taken { dossier, issues, .. } = take_in_all(folder, progress)?;
    Ok(Checked { value: dossier, issues })
}

/// A dossier with what is kept of it beside its reports.
pub(crate) struct Taken {
    pub dossier: Dossier,
    /// What this reader found when the reports came, as far as it is kept, one per report.
    pub readings: Vec<Option<ReadingRows>>,
    /// Tables of claims that people added.
    pub tables: kept::tables::Tables,
    /// What people decided, in the order of the journal.
    pub rulings: Vec<Ruling>,
    /// The files of items that rulings are about and that are none of the reports.
    pub gone: BTreeMap<ReportId, String>,
    /// The state of the dossier that this is of.
    pub made_from: Option<MadeFrom>,
    pub issues: Vec<Issue>,
}

/// Takes in a dossier, kept on disk or only a folder of files.
fn take_in_all(folder: &Path, progress: OnProgress<'_>) -> Result<Taken, Error> {
    if Store::exists(folder) {
        return kept::take_in(folder, progress);
    }
    let Checked { value: dossier, issues } = read_folder(folder, progress)?;
    let (readings, tables, rulings, gone) =
        (Vec::new(), kept::tables::Tables::default(), Vec::new(), BTreeMap::new());
    Ok(Taken { dossier, readings, tables, rulings, gone, made_from: None, issues })
}

/// The dossier of a folder of files.
fn read_folder(folder: &Path, progress: OnProgress<'_>) -> Result<Checked<Dossier>, Error> {
    Ok(recount_intake::read_dossier(folder, &|p| progress(Progress::Intake { done: p.done, of: p.total }))?)
}

/// The report called `name`: its file name or, where only one fits, the file name without its ending or the beginning of it.
///
/// # Errors
/// When there is none, or the short name fits several.
pub fn find_report(reports: &[Report], name: &str) -> Result<ReportIndex, Error> {
    let names = ReportNames::of(reports);
    let found = names.find(name).ok().and_then(|id| reports.iter().position(|report| report.id == id));
    found.map(ReportIndex).ok_or_else(|| Error::UnknownReport {
        name: name.to_string(),
        hint: names_hint("its reports are", reports.iter().map(|r| &r.file[..])),
    })
}

/// Claims of one report of a dossier, as read with the options its settings name.
pub fn read_report(dossier: &Dossier, index: ReportIndex) -> Checked<Vec<Claim>> {
    let Some(report) = dossier.reports.get(index.0) else { return Checked::clean(Vec::new()) };
    let Checked { value: mut reading, issues } = Lexicons::of(&dossier.settings).read(report, index);
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

/// The lexicons of all languages with the options that the settings of a dossier name, made when first asked for.
pub(crate) struct Lexicons {
    by_language: BTreeMap<&'static str, OnceLock<Cow<'static, ReadingLexicon>>>,
    options: Vec<OptionWords>,
}

impl Lexicons {
    pub(crate) fn of(settings: &Settings) -> Self {
        let by_language = ReadingLexicon::languages().map(|language| (language, OnceLock::new())).collect();
        Lexicons { by_language, options: settings.options.clone() }
    }

    /// The reading of a report by the lexicon of its language; nothing is read in a language without one.
    pub(crate) fn read(&self, report: &Report, index: ReportIndex) -> Checked<Reading> {
        let Some(place) = self.by_language.get(report.language.as_str()) else {
            return Checked::clean(Reading::default());
        };
        let make = || {
            let plain = ReadingLexicon::of(&report.language)?;
            Some(plain.with_options(&self.options))
        };
        // Two threads may make it at once; both make the same.
        let lexicon = match place.get() {
            Some(lexicon) => Some(lexicon),
            None => make().map(|made| place.get_or_init(|| made)),
        };
        lexicon.map_or_else(
            || Checked::clean(Reading::default()),
            |lexicon| recount_read::read_with(report, index, lexicon),
        )
    }
}

/// One reading per report, in the order of reports; what was imperfect is appended to `issues` in the same order. What a dossier keeps
/// of an earlier reading by this reader is taken as it is.
fn read_all(
    dossier: &Dossier,
    mut kept: Vec<Option<ReadingRows>>,
    issues: &mut Vec<Issue>,
    progress: OnProgress<'_>,
) -> Vec<Reading> {
    let reports = &dossier.reports;
    kept.resize_with(reports.len(), || None);
    let lexicons = Lexicons::of(&dossier.settings);
    let done = AtomicUsize::new(0);
    let read: Vec<Checked<Reading>> = reports
        .par_iter()
        .zip(kept)
        .enumerate()
        .map(|(at, (report, kept))| {
            let index = ReportIndex(at);
            let kept = kept.and_then(|rows| kept::reading_rows::reading(&rows, report, index));
            let reading = kept.map_or_else(|| lexicons.read(report, index), Checked::clean);
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
    let bytes = std::fs::read(&file).map_err(|source| Error::ClaimsFile { file, source })?;
    // Spreadsheets write tables in the encoding of their system.
    let lines = recount_intake::claims::claims_in_table(&bytes);
    let lines = lines.unwrap_or_else(|| String::from_utf8_lossy(&bytes).into_owned());
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
