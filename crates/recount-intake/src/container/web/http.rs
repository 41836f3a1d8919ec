//! An answer of a server as it came over the wire (RFC 9112): its status, what it is, and its content without chunks and packing.

use super::super::meter::{Metered, Purse, guarded, read_up_to};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::Read;

/// Fields of an answer that are looked at.
const FIELDS: usize = 300;

/// An answer, parted.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    pub status: u16,
    /// As stated, with parameters.
    pub media: Option<String>,
    /// Packings, in the order they were laid on.
    pub packings: Vec<String>,
    pub chunked: bool,
    pub body: &'a [u8],
}

/// Parts an answer; `None` when it does not follow HTTP.
pub(super) fn answer(bytes: &[u8]) -> Option<Answer<'_>> {
    // Programs that speak HTTP/2 or 3 write the answer down as one of version 1, some with their own version's name.
    let renamed: Vec<u8>;
    let (head, skipped) = match bytes.strip_prefix(b"HTTP/2").or_else(|| bytes.strip_prefix(b"HTTP/3")) {
        Some(rest) => {
            let rest = rest.strip_prefix(b".0").unwrap_or(rest);
            let end = rest.len().min(super::ANSWER_HEAD_BYTES as usize);
            renamed = [b"HTTP/1.1", &rest[..end]].concat();
            (&renamed[..], bytes.len() - rest.len())
        }
        None => (bytes, 8),
    };
    let mut fields = [httparse::EMPTY_HEADER; FIELDS];
    let mut parsed = httparse::Response::new(&mut fields);
    let httparse::Status::Complete(length) = guarded(|| parsed.parse(head))?.ok()? else { return None };
    let values = |name: &str| {
        let of_name = parsed.headers.iter().filter(move |field| field.name.eq_ignore_ascii_case(name));
        of_name.map(|field| String::from_utf8_lossy(field.value).trim().to_string()).collect::<Vec<_>>()
    };
    let listed = |name: &str| {
        let all = values(name).join(",").to_ascii_lowercase();
        all.split(',').map(|part| part.trim().to_string()).filter(|p| !p.is_empty()).collect::<Vec<_>>()
    };
    Some(Answer {
        status: parsed.code?,
        media: values("content-type").into_iter().next(),
        packings: listed("content-encoding").into_iter().filter(|packing| packing != "identity").collect(),
        chunked: listed("transfer-encoding").iter().any(|coding| coding == "chunked"),
        body: bytes.get(length - 8 + skipped..).unwrap_or_default(),
    })
}

/// The content, unpacked; an error is a phrase after its name. A body that was stored unpacked although its head says otherwise is taken
/// as it stands.
pub(super) fn content(answer: &Answer, purse: &Purse, limit: u64) -> Result<Vec<u8>, String> {
    let mut content = match answer.chunked.then(|| unchunked(answer.body)).flatten() {
        Some(joined) => joined,
        None => answer.body.to_vec(),
    };
    for packing in answer.packings.iter().rev() {
        let packed = std::mem::take(&mut content);
        let is_gzip = packed.starts_with(b"\x1f\x8b");
        let reader: Box<dyn Read> = match packing.as_str() {
            "gzip" | "x-gzip" if is_gzip => Box::new(MultiGzDecoder::new(&packed[..])),
            "deflate" if packed.first().is_some_and(|byte| byte & 0x0f == 8) => {
                Box::new(ZlibDecoder::new(&packed[..]))
            }
            "deflate" if !packed.starts_with(b"<") => Box::new(DeflateDecoder::new(&packed[..])),
            "br" if !looks_plain(&packed) => {
                Box::new(brotli_decompressor::Decompressor::new(&packed[..], 4_096))
            }
            "zstd" if packed.starts_with(b"\x28\xb5\x2f\xfd") => {
                Box::new(zstd::stream::read::Decoder::new(&packed[..]).map_err(|error| error.to_string())?)
            }
            "gzip" | "x-gzip" | "deflate" | "br" | "zstd" => {
                content = packed;
                continue;
            }
            other => {
                return Err(format!(
                    "is packed in a way that is not read ({})",
                    super::super::name::cut(other, 40)
                ));
            }
        };
        let (unpacked, more) = read_up_to(&mut Metered::new(reader, purse), limit)
            .map_err(|error| format!("is packed and cannot be unpacked: {error}"))?;
        if more {
            return Err(format!("unpacks to more than {} MB", limit / 1_000_000));
        }
        content = unpacked;
    }
    Ok(content)
}

/// Whether bytes begin as a page or a text does, so that they are not packed any more.
fn looks_plain(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(200)];
    std::str::from_utf8(head).is_ok() && head.trim_ascii_start().starts_with(b"<")
}

/// Chunks joined; those that are there, when the last is missing. `None` when there are no chunks.
fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let line = String::from_utf8_lossy(&rest[..end.min(100)]);
        let size = line.split(';').next().unwrap_or_default().trim();
        let Ok(size) = usize::from_str_radix(size, 16) else {
            return (!joined.is_empty()).then_some(joined);
        };
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(joined);
        }
        let taken = size.min(rest.len());
        joined.extend_from_slice(&rest[..taken]);
        rest = &rest[taken..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    (!joined.is_empty()).then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn check(head: &str, body: &[u8], want: Result<&str, &str>) {
        let bytes = [format!("{head}\r\n\r\n").as_bytes(), body].concat();
        let answer = answer(&bytes).unwrap();
        let got = content(&answer, &Purse::of(1_000_000), 1_000);
        assert_eq!(got.map(|b| String::from_utf8(b).unwrap()).as_deref().map_err(|e| e.as_str()), want);
    }

    #[test]
    fn content_comes_without_chunks_and_packing() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(b"Six people died.").unwrap();
        let gzip = gzip.finish().unwrap();
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        zlib.write_all(b"Six people died.").unwrap();
        let zlib = zlib.finish().unwrap();
        let six = Ok("Six people died.");
        check("HTTP/1.1 200 OK", b"Six people died.", six);
        check("HTTP/2 200 ", b"Six people died.", six);
        check(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked",
            b"4\r\nSix \r\nC;x=y\r\npeople died.\r\n0\r\n\r\n",
            six,
        );
        check("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", b"Six people died.", six);
        check("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", b"4\r\nSix \r\nFF\r\npeople died.", six);
        check("HTTP/1.1 200 OK\r\nContent-Encoding: gzip", &gzip, six);
        check("HTTP/1.1 200 OK\r\nContent-Encoding: gzip", b"Six people died.", six);
        check("HTTP/1.1 200 OK\r\nContent-Encoding: deflate", &zlib, six);
        check(
            "HTTP/1.1 200 OK\r\nContent-Encoding: br",
            b"\x1b\x0f\x00\xf8\xa5]\xa6\xd2\xf0\xa4 \x8apR\x95\xd0\xb3\xbd\x8f\x00",
            six,
        );
        check(
            "HTTP/1.1 200 OK\r\nContent-Encoding: xyz",
            b"a",
            Err("is packed in a way that is not read (xyz)"),
        );
        let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        bomb.write_all(&[b' '; 100_000]).unwrap();
        check(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip",
            &bomb.finish().unwrap(),
            Err("unpacks to more than 0 MB"),
        );
        assert!(answer(b"Six people died.").is_none());
        assert!(answer(b"").is_none());
    }
}
