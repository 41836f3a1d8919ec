//! A question answered: who stands by what, and which figure follows by which rule.

use crate::{
    Amount, ClaimIndex, EntityIndex, EventIndex, Influence, Interval, Measure, PartialDate, RangeBasis,
    Reason, ReportIndex, StemmaNode, VoiceSeries,
};

/// Whether a testimony counts as a voice of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Independence {
    /// A named voice with no known source in another's figure.
    Yes,
    /// It only repeats another's figure.
    No,
    /// An unsourced figure: it neither corroborates nor contests.
    Unknown,
}

impl crate::Word for Independence {}

/// What one voice finally stands by on a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Testimony {
    /// The voice as the account prints it, e.g. `Harl Fire Office (Lena Marsh)`; own voices as `FILE, own voice`.
    pub voice: String,
    /// The entity that is counted when independence is judged.
    pub entity: Option<EntityIndex>,
    /// The source class of the method file: `examined`, `named`, `party`, `group`, `unsourced`.
    pub class: String,
    /// What it stands by.
    pub interval: Interval,
    /// Date of the statement that stands.
    pub as_of: Option<PartialDate>,
    /// Reports that carry it.
    pub reports: Vec<ReportIndex>,
    /// The claims that state it; superseded ones are in the revisions.
    pub claims: Vec<ClaimIndex>,
    /// Whether the voice went and counted.
    pub first_hand: bool,
    /// Whether it counts as a voice of its own.
    pub independent: Independence,
    /// Whether some voice denies it.
    pub denied_by: Vec<ClaimIndex>,
    /// What a reader should know: a lost qualifier, a date that does not fit, an assumed origin.
    pub notes: Vec<Reason>,
}

/// What a revision led from or to.
#[derive(Debug, Clone, PartialEq)]
pub enum Version {
    /// A figure.
    Figure(Interval),
    /// A statement, e.g. "no shots had been fired".
    Statement(String),
}

/// Why a voice says something else than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum RevisionKind {
    /// It corrects itself.
    Correction,
    /// It counted further.
    GrowingCount,
    /// A provisional toll that fell.
    EarlierCount,
    /// Another population, window or method.
    Redefinition,
    /// It started anew.
    Reset,
    /// It took over another's figure.
    Adoption,
    /// It changed what it says happened.
    ChangedStory,
}

impl crate::Word for RevisionKind {}

/// One step of a voice's own series.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// Whose.
    pub voice: String,
    /// Of what kind.
    pub kind: RevisionKind,
    /// What it said before.
    pub from: Version,
    /// What it says now.
    pub to: Version,
    /// When it said the earlier.
    pub from_as_of: Option<PartialDate>,
    /// When it said the later.
    pub to_as_of: Option<PartialDate>,
    /// The claims of both.
    pub claims: Vec<ClaimIndex>,
}

/// One step of the arithmetic that led to a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What was done, as a sentence.
    pub text: String,
    /// The claims it used.
    pub claims: Vec<ClaimIndex>,
}

/// What a method makes of the standing testimonies.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The method's name.
    pub method: String,
    /// The method's version.
    pub version: u32,
    /// What the ends of the range are.
    pub basis: RangeBasis,
    /// The lower end of the range; `None` when open below.
    pub low: Option<u64>,
    /// The figure to lead with; `None` when the rule gives none.
    pub best: Option<u64>,
    /// The upper end of the range; `None` when open above.
    pub high: Option<u64>,
    /// How it came about.
    pub steps: Vec<Step>,
    /// Where there is no best figure for want of evidence: what would give one, as phrases.
    pub needs: Vec<String>,
    /// What the method takes for granted before any voice is heard; `None` where that is nothing.
    pub prior: Option<Amount>,
    /// What each testimony does to the figure, in the order of the testimonies. Of very many the first are told.
    pub influences: Vec<Influence>,
}

/// How well a finding stands. The first that fits, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Grade {
    /// There is evidence, but no best figure.
    Unresolved,
    /// A disagreement or a denial stands.
    Contested,
    /// Two independent voices agree.
    Corroborated,
    /// One independent voice.
    SingleVoice,
    /// No named voice.
    Unsourced,
}

impl crate::Word for Grade {}

/// A question (event, measure, population) with its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// A readable id, unique in the account: `EVENT/MEASURE/POPULATION`.
    pub id: String,
    /// The event; `None` for figures that belong to no occurrence (how many members a body has).
    pub event: Option<EventIndex>,
    /// What is counted.
    pub measure: Measure,
    /// Key of the population.
    pub population: String,
    /// The population in the words of the reports.
    pub of: String,
    /// Who stands by what, best source class first, then by name.
    pub testimonies: Vec<Testimony>,
    /// How voices changed.
    pub revisions: Vec<Revision>,
    /// The series of every voice that published more than one figure.
    pub series: Vec<VoiceSeries>,
    /// Who has the figures from whom: trees, every node after the one it hangs on. Empty where only one report gives figures.
    pub stemma: Vec<StemmaNode>,
    /// Whether a disagreement or a denial stands.
    pub conflict: bool,
    /// How well it stands.
    pub grade: Grade,
    /// The default method's figure first, then the others.
    pub figures: Vec<Figure>,
    /// The largest number any standing testimony prints.
    pub highest_stated: Option<u64>,
}

impl Finding {
    /// The figure under the account's method.
    pub fn figure(&self) -> Option<&Figure> {
        self.figures.first()
    }
}
