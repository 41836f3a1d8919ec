//! `models/coreference.*` of recount-reconcile: how common words are, reports of one incident, reports of one story, words that tell of the same, and mentions of one
//! occurrence in a first and a second look.
//!
//! Every model is trained on what the ones before it say of material they have not seen: shares of words leave a pair's own topic out, and the first
//! judgements that the second look rests on come from models of the other topics.

mod boost;
pub mod material;

use crate::measure::same_incident::dated_report_of;
use anyhow::Context;
use boost::Settings;
use material::Material;
use recount_model::Report;
use recount_reconcile::coreference::background::Background;
use recount_reconcile::coreference::evidence::{EVIDENCE, Heads};
use recount_reconcile::coreference::occurrences::{MentionPairs, Models, SECOND_EVIDENCE};
use recount_reconcile::coreference::reports::{self, report_pairs};
use recount_reconcile::coreference::{Telling, stumps::Stumps};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Where the program finds the models.
const MODELS: &str = "crates/recount-reconcile/models";

// Rounds and thresholds were chosen by cross-validation over the incidents, or the topics, of the training files: see the card.
const INCIDENTS: Settings = Settings { rounds: 400, rate: 0.15, penalty: 2.0, least_pairs: 40 };
const INCIDENTS_THRESHOLD: f64 = 0.25;
const STORIES: Settings = Settings { rounds: 150, rate: 0.1, penalty: 2.0, least_pairs: 30 };
const STORIES_THRESHOLD: f64 = 0.25;
const MENTIONS: Settings = Settings { rounds: 400, rate: 0.1, penalty: 2.0, least_pairs: 40 };
const MENTIONS_THRESHOLD: f64 = 0.3;
/// Parts into which topics are put for the first judgements.
const PARTS: usize = 5;

/// Trains the models on the training parts of `casualties` and `coreference` and writes them.
///
/// # Errors
/// When the material cannot be read or a file not written.
pub fn train(data: &Path) -> anyhow::Result<()> {
    let background = background(data)?;
    write("background.tsv", &background)?;
    let background = Background::read(&background).map_err(anyhow::Error::msg)?;
    write("incidents.toml", &table("which reports tell of one incident", &incidents(data, &background)?))?;
    let material = Material::read(&data.join("coreference/train.jsonl"))?;
    let (models, counts) = occurrences(&material, background);
    write("stories.toml", &table("which reports are of one story", &models.stories))?;
    write("heads.tsv", &heads_file(&counts))?;
    write("first.toml", &table("which mentions tell of the same, first look", &models.first))?;
    write("second.toml", &table("which mentions tell of the same, second look", &models.second))
}

fn write(name: &str, text: &str) -> anyhow::Result<()> {
    let file = format!("{MODELS}/coreference.{name}");
    std::fs::write(&file, text).context(file.clone())?;
    println!("{file}: {} bytes", text.len());
    Ok(())
}

/// The text of a model file.
fn table(what: &str, model: &Stumps) -> String {
    let mut text = format!(
        "# Trained: {what}. See coreference.card.md; made by `cargo xtask train coreference`, not by hand.\n\nintercept = {:?}\nthreshold = {:?}\n",
        model.intercept, model.threshold
    );
    for steps in &model.evidence {
        let places: Vec<String> = steps.at.iter().map(|x| format!("{x:?}")).collect();
        let weights: Vec<String> = steps.weight.iter().map(|x| format!("{x:?}")).collect();
        text += &format!(
            "\n[[evidence]]\nname = {:?}\nat = [{}]\nweight = [{}]\n",
            steps.name,
            places.join(", "),
            weights.join(", ")
        );
    }
    text
}

/// A model as the program will read it: with the step functions in the order of the evidence.
fn settled(model: Stumps, threshold: f64, names: &[&str]) -> Stumps {
    let model = Stumps { threshold, ..model };
    let text = table("", &model);
    Stumps::read(&text, names).unwrap_or(model)
}

/// Texts of other news that words are counted in.
const NEWS: [&str; 2] = ["attribution/train.jsonl", "incidents/dev.jsonl"];
/// How many reports they stand for, and the fewest of these a word must stand in.
const NEWS_REPORTS: f32 = 1000.0;
const LEAST_REPORTS: f32 = 0.8;

/// The file of how common words are in other news.
fn background(data: &Path) -> anyhow::Result<String> {
    let mut reports = Vec::new();
    for name in NEWS {
        for document in documents(&data.join(name))? {
            reports.push(Report::of_text("", document["text"].as_str().unwrap_or_default()));
        }
    }
    let tellings: Vec<Telling> = reports.iter().map(Telling::of).collect();
    let mut out = format!(
        "# Trained: how many of the number of reports on the first line hold a stem.\n# See coreference.card.md; made by `cargo xtask train coreference`, not by hand.\n{NEWS_REPORTS}\n"
    );
    for (stem, held) in
        Background::count(&tellings, NEWS_REPORTS).iter().filter(|(_, held)| *held >= LEAST_REPORTS)
    {
        out += &format!("{stem}\t{held:.1}\n");
    }
    Ok(out)
}

fn documents(file: &Path) -> anyhow::Result<Vec<Value>> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    text.lines().map(|line| serde_json::from_str(line).with_context(|| file.display().to_string())).collect()
}

fn incidents(data: &Path, background: &Background) -> anyhow::Result<Stumps> {
    let documents = documents(&data.join("casualties/train.jsonl"))?;
    let reports: Vec<Report> = documents.iter().map(dated_report_of).collect();
    let tellings: Vec<Telling> = reports.iter().map(Telling::of).collect();
    let pairs = report_pairs(&tellings, background);
    let rows: Vec<_> = pairs.iter().map(|p| p.evidence).collect();
    let same: Vec<bool> =
        pairs.iter().map(|p| documents[p.a]["incident"] == documents[p.b]["incident"]).collect();
    Ok(settled(
        boost::train(&reports::EVIDENCE, &rows, &same, INCIDENTS),
        INCIDENTS_THRESHOLD,
        &reports::EVIDENCE,
    ))
}

fn stories(material: &Material, background: &Background) -> Stumps {
    let pairs = report_pairs(&material.tellings(), background);
    let rows: Vec<_> = pairs.iter().map(|p| p.evidence).collect();
    let story = |i: usize| (&material.documents[i].topic, &material.documents[i].subtopic);
    let same: Vec<bool> = pairs.iter().map(|p| story(p.a) == story(p.b)).collect();
    settled(boost::train(&reports::EVIDENCE, &rows, &same, STORIES), STORIES_THRESHOLD, &reports::EVIDENCE)
}

/// For each pair of stems and each topic: pairs of mentions that tell of the same, and all.
type Counts = BTreeMap<(String, String), ByTopic>;
type ByTopic = BTreeMap<String, (f32, f32)>;

fn occurrences(material: &Material, background: Background) -> (Models, Counts) {
    let stories = stories(material, &background);
    let mut pairs =
        MentionPairs::of(&material.tellings(), &material.mentions, &stories, &Heads::default(), &background);
    let topic = |mention: usize| &material.documents[material.mentions[mention].telling].topic;
    let same: Vec<bool> =
        pairs.pairs.iter().map(|&(a, b)| material.chains[a] == material.chains[b]).collect();
    let counts = counts(&pairs, &same, topic);
    let topics: Vec<&String> =
        material.documents.iter().map(|d| &d.topic).collect::<BTreeSet<_>>().into_iter().collect();
    let of_others: BTreeMap<&String, Heads> = topics.iter().map(|t| (*t, heads(&counts, Some(t)))).collect();
    for at in 0..pairs.pairs.len() {
        let heads = &of_others[topic(pairs.pairs[at].0)];
        pairs.know(at, heads);
    }
    let rows = &pairs.evidence;
    let mut likely = vec![0.0; rows.len()];
    for part in 0..PARTS {
        let held: BTreeSet<&String> = topics.iter().skip(part).step_by(PARTS).copied().collect();
        let is_held = |at: usize| held.contains(topic(pairs.pairs[at].0));
        let others: Vec<usize> = (0..rows.len()).filter(|&at| !is_held(at)).collect();
        let other_rows: Vec<_> = others.iter().map(|&at| rows[at]).collect();
        let other_same: Vec<bool> = others.iter().map(|&at| same[at]).collect();
        let model = settled(boost::train(&EVIDENCE, &other_rows, &other_same, MENTIONS), 0.0, &EVIDENCE);
        (0..rows.len()).filter(|&at| is_held(at)).for_each(|at| likely[at] = model.likely(&rows[at]));
    }
    let first = settled(boost::train(&EVIDENCE, rows, &same, MENTIONS), MENTIONS_THRESHOLD, &EVIDENCE);
    let second = boost::train(&SECOND_EVIDENCE, &pairs.second(&likely), &same, MENTIONS);
    let second = settled(second, MENTIONS_THRESHOLD, &SECOND_EVIDENCE);
    (Models { background, stories, heads: heads(&counts, None), first, second }, counts)
}

fn counts<'m>(pairs: &MentionPairs, same: &[bool], topic: impl Fn(usize) -> &'m String) -> Counts {
    let mut counts = Counts::new();
    for (&(a, b), same) in pairs.pairs.iter().zip(same).filter(|((a, b), _)| topic(*a) == topic(*b)) {
        let (x, y) = (&pairs.stems()[a], &pairs.stems()[b]);
        let key = (x.min(y).clone(), x.max(y).clone());
        let count = counts.entry(key).or_default().entry(topic(a).clone()).or_default();
        count.0 += f32::from(u8::from(*same));
        count.1 += 1.0;
    }
    counts
}

/// Pairs of mentions from which a topic counts whole.
const WHOLE: f32 = 10.0;

/// The shares of the counts; `without` is a topic that is left out.
fn heads(counts: &Counts, without: Option<&String>) -> Heads {
    Heads::new(shares(counts, without))
}

fn shares(counts: &Counts, without: Option<&String>) -> Vec<(String, String, f32)> {
    let share = |((a, b), topics): (&(String, String), &ByTopic)| {
        let (mut sum, mut count) = (0.0, 0.0);
        for (_, (same, all)) in topics.iter().filter(|(topic, _)| Some(*topic) != without) {
            let weight = all.min(WHOLE) / WHOLE;
            sum += same / all * weight;
            count += weight;
        }
        let known = count > 0.0 && (a == b || sum > 0.0);
        known.then(|| (a.clone(), b.clone(), Heads::share(sum, count, a == b)))
    };
    counts.iter().filter_map(share).collect()
}

fn heads_file(counts: &Counts) -> String {
    let mut out = "# Trained: how often two heading words, or one word twice, told of the same: stem, stem, share.\n# See coreference.card.md; made by `cargo xtask train coreference`, not by hand.\n".to_string();
    for (a, b, share) in shares(counts, None) {
        out += &format!("{a}\t{b}\t{share:.2}\n");
    }
    out
}
