//! Investment: a source invests its trust evenly in its claims and gets back a share of what grows there.
//!
//! ```text
//! I(s) = T(s) / |V(s)|                       what s puts into each claim
//! B(v) = G(Σ_{s ∈ S(v)} I(s))                G(x) = x^1.2
//! T(s) = Σ_{v ∈ V(s)} B(v) · I(s) / Σ_{r ∈ S(v)} I(r)
//! ```
//!
//! At first every speaker's trust is 1, and beliefs are shares of the vote. Values that many agree on grow more than their share, and
//! the sources behind them with them.
//!
//! J. Pasternack and D. Roth, "Knowing what to believe (when you already know something)", COLING 2010,
//! <https://aclanthology.org/C10-1099>.
//!
//! Numbers are names here: two that differ do not support each other. The weight shown of a source is I(s), what one claim counts.

use super::method::{Learned, Method, relative};
use super::votes::Votes;

/// How returns grow with what is invested.
const GROWTH: f64 = 1.2;

/// The method.
pub struct Investment;

impl Method for Investment {
    fn name(&self) -> &'static str {
        "investment"
    }

    fn about(&self) -> &'static str {
        "Sources invest their trust in their claims; values that attract more return more than their share."
    }

    fn learn(&self, votes: &Votes) -> Learned {
        let shares = votes.per_item(|item, beliefs| {
            let all: f64 = votes.candidates_of(item).map(|c| votes.support(c, |_| 1.0)).sum();
            for (belief, candidate) in beliefs.iter_mut().zip(votes.candidates_of(item)) {
                *belief = votes.support(candidate, |_| 1.0) / all.max(f64::MIN_POSITIVE);
            }
        });
        invest(self, votes, shares)
    }

    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]) {
        for (belief, candidate) in beliefs.iter_mut().zip(votes.candidates_of(item)) {
            *belief = votes.support(candidate, |speaker| learned.weights[speaker]).powf(GROWTH);
        }
    }
}

/// Twenty rounds of investing, returns first, from beliefs to begin with.
pub(super) fn invest(method: &dyn Method, votes: &Votes, mut beliefs: Vec<f64>) -> Learned {
    let per_claim = |trust: &[f64]| -> Vec<f64> {
        let claims = |speaker: usize| votes.claims_by(speaker).len().max(1) as f64;
        trust.iter().enumerate().map(|(speaker, trust)| trust / claims(speaker)).collect()
    };
    let mut learned = Learned { weights: per_claim(&vec![1.0; votes.speaker_count()]), ..Learned::default() };
    for _ in 0..20 {
        let stakes = &learned.weights;
        // What a claim for a value returns for each unit that was put into it.
        votes.refill(&mut beliefs, |item, own| {
            if learned.rounds > 0 {
                method.judge(votes, &learned, item, own);
            }
            for (belief, candidate) in own.iter_mut().zip(votes.candidates_of(item)) {
                *belief /= votes.support(candidate, |speaker| stakes[speaker]).max(f64::MIN_POSITIVE);
            }
        });
        let trust = votes.per_speaker(|speaker, claims| {
            let sum: f64 = claims
                .iter()
                .map(|&claim| {
                    votes.share(claim as usize) * beliefs[votes.claim_candidates[claim as usize] as usize]
                })
                .sum();
            sum * stakes[speaker]
        });
        learned.weights = per_claim(&relative(trust));
        learned.rounds += 1;
    }
    learned
}
