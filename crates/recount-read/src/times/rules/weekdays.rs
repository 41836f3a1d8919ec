//! Days of the week: "on Friday" is the last one in a clause that tells of what was and the next in one that tells of what will be.
//!
//! Counter-example: "Sun" without a preposition is a newspaper or a star; "Black Friday" is not told apart.

use super::Scene;
use crate::times::lexicon::{Class, Tense};
use crate::times::stretch::{Stretch, Unit};
use crate::times::value::{TimexKind, Value};
use recount_model::PartialDate;

/// The day `weekday` up to a day (`back`), or from it on.
fn nearest(from: PartialDate, weekday: u8, back: bool) -> PartialDate {
    let behind = (i64::from(from.weekday()) - i64::from(weekday)).rem_euclid(7);
    from.plus_days(if back { -behind } else { (7 - behind) % 7 })
}

fn day(scene: &Scene<'_>, weekday: u8, day: Option<PartialDate>) -> Value {
    match (day, scene.part()) {
        (Some(day), Some(part)) => Value::Part(Some(day), part),
        (Some(day), None) => Value::Stretch(Stretch::Day(day)),
        (None, Some(part)) => Value::Part(None, part),
        (None, None) => Value::OpenWeekday(weekday),
    }
}

/// The day that a name of the week means in this clause.
pub(super) fn resolve(scene: &Scene<'_>, weekday: u8) -> Option<PartialDate> {
    let published = scene.story.published().filter(PartialDate::is_full)?;
    Some(nearest(published, weekday, scene.tense() != Some(Tense::Future)))
}

/// "Friday", "Friday morning".
pub(super) fn weekday(scene: &Scene<'_>) -> Option<Value> {
    let weekday = scene.small(Class::Weekday)?;
    let place = scene.place(Class::Weekday)?;
    if scene.is_unsure(place) && !scene.has(Class::Part) && !scene.after(scene.lexicon.timed) {
        return None;
    }
    Some(day(scene, weekday, resolve(scene, weekday)))
}

/// "last Friday", "next Monday", "Friday of last week".
pub(super) fn directed(scene: &Scene<'_>) -> Option<Value> {
    let weekday = scene.small(Class::Weekday)?;
    let Some(published) = scene.story.published().filter(PartialDate::is_full) else {
        return Some(day(scene, weekday, None));
    };
    let of_week =
        scene.found.found.iter().any(|(at, _)| scene.pieces.readings(*at).iter().any(|r| r.is(Class::Unit)));
    let value = match scene.direction() {
        Some(n) if of_week => {
            let monday = nearest(published, 0, true);
            monday.plus_days(7 * n + i64::from(weekday))
        }
        Some(-1) => nearest(published.plus_days(-1), weekday, true),
        Some(1) => nearest(published.plus_days(1), weekday, false),
        Some(_) => resolve(scene, weekday)?,
        None => return None,
    };
    Some(day(scene, weekday, Some(value)))
}

/// "the previous Friday", "the following Monday": from the last time told.
pub(super) fn beside_told(scene: &Scene<'_>, back: bool) -> Option<Value> {
    let weekday = scene.small(Class::Weekday)?;
    let told = scene.story.told().map(Stretch::first_day).or_else(|| scene.story.published());
    let told = told.filter(PartialDate::is_full);
    Some(day(scene, weekday, told.map(|d| nearest(d.plus_days(if back { -1 } else { 1 }), weekday, back))))
}

/// "the day before last Tuesday".
pub(super) fn beside(scene: &Scene<'_>, days: i64) -> Option<Value> {
    let weekday = scene.small(Class::Weekday)?;
    let named = resolve(scene, weekday);
    Some(named.map_or(Value::Unknown(TimexKind::Date), |d| Value::Stretch(Stretch::Day(d.plus_days(days)))))
}

/// "a week from Tuesday".
pub(super) fn week_from(scene: &Scene<'_>) -> Option<Value> {
    let weekday = scene.small(Class::Weekday)?;
    let Stretch::Day(today) = scene.story.holding(Unit::Day)? else { return None };
    Some(Value::Stretch(Stretch::Day(nearest(today.plus_days(1), weekday, false).plus_days(7))))
}
