//! 3-Estimates: as 2-Estimates, with how hard each value is to get right.
//!
//! ```text
//! θ(v) = [ Σ_{s for v} (1 − φ(v) ε(s)) + Σ_{s against v} φ(v) ε(s) ] / voters
//! φ(v) = [ Σ_{s for v} (1 − θ(v)) / ε(s) + Σ_{s against v} θ(v) / ε(s) ] / voters
//! ε(s) = [ Σ_{v it is for} (1 − θ(v)) / φ(v) + Σ_{v it is against} θ(v) / φ(v) ] / votes of s
//! ```
//!
//! All are spread over 0 to 1 half-way after each round, as in 2-Estimates; φ and ε are 0.4 at first and kept between 0.05 and 1 where
//! they divide.
//!
//! A. Galland, S. Abiteboul, A. Marian and P. Senellart, "Corroborating information from disagreeing views", WSDM 2010,
//! doi:10.1145/1718487.1718504.
//!
//! Numbers are names here. The weight shown of a source is 1 − ε.
//!
//! DIFFERENCE: φ is made from a first θ of the same round, not carried over rounds, so that one item can be judged alone.

use super::method::{Learned, Method, settle};
use super::two_estimates::{spread, wrong_shares};
use super::votes::Votes;

const FIRST: f64 = 0.4;
const LEAST: f64 = 0.05;

/// The method.
pub struct ThreeEstimates;

impl Method for ThreeEstimates {
    fn name(&self) -> &'static str {
        "3-estimates"
    }

    fn about(&self) -> &'static str {
        "As 2-estimates, with how hard each value is to get right."
    }

    fn learn(&self, votes: &Votes) -> Learned {
        let learned = Learned { weights: vec![1.0 - FIRST; votes.speaker_count()], ..Learned::default() };
        settle(self, votes, learned, 20, |beliefs, learned| {
            let truths = spread(beliefs.to_vec());
            let before = std::mem::take(&mut learned.more);
            let errors = before.first().cloned().unwrap_or_else(|| vec![FIRST; votes.speaker_count()]);
            let hard = votes.per_item(|item, hard| {
                hardness(votes, &errors, item, &truths[votes.candidates_of(item)], hard)
            });
            let errors = spread(wrong_shares(votes, &truths, |c| hard[c]));
            learned.weights = errors.iter().map(|e| 1.0 - e).collect();
            learned.more = vec![errors];
        })
    }

    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]) {
        let errors: Vec<f64> = Vec::new();
        let errors = learned.more.first().unwrap_or(&errors);
        let error = |speaker: usize| errors.get(speaker).copied().unwrap_or(FIRST);
        let mut hard = vec![FIRST; beliefs.len()];
        for round in 0..2 {
            let sum = |c: usize| votes.support(c, error);
            let all: f64 = votes.candidates_of(item).map(|c| votes.support(c, |_| 1.0)).sum();
            let total: f64 = votes.candidates_of(item).map(sum).sum();
            for ((belief, c), hard) in beliefs.iter_mut().zip(votes.candidates_of(item)).zip(&hard) {
                let own = sum(c);
                *belief =
                    (votes.support(c, |_| 1.0) + hard * (total - 2.0 * own)) / all.max(f64::MIN_POSITIVE);
            }
            if round == 0 && !errors.is_empty() {
                let truths = beliefs.to_vec();
                hardness(votes, errors, item, &truths, &mut hard);
            }
        }
    }
}

/// How hard each value of an item is, from the errors of speakers and the truths of its values.
fn hardness(votes: &Votes, errors: &[f64], item: usize, truths: &[f64], hard: &mut [f64]) {
    let reciprocal = |speaker: usize| 1.0 / errors[speaker].clamp(LEAST, 1.0);
    let all: f64 = votes.candidates_of(item).map(|c| votes.support(c, |_| 1.0)).sum();
    let total: f64 = votes.candidates_of(item).map(|c| votes.support(c, reciprocal)).sum();
    for ((hard, c), truth) in hard.iter_mut().zip(votes.candidates_of(item)).zip(truths) {
        let own = votes.support(c, reciprocal);
        let truth = truth.clamp(0.0, 1.0);
        *hard =
            (((1.0 - truth) * own + truth * (total - own)) / all.max(f64::MIN_POSITIVE)).clamp(LEAST, 1.0);
    }
}
