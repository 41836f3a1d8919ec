//! The network at work: from the rows of a sentence's words to their tags and their tree.
//!
//! A word is the sum of its rows; a layer over three neighbours and two layers of a gated recurrence in both directions set it in
//! its sentence (Bradbury et al., "Quasi-recurrent neural networks", ICLR 2017, <https://arxiv.org/abs/1611.01576>). Over them stand a
//! tagger and a greedy parser that looks at few words (Kiperwasser, Goldberg, TACL 4 (2016), <https://doi.org/10.1162/tacl_a_00101>).
//! DIFFERENCE: the recurrence is not an LSTM, so that its matrices are applied to all words at once; relations are chosen after the action.
//! Work and memory grow with the number of words.

use super::arithmetic::{in_units, sigmoid, tanh};
use super::features::{ROWS_OF_WORD, slots, state_rows};
use super::labels::{Relation, Upos};
use super::model::Model;
use super::transitions::{ACTIONS, Action, NONE, State};

/// Memory that is used anew for each sentence.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    input: Vec<f32>,
    units: Vec<i16>,
    values: Vec<f32>,
    layer: Vec<f32>,
    encoded: Vec<f32>,
    cell: Vec<f32>,
    cells: Vec<f32>,
    cell_units: Vec<i16>,
    /// The tree; heads count words of the sentence from 0, the root is the number of words.
    pub state: State,
    /// Numbers of the tags.
    pub tags: Vec<u8>,
}

impl Workspace {
    /// Tags and parses a sentence of at least one word.
    pub fn parse(&mut self, model: &Model, rows: &[[u32; ROWS_OF_WORD]]) {
        self.encode(model, rows);
        let labels = Upos::ALL.len();
        let words = rows.len();
        self.take_units();
        model.tagger.product(&self.units[..words * 2 * model.hidden], &mut self.values);
        self.tags.clear();
        self.tags.extend(self.values.chunks_exact(labels).map(|scores| best(scores, usize::MAX) as u8));
        model.slots.product(&self.units, &mut self.values);
        self.follow(model, words);
    }

    /// Leaves the words in their context, and what stands for the root and for no word, in `encoded`.
    fn encode(&mut self, model: &Model, rows: &[[u32; ROWS_OF_WORD]]) {
        let Model { embed, hidden, .. } = *model;
        let words = rows.len();
        self.input.clear();
        let mut sum = vec![0_i32; embed];
        for rows in rows {
            sum.fill(0);
            for &row in rows {
                let row = row as usize;
                let scale = i16::from(model.row_scales[row]);
                for (sum, &number) in sum.iter_mut().zip(&model.embeddings[row * embed..][..embed]) {
                    *sum += i32::from(i16::from(number as i8) * scale);
                }
            }
            self.input.extend(sum.iter().map(|&s| s as f32 * model.unit));
        }
        self.units.clear();
        self.units.resize(words * 3 * embed, 0);
        for (t, x) in self.input.chunks_exact(embed).enumerate() {
            for (place, at) in [(2, t.wrapping_sub(1)), (1, t), (0, t + 1)] {
                if at < words {
                    let window = &mut self.units[(at * 3 + place) * embed..][..embed];
                    window.iter_mut().zip(x).for_each(|(u, &x)| *u = in_units(x));
                }
            }
        }
        model.window.product(&self.units, &mut self.values);
        self.encoded.clear();
        self.encoded.extend(self.values.iter().zip(&self.input).map(|(v, x)| v.max(0.0) + x));
        self.take_units();
        model.first.product(&self.units, &mut self.values);
        self.recur(hidden);
        std::mem::swap(&mut self.encoded, &mut self.layer);
        self.take_units();
        model.second.product(&self.units, &mut self.values);
        self.recur(hidden);
        self.encoded.iter_mut().zip(&self.layer).for_each(|(e, l)| *e += l);
        self.encoded.extend_from_slice(&model.special);
    }

    fn take_units(&mut self) {
        self.units.clear();
        self.units.extend(self.encoded.iter().map(|&v| in_units(v)));
    }

    /// The gated recurrence in both directions, from the gates in `values` to `layer`.
    fn recur(&mut self, hidden: usize) {
        let words = self.values.len() / (6 * hidden);
        self.layer.clear();
        self.layer.resize(words * 2 * hidden, 0.0);
        for gates in self.values.chunks_exact_mut(3 * hidden) {
            gates[..hidden].iter_mut().for_each(|z| *z = tanh(*z));
            gates[hidden..].iter_mut().for_each(|g| *g = sigmoid(*g));
        }
        for direction in 0..2 {
            self.cell.clear();
            self.cell.resize(hidden, 0.0);
            for step in 0..words {
                let t = if direction == 0 { step } else { words - 1 - step };
                let gates = &self.values[(t * 2 + direction) * 3 * hidden..][..3 * hidden];
                let (candidates, gates) = gates.split_at(hidden);
                let (forgets, opens) = gates.split_at(hidden);
                let out = &mut self.layer[(t * 2 + direction) * hidden..][..hidden];
                let gates = candidates.iter().zip(forgets).zip(opens);
                for ((out, cell), ((z, f), o)) in out.iter_mut().zip(&mut self.cell).zip(gates) {
                    *cell = f * *cell + (1.0 - f) * z;
                    *out = o * *cell;
                }
            }
        }
    }

    /// Builds the tree, one best action after the other; `values` holds the words as the parser sees them.
    fn follow(&mut self, model: &Model, words: usize) {
        let parser = model.parser;
        self.state.begin(words);
        while !self.state.is_done() {
            let places = slots(&self.state).map(|word| if word == NONE { words + 1 } else { word });
            self.cells.clear();
            self.cells.resize(parser, 0.0);
            for (slot, place) in places.into_iter().enumerate() {
                let seen = &self.values[(place * places.len() + slot) * parser..][..parser];
                self.cells.iter_mut().zip(seen).for_each(|(c, s)| *c += s);
            }
            for row in state_rows(&self.state) {
                let seen = &model.state[row * parser..][..parser];
                self.cells.iter_mut().zip(seen).for_each(|(c, s)| *c += s);
            }
            self.cell_units.clear();
            self.cell_units.extend(self.cells.iter().map(|&c| in_units(c.max(0.0))));
            let action = self.best_action(model);
            let relation = self.best_relation(model, action);
            self.state.apply(action, relation);
        }
    }

    fn best_action(&self, model: &Model) -> Action {
        let mut scores = [0.0; ACTIONS.len()];
        model.actions.outputs_from(0, &self.cell_units, &mut scores);
        let mut found = (Action::Shift, f32::NEG_INFINITY);
        for (action, score) in ACTIONS.into_iter().zip(scores) {
            if self.state.allows(action) && score > found.1 {
                found = (action, score);
            }
        }
        found.0
    }

    fn best_relation(&self, model: &Model, action: Action) -> u8 {
        let from = match action {
            Action::Shift => return 0,
            Action::Left if self.state.next == self.state.words => return Relation::Root as u8,
            Action::Left => 0,
            Action::Right => Relation::ALL.len(),
        };
        let mut scores = [0.0; Relation::ALL.len()];
        model.relations.outputs_from(from, &self.cell_units, &mut scores);
        best(&scores, Relation::Root as usize) as u8
    }
}

/// The number of the greatest score, the first of equals, other than `except`.
fn best(scores: &[f32], except: usize) -> usize {
    let mut found = (0, f32::NEG_INFINITY);
    for (number, &score) in scores.iter().enumerate() {
        if score > found.1 && number != except {
            found = (number, score);
        }
    }
    found.0
}
