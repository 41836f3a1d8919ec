//! Clusters of words: words that stand between the same words belong together ("argued", "insisted"; "denies", "rejects"), so that what is
//! learnt of one serves for all.
//!
//! Each word has a fine cluster and a coarse one, found without marked text by clustering word vectors (`cargo xtask train clusters`). The
//! file holds hashes of words in small letters and no word. Tags and trees and the model of attribution ask for them.

use crate::fnv;
use crate::model_file::{Frame, ModelError};
use std::sync::LazyLock;

/// The frame of a file of clusters; its body is the number of words, then for each its hash and clusters, little-endian.
const FRAME: Frame = Frame { model: "clusters of words", magic: b"RCCLUSTR", version: 1 };

/// The cluster of words that were met too seldom.
pub const UNKNOWN: Cluster = Cluster { fine: 0, coarse: 0 };

/// The clusters of one word, each counted from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cluster {
    /// One of some two hundred.
    pub fine: u8,
    /// One of some fifty.
    pub coarse: u8,
}

/// The clusters of all words that have any, in a table with open addressing.
#[derive(Debug, Clone)]
pub struct Clusters {
    slots: Vec<(u32, Cluster)>,
    /// The last words of the table wrap round to its start.
    mask: usize,
}

impl Clusters {
    /// Clusters of words, given by their hashes.
    pub fn new(words: impl ExactSizeIterator<Item = (u32, Cluster)>) -> Self {
        let size = (words.len() * 3).next_power_of_two().max(16);
        let mut out = Clusters { slots: vec![(0, UNKNOWN); size], mask: size - 1 };
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

    /// The clusters of the word with this hash.
    pub fn of(&self, word: u32) -> Cluster {
        self.slots[self.slot(word)].1
    }

    /// The clusters of a word given by its letters, which are small.
    pub fn of_letters(&self, letters: &[char]) -> Cluster {
        let mut bytes = [0; 4];
        let hash = |hash, letter: &char| {
            letter.encode_utf8(&mut bytes).bytes().fold(hash, |h, byte| fnv::with_32(h, byte.into()))
        };
        self.of(letters.iter().fold(fnv::START_32, hash))
    }

    /// The bytes of a file of clusters.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut known: Vec<_> = self.slots.iter().filter(|s| s.1 != UNKNOWN).collect();
        known.sort_by_key(|s| s.0);
        let mut out = (known.len() as u32).to_le_bytes().to_vec();
        for (word, cluster) in known {
            out.extend(word.to_le_bytes());
            out.extend([cluster.fine, cluster.coarse]);
        }
        FRAME.file(&out)
    }

    /// Reads a file of clusters.
    ///
    /// # Errors
    ///
    /// Bytes that are no such file, of another version, cut off or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let body = FRAME.body(bytes)?;
        let (count, words) = body.split_first_chunk::<4>().ok_or_else(|| FRAME.wrong("sizes"))?;
        if Some(words.len()) != (u32::from_le_bytes(*count) as usize).checked_mul(6) {
            return Err(FRAME.wrong("sizes"));
        }
        let word = |b: &[u8]| {
            let cluster = Cluster { fine: b[4], coarse: b[5] };
            (u32::from_le_bytes([b[0], b[1], b[2], b[3]]), cluster)
        };
        Ok(Clusters::new(words.chunks_exact(6).map(word)))
    }

    /// The embedded clusters of English words.
    pub fn english() -> &'static Clusters {
        static ENGLISH: LazyLock<Clusters> = LazyLock::new(|| {
            // The embedded file is part of the program; a test reads it, so that failure here means a broken build.
            Clusters::from_bytes(include_bytes!("../models/clusters.en.bin"))
                .unwrap_or_else(|e| panic!("embedded clusters: {e}"))
        });
        &ENGLISH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_are_found_again_and_unknown_words_have_none() {
        let cluster = |n: u8| Cluster { fine: n, coarse: n / 2 + 1 };
        let words: Vec<(u32, Cluster)> = (1..200u8).map(|n| (u32::from(n) * 64, cluster(n))).collect();
        let clusters = Clusters::new(words.into_iter());
        assert_eq!(clusters.of(64 * 7), cluster(7));
        assert_eq!(clusters.of(5), UNKNOWN);
        let bytes = clusters.to_bytes();
        assert_eq!(Clusters::from_bytes(&bytes).map(|c| c.to_bytes()), Ok(bytes.clone()));
        assert!(Clusters::from_bytes(&bytes[..bytes.len() - 1]).is_err());
    }

    #[test]
    fn words_of_one_use_share_a_cluster() {
        let of = |word: &str| Clusters::english().of_letters(&word.chars().collect::<Vec<_>>());
        assert_ne!(of("said"), UNKNOWN);
        assert_eq!(of("monday").coarse, of("tuesday").coarse);
        assert_ne!(of("monday").coarse, of("said").coarse);
    }
}
