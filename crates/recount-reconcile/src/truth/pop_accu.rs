//! PopAccu: as Accu, but how popular each false value is, is seen in the claims themselves.
//!
//! ```text
//! ln P(claims | v true) = Σ_{s ∈ S(v)} ln A(s) + Σ_{s says u ≠ v} [ ln(1 − A(s)) + ln( N(u) / (N − N(v)) ) ]
//! ```
//!
//! N(u) is how many say u, N how many speak of the item. That many share a false value is then less surprising, so a popular
//! value needs better sources. P(v) is that likelihood over the sum of all candidates', each as likely beforehand; A(s) as in Accu.
//!
//! X. L. Dong, B. Saha and D. Srivastava, "Less is more: selecting sources wisely for integration", PVLDB 6(2), 2012,
//! doi:10.14778/2535568.2448938.
//!
//! Numbers are names here. The weight shown of a source is ln(A / (1 − A)).

use super::accu::accuracies;
use super::method::{Form, Learned, Method, probabilities, settle};
use super::votes::Votes;

const FIRST: f64 = 0.8;

/// The method.
pub struct PopAccu;

impl Method for PopAccu {
    fn name(&self) -> &'static str {
        "pop-accu"
    }

    fn about(&self) -> &'static str {
        "As accu, with the popularity of false values as the claims show it."
    }

    fn form(&self) -> Form {
        Form::Probable
    }

    fn learn(&self, votes: &Votes) -> Learned {
        let weight = |a: f64| (a / (1.0 - a)).ln();
        let learned = Learned { weights: vec![weight(FIRST); votes.speaker_count()], ..Learned::default() };
        settle(self, votes, learned, 20, |beliefs, learned| {
            learned.weights = accuracies(votes, beliefs).into_iter().map(weight).collect();
        })
    }

    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]) {
        let bulk = |n: f64| if n > 1e-9 { n * n.ln() } else { 0.0 };
        let all: f64 = votes.candidates_of(item).map(|c| votes.support(c, |_| 1.0)).sum();
        for (belief, candidate) in beliefs.iter_mut().zip(votes.candidates_of(item)) {
            // Σ over the other values of N(u) ln N(u) is the same for all candidates but for its own part.
            let own = votes.support(candidate, |_| 1.0);
            let weight = votes.support(candidate, |speaker| learned.weights[speaker]);
            *belief = weight - bulk(own) - bulk(all - own);
        }
        probabilities(beliefs, f64::NEG_INFINITY);
    }
}
