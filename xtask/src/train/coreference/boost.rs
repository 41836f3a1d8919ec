//! Boosted stumps: the step functions of [`recount_reconcile::coreference::stumps`] from pairs whose answer is known.
//!
//! Each round adds the one step of one piece of evidence that lowers the log-loss most, by a Newton step with a squared penalty (Friedman 2001,
//! <https://doi.org/10.1214/aos/1013203451>; Chen and Guestrin 2016, <https://doi.org/10.1145/2939672.2939785>). Values are first put in bins
//! of like size. No chance enters.

use recount_reconcile::coreference::stumps::{Steps, Stumps};

/// How the steps are found.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Steps added.
    pub rounds: usize,
    /// Share of each step that is taken.
    pub rate: f64,
    /// Squared penalty of a step's weight.
    pub penalty: f64,
    /// Pairs on each side of a step.
    pub least_pairs: usize,
}

/// Bins of a piece of evidence.
const BINS: usize = 64;

/// Trains on rows of evidence and whether each pair is the same. `names` are those of the evidence.
pub fn train<const N: usize>(
    names: &[&str; N],
    rows: &[[f32; N]],
    same: &[bool],
    settings: Settings,
) -> Stumps {
    let places: Vec<Vec<f32>> = (0..N).map(|f| places(rows.iter().map(|r| r[f]))).collect();
    let bins: Vec<Vec<u8>> = (0..N)
        .map(|f| rows.iter().map(|r| places[f].partition_point(|p| *p <= r[f]) as u8).collect())
        .collect();
    let share = (same.iter().filter(|s| **s).count() as f64 + 1.0) / (rows.len() as f64 + 2.0);
    let intercept = (share / (1.0 - share)).ln();
    let mut sums = vec![intercept; rows.len()];
    let mut weights: Vec<Vec<f64>> = places.iter().map(|p| vec![0.0; p.len() + 1]).collect();
    let mut slopes = vec![(0.0f64, 0.0f64); rows.len()];
    for _ in 0..settings.rounds {
        for ((slope, sum), same) in slopes.iter_mut().zip(&sums).zip(same) {
            let p = 1.0 / (1.0 + (-sum).exp());
            *slope = (f64::from(u8::from(*same)) - p, (p * (1.0 - p)).max(1e-9));
        }
        let Some(step) = (0..N)
            .filter_map(|f| best(f, &bins[f], &slopes, settings))
            .max_by(|a, b| a.gain.total_cmp(&b.gain))
        else {
            break;
        };
        let of = |bin: usize| settings.rate * if bin < step.bin { step.below } else { step.above };
        weights[step.evidence].iter_mut().enumerate().for_each(|(bin, w)| *w += of(bin));
        sums.iter_mut().zip(&bins[step.evidence]).for_each(|(sum, bin)| *sum += of(usize::from(*bin)));
    }
    let evidence = names.iter().zip(places.iter().zip(&weights));
    let evidence = evidence.filter_map(|(name, (places, weights))| steps(name, places, weights)).collect();
    Stumps { intercept: intercept as f32, threshold: 0.0, evidence }
}

/// One step: what it adds below and from its bin on.
struct Step {
    evidence: usize,
    bin: usize,
    below: f64,
    above: f64,
    gain: f64,
}

fn best(evidence: usize, bins: &[u8], slopes: &[(f64, f64)], settings: Settings) -> Option<Step> {
    let mut sums = [(0.0f64, 0.0f64, 0usize); BINS + 1];
    for (bin, (slope, curve)) in bins.iter().zip(slopes) {
        let sum = &mut sums[usize::from(*bin)];
        *sum = (sum.0 + slope, sum.1 + curve, sum.2 + 1);
    }
    let add = |a: (f64, f64, usize), b: &(f64, f64, usize)| (a.0 + b.0, a.1 + b.1, a.2 + b.2);
    let whole = sums.iter().fold((0.0, 0.0, 0), add);
    let mut below = (0.0, 0.0, 0);
    let mut best: Option<Step> = None;
    for bin in 1..=BINS {
        below = add(below, &sums[bin - 1]);
        let above = (whole.0 - below.0, whole.1 - below.1, whole.2 - below.2);
        if below.2 < settings.least_pairs || above.2 < settings.least_pairs {
            continue;
        }
        let gain = below.0 * below.0 / (below.1 + settings.penalty)
            + above.0 * above.0 / (above.1 + settings.penalty);
        if best.as_ref().is_none_or(|b| gain > b.gain) {
            let (below, above) =
                (below.0 / (below.1 + settings.penalty), above.0 / (above.1 + settings.penalty));
            best = Some(Step { evidence, bin, below, above, gain });
        }
    }
    best
}

/// Places that cut the values into bins of like size.
fn places(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    let mut places: Vec<f32> =
        (1..BINS).filter_map(|i| values.get(i * values.len() / BINS).copied()).collect();
    // A value that most pairs have fills many bins; the others still get some of their own.
    let mut kinds = values;
    kinds.dedup();
    places.extend((1..BINS / 2).filter_map(|i| kinds.get(i * kinds.len() / (BINS / 2)).copied()));
    places.sort_by(f32::total_cmp);
    places.dedup();
    places.retain(|p| kinds.first().is_some_and(|first| p > first));
    // Bins must stay below the number that one byte and the sums hold.
    while places.len() >= BINS {
        places = places.into_iter().enumerate().filter(|(i, _)| i % 4 != 3).map(|(_, p)| p).collect();
    }
    places
}

/// The function with one place for each change; `None` where there is none.
fn steps(name: &str, places: &[f32], weights: &[f64]) -> Option<Steps> {
    let round = |w: f64| (w * 1000.0).round() as f32 / 1000.0;
    let mut at = Vec::new();
    let mut weight = vec![round(*weights.first()?)];
    for (place, w) in places.iter().zip(&weights[1..]) {
        if weight.last() != Some(&round(*w)) {
            at.push(*place);
            weight.push(round(*w));
        }
    }
    (weight.len() > 1).then(|| Steps { name: name.to_string(), at, weight })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_found_where_the_answer_changes() {
        let rows: Vec<[f32; 2]> = (0..200).map(|i| [i as f32, (i % 7) as f32]).collect();
        let same: Vec<bool> = (0..200).map(|i| i >= 120).collect();
        let model = train(
            &["a", "b"],
            &rows,
            &same,
            Settings { rounds: 40, rate: 0.3, penalty: 1.0, least_pairs: 5 },
        );
        let model = Stumps::read(&toml::to_string(&model).expect("a model is a table"), &["a", "b"])
            .expect("well formed");
        assert!(model.likely(&[150.0, 3.0]) > 0.9 && model.likely(&[60.0, 3.0]) < 0.1);
    }
}
