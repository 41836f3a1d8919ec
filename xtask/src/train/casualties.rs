//! `models/casualties.weights`: which toll a report gives its main incident.

use super::choice::{self, Example, Settings};
use crate::measure::casualties::report_of;
use anyhow::Context;
use recount_read::toll::{self, Toll, linear::Weights};
use serde_json::Value;
use std::path::Path;

/// Where the program finds the model.
pub const MODEL: &str = "crates/recount-read/models/casualties.weights";

/// Chosen by the share of both figures right on three quarters of train, by incident, each left out in turn.
const SETTINGS: Settings =
    Settings { passes: 5, step: 0.01, penalty: 0.03, least_examples: 40, smallest: 0.01 };

/// What a report on several deaths counts beside one on none or one; the many single deaths teach little about totals.
const SEVERAL: f32 = 2.0;

/// Trains on `casualties/train.jsonl` and writes the model to `out`.
pub fn train(data: &Path, out: &Path) -> anyhow::Result<()> {
    let file = data.join("casualties/train.jsonl");
    let mut examples = Vec::new();
    let mut without = 0;
    for line in std::fs::read_to_string(&file).with_context(|| file.display().to_string())?.lines() {
        let document: Value = serde_json::from_str(line).with_context(|| file.display().to_string())?;
        let number = |name: &str| document[name].as_u64().unwrap_or_default();
        let gold = Toll { killed: number("killed"), injured: number("injured") };
        let several = gold.killed > 1;
        let (tolls, choice) = toll::candidates(&report_of(&document));
        match tolls.iter().position(|t| *t == gold) {
            Some(gold) => {
                examples.push(Example { choice, weight: if several { SEVERAL } else { 1.0 }, gold })
            }
            None => without += 1,
        }
    }
    let packed = Weights::pack(&choice::train(&examples, &SETTINGS));
    std::fs::write(out, &packed).with_context(|| out.display().to_string())?;
    println!(
        "{}: {} bytes from {} reports; {without} give no figure like the incident's",
        out.display(),
        packed.len(),
        examples.len()
    );
    Ok(())
}
