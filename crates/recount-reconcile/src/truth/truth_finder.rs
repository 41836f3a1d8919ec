//! TruthFinder: a value is the surer the more trustworthy its sources are, and the more like values support it.
//!
//! ```text
//! τ(s) = −ln(1 − t(s))                                     t(s): trustworthiness, 0.9 at first
//! σ(v) = Σ_{s ∈ S(v)} τ(s)
//! σ*(v) = σ(v) + ρ Σ_{u ≠ v} σ(u) · imp(u → v)             ρ = 0.5, imp = sim − 0.5
//! confidence(v) = 1 / (1 + e^(−γ σ*(v)))                   γ = 0.3
//! t(s) = mean_{v ∈ V(s)} confidence(v)
//! ```
//!
//! X. Yin, J. Han and P. S. Yu, "Truth discovery with multiple conflicting information providers on the web", TKDE 20(6), 2008,
//! doi:10.1109/TKDE.2007.190745.
//!
//! Two numbers are similar as e^(−|a − b| / h), h being the median distance of neighbouring numbers within the item; categories that
//! differ are not similar at all. The kernel's sums over all other numbers are made in two sweeps, so an item of n values costs n steps.

use super::method::{Form, Learned, Method, mean_beliefs, settle};
use super::votes::Votes;
use recount_model::ValueKind;

const DAMPENING: f64 = 0.3;
const INFLUENCE: f64 = 0.5;
const BASE_SIMILARITY: f64 = 0.5;
/// No source is trusted more than this, so that one does not outweigh all.
const MOST_TRUSTED: f64 = 1.0 - 1e-6;

/// The method.
pub struct TruthFinder;

impl Method for TruthFinder {
    fn name(&self) -> &'static str {
        "truth-finder"
    }

    fn about(&self) -> &'static str {
        "Values are the surer the more trustworthy their sources and the more similar values support them."
    }

    fn form(&self) -> Form {
        Form::Odds
    }

    fn learn(&self, votes: &Votes) -> Learned {
        let scores = |trust: Vec<f64>| {
            trust.into_iter().map(|t| -(1.0 - t.min(MOST_TRUSTED)).ln()).collect::<Vec<f64>>()
        };
        let learned = Learned { weights: scores(vec![0.9; votes.speaker_count()]), ..Learned::default() };
        settle(self, votes, learned, 20, |beliefs, learned| {
            let sure: Vec<f64> = beliefs.iter().map(|b| 1.0 / (1.0 + (-b).exp())).collect();
            learned.weights = scores(mean_beliefs(votes, &sure));
        })
    }

    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]) {
        for (belief, candidate) in beliefs.iter_mut().zip(votes.candidates_of(item)) {
            *belief = votes.support(candidate, |speaker| learned.weights[speaker]);
        }
        let all: f64 = beliefs.iter().sum();
        let similar = match votes.kinds[item] {
            ValueKind::Number => near(&votes.candidate_numbers[votes.candidates_of(item)], beliefs),
            ValueKind::Category => vec![0.0; beliefs.len()],
        };
        for (belief, similar) in beliefs.iter_mut().zip(similar) {
            let others = all - *belief;
            *belief = DAMPENING * (*belief + INFLUENCE * (similar - BASE_SIMILARITY * others));
        }
    }
}

/// For each of some numbers in order of size, the sum of the scores of the others, each by its similarity.
fn near(numbers: &[f64], scores: &[f64]) -> Vec<f64> {
    // Half gaps, which no two finite numbers are too far apart for; only their ratios count.
    let mut gaps: Vec<f64> = numbers.windows(2).map(|pair| 0.5 * pair[1] - 0.5 * pair[0]).collect();
    let mut sums = vec![0.0; numbers.len()];
    if gaps.is_empty() {
        return sums;
    }
    let fade: Vec<f64> = {
        let mut sorted = gaps.clone();
        let middle = sorted.len() / 2;
        let scale = *sorted.select_nth_unstable_by(middle, f64::total_cmp).1;
        gaps.iter_mut().for_each(|gap| *gap = (-*gap / scale.max(f64::MIN_POSITIVE)).exp());
        gaps
    };
    let mut carried = 0.0;
    for i in 1..numbers.len() {
        carried = (carried + scores[i - 1]) * fade[i - 1];
        sums[i] += carried;
    }
    carried = 0.0;
    for i in (0..numbers.len() - 1).rev() {
        carried = (carried + scores[i + 1]) * fade[i];
        sums[i] += carried;
    }
    sums
}
