//! What every method of truth discovery is, and the list of them.
//!
//! A method learns something of the speakers from all items ([`Method::learn`]), and with that judges one item at a time
//! ([`Method::judge`]). That the second step stands alone is what lets every method explain itself: an item is judged again
//! without a source, with all else as learned, and one sees what that source did. To add a method, write a file as the others are and
//! add it to [`METHODS`].

use super::votes::Votes;

/// What a method learned of a table.
#[derive(Debug, Clone, Default)]
pub struct Learned {
    /// How far each speaker's word counts, on the method's own scale; larger is more.
    pub weights: Vec<f64>,
    /// What else the method keeps for each speaker, as it likes.
    pub more: Vec<Vec<f64>>,
    /// Sparse tables of each speaker, sorted by their two keys.
    pub tables: Vec<Vec<(u32, u32, f64)>>,
    /// How often it went over the table.
    pub rounds: usize,
}

/// How a method's beliefs make an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The candidate believed most; beliefs are zero or more and compare within an item.
    Best,
    /// As `Best`, where beliefs are probabilities whose sum over the candidates is at most 1.
    Probable,
    /// As `Best`, where beliefs are logarithms of odds, each on its own.
    Odds,
    /// Every candidate believed with at least one half, each on its own.
    Several,
}

/// A method of truth discovery.
pub trait Method: Sync {
    /// The name it is asked for by.
    fn name(&self) -> &'static str;

    /// What it does, in a sentence or two.
    fn about(&self) -> &'static str;

    /// How its beliefs make an answer.
    fn form(&self) -> Form {
        Form::Best
    }

    /// Learns of the speakers from all items.
    fn learn(&self, votes: &Votes) -> Learned;

    /// The belief in each candidate of one item, given what was learned of the speakers.
    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]);

    /// A number that need not be among the candidates, of an item of numbers, for methods whose answer is one.
    fn number(&self, _votes: &Votes, _learned: &Learned, _item: usize) -> Option<f64> {
        None
    }
}

/// Every method, the simplest first.
pub const METHODS: &[&dyn Method] = &[
    &super::vote::Vote,
    &super::median::Median,
    &super::sums::Sums,
    &super::average_log::AverageLog,
    &super::investment::Investment,
    &super::pooled_investment::PooledInvestment,
    &super::truth_finder::TruthFinder,
    &super::two_estimates::TwoEstimates,
    &super::three_estimates::ThreeEstimates,
    &super::dawid_skene::DawidSkene,
    &super::accu::Accu,
    &super::pop_accu::PopAccu,
    &super::urn::Urn,
    &super::crh::Crh,
    &super::catd::Catd,
    &super::gtm::Gtm,
    &super::ltm::Ltm,
    &super::lists::Lists,
];

/// The method of a name.
pub fn method(name: &str) -> Option<&'static dyn Method> {
    METHODS.iter().copied().find(|m| m.name() == name)
}

/// Judges all items and learns anew from that, in turn, until no weight changes by more than a millionth or `most` rounds are done.
pub(super) fn settle(
    method: &dyn Method,
    votes: &Votes,
    mut learned: Learned,
    most: usize,
    mut learn: impl FnMut(&[f64], &mut Learned),
) -> Learned {
    let mut beliefs = vec![0.0; votes.candidates()];
    for _ in 0..most {
        votes.refill(&mut beliefs, |item, own| method.judge(votes, &learned, item, own));
        let before = std::mem::take(&mut learned.weights);
        learn(&beliefs, &mut learned);
        learned.rounds += 1;
        let largest = learned.weights.iter().fold(0.0, |most: f64, w| most.max(w.abs()));
        if before.iter().zip(&learned.weights).all(|(a, b)| (a - b).abs() <= 1e-6 * largest) {
            break;
        }
    }
    learned
}

/// The mean belief in what each speaker claims.
pub(super) fn mean_beliefs(votes: &Votes, beliefs: &[f64]) -> Vec<f64> {
    votes.per_speaker(|_, claims| {
        let sum: f64 =
            claims.iter().map(|&claim| beliefs[votes.claim_candidates[claim as usize] as usize]).sum();
        sum / claims.len().max(1) as f64
    })
}

/// Makes numbers relative to the largest of them, if it is positive.
pub(super) fn relative(mut numbers: Vec<f64>) -> Vec<f64> {
    let largest = numbers.iter().copied().fold(0.0, f64::max);
    if largest > 0.0 {
        numbers.iter_mut().for_each(|n| *n /= largest);
    }
    numbers
}

/// Turns logarithms of likelihoods into probabilities; `unseen` is the logarithm for all that nobody claims together.
pub(super) fn probabilities(logs: &mut [f64], unseen: f64) {
    let most = logs.iter().copied().fold(unseen, f64::max);
    let mut total = (unseen - most).exp();
    for log in logs.iter_mut() {
        *log = (*log - most).exp();
        total += *log;
    }
    logs.iter_mut().for_each(|p| *p /= total);
}
