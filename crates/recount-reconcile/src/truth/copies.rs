//! Copies: which sources have their values from each other, seen in the rare and false values they share.
//!
//! Two good sources agree because both are right, so agreement says nothing. That both make the same *mistake* does, and the more the
//! rarer the mistake is: this is the evidence of AccuCopy. What it gets wrong is that some mistakes are popular (a figure rounded, the
//! time of another event), which honest sources share too. So how likely a shared mistake is by chance is taken from the claims: the share of
//! the *other* sources that make it among all that are wrong of the item.
//!
//! ```text
//! q(b | a, v) = (1 − A(b)) · N'(v) / Σ_{u false} N'(u)           chance that b, on its own, says the false v of a; N' without a and b
//! c(b | a)    = Σ (shared − q) / Σ (1 − q)                       over the false claims of a on whose items b speaks: b's rate of copying
//! LLR         = Σ_shared ln( (c₀ + (1 − c₀) q) / q ) + Σ_else ln(1 − c₀)                                   c₀ = 0.8
//! P(copies)   = 1 / (1 + (sources − 1) · e^(−LLR))               beforehand each source copies about one other
//! ```
//!
//! A pair is dependent if P ≥ 0.95 and a or b is found to copy at least seven tenths of the other's mistakes; groups are what such
//! pairs connect. Within a group of copying rate c, k like claims on an item count as 1 + (k − 1)(1 − c) votes.
//!
//! What is a mistake depends on the truth, which depends on who copies. The circle is entered by *mirrors*: sources that agree on all but
//! one in 200 of the values that few others claim, of which no truth need be known; then truth and copies are found in turn.
//!
//! X. L. Dong, L. Berti-Équille and D. Srivastava, "Integrating conflicting data: the role of source dependence", PVLDB 2(1), 2009,
//! doi:10.14778/1687627.1687690.
//!
//! DIFFERENCE: chance by the popularity of the mistake in place of 1/n; a rate of copying that is estimated and bounded from below in place of
//! a fixed one; mirrors first.
//!
//! Pairs are looked at only if they share rare values, each source with a sample of at most 30 000 items, so the work is bounded.

use super::facets::Facets;
use super::votes::Votes;
use rayon::prelude::*;
use recount_model::{CopyGroup, CopyPair, Evidence, Reason, Table};
use std::collections::{BTreeMap, BTreeSet};

/// The rate of copying that the likelihood ratio asks about.
const RATE: f64 = 0.8;
/// The least rate of copying of a dependent pair.
const LEAST_RATE: f64 = 0.7;
/// The least probability of a dependent pair.
const LEAST_PROBABILITY: f64 = 0.95;
/// How often what is judged false is true after all.
const DOUBT: f64 = 0.05;
/// A mistake that a source makes by chance more often than this says nothing.
const POPULAR: f64 = 0.5;
/// A facet has its say on a pair if the mistakes in it leave room for so many to be shared beyond chance.
const ENOUGH: f64 = 5.0;
/// A value is rare if at most this share of the other sources on the item claim it.
const RARE: f64 = 0.25;
/// Mirrors agree on at least this share of their rare values.
const MIRROR: f64 = 0.995;
/// The least number of rare values that mirrors share.
const MIRROR_SHARED: f64 = 20.0;
/// A value that more sources claim is not rare, whatever the item.
const MOST_CLAIMANTS: usize = 64;
/// Pairs are looked for in at most so many meetings of two sources.
const MOST_MEETINGS: usize = 6_000_000;
/// A pair is compared on a sample of this many items of each source, or a few more.
const SAMPLE: usize = 30_000;

/// What is known of the truth when copies are looked for.
pub(super) struct Known<'a> {
    /// The probability of each candidate.
    pub beliefs: &'a [f64],
    /// The accuracy of each speaker.
    pub accuracies: &'a [f64],
    /// The facets of the items.
    pub facets: Option<&'a Facets>,
}

/// Two sources, by rank, found dependent.
#[derive(Debug, Clone)]
pub(super) struct Dependent {
    pub pair: [u32; 2],
    /// How often the second has the false values of the first, beyond chance; and the first those of the second.
    pub rates: [f64; 2],
    pub probability: f64,
    /// How many rare or false values they share, of how many.
    pub shared: usize,
    pub looked: usize,
    /// Which copies, by rank.
    pub copier: Option<u32>,
    pub declared: bool,
}

/// What two sources share in one direction.
#[derive(Default, Clone, Copy)]
struct Tally {
    shared: usize,
    looked: usize,
    excess: f64,
    room: f64,
    ratio: f64,
}

impl Tally {
    fn add(&mut self, shared: bool, chance: f64) {
        let chance = chance.clamp(1e-3, 0.999);
        self.shared += usize::from(shared);
        self.looked += 1;
        self.excess += f64::from(u8::from(shared)) - chance;
        self.room += 1.0 - chance;
        self.ratio += if shared { ((RATE + (1.0 - RATE) * chance) / chance).ln() } else { (1.0 - RATE).ln() };
    }

    fn rate(&self) -> f64 {
        if self.room > 0.0 { (self.excess / self.room).clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// The claims of each source in order of items, and the item of each candidate.
pub(super) struct Ground<'a> {
    votes: &'a Votes,
    starts: Vec<u32>,
    /// The candidate of each claim of a source.
    candidates: Vec<u32>,
    item_of: Vec<u32>,
    sources: usize,
    /// The source of each speaker, by rank in the order of names.
    rank_of: &'a [u32],
}

impl<'a> Ground<'a> {
    /// `rank_of` gives each speaker's source by rank in the order of names.
    pub fn new(votes: &'a Votes, rank_of: &'a [u32], sources: usize) -> Ground<'a> {
        let item_of = votes.item_of_candidates();
        let mut starts = vec![0u32; sources + 1];
        for &speaker in &votes.speakers {
            starts[rank_of[speaker as usize] as usize + 1] += 1;
        }
        for i in 0..sources {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut candidates = vec![0u32; votes.claims()];
        for (claim, &speaker) in votes.speakers.iter().enumerate() {
            let place = &mut next[rank_of[speaker as usize] as usize];
            candidates[*place as usize] = votes.claim_candidates[claim];
            *place += 1;
        }
        Ground { votes, starts, candidates, item_of, sources, rank_of }
    }

    fn claims(&self, source: u32) -> &[u32] {
        &self.candidates[self.starts[source as usize] as usize..self.starts[source as usize + 1] as usize]
    }

    /// How many votes there are for each candidate, like claims of a group of mirrors being one.
    fn counts(&self) -> Vec<f64> {
        self.votes.per_item(|item, counts| {
            for (count, c) in counts.iter_mut().zip(self.votes.candidates_of(item)) {
                *count = self.votes.support(c, |_| 1.0);
            }
        })
    }

    /// Calls on every item on which both sources speak, with the candidate of each. Of several values that either gives, those that
    /// both give meet each other, the rest meet in their order, and what is left over of either meets nothing. Answers one in how many
    /// items was met. Costs in step with the claims of the one that says less.
    fn meet(&self, a: u32, b: u32, mut on: impl FnMut(usize, usize, usize)) -> f64 {
        let (first, second) = (self.claims(a), self.claims(b));
        let swapped = second.len() < first.len();
        let (short, long) = if swapped { (second, first) } else { (first, second) };
        let stride = (short.len() / SAMPLE + 1) as u32;
        let mut on = |item: usize, x: u32, y: u32| match swapped {
            true => on(item, y as usize, x as usize),
            false => on(item, x as usize, y as usize),
        };
        let (mut i, mut j) = (0, 0);
        while i < short.len() && j < long.len() {
            let item = self.item_of[short[i] as usize];
            let end = self.votes.candidates_of(item as usize).end as u32;
            let from = i;
            while i < short.len() && short[i] < end {
                i += 1;
            }
            if stride > 1 && item.wrapping_mul(0x9E37_79B1) >> 8 >= (1 << 24) / stride {
                continue;
            }
            j += gallop(&long[j..], self.votes.candidates_of(item as usize).start as u32);
            let length = gallop(&long[j..], end);
            let (own, others) = (&short[from..i], &long[j..j + length]);
            j += length;
            match (own, others) {
                (_, []) => {}
                (&[x], &[y]) => on(item as usize, x, y),
                _ => alike_first(own, others, |x, y| on(item as usize, x, y)),
            }
        }
        f64::from(stride)
    }

    /// Pairs of sources that share enough rare values to be looked at, with `keep` telling which candidates count.
    fn suspects(&self, keep: impl Fn(usize) -> bool) -> Vec<[u32; 2]> {
        let votes = self.votes;
        let eligible: Vec<usize> = (0..votes.candidates())
            .filter(|&c| (2..=MOST_CLAIMANTS).contains(&votes.claims_of(c).len()) && keep(c))
            .collect();
        let meetings = |c: usize| votes.claims_of(c).len() * (votes.claims_of(c).len() - 1) / 2;
        let total: usize = eligible.iter().map(|&c| meetings(c)).sum();
        let stride = total / MOST_MEETINGS + 1;
        let pairs_of = |c: usize, pairs: &mut dyn FnMut(u32, u32)| {
            let claims = votes.claims_of(c);
            for i in claims.clone() {
                for j in i + 1..claims.end {
                    let (a, b) =
                        (self.rank_of[votes.speakers[i] as usize], self.rank_of[votes.speakers[j] as usize]);
                    if a != b {
                        pairs(a.min(b), a.max(b));
                    }
                }
            }
        };
        let mut met: Vec<u64> = Vec::new();
        if self.sources <= 1024 {
            let mut counts = vec![0u32; self.sources * self.sources];
            for &c in eligible.iter().step_by(stride) {
                pairs_of(c, &mut |a, b| counts[a as usize * self.sources + b as usize] += 1);
            }
            for (place, &count) in counts.iter().enumerate() {
                if count >= 2 {
                    met.push(((place / self.sources) as u64) << 32 | (place % self.sources) as u64);
                }
            }
        } else {
            for &c in eligible.iter().step_by(stride) {
                pairs_of(c, &mut |a, b| met.push(u64::from(a) << 32 | u64::from(b)));
            }
            met.par_sort_unstable();
            let all = std::mem::take(&mut met);
            for run in all.chunk_by(|x, y| x == y) {
                if run.len() >= 2 {
                    met.push(run[0]);
                }
            }
        }
        met.into_iter().map(|key| [(key >> 32) as u32, key as u32]).collect()
    }

    /// Sources that agree on nearly all of the values that few others claim.
    pub fn mirrors(&self) -> Vec<Dependent> {
        let counts = self.counts();
        let totals: Vec<f64> =
            (0..self.votes.items()).map(|item| counts[self.votes.candidates_of(item)].iter().sum()).collect();
        let rare = |c: usize, item: usize, own: f64| {
            counts[c] - own <= RARE * (totals[item] - 2.0) && totals[item] > 3.0
        };
        let suspects = self.suspects(|c| rare(c, self.item_of[c] as usize, 2.0));
        suspects
            .into_par_iter()
            .filter_map(|[a, b]| {
                let (mut shared, mut looked) = (0.0, 0.0);
                self.meet(a, b, |item, x, y| {
                    if x == y && rare(x, item, 2.0) {
                        shared += 1.0;
                        looked += 1.0;
                    } else if x != y {
                        looked +=
                            f64::from(u8::from(rare(x, item, 1.0))) + f64::from(u8::from(rare(y, item, 1.0)));
                    }
                });
                (shared >= MIRROR_SHARED && shared >= MIRROR * looked).then(|| Dependent {
                    pair: [a, b],
                    rates: [shared / looked; 2],
                    probability: 1.0,
                    shared: shared as usize,
                    looked: looked as usize,
                    copier: None,
                    declared: false,
                })
            })
            .collect()
    }

    /// Sources that share their mistakes.
    pub fn dependents(&self, known: &Known) -> Vec<Dependent> {
        let votes = self.votes;
        let counts = self.counts();
        let wrong = |c: usize| known.beliefs[c] < 0.5;
        // Of each item, the votes for values that are false.
        let falsehoods: Vec<f64> = (0..votes.items())
            .map(|item| votes.candidates_of(item).map(|c| counts[c] * (1.0 - known.beliefs[c])).sum())
            .collect();
        let facets = known.facets.map_or(1, |facets| facets.count);
        let facet_of = |item: usize| known.facets.map_or(0, |facets| facets.of_item[item] as usize);
        let accuracy = self.accuracies(known, facets, &facet_of);
        let totals = self.totals(known);
        let beforehand = (self.sources.max(2) as f64 - 1.0).ln();
        self.suspects(wrong)
            .into_par_iter()
            .filter_map(|[a, b]| {
                // In each facet, claims of a that b may have, and the other way round.
                let mut tallies = vec![[Tally::default(); 2]; facets];
                let (mut alike, mut right) = (0.0, 0.0);
                let stride = self.meet(a, b, |item, x, y| {
                    if x == y {
                        alike += 1.0;
                        right += known.beliefs[x];
                    }
                    let own = if x == y { 2.0 } else { 1.0 };
                    let tally = &mut tallies[facet_of(item)];
                    let mut add = |way: usize, c: usize, of: u32| {
                        let others = (counts[c] - own).max(0.0) + 0.1;
                        let all = (falsehoods[item] - 2.0).max(0.0) + 1.0;
                        let of = accuracy[of as usize * facets + facet_of(item)];
                        let chance = (1.0 - of) * (others / all).min(1.0);
                        if chance <= POPULAR {
                            tally[way].add(x == y, chance);
                        }
                    };
                    if wrong(x) {
                        add(0, x, b);
                    }
                    if wrong(y) {
                        add(1, y, a);
                    }
                });
                let sum = |of: &dyn Fn(&Tally) -> f64, way: usize| -> f64 {
                    tallies.iter().map(|t| of(&t[way])).sum()
                };
                let ratios = [0, 1].map(|way| sum(&|t| t.ratio, way));
                let better = usize::from(ratios[1] > ratios[0]);
                let rates = [0, 1].map(|way| {
                    let overall = sum(&|t| t.excess, way) / sum(&|t| t.room, way).max(f64::MIN_POSITIVE);
                    let told = tallies.iter().filter(|t| t[way].room >= ENOUGH);
                    told.map(|t| t[way].rate()).fold(overall, f64::min).clamp(0.0, 1.0)
                });
                let weaker = usize::from(rates[1] < rates[0]);
                // Of one that is right more often than the truth is known, what is judged false may well be true.
                let fallible =
                    |source: u32, facet: usize| accuracy[source as usize * facets + facet] <= 1.0 - DOUBT;
                let room: f64 = (0..facets)
                    .filter(|&facet| fallible(a, facet) && fallible(b, facet))
                    .map(|facet| tallies[facet][weaker].room)
                    .sum();
                let probability =
                    at_least(rates[weaker] * room, room) / (1.0 + (beforehand - ratios[better]).exp());
                let shared: usize = tallies.iter().map(|t| t[better].shared).sum();
                let looked: usize = tallies.iter().map(|t| t[better].looked).sum();
                let found = probability >= LEAST_PROBABILITY;
                found.then(|| Dependent {
                    pair: [a, b],
                    rates,
                    probability,
                    shared,
                    looked,
                    copier: self.copier([a, b], &totals, alike * stride, right * stride),
                    declared: false,
                })
            })
            .collect()
    }

    /// How many claims each source makes, and how many of them are expected to be right.
    fn totals(&self, known: &Known) -> Vec<(f64, f64)> {
        (0..self.sources as u32)
            .into_par_iter()
            .map(|source| {
                let claims = self.claims(source);
                (claims.len() as f64, claims.iter().map(|&c| known.beliefs[c as usize]).sum())
            })
            .collect()
    }

    /// Which of a pair copies: the one whose claims that the other does not share are right at another rate than those it does, by at
    /// least three standard errors and more than the other's are.
    fn copier(&self, pair: [u32; 2], totals: &[(f64, f64)], alike: f64, right: f64) -> Option<u32> {
        let apart = pair.map(|source| {
            let (claims, correct) = totals[source as usize];
            let (own, own_right) = ((claims - alike).max(0.0), (correct - right).max(0.0));
            if own < 10.0 || alike < 10.0 {
                return 0.0;
            }
            let pooled = ((right + own_right) / (alike + own)).clamp(0.01, 0.99);
            let error = (pooled * (1.0 - pooled) * (1.0 / alike + 1.0 / own)).sqrt();
            (right / alike - own_right / own).abs() / error
        });
        match apart {
            [a, b] if a >= 3.0 && a > 2.0 * b => Some(pair[0]),
            [a, b] if b >= 3.0 && b > 2.0 * a => Some(pair[1]),
            _ => None,
        }
    }

    /// The accuracy of each source in each facet.
    fn accuracies(&self, known: &Known, facets: usize, facet_of: &impl Fn(usize) -> usize) -> Vec<f64> {
        let mut out = vec![0.5; self.sources * facets];
        for (speaker, &rank) in self.rank_of.iter().enumerate() {
            if let Some(&claim) = self.votes.claims_by(speaker).first() {
                let item = self.item_of[self.votes.claim_candidates[claim as usize] as usize] as usize;
                out[rank as usize * facets + facet_of(item)] = known.accuracies[speaker];
            }
        }
        out
    }
}

/// Pairs two sources' candidates of one item, both ascending: those that both have first, then the rest of either in its order.
fn alike_first(own: &[u32], others: &[u32], mut on: impl FnMut(u32, u32)) {
    own.iter().filter(|c| others.binary_search(c).is_ok()).for_each(|&c| on(c, c));
    let rest = own.iter().filter(|c| others.binary_search(c).is_err());
    rest.zip(others.iter().filter(|c| own.binary_search(c).is_err())).for_each(|(&x, &y)| on(x, y));
}

/// How many of the candidates, in their order, lie before another: found in steps that double, so that a near one costs little.
fn gallop(candidates: &[u32], before: u32) -> usize {
    let mut step = 1;
    while step < candidates.len() && candidates[step - 1] < before {
        step *= 2;
    }
    let (from, to) = (step / 2, step.min(candidates.len()));
    from + candidates[from..to].partition_point(|&candidate| candidate < before)
}

/// Pairs of which one source declares, for at least half of its claims, to cite the other, which makes the same claim. A source that
/// cites one that says something else copies nothing by it. Who cites whom may go in circles; a pair is a pair whichever way it goes.
pub(super) fn declared(table: &Table, votes: &Votes, rank_of_source: &[u32]) -> Vec<Dependent> {
    if table.cites.is_empty() {
        return Vec::new();
    }
    // The candidate that a row claims, where the row or one like it counts.
    let said = |row: u32| (table.item[row as usize], table.value[row as usize]);
    let mut candidates: Vec<((u32, u32), u32)> = votes
        .rows
        .iter()
        .zip(&votes.claim_candidates)
        .map(|(&row, &candidate)| (said(row), candidate))
        .collect();
    candidates.par_sort_unstable();
    candidates.dedup();
    let claims = |rank: u32, candidate: u32| {
        votes.speakers[votes.claims_of(candidate as usize)].binary_search(&rank).is_ok()
    };
    let mut alike: BTreeSet<(u32, u32, u32)> = BTreeSet::new();
    for &(row, cited) in &table.cites {
        let Some(&source) = table.source.get(row as usize) else { continue };
        let Some(&original) = rank_of_source.get(cited as usize) else { continue };
        let citing = rank_of_source[source as usize];
        let Ok(place) = candidates.binary_search_by_key(&said(row), |(said, _)| *said) else { continue };
        let candidate = candidates[place].1;
        if citing != original && claims(citing, candidate) && claims(original, candidate) {
            alike.insert((citing, original, candidate));
        }
    }
    let mut counts: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for (citing, original, _) in alike {
        *counts.entry((citing, original)).or_default() += 1;
    }
    counts
        .into_iter()
        .filter(|&((citing, _), count)| count * 2 >= votes.claims_by(citing as usize).len())
        .map(|((citing, original), count)| Dependent {
            pair: [citing.min(original), citing.max(original)],
            rates: [1.0; 2],
            probability: 1.0,
            shared: count,
            looked: votes.claims_by(citing as usize).len(),
            copier: Some(citing),
            declared: true,
        })
        .collect()
}

/// Adds pairs that are declared to those found; of one that is both, what was declared stands.
pub(super) fn add_declared(pairs: &mut Vec<Dependent>, declared: Vec<Dependent>) {
    pairs.extend(declared);
    pairs.sort_by_key(|d| (d.pair, !d.declared, d.copier));
    pairs.dedup_by_key(|d| d.pair);
}

/// The probability that a rate is at least [`LEAST_RATE`], seen in so many of so many, all rates being as likely beforehand.
fn at_least(seen: f64, of: f64) -> f64 {
    1.0 - statrs::function::beta::beta_reg(1.0 + seen.max(0.0), 1.0 + (of - seen).max(0.0), LEAST_RATE)
}

/// Groups that dependent pairs connect, as lists of ranks, each ascending, in order of their first members.
pub(super) fn groups(pairs: &[Dependent]) -> Vec<Vec<u32>> {
    let mut parent: BTreeMap<u32, u32> = BTreeMap::new();
    fn root(parent: &mut BTreeMap<u32, u32>, mut x: u32) -> u32 {
        loop {
            let up = *parent.entry(x).or_insert(x);
            if up == x {
                return x;
            }
            let higher = parent[&up];
            parent.insert(x, higher);
            x = up;
        }
    }
    for Dependent { pair: [a, b], .. } in pairs {
        let (x, y) = (root(&mut parent, *a), root(&mut parent, *b));
        parent.insert(x.max(y), x.min(y));
    }
    let members: Vec<u32> = parent.keys().copied().collect();
    let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for member in members {
        groups.entry(root(&mut parent, member)).or_default().push(member);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

/// How much of each claim is the speaker's own word, given who depends on whom.
pub(super) fn shares(votes: &Votes, rank_of: &[u32], pairs: &[Dependent]) -> Vec<f64> {
    if pairs.is_empty() {
        return Vec::new();
    }
    let groups = groups(pairs);
    let sources = rank_of.iter().copied().max().map_or(0, |most| most as usize + 1);
    let mut group_of = vec![u32::MAX; sources];
    for (number, members) in groups.iter().enumerate() {
        for &member in members {
            group_of[member as usize] = number as u32;
        }
    }
    let mut rates = vec![(0.0, 0usize); groups.len()];
    for dependent in pairs {
        let sum = &mut rates[group_of[dependent.pair[0] as usize] as usize];
        sum.0 += dependent.rates[0].max(dependent.rates[1]);
        sum.1 += 1;
    }
    let mut shares = vec![1.0; votes.claims()];
    let group = |claim: usize| group_of[rank_of[votes.speakers[claim] as usize] as usize];
    // How many claims each group makes for the candidate at hand, and which groups make any.
    let mut sizes = vec![0u32; groups.len()];
    let mut met: Vec<u32> = Vec::new();
    for candidate in 0..votes.candidates() {
        for claim in votes.claims_of(candidate) {
            let group = group(claim);
            if group != u32::MAX {
                let size = &mut sizes[group as usize];
                if *size == 0 {
                    met.push(group);
                }
                *size += 1;
            }
        }
        if met.iter().any(|&group| sizes[group as usize] > 1) {
            for claim in votes.claims_of(candidate) {
                let group = group(claim);
                if group != u32::MAX {
                    let size = f64::from(sizes[group as usize]);
                    let (sum, count) = rates[group as usize];
                    let rate: f64 = sum / count as f64;
                    shares[claim] = (1.0 + (size - 1.0) * (1.0 - rate)) / size;
                }
            }
        }
        met.drain(..).for_each(|group| sizes[group as usize] = 0);
    }
    shares
}

/// Groups as they are told: by the table's numbers, with the evidence of each pair.
pub(super) fn told(by_rank: &[u32], pairs: &[Dependent]) -> Vec<CopyGroup> {
    let source = |rank: u32| by_rank[rank as usize];
    let groups = groups(pairs);
    let group_of: BTreeMap<u32, usize> = (groups.iter().enumerate())
        .flat_map(|(number, members)| members.iter().map(move |&member| (member, number)))
        .collect();
    let mut pairs_of: Vec<Vec<&Dependent>> = vec![Vec::new(); groups.len()];
    for dependent in pairs {
        pairs_of[group_of[&dependent.pair[0]]].push(dependent);
    }
    groups
        .into_iter()
        .zip(pairs_of)
        .map(|(members, mut own)| {
            own.sort_by_key(|d| d.pair);
            CopyGroup {
                pairs: own
                    .into_iter()
                    .map(|d| CopyPair {
                        pair: d.pair.map(source),
                        copier: d.copier.map(source),
                        probability: d.probability,
                        reasons: vec![reason(d)],
                    })
                    .collect(),
                members: members.into_iter().map(source).collect(),
            }
        })
        .collect()
}

fn reason(d: &Dependent) -> Reason {
    let label = match d.declared {
        true => format!("one declares to cite the other {} times of {}", d.shared, d.looked),
        false => format!("the same rare or false value {} times of {}", d.shared, d.looked),
    };
    Reason { label, weight: d.rates[0].max(d.rates[1]), evidence: Vec::<Evidence>::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gallop_ends_where_a_walk_does() {
        let candidates: Vec<u32> = (0..40).map(|n| n * 3).collect();
        for length in 0..=candidates.len() {
            for before in 0..125 {
                let list = &candidates[..length];
                assert_eq!(gallop(list, before), list.iter().filter(|&&c| c < before).count());
            }
        }
    }

    #[test]
    fn of_several_values_the_like_ones_meet() {
        let met = |own: &[u32], others: &[u32]| {
            let mut met = Vec::new();
            alike_first(own, others, |x, y| met.push((x, y)));
            met
        };
        assert_eq!(met(&[1, 2, 5], &[2, 3]), [(2, 2), (1, 3)]);
        assert_eq!(met(&[2], &[1, 2]), [(2, 2)]);
        assert_eq!(met(&[1, 2], &[3]), [(1, 3)]);
    }
}
