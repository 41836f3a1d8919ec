//! Claims against claims annotated by hand.

use super::ScoreLine;
use super::gold::{Record, ScoreError, gold_claims, json_file, records};
use super::matching::{Place, Rate, Share, b_cubed, most_frequent, pair};
use super::names::{Aliases, population};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How claims compare with a dossier's gold. Serialized under the names the figures are printed by.
///
/// A gold count that is marked optional, minor or a restatement, or whose measure is `other`, `distance` or `units`, need not
/// be found, and finding it is not counted as wrong.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimScore {
    /// Counts found: same report, overlapping span, same low and high.
    #[serde(rename = "count.detect")]
    pub detect: Rate,
    /// The same with an equal measure. The pairs found here are the typed matches.
    #[serde(rename = "count.typed")]
    pub typed: Rate,
    /// Of the typed matches, those whose principal is the gold's.
    pub voice: Share,
    /// Of the typed matches, those with the same stance.
    pub stance: Share,
    /// Of the typed matches whose gold has a date, those with the same; a part of a date matches it from the month on.
    pub date: Share,
    /// The same over the gold whose date is not the most frequent one.
    #[serde(rename = "date.other")]
    pub date_other: Share,
    /// Of the typed matches, those whose population is the gold's, told by its words.
    pub population: Share,
    /// B-cubed F1 of the events over the typed matches; `None` without any.
    #[serde(rename = "event.b3")]
    pub event_b3: Option<f64>,
    /// Of the typed matches outside the main event, those kept out of it. Absent where the gold names no main event.
    #[serde(rename = "other.r", skip_serializing_if = "Option::is_none")]
    pub other_recall: Option<Share>,
    /// Of the typed matches, those on the right side of "main event or not". Absent where the gold names no main event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub main: Option<Share>,
    /// Of the gold's statements, statuses, positions and responsibilities, those found: same kind (a plain statement fits
    /// any), half of both spans shared, same principal; of a report's predictions only the first, in text order, up to
    /// twice as many as the gold has there.
    #[serde(rename = "statement.r")]
    pub statement_recall: Share,
    /// Counts of the gold that were not found with their measure.
    #[serde(skip)]
    pub missed: Vec<Part>,
    /// Predicted counts that are none of the gold's.
    #[serde(skip)]
    pub extra: Vec<Part>,
}

/// What a reader needs to find a count that was missed or is too much.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The report's file name.
    pub report: String,
    /// First code point of the claim.
    pub start: i64,
    /// One past its last code point.
    pub end: i64,
    /// The figure's words.
    pub as_written: String,
    /// What is counted.
    pub measure: String,
    /// The chain of voices.
    pub voices: Vec<String>,
}

impl ClaimScore {
    /// Every figure in printed order: F1 for rates, the share for shares.
    pub fn lines(&self) -> Vec<ScoreLine> {
        let line = |name, value, meaning| ScoreLine { name, value, meaning };
        let other = self.other_recall.and_then(|s| s.value);
        vec![
            line(
                "count.detect",
                Some(self.detect.f1),
                "F1 of counts found: report, place and bounds are right",
            ),
            line("count.typed", Some(self.typed.f1), "F1 of counts found with the right measure as well"),
            line("voice", self.voice.value, "of these, the share with the right principal"),
            line("stance", self.stance.value, "of these, the share with the right stance"),
            line("date", self.date.value, "of these, the share with the right date of the event"),
            line("date.other", self.date_other.value, "the same where the date is not the most frequent one"),
            line("population", self.population.value, "of these, the share with the right population"),
            line("event.b3", self.event_b3, "how well they are gathered into events (B-cubed F1)"),
            line("other.r", other, "of those outside the main event, the share kept out of it"),
            line(
                "main",
                self.main.and_then(|s| s.value),
                "the share rightly told to be of the main event or not",
            ),
            line(
                "statement.r",
                self.statement_recall.value,
                "of statements, statuses and positions, the share found",
            ),
        ]
    }
}

/// Compares claims, one JSON object a line, with the gold of the dossier.
///
/// # Errors
/// When the dossier has no gold or `expected.json`, when a file cannot be read, or when a line is no claim.
pub fn claims(dossier: &Path, predictions: &str) -> Result<ClaimScore, ScoreError> {
    let gold = gold_claims(dossier)?;
    let expected = json_file(dossier.join("expected.json"))?;
    let predicted = records(predictions, Path::new("predictions"))?;
    let aliases = Aliases::from_expected(&expected);
    let main = expected["event"].as_str().filter(|e| !e.is_empty());
    Ok(compare(&gold, &predicted, &aliases, main))
}

fn compare(gold: &[Record], predicted: &[Record], aliases: &Aliases, main: Option<&str>) -> ClaimScore {
    let (optional, core): (Vec<&Record>, Vec<&Record>) =
        gold.iter().filter(|g| g.is_count()).partition(|g| g.is_optional());
    let counts: Vec<&Record> = predicted.iter().filter(|p| p.is_count()).collect();

    let detected = pair_records(&core, &counts, same_number);
    let typed = pair_records(&core, &counts, |g, p| same_number(g, p) && g.measure == p.measure);
    let rate = |found: &[(usize, usize)]| {
        let used: BTreeSet<usize> = found.iter().map(|(_, j)| *j).collect();
        let free: Vec<&Record> =
            counts.iter().enumerate().filter(|(j, _)| !used.contains(j)).map(|(_, p)| *p).collect();
        let forgiven = pair_records(&optional, &free, same_number).len();
        Rate::of(found.len(), counts.len() - forgiven, core.len())
    };

    let pairs: Vec<(&Record, &Record)> = typed.iter().map(|(i, j)| (core[*i], counts[*j])).collect();
    let share =
        |hit: &dyn Fn(&Record, &Record) -> Option<bool>| Share::of(pairs.iter().map(|(g, p)| hit(g, p)));
    let usual = most_frequent(core.iter().filter_map(|g| g.event_date()));
    let sides = main.map(|main| main_event_shares(&pairs, main));
    let found: BTreeSet<usize> = typed.iter().map(|(i, _)| *i).collect();
    let used: BTreeSet<usize> = typed.iter().map(|(_, j)| *j).collect();
    ClaimScore {
        detect: rate(&detected),
        typed: rate(&typed),
        voice: share(&|g, p| Some(aliases.same_principal(&p.voices, &g.voices))),
        stance: share(&|g, p| Some(g.stance == p.stance)),
        date: share(&|g, p| g.event_date().map(|date| same_date(date, p.event_date().unwrap_or("")))),
        date_other: share(&|g, p| {
            let date = g.event_date().filter(|date| Some(*date) != usual)?;
            Some(p.event_date().unwrap_or("").starts_with(date))
        }),
        population: share(&|g, p| {
            Some(population(g.of.as_deref().unwrap_or("")) == population(p.population_words()))
        }),
        event_b3: b_cubed(&event_clusters(&pairs)),
        other_recall: sides.map(|(other, _)| other),
        main: sides.map(|(_, main)| main),
        statement_recall: statement_recall(gold, predicted, aliases),
        missed: (0..core.len()).filter(|i| !found.contains(i)).map(|i| part(core[i])).collect(),
        extra: (0..counts.len()).filter(|j| !used.contains(j)).map(|j| part(counts[j])).collect(),
    }
}

fn same_number(gold: &Record, predicted: &Record) -> bool {
    gold.low == predicted.low && gold.high == predicted.high
}

/// A more exact date fits; a less exact one fits from the month on.
fn same_date(gold: &str, predicted: &str) -> bool {
    predicted.starts_with(gold) || (gold.starts_with(predicted) && predicted.chars().count() >= 7)
}

fn event_clusters(pairs: &[(&Record, &Record)]) -> Vec<(String, String)> {
    let named = |record: &Record| record.event.clone().filter(|e| !e.is_empty());
    pairs
        .iter()
        .filter_map(|(g, p)| Some((named(g)?, named(p))))
        .enumerate()
        .map(|(i, (g, p))| (g, p.unwrap_or_else(|| format!("none{i}"))))
        .collect()
}

/// The shares `other.r` and `main`. The predicted main event is the one most matches of the gold's main event are in.
fn main_event_shares(pairs: &[(&Record, &Record)], main: &str) -> (Share, Share) {
    let is_main = |g: &Record| g.event.as_deref() == Some(main);
    let predicted_main =
        most_frequent(pairs.iter().filter(|(g, _)| is_main(g)).map(|(_, p)| p.event.as_deref())).flatten();
    let in_main = |p: &Record| predicted_main.is_some() && p.event.as_deref() == predicted_main;
    let other = pairs.iter().map(|(g, p)| (!is_main(g)).then(|| p.event.as_deref() != predicted_main));
    let side = pairs.iter().map(|(g, p)| Some(is_main(g) == in_main(p)));
    (Share::of(other), Share::of(side))
}

const SAID: [&str; 4] = ["statement", "status", "position", "responsibility"];

fn is_said(record: &Record) -> bool {
    record.kind.as_deref().is_some_and(|k| SAID.contains(&k))
}

/// The kind of a claim; a statement about a status, position or responsibility is of that kind.
fn kind_of(record: &Record) -> &str {
    let kind = record.kind.as_deref().unwrap_or("");
    match record.about.as_deref() {
        Some(about) if kind == "statement" && SAID.contains(&about) => about,
        _ => kind,
    }
}

fn statement_recall(gold: &[Record], predicted: &[Record], aliases: &Aliases) -> Share {
    let gold: Vec<&Record> =
        gold.iter().filter(|g| is_said(g) && g.tier.as_deref() == Some("core")).collect();
    let mut room: BTreeMap<&str, usize> = BTreeMap::new();
    for g in &gold {
        *room.entry(g.doc()).or_insert(0) += 2;
    }
    let mut said: Vec<&Record> = predicted.iter().filter(|p| is_said(p)).collect();
    said.sort_by_key(|p| (p.doc(), p.start));
    said.retain(|p| match room.get_mut(p.doc()) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    });
    let hits = pair_records(&gold, &said, |g, p| {
        let (overlap, union) = place(g).overlap_and_union(&place(p));
        let (of_gold, of_predicted) = (kind_of(g), kind_of(p));
        overlap as f64 >= 0.5 * union as f64
            && (of_gold == of_predicted || of_gold == "statement" || of_predicted == "statement")
            && aliases.same_principal(&p.voices, &g.voices)
    });
    Share::counted(hits.len(), gold.len())
}

fn place(record: &Record) -> Place<'_> {
    Place { doc: record.doc(), start: record.start, end: record.end }
}

fn pair_records(
    gold: &[&Record],
    predicted: &[&Record],
    fits: impl Fn(&Record, &Record) -> bool,
) -> Vec<(usize, usize)> {
    let gold_places: Vec<Place<'_>> = gold.iter().map(|r| place(r)).collect();
    let predicted_places: Vec<Place<'_>> = predicted.iter().map(|r| place(r)).collect();
    pair(&gold_places, &predicted_places, |i, j| fits(gold[i], predicted[j]))
}

fn part(record: &Record) -> Part {
    Part {
        report: record.doc().to_string(),
        start: record.start,
        end: record.end,
        as_written: record.as_written.clone().unwrap_or_default(),
        measure: record.measure.clone().unwrap_or_default(),
        voices: record.voices.clone(),
    }
}
