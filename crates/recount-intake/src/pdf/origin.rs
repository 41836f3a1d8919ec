//! What a PDF states of its own origin: its title and author, in the information dictionary or in the XMP packet, and the day of
//! publication where a publisher's fields say it. The day the file was made is none: a page of 1998 that is printed to PDF today was
//! made today, and a date that dates weekdays wrongly costs more than none.

use super::stream::decoded;
use super::strings::text;
use crate::author::named;
use crate::date_line::metadata_date;
use crate::report::Stated;
use crate::words::one_line;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Stream};
use regex::Regex;
use std::sync::LazyLock;

/// The longest packet that is looked at.
const PACKET_LIMIT_BYTES: usize = 4_000_000;

/// What it states.
pub(super) fn of(pdf: &Pdf) -> Stated {
    let info = pdf.metadata();
    let field = |bytes: &Option<Box<[u8]>>| {
        bytes.as_ref().map(|bytes| one_line(&text(bytes))).filter(|words| !words.is_empty())
    };
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let packet = catalog
        .and_then(|catalog| catalog.get::<Stream<'_>>("Metadata"))
        .and_then(|stream| decoded(&stream, PACKET_LIMIT_BYTES, &mut 0))
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .unwrap_or_default();
    let title =
        field(&info.title).or_else(|| in_packet(&TITLE, &packet)).filter(|title| !is_file_name(title));
    let author = field(&info.author).or_else(|| in_packet(&AUTHOR, &packet)).as_deref().and_then(named);
    let publisher = in_packet(&PUBLISHER, &packet);
    let published = in_packet(&PUBLISHED, &packet).as_deref().and_then(metadata_date);
    Stated { title, author, publisher, url: None, published }
}

/// Programs write the name of the file they printed into the title.
fn is_file_name(title: &str) -> bool {
    let lower = title.to_lowercase();
    let ends = [
        ".doc", ".docx", ".odt", ".rtf", ".txt", ".indd", ".qxd", ".qxp", ".pdf", ".html", ".htm", ".tex",
        ".dvi", ".ps",
    ];
    ends.iter().any(|end| lower.ends_with(end))
        || lower.starts_with("microsoft word - ")
        || matches!(lower.as_str(), "untitled" | "about:blank" | "(anonymous)")
}

fn pattern(tag: &str) -> Regex {
    Regex::new(&format!(r"(?s)<{tag}\b[^>]*>\s*(?:<rdf:(?:Alt|Seq|Bag)>\s*<rdf:li\b[^>]*>)?([^<]{{1,500}})<"))
        .expect("a valid pattern")
}

static TITLE: LazyLock<Regex> = LazyLock::new(|| pattern("dc:title"));
static AUTHOR: LazyLock<Regex> = LazyLock::new(|| pattern("dc:creator"));
static PUBLISHER: LazyLock<Regex> = LazyLock::new(|| pattern("dc:publisher"));
/// The date of publication as publishers write it (PRISM, Dublin Core's terms). `dc:date` is left aside: programs write the day they made
/// the file there.
static PUBLISHED: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:prism:(?:publicationDate|coverDate)|dcterms:issued)"));

fn in_packet(pattern: &Regex, packet: &str) -> Option<String> {
    let words = one_line(&pattern.captures(packet)?[1]);
    let words = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"]
        .iter()
        .zip(["&", "<", ">", "\"", "'"])
        .rev()
        .fold(words, |words, (coded, sign)| words.replace(coded, sign));
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packet_states_title_and_author() {
        let packet = r#"<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Fire &amp; flood</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>Anna Berg</rdf:li></rdf:Seq></dc:creator><prism:coverDate>2014-05-02</prism:coverDate>"#;
        assert_eq!(in_packet(&TITLE, packet).as_deref(), Some("Fire & flood"));
        assert_eq!(in_packet(&AUTHOR, packet).as_deref(), Some("Anna Berg"));
        assert_eq!(in_packet(&PUBLISHED, packet).as_deref(), Some("2014-05-02"));
        assert_eq!(in_packet(&PUBLISHER, packet), None);
        assert!(
            is_file_name("Microsoft Word - final3")
                && is_file_name("a.INDD")
                && !is_file_name("Fire at Harl")
        );
    }
}
