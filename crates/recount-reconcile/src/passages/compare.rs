//! Whether two passages are copies, decided on their words: equal rows of words, where they stand in each, and how much of each they are.
//!
//! Shingles of [`SHINGLE`] words are looked up both ways. In each passage the stretch with most equal shingles above unequal ones is taken
//! (the maximum-sum stretch: Kadane, in Bentley 1984, <https://doi.org/10.1145/358234.381162>), so that one sentence that two long
//! paragraphs share is found and shown as what it is. An edit costs the shingles it touches and no more. Both directions are worked out
//! alike, so the answer does not depend on which passage is named first; which of them was first is not said here.

use super::words::{Word, shingles, words_within};
use recount_model::{Report, Span};

/// Words in a row that make one shingle: fewer than two texts on one event come by through their common names and figures.
const SHINGLE: usize = 4;

/// What two passages must have in common to be called copies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Demand {
    /// Fewest different shingles of four words that both have in their equal stretches.
    pub shingles: usize,
    /// Least part of the shorter passage's shingles that stand in the other.
    pub share: f64,
    /// Whether what stands in quotation marks counts too.
    pub quotations: bool,
}

impl Demand {
    /// Nothing else is known of the two: about twenty equal words outside quotation marks, longer than stock phrases are, however small a
    /// part of the passages that is.
    pub const ALONE: Demand = Demand { shingles: 16, share: 0.0, quotations: false };
    /// The two are sentences that answer one question with the same number: most of the shorter one is in the other.
    pub const SAME_FIGURE: Demand = Demand { shingles: 4, share: 0.6, quotations: true };
}

/// Two passages that are copies of each other, and how much so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearCopy {
    /// The copied stretch in the first passage, from the first equal word to the last.
    pub a: Span,
    /// The copied stretch in the second.
    pub b: Span,
    /// Shingles that both passages have among those that either has (Jaccard), 0 to 1.
    pub similarity: f64,
    /// Shingles that both have among those of the passage that has fewer, 0 to 1.
    pub share: f64,
    /// Words of the shorter of the two stretches.
    pub words: usize,
}

/// Whether two passages are copies, on the words alone ([`Demand::ALONE`]).
pub fn compare(a: (&Report, Span), b: (&Report, Span)) -> Option<NearCopy> {
    compare_by(a, b, Demand::ALONE)
}

/// Whether two passages have in common what is demanded.
pub fn compare_by(a: (&Report, Span), b: (&Report, Span), demand: Demand) -> Option<NearCopy> {
    let [a, b] = [a, b].map(|(report, span)| Shingled::of(&report.text, span));
    near_copy(&a, &b, demand)
}

/// A passage as its words and the shingles that begin with each.
pub(super) struct Shingled {
    words: Vec<Word>,
    by_place: Vec<u64>,
    /// Each shingle once, ascending.
    different: Vec<u64>,
}

impl Shingled {
    pub fn of(text: &str, span: Span) -> Self {
        let words = words_within(text, span);
        let by_place: Vec<u64> = shingles(&words, SHINGLE).collect();
        let different = each_once(by_place.iter().copied());
        Shingled { words, by_place, different }
    }

    /// Its shingles, each once, ascending.
    pub fn different(&self) -> &[u64] {
        &self.different
    }

    fn has(&self, shingle: u64) -> bool {
        self.different.binary_search(&shingle).is_ok()
    }

    /// Whether all words of the shingle at a place stand in quotation marks.
    fn is_quoted(&self, place: usize) -> bool {
        self.words[place..place + SHINGLE].iter().all(|w| w.quoted)
    }

    /// The places of the stretch with most shingles of the other above those it lacks.
    fn equal_stretch(&self, other: &Shingled) -> Option<std::ops::Range<usize>> {
        let (mut from, mut sum) = (0, 0_isize);
        let mut best = (0, 0..0);
        for (place, &shingle) in self.by_place.iter().enumerate() {
            if sum <= 0 {
                (from, sum) = (place, 0);
            }
            sum += if other.has(shingle) { 1 } else { -1 };
            if sum > best.0 {
                best = (sum, from..place + 1);
            }
        }
        (best.0 > 0).then_some(best.1)
    }

    /// The shingles of a stretch that count as evidence, each once.
    fn evidence(&self, stretch: &std::ops::Range<usize>, demand: Demand) -> Vec<u64> {
        let counted = stretch.clone().filter(|&place| demand.quotations || !self.is_quoted(place));
        each_once(counted.map(|place| self.by_place[place]))
    }

    /// The words of a stretch of shingles.
    fn words_of(&self, stretch: &std::ops::Range<usize>) -> (Span, usize) {
        let words = &self.words[stretch.start..stretch.end + SHINGLE - 1];
        (super::cut::span(words), words.len())
    }
}

/// Whether two passages have in common what is demanded.
pub(super) fn near_copy(a: &Shingled, b: &Shingled, demand: Demand) -> Option<NearCopy> {
    let common = common(&a.different, &b.different);
    let fewer = a.different.len().min(b.different.len());
    let share = common as f64 / fewer.max(1) as f64;
    if common < demand.shingles || share < demand.share {
        return None;
    }
    let (in_a, in_b) = (a.equal_stretch(b)?, b.equal_stretch(a)?);
    if self::common(&a.evidence(&in_a, demand), &b.evidence(&in_b, demand)) < demand.shingles {
        return None;
    }
    let ((span_a, words_a), (span_b, words_b)) = (a.words_of(&in_a), b.words_of(&in_b));
    let either = a.different.len() + b.different.len() - common;
    Some(NearCopy {
        a: span_a,
        b: span_b,
        similarity: common as f64 / either.max(1) as f64,
        share,
        words: words_a.min(words_b),
    })
}

fn each_once(shingles: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut out: Vec<u64> = shingles.collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// How many numbers two ascending lists share.
fn common(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut found) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        found += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    found
}
