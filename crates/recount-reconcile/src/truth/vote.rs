//! Vote: the value most sources claim.
//!
//! ```text
//! belief(v) = Σ own share of each claim for v
//! ```
//!
//! Every speaker weighs 1. The baseline that any other method has to beat, and the one to be explained in a breath. Equal counts are a
//! tie and are reported as one.

use super::method::{Learned, Method};
use super::votes::Votes;

/// The method.
pub struct Vote;

impl Method for Vote {
    fn name(&self) -> &'static str {
        "vote"
    }

    fn about(&self) -> &'static str {
        "The value most sources claim; equal counts are a tie."
    }

    fn learn(&self, votes: &Votes) -> Learned {
        Learned { weights: vec![1.0; votes.speaker_count()], ..Learned::default() }
    }

    fn judge(&self, votes: &Votes, _: &Learned, item: usize, beliefs: &mut [f64]) {
        for (belief, candidate) in beliefs.iter_mut().zip(votes.candidates_of(item)) {
            *belief = votes.support(candidate, |_| 1.0);
        }
    }
}
