//! News reports on shootings, put together by incident, against the archive's incidents: B-cubed over reports (Bagga and Baldwin 1998,
//! <https://doi.org/10.3115/980845.980859>). The reports are those of `casualties`; of what the archive says nothing is used.

use super::ground::Ground;
use super::{Figures, Track, at_least, casualties};
use anyhow::Context;
use recount::model::{DateBasis, Published, Report};
use recount_reconcile::coreference::incidents;
use serde_json::{Value, json};
use std::collections::HashMap;

/// The track.
pub const TRACK: Track = Track { name: "same-incident", bounds: &[at_least("incident b3", 0.92)], run };

fn run(ground: &Ground) -> anyhow::Result<Option<Figures>> {
    let Some(gold) = ground.gold("casualties", "dev", "jsonl") else { return Ok(None) };
    let mut documents: Vec<Value> = Vec::new();
    for line in std::fs::read_to_string(&gold)?.lines() {
        documents.push(serde_json::from_str(line).with_context(|| gold.display().to_string())?);
    }
    let reports: Vec<Report> = documents.iter().map(dated_report_of).collect();
    let mut found = vec![0; reports.len()];
    let mut lines = String::new();
    for (at, incident) in incidents(&reports, &[]).iter().enumerate() {
        for report in &incident.reports {
            found[report.0] = at;
            let said = json!({"doc": documents[report.0]["doc"], "incident": at});
            lines.push_str(&said.to_string());
            lines.push('\n');
        }
    }
    ground.write("same-incident.jsonl", &lines)?;
    let known: Vec<String> = documents.iter().map(|d| d["incident"].to_string()).collect();
    let (precision, recall) = b_cubed(&known, &found);
    let f1 = 2.0 * precision * recall / (precision + recall);
    let figures = [("incident p", precision), ("incident r", recall), ("incident b3", f1)];
    Ok(Some(figures.map(|(name, figure)| (name.to_string(), figure)).to_vec()))
}

/// A document of the track as a report, with the day of its text.
pub fn dated_report_of(document: &Value) -> Report {
    let day = document["dct"].as_str().and_then(|day| day.parse().ok());
    Report {
        published: day.map(|date| Published { date, basis: DateBasis::Given }),
        ..casualties::report_of(document)
    }
}

/// Precision and recall of clusters, item by item. Both lists give the cluster of each item; there is at least one.
fn b_cubed(known: &[String], found: &[usize]) -> (f64, f64) {
    let mut sizes: (HashMap<&str, f64>, HashMap<usize, f64>) = Default::default();
    let mut both: HashMap<(&str, usize), f64> = HashMap::new();
    for (known, found) in known.iter().zip(found) {
        *sizes.0.entry(known).or_default() += 1.0;
        *sizes.1.entry(*found).or_default() += 1.0;
        *both.entry((known, *found)).or_default() += 1.0;
    }
    let mut cells: Vec<(&(&str, usize), &f64)> = both.iter().collect();
    cells.sort_by_key(|(key, _)| **key);
    let mean = |size: &dyn Fn(&(&str, usize)) -> f64| {
        cells.iter().map(|(key, n)| *n * *n / size(key)).sum::<f64>() / known.len() as f64
    };
    (mean(&|key| sizes.1[&key.1]), mean(&|key| sizes.0[key.0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_are_scored_item_by_item() {
        let known = ["a", "a", "a", "b"].map(str::to_string);
        for (found, precision, recall) in
            [([0, 0, 0, 1], 1.0, 1.0), ([0, 1, 2, 3], 1.0, 0.5), ([0, 0, 0, 0], 0.625, 1.0)]
        {
            assert_eq!(b_cubed(&known, &found), (precision, recall), "{found:?}");
        }
    }
}
