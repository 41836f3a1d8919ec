//! When a row was said: dates whole and partial, with or without a time of the day, and the numbers that programs write for them.
//!
//! A partial date counts as its first day. Digits alone mean, by how many they are: four a year, eight a day (20110408), nine or ten
//! seconds since 1970, twelve or thirteen milliseconds, fifteen or sixteen microseconds; five, with or without a fraction, the number that spreadsheets
//! give a day (days since 30 December 1899), which is said, since nothing else tells that it is a date. `08/04/2011` is not read: in
//! one country it is April, in another August.

use recount_model::PartialDate;

/// What a cell tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Told {
    /// It is empty.
    Nothing,
    /// Days since 1970-01-01, with the part of the day that has gone by.
    Day(f64),
    /// The same, from a spreadsheet's number of the day.
    SheetDay(f64),
    /// It holds something else.
    Unclear,
}

/// Days from 30 December 1899 to 1 January 1970.
const SHEET_EPOCH_DAYS: f64 = 25_569.0;
const DAY_SECONDS: f64 = 86_400.0;

/// Reads a cell.
pub(super) fn told(words: &str) -> Told {
    let words = words.trim();
    if words.is_empty() {
        return Told::Nothing;
    }
    let whole = words.split_once('.').map_or(words, |(whole, _)| whole);
    let plain = whole.len() < words.len() || whole.bytes().all(|b| b.is_ascii_digit());
    if plain && whole.bytes().all(|b| b.is_ascii_digit()) {
        return number(words, whole.len());
    }
    let (date, time) = words.split_at(words.find(['T', 't', ' ']).unwrap_or(words.len()));
    let day = date.parse::<PartialDate>().ok().map(|date| date.ordinal() as f64);
    match (day, time.get(1..)) {
        (Some(day), None) => Told::Day(day),
        (Some(day), Some(time)) => clock(time.trim()).map_or(Told::Unclear, |part| Told::Day(day + part)),
        (None, _) => Told::Unclear,
    }
}

/// Digits, perhaps with a fraction; `digits` before it.
fn number(words: &str, digits: usize) -> Told {
    let Ok(number) = words.parse::<f64>() else { return Told::Unclear };
    let has_fraction = words.len() > digits;
    match digits {
        4 if !has_fraction => day_of(words.parse().ok()),
        8 if !has_fraction => {
            let (year, month, day) = (words[..4].parse(), words[4..6].parse(), words[6..].parse());
            let (Ok(year), Ok(month), Ok(day)) = (year, month, day) else { return Told::Unclear };
            day_of(PartialDate::day(year, month, day))
        }
        5 => Told::SheetDay(number - SHEET_EPOCH_DAYS),
        9 | 10 => Told::Day(number / DAY_SECONDS),
        12 | 13 => Told::Day(number / 1e3 / DAY_SECONDS),
        15 | 16 => Told::Day(number / 1e6 / DAY_SECONDS),
        _ => Told::Unclear,
    }
}

fn day_of(date: Option<PartialDate>) -> Told {
    date.map_or(Told::Unclear, |date| Told::Day(date.ordinal() as f64))
}

/// The part of a day that `12:30`, `12:30:15.5Z` or `12:30+02:00` says, in universal time; without a zone it is taken for that.
fn clock(words: &str) -> Option<f64> {
    let (time, east_minutes) = match words.find(['Z', 'z', '+', '-']) {
        None => (words, 0.0),
        Some(at) => {
            let zone = &words[at..];
            let sign = if zone.starts_with('-') { -1.0 } else { 1.0 };
            let zone = zone[1..].replace(':', "");
            let minutes = match zone.len() {
                0 if words[at..].eq_ignore_ascii_case("z") => 0.0,
                2 => below(&zone, 24)? * 60.0,
                4 => below(zone.get(..2)?, 24)? * 60.0 + below(zone.get(2..)?, 60)?,
                _ => return None,
            };
            (words[..at].trim_end(), sign * minutes)
        }
    };
    let mut parts = time.split(':');
    let hours = below(parts.next()?, 25)?;
    let minutes = below(parts.next()?, 60)?;
    let seconds = match parts.next() {
        None => 0.0,
        Some(seconds) if seconds.bytes().all(|b| b.is_ascii_digit() || b == b'.') => {
            seconds.parse::<f64>().ok().filter(|s| *s < 61.0)?
        }
        Some(_) => return None,
    };
    parts
        .next()
        .is_none()
        .then_some((hours * 3600.0 + (minutes - east_minutes) * 60.0 + seconds) / DAY_SECONDS)
}

/// One or two digits of a number below `limit`.
fn below(digits: &str, limit: u32) -> Option<f64> {
    let fits = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let number: u32 = fits.then(|| digits.parse().ok())??;
    (number < limit).then_some(f64::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_people_and_programs_write_them() {
        for (words, want) in [
            ("", Told::Nothing),
            ("1970-01-01", Told::Day(0.0)),
            ("1970-01-02T12:00:00Z", Told::Day(1.5)),
            ("1970-01-02 12:00", Told::Day(1.5)),
            ("1970-01-01T02:00+02:00", Told::Day(0.0)),
            ("1970-01-01 00:00:00-0600", Told::Day(0.25)),
            ("1971", Told::Day(365.0)),
            ("1970-02", Told::Day(31.0)),
            ("19700103", Told::Day(2.0)),
            ("25571", Told::SheetDay(2.0)),
            ("25571.5", Told::SheetDay(2.5)),
            ("864000000", Told::Day(10_000.0)),
            ("0864000000000", Told::Day(10_000.0)),
            ("1970-01-01T25:00", Told::Unclear),
            ("19701301", Told::Unclear),
            ("08/04/2011", Told::Unclear),
            ("8 April 2011", Told::Unclear),
            ("12", Told::Unclear),
            ("NaN", Told::Unclear),
            (".", Told::Unclear),
            ("2011-04-08Té", Told::Unclear),
            ("2011-04-08T12:30+é", Told::Unclear),
        ] {
            assert_eq!(told(words), want, "{words}");
        }
    }
}
