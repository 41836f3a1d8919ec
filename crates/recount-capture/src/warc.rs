//! Records of a web archive (WARC 1.1), written, and those of an archive told apart again to be packed one by one.

use crate::digest::{labelled, record_id};
use flate2::read::MultiGzDecoder;
use std::io::{self, Read};

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
    /// With its head and the empty lines behind it.
    pub bytes: &'a [u8],
    pub kind: String,
    pub address: String,
    pub when: String,
    pub media: String,
    pub payload_digest: String,
    pub content: &'a [u8],
}

/// An archive's bytes, unpacked.
pub(crate) fn unpacked(bytes: &[u8]) -> io::Result<Vec<u8>> {
    if !bytes.starts_with(b"\x1f\x8b") {
        return Ok(bytes.to_vec());
    }
    let mut out = Vec::new();
    MultiGzDecoder::new(bytes).read_to_end(&mut out)?;
    Ok(out)
}

/// The records of an archive. One that does not hold together ends them with an error.
pub(crate) fn records(bytes: &[u8]) -> io::Result<Vec<Found<'_>>> {
    let broken = || io::Error::new(io::ErrorKind::InvalidData, "is no web archive that holds together");
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let end = rest.windows(4).position(|four| four == b"\r\n\r\n").ok_or_else(broken)?;
        let head = String::from_utf8_lossy(&rest[..end]);
        if !head.starts_with("WARC/") {
            return Err(broken());
        }
        let field = |name: &str| {
            let mut lines = head.lines().filter_map(|line| line.split_once(':'));
            let value = lines.find(|(field, _)| field.trim().eq_ignore_ascii_case(name));
            value.map(|(_, value)| value.trim().to_string()).unwrap_or_default()
        };
        let length: usize = field("Content-Length").parse().map_err(|_| broken())?;
        let start = end + 4;
        let content = rest.get(start..).and_then(|rest| rest.get(..length)).ok_or_else(broken)?;
        let mut whole = start + length;
        while rest.get(whole).is_some_and(|byte| b"\r\n".contains(byte)) {
            whole += 1;
        }
        found.push(Found {
            bytes: &rest[..whole],
            kind: field("WARC-Type"),
            address: field("WARC-Target-URI").trim_matches(['<', '>']).to_string(),
            when: field("WARC-Date"),
            media: field("Content-Type"),
            payload_digest: field("WARC-Payload-Digest"),
            content,
        });
        at += whole;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_told_apart_again() {
        let record = Record {
            kind: "resource",
            address: Some("https://a.example/x\r\nInjected: y"),
            when: "2026-01-02T03:04:05Z",
            media: "text/plain",
            content: b"Six died.\r\n\r\nWARC/1.1\r\n\r\n",
            payload_from: Some(0),
            fields: vec![("WARC-IP-Address", "192.0.2.1".to_string())],
            number: 3,
        };
        let bytes = [about_archive("2026-01-02T03:04:05Z"), record.bytes()].concat();
        let found = records(&bytes).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!((found[1].kind.as_str(), found[1].content), ("resource", record.content));
        assert_eq!(found[1].address, "https://a.example/xInjected: y");
        assert_eq!(found[1].bytes, record.bytes());
        for cut in [1, 30, bytes.len() - 20] {
            assert!(records(&bytes[..cut]).is_err());
        }
    }
}
