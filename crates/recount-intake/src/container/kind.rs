//! Which files are containers: by their first bytes, and where these say too little by the end of the name.

use crate::format::extension;
use regex::bytes::Regex;
use std::sync::LazyLock;

/// What a container is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContainerKind {
    /// A zip archive, also a WACZ.
    Zip,
    /// A tar archive.
    Tar,
    /// Something packed by gzip: a tar archive, a web archive, or one file.
    Gzip,
    /// A letter as sent, with its attachments.
    Letter,
    /// Letters one after the other (mbox).
    Mailbox,
    /// A web archive (WARC).
    Warc,
}

/// Ends of names of documents that are zip archives and are read as one report, or as none.
const ZIPPED_DOCUMENTS: [&str; 14] =
    ["docx", "docm", "dotx", "odt", "ott", "epub", "xlsx", "xlsm", "ods", "pptx", "odp", "odg", "jar", "apk"];

/// What the file is, if it is a container. `head` are its first bytes: 600 are enough.
pub fn is_container(name: &str, head: &[u8]) -> Option<ContainerKind> {
    let end = extension(name);
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let is_document = ZIPPED_DOCUMENTS.contains(&end.as_str()) || opens_document(head);
        return (!is_document).then_some(ContainerKind::Zip);
    }
    if head.starts_with(b"\x1f\x8b") {
        return Some(ContainerKind::Gzip);
    }
    if head.starts_with(b"WARC/") {
        return Some(ContainerKind::Warc);
    }
    if head.get(257..262) == Some(b"ustar") || (end == "tar" && head.len() >= 512) {
        return Some(ContainerKind::Tar);
    }
    if opens_letter_of_mailbox(head.split(|b| *b == b'\n').next().unwrap_or_default()) {
        return Some(ContainerKind::Mailbox);
    }
    match end.as_str() {
        "eml" => Some(ContainerKind::Letter),
        "mbox" | "mbx" => Some(ContainerKind::Mailbox),
        // Names in a Maildir end in anything ("1700000000.M1P2.host:2,S").
        "txt" | "text" | "md" | "markdown" | "html" | "htm" => None,
        _ => looks_like_letter(head).then_some(ContainerKind::Letter),
    }
}

/// Whether the first member of a zip archive is the one that marks a document (OpenDocument, EPUB: stored first, as their standards
/// ask; OOXML: as most programs write it).
fn opens_document(head: &[u8]) -> bool {
    let name = head.get(30..).unwrap_or_default();
    name.starts_with(b"mimetypeapplication/") || name.starts_with(b"[Content_Types].xml")
}

/// Whether a line of a mailbox is the one before a letter: `From `, a sender, and a date as C's `asctime` writes it (RFC 4155; some
/// programs put a zone beside the year).
pub(super) fn opens_letter_of_mailbox(line: &[u8]) -> bool {
    static LINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u)^From .{0,500}\b[A-Z][a-z]{2},? +(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} [A-Z][a-z]{2} \d{4}) +\d{1,2}:\d\d(?::\d\d)?\b")
            .expect("a valid pattern")
    });
    line.starts_with(b"From ") && LINE.is_match(line)
}

/// Whether bytes begin as a letter does that has been sent: fields, among them one that only a sent letter has, and a sender.
fn looks_like_letter(head: &[u8]) -> bool {
    let mut lines = head.split(|b| *b == b'\n').map(<[u8]>::trim_ascii_end).take(60).peekable();
    let is_field = |line: &[u8]| {
        let name = line.split(|b| *b == b':').next().unwrap_or_default();
        name.len() < line.len() && !name.is_empty() && name.iter().all(|b| (33..127).contains(b))
    };
    if !lines.peek().is_some_and(|line| is_field(line)) {
        return false;
    }
    let fields: Vec<Vec<u8>> =
        lines.take_while(|line| !line.is_empty()).map(|line| line.to_ascii_lowercase()).collect();
    let has = |name: &str| fields.iter().any(|line| line.starts_with(name.as_bytes()));
    has("received:") || has("return-path:") || (has("from:") && (has("message-id:") || has("mime-version:")))
}
