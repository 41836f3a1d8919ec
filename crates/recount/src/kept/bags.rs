//! A dossier carried elsewhere: a BagIt bag with everything that is kept, the settings, and its pages as a WACZ that other programs
//! can replay.

use super::hand::{self, Hand};
use crate::Error;
use crate::pipeline::{OnProgress, Progress};
use recount_capture::{Archive, Content, Page, SOFTWARE, write_wacz};
use recount_model::ReportId;
use recount_store::bag::{self, BagFile, BagInfo, Exported};
use recount_store::{Arrived, Store};
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

/// Files of a dossier's folder that go with it.
const COMPANIONS: [&str; 2] = ["recount.toml", "reports.csv"];

/// The pages of the dossier, for programs that replay web archives.
const PAGES: &str = "pages.wacz";

/// Web archives larger than this are not taken over record by record: their pages are, one by one.
const ARCHIVE_LIMIT_BYTES: u64 = 50_000_000;

/// Writes the dossier in `folder` as a bag into `target`, which must not be there yet.
///
/// # Errors
/// When `target` is there or cannot be written, or the dossier is damaged.
pub fn export(folder: &Path, target: &Path, when: &str, progress: OnProgress<'_>) -> Result<Exported, Error> {
    let store = Store::open(folder)?;
    let scratch = tempfile::tempdir().map_err(|source| Error::Temporary { source })?;
    let companions =
        COMPANIONS.iter().map(|name| (*name, folder.join(name))).filter(|(_, path)| path.is_file());
    let mut files: Vec<BagFile> =
        companions.map(|(name, source)| BagFile { name: name.to_string(), source }).collect();
    let wacz = scratch.path().join(PAGES);
    if pages(&store, folder, &wacz, when)? > 0 {
        files.push(BagFile { name: PAGES.to_string(), source: wacz });
    }
    let info = BagInfo {
        bagging_date: when.get(..10).unwrap_or(when).to_string(),
        software: SOFTWARE.to_string(),
        fields: vec![("External-Identifier".to_string(), store.head()?.hash)],
    };
    Ok(bag::export(&store, target, &info, &files, &|done, of| progress(packing(done, of)))?)
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

/// Writes every page whose address is known into a WACZ; how many there are.
fn pages(store: &Store, folder: &Path, wacz: &Path, when: &str) -> Result<usize, Error> {
    let mut addressed: Vec<(Arrived, ReportId, Option<String>, String)> = Vec::new();
    for listed in store.list(None) {
        let listed = listed?;
        for mut arrived in store.arrivals(listed.id)? {
            // A page may state its address itself.
            arrived.arrival.url = arrived.arrival.url.take().or_else(|| listed.url.clone());
            if arrived.arrival.url.is_some() {
                addressed.push((arrived, listed.id, listed.title.clone(), listed.media.clone()));
            }
        }
    }
    let number = addressed.len();
    if number == 0 {
        return Ok(0);
    }
    let failed = |reason: String| Error::Pages { file: wacz.to_path_buf(), reason };
    let file = File::create(wacz).map_err(|error| failed(error.to_string()))?;
    let title = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut unreadable = None;
    let pages = addressed.into_iter().filter_map(|(arrived, id, title, media)| {
        match content(store, &arrived, id, media) {
            Ok(content) => {
                let address = arrived.arrival.url.unwrap_or_default();
                Some(Page { address, title, when: arrived.when, content })
            }
            Err(error) => {
                unreadable = unreadable.take().or(Some(error));
                None
            }
        }
    });
    let archive = Archive { title, created: when.to_string() };
    write_wacz(BufWriter::new(file), &archive, pages).map_err(|error| failed(error.to_string()))?;
    unreadable.map_or(Ok(number), Err)
}

/// The web archive that a page came in, if it came alone in one; else its bytes.
fn content(store: &Store, arrived: &Arrived, id: ReportId, media: String) -> Result<Content, Error> {
    if let Some(within) = &arrived.arrival.within
        && store.within(within.container)?.len() == 1
        && store
            .original(within.container)?
            .is_some_and(|original| original.size_bytes <= ARCHIVE_LIMIT_BYTES)
    {
        let bytes = store.original_bytes(within.container)?;
        if bytes.starts_with(b"WARC/") {
            return Ok(Content::Warc(bytes));
        }
    }
    Ok(Content::File { media, bytes: store.original_bytes(id)? })
}
