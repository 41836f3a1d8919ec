//! Layers of the network with their gradients: products of matrices and the gated recurrence. Plain loops over rows; matrices
//! are row-major slices, `x` of n × inputs, `w` of inputs × outputs.

/// Weights with gradient and the moments of Adam (Kingma, Ba, ICLR 2015, <https://arxiv.org/abs/1412.6980>).
#[derive(Debug, Clone, Default)]
pub struct Weights {
    pub w: Vec<f32>,
    pub g: Vec<f32>,
    m: Vec<f32>,
    v: Vec<f32>,
}

impl Weights {
    pub fn new(length: usize, mut draw: impl FnMut() -> f32) -> Self {
        let w: Vec<f32> = (0..length).map(|_| draw()).collect();
        Self { g: vec![0.0; length], m: vec![0.0; length], v: vec![0.0; length], w }
    }

    /// A step of Adam over the weights in `range`; clears their gradient.
    pub fn step(&mut self, range: std::ops::Range<usize>, rate: f32, scale: f32, decay: f32) {
        const B1: f32 = 0.9;
        const B2: f32 = 0.98;
        let parts = self.w[range.clone()].iter_mut().zip(&mut self.g[range.clone()]);
        let moments = self.m[range.clone()].iter_mut().zip(&mut self.v[range]);
        for ((w, g), (m, v)) in parts.zip(moments) {
            let grad = *g * scale;
            *m = B1 * *m + (1.0 - B1) * grad;
            *v = B2 * *v + (1.0 - B2) * grad * grad;
            *w -= rate * (*m / (v.sqrt() + 1e-6) + decay * *w);
            *g = 0.0;
        }
    }
}

/// `y += a * x`.
pub fn add_scaled(y: &mut [f32], a: f32, x: &[f32]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += a * x;
    }
}

pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 16;
    let mut sums = [0.0_f32; LANES];
    let (chunks_a, chunks_b) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f32 = chunks_a.remainder().iter().zip(chunks_b.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in chunks_a.zip(chunks_b) {
        for i in 0..LANES {
            sums[i] += a[i] * b[i];
        }
    }
    rest + sums.iter().sum::<f32>()
}

/// `y = x w + bias`, rows of `inputs` numbers to rows of `bias.len()`.
pub fn forward(x: &[f32], inputs: usize, w: &[f32], bias: &[f32]) -> Vec<f32> {
    let outputs = bias.len();
    let mut y = Vec::with_capacity(x.len() / inputs * outputs);
    for row in x.chunks_exact(inputs) {
        let start = y.len();
        y.extend_from_slice(bias);
        let y = &mut y[start..];
        for (&x, w) in row.iter().zip(w.chunks_exact(outputs)) {
            if x != 0.0 {
                add_scaled(y, x, w);
            }
        }
    }
    y
}

/// The gradients of [`forward`]: adds to those of the weights and the bias, and returns that of `x`.
pub fn backward(x: &[f32], inputs: usize, w: &mut Weights, bias: &mut Weights, dy: &[f32]) -> Vec<f32> {
    let outputs = bias.w.len();
    let mut dx = vec![0.0; x.len()];
    for ((x, dy), dx) in x.chunks_exact(inputs).zip(dy.chunks_exact(outputs)).zip(dx.chunks_exact_mut(inputs))
    {
        add_scaled(&mut bias.g, 1.0, dy);
        for (i, (&x, dx)) in x.iter().zip(dx).enumerate() {
            let at = i * outputs..(i + 1) * outputs;
            if x != 0.0 {
                add_scaled(&mut w.g[at.clone()], x, dy);
            }
            *dx = dot(&w.w[at], dy);
        }
    }
    dx
}

pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// What the gated recurrence keeps for its gradient.
#[derive(Debug, Default)]
pub struct Gated {
    /// Candidate, forget gate, output gate of each word, after their functions.
    gates: Vec<f32>,
    /// Memory cell after each word.
    cells: Vec<f32>,
}

/// A recurrence with gates that depend on the input alone (Bradbury et al., "Quasi-recurrent neural networks", ICLR 2017,
/// <https://arxiv.org/abs/1611.01576>, with window 1): `c = f c' + (1 - f) z`, `h = o c`. `pre` holds per word z, f and o before
/// their functions, for both directions: 6 × `hidden` numbers. Gives 2 × `hidden` numbers per word.
pub fn gated(pre: &[f32], hidden: usize) -> (Vec<f32>, Gated) {
    let words = pre.len() / (6 * hidden);
    let mut gates = pre.to_vec();
    for row in gates.chunks_exact_mut(3 * hidden) {
        row[..hidden].iter_mut().for_each(|z| *z = z.tanh());
        row[hidden..].iter_mut().for_each(|g| *g = sigmoid(*g));
    }
    let mut cells = vec![0.0; words * 2 * hidden];
    let mut out = vec![0.0; words * 2 * hidden];
    for direction in 0..2 {
        let mut cell = vec![0.0; hidden];
        for step in 0..words {
            let t = if direction == 0 { step } else { words - 1 - step };
            let g = &gates[(t * 2 + direction) * 3 * hidden..][..3 * hidden];
            let at = (t * 2 + direction) * hidden;
            for i in 0..hidden {
                let (z, f, o) = (g[i], g[hidden + i], g[2 * hidden + i]);
                cell[i] = f * cell[i] + (1.0 - f) * z;
                cells[at + i] = cell[i];
                out[at + i] = o * cell[i];
            }
        }
    }
    (out, Gated { gates, cells })
}

/// The gradient of [`gated`] before the functions of the gates.
pub fn gated_backward(kept: &Gated, hidden: usize, dh: &[f32]) -> Vec<f32> {
    let words = dh.len() / (2 * hidden);
    let mut dpre = vec![0.0; kept.gates.len()];
    for direction in 0..2 {
        let mut dcell = vec![0.0; hidden];
        for step in (0..words).rev() {
            let t = if direction == 0 { step } else { words - 1 - step };
            let place = t * 2 + direction;
            let g = &kept.gates[place * 3 * hidden..][..3 * hidden];
            let d = &mut dpre[place * 3 * hidden..][..3 * hidden];
            let before = match (step, direction) {
                (0, _) => None,
                (_, 0) => Some(place - 2),
                _ => Some(place + 2),
            };
            for i in 0..hidden {
                let (z, f, o) = (g[i], g[hidden + i], g[2 * hidden + i]);
                let dh = dh[place * hidden + i];
                let was = before.map_or(0.0, |b| kept.cells[b * hidden + i]);
                let dc = dcell[i] + dh * o;
                d[2 * hidden + i] = dh * kept.cells[place * hidden + i] * o * (1.0 - o);
                d[hidden + i] = dc * (was - z) * f * (1.0 - f);
                d[i] = dc * (1.0 - f) * (1.0 - z * z);
                dcell[i] = dc * f;
            }
        }
    }
    dpre
}

/// Makes scores the probabilities of a softmax; those at minus infinity get 0.
pub fn softmax(scores: &mut [f32]) {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for s in &mut *scores {
        *s = (*s - highest).exp();
        sum += *s;
    }
    scores.iter_mut().for_each(|s| *s /= sum);
}
