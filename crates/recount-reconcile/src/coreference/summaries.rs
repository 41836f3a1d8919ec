//! Reports that sum several incidents: a year's toll, the attacks of a weekend in three towns. They tell of no one incident and are kept apart, as
//! what they are.
//!
//! A report is a summary where its title or opening says so (`sums_up` of `lexicon/en/cues.toml`), or where its own figures of harm do: most of them are
//! totals over several occurrences, or they are told of three and more days and places none of which has half of them.

use crate::gather::{is_aggregate, tells_of_harm};
use crate::lexicon;
use crate::text::floor;
use recount_lexicon::{fold, has_words};
use recount_model::{BlockRole, Claim, Evidence, PartialDate, Reading, Reason, Report, ReportIndex, Span};
use std::collections::BTreeMap;

/// Figures of harm from which they can say what a report is.
const LEAST_FIGURES: usize = 3;
/// Occurrences told of from which a report without a leading one is a summary.
const LEAST_OCCURRENCES: usize = 3;
/// Bytes of the body in which its opening lies.
const OPENING_BYTES: usize = 240;

/// Why a report is a summary of several incidents; `None` where it is not.
pub fn summary(index: ReportIndex, report: &Report, reading: Option<&Reading>) -> Option<Reason> {
    said(index, report).or_else(|| counted(reading?))
}

/// The title or opening says that it sums up.
fn said(index: ReportIndex, report: &Report) -> Option<Reason> {
    let opening = |role: BlockRole| report.blocks.iter().find(move |b| b.role == role);
    let title = opening(BlockRole::Title).map(|b| b.span);
    let body = opening(BlockRole::Body).map(|b| b.span);
    let body = body.map(|b| Span::new(b.start, floor(&report.text, b.end.min(b.start + OPENING_BYTES))));
    [title, body].into_iter().flatten().find_map(|span| {
        let folded = fold(report.text.get(span.start..span.end)?);
        let cue = lexicon::english().cues.sums_up.iter().find(|cue| has_words(&folded, cue))?;
        Some(Reason::new(format!("says that it sums up: {cue}"), vec![Evidence { report: index, span }]))
    })
}

/// The figures of harm say that it sums up.
fn counted(reading: &Reading) -> Option<Reason> {
    let harm: Vec<&Claim> =
        reading.claims.iter().filter(|c| c.count().is_some() && tells_of_harm(c)).collect();
    if harm.len() < LEAST_FIGURES {
        return None;
    }
    let evidence = |claims: &[&Claim]| -> Vec<Evidence> {
        claims.iter().take(8).map(|c| Evidence { report: c.report, span: c.span }).collect()
    };
    let totals: Vec<&Claim> = harm.iter().copied().filter(|c| is_aggregate(c)).collect();
    if 2 * totals.len() > harm.len() {
        return Some(Reason::new(
            "most of its figures are totals over several occurrences",
            evidence(&totals),
        ));
    }
    let mut occurrences: BTreeMap<(PartialDate, &str), usize> = BTreeMap::new();
    for claim in harm.iter().filter(|c| !is_aggregate(c)) {
        if let (Some(date), Some(place)) = (claim.event_date.filter(|d| d.is_full()), claim.place.as_deref())
        {
            *occurrences.entry((date, place)).or_default() += 1;
        }
    }
    let days = occurrences.keys().map(|(d, _)| d).collect::<std::collections::BTreeSet<_>>().len();
    let places = occurrences.keys().map(|(_, p)| p).collect::<std::collections::BTreeSet<_>>().len();
    let most = occurrences.values().max().copied().unwrap_or(0);
    let several = days.min(places) >= LEAST_OCCURRENCES && 2 * most < harm.len();
    several.then(|| {
        Reason::new("its figures are told of several days and places, none of which leads", evidence(&harm))
    })
}
