//! A small generator of random numbers (SplitMix64; Steele, Lea, Flood 2014, <https://doi.org/10.1145/2714064.2660195>), so that
//! training gives the same weights on every run.

/// The generator; its number is the seed.
#[derive(Debug, Clone)]
pub struct Random(pub u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to below 1.
    pub fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// A whole number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.bits() % end.max(1) as u64) as usize
    }

    /// A number at most `bound` from 0.
    pub fn within(&mut self, bound: f32) -> f32 {
        (self.unit() * 2.0 - 1.0) * bound
    }
}
