//! Every original against the hash that is its name; files that are none; originals that are missing.

use super::journal::Ground;
use super::{Damage, OnProgress, PUT_BACK, Progress, of_error, told};
use crate::error::StoreError;
use crate::journal::record::hash_of_hex;
use crate::layout::Layout;
use crate::originals::{TEMPORARY, hash_of};
use rayon::prelude::*;
use recount_model::ReportId;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::sync::atomic::{AtomicU64, Ordering};

pub(super) fn check(layout: &Layout, ground: &Ground, progress: &OnProgress<'_>, damage: &mut Vec<Damage>) {
    let folder = layout.originals();
    let mut names: Vec<String> = match fs::read_dir(&folder) {
        Ok(listing) => listing.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect(),
        Err(error) => {
            damage.push(of_error(layout, StoreError::io(&folder, "cannot be listed")(error), &folder));
            return;
        }
    };
    names.sort();
    let present: BTreeSet<ReportId> = names.iter().filter_map(|n| hash_of_hex(n).map(ReportId)).collect();
    let mut all: Vec<String> = names;
    all.extend(ground.originals.keys().filter(|id| !present.contains(id)).map(ToString::to_string));
    all.sort();
    let done = AtomicU64::new(0);
    let total = all.len() as u64;
    let found: Vec<Option<Damage>> = all
        .par_iter()
        .map(|name| {
            let number = done.fetch_add(1, Ordering::Relaxed) + 1;
            if number.is_multiple_of(256) || number == total {
                progress(Progress { step: "originals", done: number, total });
            }
            let (what, hint) = wrong(layout, ground, name)?;
            Some(Damage { file: told(layout, &folder.join(name)), place: None, what, hint })
        })
        .collect();
    damage.extend(found.into_iter().flatten());
}

/// What is wrong with a file of the originals, if anything is.
fn wrong(layout: &Layout, ground: &Ground, name: &str) -> Option<(String, &'static str)> {
    const STRAY: &str = "move it out of the folder; the dossier knows nothing of it";
    let Some(id) = hash_of_hex(name).map(ReportId) else {
        // What a killed writer left is swept away by the next one.
        return (!name.starts_with(TEMPORARY)).then(|| ("is no original".into(), STRAY));
    };
    let path = layout.original(id);
    let known = ground.originals.get(&id);
    let came = known.map(|(_, file)| format!(" (it came as {file})")).unwrap_or_default();
    match File::open(&path).and_then(hash_of) {
        Ok((found, size)) if found != id => {
            let grown = known.filter(|(expected, _)| *expected != size);
            let size =
                grown.map(|(expected, _)| format!("; {size} bytes, and {expected} came")).unwrap_or_default();
            Some((format!("its bytes are not those that came{size}{came}"), PUT_BACK))
        }
        // An original whose arrival was never acknowledged may be left by a writer that was stopped: its bytes are right.
        Ok(_) => None,
        Err(error) if error.kind() == ErrorKind::NotFound => Some((format!("is missing{came}"), PUT_BACK)),
        Err(error) => Some((format!("cannot be read: {error}{came}"), PUT_BACK)),
    }
}
