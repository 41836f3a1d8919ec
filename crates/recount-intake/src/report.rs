//! One report from its bytes: decode, find the text, place its blocks, note what it says of its origin.

use crate::author::{author_of, name_alone};
use crate::blocks::{Piece, Placed, Sign, Unit, cut, place, plain, sign};
use crate::date_line::{credit_line, date_in_address, date_line, dateline_date, metadata_date};
use crate::document::{Package, compose};
use crate::encoding::{Decoded, decode};
use crate::format::{Format, by_bytes, by_content, by_name, limit_bytes};
use crate::letter::read_letter;
use crate::words::one_line;
use crate::{Fault, IntakeError, document, html, language, markdown, pdf};
use recount_model::{
    BlockRole, Checked, DateBasis, Issue, PartialDate, Published, Report, ReportId, Severity,
};

/// What a file states of its own origin.
#[derive(Debug, Default)]
pub(crate) struct Stated {
    pub title: Option<String>,
    pub author: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub published: Option<PartialDate>,
}

/// Reads one report. The format follows from the end of `file_name` and from the content. For text and Markdown in UTF-8
/// the report's text is exactly the file; for HTML it is the main text of the page, headline first.
///
/// # Errors
/// [`IntakeError::Unreadable`] with the [`Fault`] when the bytes are no text, too many, or hold nothing to read.
pub fn read_bytes(file_name: &str, bytes: &[u8]) -> Result<Checked<Report>, IntakeError> {
    read(file_name, bytes).map_err(|fault| IntakeError::Unreadable { file: file_name.to_string(), fault })
}

pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<Checked<Report>, Fault> {
    let announced = by_name(file)?;
    let limit_bytes = limit_bytes(announced);
    if bytes.len() as u64 > limit_bytes {
        return Err(Fault::TooLarge { size_bytes: bytes.len() as u64, limit_bytes });
    }
    if announced == Format::Letter {
        return Ok(Checked { value: from_letter(file, bytes)?, issues: Vec::new() });
    }
    if let Some(format) = by_bytes(announced, bytes)? {
        return from_document(file, ReportId::of(bytes), format, bytes);
    }
    if announced == Format::Pdf || bytes.starts_with(b"%PDF-") {
        return from_pdf(file, bytes);
    }
    let decoded = decode(bytes, announced == Format::Html)?;
    let issues = encoding_issue(file, &decoded).into_iter().collect();
    if decoded.text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        return Err(Fault::Empty);
    }
    let id = ReportId::of(bytes);
    let report = match by_content(announced, &decoded.text) {
        Format::Text => from_text(file, id, decoded.text),
        Format::Markdown => from_markdown(file, id, decoded.text),
        Format::Html => from_page(file, id, &decoded.text)?,
        // A document by its name, plain text by its bytes.
        _ => from_text(file, id, decoded.text),
    };
    Ok(Checked { value: report, issues })
}

fn encoding_issue(file: &str, decoded: &Decoded) -> Option<Issue> {
    let (severity, message) = match (decoded.replaced_bytes, decoded.encoding) {
        (0, None) => return None,
        (0, Some(encoding)) => {
            let guessed = if decoded.guessed { ", the likeliest encoding of its bytes" } else { "" };
            (Severity::Note, format!("{file} is not UTF-8 and was read as {encoding}{guessed}"))
        }
        (n, encoding) => {
            let encoding = encoding.unwrap_or("UTF-8");
            let bytes = if n == 1 { "1 byte".to_string() } else { format!("{n} bytes") };
            (Severity::Warning, format!("{file} is broken {encoding}: {bytes} replaced by U+FFFD"))
        }
    };
    let hint = Some("save the file as UTF-8".to_string());
    Some(Issue { severity, code: "encoding", file: Some(file.to_string()), span: None, message, hint })
}

fn from_text(file: &str, id: ReportId, text: String) -> Report {
    let pieces: Vec<Piece> = cut(&text, 0, |_| false).into_iter().map(|unit| plain(&text, unit)).collect();
    let placed = place(&text, &pieces, false);
    assembled(file, id, text, placed, &pieces, Stated::default())
}

/// A letter's text is its subject, the fields that say who wrote to whom and when, and its words.
fn from_letter(file: &str, bytes: &[u8]) -> Result<Report, Fault> {
    let letter = read_letter(bytes)?;
    let head: Vec<String> = letter.subject.iter().cloned().chain([letter.fields.join("\n")]).collect();
    let mut text = head.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    let head_end = text.len();
    if !letter.body.is_empty() {
        text.push_str("\n\n");
        text.push_str(&letter.body);
    }
    if text.trim().is_empty() {
        return Err(Fault::Empty);
    }
    let titled = letter.subject.is_some();
    let of_unit = |unit: Unit| {
        let is_field = unit.span.end <= head_end && !(titled && unit.span.start == 0);
        if is_field { Piece { unit, sign: Sign::Byline, heading: false } } else { plain(&text, unit) }
    };
    let pieces: Vec<Piece> = cut(&text, 0, |_| false).into_iter().map(of_unit).collect();
    let placed = place(&text, &pieces, titled);
    let (title, author, published) = (letter.subject, letter.author, letter.sent);
    let stated = Stated { title, author, published, ..Stated::default() };
    Ok(assembled(file, ReportId::of(bytes), text, placed, &pieces, stated))
}

fn from_markdown(file: &str, id: ReportId, text: String) -> Report {
    let (pieces, front) = markdown::pieces(&text);
    let value = |keys: &[&str]| keys.iter().find_map(|k| front.get(*k)).cloned();
    let stated = Stated {
        title: value(&["title"]),
        author: value(&["author", "by", "byline"]),
        publisher: value(&["publisher", "source", "site"]),
        url: value(&["url", "link", "canonical"]),
        published: value(&["published", "date"]).and_then(|d| metadata_date(&d)),
    };
    let placed = place(&text, &pieces, false);
    assembled(file, id, text, placed, &pieces, stated)
}

fn from_page(file: &str, id: ReportId, page: &str) -> Result<Report, Fault> {
    let main = html::main_text(page)?;
    let text = main.text;
    let pieces: Vec<Piece> = cut(&text, 0, |_| false).into_iter().map(|unit| plain(&text, unit)).collect();
    let placed = place(&text, &pieces, main.titled);
    Ok(assembled(file, id, text, placed, &pieces, main.stated))
}

/// A report from a document of a word processor.
fn from_document(file: &str, id: ReportId, format: Format, bytes: &[u8]) -> Result<Checked<Report>, Fault> {
    let document = match format {
        Format::Word => document::read_word(&mut Package::open(bytes)?)?,
        Format::OpenDocument => document::read_open_document(&mut Package::open(bytes)?)?,
        Format::FlatOpenDocument => document::read_flat_open_document(bytes)?,
        _ => document::read_rtf(bytes)?,
    };
    let issues = document.cut_short.then(|| Issue {
        severity: Severity::Warning,
        code: "cut-short",
        file: Some(file.to_string()),
        span: None,
        message: format!("{file} ends before its document does; text may be missing"),
        hint: Some("fetch it again".to_string()),
    });
    let composed = compose(document);
    if composed.pieces.is_empty() {
        return Err(Fault::Empty);
    }
    let placed = place(&composed.text, &composed.pieces, composed.titled);
    let report = assembled(file, id, composed.text, placed, &composed.pieces, Stated::default());
    Ok(Checked { value: report, issues: issues.into_iter().collect() })
}

/// A report from a PDF, with the places of its words.
fn from_pdf(file: &str, bytes: &[u8]) -> Result<Checked<Report>, Fault> {
    let document = pdf::read(bytes)?;
    let text = document.text;
    let piece = |passage: &pdf::Passage| {
        let unit = Unit { span: passage.span, after_blank: true };
        let furniture = passage.kind == pdf::Kind::Furniture;
        let sign = if furniture { Sign::Boilerplate } else { sign(passage.span.slice(&text)) };
        Piece { unit, sign, heading: passage.kind == pdf::Kind::Heading }
    };
    let pieces: Vec<Piece> = document.passages.iter().map(piece).collect();
    let placed = place(&text, &pieces, document.titled);
    let mut report = assembled(file, ReportId::of(bytes), text, placed, &pieces, document.stated);
    report.pages = document.pages;
    let warning = |code, message: String, hint: &str| Issue {
        severity: Severity::Warning,
        code,
        file: Some(file.to_string()),
        span: None,
        message,
        hint: Some(hint.to_string()),
    };
    let unknown = (document.unknown_letters > 0).then(|| {
        let message = format!(
            "{file}: its fonts do not say what {} of its letters are; they stand as U+FFFD",
            document.unknown_letters
        );
        warning("letters", message, "recognise its text anew, for example with ocrmypdf --force-ocr")
    });
    let cut_short = document.cut_short.map(|page| {
        let message = format!("{file} draws more than is looked at; text may be missing from page {page} on");
        warning("cut-short", message, "split it into its reports")
    });
    Ok(Checked { value: report, issues: unknown.into_iter().chain(cut_short).collect() })
}

/// Puts a report together; what the file states outranks what its lines say, those outrank its address.
fn assembled(
    file: &str,
    id: ReportId,
    text: String,
    placed: Placed,
    pieces: &[Piece],
    stated: Stated,
) -> Report {
    let credited = || placed.head_bylines.iter().find_map(|span| credit_line(span.slice(&text)));
    // "By Anna Berg, 3 May 2014" credits an author.
    let credited = || credited().map(|(name, _)| name).filter(|name| !name.starts_with("By "));
    let publisher = stated.publisher.or_else(credited);
    let author = stated.author.or_else(|| author(&text, &placed, pieces));
    let published = published(&text, &placed, stated.published, stated.url.as_deref());
    let title = stated.title.or_else(|| placed.title.map(|span| one_line(span.slice(&text))));
    let read = placed.blocks.iter().filter(|b| b.role.is_read()).map(|b| b.span.slice(&text));
    Report {
        id,
        file: file.to_string(),
        copies: Vec::new(),
        title,
        publisher,
        author,
        published,
        url: stated.url,
        language: language::judge(read).code.to_string(),
        blocks: placed.blocks,
        text,
        pages: Vec::new(),
    }
}

/// The first byline that names somebody. A name alone counts when the text follows without an empty line or a note on
/// the author names it again.
fn author(text: &str, placed: &Placed, pieces: &[Piece]) -> Option<String> {
    let bylines = || placed.head_bylines.iter().map(|span| span.slice(text));
    let alone = || {
        placed.head_bylines.iter().find_map(|span| {
            let name = name_alone(span.slice(text))?;
            let text_follows =
                pieces.iter().find(|p| p.unit.span.start >= span.end).is_some_and(|p| !p.unit.after_blank);
            (text_follows || placed.noted_names.contains(&name)).then_some(name)
        })
    };
    // A name under "Author" is stated by the page itself.
    bylines().find_map(author_of).or_else(alone).or_else(|| placed.noted_names.first().cloned())
}

fn published(
    text: &str,
    placed: &Placed,
    stated: Option<PartialDate>,
    url: Option<&str>,
) -> Option<Published> {
    let line = || {
        let of = |line: &str| date_line(line).or_else(|| credit_line(line).map(|(_, date)| date));
        let lines = placed.head_bylines.iter().filter_map(|span| of(span.slice(text)));
        lines.filter(|line| !line.revised).map(|line| line.date).next()
    };
    let dateline = || {
        let first = placed.blocks.iter().find(|b| b.role == BlockRole::Body)?;
        dateline_date(first.span.slice(text))
    };
    let found = |date: Option<PartialDate>, basis| date.map(|date| Published { date, basis });
    found(stated, DateBasis::Metadata)
        .or_else(|| found(line().or_else(dateline), DateBasis::Text))
        .or_else(|| found(url.and_then(date_in_address), DateBasis::Address))
}
