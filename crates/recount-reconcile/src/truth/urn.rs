//! Urn: as PopAccu, with the popularity of false values as draws from an urn, and with more than one start.
//!
//! ```text
//! ln P(claims | v true) = Σ_{s ∈ S(v)} ln A(s) + Σ_{s ∉ S(v)} ln(1 − A(s)) + urn(the claims for other values)
//! urn(n₁ … n_K) = K ln θ + Σ_k ln Γ(n_k) − ln Γ(1 + Σ n_k)
//! ```
//!
//! The false claims of an item are drawn from a Hoppe urn: a claim repeats a false value already there in proportion to how many made it, or
//! makes a new one, of which each is as likely as θ = 1/20. So the k-th who makes the same mistake surprises little, and the first of each new mistake
//! surprises much: seven who agree are one mistake or one truth, seven who scatter are seven mistakes. PopAccu takes the popularity from
//! the very claims it explains, by which every false claim but the rarest is free; an urn is a proper likelihood, so that two
//! explanations of a table can be compared.
//!
//! They must be: where two camps of sources agree each within itself (a plane leaves its gate, and leaves the ground), each camp
//! being right makes sense of the claims, and which of the two an iteration ends in depends on where it begins. So on a sample of the items
//! of each facet the iteration begins once with all speakers alike and once with each of the largest as the one that is right;
//! the most likely end is where the iteration over the whole table begins.
//!
//! A(s) is the expected share of true claims, drawn towards the mean of the source's claims in all facets, and that towards the mean
//! of all sources, by two claims' worth each. Numbers are names here. The weight shown of a source is ln(A / (1 − A)).
//!
//! F. M. Hoppe, "Pólya-like urns and the Ewens' sampling formula", Journal of Mathematical Biology 20, 1984, doi:10.1007/BF00275863; the frame is
//! that of X. L. Dong, B. Saha and D. Srivastava, "Less is more: selecting sources wisely for integration", PVLDB 6(2), 2012,
//! doi:10.14778/2535568.2448938.

use super::method::{Form, Learned, Method, probabilities};
use super::votes::Votes;
use rayon::prelude::*;
use statrs::function::gamma::ln_gamma;

/// How likely each new false value is, beside one for each false claim made before.
const NEW: f64 = 1.0 / 20.0;
/// How many claims' worth an accuracy is drawn.
const DRAWN: f64 = 2.0;
/// The accuracy of every speaker at the first start.
const FIRST: f64 = 0.8;
/// Items of a facet that the starts are tried on.
const SAMPLE: usize = 1000;
/// Speakers of a facet that are taken for right in turn.
const STARTS: usize = 24;
/// Rounds over the whole table at most, and the change of an accuracy below which no further one is made.
const ROUNDS: usize = 20;
const SETTLED: f64 = 1e-4;

/// The method.
pub struct Urn;

impl Method for Urn {
    fn name(&self) -> &'static str {
        "urn"
    }

    fn about(&self) -> &'static str {
        "The most probable value when each source has an accuracy and false values are repeated like draws from an urn."
    }

    fn form(&self) -> Form {
        Form::Probable
    }

    fn learn(&self, votes: &Votes) -> Learned {
        learn_from(votes, first_accuracies(votes)).0
    }

    fn judge(&self, votes: &Votes, learned: &Learned, item: usize, beliefs: &mut [f64]) {
        ground(votes, item, beliefs);
        for (belief, candidate) in beliefs.iter_mut().zip(votes.candidates_of(item)) {
            *belief += votes.support(candidate, |speaker| learned.weights[speaker]);
        }
        probabilities(beliefs, f64::NEG_INFINITY);
    }
}

/// Iterates from given accuracies of the speakers: what was learned, and the belief in each candidate.
pub(super) fn learn_from(votes: &Votes, mut accuracies: Vec<f64>) -> (Learned, Vec<f64>) {
    let grounds = votes.per_item(|item, logs| ground(votes, item, logs));
    let mut learned = Learned::default();
    let mut beliefs = grounds.clone();
    for round in 1..=ROUNDS {
        learned.weights = accuracies.iter().map(|&a| odds(a)).collect();
        votes.refill(&mut beliefs, |item, own| {
            for (belief, candidate) in own.iter_mut().zip(votes.candidates_of(item)) {
                *belief = grounds[candidate] + votes.support(candidate, |speaker| learned.weights[speaker]);
            }
            probabilities(own, f64::NEG_INFINITY);
        });
        learned.rounds = round;
        let next = self::accuracies(votes, &beliefs);
        let change = accuracies.iter().zip(&next).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        accuracies = next;
        if change < SETTLED {
            break;
        }
    }
    (learned, beliefs)
}

fn odds(accuracy: f64) -> f64 {
    (accuracy / (1.0 - accuracy)).ln()
}

/// ln Γ, quick where it is nought.
fn ln_factor(n: f64) -> f64 {
    if n == 1.0 || n == 2.0 { 0.0 } else { ln_gamma(n.max(1e-3)) }
}

/// The logarithm of the likelihood that the other values of an item are claimed as they are, if each candidate were true.
fn ground(votes: &Votes, item: usize, logs: &mut [f64]) {
    let (mut all, mut draws) = (0.0, 0.0);
    for (log, candidate) in logs.iter_mut().zip(votes.candidates_of(item)) {
        *log = votes.support(candidate, |_| 1.0);
        all += *log;
        draws += NEW.ln() + ln_factor(*log);
    }
    for log in logs.iter_mut() {
        *log = draws - NEW.ln() - ln_factor(*log) - ln_factor(1.0 + all - *log);
    }
}

/// The accuracy of each speaker: the share of its claims that is true, drawn as the model says.
pub(super) fn accuracies(votes: &Votes, beliefs: &[f64]) -> Vec<f64> {
    let sums: Vec<f64> = votes.per_speaker(|_, claims| {
        claims.iter().map(|&claim| beliefs[votes.claim_candidates[claim as usize] as usize]).sum()
    });
    drawn(votes, &sums, |speaker| votes.claims_by(speaker).len() as f64)
}

/// Draws the shares `sums / count` of speakers together as the model says.
fn drawn(votes: &Votes, sums: &[f64], count: impl Fn(usize) -> f64) -> Vec<f64> {
    let sources = votes.speaker_sources.iter().max().map_or(0, |&most| most as usize + 1);
    let class = |source: u32| votes.classes.get(source as usize).map_or(0, |&class| class as usize);
    let mut all = (0.0, 0.0);
    let mut of_class = vec![(0.0, 0.0); votes.classes.iter().max().map_or(1, |&most| most as usize + 1)];
    let mut of_source = vec![(0.0, 0.0); sources];
    for (speaker, &source) in votes.speaker_sources.iter().enumerate() {
        for whole in [&mut all, &mut of_class[class(source)], &mut of_source[source as usize]] {
            whole.0 += sums[speaker];
            whole.1 += count(speaker);
        }
    }
    let towards = |(sum, count): (f64, f64), mean: f64| (sum + DRAWN * mean) / (count + DRAWN);
    let mean = if all.1 > 0.0 { all.0 / all.1 } else { FIRST };
    sums.iter()
        .zip(&votes.speaker_sources)
        .enumerate()
        .map(|(speaker, (sum, &source))| {
            let of_class = towards(of_class[class(source)], mean);
            let of_source = towards(of_source[source as usize], of_class);
            towards((*sum, count(speaker)), of_source).clamp(0.01, 0.99)
        })
        .collect()
}

/// Where the iteration over the whole table begins: in each facet at the most likely of several ends on a sample.
pub(super) fn first_accuracies(votes: &Votes) -> Vec<f64> {
    let mut first = vec![FIRST; votes.speaker_count()];
    let facets = votes.facets.iter().max().map_or(1, |&most| most as usize + 1);
    let mut of_facet: Vec<Vec<usize>> = vec![Vec::new(); facets];
    for item in 0..votes.items() {
        if votes.candidates_of(item).len() > 1 && votes.claims_on(item).len() > 2 {
            of_facet[votes.facets.get(item).map_or(0, |&f| f as usize)].push(item);
        }
    }
    for items in of_facet {
        if items.len() < 20 {
            continue;
        }
        let stride = items.len().div_ceil(SAMPLE);
        let sample = Sample::new(votes, items.into_iter().step_by(stride));
        let starts: Vec<Option<usize>> = std::iter::once(None).chain(sample.largest().map(Some)).collect();
        let ends: Vec<(f64, Vec<f64>)> = starts.into_par_iter().map(|right| sample.end(right)).collect();
        let best = ends.iter().enumerate().max_by(|(i, a), (j, b)| a.0.total_cmp(&b.0).then(j.cmp(i)));
        if let Some((_, (_, accuracies))) = best {
            for (&speaker, &accuracy) in sample.speakers.iter().zip(accuracies) {
                first[speaker] = accuracy;
            }
        }
    }
    first
}

/// Some items, with their claims copied out, so that many iterations over them are quick.
struct Sample {
    /// Its speakers, ascending, and how many claims each makes.
    speakers: Vec<usize>,
    counts: Vec<f64>,
    /// Where each item's candidates end, where each candidate's claims end, and the ground of each candidate.
    items: Vec<usize>,
    candidates: Vec<usize>,
    grounds: Vec<f64>,
    /// The place of each claim's speaker in `speakers`, and the share that is its own.
    claims: Vec<(usize, f64)>,
}

impl Sample {
    fn new(votes: &Votes, items: impl Iterator<Item = usize>) -> Sample {
        let mut sample = Sample {
            speakers: Vec::new(),
            counts: Vec::new(),
            items: Vec::new(),
            candidates: Vec::new(),
            grounds: Vec::new(),
            claims: Vec::new(),
        };
        for item in items.filter(|&item| votes.claims_on(item).len() <= 4096) {
            let mut logs = vec![0.0; votes.candidates_of(item).len()];
            ground(votes, item, &mut logs);
            sample.grounds.append(&mut logs);
            for candidate in votes.candidates_of(item) {
                let claims = votes.claims_of(candidate);
                sample
                    .claims
                    .extend(claims.map(|claim| (votes.speakers[claim] as usize, votes.share(claim))));
                sample.candidates.push(sample.claims.len());
            }
            sample.items.push(sample.candidates.len());
        }
        sample.speakers = sample.claims.iter().map(|claim| claim.0).collect();
        sample.speakers.sort_unstable();
        sample.speakers.dedup();
        sample.counts = vec![0.0; sample.speakers.len()];
        for claim in &mut sample.claims {
            claim.0 = sample.speakers.partition_point(|&speaker| speaker < claim.0);
            sample.counts[claim.0] += 1.0;
        }
        sample
    }

    /// The places of the speakers that claim most, if they speak of a tenth of the items.
    fn largest(&self) -> impl Iterator<Item = usize> {
        let mut places: Vec<usize> =
            (0..self.counts.len()).filter(|&p| self.counts[p] * 10.0 >= self.items.len() as f64).collect();
        places.sort_by(|&a, &b| self.counts[b].total_cmp(&self.counts[a]).then(a.cmp(&b)));
        places.into_iter().take(STARTS)
    }

    /// Iterates from where one speaker is right, or all are alike: the likelihood reached, and the accuracies.
    fn end(&self, right: Option<usize>) -> (f64, Vec<f64>) {
        let mut accuracies = vec![if right.is_some() { 0.5 } else { FIRST }; self.counts.len()];
        if let Some(speaker) = right {
            accuracies[speaker] = 0.95;
        }
        let mut likelihood = 0.0;
        let mut logs = Vec::new();
        for _ in 0..10 {
            likelihood = 0.0;
            let weights: Vec<(f64, f64)> = accuracies.iter().map(|&a| (odds(a), (1.0 - a).ln())).collect();
            let mut sums = vec![0.0; self.counts.len()];
            let (mut first, mut claim) = (0, 0);
            for &last in &self.items {
                let claims = claim;
                logs.clear();
                for candidate in first..last {
                    let mut log = self.grounds[candidate];
                    for (speaker, share) in &self.claims[claim..self.candidates[candidate]] {
                        log += share * weights[*speaker].0;
                        likelihood += share * weights[*speaker].1;
                    }
                    claim = self.candidates[candidate];
                    logs.push(log);
                }
                let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let total: f64 = logs.iter().map(|log| (log - most).exp()).sum();
                likelihood += most + total.ln() - (logs.len() as f64).ln();
                let mut from = claims;
                for (log, candidate) in logs.iter().zip(first..last) {
                    let belief = (log - most).exp() / total;
                    self.claims[from..self.candidates[candidate]]
                        .iter()
                        .for_each(|(speaker, _)| sums[*speaker] += belief);
                    from = self.candidates[candidate];
                }
                first = last;
            }
            let mean = sums.iter().sum::<f64>() / self.counts.iter().sum::<f64>().max(1.0);
            for ((accuracy, sum), count) in accuracies.iter_mut().zip(sums).zip(&self.counts) {
                *accuracy = ((sum + DRAWN * mean) / (count + DRAWN)).clamp(0.01, 0.99);
            }
        }
        (likelihood, accuracies)
    }
}
