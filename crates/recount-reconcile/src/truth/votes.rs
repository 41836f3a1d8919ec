//! A table grouped for the methods: items, the distinct values claimed of each, the speakers of each value.
//!
//! Methods read no strings and no rows. They see numbered items; of each item its *candidates*, the distinct values that somebody
//! claims of it; of each candidate the *claims* for it, one a speaker. A *speaker* is a source, or a source within one facet of the items
//! ([`super::facets`]): whoever is trusted as one. Everything is numbered in the order of names, never of rows, so that no sum
//! depends on the order of the file. The grouping costs a few sorts of small runs and memory of some 20 bytes a claim.
//!
//! What one source says twice of one item counts once; of different values, those of its latest day stand, and without days all do.

use super::forms::classes;
use super::lists::{Elements, elements};
use rayon::prelude::*;
use recount_model::{Names, Table, ValueKind};
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

/// A table grouped by item, candidate and speaker. Ranges are half-open.
#[derive(Debug, Clone, Default)]
pub struct Votes {
    /// The item of the table that each item here is, in order of names.
    pub items: Vec<u32>,
    /// The kind of each item.
    pub kinds: Vec<ValueKind>,
    /// Item `i` has the candidates `item_starts[i]..item_starts[i + 1]`.
    pub item_starts: Vec<u32>,
    /// The value of the table that each candidate is; of equal numbers the shortest spelling.
    pub candidate_values: Vec<u32>,
    /// The number that each candidate is; NaN in items of categories.
    pub candidate_numbers: Vec<f64>,
    /// Candidate `c` has the claims `candidate_starts[c]..candidate_starts[c + 1]`.
    pub candidate_starts: Vec<u32>,
    /// The speaker of each claim, ascending within a candidate.
    pub speakers: Vec<u32>,
    /// The row of the table that each claim is; of equal claims the first.
    pub rows: Vec<u32>,
    /// How much of each claim is the speaker's own word, from 0 to 1, the rest being copied. Empty: all of every claim.
    pub shares: Vec<f64>,
    /// Speaker `s` makes the claims `by_speaker[speaker_starts[s]..speaker_starts[s + 1]]`.
    pub speaker_starts: Vec<u32>,
    /// Claims in order of speakers, ascending within one.
    pub by_speaker: Vec<u32>,
    /// The candidate of each claim.
    pub claim_candidates: Vec<u32>,
    /// The source of the table that each speaker is.
    pub speaker_sources: Vec<u32>,
    /// The facet of each item; empty where there is one for all.
    pub facets: Vec<u32>,
    /// The class of each source of the table, by the form of its name.
    pub classes: Vec<u32>,
    /// What the values are made of, where they are lists.
    pub elements: Option<Arc<Elements>>,
    /// Rows that say of an item of numbers what is no number; they are left out.
    pub without_number: usize,
    /// Rows that say again what the same source said of the item, or what it said otherwise on a later day; left out.
    pub superseded: usize,
}

impl Votes {
    /// Groups a table; every source is one speaker.
    pub fn new(table: &Table) -> Votes {
        let source_rank = ranks(&table.sources);
        let item_rank = ranks(&table.items);
        let value_rank = ranks(&table.values);
        let mut items = vec![0u32; table.items.len()];
        for (item, &rank) in item_rank.iter().enumerate() {
            items[rank as usize] = item as u32;
        }
        let mut votes = Votes {
            kinds: items
                .iter()
                .map(|&i| table.kinds.get(i as usize).copied().unwrap_or(ValueKind::Category))
                .collect(),
            items,
            ..Votes::default()
        };
        votes.speaker_sources = vec![0; table.sources.len()];
        for (source, &rank) in source_rank.iter().enumerate() {
            votes.speaker_sources[rank as usize] = source as u32;
        }
        let number =
            |row: u32| table.numbers.get(table.value[row as usize] as usize).copied().unwrap_or(f64::NAN);
        let counts = |row: u32| {
            let item = item_rank[table.item[row as usize] as usize] as usize;
            votes.kinds[item] == ValueKind::Category || number(row).is_finite()
        };
        let (starts, mut rows) = runs(table.items.len(), table.len(), |row| {
            counts(row as u32).then(|| item_rank[table.item[row] as usize])
        });
        votes.without_number = table.len() - rows.len();

        let order = |numeric: bool, a: u32, b: u32| {
            let (va, vb) = (table.value[a as usize] as usize, table.value[b as usize] as usize);
            let of_value = match va == vb {
                true => Ordering::Equal,
                // Adding zero makes -0 and 0 one.
                false if numeric => (number(a) + 0.0).total_cmp(&(number(b) + 0.0)),
                false => value_rank[va].cmp(&value_rank[vb]),
            };
            let source = |row: u32| source_rank[table.source[row as usize] as usize];
            of_value.then_with(|| source(a).cmp(&source(b))).then(a.cmp(&b))
        };
        let kept = {
            let kinds = &votes.kinds;
            let mut slices = Vec::with_capacity(kinds.len());
            let mut rest = rows.as_mut_slice();
            for window in starts.windows(2) {
                let (run, after) = rest.split_at_mut((window[1] - window[0]) as usize);
                slices.push(run);
                rest = after;
            }
            let latest = |run: &mut [u32]| match table.day.is_empty() {
                true => run.len(),
                false => keep_latest(run, table),
            };
            slices
                .into_par_iter()
                .zip(kinds.par_iter())
                .with_min_len(256)
                .map(|(run, kind)| {
                    let kept = latest(run);
                    run[..kept].sort_unstable_by(|&a, &b| order(*kind == ValueKind::Number, a, b));
                    kept as u32
                })
                .collect::<Vec<u32>>()
        };

        votes.speakers.reserve_exact(rows.len());
        votes.rows.reserve_exact(rows.len());
        votes.claim_candidates.reserve_exact(rows.len());
        votes.item_starts.push(0);
        for item in 0..votes.items.len() {
            let numeric = votes.kinds[item] == ValueKind::Number;
            let run = &rows[starts[item] as usize..][..kept[item] as usize];
            let mut before: Option<u32> = None;
            for &row in run {
                let value = table.value[row as usize];
                let new = match before {
                    None => true,
                    Some(last) if table.value[last as usize] == value => false,
                    Some(last) => !numeric || number(last) != number(row),
                };
                let speaker = source_rank[table.source[row as usize] as usize];
                if new {
                    votes.candidate_starts.push(votes.speakers.len() as u32);
                    votes.candidate_values.push(value);
                    votes.candidate_numbers.push(if numeric { number(row) } else { f64::NAN });
                } else {
                    let spelling = votes.candidate_values.last_mut().expect("a candidate was begun");
                    let name = |value: u32| table.values.name(value);
                    if value != *spelling {
                        let shorter = name(value).len().cmp(&name(*spelling).len());
                        if shorter
                            .then(value_rank[value as usize].cmp(&value_rank[*spelling as usize]))
                            .is_lt()
                        {
                            *spelling = value;
                        }
                    }
                    // Rows are in order of speakers within a value, so one that says it again stands just before.
                    if votes.speakers.last() == Some(&speaker) {
                        before = Some(row);
                        continue;
                    }
                }
                votes.claim_candidates.push(votes.candidate_values.len() as u32 - 1);
                votes.speakers.push(speaker);
                votes.rows.push(row);
                before = Some(row);
            }
            votes.item_starts.push(votes.candidate_values.len() as u32);
        }
        votes.candidate_starts.push(votes.speakers.len() as u32);
        votes.superseded = rows.len() - votes.speakers.len();
        votes.index_speakers();
        votes.classes = classes(&table.sources);
        votes.elements = elements(table, &votes);
        votes
    }

    /// Lists claims by speaker anew, after `speakers` or `speaker_sources` changed.
    pub(super) fn index_speakers(&mut self) {
        let (starts, claims) =
            runs(self.speaker_sources.len(), self.speakers.len(), |claim| Some(self.speakers[claim]));
        self.speaker_starts = starts;
        self.by_speaker = claims;
    }

    /// How many items there are.
    pub fn items(&self) -> usize {
        self.items.len()
    }

    /// How many candidates there are, of all items.
    pub fn candidates(&self) -> usize {
        self.candidate_values.len()
    }

    /// How many claims there are.
    pub fn claims(&self) -> usize {
        self.speakers.len()
    }

    /// How many speakers there are.
    pub fn speaker_count(&self) -> usize {
        self.speaker_sources.len()
    }

    /// The candidates of an item.
    pub fn candidates_of(&self, item: usize) -> Range<usize> {
        self.item_starts[item] as usize..self.item_starts[item + 1] as usize
    }

    /// The item of every candidate.
    pub fn item_of_candidates(&self) -> Vec<u32> {
        let mut item_of = vec![0u32; self.candidates()];
        for item in 0..self.items() {
            item_of[self.candidates_of(item)].fill(item as u32);
        }
        item_of
    }

    /// The claims for a candidate.
    pub fn claims_of(&self, candidate: usize) -> Range<usize> {
        self.candidate_starts[candidate] as usize..self.candidate_starts[candidate + 1] as usize
    }

    /// The claims for any candidate of an item.
    pub fn claims_on(&self, item: usize) -> Range<usize> {
        let candidates = self.candidates_of(item);
        self.candidate_starts[candidates.start] as usize..self.candidate_starts[candidates.end] as usize
    }

    /// The claims a speaker makes.
    pub fn claims_by(&self, speaker: usize) -> &[u32] {
        &self.by_speaker[self.speaker_starts[speaker] as usize..self.speaker_starts[speaker + 1] as usize]
    }

    /// How much of a claim is the speaker's own word.
    pub fn share(&self, claim: usize) -> f64 {
        if self.shares.is_empty() { 1.0 } else { self.shares[claim] }
    }

    /// The sum of a weight over the claims for a candidate, each by its share.
    pub fn support(&self, candidate: usize, weight: impl Fn(usize) -> f64) -> f64 {
        self.claims_of(candidate).map(|claim| self.share(claim) * weight(self.speakers[claim] as usize)).sum()
    }

    /// For each speaker, computed in parallel, a value made of the claims it makes.
    pub fn per_speaker<T: Send>(&self, make: impl Fn(usize, &[u32]) -> T + Sync) -> Vec<T> {
        (0..self.speaker_count())
            .into_par_iter()
            .map(|speaker| make(speaker, self.claims_by(speaker)))
            .collect()
    }

    /// For each candidate, a number that `fill` makes for all candidates of an item at once; items in parallel.
    pub fn per_item(&self, fill: impl Fn(usize, &mut [f64]) + Sync) -> Vec<f64> {
        let mut out = vec![0.0; self.candidates()];
        self.refill(&mut out, fill);
        out
    }

    /// As [`Votes::per_item`], into numbers that are already there.
    pub fn refill(&self, out: &mut [f64], fill: impl Fn(usize, &mut [f64]) + Sync) {
        self.refill_between(0..self.items(), out, &fill);
    }

    /// Halves the items until a part is small, so that each thread has a run of items and of their numbers.
    fn refill_between(
        &self,
        items: Range<usize>,
        out: &mut [f64],
        fill: &(impl Fn(usize, &mut [f64]) + Sync),
    ) {
        if items.len() <= 512 {
            let mut rest = out;
            for item in items {
                let (own, after) = rest.split_at_mut(self.candidates_of(item).len());
                fill(item, own);
                rest = after;
            }
            return;
        }
        let middle = items.start + items.len() / 2;
        let (left, right) =
            out.split_at_mut((self.item_starts[middle] - self.item_starts[items.start]) as usize);
        rayon::join(
            || self.refill_between(items.start..middle, left, fill),
            || self.refill_between(middle..items.end, right, fill),
        );
    }
}

/// The place of each string in the order of strings.
fn ranks(names: &Names) -> Vec<u32> {
    let all: Vec<&str> = names.iter().collect();
    let mut order: Vec<u32> = (0..all.len() as u32).collect();
    order.par_sort_unstable_by_key(|&number| all[number as usize]);
    let mut ranks = vec![0; order.len()];
    for (rank, &number) in order.iter().enumerate() {
        ranks[number as usize] = rank as u32;
    }
    ranks
}

/// Sorts `0..length` into runs by key, keeping their order: where each run starts, and all runs after each other.
fn runs(keys: usize, length: usize, key: impl Fn(usize) -> Option<u32>) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0u32; keys + 1];
    for i in 0..length {
        if let Some(k) = key(i) {
            starts[k as usize + 1] += 1;
        }
    }
    for k in 0..keys {
        starts[k + 1] += starts[k];
    }
    let mut next = starts.clone();
    let mut out = vec![0u32; starts[keys] as usize];
    for i in 0..length {
        if let Some(k) = key(i) {
            out[next[k as usize] as usize] = i as u32;
            next[k as usize] += 1;
        }
    }
    (starts, out)
}

/// Moves the rows of one item that no later row of the same source supersedes to the front: how many they are.
fn keep_latest(run: &mut [u32], table: &Table) -> usize {
    let day = |row: u32| match table.day.get(row as usize) {
        Some(day) if !day.is_nan() => *day,
        _ => f64::NEG_INFINITY,
    };
    run.sort_unstable_by(|&a, &b| {
        let source = |row: u32| table.source[row as usize];
        source(a).cmp(&source(b)).then(day(b).total_cmp(&day(a))).then(a.cmp(&b))
    });
    let mut kept = 0;
    let mut newest = 0;
    for i in 0..run.len() {
        let row = run[i];
        if i == 0 || table.source[row as usize] != table.source[run[newest] as usize] {
            newest = kept;
        } else if day(row) < day(run[newest]) {
            continue;
        }
        run[kept] = row;
        kept += 1;
    }
    kept
}
