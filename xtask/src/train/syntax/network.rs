//! The network as it is trained: embeddings, two layers of gated recurrence, the tagger and the parser over them, with gradients.
//!
//! A word is the sum of its rows in one table. A layer over three neighbours and two recurrent layers set it in its sentence. From there
//! go the tags (UPOS; XPOS too, which is learned for the sake of the layers below and is not shipped) and the parser, which sums a
//! projection of each word it looks at and rows of the state, and scores actions and relations.

use super::super::random::Random;
use super::layers::{Gated, Weights, add_scaled, backward, dot, forward, gated, gated_backward, softmax};
use recount_read::syntax::features::{ROWS_OF_STATE, ROWS_OF_WORD, SLOTS, STATE_VALUES, slots, state_rows};
use recount_read::syntax::transitions::{ACTIONS, Action, NONE, State};
use recount_read::syntax::{Relation, Upos};

/// Sizes of the layers.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// Rows of the table of embeddings, a power of two.
    pub table: usize,
    /// Numbers of an embedding.
    pub embed: usize,
    /// Cells of the recurrence in each direction.
    pub hidden: usize,
    /// Cells of the parser.
    pub parser: usize,
    /// Number of XPOS tags.
    pub fine_tags: usize,
}

/// A sentence to learn from.
#[derive(Debug, Clone)]
pub struct Example {
    pub rows: Vec<[u32; ROWS_OF_WORD]>,
    /// Of each word, the chance that its own rows are hidden, so that endings are learned too.
    pub hide: Vec<f32>,
    pub tags: Vec<u8>,
    pub fine_tags: Vec<u8>,
    pub heads: Vec<usize>,
    pub relations: Vec<u8>,
    /// How much its loss counts.
    pub weight: f32,
}

/// The weights, by layer.
#[derive(Debug, Clone)]
pub struct Network {
    pub sizes: Sizes,
    pub embeddings: Weights,
    pub window: (Weights, Weights),
    pub first: (Weights, Weights),
    pub second: (Weights, Weights),
    pub tagger: (Weights, Weights),
    pub fine: (Weights, Weights),
    /// What stands for the root and for no word, beside the words of a sentence.
    pub special: Weights,
    pub slots: (Weights, Weights),
    pub state: Weights,
    pub actions: (Weights, Weights),
    pub relations: (Weights, Weights),
    touched: Vec<u32>,
    marked: Vec<bool>,
}

/// Sums over what was learned from, to show.
#[derive(Debug, Clone, Copy, Default)]
pub struct Progress {
    pub loss: f64,
    pub words: usize,
    pub tags_right: usize,
    pub steps: usize,
    pub steps_free: usize,
}

/// How a sentence is passed through: chances for training, none for reading.
#[derive(Debug, Clone, Copy)]
pub struct Chances {
    pub dropout: f32,
    /// Of a sentence, that it hides the shapes of its words, as text in capitals does.
    pub hide_shapes: f32,
    /// That the parser follows its own best action though it costs.
    pub explore: f32,
}

/// The values of a sentence at each layer.
struct Passed {
    input: Vec<f32>,
    windows: Vec<f32>,
    mixed: Vec<f32>,
    first: Vec<f32>,
    first_kept: Gated,
    second_kept: Gated,
    encoded: Vec<f32>,
    masks: [Vec<f32>; 3],
    used: Vec<[bool; ROWS_OF_WORD]>,
}

/// A tagged and parsed sentence.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    pub tags: Vec<u8>,
    pub heads: Vec<usize>,
    pub relations: Vec<u8>,
}

impl Network {
    pub fn new(sizes: Sizes, random: &mut Random) -> Self {
        let mut layer = |inputs: usize, outputs: usize| {
            let bound = (6.0 / (inputs + outputs) as f32).sqrt();
            (Weights::new(inputs * outputs, || random.within(bound)), Weights::new(outputs, || 0.0))
        };
        let Sizes { table, embed, hidden, parser, fine_tags } = sizes;
        let width = 2 * hidden;
        let mut out = Self {
            sizes,
            window: layer(3 * embed, embed),
            first: layer(embed, 6 * hidden),
            second: layer(width, 6 * hidden),
            tagger: layer(width, Upos::ALL.len()),
            fine: layer(width, fine_tags),
            slots: layer(width, SLOTS * parser),
            actions: layer(parser, ACTIONS.len()),
            relations: layer(parser, 2 * Relation::ALL.len()),
            embeddings: Weights::new(table * embed, || random.within(0.15)),
            special: Weights::new(2 * width, || random.within(0.3)),
            state: Weights::new(ROWS_OF_STATE * STATE_VALUES * parser, || random.within(0.1)),
            touched: Vec::new(),
            marked: vec![false; table],
        };
        // Gates begin by letting much of the past through.
        for (_, bias) in [&mut out.first, &mut out.second] {
            for gates in bias.w.chunks_exact_mut(3 * hidden) {
                gates[hidden..2 * hidden].fill(0.5);
            }
        }
        // The slots' layer has no bias: the hidden layer of the parser has one, in its first row of the state.
        out
    }

    fn pass(&self, example: &Example, chances: Option<(&Chances, &mut Random)>) -> Passed {
        let Sizes { embed, hidden, .. } = self.sizes;
        let (words, width) = (example.rows.len(), 2 * hidden);
        let mut used = vec![[true; ROWS_OF_WORD]; words];
        let mut masks = [Vec::new(), Vec::new(), Vec::new()];
        if let Some((chances, random)) = chances {
            let shapes = random.unit() >= chances.hide_shapes;
            for (used, &hide) in used.iter_mut().zip(&example.hide) {
                if random.unit() < hide {
                    used[0] = false;
                    used[1] = false;
                }
                if !shapes {
                    used[6] = false;
                    used[8] = false;
                }
            }
            let keep = 1.0 - chances.dropout;
            for (mask, size) in masks.iter_mut().zip([embed, width, width]) {
                *mask =
                    (0..words * size).map(|_| if random.unit() < keep { 1.0 / keep } else { 0.0 }).collect();
            }
        }
        let mask = |values: &mut [f32], mask: &[f32]| values.iter_mut().zip(mask).for_each(|(v, m)| *v *= m);
        let mut input = vec![0.0; words * embed];
        for ((x, rows), used) in input.chunks_exact_mut(embed).zip(&example.rows).zip(&used) {
            for (&row, _) in rows.iter().zip(used).filter(|&(_, &u)| u) {
                add_scaled(x, 1.0, &self.embeddings.w[row as usize * embed..][..embed]);
            }
        }
        mask(&mut input, &masks[0]);
        let mut windows = vec![0.0; words * 3 * embed];
        for t in 0..words {
            for (place, at) in [t.wrapping_sub(1), t, t + 1].into_iter().enumerate() {
                if at < words {
                    windows[(t * 3 + place) * embed..][..embed]
                        .copy_from_slice(&input[at * embed..][..embed]);
                }
            }
        }
        let mut mixed = forward(&windows, 3 * embed, &self.window.0.w, &self.window.1.w);
        mixed.iter_mut().zip(&input).for_each(|(m, x)| *m = m.max(0.0) + x);
        let pre = forward(&mixed, embed, &self.first.0.w, &self.first.1.w);
        let (mut first, first_kept) = gated(&pre, hidden);
        mask(&mut first, &masks[1]);
        let pre = forward(&first, width, &self.second.0.w, &self.second.1.w);
        let (mut encoded, second_kept) = gated(&pre, hidden);
        encoded.iter_mut().zip(&first).for_each(|(e, f)| *e += f);
        mask(&mut encoded, &masks[2]);
        encoded.extend_from_slice(&self.special.w);
        Passed { input, windows, mixed, first, first_kept, second_kept, encoded, masks, used }
    }

    /// Learns from a sentence: adds to the gradients.
    pub fn learn(
        &mut self,
        example: &Example,
        chances: &Chances,
        random: &mut Random,
        progress: &mut Progress,
    ) {
        let Sizes { embed, hidden, .. } = self.sizes;
        let (words, width) = (example.rows.len(), 2 * hidden);
        let passed = self.pass(example, Some((chances, random)));
        let mut d_encoded = vec![0.0; (words + 2) * width];
        let body = words * width;
        for (layer, gold, share) in
            [(&mut self.tagger, &example.tags, 0.5), (&mut self.fine, &example.fine_tags, 0.5)]
        {
            let mut d = forward(&passed.encoded[..body], width, &layer.0.w, &layer.1.w);
            let labels = layer.1.w.len();
            for (scores, &gold) in d.chunks_exact_mut(labels).zip(gold) {
                softmax(scores);
                let best = (0..labels).fold(0, |b, i| if scores[i] > scores[b] { i } else { b });
                if labels == Upos::ALL.len() {
                    progress.tags_right += usize::from(best == usize::from(gold));
                }
                progress.loss -= f64::from(scores[usize::from(gold)].max(1e-9).ln() * share);
                scores[usize::from(gold)] -= 1.0;
                scores.iter_mut().for_each(|s| *s *= share * example.weight);
            }
            let dx = backward(&passed.encoded[..body], width, &mut layer.0, &mut layer.1, &d);
            add_scaled(&mut d_encoded[..body], 1.0, &dx);
        }
        progress.words += words;
        let projected = forward(&passed.encoded, width, &self.slots.0.w, &self.slots.1.w);
        let d_projected = self.learn_parse(example, &projected, chances, random, progress);
        let dx = backward(&passed.encoded, width, &mut self.slots.0, &mut self.slots.1, &d_projected);
        add_scaled(&mut d_encoded, 1.0, &dx);

        add_scaled(&mut self.special.g, 1.0, &d_encoded[body..]);
        d_encoded.truncate(body);
        let mask = |d: &mut [f32], mask: &[f32]| d.iter_mut().zip(mask).for_each(|(d, m)| *d *= m);
        mask(&mut d_encoded, &passed.masks[2]);
        let d_pre = gated_backward(&passed.second_kept, hidden, &d_encoded);
        let mut d_first = backward(&passed.first, width, &mut self.second.0, &mut self.second.1, &d_pre);
        add_scaled(&mut d_first, 1.0, &d_encoded);
        mask(&mut d_first, &passed.masks[1]);
        let d_pre = gated_backward(&passed.first_kept, hidden, &d_first);
        let d_mixed = backward(&passed.mixed, embed, &mut self.first.0, &mut self.first.1, &d_pre);
        let mut d_relu = d_mixed.clone();
        for ((d, mixed), x) in d_relu.iter_mut().zip(&passed.mixed).zip(&passed.input) {
            if mixed - x <= 0.0 {
                *d = 0.0;
            }
        }
        let d_windows = backward(&passed.windows, 3 * embed, &mut self.window.0, &mut self.window.1, &d_relu);
        let mut d_input = d_mixed;
        for t in 0..words {
            for (place, at) in [t.wrapping_sub(1), t, t + 1].into_iter().enumerate() {
                if at < words {
                    let d = &d_windows[(t * 3 + place) * embed..][..embed];
                    add_scaled(&mut d_input[at * embed..][..embed], 1.0, d);
                }
            }
        }
        mask(&mut d_input, &passed.masks[0]);
        for ((d, rows), used) in d_input.chunks_exact(embed).zip(&example.rows).zip(&passed.used) {
            for (&row, _) in rows.iter().zip(used).filter(|&(_, &u)| u) {
                add_scaled(&mut self.embeddings.g[row as usize * embed..][..embed], 1.0, d);
                if !std::mem::replace(&mut self.marked[row as usize], true) {
                    self.touched.push(row);
                }
            }
        }
    }

    /// Follows the parser through a sentence with a dynamic oracle; returns the gradient of the projected words.
    fn learn_parse(
        &mut self,
        example: &Example,
        projected: &[f32],
        chances: &Chances,
        random: &mut Random,
        progress: &mut Progress,
    ) -> Vec<f32> {
        let parser = self.sizes.parser;
        let words = example.rows.len();
        let mut d_projected = vec![0.0; projected.len()];
        let mut state = State::default();
        state.begin(words);
        let keep = 1.0 - chances.dropout;
        while !state.is_done() {
            let places = slots(&state).map(|w| if w == NONE { words + 1 } else { w });
            let rows = state_rows(&state);
            let mut cells = self.cells(projected, &places, &rows);
            for cell in &mut cells {
                *cell = if random.unit() < keep { *cell / keep } else { 0.0 };
            }
            let mut scores = self.score_actions(&state, &cells);
            softmax(&mut scores);
            let free: [bool; 3] = ACTIONS.map(|a| state.allows(a) && state.cost(a, &example.heads) == 0);
            let free = if free.contains(&true) { free } else { self.least_cost(&state, &example.heads) };
            let mass: f32 = scores.iter().zip(free).filter(|&(_, f)| f).map(|(s, _)| s).sum();
            progress.loss -= f64::from(mass.max(1e-9).ln());
            let best = (0..3).fold(0, |b, i| if scores[i] > scores[b] { i } else { b });
            let best_free = (0..3)
                .filter(|&i| free[i])
                .fold(
                    None,
                    |b: Option<usize>, i| if b.is_none_or(|b| scores[i] > scores[b]) { Some(i) } else { b },
                )
                .unwrap_or(0);
            progress.steps += 1;
            progress.steps_free += usize::from(free[best]);
            let mut d_cells = vec![0.0; parser];
            for i in 0..3 {
                let target = if free[i] { scores[i] / mass.max(1e-9) } else { 0.0 };
                let d = (scores[i] - target) * example.weight;
                self.actions.1.g[i] += d;
                for (j, d_cell) in d_cells.iter_mut().enumerate() {
                    *d_cell += d * self.actions.0.w[j * 3 + i];
                    self.actions.0.g[j * 3 + i] += d * cells[j];
                }
            }
            if let Some((head, dependent)) = state.arc(ACTIONS[best_free])
                && example.heads[dependent] == head
            {
                self.learn_relation(
                    example,
                    ACTIONS[best_free],
                    example.relations[dependent],
                    &cells,
                    &mut d_cells,
                    progress,
                );
            }
            for (d, &cell) in d_cells.iter_mut().zip(&cells) {
                *d = if cell > 0.0 { *d / keep } else { 0.0 };
            }
            for (slot, &place) in places.iter().enumerate() {
                let at = (place * SLOTS + slot) * parser;
                add_scaled(&mut d_projected[at..at + parser], 1.0, &d_cells);
            }
            for &row in &rows {
                add_scaled(&mut self.state.g[row * parser..][..parser], 1.0, &d_cells);
            }
            let chosen = if free[best] || random.unit() < chances.explore { best } else { best_free };
            let action = ACTIONS[chosen];
            let relation = match state.arc(action) {
                Some((head, dependent)) if example.heads[dependent] == head => example.relations[dependent],
                Some(_) => self.best_relation(action, &cells, state.next == words),
                None => 0,
            };
            state.apply(action, relation);
        }
        d_projected
    }

    fn least_cost(&self, state: &State, gold: &[usize]) -> [bool; 3] {
        let costs = ACTIONS.map(|a| if state.allows(a) { state.cost(a, gold) } else { usize::MAX });
        let least = costs.iter().copied().min().unwrap_or(0);
        costs.map(|c| c == least)
    }

    fn learn_relation(
        &mut self,
        example: &Example,
        action: Action,
        gold: u8,
        cells: &[f32],
        d_cells: &mut [f32],
        progress: &mut Progress,
    ) {
        let count = Relation::ALL.len();
        let from = if action == Action::Left { 0 } else { count };
        let mut scores = self.score_relations(from, cells);
        softmax(&mut scores);
        progress.loss -= f64::from(scores[usize::from(gold)].max(1e-9).ln());
        scores[usize::from(gold)] -= 1.0;
        scores.iter_mut().for_each(|s| *s *= example.weight);
        add_scaled(&mut self.relations.1.g[from..from + count], 1.0, &scores);
        for (j, (&cell, d_cell)) in cells.iter().zip(d_cells).enumerate() {
            let at = j * 2 * count + from..j * 2 * count + from + count;
            *d_cell += dot(&scores, &self.relations.0.w[at.clone()]);
            if cell != 0.0 {
                add_scaled(&mut self.relations.0.g[at], cell, &scores);
            }
        }
    }

    fn cells(&self, projected: &[f32], places: &[usize; SLOTS], rows: &[usize; ROWS_OF_STATE]) -> Vec<f32> {
        let parser = self.sizes.parser;
        let mut cells = vec![0.0; parser];
        for (slot, &place) in places.iter().enumerate() {
            add_scaled(&mut cells, 1.0, &projected[(place * SLOTS + slot) * parser..][..parser]);
        }
        for &row in rows {
            add_scaled(&mut cells, 1.0, &self.state.w[row * parser..][..parser]);
        }
        cells.iter_mut().for_each(|c| *c = c.max(0.0));
        cells
    }

    fn score_actions(&self, state: &State, cells: &[f32]) -> [f32; 3] {
        let mut scores = [0.0; 3];
        scores.copy_from_slice(&self.actions.1.w);
        for (&cell, w) in cells.iter().zip(self.actions.0.w.chunks_exact(3)) {
            add_scaled(&mut scores, cell, w);
        }
        for (score, action) in scores.iter_mut().zip(ACTIONS) {
            if !state.allows(action) {
                *score = f32::NEG_INFINITY;
            }
        }
        scores
    }

    fn score_relations(&self, from: usize, cells: &[f32]) -> Vec<f32> {
        let count = Relation::ALL.len();
        let mut scores = self.relations.1.w[from..from + count].to_vec();
        for (&cell, w) in cells.iter().zip(self.relations.0.w.chunks_exact(2 * count)) {
            if cell != 0.0 {
                add_scaled(&mut scores, cell, &w[from..from + count]);
            }
        }
        scores
    }

    fn best_relation(&self, action: Action, cells: &[f32], to_root: bool) -> u8 {
        if to_root && action == Action::Left {
            return Relation::Root as u8;
        }
        let from = if action == Action::Left { 0 } else { Relation::ALL.len() };
        best_not_root(&self.score_relations(from, cells))
    }

    /// A step of Adam over all that was learned from.
    pub fn step(&mut self, rate: f32, scale: f32) {
        let embed = self.sizes.embed;
        for row in std::mem::take(&mut self.touched) {
            self.marked[row as usize] = false;
            let at = row as usize * embed;
            self.embeddings.step(at..at + embed, rate, scale, 0.0);
        }
        let dense = [
            &mut self.window,
            &mut self.first,
            &mut self.second,
            &mut self.tagger,
            &mut self.fine,
            &mut self.slots,
            &mut self.actions,
            &mut self.relations,
        ];
        for (w, bias) in dense {
            w.step(0..w.w.len(), rate, scale, 0.003);
            bias.step(0..bias.w.len(), rate, scale, 0.0);
        }
        self.special.step(0..self.special.w.len(), rate, scale, 0.0);
        self.state.step(0..self.state.w.len(), rate, scale, 0.003);
    }
}

fn best_not_root(scores: &[f32]) -> u8 {
    let root = Relation::Root as usize;
    let best = (0..scores.len())
        .filter(|&i| i != root)
        .fold(None, |b: Option<usize>, i| if b.is_none_or(|b| scores[i] > scores[b]) { Some(i) } else { b });
    best.unwrap_or(0) as u8
}

/// Tags and parses a sentence; several networks vote with the mean of their probabilities.
pub fn parse(networks: &[Network], example: &Example) -> Parsed {
    let words = example.rows.len();
    let mut tags = vec![0.0; words * Upos::ALL.len()];
    let mut projected = Vec::new();
    for network in networks {
        let width = 2 * network.sizes.hidden;
        let passed = network.pass(example, None);
        let mut scores =
            forward(&passed.encoded[..words * width], width, &network.tagger.0.w, &network.tagger.1.w);
        scores.chunks_exact_mut(Upos::ALL.len()).for_each(softmax);
        add_scaled(&mut tags, 1.0, &scores);
        projected.push(forward(&passed.encoded, width, &network.slots.0.w, &network.slots.1.w));
    }
    let mut state = State::default();
    state.begin(words);
    while !state.is_done() {
        let places = slots(&state).map(|w| if w == NONE { words + 1 } else { w });
        let rows = state_rows(&state);
        let mut votes = [0.0; 3];
        let cells: Vec<_> =
            networks.iter().zip(&projected).map(|(n, p)| n.cells(p, &places, &rows)).collect();
        for (network, cells) in networks.iter().zip(&cells) {
            let mut scores = network.score_actions(&state, cells);
            softmax(&mut scores);
            add_scaled(&mut votes, 1.0, &scores);
        }
        let best = (0..3).fold(0, |b, i| if votes[i] > votes[b] { i } else { b });
        let action = ACTIONS[best];
        let relation = if action == Action::Left && state.next == words {
            Relation::Root as u8
        } else if action == Action::Shift {
            0
        } else {
            let from = if action == Action::Left { 0 } else { Relation::ALL.len() };
            let mut votes = vec![0.0; Relation::ALL.len()];
            for (network, cells) in networks.iter().zip(&cells) {
                let mut scores = network.score_relations(from, cells);
                softmax(&mut scores);
                add_scaled(&mut votes, 1.0, &scores);
            }
            best_not_root(&votes)
        };
        state.apply(action, relation);
    }
    let best =
        |scores: &[f32]| (0..scores.len()).fold(0, |b, i| if scores[i] > scores[b] { i } else { b }) as u8;
    Parsed {
        tags: tags.chunks_exact(Upos::ALL.len()).map(best).collect(),
        heads: state.heads,
        relations: state.relations,
    }
}
