//! Killed and injured of news reports on shootings, one pair a report, against an archive's final figures.

use super::ground::Ground;
use super::{Figures, Track, at_least};
use anyhow::Context;
use recount::model::{Block, BlockRole, Report, Span};
use recount_read::toll::toll;
use serde_json::{Value, json};

/// The track.
pub const TRACK: Track = Track {
    name: "casualties",
    bounds: &[at_least("both", 0.63), at_least("killed.gold>=2", 0.52), at_least("injured.gold>=2", 0.62)],
    run,
};

fn run(ground: &Ground) -> anyhow::Result<Option<Figures>> {
    let Some(gold) = ground.gold("casualties", "dev", "jsonl") else { return Ok(None) };
    let mut lines = String::new();
    for line in std::fs::read_to_string(&gold)?.lines() {
        let document: Value = serde_json::from_str(line).with_context(|| gold.display().to_string())?;
        let toll = toll(&report_of(&document));
        let said = json!({"doc": document["doc"], "incident": document["incident"], "killed": toll.killed, "injured": toll.injured});
        lines.push_str(&said.to_string());
        lines.push('\n');
    }
    let predictions = ground.write("casualties.jsonl", &lines)?;
    ground.score("casualties", &gold, &predictions).map(Some)
}

/// A document of the track as a report: its title, if it has one, and its text.
pub fn report_of(document: &Value) -> Report {
    let title = document["title"].as_str().unwrap_or_default().trim();
    let body = document["text"].as_str().unwrap_or_default();
    let text = format!("{title}\n\n{body}");
    let blocks = vec![
        Block { span: Span::new(0, title.len()), role: BlockRole::Title },
        Block { span: Span::new(title.len() + 2, text.len()), role: BlockRole::Body },
    ];
    let file = document["doc"].as_str().unwrap_or_default();
    Report { title: Some(title.to_string()), blocks, ..Report::of_text(file, text) }
}
