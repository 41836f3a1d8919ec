//! Days, months, years and longer stretches that the calendar names: "8 April 2011", "last May", "the third quarter", "the 1990s".
//!
//! What leaves out its year takes it from the tense of its clause and the report's date. Counter-examples: "the May family", "march
//! on the city", "2,000 people", "resolution 1973".

use super::Scene;
use crate::text::TokenKind;
use crate::times::lexicon::{Class, Tense};
use crate::times::stretch::{Stretch, Unit, feast_day};
use crate::times::value::{TimexKind, Value};
use recount_model::PartialDate;

/// "April 8, 2011", "8 April", "April 2011", "2011-04-08".
pub(super) fn date(scene: &Scene<'_>) -> Option<Value> {
    if let Some(ordinal) = scene.first(Class::Iso).or_else(|| scene.first(Class::Slashes)) {
        return Some(Value::Stretch(Stretch::Day(PartialDate::from_ordinal(ordinal))));
    }
    let (month, day) = (scene.small(Class::Month)?, scene.small(Class::Day));
    // "Between December and February 2018": the year is that of the second month.
    let later = scene.all(Class::Month).nth(1).is_some_and(|second| i64::from(month) > second);
    match (scene.year().map(|y| y - i32::from(later)), day) {
        (Some(year), Some(day)) => {
            PartialDate::day(year, month, day).map(|d| Value::Stretch(Stretch::Day(d)))
        }
        (Some(year), None) => Some(Value::Stretch(Stretch::Month(year, month))),
        (None, Some(day)) => {
            // 29 February is a day of some year.
            PartialDate::day(2000, month, day)?;
            Some(complete(scene, month, Some(day)))
        }
        (None, None) => None,
    }
}

/// "February" of "February this year".
pub(super) fn date_beside(scene: &Scene<'_>) -> Option<Value> {
    let (month, day) = (scene.small(Class::Month)?, scene.small(Class::Day));
    let near = match scene.direction() {
        Some(n) => scene.story.published()?.get_year() + n as i32,
        None => scene.story.told()?.first_day().get_year(),
    };
    match day {
        Some(day) => PartialDate::day(near, month, day).map(|d| Value::Stretch(Stretch::Day(d))),
        None => Some(Value::Stretch(Stretch::Month(near, month))),
    }
}

/// "April", "last May", "this September". A name that is another word too needs a preposition of time before it.
pub(super) fn month(scene: &Scene<'_>) -> Option<Value> {
    let month = scene.small(Class::Month)?;
    let place = scene.place(Class::Month)?;
    let Some(direction) = scene.direction() else {
        if scene.is_unsure(place) && !scene.after(scene.lexicon.timed) {
            return None;
        }
        // "May 2,000 people": a name before a number that is no day of a month is none of time.
        return Some(complete(scene, month, None));
    };
    let Some(published) = scene.story.published() else {
        return Some(Value::OpenDay { month, day: None });
    };
    let (year, now) = (published.get_year(), published.get_month().unwrap_or(1));
    let year = match direction {
        -1 if month < now => year,
        -1 => year - 1,
        1 if month <= now => year + 1,
        _ => year,
    };
    Some(Value::Stretch(Stretch::Month(year, month)))
}

/// The month, or day of a month, that the clause means: after the report's date where it tells of what is to come, before it where it
/// tells of what was, else the nearest.
fn complete(scene: &Scene<'_>, month: u8, day: Option<u8>) -> Value {
    let make = |year: i32| match day {
        Some(day) => PartialDate::day(year, month, day).map(Stretch::Day),
        None => Some(Stretch::Month(year, month)),
    };
    let open = Value::OpenDay { month, day };
    let Some(published) = scene.story.published() else { return open };
    let year = published.get_year();
    let latest = published.last_day().ordinal();
    let future = scene.tense() == Some(Tense::Future);
    let this = make(year);
    let ahead = |s: &Stretch| s.first_day().ordinal() > latest;
    let gone = |s: &Stretch| s.last_day().ordinal() < published.ordinal();
    // A time soon after the report may be one to come ("the Jan. 14 deadline"): of one nearly a year ago the year is mostly told.
    const SOON_DAYS: i64 = 45;
    const VERY_SOON_DAYS: i64 = 20;
    let soon = |s: &Stretch, days: i64| s.first_day().ordinal() - latest <= days;
    // "Monday, Oct. 26" says of which year it is.
    if let Some(weekday) = scene.small(Class::Weekday) {
        let falls = |s: &Stretch| s.first_day().weekday() == weekday;
        let years =
            [year, if future { year + 1 } else { year - 1 }, if future { year - 1 } else { year + 1 }];
        if let Some(told) = years.into_iter().filter_map(make).find(falls) {
            return Value::Stretch(told);
        }
    }
    let may_come = |s: &Stretch| match scene.tense() {
        None => soon(s, SOON_DAYS),
        Some(_) => day.is_some() && soon(s, VERY_SOON_DAYS),
    };
    let chosen = match this {
        Some(s) if future && gone(&s) => {
            let next = make(year + 1);
            // "Will ... since January": a far year to come is not meant where the day has just been.
            next.filter(|n| n.first_day().ordinal() - latest < 300).or(Some(s))
        }
        Some(s) if !future && ahead(&s) && !may_come(&s) => make(year - 1),
        None => make(year - 1).or_else(|| make(year + 1)),
        s => s,
    };
    chosen.map_or(open, Value::Stretch)
}

/// "1998". Not a number of people, money or a label; one that is not of our time needs a preposition of time before it.
pub(super) fn year(scene: &Scene<'_>) -> Option<Value> {
    let year = scene.year()?;
    let at = scene.found.visible.start;
    let end = scene.found.visible.end;
    let digits = scene.pieces.lower(at).starts_with(|c: char| c.is_ascii_digit());
    let joined = scene.pieces.all.get(end).is_some_and(|p| p.joined)
        || (scene.pieces.all[at].joined
            && !scene.lexicon.modifies_date.contains_key(scene.pieces.lower(at.wrapping_sub(1))));
    let counted = scene.pieces.readings(end).iter().any(|r| r.is(Class::Units))
        || scene.pieces.reading(end, scene.lexicon.not_year_before).is_some();
    let number = |at: usize| scene.pieces.all.get(at).is_some_and(|p| p.kind == TokenKind::Number);
    let labelled = scene.after(scene.lexicon.not_year_after) || at.checked_sub(1).is_some_and(number);
    let ours = (1900..=2050).contains(&year);
    let timed = scene.after(scene.lexicon.timed);
    // In words only "nineteen ninety-six" is a year; "twenty eleven" is rarer than two numbers.
    let worded = !digits && (1700..=2100).contains(&year);
    let listed = number(end) && !timed;
    let fits = !joined
        && !counted
        && !labelled
        && !listed
        && (worded || (digits && (ours || (timed && year >= 1400))));
    fits.then_some(Value::Stretch(Stretch::Year(year)))
}

/// "fiscal 1989", "the year 2000".
pub(super) fn named_year(scene: &Scene<'_>) -> Option<Value> {
    scene.year().map(|y| Value::Stretch(Stretch::Year(y)))
}

/// "the 1990s", "the '80s", "the nineties".
pub(super) fn decade(scene: &Scene<'_>) -> Option<Value> {
    scene.first(Class::Decade).and_then(|d| i32::try_from(d).ok()).map(|d| Value::Stretch(Stretch::Decade(d)))
}

/// "the 20th century".
pub(super) fn century(scene: &Scene<'_>) -> Option<Value> {
    let n = i32::try_from(scene.first(Class::Ordinal)?).ok().filter(|n| (1..=30).contains(n))?;
    Some(Value::Stretch(Stretch::Century(n - 1)))
}

/// "the third quarter", "the third quarter of 1990", "next year's first quarter". Without a year, the one that has last ended or
/// runs, or as the tense of the clause has it.
pub(super) fn quarter(scene: &Scene<'_>) -> Option<Value> {
    let quarter = scene.small(Class::Ordinal).filter(|q| (1..=4).contains(q))?;
    part_of_year(scene, |year| Stretch::Quarter(year, quarter))
}

/// "the last half of 1989", "the first half of this year".
pub(super) fn half(scene: &Scene<'_>) -> Option<Value> {
    let half = scene.small(Class::Ordinal).unwrap_or(2);
    if !(1..=2).contains(&half) {
        return None;
    }
    part_of_year(scene, |year| Stretch::Half(year, half))
}

/// "the summer of 1998", "last fall". A name that is another word too needs an article, a direction or a year.
pub(super) fn season(scene: &Scene<'_>) -> Option<Value> {
    let season = scene.small(Class::Season)?;
    let place = scene.place(Class::Season)?;
    let led = place > scene.found.visible.start;
    if scene.is_unsure(place) && !scene.has(Class::Year) && !scene.has(Class::Direction) {
        // "In the fall" but not "the fall of the city".
        let timed = led && scene.after(scene.lexicon.timed);
        if !(timed || (!led && scene.after(scene.lexicon.timed))) {
            return None;
        }
    }
    if let Some(direction) = scene.direction() {
        let now = scene.story.holding(Unit::Year)?.first_day().get_year();
        let Stretch::Season(y, s) = scene.story.holding(Unit::Season)? else {
            return Some(Value::Stretch(Stretch::Season(now, season)));
        };
        let year = match direction {
            -1 if season < s && y == now => y,
            -1 => now - 1,
            1 if season <= s => y + 1,
            _ => now,
        };
        return Some(Value::Stretch(Stretch::Season(year, season)));
    }
    part_of_year(scene, |year| Stretch::Season(year, season))
}

/// A part of the year that the words name, else of the last year in which it has begun.
fn part_of_year(scene: &Scene<'_>, make: impl Fn(i32) -> Stretch) -> Option<Value> {
    if let Some(year) = scene.year() {
        return Some(Value::Stretch(make(year)));
    }
    let unknown = Some(Value::Unknown(TimexKind::Date));
    let Some(published) = scene.story.published() else { return unknown };
    if let Some(n) = scene.direction() {
        return Some(Value::Stretch(make(published.get_year() + n as i32)));
    }
    let this = make(published.get_year());
    let begun = this.first_day().ordinal() <= published.last_day().ordinal();
    let future = scene.tense() == Some(Tense::Future);
    let far = this.first_day().ordinal() - published.last_day().ordinal() > 100;
    let value = match (begun, future) {
        (false, false) if far => make(published.get_year() - 1),
        (true, true) if this.last_day().ordinal() < published.ordinal() => {
            let next = make(published.get_year() + 1);
            if next.first_day().ordinal() - published.ordinal() < 120 { next } else { this }
        }
        _ => this,
    };
    Some(Value::Stretch(value))
}

/// "Christmas", "last Thanksgiving", "Easter 1916".
pub(super) fn feast(scene: &Scene<'_>) -> Option<Value> {
    let feast = scene.lexicon.feasts.get(usize::try_from(scene.first(Class::Feast)?).ok()?)?;
    let day = |year: i32| feast_day(feast, year);
    if let Some(year) = scene.year() {
        return day(year).map(|d| Value::Stretch(Stretch::Day(d)));
    }
    let Some(published) = scene.story.published() else { return Some(Value::Unknown(TimexKind::Date)) };
    let year = published.get_year();
    let this = day(year)?;
    let ahead = this.ordinal() > published.last_day().ordinal();
    let future = scene.tense() == Some(Tense::Future);
    let chosen = match scene.direction() {
        Some(-1) if ahead || this.agrees(&published) => day(year - 1),
        Some(-1) => Some(this),
        Some(1) if !ahead => day(year + 1),
        Some(_) => Some(this),
        None if ahead && !future && this.ordinal() - published.ordinal() > 60 => day(year - 1),
        None if !ahead && future => day(year + 1),
        None => Some(this),
    };
    chosen.map(|d| Value::Stretch(Stretch::Day(d)))
}

/// "the week of March 6".
pub(super) fn week_of_day(scene: &Scene<'_>) -> Option<Value> {
    match date(scene)? {
        Value::Stretch(stretch) => Some(Value::Stretch(Stretch::holding(Unit::Week, stretch.first_day()))),
        other => Some(other),
    }
}
