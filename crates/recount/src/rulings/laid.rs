//! Lays rulings over readings: corrects claims, and tells reconciling what was rejected, linked, joined and parted.

use super::carry::{Candidate, Found, find};
use super::claims_as_json::{corrected, fields_of};
use super::matter::matter;
use super::names::{self, Names};
use super::place::Words;
use recount_model::{
    AliasGroup, ClaimId, Decision, Reading, Report, ReportId, Ruling, RulingStanding, RulingState,
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
    /// Names joined and parted, by rulings and, where no ruling says otherwise, by the settings.
    pub aliases: Vec<AliasGroup>,
}

/// Lays `rulings` over the readings of `reports`, which stand in the same order; the claims have their ids. Corrected claims
/// are changed in place. `aliases` are what the settings say of names.
pub fn lay(rulings: &[Ruling], reports: &[Report], readings: &mut [Reading], aliases: &[AliasGroup]) -> Laid {
    let claims = Claims::of(rulings, reports, readings);
    // First what each is about now, then which of several on one matter is the last, then what it does.
    let mut settled: Vec<Settled> = rulings.iter().map(|ruling| claims.settle(ruling)).collect();
    put_aside_earlier(rulings, &mut settled);
    correct(rulings, &mut settled, reports, readings);
    let names = Names::of(rulings, reports, readings);
    for (ruling, settled) in rulings.iter().zip(&mut settled).filter(|(_, settled)| settled.holds()) {
        if let Some(why) = names.missing(&ruling.decision) {
            settled.state = RulingState::ForReview { why };
        }
    }
    let mut laid = Laid::default();
    for (ruling, settled) in rulings.iter().zip(settled) {
        if settled.holds() {
            take_effect(ruling, &settled.ids, &mut laid.decided);
        }
        laid.standings.push(RulingStanding {
            ruling: ruling.clone(),
            state: settled.state,
            gone: Vec::new(),
        });
    }
    let holding = laid.standings.iter().filter(|standing| standing.holds()).map(|standing| &standing.ruling);
    laid.aliases = names::alias_groups(holding, aliases);
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

/// Where a ruling stands, and the claims it is about now.
struct Settled {
    state: RulingState,
    ids: Vec<ClaimId>,
    /// Report and claim of the first of them, by their places.
    place: Option<(usize, usize)>,
}

impl Settled {
    fn without_claims(state: RulingState) -> Self {
        Settled { state, ids: Vec::new(), place: None }
    }

    fn holds(&self) -> bool {
        matches!(self.state, RulingState::Stands | RulingState::Carried { .. })
    }
}

/// Of several rulings on one matter only the last holds.
fn put_aside_earlier(rulings: &[Ruling], settled: &mut [Settled]) {
    let mut later: BTreeMap<String, u64> = BTreeMap::new();
    for (ruling, settled) in rulings.iter().zip(settled).rev().filter(|(_, settled)| settled.holds()) {
        let claim = settled.ids.first().map_or("", |id| id.0.as_str());
        let Some(matter) = matter(&ruling.decision, claim) else { continue };
        match later.get(&matter) {
            Some(by) => settled.state = RulingState::Superseded { by: *by },
            None => {
                later.insert(matter, ruling.number);
            }
        }
    }
}

/// Makes the corrections that hold: all those of one claim together, since one alone may leave no claim (a lower bound above the
/// upper one that another moves). Where they do not fit together, those that do not fit the ones before are for review.
fn correct(rulings: &[Ruling], settled: &mut [Settled], reports: &[Report], readings: &mut [Reading]) {
    let mut by_claim: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (at, (ruling, settled)) in rulings.iter().zip(settled.iter()).enumerate() {
        if let (Decision::Correct { .. }, Some(place), true) =
            (&ruling.decision, settled.place, settled.holds())
        {
            by_claim.entry(place).or_default().push(at);
        }
    }
    for ((report, claim), corrections) in by_claim {
        let value = |at: usize| match &rulings[at].decision {
            Decision::Correct { field, value, .. } => (field.as_str(), value.as_str()),
            _ => ("", ""),
        };
        let (report, place) = (&reports[report], &mut readings[report].claims[claim]);
        let all: Vec<(&str, &str)> = corrections.iter().map(|&at| value(at)).collect();
        if let Ok(correct) = corrected(report, place, &all) {
            *place = correct;
            continue;
        }
        let mut fit: Vec<(&str, &str)> = Vec::new();
        let as_read = place.clone();
        for at in corrections {
            fit.push(value(at));
            match corrected(report, &as_read, &fit) {
                Ok(correct) => *place = correct,
                Err(error) => {
                    fit.pop();
                    settled[at].state = RulingState::ForReview { why: error.to_string() };
                }
            }
        }
    }
}

/// The claims of those reports that rulings speak of, as they were read, before any ruling.
struct Claims<'r> {
    by_report: BTreeMap<ReportId, OfReport<'r>>,
}

struct OfReport<'r> {
    place: usize,
    words: Words<'r>,
    claims: Vec<Candidate>,
    ids: Vec<ClaimId>,
}

impl<'r> Claims<'r> {
    fn of(rulings: &[Ruling], reports: &'r [Report], readings: &[Reading]) -> Self {
        let spoken_of: BTreeSet<ReportId> =
            rulings.iter().flat_map(|r| r.decision.claims()).map(|anchor| anchor.report).collect();
        let spoken_of = reports.iter().enumerate().filter(|(_, report)| spoken_of.contains(&report.id));
        let by_report = spoken_of.filter_map(|(place, report)| {
            let claims = &readings.get(place)?.claims;
            let fields = fields_of(report, claims).into_iter();
            let of = OfReport {
                place,
                words: Words::of(&report.text),
                ids: claims.iter().map(|claim| claim.id.clone()).collect(),
                claims: claims
                    .iter()
                    .zip(fields)
                    .map(|(c, fields)| Candidate { span: c.span, fields })
                    .collect(),
            };
            Some((report.id, of))
        });
        Claims { by_report: by_report.collect() }
    }

    /// Where a ruling stands, as far as it alone can tell.
    fn settle(&self, ruling: &Ruling) -> Settled {
        if let Some(by) = ruling.undone_by {
            return Settled::without_claims(RulingState::Undone { by });
        }
        let mut settled = Settled::without_claims(RulingState::Stands);
        for (which, anchor) in ruling.decision.claims().into_iter().enumerate() {
            let review = |why: String| Settled::without_claims(RulingState::ForReview { why });
            let Some(report) = self.by_report.get(&anchor.report) else {
                return review("its report takes no part any more".to_string());
            };
            let (claim, why) = match find(anchor, &report.words, &report.claims) {
                Found::Same(claim) => (claim, None),
                Found::Carried(claim, why) => (claim, Some(why)),
                Found::Changed(claim, differences) if is_about(&ruling.decision, &differences) => {
                    (claim, None)
                }
                // Somebody judged what it said then.
                Found::Changed(_, differences) => {
                    let how = differences.first().map_or(String::new(), |(_, how)| how.clone());
                    return review(format!("the claim is read otherwise now: {how}"));
                }
                Found::Gone(why) => return review(why),
            };
            settled.ids.push(report.ids[claim].clone());
            settled.place = settled.place.or(Some((report.place, claim)));
            if let (Some(why), 0) = (why, which) {
                settled.state = RulingState::Carried { to: report.ids[claim].clone(), why };
            }
        }
        settled
    }
}

/// Whether a decision is about the very field in which alone its claim is another now: a better reader may have found what a person
/// corrected.
fn is_about(decision: &Decision, differences: &[(String, String)]) -> bool {
    matches!(decision, Decision::Correct { field, .. } if differences.iter().all(|(name, _)| name == field))
}
