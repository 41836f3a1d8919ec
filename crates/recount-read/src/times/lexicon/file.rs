//! The tables of `time.toml` as they are written; its header says what they mean.

use crate::times::rules::Make;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitWords {
    pub(super) one: Vec<String>,
    pub(super) many: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitRows {
    pub(super) second: UnitWords,
    pub(super) minute: UnitWords,
    pub(super) hour: UnitWords,
    pub(super) day: UnitWords,
    pub(super) weekend: UnitWords,
    pub(super) week: UnitWords,
    pub(super) fortnight: UnitWords,
    pub(super) month: UnitWords,
    pub(super) season: UnitWords,
    pub(super) quarter: UnitWords,
    pub(super) half: UnitWords,
    pub(super) year: UnitWords,
    pub(super) decade: UnitWords,
    pub(super) century: UnitWords,
    pub(super) millennium: UnitWords,
}

impl UnitRows {
    /// In the order of [`Unit::ALL`].
    pub(super) fn rows(&self) -> [&UnitWords; 15] {
        [
            &self.second,
            &self.minute,
            &self.hour,
            &self.day,
            &self.weekend,
            &self.week,
            &self.fortnight,
            &self.month,
            &self.season,
            &self.quarter,
            &self.half,
            &self.year,
            &self.decade,
            &self.century,
            &self.millennium,
        ]
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Directions {
    pub(super) last: Vec<String>,
    pub(super) this: Vec<String>,
    pub(super) next: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Parts {
    pub(super) morning: Vec<String>,
    pub(super) afternoon: Vec<String>,
    pub(super) evening: Vec<String>,
    pub(super) night: Vec<String>,
    pub(super) day: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hours {
    pub(super) before_noon: Vec<String>,
    pub(super) after_noon: Vec<String>,
    pub(super) on_the_hour: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ordinals {
    pub(super) words: Vec<String>,
    pub(super) endings: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Decades {
    pub(super) endings: Vec<String>,
    pub(super) words: BTreeMap<String, i64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct References {
    pub(super) past: Vec<String>,
    pub(super) present: Vec<String>,
    pub(super) future: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TenseWords {
    pub(super) future: Vec<String>,
    pub(super) future_beside: Vec<String>,
    pub(super) past: Vec<String>,
    pub(super) past_endings: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RangeWords {
    pub(super) joins: Vec<String>,
    pub(super) between: Vec<String>,
    pub(super) joins_between: Vec<String>,
    pub(super) since: Vec<String>,
    pub(super) within: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Modifiers {
    pub(super) date: Vec<String>,
    pub(super) duration: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::times) enum SlashOrder {
    MonthDay,
    DayMonth,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleRow {
    #[allow(dead_code, reason = "names a rule for those who read the file")]
    pub(super) name: String,
    pub(super) patterns: Vec<String>,
    pub(super) make: Make,
    #[serde(default)]
    pub(super) unless_before: Vec<String>,
    #[serde(default)]
    pub(super) unless_after: Vec<String>,
}

/// `time.toml` as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimeFile {
    pub aggregates: Vec<String>,
    pub today: Vec<String>,
    pub(super) slashes: SlashOrder,
    pub(super) plural: String,
    pub(super) units: UnitRows,
    pub(super) directions: Directions,
    pub(super) days: BTreeMap<String, i64>,
    pub(super) parts: Parts,
    pub(super) moments: BTreeMap<String, String>,
    pub(super) hours: Hours,
    pub(super) quantities: BTreeMap<String, i64>,
    pub(super) ordinals: Ordinals,
    pub(super) decades: Decades,
    pub(super) fractions: BTreeMap<String, i64>,
    pub(super) frequencies: BTreeMap<String, (i64, String)>,
    pub(super) references: References,
    pub(super) tense: TenseWords,
    pub(super) ranges: RangeWords,
    pub(super) classes: BTreeMap<String, Vec<String>>,
    pub(super) modifiers: Modifiers,
    pub(super) calendar: Vec<RuleRow>,
    pub(super) relative: Vec<RuleRow>,
    pub(super) weekdays: Vec<RuleRow>,
    pub(super) durations: Vec<RuleRow>,
    pub(super) sets: Vec<RuleRow>,
    pub(super) clock: Vec<RuleRow>,
    pub(super) vague: Vec<RuleRow>,
}
