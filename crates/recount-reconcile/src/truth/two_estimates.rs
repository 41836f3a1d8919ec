//! 2-Estimates: the truth of each value and the error of each source, where speaking for one value is speaking against the others.
//!
//! ```text
//! θ(v) = [ Σ_{s for v} (1 − ε(s)) + Σ_{s against v} ε(s) ] / voters
//! ε(s) = [ Σ_{v it is for} (1 − θ(v)) + Σ_{v it is against} θ(v) ] / votes of s
//! ```
//!
//! After each round both are spread over 0 to 1 half-way: λ·(x − min)/(max − min) + (1 − λ)·round(x), λ = ½. ε is 0.1 at first.
//!
//! A. Galland, S. Abiteboul, A. Marian and P. Senellart, "Corroborating information from disagreeing views", WSDM 2010,
//! doi:10.1145/1718487.1718504.
//!
//! Votes against are never listed: they are sums over the item less those for the value, so the cost is linear in claims. Numbers are
//! names here. The weight shown of a source is 1 − ε.
//!
//! DIFFERENCE: θ is spread for the estimate of ε only; answers are by θ as it is, which keeps values apart that rounding would make one.

use super::method::{Learned, Method, settle};
use super::votes::Votes;

/// The method.
pub struct TwoEstimates;

impl Method for TwoEstimates {
    fn name(&self) -> &'static str {
        "2-estimates"
    }

    fn about(&self) -> &'static str {
        "Estimates the truth of values and the error of sources; a claim for one value is one against the others."
    }

    fn learn(&self, votes: &Votes) -> Learned {
        let learned = Learned { weights: vec![0.9; votes.speaker_count()], ..Learned::default() };
        settle(self, votes, learned, 20, |beliefs, learned| {
            let truths = spread(beliefs.to_vec());
            let errors = wrong_shares(votes, &truths, |_| 1.0);
            learned.weights = spread(errors).into_iter().map(|e| 1.0 - e).collect();
        })
    }

    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]) {
        let all: f64 = votes.candidates_of(item).map(|c| votes.support(c, |_| 1.0)).sum();
        let errors = |c| votes.support(c, |speaker| 1.0 - learned.weights[speaker]);
        let error: f64 = votes.candidates_of(item).map(errors).sum();
        for (belief, c) in beliefs.iter_mut().zip(votes.candidates_of(item)) {
            let own = errors(c);
            *belief = (votes.support(c, |_| 1.0) - own + error - own) / all.max(f64::MIN_POSITIVE);
        }
    }
}

/// Spreads numbers half-way over 0 to 1.
pub(super) fn spread(mut numbers: Vec<f64>) -> Vec<f64> {
    let least = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let most = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let width = most - least;
    for n in &mut numbers {
        let stretched = if width > 0.0 { (*n - least) / width } else { n.clamp(0.0, 1.0) };
        *n = 0.5 * stretched + 0.5 * n.clamp(0.0, 1.0).round();
    }
    numbers
}

/// How wrong each speaker is on the mean over its votes, for and against, each divided by how hard the value is.
pub(super) fn wrong_shares(
    votes: &Votes,
    truths: &[f64],
    hardness: impl Fn(usize) -> f64 + Sync,
) -> Vec<f64> {
    let against = |c: usize| truths[c] / hardness(c);
    let item_sums: Vec<f64> =
        (0..votes.items()).map(|item| votes.candidates_of(item).map(against).sum()).collect();
    let item_of = votes.item_of_candidates();
    votes.per_speaker(|_, claims| {
        let (mut wrong, mut count) = (0.0, 0);
        for &claim in claims {
            let c = votes.claim_candidates[claim as usize] as usize;
            let item = item_of[c] as usize;
            wrong += (1.0 - truths[c]) / hardness(c) + item_sums[item] - against(c);
            count += votes.candidates_of(item).len();
        }
        wrong / count.max(1) as f64
    })
}
