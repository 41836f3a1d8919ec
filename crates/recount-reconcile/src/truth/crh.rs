//! CRH: truths and weights of sources that together make the weighted deviation least, for mixed kinds of data.
//!
//! ```text
//! min Σ_s w(s) Σ_items d(claim, truth)      with Σ_s e^(−w(s)) = 1
//! w(s) = −ln( D(s) / max_r D(r) )           D(s): mean deviation over the claims of s
//! ```
//!
//! A category deviates by 0 or 1, and its truth is the weighted vote; a number by |x − truth| / standard deviation of the item, and its
//! truth is the weighted median.
//!
//! Q. Li, Y. Li, J. Gao, B. Zhao, W. Fan and J. Han, "Resolving conflicts in heterogeneous data by truth discovery and source
//! reliability estimation", SIGMOD 2014, doi:10.1145/2588555.2610509.
//!
//! DIFFERENCE: a deviation is drawn towards the mean of all by one claim's worth, which also keeps a faultless source's weight finite.

use super::median::middle;
use super::method::{Learned, Method, settle};
use super::votes::Votes;
use recount_model::ValueKind;

/// The method.
pub struct Crh;

impl Method for Crh {
    fn name(&self) -> &'static str {
        "crh"
    }

    fn about(&self) -> &'static str {
        "Weights and truths that make the weighted deviation least: votes of categories, medians of numbers."
    }

    fn learn(&self, votes: &Votes) -> Learned {
        let learned = Learned { weights: vec![1.0; votes.speaker_count()], ..Learned::default() };
        settle(self, votes, learned, 20, |beliefs, learned| {
            let deviations = votes.per_item(|item, own| {
                let candidates = votes.candidates_of(item);
                deviation(votes, item, &beliefs[candidates], own);
            });
            let sums = deviation_sums(votes, &deviations);
            let mean = sums.iter().sum::<f64>() / votes.claims().max(1) as f64;
            let of_each: Vec<f64> = sums
                .iter()
                .enumerate()
                .map(|(speaker, sum)| (sum + mean) / (votes.claims_by(speaker).len() as f64 + 1.0))
                .collect();
            let most = of_each.iter().copied().fold(0.0, f64::max);
            // A little is added so that where all are alike, all weigh alike and more than nothing.
            learned.weights =
                of_each.iter().map(|d| if most > 0.0 { (most / d).ln() + 1e-3 } else { 1.0 }).collect();
        })
    }

    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]) {
        middle(votes, item, &learned.weights, beliefs);
    }
}

/// The sum of the deviations of each speaker's claims.
pub(super) fn deviation_sums(votes: &Votes, deviations: &[f64]) -> Vec<f64> {
    votes.per_speaker(|_, claims| {
        claims.iter().map(|&c| deviations[votes.claim_candidates[c as usize] as usize]).sum()
    })
}

/// How far each candidate deviates from the one believed most (from the mean of those, where several are).
pub(super) fn deviation(votes: &Votes, item: usize, beliefs: &[f64], out: &mut [f64]) {
    let most = beliefs.iter().copied().fold(0.0, f64::max);
    let best = |offset: usize| beliefs[offset] >= most * (1.0 - 1e-9);
    let count = (0..beliefs.len()).filter(|&o| best(o)).count().max(1) as f64;
    match votes.kinds[item] {
        ValueKind::Category => {
            for (offset, out) in out.iter_mut().enumerate() {
                *out = if best(offset) { 1.0 - 1.0 / count } else { 1.0 };
            }
        }
        ValueKind::Number => {
            let scale = Scale::of(votes, item);
            let numbers = &votes.candidate_numbers[votes.candidates_of(item)];
            let believed = (0..beliefs.len()).filter(|&o| best(o));
            let truth = believed.map(|o| numbers[o] / scale.unit).sum::<f64>() / count;
            for (number, out) in numbers.iter().zip(out) {
                let apart = (number / scale.unit - truth).abs();
                *out = if scale.width > 0.0 { apart / scale.width } else { 0.0 };
            }
        }
    }
}

/// The mean and the standard deviation of the numbers claimed of an item, each claim counted once.
pub(super) struct Scale {
    /// What mean and width are counted in: 1, or the largest magnitude where its square would be too large or too small for a number.
    pub unit: f64,
    pub mean: f64,
    pub width: f64,
}

impl Scale {
    pub fn of(votes: &Votes, item: usize) -> Scale {
        let numbers = &votes.candidate_numbers[votes.candidates_of(item)];
        let largest = numbers.iter().fold(0.0, |most: f64, number| most.max(number.abs()));
        let unit = if largest == 0.0 || (1e-100..1e100).contains(&largest) { 1.0 } else { largest };
        let count = votes.claims_on(item).len().max(1) as f64;
        let sum = |of: &dyn Fn(f64) -> f64| -> f64 {
            votes
                .candidates_of(item)
                .map(|c| votes.claims_of(c).len() as f64 / count * of(votes.candidate_numbers[c] / unit))
                .sum()
        };
        let mean = sum(&|number| number);
        Scale { unit, mean, width: sum(&|number| (number - mean) * (number - mean)).sqrt() }
    }

    /// A number in standard deviations from the mean.
    pub fn standard(&self, number: f64) -> f64 {
        if self.width > 0.0 { (number / self.unit - self.mean) / self.width } else { 0.0 }
    }
}
