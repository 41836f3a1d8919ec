//! Times of news with their TIMEX3 values: TimeBank and AQUAINT, as TempEval-3 cleaned them.
//!
//! These have no development part of their own. The rules were written against the documents of the one part of them; what is
//! measured by default is the other, which nobody looked at: see [`is_kept_out`].

use super::ground::Ground;
use super::{Figures, Track, at_least};
use anyhow::Context;
use recount::model::{CodePoints, DateBasis, Published, Report, ReportId};
use recount_read::{ReadingLexicon, times::timexes};
use serde_json::{Value, json};
use std::path::Path;

/// The track.
pub const TRACK: Track =
    Track { name: "dates", bounds: &[at_least("relaxed f1", 0.90), at_least("value f1", 0.70)], run };

/// The files whose kept-out documents are measured when no other split is asked for.
const FILES: [&str; 2] = ["timebank", "aquaint"];

fn run(ground: &Ground) -> anyhow::Result<Option<Figures>> {
    let gold = if ground.split == "dev" { kept_out(ground)? } else { ground.gold("dates", "", "jsonl") };
    let Some(gold) = gold else { return Ok(None) };
    let predictions = ground.write("dates.jsonl", &predict(&gold)?)?;
    ground.score("dates", &gold, &predictions).map(Some)
}

/// Whether a document is kept out: one in about five halves, by the hash of its name, so that no list needs to be kept.
fn is_kept_out(document: &str) -> bool {
    ReportId::of(document.as_bytes()).0[0] < 0x66
}

/// The kept-out documents of the files, as one file.
fn kept_out(ground: &Ground) -> anyhow::Result<Option<std::path::PathBuf>> {
    let mut lines = String::new();
    for name in FILES {
        let file = ground.data.join("dates").join(format!("{name}.jsonl"));
        if !file.is_file() {
            return Ok(None);
        }
        for line in std::fs::read_to_string(&file)?.lines() {
            let document: Value = serde_json::from_str(line).with_context(|| file.display().to_string())?;
            if is_kept_out(document["doc"].as_str().unwrap_or_default()) {
                lines.push_str(line);
                lines.push('\n');
            }
        }
    }
    ground.write("dates-gold.jsonl", &lines).map(Some)
}

/// The expressions of each document of a file, in code points, a line each.
fn predict(gold: &Path) -> anyhow::Result<String> {
    let mut lines = String::new();
    for line in std::fs::read_to_string(gold)?.lines() {
        let document: Value = serde_json::from_str(line).with_context(|| gold.display().to_string())?;
        let text = document["text"].as_str().unwrap_or_default();
        let day = document["dct"].as_str().and_then(|d| d.get(..10)).and_then(|d| d.parse().ok());
        let report = report(text, day.map(|date| Published { date, basis: DateBasis::Given }));
        let points = CodePoints::new(&report.text);
        let shown = timexes(&report, ReadingLexicon::english()).into_iter().map(|timex| {
            let (start, end) = (points.from_byte(timex.span.start), points.from_byte(timex.span.end));
            json!({"start": start, "end": end, "type": timex.kind.name(), "value": timex.value})
        });
        let shown: Vec<Value> = shown.collect();
        lines.push_str(&json!({"doc": document["doc"], "timexes": shown}).to_string());
        lines.push('\n');
    }
    Ok(lines)
}

/// A report whose whole text is body.
fn report(text: &str, published: Option<Published>) -> Report {
    Report { published, ..Report::of_text("document.txt", text) }
}
