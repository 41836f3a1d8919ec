//! The keys of a report's passages: MinHash (Broder 1997, <https://doi.org/10.1109/SEQUEN.1997.666900>), taken in windows.
//!
//! Model: a shingle is [`SHINGLE`] folded words in a row, a key the least hash among the shingles of a window of [`WINDOW`] places. Two
//! windows with the same shingles have the same key, and two that share a part of them share it with that likelihood (Broder). Windows slide
//! over the whole text by one place, and neighbours mostly have the same key, so a text of n words has about 2n / (`WINDOW` + 1) of them, and
//! any two texts that share `WINDOW` + `SHINGLE` - 1 words in a row share a key for certain (winnowing: Schleimer, Wilkerson and Aiken
//! 2003, <https://doi.org/10.1145/872757.872770>).
//!
//! DIFFERENCE: bands of locality-sensitive hashing have several rows and belong to whole documents, or here to whole paragraphs. A band of
//! one row over shingles this wide is as choosy, and windows find a sentence that stands in two longer paragraphs, and paragraphs
//! that were cut elsewhere, where the likeness of the whole is too small for any band.

use super::cut::{passages, span};
use super::words::shingles;
use recount_model::{Report, Span};

/// Changes whenever the same text would get other keys, so that keys kept on disk are known for old ones. Folding is part of it.
pub const KEYS_VERSION: u32 = 1;

/// Words in a row that make one shingle.
const SHINGLE: usize = 6;
/// Places of shingles that one window covers.
const WINDOW: usize = 16;
/// Two reports that share so many words in a row share a key.
pub const SURE_WORDS: usize = SHINGLE + WINDOW - 1;

/// A passage with the keys it is looked up by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// Where the passage stands.
    pub span: Span,
    /// How many words it has.
    pub words: usize,
    /// Its keys, ascending, each once: about one for nine words. May be empty, where the windows of its neighbours cover it.
    pub keys: Vec<u64>,
}

/// The passages of a report with their keys, in text order: the same on every run and platform for one [`KEYS_VERSION`].
pub fn fingerprint(report: &Report) -> Vec<Fingerprint> {
    let (words, passages) = passages(report);
    let hashes: Vec<u64> = shingles(&words, SHINGLE).collect();
    let mut least = least_of_windows(&hashes).into_iter().peekable();
    passages
        .into_iter()
        .map(|passage| {
            let mut keys = Vec::new();
            while let Some(at) = least.next_if(|&at| at < passage.end) {
                keys.push(hashes[at]);
            }
            keys.sort_unstable();
            keys.dedup();
            Fingerprint { span: span(&words[passage.clone()]), words: passage.len(), keys }
        })
        .collect()
}

/// Where the least hash of each window stands, ascending, each place once; of equal ones the last, as winnowing has it. Each place enters
/// and leaves a queue once, so this takes one pass.
fn least_of_windows(hashes: &[u64]) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    // Places whose hash is less than all that came after them; the front is the least of the window.
    let mut queue = std::collections::VecDeque::new();
    let first_full = WINDOW.min(hashes.len());
    for (at, &hash) in hashes.iter().enumerate() {
        while queue.back().is_some_and(|&before: &usize| hashes[before] >= hash) {
            queue.pop_back();
        }
        queue.push_back(at);
        while queue.front().is_some_and(|&before| before + WINDOW <= at) {
            queue.pop_front();
        }
        if let Some(&least) = queue.front().filter(|_| at + 1 >= first_full)
            && out.last() != Some(&least)
        {
            out.push(least);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_queue_finds_what_looking_at_every_window_finds(hashes in prop::collection::vec(0_u64..40, 0..90)) {
            let window = WINDOW.min(hashes.len()).max(1);
            let slow = hashes.windows(window).enumerate().map(|(from, w)| {
                let least = w.iter().min().copied().unwrap_or_default();
                from + w.iter().rposition(|&h| h == least).unwrap_or_default()
            });
            let mut slow: Vec<usize> = slow.collect();
            slow.dedup();
            prop_assert_eq!(least_of_windows(&hashes), slow);
        }

        #[test]
        fn so_many_equal_words_give_a_common_key(before in 0_usize..60, after in 0_usize..60, seed in 0_u32..1000) {
            let word = |of: &str, n: usize| format!("{of}{seed}x{n} ");
            let run: String = (0..SURE_WORDS).map(|n| word("run", n)).collect();
            let text = |of: &str| {
                let own = |part: &str, n: usize| (0..n).map(|n| word(&format!("{of}{part}"), n)).collect::<String>();
                format!("{}{run}{}", own("before", before + 16), own("after", after))
            };
            let keys = |text: String| fingerprint(&Report::of_text("a", text)).into_iter().flat_map(|f| f.keys).collect::<Vec<_>>();
            let (a, b) = (keys(text("a")), keys(text("b")));
            prop_assert!(a.iter().any(|k| b.contains(k)));
        }
    }

    #[test]
    fn keys_stay_what_they_are_on_every_machine() {
        let text = "A fire at the Harrow chemical works killed at least twelve workers on Friday night, the harbour office said.";
        let found = fingerprint(&Report::of_text("a.txt", text));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].keys, [394_303_259_182_485_221]);
    }
}
