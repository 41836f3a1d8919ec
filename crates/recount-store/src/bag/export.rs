//! Writing a bag.

use super::manifest::{Manifest, is_inside, to_text};
use super::{DECLARATION, MANIFEST, OnFiles, TAG_MANIFEST};
use crate::Act;
use crate::error::StoreError;
use crate::journal::{Head, JournalEntries};
use crate::originals::{copy_hashed, make_durable, sync_folder};
use crate::store::Store;
use rayon::prelude::*;
use recount_model::ReportId;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// What a bag tells of itself, in `bag-info.txt`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BagInfo {
    /// The day it is made: `2026-11-22`.
    pub bagging_date: String,
    /// The program with its version.
    pub software: String,
    /// Further labels with their values, in order: `("Source-Organization", "...")`. Line breaks become spaces.
    pub fields: Vec<(String, String)>,
}

/// A file that is put into the bag's payload beside what the dossier keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BagFile {
    /// Its path below `data/`, with `/`: `recount.toml`.
    pub name: String,
    /// Where its bytes are.
    pub source: PathBuf,
}

/// What was exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Files of the payload.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// How far the journal in the bag goes.
    pub head: Head,
}

/// Writes the dossier as a bag into `target`, which must not be there yet; it appears when it is complete. Others may write
/// to the dossier meanwhile: the bag holds one state of it.
///
/// # Errors
///
/// When `target` is there, an original is missing or damaged, the journal is, or the disk refuses. Nothing is left then.
pub fn export(
    store: &Store,
    target: &Path,
    info: &BagInfo,
    files: &[BagFile],
    progress: &OnFiles<'_>,
) -> Result<Exported, StoreError> {
    let refused = |reason: &str| StoreError::Bag { path: target.to_path_buf(), reason: reason.into() };
    if target.symlink_metadata().is_ok() {
        return Err(refused("is there already; name a folder that is not"));
    }
    let parent = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(StoreError::io(parent, "cannot be made"))?;
    let making = tempfile::Builder::new()
        .prefix(".bag-")
        .tempdir_in(parent)
        .map_err(StoreError::io(parent, "cannot be written"))?;
    let bag = making.path().join("bag");
    let exported = fill(store, &bag, info, files, progress)?;
    sync_folder(&bag)?;
    fs::rename(&bag, target).map_err(StoreError::io(target, "cannot be put in place"))?;
    sync_folder(parent)?;
    Ok(exported)
}

fn fill(
    store: &Store,
    bag: &Path,
    info: &BagInfo,
    files: &[BagFile],
    progress: &OnFiles<'_>,
) -> Result<Exported, StoreError> {
    let originals = bag.join("data/originals");
    fs::create_dir_all(&originals).map_err(StoreError::io(&originals, "cannot be made"))?;
    // The database first: the journal may be longer than what it has taken, never shorter.
    let database = bag.join("data/dossier.sqlite");
    store.copy_database(&database)?;
    let (ids, head) = copy_journal(store, &bag.join("data/journal.jsonl"))?;
    let mut sources: Vec<(String, PathBuf)> =
        ids.iter().map(|id| (format!("originals/{id}"), store.layout().original(*id))).collect();
    sources.extend(torn(store)?);
    for file in files {
        if !is_inside(&file.name) || sources.iter().any(|(name, _)| *name == file.name) || is_ours(&file.name)
        {
            return Err(StoreError::Bag {
                path: bag.join(&file.name),
                reason: "cannot have this name".into(),
            });
        }
        sources.push((file.name.clone(), file.source.clone()));
    }
    let total = sources.len() as u64;
    let done = AtomicU64::new(0);
    let copied: Vec<(String, [u8; 32], u64)> = sources
        .par_iter()
        .map(|(name, source)| {
            let (hash, bytes) = copy_hashed(source, &bag.join("data").join(name))?;
            if name.strip_prefix("originals/").is_some_and(|id| id != hash.to_string()) {
                let reason = "is damaged: its bytes are not those that came".to_string();
                return Err(StoreError::Bag { path: source.clone(), reason });
            }
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            Ok((format!("data/{name}"), hash.0, bytes))
        })
        .collect::<Result<_, _>>()?;
    let mut manifest = Manifest::new();
    let mut bytes = 0;
    for (name, hash, size) in copied {
        manifest.insert(name, hash);
        bytes += size;
    }
    for name in ["data/dossier.sqlite", "data/journal.jsonl"] {
        let (hash, size) = crate::hash_of_file(&bag.join(name))?;
        manifest.insert(name.into(), hash.0);
        bytes += size;
    }
    let files = manifest.len() as u64;
    let mut tags = Manifest::new();
    for (name, text) in [
        ("bagit.txt", DECLARATION.to_string()),
        ("bag-info.txt", info_text(info, bytes, files, &head)),
        (MANIFEST, to_text(&manifest)),
    ] {
        write(&bag.join(name), text.as_bytes())?;
        tags.insert(name.into(), ReportId::of(text.as_bytes()).0);
    }
    write(&bag.join(TAG_MANIFEST), to_text(&tags).as_bytes())?;
    let paths: Vec<PathBuf> = sources.iter().map(|(name, _)| bag.join("data").join(name)).collect();
    make_durable(bag, &paths)?;
    sync_folder(&originals)?;
    Ok(Exported { files, bytes, head })
}

fn is_ours(name: &str) -> bool {
    matches!(name, "dossier.sqlite" | "journal.jsonl") || name.starts_with("originals/")
}

fn info_text(info: &BagInfo, bytes: u64, files: u64, head: &Head) -> String {
    let mut lines = vec![
        ("Bagging-Date".to_string(), info.bagging_date.clone()),
        ("Payload-Oxum".into(), format!("{bytes}.{files}")),
        ("Bag-Software-Agent".into(), info.software.clone()),
        ("Recount-Journal-Entries".into(), head.number.to_string()),
        ("Recount-Journal-Head".into(), head.hash.clone()),
    ];
    lines.extend(info.fields.iter().cloned());
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    lines
        .iter()
        .map(|(label, value)| format!("{}: {}\n", plain(label).replace(':', ""), plain(value)))
        .collect()
}

/// Copies the journal as far as it is whole, each line checked, and tells which originals it speaks of.
fn copy_journal(store: &Store, target: &Path) -> Result<(BTreeSet<ReportId>, Head), StoreError> {
    let taken = store.head()?;
    let path = store.layout().journal();
    let mut entries = JournalEntries::after(&path, Head::empty())?;
    let mut ids = BTreeSet::new();
    for entry in entries.by_ref() {
        match entry {
            Ok(entry) => {
                if let Act::Arrival(arrival) = entry.act {
                    ids.insert(arrival.original);
                }
            }
            Err(error) => {
                // What another process is just writing is not part of this state.
                let last = entries.head();
                if last.number < taken.number || !matches!(error, StoreError::Journal { .. }) {
                    return Err(error);
                }
                break;
            }
        }
    }
    let head = entries.head().clone();
    let journal = File::open(&path).map_err(StoreError::io(&path, "cannot be opened"))?;
    let mut copy = File::create(target).map_err(StoreError::io(target, "cannot be made"))?;
    io::copy(&mut journal.take(head.bytes), &mut copy)
        .and_then(|_| copy.sync_all())
        .map_err(StoreError::io(target, "cannot be written"))?;
    Ok((ids, head))
}

/// Torn rests of the journal: nobody was told of them, and yet they are kept.
fn torn(store: &Store) -> Result<Vec<(String, PathBuf)>, StoreError> {
    let state = store.layout().state();
    let listing = fs::read_dir(state).map_err(StoreError::io(state, "cannot be listed"))?;
    let mut torn: Vec<(String, PathBuf)> = listing
        .flatten()
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .filter(|(name, _)| name.starts_with("journal.torn-"))
        .collect();
    torn.sort();
    Ok(torn)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    File::create(path)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .map_err(StoreError::io(path, "cannot be written"))
}
