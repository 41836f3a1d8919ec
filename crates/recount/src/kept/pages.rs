//! The pages of a dossier as a WACZ. A web archive that pages came in goes in record by record, byte for byte and with the times its
//! records bear, the pictures and style of its pages too. A page of which there is only a file goes in as a resource of its
//! address. Nothing here stops an export: what cannot go in is told, and the bag has its bytes as an original.

use crate::Error;
use recount_capture::{Archive, Page, Wacz};
use recount_intake::container::{self, Limits, WebRecord};
use recount_model::{ReportId, Unread};
use recount_store::{Arrived, Store};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter};
use std::ops::ControlFlow;
use std::path::Path;

/// The file of records of what came as a file.
const FILES: &str = "data";

/// What was written.
pub(super) struct Written {
    /// How many pages the list has.
    pub pages: usize,
    /// What could not go in as it came, and why.
    pub left_out: Vec<Unread>,
}

/// A page whose address is known.
struct Addressed {
    id: ReportId,
    arrived: Arrived,
    media: String,
    page: Page,
    /// Whether a record of it was written.
    is_in: bool,
}

/// Writes every page whose address is known into a WACZ at `path`.
///
/// # Errors
/// When the database cannot be read, or the file cannot be written.
pub(super) fn write(store: &Store, title: &str, path: &Path, when: &str) -> Result<Written, Error> {
    let mut pages = addressed(store)?;
    let mut left_out = Vec::new();
    if pages.is_empty() {
        return Ok(Written { pages: 0, left_out });
    }
    let failed = |error: io::Error| Error::Pages { file: path.to_path_buf(), reason: error.to_string() };
    let out = BufWriter::new(File::create(path).map_err(failed)?);
    let mut wacz = Wacz::new(out, Archive { title: title.to_string(), created: when.to_string() });
    for (container, within) in containers(&pages) {
        records(store, container, &within, &mut pages, &mut wacz, &mut left_out)?.map_err(failed)?;
    }
    let mut begun = false;
    for page in pages.iter_mut().filter(|page| !page.is_in) {
        let bytes = match store.original_bytes(page.id) {
            Ok(bytes) => bytes,
            Err(error) => {
                left_out.push(Unread { file: page.arrived.arrival.file.clone(), reason: error.to_string() });
                continue;
            }
        };
        if !std::mem::replace(&mut begun, true) {
            wacz.begin(FILES).map_err(failed)?;
        }
        wacz.resource(&page.page.address, &page.page.when, &page.media, &bytes).map_err(failed)?;
        page.is_in = true;
    }
    let pages: Vec<&Page> = pages.iter().filter(|page| page.is_in).map(|page| &page.page).collect();
    pages.iter().for_each(|page| wacz.page(page));
    wacz.finish().and_then(|out| out.into_inner()?.sync_all()).map_err(failed)?;
    Ok(Written { pages: pages.len(), left_out })
}

/// The arrivals with an address, in the order of the list.
fn addressed(store: &Store) -> Result<Vec<Addressed>, Error> {
    let mut pages = Vec::new();
    for listed in store.list(None) {
        let listed = listed?;
        for arrived in store.arrivals(listed.id)? {
            // A page may state its address itself.
            let Some(address) = arrived.arrival.url.clone().or_else(|| listed.url.clone()) else { continue };
            let page = Page { address, title: listed.title.clone(), when: arrived.when.clone() };
            let (id, media) = (listed.id, listed.media.clone());
            pages.push(Addressed { id, arrived, media, page, is_in: false });
        }
    }
    Ok(pages)
}

/// What pages came in, each with the places of its pages, in the order of the first.
fn containers(pages: &[Addressed]) -> Vec<(ReportId, Vec<usize>)> {
    let mut order: BTreeMap<ReportId, usize> = BTreeMap::new();
    let mut containers: Vec<(ReportId, Vec<usize>)> = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        // Only a web archive tells the address of what it holds; of other archives `reports.csv` may.
        if let (Some(within), Some(_)) = (&page.arrived.arrival.within, &page.arrived.arrival.url) {
            let place = *order.entry(within.container).or_insert(containers.len());
            if place == containers.len() {
                containers.push((within.container, Vec::new()));
            }
            containers[place].1.push(at);
        }
    }
    containers
}

/// Writes the records of the web archives in a container, and notes which of its pages they hold. The inner error is of writing.
fn records<W: io::Write + io::Seek>(
    store: &Store,
    container: ReportId,
    within: &[usize],
    pages: &mut [Addressed],
    wacz: &mut Wacz<W>,
    left_out: &mut Vec<Unread>,
) -> Result<io::Result<()>, Error> {
    let names: Vec<String> =
        store.arrivals(container)?.into_iter().map(|arrived| arrived.arrival.file).collect();
    let Some(name) = names.first() else { return Ok(Ok(())) };
    let mut source = match store.original_file(container) {
        Ok(source) => source,
        Err(error) => {
            left_out.push(Unread { file: name.clone(), reason: error.to_string() });
            return Ok(Ok(()));
        }
    };
    let places = places(&names, within, pages);
    let came = within.first().map_or(String::new(), |&at| pages[at].arrived.when.clone());
    let file = container.to_string()[..16].to_string();
    let mut begun = false;
    let mut take = |record: WebRecord| -> io::Result<()> {
        if !std::mem::replace(&mut begun, true) {
            wacz.begin(&file)?;
        }
        let WebRecord { inside, date, title, bytes } = record;
        let when = date.unwrap_or_else(|| came.clone());
        if !wacz.record(&bytes, &when)? {
            let file = format!("{name}/{}", inside.trim_end_matches('/'));
            left_out.push(Unread { file, reason: "is no record that holds together".to_string() });
            return Ok(());
        }
        let of_record = places.range(inside.clone()..).take_while(|(path, _)| path.starts_with(&inside));
        for &at in of_record.flat_map(|(_, at)| at) {
            let page = &mut pages[at];
            page.is_in = true;
            page.page.when.clone_from(&when);
            page.page.title = page.page.title.take().or_else(|| title.clone());
        }
        Ok(())
    };
    let mut written: io::Result<()> = Ok(());
    let mut each = |record| {
        written = take(record);
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    // Requests, and what belongs to pages, are records too.
    let limits = Limits { members: usize::MAX, ..Limits::default() };
    let unpacked = container::web_records(name, &mut source, &limits, &mut each);
    match unpacked {
        Ok(unpacked) => left_out.extend(unpacked.unread),
        Err(fault) => left_out.push(fault.unread(name)),
    }
    Ok(written)
}

/// Where pages lie inside of their container, which may have come by several names, some in a folder.
fn places(names: &[String], within: &[usize], pages: &[Addressed]) -> BTreeMap<String, Vec<usize>> {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &at in within {
        let Some(way) = &pages[at].arrived.arrival.within else { continue };
        let mut inside: Vec<&str> =
            names.iter().filter_map(|name| container::inside(name, &way.path)).collect();
        inside.dedup();
        for path in inside {
            places.entry(path.to_string()).or_default().push(at);
        }
    }
    places
}
