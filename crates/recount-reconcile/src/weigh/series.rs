//! One voice's own series on one question. Sayings of one number are one version, dated when the number was first given; the
//! latest version stands and those before it are superseded. A relay printed later with an older number stays with that
//! number's version, so it never supersedes. Where numbers are equal the qualifier stays, and quoted words outrank a paraphrase.

use super::saying::Saying;
use crate::agreement;
use recount_model::{EntityIndex, Interval, PartialDate, ReportIndex};
use std::collections::BTreeSet;

/// The sayings of one number.
#[derive(Debug, Clone)]
pub(crate) struct SameNumber {
    /// What the number commits to, all sayings considered.
    pub interval: Interval,
    /// When it was first given.
    pub date: Option<PartialDate>,
    /// It is only known as the figure before another.
    pub earlier: bool,
    /// Some saying of it is no mere possibility.
    pub vouched: bool,
    /// Places in the list of sayings.
    pub sayings: Vec<usize>,
    /// Sayings whose bound turned round or was lost.
    pub drifted: Vec<usize>,
    /// The saying nearest to the day the number was first given: the number as it was published then.
    pub first: usize,
}

/// A voice's versions in their order, and which of them stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Series {
    /// Successive occasions; the first version of each is the one the voice is taken to have meant.
    pub occasions: Vec<Vec<SameNumber>>,
    /// Versions of the last occasion that stand beside the first: another person of the body, another report.
    pub dissent: Vec<SameNumber>,
    /// Versions that are lesser figures of the same occasion, so parts of it.
    pub parts: Vec<SameNumber>,
}

impl Series {
    /// What stands.
    pub fn standing(&self) -> Option<&SameNumber> {
        self.occasions.last().and_then(|o| o.first())
    }

    /// What stood before, oldest first.
    pub fn superseded(&self) -> impl Iterator<Item = &SameNumber> {
        let last = self.occasions.len().saturating_sub(1);
        self.occasions.iter().take(last).flatten()
    }
}

/// Sorts what one voice said into its series. `speaks` names the person who spoke for a body, `report` the report of a saying.
pub(crate) fn series(
    sayings: &[Saying],
    mine: &[usize],
    person: impl Fn(usize) -> Option<EntityIndex>,
    report: impl Fn(usize) -> ReportIndex,
) -> Series {
    let mut versions = versions(sayings, mine, &person, &report);
    let lesser = of_one_breath(sayings, &mut versions, &person, &report);
    date_earlier_ones(&mut versions, &report);
    versions.sort_by_key(order);
    let mut series = Series::default();
    for version in versions {
        match series.occasions.last_mut().filter(|o| same_occasion(&o[0], &version)) {
            Some(occasion) => occasion.push(version),
            None => series.occasions.push(vec![version]),
        }
    }
    series.parts = lesser;
    let occasions = std::mem::take(&mut series.occasions);
    let last = occasions.len().saturating_sub(1);
    for (i, occasion) in occasions.into_iter().enumerate() {
        let (kept, dissent, parts) = settle(occasion, &person, &report);
        series.parts.extend(parts);
        if i == last {
            series.dissent.extend(dissent);
            series.occasions.push(kept);
        } else {
            series.occasions.push(kept.into_iter().chain(dissent).collect());
        }
    }
    series
}

/// Takes out what is said in one breath with a larger figure: the same mouth, report and date. Nobody holds two tolls at once,
/// so the lesser figure is a part.
fn of_one_breath(
    sayings: &[Saying],
    versions: &mut Vec<SameNumber>,
    person: &impl Fn(usize) -> Option<EntityIndex>,
    report: &impl Fn(usize) -> ReportIndex,
) -> Vec<SameNumber> {
    let beside = |i: usize, w: &SameNumber| {
        w.sayings.iter().any(|&j| {
            let dates = matches!((sayings[i].date, sayings[j].date), (Some(a), Some(b)) if a.agrees(&b))
                || sayings[i].date == sayings[j].date;
            report(i) == report(j)
                && person(i) == person(j)
                && dates
                && !sayings[i].earlier
                && !sayings[j].earlier
        })
    };
    let lesser = |v: &SameNumber| {
        versions.iter().any(|w| {
            w.interval.leading() > v.interval.leading()
                && (w.vouched || !v.vouched)
                && !agreement::compatible(&w.interval, &v.interval)
                && v.sayings.iter().all(|&i| beside(i, w))
        })
    };
    let out: Vec<bool> = versions.iter().map(lesser).collect();
    let mut flags = out.into_iter();
    let (taken, kept): (Vec<SameNumber>, Vec<SameNumber>) =
        std::mem::take(versions).into_iter().partition(|_| flags.next().unwrap_or(false));
    *versions = kept;
    taken
}

type OrderKey = (Option<i64>, bool, Option<u64>);

fn order(v: &SameNumber) -> OrderKey {
    (v.date.map(|d| d.last_day().ordinal()), !v.earlier, v.interval.leading())
}

fn same_occasion(a: &SameNumber, b: &SameNumber) -> bool {
    a.earlier == b.earlier
        && match (a.date, b.date) {
            // Said in March, and said on 18 March: nobody knows whether at one time.
            (Some(x), Some(y)) => x == y,
            (None, None) => true,
            _ => false,
        }
}

/// One version per number.
fn versions(
    sayings: &[Saying],
    mine: &[usize],
    person: &impl Fn(usize) -> Option<EntityIndex>,
    report: &impl Fn(usize) -> ReportIndex,
) -> Vec<SameNumber> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &i in mine {
        match groups.iter_mut().find(|g| agreement::same_number(sayings[g[0]].interval, sayings[i].interval))
        {
            Some(group) => group.push(i),
            None => groups.push(vec![i]),
        }
    }
    let mut versions: Vec<SameNumber> = groups.into_iter().map(|group| version(sayings, group)).collect();
    take_in_points(&mut versions, person, report);
    versions
}

/// "Between 52 and 67; our central estimate is 59": a number in the same mouth and report as a range that holds it is the
/// range's point, and the range stands.
fn take_in_points(
    versions: &mut Vec<SameNumber>,
    person: &impl Fn(usize) -> Option<EntityIndex>,
    report: &impl Fn(usize) -> ReportIndex,
) {
    let mouth = |v: &SameNumber| -> BTreeSet<(ReportIndex, Option<EntityIndex>)> {
        v.sayings.iter().map(|&i| (report(i), person(i))).collect()
    };
    let mut at = 0;
    while at < versions.len() {
        let point = versions[at].interval.single();
        let holds = |v: &SameNumber| {
            matches!((v.interval.low, v.interval.high, point), (Some(a), Some(b), Some(n)) if a < b && a <= n && n <= b)
                && v.interval.vague.is_none()
                && mouth(&versions[at]).is_subset(&mouth(v))
        };
        match versions.iter().position(holds) {
            Some(range) => {
                let taken = versions.remove(at);
                let range = if range > at { range - 1 } else { range };
                let version = &mut versions[range];
                version.interval.point = version.interval.point.or(point);
                version.sayings.extend(taken.sayings);
                version.sayings.sort_unstable();
            }
            None => at += 1,
        }
    }
}

fn version(sayings: &[Saying], group: Vec<usize>) -> SameNumber {
    let current: Vec<usize> = group.iter().copied().filter(|&i| !sayings[i].earlier).collect();
    let earlier = current.is_empty();
    let dated = if earlier { &group } else { &current };
    // A full date tells more than its month.
    let date = dated.iter().filter_map(|&i| sayings[i].date).min_by_key(|d| (!d.is_full(), d.ordinal()));
    let best = strongest(sayings, &group);
    let mut interval = sayings[best].interval.clone();
    interval.approximate |= group
        .iter()
        .any(|&i| shape(sayings[i].interval) == shape(&interval) && sayings[i].interval.approximate);
    let drifted = group.iter().copied().filter(|&i| shape(sayings[i].interval) != shape(&interval)).collect();
    let vouched = group.iter().any(|&i| !sayings[i].hedged);
    // What a report recalls of a number is later than what was printed when it was given.
    let first = group.iter().copied().min_by_key(|&i| (sayings[i].earlier, sayings[i].recalled_days, i));
    let first = first.unwrap_or(best);
    SameNumber { interval, date, earlier, vouched, sayings: group, drifted, first }
}

/// The shape of a figure's bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    Exact,
    AtLeast,
    AtMost,
    Range,
}

pub(crate) fn shape(i: &Interval) -> Shape {
    match (i.low, i.high) {
        (Some(a), Some(b)) if a == b => Shape::Exact,
        (Some(_), None) => Shape::AtLeast,
        (None, Some(_)) => Shape::AtMost,
        _ => Shape::Range,
    }
}

/// The saying whose bounds stand: a quotation over a paraphrase, words with a qualifier over words without, vouching over
/// hedging, body text over a headline, the earlier report.
fn strongest(sayings: &[Saying], group: &[usize]) -> usize {
    let rank = |i: usize| {
        let s = &sayings[i];
        let open = shape(s.interval) != Shape::Exact;
        (s.quoted && open, open, !s.hedged, !s.title, s.quoted)
    };
    let best = group
        .iter()
        .copied()
        .max_by(|&a, &b| rank(a).cmp(&rank(b)).then(sayings[b].claim.cmp(&sayings[a].claim)));
    best.unwrap_or(group[0])
}

/// A figure known only as "the earlier toll" is placed before the figure its report gives as the present one.
fn date_earlier_ones(versions: &mut [SameNumber], report: &impl Fn(usize) -> ReportIndex) {
    let current: Vec<(BTreeSet<ReportIndex>, Option<PartialDate>)> = versions
        .iter()
        .filter(|v| !v.earlier)
        .map(|v| (v.sayings.iter().map(|&s| report(s)).collect(), v.date))
        .collect();
    for version in versions.iter_mut().filter(|v| v.earlier) {
        let reports: BTreeSet<ReportIndex> = version.sayings.iter().map(|&s| report(s)).collect();
        let before = current
            .iter()
            .filter(|(r, _)| !r.is_disjoint(&reports))
            .filter_map(|(_, d)| *d)
            .min_by_key(PartialDate::ordinal);
        version.date = before.or(version.date);
    }
}

/// What of one occasion is meant: the fullest statement of the body itself. Compatible versions that say less join it; lesser
/// figures of the same mouth in the same report are parts; what another person or another report gives is dissent.
fn settle(
    mut occasion: Vec<SameNumber>,
    person: &impl Fn(usize) -> Option<EntityIndex>,
    report: &impl Fn(usize) -> ReportIndex,
) -> (Vec<SameNumber>, Vec<SameNumber>, Vec<SameNumber>) {
    if occasion.len() == 1 {
        return (occasion, Vec::new(), Vec::new());
    }
    let reports =
        |v: &SameNumber| -> BTreeSet<ReportIndex> { v.sayings.iter().map(|&s| report(s)).collect() };
    let persons =
        |v: &SameNumber| -> BTreeSet<Option<EntityIndex>> { v.sayings.iter().map(|&s| person(s)).collect() };
    let by_body = |v: &SameNumber| persons(v).contains(&None);
    // What is vouched for goes before what is only held possible.
    let rank = |v: &SameNumber| {
        (!agreement::is_vague(&v.interval), v.vouched, by_body(v), reports(v).len(), v.interval.leading())
    };
    occasion.sort_by(|a, b| rank(b).cmp(&rank(a)).then(a.sayings.cmp(&b.sayings)));
    let mut rest = occasion.split_off(1);
    let Some(mut meant) = occasion.pop() else { return (Vec::new(), Vec::new(), Vec::new()) };
    // "Nearly 5,000" and "4,891": of numbers that round to one the exact is meant.
    if let Some(at) = rest.iter().position(|v| agreement::rounds(&meant.interval, &v.interval)) {
        let exact = rest.remove(at);
        rest.insert(0, std::mem::replace(&mut meant, exact));
    }
    // In one mouth and one report the larger figure is the toll.
    if let Some(at) = rest.iter().position(|v| {
        v.interval.leading() > meant.interval.leading()
            && (v.vouched || !meant.vouched)
            && !agreement::is_vague(&v.interval)
            && !agreement::compatible(&v.interval, &meant.interval)
            && persons(v) == persons(&meant)
            && !reports(v).is_disjoint(&reports(&meant))
            && reports(v).len() >= reports(&meant).len()
    }) {
        let larger = rest.remove(at);
        rest.push(std::mem::replace(&mut meant, larger));
    }
    let (mut dissent, mut parts) = (Vec::new(), Vec::new());
    for other in rest {
        let same_mouth =
            !persons(&other).is_disjoint(&persons(&meant)) && !reports(&other).is_disjoint(&reports(&meant));
        if agreement::compatible(&other.interval, &meant.interval) {
            meant.sayings.extend(other.sayings);
        } else if same_mouth && (other.interval.leading() < meant.interval.leading() || !other.vouched) {
            parts.push(other);
        } else {
            dissent.push(other);
        }
    }
    meant.sayings.sort_unstable();
    (vec![meant], dissent, parts)
}
