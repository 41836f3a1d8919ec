//! How well a finding stands: the first grade that fits, in the order of the vocabulary.

use super::Ground;
use crate::agreement;
use crate::gather;
use crate::weigh::class::GROUP;
use recount_model::{Grade, Independence, Measure, Testimony};

/// The grade of these testimonies with this best figure.
pub(crate) fn grade(testimonies: &[Testimony], conflict: bool, best: Option<u64>) -> Grade {
    let voices: Vec<&Testimony> = testimonies.iter().filter(|t| t.independent == Independence::Yes).collect();
    if best.is_none() {
        Grade::Unresolved
    } else if conflict {
        Grade::Contested
    } else if corroborated(&voices) {
        Grade::Corroborated
    } else if !voices.is_empty() {
        Grade::SingleVoice
    } else {
        Grade::Unsourced
    }
}

/// Whether two voices support each other; two groups without a name may be the same people and do not.
fn corroborated(voices: &[&Testimony]) -> bool {
    voices.iter().enumerate().any(|(i, a)| {
        voices[i + 1..].iter().any(|b| {
            let named = a.class != GROUP || b.class != GROUP;
            named && agreement::corroborates(&a.interval, &b.interval)
        })
    })
}

/// Days after which the number of those held is another state of things.
const HELD_DAYS: i64 = 7;

/// Pairs of voices whose figures cannot both be true, by their places in the list. How many are held changes from day to day:
/// numbers of different days that differ by no more than a tenth, and numbers of different weeks, may both be true. A part of a
/// total that was counted before a larger one does not contradict a part of that.
pub(crate) fn disagreements(
    measure: Measure,
    population: &str,
    testimonies: &[Testimony],
    ground: &Ground,
) -> Vec<(usize, usize)> {
    let other_time = |a: &Testimony, b: &Testimony| {
        let (Some(x), Some(y)) = (a.as_of, b.as_of) else { return false };
        let apart = (x.ordinal() - y.ordinal()).abs();
        measure == Measure::Detained
            && x.is_full()
            && y.is_full()
            && apart > 0
            && (apart > HELD_DAYS || agreement::near_number(&a.interval, &b.interval))
    };
    let totals: Vec<Option<u64>> = testimonies.iter().map(|t| total_beside(population, t, ground)).collect();
    let grew = |i: usize, j: usize| {
        let (a, b) = (&testimonies[i], &testimonies[j]);
        let (Some(x), Some(y), Some(n), Some(m)) =
            (a.interval.single(), b.interval.single(), totals[i], totals[j])
        else {
            return false;
        };
        let (Some(d), Some(e)) = (a.as_of, b.as_of) else { return false };
        d.is_full()
            && e.is_full()
            && d != e
            && (x < y) == (n < m)
            && (n < m) == (d.ordinal() < e.ordinal())
            && n != m
    };
    let voice = |t: &Testimony| t.independent == Independence::Yes;
    let mut pairs = Vec::new();
    for (i, a) in testimonies.iter().enumerate().filter(|(_, t)| voice(t)) {
        for (j, b) in testimonies.iter().enumerate().skip(i + 1).filter(|(_, t)| voice(t)) {
            if !agreement::compatible(&a.interval, &b.interval) && !other_time(a, b) && !grew(i, j) {
                pairs.push((i, j));
            }
        }
    }
    pairs
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
