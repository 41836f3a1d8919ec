//! What a look-up by keys found, held against the text: for one report and the candidates that a store names, and for all reports of a
//! list by an index in memory that holds few passages under each key.

use super::compare::{Demand, NearCopy, Shingled, near_copy};
use recount_model::{Report, Span};
use std::collections::HashMap;

/// A passage that shares a key with one of the report asked about.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'r> {
    /// The passage of the report asked about.
    pub own: Span,
    /// The other report.
    pub report: &'r Report,
    /// Its passage.
    pub span: Span,
}

/// Those of the candidates that are copies, by their places in the list and in its order; `a` is the report asked about. A look-up may stop
/// after some passages of one key, the earliest first: a passage has other keys, and a key of very many is that of a stock phrase.
pub fn verified(report: &Report, candidates: &[Candidate<'_>]) -> Vec<(usize, NearCopy)> {
    let mut own: HashMap<Span, Shingled> = HashMap::new();
    let copy = |(at, candidate): (usize, &Candidate<'_>)| {
        let a = own.entry(candidate.own).or_insert_with(|| Shingled::of(&report.text, candidate.own));
        let b = Shingled::of(&candidate.report.text, candidate.span);
        near_copy(a, &b, Demand::ALONE).map(|copy| (at, copy))
    };
    candidates.iter().enumerate().filter_map(copy).collect()
}

/// First passages kept under one key, and last ones: the first show where a copied text begins, the last follow one that changes from
/// copy to copy, and what lies between is reached through either.
const KEPT_FIRST: usize = 4;
const KEPT_LAST: usize = 4;
/// So many common keys show a copy, as good as certainly.
const MANY: usize = 4;

/// Passages by their keys, so few under each that a stock phrase of every report costs no more than another.
#[derive(Default)]
pub(super) struct Index {
    holders: HashMap<u64, Holders>,
    lists: Vec<Vec<u32>>,
}

/// The passages under one key: the only one, as nearly all keys have it, or the place of a list.
enum Holders {
    One(u32),
    More(u32),
}

impl Index {
    /// Those `most` passages that share most of these keys, by age. Where one shares many, those that share a single one are left out: that is
    /// what a stock phrase gives.
    pub fn sharing(&self, keys: &[u64], most: usize) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        for holders in keys.iter().filter_map(|key| self.holders.get(key)) {
            match holders {
                Holders::One(one) => found.push(*one),
                Holders::More(list) => found.extend(&self.lists[*list as usize]),
            }
        }
        found.sort_unstable();
        let mut shared: Vec<(usize, u32)> = Vec::new();
        for passage in found {
            match shared.last_mut() {
                Some((count, last)) if *last == passage => *count += 1,
                _ => shared.push((1, passage)),
            }
        }
        shared.sort_by_key(|&(count, passage)| (std::cmp::Reverse(count), passage));
        let many = shared.first().is_some_and(|(count, _)| *count >= MANY);
        shared.retain(|(count, _)| *count > usize::from(many));
        let mut passages: Vec<u32> = shared.into_iter().take(most).map(|(_, passage)| passage).collect();
        passages.sort_unstable();
        passages
    }

    /// Keeps a passage under its keys. Passages come oldest first.
    pub fn keep(&mut self, passage: u32, keys: &[u64]) {
        for &key in keys {
            let holders = self.holders.entry(key).or_insert(Holders::One(passage));
            match holders {
                Holders::One(one) if *one == passage => {}
                Holders::One(one) => {
                    self.lists.push(vec![*one, passage]);
                    *holders = Holders::More(self.lists.len() as u32 - 1);
                }
                Holders::More(list) => {
                    let more = &mut self.lists[*list as usize];
                    if more.len() == KEPT_FIRST + KEPT_LAST {
                        more.remove(KEPT_FIRST);
                    }
                    more.push(passage);
                }
            }
        }
    }
}
