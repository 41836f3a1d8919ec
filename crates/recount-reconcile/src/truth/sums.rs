//! Sums: sources are as good as the sum of what they claim is believed, as pages are in Hubs and Authorities.
//!
//! ```text
//! T(s) = Σ_{v ∈ V(s)} B(v)      B(v) = Σ_{s ∈ S(v)} T(s)      both relative to their largest after each round
//! ```
//!
//! J. Kleinberg, "Authoritative sources in a hyperlinked environment", JACM 46(5), 1999, doi:10.1145/324133.324140; for truth
//! discovery in J. Pasternack and D. Roth, "Knowing what to believe (when you already know something)", COLING 2010,
//! <https://aclanthology.org/C10-1099>.
//!
//! Numbers are names here: two that differ do not support each other.

use super::method::{Learned, Method, relative, settle};
use super::votes::Votes;

/// The method.
pub struct Sums;

impl Method for Sums {
    fn name(&self) -> &'static str {
        "sums"
    }

    fn about(&self) -> &'static str {
        "A source is trusted by the sum of the beliefs in its claims, a value believed by the sum of the trust in its sources."
    }

    fn learn(&self, votes: &Votes) -> Learned {
        let learned = Learned { weights: vec![1.0; votes.speaker_count()], ..Learned::default() };
        settle(self, votes, learned, 20, |beliefs, learned| {
            learned.weights = relative(votes.per_speaker(|_, claims| {
                claims
                    .iter()
                    .map(|&c| votes.share(c as usize) * beliefs[votes.claim_candidates[c as usize] as usize])
                    .sum()
            }));
        })
    }

    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]) {
        for (belief, candidate) in beliefs.iter_mut().zip(votes.candidates_of(item)) {
            *belief = votes.support(candidate, |speaker| learned.weights[speaker]);
        }
    }
}
