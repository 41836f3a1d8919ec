//! Which files of a folder are reports, and in which format each is written: by the end of its name, then by its content.

use crate::Fault;
use crate::document::{Content, Package, is_package};

/// Files above this size are named and left out. Twenty megabytes are some four thousand pages of text.
pub const SIZE_LIMIT_BYTES: u64 = 20_000_000;

/// Letters, PDFs and documents above this size are left out: most of a large one is what is attached, or pictures.
pub(crate) const LETTER_LIMIT_BYTES: u64 = 64_000_000;

/// How a report's bytes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Markdown,
    Html,
    /// Word's, packed.
    Word,
    /// OpenDocument's, packed.
    OpenDocument,
    /// OpenDocument's as one XML file.
    FlatOpenDocument,
    Rtf,
    Letter,
    Pdf,
}

/// Ends of names that accompany reports and are never reports.
const METADATA_EXTENSIONS: [&str; 5] = ["json", "jsonl", "csv", "toml", "lock"];

/// Whether a file of a dossier's folder is left aside without a word: hidden files, metadata, notes to the reader.
pub(crate) fn is_companion(file_name: &str) -> bool {
    let lower = file_name.to_lowercase();
    lower.starts_with('.')
        || lower == "readme"
        || lower.starts_with("readme.")
        || METADATA_EXTENSIONS.contains(&extension(&lower).as_str())
}

/// The format that the end of the name announces.
pub(crate) fn by_name(file_name: &str) -> Result<Format, Fault> {
    match extension(file_name).as_str() {
        "txt" | "text" | "" => Ok(Format::Text),
        "md" | "markdown" => Ok(Format::Markdown),
        "html" | "htm" | "xhtml" => Ok(Format::Html),
        "docx" | "docm" | "dotx" | "dotm" => Ok(Format::Word),
        "odt" | "ott" => Ok(Format::OpenDocument),
        "fodt" => Ok(Format::FlatOpenDocument),
        "rtf" => Ok(Format::Rtf),
        // Under this name go documents of every kind; their bytes tell.
        "doc" => Ok(Format::Text),
        "eml" => Ok(Format::Letter),
        "pdf" => Ok(Format::Pdf),
        other => Err(Fault::Unsupported { extension: other.to_string() }),
    }
}

/// The largest file of a format that is read.
pub(crate) fn limit_bytes(format: Format) -> u64 {
    match format {
        Format::Text | Format::Markdown | Format::Html => SIZE_LIMIT_BYTES,
        _ => LETTER_LIMIT_BYTES,
    }
}

/// The largest file of this name that is read, in bytes: the end of the name tells. PDFs, letters and documents may be larger than
/// text and pages; a name that says nothing has the limit of text ([`SIZE_LIMIT_BYTES`]).
pub fn size_limit(name: &str) -> u64 {
    by_name(name).map_or(SIZE_LIMIT_BYTES, limit_bytes)
}

/// The format of decoded text: a page saved under a text name is still a page.
pub(crate) fn by_content(announced: Format, text: &str) -> Format {
    let head: String =
        text.trim_start_matches('\u{feff}').trim_start().chars().take(20).collect::<String>().to_lowercase();
    let is_page = ["<!doctype html", "<html"].iter().any(|start| head.starts_with(start));
    if is_page { Format::Html } else { announced }
}

/// The format of a document that its bytes tell, whatever its name; `None` for text of any kind.
///
/// # Errors
/// For a document that is not read, and one whose name promises what its bytes are not.
pub(crate) fn by_bytes(announced: Format, bytes: &[u8]) -> Result<Option<Format>, Fault> {
    const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    if is_package(bytes) {
        return match Package::open(bytes)?.content() {
            Content::Word => Ok(Some(Format::Word)),
            Content::OpenDocument => Ok(Some(Format::OpenDocument)),
            Content::Other(what) => Err(Fault::Binary { looks_like: Some(what) }),
            Content::Archive => Err(Fault::Binary { looks_like: Some("a ZIP archive") }),
        };
    }
    if bytes.starts_with(OLD_OFFICE) {
        // What is locked is kept in the same wrapping, under a name in UTF-16.
        let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
        let is_locked = memchr::memmem::find(bytes, &locked).is_some();
        return Err(if is_locked { Fault::Locked } else { Fault::OldWord });
    }
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if start.starts_with(b"{\\rtf") {
        return Ok(Some(Format::Rtf));
    }
    if memchr::memmem::find(start.get(..FLAT_HEAD).unwrap_or(start), b"<office:document").is_some() {
        return Ok(Some(Format::FlatOpenDocument));
    }
    match announced {
        Format::Word | Format::OpenDocument if bytes.is_empty() => Err(Fault::Empty),
        Format::Word | Format::OpenDocument if std::str::from_utf8(bytes).is_err() => {
            Err(Fault::Damaged { what: "it is no document of the kind its name says".to_string() })
        }
        _ => Ok(None),
    }
}

/// How far from its beginning an OpenDocument in one file says what it is.
const FLAT_HEAD: usize = 1_000;

/// What the first bytes of a binary file say it is.
pub(crate) fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 8] = [
        (b"%PDF", "PDF"),
        (b"PK\x03\x04", "a ZIP archive, as .docx, .odt and .epub are"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x1f\x8b", "gzip"),
        (b"{\\rtf", "RTF"),
    ];
    SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, name)| *name)
}

/// The end of a name in lower case, without its dot; empty when there is none. Of a path, of its last part.
pub(crate) fn extension(file_name: &str) -> String {
    match file_name.rsplit('/').next().unwrap_or_default().rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() => end.to_lowercase(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_content_tell_the_format() {
        for (name, text, want) in [
            ("a.txt", "Six people died.", Some(Format::Text)),
            ("a.TXT", "  <!DOCTYPE html><p>x", Some(Format::Html)),
            ("a.md", "# A", Some(Format::Markdown)),
            ("a.htm", "x", Some(Format::Html)),
            ("report", "x", Some(Format::Text)),
            ("a.pdf", "x", Some(Format::Pdf)),
            ("a.xyz", "x", None),
        ] {
            assert_eq!(by_name(name).ok().map(|f| by_content(f, text)), want, "{name}");
        }
    }

    #[test]
    fn the_end_of_a_name_tells_how_large_a_file_may_be() {
        for (name, want) in [
            ("a.pdf", 64_000_000),
            ("box.zip/sub/a.PDF", 64_000_000),
            ("a.docx", 64_000_000),
            ("a.odt", 64_000_000),
            ("a.rtf", 64_000_000),
            ("a.eml", 64_000_000),
            ("a.txt", 20_000_000),
            ("a.html", 20_000_000),
            ("pdf", 20_000_000),
            ("a.pdf/b", 20_000_000),
            ("a.xyz", 20_000_000),
            ("", 20_000_000),
        ] {
            assert_eq!(size_limit(name), want, "{name}");
        }
    }

    #[test]
    fn companions_are_no_reports() {
        for (name, want) in [
            ("reports.csv", true),
            ("recount.toml", true),
            (".hidden.txt", true),
            ("README.md", true),
            ("readme-statement.html", false),
            ("gold.jsonl", true),
            ("01.txt", false),
            ("scan.pdf", false),
        ] {
            assert_eq!(is_companion(name), want, "{name}");
        }
    }
}
