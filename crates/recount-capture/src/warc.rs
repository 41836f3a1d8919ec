//! Records of a web archive (WARC 1.1): written, and those of other archives looked into for what an index needs of them.

use crate::digest::{labelled, record_id};

/// One record before it is written.
pub(crate) struct Record<'r> {
    pub kind: &'static str,
    pub address: Option<&'r str>,
    /// RFC 3339 in UTC.
    pub when: &'r str,
    pub media: &'r str,
    pub content: &'r [u8],
    /// Where in `content` the payload begins: behind the head of an HTTP message.
    pub payload_from: Option<usize>,
    /// Further fields.
    pub fields: Vec<(&'static str, String)>,
    /// What of the order of records its name depends on.
    pub number: usize,
}

impl Record<'_> {
    /// The record's name.
    pub(crate) fn id(&self) -> String {
        let address = self.address.unwrap_or_default();
        record_id(&[
            self.kind.as_bytes(),
            address.as_bytes(),
            self.when.as_bytes(),
            &self.number.to_le_bytes(),
            self.content,
        ])
    }

    /// The record as it stands in an archive.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut head = format!(
            "WARC/1.1\r\nWARC-Type: {}\r\nWARC-Record-ID: <{}>\r\nWARC-Date: {}\r\n",
            self.kind,
            self.id(),
            self.when
        );
        let mut field = |name: &str, value: &str| {
            // A line end in a value would end the field.
            let value: String = value.chars().filter(|c| !c.is_control()).collect();
            head.push_str(&format!("{name}: {value}\r\n"));
        };
        if let Some(address) = self.address {
            field("WARC-Target-URI", address);
        }
        for (name, value) in &self.fields {
            field(name, value);
        }
        field("WARC-Block-Digest", &labelled(self.content));
        if let Some(from) = self.payload_from {
            field("WARC-Payload-Digest", &labelled(&self.content[from.min(self.content.len())..]));
        }
        field("Content-Type", self.media);
        field("Content-Length", &self.content.len().to_string());
        [head.as_bytes(), b"\r\n", self.content, b"\r\n\r\n"].concat()
    }
}

/// The record that begins an archive.
pub(crate) fn about_archive(when: &str) -> Vec<u8> {
    let content = format!(
        "software: {}\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n",
        crate::SOFTWARE
    );
    Record {
        kind: "warcinfo",
        address: None,
        when,
        media: "application/warc-fields",
        content: content.as_bytes(),
        payload_from: None,
        fields: Vec::new(),
        number: 0,
    }
    .bytes()
}

/// A record of an archive, with what an index needs of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found<'a> {
    pub kind: String,
    pub address: String,
    /// Empty when it does not say.
    pub when: String,
    media: String,
    stated_digest: String,
    content: &'a [u8],
}

impl<'a> Found<'a> {
    /// The record that `bytes` are; `None` when they are none.
    pub(crate) fn of(bytes: &'a [u8]) -> Option<Self> {
        let (head, start) = head_of(bytes)?;
        let head = String::from_utf8_lossy(head);
        if !head.starts_with("WARC/") {
            return None;
        }
        let field = |name: &str| field(&head, name).map(str::to_string).unwrap_or_default();
        let length: usize = field("Content-Length").parse().ok()?;
        Some(Found {
            kind: field("WARC-Type").to_lowercase(),
            address: field("WARC-Target-URI").trim_matches(['<', '>']).to_string(),
            when: field("WARC-Date"),
            media: field("Content-Type"),
            stated_digest: field("WARC-Payload-Digest"),
            content: bytes.get(start..)?.get(..length)?,
        })
    }

    /// Whether it holds a message of HTTP.
    fn is_message(&self) -> bool {
        self.media.to_lowercase().starts_with("application/http")
    }

    /// Status and media type of what was answered.
    pub(crate) fn answer(&self) -> (u16, String) {
        if !self.is_message() {
            let media = self.media.split(';').next().unwrap_or_default().trim().to_lowercase();
            return (200, media);
        }
        let head = String::from_utf8_lossy(head_of(self.content).map_or(&[][..], |(head, _)| head));
        let status = head.lines().next().and_then(|line| line.split(' ').nth(1));
        let media = field(&head, "content-type")
            .map(|value| value.split(';').next().unwrap_or_default().trim().to_lowercase());
        (status.and_then(|code| code.parse().ok()).unwrap_or(0), media.unwrap_or_else(|| "unk".to_string()))
    }

    /// The sum of what was answered, without the head of its message: as the record states it, else made.
    pub(crate) fn payload_digest(&self) -> String {
        if !self.stated_digest.is_empty() {
            return self.stated_digest.clone();
        }
        let from = if self.is_message() { head_of(self.content).map_or(0, |(_, from)| from) } else { 0 };
        labelled(&self.content[from..])
    }
}

/// Longest head that is looked for.
const HEAD_BYTES: usize = 20_000_000;

/// A head, and where what follows the empty line behind it begins. Some programs end lines with a line feed alone.
fn head_of(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let mut at = 0;
    while at < bytes.len().min(HEAD_BYTES) {
        let end = at + bytes[at..].iter().position(|byte| *byte == b'\n')?;
        if bytes[at..end].trim_ascii().is_empty() {
            return Some((&bytes[..at], end + 1));
        }
        at = end + 1;
    }
    None
}

/// The value of a field of a head.
fn field<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let mut fields = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    fields.find(|(field, _)| field.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_found_again() {
        let record = Record {
            kind: "resource",
            address: Some("https://a.example/x\r\nInjected: y"),
            when: "2026-01-02T03:04:05Z",
            media: "text/plain; charset=utf-8",
            content: b"Six died.\r\n\r\nWARC/1.1\r\n\r\n",
            payload_from: Some(0),
            fields: vec![("WARC-IP-Address", "192.0.2.1".to_string())],
            number: 3,
        };
        let bytes = record.bytes();
        let found = Found::of(&bytes).unwrap();
        assert_eq!((found.kind.as_str(), found.content), ("resource", record.content));
        assert_eq!(found.address, "https://a.example/xInjected: y");
        assert_eq!(found.answer(), (200, "text/plain".to_string()));
        assert_eq!(found.payload_digest(), labelled(record.content));
        for cut in [0, 1, 30, bytes.len() - 20] {
            assert_eq!(Found::of(&bytes[..cut]), None);
        }
    }

    #[test]
    fn an_answer_is_told_from_the_head_of_its_message() {
        let bytes = b"WARC/1.0\nWARC-Type: Response\nWARC-Target-URI: <http://a.example/>\nContent-Type: application/http;msgtype=response\nContent-Length: 67\n\nHTTP/1.1 404 Not Found\r\nContent-Type: Text/HTML; x=y\r\n\r\nNobody died";
        let found = Found::of(bytes).unwrap();
        assert_eq!((found.kind.as_str(), found.address.as_str()), ("response", "http://a.example/"));
        assert_eq!(found.answer(), (404, "text/html".to_string()));
        assert_eq!(found.payload_digest(), labelled(b"Nobody died"));
    }
}
