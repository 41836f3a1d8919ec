//! `recount show`: one report, as intake made it.

use super::plain;
use crate::arguments::{Global, ShowArguments};
use crate::destination::Destination;
use crate::failure::Failure;
use crate::notices;
use crate::progress::Bar;
use recount::model::{Claim, CodePoints, Content, DateBasis, Report, Span, Word};
use recount::store::Store;
use recount::{kept, pipeline};
use std::fmt::Write;

/// Runs the verb.
pub fn run(arguments: &ShowArguments, global: &Global) -> Result<(), Failure> {
    let bar = Bar::new(global.quiet);
    let taken = pipeline::take_in(&arguments.dossier, &|step| bar.step(step))
        .map_err(|e| Failure::from(e).unless_named(&arguments.dossier))?;
    drop(bar);
    let reports = &taken.value.reports;
    if let Some(unread) = taken.value.unread.iter().find(|u| u.file == arguments.report) {
        return Err(Failure::usage(
            format!("{}: not read: {}", unread.file, unread.reason),
            "other reports of the dossier can be shown",
        ));
    }
    let store = match Store::exists(&arguments.dossier) {
        true => Some(Store::open(&arguments.dossier).map_err(recount::Error::from)?),
        false => None,
    };
    if let Some(store) = &store
        && let Some((table, issues)) = kept::table_of_claims(store, &arguments.report)?
    {
        notices::print(&[], &issues, &[], global.quiet);
        let claims = if table.claims == 1 { "claim" } else { "claims" };
        let out = format!("{}: a table of {} {claims} about reports that stand\n", table.file, table.claims);
        return Destination::Stdout.write(plain(&out).as_bytes());
    }
    let index = pipeline::find_report(reports, &arguments.report)?;
    let report = &reports[index.0];
    if arguments.text {
        return Destination::Stdout.write(report.text.as_bytes());
    }
    let read = pipeline::read_report(&taken.value, index);
    let about_it = |file: &Option<String>| file.as_deref() == Some(report.file.as_str());
    let issues: Vec<_> = taken.issues.into_iter().chain(read.issues).filter(|i| about_it(&i.file)).collect();
    notices::print(&[], &issues, std::slice::from_ref(report), global.quiet);
    let given = match &store {
        Some(store) => kept::claims_with_tables(store, &arguments.dossier, report.id)?,
        None => None,
    };
    let origin = if given.is_some() { "as read, and as tables give them" } else { "as read" };
    let mut out = plain(&describe(report, &given.unwrap_or(read.value), origin));
    if let Some(store) = &store {
        out.push_str(&plain(&kept(store, report)?));
    }
    Destination::Stdout.write(out.as_bytes())
}

/// What a dossier keeps of a report beside it: how it came, its versions, and where its passages stand too.
fn kept(store: &Store, report: &Report) -> Result<String, recount::Error> {
    let mut out = String::from("\nArrivals\n");
    for arrived in store.arrivals(report.id)? {
        let arrival = &arrived.arrival;
        let within =
            arrival.within.as_ref().map(|within| format!("in {}", &within.container.to_string()[..12]));
        let known = [arrival.publisher.clone(), arrival.url.clone(), within].into_iter().flatten();
        let known: String = known.map(|words| format!("  {words}")).collect();
        let _ = writeln!(out, "{}  {}  {}{known}", arrived.when, arrived.who, arrival.file);
    }
    let versions = store.versions(report.id)?;
    if versions.len() > 1 {
        out.push_str("\nVersions\n");
        for version in &versions {
            let here = if version.report == report.id { "  (this one)" } else { "" };
            let _ = writeln!(
                out,
                "{}  {}  {}{here}",
                version.when,
                &version.report.to_string()[..12],
                version.file
            );
        }
    }
    let shared = kept::copies_of(store, report.id)?;
    if !shared.is_empty() {
        let points = CodePoints::new(&report.text);
        out.push_str("\nPassages that others print too\n");
        for passage in &shared {
            let words = opening(passage.here.slice(&report.text));
            let place = place(&points, passage.here);
            let _ = writeln!(out, "{place}  {} ({} words)\n{:17}{words}", passage.file, passage.words, "");
        }
    }
    Ok(out)
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
