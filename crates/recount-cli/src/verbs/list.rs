//! `recount list`: the reports of a dossier, and with `--all` whatever else it keeps.

use super::{plain, say_pending};
use crate::arguments::{Global, ListArguments, ListFormat};
use crate::destination::Destination;
use crate::failure::Failure;
use recount::store::{Listed, OriginalState, Outcome, State, Store};
use std::fmt::Write;

/// Runs the verb.
pub fn run(arguments: &ListArguments, global: &Global) -> Result<(), Failure> {
    let store = Store::open(&arguments.dossier).map_err(recount::Error::from)?;
    say_pending(&store, global)?;
    let mut out = String::new();
    if arguments.format == ListFormat::Text {
        out.push_str("state\tid\tfile\tpublished\tpublisher\ttitle\n");
    }
    let state = (!arguments.all).then_some(State::Stands);
    for listed in store.list(state) {
        line(&mut out, &listed.map_err(recount::Error::from)?, arguments.format);
    }
    if arguments.all {
        let unread = store.unread().map_err(recount::Error::from)?;
        let containers = store.containers().map_err(recount::Error::from)?;
        let tables = store.tables_of_claims().map_err(recount::Error::from)?;
        for original in containers.iter().chain(&tables).chain(&unread) {
            other(&mut out, original, arguments.format);
        }
    }
    Destination::Stdout.write(out.as_bytes())
}

fn state(state: State) -> &'static str {
    match state {
        State::Stands => "stands",
        State::Replaced => "replaced",
        State::Withdrawn => "withdrawn",
    }
}

fn line(out: &mut String, listed: &Listed, format: ListFormat) {
    let id = listed.id.to_string();
    let published = listed.published.map(|p| p.date.to_string());
    if format == ListFormat::Jsonl {
        let record = serde_json::json!({
            "state": state(listed.state), "sha256": id, "file": listed.file, "title": listed.title,
            "publisher": listed.publisher, "author": listed.author, "published": published, "url": listed.url,
            "language": listed.language, "text_bytes": listed.text_bytes, "size_bytes": listed.size_bytes,
            "media": listed.media, "arrivals": listed.arrivals,
            "replaced_by": listed.replaced_by.map(|by| by.to_string()),
        });
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{record}");
        return;
    }
    let word = |value: &Option<String>| {
        value.as_deref().unwrap_or("-").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let cells = [
        state(listed.state).to_string(),
        id[..12].to_string(),
        listed.file.clone(),
        published.unwrap_or_else(|| "-".to_string()),
        word(&listed.publisher),
        word(&listed.title),
    ];
    let _ = writeln!(out, "{}", cells.map(|cell| plain(&cell)).join("\t"));
}

fn other(out: &mut String, original: &OriginalState, format: ListFormat) {
    let (state, reason) = match (&original.outcome, original.state) {
        (_, Some(State::Withdrawn)) => ("withdrawn", "-"),
        (Outcome::Unread { reason }, _) => ("unread", reason.as_str()),
        (Outcome::Claims, _) => ("claims", "-"),
        _ => ("container", "-"),
    };
    let id = original.id.to_string();
    if format == ListFormat::Jsonl {
        let record = serde_json::json!({
            "state": state, "sha256": id, "file": original.file, "size_bytes": original.size_bytes,
            "media": original.media, "reason": reason,
        });
        let _ = writeln!(out, "{record}");
        return;
    }
    let _ = writeln!(out, "{state}\t{}\t{}\t-\t-\t{}", &id[..12], plain(&original.file), plain(reason));
}
