//! Containers: archives, mailboxes, letters with attachments, web archives. [`unpack`] hands out what they hold one item at a time,
//! each with the way it came; what is passed over is listed with the reason.
//!
//! Containers are hostile input. Nothing is written, and names inside are only shown, made harmless. One member at a time is in
//! memory; what is unpacked in all is bounded by the size of the source ([`Limits`]), however containers are nested. A container that
//! breaks off gives what came before.

mod archive;
mod gzip;
mod kind;
mod letters;
mod mailbox;
mod media;
mod meter;
mod name;
mod unpacking;
mod web;

pub use kind::{ContainerKind, is_container};
pub use media::media_by_name;

use crate::Fault;
use recount_model::{PartialDate, ReportId, Unread};
use std::io::{Read, Seek};
use std::ops::ControlFlow;

/// One thing found in a container: a file for [`read_bytes`](crate::read_bytes), or one that no container is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Where it was found, from the name of the source on: `mail.mbox/3.eml`, `a.zip/sub/b.pdf`. Made harmless, unique in its source,
    /// and ending as its format asks.
    pub path: String,
    /// The bytes, without packing and transfer encodings.
    pub bytes: Vec<u8>,
    /// What the container says of its origin.
    pub origin: Origin,
    /// The media type that the container states, as `text/html`.
    pub media: Option<String>,
    /// What it was packed in, outermost first. Empty for a letter that is itself the source.
    pub containers: Vec<Packing>,
}

/// What a container says of where an item is from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// Title of a page, subject of a letter.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published or sent.
    pub published: Option<PartialDate>,
    /// The address it was fetched from.
    pub url: Option<String>,
    /// When it was fetched, as RFC 3339.
    pub captured: Option<String>,
}

/// One container on the way to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packing {
    /// Its path, as [`Item::path`].
    pub path: String,
    /// What it is.
    pub kind: ContainerKind,
    /// SHA-256 of its bytes, of letters and of archives inside others. `None` for the source, whose bytes the caller has, and for what
    /// is unpacked while it is read.
    pub id: Option<ReportId>,
}

/// What is unpacked at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one report, whatever its name; what its name allows ([`size_limit`](crate::size_limit)) holds besides.
    pub member_bytes: u64,
    /// Bytes of a letter or of an archive inside another, which are held in memory.
    pub held_bytes: u64,
    /// Bytes unpacked in all from one source.
    pub total_bytes: u64,
    /// How many times its own size a source may unpack to. Sources that unpack to less than [`Limits::held_bytes`] are not asked.
    pub ratio: u64,
    /// Items handed out and lines of what was passed over, of one source.
    pub members: usize,
    /// Containers inside containers.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            member_bytes: crate::format::LETTER_LIMIT_BYTES,
            held_bytes: 100_000_000,
            total_bytes: 20_000_000_000,
            ratio: 100,
            members: 1_000_000,
            depth: 8,
        }
    }
}

impl Limits {
    /// Bytes of a report of this name.
    fn of_member(&self, name: &str) -> u64 {
        crate::size_limit(name).min(self.member_bytes)
    }
}

/// What became of a source besides the items handed out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unpacked {
    /// Items handed out.
    pub items: usize,
    /// What was passed over, each with the reason, in the order met; at most [`UNREAD_LIMIT`] lines.
    pub unread: Vec<Unread>,
    /// What was passed over beyond these.
    pub unread_left_off: usize,
    /// Pictures, style sheets, scripts and fonts of web pages, and answers that only lead to another address: passed over without a line each.
    pub page_parts: usize,
    /// Whether the caller stopped it.
    pub stopped: bool,
}

/// Lines of [`Unpacked::unread`].
pub const UNREAD_LIMIT: usize = 1_000;

/// One record of a web archive, as it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebRecord {
    /// What the path of an item made of this record begins with inside its source (see [`inside`]): `7/` for the seventh record of a WARC,
    /// `archive/data.warc.gz/7/` in a WACZ.
    pub inside: String,
    /// When it was fetched, as RFC 3339 in UTC, if it says so.
    pub date: Option<String>,
    /// The title of the page at its address, as the list of pages of a WACZ has it.
    pub title: Option<String>,
    /// Head and content, byte for byte, and the two line ends that part it from the next.
    pub bytes: Vec<u8>,
}

/// The part of an item's path that lies inside its source: what follows the source's name.
pub fn inside<'p>(source: &str, path: &'p str) -> Option<&'p str> {
    let parts = name::harmless(source).split('/').count();
    path.splitn(parts + 1, '/').nth(parts)
}

/// Hands out the records of the web archives that `source` is or holds, at any depth, within the same limits as [`unpack`], which numbers
/// them alike. A source without any gives none. One that breaks off gives what came before.
///
/// # Errors
/// As [`unpack`].
pub fn web_records(
    name: &str,
    source: &mut (impl Read + Seek),
    limits: &Limits,
    each: &mut dyn FnMut(WebRecord) -> ControlFlow<()>,
) -> Result<Unpacked, Fault> {
    unpacking::run(name, source, limits, unpacking::Taker::Records(each))
}

/// Unpacks `source`, whose name is `name`, and hands out each item; `each` stops it with [`ControlFlow::Break`].
///
/// # Errors
/// [`Fault::Unpackable`] when it is no container that is read, or broken from its beginning; [`Fault::Io`] when it cannot be read.
pub fn unpack(
    name: &str,
    source: &mut (impl Read + Seek),
    limits: &Limits,
    each: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> Result<Unpacked, Fault> {
    unpacking::run(name, source, limits, unpacking::Taker::Items(each))
}

#[cfg(test)]
mod tests;
