//! Days and stretches told from the report's own day ("last week", "two years ago") or from a time told before ("the next morning", "a year
//! earlier").
//!
//! Business reports tell of quarters: where one was told, "a year earlier" and "the latest period" go by it. Counter-examples:
//! "the last man", "this way".

use super::Scene;
use crate::times::lexicon::Class;
use crate::times::stretch::{Stretch, Unit};
use crate::times::value::{DayPart, Reference, TimexKind, Value};

const UNKNOWN: Option<Value> = Some(Value::Unknown(TimexKind::Date));

/// A stretch, with a part of the day where one is told.
fn with_part(scene: &Scene<'_>, stretch: Option<Stretch>) -> Option<Value> {
    match (stretch, scene.part()) {
        (Some(Stretch::Day(day)), Some(part)) => Some(Value::Part(Some(day), part)),
        (_, Some(part)) => Some(Value::Part(None, part)),
        (Some(stretch), None) => Some(Value::Stretch(stretch)),
        (None, None) => UNKNOWN,
    }
}

/// "today", "yesterday morning", "the day after tomorrow".
pub(super) fn day_offset(scene: &Scene<'_>) -> Option<Value> {
    let days = scene.first(Class::Days)?;
    with_part(scene, scene.story.holding(Unit::Day).map(|day| day.plus(days)))
}

/// "this morning", "last night".
pub(super) fn part_of_day(scene: &Scene<'_>) -> Option<Value> {
    let days = scene.direction()?;
    with_part(scene, scene.story.holding(Unit::Day).map(|day| day.plus(days)))
}

pub(super) fn tonight(scene: &Scene<'_>) -> Option<Value> {
    let day = scene.story.holding(Unit::Day).map(Stretch::first_day);
    Some(Value::Part(day, DayPart::Night))
}

/// "last week", "the current year", "next month".
pub(super) fn unit_offset(scene: &Scene<'_>) -> Option<Value> {
    let unit = scene.unit().filter(|u| *u >= Unit::Day)?;
    let n = scene.direction()?;
    // "The last day", "the next hour": no day of the report's.
    if unit == Unit::Day && n != 0 {
        return None;
    }
    if unit == Unit::Quarter {
        return scene.story.holding(Unit::Quarter).map(|q| Value::Stretch(q.plus(n))).or(UNKNOWN);
    }
    scene.story.holding(unit).map(|stretch| Value::Stretch(stretch.plus(n))).or(UNKNOWN)
}

/// "the year", "the fiscal year", "the weekend": the one that the report's day lies in; a weekend, the last.
pub(super) fn unit_told(scene: &Scene<'_>) -> Option<Value> {
    let at = scene.found.visible.end.checked_sub(1)?;
    let reading = scene.pieces.readings(at).iter().find(|r| r.is(Class::Unit))?;
    let unit = Unit::ALL.get(usize::try_from(reading.value).ok()?).copied().filter(|u| *u > Unit::Day)?;
    let Some(stretch) = scene.story.holding(unit) else { return UNKNOWN };
    let ended = unit != Unit::Weekend || scene.story.published()?.weekday() >= 5;
    Some(Value::Stretch(if ended { stretch } else { stretch.plus(-1) }))
}

/// "the end of the month", "year-end".
pub(super) fn unit_end(scene: &Scene<'_>) -> Option<Value> {
    let unit = scene.found.found.iter().find_map(|(at, _)| {
        let reading = scene.pieces.readings(*at).iter().find(|r| r.is(Class::Unit))?;
        Unit::ALL.get(usize::try_from(reading.value).ok()?).copied()
    })?;
    scene.story.holding(unit).map(Value::Stretch).or(UNKNOWN)
}

/// How many units the words say: in hundredths, `None` where they do not count.
fn amount(scene: &Scene<'_>) -> Option<i64> {
    let words = scene.first(Class::Number).or_else(|| scene.first(Class::Quantity));
    words.map_or(Some(100), |n| Some(n).filter(|n| *n > 0))
}

/// The stretch that lies so many units from another; counted in whole days where the unit is a day or shorter.
fn moved(from: Stretch, unit: Unit, amount: i64, sign: i64) -> Option<Value> {
    let n = amount / 100 * sign;
    let day = from.first_day();
    let days = |each: i64| Stretch::Day(day).plus(n.saturating_mul(each));
    let held = |unit: Unit, each: i64| Stretch::holding(unit, day).plus(n.saturating_mul(each));
    Some(Value::Stretch(match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day => days(1),
        Unit::Week => days(7),
        Unit::Fortnight => days(14),
        Unit::Half => held(Unit::Month, 6),
        Unit::Season => held(Unit::Month, 3),
        Unit::Decade => held(Unit::Year, 10),
        Unit::Century => held(Unit::Year, 100),
        Unit::Millennium => held(Unit::Year, 1000),
        unit => held(unit, 1),
    }))
}

/// "two years ago", "10 days ago".
pub(super) fn ago(scene: &Scene<'_>) -> Option<Value> {
    let unit = scene.unit()?;
    let Some(amount) = amount(scene) else { return Some(Value::Reference(Reference::Past)) };
    let Some(now) = scene.story.holding(Unit::Day).or_else(|| scene.story.holding(unit)) else {
        return UNKNOWN;
    };
    let quarter = scene.story.quarter().filter(|_| unit == Unit::Year && amount == 100);
    if let Some(quarter) = quarter {
        return Some(Value::Stretch(quarter.plus_years(-1)));
    }
    if unit.is_of_clock() {
        return Some(Value::Unknown(TimexKind::Time));
    }
    moved(now, unit, amount, -1).or(UNKNOWN)
}

/// "two weeks from now".
pub(super) fn from_now(scene: &Scene<'_>) -> Option<Value> {
    let unit = scene.unit()?;
    let Some(amount) = amount(scene) else { return Some(Value::Reference(Reference::Future)) };
    let Some(now) = scene.story.holding(Unit::Day) else { return UNKNOWN };
    moved(now, unit, amount, 1).or(UNKNOWN)
}

/// "a year earlier", "two days later": from the last time told.
pub(super) fn beside_told(scene: &Scene<'_>, sign: i64) -> Option<Value> {
    let unit = scene.unit()?;
    let Some(amount) = amount(scene) else { return UNKNOWN };
    if unit.is_of_clock() {
        return Some(Value::Length { hundredths: Some(amount), unit });
    }
    let quarter = scene.story.quarter().filter(|_| unit == Unit::Year && sign < 0);
    if let Some(quarter) = quarter {
        return Some(Value::Stretch(quarter.plus_years(-(amount / 100))));
    }
    let told = scene.story.told().or_else(|| scene.story.holding(Unit::Day).filter(|_| sign < 0));
    told.and_then(|told| moved(told, unit, amount, sign)).or(UNKNOWN)
}

/// "the following year", "the next morning", "that day", "the previous week": from the last time told.
pub(super) fn next_to_told(scene: &Scene<'_>, sign: i64) -> Option<Value> {
    let unit = match scene.part() {
        Some(_) => Unit::Day,
        None => scene.unit().filter(|u| *u >= Unit::Day)?,
    };
    let told = scene.story.told().filter(|told| told.unit() <= unit);
    with_part(scene, told.map(|told| Stretch::holding(unit, told.first_day()).plus(sign)))
}

/// "the latest quarter", "the quarter", "this period".
pub(super) fn quarter_told(scene: &Scene<'_>) -> Option<Value> {
    let quarter = scene.story.quarter();
    let word = scene.pieces.readings(scene.found.visible.end - 1);
    let named = word.iter().any(|r| r.is(Class::Unit));
    // "The period" alone is no time unless a quarter was told of.
    if !named && quarter.is_none() {
        return None;
    }
    let n = scene.direction().unwrap_or(0);
    let this = quarter.or_else(|| scene.story.holding(Unit::Quarter).map(|q| q.plus(-1)));
    this.map(|q| Value::Stretch(q.plus(n))).or(UNKNOWN)
}

/// "the 1988 quarter", "last year's quarter", "the same period of last year".
pub(super) fn quarter_of_year(scene: &Scene<'_>) -> Option<Value> {
    let published = scene.story.published().map(|p| p.get_year());
    let year = scene
        .year()
        .or_else(|| Some(published? + scene.direction()? as i32))
        .or_else(|| scene.story.quarter().map(|q| q.first_day().get_year() - 1));
    match (year, scene.story.quarter()) {
        (Some(year), Some(Stretch::Quarter(_, q))) => Some(Value::Stretch(Stretch::Quarter(year, q))),
        (Some(year), _) => Some(Value::Stretch(Stretch::Year(year))),
        _ => UNKNOWN,
    }
}

/// "the year-ago quarter", "a year-earlier period", "year-earlier".
pub(super) fn year_before_quarter(scene: &Scene<'_>) -> Option<Value> {
    if let Some(quarter) = scene.small(Class::Ordinal).filter(|q| (1..=4).contains(q)) {
        let year = scene.story.published().map(|p| p.get_year() - 1);
        return year.map(|y| Value::Stretch(Stretch::Quarter(y, quarter))).or(UNKNOWN);
    }
    let quarter = scene.story.quarter();
    let from = quarter.or_else(|| scene.story.holding(Unit::Year));
    from.map(|q| Value::Stretch(q.plus_years(-1))).or(UNKNOWN)
}
