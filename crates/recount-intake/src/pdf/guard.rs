//! A look at the raw bytes before the library opens the file. The library unpacks tables of objects whole, so a file that
//! unpacks to gigabytes must be told beforehand; and where a file's table of objects is broken the library looks for objects byte
//! by byte, beginning anew behind each that does not end, so a file of beginnings without ends must be told too. What cannot be
//! unpacked here, because it is encrypted or packed otherwise, must not be unpacked by the library either ([`packed_objects`]).

use super::{beginnings, packed_objects};
use crate::Fault;
use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use std::io::{BufReader, Read};

/// Bytes that one stream, and all streams together, may unpack to. A page scanned in colour at 600 dots an inch has a hundred million.
const STREAM_LIMIT_BYTES: u64 = 256_000_000;
const ALL_LIMIT_BYTES: u64 = 1_500_000_000;
/// Times that all bytes of a file may be passed while it is unpacked, and bytes that are free. Streams that programs write lie one
/// behind the other and are passed once, or three times when they are packed twice; in files made to hurt each reaches to the end
/// of the file.
const PASSES: u64 = 8;
const FREE_BYTES: u64 = 10_000_000;

/// Refuses files that unpack to more than is looked at, or would be searched for longer.
///
/// # Errors
/// [`Fault::UnpacksTooLarge`], [`Fault::ProtectedTooLarge`], [`Fault::Damaged`].
pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    if !beginnings::are_few(bytes) {
        return Err(Fault::Damaged { what: "it has too many objects that begin and do not end".to_string() });
    }
    packed_objects::check(bytes)?;
    check_streams(bytes)
}

fn check_streams(bytes: &[u8]) -> Result<(), Fault> {
    let mut looked = Looked::default();
    let passed_limit = (bytes.len() as u64).saturating_mul(PASSES).saturating_add(FREE_BYTES);
    for start in memchr::memmem::find_iter(bytes, b"stream") {
        let data = &bytes[start + b"stream".len()..];
        let data = match data {
            [b'\r', b'\n', rest @ ..] => rest,
            [b'\n' | b'\r', rest @ ..] => rest,
            _ => continue,
        };
        let size = looked.unpacked(data);
        if size > STREAM_LIMIT_BYTES || looked.made > ALL_LIMIT_BYTES {
            return Err(Fault::UnpacksTooLarge { limit_bytes: STREAM_LIMIT_BYTES });
        }
        if looked.passed > passed_limit {
            return Err(Fault::Damaged { what: "its streams lie within each other".to_string() });
        }
    }
    Ok(())
}

/// What was done so far.
#[derive(Debug, Default)]
struct Looked {
    /// Packed bytes that were passed, whether they gave anything or not: a block can be empty.
    passed: u64,
    /// Bytes that were unpacked.
    made: u64,
}

impl Looked {
    /// How many bytes data unpacks to, counted a little beyond the limit; packed data within packed data counts too.
    fn unpacked(&mut self, data: &[u8]) -> u64 {
        let once = if has_zlib_head(data) {
            let mut unpacking = ZlibDecoder::new(data);
            let size = self.counted(&mut unpacking);
            self.passed += unpacking.total_in();
            size
        } else {
            let mut unpacking = DeflateDecoder::new(data);
            let size = self.counted(&mut unpacking);
            self.passed += unpacking.total_in();
            size
        };
        if !(65_537..=STREAM_LIMIT_BYTES).contains(&once) {
            return once;
        }
        let mut head = [0u8; 2];
        let mut outer = ZlibDecoder::new(data);
        let is_packed_twice = outer.read_exact(&mut head).is_ok() && has_zlib_head(&head);
        self.passed += outer.total_in();
        if !is_packed_twice {
            return once;
        }
        let mut inner = ZlibDecoder::new(BufReader::new(ZlibDecoder::new(data)));
        let twice = self.counted(&mut inner);
        self.passed += inner.get_ref().get_ref().total_in();
        self.made += inner.get_ref().get_ref().total_out();
        once.max(twice)
    }

    fn counted(&mut self, unpacking: &mut impl Read) -> u64 {
        let mut buffer = [0u8; 65_536];
        let mut count = 0u64;
        while count <= STREAM_LIMIT_BYTES {
            match unpacking.read(&mut buffer) {
                Ok(0) | Err(_) => break,
                Ok(n) => count += n as u64,
            }
        }
        self.made += count;
        count
    }
}

/// Whether data begins as zlib's does: method 8, a window of at most 32 KB (RFC 1950). Writers take the largest window; readers
/// take all.
fn has_zlib_head(data: &[u8]) -> bool {
    let [method, flags, ..] = data else { return false };
    method & 0x0f == 8 && method >> 4 <= 7 && (u16::from(*method) << 8 | u16::from(*flags)).is_multiple_of(31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(data: &[u8]) -> Vec<u8> {
        let mut packed = Vec::new();
        let mut packing = flate2::read::ZlibEncoder::new(data, flate2::Compression::fast());
        packing.read_to_end(&mut packed).unwrap();
        packed
    }

    fn told(bytes: &[u8]) -> String {
        check(bytes).err().map(|fault| fault.to_string()).unwrap_or_default()
    }

    #[test]
    fn streams_within_each_other_are_told_before_they_cost_much() {
        // A block of seven bytes, stored, in which the next stream begins; behind the last, empty blocks.
        let mut nested = b"stream\n\x00\x07\x00\xf8\xff".repeat(20_000);
        nested.extend(b"stream\n");
        nested.extend(b"\x00\x00\x00\xff\xff".repeat(400_000));
        assert_eq!(told(&nested), "is damaged: its streams lie within each other");
        // As many that lie one behind the other.
        let one = [&b"stream\n"[..], &packed(&b"Six people died. ".repeat(5_000)), b"\nendstream\n"].concat();
        assert_eq!(told(&one.repeat(2_000)), "");
        let twice = [&b"stream\n"[..], &packed(&packed(&vec![b' '; 90_000_000])), b"\nendstream\n"].concat();
        assert_eq!(told(&twice), "");
    }

    #[test]
    fn what_unpacks_to_too_much_is_told_however_it_is_packed() {
        let large = packed(&vec![b' '; 260_000_000]);
        let too_large = "unpacks to more than the limit of 256 MB";
        let stream = |data: &[u8]| [b"stream\r\n", data, b"\nendstream\n"].concat();
        assert_eq!(told(&stream(&large)), too_large);
        assert_eq!(told(&stream(&packed(&large))), too_large);
        // The same said to need a window of 256 bytes, which readers do not mind.
        let mut small_window = large;
        small_window[..2].copy_from_slice(&[0x08, 0x1d]);
        assert_eq!(told(&stream(&small_window)), too_large);
    }
}
