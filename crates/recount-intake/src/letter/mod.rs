//! A letter as sent (RFC 5322, MIME): who wrote it, when and about what, its text, and what is attached.
//!
//! `mail-parser` reads the fields, a bounded head at a time: addresses, dates, encoded words, parameters, character sets. The body is
//! cut here and not by it, because its time grows with the square of what hostile letters repeat, its recursion with their nesting,
//! and because attachments must come out byte for byte.

mod head;
mod parts;
mod text;
mod transfer;

use crate::Fault;
use recount_model::PartialDate;

/// A letter, read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Letter {
    pub subject: Option<String>,
    /// The name of the sender, or the address where there is no name.
    pub author: Option<String>,
    /// The day it was sent on, where it was sent from.
    pub sent: Option<PartialDate>,
    /// The fields worth reading, one a line: `From: Anna Berg <anna@harl.example>`.
    pub fields: Vec<String>,
    /// The words of the letter; quoted letters and signatures as they stand.
    pub body: String,
    pub attachments: Vec<Attachment>,
}

/// What was sent with a letter.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Attachment {
    /// The name that the letter gives, or a number.
    pub name: String,
    pub media: String,
    /// Without transfer encoding. A plain text with a declared character set is in UTF-8.
    pub bytes: Vec<u8>,
}

/// Reads a letter.
///
/// # Errors
/// [`Fault::Empty`], and [`Fault::NotALetter`] when it does not begin with fields.
pub(crate) fn read_letter(bytes: &[u8]) -> Result<Letter, Fault> {
    let bytes = without_envelope(bytes);
    if bytes.trim_ascii().is_empty() {
        return Err(Fault::Empty);
    }
    let (head, _) = head::parted(bytes);
    let about = head::about(head);
    if about.fields.is_empty() && about.subject.is_none() && !head::has_fields(head) {
        return Err(Fault::NotALetter);
    }
    let mut work = parts::Work::default();
    let found = parts::read(bytes, 0, "text/plain", &mut work);
    let body = found.text().trim_matches(['\n', ' ', '\t']).to_string();
    Ok(Letter { body, attachments: found.attachments, ..about })
}

/// A letter saved from a mailbox may have the mailbox's line before it; other programs leave an empty one.
fn without_envelope(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if !bytes.starts_with(b"From ") {
        return bytes;
    }
    bytes.iter().position(|b| *b == b'\n').map_or(bytes, |end| &bytes[end + 1..])
}

#[cfg(test)]
mod tests;
