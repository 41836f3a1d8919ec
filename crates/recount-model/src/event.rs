//! Claims that tell of the same occurrence.

use crate::{ClaimIndex, PartialDate, Period, Reason, ReportIndex};

/// An event's place in the account's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventIndex(pub usize);

/// Claims that tell of the same occurrence, or of the same aggregate.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// A readable id, unique in the account, e.g. `camp-oster-2011-04-08`.
    pub id: String,
    /// A short neutral phrase, in words of the reports.
    pub label: String,
    /// The date most reports give.
    pub date: Option<PartialDate>,
    /// The stretch of time, for an occurrence of several days or an aggregate.
    pub period: Option<Period>,
    /// The place.
    pub place: Option<String>,
    /// Whether it is the matter the dossier is about: the one most reports tell of.
    pub main: bool,
    /// Whether it is a total over several occurrences (a year, a war) rather than one.
    pub aggregate: bool,
    /// Its claims, in report and text order.
    pub claims: Vec<ClaimIndex>,
    /// The reports that tell of it, in order.
    pub reports: Vec<ReportIndex>,
    /// Reports joined although they date it otherwise, with the date each gives.
    pub date_mismatches: Vec<(ReportIndex, PartialDate)>,
    /// Why its claims were joined.
    pub reasons: Vec<Reason>,
}
