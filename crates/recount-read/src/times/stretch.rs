//! A stretch of the calendar: a day, a week, a quarter, a century ..., with what can be reckoned with it.
//!
//! Weeks are those of ISO 8601 (they begin on Monday; week 1 holds the year's first Thursday). Seasons are three calendar months, those
//! of the northern half of the Earth; winter belongs to the year it ends in, but is counted under the year it begins in, as TIMEX3 does.
//!
//! Years are those that four digits write ([`YEARS`]). A text can reckon on from the times it tells ("ten millennia later"), so what
//! leaves these years has no value: it could not be printed, and one day not be held by a number either.

use recount_lexicon::Feast;
use recount_model::PartialDate;
use std::fmt;
use std::ops::RangeInclusive;

/// The years of the calendar: those that ISO 8601 writes with four digits.
pub(crate) const YEARS: RangeInclusive<i32> = 0..=9999;

/// The farthest that is reckoned, in any unit: from every day of the calendar it leads out of it, and no arithmetic overflows on the way.
const FARTHEST: i64 = 4_000_000;

/// What time is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Season,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    /// All units, in the order of their places.
    pub const ALL: [Unit; 15] = [
        Unit::Second,
        Unit::Minute,
        Unit::Hour,
        Unit::Day,
        Unit::Weekend,
        Unit::Week,
        Unit::Fortnight,
        Unit::Month,
        Unit::Season,
        Unit::Quarter,
        Unit::Half,
        Unit::Year,
        Unit::Decade,
        Unit::Century,
        Unit::Millennium,
    ];

    /// Its letter in a TIMEX3 duration, and how many of them it is.
    pub fn letter(self) -> (&'static str, i64) {
        match self {
            Unit::Second => ("S", 1),
            Unit::Minute => ("M", 1),
            Unit::Hour => ("H", 1),
            Unit::Day => ("D", 1),
            Unit::Weekend => ("WE", 1),
            Unit::Week => ("W", 1),
            Unit::Fortnight => ("W", 2),
            Unit::Month => ("M", 1),
            Unit::Season => ("S", 1),
            Unit::Quarter => ("Q", 1),
            Unit::Half => ("M", 6),
            Unit::Year => ("Y", 1),
            Unit::Decade => ("Y", 10),
            Unit::Century => ("Y", 100),
            Unit::Millennium => ("L", 1),
        }
    }

    /// Whether it is shorter than a day.
    pub fn is_of_clock(self) -> bool {
        self < Unit::Day
    }

    /// Whether thirty days or more pass in it.
    pub fn is_long(self) -> bool {
        self >= Unit::Month
    }
}

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stretch {
    /// Years `n * 100` to `n * 100 + 99`.
    Century(i32),
    /// Years `n * 10` to `n * 10 + 9`.
    Decade(i32),
    Year(i32),
    /// Year and half, 1 or 2.
    Half(i32, u8),
    /// Year and quarter, 1 to 4.
    Quarter(i32, u8),
    /// Year and season, 0 for spring to 3 for winter.
    Season(i32, u8),
    /// Year and month, 1 to 12.
    Month(i32, u8),
    /// Year and week of ISO 8601.
    Week(i32, u8),
    /// Saturday and Sunday of a week of ISO 8601.
    Weekend(i32, u8),
    /// A day; the date is full.
    Day(PartialDate),
}

impl Stretch {
    /// The stretch of a unit that holds a day. Units of the clock give the day.
    pub fn holding(unit: Unit, day: PartialDate) -> Stretch {
        let (year, month) = (day.get_year(), day.first_day().get_month().unwrap_or(1));
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Stretch::Day(day.first_day()),
            Unit::Week | Unit::Fortnight => {
                let (year, week) = week_of(day);
                Stretch::Week(year, week)
            }
            Unit::Weekend => {
                let (year, week) = week_of(day);
                Stretch::Weekend(year, week)
            }
            Unit::Month => Stretch::Month(year, month),
            Unit::Season => {
                let season = ((month + 9) % 12) / 3;
                Stretch::Season(if month < 3 { year - 1 } else { year }, season)
            }
            Unit::Quarter => Stretch::Quarter(year, (month - 1) / 3 + 1),
            Unit::Half => Stretch::Half(year, (month - 1) / 6 + 1),
            Unit::Year => Stretch::Year(year),
            Unit::Decade => Stretch::Decade(year.div_euclid(10)),
            Unit::Century | Unit::Millennium => Stretch::Century(year.div_euclid(100)),
        }
    }

    /// What it is measured in.
    pub fn unit(self) -> Unit {
        match self {
            Stretch::Century(_) => Unit::Century,
            Stretch::Decade(_) => Unit::Decade,
            Stretch::Year(_) => Unit::Year,
            Stretch::Half(..) => Unit::Half,
            Stretch::Quarter(..) => Unit::Quarter,
            Stretch::Season(..) => Unit::Season,
            Stretch::Month(..) => Unit::Month,
            Stretch::Week(..) => Unit::Week,
            Stretch::Weekend(..) => Unit::Weekend,
            Stretch::Day(_) => Unit::Day,
        }
    }

    /// Whether its years are those of the calendar.
    pub fn is_of_calendar(self) -> bool {
        YEARS.contains(&self.first_day().get_year())
    }

    /// The stretch of the same length `n` farther on (back when negative). It may lie outside the calendar.
    pub fn plus(self, n: i64) -> Stretch {
        let n32 = n.clamp(-FARTHEST, FARTHEST) as i32;
        let carry = |year: i32, part: u8, parts: i32, first: i32| {
            let all = year.saturating_mul(parts) + i32::from(part) - first + n32;
            (all.div_euclid(parts), (all.rem_euclid(parts) + first) as u8)
        };
        let weeks = |year: i32, week: u8| week_of(monday(year, week).plus_days(i64::from(n32) * 7));
        match self {
            Stretch::Century(c) => Stretch::Century(c + n32),
            Stretch::Decade(d) => Stretch::Decade(d + n32),
            Stretch::Year(y) => Stretch::Year(y + n32),
            Stretch::Half(y, h) => {
                let (y, h) = carry(y, h, 2, 1);
                Stretch::Half(y, h)
            }
            Stretch::Quarter(y, q) => {
                let (y, q) = carry(y, q, 4, 1);
                Stretch::Quarter(y, q)
            }
            Stretch::Season(y, s) => {
                let (y, s) = carry(y, s, 4, 0);
                Stretch::Season(y, s)
            }
            Stretch::Month(y, m) => {
                let (y, m) = carry(y, m, 12, 1);
                Stretch::Month(y, m)
            }
            Stretch::Week(y, w) => {
                let (y, w) = weeks(y, w);
                Stretch::Week(y, w)
            }
            Stretch::Weekend(y, w) => {
                let (y, w) = weeks(y, w);
                Stretch::Weekend(y, w)
            }
            Stretch::Day(d) => Stretch::Day(d.plus_days(i64::from(n32))),
        }
    }

    /// The same stretch `n` years farther on. It may lie outside the calendar.
    pub fn plus_years(self, n: i64) -> Stretch {
        let n = n.clamp(-FARTHEST, FARTHEST) as i32;
        match self {
            Stretch::Half(y, h) => Stretch::Half(y + n, h),
            Stretch::Quarter(y, q) => Stretch::Quarter(y + n, q),
            Stretch::Season(y, s) => Stretch::Season(y + n, s),
            Stretch::Month(y, m) => Stretch::Month(y + n, m),
            Stretch::Week(y, w) => Stretch::Week(y + n, w),
            Stretch::Weekend(y, w) => Stretch::Weekend(y + n, w),
            Stretch::Day(d) => {
                let (month, day) = (d.get_month().unwrap_or(1), d.get_day().unwrap_or(1));
                // 29 February has no fellow in most years.
                let moved = PartialDate::day(d.get_year() + n, month, day)
                    .or_else(|| PartialDate::day(d.get_year() + n, month, day - 1));
                moved.map_or(self, Stretch::Day)
            }
            Stretch::Year(_) | Stretch::Decade(_) | Stretch::Century(_) => {
                Stretch::Year(self.first_day().get_year() + n)
            }
        }
    }

    /// Its first day.
    pub fn first_day(self) -> PartialDate {
        let of_month = |year, month| PartialDate::month(year, month).unwrap_or(PartialDate::year(year));
        let whole = match self {
            Stretch::Century(c) => PartialDate::year(c * 100),
            Stretch::Decade(d) => PartialDate::year(d * 10),
            Stretch::Year(y) => PartialDate::year(y),
            Stretch::Half(y, h) => of_month(y, h * 6 - 5),
            Stretch::Quarter(y, q) => of_month(y, q * 3 - 2),
            Stretch::Season(y, s) => of_month(y, s * 3 + 3),
            Stretch::Month(y, m) => of_month(y, m),
            Stretch::Week(y, w) => monday(y, w),
            Stretch::Weekend(y, w) => monday(y, w).plus_days(5),
            Stretch::Day(d) => d,
        };
        whole.first_day()
    }

    /// Its last day.
    pub fn last_day(self) -> PartialDate {
        match self {
            Stretch::Day(d) => d.last_day(),
            _ => {
                self.plus(1).first_day().plus_days(if matches!(self, Stretch::Weekend(..)) { -6 } else { -1 })
            }
        }
    }

    /// The partial date it is, when it is a year, a month or a day.
    pub fn date(self) -> Option<PartialDate> {
        match self {
            Stretch::Year(y) => Some(PartialDate::year(y)),
            Stretch::Month(y, m) => PartialDate::month(y, m),
            Stretch::Day(d) => Some(d),
            _ => None,
        }
    }
}

/// As in TIMEX3: `2011-04-08`, `2011-W14`, `2011-Q2`, `2011-SU`, `199`, `19`.
impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Stretch::Century(c) => write!(f, "{c:02}"),
            Stretch::Decade(d) => write!(f, "{d:03}"),
            Stretch::Half(y, h) => write!(f, "{y:04}-H{h}"),
            Stretch::Quarter(y, q) => write!(f, "{y:04}-Q{q}"),
            Stretch::Season(y, s) => write!(f, "{y:04}-{}", season_code(s)),
            Stretch::Week(y, w) => write!(f, "{y:04}-W{w:02}"),
            Stretch::Weekend(y, w) => write!(f, "{y:04}-W{w:02}-WE"),
            Stretch::Year(y) => write!(f, "{}", PartialDate::year(y)),
            Stretch::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Stretch::Day(d) => write!(f, "{d}"),
        }
    }
}

/// The two letters of a season, 0 for spring.
pub(crate) fn season_code(season: u8) -> &'static str {
    ["SP", "SU", "FA", "WI"].get(usize::from(season)).copied().unwrap_or("SP")
}

/// Year and week of ISO 8601 of a day.
pub(crate) fn week_of(day: PartialDate) -> (i32, u8) {
    let thursday = day.plus_days(3 - i64::from(day.weekday()));
    let year = thursday.get_year();
    let week = (thursday.ordinal() - PartialDate::year(year).ordinal()) / 7 + 1;
    (year, week as u8)
}

/// The Monday of a week of ISO 8601.
fn monday(year: i32, week: u8) -> PartialDate {
    let fourth = PartialDate::year(year).plus_days(3);
    fourth.plus_days(-i64::from(fourth.weekday()) + (i64::from(week) - 1) * 7)
}

/// The day of a feast in a year.
pub(crate) fn feast_day(feast: &Feast, year: i32) -> Option<PartialDate> {
    if let Some(after) = feast.easter {
        return Some(easter(year)?.plus_days(i64::from(after)));
    }
    let month = feast.month?;
    let Some(weekday) = feast.weekday else { return PartialDate::day(year, month, feast.day?) };
    let whole = PartialDate::month(year, month)?;
    match feast.nth? {
        nth if nth > 0 => {
            let first = whole.first_day();
            let ahead = (i64::from(weekday) - i64::from(first.weekday())).rem_euclid(7);
            Some(first.plus_days(ahead + 7 * (i64::from(nth) - 1)))
        }
        _ => {
            let last = whole.last_day();
            Some(last.plus_days(-(i64::from(last.weekday()) - i64::from(weekday)).rem_euclid(7)))
        }
    }
}

/// Easter Sunday of the Gregorian calendar: the anonymous computus as given by J. Meeus, "Astronomical Algorithms" (1991), p. 67.
fn easter(year: i32) -> Option<PartialDate> {
    let (a, b, c) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    PartialDate::day(year, (n / 31) as u8, (n % 31 + 1) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(written: &str) -> PartialDate {
        written.parse().unwrap()
    }

    fn check(written: &str, unit: Unit, n: i64, expected: &str) {
        assert_eq!(
            Stretch::holding(unit, day(written)).plus(n).to_string(),
            expected,
            "{written} {unit:?} {n}"
        );
    }

    #[test]
    fn stretches_follow_one_another() {
        check("2011-04-08", Unit::Week, 0, "2011-W14");
        check("2011-01-01", Unit::Week, 0, "2010-W52");
        check("2009-12-31", Unit::Week, 1, "2010-W01");
        check("2011-01-31", Unit::Month, -2, "2010-11");
        check("2011-04-08", Unit::Quarter, -2, "2010-Q4");
        check("2011-02-08", Unit::Season, 0, "2010-WI");
        check("2011-07-08", Unit::Season, 1, "2011-FA");
        check("1998-07-08", Unit::Decade, 0, "199");
        check("1998-07-08", Unit::Century, -1, "18");
        check("2012-02-28", Unit::Day, 2, "2012-03-01");
        check("2011-04-08", Unit::Weekend, -1, "2011-W13-WE");
    }

    #[test]
    fn what_lies_far_off_is_outside_the_calendar() {
        for unit in Unit::ALL {
            let here = Stretch::holding(unit, day("9999-12-20"));
            assert!(here.is_of_calendar() && !here.plus(366).is_of_calendar(), "{unit:?}");
            for far in [i64::MIN, -FARTHEST, FARTHEST, i64::MAX] {
                assert!(!here.plus(far).is_of_calendar(), "{unit:?} {far}");
                assert!(!here.plus_years(far).is_of_calendar(), "{unit:?} {far}");
            }
        }
    }

    #[test]
    fn stretches_have_ends() {
        let ends = |unit| {
            let stretch = Stretch::holding(unit, day("2011-04-08"));
            format!("{}/{}", stretch.first_day(), stretch.last_day())
        };
        assert_eq!(ends(Unit::Week), "2011-04-04/2011-04-10");
        assert_eq!(ends(Unit::Weekend), "2011-04-09/2011-04-10");
        assert_eq!(ends(Unit::Quarter), "2011-04-01/2011-06-30");
        assert_eq!(ends(Unit::Decade), "2010-01-01/2019-12-31");
    }

    #[test]
    fn feasts_fall_on_their_days() {
        let english = recount_lexicon::Calendar::english();
        let check = |name: &str, year: i32, expected: &str| {
            let feast = english.feasts.iter().find(|f| f.words.iter().any(|w| w == name)).unwrap();
            assert_eq!(feast_day(feast, year), expected.parse().ok(), "{name}");
        };
        check("thanksgiving", 1999, "1999-11-25");
        check("easter", 2011, "2011-04-24");
        check("good friday", 2015, "2015-04-03");
        check("memorial day", 2011, "2011-05-30");
        check("christmas", 2011, "2011-12-25");
    }
}
