//! When two intervals agree. *Compatible*: they meet, approximate bounds within a tenth. *Corroborating*: their bounded ranges
//! overlap, or both state like bounds within a tenth of the larger; "at least 3" is compatible with "at least 2,000" and
//! corroborates nothing. Whether the voices are independent is asked elsewhere.

use recount_model::Interval;

/// A bound moved by a tenth where the figure is approximate.
fn lower(i: &Interval) -> f64 {
    let low = i.low.unwrap_or(0) as f64;
    if i.approximate { low * 0.9 } else { low }
}

fn upper(i: &Interval) -> f64 {
    match i.high {
        Some(high) if i.approximate => high as f64 * 1.1,
        Some(high) => high as f64,
        None => f64::INFINITY,
    }
}

/// Whether both figures may be true of one toll.
pub(crate) fn compatible(a: &Interval, b: &Interval) -> bool {
    lower(a) <= upper(b) && lower(b) <= upper(a)
}

fn within_a_tenth(a: u64, b: u64) -> bool {
    a.abs_diff(b) as f64 <= a.max(b) as f64 * 0.1
}

/// Whether the figures support each other.
pub(crate) fn corroborates(a: &Interval, b: &Interval) -> bool {
    let bounded = |i: &Interval| i.low.is_some() && i.high.is_some();
    if bounded(a) && bounded(b) {
        return compatible(a, b);
    }
    match ((a.low, a.high), (b.low, b.high)) {
        ((Some(x), None), (Some(y), None)) | ((None, Some(x)), (None, Some(y))) => within_a_tenth(x, y),
        _ => false,
    }
}

/// Whether two figures may be tellings of one: their leading numbers lie within a quarter of the larger, or one is a vague
/// word that holds the other.
pub(crate) fn like(a: &Interval, b: &Interval) -> bool {
    let (Some(x), Some(y)) = (a.leading(), b.leading()) else { return false };
    let vague = a.vague.is_some() || b.vague.is_some();
    (vague && compatible(a, b)) || x.abs_diff(y) <= x.max(y) / 4
}

/// The number the words print: "more than 100" prints 100 although its lower bound is 101. `None` for vague words and for
/// ranges.
pub(crate) fn printed(i: &Interval) -> Option<u64> {
    match (i.low, i.high) {
        _ if i.vague.is_some() => None,
        (Some(a), Some(b)) if a == b => Some(a),
        (Some(_), Some(_)) => i.point,
        _ => i.stated(),
    }
}

/// Whether the two print the same number, or are the same vague word or the same range.
pub(crate) fn same_number(a: &Interval, b: &Interval) -> bool {
    match (printed(a), printed(b)) {
        (Some(x), Some(y)) => x == y,
        (None, None) => a.same_bounds(b) && a.vague.is_some() == b.vague.is_some(),
        _ => false,
    }
}

/// Whether the numbers lie within a tenth of the larger.
pub(crate) fn near_number(a: &Interval, b: &Interval) -> bool {
    matches!((printed(a), printed(b)), (Some(x), Some(y)) if within_a_tenth(x, y))
}

/// How many noughts the printed number ends in: how round it is.
fn noughts(interval: &Interval) -> u32 {
    let number = printed(interval).filter(|n| *n > 0);
    number.map_or(0, |n| (1..20).take_while(|&k| n % 10_u64.pow(k) == 0).count() as u32)
}

/// Whether `round` may be the rounded number of `exact`: "nearly 5,000" of 4,891, "410 to 6,200" of 412 to 6,179. Rounder, and near.
pub(crate) fn rounds(round: &Interval, exact: &Interval) -> bool {
    let number = noughts(exact) < noughts(round) && near_number(round, exact) && compatible(round, exact);
    let near = |a: Option<u64>, b: Option<u64>| matches!((a, b), (Some(a), Some(b)) if a % 10 == 0 && b % 10 != 0 && a.abs_diff(b) * 100 <= b);
    let range = printed(round).is_none()
        && !is_vague(round)
        && near(round.low, exact.low)
        && near(round.high, exact.high);
    number || range
}

/// Whether the words give no number to lead with.
pub(crate) fn is_vague(i: &Interval) -> bool {
    i.vague.is_some()
}

/// Whether a number is written to two digits or more that are no noughts at its end (28, 1,386; not 7, 30 or 2,000): two who count
/// apart seldom come by the same one. A vague word is no number.
pub(crate) fn is_distinctive(interval: &Interval) -> bool {
    printed(interval).is_some_and(|n| n / 10_u64.pow(noughts(interval)) >= 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use recount_model::Vague;

    fn interval(low: Option<u64>, high: Option<u64>, approximate: bool, words: &str) -> Interval {
        Interval { approximate, ..Interval::between(low, high, words) }
    }

    #[test]
    fn approximate_figures_meet_within_a_tenth() {
        let about = interval(Some(3400), Some(3400), true, "some 3,400");
        assert!(compatible(&about, &Interval::exactly(3100, "3,100")));
        assert!(!compatible(&about, &Interval::exactly(3000, "3,000")));
    }

    #[test]
    fn the_largest_numbers_are_compared_without_overflow() {
        let below = interval(None, Some(u64::MAX), false, "fewer than many");
        assert_eq!(printed(&below), Some(u64::MAX));
        assert!(!like(&Interval::exactly(u64::MAX, "many"), &Interval::exactly(1, "1")));
    }

    #[test]
    fn far_lower_bounds_are_compatible_and_corroborate_nothing() {
        let (three, many) = (
            Interval::between(Some(3), None, "at least 3"),
            Interval::between(Some(2000), None, "at least 2,000"),
        );
        assert!(compatible(&three, &many) && !corroborates(&three, &many));
        assert!(corroborates(&Interval::between(Some(31), None, ""), &Interval::between(Some(34), None, "")));
    }

    #[test]
    fn more_than_a_hundred_prints_a_hundred() {
        let more = Interval { beyond: true, ..Interval::between(Some(101), None, "more than 100") };
        assert_eq!(printed(&more), Some(100));
        assert!(same_number(&more, &Interval::between(Some(100), None, "at least 100")));
        assert!(!same_number(
            &Interval::exactly(13, "13"),
            &Interval::between(Some(14), None, "at least 14")
        ));
        let hundreds =
            Interval { vague: Some(Vague("hundreds".into())), ..interval(Some(200), None, true, "hundreds") };
        assert_eq!(printed(&hundreds), None);
    }
}
