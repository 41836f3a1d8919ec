//! The head of a record of a WARC: a version, named fields, and the number of bytes that follow.

use std::io::{self, BufRead, Read};

/// Bytes of a line of the head; lines of real files hold addresses.
const LINE_BYTES: u64 = 32_768;
/// Lines of the head.
const LINES: usize = 500;
/// Empty lines that may stand before a record; two do.
const EMPTY_LINES: usize = 100;

/// What a record says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// `response`, `resource`, `revisit` ...
    pub kind: String,
    pub address: Option<String>,
    /// As written: RFC 3339 in UTC.
    pub date: Option<String>,
    pub media: String,
    /// Bytes of its content, which follows the head.
    pub length: u64,
    /// The head as it stands, with the empty line that ends it.
    pub head: Vec<u8>,
}

/// The next record's head; `None` at the end.
pub(super) fn next_record(reader: &mut impl BufRead) -> io::Result<Option<Record>> {
    let mut line = Vec::new();
    let mut empty = 0;
    loop {
        if read_line(reader, &mut line)? == 0 {
            return Ok(None);
        }
        if !line.trim_ascii().is_empty() {
            break;
        }
        empty += 1;
        if empty > EMPTY_LINES {
            return Err(io::Error::other("there is no record where one should begin"));
        }
    }
    if !line.starts_with(b"WARC/") {
        return Err(io::Error::other("there is no record where one should begin"));
    }
    let mut record = Record { head: line.clone(), ..Record::default() };
    let mut length = None;
    for _ in 0..LINES {
        if read_line(reader, &mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        record.head.extend_from_slice(&line);
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end();
        if text.is_empty() {
            let length = length.ok_or_else(|| io::Error::other("a record does not say how long it is"))?;
            return Ok(Some(Record { length, ..record }));
        }
        let Some((name, value)) = text.split_once(':') else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => record.kind = value.to_ascii_lowercase(),
            // WARC 1.0 writes addresses in angle brackets, as some programs understood it.
            "warc-target-uri" => {
                record.address = Some(value.trim_start_matches('<').trim_end_matches('>').to_string());
            }
            "warc-date" => record.date = Some(value.to_string()).filter(|date| is_time(date)),
            "content-type" => record.media = value.to_ascii_lowercase(),
            "content-length" => length = value.parse().ok(),
            _ => {}
        }
    }
    Err(io::Error::other("the head of a record has no end"))
}

fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    line.clear();
    let read = reader.take(LINE_BYTES).read_until(b'\n', line)?;
    if read as u64 == LINE_BYTES && !line.ends_with(b"\n") {
        return Err(io::Error::other("the head of a record has a line without an end"));
    }
    Ok(read)
}

/// Whether this is a time as RFC 3339 writes it in UTC, with a year of four digits.
fn is_time(value: &str) -> bool {
    let bytes = value.as_bytes();
    value.len() >= 20
        && value.len() <= 40
        && value.ends_with('Z')
        && [4, 7].iter().all(|at| bytes[*at] == b'-')
        && bytes[10] == b'T'
        && bytes.iter().all(|b| b.is_ascii_digit() || b"-:.TZ".contains(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read() {
        let bytes = b"\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <http://a.example/>\r\nWARC-Date: 2020-01-02T03:04:05Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: 7\r\n\r\nHTTP/1.";
        let record = next_record(&mut &bytes[..]).unwrap().unwrap();
        assert_eq!((record.kind.as_str(), record.length), ("response", 7));
        assert_eq!(record.address.as_deref(), Some("http://a.example/"));
        assert_eq!(record.date.as_deref(), Some("2020-01-02T03:04:05Z"));
        assert_eq!([b"\r\n\r\n", &record.head[..], b"HTTP/1."].concat(), bytes);
        assert_eq!(next_record(&mut &b"\r\n\r\n"[..]).unwrap(), None);
        for broken in
            ["x", "WARC/1.0\r\n", "WARC/1.0\r\nA: b\r\n\r\n", "WARC/1.0\r\nContent-Length: -1\r\n\r\n"]
        {
            assert!(next_record(&mut broken.as_bytes()).is_err(), "{broken}");
        }
        assert!(next_record(&mut "WARC/1.0\r\n".repeat(1_000_000).as_bytes()).is_err());
        assert!(next_record(&mut [&b"WARC/1.0"[..], &vec![b'a'; 1_000_000]].concat().as_slice()).is_err());
        assert!(next_record(&mut "\n".repeat(1_000).as_bytes()).is_err());
    }
}
