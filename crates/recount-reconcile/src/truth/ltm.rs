//! LTM, the latent truth model: any number of an item's values may be true, each source with a sensitivity and a specificity.
//!
//! ```text
//! P(v true)  ∝ β Π_{s for v} sens(s) Π_{s against v} (1 − sens(s))
//! P(v false) ∝ (1 − β) Π_{s for v} (1 − spec(s)) Π_{s against v} spec(s)
//! sens(s) = (Σ_{v it is for} P(v) + 50) / (Σ_{v of its items} P(v) + 100)
//! spec(s) = (Σ_{v it is against} (1 − P(v)) + 1000) / (Σ_{v of its items} (1 − P(v)) + 1010)
//! ```
//!
//! A source that speaks of an item and does not claim a value of it speaks against that value; one that is silent on the item says nothing.
//! β = ½. Every value with P ≥ ½ is an answer; where none reaches it, the most probable.
//!
//! B. Zhao, B. I. P. Rubinstein, J. Gemmell and J. Han, "A Bayesian approach to discovering truth from conflicting sources for data
//! integration", PVLDB 5(6), 2012, doi:10.14778/2168651.2168656.
//!
//! Votes against are sums over the item less those for the value, so the cost is linear in claims. Numbers are names here. The weight shown of
//! a source is the mean of sensitivity and specificity.
//!
//! DIFFERENCE: expectation and maximisation in place of the paper's collapsed Gibbs sampling, which needs chance. The priors are the paper's.

use super::method::{Form, Learned, Method, settle};
use super::votes::Votes;

const TRUE_BEFOREHAND: f64 = 0.5;

/// The method.
pub struct Ltm;

impl Method for Ltm {
    fn name(&self) -> &'static str {
        "ltm"
    }

    fn about(&self) -> &'static str {
        "Several values of an item may be true; each source leaves out and makes up at rates of its own."
    }

    fn form(&self) -> Form {
        Form::Several
    }

    fn learn(&self, votes: &Votes) -> Learned {
        let count = votes.speaker_count();
        let learned = Learned {
            weights: vec![0.7; count],
            more: vec![vec![0.5; count], vec![0.99; count]],
            ..Learned::default()
        };
        let item_of = votes.item_of_candidates();
        settle(self, votes, learned, 20, |beliefs, learned| {
            let of_item: Vec<f64> =
                (0..votes.items()).map(|item| beliefs[votes.candidates_of(item)].iter().sum()).collect();
            let rates = votes.per_speaker(|_, claims| {
                let (mut hits, mut truths, mut rejected, mut falsehoods) = (0.0, 0.0, 0.0, 0.0);
                let mut last = None;
                for &claim in claims {
                    let c = votes.claim_candidates[claim as usize] as usize;
                    let item = item_of[c] as usize;
                    // Claims of a speaker are in order of items, so that several on one item stand together.
                    if last != Some(item) {
                        truths += of_item[item];
                        let untrue = votes.candidates_of(item).len() as f64 - of_item[item];
                        falsehoods += untrue;
                        rejected += untrue;
                        last = Some(item);
                    }
                    hits += beliefs[c];
                    rejected -= 1.0 - beliefs[c];
                }
                ((hits + 50.0) / (truths + 100.0), (rejected + 1000.0) / (falsehoods + 1010.0))
            });
            learned.weights =
                rates.iter().map(|(sensitivity, specificity)| 0.5 * (sensitivity + specificity)).collect();
            learned.more = vec![rates.iter().map(|r| r.0).collect(), rates.iter().map(|r| r.1).collect()];
        })
    }

    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]) {
        let sure = |p: f64| p.clamp(1e-6, 1.0 - 1e-6);
        let sensitivity = |speaker: usize| sure(learned.more[0][speaker]);
        let specificity = |speaker: usize| sure(learned.more[1][speaker]);
        // The logarithm of the odds that a claim for a value, or one against it, speaks for its truth.
        let pro = |speaker: usize| (sensitivity(speaker) / (1.0 - specificity(speaker))).ln();
        let contra = |speaker: usize| ((1.0 - sensitivity(speaker)) / specificity(speaker)).ln();
        let all: f64 = votes.candidates_of(item).map(|c| votes.support(c, contra)).sum();
        for (belief, c) in beliefs.iter_mut().zip(votes.candidates_of(item)) {
            let odds = (TRUE_BEFOREHAND / (1.0 - TRUE_BEFOREHAND)).ln() + votes.support(c, pro) + all
                - votes.support(c, contra);
            *belief = 1.0 / (1.0 + (-odds).exp());
        }
    }
}
