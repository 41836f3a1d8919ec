//! What each voice published on a question, one figure after the other: as published, and on one basis. Additions ("three more") are
//! added up; a figure that counts over another stretch of time than the last one has no place on its basis.

use super::Ground;
use super::saying::Saying;
use super::series::{SameNumber, Series};
use recount_model::{ClaimIndex, Interval, PartialDate, Period, SeriesStep, VoiceSeries};
use std::collections::BTreeSet;

/// The series of a voice: its successive figures, and the additions it published apart. `None` for a single figure.
pub(super) fn published(
    sayings: &[Saying],
    series: &Series,
    additions: &[usize],
    voice: &str,
    ground: &Ground,
) -> Option<VoiceSeries> {
    let versions = series.occasions.iter().filter_map(|o| o.first());
    let last = series.occasions.len().saturating_sub(1);
    let mut steps: Vec<SeriesStep> =
        versions.enumerate().map(|(at, v)| step(v, at == last, sayings, ground)).collect();
    steps.extend(additions.iter().map(|&i| SeriesStep {
        published: sayings[i].interval.clone(),
        addition: true,
        as_of: sayings[i].date,
        window: ground.claims[sayings[i].claim].event_period,
        on_one_basis: None,
        claims: vec![ClaimIndex(sayings[i].claim)],
    }));
    if steps.len() < 2 {
        return None;
    }
    let day = |d: Option<PartialDate>| d.map(|d| d.last_day().ordinal());
    // What adds to a figure of the same day follows it.
    steps.sort_by_key(|s| (day(s.as_of), s.addition, s.claims.first().copied()));
    put_on_one_basis(&mut steps);
    Some(VoiceSeries { voice: voice.to_string(), steps })
}

fn step(version: &SameNumber, stands: bool, sayings: &[Saying], ground: &Ground) -> SeriesStep {
    let windows: BTreeSet<Period> =
        version.sayings.iter().filter_map(|&i| ground.claims[sayings[i].claim].event_period).collect();
    let published = if stands { &version.interval } else { sayings[version.first].interval };
    SeriesStep {
        published: published.clone(),
        addition: false,
        as_of: version.date,
        window: windows.into_iter().next(),
        on_one_basis: None,
        claims: version.sayings.iter().map(|&i| ClaimIndex(sayings[i].claim)).collect(),
    }
}

/// The basis is that of the last full figure.
fn put_on_one_basis(steps: &mut [SeriesStep]) {
    let basis = steps.iter().rev().find(|s| !s.addition).and_then(|s| s.window);
    let mut before: Option<Interval> = None;
    for step in steps {
        let same = step.window.is_none() || basis.is_none() || step.window == basis;
        step.on_one_basis = match (step.addition, &before) {
            _ if !same => None,
            (false, _) => Some(step.published.clone()),
            (true, Some(sum)) => added(sum, &step.published),
            (true, None) => None,
        };
        before = step.on_one_basis.clone().or(before);
    }
}

/// A figure and what was added to it; open where either is.
fn added(sum: &Interval, more: &Interval) -> Option<Interval> {
    let plus = |a: Option<u64>, b: Option<u64>| Some(a?.saturating_add(b?));
    let (low, high) = (plus(sum.low, more.low), plus(sum.high, more.high));
    (low.is_some() || high.is_some()).then(|| Interval {
        approximate: sum.approximate || more.approximate,
        ..Interval::between(low, high, &format!("{} + {}", sum.as_written, more.as_written))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(figures: &[(&str, u64, bool, Option<&str>)], expected: &[Option<u64>]) {
        let mut steps: Vec<SeriesStep> = figures
            .iter()
            .map(|(day, n, addition, window)| SeriesStep {
                published: Interval::exactly(*n, &n.to_string()),
                addition: *addition,
                as_of: day.parse().ok(),
                window: window.and_then(|w| w.parse().ok()),
                on_one_basis: None,
                claims: Vec::new(),
            })
            .collect();
        put_on_one_basis(&mut steps);
        let on_basis: Vec<Option<u64>> =
            steps.iter().map(|s| s.on_one_basis.as_ref().and_then(Interval::single)).collect();
        assert_eq!(on_basis, expected, "{figures:?}");
    }

    #[test]
    fn additions_are_added_up_and_other_windows_left_out() {
        check(&[("2021-03-12", 12, false, None), ("2021-03-13", 3, true, None)], &[Some(12), Some(15)]);
        // The next full figure holds what was added before.
        check(
            &[
                ("2021-03-12", 12, false, None),
                ("2021-03-13", 3, true, None),
                ("2021-03-14", 16, false, None),
                ("2021-03-15", 1, true, None),
            ],
            &[Some(12), Some(15), Some(16), Some(17)],
        );
        check(
            &[
                ("2021-06-12", 64, false, Some("2021-03-12/2021-03-31")),
                ("2021-09-12", 900, false, Some("2021-03-12/2021-08-31")),
            ],
            &[None, Some(900)],
        );
        // Nobody knows to what the first addition adds.
        check(&[("2021-03-12", 3, true, None), ("2021-03-14", 16, false, None)], &[None, Some(16)]);
    }
}
