//! Training a linear model that chooses one of several candidates.
//!
//! Model: conditional log-linear ([`recount_read::toll::linear`]); its log-likelihood is climbed by AdaGrad (Duchi, Hazan and
//! Singer, "Adaptive subgradient methods", JMLR 12, 2011) with a squared penalty on the weights an example touches; the weights
//! of the later half of the passes are averaged. Features that few examples hold are left out: they fit, and do not carry over.

use super::random::Congruential;
use recount_read::toll::linear::{Choice, Weights};

/// A choice whose right candidate is known.
pub struct Example {
    /// The candidates.
    pub choice: Choice,
    /// The place of the right one.
    pub gold: usize,
    /// How much it counts beside the others.
    pub weight: f32,
}

/// How a model is trained.
pub struct Settings {
    /// Passes over the examples.
    pub passes: usize,
    /// Step of AdaGrad.
    pub step: f32,
    /// Weight of the squared penalty.
    pub penalty: f32,
    /// Examples a feature must stand in.
    pub least_examples: u16,
    /// Weights smaller than this are left out in the end.
    pub smallest: f32,
}

/// The weights that fit the examples. The same examples in the same order give the same weights.
pub fn train(examples: &[Example], settings: &Settings) -> Vec<f32> {
    let size = 1usize << Weights::BITS;
    let counts = counts(examples, size);
    let (mut weights, mut squares, mut sum) = (vec![0f32; size], vec![1e-6f32; size], vec![0f32; size]);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Congruential(12_345);
    for pass in 0..settings.passes {
        random.shuffle(&mut order);
        for &at in &order {
            let Example { choice, gold, weight } = &examples[at];
            for (factor, slope) in choice.factors.iter().zip(slopes(choice, *gold, &weights)) {
                if slope.abs() < 1e-4 {
                    continue;
                }
                let slope = slope * weight;
                for &feature in factor {
                    let f = feature as usize;
                    if counts[f] >= settings.least_examples {
                        let slope = slope + settings.penalty * weights[f];
                        squares[f] += slope * slope;
                        weights[f] -= settings.step * slope / squares[f].sqrt();
                    }
                }
            }
        }
        if pass >= settings.passes / 2 {
            sum.iter_mut().zip(&weights).for_each(|(s, w)| *s += w);
        }
    }
    let passes = (settings.passes - settings.passes / 2) as f32;
    let mean = |s: f32| s / passes;
    sum.into_iter().map(mean).map(|w| if w.abs() < settings.smallest { 0.0 } else { w }).collect()
}

/// How many examples hold each feature.
fn counts(examples: &[Example], size: usize) -> Vec<u16> {
    let mut counts = vec![0u16; size];
    for example in examples {
        let mut features: Vec<u32> = example.choice.factors.iter().flatten().copied().collect();
        features.sort_unstable();
        features.dedup();
        for feature in features {
            counts[feature as usize] = counts[feature as usize].saturating_add(1);
        }
    }
    counts
}

/// The slope of the loss for every factor: how much more often the model takes it than the gold does.
fn slopes(choice: &Choice, gold: usize, weights: &[f32]) -> Vec<f32> {
    let scores = choice.scores(|f| weights[f as usize]);
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let whole: f32 = scores.iter().map(|s| (s - most).exp()).sum();
    let mut slopes = vec![0f32; choice.factors.len()];
    for (at, (candidate, score)) in choice.candidates.iter().zip(&scores).enumerate() {
        let slope = (score - most).exp() / whole - if at == gold { 1.0 } else { 0.0 };
        candidate.iter().for_each(|&factor| slopes[factor] += slope);
    }
    slopes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_right_from_wrong_gets_its_weight() {
        let example = |right: u32, wrong: u32, gold: usize| {
            let factors =
                if gold == 0 { vec![vec![right], vec![wrong]] } else { vec![vec![wrong], vec![right]] };
            Example { choice: Choice { factors, candidates: vec![vec![0], vec![1]] }, gold, weight: 1.0 }
        };
        let examples: Vec<Example> = (0..20).map(|i| example(7, 9, i % 2)).collect();
        let settings = Settings { passes: 5, step: 0.1, penalty: 1e-3, least_examples: 2, smallest: 0.0 };
        let weights = train(&examples, &settings);
        assert!(weights[7] > 0.1 && weights[9] < -0.1);
    }
}
