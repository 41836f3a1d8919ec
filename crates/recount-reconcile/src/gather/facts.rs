//! What each claim itself says of when and where, before any joining: its date, its stretch of time, whether it is a total
//! over several occurrences or speaks of another one.

use super::place;
use crate::lexicon;
use crate::text;
use recount_model::{Claim, Content, PartialDate, Report, StatusContent};

/// Longest stretch of days that one occurrence may take; longer ones are totals over several.
pub(crate) const LONGEST_OCCURRENCE_DAYS: i64 = 31;

/// Whether the claim tells what an occurrence did: a figure of harm, of a force in it, a person killed or hurt.
pub(crate) fn tells_of_harm(claim: &Claim) -> bool {
    match &claim.content {
        Content::Count(c) => c.measure.is_harm(),
        Content::Status(s) => is_victim(s),
        _ => false,
    }
}

/// Whether a status is that of a person killed, injured, detained or missing.
pub(crate) fn is_victim(status: &StatusContent) -> bool {
    use recount_model::Measure::{Abducted, Detained, Injured, Killed, Missing};
    status
        .status
        .parse::<recount_model::Measure>()
        .is_ok_and(|m| matches!(m, Killed | Injured | Detained | Missing | Abducted))
}

/// Whether the claim may belong to an occurrence at all; how many people live in a place or belong to a body does not.
pub(crate) fn may_belong(claim: &Claim) -> bool {
    use recount_model::Measure::{Distance, Members, Population, Supporters};
    match &claim.content {
        Content::Count(c) => !matches!(c.measure, Population | Members | Supporters | Distance),
        Content::Status(s) => is_victim(s),
        Content::Position(_) => false,
        _ => true,
    }
}

/// The date of a claim that is known to the month at least.
pub(crate) fn near_date(claim: &Claim) -> Option<PartialDate> {
    claim.event_date.filter(|d| d.get_month().is_some())
}

/// The date a date claim states, when its value is one.
pub(crate) fn stated_date(claim: &Claim) -> Option<PartialDate> {
    match &claim.content {
        Content::Date { value, .. } => value.parse().ok(),
        _ => None,
    }
}

/// Whether the claim is a total over several occurrences: over a long stretch, a year, or time without bounds.
pub(crate) fn is_aggregate(claim: &Claim) -> bool {
    let town = claim.place.as_deref().is_some_and(|p| !place::is_wide(p));
    let long = claim.event_period.is_some_and(|p| p.days().is_none_or(|d| d > LONGEST_OCCURRENCE_DAYS));
    let year = claim.event_date.is_some_and(|d| d.get_month().is_none());
    let undated = claim.event_date.is_none() && claim.event_period.is_none();
    if claim.event_period.is_some() && claim.other_event {
        return true;
    }
    long || (tells_of_harm(claim) && ((year && !town) || (claim.other_event && undated)))
}

/// Whether the claim or the words around it say that they speak of another occurrence.
pub(crate) fn speaks_of_another(claim: &Claim, report: &Report) -> bool {
    claim.other_event || says_another(claim, report)
}

/// Whether the words around a claim say so.
pub(crate) fn says_another(claim: &Claim, report: &Report) -> bool {
    let folded = text::folded_sentence(claim, report);
    lexicon::has_phrase(&lexicon::english().cues.other_occurrence, &folded)
}

/// Whether a figure of people at a place is one of those in a vessel or vehicle, by its own words.
pub(crate) fn is_aboard(claim: &Claim, report: &Report) -> bool {
    let Some(count) = claim.count().filter(|c| c.measure == recount_model::Measure::Population) else {
        return false;
    };
    let words = &lexicon::english().wholes.aboard;
    let said = recount_lexicon::fold(claim.span.slice(&report.text));
    lexicon::has_phrase(words, &recount_lexicon::fold(&count.population.words))
        || lexicon::has_phrase(words, &said)
}
