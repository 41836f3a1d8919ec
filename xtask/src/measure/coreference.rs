//! Mentions of events in news on many topics: which tell of the same, across documents, mentions given, against ECB+.

use super::ground::Ground;
use super::{Figures, Track, at_least};
use crate::train::coreference::material::Material;
use recount_reconcile::coreference::{models, same_occurrence};
use serde_json::json;

/// The track.
pub const TRACK: Track = Track { name: "coreference", bounds: &[at_least("conll", 0.76)], run };

fn run(ground: &Ground) -> anyhow::Result<Option<Figures>> {
    let Some(gold) = ground.gold("coreference", "dev", "jsonl") else { return Ok(None) };
    let material = Material::read(&gold)?;
    let tellings = material.tellings();
    let occurrences = same_occurrence(&tellings, &material.mentions, models::occurrences());
    let mut said = vec![Vec::new(); material.documents.len()];
    for (chain, occurrence) in occurrences.iter().enumerate() {
        for mention in occurrence.mentions.iter().map(|&m| &material.mentions[m]) {
            let sentence = material.documents[mention.telling].numbers[mention.sentence];
            said[mention.telling]
                .push(json!({"sentence": sentence, "tokens": mention.tokens, "chain": chain}));
        }
    }
    let lines = material
        .documents
        .iter()
        .zip(said)
        .map(|(d, said)| json!({"doc": d.name, "mentions": said}).to_string() + "\n");
    let predictions = ground.write("coreference.jsonl", &lines.collect::<String>())?;
    ground.score("coreference", &gold, &predictions).map(Some)
}
