//! One text in several formats: reports as web pages, converted by LibreOffice, give the same paragraphs, the same headline and the same
//! claims. Plain reports of a dossier are made into pages by their blocks; the texts go nowhere but into a folder that goes with the run.

use super::program::libreoffice;
use anyhow::{Context, bail};
use recount::intake::{Dossier, read_bytes};
use recount::model::{BlockRole, Claim, Content, Report, ReportIndex, Settings};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The formats with what LibreOffice calls them.
const FORMATS: [(&str, &str); 4] = [
    ("docx", "docx:MS Word 2007 XML"),
    ("odt", "odt:writer8"),
    ("rtf", "rtf:Rich Text Format"),
    ("pdf", "pdf:writer_web_pdf_Export"),
];

/// A table of how many paragraphs and claims of the pages of `folder`'s reports come back from each format.
pub fn table(folder: &Path, verbose: bool) -> anyhow::Result<String> {
    let scratch = tempfile::tempdir()?;
    let mut pages = Vec::new();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .flatten()
        .map(|e| e.path())
        .collect();
    files.sort();
    for (n, file) in files.iter().filter(|file| file.extension().is_some_and(|end| end == "txt")).enumerate()
    {
        let report = read_bytes("a.txt", &std::fs::read(file)?)?.value;
        let page = scratch.path().join(format!("{n}.html"));
        std::fs::write(&page, page_of(&report))?;
        pages.push((page, report));
    }
    if pages.is_empty() {
        bail!("no texts in {}", folder.display());
    }
    let paths: Vec<PathBuf> = pages.iter().map(|(page, _)| page.clone()).collect();
    // By way of OpenDocument, since what is opened as a page cannot be saved in every format.
    let way = scratch.path().join("way");
    libreoffice(&paths, "odt:writer8", &way)?;
    let texts: Vec<PathBuf> = (0..pages.len()).map(|n| way.join(format!("{n}.odt"))).collect();
    let mut rows = String::new();
    for (end, to) in FORMATS {
        let folder = scratch.path().join(end);
        libreoffice(&texts, to, &folder)?;
        let (mut same, mut paragraphs, mut titles, mut same_claims, mut claims) = (0, 0, 0, 0, 0);
        for (n, (page, plain)) in pages.iter().enumerate() {
            let of_page = dated(read_bytes("a.html", &std::fs::read(page)?)?.value, plain);
            let file = folder.join(format!("{n}.{end}"));
            let other = match read_bytes(&format!("a.{end}"), &std::fs::read(&file)?) {
                Ok(checked) => dated(checked.value, plain),
                Err(error) => {
                    eprintln!("{error}");
                    continue;
                }
            };
            let (ours, theirs) = (blocks(&of_page), blocks(&other));
            let (equal, all) = equal(&ours, &theirs, verbose);
            (same, paragraphs) = (same + equal, paragraphs + all);
            titles += usize::from(of_page.title == other.title);
            let (equal, all) = self::equal(&claims_of(of_page), &claims_of(other), verbose);
            (same_claims, claims) = (same_claims + equal, claims + all);
        }
        writeln!(
            rows,
            "| {end} | {} | {titles} of {} | {same} of {paragraphs} | {same_claims} of {claims} |",
            pages.len(),
            pages.len()
        )?;
    }
    Ok(rows)
}

/// A page whose elements are the report's blocks.
fn page_of(report: &Report) -> String {
    let escaped = |words: &str| words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let title = escaped(report.title.as_deref().unwrap_or_default());
    let mut page = format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{title}</title></head><body><article>\n"
    );
    for block in &report.blocks {
        let element = match block.role {
            BlockRole::Title => "h1",
            BlockRole::Heading => "h2",
            _ => "p",
        };
        page.push_str(&format!("<{element}>{}</{element}>\n", escaped(block.span.slice(&report.text))));
    }
    page + "</article></body></html>\n"
}

/// The report with the date that is known of the plain one, as a dossier's list would give it to each.
fn dated(report: Report, plain: &Report) -> Report {
    Report { published: plain.published, ..report }
}

fn blocks(report: &Report) -> Vec<String> {
    let read = report.blocks.iter().filter(|block| block.role.is_read());
    read.map(|block| one_line(block.span.slice(&report.text))).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The claims of a report, each as a line that says what it says.
fn claims_of(report: Report) -> Vec<String> {
    let dossier = Dossier {
        name: String::new(),
        reports: vec![report],
        settings: Settings::default(),
        unread: Vec::new(),
    };
    let claims = recount::pipeline::read_report(&dossier, ReportIndex(0)).value;
    claims.iter().map(|claim| told(claim, &dossier.reports[0].text)).collect()
}

fn told(claim: &Claim, text: &str) -> String {
    let voices: Vec<&str> = claim.voices.iter().map(|voice| voice.name.as_str()).collect();
    let content = match &claim.content {
        Content::Count(count) => {
            format!(
                "{:?} {} {:?}-{:?}",
                count.measure,
                one_line(&count.population.words),
                count.interval.low,
                count.interval.high
            )
        }
        other => one_line(&format!("{other:?}")),
    };
    format!("{} | {} | {content}", one_line(claim.span.slice(text)), voices.join(" > "))
}

/// How many lines of the longer list stand in both, in order.
fn equal(ours: &[String], theirs: &[String], verbose: bool) -> (usize, usize) {
    let (mut same, mut from) = (0, 0);
    for line in ours {
        match theirs[from..].iter().position(|other| other == line) {
            Some(at) => (same, from) = (same + 1, from + at + 1),
            None if verbose => println!("only in the page: {line}"),
            None => {}
        }
    }
    if verbose {
        for line in theirs.iter().filter(|line| !ours.contains(line)) {
            println!("only in the file: {line}");
        }
    }
    (same, ours.len().max(theirs.len()))
}
