//! A linear model over hashed features that chooses one of several candidates.
//!
//! Model: conditional log-linear, p(c) ∝ exp(Σ w_f · x_f) over the features f of candidate c (Berger, Della Pietra and Della
//! Pietra, "A maximum entropy approach to natural language processing", Computational Linguistics 22, 1996). Features are
//! numbers of a hash; the model keeps a weight for each, in one signed byte, and no words. DIFFERENCE: candidates share
//! *factors* (bundles of features), so that a table of pairs costs little more than its rows and columns.

use crate::fnv;
use crate::model_file::{Frame, ModelError};

/// The features of one bundle: hashes, with repetition where a feature counts more than once.
pub type Factor = Vec<u32>;

/// A choice: bundles of features, and candidates that each take some of them.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Bundles of features.
    pub factors: Vec<Factor>,
    /// For each candidate the bundles it takes, by their places in `factors`.
    pub candidates: Vec<Vec<usize>>,
}

impl Choice {
    /// The score of every candidate, given the weight of a feature.
    pub fn scores(&self, weight: impl Fn(u32) -> f32) -> Vec<f32> {
        let factors: Vec<f32> =
            self.factors.iter().map(|f| f.iter().map(|&feature| weight(feature)).sum()).collect();
        self.candidates.iter().map(|c| c.iter().filter_map(|&i| factors.get(i)).sum()).collect()
    }
}

/// The frame of a file of weights. Its body: the scale as a little-endian `f32`, then for every weight that is not nought the distance
/// from the one before (LEB128) and its byte.
const FRAME: Frame = Frame { model: "linear model", magic: b"RCLINEAR", version: 1 };

/// Weights in one byte each, all of one scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    scale: f32,
    bytes: Vec<i8>,
}

impl Weights {
    /// Number of bits of a feature's hash.
    pub const BITS: u32 = 20;

    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// Bytes that are no model, of another version, cut off or damaged.
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        Self::unpacked(FRAME.body(file)?).ok_or_else(|| FRAME.wrong("weights"))
    }

    /// The weights of a body; `None` where it ends too early or names a feature that there is not.
    fn unpacked(body: &[u8]) -> Option<Self> {
        let (scale, mut rest) = body.split_first_chunk::<4>()?;
        let mut bytes = vec![0; 1 << Self::BITS];
        let mut at = 0usize;
        while !rest.is_empty() {
            let (mut gap, mut shift) = (0usize, 0);
            loop {
                let (&byte, tail) = rest.split_first().filter(|_| shift < Self::BITS)?;
                rest = tail;
                gap |= usize::from(byte & 0x7f) << shift;
                shift += 7;
                if byte & 0x80 == 0 {
                    break;
                }
            }
            at += gap;
            let (&byte, tail) = rest.split_first()?;
            rest = tail;
            *bytes.get_mut(at)? = byte as i8;
        }
        Some(Weights { scale: f32::from_le_bytes(*scale), bytes })
    }

    /// The file that holds these weights, rounded to a byte each; what rounds to nought is left out.
    pub fn pack(weights: &[f32]) -> Vec<u8> {
        let largest = weights.iter().fold(0.0f32, |a, w| a.max(w.abs()));
        let scale = if largest > 0.0 { largest / 127.0 } else { 1.0 };
        let mut out = scale.to_le_bytes().to_vec();
        let mut last = 0usize;
        for (at, weight) in weights.iter().enumerate() {
            let byte = (weight / scale).round() as i8;
            if byte == 0 {
                continue;
            }
            let mut gap = at - last;
            last = at;
            while gap >= 0x80 {
                out.push((gap & 0x7f) as u8 | 0x80);
                gap >>= 7;
            }
            out.push(gap as u8);
            out.push(byte as u8);
        }
        FRAME.file(&out)
    }

    /// The weight of a feature.
    pub fn of(&self, feature: u32) -> f32 {
        self.bytes.get(feature as usize).map_or(0.0, |&b| f32::from(b) * self.scale)
    }

    /// The probability of every candidate.
    pub fn probabilities(&self, choice: &Choice) -> Vec<f32> {
        let mut out = choice.scores(|f| self.of(f));
        let most = out.iter().copied().fold(f32::MIN, f32::max);
        out.iter_mut().for_each(|score| *score = (*score - most).exp());
        let whole: f32 = out.iter().sum();
        out.iter_mut().for_each(|chance| *chance /= whole);
        out
    }

    /// The place of the best candidate, the first of equals.
    pub fn best(&self, choice: &Choice) -> Option<usize> {
        let scores = choice.scores(|f| self.of(f));
        (0..scores.len()).reduce(|a, b| if scores[b] > scores[a] { b } else { a })
    }
}

/// A hash of words that names a feature (FNV-1a, 64 bits); [`Hash::feature`] folds it to a feature's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hash(u64);

impl Hash {
    /// The hash of one word.
    pub const fn of(word: &str) -> Self {
        Hash(fnv::START_64).and(word)
    }

    /// The hash with another word after it.
    pub const fn and(self, word: &str) -> Self {
        let bytes = word.as_bytes();
        let (mut hash, mut i) = (self.0, 0);
        while i < bytes.len() {
            hash = fnv::with_64(hash, bytes[i] as u64);
            i += 1;
        }
        Hash(fnv::with_64(hash, 0xff))
    }

    /// The hash with another after it.
    pub const fn join(self, other: Hash) -> Self {
        Hash((self.0.rotate_left(23) ^ other.0).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// The hash with a small number after it.
    pub const fn number(self, n: u64) -> Self {
        self.join(Hash(n.wrapping_add(1).wrapping_mul(0xd6e8_feb8_6659_fd93)))
    }

    /// The hash as a number, for sets of hashes.
    pub const fn value(self) -> u64 {
        self.0
    }

    /// The hash that [`Hash::value`] gave.
    pub const fn from_value(value: u64) -> Self {
        Hash(value)
    }

    /// The feature of this hash, below `1 << Weights::BITS`.
    pub const fn feature(self) -> u32 {
        let mixed = (self.0 ^ (self.0 >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed >> (64 - Weights::BITS)) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_weights_come_back_as_they_were_rounded() {
        let mut weights = vec![0.0f32; 1 << Weights::BITS];
        (weights[3], weights[700], weights[(1 << Weights::BITS) - 1]) = (1.27, -0.5, 0.01);
        let read = Weights::read(&Weights::pack(&weights)).unwrap();
        for at in [0usize, 3, 700, (1 << Weights::BITS) - 1] {
            assert!((read.of(at as u32) - weights[at]).abs() < 0.006, "{at}");
        }
    }

    #[test]
    fn a_damaged_model_says_so() {
        let file = Weights::pack(&[1.27, -0.5]);
        let model = FRAME.model;
        assert_eq!(Weights::read(&[1, 2]), Err(ModelError::Foreign { model }));
        assert_eq!(Weights::read(&file[..file.len() - 1]), Err(ModelError::Damaged { model }));
        for body in [&[0, 0][..], &[0, 0, 0, 0, 5], &[0, 0, 0, 0, 0xff, 0xff, 0x7f, 1]] {
            let wrong = ModelError::Body { model, part: "weights" };
            assert_eq!(Weights::read(&FRAME.file(body)), Err(wrong), "{body:?}");
        }
    }

    #[test]
    fn the_candidate_with_the_heavier_features_wins() {
        let mut weights = vec![0.0f32; 1 << Weights::BITS];
        (weights[1], weights[2]) = (1.0, 2.0);
        let model = Weights::read(&Weights::pack(&weights)).unwrap();
        let choice = Choice {
            factors: vec![vec![1], vec![2], vec![1, 1, 1]],
            candidates: vec![vec![0], vec![1], vec![0, 2]],
        };
        assert_eq!(model.best(&choice), Some(2));
        assert_eq!(model.best(&Choice::default()), None);
    }
}
