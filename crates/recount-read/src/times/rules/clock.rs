//! Times of a day: "10 p.m. Wednesday", "noon", "the morning".
//!
//! Without a day beside it, a time is of the day last told of, else of the report's own.

use super::{Scene, calendar, weekdays};
use crate::text::TokenKind;
use crate::times::lexicon::Class;
use crate::times::stretch::{Stretch, Unit};
use crate::times::value::{DayPart, Value};
use recount_model::PartialDate;

/// The day that the words beside a time name, else the day told of.
fn day_told(scene: &Scene<'_>) -> Option<PartialDate> {
    let full = |s: Stretch| s.date().filter(PartialDate::is_full);
    if scene.has(Class::Month) || scene.has(Class::Iso) {
        return calendar::date(scene).and_then(|v| v.stretch()).and_then(full);
    }
    if let Some(weekday) = scene.small(Class::Weekday) {
        return weekdays::resolve(scene, weekday);
    }
    let now = scene.story.holding(Unit::Day);
    if let Some(days) = scene.first(Class::Days) {
        return now.map(|n| n.plus(days)).and_then(full);
    }
    scene.story.told().and_then(full)
}

/// The same; a time by the clock without any is of the report's own day.
fn day(scene: &Scene<'_>) -> Option<PartialDate> {
    day_told(scene).or_else(|| scene.story.holding(Unit::Day).and_then(Stretch::date))
}

/// "10 p.m. Wednesday", "7 p.m. EST May 3", "1530 GMT".
pub(super) fn clock(scene: &Scene<'_>) -> Option<Value> {
    let minutes = scene.first(Class::Clock).or_else(|| scene.first(Class::Military))?;
    // "1:30" alone may be a ratio.
    let start = scene.found.visible.start;
    let bare = scene.found.visible.len() == 1 && scene.pieces.all[start].kind == TokenKind::Number;
    if bare && !scene.after(scene.lexicon.clocked) {
        return None;
    }
    Some(Value::Clock(day(scene), u16::try_from(minutes).ok()?))
}

/// "the morning", "the night of May 3", "mid-afternoon".
pub(super) fn part_told(scene: &Scene<'_>) -> Option<Value> {
    let found = scene
        .found
        .visible
        .clone()
        .find_map(|at| scene.pieces.readings(at).iter().find(|r| r.is(Class::Part)).map(|r| r.value))?;
    let part = DayPart::ALL.get(usize::try_from(found).ok()?).copied()?;
    Some(Value::Part(day_told(scene), part))
}

/// "The night of the fire": of a day that only the occurrence gives.
pub(super) fn part_of_occurrence(scene: &Scene<'_>) -> Option<Value> {
    scene.part().map(|part| Value::Part(None, part))
}
