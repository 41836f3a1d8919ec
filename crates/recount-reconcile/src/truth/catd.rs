//! CATD: weights with confidence, for tables in which most sources claim little.
//!
//! ```text
//! w(s) = χ²(α/2, |V(s)|) / Σ_{claims of s} d(claim, truth)²         α = 0.05
//! ```
//!
//! The sum over the quantile is the upper end of the confidence interval of the variance of s: a source of few claims has a wide interval
//! and so a small weight, however well it did. χ²(p, n) is the *quantile* of the chi-square distribution with n degrees of freedom.
//! A category deviates by 0 or 1 and is decided by the weighted vote.
//!
//! Q. Li, Y. Li, J. Gao, L. Su, B. Zhao, M. Demirbas, W. Fan and J. Han, "A confidence-aware approach for truth discovery on long-tail
//! data", PVLDB 8(4), 2014, doi:10.14778/2735496.2735505.
//!
//! DIFFERENCE: a number's truth is the weighted median, a value somebody claims, where the paper has the weighted mean; and a sum of
//! deviations is drawn towards the mean of all by one claim's worth, so that a faultless source's weight is finite.

use super::crh::{deviation, deviation_sums};
use super::median::middle;
use super::method::{Learned, Method, relative, settle};
use super::votes::Votes;
use statrs::distribution::{ChiSquared, ContinuousCDF};

const ALPHA: f64 = 0.05;

/// The method.
pub struct Catd;

impl Method for Catd {
    fn name(&self) -> &'static str {
        "catd"
    }

    fn about(&self) -> &'static str {
        "Weights by the confidence interval of each source's error, so that little is made of sources of few claims."
    }

    fn learn(&self, votes: &Votes) -> Learned {
        let quantiles = quantiles(votes);
        let learned = Learned { weights: vec![1.0; votes.speaker_count()], ..Learned::default() };
        settle(self, votes, learned, 20, |beliefs, learned| {
            let squares = votes.per_item(|item, own| {
                deviation(votes, item, &beliefs[votes.candidates_of(item)], own);
                own.iter_mut().for_each(|d| *d *= *d);
            });
            let sums = deviation_sums(votes, &squares);
            let mean = sums.iter().sum::<f64>() / votes.claims().max(1) as f64;
            let small = mean.max(1e-9);
            learned.weights =
                relative(quantiles.iter().zip(&sums).map(|(q, sum)| q / (sum + small)).collect());
        })
    }

    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]) {
        middle(votes, item, &learned.weights, beliefs);
    }
}

/// The quantile of each speaker, computed once for each number of claims.
fn quantiles(votes: &Votes) -> Vec<f64> {
    let mut of_count = std::collections::BTreeMap::new();
    (0..votes.speaker_count())
        .map(|speaker| {
            let count = votes.claims_by(speaker).len();
            *of_count.entry(count).or_insert_with(|| quantile(ALPHA / 2.0, count))
        })
        .collect()
}

/// The quantile of the chi-square distribution; 0 without a degree of freedom.
fn quantile(p: f64, degrees: usize) -> f64 {
    let n = degrees as f64;
    // E. B. Wilson and M. M. Hilferty, PNAS 17(12), 1931: the cube root of a chi-square is nearly normal; at this size to six digits.
    let of_normal = statrs::distribution::Normal::standard().inverse_cdf(p);
    let near = n * (1.0 - 2.0 / (9.0 * n) + of_normal * (2.0 / (9.0 * n)).sqrt()).powi(3);
    let Ok(distribution) = ChiSquared::new(n) else { return 0.0 };
    if degrees > 1000 {
        return near;
    }
    let (mut low, mut high) = (0.0, n + 1.0);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if distribution.cdf(middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (degrees, expected) in [(0, 0.0), (1, 0.000982), (2, 0.050636), (10, 3.246973), (100, 74.221927)]
        {
            let quantile = super::quantile(0.025, degrees);
            assert!((quantile - expected).abs() < 1e-4, "{degrees}: {quantile}");
        }
        let many = super::quantile(0.025, 1_000_000);
        assert!((many / 997_230.0 - 1.0).abs() < 1e-4, "{many}");
    }
}
