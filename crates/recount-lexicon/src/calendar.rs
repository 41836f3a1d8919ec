//! Names of months, days of the week, seasons and feasts.

use crate::error::LexiconError;
use crate::language::languages;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    capitalised: bool,
    months: Vec<Vec<String>>,
    weekdays: Vec<Vec<String>>,
    seasons: Vec<Vec<String>>,
    unsure: BTreeSet<String>,
    #[serde(default)]
    feast: Vec<Feast>,
}

/// A day with a name, the same every year or reckoned from the year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feast {
    /// Its names, lower case.
    pub words: Vec<String>,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month.
    pub day: Option<u8>,
    /// Day of the week, 0 for Monday, of which [`Feast::nth`] says the how-manieth in the month.
    pub weekday: Option<u8>,
    /// 1 for the first in the month; -1 for the last.
    pub nth: Option<i8>,
    /// Days after Easter Sunday; negative before.
    pub easter: Option<i16>,
}

/// The names of a language's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Whether months and days of the week are written with a capital letter.
    pub capitalised: bool,
    months: BTreeMap<String, u8>,
    weekdays: BTreeMap<String, u8>,
    seasons: BTreeMap<String, u8>,
    unsure: BTreeSet<String>,
    /// Days with a name.
    pub feasts: Vec<Feast>,
}

impl Calendar {
    /// The calendars of all languages, English first: for a line that does not say which language it is of.
    pub fn all() -> impl Iterator<Item = &'static Calendar> {
        languages().filter_map(Calendar::of)
    }

    /// Reads the text of a `calendar.toml`.
    ///
    /// # Errors
    /// The file is not of the form its header describes.
    pub fn from_toml(text: &str) -> Result<Calendar, LexiconError> {
        let file: File = toml::from_str(text).map_err(|e| LexiconError::form("calendar.toml", e))?;
        let numbered = |names: Vec<Vec<String>>, first: u8| {
            let forms = names.into_iter().zip(first..);
            forms.flat_map(|(forms, n)| forms.into_iter().map(move |form| (form, n))).collect()
        };
        Ok(Calendar {
            capitalised: file.capitalised,
            months: numbered(file.months, 1),
            weekdays: numbered(file.weekdays, 0),
            seasons: numbered(file.seasons, 0),
            unsure: file.unsure,
            feasts: file.feast,
        })
    }

    /// The months with their numbers, 1 to 12, by name and short form.
    pub fn months(&self) -> impl Iterator<Item = (&str, u8)> {
        self.months.iter().map(|(name, &n)| (name.as_str(), n))
    }

    /// The days of the week with their numbers, 0 for Monday, by name and short form.
    pub fn weekdays(&self) -> impl Iterator<Item = (&str, u8)> {
        self.weekdays.iter().map(|(name, &n)| (name.as_str(), n))
    }

    /// The seasons with their numbers, 0 for spring to 3 for winter.
    pub fn seasons(&self) -> impl Iterator<Item = (&str, u8)> {
        self.seasons.iter().map(|(name, &n)| (name.as_str(), n))
    }

    /// Names of the calendar that are other words or names too: "may", "sun".
    pub fn unsure(&self) -> impl Iterator<Item = &str> {
        self.unsure.iter().map(String::as_str)
    }

    /// The month, 1 to 12, that a word or its short form names, in any case and with or without a full stop.
    pub fn month(&self, word: &str) -> Option<u8> {
        self.months.get(&plain(word)).copied()
    }

    /// The day of the week, 0 for Monday to 6, that a word or its short form names, in any case and with or without a full stop.
    pub fn weekday(&self, word: &str) -> Option<u8> {
        self.weekdays.get(&plain(word)).copied()
    }
}

/// The month that a word of English names.
pub fn month(word: &str) -> Option<u8> {
    Calendar::english().month(word)
}

/// The day of the week that a word of English names.
pub fn weekday(word: &str) -> Option<u8> {
    Calendar::english().weekday(word)
}

fn plain(word: &str) -> String {
    word.trim_end_matches('.').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_weekdays_have_numbers() {
        for (word, number) in
            [("January", Some(1)), ("Sept.", Some(9)), ("dec", Some(12)), ("moon", None), ("", None)]
        {
            assert_eq!(month(word), number, "{word}");
        }
        for (word, number) in [("Monday", Some(0)), ("thurs.", Some(3)), ("SUN", Some(6)), ("moon", None)] {
            assert_eq!(weekday(word), number, "{word}");
        }
    }

    #[test]
    fn a_feast_is_reckoned_in_one_way() {
        for feast in &Calendar::english().feasts {
            let fixed = feast.month.is_some() && feast.day.is_some() && feast.weekday.is_none();
            let nth = feast.month.is_some() && feast.weekday.is_some() && feast.nth.is_some();
            assert_eq!(
                [fixed, nth, feast.easter.is_some()].iter().filter(|b| **b).count(),
                1,
                "{:?}",
                feast.words
            );
        }
    }
}
