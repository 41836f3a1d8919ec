//! Which reports date harm to which day, and what figures stand under the day of the main occurrence: asked once of all claims,
//! so that each claim can be held against the other reports without reading them again.

use super::facts::{is_aggregate, near_date, tells_of_harm};
use crate::agreement;
use recount_model::{Claim, Count, PartialDate, ReportIndex};
use std::collections::{BTreeMap, BTreeSet};

/// What the reports together say of dates.
pub(super) struct Told<'a> {
    /// The reports that date harm of one occurrence so.
    reports: BTreeMap<PartialDate, BTreeSet<ReportIndex>>,
    /// Counts under the day of the main occurrence.
    of_day: Vec<(ReportIndex, &'a Count)>,
}

impl<'a> Told<'a> {
    /// Looks through all claims; `day` is that of the main occurrence.
    pub fn new(claims: &'a [Claim], day: Option<PartialDate>) -> Self {
        let mut reports: BTreeMap<PartialDate, BTreeSet<ReportIndex>> = BTreeMap::new();
        for claim in claims.iter().filter(|c| tells_of_harm(c)) {
            if let Some(date) = near_date(claim).filter(|_| !is_aggregate(claim)) {
                reports.entry(date).or_default().insert(claim.report);
            }
        }
        let is_of_day = |c: &&Claim| day.is_some_and(|day| near_date(c).is_some_and(|d| d.agrees(&day)));
        let counts = claims.iter().filter(is_of_day).filter_map(|c| Some((c.report, c.count()?)));
        Told { reports, of_day: counts.collect() }
    }

    /// How many reports other than the claim's date harm to `date` and not to `day`.
    pub fn others(&self, claim: &Claim, date: PartialDate, day: PartialDate) -> usize {
        let there = self.reports.iter().filter(|(d, _)| d.agrees(&date) && !d.agrees(&day));
        there.flat_map(|(_, reports)| reports).filter(|r| **r != claim.report).collect::<BTreeSet<_>>().len()
    }

    /// Whether another report gives a like figure under the day of the main occurrence; true of claims that count nothing.
    pub fn fits(&self, claim: &Claim) -> bool {
        claim.count().is_none_or(|count| {
            self.of_day.iter().any(|(report, other)| {
                *report != claim.report
                    && other.measure == count.measure
                    && agreement::like(&other.interval, &count.interval)
            })
        })
    }
}
