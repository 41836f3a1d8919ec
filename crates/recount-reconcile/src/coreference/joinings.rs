//! Why members of a cluster were joined: of the pairs within it the likeliest that hold it together, each with what weighed in it.

use super::stumps::Stumps;
use recount_model::{Evidence, Reason};

/// Two members of a cluster that hold it together.
#[derive(Debug, Clone, PartialEq)]
pub struct Joining {
    /// The first, by its place in the list given.
    pub a: usize,
    /// The second.
    pub b: usize,
    /// How likely the two are the same, from 0 to 1, by themselves.
    pub likely: f64,
    /// What weighed most, for and against, each with its weight in log-odds.
    pub reasons: Vec<Reason>,
}

/// Weights of less than this, in log-odds, are no reason, unless there is no larger one.
const LEAST_WEIGHT: f32 = 0.1;
/// Reasons given for one joining.
const MOST_REASONS: usize = 6;

/// For every cluster the places of the pairs that hold it together: the likeliest that join all its members (a spanning tree; Kruskal 1956,
/// <https://doi.org/10.1090/S0002-9939-1956-0078686-7>). `cluster_of` gives the cluster of each item.
pub(super) fn tree(
    cluster_of: &[usize],
    clusters: usize,
    pairs: &[(usize, usize)],
    likely: &[f64],
) -> Vec<Vec<usize>> {
    let within = |i: &usize| cluster_of[pairs[*i].0] == cluster_of[pairs[*i].1];
    let mut order: Vec<usize> = (0..pairs.len()).filter(within).collect();
    order.sort_by(|&x, &y| likely[y].total_cmp(&likely[x]).then(pairs[x].cmp(&pairs[y])));
    let mut root: Vec<usize> = (0..cluster_of.len()).collect();
    let mut out = vec![Vec::new(); clusters];
    for at in order {
        let (a, b) = pairs[at];
        let (x, y) = (find(&mut root, a), find(&mut root, b));
        if x != y {
            root[x.max(y)] = x.min(y);
            out[cluster_of[a]].push(at);
        }
    }
    out
}

/// The root of an item, its path halved on the way.
fn find(root: &mut [usize], mut item: usize) -> usize {
    while root[item] != item {
        root[item] = root[root[item]];
        item = root[item];
    }
    item
}

/// What weighed most in a pair: the pieces of evidence by the size of their weight. `places` gives the words that a piece rests on and where they stand.
pub(super) fn reasons(
    model: &Stumps,
    evidence: &[f32],
    places: impl Fn(&str) -> (String, Vec<Evidence>),
) -> Vec<Reason> {
    let weights = model.evidence.iter().map(|steps| steps.name.as_str()).zip(model.weights(evidence));
    let mut weights: Vec<(&str, f32)> = weights.collect();
    weights.sort_by(|x, y| y.1.abs().total_cmp(&x.1.abs()).then(x.0.cmp(y.0)));
    let weighty = weights.iter().take_while(|(_, w)| w.abs() >= LEAST_WEIGHT).count();
    let given = weighty.clamp(1, MOST_REASONS);
    let reason = |(name, weight): (&str, f32)| {
        let (words, evidence) = places(name);
        let label = if words.is_empty() { name.to_string() } else { format!("{name}: {words}") };
        Reason { label, weight: f64::from(weight), evidence }
    };
    weights.into_iter().take(given).map(reason).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_weight_is_a_reason_however_small() {
        let model = |words: f32, names: f32| {
            let file = format!(
                "intercept = 1.0\nthreshold = 0.5\n[[evidence]]\nname = \"words\"\nat = []\nweight = [{words:?}]\n\
                 [[evidence]]\nname = \"names\"\nat = []\nweight = [{names:?}]\n"
            );
            Stumps::read(&file, &["words", "names"]).expect("well formed")
        };
        for (words, names, expected) in [
            (0.01, -0.05, &["names"][..]),
            (0.0, 0.0, &["names"]),
            (0.4, 0.05, &["words"]),
            (0.4, 0.5, &["names", "words"]),
        ] {
            let found = reasons(&model(words, names), &[0.0, 0.0], |_| (String::new(), Vec::new()));
            assert_eq!(
                found.iter().map(|r| r.label.as_str()).collect::<Vec<_>>(),
                expected,
                "{words} {names}"
            );
        }
    }

    #[test]
    fn the_likeliest_pairs_hold_a_cluster_together() {
        let pairs = [(0, 1), (1, 2), (0, 2), (3, 4), (2, 3)];
        let likely = [0.5, 0.9, 0.7, 0.4, 1.0];
        assert_eq!(tree(&[0, 0, 0, 1, 1], 2, &pairs, &likely), [vec![1, 2], vec![3]]);
    }
}
