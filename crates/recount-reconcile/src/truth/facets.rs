//! Facets: kinds of items in which a source may be good or bad on its own account.
//!
//! A source that has departures right may have gates wrong. Where the names of items tell their kind, each source is trusted for each kind
//! apart. A facet is found in the names alone: all items have the same number of fields under one delimiter, and one of those fields
//! has few distinct values (`UA-233|2012-01-03|gate`: the third); else the kind of value, number or category, is the facet. Of the
//! fields that would do, that one is taken by which the agreement of sources with the vote differs most:
//!
//! ```text
//! gain = Σ_{s, facet} n · KL(agreement of s in the facet ‖ agreement of s) − ½ ln(claims) · (speakers more)
//! ```
//!
//! (the likelihood gained, with the price that the Bayesian information criterion puts on each rate more). Without a gain there is no facet,
//! nor under a delimiter that cuts names into more than 16 fields, nor where there were many more rates to learn than claims to learn
//! them from.

use super::votes::Votes;
use rayon::prelude::*;
use recount_model::{Table, ValueKind};
use std::collections::BTreeMap;

const DELIMITERS: &[char] = &['|', '\t', ';', '#', '/', ':', '_', ',', '-', ' '];
const MOST_FACETS: usize = 64;
/// A delimiter that cuts names into more fields than this is part of running text.
const MOST_FIELDS: usize = 16;
/// Sources times facets are at most this many times the claims, which also bounds whatever is kept of each source in each facet.
const MOST_RATES_A_CLAIM: usize = 4;

/// The facet of each item (as the votes number them), what the facets are made by, and how many there are.
pub(super) struct Facets {
    pub of_item: Vec<u32>,
    pub by: String,
    pub count: usize,
}

/// Finds the facets by which the speakers' agreement with the beliefs differs most; `None` if by none.
pub(super) fn facets(table: &Table, votes: &Votes, beliefs: &[f64]) -> Option<Facets> {
    let names: Vec<&str> = votes.items.iter().map(|&item| table.items.name(item)).collect();
    let item_of = votes.item_of_candidates();
    // Of the proposals only the best so far is kept; of equal ones the first.
    let mut best: Option<(f64, Facets)> = None;
    let mut propose = |by: String, column: Column| {
        let Some((of_item, count)) = column.numbered() else { return };
        if votes.speaker_count() * count > MOST_RATES_A_CLAIM * votes.claims() {
            return;
        }
        let gained = gain(votes, beliefs, &item_of, &of_item, count);
        if gained > best.as_ref().map_or(0.0, |(most, _)| *most) {
            best = Some((gained, Facets { of_item, by, count }));
        }
    };
    for &delimiter in DELIMITERS {
        for (field, column) in columns(&names, delimiter).into_iter().enumerate() {
            propose(format!("field {} of the item's name, cut at '{delimiter}'", field + 1), column);
        }
    }
    let mut kinds = Column::default();
    for kind in &votes.kinds {
        kinds.push(match kind {
            ValueKind::Number => "n",
            ValueKind::Category => "c",
        });
    }
    propose("the kind of value".to_string(), kinds);
    best.map(|(_, facets)| facets)
}

/// The fields of all names under a delimiter; none if names differ in how many they have, or have one or too many.
fn columns<'a>(names: &[&'a str], delimiter: char) -> Vec<Column<'a>> {
    let fields = |name: &str| name.matches(delimiter).take(MOST_FIELDS).count() + 1;
    let Some(count) = names.first().map(|name| fields(name)) else { return Vec::new() };
    if !(2..=MOST_FIELDS).contains(&count) || !names.par_iter().all(|name| fields(name) == count) {
        return Vec::new();
    }
    let mut columns: Vec<Column> = (0..count).map(|_| Column::default()).collect();
    for name in names {
        for (column, word) in columns.iter_mut().zip(name.split(delimiter)) {
            column.push(word);
        }
    }
    columns
}

/// One word of each item, as long as the distinct words are few: a byte for each item.
#[derive(Default)]
struct Column<'a> {
    /// The distinct words, numbered as they were met.
    words: BTreeMap<&'a str, u8>,
    of_item: Vec<u8>,
    many: bool,
}

impl<'a> Column<'a> {
    fn push(&mut self, word: &'a str) {
        if self.many {
            return;
        }
        let number = match self.words.get(word) {
            Some(&number) => number,
            None if self.words.len() == MOST_FACETS => {
                *self = Column { many: true, ..Column::default() };
                return;
            }
            None => {
                let number = self.words.len() as u8;
                self.words.insert(word, number);
                number
            }
        };
        self.of_item.push(number);
    }

    /// The words numbered in their order, if there are at least two and few of them; and how many there are.
    fn numbered(self) -> Option<(Vec<u32>, usize)> {
        if self.many || self.words.len() < 2 {
            return None;
        }
        let mut order = [0u32; MOST_FACETS];
        for (place, &met) in self.words.values().enumerate() {
            order[met as usize] = place as u32;
        }
        Some((self.of_item.into_iter().map(|met| order[met as usize]).collect(), self.words.len()))
    }
}

fn gain(votes: &Votes, beliefs: &[f64], item_of: &[u32], of_item: &[u32], facets: usize) -> f64 {
    let price = 0.5 * (votes.claims().max(1) as f64).ln();
    let entropy = |(right, all): (f64, f64)| {
        let p = (right + 0.5) / (all + 1.0);
        -right * p.ln() - (all - right) * (1.0 - p).ln()
    };
    let of_each = votes.per_speaker(|_, claims| {
        let mut counts = vec![(0.0, 0.0); facets];
        for &claim in claims {
            let c = votes.claim_candidates[claim as usize] as usize;
            let count = &mut counts[of_item[item_of[c] as usize] as usize];
            count.0 += beliefs[c];
            count.1 += 1.0;
        }
        let whole = counts.iter().fold((0.0, 0.0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
        let met = counts.iter().filter(|count| count.1 > 0.0).count().max(1);
        let apart: f64 = counts.iter().map(|&count| entropy(count)).sum();
        entropy(whole) - apart - price * (met - 1) as f64
    });
    of_each.into_iter().sum()
}

impl Votes {
    /// Makes each source in each facet a speaker of its own.
    pub(super) fn split(&mut self, facets: &Facets) {
        self.facets.clone_from(&facets.of_item);
        let count = facets.count;
        let mut met = vec![u32::MAX; self.speaker_count() * count];
        let facet_of_claims = |votes: &Votes, mut on: Box<dyn FnMut(usize, usize) + '_>| {
            for item in 0..votes.items() {
                for claim in votes.claims_on(item) {
                    on(claim, facets.of_item[item] as usize);
                }
            }
        };
        facet_of_claims(
            self,
            Box::new(|claim, facet| met[self.speakers[claim] as usize * count + facet] = 0),
        );
        let mut sources = Vec::new();
        for (place, number) in met.iter_mut().enumerate() {
            if *number == 0 {
                *number = sources.len() as u32;
                sources.push(self.speaker_sources[place / count]);
            }
        }
        // A source that says nothing that counts stays, as a speaker without a claim.
        let mut speakers = vec![0u32; self.claims()];
        facet_of_claims(
            self,
            Box::new(|claim, facet| speakers[claim] = met[self.speakers[claim] as usize * count + facet]),
        );
        self.speakers = speakers;
        self.speaker_sources = sources;
        self.index_speakers();
    }
}
