//! A source's own confidence interval: "118 deaths ..., with a 95 per cent confidence interval of 64 to 171".

use super::super::Scene;
use crate::lexicon::Word;
use crate::numbers::NumberPhrase;
use std::ops::Range;

/// How far from the words "confidence interval" its bounds may stand.
const REACH: usize = 9;

/// The basis the account prints; only an interval the source itself calls so has it.
const BASIS: &str = "confidence interval";

/// Gives the figure before a confidence interval the interval's bounds, its number as the point, and drops the bounds as figures
/// of their own.
pub(super) fn apply(scene: &Scene<'_, '_>, figures: &mut Vec<NumberPhrase>) {
    let Some(words) = named(scene) else { return };
    let near = |f: &NumberPhrase| {
        f.tokens.start >= words.start.saturating_sub(REACH) && f.tokens.start <= words.end + REACH
    };
    let is_range = |f: &NumberPhrase| {
        near(f) && f.interval.low.is_some() && f.interval.high.is_some() && f.interval.low != f.interval.high
    };
    let Some(at) = figures.iter().position(is_range) else { return };
    let Some(point) = (0..at).rev().find(|&i| figures[i].interval.single().is_some()) else {
        figures[at].interval.basis = Some(BASIS.to_string());
        return;
    };
    let range = figures.remove(at).interval;
    let interval = &mut figures[point].interval;
    interval.point = interval.low;
    (interval.low, interval.high) = (range.low, range.high);
    interval.basis = Some(BASIS.to_string());
}

/// The words "confidence interval", "credible interval" or "confidence range".
fn named(scene: &Scene<'_, '_>) -> Option<Range<usize>> {
    let at = scene
        .tokens
        .clone()
        .find(|&k| scene.is(k, Word::Confidence) && scene.is(k + 1, Word::ConfidenceRange))?;
    Some(at..at + 2)
}
