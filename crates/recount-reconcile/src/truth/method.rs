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
    /// What it keeps of the whole table.
    pub shared: Vec<f64>,
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
pub const METHODS: &[&dyn Method] = &[&super::vote::Vote];

/// The method of a name.
pub fn method(name: &str) -> Option<&'static dyn Method> {
    METHODS.iter().copied().find(|m| m.name() == name)
}
