//! As much of an account's JSON as a comparison needs. Fields that are not known are passed over, so that accounts of other versions
//! can be read.

use crate::Error;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// An account, as it was published.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct AccountView {
    /// The program's version.
    #[serde(default)]
    pub version: String,
    /// The leading method with its version.
    #[serde(default)]
    pub method: String,
    /// The reports.
    pub reports: Vec<ReportView>,
    /// The events with their questions.
    pub events: Vec<EventView>,
    /// The claims.
    pub claims: Vec<ClaimView>,
    /// What people decided.
    #[serde(default)]
    pub rulings: Vec<RulingView>,
    /// Names with their spellings.
    #[serde(default)]
    pub entities: Vec<EntityView>,
}

/// A report.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct ReportView {
    /// Its name in the dossier.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Everything else that is said of it.
    #[serde(flatten)]
    pub rest: BTreeMap<String, serde_json::Value>,
}

/// An event.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct EventView {
    /// Its id; none for what belongs to no event.
    pub id: Option<String>,
    /// Its label.
    pub label: String,
    /// What is asked of it.
    pub questions: Vec<QuestionView>,
}

/// A question answered.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct QuestionView {
    /// `EVENT/MEASURE/POPULATION`.
    pub id: String,
    /// What is counted.
    pub measure: String,
    /// Of whom.
    pub population: String,
    /// Whether voices contradict each other.
    #[serde(default)]
    pub conflict: bool,
    /// The grade's word.
    #[serde(default)]
    pub grade: String,
    /// Smallest bound.
    pub low: Option<u64>,
    /// The figure of the leading method.
    pub best: Option<u64>,
    /// Largest bound; none when open.
    pub high: Option<u64>,
    /// Largest number printed.
    pub highest_stated: Option<u64>,
    /// Who stands by what.
    #[serde(default)]
    pub testimonies: Vec<TestimonyView>,
}

/// What one voice stands by.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct TestimonyView {
    /// The voice.
    pub voice: String,
    /// Lower bound.
    pub low: Option<u64>,
    /// Upper bound.
    pub high: Option<u64>,
    /// The words of the figure.
    #[serde(default)]
    pub as_written: String,
    /// Ids of the claims it rests on.
    #[serde(default)]
    pub claims: Vec<String>,
}

/// A claim.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct ClaimView {
    /// Its id.
    pub id: String,
    /// The report it stands in.
    pub report: String,
    /// Where it starts, in code points.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// Its words.
    pub text: String,
    /// What it says.
    #[serde(flatten)]
    pub rest: BTreeMap<String, serde_json::Value>,
}

/// A ruling.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct RulingView {
    /// Its number in the journal.
    pub number: u64,
    /// Who decided.
    pub who: String,
    /// Why.
    #[serde(default)]
    pub why: String,
    /// What, as a phrase.
    pub what: String,
    /// Where it stands.
    pub state: String,
    /// The claims it holds for.
    #[serde(default)]
    pub claims: Vec<String>,
}

/// An entity.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct EntityView {
    /// The name it goes by.
    pub canonical: String,
    /// Its spellings.
    #[serde(default)]
    pub spellings: Vec<SpellingView>,
}

/// A spelling.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct SpellingView {
    /// The words.
    pub spelling: String,
}

impl AccountView {
    /// Reads an account from its JSON; `file` is the name for messages.
    ///
    /// # Errors
    /// When the text is no account.
    pub fn parse(text: &str, file: &Path) -> Result<Self, Error> {
        let no_account = |reason: String| Error::NoAccount { file: file.to_path_buf(), reason };
        serde_json::from_str(text).map_err(|error| no_account(error.to_string()))
    }

    /// All questions with the label of their event.
    pub fn questions(&self) -> impl Iterator<Item = (&EventView, &QuestionView)> {
        self.events.iter().flat_map(|event| event.questions.iter().map(move |question| (event, question)))
    }
}

/// Reads a published account.
///
/// # Errors
/// When the file cannot be read or holds no account.
pub fn read_account(file: &Path) -> Result<AccountView, Error> {
    let text = std::fs::read_to_string(file)
        .map_err(|source| Error::AccountFile { file: file.to_path_buf(), source })?;
    AccountView::parse(&text, file)
}
