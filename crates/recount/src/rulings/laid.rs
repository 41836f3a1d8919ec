//! Lays rulings over readings: corrects claims, and tells reconciling what was rejected, linked, joined and parted.

use super::carry::{Candidate, Found, find};
use super::claims_as_json::{corrected, fields_of};
use super::{names, states};
use recount_model::{
    AliasGroup, ClaimAnchor, ClaimId, CodePoints, Decision, Reading, Report, ReportId, Ruling,
    RulingStanding, RulingState,
};
use recount_reconcile::{Decided, Linked};
use std::collections::{BTreeMap, BTreeSet};

/// What rulings come to for the claims of now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Laid {
    /// Every ruling with where it stands, in the order of the journal.
    pub standings: Vec<RulingStanding>,
    /// What reconciling must know.
    pub decided: Decided,
    /// Names joined and parted.
    pub aliases: Vec<AliasGroup>,
}

/// Lays `rulings` over the readings of `reports`, which stand in the same order; the claims have their ids. Corrected claims
/// are changed in place.
pub fn lay(rulings: &[Ruling], reports: &[Report], readings: &mut [Reading]) -> Laid {
    let mut dossier = Claims::new(rulings, reports, readings);
    let mut laid = Laid::default();
    let states = states(rulings);
    for (ruling, state) in rulings.iter().zip(states) {
        let state = if state == RulingState::Stands {
            let (state, ids) = dossier.settle(ruling);
            if matches!(state, RulingState::Stands | RulingState::Carried { .. }) {
                take_effect(ruling, &ids, &mut laid.decided);
            }
            state
        } else {
            state
        };
        laid.standings.push(RulingStanding { ruling: ruling.clone(), state });
    }
    let holding = laid.standings.iter().filter(|standing| standing.holds()).map(|standing| &standing.ruling);
    laid.aliases = names::alias_groups(holding);
    laid
}

/// What reconciling must know of a ruling that holds for the claims `ids`.
fn take_effect(ruling: &Ruling, ids: &[ClaimId], decided: &mut Decided) {
    match (&ruling.decision, ids) {
        (Decision::Reject { .. }, [id]) => {
            let why = format!("ruling {} by {}: {}", ruling.number, ruling.who, ruling.why);
            decided.rejected.insert(id.clone(), why);
        }
        (Decision::Link { .. }, [claim, with]) => {
            let linked = Linked { claim: claim.clone(), with: with.clone(), ruling: ruling.number };
            decided.linked.push(linked);
        }
        _ => {}
    }
}

/// The claims of those reports that rulings speak of.
struct Claims<'a> {
    reports: &'a [Report],
    readings: &'a mut [Reading],
    /// Report to its place.
    places: BTreeMap<ReportId, usize>,
    /// By place, as read, before any ruling: what anchors are compared with.
    as_read: BTreeMap<usize, (CodePoints, Vec<Candidate>)>,
}

impl<'a> Claims<'a> {
    fn new(rulings: &[Ruling], reports: &'a [Report], readings: &'a mut [Reading]) -> Self {
        let spoken_of: BTreeSet<ReportId> =
            rulings.iter().flat_map(|r| r.decision.claims()).map(|anchor| anchor.report).collect();
        let places: BTreeMap<ReportId, usize> = reports
            .iter()
            .enumerate()
            .filter(|(_, report)| spoken_of.contains(&report.id))
            .map(|(at, report)| (report.id, at))
            .collect();
        let as_read = places.values().filter_map(|&at| {
            let (report, claims) = (&reports[at], &readings.get(at)?.claims);
            let fields = fields_of(report, claims).into_iter();
            let candidates =
                claims.iter().zip(fields).map(|(claim, fields)| Candidate { span: claim.span, fields });
            Some((at, (CodePoints::new(&report.text), candidates.collect())))
        });
        Claims { reports, as_read: as_read.collect(), readings, places }
    }

    /// Where a ruling that the journal lets stand is now, and the claims it holds for; a correction is made.
    fn settle(&mut self, ruling: &Ruling) -> (RulingState, Vec<ClaimId>) {
        let decision = &ruling.decision;
        let mut ids = Vec::new();
        let mut state = RulingState::Stands;
        for (which, anchor) in decision.claims().into_iter().enumerate() {
            match self.find(anchor) {
                Ok((at, claim, found)) => {
                    if let Some(review) = self.doubt(decision, at, claim, &found) {
                        return (RulingState::ForReview { why: review }, Vec::new());
                    }
                    let id = self.readings[at].claims[claim].id.clone();
                    if let (Found::Carried(_, why), 0) = (&found, which) {
                        state = RulingState::Carried { to: id.clone(), why: why.clone() };
                    }
                    ids.push(id);
                }
                Err(why) => return (RulingState::ForReview { why }, Vec::new()),
            }
        }
        (state, ids)
    }

    /// The report and the claim an anchor means now.
    fn find(&self, anchor: &ClaimAnchor) -> Result<(usize, usize, Found), String> {
        let gone = || "its report takes no part any more".to_string();
        let at = *self.places.get(&anchor.report).ok_or_else(gone)?;
        let (points, candidates) = self.as_read.get(&at).ok_or_else(gone)?;
        match find(anchor, points, candidates) {
            Found::Gone(why) => Err(why),
            found => {
                let (Found::Same(claim) | Found::Changed(claim, _) | Found::Carried(claim, _)) = found else {
                    return Err(String::new());
                };
                Ok((at, claim, found))
            }
        }
    }

    /// Why a decision does not fit the claim as it is read now, as a phrase; `None` when it fits. A correction that fits is made.
    fn doubt(&mut self, decision: &Decision, at: usize, claim: usize, found: &Found) -> Option<String> {
        match (decision, found) {
            // Somebody judged what it said then.
            (Decision::Accept { .. } | Decision::Reject { .. }, Found::Changed(_, how)) => {
                Some(format!("the claim is read otherwise now: {how}"))
            }
            (Decision::Correct { field, value, .. }, _) => {
                let claims = &mut self.readings[at].claims;
                match corrected(&self.reports[at], &claims[claim], field, value) {
                    Ok(correct) => {
                        claims[claim] = correct;
                        None
                    }
                    Err(error) => Some(error.to_string()),
                }
            }
            _ => None,
        }
    }
}
