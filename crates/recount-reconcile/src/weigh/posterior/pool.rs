//! Voices put together. A whole voice multiplies the distribution by its likelihood. A figure that counts for less than a voice is
//! with that chance evidence of its own and else says nothing new: it mixes the distribution with and without it, so it never
//! moves more of the mass than its share. What "with" means is reckoned from the whole voices alone; so no order of the figures
//! matters.

use super::evidence::Evidence;
use super::grid::Grid;
use super::settings::Settings;
use super::words::Words;
use crate::agreement;
use crate::weigh::class::GROUP;
use crate::weigh::method::{Case, Facts};
use recount_model::{Independence, Interval, Testimony};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Every voice of a case with its likelihood over one grid.
pub(crate) struct Pool {
    pub grid: Grid,
    pub members: Vec<Member>,
    unknown: f64,
    unknown_together: f64,
    equal: f64,
}

/// One testimony.
pub(crate) struct Member {
    pub evidence: Evidence,
    likelihood: Rc<Vec<f64>>,
    /// How much of a voice it counts for, but for what it shares with other figures of unknown origin.
    own_share: f64,
    /// The number that the words print, where they print one, with the shape of its bounds.
    pub number: Option<(u64, u8)>,
    /// For a figure of unknown origin the place of the first that says the same: equal ones count once.
    unknown_like: Option<usize>,
}

impl Pool {
    pub fn new(case: &Case, settings: &Settings) -> Option<Self> {
        let evidence = |(t, facts): (&Testimony, &Facts)| -> Option<Evidence> {
            let part = settings.part(case.measure, facts.age_days);
            Some(Evidence {
                words: Words::of(&t.interval, settings),
                reliability: settings.reliability(&t.class)?,
                part,
                missed: settings.growth.missed,
                counted: facts.counted.map(|n| (n, settings.growth.own_count)),
            })
        };
        let testimonies = || case.testimonies.iter().map(|t| &**t);
        let all: Vec<Evidence> =
            testimonies().zip(&case.facts).map(evidence).collect::<Option<Vec<Evidence>>>()?;
        let mut stated: Vec<u64> = all.iter().flat_map(|e| e.words.edges()).collect();
        stated.extend(all.iter().filter_map(|e| e.counted.map(|(n, _)| n)));
        let grid = Grid::new(&stated, &settings.prior);
        let mut members: Vec<Member> = Vec::new();
        for (i, (evidence, t)) in all.into_iter().zip(testimonies()).enumerate() {
            let same = members.iter().rev().take(REMEMBERED).find(|m| m.evidence == evidence);
            let likelihood = match same {
                Some(member) => Rc::clone(&member.likelihood),
                None => Rc::new(evidence.likelihood(&grid.cells, &settings.words)),
            };
            let unknown = t.independent == Independence::Unknown;
            let own_share = own_share(t, &case.facts[i], settings);
            let shape = |i: &Interval| u8::from(i.low.is_some()) + 2 * u8::from(i.high.is_some());
            let number = agreement::printed(&t.interval).map(|n| (n, shape(&t.interval)));
            let unknown_like = unknown.then_some(i);
            members.push(Member { evidence, likelihood, own_share, number, unknown_like });
        }
        let mut pool = Pool {
            grid,
            members,
            unknown: settings.share.unknown,
            unknown_together: settings.share.unknown_together,
            equal: settings.share.equal,
        };
        pool.join_equal(case);
        Some(pool)
    }

    /// Of equal figures of unknown origin the one that says least stands for all.
    fn join_equal(&mut self, case: &Case) {
        let mut unknown: Vec<usize> =
            (0..self.members.len()).filter(|&i| self.members[i].unknown_like.is_some()).collect();
        let telling = |i: usize| {
            let interval = &case.testimonies[i].interval;
            (
                interval.single().is_some(),
                !interval.approximate,
                interval.low.is_some(),
                interval.low,
                interval.high,
            )
        };
        let number = |i: usize| agreement::printed(&case.testimonies[i].interval);
        unknown.sort_by_key(|&i| (number(i), telling(i)));
        for pair in 1..unknown.len() {
            let (before, here) = (unknown[pair - 1], unknown[pair]);
            if agreement::same_number(&case.testimonies[before].interval, &case.testimonies[here].interval) {
                self.members[here].unknown_like = self.members[before].unknown_like;
            }
        }
    }

    /// How much of a voice each testimony counts for where only some are heard.
    pub fn shares(&self, heard: &dyn Fn(usize) -> bool) -> Vec<f64> {
        let mut leaders: Vec<usize> = Vec::new();
        let mut leads = vec![None; self.members.len()];
        for (i, member) in self.members.iter().enumerate().filter(|(i, _)| heard(*i)) {
            if let Some(group) = member.unknown_like
                && leads[group].is_none()
            {
                // The group's own first may not be heard; then the first that is stands for it.
                leads[group] = Some(if heard(group) { group } else { i });
                leaders.extend(leads[group]);
            }
        }
        let with = self.two_with_each_number(heard);
        let turn = |i: usize, member: &Member| {
            let voices = member.number.and_then(|n| with.get(&n));
            voices.map_or(Some(0), |v| v.iter().position(|&other| other == i))
        };
        let each = self.unknown.min(self.unknown_together / leaders.len().max(1) as f64);
        let share = |(i, member): (usize, &Member)| match member.unknown_like {
            _ if !heard(i) => 0.0,
            None => match turn(i, member) {
                Some(0) => member.own_share,
                Some(_) => member.own_share * self.equal,
                None => 0.0,
            },
            Some(group) if leads[group] == Some(i) => member.own_share * each,
            Some(_) => 0.0,
        };
        self.members.iter().enumerate().map(share).collect()
    }

    /// For each number, of figures of one shape, the two most reliable voices that give it. The second may have it from the first, and
    /// so may all others: they count for no more than the second does.
    fn two_with_each_number(&self, heard: &dyn Fn(usize) -> bool) -> BTreeMap<(u64, u8), Vec<usize>> {
        let mut with: BTreeMap<(u64, u8), Vec<usize>> = BTreeMap::new();
        for (i, member) in self.members.iter().enumerate() {
            if let (Some(number), None, true) = (member.number, member.unknown_like, heard(i)) {
                with.entry(number).or_default().push(i);
            }
        }
        let trust = |i: usize| (self.members[i].own_share, self.members[i].evidence.reliability.right);
        for voices in with.values_mut() {
            // Stable, so that of equals the first in the list stays first.
            voices.sort_by(|&a, &b| trust(b).partial_cmp(&trust(a)).unwrap_or(Ordering::Equal));
            voices.truncate(2);
        }
        with
    }

    /// Which voices give a number that a more reliable one gives too.
    pub fn after_another(&self) -> Vec<bool> {
        let with = self.two_with_each_number(&|_| true);
        let first = |m: &Member| m.number.and_then(|n| with.get(&n)?.first().copied());
        let members = self.members.iter().enumerate();
        members.map(|(i, m)| m.unknown_like.is_none() && first(m).is_some_and(|f| f != i)).collect()
    }

    /// The distribution over the grid where only some are heard.
    pub fn distribution(&self, heard: &dyn Fn(usize) -> bool) -> Vec<f64> {
        let shares = self.shares(heard);
        let mut logs: Vec<f64> = self.grid.prior.iter().map(|p| p.max(f64::MIN_POSITIVE).ln()).collect();
        for (member, _) in self.members.iter().zip(&shares).filter(|(_, s)| **s >= WHOLE) {
            logs.iter_mut().zip(member.likelihood.iter()).for_each(|(log, l)| *log += l.ln());
        }
        let whole = normalised(&logs);
        for (member, &share) in self.members.iter().zip(&shares).filter(|(_, s)| **s > 0.0 && **s < WHOLE) {
            let mean: f64 = whole.iter().zip(member.likelihood.iter()).map(|(p, l)| p * l).sum();
            let mean = mean.max(f64::MIN_POSITIVE);
            let mixed = |l: &f64| (share * l / mean + 1.0 - share).ln();
            logs.iter_mut().zip(member.likelihood.iter()).for_each(|(log, l)| *log += mixed(l));
        }
        normalised(&logs)
    }
}

/// From this share on a figure is a whole voice.
const WHOLE: f64 = 0.999;
/// How far back equal evidence is looked for, so that equal figures cost once and unequal ones not the square.
const REMEMBERED: usize = 32;

/// How much of a voice a testimony counts for by itself.
fn own_share(t: &Testimony, facts: &Facts, settings: &Settings) -> f64 {
    let share = &settings.share;
    let known = match t.independent {
        // For an unknown origin the pool gives the share.
        Independence::Unknown => 1.0,
        Independence::Yes if t.class == GROUP => share.group,
        Independence::Yes => 1.0,
        Independence::No => 0.0,
    };
    let hedged = if facts.hedged { share.hedged } else { 1.0 };
    let denied = if t.denied_by.is_empty() { 1.0 } else { share.denied };
    known * hedged * denied
}

/// Masses that sum to one.
fn normalised(logs: &[f64]) -> Vec<f64> {
    let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut masses: Vec<f64> = logs.iter().map(|log| (log - top).exp()).collect();
    let sum: f64 = masses.iter().sum();
    masses.iter_mut().for_each(|m| *m /= sum);
    masses
}
