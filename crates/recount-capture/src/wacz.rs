//! WACZ 1.1.1 (<https://specs.webrecorder.net/wacz/1.1.1/>): a zip archive of pages with their records, an index, a list of pages, and the sum
//! of every file, so that the pages of a dossier can be replayed by other programs and checked without this one.

use crate::digest::{hex, labelled};
use crate::index::{Entry, Line, file};
use crate::warc::{Found, Record, about_archive};
use flate2::{Compression, GzBuilder};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::{self, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// One page of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its address.
    pub address: String,
    /// Its title, for the list of pages.
    pub title: Option<String>,
    /// When it was fetched, or handed in: RFC 3339 in UTC, to the second.
    pub when: String,
}

/// What the archive says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// Its title.
    pub title: String,
    /// When it was made: RFC 3339 in UTC.
    pub created: String,
}

/// A WACZ while it is written. Records go into files of records ([`Wacz::begin`]), one after the other; the list of pages and the index
/// come last. The same calls give the same bytes. What is held in memory is one record at a time, and a line of the list and of the
/// index for each.
#[derive(Debug)]
pub struct Wacz<W: Write + Seek> {
    zip: ZipWriter<W>,
    archive: Archive,
    /// The file of records that is being written.
    data: Option<Data>,
    /// Files that are complete, as the package lists them.
    resources: Vec<Value>,
    index: Vec<Line>,
    list: Vec<String>,
    /// Resources written.
    number: usize,
}

/// A file of records while it is written.
#[derive(Debug)]
struct Data {
    name: String,
    sum: Sha256,
    bytes: u64,
}

impl<W: Write + Seek> Wacz<W> {
    /// Begins an archive in `out`.
    pub fn new(out: W, archive: Archive) -> Self {
        let head = json!({"format": "json-pages-1.0", "id": "pages", "title": "All pages"});
        Wacz {
            zip: ZipWriter::new(out),
            archive,
            data: None,
            resources: Vec::new(),
            index: Vec::new(),
            list: vec![head.to_string()],
            number: 0,
        }
    }

    /// Begins a file of records and ends the one before; `name` (letters, digits, `-`) is to be one that no other has.
    ///
    /// # Errors
    /// When the archive cannot be written, as everywhere here. What was written then is of no use.
    pub fn begin(&mut self, name: &str) -> io::Result<()> {
        self.end();
        let name = format!("{name}.warc.gz");
        let stored =
            SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
        self.zip.start_file(format!("archive/{name}"), stored)?;
        self.data = Some(Data { name, sum: Sha256::new(), bytes: 0 });
        self.pack(&about_archive(&self.archive.created)).map(drop)
    }

    /// Adds a record of another archive, byte for byte, to the file begun last. `when` is what the index says of its time if it does not
    /// itself. Whether it is a record: what is none is left out.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn record(&mut self, bytes: &[u8], when: &str) -> io::Result<bool> {
        let Some(found) = Found::of(bytes) else { return Ok(false) };
        let (offset, length) = self.pack(bytes)?;
        let (status, media) = match found.kind.as_str() {
            "response" | "resource" => found.answer(),
            "revisit" => (found.answer().0, "warc/revisit".to_string()),
            _ => return Ok(true),
        };
        let when = if found.when.is_empty() { when } else { &found.when };
        let digest = found.payload_digest();
        let file = self.data.as_ref().map_or("", |data| &data.name);
        let address = &found.address;
        let entry = Entry { address, when, media: &media, status, digest: &digest, length, offset, file };
        self.index.push(Line::of(&entry));
        Ok(true)
    }

    /// Adds a file that is known to be from an address, as it was handed in, to the file of records begun last.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn resource(&mut self, address: &str, when: &str, media: &str, bytes: &[u8]) -> io::Result<()> {
        let record = Record {
            kind: "resource",
            address: Some(address),
            when,
            media,
            content: bytes,
            payload_from: Some(0),
            fields: Vec::new(),
            number: self.number,
        };
        self.number += 1;
        let (offset, length) = self.pack(&record.bytes())?;
        let digest = labelled(bytes);
        let file = self.data.as_ref().map_or("", |data| &data.name);
        let entry = Entry { address, when, media, status: 200, digest: &digest, length, offset, file };
        self.index.push(Line::of(&entry));
        Ok(())
    }

    /// Adds a line to the list of pages.
    pub fn page(&mut self, page: &Page) {
        let mut line = json!({"id": self.list.len().to_string(), "url": page.address, "ts": page.when});
        if let Some(title) = &page.title {
            line["title"] = Value::from(title.as_str());
        }
        self.list.push(line.to_string());
    }

    /// Writes what comes last and gives `out` back.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.end();
        let index = packed(&file(std::mem::take(&mut self.index)))?;
        let list = self.list.join("\n") + "\n";
        let deflated = SimpleFileOptions::default();
        let stored = deflated.compression_method(CompressionMethod::Stored);
        for (path, bytes, options) in
            [("indexes/index.cdx.gz", &index[..], stored), ("pages/pages.jsonl", list.as_bytes(), deflated)]
        {
            self.zip.start_file(path, options)?;
            self.zip.write_all(bytes)?;
            self.resources.push(resource(path, &Sha256::digest(bytes), bytes.len() as u64));
        }
        let package = json!({
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": self.archive.title,
            "created": self.archive.created,
            "software": crate::SOFTWARE,
            "resources": self.resources,
        });
        let package = pretty(&package);
        let sum = format!("sha256:{}", hex(&Sha256::digest(package.as_bytes())));
        let digest = pretty(&json!({"path": "datapackage.json", "hash": sum}));
        for (path, text) in [("datapackage.json", package), ("datapackage-digest.json", digest)] {
            self.zip.start_file(path, deflated)?;
            self.zip.write_all(text.as_bytes())?;
        }
        Ok(self.zip.finish()?)
    }

    /// Ends the file of records that is being written, if one is.
    fn end(&mut self) {
        if let Some(Data { name, sum, bytes }) = self.data.take() {
            self.resources.push(resource(&format!("archive/{name}"), &sum.finalize(), bytes));
        }
    }

    /// Writes a record as a gzip member of its own. Gives where it begins and how long it is.
    fn pack(&mut self, record: &[u8]) -> io::Result<(u64, u64)> {
        let packed = packed(record)?;
        let Some(data) = &mut self.data else {
            return Err(io::Error::other("no file of records was begun"));
        };
        self.zip.write_all(&packed)?;
        data.sum.update(&packed);
        let offset = data.bytes;
        data.bytes += packed.len() as u64;
        Ok((offset, packed.len() as u64))
    }
}

fn resource(path: &str, sum: &[u8], bytes: u64) -> Value {
    let name = path.rsplit('/').next().unwrap_or(path);
    json!({"name": name, "path": path, "hash": format!("sha256:{}", hex(sum)), "bytes": bytes})
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

fn packed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    // Without a time or a name in its head, so that the same content gives the same bytes.
    let mut gzip = GzBuilder::new().write(Vec::new(), Compression::default());
    gzip.write_all(bytes)?;
    gzip.finish()
}
