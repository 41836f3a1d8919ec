//! Which pairs are looked at: those that share a key. All pairs of a collection would be its square; two reports of one occurrence
//! share a rare word, two mentions of it a stem or a kin of it, and what shares nothing is never compared.
//!
//! Bound: in the list of a key an item is paired with at most `reach` that follow it, and altogether with at most `most`; with k
//! keys an item the work is n · k · reach at most, and the pairs n · most.

use std::collections::HashMap;
use std::hash::Hash;

/// How far looking goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// Followers in the list of one key.
    pub in_list: usize,
    /// Followers altogether.
    pub in_all: usize,
}

/// The pairs (first, second) with first < second, sorted, of items that share a key. `keys` holds the keys of each item, the most telling
/// first: where an item has more partners than it may have, those of its first keys are kept.
pub fn pairs<K: Hash + Eq + Copy>(keys: &[Vec<K>], reach: Reach) -> Vec<(usize, usize)> {
    let mut lists: HashMap<K, Vec<usize>> = HashMap::new();
    for (item, own) in keys.iter().enumerate() {
        for key in own {
            let list = lists.entry(*key).or_default();
            if list.last() != Some(&item) {
                list.push(item);
            }
        }
    }
    let mut out = Vec::new();
    let mut partners: Vec<usize> = Vec::new();
    for (item, own) in keys.iter().enumerate() {
        partners.clear();
        for list in own.iter().filter_map(|key| lists.get(key)) {
            let after = list.partition_point(|&other| other <= item);
            partners.extend(list.iter().skip(after).take(reach.in_list));
        }
        keep_first(&mut partners, reach.in_all);
        out.extend(partners.iter().map(|&other| (item, other)));
    }
    out
}

/// Sorts, without repetition, the `most` that came first.
fn keep_first(partners: &mut Vec<usize>, most: usize) {
    let mut seen = std::collections::HashSet::with_capacity(partners.len());
    partners.retain(|p| seen.len() < most && seen.insert(*p));
    partners.sort_unstable();
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDE: Reach = Reach { in_list: 9, in_all: 9 };

    #[test]
    fn what_shares_no_key_is_not_compared() {
        let keys = vec![vec![1, 2], vec![3], vec![2], vec![1, 3], vec![]];
        assert_eq!(pairs(&keys, WIDE), [(0, 2), (0, 3), (1, 3)]);
    }

    #[test]
    fn a_long_list_costs_no_more_than_its_reach() {
        let keys = vec![vec![7]; 1000];
        assert_eq!(pairs(&keys, Reach { in_list: 3, in_all: 9 }).len(), 3 * 1000 - 6);
        let two = vec![vec![7, 8]; 100];
        let narrow = pairs(&two, Reach { in_list: 9, in_all: 2 });
        assert_eq!(narrow[..2], [(0, 1), (0, 2)]);
    }
}
