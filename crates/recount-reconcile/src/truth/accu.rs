//! Accu: the probability of each value when sources are right with their accuracy and wrong values are all alike.
//!
//! ```text
//! A(s) = mean_{v ∈ V(s)} P(v)
//! C(v) = Σ_{s ∈ S(v)} own share · ln( n A(s) / (1 − A(s)) )        n false values an item, all as likely: 10
//! P(v) = e^C(v) / ( Σ_{u claimed} e^C(u) + (n + 1 − values claimed) )
//! ```
//!
//! A is 0.8 at first. With copies taken out of the shares it is what the paper calls AccuCopy, with the detection of [`super::copies`].
//!
//! X. L. Dong, L. Berti-Équille and D. Srivastava, "Integrating conflicting data: the role of source dependence", PVLDB 2(1), 2009,
//! doi:10.14778/1687627.1687690.
//!
//! Numbers are names here. The weight shown of a source is ln(n A / (1 − A)).
//!
//! DIFFERENCE: an accuracy is drawn towards the mean of all by two claims' worth, so that a source of one claim is neither certain nor
//! worthless.

use super::method::{Form, Learned, Method, probabilities, settle};
use super::votes::Votes;

/// False values an item.
const FALSE_VALUES: f64 = 10.0;
const FIRST: f64 = 0.8;

/// The method.
pub struct Accu;

impl Method for Accu {
    fn name(&self) -> &'static str {
        "accu"
    }

    fn about(&self) -> &'static str {
        "The most probable value when each source has an accuracy and all false values are alike."
    }

    fn form(&self) -> Form {
        Form::Probable
    }

    fn learn(&self, votes: &Votes) -> Learned {
        let weight = |a: f64| (FALSE_VALUES * a / (1.0 - a)).ln();
        let learned = Learned { weights: vec![weight(FIRST); votes.speaker_count()], ..Learned::default() };
        settle(self, votes, learned, 20, |beliefs, learned| {
            learned.weights = accuracies(votes, beliefs).into_iter().map(weight).collect();
        })
    }

    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]) {
        for (belief, candidate) in beliefs.iter_mut().zip(votes.candidates_of(item)) {
            *belief = votes.support(candidate, |speaker| learned.weights[speaker]);
        }
        let unseen = FALSE_VALUES + 1.0 - beliefs.len() as f64;
        probabilities(beliefs, if unseen > 0.0 { unseen.ln() } else { f64::NEG_INFINITY });
    }
}

/// The accuracy of each speaker, drawn towards the mean of all by two claims' worth and kept off 0 and 1.
pub(super) fn accuracies(votes: &Votes, beliefs: &[f64]) -> Vec<f64> {
    let sums: Vec<f64> = votes.per_speaker(|_, claims| {
        claims.iter().map(|&claim| beliefs[votes.claim_candidates[claim as usize] as usize]).sum()
    });
    let mean = sums.iter().sum::<f64>() / votes.claims().max(1) as f64;
    sums.into_iter()
        .enumerate()
        .map(|(speaker, sum)| {
            let count = votes.claims_by(speaker).len() as f64;
            ((sum + 2.0 * mean) / (count + 2.0)).clamp(0.01, 0.99)
        })
        .collect()
}
