//! `recount search`: reports by their words.

use super::{plain, say_pending, style};
use crate::arguments::{Global, ListFormat, SearchArguments};
use crate::destination::Destination;
use crate::failure::Failure;
use recount::model::CodePoints;
use recount::store::{Hit, Query, Store};
use std::fmt::Write;

/// Runs the verb.
pub fn run(arguments: &SearchArguments, global: &Global) -> Result<(), Failure> {
    let query = Query::parse(&arguments.query.join(" ")).map_err(recount::Error::from)?;
    let store = Store::open(&arguments.dossier).map_err(recount::Error::from)?;
    say_pending(&store, global)?;
    let hits = store.search(&query, arguments.limit, arguments.offset).map_err(recount::Error::from)?;
    let mut out = String::new();
    let bold = style(global).color;
    for hit in &hits.hits {
        match arguments.format {
            ListFormat::Text => text(&mut out, hit, bold),
            ListFormat::Jsonl => {
                let text =
                    store.report(hit.report.id).map_err(recount::Error::from)?.map(|report| report.text);
                json(&mut out, hit, &text.unwrap_or_default());
            }
        }
    }
    Destination::Stdout.write(out.as_bytes())?;
    if !global.quiet {
        let shown = hits.hits.len();
        crate::notices::say(&format!("{shown} of {} reports", hits.total));
    }
    Ok(())
}

/// The report in a line, and below it the words found.
fn text(out: &mut String, hit: &Hit, bold: bool) {
    let report = &hit.report;
    let date = report.published.map_or("no date".to_string(), |p| p.date.to_string());
    let publisher = report.publisher.as_deref().unwrap_or("-");
    let title = report.title.as_deref().unwrap_or("-");
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{}  {date}  {}  {}",
        plain(&report.file),
        plain(publisher),
        plain(title).replace('\n', " ")
    );
    let (words, marks) = (&hit.snippet.text, &hit.snippet.marks);
    let mut shown = String::new();
    let mut at = 0;
    for mark in marks {
        let (Some(before), Some(found)) = (words.get(at..mark.start), words.get(mark.start..mark.end)) else {
            continue;
        };
        shown.push_str(&plain(before));
        shown.push_str(&if bold { format!("\u{1b}[1m{}\u{1b}[0m", plain(found)) } else { plain(found) });
        at = mark.end;
    }
    shown.push_str(&plain(words.get(at..).unwrap_or_default()));
    let _ = writeln!(out, "    {}", shown.split_whitespace().collect::<Vec<_>>().join(" "));
}

/// Offsets in code points, as at every border.
fn json(out: &mut String, hit: &Hit, text: &str) {
    let report = &hit.report;
    let (start, end) = CodePoints::new(text).range(hit.snippet.span);
    let record = serde_json::json!({
        "file": report.file, "sha256": report.id.to_string(), "published": report.published.map(|p| p.date.to_string()),
        "publisher": report.publisher, "title": report.title, "score": hit.score, "snippet": hit.snippet.text,
        "start": start, "end": end,
    });
    let _ = writeln!(out, "{record}");
}
