//! An account against one reconciled by hand.

use super::ScoreLine;
use super::gold::{ScoreError, is_true, json_file};
use super::matching::{Rate, Share, round4};
use super::names::{Aliases, population};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How an account compares with a dossier's `reconciliation.json`. Serialized under the names the figures are printed by.
///
/// Each question of the gold is given the question of the account, of the same measure and population, that shares most
/// of its testimonies; each question of the account serves once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccountScore {
    /// Testimonies found: same voice, low and high, on the question. Others on a matched question count as wrong.
    pub voices: Rate,
    /// Of the gold's questions, those whose conflict is told rightly; one not found is wrong.
    pub conflict: f64,
    /// Of the gold's questions, those with the right low.
    pub low: f64,
    /// Of the gold's questions, those with the right high.
    pub high: f64,
    /// Of the gold's questions that state a best figure, those with the right one; `None` when none states one.
    pub best: Option<f64>,
    /// Of the gold's revisions, those with the voice and the figure it ends in; `None` when there are none.
    pub revisions: Option<Share>,
    /// Pairs of reports said to share an origin.
    pub lineage: Rate,
    /// Questions of the gold.
    pub questions: usize,
    /// Questions not found or without some of their voices.
    #[serde(skip)]
    pub missed: Vec<Missed>,
}

/// A question of the gold that is not fully in the account.
#[derive(Debug, Clone, PartialEq)]
pub struct Missed {
    /// The event, measure and population of the gold's question.
    pub question: String,
    /// What is missing.
    pub reason: String,
}

impl AccountScore {
    /// Every figure in printed order: F1 for rates, the share for shares.
    pub fn lines(&self) -> Vec<ScoreLine> {
        let line = |name, value, meaning| ScoreLine { name, value, meaning };
        vec![
            line(
                "voices",
                Some(self.voices.f1),
                "F1 of testimonies: who stands by which bounds on which question",
            ),
            line(
                "conflict",
                Some(self.conflict),
                "of the questions, the share rightly told contested or not",
            ),
            line("low", Some(self.low), "of the questions, the share with the right low"),
            line("high", Some(self.high), "of the questions, the share with the right high"),
            line("best", self.best, "of the questions with a best figure, the share with the right one"),
            line("revisions", self.revisions.and_then(|s| s.value), "of the revisions, the share found"),
            line("lineage", Some(self.lineage.f1), "F1 of pairs of reports that share an origin"),
        ]
    }
}

/// Compares account JSON with the reconciliation of the dossier.
///
/// # Errors
/// When `reconciliation.json` or `expected.json` is missing or no JSON, or when the account is no JSON.
pub fn account(dossier: &Path, account: &str) -> Result<AccountScore, ScoreError> {
    let gold = json_file(dossier.join("reconciliation.json"))?;
    let aliases = Aliases::from_expected(&json_file(dossier.join("expected.json"))?);
    let account: Value =
        serde_json::from_str(account).map_err(|e| ScoreError::Account { reason: e.to_string() })?;
    Ok(compare(&gold, &account, &aliases))
}

fn compare(gold: &Value, account: &Value, aliases: &Aliases) -> AccountScore {
    let questions = list(&gold["questions"]);
    let predicted: Vec<&Value> =
        list(&account["events"]).iter().flat_map(|e| list(&e["questions"])).collect();
    let chosen = choose(questions, &predicted, aliases);

    let (mut right, mut n_predicted, mut n_gold) = (0, 0, 0);
    let (mut conflict, mut low, mut high, mut best, mut with_best) = (0, 0, 0, 0, 0);
    let mut missed = Vec::new();
    for (i, g) in questions.iter().enumerate() {
        let voices = list(&g["voices"]).len();
        n_gold += voices;
        with_best += usize::from(!g["best"].is_null());
        let Some(q) = chosen.get(&i).map(|j| predicted[*j]) else {
            missed.push(Missed { question: name(g), reason: "question not found".to_string() });
            continue;
        };
        let found = hits(g, q, aliases);
        right += found;
        n_predicted += list(&q["testimonies"]).len();
        if found < voices {
            missed.push(Missed { question: name(g), reason: format!("{found} of {voices} voices") });
        }
        conflict += usize::from(Some(is_true(&q["conflict"])) == g["conflict"].as_bool());
        low += usize::from(same(&q["low"], &g["low"]));
        high += usize::from(same(&q["high"], &g["high"]));
        best += usize::from(!g["best"].is_null() && same(&q["best"], &g["best"]));
    }
    let n = questions.len().max(1);
    let share = |hits: usize, of: usize| round4(hits as f64 / of as f64);
    AccountScore {
        voices: Rate::of(right, n_predicted, n_gold),
        conflict: share(conflict, n),
        low: share(low, n),
        high: share(high, n),
        best: (with_best > 0).then(|| share(best, with_best)),
        revisions: revisions(list(&gold["revisions"]), &predicted, aliases),
        lineage: lineage(&gold["lineage"], &account["lineage"]),
        questions: n,
        missed,
    }
}

/// Which question of the account each question of the gold is compared with: most testimonies shared first, then in order.
fn choose(gold: &[Value], predicted: &[&Value], aliases: &Aliases) -> BTreeMap<usize, usize> {
    let mut options = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, q) in predicted.iter().enumerate() {
            let words = q["population"].as_str().filter(|p| !p.is_empty()).or(q["of"].as_str()).unwrap_or("");
            if q["measure"] == g["measure"] && g["population"].as_str() == Some(population(words)) {
                options.push((std::cmp::Reverse(hits(g, q, aliases)), i, j));
            }
        }
    }
    options.sort();
    let mut chosen = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (_, i, j) in options {
        if !chosen.contains_key(&i) && taken.insert(j) {
            chosen.insert(i, j);
        }
    }
    chosen
}

/// How many voices of the gold's question stand in the account's, each testimony used once.
fn hits(gold: &Value, predicted: &Value, aliases: &Aliases) -> usize {
    let testimonies = list(&predicted["testimonies"]);
    let mut used = BTreeSet::new();
    for g in list(&gold["voices"]) {
        let found = testimonies.iter().enumerate().position(|(j, t)| {
            !used.contains(&j)
                && same(&t["low"], &g["low"])
                && same(&t["high"], &g["high"])
                && same_voice(t, g, aliases)
        });
        used.extend(found);
    }
    used.len()
}

fn revisions(gold: &[Value], predicted: &[&Value], aliases: &Aliases) -> Option<Share> {
    let found = |g: &Value| {
        predicted.iter().filter(|q| q["measure"] == g["measure"]).any(|q| {
            list(&q["revisions"]).iter().any(|r| same_voice(r, g, aliases) && same_figure(&r["to"], &g["to"]))
        })
    };
    (!gold.is_empty()).then(|| Share::counted(gold.iter().filter(|g| found(g)).count(), gold.len()))
}

fn lineage(gold: &Value, predicted: &Value) -> Rate {
    let (p, w) = (report_pairs(predicted, "reports"), report_pairs(gold, "docs"));
    Rate::of(p.intersection(&w).count(), p.len(), w.len())
}

/// Every pair of reports that stand in one group, by file name.
fn report_pairs<'a>(groups: &'a Value, field: &str) -> BTreeSet<(&'a str, &'a str)> {
    let mut pairs = BTreeSet::new();
    for group in list(groups) {
        let files: BTreeSet<&str> = list(&group[field])
            .iter()
            .filter_map(Value::as_str)
            .map(|f| f.rsplit('/').next().unwrap_or(f))
            .collect();
        for a in &files {
            pairs.extend(files.range(*a..).skip(1).map(|b| (*a, *b)));
        }
    }
    pairs
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn name(question: &Value) -> String {
    ["event", "measure", "of"].map(|f| question[f].as_str().unwrap_or("?")).join(", ")
}

fn same_voice(predicted: &Value, gold: &Value, aliases: &Aliases) -> bool {
    aliases.same_voice(predicted["voice"].as_str().unwrap_or(""), gold["voice"].as_str().unwrap_or(""))
}

/// Equal values; numbers by what they are worth, not by how they are written.
fn same(a: &Value, b: &Value) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}

/// Whether both are the same pair of bounds. A statement in words is never the figure of the gold.
fn same_figure(predicted: &Value, gold: &Value) -> bool {
    match (predicted.as_array(), gold.as_array()) {
        (Some(p), Some(g)) => p.len() == g.len() && p.iter().zip(g).all(|(a, b)| same(a, b)),
        _ => false,
    }
}
