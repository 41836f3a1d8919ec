//! Where a question's figures come from and how each voice's own went on: the stemma, a tree that leads from whose word a figure is
//! over those who passed it on to the reports that print it, and the series of a voice, as published and on one basis.

use crate::{ClaimIndex, CopiedPassage, Interval, PartialDate, Period, ReportIndex};

/// Who has a figure: somebody who speaks, or the report that prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A voice, as the account prints it.
    Voice(String),
    /// A report.
    Report(ReportIndex),
}

/// On what evidence a holder is said to have its figure from the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Descent {
    /// There is none above it: the word is its own, or nobody knows from whom it is.
    Origin,
    /// It says so.
    Cites,
    /// It prints near copies of the same passage.
    Copies,
    /// Another report says so: there the figure is carried through it on to the one above.
    CarriedOn,
    /// It names nobody; the one above gave the number before or at the same time.
    Assumed,
}

impl crate::Word for Descent {}

/// One holder of a figure in a stemma.
#[derive(Debug, Clone, PartialEq)]
pub struct StemmaNode {
    /// Who has the figure.
    pub holder: Holder,
    /// Whom it has it from: a place in the list of nodes, before this one. `None` for a root.
    pub parent: Option<usize>,
    /// What the figure is here; a bound that was lost on the way shows as a difference from the node above.
    pub figure: Interval,
    /// On what evidence.
    pub descent: Descent,
    /// The same in words; empty for what the claims themselves say.
    pub why: String,
    /// The passages, for a copy.
    pub passage: Option<CopiedPassage>,
    /// The claims that show it.
    pub claims: Vec<ClaimIndex>,
}

/// One figure that a voice published.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesStep {
    /// The figure as published on that occasion.
    pub published: Interval,
    /// Whether it was published as an addition to the one before.
    pub addition: bool,
    /// When it was said.
    pub as_of: Option<PartialDate>,
    /// The stretch of time it counts over, where that is stated.
    pub window: Option<Period>,
    /// The figure on the basis of the last one: additions added up, `None` where it counts over another stretch of time.
    pub on_one_basis: Option<Interval>,
    /// Its claims.
    pub claims: Vec<ClaimIndex>,
}

/// All figures of one voice on one question, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct VoiceSeries {
    /// The voice, as the account prints it.
    pub voice: String,
    /// Two or more.
    pub steps: Vec<SeriesStep>,
}
