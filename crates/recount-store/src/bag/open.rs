//! Making a dossier of a bag. A bag comes from elsewhere: every file is compared with the manifest, no link is followed and no
//! path leads outside, before anything appears in the folder.

use super::manifest::{Manifest, from_text};
use super::{MANIFEST, OnFiles, TAG_MANIFEST};
use crate::error::StoreError;
use crate::journal::{Head, JournalEntries, check_head};
use crate::layout::Layout;
use crate::originals::{copy_hashed, make_durable, make_read_only, sync_folder};
use crate::store::Store;
use crate::{Act, hash_of_file};
use rayon::prelude::*;
use recount_model::ReportId;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// What came out of a bag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// How far its journal goes.
    pub head: Head,
    /// Originals it held.
    pub originals: u64,
    /// Whether its database was taken over; if not, the next writer makes it anew and [`Store::pending`] names what is to be read.
    pub database: bool,
    /// Other files of its payload by their path below `data/`, and where in the bag they lie: those asked for were copied.
    pub files: Vec<(String, PathBuf)>,
}

fn wrong<T>(path: impl Into<PathBuf>, reason: impl Into<String>) -> Result<T, StoreError> {
    Err(StoreError::Bag { path: path.into(), reason: reason.into() })
}

/// Makes a dossier in `folder` of the bag: everything that was in the one exported, the same bytes. Other files of the payload that are
/// named in `wanted` are copied into the folder, unless a file of the name is there.
///
/// # Errors
///
/// When the folder has a dossier, a file of the bag is missing, altered, or not in its manifest, or the journal is not whole.
/// Nothing is left then.
pub fn open(
    bag: &Path,
    folder: &Path,
    wanted: &[&str],
    progress: &OnFiles<'_>,
) -> Result<Opened, StoreError> {
    Store::refuse_another(folder)?;
    let manifest = manifests(bag)?;
    payload_is_listed(bag, &manifest)?;
    fs::create_dir_all(folder).map_err(StoreError::io(folder, "cannot be made"))?;
    let making = tempfile::Builder::new()
        .prefix(".recount-")
        .tempdir_in(folder)
        .map_err(StoreError::io(folder, "cannot be written"))?;
    let state = making.path().join("state");
    let originals = state.join("originals");
    fs::create_dir_all(&originals).map_err(StoreError::io(&originals, "cannot be made"))?;
    copy_checked(bag, &state, &manifest, progress)?;
    let (head, originals) = ground(&state, &manifest)?;
    let database = adopt_database(&state, &head)?;
    let files: Vec<(String, PathBuf)> = manifest
        .keys()
        .filter_map(|path| path.strip_prefix("data/"))
        .filter(|name| target(Path::new(""), name).is_none())
        .map(|name| (name.to_string(), bag.join("data").join(name)))
        .collect();
    let layout = Layout::new(folder);
    if layout.state().is_dir() {
        // Left empty by something that came to nothing; anything in it is somebody's.
        fs::remove_dir(layout.state()).map_err(StoreError::io(layout.state(), "is in the way"))?;
    }
    let copied: Vec<PathBuf> = manifest
        .keys()
        .filter_map(|path| target(&state, path.strip_prefix("data/")?))
        .filter(|path| path.exists())
        .collect();
    make_durable(&state, &copied)?;
    sync_folder(&state.join("originals"))?;
    sync_folder(&state)?;
    fs::rename(&state, layout.state()).map_err(StoreError::io(layout.state(), "cannot be put in place"))?;
    for (name, source) in files.iter().filter(|(name, _)| wanted.contains(&name.as_str())) {
        let copy = folder.join(name);
        if copy.symlink_metadata().is_err() {
            copy_hashed(source, &copy)?;
        }
    }
    sync_folder(folder)?;
    Ok(Opened { head, originals, database, files })
}

/// The payload's manifest, after the files that tell of the bag were compared with theirs.
fn manifests(bag: &Path) -> Result<Manifest, StoreError> {
    let declaration = text(&bag.join("bagit.txt"))?;
    let version = declaration.lines().next().unwrap_or("").trim();
    if !version.starts_with("BagIt-Version: 1.") && version != "BagIt-Version: 0.97" {
        return wrong(bag.join("bagit.txt"), "is not of BagIt 1.0");
    }
    let tags = bag.join(TAG_MANIFEST);
    if tags.exists() {
        for (path, hash) in parsed(&tags)? {
            same(&bag.join(&path), hash)?;
        }
    }
    parsed(&bag.join(MANIFEST))
}

fn parsed(path: &Path) -> Result<Manifest, StoreError> {
    from_text(&text(path)?).or_else(|(line, reason)| wrong(path, format!("line {line}: {reason}")))
}

/// A text of a bag: no link, and no larger than a manifest of some million files.
fn text(path: &Path) -> Result<String, StoreError> {
    regular(path)?;
    let size = path.metadata().map_err(StoreError::io(path, "cannot be read"))?.len();
    if size > 1 << 30 {
        return wrong(path, "is too large");
    }
    fs::read_to_string(path).map_err(StoreError::io(path, "cannot be read"))
}

fn regular(path: &Path) -> Result<(), StoreError> {
    match path.symlink_metadata() {
        Ok(metadata) if metadata.is_file() => Ok(()),
        Ok(_) => wrong(path, "is no regular file"),
        Err(_) => wrong(path, "is missing"),
    }
}

fn same(path: &Path, hash: [u8; 32]) -> Result<(), StoreError> {
    regular(path)?;
    if hash_of_file(path)?.0 != ReportId(hash) {
        return wrong(path, "is not the file that the manifest names: it was altered");
    }
    Ok(())
}

/// Every file of the payload stands in the manifest (RFC 8493, 3: a bag with others is not valid).
fn payload_is_listed(bag: &Path, manifest: &Manifest) -> Result<(), StoreError> {
    let mut left = vec!["data".to_string()];
    while let Some(name) = left.pop() {
        let folder = bag.join(&name);
        let listing = fs::read_dir(&folder).map_err(StoreError::io(&folder, "cannot be listed"))?;
        for entry in listing.flatten() {
            let path = format!("{name}/{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type().map_err(StoreError::io(&folder, "cannot be read"))?;
            if kind.is_dir() {
                left.push(path);
            } else if !manifest.contains_key(&path) {
                return wrong(bag.join(&path), "is not in the manifest");
            }
        }
    }
    Ok(())
}

/// Where a file of the payload goes inside of `.recount/`; `None` for one that is not the store's.
fn target(state: &Path, name: &str) -> Option<PathBuf> {
    let original =
        name.strip_prefix("originals/").is_some_and(|n| crate::journal::record::hash_of_hex(n).is_some());
    let torn = name.strip_prefix("journal.torn-").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    let ours = original || torn || matches!(name, "journal.jsonl" | "dossier.sqlite");
    ours.then(|| state.join(name))
}

/// Copies what is the store's, comparing every file of the payload with the manifest on the way.
fn copy_checked(
    bag: &Path,
    state: &Path,
    manifest: &Manifest,
    progress: &OnFiles<'_>,
) -> Result<(), StoreError> {
    let total = manifest.len() as u64;
    let done = AtomicU64::new(0);
    manifest.par_iter().try_for_each(|(path, hash)| {
        let source = bag.join(path);
        let Some(name) = path.strip_prefix("data/") else {
            return wrong(source, "does not lie in data/");
        };
        match target(state, name) {
            None => same(&source, *hash)?,
            Some(copy) => {
                regular(&source)?;
                let (found, _) = copy_hashed(&source, &copy)?;
                if found.0 != *hash {
                    return wrong(source, "is not the file that the manifest names: it was altered");
                }
                if let Some(id) = name.strip_prefix("originals/") {
                    if found.to_string() != id {
                        return wrong(source, "is not the original that its name tells of");
                    }
                    make_read_only(&copy)?;
                }
            }
        }
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
        Ok(())
    })
}

/// The journal must be whole, and every original that it speaks of there.
fn ground(state: &Path, manifest: &Manifest) -> Result<(Head, u64), StoreError> {
    let path = state.join("journal.jsonl");
    if !path.is_file() {
        return wrong("data/journal.jsonl", "is missing: this is no bag of a dossier");
    }
    let mut entries = JournalEntries::after(&path, Head::empty())?;
    let mut originals = BTreeSet::new();
    for entry in entries.by_ref() {
        if let Act::Arrival(arrival) = entry?.act {
            originals.insert(arrival.original);
        }
    }
    if let Some(id) = originals.iter().find(|id| !manifest.contains_key(&format!("data/originals/{id}"))) {
        return wrong(format!("data/originals/{id}"), "is missing: the journal says that it came");
    }
    match entries.head().number {
        0 => wrong("data/journal.jsonl", "is empty"),
        _ => Ok((entries.head().clone(), originals.len() as u64)),
    }
}

/// Keeps the bag's database if it is one of this journal; it is derived, so one that is not is left out and made anew.
fn adopt_database(state: &Path, head: &Head) -> Result<bool, StoreError> {
    let path = state.join("dossier.sqlite");
    if !path.is_file() {
        return Ok(false);
    }
    let taken = crate::database::open::Database::read(&path)
        .and_then(|database| database.head().map_err(|fault| fault.at(&path)));
    let fits = match taken {
        Ok(taken) => taken.number <= head.number && check_head(&state.join("journal.jsonl"), &taken).is_ok(),
        // An older schema is brought up to date by the next writer.
        Err(StoreError::OlderSchema { .. }) => true,
        Err(_) => false,
    };
    for ending in ["-wal", "-shm"] {
        let _ = fs::remove_file(state.join(format!("dossier.sqlite{ending}")));
    }
    if !fits {
        fs::remove_file(&path).map_err(StoreError::io(&path, "cannot be removed"))?;
    }
    Ok(fits)
}
