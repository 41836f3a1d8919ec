//! PooledInvestment: as Investment, with the values of an item sharing what was put into the item.
//!
//! ```text
//! H(v) = Σ_{s ∈ S(v)} T(s) / |V(s)|
//! B(v) = H(v) · G(H(v)) / Σ_{u of the same item} G(H(u))      G(x) = x^1.4
//! T(s) = Σ_{v ∈ V(s)} B(v) · (T(s) / |V(s)|) / H(v)
//! ```
//!
//! At first every value of an item of k values is believed 1/k.
//!
//! J. Pasternack and D. Roth, "Knowing what to believe (when you already know something)", COLING 2010,
//! <https://aclanthology.org/C10-1099>.
//!
//! Numbers are names here. The weight shown of a source is T(s) / |V(s)|, what one claim counts.

use super::investment::invest;
use super::method::{Learned, Method};
use super::votes::Votes;

/// How returns grow with what is invested.
const GROWTH: f64 = 1.4;

/// The method.
pub struct PooledInvestment;

impl Method for PooledInvestment {
    fn name(&self) -> &'static str {
        "pooled-investment"
    }

    fn about(&self) -> &'static str {
        "As investment, with the values of an item sharing what sources put into the item."
    }

    fn learn(&self, votes: &Votes) -> Learned {
        let even = votes.per_item(|_, beliefs| {
            let count = beliefs.len() as f64;
            beliefs.fill(1.0 / count);
        });
        invest(self, votes, even)
    }

    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]) {
        let mut grown = 0.0;
        for (belief, candidate) in beliefs.iter_mut().zip(votes.candidates_of(item)) {
            *belief = votes.support(candidate, |speaker| learned.weights[speaker]);
            grown += belief.powf(GROWTH);
        }
        for belief in beliefs.iter_mut() {
            *belief *= belief.powf(GROWTH) / grown.max(f64::MIN_POSITIVE);
        }
    }
}
