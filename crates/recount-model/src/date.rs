//! Dates as reports give them: often partial. Written as in ISO 8601 and EDTF level 0: `2011`, `2011-04`, `2011-04-08`;
//! intervals as `2011-04-01/2011-04-08`. No clock is read here.

use std::fmt;
use std::str::FromStr;

/// A date known to the year, the month or the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
}

/// Why words are no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    /// What was given.
    pub given: String,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is no date; write 2011, 2011-04 or 2011-04-08", self.given)
    }
}

impl std::error::Error for DateError {}

impl PartialDate {
    /// A whole year.
    pub fn year(year: i32) -> Self {
        PartialDate { year, month: None, day: None }
    }

    /// A month of a year; `None` when `month` is not 1 to 12.
    pub fn month(year: i32, month: u8) -> Option<Self> {
        (1..=12).contains(&month).then_some(PartialDate { year, month: Some(month), day: None })
    }

    /// A day of the proleptic Gregorian calendar; `None` when there is no such day.
    pub fn day(year: i32, month: u8, day: u8) -> Option<Self> {
        let fits = (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month);
        fits.then_some(PartialDate { year, month: Some(month), day: Some(day) })
    }

    /// The year, as written (astronomical numbering).
    pub fn get_year(&self) -> i32 {
        self.year
    }

    /// The month, 1 to 12, when known.
    pub fn get_month(&self) -> Option<u8> {
        self.month
    }

    /// The day of the month, 1 to 31, when known.
    pub fn get_day(&self) -> Option<u8> {
        self.day
    }

    /// Whether the date is known to the day.
    pub fn is_full(&self) -> bool {
        self.day.is_some()
    }

    /// Whether one of the two is the other or lies within it: `2011-04` and `2011-04-08` agree, `2011-05` and
    /// `2011-04-08` do not.
    pub fn agrees(&self, other: &PartialDate) -> bool {
        let part = |a: Option<u8>, b: Option<u8>| a.is_none() || b.is_none() || a == b;
        self.year == other.year && part(self.month, other.month) && part(self.day, other.day)
    }

    /// The earliest day the date may mean.
    pub fn first_day(&self) -> PartialDate {
        PartialDate {
            year: self.year,
            month: Some(self.month.unwrap_or(1)),
            day: Some(self.day.unwrap_or(1)),
        }
    }

    /// The latest day the date may mean.
    pub fn last_day(&self) -> PartialDate {
        let month = self.month.unwrap_or(12);
        let day = self.day.unwrap_or_else(|| days_in_month(self.year, month));
        PartialDate { year: self.year, month: Some(month), day: Some(day) }
    }

    /// Days since 1970-01-01 of the earliest day the date may mean.
    pub fn ordinal(&self) -> i64 {
        // Days from civil: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        let (y, m, d) =
            (i64::from(self.year), i64::from(self.month.unwrap_or(1)), i64::from(self.day.unwrap_or(1)));
        let y = if m <= 2 { y - 1 } else { y };
        let era = y.div_euclid(400);
        let year_of_era = y.rem_euclid(400);
        let day_of_year = (153 * (m + if m > 2 { -3 } else { 9 }) + 2) / 5 + d - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day that lies `ordinal` days after 1970-01-01.
    pub fn from_ordinal(ordinal: i64) -> PartialDate {
        let z = ordinal + 719_468;
        let era = z.div_euclid(146_097);
        let day_of_era = z.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let mp = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * mp + 2) / 5 + 1) as u8;
        let month = if mp < 10 { mp + 3 } else { mp - 9 } as u8;
        let year = (year_of_era + era * 400 + i64::from(month <= 2)) as i32;
        PartialDate { year, month: Some(month), day: Some(day) }
    }

    /// The day `days` later (earlier when negative), counted from the earliest day the date may mean.
    pub fn plus_days(&self, days: i64) -> PartialDate {
        PartialDate::from_ordinal(self.ordinal() + days)
    }

    /// Day of the week of the earliest day the date may mean: 0 is Monday, 6 is Sunday.
    pub fn weekday(&self) -> u8 {
        (self.ordinal() + 3).rem_euclid(7) as u8
    }
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The months in English, January first.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl PartialDate {
    /// The date in English: `8 April 2011`, `April 2011`, `2011`.
    pub fn in_words(&self) -> String {
        let month = self.month.and_then(|m| MONTHS.get(usize::from(m).wrapping_sub(1)));
        match (self.day, month) {
            (Some(day), Some(month)) => format!("{day} {month} {}", self.year),
            (None, Some(month)) => format!("{month} {}", self.year),
            _ => self.year.to_string(),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(given: &str) -> Result<Self, DateError> {
        let error = || DateError { given: given.to_string() };
        let number = |part: &str, digits: usize| -> Option<u32> {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
        };
        let mut parts = given.trim().split('-');
        let year = parts.next().and_then(|p| number(p, 4)).ok_or_else(error)? as i32;
        let month = parts.next().map(|p| number(p, 2).ok_or_else(error)).transpose()?;
        let day = parts.next().map(|p| number(p, 2).ok_or_else(error)).transpose()?;
        if parts.next().is_some() {
            return Err(error());
        }
        match (month, day) {
            (None, _) => Some(PartialDate::year(year)),
            (Some(m), None) => PartialDate::month(year, m as u8),
            (Some(m), Some(d)) => PartialDate::day(year, m as u8, d as u8),
        }
        .ok_or_else(error)
    }
}

/// A closed stretch of time between two partial dates, either of which may be unknown (EDTF `../2011`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Where it begins; `None` when open.
    pub start: Option<PartialDate>,
    /// Where it ends, inclusive; `None` when open.
    pub end: Option<PartialDate>,
}

impl Period {
    /// Whether the day or days `date` may mean touch the period.
    pub fn touches(&self, date: &PartialDate) -> bool {
        self.start.is_none_or(|s| s.ordinal() <= date.last_day().ordinal())
            && self.end.is_none_or(|e| date.first_day().ordinal() <= e.last_day().ordinal())
    }

    /// Length in days, both ends counted; `None` when an end is open.
    pub fn days(&self) -> Option<i64> {
        Some(self.end?.last_day().ordinal() - self.start?.ordinal() + 1)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |d: Option<PartialDate>| d.map_or_else(|| "..".to_string(), |d| d.to_string());
        write!(f, "{}/{}", end(self.start), end(self.end))
    }
}

impl FromStr for Period {
    type Err = DateError;

    fn from_str(given: &str) -> Result<Self, DateError> {
        let end = |part: &str| match part {
            ".." | "" => Ok(None),
            part => part.parse().map(Some),
        };
        match given.split_once('/') {
            Some((start, stop)) => Ok(Period { start: end(start)?, end: end(stop)? }),
            // One date is the stretch it spans: "2022" is all of that year.
            None => given.parse().map(|date| Period { start: Some(date), end: Some(date) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(s: &str) -> PartialDate {
        s.parse().unwrap()
    }

    #[test]
    fn partial_dates_agree_when_one_holds_the_other() {
        assert!(date("2011-04").agrees(&date("2011-04-08")));
        assert!(date("2011").agrees(&date("2011-04-08")));
        assert!(!date("2011-05").agrees(&date("2011-04-08")));
    }

    #[test]
    fn one_date_is_the_stretch_it_spans() {
        let year: Period = "2022".parse().unwrap();
        assert!(year.touches(&date("2022-11-04")) && !year.touches(&date("2023")));
        assert!("about 2022".parse::<Period>().is_err() && "".parse::<Period>().is_err());
    }

    #[test]
    fn impossible_days_are_refused() {
        for bad in ["2011-13", "2011-02-29", "2011-4-8", "11", "2011-04-08-01", ""] {
            assert!(bad.parse::<PartialDate>().is_err(), "{bad}");
        }
    }

    #[test]
    fn weekdays_are_right() {
        assert_eq!(date("2011-04-08").weekday(), 4);
        assert_eq!(date("2015-10-03").weekday(), 5);
    }

    proptest! {
        #[test]
        fn ordinals_and_days_are_inverse(n in -700_000i64..2_000_000) {
            let day = PartialDate::from_ordinal(n);
            prop_assert_eq!(day.ordinal(), n);
            if (0..=9999).contains(&day.get_year()) {
                prop_assert_eq!(day.to_string().parse::<PartialDate>().unwrap(), day);
            }
        }
    }
}
