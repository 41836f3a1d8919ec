//! Which reports tell of the same incident: pairs that share rare words, the evidence of each pair, clusters.

use super::background::Background;
use super::blocking::{self, Reach};
use super::collection::{Collection, View, shared};
use super::linkage::{self, Clusters};
use super::stumps::Stumps;
use super::telling::Telling;
use std::collections::BTreeSet;

/// The evidence of a pair of reports, in this order. All but the last two are cosines from 0 to 1.
pub const EVIDENCE: [&str; 8] = [
    "words in common",
    "names in common",
    "full names in common",
    "numbers in common",
    "title in common",
    "beginning in common",
    // Days between the days of publication; -1 where one is not known.
    "days apart",
    // Sum of the rarities of full names that few reports hold.
    "rare full names in common",
];

/// With how many of those that follow one report is compared. Those that share its rarest words come first.
const REACH: Reach = Reach { in_list: 48, in_all: 160 };
/// Words and full names of a report by which others are found.
const KEY_WORDS: usize = 24;
const KEY_NAMES: usize = 12;
/// Cosine of all words below which a pair is left out.
const LEAST_ALIKE: f32 = 0.05;
/// Share of all reports up to which a full name is rare, and the number that is always.
const RARE_SHARE: f32 = 0.01;
const RARE_NUMBER: f32 = 10.0;

/// A pair of reports and its evidence, in the order of [`EVIDENCE`].
#[derive(Debug, Clone, PartialEq)]
pub struct ReportPair {
    /// The first report.
    pub a: usize,
    /// The second.
    pub b: usize,
    /// What speaks for and against it that they tell of the same.
    pub evidence: [f32; EVIDENCE.len()],
}

/// The pairs that are looked at, with their evidence; what a model is trained on.
pub fn report_pairs(tellings: &[Telling], background: &Background) -> Vec<ReportPair> {
    pairs_in(&Collection::of(tellings, background), tellings)
}

pub(super) fn pairs_in(collection: &Collection, tellings: &[Telling]) -> Vec<ReportPair> {
    let keys: Vec<Vec<(bool, u64)>> = (0..tellings.len()).map(|at| keys(collection, at)).collect();
    let pairs = blocking::pairs(&keys, REACH).into_iter();
    pairs
        .filter(|&(a, b)| collection.alike(View::Words, a, b) >= LEAST_ALIKE)
        .map(|(a, b)| ReportPair { a, b, evidence: evidence(collection, tellings, a, b) })
        .collect()
}

/// The heaviest words and full names of a report that another one holds too.
fn keys(collection: &Collection, at: usize) -> Vec<(bool, u64)> {
    let heaviest = |view: View, most: usize| {
        let mut found: Vec<(u64, f32)> = collection.vector(view, at).clone();
        found.retain(|(key, _)| collection.frequency(view, *key) > 1);
        found.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        found.into_iter().take(most).map(|(key, _)| key).collect::<Vec<u64>>()
    };
    let names = heaviest(View::NamePairs, KEY_NAMES).into_iter().map(|key| (true, key));
    names.chain(heaviest(View::Words, KEY_WORDS).into_iter().map(|key| (false, key))).collect()
}

fn evidence(collection: &Collection, tellings: &[Telling], a: usize, b: usize) -> [f32; EVIDENCE.len()] {
    let alike = |view| collection.alike(view, a, b);
    let days = match (tellings[a].day, tellings[b].day) {
        (Some(x), Some(y)) => (x - y).unsigned_abs().min(4000) as f32,
        _ => -1.0,
    };
    [
        alike(View::Words),
        alike(View::Names),
        alike(View::NamePairs),
        alike(View::Numbers),
        alike(View::Title),
        alike(View::Beginning),
        days,
        rare_names(collection, a, b).iter().map(|&key| collection.rarity(View::NamePairs, key)).sum(),
    ]
}

/// The full names of both that few reports hold.
pub(super) fn rare_names(collection: &Collection, a: usize, b: usize) -> BTreeSet<u64> {
    let most = RARE_NUMBER.max(RARE_SHARE * collection.len() as f32) as u32;
    shared(collection.vector(View::NamePairs, a), collection.vector(View::NamePairs, b))
        .map(|(key, ..)| key)
        .filter(|key| collection.frequency(View::NamePairs, *key) <= most)
        .collect()
}

/// Clusters the reports by the likeliness of their pairs. A report is expected to have as many scored pairs as the list of one of its keys gives,
/// though several keys may give more.
pub fn cluster_reports(count: usize, pairs: &[ReportPair], model: &Stumps, threshold: f64) -> Clusters {
    let likely: Vec<(usize, usize, f64)> =
        pairs.iter().map(|p| (p.a, p.b, model.likely(&p.evidence))).collect();
    linkage::cluster(count, &likely, threshold, REACH.in_list)
}
