//! The fields before a body, read by `mail-parser`, which is given no more of them than real letters have.

use super::Letter;
use crate::words::one_line;
use mail_parser::{Address, HeaderName, HeaderValue, Message, MessageParser, MimeHeaders};
use recount_model::PartialDate;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes of one field that are looked at: a few hundred addresses.
const FIELD_BYTES: usize = 16_384;
/// Bytes of the fields of one head that are looked at, after those of no use are left aside.
const HEAD_BYTES: usize = 65_536;

/// Head and body: the empty line between them belongs to neither.
pub(super) fn parted(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut start = 0;
    while start < bytes.len() {
        let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |at| start + at + 1);
        if bytes[start..end].trim_ascii().is_empty() {
            return (&bytes[..start], &bytes[end..]);
        }
        start = end;
    }
    (bytes, &[])
}

/// Whether the first line is a field.
pub(super) fn has_fields(head: &[u8]) -> bool {
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let name = line.split(|b| *b == b':').next().unwrap_or_default();
    !name.is_empty() && name.len() < line.len() && name.iter().all(|b| (33..127).contains(b))
}

/// What a part of a letter says of itself.
#[derive(Debug, Default)]
pub(super) struct PartHead {
    /// `type/subtype`, in lower case.
    pub media: Option<String>,
    pub boundary: Option<String>,
    pub charset: Option<String>,
    pub name: Option<String>,
    pub encoding: String,
    /// Marked as attached, not as part of what is read.
    pub attached: bool,
}

/// Reads the fields that tell what a part is.
pub(super) fn of_part(head: &[u8]) -> PartHead {
    let wanted = ["content-type", "content-disposition", "content-transfer-encoding"];
    let fields = chosen(head, &wanted);
    parsed(&fields, |message| {
        let kind = message.content_type();
        let disposition = message.content_disposition();
        let attribute = |name: &str| kind.and_then(|kind| kind.attribute(name)).map(str::to_string);
        PartHead {
            media: kind.map(|kind| match kind.subtype() {
                Some(subtype) => format!("{}/{subtype}", kind.ctype()).to_ascii_lowercase(),
                None => format!("{}/", kind.ctype()).to_ascii_lowercase(),
            }),
            boundary: attribute("boundary").filter(|b| !b.is_empty()),
            charset: attribute("charset"),
            name: message.attachment_name().map(one_line).filter(|name| !name.is_empty()),
            encoding: message.content_transfer_encoding().unwrap_or_default().trim().to_ascii_lowercase(),
            attached: disposition.is_some_and(|d| d.is_attachment()),
        }
    })
    .unwrap_or_default()
}

/// Reads who wrote when about what.
pub(super) fn about(head: &[u8]) -> Letter {
    let fields = chosen(head, &["subject", "from", "sender", "to", "cc", "date"]);
    parsed(&fields, |message| {
        let people = |name: HeaderName<'static>| {
            message.header(name).and_then(HeaderValue::as_address).map(shown).unwrap_or_default()
        };
        let from = if message.from().is_some() { HeaderName::From } else { HeaderName::Sender };
        let author = message.header(from.clone()).and_then(HeaderValue::as_address).and_then(|address| {
            let first = address.first()?;
            first.name().or(first.address()).map(one_line)
        });
        let date = fields_value(&fields, "date").map(|value| one_line(&value));
        let mut shown = Vec::new();
        for (label, value) in [
            ("From", people(from)),
            ("To", people(HeaderName::To)),
            ("Cc", people(HeaderName::Cc)),
            ("Date", date.unwrap_or_default()),
        ] {
            if !value.is_empty() {
                shown.push(format!("{label}: {value}"));
            }
        }
        Letter {
            subject: message.subject().map(one_line).filter(|subject| !subject.is_empty()),
            author: author.filter(|name| !name.is_empty()),
            sent: message
                .date()
                .filter(|date| date.is_valid())
                .and_then(|date| PartialDate::day(i32::from(date.year), date.month, date.day)),
            fields: shown,
            ..Letter::default()
        }
    })
    .unwrap_or_default()
}

fn shown(address: &Address) -> String {
    let one = |a: &mail_parser::Addr| match (a.name().map(one_line), a.address().map(one_line)) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (name, address) => name.or(address).unwrap_or_default(),
    };
    address.iter().map(one).filter(|a| !a.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The fields of these names, each as it stands; a field that is too long is cut off.
fn chosen(head: &[u8], names: &[&str]) -> Vec<u8> {
    let mut kept: Vec<u8> = Vec::new();
    let mut taking = 0;
    for line in head.split_inclusive(|b| *b == b'\n') {
        if !line.starts_with(b" ") && !line.starts_with(b"\t") {
            let name = line.split(|b| *b == b':').next().unwrap_or_default();
            let wanted = name.len() < line.len() && {
                let name = name.trim_ascii();
                names.iter().any(|wanted| name.eq_ignore_ascii_case(wanted.as_bytes()))
            };
            taking = if wanted { FIELD_BYTES } else { 0 };
        }
        if taking > 0 && kept.len() < HEAD_BYTES {
            let cut = &line[..line.len().min(taking)];
            kept.extend_from_slice(cut);
            taking -= cut.len();
            if !cut.ends_with(b"\n") && taking == 0 {
                kept.push(b'\n');
            }
        }
    }
    if !kept.is_empty() && !kept.ends_with(b"\n") {
        kept.push(b'\n');
    }
    kept.push(b'\n');
    kept
}

fn fields_value(fields: &[u8], name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(fields);
    let mut lines = text.lines();
    let first = lines.find_map(|line| {
        let (field, value) = line.split_once(':')?;
        field.trim().eq_ignore_ascii_case(name).then(|| value.to_string())
    })?;
    let rest = lines.take_while(|line| line.starts_with([' ', '\t']));
    Some(rest.fold(first, |value, line| value + line))
}

/// Other people's parser: a panic costs the fields, not the dossier.
fn parsed<T>(fields: &[u8], take: impl FnOnce(&Message) -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(|| {
        let parser = MessageParser::new().with_minimal_headers().header_address(HeaderName::Sender);
        parser.parse_headers(fields).map(|message| take(&message))
    }))
    .ok()
    .flatten()
}
