//! Second look: what the first judgements say of each other. Two mentions are likelier the same where their reports share other occurrences too,
//! and where a third mention is likely the same as both.

use super::mentions::Profile;
use std::collections::HashMap;

/// The evidence that the second look adds, in this order.
pub const SUPPORT: [&str; 6] = [
    // The log-odds of the first look.
    "first judgement",
    // Mean likeliness of the three likeliest other pairs of the two reports; 1.5 within one report.
    "other occurrences of the two reports",
    // Of a third mention, the lesser likeliness to the two: the best, and the mean of the five best.
    "a third mention like both",
    "third mentions like both",
    // Mentions like both by those like either; -1 where there are none.
    "neighbours in common",
    // How much likelier one of the two is the same as some other.
    "a likelier partner",
];

/// Likeliness below which a pair says nothing of others.
const LEAST: f64 = 0.02;
/// Pairs of two reports that are looked at.
const BEST_OF_REPORTS: usize = 8;

/// How likely a pair is the same, and its mentions.
type Judged = (f64, usize, usize);

/// The second evidence of each pair: `pairs` are mentions by their places in `profiles`, `likely` their first judgement.
/// Cost: for each pair the neighbours of its two mentions, whose number blocking bounds.
pub(super) fn support(
    profiles: &[Profile],
    pairs: &[(usize, usize)],
    likely: &[f64],
) -> Vec<[f32; SUPPORT.len()]> {
    let mut near: Vec<Vec<(usize, f64)>> = vec![Vec::new(); profiles.len()];
    let mut reports: HashMap<(usize, usize), Vec<Judged>> = HashMap::new();
    for (&(a, b), &p) in pairs.iter().zip(likely) {
        if p > LEAST {
            near[a].push((b, p));
            near[b].push((a, p));
        }
        let key = of_reports(profiles, a, b);
        if key.0 != key.1 {
            let best = reports.entry(key).or_default();
            let at = best.partition_point(|other| other.0 >= p);
            best.insert(at, (p, a, b));
            best.truncate(BEST_OF_REPORTS);
        }
    }
    near.iter_mut().for_each(|list| list.sort_unstable_by_key(|(other, _)| *other));
    let best: Vec<f64> = near.iter().map(|list| list.iter().map(|(_, p)| *p).fold(0.0, f64::max)).collect();
    let one = |(&(a, b), &p): (&(usize, usize), &f64)| {
        let key = of_reports(profiles, a, b);
        let others = reports.get(&key).into_iter().flatten();
        let others = others.filter(|(_, x, y)| ![*x, *y].iter().any(|m| *m == a || *m == b)).take(3);
        let elsewhere = if key.0 == key.1 { 1.5 } else { others.map(|(p, ..)| p).sum::<f64>() / 3.0 };
        let Thirds { lesser, greater } = thirds(&near[a], &near[b], a, b);
        let agreement = if greater > 0.0 { lesser.iter().sum::<f64>() / greater } else { -1.0 };
        let odds = (p.clamp(1e-6, 1.0 - 1e-6) / (1.0 - p.clamp(1e-6, 1.0 - 1e-6))).ln();
        [
            odds as f32,
            elsewhere as f32,
            lesser.first().copied().unwrap_or(0.0) as f32,
            (lesser.iter().take(5).sum::<f64>() / 5.0) as f32,
            agreement as f32,
            (best[a].max(best[b]) - p) as f32,
        ]
    };
    pairs.iter().zip(likely).map(one).collect()
}

/// Third mentions near one or both of two.
struct Thirds {
    /// The lesser of the two likelinesses, of those near both, falling.
    lesser: Vec<f64>,
    /// The sum of the greater, of those near either.
    greater: f64,
}

fn thirds(of_a: &[(usize, f64)], of_b: &[(usize, f64)], a: usize, b: usize) -> Thirds {
    let (mut lesser, mut greater) = (Vec::new(), 0.0);
    let (mut i, mut j) = (0, 0);
    while i < of_a.len() || j < of_b.len() {
        let x = of_a.get(i).map_or(usize::MAX, |n| n.0);
        let y = of_b.get(j).map_or(usize::MAX, |n| n.0);
        let third = x.min(y);
        let p = if x == third { of_a[i].1 } else { 0.0 };
        let q = if y == third { of_b[j].1 } else { 0.0 };
        i += usize::from(x == third);
        j += usize::from(y == third);
        if third == a || third == b {
            continue;
        }
        greater += p.max(q);
        if x == y {
            lesser.push(p.min(q));
        }
    }
    lesser.sort_by(|x, y| y.total_cmp(x));
    Thirds { lesser, greater }
}

fn of_reports(profiles: &[Profile], a: usize, b: usize) -> (usize, usize) {
    let (x, y) = (profiles[a].telling, profiles[b].telling);
    (x.min(y), x.max(y))
}
