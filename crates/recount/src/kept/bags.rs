//! A dossier carried elsewhere: a BagIt bag with everything that is kept, the settings, and its pages as a WACZ that other programs
//! can replay.

use super::hand::{self, Hand};
use super::pages;
use crate::Error;
use crate::pipeline::{OnProgress, Progress};
use recount_capture::SOFTWARE;
use recount_intake::{RECORDS_FILE, SETTINGS_FILE};
use recount_model::Unread;
use recount_store::Store;
use recount_store::bag::{self, BagFile, BagInfo, Exported};
use std::path::Path;

/// Files of a dossier's folder that go with it.
const COMPANIONS: [&str; 2] = [SETTINGS_FILE, RECORDS_FILE];

/// The pages of the dossier, for programs that replay web archives.
const PAGES: &str = "pages.wacz";

/// Writes the dossier in `folder` as a bag into `target`, which must not be there yet. Gives besides what could not be put into the
/// list of its pages as it came, and why: the bag has its bytes all the same.
///
/// # Errors
/// When `target` is there or cannot be written, or the dossier is damaged.
pub fn export(
    folder: &Path,
    target: &Path,
    when: &str,
    progress: OnProgress<'_>,
) -> Result<(Exported, Vec<Unread>), Error> {
    let store = Store::open(folder)?;
    let scratch = tempfile::tempdir().map_err(|source| Error::Temporary { source })?;
    let companions =
        COMPANIONS.iter().map(|name| (*name, folder.join(name))).filter(|(_, path)| path.is_file());
    let mut files: Vec<BagFile> =
        companions.map(|(name, source)| BagFile { name: name.to_string(), source }).collect();
    let wacz = scratch.path().join(PAGES);
    let title = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let written = pages::write(&store, &title, &wacz, when)?;
    if written.pages > 0 {
        files.push(BagFile { name: PAGES.to_string(), source: wacz });
    }
    let info = BagInfo {
        bagging_date: when.get(..10).unwrap_or(when).to_string(),
        software: SOFTWARE.to_string(),
        fields: vec![("External-Identifier".to_string(), store.head()?.hash)],
    };
    let exported = bag::export(&store, target, &info, &files, &|done, of| progress(packing(done, of)))?;
    Ok((exported, written.left_out))
}

fn packing(done: u64, of: u64) -> Progress {
    Progress::Checking { what: "packing", done: done as usize, of: of as usize }
}

/// Makes the dossier of a bag in `folder`.
///
/// # Errors
/// When the bag is not as it was written, or the folder has a dossier or cannot be written.
pub fn open_bag(bag: &Path, folder: &Path, hand: &Hand<'_>, progress: OnProgress<'_>) -> Result<(), Error> {
    bag::open(bag, folder, &COMPANIONS, &|done, of| progress(packing(done, of)))?;
    // A database that could not be taken over is made anew.
    hand::open(folder, hand)?;
    Ok(())
}
