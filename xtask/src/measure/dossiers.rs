//! The claims of dossiers, against those a person marked: the mean over the dossiers of each figure of `recount score`.

use super::ground::Ground;
use super::{Figures, Track, at_least};
use anyhow::Context;
use recount::{Options, pipeline, publish, score};
use std::path::PathBuf;

/// The track. The split names no file here: every dossier of the folder that holds gold is measured.
pub const TRACK: Track = Track {
    name: "dossiers",
    bounds: &[
        at_least("count.detect", 0.90),
        at_least("count.typed", 0.86),
        at_least("voice", 0.85),
        at_least("population", 0.85),
        at_least("event.b3", 0.85),
        at_least("other.r", 0.75),
        at_least("date.other", 0.70),
        at_least("statement.r", 0.40),
    ],
    run,
};

fn run(ground: &Ground) -> anyhow::Result<Option<Figures>> {
    let mut dossiers: Vec<PathBuf> = std::fs::read_dir(&ground.dossiers)
        .with_context(|| ground.dossiers.display().to_string())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|folder| score::gold_claims_file(folder).is_some())
        .collect();
    dossiers.sort();
    let mut sums: Vec<(String, f64, usize)> = Vec::new();
    for dossier in &dossiers {
        let account = pipeline::account(dossier, &Options::default(), &|_| ())?;
        let lines = publish::json::claims_jsonl(
            &account.reports,
            &account.claims,
            &account.entities,
            &account.events,
        );
        let name = dossier.file_name().unwrap_or_default().to_string_lossy();
        ground.write(&format!("claims-{name}.jsonl"), &lines)?;
        for line in score::claims(dossier, &lines)?.lines() {
            let Some(value) = line.value else { continue };
            match sums.iter_mut().find(|(name, ..)| name == line.name) {
                Some((_, sum, count)) => {
                    *sum += value;
                    *count += 1;
                }
                None => sums.push((line.name.to_string(), value, 1)),
            }
        }
    }
    let mean = |(name, sum, count): (String, f64, usize)| (name, sum / count as f64);
    Ok((!sums.is_empty()).then(|| sums.into_iter().map(mean).collect()))
}
