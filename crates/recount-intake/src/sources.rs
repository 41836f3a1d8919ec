//! What is handed in: a file, or a folder with everything below it, as a list of files in a fixed order, each with what the user knows
//! of it. Nothing is opened here but `reports.csv`.

use crate::IntakeError;
use crate::dossier::companion_text;
use crate::format::is_companion;
use crate::records::{RECORDS_FILE, read_records};
use crate::settings::SETTINGS_FILE;
use recount_model::{Arrival, Checked, Issue, Severity, Unread};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A file that is handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What is known of it: `file` is its name below the folder, with `/` between the parts; the rest is from `reports.csv`.
    pub arrival: Arrival,
}

/// Files handed in, and what below a folder could not be looked into.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sources {
    /// In the order of names.
    pub files: Vec<SourceFile>,
    /// Folders and links that lead nowhere.
    pub unread: Vec<Unread>,
}

/// What was met on the way and is not handed in.
#[derive(Default)]
struct LeftAside {
    /// Metadata and notes to the reader, by their names below the folder.
    companions: Vec<String>,
    /// What lies beside the subfolder `reports/`.
    beside: Vec<String>,
}

/// Deepest folders that are entered. A link to a folder is not followed, so only a hostile tree goes deeper.
const DEEPEST: usize = 64;

/// The files of a source. A file is itself, whatever it is; of a folder hidden files, notes to the reader and metadata are left out, and
/// where it has a subfolder `reports/` only that counts, as in every dossier. What is left out and not hidden is told.
///
/// # Errors
/// When there is nothing at the path, or the folder cannot be listed.
pub fn source_files(path: &Path) -> Result<Checked<Sources>, IntakeError> {
    let found = fs::metadata(path).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => IntakeError::SourceMissing { path: path.to_path_buf() },
        _ => IntakeError::FolderUnreadable { folder: path.to_path_buf(), source },
    })?;
    if !found.is_dir() {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let arrival = Arrival { file: name, ..Arrival::default() };
        let files = vec![SourceFile { path: path.to_path_buf(), arrival }];
        return Ok(Checked::clean(Sources { files, unread: Vec::new() }));
    }
    let subfolder = path.join("reports");
    let place = if subfolder.is_dir() { subfolder } else { path.to_path_buf() };
    fs::read_dir(&place).map_err(|source| IntakeError::FolderUnreadable { folder: place.clone(), source })?;
    let mut sources = Sources::default();
    let mut aside = LeftAside::default();
    if place != path {
        aside.beside = beside_reports(path);
    }
    walk(&place, "", DEEPEST, &mut sources, &mut aside);
    sources.files.sort_by(|a, b| (&a.arrival.file, &a.path).cmp(&(&b.arrival.file, &b.path)));
    sources.unread.sort_by(|a, b| a.file.cmp(&b.file));
    let mut issues = Vec::new();
    aside.tell(&mut issues);
    describe(path, &mut sources.files, &mut issues);
    Ok(Checked { value: sources, issues })
}

/// What a folder holds beside its subfolder `reports/` and the files that speak of it.
fn beside_reports(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| {
            let slash = if entry.path().is_dir() { "/" } else { "" };
            format!("{}{slash}", entry.file_name().to_string_lossy())
        })
        .filter(|name| {
            name != "reports/" && !OF_THE_DOSSIER.contains(&name.as_str()) && !name.starts_with('.')
        })
        .collect();
    names.sort();
    names
}

/// Files of a dossier's folder that are read where they lie.
const OF_THE_DOSSIER: [&str; 2] = [RECORDS_FILE, SETTINGS_FILE];

impl LeftAside {
    fn tell(mut self, issues: &mut Vec<Issue>) {
        self.companions.retain(|name| !OF_THE_DOSSIER.contains(&name.as_str()));
        self.companions.sort();
        let mut say = |names: &[String], what: &str, severity: Severity| {
            if !names.is_empty() {
                issues.push(Issue {
                    severity,
                    code: "left-aside",
                    file: None,
                    span: None,
                    message: format!("left aside: {what}: {}", some(names)),
                    hint: Some("to take one in all the same, name it".to_string()),
                });
            }
        };
        say(&self.beside, "beside the subfolder reports/", Severity::Warning);
        say(&self.companions, "metadata and notes to the reader", Severity::Note);
    }
}

/// Names in a row, of many the first ones.
fn some(names: &[String]) -> String {
    const SHOWN: usize = 6;
    let more = names.len().saturating_sub(SHOWN);
    let shown = names[..names.len() - more].join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}

fn walk(folder: &Path, prefix: &str, depth: usize, sources: &mut Sources, aside: &mut LeftAside) {
    let mut unread =
        |name: &str, reason: String| sources.unread.push(Unread { file: name.to_string(), reason });
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return unread(prefix.trim_end_matches('/'), format!("cannot be listed: {error}")),
    };
    if depth == 0 {
        return unread(prefix.trim_end_matches('/'), format!("lies more than {DEEPEST} folders deep"));
    }
    let mut below = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let (path, full) = (entry.path(), format!("{prefix}{name}"));
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() {
            // The state of a dossier and of version control is no report.
            if !name.starts_with('.') {
                below.push((path, full));
            }
        } else if is_companion(&name) {
            if !name.starts_with('.') {
                aside.companions.push(full);
            }
        } else if !(kind.is_symlink() && path.is_dir()) {
            let arrival = Arrival { file: full, ..Arrival::default() };
            sources.files.push(SourceFile { path, arrival });
        }
    }
    for (path, full) in below {
        walk(&path, &format!("{full}/"), depth - 1, sources, aside);
    }
}

/// Lays the folder's `reports.csv` over the files.
fn describe(folder: &Path, files: &mut [SourceFile], issues: &mut Vec<Issue>) {
    let Some(text) = companion_text(folder, RECORDS_FILE, "reports-csv", issues) else { return };
    let names: BTreeSet<String> = files.iter().map(|file| file.arrival.file.clone()).collect();
    let (mut records, found) = read_records(&text, &names);
    issues.extend(found);
    for file in files {
        if let Some(record) = records.remove(&file.arrival.file) {
            file.arrival = record.arrival(&file.arrival.file);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_walked_and_its_records_are_laid_over_the_files() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, words: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, words).unwrap();
        };
        for name in ["b.txt", "a/c.html", "a/.hidden", ".recount/originals/00", "README.md", "gold.jsonl"] {
            write(name, "Six people died.");
        }
        write("reports.csv", "file,publisher,published\na/c.html,Harl Gazette,2014-05-02\nx.txt,,\n");
        let sources = source_files(folder.path()).unwrap();
        let files = &sources.value.files;
        let names: Vec<&str> = files.iter().map(|file| file.arrival.file.as_str()).collect();
        assert_eq!(names, ["a/c.html", "b.txt"]);
        assert_eq!(files[0].arrival.publisher.as_deref(), Some("Harl Gazette"));
        assert_eq!(files[0].arrival.published.map(|p| p.basis), Some(recount_model::DateBasis::Given));
        let told = |sources: &Checked<Sources>| -> Vec<String> {
            sources.issues.iter().map(|issue| issue.message.clone()).collect()
        };
        assert_eq!(told(&sources).len(), 2);
        assert_eq!(told(&sources)[0], "left aside: metadata and notes to the reader: README.md, gold.jsonl");
        write("reports/d.txt", "Six people died.");
        let names: Vec<String> = source_files(folder.path())
            .unwrap()
            .value
            .files
            .into_iter()
            .map(|file| file.arrival.file)
            .collect();
        assert_eq!(names, ["d.txt"]);
        let sources = source_files(folder.path()).unwrap();
        assert_eq!(
            told(&sources)[0],
            "left aside: beside the subfolder reports/: README.md, a/, b.txt, gold.jsonl"
        );
        let one = source_files(&folder.path().join("gold.jsonl")).unwrap().value.files;
        assert_eq!(one[0].arrival.file, "gold.jsonl");
        assert!(source_files(&folder.path().join("nothing")).is_err());
    }
}
