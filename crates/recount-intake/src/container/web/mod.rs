//! Web archives (WARC 1.0 and 1.1, ISO 28500): pages as servers sent them. Answers with status 200 and resources are taken, each with its
//! address and the time it was fetched; what belongs to pages (pictures, style, scripts) is counted; the rest is listed.
//!
//! The records are read here: the crates that read WARC were not kept up (`warc`), or want the whole of a record in memory.

mod http;
mod record;
mod whole;

use super::meter::{Metered, read_up_to};
use super::unpacking::{Done, Halt, Member, Place, ReadSeek, Unpacking};
use super::{Origin, media};
use crate::Fault;
use flate2::read::MultiGzDecoder;
use record::{Record, next_record};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read};

/// Bytes read from the source at once.
const BLOCK_BYTES: usize = 64 * 1024;
/// Bytes of the head of an answer.
const ANSWER_HEAD_BYTES: u64 = 65_536;
/// Titles that are kept.
const TITLES: usize = 200_000;

/// Titles of pages by their address, from a WACZ's list of pages.
#[derive(Debug, Default)]
pub(super) struct Titles(BTreeMap<String, String>);

impl Titles {
    /// Adds those of a file of JSON lines; lines that do not fit are passed over.
    pub(super) fn add(&mut self, lines: &[u8]) {
        #[derive(serde::Deserialize)]
        struct Page {
            url: String,
            title: Option<String>,
        }
        for line in lines.split(|b| *b == b'\n') {
            if let Ok(Page { url, title: Some(title) }) = serde_json::from_slice(line)
                && self.0.len() < TITLES
                && !title.trim().is_empty()
            {
                self.0.entry(url).or_insert(title);
            }
        }
    }
}

/// Records that stand unpacked.
pub(super) fn unpack(all: &mut Unpacking, place: &Place, source: &mut dyn ReadSeek, titles: &Titles) -> Done {
    records(all, place, BufReader::with_capacity(BLOCK_BYTES, source), titles)
}

/// Records of a file in a WACZ, which may be packed.
pub(super) fn unpack_maybe_packed(
    all: &mut Unpacking,
    place: &Place,
    source: &mut dyn Read,
    titles: &Titles,
) -> Done {
    let mut source = BufReader::with_capacity(BLOCK_BYTES, source);
    if source.fill_buf()?.starts_with(b"\x1f\x8b") {
        let unpacked = Metered::new(MultiGzDecoder::new(source), &all.purse.clone());
        records(all, place, BufReader::with_capacity(BLOCK_BYTES, unpacked), titles)
    } else {
        records(all, place, source, titles)
    }
}

fn records(all: &mut Unpacking, place: &Place, mut reader: impl BufRead, titles: &Titles) -> Done {
    let mut number = 0;
    loop {
        all.check_room(place)?;
        let Some(record) = next_record(&mut reader).map_err(|e| at_record(number + 1, e))? else {
            return Ok(());
        };
        number += 1;
        let mut payload = (&mut reader).take(record.length);
        if all.takes_records() {
            whole::take(all, place, number, record, &mut payload, titles)?;
        } else {
            take(all, place, number, &record, &mut payload, titles)?;
        }
        io::copy(&mut payload, &mut io::sink()).map_err(|e| at_record(number, e))?;
        if payload.limit() > 0 {
            return Err(at_record(number, io::ErrorKind::UnexpectedEof.into()));
        }
    }
}

fn at_record(number: usize, error: io::Error) -> Halt {
    match Halt::from(error) {
        Halt::Broken(reason) => Halt::Broken(format!("{reason} (record {number})")),
        all => all,
    }
}

/// Takes one record, if it holds what somebody could read.
fn take(
    all: &mut Unpacking,
    place: &Place,
    number: usize,
    record: &Record,
    payload: &mut dyn Read,
    titles: &Titles,
) -> Done {
    let address = record.address.as_deref().unwrap_or_default();
    let of_the_web =
        ["http://", "https://", "ftp://", "file://"].iter().any(|scheme| address.starts_with(scheme));
    let is_answer = record.kind == "response" && record.media.starts_with("application/http");
    if !of_the_web || !(is_answer || matches!(record.kind.as_str(), "response" | "resource")) {
        return Ok(());
    }
    let path = || format!("{}/{}", place.path, super::name::harmless(&name_of(number, address)));
    let limit = all.limits.member_bytes;
    let too_large = Fault::TooLarge { size_bytes: limit + 1, limit_bytes: limit };
    let (bytes, more) = read_up_to(payload, limit + ANSWER_HEAD_BYTES).map_err(|e| at_record(number, e))?;
    if (bytes.len() as u64) < record.length && !more {
        return Err(at_record(number, io::ErrorKind::UnexpectedEof.into()));
    }
    let (stated, content) = if is_answer {
        let Some(answer) = http::answer(&bytes) else {
            all.pass_over(path(), "is an answer that does not follow HTTP".to_string());
            return Ok(());
        };
        let leads_on = matches!(answer.status, 301 | 302 | 303 | 307 | 308);
        let is_part = answer.media.as_deref().is_some_and(media::is_page_part);
        if leads_on || is_part || address.ends_with("/robots.txt") {
            all.done.page_parts += 1;
            return Ok(());
        }
        if answer.status != 200 {
            all.pass_over(path(), format!("was answered with status {}", answer.status));
            return Ok(());
        }
        if more {
            all.pass_over_fault(path(), &too_large);
            return Ok(());
        }
        match http::content(&answer, &all.purse.clone(), limit) {
            Ok(content) => (answer.media, content),
            Err(reason) => {
                all.check_room(place)?;
                all.pass_over(path(), reason);
                return Ok(());
            }
        }
    } else if media::is_page_part(&record.media) {
        all.done.page_parts += 1;
        return Ok(());
    } else if more {
        all.pass_over_fault(path(), &too_large);
        return Ok(());
    } else {
        (Some(record.media.clone()), bytes)
    };
    if content.trim_ascii().is_empty() {
        all.pass_over_fault(path(), &Fault::Empty);
        return Ok(());
    }
    let is_page = content.trim_ascii_start().starts_with(b"<");
    let stated =
        stated.filter(|media| !media.is_empty()).or_else(|| is_page.then(|| "text/html".to_string()));
    let origin = Origin {
        title: titles.0.get(address).cloned(),
        url: Some(address.to_string()),
        captured: record.date.clone(),
        ..Origin::default()
    };
    let name = with_end(name_of(number, address), stated.as_deref());
    let mut reader = &content[..];
    all.member(place, Member { name: &name, media: stated.as_deref(), origin, bytes: &mut reader })
}

/// `7/a.example/news/fire`: the number of the record, host and path of the address.
fn name_of(number: usize, address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let rest = super::name::cut(rest, 2_000);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.rsplit('@').next().unwrap_or(host);
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index") } else { path.to_string() };
    format!("{number}/{host}/{path}")
}

/// The name with the end that its media type asks for: `story.php` sent as a page is `story.php.html`.
fn with_end(name: String, media: Option<&str>) -> String {
    let Some(end) = media.and_then(media::end_for) else { return name };
    let lower = name.to_lowercase();
    let fits = lower.ends_with(&format!(".{end}"))
        || (end == "html" && [".htm", ".xhtml"].iter().any(|other| lower.ends_with(other)))
        || (end == "txt" && [".md", ".text"].iter().any(|other| lower.ends_with(other)));
    if fits { name } else { format!("{name}.{end}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_names() {
        for (address, media, want) in [
            (
                "https://a.example/news/story.php?id=5",
                Some("text/html; charset=utf-8"),
                "7/a.example/news/story.php.html",
            ),
            ("https://a.example", Some("text/html"), "7/a.example/index.html"),
            ("https://u:p@a.example/x/", Some("text/html"), "7/a.example/x/index.html"),
            ("https://a.example/a.htm", Some("text/html"), "7/a.example/a.htm"),
            ("https://a.example/a.pdf", Some("application/pdf"), "7/a.example/a.pdf"),
            ("https://a.example/a.pdf", Some("text/html"), "7/a.example/a.pdf.html"),
            ("https://a.example/readme.md", Some("text/plain"), "7/a.example/readme.md"),
            ("https://a.example/feed", Some("application/rss+xml"), "7/a.example/feed"),
        ] {
            assert_eq!(with_end(name_of(7, address), media), want);
        }
    }
}
