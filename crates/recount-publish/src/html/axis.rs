//! One axis for all figures of a question. Places on it are per cent of the drawing's width, so drawings stretch with the page
//! and their letters do not.

use crate::wording;
use recount_model::Interval;

/// Left and right margin, in per cent: room for arrows and labels.
const LEFT: f64 = 3.0;
const RIGHT: f64 = 6.0;
/// A ratio of largest to smallest number from which the axis is logarithmic.
const LOGARITHMIC_FROM: f64 = 150.0;

/// A scale with ticks.
pub(super) struct Axis {
    pub(super) ticks: Vec<Tick>,
    /// What a reader must know of the scale; empty for a linear one from 0.
    pub(super) note: &'static str,
    top: f64,
    logarithmic: bool,
}

/// A tick.
pub(super) struct Tick {
    pub(super) x: String,
    pub(super) label: String,
}

impl Axis {
    /// An axis that holds every bound and point of the intervals.
    pub(super) fn new<'i>(intervals: impl Iterator<Item = &'i Interval>) -> Self {
        let numbers: Vec<f64> =
            intervals.flat_map(|i| [i.low, i.point, i.high]).flatten().map(|n| n as f64).collect();
        let largest = numbers.iter().copied().fold(1.0, f64::max);
        let smallest = numbers.iter().copied().filter(|&n| n > 0.0).fold(largest, f64::min);
        if largest / smallest >= LOGARITHMIC_FROM {
            Axis::logarithmic(largest)
        } else {
            Axis::linear(largest)
        }
    }

    fn linear(largest: f64) -> Self {
        let step = nice_step(largest / 4.0);
        let count = (largest / step).ceil().max(1.0) as u64;
        let mut axis = Axis { ticks: Vec::new(), note: "", top: step * count as f64, logarithmic: false };
        axis.ticks = (0..=count).map(|i| axis.tick((step * i as f64).round() as u64)).collect();
        axis
    }

    fn logarithmic(largest: f64) -> Self {
        let decades = largest.log10().ceil().max(1.0) as u32;
        let top = 10f64.powi(decades as i32);
        let mut axis = Axis { ticks: Vec::new(), note: "logarithmic axis", top, logarithmic: true };
        axis.ticks = (0..=decades.min(19)).map(|d| axis.tick(10u64.saturating_pow(d))).collect();
        axis
    }

    fn tick(&self, n: u64) -> Tick {
        Tick { x: percent(self.at(n)), label: wording::grouped(n) }
    }

    /// Where a number stands, in per cent of the width.
    pub(super) fn at(&self, n: u64) -> f64 {
        self.at_value(n as f64)
    }

    pub(super) fn at_value(&self, n: f64) -> f64 {
        let share = if self.logarithmic { n.max(1.0).log10() / self.top.log10() } else { n / self.top };
        LEFT + share.clamp(0.0, 1.0) * (100.0 - LEFT - RIGHT)
    }
}

/// A number of the drawing, to a tenth.
pub(super) fn percent(x: f64) -> String {
    format!("{x:.1}%")
}

/// 1, 2 or 5 times a power of ten, at least `rough` and at least 1.
fn nice_step(rough: f64) -> f64 {
    let rough = rough.max(1.0);
    let power = 10f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|f| f * power >= rough * 0.999).unwrap_or(10.0);
    factor * power
}

/// How one interval is drawn.
pub(super) struct Drawing {
    /// From where to where the bar runs, when it has a length.
    pub(super) bar: Option<(String, String)>,
    /// Whether the bar goes on to the left.
    pub(super) open_left: bool,
    /// Whether the bar goes on to the right, and where its arrow stands.
    pub(super) open_right: bool,
    /// Dots, at the stated numbers.
    pub(super) dots: Vec<String>,
    /// For "about": the band of 10 % within which figures count as alike: start and width.
    pub(super) band: Option<(String, String)>,
    /// The label above, and where its middle stands.
    pub(super) label: String,
    pub(super) label_x: String,
}

/// Draws an interval on an axis.
pub(super) fn draw(interval: &Interval, axis: &Axis) -> Drawing {
    let (low, high) = (interval.low.map(|n| axis.at(n)), interval.high.map(|n| axis.at(n)));
    let (start, end) = (low.unwrap_or(1.0), high.unwrap_or(98.0));
    let mut stated: Vec<f64> = match interval.point {
        Some(point) => vec![axis.at(point)],
        None => [low, high].into_iter().flatten().collect(),
    };
    stated.dedup();
    let middle = match stated.as_slice() {
        [] => 50.0,
        all => all.iter().sum::<f64>() / all.len() as f64,
    };
    let band = is_about(interval).then(|| interval.leading()).flatten().map(|n| {
        let (a, b) = (axis.at_value(n as f64 * 0.9), axis.at_value(n as f64 * 1.1));
        (percent(a), percent(b - a))
    });
    Drawing {
        bar: (end - start > 0.05).then(|| (percent(start), percent(end))),
        open_left: low.is_none(),
        open_right: high.is_none(),
        dots: stated.iter().copied().map(percent).collect(),
        band,
        label: label(interval),
        label_x: percent(middle),
    }
}

/// Whether a number is said to be approximate; a vague word has no number to be near to.
pub(super) fn is_about(interval: &Interval) -> bool {
    interval.approximate && interval.vague.is_none()
}

/// The numbers alone; the drawing shows what kind of bounds they are.
fn label(interval: &Interval) -> String {
    let about = if interval.approximate { "~" } else { "" };
    match (interval.low, interval.high, interval.point) {
        (_, _, Some(point)) => wording::grouped(point),
        _ if interval.vague.is_some() => interval.to_string(),
        (Some(a), Some(b), _) if a != b => format!("{about}{}–{}", wording::grouped(a), wording::grouped(b)),
        (low, high, _) => {
            low.or(high).map_or_else(String::new, |n| format!("{about}{}", wording::grouped(n)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(numbers: &[u64]) -> Vec<String> {
        let intervals: Vec<Interval> = numbers.iter().map(|&n| Interval::exactly(n, "")).collect();
        Axis::new(intervals.iter()).ticks.into_iter().map(|t| t.label).collect()
    }

    #[test]
    fn ticks_are_round_numbers_that_hold_every_figure() {
        assert_eq!(ticks(&[3, 31, 34, 35]), ["0", "10", "20", "30", "40"]);
        assert_eq!(ticks(&[0]), ["0", "1"]);
        assert_eq!(ticks(&[150, 2000]), ["0", "500", "1,000", "1,500", "2,000"]);
        assert_eq!(ticks(&[7, 4645]), ["1", "10", "100", "1,000", "10,000"]);
        assert_eq!(ticks(&[u64::MAX]).len(), 5);
    }

    #[test]
    fn places_never_leave_the_drawing() {
        let axis = Axis::new([Interval::between(Some(5), None, "")].iter());
        assert!(axis.at(0) >= 0.0 && axis.at(u64::MAX) <= 100.0);
    }
}
