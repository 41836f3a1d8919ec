//! Imperfections of the input and reasons for what was done: both travel beside the value they speak of.

use crate::{ReportIndex, Span};

/// A value with what was imperfect in the input it came from. Bad input is data, not an error.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked<T> {
    /// What was made of the input.
    pub value: T,
    /// What was imperfect about it, in the order met.
    pub issues: Vec<Issue>,
}

impl<T> Checked<T> {
    /// A value with nothing to say against its input.
    pub fn clean(value: T) -> Self {
        Checked { value, issues: Vec::new() }
    }
}

/// How much an issue matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Something may be missing or misread.
    Warning,
    /// A report or a row could not be used.
    Error,
}

impl crate::Word for Severity {}

/// Something imperfect in the input that did not stop the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// How much it matters.
    pub severity: Severity,
    /// A stable word for the kind of issue, e.g. `encoding` or `csv-row`.
    pub code: &'static str,
    /// The file it is about, by its name in the dossier.
    pub file: Option<String>,
    /// The place in the report's text, when there is one.
    pub span: Option<Span>,
    /// What is the matter, as one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// The sentence a reason rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Evidence {
    /// In which report.
    pub report: ReportIndex,
    /// Where in its text.
    pub span: Span,
}

/// Why two things were joined, parted or preferred.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The rule, as a short phrase, e.g. `acronym in brackets`.
    pub label: String,
    /// How much it counted; 1 for a rule that decides alone, negative for what speaks against.
    pub weight: f64,
    /// The places it rests on.
    pub evidence: Vec<Evidence>,
}

impl Reason {
    /// A reason that decides alone.
    pub fn new(label: impl Into<String>, evidence: Vec<Evidence>) -> Self {
        Reason { label: label.into(), weight: 1.0, evidence }
    }
}
