//! A dossier: a folder of reports with what the user adds to them. Files are read in parallel; the result does not depend
//! on the order in which they finish. Nothing in the folder is altered.

use crate::format::{SIZE_LIMIT_BYTES, by_name, is_companion, limit_bytes};
use crate::records::{RECORDS_FILE, read_records};
use crate::settings::{SETTINGS_FILE, settings_or_default};
use crate::{Fault, IntakeError, language, report};
use rayon::prelude::*;
use recount_model::{Arrival, Checked, Issue, Report, ReportId, Settings, Severity, Unread};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The reports of a folder, what the user settles, and what could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    /// The folder's name.
    pub name: String,
    /// Every report, sorted by file name; files with the same bytes are one report.
    pub reports: Vec<Report>,
    /// `recount.toml`, or the defaults.
    pub settings: Settings,
    /// Files that were not read, sorted by name, with the reason and what to do about it.
    pub unread: Vec<Unread>,
}

/// How far reading has come. Calls may come from several threads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Files done so far, this one included.
    pub done: usize,
    /// Files in all.
    pub total: usize,
    /// The file just done.
    pub file: String,
}

/// Reads the dossier in `folder`: the files of its subfolder `reports/`, or its own. A file that cannot be read is listed
/// in [`Dossier::unread`] and the rest goes on; so is a report in a language without a lexicon.
///
/// # Errors
/// When the folder is missing, no folder or cannot be listed, holds no report, or none that can be read.
pub fn read_dossier(
    folder: &Path,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Checked<Dossier>, IntakeError> {
    check_folder(folder)?;
    let subfolder = folder.join("reports");
    let place = if subfolder.is_dir() { subfolder } else { folder.to_path_buf() };
    let files = report_files(&place)?;
    if files.is_empty() {
        return Err(IntakeError::NoReports { folder: place });
    }
    let done = AtomicUsize::new(0);
    let results: Vec<(&String, Result<Checked<Report>, Fault>)> = files
        .par_iter()
        .map(|(path, name)| {
            let result = read_file(path, name);
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            progress(Progress { done, total: files.len(), file: name.clone() });
            (name, result)
        })
        .collect();
    let mut issues = Vec::new();
    let (mut reports, unread) = sorted_out(results, &mut issues);
    if reports.is_empty() {
        return Err(IntakeError::NothingRead { folder: place, unread });
    }
    let names = files.iter().map(|(_, name)| name.clone()).collect();
    apply_records(folder, &names, &mut reports, &mut issues);
    issues.extend(undated(&reports));
    let settings = settings_of(folder, &mut issues);
    let name = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let name = name.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Checked { value: Dossier { name, reports, settings, unread }, issues })
}

fn check_folder(folder: &Path) -> Result<(), IntakeError> {
    match fs::metadata(folder) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => Err(IntakeError::NotAFolder { folder: folder.to_path_buf() }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(IntakeError::FolderMissing { folder: folder.to_path_buf() })
        }
        Err(source) => Err(IntakeError::FolderUnreadable { folder: folder.to_path_buf(), source }),
    }
}

/// The files that could be reports with their names, sorted by the bytes of these. Subfolders are not entered. A name that is no
/// UTF-8 is shown with replacement characters; its file is read all the same.
fn report_files(place: &Path) -> Result<Vec<(PathBuf, String)>, IntakeError> {
    let unreadable = |source| IntakeError::FolderUnreadable { folder: place.to_path_buf(), source };
    let mut files = Vec::new();
    for entry in fs::read_dir(place).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !is_companion(&name) && !entry.path().is_dir() {
            files.push((entry.path(), name));
        }
    }
    files.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    Ok(files)
}

fn read_file(path: &Path, name: &str) -> Result<Checked<Report>, Fault> {
    let limit_bytes = limit_bytes(by_name(name)?);
    let found = fs::metadata(path)?;
    if !found.is_file() {
        return Err(Fault::NotAFile);
    }
    if found.len() > limit_bytes {
        return Err(Fault::TooLarge { size_bytes: found.len(), limit_bytes });
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(limit_bytes + 1).read_to_end(&mut bytes)?;
    read_item(name, &bytes)
}

/// The report of an item's bytes, if it is in a language that can be read.
///
/// # Errors
/// The reason why it gives no report.
pub fn read_item(name: &str, bytes: &[u8]) -> Result<Checked<Report>, Fault> {
    let checked = report::read(name, bytes)?;
    if checked.value.language == "und" {
        let report = &checked.value;
        let read = report.blocks.iter().filter(|b| b.role.is_read()).map(|b| b.span.slice(&report.text));
        return Err(Fault::NoLexicon { english_share: language::judge(read).english_share });
    }
    Ok(checked)
}

/// Lays what is known by the way an item came over what it states of itself: only what is known is laid. An address may be the only
/// thing that dates it.
pub fn lay_arrival(arrival: &Arrival, report: &mut Report) {
    let lay = |value: &Option<String>, onto: &mut Option<String>| *onto = value.clone().or(onto.take());
    lay(&arrival.publisher, &mut report.publisher);
    lay(&arrival.author, &mut report.author);
    lay(&arrival.url, &mut report.url);
    let by_address = || {
        let date = arrival.url.as_deref().and_then(crate::date_line::date_in_address)?;
        Some(recount_model::Published { date, basis: recount_model::DateBasis::Address })
    };
    report.published = arrival.published.or(report.published).or_else(by_address);
}

/// Parts what was read from what was not, and joins files with the same bytes. Results come in the order of names.
fn sorted_out(
    results: Vec<(&String, Result<Checked<Report>, Fault>)>,
    issues: &mut Vec<Issue>,
) -> (Vec<Report>, Vec<Unread>) {
    let mut reports: Vec<Report> = Vec::new();
    let mut unread = Vec::new();
    let mut places: BTreeMap<ReportId, usize> = BTreeMap::new();
    for (name, result) in results {
        match result {
            Err(fault) => unread.push(fault.unread(name)),
            Ok(checked) => match places.get(&checked.value.id) {
                Some(&place) => {
                    reports[place].copies.push(Arrival { file: name.clone(), ..Arrival::default() })
                }
                None => {
                    places.insert(checked.value.id, reports.len());
                    reports.push(checked.value);
                    issues.extend(checked.issues);
                }
            },
        }
    }
    (reports, unread)
}

/// A warning when reports have no date: weekdays in them mean nothing, and nobody knows which came first.
pub fn undated(reports: &[Report]) -> Option<Issue> {
    const NAMED: usize = 5;
    let undated: Vec<&str> =
        reports.iter().filter(|r| r.published.is_none()).map(|r| r.file.as_str()).collect();
    let more = undated.len().saturating_sub(NAMED);
    let names = undated.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    let and_more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!undated.is_empty()).then(|| Issue {
        severity: Severity::Warning,
        code: "undated",
        file: None,
        span: None,
        message: format!(
            "no date of publication was found for {} of {} reports: {names}{and_more}",
            undated.len(),
            reports.len()
        ),
        hint: Some(format!(
            "say it in {RECORDS_FILE}, column published (of a dossier that is kept, add them again with it, or `recount rule describe`); \
             weekdays are not dated without it"
        )),
    })
}

/// Lays `reports.csv` over the reports.
fn apply_records(folder: &Path, names: &BTreeSet<String>, reports: &mut [Report], issues: &mut Vec<Issue>) {
    let Some(text) = companion_text(folder, RECORDS_FILE, "reports-csv", issues) else { return };
    let (mut records, found) = read_records(&text, names);
    issues.extend(found);
    for report in reports {
        let mut record = records.remove(&report.file).unwrap_or_default();
        for copy in &mut report.copies {
            let known = records.remove(&copy.file).unwrap_or_default();
            (copy.publisher, copy.url) = (known.publisher.clone(), known.url.clone());
            record.fill_from(known);
        }
        lay_arrival(&record.arrival(&report.file), report);
    }
}

/// What `recount.toml` in `folder` says; the defaults without one.
pub fn settings_of(folder: &Path, issues: &mut Vec<Issue>) -> Settings {
    let Some(text) = companion_text(folder, SETTINGS_FILE, "recount-toml", issues) else {
        return Settings::default();
    };
    let checked = settings_or_default(&text);
    issues.extend(checked.issues);
    checked.value
}

/// The text of a file that accompanies the reports; `None` when there is none. Broken UTF-8 becomes an issue.
pub(crate) fn companion_text(
    folder: &Path,
    name: &'static str,
    code: &'static str,
    issues: &mut Vec<Issue>,
) -> Option<String> {
    let path = folder.join(name);
    if fs::symlink_metadata(&path).is_err() {
        return None;
    }
    let mut complain = |reason: String, hint: &str| {
        let message = format!("{name}: {reason}");
        let (file, hint) = (Some(name.to_string()), Some(hint.to_string()));
        issues.push(Issue { severity: Severity::Error, code, file, span: None, message, hint });
    };
    if path.is_dir() {
        complain("is a folder; nothing of it applies".to_string(), "put the file in its place");
        return None;
    }
    let mut bytes = Vec::new();
    let read = File::open(&path).and_then(|file| file.take(SIZE_LIMIT_BYTES + 1).read_to_end(&mut bytes));
    if let Err(error) = read {
        complain(format!("cannot be opened: {error}; nothing of it applies"), "check its permissions");
        return None;
    }
    if bytes.len() as u64 > SIZE_LIMIT_BYTES {
        complain("is larger than the limit of 20 MB; nothing of it applies".to_string(), "shorten it");
        return None;
    }
    Some(String::from_utf8(bytes).unwrap_or_else(|error| {
        complain("is not UTF-8; bytes that do not fit were replaced".to_string(), "save it as UTF-8");
        String::from_utf8_lossy(error.as_bytes()).into_owned()
    }))
}
