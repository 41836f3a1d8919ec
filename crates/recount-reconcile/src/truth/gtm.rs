//! GTM: numbers claimed are normal about the truth, each source with a variance of its own.
//!
//! ```text
//! x' = (x − mean of the item) / its standard deviation
//! μ ~ N(0, 1)      x'(s) ~ N(μ, σ²(s))      σ²(s) ~ Inverse-Gamma(a = 10, b = 10)
//! E: μ̂ = Σ x'/σ²(s) / (1 + Σ 1/σ²(s)),  variance of μ̂ = 1 / (1 + Σ 1/σ²(s))
//! M: σ²(s) = (2b + Σ [(x' − μ̂)² + variance]) / (2(a + 1) + |V(s)|)
//! ```
//!
//! B. Zhao and J. Han, "A probabilistic model for estimating real-valued truth from conflicting sources", QDB workshop at VLDB 2012,
//! <https://hanj.cs.illinois.edu/pdf/qdb12_bzhao.pdf>.
//!
//! DIFFERENCE: the answer is the claimed number nearest to μ̂ if it lies within one standard deviation of μ̂, and μ̂ only otherwise;
//! categories, which the paper leaves out, are decided by the vote weighted with 1/σ²(s), and deviate by 0 or 1.

use super::crh::Scale;
use super::method::{Learned, Method, settle};
use super::votes::Votes;
use recount_model::ValueKind;

const A: f64 = 10.0;
const B: f64 = 10.0;

/// The method.
pub struct Gtm;

impl Method for Gtm {
    fn name(&self) -> &'static str {
        "gtm"
    }

    fn about(&self) -> &'static str {
        "Numbers are normal about the truth, each source with its own variance; an answer may be a mean."
    }

    fn learn(&self, votes: &Votes) -> Learned {
        let learned = Learned { weights: vec![1.0; votes.speaker_count()], ..Learned::default() };
        let mut before = learned.weights.clone();
        settle(self, votes, learned, 20, |beliefs, learned| {
            let squares = votes.per_item(|item, own| match votes.kinds[item] {
                ValueKind::Category => {
                    let total: f64 = beliefs[votes.candidates_of(item)].iter().sum();
                    for (square, c) in own.iter_mut().zip(votes.candidates_of(item)) {
                        *square = if total > 0.0 { 1.0 - beliefs[c] / total } else { 1.0 };
                    }
                }
                ValueKind::Number => {
                    let (truth, variance) = estimate(votes, &before, item);
                    let scale = Scale::of(votes, item);
                    for (square, c) in own.iter_mut().zip(votes.candidates_of(item)) {
                        let z = scale.standard(votes.candidate_numbers[c]);
                        *square = (z - truth) * (z - truth) + variance;
                    }
                }
            });
            learned.weights = votes.per_speaker(|_, claims| {
                let sum: f64 = claims
                    .iter()
                    .map(|&claim| squares[votes.claim_candidates[claim as usize] as usize])
                    .sum();
                (2.0 * (A + 1.0) + claims.len() as f64) / (2.0 * B + sum)
            });
            before.clone_from(&learned.weights);
        })
    }

    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]) {
        match votes.kinds[item] {
            ValueKind::Category => {
                for (belief, candidate) in beliefs.iter_mut().zip(votes.candidates_of(item)) {
                    *belief = votes.support(candidate, |speaker| learned.weights[speaker]);
                }
            }
            ValueKind::Number => {
                let (truth, variance) = estimate(votes, &learned.weights, item);
                let scale = Scale::of(votes, item);
                for (belief, candidate) in beliefs.iter_mut().zip(votes.candidates_of(item)) {
                    let z = scale.standard(votes.candidate_numbers[candidate]);
                    *belief = (-0.5 * (z - truth) * (z - truth) / variance).exp();
                }
            }
        }
    }

    fn number(&self, votes: &Votes, learned: &Learned, item: usize) -> Option<f64> {
        let (truth, variance) = estimate(votes, &learned.weights, item);
        let scale = Scale::of(votes, item);
        let truth = scale.mean + truth * scale.width;
        let far = |number: f64| (number / scale.unit - truth).abs();
        let nearest = votes
            .candidates_of(item)
            .map(|c| votes.candidate_numbers[c])
            .min_by(|a, b| far(*a).total_cmp(&far(*b)))?;
        Some(if far(nearest) <= variance.sqrt() * scale.width { nearest } else { truth * scale.unit })
    }
}

/// The truth of an item of numbers, in standard deviations from the mean of its claims, and the variance of the estimate.
fn estimate(votes: &Votes, precisions: &[f64], item: usize) -> (f64, f64) {
    let scale = Scale::of(votes, item);
    let (mut sum, mut precision) = (0.0, 1.0);
    for candidate in votes.candidates_of(item) {
        let own = votes.support(candidate, |speaker| precisions[speaker]);
        let z = scale.standard(votes.candidate_numbers[candidate]);
        sum += own * z;
        precision += own;
    }
    (sum / precision, 1.0 / precision)
}
