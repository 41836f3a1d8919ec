//! Classes of words: words that stand between the same words belong together ("argued", "insisted"), so that what is learnt of
//! one serves for all.
//!
//! Each word has a fine class and a coarse one, found without marked text by clustering word vectors. Words are known by their
//! hash alone.

/// The class of words that were met too seldom.
pub const UNKNOWN: Class = Class { fine: 0, coarse: 0 };

/// The classes of one word, each counted from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class {
    /// One of some two hundred.
    pub fine: u8,
    /// One of some fifty.
    pub coarse: u8,
}

/// The classes of all words that have any, in a table with open addressing.
#[derive(Debug, Clone)]
pub struct Classes {
    slots: Vec<(u32, Class)>,
    /// The last words of the table wrap round to its start.
    mask: usize,
}

impl Classes {
    /// Classes of words, given by their hashes.
    pub fn new(words: impl ExactSizeIterator<Item = (u32, Class)>) -> Self {
        let size = (words.len() * 3).next_power_of_two().max(16);
        let mut out = Classes { slots: vec![(0, UNKNOWN); size], mask: size - 1 };
        for (word, class) in words {
            let slot = out.slot(word);
            out.slots[slot] = (word, class);
        }
        out
    }

    /// Where a word stands, or the free place it would stand in.
    fn slot(&self, word: u32) -> usize {
        let mut slot = word as usize & self.mask;
        // At most a third of the table is taken, so that a free place is met soon.
        while self.slots[slot].1 != UNKNOWN && self.slots[slot].0 != word {
            slot = (slot + 1) & self.mask;
        }
        slot
    }

    /// The classes of the word with this hash.
    pub fn of(&self, word: u32) -> Class {
        self.slots[self.slot(word)].1
    }

    /// Appends the number of words, then for each its hash and classes, little-endian.
    pub fn write(&self, out: &mut Vec<u8>) {
        let mut known: Vec<_> = self.slots.iter().filter(|s| s.1 != UNKNOWN).collect();
        known.sort_by_key(|s| s.0);
        out.extend((known.len() as u32).to_le_bytes());
        for (word, class) in known {
            out.extend(word.to_le_bytes());
            out.extend([class.fine, class.coarse]);
        }
    }

    /// Reads what [`Classes::write`] wrote from the front of `bytes`; `None` where it is too short.
    pub fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<4>()?;
        let (words, rest) = rest.split_at_checked((u32::from_le_bytes(*count) as usize).checked_mul(6)?)?;
        *bytes = rest;
        let word = |b: &[u8]| {
            let class = Class { fine: b[4], coarse: b[5] };
            (u32::from_le_bytes([b[0], b[1], b[2], b[3]]), class)
        };
        Some(Classes::new(words.chunks_exact(6).map(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_found_again_and_unknown_words_have_none() {
        let class = |n: u8| Class { fine: n, coarse: n / 2 + 1 };
        let words: Vec<(u32, Class)> = (1..200u8).map(|n| (u32::from(n) * 64, class(n))).collect();
        let classes = Classes::new(words.into_iter());
        assert_eq!(classes.of(64 * 7), class(7));
        assert_eq!(classes.of(5), UNKNOWN);
    }
}
