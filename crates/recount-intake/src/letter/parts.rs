//! The parts of a letter (RFC 2046): which of them are its words, which are attached. Of alternatives the plain text is read, unless it
//! is a mere notice beside a page that says much more; of what belongs together (`related`) the first; of the rest every text that is
//! not marked as attached.

use super::Attachment;
use super::head::{PartHead, of_part, parted};
use super::text::{in_charset, of_page};
use super::transfer::decoded;

/// Parts within parts that are looked at.
const DEPTH: usize = 30;
/// Parts of a letter that are looked at.
const PARTS: usize = 5_000;
/// A plain text below this length may be a notice that the letter is a page.
const NOTICE_CHARS: usize = 200;
/// How many times as long the page must be then.
const MUCH_MORE: usize = 4;

/// What has been looked at so far.
#[derive(Default)]
pub(super) struct Work {
    parts: usize,
    unnamed: usize,
}

/// What was found in a part.
#[derive(Debug, Default)]
pub(super) struct Found {
    texts: Vec<String>,
    /// Whether the words were those of a page.
    page: bool,
    pub attachments: Vec<Attachment>,
}

impl Found {
    pub(super) fn text(&self) -> String {
        self.texts.join("\n\n")
    }

    fn chars(&self) -> usize {
        self.texts.iter().map(|text| text.trim().chars().count()).sum()
    }
}

/// Reads one part, fields and body. `default` is the media type of a part that states none.
pub(super) fn read(bytes: &[u8], depth: usize, default: &str, work: &mut Work) -> Found {
    work.parts += 1;
    let (head, body) = parted(bytes);
    let head = of_part(head);
    let media = head.media.clone().unwrap_or_else(|| default.to_string());
    if let Some(kind) = media.strip_prefix("multipart/")
        && depth < DEPTH
        && let Some(boundary) = &head.boundary
    {
        let pieces = pieces(body, boundary.as_bytes());
        if !pieces.is_empty() {
            return several(kind, &pieces, depth, work);
        }
    }
    let is_text = matches!(media.as_str(), "text/plain" | "text/html" | "text/" | "text/enriched")
        || (depth == 0 && !media.contains('/'))
        || (media.starts_with("multipart/") && depth < DEPTH);
    if is_text && !head.attached && (depth == 0 || head.name.is_none()) {
        return words(&media, &head, body);
    }
    Found { attachments: vec![attachment(media, head, body, work)], ..Found::default() }
}

fn words(media: &str, head: &PartHead, body: &[u8]) -> Found {
    let page = media == "text/html";
    let text = in_charset(&decoded(body, &head.encoding), head.charset.as_deref(), page);
    let text = if page { of_page(&text) } else { text };
    let texts = if text.trim().is_empty() { Vec::new() } else { vec![text.trim_end().to_string()] };
    Found { texts, page, attachments: Vec::new() }
}

fn attachment(media: String, head: PartHead, body: &[u8], work: &mut Work) -> Attachment {
    let mut bytes = decoded(body, &head.encoding);
    if media == "text/plain" && head.charset.is_some() && !head.encoding.is_empty() {
        bytes = in_charset(&bytes, head.charset.as_deref(), false).into_bytes();
    }
    let name = head.name.unwrap_or_else(|| {
        work.unnamed += 1;
        // What is no text must not be taken for one because it has no name.
        let kind = media.rsplit('/').next().unwrap_or_default();
        let end = if media.starts_with("text/") || media == "message/rfc822" {
            String::new()
        } else {
            format!(".{kind}")
        };
        format!("part-{}{end}", work.unnamed)
    });
    Attachment { name, media, bytes }
}

fn several(kind: &str, pieces: &[&[u8]], depth: usize, work: &mut Work) -> Found {
    let default = if kind == "digest" { "message/rfc822" } else { "text/plain" };
    let mut all: Vec<Found> = Vec::new();
    for piece in pieces {
        if work.parts >= PARTS {
            break;
        }
        all.push(read(piece, depth + 1, default, work));
    }
    let chosen = match kind {
        "alternative" => alternative(&all),
        "related" => all.iter().position(|found| !found.texts.is_empty()),
        _ => None,
    };
    let mut joined = Found::default();
    for (n, found) in all.into_iter().enumerate() {
        joined.attachments.extend(found.attachments);
        if chosen.is_none_or(|chosen| chosen == n) && !(chosen.is_none() && kind == "alternative") {
            joined.page |= found.page;
            joined.texts.extend(found.texts);
        }
    }
    joined
}

/// Which of the alternatives is read.
fn alternative(all: &[Found]) -> Option<usize> {
    let longest = |page: bool| {
        let of_kind =
            all.iter().enumerate().filter(|(_, found)| found.page == page && !found.texts.is_empty());
        of_kind.max_by_key(|(n, found)| (found.chars(), std::cmp::Reverse(*n)))
    };
    match (longest(false), longest(true)) {
        (Some((_, plain)), Some((page, found)))
            if plain.chars() < NOTICE_CHARS && found.chars() > MUCH_MORE * plain.chars() =>
        {
            Some(page)
        }
        (Some((plain, _)), _) => Some(plain),
        (None, page) => page.map(|(n, _)| n),
    }
}

/// The parts between lines `--boundary`, until `--boundary--` or the end. The line end before a boundary belongs to it.
fn pieces<'b>(body: &'b [u8], boundary: &[u8]) -> Vec<&'b [u8]> {
    let mut pieces = Vec::new();
    let (mut at, mut start) = (0, None);
    while at < body.len() {
        let end = memchr::memchr(b'\n', &body[at..]).map_or(body.len(), |found| at + found + 1);
        let marks = body[at..end].strip_prefix(b"--").and_then(|rest| rest.strip_prefix(boundary));
        if let Some(rest) = marks.map(<[u8]>::trim_ascii_end)
            && (rest.is_empty() || rest == b"--")
        {
            if let Some(start) = start {
                pieces.push(without_line_end(&body[start..at]));
            }
            if rest == b"--" || pieces.len() > PARTS {
                return pieces;
            }
            start = Some(end);
        }
        at = end;
    }
    if let Some(start) = start.filter(|start| *start < body.len()) {
        pieces.push(&body[start..]);
    }
    pieces
}

fn without_line_end(piece: &[u8]) -> &[u8] {
    piece.strip_suffix(b"\r\n").or_else(|| piece.strip_suffix(b"\n")).unwrap_or(piece)
}
