//! Names of months and days of the week.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

#[derive(Deserialize)]
struct File {
    months: Vec<Vec<String>>,
    weekdays: Vec<Vec<String>>,
}

struct Calendar {
    months: BTreeMap<String, u8>,
    weekdays: BTreeMap<String, u8>,
}

fn english() -> &'static Calendar {
    static ENGLISH: OnceLock<Calendar> = OnceLock::new();
    ENGLISH.get_or_init(|| {
        let text = include_str!("../lexicon/en/calendar.toml");
        // The embedded file is part of the program; a test reads it, so failure here means a broken build.
        let file: File = toml::from_str(text).unwrap_or_else(|e| panic!("embedded lexicon: {e}"));
        let numbered = |names: Vec<Vec<String>>, first: u8| {
            let forms = names.into_iter().zip(first..);
            forms.flat_map(|(forms, n)| forms.into_iter().map(move |form| (form, n))).collect()
        };
        Calendar { months: numbered(file.months, 1), weekdays: numbered(file.weekdays, 0) }
    })
}

/// The month, 1 to 12, that a word or its short form names, in any case and with or without a full stop.
pub fn month(word: &str) -> Option<u8> {
    english().months.get(&plain(word)).copied()
}

/// The day of the week, 0 for Monday to 6, that a word or its short form names, in any case and with or without a full stop.
pub fn weekday(word: &str) -> Option<u8> {
    english().weekdays.get(&plain(word)).copied()
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
}
