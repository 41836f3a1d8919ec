//! The arithmetic the scores share: pairing by overlap, precision and recall, shares, B-cubed.

use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// Precision, recall and their harmonic mean, each rounded to four digits, with the counts behind them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rate {
    /// Of what was predicted, the share that is right.
    #[serde(rename = "p")]
    pub precision: f64,
    /// Of what is in the gold, the share that was found.
    #[serde(rename = "r")]
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// How many are right.
    #[serde(rename = "tp")]
    pub right: usize,
    /// How many were predicted.
    #[serde(rename = "pred")]
    pub predicted: usize,
    /// How many the gold holds.
    pub gold: usize,
}

impl Rate {
    pub(crate) fn of(right: usize, predicted: usize, gold: usize) -> Rate {
        let over = |n: usize| if n > 0 { right as f64 / n as f64 } else { 0.0 };
        let (p, r) = (over(predicted), over(gold));
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        Rate { precision: round4(p), recall: round4(r), f1: round4(f1), right, predicted, gold }
    }
}

/// A share with the number of cases it was taken over; without cases there is no share. In JSON: `[0.75, 20]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Between 0 and 1, rounded to four digits.
    pub value: Option<f64>,
    /// Cases compared.
    pub of: usize,
}

impl Share {
    /// The share of `true`; what is `None` is no case.
    pub(crate) fn of(cases: impl IntoIterator<Item = Option<bool>>) -> Share {
        let (mut hits, mut of) = (0, 0);
        for hit in cases.into_iter().flatten() {
            hits += usize::from(hit);
            of += 1;
        }
        Share::counted(hits, of)
    }

    pub(crate) fn counted(hits: usize, of: usize) -> Share {
        Share { value: (of > 0).then(|| round4(hits as f64 / of as f64)), of }
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.value, self.of).serialize(serializer)
    }
}

/// `x` with four digits after the point, correctly rounded from its exact binary value, ties to even.
pub(crate) fn round4(x: f64) -> f64 {
    format!("{x:.4}").parse().unwrap_or(x)
}

/// A stretch of a document, in code points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub doc: &'a str,
    pub start: i64,
    pub end: i64,
}

impl Place<'_> {
    /// Length of what the two share (negative: the gap between them) and of what they cover together.
    pub fn overlap_and_union(&self, other: &Place<'_>) -> (i64, i64) {
        (
            self.end.min(other.end) - self.start.max(other.start),
            self.end.max(other.end) - self.start.min(other.start),
        )
    }
}

/// Pairs gold with predictions one to one, best relative overlap first, then in order; only pairs that overlap in the same
/// document and that `fits` accepts.
pub(crate) fn pair(
    gold: &[Place<'_>],
    predicted: &[Place<'_>],
    fits: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let mut of_doc: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (j, p) in predicted.iter().enumerate() {
        of_doc.entry(p.doc).or_default().push(j);
    }
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for &j in of_doc.get(g.doc).into_iter().flatten() {
            let (overlap, union) = g.overlap_and_union(&predicted[j]);
            if overlap > 0 && fits(i, j) {
                pairs.push((-(overlap as f64) / union as f64, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut gold_used, mut predicted_used) = (BTreeSet::new(), BTreeSet::new());
    let mut out = Vec::new();
    for (_, i, j) in pairs {
        if !gold_used.contains(&i) && !predicted_used.contains(&j) {
            gold_used.insert(i);
            predicted_used.insert(j);
            out.push((i, j));
        }
    }
    out
}

/// B-cubed F1 of two clusterings of the same things, each given as (gold cluster, predicted cluster). `None` without things.
///
/// Bagga and Baldwin, "Algorithms for Scoring Coreference Chains", 1998.
pub(crate) fn b_cubed(pairs: &[(String, String)]) -> Option<f64> {
    if pairs.is_empty() {
        return None;
    }
    let (mut gold, mut predicted, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (g, p) in pairs {
        *gold.entry(g).or_insert(0usize) += 1;
        *predicted.entry(p).or_insert(0usize) += 1;
        *both.entry((g, p)).or_insert(0usize) += 1;
    }
    let n = pairs.len() as f64;
    let mean = |within: &dyn Fn(&String, &String) -> usize| {
        pairs.iter().map(|(g, p)| both[&(g, p)] as f64 / within(g, p) as f64).sum::<f64>() / n
    };
    let precision = mean(&|_, p| predicted[p]);
    let recall = mean(&|g, _| gold[g]);
    Some(round4(2.0 * precision * recall / (precision + recall)))
}

/// The most frequent value; of equally frequent ones the first met.
pub(crate) fn most_frequent<T: PartialEq>(values: impl IntoIterator<Item = T>) -> Option<T> {
    let mut counted: Vec<(T, usize)> = Vec::new();
    for value in values {
        match counted.iter_mut().find(|(v, _)| *v == value) {
            Some((_, n)) => *n += 1,
            None => counted.push((value, 1)),
        }
    }
    let most = counted.iter().map(|(_, n)| *n).max()?;
    counted.into_iter().find(|(_, n)| *n == most).map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_of_the_exact_value_with_ties_to_even() {
        for (x, want) in
            [(0.03125, 0.0312), (0.09375, 0.0938), (2.0 / 3.0, 0.6667), (0.00005, 0.0001), (1.0, 1.0)]
        {
            assert_eq!(round4(x), want, "{x}");
        }
    }

    #[test]
    fn pairs_go_to_the_best_overlap_and_then_to_the_first() {
        let place = |start, end| Place { doc: "a", start, end };
        let gold = [place(0, 10), place(10, 20)];
        let predicted = [place(5, 20), place(0, 10), place(0, 10)];
        assert_eq!(pair(&gold, &predicted, |_, _| true), [(0, 1), (1, 0)]);
        assert_eq!(pair(&gold, &predicted, |_, j| j != 1), [(0, 2), (1, 0)]);
    }

    #[test]
    fn one_big_cluster_loses_precision_only() {
        let pairs: Vec<_> =
            [("a", "x"), ("a", "x"), ("b", "x")].map(|(g, p)| (g.to_string(), p.to_string())).into();
        // Precision (2/3 + 2/3 + 1/3) / 3 = 5/9, recall 1.
        assert_eq!(b_cubed(&pairs), Some(round4(2.0 * 5.0 / 9.0 / (5.0 / 9.0 + 1.0))));
    }

    #[test]
    fn the_first_of_the_most_frequent_wins() {
        assert_eq!(most_frequent(["b", "a", "a", "b"]), Some("b"));
        assert_eq!(most_frequent(Vec::<u8>::new()), None);
    }
}
