//! Bytes to text. UTF-8 passes untouched, because offsets count in exactly that text; anything else is decoded with what
//! the file says of itself (byte order mark, `charset` of a page), and the loss is counted.

use crate::Fault;
use crate::format::binary_kind;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Text with what was lost on the way.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub text: String,
    /// Bytes replaced by U+FFFD.
    pub replaced_bytes: usize,
    /// The encoding, when it is not plain UTF-8.
    pub encoding: Option<&'static str>,
}

/// Share of bytes that may be replaced before a file counts as undecodable.
const LOSS_LIMIT: f64 = 0.1;
/// Share of control characters above which bytes are no text.
const CONTROL_LIMIT: f64 = 0.02;

/// Decodes `bytes`; `is_page` lets a `charset` of HTML count.
pub(crate) fn decode(bytes: &[u8], is_page: bool) -> Result<Decoded, Fault> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes).filter(|(e, _)| *e == UTF_16LE || *e == UTF_16BE) {
        return decoded_with(encoding, bytes);
    }
    if let Some(looks_like) = binary_kind(bytes) {
        return Err(Fault::Binary { looks_like: Some(looks_like) });
    }
    if is_binary(bytes) {
        return Err(Fault::Binary { looks_like: None });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: text.to_string(), replaced_bytes: 0, encoding: None });
    }
    match declared_charset(bytes).filter(|e| is_page && *e != UTF_8) {
        Some(encoding) => decoded_with(encoding, bytes),
        None if has_no_long_utf8(bytes) => decoded_with(WINDOWS_1252, bytes),
        None => lossy_utf8(bytes),
    }
}

fn is_binary(bytes: &[u8]) -> bool {
    let controls = bytes.iter().filter(|b| b.is_ascii_control() && !b"\t\n\r\x0c\x1b".contains(b)).count();
    bytes.contains(&0) || controls as f64 > CONTROL_LIMIT * bytes.len() as f64
}

fn decoded_with(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, Fault> {
    let (text, used, had_errors) = encoding.decode(bytes);
    let replaced = if had_errors { text.matches('\u{fffd}').count() } else { 0 };
    if text.contains('\0') {
        return Err(Fault::Binary { looks_like: None });
    }
    within_limit(text.into_owned(), replaced, bytes.len(), Some(used.name()))
}

fn lossy_utf8(bytes: &[u8]) -> Result<Decoded, Fault> {
    let replaced = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    within_limit(String::from_utf8_lossy(bytes).into_owned(), replaced, bytes.len(), None)
}

fn within_limit(
    text: String,
    replaced: usize,
    size: usize,
    encoding: Option<&'static str>,
) -> Result<Decoded, Fault> {
    if replaced as f64 > LOSS_LIMIT * size as f64 {
        return Err(Fault::Undecodable { bad_bytes: replaced, size_bytes: size });
    }
    Ok(Decoded { text, replaced_bytes: replaced, encoding })
}

/// Whether no character beyond ASCII is well-formed UTF-8, so that a single-byte encoding fits better.
fn has_no_long_utf8(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().all(|chunk| chunk.valid().is_ascii())
}

/// The `charset` that a page declares in its first two kilobytes.
fn declared_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..2048).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset")?;
    let label = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], is_page: bool, text: &str, replaced: usize, encoding: Option<&str>) {
        let got = decode(bytes, is_page).unwrap();
        assert_eq!((got.text.as_str(), got.replaced_bytes, got.encoding), (text, replaced, encoding));
    }

    #[test]
    fn text_is_decoded_and_the_loss_counted() {
        check("Six died – “all” of them.\r\n".as_bytes(), false, "Six died – “all” of them.\r\n", 0, None);
        check(b"\xef\xbb\xbfSix", false, "\u{feff}Six", 0, None);
        check(b"\xff\xfeS\0i\0x\0", false, "Six", 0, Some("UTF-16LE"));
        check(b"the caf\xe9 was hit", false, "the café was hit", 0, Some("windows-1252"));
        check(
            b"<meta charset=\"iso-8859-2\"> \xb1",
            true,
            "<meta charset=\"iso-8859-2\"> ą",
            0,
            Some("ISO-8859-2"),
        );
        let mut broken = "café café café café".as_bytes().to_vec();
        broken[4] = b'x';
        check(&broken, false, "caf\u{fffd}x café café café", 1, None);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (bytes, want) in [
            (&b"%PDF-1.7 and more"[..], "is binary data (PDF)"),
            (b"abc\0def", "is binary data"),
            (b"\x01\x02\x03\x04", "is binary data"),
        ] {
            let got = decode(bytes, false).map_or_else(|fault| fault.to_string(), |_| String::new());
            assert_eq!(got, want);
        }
        let mut undecodable = "é".as_bytes().to_vec();
        undecodable.extend([0xe9; 40]);
        assert!(matches!(decode(&undecodable, false), Err(Fault::Undecodable { .. })));
    }
}
