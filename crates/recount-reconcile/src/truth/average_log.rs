//! AverageLog: as Sums, but a source that claims much is not trusted for that alone.
//!
//! ```text
//! T(s) = ln(1 + |V(s)|) · mean_{v ∈ V(s)} B(v)      B(v) = Σ_{s ∈ S(v)} T(s)      T relative to its largest
//! ```
//!
//! J. Pasternack and D. Roth, "Knowing what to believe (when you already know something)", COLING 2010,
//! <https://aclanthology.org/C10-1099>.
//!
//! DIFFERENCE: the paper has ln |V(s)|, by which the word of a source of one claim counts for nothing; here it counts a little.

use super::method::{Learned, Method, mean_beliefs, relative, settle};
use super::votes::Votes;

/// The method.
pub struct AverageLog;

impl Method for AverageLog {
    fn name(&self) -> &'static str {
        "average-log"
    }

    fn about(&self) -> &'static str {
        "As sums, with the mean belief in a source's claims times the logarithm of their number."
    }

    fn learn(&self, votes: &Votes) -> Learned {
        let learned = Learned { weights: vec![1.0; votes.speaker_count()], ..Learned::default() };
        settle(self, votes, learned, 20, |beliefs, learned| {
            let mut trust = mean_beliefs(votes, beliefs);
            for (speaker, trust) in trust.iter_mut().enumerate() {
                *trust *= (votes.claims_by(speaker).len() as f64).ln_1p();
            }
            learned.weights = relative(trust);
        })
    }

    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]) {
        for (belief, candidate) in beliefs.iter_mut().zip(votes.candidates_of(item)) {
            *belief = votes.support(candidate, |speaker| learned.weights[speaker]);
        }
    }
}
