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
//! (the likelihood gained, with the price that the Bayesian information criterion puts on each rate more). Without a gain there is no facet.

use super::votes::Votes;
use rayon::prelude::*;
use recount_model::{Table, ValueKind};
use std::collections::BTreeMap;

const DELIMITERS: &[char] = &['|', '\t', ';', '#', '/', ':', '_', ',', '-', ' '];
const MOST_FACETS: usize = 64;

/// The facet of each item (as the votes number them), what the facets are made by, and how many there are.
pub(super) struct Facets {
    pub of_item: Vec<u32>,
    pub by: String,
    pub count: usize,
}

/// Finds the facets by which the speakers' agreement with the beliefs differs most; `None` if by none.
pub(super) fn facets(table: &Table, votes: &Votes, beliefs: &[f64]) -> Option<Facets> {
    let names: Vec<&str> = votes.items.iter().map(|&item| table.items.name(item)).collect();
    let mut proposals: Vec<(String, Vec<u32>, usize)> = Vec::new();
    for &delimiter in DELIMITERS {
        let Some(fields) = names.first().map(|n| n.matches(delimiter).count() + 1).filter(|&f| f > 1) else {
            continue;
        };
        if !names.par_iter().all(|name| name.matches(delimiter).count() + 1 == fields) {
            continue;
        }
        for field in 0..fields {
            if let Some((of_item, count)) =
                few(names.iter().map(|n| n.split(delimiter).nth(field).unwrap_or("")))
            {
                proposals.push((
                    format!("field {} of the item's name, cut at '{delimiter}'", field + 1),
                    of_item,
                    count,
                ));
            }
        }
    }
    let kind = |kind: &ValueKind| match kind {
        ValueKind::Number => "n",
        ValueKind::Category => "c",
    };
    if let Some((of_item, count)) = few(votes.kinds.iter().map(kind)) {
        proposals.push(("the kind of value".to_string(), of_item, count));
    }
    let mut item_of = vec![0u32; votes.candidates()];
    for item in 0..votes.items() {
        item_of[votes.candidates_of(item)].fill(item as u32);
    }
    let gained: Vec<f64> =
        proposals.iter().map(|(_, of_item, count)| gain(votes, beliefs, &item_of, of_item, *count)).collect();
    let best = (0..proposals.len()).max_by(|&a, &b| gained[a].total_cmp(&gained[b]).then(b.cmp(&a)))?;
    if gained[best] <= 0.0 {
        return None;
    }
    let (by, of_item, count) = proposals.swap_remove(best);
    Some(Facets { of_item, by, count })
}

/// Numbers words in their order, if there are at least two and few of them.
fn few<'a>(words: impl Iterator<Item = &'a str> + Clone) -> Option<(Vec<u32>, usize)> {
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    for word in words.clone() {
        if !numbers.contains_key(word) {
            if numbers.len() == MOST_FACETS {
                return None;
            }
            numbers.insert(word, 0);
        }
    }
    if numbers.len() < 2 {
        return None;
    }
    for (place, number) in numbers.values_mut().enumerate() {
        *number = place as u32;
    }
    Some((words.map(|word| numbers[word]).collect(), numbers.len()))
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
