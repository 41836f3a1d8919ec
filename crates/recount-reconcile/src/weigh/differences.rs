//! Pairs of voices whose figures cannot both be true of one toll, and what explains those that need no decision: they count over
//! other windows, of other days, or parts of totals that grew. What nothing explains is a disagreement.

use super::Ground;
use crate::agreement;
use crate::gather;
use recount_model::{Independence, Measure, Period, Testimony};
use std::collections::BTreeSet;

/// Why two figures differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// Nothing explains it.
    Disagreement,
    /// Each counts over a stretch of time that the other does not give.
    Window,
    /// How many are held changes from day to day: numbers of different days that differ by no more than a tenth, and numbers of
    /// different weeks, may both be true.
    Day,
    /// A part of a total that was counted before a larger one does not contradict a part of that.
    Growth,
}

/// Two testimonies, by their places in the list, and why they differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Difference {
    pub a: usize,
    pub b: usize,
    pub cause: Cause,
}

/// Days after which the number of those held is another state of things.
const HELD_DAYS: i64 = 7;

/// Every pair of independent voices whose figures are not compatible.
pub(crate) fn differences(
    measure: Measure,
    population: &str,
    testimonies: &[Testimony],
    ground: &Ground,
) -> Vec<Difference> {
    let totals: Vec<Option<u64>> = testimonies.iter().map(|t| total_beside(population, t, ground)).collect();
    let windows: Vec<BTreeSet<Period>> = testimonies.iter().map(|t| windows(t, ground)).collect();
    let cause = |i: usize, j: usize| {
        let (a, b) = (&testimonies[i], &testimonies[j]);
        let stated = !windows[i].is_empty() && !windows[j].is_empty();
        if stated && windows[i].is_disjoint(&windows[j]) {
            Cause::Window
        } else if measure == Measure::Detained && of_other_days(a, b) {
            Cause::Day
        } else if grew((a, totals[i]), (b, totals[j])) {
            Cause::Growth
        } else {
            Cause::Disagreement
        }
    };
    let voices: Vec<usize> =
        (0..testimonies.len()).filter(|&i| testimonies[i].independent == Independence::Yes).collect();
    let mut found = Vec::new();
    for (at, &i) in voices.iter().enumerate() {
        for &j in &voices[at + 1..] {
            if !agreement::compatible(&testimonies[i].interval, &testimonies[j].interval) {
                found.push(Difference { a: i, b: j, cause: cause(i, j) });
            }
        }
    }
    found
}

/// The stretches of time a testimony says it counts over.
fn windows(t: &Testimony, ground: &Ground) -> BTreeSet<Period> {
    t.claims.iter().filter_map(|c| ground.claims[c.0].event_period).collect()
}

/// The first stretch of time a testimony says it counts over, as it is printed.
pub(crate) fn window(t: &Testimony, ground: &Ground) -> Option<Period> {
    windows(t, ground).into_iter().next()
}

fn of_other_days(a: &Testimony, b: &Testimony) -> bool {
    let (Some(x), Some(y)) = (a.as_of, b.as_of) else { return false };
    let apart = (x.ordinal() - y.ordinal()).abs();
    x.is_full()
        && y.is_full()
        && apart > 0
        && (apart > HELD_DAYS || agreement::near_number(&a.interval, &b.interval))
}

/// Whether the part and the total beside it grew together from one day to another.
fn grew((a, n): (&Testimony, Option<u64>), (b, m): (&Testimony, Option<u64>)) -> bool {
    let (Some(x), Some(y), Some(n), Some(m)) = (a.interval.single(), b.interval.single(), n, m) else {
        return false;
    };
    let (Some(d), Some(e)) = (a.as_of, b.as_of) else { return false };
    d.is_full()
        && e.is_full()
        && d != e
        && (x < y) == (n < m)
        && (n < m) == (d.ordinal() < e.ordinal())
        && n != m
}

/// The number of all people that a testimony on a part of them gives beside it: in the same mouth and report, and exact.
fn total_beside(population: &str, t: &Testimony, ground: &Ground) -> Option<u64> {
    if gather::is_whole(population) {
        return None;
    }
    t.claims.iter().find_map(|part| {
        let measure = ground.claims[part.0].count()?.measure;
        let (_, _, whole) = ground
            .neighbours(&ground.claims[part.0])
            .filter(|(i, _, o)| o.measure == measure && ground.population(*i) == "people")
            .filter(|(i, _, _)| ground.speaker(*i) == ground.speaker(part.0))
            .max_by_key(|(_, _, o)| o.interval.leading())?;
        whole.interval.single()
    })
}
