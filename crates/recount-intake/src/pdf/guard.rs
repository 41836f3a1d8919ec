//! A look at the raw bytes before the library opens the file. The library unpacks tables of objects whole, so a file that
//! unpacks to gigabytes must be told beforehand; and where a file's table of objects is broken the library looks for objects byte
//! by byte, beginning anew behind each that does not end, so a file of beginnings without ends must be told too.

use super::beginnings;
use crate::Fault;
use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use std::io::{BufReader, Read};

/// Bytes that one stream, and all streams together, may unpack to. A page scanned in colour at 600 dots an inch has a hundred million.
const STREAM_LIMIT_BYTES: u64 = 256_000_000;
const ALL_LIMIT_BYTES: u64 = 1_500_000_000;

/// Refuses files that unpack to more than is looked at, or would be searched for longer.
///
/// # Errors
/// [`Fault::UnpacksTooLarge`], [`Fault::Damaged`].
pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    if !beginnings::are_few(bytes) {
        return Err(Fault::Damaged { what: "it has too many objects that begin and do not end".to_string() });
    }
    check_streams(bytes)
}

fn check_streams(bytes: &[u8]) -> Result<(), Fault> {
    let mut all = 0u64;
    for start in memchr::memmem::find_iter(bytes, b"stream") {
        let data = &bytes[start + b"stream".len()..];
        let data = match data {
            [b'\r', b'\n', rest @ ..] => rest,
            [b'\n' | b'\r', rest @ ..] => rest,
            _ => continue,
        };
        let size = unpacked(data);
        all += size;
        if size > STREAM_LIMIT_BYTES || all > ALL_LIMIT_BYTES {
            return Err(Fault::UnpacksTooLarge { limit_bytes: STREAM_LIMIT_BYTES });
        }
    }
    Ok(())
}

/// How many bytes data unpacks to, counted a little beyond the limit; packed data within packed data counts too.
fn unpacked(data: &[u8]) -> u64 {
    let once = if has_zlib_head(data) {
        counted(ZlibDecoder::new(data))
    } else {
        counted(DeflateDecoder::new(data))
    };
    let mut head = [0u8; 2];
    if once > 65_536 && ZlibDecoder::new(data).read_exact(&mut head).is_ok() && has_zlib_head(&head) {
        let inner = BufReader::new(ZlibDecoder::new(data));
        return once.max(counted(ZlibDecoder::new(inner)));
    }
    once
}

fn has_zlib_head(data: &[u8]) -> bool {
    matches!(data, [0x78 | 0x68 | 0x58 | 0x48, flags, ..] if (u16::from(data[0]) << 8 | u16::from(*flags)).is_multiple_of(31))
}

fn counted(mut unpacking: impl Read) -> u64 {
    let mut buffer = [0u8; 65_536];
    let mut count = 0u64;
    while count <= STREAM_LIMIT_BYTES {
        match unpacking.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(n) => count += n as u64,
        }
    }
    count
}
