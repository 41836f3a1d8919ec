//! Lengths: "three days", "the past five months", "half an hour", "years".
//!
//! Counter-examples: "a 12-year-old", "a second attack", "the third quarter", "three quarters of them".

use super::Scene;
use crate::times::lexicon::Class;
use crate::times::stretch::Unit;
use crate::times::value::{Reference, Value};

fn length_of(hundredths: Option<i64>, unit: Unit) -> Value {
    Value::Length { hundredths, unit }
}

/// "three days", "a couple of years", "the next 10 to 14 months" (the first number counts).
pub(super) fn length(scene: &Scene<'_>) -> Option<Value> {
    let unit = scene.unit()?;
    // "One second attack".
    if unit == Unit::Second && scene.has(Class::Unit) {
        return None;
    }
    let number = scene.first(Class::Number);
    let fraction = scene.first(Class::Fraction).unwrap_or(0);
    let amount = match number {
        Some(n) => Some(n + fraction),
        None => scene.first(Class::Quantity).map_or(Some(100 + fraction), |n| (n > 0).then_some(n)),
    };
    // "Twenty-four hours" is a day.
    if unit == Unit::Hour && amount == Some(2400) {
        return Some(length_of(Some(100), Unit::Day));
    }
    Some(length_of(amount, unit))
}

/// "a week", "another year", "a minute and a half".
pub(super) fn one_unit(scene: &Scene<'_>) -> Option<Value> {
    let reading = |at: usize| scene.pieces.readings(at).iter().find(|r| r.is(Class::Unit)).map(|r| r.value);
    let place = scene.found.found.iter().find_map(|(at, _)| reading(*at))?;
    let unit = Unit::ALL.get(usize::try_from(place).ok()?).copied().filter(|u| *u != Unit::Second)?;
    Some(length_of(Some(100 + scene.first(Class::Fraction).unwrap_or(0)), unit))
}

/// "half an hour".
pub(super) fn half_unit(scene: &Scene<'_>) -> Option<Value> {
    let unit = scene.unit().filter(|u| *u != Unit::Quarter && *u != Unit::Second)?;
    let months = matches!(unit, Unit::Year);
    Some(if months { length_of(Some(600), Unit::Month) } else { length_of(Some(50), unit) })
}

/// "years", "the early years".
pub(super) fn uncounted(scene: &Scene<'_>) -> Option<Value> {
    let unit = scene.unit().filter(|u| !matches!(u, Unit::Second | Unit::Quarter | Unit::Weekend))?;
    Some(length_of(None, unit))
}

/// "recent years".
pub(super) fn recent(scene: &Scene<'_>) -> Option<Value> {
    scene.unit().map(|_| Value::Reference(Reference::Past))
}

/// "coming weeks".
pub(super) fn coming(scene: &Scene<'_>) -> Option<Value> {
    scene.unit().map(|_| Value::Reference(Reference::Future))
}
