//! What a time expression means, and how TIMEX3 writes it.

use super::stretch::{Stretch, Unit};
use recount_model::PartialDate;
use std::fmt;

/// The four kinds of time expression of TimeML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimexKind {
    /// A day or a longer stretch of the calendar, or a vague time: "8 April", "last week", "now".
    Date,
    /// A time within a day: "10 p.m.", "Friday morning".
    Time,
    /// A length: "three days".
    Duration,
    /// Times that come again: "daily", "every Monday".
    Set,
}

impl TimexKind {
    /// Its name in TimeML: `DATE`, `TIME`, `DURATION`, `SET`.
    pub fn name(self) -> &'static str {
        match self {
            TimexKind::Date => "DATE",
            TimexKind::Time => "TIME",
            TimexKind::Duration => "DURATION",
            TimexKind::Set => "SET",
        }
    }
}

/// A time that is only placed before, at or after that of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reference {
    Past,
    Present,
    Future,
}

/// A part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayPart {
    Morning,
    Afternoon,
    Evening,
    Night,
    Day,
}

impl DayPart {
    pub const ALL: [DayPart; 5] =
        [DayPart::Morning, DayPart::Afternoon, DayPart::Evening, DayPart::Night, DayPart::Day];

    fn code(self) -> &'static str {
        match self {
            DayPart::Morning => "MO",
            DayPart::Afternoon => "AF",
            DayPart::Evening => "EV",
            DayPart::Night => "NI",
            DayPart::Day => "DT",
        }
    }
}

/// What recurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Every {
    /// So many of a unit.
    Length {
        hundredths: Option<i64>,
        unit: Unit,
    },
    /// A day of the week, 0 for Monday.
    Weekday(u8),
    /// A month, 1 to 12.
    Month(u8),
    /// A season, 0 for spring.
    Season(u8),
    Part(DayPart),
    Weekend,
}

/// What a time expression means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    Stretch(Stretch),
    /// A part of a day; the day is unknown where no words give it.
    Part(Option<PartialDate>, DayPart),
    /// Minutes after midnight of a day.
    Clock(Option<PartialDate>, u16),
    /// Month and day of an unknown year.
    OpenDay {
        month: u8,
        day: Option<u8>,
    },
    /// A day of an unknown week, 0 for Monday.
    OpenWeekday(u8),
    /// A length; hundredths of the unit, `None` where the words do not count ("months").
    Length {
        hundredths: Option<i64>,
        unit: Unit,
    },
    Every(Every),
    Reference(Reference),
    /// Words of time whose date nothing in the text supports.
    Unknown(TimexKind),
}

impl Value {
    /// Its kind in TimeML.
    pub fn kind(&self) -> TimexKind {
        match self {
            Value::Part(..) | Value::Clock(..) => TimexKind::Time,
            Value::Length { .. } => TimexKind::Duration,
            Value::Every(_) => TimexKind::Set,
            Value::Unknown(kind) => *kind,
            Value::Stretch(_) | Value::OpenDay { .. } | Value::OpenWeekday(_) | Value::Reference(_) => {
                TimexKind::Date
            }
        }
    }

    /// The value, unknown where its day or stretch lies outside the calendar.
    pub fn within_calendar(self) -> Value {
        let outside = self.stretch().is_some_and(|stretch| !stretch.is_of_calendar());
        if outside { Value::Unknown(self.kind()) } else { self }
    }

    /// The value as TIMEX3 writes it; `None` when nothing supports one.
    pub fn timex3(&self) -> Option<String> {
        (!matches!(self, Value::Unknown(_))).then(|| self.to_string())
    }

    /// The stretch of the calendar it names or lies in.
    pub fn stretch(&self) -> Option<Stretch> {
        match self {
            Value::Stretch(stretch) => Some(*stretch),
            Value::Part(day, _) | Value::Clock(day, _) => day.map(Stretch::Day),
            _ => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |d: &Option<PartialDate>| d.map_or("XXXX-XX-XX".to_string(), |d| d.to_string());
        match self {
            Value::Stretch(stretch) => write!(f, "{stretch}"),
            Value::Part(d, part) => write!(f, "{}T{}", day(d), part.code()),
            Value::Clock(d, minutes) => write!(f, "{}T{:02}:{:02}", day(d), minutes / 60, minutes % 60),
            Value::OpenDay { month, day: Some(day) } => write!(f, "XXXX-{month:02}-{day:02}"),
            Value::OpenDay { month, day: None } => write!(f, "XXXX-{month:02}"),
            Value::OpenWeekday(day) => write!(f, "XXXX-WXX-{}", day + 1),
            Value::Length { hundredths, unit } => write!(f, "{}", length(*hundredths, *unit)),
            Value::Every(every) => write_every(f, every),
            Value::Reference(Reference::Past) => write!(f, "PAST_REF"),
            Value::Reference(Reference::Present) => write!(f, "PRESENT_REF"),
            Value::Reference(Reference::Future) => write!(f, "FUTURE_REF"),
            Value::Unknown(_) => Ok(()),
        }
    }
}

fn write_every(f: &mut fmt::Formatter<'_>, every: &Every) -> fmt::Result {
    match every {
        Every::Length { hundredths, unit } => write!(f, "{}", length(*hundredths, *unit)),
        Every::Weekday(day) => write!(f, "XXXX-WXX-{}", day + 1),
        Every::Month(month) => write!(f, "XXXX-{month:02}"),
        Every::Season(season) => write!(f, "XXXX-{}", super::stretch::season_code(*season)),
        Every::Part(part) => write!(f, "XXXX-XX-XXT{}", part.code()),
        Every::Weekend => write!(f, "XXXX-WXX-WE"),
    }
}

/// `P3D`, `PT2H`, `PXM`, `PT5H30M`, `P2.5Y`.
fn length(hundredths: Option<i64>, unit: Unit) -> String {
    let (letter, times) = unit.letter();
    let prefix = if unit.is_of_clock() { "PT" } else { "P" };
    let Some(hundredths) = hundredths else {
        return match unit {
            Unit::Decade => "PXE".into(),
            Unit::Century => "PXC".into(),
            _ => format!("{prefix}X{letter}"),
        };
    };
    let all = hundredths.saturating_mul(times);
    let (whole, rest) = (all / 100, all % 100);
    let below = match unit {
        Unit::Hour => Some("M"),
        Unit::Minute => Some("S"),
        _ => None,
    };
    match (rest, below) {
        (0, _) => format!("{prefix}{whole}{letter}"),
        (_, Some(below)) if whole == 0 => format!("{prefix}{}{below}", rest * 60 / 100),
        (_, Some(below)) => format!("{prefix}{whole}{letter}{}{below}", rest * 60 / 100),
        _ => format!("{prefix}{whole}.{}{letter}", format!("{rest:02}").trim_end_matches('0')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_as_in_timex3() {
        for (hundredths, unit, expected) in [
            (Some(300), Unit::Day, "P3D"),
            (Some(150), Unit::Minute, "PT1M30S"),
            (Some(550), Unit::Hour, "PT5H30M"),
            (Some(50), Unit::Hour, "PT30M"),
            (Some(250), Unit::Year, "P2.5Y"),
            (Some(400), Unit::Decade, "P40Y"),
            (Some(100), Unit::Fortnight, "P2W"),
            (None, Unit::Month, "PXM"),
        ] {
            assert_eq!(length(hundredths, unit), expected);
        }
    }
}
