//! What the method file of a posterior says, checked when it is read. The meaning of each number stands in the file itself,
//! `methods/posterior.toml`.

use recount_model::{Measure, Word};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The table `[posterior]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    pub percent: u8,
    pub digits: u32,
    pub prior: Prior,
    pub class: BTreeMap<String, Reliability>,
    pub share: Share,
    pub words: Wording,
    pub vague: BTreeMap<String, [u64; 2]>,
    pub growth: Growth,
    pub unresolved: Unresolved,
}

/// What is thought of the count before anybody is heard.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Prior {
    pub slope: f64,
    pub cap: u64,
}

/// How voices of a class fare.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reliability {
    pub right: f64,
    pub near: f64,
    pub near_spread: f64,
    pub far_spread: f64,
}

/// How much of a voice a figure counts for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Share {
    pub unknown: f64,
    pub unknown_together: f64,
    pub group: f64,
    pub equal: f64,
    pub hedged: f64,
    pub denied: f64,
}

/// How figures are worded.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wording {
    pub rounded: f64,
    pub coarsest: f64,
    pub about: f64,
    pub more: f64,
    pub overstated: f64,
    pub less: f64,
    pub edge: f64,
}

/// How tolls grow.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Growth {
    pub measures: Vec<String>,
    pub chance: f64,
    pub days: f64,
    pub undated: f64,
    pub missed: f64,
    pub own_count: f64,
}

/// When there is no answer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Unresolved {
    pub voices: f64,
    pub bounded: f64,
    pub width: f64,
    pub from: f64,
    pub together: f64,
    pub near: f64,
}

/// The class whose reliability stands for any that is not listed.
const OTHERWISE: &str = "named";

impl Settings {
    /// What is wrong with the numbers, if anything is.
    pub fn fault(&self) -> Option<String> {
        let chance = |x: f64| (0.0..=1.0).contains(&x);
        let spread = |x: f64| x.is_finite() && x > 0.0;
        let classes = self.class.iter().find(|(_, c)| {
            !(chance(c.right)
                && chance(c.near)
                && c.right + c.near < 1.0
                && spread(c.near_spread)
                && spread(c.far_spread))
        });
        let (share, words, growth) = (&self.share, &self.words, &self.growth);
        let chances = [
            share.unknown,
            share.group,
            share.equal,
            words.overstated,
            share.hedged,
            share.denied,
            words.rounded,
            words.coarsest,
        ];
        let more_chances = [growth.chance, growth.undated, growth.own_count];
        let spreads = [words.about, words.more, words.less, words.edge, growth.days, growth.missed];
        let amount = |x: f64| x.is_finite() && x >= 0.0;
        let factor = |x: f64| x.is_finite() && x >= 1.0;
        let limits = &self.unresolved;
        let unknown = growth.measures.iter().find(|name| name.parse::<Measure>().is_err());
        if !(1..=99).contains(&self.percent) {
            Some("percent is not between 1 and 99".to_string())
        } else if !(1..=15).contains(&self.digits) {
            Some("digits is not between 1 and 15".to_string())
        } else if !spread(self.prior.slope) || self.prior.slope > 5.0 || self.prior.cap < 1000 {
            Some("the prior has a slope between 0 and 5 and a cap of 1,000 or more".to_string())
        } else if let Some((name, _)) = classes {
            Some(format!("class {name}: right and near are chances below 1 in sum, spreads above 0"))
        } else if !self.class.contains_key(OTHERWISE) {
            Some(format!("the class {OTHERWISE} stands for all that are not listed and is missing"))
        } else if !chances.into_iter().chain(more_chances).all(chance) {
            Some("a share or chance is not between 0 and 1".to_string())
        } else if !spreads.into_iter().all(spread) || !spread(share.unknown_together) {
            Some("a spread or a number of days is not above 0".to_string())
        } else if let Some((word, _)) = self.vague.iter().find(|(_, [low, high])| low > high) {
            Some(format!("the vague word '{word}' ends before it begins"))
        } else if let Some(name) = unknown {
            Some(format!("growth: there is no measure '{name}'"))
        } else if ![limits.voices, limits.bounded, limits.from].into_iter().all(amount) {
            Some("unresolved: voices, bounded and from are numbers, 0 or more".to_string())
        } else if ![limits.width, limits.near].into_iter().all(factor) || !chance(limits.together) {
            Some(
                "unresolved: width and near are factors, 1 or more, and together is a share between 0 and 1"
                    .to_string(),
            )
        } else {
            None
        }
    }

    /// How voices of a class fare.
    pub fn reliability(&self, class: &str) -> Option<Reliability> {
        self.class.get(class).or_else(|| self.class.get(OTHERWISE)).copied()
    }

    /// The chance that a figure given so many days after the event, if anybody knows, is a part of what was found in the end.
    pub fn part(&self, measure: Measure, age_days: Option<i64>) -> f64 {
        let grows = self.growth.measures.iter().any(|m| m == measure.word());
        match age_days {
            _ if !grows => 0.0,
            Some(days) => self.growth.chance * (-(days.max(0) as f64) / self.growth.days).exp(),
            None => self.growth.chance * self.growth.undated,
        }
    }
}
