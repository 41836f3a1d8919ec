//! What recurs: "every Monday", "daily", "twice a week".

use super::Scene;
use crate::times::lexicon::Class;
use crate::times::stretch::Unit;
use crate::times::value::{Every, Value};

/// "each month", "every other week", "every three days", "twice a week".
pub(super) fn every_unit(scene: &Scene<'_>, times: i64) -> Option<Value> {
    let reading = |at: usize| {
        scene.pieces.readings(at).iter().find(|r| r.is(Class::Unit) || r.is(Class::Units)).map(|r| r.value)
    };
    let place = scene.found.found.iter().find_map(|(at, _)| reading(*at))?;
    let unit = Unit::ALL.get(usize::try_from(place).ok()?).copied().filter(|u| *u != Unit::Second)?;
    let hundredths = match scene.first(Class::Number).filter(|_| scene.has(Class::Units)) {
        Some(n) => Some(n),
        None if scene.has(Class::Units) => None,
        None => Some(100 * times),
    };
    Some(Value::Every(Every::Length { hundredths, unit }))
}

/// "every Monday", "each July", "Mondays".
pub(super) fn every_named(scene: &Scene<'_>) -> Option<Value> {
    let weekday = scene.small(Class::Weekday).or_else(|| scene.small(Class::Weekdays));
    let named = weekday
        .map(Every::Weekday)
        .or_else(|| scene.small(Class::Month).map(Every::Month))
        .or_else(|| scene.small(Class::Season).map(Every::Season))
        .or_else(|| scene.part().map(Every::Part))
        .unwrap_or(Every::Weekend);
    Some(Value::Every(named))
}

/// "daily", "weekly".
pub(super) fn frequency(scene: &Scene<'_>) -> Option<Value> {
    let value = scene.first(Class::Frequency)?;
    let unit = Unit::ALL.get(usize::try_from(value % 100).ok()?).copied()?;
    Some(Value::Every(Every::Length { hundredths: Some(value / 100 * 100), unit }))
}
