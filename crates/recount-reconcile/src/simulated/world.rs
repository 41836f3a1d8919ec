//! What a simulated world is like: how large tolls are, how many voices of which class speak, how often they are right, how they word
//! it, and who repeats whom. [`World::as_assumed`] takes what the method `posterior` takes for granted from its file; the others
//! differ from it on purpose.

use super::random::Random;
use super::{Dossier, Said};
use crate::weigh;
use recount_model::{Interval, Vague};
use std::collections::BTreeMap;

/// A class of voices.
#[derive(Debug, Clone, PartialEq)]
pub struct Sort {
    /// The class of the method file.
    pub class: &'static str,
    /// How often a voice is of it, in relation to the others.
    pub often: f64,
    /// The chance that its figure is right.
    pub right: f64,
    /// The chance that it is near.
    pub near: f64,
    /// How near: a standard deviation of the logarithm.
    pub near_spread: f64,
    /// How far off the others are: a scale of the logarithm.
    pub far_spread: f64,
}

/// How figures are worded. Chances of the forms; what is left are plain numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Speech {
    /// "At least n".
    pub at_least: f64,
    /// "Up to n".
    pub at_most: f64,
    /// "About n".
    pub about: f64,
    /// "From a to b".
    pub range: f64,
    /// "Dozens".
    pub vague: f64,
    /// The chance that a plain number is rounded.
    pub rounded: f64,
    /// How coarsely: the largest step as a share of the number.
    pub coarsest: f64,
    /// Spread of the logarithm of "about".
    pub about_spread: f64,
    /// How far the truth lies above a lower bound, as a mean of the logarithm.
    pub more: f64,
    /// How far below an upper one.
    pub less: f64,
    /// Of far-off bounds the share that the truth does not keep.
    pub overstated: f64,
}

/// A world.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// The chance of a toll of n and more falls as n to the power of minus this.
    pub slope: f64,
    /// The smallest and the largest toll.
    pub tolls: (u64, u64),
    /// The fewest and the most voices.
    pub voices: (i64, i64),
    /// Classes of voices.
    pub sorts: Vec<Sort>,
    /// How they word it.
    pub speech: Speech,
    /// The chance that a voice speaks in the first three days.
    pub early: f64,
    /// The chance that a figure of the first day is a part of the toll, the days in which that fades, and how much a part misses.
    pub growth: (f64, f64, f64),
    /// The chance that a figure is hedged; then it is one of its own only with the second chance.
    pub hedged: (f64, f64),
    /// Of figures without a source the share that is one of its own; the others repeat or garble another's.
    pub own: f64,
    /// How many reports repeat a voice's figure in the open, on average.
    pub repeats: f64,
    /// The chance that a voice takes over another's figure unseen.
    pub hidden: f64,
    /// The chance that a party gives a small part of the toll and denies the largest figure.
    pub minimises: f64,
    /// The chance that a voice gave a smaller count before.
    pub revises: f64,
}

/// Invented names of bodies, one voice each.
const NAMES: [&str; 12] = [
    "Alder Watch",
    "Birch Union",
    "Cedar Office",
    "Dunlin Institute",
    "Elm Registry",
    "Fennel Council",
    "Gorse Bureau",
    "Heron Society",
    "Iris Trust",
    "Juniper Agency",
    "Kestrel Forum",
    "Larch Committee",
];

/// Classes with how often a voice is of them.
const OFTEN: [(&str, f64); 5] =
    [("examined", 0.2), ("named", 0.35), ("party", 0.15), ("group", 0.1), ("unsourced", 0.2)];

impl World {
    /// The world that the method `posterior` takes for granted, with tolls of 5 and more, and figures repeated in the open.
    pub fn as_assumed() -> Self {
        let methods = weigh::methods(None).expect("the methods are those embedded");
        let settings = methods.into_iter().find_map(|m| m.posterior).expect("one of them is a posterior");
        let sort = |(class, often): (&'static str, f64)| {
            let r = settings.reliability(class).expect("every class has a reliability");
            let (right, near, near_spread, far_spread) = (r.right, r.near, r.near_spread, r.far_spread);
            Sort { class, often, right, near, near_spread, far_spread }
        };
        let (words, growth) = (&settings.words, &settings.growth);
        World {
            slope: settings.prior.slope,
            tolls: (5, 100_000),
            voices: (1, 6),
            sorts: OFTEN.into_iter().map(sort).collect(),
            speech: Speech {
                at_least: 0.25,
                at_most: 0.05,
                about: 0.12,
                range: 0.05,
                vague: 0.05,
                rounded: words.rounded,
                coarsest: words.coarsest,
                about_spread: words.about,
                more: words.more,
                less: words.less,
                overstated: words.overstated,
            },
            early: 0.5,
            growth: (growth.chance, growth.days, growth.missed),
            hedged: (0.1, settings.share.hedged),
            own: settings.share.unknown,
            repeats: 0.5,
            hidden: 0.0,
            minimises: 0.0,
            revises: 0.15,
        }
    }

    pub(super) fn dossier(&self, random: &mut Random) -> Dossier {
        let truth = self.toll(random);
        let mut said: Vec<Said> = Vec::new();
        for name in NAMES.iter().take(random.between(self.voices.0, self.voices.1) as usize) {
            let sort = self.sort(random);
            let day = if random.happens(self.early) { random.between(0, 3) } else { random.between(4, 90) };
            self.speak(name, sort, day, truth, &mut said, random);
        }
        self.deny(truth, &mut said, random);
        Dossier { truth, said }
    }

    /// One voice says what it says, with what it said before and who repeats it.
    fn speak(
        &self,
        name: &str,
        sort: &Sort,
        day: i64,
        truth: u64,
        said: &mut Vec<Said>,
        random: &mut Random,
    ) {
        let hedged = sort.class != "unsourced" && random.happens(self.hedged.0);
        let own = match sort.class {
            "unsourced" => random.happens(self.own),
            _ => !hedged || random.happens(self.hedged.1),
        };
        let others: Vec<Interval> = said
            .iter()
            .filter(|s| s.voice.is_some() && s.denies.is_none())
            .map(|s| s.interval.clone())
            .collect();
        let pick = |random: &mut Random| {
            let last = others.len().checked_sub(1)? as i64;
            others.get(random.between(0, last) as usize).cloned()
        };
        let heard = if own && !random.happens(self.hidden) { None } else { pick(random) };
        let interval = match heard {
            Some(other) if sort.class == "unsourced" => garbled(other, random),
            Some(other) => other,
            // Nobody has spoken whom it could repeat, or it knows for itself; a guess is a figure of another toll.
            None => self.figure(sort, day, if own { truth } else { self.toll(random) }, random),
        };
        let voice = (sort.class != "unsourced").then(|| name.to_string());
        if voice.is_some() && random.happens(self.revises) {
            let before = interval.leading().map(|n| (n as f64 * (0.4 + 0.5 * random.unit())) as u64);
            let earlier = before.filter(|n| *n > 0).map(|n| Interval::exactly(n, &n.to_string()));
            said.extend(earlier.map(|interval| Said {
                voice: voice.clone(),
                class: sort.class,
                day: day - 1,
                interval,
                hedged: false,
                denies: None,
            }));
        }
        said.push(Said { voice, class: sort.class, day, interval: interval.clone(), hedged, denies: None });
        let mut left = self.repeats;
        while random.happens(left.min(0.9)) {
            left -= 0.3;
            let day = day + random.between(0, 5);
            let class = "unsourced";
            said.push(Said {
                voice: None,
                class,
                day,
                interval: interval.clone(),
                hedged: false,
                denies: None,
            });
        }
    }

    fn deny(&self, truth: u64, said: &mut Vec<Said>, random: &mut Random) {
        if !random.happens(self.minimises) {
            return;
        }
        let number = (truth as f64 * (-random.exponential(1.5)).exp()) as u64;
        let largest = said.iter().filter(|s| s.voice.is_some()).max_by_key(|s| s.interval.leading()).cloned();
        let voice = Some("Moor Command".to_string());
        let class = "party";
        let interval = Interval::exactly(number, &number.to_string());
        said.push(Said { voice: voice.clone(), class, day: 2, interval, hedged: false, denies: None });
        said.extend(largest.map(|s| Said { voice, class, day: 3, denies: s.voice, hedged: false, ..s }));
    }

    fn toll(&self, random: &mut Random) -> u64 {
        let (low, high) = (self.tolls.0 as f64, self.tolls.1 as f64);
        let tail = |n: f64| n.powf(-self.slope);
        let u = random.unit();
        (tail(low) - u * (tail(low) - tail(high))).powf(-1.0 / self.slope) as u64
    }

    fn sort(&self, random: &mut Random) -> &Sort {
        let sum: f64 = self.sorts.iter().map(|s| s.often).sum();
        let mut left = random.unit() * sum;
        let chosen = self.sorts.iter().find(|s| {
            left -= s.often;
            left < 0.0
        });
        chosen.unwrap_or(&self.sorts[0])
    }

    /// What a voice of a class says of a toll so many days after.
    fn figure(&self, sort: &Sort, day: i64, truth: u64, random: &mut Random) -> Interval {
        let (chance, days, missed) = self.growth;
        let part = chance * (-(day.max(0) as f64) / days).exp();
        let speech = &self.speech;
        let form = random.unit();
        let below = |shares: &[f64]| form < shares.iter().sum::<f64>();
        if below(&[speech.at_least]) {
            let n = self.bound(sort, truth, speech.more + part * missed, -1.0, random);
            Interval::between(Some(n), None, &format!("at least {n}"))
        } else if below(&[speech.at_least, speech.at_most]) {
            let n = self.bound(sort, truth, speech.less, 1.0, random);
            Interval::between(None, Some(n), &format!("up to {n}"))
        } else {
            self.worded(self.known(sort, truth, part, missed, random), below, random)
        }
    }

    /// The form of words of one who has a number.
    fn worded(&self, n: u64, below: impl Fn(&[f64]) -> bool, random: &mut Random) -> Interval {
        let speech = &self.speech;
        let bounds = speech.at_least + speech.at_most;
        if below(&[bounds, speech.about]) {
            let about =
                round((n as f64 * (speech.about_spread * random.normal()).exp()) as u64, speech.coarsest);
            Interval { approximate: true, ..Interval::exactly(about, &format!("about {about}")) }
        } else if below(&[bounds, speech.about, speech.range]) && n > 3 {
            let (a, b) = (1.0 - 0.3 * random.unit(), 1.0 + 0.4 * random.unit());
            let (low, high) = ((n as f64 * a) as u64, (n as f64 * b) as u64 + 1);
            Interval::between(Some(low), Some(high), &format!("{low} to {high}"))
        } else if below(&[bounds, speech.about, speech.range, speech.vague]) {
            vague(n).unwrap_or_else(|| Interval::exactly(n, &n.to_string()))
        } else if random.happens(speech.rounded) {
            let n = round(n, speech.coarsest);
            Interval::exactly(n, &n.to_string())
        } else {
            Interval::exactly(n, &n.to_string())
        }
    }

    /// The number a voice has, right or not.
    fn known(&self, sort: &Sort, truth: u64, part: f64, missed: f64, random: &mut Random) -> u64 {
        let centre = (truth as f64 + 0.5).ln();
        let kind = random.unit();
        let at = |log: f64| log.exp().min(1e15) as u64;
        if kind >= sort.right + sort.near {
            at(centre + random.student(sort.far_spread))
        } else if random.happens(part) {
            at(centre - random.exponential(missed))
        } else if kind < sort.right {
            truth
        } else {
            at(centre + random.logistic(sort.near_spread))
        }
    }

    /// A bound on the side of `sign`: kept by the truth, unless the voice is far off and overstates.
    fn bound(&self, sort: &Sort, truth: u64, excess: f64, sign: f64, random: &mut Random) -> u64 {
        let centre = (truth as f64 + 0.5).ln();
        let sound = random.happens(sort.right + sort.near);
        let off = match sound {
            true => sign * random.exponential(excess),
            false if random.happens(self.speech.overstated) => -sign * random.student(sort.far_spread).abs(),
            false => sign * random.student(sort.far_spread).abs(),
        };
        let n = (centre + off).exp().min(1e15);
        if sign > 0.0 { n.ceil() as u64 } else { n as u64 }
    }
}

/// The nearest round number whose step is at most this share of it.
fn round(n: u64, coarsest: f64) -> u64 {
    let steps = (0..15).flat_map(|k| [10_u64.pow(k), 5 * 10_u64.pow(k)]);
    let step = steps.filter(|&s| s as f64 <= n as f64 * coarsest).max().unwrap_or(1);
    (n + step / 2) / step * step
}

/// The vague word whose range holds a number.
fn vague(n: u64) -> Option<Interval> {
    let words =
        BTreeMap::from([("dozens", (24, 120)), ("hundreds", (200, 1200)), ("thousands", (2000, 12_000))]);
    let (word, (low, _)) = words.into_iter().find(|(_, (a, b))| (*a..=*b).contains(&n))?;
    let open = Interval::between(Some(low), None, word);
    Some(Interval { approximate: true, vague: Some(Vague(word.to_string())), ..open })
}

/// A figure as it comes out at the end of a chain nobody knows: the same, or a little off.
fn garbled(interval: Interval, random: &mut Random) -> Interval {
    match interval.single() {
        Some(n) if random.happens(0.5) => {
            let n = (n as f64 * (0.2 * random.normal()).exp()).round() as u64;
            Interval::exactly(n, &n.to_string())
        }
        _ => interval,
    }
}
