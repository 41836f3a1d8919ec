//! `models/incidents.weights`: who was killed or injured by the report's incident, and which organization is held responsible.
//!
//! The keys name their victims and organizations by strings of the text. A candidate is taught as the victim of the key whose words
//! it shares most, if the number agrees; every victim of a key teaches one candidate, all others teach that they are none.

use super::choice::{self, Example, Settings};
use crate::measure::incidents::{report_of, value};
use anyhow::Context;
use recount_read::incident::{Candidates, Confidence, OrganizationCandidate, VictimCandidate, candidates};
use recount_read::toll::linear::Weights;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Where the program finds the model.
pub const MODEL: &str = "crates/recount-read/models/incidents.weights";

/// For victims; chosen by F1 on four parts of the training material, each left out in turn.
const OF_VICTIMS: Settings =
    Settings { passes: 10, step: 0.01, penalty: 0.003, least_examples: 3, smallest: 0.004 };
/// For organizations, of which there are fewer; chosen alike.
const OF_ORGANIZATIONS: Settings =
    Settings { passes: 10, step: 0.006, penalty: 0.003, least_examples: 3, smallest: 0.004 };

/// Trains on `incidents/dev.jsonl`, the training part of the conferences, and writes the model to `out`.
pub fn train(data: &Path, out: &Path) -> anyhow::Result<()> {
    let file = data.join("incidents/dev.jsonl");
    let (mut victims, mut organizations) = (Vec::new(), Vec::new());
    for line in std::fs::read_to_string(&file).with_context(|| file.display().to_string())?.lines() {
        let document: Value = serde_json::from_str(line).with_context(|| file.display().to_string())?;
        let (some, others) = taught(&document, candidates(&report_of(&document)));
        victims.extend(some);
        organizations.extend(others);
    }
    let packed = Weights::pack(&weights(&victims, &organizations));
    std::fs::write(out, &packed).with_context(|| out.display().to_string())?;
    println!(
        "{}: {} bytes from {} candidates",
        out.display(),
        packed.len(),
        victims.len() + organizations.len()
    );
    Ok(())
}

/// The weights of both choices, which share no feature.
fn weights(victims: &[Example], organizations: &[Example]) -> Vec<f32> {
    let of_organizations = choice::train(organizations, &OF_ORGANIZATIONS);
    let of_victims = choice::train(victims, &OF_VICTIMS);
    of_victims.into_iter().zip(of_organizations).map(|(a, b)| a + b).collect()
}

/// The victims and the organizations a document may name, with what its key says of each.
fn taught(document: &Value, found: Candidates) -> (Vec<Example>, Vec<Example>) {
    let victims = victims(document, &found.victims);
    let organizations = organizations(document, &found.organizations);
    let example = |(choice, gold)| Example { choice, gold, weight: 1.0 };
    let of_victims = found.victims.into_iter().map(|v| v.choice).zip(victims);
    let of_organizations = found.organizations.into_iter().map(|o| o.choice).zip(organizations);
    (of_victims.map(example).collect(), of_organizations.map(example).collect())
}

/// A victim of a key.
struct Key {
    fate: usize,
    /// How many; any one is right.
    numbers: Vec<Option<u64>>,
    /// The words of every string that names or describes them.
    names: Vec<BTreeSet<String>>,
}

/// For every candidate: 0 no victim, 1 killed, 2 injured.
fn victims(document: &Value, found: &[VictimCandidate]) -> Vec<usize> {
    let mut keys: Vec<Key> = Vec::new();
    for target in items(&document["templates"]).flat_map(|t| items(&t["targets"])) {
        let effects = strings(&target["effect"]);
        let fate = match () {
            () if effects.iter().any(|e| e == "DEATH") => 1,
            () if effects.iter().any(|e| e == "INJURY") => 2,
            () => continue,
        };
        if target["kind"].as_str() == Some("human") {
            let numbers = strings(&target["number"]).iter().map(|n| number(n)).collect();
            let names = strings(&target["name"]).into_iter().chain(strings(&target["description"]));
            keys.push(Key { fate, numbers, names: names.map(|n| words(&n)).collect() });
        }
    }
    let mut pairs = Vec::new();
    for (k, Key { numbers, names, .. }) in keys.iter().enumerate() {
        for (c, candidate) in found.iter().enumerate().filter(|(_, c)| numbers.contains(&c.number)) {
            let shared = |name: &BTreeSet<String>| {
                let shared = candidate.words.iter().filter(|w| name.contains(*w)).count();
                shared * 100 / name.len().max(1)
            };
            let counted = candidate.number.is_some_and(|n| n != 1);
            let score = names.iter().map(shared).max().unwrap_or(0) + if counted { 30 } else { 0 };
            if score > 25 {
                pairs.push((score + candidate.mentions, std::cmp::Reverse(c), k));
            }
        }
    }
    pairs.sort_unstable_by(|a, b| b.cmp(a));
    let mut out = vec![0; found.len()];
    let mut given = vec![false; keys.len()];
    for (_, std::cmp::Reverse(c), k) in pairs {
        if !given[k] && out[c] == 0 {
            given[k] = true;
            out[c] = keys[k].fate;
        }
    }
    out
}

/// For every candidate: 0 not responsible, else one more than the place of its degree in [`Confidence::ALL`].
fn organizations(document: &Value, found: &[OrganizationCandidate]) -> Vec<usize> {
    let mut out = vec![0; found.len()];
    for key in items(&document["templates"]).flat_map(|t| items(&t["perp_org_confidence"])) {
        let values = strings(&key["value"]);
        let degree = Confidence::ALL.iter().position(|c| values.iter().any(|v| v == value(*c))).unwrap_or(0);
        let names: Vec<BTreeSet<String>> = strings(&key["org"]).iter().map(|n| words(n)).collect();
        let best = found
            .iter()
            .enumerate()
            .filter_map(|(at, candidate)| {
                let own: Vec<BTreeSet<String>> = candidate.names.iter().map(|n| words(n)).collect();
                let same = |a: &BTreeSet<String>| own.iter().any(|b| a.is_subset(b) || b.is_subset(a));
                names.iter().any(same).then_some((out[at] == 0, candidate.mentions, std::cmp::Reverse(at)))
            })
            .max();
        if let Some((true, _, std::cmp::Reverse(at))) = best {
            out[at] = degree + 1;
        }
    }
    out
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// All strings in a value, however deep they stand.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(parts) => parts.iter().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

/// "26", "- 26", "~26"; `None` for "PLURAL".
fn number(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn words(text: &str) -> BTreeSet<String> {
    const SMALL: [&str; 5] = ["the", "of", "a", "an", "and"];
    let lower = text.to_lowercase();
    let split = lower.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\''));
    split.filter(|w| !w.is_empty() && !SMALL.contains(w)).map(String::from).collect()
}
