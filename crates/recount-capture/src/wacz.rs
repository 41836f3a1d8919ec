//! WACZ 1.1.1 (<https://specs.webrecorder.net/wacz/1.1.1/>): a zip archive of pages with their records, an index, a list of pages, and the sum
//! of every file, so that the pages of a dossier can be replayed by other programs and checked without this one.

use crate::digest::hex;
use crate::index::{Entry, Line, file};
use crate::warc::{Record, about_archive, records, unpacked};
use flate2::{Compression, GzBuilder};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::{self, Seek, Write};
use thiserror::Error;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The file of records inside.
const DATA: &str = "data.warc.gz";

/// One page of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its address.
    pub address: String,
    /// Its title, for the list of pages.
    pub title: Option<String>,
    /// When it was fetched, or handed in: RFC 3339 in UTC, to the second.
    pub when: String,
    /// What is kept of it.
    pub content: Content,
}

/// What is kept of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A web archive, packed or not, as [`capture`](crate::capture) gives it: its records are taken as they are.
    Warc(Vec<u8>),
    /// A file that is known to be from the address, as it was handed in.
    File {
        /// Its media type.
        media: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
}

/// What the archive says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// Its title.
    pub title: String,
    /// When it was made: RFC 3339 in UTC.
    pub created: String,
}

/// Why no archive was written.
#[derive(Debug, Error)]
pub enum WaczError {
    /// The records of a page do not hold together.
    #[error("the web archive of {address} is broken: {source}")]
    BrokenRecords {
        /// The page.
        address: String,
        /// How.
        source: io::Error,
    },
    /// The archive cannot be written.
    #[error("the WACZ cannot be written: {0}")]
    Write(#[from] io::Error),
}

/// Writes the pages, in their order, and gives `out` back. The same pages give the same bytes. What is held in memory is one page at a time,
/// and a line of the list and of the index for each.
///
/// # Errors
/// [`WaczError`]: when the records of a page are broken or `out` cannot be written to. What was written then is of no use.
pub fn write_wacz<W: Write + Seek>(
    out: W,
    archive: &Archive,
    pages: impl IntoIterator<Item = Page>,
) -> Result<W, WaczError> {
    let mut zip = ZipWriter::new(out);
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
    let deflated = SimpleFileOptions::default();
    let mut resources = Vec::new();

    start(&mut zip, &format!("archive/{DATA}"), stored)?;
    let mut data = Summed { out: &mut zip, sum: Sha256::new(), bytes: 0 };
    let mut index = Vec::new();
    let mut list = vec![json!({"format": "json-pages-1.0", "id": "pages", "title": "All pages"}).to_string()];
    data.pack(&about_archive(&archive.created))?;
    for (number, page) in pages.into_iter().enumerate() {
        list.push(page_line(number, &page));
        add(&mut data, &mut index, number, &page)?;
    }
    resources.push(resource(&format!("archive/{DATA}"), &data.sum.finalize(), data.bytes));

    let index = packed(&file(index))?;
    let list = list.join("\n") + "\n";
    for (path, bytes, options) in
        [("indexes/index.cdx.gz", &index[..], stored), ("pages/pages.jsonl", list.as_bytes(), deflated)]
    {
        start(&mut zip, path, options)?;
        zip.write_all(bytes)?;
        resources.push(resource(path, &Sha256::digest(bytes), bytes.len() as u64));
    }
    let package = json!({
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": archive.title,
        "created": archive.created,
        "software": crate::SOFTWARE,
        "resources": resources,
    });
    let package = pretty(&package);
    let sum = format!("sha256:{}", hex(&Sha256::digest(package.as_bytes())));
    let digest = pretty(&json!({"path": "datapackage.json", "hash": sum}));
    for (path, text) in [("datapackage.json", package), ("datapackage-digest.json", digest)] {
        start(&mut zip, path, deflated)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish().map_err(io::Error::from)?)
}

/// Adds the records of one page.
fn add<W: Write>(
    data: &mut Summed<W>,
    index: &mut Vec<Line>,
    number: usize,
    page: &Page,
) -> Result<(), WaczError> {
    let mut line = |offset, length, address: &str, when: &str, media: &str, status, digest: &str| {
        let file = DATA;
        index.push(Line::of(&Entry { address, when, media, status, digest, length, offset, file }));
    };
    match &page.content {
        Content::File { media, bytes } => {
            let record = Record {
                kind: "resource",
                address: Some(&page.address),
                when: &page.when,
                media,
                content: bytes,
                payload_from: Some(0),
                fields: Vec::new(),
                number,
            };
            let (offset, length) = data.pack(&record.bytes())?;
            let digest = crate::digest::labelled(bytes);
            line(offset, length, &page.address, &page.when, media, 200, &digest);
        }
        Content::Warc(bytes) => {
            let broken = |source| WaczError::BrokenRecords { address: page.address.clone(), source };
            let bytes = unpacked(bytes).map_err(broken)?;
            for record in records(&bytes).map_err(broken)? {
                if record.kind == "warcinfo" {
                    continue;
                }
                let (offset, length) = data.pack(record.bytes)?;
                if record.kind == "response" || record.kind == "resource" {
                    let (status, media) = answer_of(&record.media, record.content);
                    line(
                        offset,
                        length,
                        &record.address,
                        &record.when,
                        &media,
                        status,
                        &record.payload_digest,
                    );
                }
            }
        }
    }
    Ok(())
}

/// Status and media type of a record's answer.
fn answer_of(record_media: &str, content: &[u8]) -> (u16, String) {
    if !record_media.starts_with("application/http") {
        return (200, record_media.to_string());
    }
    let head = &content[..content.len().min(65_536)];
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
    let media = lines
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("content-type"))
        .map(|(_, value)| value.split(';').next().unwrap_or_default().trim().to_lowercase());
    (status.unwrap_or(0), media.unwrap_or_else(|| "unk".to_string()))
}

fn page_line(number: usize, page: &Page) -> String {
    let mut line = json!({"id": format!("{}", number + 1), "url": page.address, "ts": page.when});
    if let Some(title) = &page.title {
        line["title"] = Value::from(title.as_str());
    }
    line.to_string()
}

fn resource(path: &str, sum: &[u8], bytes: u64) -> Value {
    let name = path.rsplit('/').next().unwrap_or(path);
    json!({"name": name, "path": path, "hash": format!("sha256:{}", hex(sum)), "bytes": bytes})
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

fn start<W: Write + Seek>(zip: &mut ZipWriter<W>, path: &str, options: SimpleFileOptions) -> io::Result<()> {
    zip.start_file(path, options).map_err(io::Error::from)
}

fn packed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    // Without a time or a name in its head, so that the same content gives the same bytes.
    let mut gzip = GzBuilder::new().write(Vec::new(), Compression::default());
    gzip.write_all(bytes)?;
    gzip.finish()
}

/// A file inside the archive while it is written.
struct Summed<'z, W> {
    out: &'z mut W,
    sum: Sha256,
    bytes: u64,
}

impl<W: Write> Summed<'_, W> {
    /// Writes a record as a gzip member of its own. Gives where it begins and how long it is.
    fn pack(&mut self, record: &[u8]) -> io::Result<(u64, u64)> {
        let packed = packed(record)?;
        self.out.write_all(&packed)?;
        self.sum.update(&packed);
        let offset = self.bytes;
        self.bytes += packed.len() as u64;
        Ok((offset, packed.len() as u64))
    }
}
