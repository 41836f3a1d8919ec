//! How likely the words of one voice are if the truth were so many: a mixture of voices that are right, near, far off, and, while a
//! toll grows, that know of a part only. Distributions live on the logarithmic scale: near is logistic, far Student with four degrees of
//! freedom (so that no figure, however odd, is impossible), the part known exponential. All have closed forms.
//!
//! Bounds are censored evidence. "At least k" is likely for any truth of k and more: most for those just above (who knows of k has
//! mostly found most), and for those far above never less than for a truth below k, so it never speaks for fewer than k.

use super::grid::Cell;
use super::settings::{Reliability, Wording};
use super::words::Words;

/// A voice's figure, ready to be compared with counts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Evidence {
    pub words: Words,
    pub reliability: Reliability,
    /// The chance that the figure is a part of what was found in the end.
    pub part: f64,
    /// How much a part misses, as a mean of the logarithm.
    pub missed: f64,
    /// What the voice itself counted before, and how surely that bounds its later figures from below.
    pub counted: Option<(u64, f64)>,
}

impl Evidence {
    /// The likelihood of the words for each cell, up to a factor that is the same for all; never 0.
    pub fn likelihood(&self, cells: &[Cell], wording: &Wording) -> Vec<f64> {
        cells.iter().map(|cell| self.of(cell, wording) * self.above_own_count(cell)).collect()
    }

    fn of(&self, cell: &Cell, wording: &Wording) -> f64 {
        let r = &self.reliability;
        let sound = r.right + r.near;
        let far = 1.0 - sound;
        let truth = cell.middle;
        match &self.words {
            Words::Nothing => 1.0,
            Words::AtLeast(k) => {
                let above = wording.more + self.part * self.missed;
                let bound = Bound { excess: above, within: cell.low >= *k };
                bound.likelihood(ratio_above(truth, *k as f64), sound, far * wording.overstated, r.far_spread)
            }
            Words::AtMost(k) => {
                let bound = Bound { excess: wording.less, within: cell.high <= *k };
                bound.likelihood(ratio_above(*k as f64, truth), sound, far * wording.overstated, r.far_spread)
            }
            Words::Within { stretches, blur, .. } => stretches
                .iter()
                .map(|&(weight, a, b)| {
                    let stretch = Stretch::new(a, b, truth);
                    let right = match *blur > 0.0 {
                        true => stretch.logistic(*blur),
                        false => f64::from(u8::from(a <= cell.low && cell.high <= b)),
                    };
                    let near = stretch.logistic(r.near_spread.hypot(*blur));
                    let whole = r.right * right + r.near * near;
                    let part = if self.part > 0.0 { stretch.part(self.missed) } else { 0.0 };
                    let told = (1.0 - self.part) * whole + self.part * sound * part;
                    weight * (told + far * stretch.student(r.far_spread.hypot(*blur)))
                })
                .sum::<f64>()
                .max(f64::MIN_POSITIVE),
        }
    }

    /// Below what the voice itself has counted the truth is less likely, softly.
    fn above_own_count(&self, cell: &Cell) -> f64 {
        match self.counted {
            Some((counted, surely)) if cell.high < counted => {
                1.0 - surely * (self.reliability.right + self.reliability.near)
            }
            _ => 1.0,
        }
    }
}

/// How far `a` lies above `b`, as a logarithm; counts are taken half a step up so that nought has one.
fn ratio_above(a: f64, b: f64) -> f64 {
    ((a + 0.5) / (b + 0.5)).ln()
}

/// A bound in one direction.
struct Bound {
    excess: f64,
    within: bool,
}

impl Bound {
    /// `beyond` is how far the truth lies on the side that the bound leaves open (negative: on the other side).
    fn likelihood(&self, beyond: f64, sound: f64, far: f64, far_spread: f64) -> f64 {
        let floor = far * student_density(0.0) / far_spread;
        if self.within {
            sound / self.excess * (-beyond.max(0.0) / self.excess).exp() + floor
        } else {
            floor * 2.0 * (1.0 - student(-beyond.min(0.0) / far_spread))
        }
    }
}

/// A stretch of known numbers, seen from the truth on the logarithmic scale.
struct Stretch {
    /// From the truth to the lower end; minus infinity where the stretch begins at 0.
    from: f64,
    /// To the upper end.
    to: f64,
    /// The length, also where the ends can no longer be told apart.
    length: f64,
}

/// Below this length the density times the length is more exact than a difference.
const SHORT: f64 = 1e-3;

impl Stretch {
    fn new(low: u64, high: u64, truth: f64) -> Self {
        let centre = (truth + 0.5).ln();
        let (a, b) = (low as f64, high as f64 + 1.0);
        let length = if low == 0 { f64::INFINITY } else { ((high - low) as f64 + 1.0) / a };
        Stretch { from: a.ln() - centre, to: b.ln() - centre, length: length.ln_1p() }
    }

    fn mass(&self, scale: f64, distribution: fn(f64) -> f64, density: fn(f64) -> f64) -> f64 {
        if self.length < SHORT * scale {
            density((self.from + self.to) / 2.0 / scale) * self.length / scale
        } else {
            distribution(self.to / scale) - distribution(self.from / scale)
        }
    }

    /// The mass of a logistic distribution with this standard deviation around the truth.
    fn logistic(&self, spread: f64) -> f64 {
        self.mass(spread * 3.0_f64.sqrt() / std::f64::consts::PI, logistic, logistic_density)
    }

    /// The mass of a Student distribution of four degrees of freedom with this scale around the truth.
    fn student(&self, scale: f64) -> f64 {
        self.mass(scale, student, student_density)
    }

    /// The mass of an exponential distribution of this mean, from the truth downwards: the part that is known.
    fn part(&self, mean: f64) -> f64 {
        let below = |x: f64| if x >= 0.0 { 1.0 } else { (x / mean).exp() };
        if self.length < SHORT * mean && self.to < 0.0 {
            below(self.to) * self.length / mean
        } else {
            below(self.to) - below(self.from)
        }
    }
}

fn logistic(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

fn logistic_density(z: f64) -> f64 {
    let e = (-z.abs()).exp();
    e / ((1.0 + e) * (1.0 + e))
}

/// The distribution function of Student's t with four degrees of freedom.
fn student(z: f64) -> f64 {
    let s = z / (4.0 + z * z).sqrt();
    // At infinity the quotient is not a number; its limit is one.
    let s = if s.is_nan() { z.signum() } else { s };
    0.5 + s * (3.0 - s * s) / 4.0
}

fn student_density(z: f64) -> f64 {
    0.375 * (1.0 + z * z / 4.0).powf(-2.5)
}
