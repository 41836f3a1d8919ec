//! Where what lies inside a dossier's folder. Nothing outside `.recount/` is ever written.

use recount_model::ReportId;
use std::path::{Path, PathBuf};

/// The paths of one dossier.
#[derive(Debug, Clone)]
pub struct Layout {
    folder: PathBuf,
    state: PathBuf,
}

impl Layout {
    /// The paths of the dossier in `folder`.
    pub fn new(folder: &Path) -> Self {
        Layout { folder: folder.to_path_buf(), state: folder.join(".recount") }
    }

    /// The dossier's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// `.recount/`, which holds everything the program keeps.
    pub fn state(&self) -> &Path {
        &self.state
    }

    /// `.recount/originals/`: the bytes as received, each file named by its SHA-256.
    pub fn originals(&self) -> PathBuf {
        self.state.join("originals")
    }

    /// The file of one original.
    pub fn original(&self, id: ReportId) -> PathBuf {
        self.originals().join(id.to_string())
    }

    /// `.recount/journal.jsonl`: what arrived and what was decided.
    pub fn journal(&self) -> PathBuf {
        self.state.join("journal.jsonl")
    }

    /// `.recount/dossier.sqlite`: everything derived.
    pub fn database(&self) -> PathBuf {
        self.state.join("dossier.sqlite")
    }

    /// `.recount/lock`: who writes.
    pub fn lock(&self) -> PathBuf {
        self.state.join("lock")
    }

    /// Whether something is there that only a dossier has: the journal, the database, or an original.
    pub fn has_state(&self) -> bool {
        self.journal().is_file()
            || self.database().is_file()
            || self.originals().read_dir().is_ok_and(|mut originals| originals.next().is_some())
    }
}
