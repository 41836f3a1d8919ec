//! `recount show`: one report, as intake made it.

mod kept;

use super::plain;
use crate::arguments::{Global, ShowArguments};
use crate::destination::Destination;
use crate::failure::Failure;
use crate::notices;
use crate::progress::Bar;
use recount::intake::Dossier;
use recount::model::{Claim, CodePoints, Content, DateBasis, Issue, Report, ReportIndex, Span, Word};
use recount::pipeline;
use recount::store::Store;
use std::fmt::Write;

/// Runs the verb.
pub fn run(arguments: &ShowArguments, global: &Global) -> Result<(), Failure> {
    if Store::exists(&arguments.dossier) {
        return kept::run(arguments, global);
    }
    let bar = Bar::new(global.quiet);
    let taken = pipeline::take_in(&arguments.dossier, &|step| bar.step(step))
        .map_err(|e| Failure::from(e).unless_named(&arguments.dossier))?;
    drop(bar);
    if let Some(unread) = taken.value.unread.iter().find(|u| u.file == arguments.report) {
        return Err(not_read(&unread.file, &unread.reason));
    }
    let index = pipeline::find_report(&taken.value.reports, &arguments.report)?;
    let out = shown(arguments, &taken.value, index, taken.issues, None, global);
    Destination::Stdout.write(out.as_bytes())
}

fn not_read(file: &str, reason: &str) -> Failure {
    Failure::usage(format!("{file}: not read: {reason}"), "other reports of the dossier can be shown")
}

/// The text of a report, or what is known of it with its claims: those read in it, or those `given` with what tables say beside. What was
/// imperfect about it is said.
fn shown(
    arguments: &ShowArguments,
    dossier: &Dossier,
    index: ReportIndex,
    issues: Vec<Issue>,
    given: Option<Vec<Claim>>,
    global: &Global,
) -> String {
    let report = &dossier.reports[index.0];
    if arguments.text {
        return report.text.clone();
    }
    let read = pipeline::read_report(dossier, index);
    let about_it = |file: &Option<String>| file.as_deref() == Some(report.file.as_str());
    let issues: Vec<_> = issues.into_iter().chain(read.issues).filter(|i| about_it(&i.file)).collect();
    notices::print(&[], &issues, std::slice::from_ref(report), global.quiet);
    let origin = if given.is_some() { "as read, and as tables give them" } else { "as read" };
    plain(&describe(report, &given.unwrap_or(read.value), origin))
}

fn describe(report: &Report, claims: &[Claim], origin: &str) -> String {
    let mut out = String::new();
    for (name, value) in known(report) {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{name:<10} {}", value.unwrap_or_else(|| "not known".to_string()));
    }
    let points = CodePoints::new(&report.text);
    let _ = writeln!(out, "\nParts (offsets in code points)");
    for block in &report.blocks {
        let _ = writeln!(
            out,
            "{}  {:<11}  {}",
            place(&points, block.span),
            block.role.word(),
            opening(block.span.slice(&report.text))
        );
    }
    let _ = writeln!(out, "\nClaims, {origin}: {}", claims.len());
    for claim in claims {
        let words = opening(claim.span.slice(&report.text));
        let _ = writeln!(
            out,
            "{}  {:<14}  {}\n{:17}{words}",
            place(&points, claim.span),
            claim.content.kind(),
            content(claim),
            ""
        );
    }
    out
}

fn known(report: &Report) -> Vec<(&'static str, Option<String>)> {
    let published = report.published.map(|p| format!("{} ({})", p.date, basis(p.basis)));
    let mut known = vec![
        ("file", Some(report.file.clone())),
        ("title", report.title.clone()),
        ("publisher", report.publisher.clone()),
        ("author", report.author.clone()),
        ("published", published),
        ("address", report.url.clone()),
        ("language", Some(report.language.clone())),
        ("SHA-256", Some(report.id.to_string())),
    ];
    if !report.copies.is_empty() {
        let copies: Vec<&str> = report.copies.iter().map(|copy| copy.file.as_str()).collect();
        known.push(("copies", Some(copies.join(", "))));
    }
    known
}

fn basis(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Given => "given in reports.csv",
        DateBasis::Metadata => "stated in its metadata",
        DateBasis::Text => "stated in its text",
        DateBasis::Address => "taken from its address",
    }
}

/// The half-open range, in code points.
fn place(points: &CodePoints, span: Span) -> String {
    let (start, end) = points.range(span);
    format!("{start:>6}..{end:<7}")
}

/// The words on one line, shortened.
fn opening(words: &str) -> String {
    const SHOWN: usize = 80;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None => line,
    }
}

/// What the claim says and on whose word, in a line.
fn content(claim: &Claim) -> String {
    let said = match &claim.content {
        Content::Count(c) => format!("{} {}: {}", c.measure, c.population.key, c.interval),
        Content::Date { of, value } | Content::Place { of, value } => format!("{of}: {value}"),
        Content::Status(s) => format!("{}: {}", s.entity, s.status),
        Content::Position(p) => format!("{}: {}", p.actor, p.option),
        Content::Responsibility { about, value } => format!("{about}: {value}"),
        Content::Statement { about, .. } => about.clone().unwrap_or_default(),
    };
    let voices: Vec<String> = claim.voices.iter().map(ToString::to_string).collect();
    let voices = if voices.is_empty() { "own voice".to_string() } else { voices.join(" > ") };
    format!("{said} [{voices}]")
}
