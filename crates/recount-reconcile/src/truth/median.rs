//! Median: the middle of the numbers claimed; of categories the vote.
//!
//! ```text
//! answer = v with Σ own shares of claims below v < ½ total and Σ above v < ½ total
//! ```
//!
//! Every speaker weighs 1. No far-off number moves the answer, which is always a number that somebody claims: where exactly half the
//! votes lie on either side, the two in the middle are a tie. [`middle`] is the weighted median that other methods answer by.

use super::method::{Learned, Method};
use super::votes::Votes;
use recount_model::ValueKind;

/// The method.
pub struct Median;

impl Method for Median {
    fn name(&self) -> &'static str {
        "median"
    }

    fn about(&self) -> &'static str {
        "The middle of the numbers claimed; of categories the value most sources claim."
    }

    fn learn(&self, votes: &Votes) -> Learned {
        Learned { weights: vec![1.0; votes.speaker_count()], ..Learned::default() }
    }

    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]) {
        middle(votes, item, &learned.weights, beliefs);
    }
}

/// Fills in the beliefs of a weighted median: how near the middle each number lies, 1 for the middle itself, of two in the middle
/// for both. For an item of categories, the share of the weight that stands behind each.
pub(super) fn middle(votes: &Votes, item: usize, weights: &[f64], beliefs: &mut [f64]) {
    for (belief, candidate) in beliefs.iter_mut().zip(votes.candidates_of(item)) {
        *belief = votes.support(candidate, |speaker| weights[speaker]);
    }
    let total: f64 = beliefs.iter().sum();
    if total <= 0.0 {
        beliefs.fill(0.0);
        return;
    }
    beliefs.iter_mut().for_each(|belief| *belief /= total);
    if votes.kinds[item] == ValueKind::Number {
        let mut below = 0.0;
        for belief in beliefs.iter_mut() {
            let own = *belief;
            let farther = f64::max(below, 1.0 - below - own);
            // Candidates are in order of size; a value has at most half on either side exactly if it is a middle.
            *belief = if farther <= 0.5 + 1e-9 { 1.0 } else { (1.0 - farther).clamp(0.0, 0.5) };
            below += own;
        }
    }
}
