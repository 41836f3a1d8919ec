//! What words commit a speaker to, as evidence: for which known numbers somebody would say them. "34" is said by one who knows of
//! 34, now and then by one who rounds; "about 90" of numbers near 90; "dozens" of a stretch with soft ends; a range of any number
//! within. Bounds are kept apart: "at least 31" is said by one who knows of 31, whatever the truth above.

use super::settings::Settings;
use recount_lexicon::fold;
use recount_model::Interval;

/// For which known numbers the words are said.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Words {
    /// Stretches of numbers, both ends within, each with a weight, and how soft their ends are (a spread of the logarithm).
    Within { stretches: Vec<(f64, u64, u64)>, blur: f64, vague: bool },
    /// So many and perhaps more.
    AtLeast(u64),
    /// So many and perhaps fewer.
    AtMost(u64),
    /// No bound at all.
    Nothing,
}

/// Standard normal deviations that hold 95 % on both sides of a confidence interval's middle, and 90 % of any other range's.
const CONFIDENCE: f64 = 1.96;
const RANGE: f64 = 1.645;
/// Deviations, and the mass, of the nested stretches that together are nearly a normal distribution.
const NESTED: [(f64, f64); 6] =
    [(0.3, 0.026), (0.7, 0.118), (1.1, 0.218), (1.55, 0.257), (2.0, 0.216), (2.6, 0.157)];

impl Words {
    /// The meaning of an interval under the settings of the method.
    pub fn of(interval: &Interval, settings: &Settings) -> Words {
        if let Some(vague) = &interval.vague {
            return Words::vague(&fold(&vague.0), interval, settings);
        }
        let about = if interval.approximate { settings.words.about } else { 0.0 };
        match (interval.low, interval.high) {
            (Some(a), Some(b)) if a == b => Words::number(a, interval.approximate, settings),
            (Some(a), Some(b)) => Words::range(a.min(b), a.max(b), interval, about),
            // "At least about 90" may be said of 81.
            (Some(low), None) if interval.approximate => Words::AtLeast((low as f64 * (1.0 - about)) as u64),
            (Some(low), None) => Words::AtLeast(low),
            (None, Some(high)) if interval.approximate => Words::AtMost((high as f64 * (1.0 + about)) as u64),
            (None, Some(high)) => Words::AtMost(high),
            (None, None) => Words::Nothing,
        }
    }

    fn vague(word: &str, interval: &Interval, settings: &Settings) -> Words {
        let own = interval.low.map(|low| [low, low.saturating_mul(5).max(low)]);
        match settings.vague.get(word).copied().or(own) {
            Some([a, b]) => {
                Words::Within { stretches: vec![(1.0, a, b)], blur: settings.words.edge, vague: true }
            }
            None => Words::Nothing,
        }
    }

    fn number(n: u64, approximate: bool, settings: &Settings) -> Words {
        let half = roundness(n, settings.words.coarsest) / 2;
        let (a, b) = (n - half.min(n), n.saturating_add(half));
        let rounded = settings.words.rounded;
        let (stretches, blur) = match (approximate, half) {
            (true, _) => (vec![(1.0, a, b)], settings.words.about),
            (false, 0) => (vec![(1.0, n, n)], 0.0),
            (false, _) => (vec![(1.0 - rounded, n, n), (rounded, a, b)], 0.0),
        };
        Words::Within { stretches, blur, vague: false }
    }

    /// A range; with a point in it, the numbers near that are the more likely ones.
    fn range(a: u64, b: u64, interval: &Interval, blur: f64) -> Words {
        let Some(point) = interval.point.filter(|p| (a..=b).contains(p)) else {
            return Words::Within { stretches: vec![(1.0, a, b)], blur, vague: false };
        };
        let ends = if interval.basis.is_some() { CONFIDENCE } else { RANGE };
        let (left, right) = ((point - a) as f64 / ends, (b - point) as f64 / ends);
        let stretches = NESTED
            .iter()
            .map(|&(deviations, mass)| {
                let low = point - ((left * deviations) as u64).min(point);
                let high = point.saturating_add((right * deviations) as u64);
                (mass / ((high - low) as f64 + 1.0), low, high)
            })
            .collect();
        Words::Within { stretches, blur, vague: false }
    }

    /// The numbers at which the likelihood jumps, so that each needs a cell of its own.
    pub fn edges(&self) -> Vec<u64> {
        match self {
            Words::Within { stretches, .. } => stretches.iter().flat_map(|&(_, a, b)| [a, b]).collect(),
            Words::AtLeast(n) | Words::AtMost(n) => vec![*n],
            Words::Nothing => Vec::new(),
        }
    }

    /// Whether some number from `low` to `high` fits the words.
    pub fn meets(&self, low: u64, high: u64) -> bool {
        match self {
            Words::Within { stretches, .. } => stretches.iter().any(|&(_, a, b)| a <= high && low <= b),
            Words::AtLeast(n) => *n <= high,
            Words::AtMost(n) => *n >= low,
            Words::Nothing => true,
        }
    }

    /// Whether the words bound the count on both sides with numbers.
    pub fn is_bounded(&self) -> bool {
        matches!(self, Words::Within { vague: false, .. })
    }
}

/// The step in which a number is counted: the largest of 1, 5, 10, 50, 100 ... that divides it and is at most `coarsest` of it.
fn roundness(n: u64, coarsest: f64) -> u64 {
    let powers = (0..19).map(|k| 10_u64.pow(k));
    let steps = powers.flat_map(|p| [Some(p), p.checked_mul(5)]).flatten();
    steps.filter(|&s| s > 1 && n.is_multiple_of(s) && s as f64 <= n as f64 * coarsest).max().unwrap_or(0)
}
