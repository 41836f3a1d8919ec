//! The step of the FNV-1a hash (Fowler, Noll and Vo, 1991), which all hashes of this crate are made of.
//!
//! There are four, since the models were trained with them and another hash would need other weights: `syntax::features` hashes
//! folded letters and mixes the bits once more, because it takes the low ones; `attribution::model::weights` hashes the bytes of a
//! word, and mixes only when it has become a feature; `toll::linear` hashes several words in a row and needs 64 bits, so that millions
//! of pairs stay apart. The check sum of a model file runs over words of four bytes.

/// The hash of nothing, in 32 bits.
pub(crate) const START_32: u32 = 0x811c_9dc5;

/// The hash of nothing, in 64 bits.
pub(crate) const START_64: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash with one more value.
#[inline]
pub(crate) const fn with_32(hash: u32, value: u32) -> u32 {
    (hash ^ value).wrapping_mul(0x0100_0193)
}

/// The hash with one more value.
#[inline]
pub(crate) const fn with_64(hash: u64, value: u64) -> u64 {
    (hash ^ value).wrapping_mul(0x0000_0100_0000_01b3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_published() {
        assert_eq!(b"foobar".iter().fold(START_32, |h, &b| with_32(h, b.into())), 0xbf9c_f968);
        assert_eq!(b"foobar".iter().fold(START_64, |h, &b| with_64(h, b.into())), 0x8594_4171_f739_67e8);
    }
}
