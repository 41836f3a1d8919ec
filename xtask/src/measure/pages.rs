//! The text taken from web pages: all that is read of a page, against segments or whole bodies marked by hand.

use super::ground::Ground;
use super::{Figures, Track, at_least};
use anyhow::Context;
use serde_json::{Value, json};

/// The track.
pub const TRACK: Track =
    Track { name: "pages", bounds: &[at_least("segments f1", 0.88), at_least("shingles f1", 0.95)], run };

fn run(ground: &Ground) -> anyhow::Result<Option<Figures>> {
    let Some(gold) = ground.gold("pages", "dev", "jsonl") else { return Ok(None) };
    let mut lines = String::new();
    for line in std::fs::read_to_string(&gold)?.lines() {
        let page: Value = serde_json::from_str(line).with_context(|| gold.display().to_string())?;
        let file = ground.data.join("pages").join(page["file"].as_str().unwrap_or_default());
        let bytes = std::fs::read(&file).with_context(|| file.display().to_string())?;
        let body = match recount::intake::read_bytes("page.html", &bytes) {
            Ok(checked) => {
                let report = checked.value;
                let read = report.blocks.iter().filter(|b| b.role.is_read());
                read.map(|b| b.span.slice(&report.text)).collect::<Vec<_>>().join("\n")
            }
            // A page with nothing to read has an empty body.
            Err(_) => String::new(),
        };
        lines.push_str(&json!({"id": page["id"], "body": body}).to_string());
        lines.push('\n');
    }
    let predictions = ground.write("pages.jsonl", &lines)?;
    ground.score("pages", &gold, &predictions).map(Some)
}
