//! Who has a figure from whom, as an indented list, and a voice's series as published beside the same on one basis.

use super::quote::Quotes;
use crate::descent;
use crate::wording;
use recount_model::{Descent, Finding, VoiceSeries};

/// Deepest indentation that the page draws.
const DEEPEST: usize = 6;

/// A holder of a figure.
pub(super) struct HolderRow<'a> {
    pub(super) depth: usize,
    pub(super) holder: &'a str,
    pub(super) figure: String,
    pub(super) anchor: String,
    pub(super) how: String,
    /// Whether nobody says so.
    pub(super) assumed: bool,
}

/// The rows of a finding's stemma.
pub(super) fn stemma<'a>(finding: &'a Finding, quotes: &Quotes<'a>) -> Vec<HolderRow<'a>> {
    descent::lines(finding, quotes.account)
        .into_iter()
        .map(|line| HolderRow {
            depth: line.depth.min(DEEPEST),
            holder: line.holder,
            figure: line.node.figure.to_string(),
            anchor: quotes.first_anchor(&line.node.claims),
            how: descent::how(line.node),
            assumed: line.node.descent == Descent::Assumed,
        })
        .collect()
}

/// A voice's series.
pub(super) struct SeriesRow<'a> {
    pub(super) voice: &'a str,
    pub(super) steps: Vec<SeriesCell>,
}

/// One figure of a series.
pub(super) struct SeriesCell {
    pub(super) day: String,
    pub(super) published: String,
    pub(super) basis: String,
}

/// Whether the basis changes any figure of the series; else the revisions tell all.
pub(super) fn tells_more(series: &VoiceSeries) -> bool {
    series.steps.iter().any(|s| s.addition || s.on_one_basis.is_none())
}

impl<'a> SeriesRow<'a> {
    pub(super) fn new(series: &'a VoiceSeries) -> Self {
        let cell = |s: &recount_model::SeriesStep| SeriesCell {
            day: s.as_of.map_or_else(String::new, wording::date),
            published: if s.addition { format!("{} more", s.published) } else { s.published.to_string() },
            basis: match (&s.on_one_basis, s.window) {
                (Some(figure), _) => figure.to_string(),
                (None, Some(window)) => format!("counts over {window}"),
                (None, None) => "\u{2013}".to_string(),
            },
        };
        SeriesRow { voice: &series.voice, steps: series.steps.iter().map(cell).collect() }
    }
}
