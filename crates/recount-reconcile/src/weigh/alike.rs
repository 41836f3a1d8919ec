//! Which sayings of a question give the same number: looked up instead of compared pair by pair, so that a long list of figures
//! costs no more than its length.

use super::saying::Saying;
use crate::agreement;
use recount_model::Interval;
use std::collections::BTreeMap;

/// What two figures share when they print the same number, or are the same vague word or range.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(u64),
    Bounds(Option<u64>, Option<u64>, bool),
}

fn key(interval: &Interval) -> Key {
    match agreement::printed(interval) {
        Some(number) => Key::Number(number),
        None => Key::Bounds(interval.low, interval.high, interval.vague.is_some()),
    }
}

/// Sayings by their number.
#[derive(Debug, Default)]
pub(super) struct Alike(BTreeMap<Key, Vec<usize>>);

impl Alike {
    /// Indexes those sayings, by their places, that `wanted` lets through.
    pub fn of(sayings: &[Saying], wanted: impl Fn(usize, &Saying) -> bool) -> Self {
        let mut by_key: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for (i, saying) in sayings.iter().enumerate().filter(|(i, s)| wanted(*i, s)) {
            by_key.entry(key(saying.interval)).or_default().push(i);
        }
        Alike(by_key)
    }

    /// The places of the sayings with the same number, in order.
    pub fn with(&self, interval: &Interval) -> &[usize] {
        self.0.get(&key(interval)).map_or(&[], Vec::as_slice)
    }
}
