//! Dawid and Skene: each source has a table of what it says when something else is true.
//!
//! ```text
//! P(v true | claims) ∝ π(v) Π_s π_s(what s says | v)
//! π_s(u | v) = ( n_s(v, u) + α · g(u | v) ) / ( n_s(v) + α )       n_s: expected counts over all items
//! g(v | v) = A(s),  g(u | v) = (1 − A(s)) · (share of u among the other values of the item)
//! ```
//!
//! π_s is drawn towards g, a source of accuracy A(s) that errs towards popular values, by α = 10 claims' worth: where the same names come again
//! in item after item (labels, gates, classes) the table speaks, where every item has names of its own only the accuracy does.
//! Numbers of different items have nothing in common; of them the table knows whether a source says the truth, less, or more.
//!
//! A. P. Dawid and A. M. Skene, "Maximum likelihood estimation of observer error-rates using the EM algorithm", Applied Statistics
//! 28(1), 1979, doi:10.2307/2346806.
//!
//! DIFFERENCE: only values claimed of an item may be its truth; the drawing towards g, without which open sets of values have no
//! estimate; π(v) is even. An item of more than 64 values is judged by accuracies alone, so that the cost stays linear. The weight shown of
//! a source is A(s).

use super::accu::accuracies;
use super::method::{Form, Learned, Method, probabilities};
use super::votes::Votes;
use recount_model::ValueKind;

const PRIOR_CLAIMS: f64 = 10.0;
const MOST_VALUES: usize = 64;
/// What a source says of a number: less than the truth, or more.
const LESS: u32 = u32::MAX - 1;
const MORE: u32 = u32::MAX;
/// The row of any true number, and the column of saying it.
const NUMBER: u32 = u32::MAX;
const RIGHT: u32 = 0;
/// The column that holds the sum of a row.
const SUM: u32 = u32::MAX - 2;

/// The method.
pub struct DawidSkene;

impl Method for DawidSkene {
    fn name(&self) -> &'static str {
        "dawid-skene"
    }

    fn about(&self) -> &'static str {
        "Each source has a table of what it says when something else is true."
    }

    fn form(&self) -> Form {
        Form::Probable
    }

    fn learn(&self, votes: &Votes) -> Learned {
        let mut learned = Learned { weights: vec![0.8; votes.speaker_count()], ..Learned::default() };
        let mut beliefs = votes.per_item(|item, own| {
            for (belief, c) in own.iter_mut().zip(votes.candidates_of(item)) {
                *belief = votes.support(c, |_| 1.0);
            }
            let all: f64 = own.iter().sum();
            own.iter_mut().for_each(|b| *b /= all.max(f64::MIN_POSITIVE));
        });
        let item_of = votes.item_of_candidates();
        for _ in 0..10 {
            learned.weights = accuracies(votes, &beliefs);
            learned.tables = votes.per_speaker(|_, claims| {
                let mut cells: Vec<Cell> = Vec::new();
                for &claim in claims {
                    let said = votes.claim_candidates[claim as usize] as usize;
                    let item = item_of[said] as usize;
                    let candidates = votes.candidates_of(item);
                    if candidates.len() > MOST_VALUES {
                        continue;
                    }
                    for truth in candidates {
                        let (row, column) = cell(votes, item, truth, said);
                        cells.push((row, column, beliefs[truth]));
                        cells.push((row, SUM, beliefs[truth]));
                    }
                }
                gathered(cells)
            });
            votes.refill(&mut beliefs, |item, own| self.judge(votes, &learned, item, own));
            learned.rounds += 1;
        }
        learned
    }

    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]) {
        let candidates = votes.candidates_of(item);
        let counts: Vec<f64> = candidates.clone().map(|c| votes.support(c, |_| 1.0)).collect();
        let all: f64 = counts.iter().sum();
        let first = candidates.start;
        if beliefs.len() > MOST_VALUES {
            for (belief, c) in beliefs.iter_mut().zip(candidates) {
                *belief = votes.support(c, |s| (learned.weights[s] / (1.0 - learned.weights[s])).ln());
            }
            return probabilities(beliefs, f64::NEG_INFINITY);
        }
        for (belief, truth) in beliefs.iter_mut().zip(candidates.clone()) {
            *belief = 0.0;
            let others = (all - counts[truth - first]).max(f64::MIN_POSITIVE);
            for said in candidates.clone() {
                let (row, column) = cell(votes, item, truth, said);
                let share = counts[said - first] / others;
                *belief += votes.support(said, |speaker| {
                    let accuracy = learned.weights[speaker];
                    let guess = if said == truth { accuracy } else { (1.0 - accuracy) * share };
                    let (cell, row) =
                        learned.tables.get(speaker).map_or((0.0, 0.0), |t| looked_up(t, row, column));
                    // Of numbers a cell holds all that is less, or more, of which this value is a share.
                    let cell = if column >= LESS { cell * share.min(1.0) } else { cell };
                    ((cell + PRIOR_CLAIMS * guess) / (row + PRIOR_CLAIMS)).max(1e-9).ln()
                });
            }
        }
        probabilities(beliefs, f64::NEG_INFINITY);
    }
}

/// The truth, what was said, and how often that is expected.
type Cell = (u32, u32, f64);

/// Where a claim counts in the table of its speaker.
fn cell(votes: &Votes, item: usize, truth: usize, said: usize) -> (u32, u32) {
    match votes.kinds[item] {
        ValueKind::Category => (votes.candidate_values[truth], votes.candidate_values[said]),
        ValueKind::Number if truth == said => (NUMBER, RIGHT),
        ValueKind::Number if said < truth => (NUMBER, LESS),
        ValueKind::Number => (NUMBER, MORE),
    }
}

/// Cells in order of truth and word, each once.
fn gathered(mut cells: Vec<Cell>) -> Vec<Cell> {
    cells.sort_by_key(|&(row, column, _)| (row, column));
    cells.dedup_by(|next, kept| {
        let same = (next.0, next.1) == (kept.0, kept.1);
        if same {
            kept.2 += next.2;
        }
        same
    });
    cells
}

/// The count of a cell and of its row.
fn looked_up(table: &[Cell], row: u32, column: u32) -> (f64, f64) {
    let count = |column| match table.binary_search_by_key(&(row, column), |cell| (cell.0, cell.1)) {
        Ok(place) => table[place].2,
        Err(_) => 0.0,
    };
    match count(SUM) {
        0.0 => (0.0, 0.0),
        all => (count(column), all),
    }
}
