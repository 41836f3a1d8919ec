//! Wire reports on violence in capitals: victims by effect and number, and organizations with how surely they are held
//! responsible, against the hand-made keys of MUC-3 and MUC-4.

use super::ground::Ground;
use super::{Figures, Track, at_least};
use anyhow::Context;
use recount::model::Report;
use recount_read::incident::{Confidence, Effect, Incident, incident};
use serde_json::{Value, json};

/// The track. Its development part is `tst2`; `dev` is what the model is trained on.
pub const TRACK: Track = Track {
    name: "incidents",
    bounds: &[at_least("casualties f1", 0.60), at_least("org.confidence f1", 0.42)],
    run,
};

fn run(ground: &Ground) -> anyhow::Result<Option<Figures>> {
    let Some(gold) = ground.gold("incidents", "tst2", "jsonl") else { return Ok(None) };
    let mut lines = String::new();
    for line in std::fs::read_to_string(&gold)?.lines() {
        let document: Value = serde_json::from_str(line).with_context(|| gold.display().to_string())?;
        let said = json!({"doc": document["doc"], "templates": templates(&incident(&report_of(&document)))});
        lines.push_str(&said.to_string());
        lines.push('\n');
    }
    let predictions = ground.write("incidents.jsonl", &lines)?;
    ground.score("incidents", &gold, &predictions).map(Some)
}

/// One template with everything in it; none where there is nothing.
fn templates(incident: &Incident) -> Vec<Value> {
    let effect = |effect: Effect| match effect {
        Effect::Death => "DEATH",
        Effect::Injury => "INJURY",
    };
    let targets = incident.victims.iter().map(|v| {
        let number = v.number.map_or("PLURAL".to_string(), |n| n.to_string());
        json!({"kind": "human", "name": v.words, "number": number, "effect": effect(v.effect)})
    });
    let targets: Vec<Value> = targets.collect();
    let organizations = incident.organizations.iter();
    let organizations: Vec<Value> =
        organizations.map(|o| json!({"org": o.organization, "value": value(o.confidence)})).collect();
    if targets.is_empty() && organizations.is_empty() {
        return Vec::new();
    }
    vec![json!({"targets": targets, "perp_org_confidence": organizations})]
}

/// A degree of confidence in the words of the keys.
pub fn value(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Fact => "REPORTED AS FACT",
        Confidence::Suspected => "SUSPECTED OR ACCUSED",
        Confidence::SuspectedByAuthorities => "SUSPECTED OR ACCUSED BY AUTHORITIES",
        Confidence::Claimed => "CLAIMED OR ADMITTED",
        Confidence::Possible => "POSSIBLE",
    }
}

/// A document of the track as a report, its lines joined to paragraphs.
pub fn report_of(document: &Value) -> Report {
    let text = document["text"].as_str().unwrap_or_default();
    let paragraphs: Vec<String> = text
        .lines()
        .collect::<Vec<_>>()
        .split(|line| line.trim().is_empty())
        .map(|lines| lines.iter().map(|l| l.trim()).collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    let text = paragraphs.join("\n\n");
    Report::of_text(document["doc"].as_str().unwrap_or_default(), text)
}
