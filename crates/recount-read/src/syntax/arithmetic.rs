//! Products of vectors with the network's matrices, in whole numbers, and the functions of its gates.
//!
//! Weights are 16-bit numbers with a scale for each output, activations 16-bit numbers in units of 1/4096; sums of products are
//! exact in 32 bits, so results do not depend on the machine or on the order of summing. The gates use fractions instead of exponentials,
//! which every machine computes alike.

/// Units of an activation that make one.
pub(super) const UNITS: f32 = 4096.0;

/// An activation in whole units; what does not fit is cut to the greatest that does.
pub(super) fn in_units(value: f32) -> i16 {
    (value * UNITS) as i16
}

/// Inputs of every layer are a multiple of this: a length known to the compiler is what makes the sums of products twice as quick.
pub(super) const BLOCK: usize = 32;

/// A layer: a row of weights, a scale and a bias for each output.
#[derive(Debug, Clone)]
pub(super) struct Matrix {
    /// A multiple of [`BLOCK`].
    pub inputs: usize,
    pub weights: Vec<i16>,
    pub scales: Vec<f32>,
    pub bias: Vec<f32>,
}

impl Matrix {
    /// Number of outputs.
    pub fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Some outputs, from `first` on, for one row of inputs.
    pub fn outputs_from(&self, first: usize, x: &[i16], out: &mut [f32]) {
        sums(x, &self.weights[first * self.inputs..], out);
        let scales = self.scales[first..].iter().zip(&self.bias[first..]);
        out.iter_mut().zip(scales).for_each(|(out, (scale, bias))| *out = *out * scale + bias);
    }

    /// All outputs for each row of inputs, in place of what `out` held.
    pub fn product(&self, x: &[i16], out: &mut Vec<f32>) {
        out.clear();
        out.resize(x.len() / self.inputs * self.outputs(), 0.0);
        for (x, out) in x.chunks_exact(self.inputs).zip(out.chunks_exact_mut(self.outputs())) {
            self.outputs_from(0, x, out);
        }
    }
}

/// The sums of products of `x` with each row of weights. Weights are at most 127 and rows at most a few hundred long, so a sum fits.
/// DIFFERENCE: plain loops, never inlined: the compiler makes vectors of these, and not of iterators or of what surrounds them.
#[inline(never)]
#[allow(clippy::needless_range_loop, reason = "as said above; measured to cost four times the time")]
fn sums(x: &[i16], weights: &[i16], out: &mut [f32]) {
    for (out, weights) in out.iter_mut().zip(weights.chunks_exact(x.len())) {
        let mut sum = 0_i32;
        for (a, b) in x.chunks_exact(BLOCK).zip(weights.chunks_exact(BLOCK)) {
            let mut part = 0_i32;
            for i in 0..BLOCK {
                part = part.wrapping_add(i32::from(a[i]) * i32::from(b[i]));
            }
            sum = sum.wrapping_add(part);
        }
        *out = sum as f32;
    }
}

/// Hyperbolic tangent by its continued fraction, within 0.0002.
pub(super) fn tanh(x: f32) -> f32 {
    let x = x.clamp(-4.9, 4.9);
    let s = x * x;
    let above = x * (135_135.0 + s * (17_325.0 + s * (378.0 + s)));
    let below = 135_135.0 + s * (62_370.0 + s * (3_150.0 + s * 28.0));
    (above / below).clamp(-1.0, 1.0)
}

/// The logistic function.
pub(super) fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_functions_of_the_gates_are_near_the_true_ones() {
        for i in -800..=800 {
            let x = i as f32 / 100.0;
            assert!((tanh(x) - x.tanh()).abs() < 3e-4, "{x}");
            assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 3e-4, "{x}");
        }
    }

    #[test]
    fn a_product_is_scaled_and_biased() {
        let weights: Vec<i16> =
            (0..2 * BLOCK as i16).map(|i| if i < BLOCK as i16 { 1 } else { -i }).collect();
        let matrix = Matrix { inputs: BLOCK, weights, scales: vec![1.0, 0.5], bias: vec![0.0, 1.0] };
        let mut x = vec![0; BLOCK];
        (x[0], x[31]) = (10, 20);
        let mut out = vec![];
        matrix.product(&x, &mut out);
        assert_eq!(out, [30.0, -789.0]);
    }
}
