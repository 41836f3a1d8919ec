//! Reading what is compared: gold and predicted claims, reconciliations, and what can be wrong with their files.

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why something could not be measured.
#[derive(Debug, Error)]
pub enum ScoreError {
    /// The dossier has no claims annotated by hand.
    #[error("{folder}: there is no gold.jsonl or claims.jsonl to measure claims against")]
    NoGold {
        /// The dossier.
        folder: PathBuf,
    },
    /// A file of the gold could not be read.
    #[error("{file}: {reason}")]
    File {
        /// The file.
        file: PathBuf,
        /// Why, in the words of the system or of the JSON reader.
        reason: String,
    },
    /// A line of the gold or of the predictions is no claim.
    #[error("{file}, line {line}: {reason}")]
    Line {
        /// The file, or what stands for it.
        file: PathBuf,
        /// Counted from 1.
        line: usize,
        /// Why.
        reason: String,
    },
    /// What should be an account is not.
    #[error("the account is not JSON: {reason}")]
    Account {
        /// In the words of the JSON reader.
        reason: String,
    },
}

impl ScoreError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            ScoreError::NoGold { .. } | ScoreError::File { .. } => {
                "a dossier with gold holds gold.jsonl (claims), expected.json (aliases) and reconciliation.json (the account)"
            }
            ScoreError::Line { .. } => "each line is one claim as JSON, as `recount claims` prints them",
            ScoreError::Account { .. } => "give the output of `recount account DOSSIER --format json`",
        }
    }
}

/// Whether the dossier holds an account reconciled by hand.
pub fn has_gold_account(dossier: &Path) -> bool {
    dossier.join("reconciliation.json").is_file()
}

/// The dossier's claims annotated by hand, when it has any.
pub fn gold_claims_file(dossier: &Path) -> Option<PathBuf> {
    ["gold.jsonl", "claims.jsonl"].into_iter().map(|f| dossier.join(f)).find(|f| f.exists())
}

/// The gold claims of a dossier.
pub(crate) fn gold_claims(dossier: &Path) -> Result<Vec<Record>, ScoreError> {
    let file =
        gold_claims_file(dossier).ok_or_else(|| ScoreError::NoGold { folder: dossier.to_path_buf() })?;
    records(&text(&file)?, &file)
}

/// One record a line; empty lines do not count.
pub(crate) fn records(lines: &str, file: &Path) -> Result<Vec<Record>, ScoreError> {
    lines
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| {
            serde_json::from_str(line).map_err(|e| ScoreError::Line {
                file: file.to_path_buf(),
                line: at + 1,
                reason: e.to_string(),
            })
        })
        .collect()
}

/// A JSON file of the dossier.
pub(crate) fn json_file(file: PathBuf) -> Result<Value, ScoreError> {
    let text = text(&file)?;
    serde_json::from_str(&text).map_err(|e| ScoreError::File { file, reason: e.to_string() })
}

fn text(file: &Path) -> Result<String, ScoreError> {
    std::fs::read_to_string(file)
        .map_err(|e| ScoreError::File { file: file.to_path_buf(), reason: e.to_string() })
}

/// What the scores read of a claim; every other field is passed over.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Record {
    report: Option<String>,
    doc: Option<String>,
    pub start: i64,
    pub end: i64,
    #[serde(default = "count")]
    pub kind: Option<String>,
    pub measure: Option<String>,
    pub of: Option<String>,
    pub population: Option<String>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub event: Option<String>,
    #[serde(default, deserialize_with = "text_or_number")]
    event_date: Option<String>,
    #[serde(default, deserialize_with = "names")]
    pub voices: Vec<String>,
    pub stance: Option<String>,
    #[serde(default, deserialize_with = "text_or_number")]
    pub about: Option<String>,
    #[serde(default = "core")]
    pub tier: Option<String>,
    #[serde(default)]
    optional: Value,
    #[serde(default)]
    restates: Value,
    pub as_written: Option<String>,
}

impl Record {
    /// The file's name, without folders.
    pub fn doc(&self) -> &str {
        let path = self.report.as_deref().filter(|r| !r.is_empty()).or(self.doc.as_deref()).unwrap_or("");
        path.rsplit('/').next().unwrap_or(path)
    }

    /// The date of the event as this document gives it, possibly partial; never empty.
    pub fn event_date(&self) -> Option<&str> {
        self.event_date.as_deref().filter(|d| !d.is_empty())
    }

    /// The words that name the population.
    pub fn population_words(&self) -> &str {
        self.population.as_deref().filter(|p| !p.is_empty()).or(self.of.as_deref()).unwrap_or("")
    }

    pub fn is_count(&self) -> bool {
        self.kind.as_deref() == Some("count")
    }

    /// Whether finding it is welcome but not asked for.
    pub fn is_optional(&self) -> bool {
        is_true(&self.optional)
            || is_true(&self.restates)
            || self.tier.as_deref() == Some("minor")
            || matches!(self.measure.as_deref(), Some("other" | "distance" | "units"))
    }
}

fn count() -> Option<String> {
    Some("count".to_string())
}

fn core() -> Option<String> {
    Some("core".to_string())
}

/// Whether a value says something: not null, false, zero or empty.
pub(crate) fn is_true(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(b) => *b,
        Value::Number(n) => n.as_f64() != Some(0.0),
        Value::String(s) => !s.is_empty(),
        Value::Array(a) => !a.is_empty(),
        Value::Object(o) => !o.is_empty(),
    }
}

fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::String(s) => Some(s),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    })
}

/// A list of names; null is an empty list, and a null in it an empty name.
fn names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let names: Option<Vec<Option<String>>> = Deserialize::deserialize(deserializer)?;
    Ok(names.unwrap_or_default().into_iter().map(Option::unwrap_or_default).collect())
}
