//! What each voice does to the figures of a card: how the posterior moves from the prior through each voice, drawn on the card's own
//! axis, and which methods would give another figure without that voice.

use super::axis::{Axis, percent};
use crate::wording;
use recount_model::{Amount, Figure, Finding, RangeBasis};

/// A table of voices, for a card on which more than one speaks.
pub(super) struct Waterfall<'a> {
    /// What the drawn range is, e.g. `90 % range of the posterior`; empty where no method draws one.
    pub(super) basis: String,
    pub(super) rows: Vec<Row<'a>>,
    /// What would resolve it, where the drawn method gives no best figure.
    pub(super) needs: &'a [String],
}

/// One voice.
pub(super) struct Row<'a> {
    pub(super) voice: &'a str,
    pub(super) said: String,
    /// How much of a voice it counts for, and why, under the drawn method or else the leading one.
    pub(super) weight: String,
    pub(super) why: &'a str,
    /// The drawn figure after this voice, in words.
    pub(super) after: String,
    /// Where its range lies on the axis, and its number to lead with.
    pub(super) range: Option<(String, String)>,
    pub(super) best: Option<String>,
    /// The methods whose figure would be another one without the voice, each with that figure.
    pub(super) without: Vec<(String, String)>,
}

impl<'a> Waterfall<'a> {
    pub(super) fn new(finding: &'a Finding, axis: &Axis) -> Self {
        let drawn = finding.figures.iter().find(|f| f.basis != RangeBasis::Stated);
        let told = drawn.or(finding.figure()).filter(|_| finding.testimonies.len() > 1);
        let rows = told.map_or_else(Vec::new, |f| rows(f, finding, axis));
        Waterfall {
            basis: drawn.map_or_else(String::new, |f| wording::range_basis(f.basis)),
            needs: drawn.map_or(&[], |f| f.needs.as_slice()),
            rows,
        }
    }
}

fn rows<'a>(figure: &'a Figure, finding: &'a Finding, axis: &Axis) -> Vec<Row<'a>> {
    let row = |influence: &'a recount_model::Influence| {
        let testimony = finding.testimonies.get(influence.testimony)?;
        let after = influence.after.unwrap_or_default();
        let drawn = figure.basis != RangeBasis::Stated;
        Some(Row {
            voice: &testimony.voice,
            said: testimony.interval.to_string(),
            weight: wording::weight(influence.weight),
            why: &influence.why,
            after: wording::amount(after),
            range: drawn.then(|| ends(after, axis)).flatten(),
            best: after.best.filter(|_| drawn).map(|n| percent(axis.at(n))),
            without: wording::without(finding, influence.testimony)
                .into_iter()
                .map(|(methods, amount)| (methods.join(", "), amount))
                .collect(),
        })
    };
    figure.influences.iter().filter_map(row).collect()
}

fn ends(amount: Amount, axis: &Axis) -> Option<(String, String)> {
    Some((percent(axis.at(amount.low?)), percent(axis.at(amount.high?))))
}
