//! Weights of one byte each in a hashed table: how features find theirs, and how a model file is laid out.
//!
//! A feature has a row of weights, one for each label, so a bit says whether it has any; `toll::linear` has single weights, each with the
//! distance from the one before.
//!
//! Features are hashed to rows without a dictionary (Weinberger et al., ICML 2009), so a model holds no words of the texts
//! it learnt from.

use crate::fnv;
use std::borrow::Cow;

/// Mixes a template's number with a value.
#[inline]
pub fn feature(template: u32, value: u32) -> u32 {
    let mut h = value.wrapping_add(template.wrapping_mul(0x9E37_79B1));
    h = (h ^ (h >> 16)).wrapping_mul(0x85EB_CA6B);
    h = (h ^ (h >> 13)).wrapping_mul(0xC2B2_AE35);
    h ^ (h >> 16)
}

/// Mixes two values into one.
#[inline]
pub fn pair(a: u32, b: u32) -> u32 {
    (a.rotate_left(13) ^ b).wrapping_mul(0x9E37_79B1)
}

/// The hash of a word (FNV-1a).
pub fn word_hash(word: &str) -> u32 {
    word.bytes().fold(fnv::START_32, |h, b| fnv::with_32(h, b.into()))
}

/// The weights of one step: a row of one byte per label for every bucket of the hash that has any, and what each step from
/// label to label adds.
#[derive(Debug, Clone)]
pub struct Weights {
    /// Number of labels of a row.
    labels: usize,
    /// Number of leading bits of a feature that name its bucket.
    bits: u32,
    /// What one unit of a row is worth.
    unit: f32,
    /// What is taken from label 0 at every word, so that more or fewer segments are found.
    bias: f32,
    /// What a step from label to label adds, row by row.
    pub(super) steps: Vec<f32>,
    /// Which buckets have a row.
    blocks: Vec<Block>,
    /// The rows of those that have one, in order: signed numbers, kept as the bytes of the file.
    rows: Cow<'static, [u8]>,
}

/// Sixty-four buckets.
#[derive(Debug, Clone, Copy)]
struct Block {
    /// A bit for each bucket that has a row, the lowest for the first.
    present: u64,
    /// Rows of the blocks before.
    before: u32,
}

/// One in so many weights may be larger than a byte can say.
const CLIPPED: usize = 2000;

impl Weights {
    /// Packs a table with a row of `labels` numbers for each of 2 to the power of `bits` buckets. `bias` is taken from label 0
    /// at every word.
    pub fn pack(labels: usize, bits: u32, bias: f32, steps: Vec<f32>, table: &[f32]) -> Self {
        let mut sizes: Vec<f32> = table.iter().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        let top = sizes.len().checked_sub(1 + sizes.len() / CLIPPED).map_or(1.0, |at| sizes[at]);
        let unit = (top / 127.0).max(f32::MIN_POSITIVE);
        let (mut rows, mut blocks) = (Vec::new(), Vec::new());
        for buckets in table.chunks(labels * 64) {
            let before = (rows.len() / labels) as u32;
            let mut present = 0;
            for (k, row) in buckets.chunks(labels).enumerate() {
                let bytes = row.iter().map(|w| (w / unit).round().clamp(-127.0, 127.0) as i8 as u8);
                if bytes.clone().any(|b| b != 0) {
                    present |= 1 << k;
                    rows.extend(bytes);
                }
            }
            blocks.push(Block { present, before });
        }
        Weights { labels, bits, unit, bias, steps, blocks, rows: Cow::Owned(rows) }
    }

    /// Number of labels of a row.
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// The row of a feature's bucket.
    #[inline]
    fn row(&self, feature: u32) -> Option<&[u8]> {
        let bucket = (feature >> (32 - self.bits)) as usize;
        let block = self.blocks.get(bucket / 64)?;
        let bit = 1u64 << (bucket % 64);
        if block.present & bit == 0 {
            return None;
        }
        let at = (block.before + (block.present & (bit - 1)).count_ones()) as usize * self.labels;
        self.rows.get(at..at + self.labels)
    }

    /// Adds the scores of a word with these features to `out`, one number for each of the `L` labels.
    pub fn score<const L: usize>(&self, features: &[u32], out: &mut Vec<f32>) {
        let mut sums = [0i32; L];
        for &feature in features {
            for (sum, &weight) in sums.iter_mut().zip(self.row(feature).unwrap_or_default()) {
                *sum += i32::from(weight as i8);
            }
        }
        let first = out.len();
        out.extend(sums.iter().map(|&sum| sum as f32 * self.unit));
        out[first] -= self.bias;
    }

    /// Appends the weights in the form [`Weights::read`] takes, numbers little-endian: labels, bits, unit, bias, steps, the
    /// bits of the blocks, the rows.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.labels as u32).to_le_bytes());
        out.extend(self.bits.to_le_bytes());
        for number in [self.unit, self.bias].iter().chain(&self.steps) {
            out.extend(number.to_le_bytes());
        }
        out.extend(self.blocks.iter().flat_map(|b| b.present.to_le_bytes()));
        out.extend(&*self.rows);
    }

    /// Reads weights from the front of `bytes`, which then holds what follows them; `None` where it is too short or its
    /// numbers fit no grammar.
    pub fn read(bytes: &mut &'static [u8]) -> Option<Weights> {
        let labels = u32::from_le_bytes(take(bytes)?) as usize;
        let bits = u32::from_le_bytes(take(bytes)?);
        if !(1..=16).contains(&labels) || !(6..=24).contains(&bits) {
            return None;
        }
        let unit = f32::from_le_bytes(take(bytes)?);
        let bias = f32::from_le_bytes(take(bytes)?);
        let steps =
            (0..labels * labels).map(|_| Some(f32::from_le_bytes(take(bytes)?))).collect::<Option<_>>()?;
        let mut before = 0;
        let mut block = || {
            let present = u64::from_le_bytes(take(bytes)?);
            let block = Block { present, before };
            before += present.count_ones();
            Some(block)
        };
        let blocks = (0..1usize << (bits - 6)).map(|_| block()).collect::<Option<_>>()?;
        let (rows, rest) = bytes.split_at_checked(before as usize * labels)?;
        *bytes = rest;
        Some(Weights { labels, bits, unit, bias, steps, blocks, rows: Cow::Borrowed(rows) })
    }
}

/// Takes the first bytes off.
fn take<const N: usize>(bytes: &mut &'static [u8]) -> Option<[u8; N]> {
    let (front, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*front)
}
