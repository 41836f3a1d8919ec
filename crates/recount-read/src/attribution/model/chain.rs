//! Segments as labels of a linear chain: the best sequence, and the probabilities of training.
//!
//! A segment of a kind is labelled begin, inside, end, or unit when it has one word, so that features of a last word can
//! speak for themselves (Ratinov and Roth, CoNLL 2009). Label 0 is outside of all segments.

use std::ops::Range;

/// The word stands outside of every segment.
pub const OUTSIDE: usize = 0;

/// Which labels may follow which, for a number of kinds of segment.
#[derive(Debug, Clone)]
pub struct Grammar {
    /// Number of labels: one, and four for each kind.
    pub labels: usize,
    /// For each label the labels that may stand before it.
    before: Vec<Vec<usize>>,
}

/// Place of a word in its segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// First of several words.
    Begin,
    /// Neither first nor last.
    Inside,
    /// Last of several words.
    End,
    /// The only word.
    Unit,
}

/// The label of a place in a segment of a kind.
pub fn label(kind: usize, place: Place) -> usize {
    1 + 4 * kind + place as usize
}

/// The kind of a label, `None` outside.
pub fn kind(label: usize) -> Option<usize> {
    label.checked_sub(1).map(|l| l / 4)
}

fn opens(label: usize) -> bool {
    label == OUTSIDE || matches!((label - 1) % 4, 0 | 3)
}

fn closes(label: usize) -> bool {
    label == OUTSIDE || matches!((label - 1) % 4, 2 | 3)
}

impl Grammar {
    /// The grammar of segments of `kinds` kinds.
    pub fn of_kinds(kinds: usize) -> Self {
        let labels = 1 + 4 * kinds;
        let follows = |a: usize, b: usize| {
            if closes(a) { opens(b) } else { !opens(b) && kind(a) == kind(b) }
        };
        let before = (0..labels).map(|b| (0..labels).filter(|&a| follows(a, b)).collect()).collect();
        Grammar { labels, before }
    }

    /// The labels that may stand before `label`.
    pub fn before(&self, label: usize) -> &[usize] {
        &self.before[label]
    }

    /// The best sequence of labels. `scores` holds one row of `labels` scores for each word, `steps` one score for each
    /// pair (label, next label).
    pub fn best(&self, scores: &[f32], steps: &[f32]) -> Vec<u8> {
        let n = self.labels;
        let words = scores.len() / n;
        if words == 0 {
            return Vec::new();
        }
        let mut back = vec![0u8; scores.len()];
        let mut row: Vec<f32> =
            (0..n).map(|y| if opens(y) { scores[y] } else { f32::NEG_INFINITY }).collect();
        let mut next = vec![f32::NEG_INFINITY; n];
        for t in 1..words {
            for y in 0..n {
                let mut top = f32::NEG_INFINITY;
                let mut from = 0;
                for &x in &self.before[y] {
                    let s = row[x] + steps[x * n + y];
                    if s > top {
                        top = s;
                        from = x;
                    }
                }
                next[y] = top + scores[t * n + y];
                back[t * n + y] = from as u8;
            }
            std::mem::swap(&mut row, &mut next);
        }
        let mut last = OUTSIDE;
        for y in 0..n {
            if closes(y) && row[y] > row[last] {
                last = y;
            }
        }
        let mut out = vec![0u8; words];
        for t in (0..words).rev() {
            out[t] = last as u8;
            last = usize::from(back[t * n + last]);
        }
        out
    }

    /// The probability of each label at each word, and the logarithm of the sum over all sequences.
    pub fn marginals(&self, scores: &[f32], steps: &[f32]) -> (Vec<f32>, Vec<f32>, f32) {
        let n = self.labels;
        let words = scores.len() / n;
        let mut pair = vec![0f32; n * n];
        if words == 0 {
            return (Vec::new(), pair, 0.0);
        }
        let grow: Vec<f32> = steps.iter().map(|s| s.exp()).collect();
        // Each row is scaled to sum to one; the scales add up to the logarithm of the sum.
        let mut alpha = vec![0f32; scores.len()];
        let mut beta = vec![0f32; scores.len()];
        let mut factor = vec![0f32; scores.len()];
        let mut log_sum = 0f64;
        for t in 0..words {
            let row = &scores[t * n..(t + 1) * n];
            let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            for y in 0..n {
                factor[t * n + y] = (row[y] - top).exp();
            }
            log_sum += f64::from(top);
            let mut total = 0f32;
            for y in 0..n {
                let reach: f32 = if t == 0 {
                    if opens(y) { 1.0 } else { 0.0 }
                } else {
                    self.before[y].iter().map(|&x| alpha[(t - 1) * n + x] * grow[x * n + y]).sum()
                };
                let v = reach * factor[t * n + y];
                alpha[t * n + y] = v;
                total += v;
            }
            let total = total.max(f32::MIN_POSITIVE);
            for y in 0..n {
                alpha[t * n + y] /= total;
            }
            log_sum += f64::from(total.ln());
        }
        let mut ends = 0f32;
        for y in 0..n {
            beta[(words - 1) * n + y] = if closes(y) { 1.0 } else { 0.0 };
            if closes(y) {
                ends += alpha[(words - 1) * n + y];
            }
        }
        log_sum += f64::from(ends.max(f32::MIN_POSITIVE).ln());
        let mut marginal = vec![0f32; scores.len()];
        for t in (0..words).rev() {
            if t + 1 < words {
                let mut total = 0f32;
                let mut row = vec![0f32; n];
                for y in 0..n {
                    let weight = beta[(t + 1) * n + y] * factor[(t + 1) * n + y];
                    if weight > 0.0 {
                        for &x in &self.before[y] {
                            row[x] += grow[x * n + y] * weight;
                        }
                    }
                }
                for v in &row {
                    total += v;
                }
                let total = total.max(f32::MIN_POSITIVE);
                for x in 0..n {
                    beta[t * n + x] = row[x] / total;
                }
            }
            let mut total = 0f32;
            for y in 0..n {
                let v = alpha[t * n + y] * beta[t * n + y];
                marginal[t * n + y] = v;
                total += v;
            }
            let total = total.max(f32::MIN_POSITIVE);
            for y in 0..n {
                marginal[t * n + y] /= total;
            }
            if t + 1 < words {
                let mut sum = 0f32;
                let mut local = vec![0f32; n * n];
                for y in 0..n {
                    let weight = beta[(t + 1) * n + y] * factor[(t + 1) * n + y];
                    for &x in &self.before[y] {
                        let v = alpha[t * n + x] * grow[x * n + y] * weight;
                        local[x * n + y] = v;
                        sum += v;
                    }
                }
                let sum = sum.max(f32::MIN_POSITIVE);
                for (p, v) in pair.iter_mut().zip(&local) {
                    *p += v / sum;
                }
            }
        }
        (marginal, pair, log_sum as f32)
    }
}

/// Writes the labels of segments, given as (kind, range), over `labels`.
pub fn write(segments: &[(usize, Range<usize>)], labels: &mut [u8]) {
    for (kind, range) in segments {
        let Range { start, end } = range.clone();
        if start >= end || end > labels.len() {
            continue;
        }
        for (i, slot) in labels.iter_mut().enumerate().take(end).skip(start) {
            let place = match (i == start, i + 1 == end) {
                (true, true) => Place::Unit,
                (true, false) => Place::Begin,
                (false, true) => Place::End,
                (false, false) => Place::Inside,
            };
            *slot = label(*kind, place) as u8;
        }
    }
}

/// The segments that labels spell, as (kind, range), in order.
pub fn segments(labels: &[u8]) -> Vec<(usize, Range<usize>)> {
    let mut out: Vec<(usize, Range<usize>)> = Vec::new();
    for (i, &l) in labels.iter().enumerate() {
        let Some(kind) = kind(usize::from(l)) else { continue };
        if opens(usize::from(l)) {
            out.push((kind, i..i + 1));
        } else if let Some((_, range)) = out.last_mut() {
            range.end = i + 1;
        }
    }
    out
}
