//! What one report says the toll of its main incident was: how many were killed and how many injured.
//!
//! A claim says what one sentence counts; a report counts the same people many times, in parts, one by one, early and late. A
//! [`Toll`] is the one pair of figures that the report as a whole supports. Candidates are the numbers the report gives or
//! implies; a linear model ([`linear`]), trained on reports whose incident is known, weighs for each how its mentions stand. It
//! is a summary of one report in its own right and no claim: nothing of it enters an account.

mod evidence;
pub mod linear;
mod page;
mod people;

use crate::lexicon::ReadingLexicon;
use linear::{Choice, Weights};
use recount_model::Report;
use std::sync::OnceLock;

/// The killed and injured of a report's main incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Toll {
    /// People killed.
    pub killed: u64,
    /// People injured who lived.
    pub injured: u64,
}

/// The toll a report gives its main incident, by the embedded English lexicon and model; always one of [`candidates`].
///
/// ```
/// use recount_model::Report;
/// use recount_read::toll::{Toll, toll};
///
/// let report = Report::of_text("bar.txt", "Two guests were shot dead and three wounded in a harbour bar on Friday, police said.");
/// assert_eq!(toll(&report), Toll { killed: 2, injured: 3 });
/// ```
pub fn toll(report: &Report) -> Toll {
    static MODEL: OnceLock<Weights> = OnceLock::new();
    let model = MODEL.get_or_init(|| {
        let file = include_bytes!("../models/casualties.weights");
        // The embedded file is part of the program; a test reads it, so failure here means a broken build.
        Weights::read(file).unwrap_or_else(|e| panic!("embedded model: {e}"))
    });
    let (tolls, choice) = candidates(report);
    model.best(&choice).and_then(|at| tolls.get(at).copied()).unwrap_or_default()
}

/// The tolls a report may mean, each with its evidence, in the order of [`Choice::candidates`]; what a model is trained on.
pub fn candidates(report: &Report) -> (Vec<Toll>, Choice) {
    evidence::candidates(report, ReadingLexicon::english())
}
