//! `recount add`: files, folders, archives and pages into a dossier. A line is printed for each item once it is safely kept.

use super::plain;
use super::writing::with_hand;
use crate::arguments::{AddArguments, Global, ListFormat};
use crate::failure::Failure;
use crate::notices;
use crate::progress::Bar;
use recount::kept::{self, AddedItem, Became, Hand, Request, Summary};
use recount::model::{Arrival, DateBasis, Published};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Runs the verb.
pub fn run(arguments: &AddArguments, global: &Global) -> Result<(), Failure> {
    let published = arguments.published.map(|date| Published { date, basis: DateBasis::Given });
    let known = Arrival {
        publisher: arguments.publisher.clone(),
        author: arguments.author.clone(),
        published,
        url: arguments.url.clone(),
        ..Arrival::default()
    };
    let (addresses, sources): (Vec<&String>, Vec<&String>) =
        arguments.sources.iter().partition(|source| is_address(source));
    let sources = sources.into_iter().map(PathBuf::from).collect();
    let request = Request { sources, known, jobs: global.jobs, batch: arguments.batch };
    with_hand(&arguments.writer, "add", global, |hand| {
        if !request.sources.is_empty() {
            take_in(&arguments.dossier, &request, arguments.format, hand, global)?;
        }
        for address in addresses {
            let folder = tempfile::tempdir().map_err(|error| {
                Failure::usage(
                    format!("no temporary folder: {error}"),
                    "check the system's folder for temporary files",
                )
            })?;
            let page = super::fetch::fetch(address, arguments.allow_private, folder.path(), hand, global)?;
            let request = Request { sources: vec![page], ..request.clone() };
            take_in(&arguments.dossier, &request, arguments.format, hand, global)?;
        }
        Ok(())
    })
}

fn is_address(source: &str) -> bool {
    source.starts_with("https://") || source.starts_with("http://")
}

/// Adds, prints a line for each item and the summary.
pub fn take_in(
    folder: &Path,
    request: &Request,
    format: ListFormat,
    hand: &Hand<'_>,
    global: &Global,
) -> Result<(), Failure> {
    let bar = Bar::new(global.quiet);
    // Once nobody reads the lines any more, the work still goes on: it was asked for.
    let mut closed = false;
    let mut told = |item: &AddedItem| {
        if !closed {
            let line = match format {
                ListFormat::Text => text_line(item),
                ListFormat::Jsonl => json_line(item),
            };
            let mut out = std::io::stdout().lock();
            closed = writeln!(out, "{line}").and_then(|()| out.flush()).is_err();
        }
    };
    let summary = kept::add(folder, request, hand, &|step| bar.step(step), &mut told)?;
    drop(bar);
    notices::print(&summary.passed_over, &summary.issues, &[], global.quiet);
    if !global.quiet {
        for table in &summary.tables {
            let claims = if table.claims == 1 { "claim" } else { "claims" };
            notices::say(&format!(
                "{}: {} {claims} about reports that stand",
                plain(&table.file),
                table.claims
            ));
        }
        notices::say(&sum(&summary));
    }
    let nothing = summary.items.keys().all(|became| matches!(became, Became::Refused | Became::Container));
    if nothing && !summary.items.is_empty() {
        return Err(Failure::nothing_read("nothing was added that could be read", "see the reasons above"));
    }
    Ok(())
}

/// `added`, the first digits of the id, the name, and what is to be said, with tabs between.
fn text_line(item: &AddedItem) -> String {
    let id = item.id.map_or("-".repeat(12), |id| id.to_string()[..12].to_string());
    let note = item.note.as_ref().map(|note| format!("\t{}", plain(note))).unwrap_or_default();
    let difference = item.difference.as_deref().unwrap_or_default().trim_end();
    let difference: String = difference.lines().map(|line| format!("\n    {}", plain(line))).collect();
    format!("{}\t{id}\t{}{note}{difference}", item.became.word(), plain(&item.file))
}

fn json_line(item: &AddedItem) -> String {
    let id = item.id.map(|id| id.to_string());
    serde_json::json!({
        "became": item.became.word(), "sha256": id, "file": item.file, "note": item.note, "difference": item.difference,
    })
    .to_string()
}

fn sum(summary: &Summary) -> String {
    let parts = summary.items.iter().map(|(became, number)| format!("{number} {}", became.word()));
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { "nothing to add".to_string() } else { parts.join(", ") }
}
