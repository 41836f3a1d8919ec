//! Clusters of items from the likeliness of their pairs, by average linkage: the two clusters whose members are on the mean likeliest
//! the same are joined, again and again, until no mean reaches the threshold (Sokal and Michener, "A statistical method for evaluating
//! systematic relationships", University of Kansas Science Bulletin 38, 1958).
//!
//! A pair that was never scored counts as nought. DIFFERENCE: where blocking bounds with how many others an item is compared, a large cluster cannot
//! have all its pairs scored, and what could not be asked speaks against nothing: of |A|·|B| pairs at most reach · min(|A|, |B|) are expected.
//! Cost: p pairs take O(p log² p); of two clusters the one with fewer neighbours is taken into the other.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

/// Two clusters, each under one of its items, and the mean likeliness of their pairs when they were joined.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Joined {
    /// The item the first cluster went by.
    pub a: usize,
    /// The item the second cluster went by.
    pub b: usize,
    /// The mean.
    pub mean: f64,
}

/// What was made of the items.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clusters {
    /// Members in rising order; the clusters by their first member.
    pub members: Vec<Vec<usize>>,
    /// The joinings in the order they were made.
    pub joined: Vec<Joined>,
}

impl Clusters {
    /// The place of each item's cluster in `members`.
    pub fn places(&self) -> Vec<usize> {
        let mut places = vec![0; self.members.iter().map(Vec::len).sum()];
        for (at, members) in self.members.iter().enumerate() {
            members.iter().for_each(|&m| places[m] = at);
        }
        places
    }
}

/// Clusters `count` items. `pairs` are (first, second, likeliness from 0 to 1), each pair once; a mean below `threshold` joins nothing; `reach`
/// is how many scored pairs are expected for each item of the smaller of two clusters, if the other is as large. It is no bound of the
/// comparisons: the callers give the followers of an item in the list of one key, of which it has several, and their thresholds are trained with
/// that.
pub fn cluster(count: usize, pairs: &[(usize, usize, f64)], threshold: f64, reach: usize) -> Clusters {
    let mut near: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); count];
    let mut heap = BinaryHeap::new();
    for &(a, b, likely) in
        pairs.iter().filter(|(a, b, p)| a != b && *a < count && *b < count && p.is_finite())
    {
        near[a].insert(b, likely);
        near[b].insert(a, likely);
        if likely >= threshold {
            heap.push(Next::of(likely, a, b));
        }
    }
    let mut members: Vec<Vec<usize>> = (0..count).map(|i| vec![i]).collect();
    let mut joined = Vec::new();
    while let Some(next) = heap.pop() {
        let Some(&sum) = near[next.a].get(&next.b) else { continue };
        let mean = mean(sum, members[next.a].len(), members[next.b].len(), reach);
        if mean < threshold {
            continue;
        }
        // Clusters only grow, so that a mean read earlier is at most too high: it goes back with what it is now.
        if mean < next.mean {
            heap.push(Next { mean, ..next });
            continue;
        }
        let (kept, taken) =
            if near[next.a].len() >= near[next.b].len() { (next.a, next.b) } else { (next.b, next.a) };
        joined.push(Joined { a: kept, b: taken, mean });
        let moved = std::mem::take(&mut members[taken]);
        members[kept].extend(moved);
        near[kept].remove(&taken);
        for (other, sum) in std::mem::take(&mut near[taken]) {
            if other == kept {
                continue;
            }
            near[other].remove(&taken);
            let both = near[kept].get(&other).copied().unwrap_or(0.0) + sum;
            near[kept].insert(other, both);
            near[other].insert(kept, both);
            let mean = self::mean(both, members[kept].len(), members[other].len(), reach);
            if mean >= threshold {
                heap.push(Next::of(mean, kept, other));
            }
        }
    }
    let mut members: Vec<Vec<usize>> = members.into_iter().filter(|m| !m.is_empty()).collect();
    members.iter_mut().for_each(|m| m.sort_unstable());
    members.sort();
    Clusters { members, joined }
}

fn mean(sum: f64, a: usize, b: usize, reach: usize) -> f64 {
    let expected = a.saturating_mul(b).min(reach.max(1).saturating_mul(a.min(b)));
    sum / expected as f64
}

/// Two clusters that may be joined next: the likeliest first, then those of the first items.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Next {
    mean: f64,
    a: usize,
    b: usize,
}

impl Next {
    fn of(mean: f64, a: usize, b: usize) -> Self {
        Next { mean, a: a.min(b), b: a.max(b) }
    }
}

impl Eq for Next {}

impl PartialOrd for Next {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Next {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean.total_cmp(&other.mean).then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_join_while_their_members_are_likely_the_same_on_the_mean() {
        // Items, pairs, threshold, clusters.
        type Case = (usize, &'static [(usize, usize, f64)], f64, &'static [&'static [usize]]);
        let cases: [Case; 5] = [
            (3, &[(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.9)], 0.5, &[&[0, 1, 2]]),
            // One strong neighbour of two is no reason to join all three.
            (3, &[(0, 1, 0.9), (1, 2, 0.8)], 0.5, &[&[0, 1], &[2]]),
            (3, &[(0, 1, 0.9), (1, 2, 0.8)], 0.4, &[&[0, 1, 2]]),
            (4, &[(2, 3, 0.6), (0, 1, 0.6)], 0.5, &[&[0, 1], &[2, 3]]),
            (2, &[(0, 1, f64::NAN)], 0.0, &[&[0], &[1]]),
        ];
        for (count, pairs, threshold, expected) in cases {
            assert_eq!(cluster(count, pairs, threshold, 64).members, expected, "{pairs:?}");
        }
    }

    #[test]
    fn a_cluster_larger_than_the_reach_is_not_torn() {
        let reach = 4;
        let pairs: Vec<(usize, usize, f64)> =
            (0..400).flat_map(|a| (a + 1..(a + 1 + reach).min(400)).map(move |b| (a, b, 0.9))).collect();
        assert!(cluster(400, &pairs, 0.1, reach).members.len() <= 4);
    }
}
