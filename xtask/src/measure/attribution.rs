//! Who is cited, by which words, for what: the model of attribution alone, against articles that people marked.

use super::ground::Ground;
use super::{Figures, Track, at_least};
use crate::train::attribution::corpus;
use recount_read::attribution::model::Model;

/// The track.
pub const TRACK: Track = Track {
    name: "attribution",
    bounds: &[
        at_least("ar.soft f1", 0.62),
        at_least("source.exact f1", 0.64),
        at_least("cue.exact f1", 0.68),
        at_least("content.exact f1", 0.50),
    ],
    run,
};

fn run(ground: &Ground) -> anyhow::Result<Option<Figures>> {
    let Some(gold) = ground.gold("attribution", "dev", "jsonl") else { return Ok(None) };
    let model = Model::english();
    let mut lines = String::new();
    for article in corpus::load(&gold)? {
        lines.push_str(&article.predicted(&model.read(&article.page)));
        lines.push('\n');
    }
    let predictions = ground.write("attribution.jsonl", &lines)?;
    ground.score("attribution", &gold, &predictions).map(Some)
}
