//! Numbers that look drawn and are the same for the same seed.

/// SplitMix64 (Steele, Lea, Flood 2014, <https://doi.org/10.1145/2714064.2660195>); its number is the seed.
#[derive(Debug, Clone)]
pub(super) struct Random(pub u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Above 0 and below 1.
    pub fn unit(&mut self) -> f64 {
        ((self.bits() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// With this chance.
    pub fn happens(&mut self, chance: f64) -> bool {
        self.unit() < chance
    }

    /// From `low` to `high`, both within.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.unit() * (high - low + 1) as f64) as i64
    }

    /// Exponential with this mean.
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * self.unit().ln()
    }

    /// Logistic with this standard deviation.
    pub fn logistic(&mut self, spread: f64) -> f64 {
        let u = self.unit();
        spread * 3.0_f64.sqrt() / std::f64::consts::PI * (u / (1.0 - u)).ln()
    }

    /// Standard normal (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        (-2.0 * self.unit().ln()).sqrt() * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// Student with four degrees of freedom and this scale.
    pub fn student(&mut self, scale: f64) -> f64 {
        let chi_squared = -2.0 * (self.unit() * self.unit()).ln();
        scale * self.normal() / (chi_squared / 4.0).sqrt()
    }
}
