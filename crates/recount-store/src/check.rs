//! Is everything as it was written? Every original against its hash, the journal's chain, every row against its checksum and
//! against the journal, the index of words against the texts. Nothing is changed, and nothing has to be sound for a check to run.

mod database;
mod journal;
mod originals;
mod rows;
mod schema;
mod words;

use crate::error::{StoreError, USE_NEWER};
use crate::layout::Layout;
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
    /// What is looked at: `journal`, `originals`, `rows`, `words`.
    pub step: &'static str,
    /// How many were looked at.
    pub done: u64,
    /// Of how many; 0 when that is not known beforehand.
    pub total: u64,
}

/// Told how far a check is; from any thread.
pub type OnProgress<'f> = dyn Fn(Progress) + Sync + 'f;

const PUT_BACK: &str = "put the file back from a copy or a bag";
const MAKE_ANEW: &str = "put dossier.sqlite back from a bag or copy; or move it aside, and the next writing command makes it anew from journal and originals, its \
     texts as this program derives them";
/// For what another program or person added to the database: nothing is lost by taking it out.
const TAKE_OUT: &str = "somebody else made it: take it out with an SQLite shell (DROP TABLE, INDEX or TRIGGER), where nobody writes meanwhile";

/// Looks at everything that the dossier in `folder` keeps. Damage comes in a fixed order: journal, originals, database, rows, words; within
/// each in the order of lines, names or keys. Empty when everything is as it was written. Others may write meanwhile. What a writer
/// that was stopped left without telling anybody (a torn line at the journal's end, an original that nothing speaks of) is no
/// damage: the next writer puts it aside.
pub fn check(folder: &Path, progress: &OnProgress<'_>) -> Vec<Damage> {
    let layout = Layout::new(folder);
    let mut damage = Vec::new();
    // The database first and in one state: the journal may grow beyond it meanwhile, and must never be shorter.
    let database = database::open(&layout);
    let taken = database.as_ref().ok().map(|(_, head)| head);
    let ground = journal::check(&layout, taken, progress, &mut damage);
    originals::check(&layout, &ground, progress, &mut damage);
    match database {
        Ok((database, head)) => database::check(&layout, &database, &head, &ground, progress, &mut damage),
        // An older program's database is no damage: a writing command brings it up to date, and whoever opens it is told so.
        Err(StoreError::OlderSchema { .. }) => {}
        Err(error) => damage.push(of_error(&layout, error, &layout.database())),
    }
    damage
}

/// A path as it is told: below the dossier's folder.
fn told(layout: &Layout, path: &Path) -> PathBuf {
    path.strip_prefix(layout.folder()).unwrap_or(path).to_path_buf()
}

/// An error met on the way, as damage of the file it is about.
fn of_error(layout: &Layout, error: StoreError, fallback: &Path) -> Damage {
    let is_newer = matches!(error, StoreError::NewerSchema { .. });
    let (path, place, what) = match error {
        StoreError::Journal { path, line, reason } => (path, Some(format!("line {line}")), reason),
        StoreError::JournalShort { path, reason } => (path, None, reason),
        StoreError::Row { path, what, reason } => (path, Some(what), reason),
        StoreError::Database { path, source } => (path, None, source.to_string()),
        StoreError::Io { path, doing, source } => (path, None, format!("{doing}: {source}")),
        StoreError::OriginalMissing { path } => (path, None, "is missing".into()),
        StoreError::JournalMissing { path } => {
            (path, None, "is missing; the originals and the database beside it follow from it".into())
        }
        other => (fallback.to_path_buf(), None, other.to_string()),
    };
    let hint = match path == layout.database() {
        _ if is_newer => USE_NEWER,
        true => MAKE_ANEW,
        false => PUT_BACK,
    };
    Damage { file: told(layout, &path), place, what, hint }
}
