//! Small generators of random numbers, so that training gives the same weights on every run: SplitMix64 (Steele, Lea, Flood 2014,
//! <https://doi.org/10.1145/2714064.2660195>), and an older one that some models were trained with.

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

/// A linear congruential generator (constants of Knuth's MMIX). The models of attribution, casualties and incidents were trained with it:
/// with another they could not be rebuilt to the byte. New training takes [`Random`].
#[derive(Debug, Clone)]
pub struct Congruential(pub u64);

impl Congruential {
    /// A whole number of 31 bits.
    pub fn number(&mut self) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize
    }

    /// From 0 to below 1.
    pub fn unit(&mut self) -> f32 {
        self.number() as f32 / (1u64 << 31) as f32
    }

    /// Puts a list in another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.number() % (i + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_can_be_rebuilt_by_the_same_numbers() {
        let mut list: Vec<usize> = (0..8).collect();
        Congruential(12_345).shuffle(&mut list);
        assert_eq!(list, [2, 5, 3, 7, 1, 6, 4, 0]);
        assert_eq!(Congruential(7).number(), 1059165278);
    }
}
