//! Which reports share one origin, figure by figure: the same principal with the same number, unsourced repetitions of it, equal
//! unsourced figures without a known origin, and near copies of one passage. Not transitive across figures.

use super::Ground;
use super::saying::Saying;
use crate::resolve::state;
use recount_lexicon::fold;
use recount_model::{ClaimIndex, Content, CopiedPassage, EventIndex, Lineage, Measure, ReportIndex, Stance};
use std::collections::{BTreeMap, BTreeSet};

/// A lineage over these sayings if they stand in two reports or more.
pub(crate) fn shared(
    event: Option<EventIndex>,
    measure: Measure,
    sayings: &[Saying],
    members: &[usize],
    origin: &str,
    why: &str,
    ground: &Ground,
) -> Option<Lineage> {
    let claims: BTreeSet<ClaimIndex> = members.iter().map(|&i| ClaimIndex(sayings[i].claim)).collect();
    let reports: BTreeSet<ReportIndex> = members.iter().map(|&i| sayings[i].report(ground)).collect();
    (reports.len() >= 2).then(|| Lineage {
        event,
        measure: Some(measure),
        reports: reports.into_iter().collect(),
        claims: claims.into_iter().collect(),
        origin: origin.to_string(),
        why: why.to_string(),
        passages: Vec::new(),
    })
}

/// One row for each origin and question: a row whose reports another of the same event, measure and origin holds too, and near
/// copies of a passage whose claims and reports another row holds, give that row their reason.
pub(crate) fn merged(rows: Vec<Lineage>) -> Vec<Lineage> {
    let mut out: Vec<Lineage> = Vec::new();
    // Rows that share neither origin and report nor a claim say nothing of each other.
    let mut of_origin: BTreeMap<OriginKey, BTreeMap<ReportIndex, BTreeSet<usize>>> = BTreeMap::new();
    let mut of_claim: BTreeMap<ClaimIndex, BTreeSet<usize>> = BTreeMap::new();
    for row in rows {
        let key = (row.event, row.measure, row.origin.clone());
        let mut near: BTreeSet<usize> = BTreeSet::new();
        if let Some(known) = of_origin.get(&key).filter(|_| row.origin != UNKNOWN) {
            near.extend(row.reports.iter().filter_map(|r| known.get(r)).flatten());
        }
        if row.measure.is_none() || row.origin == UNKNOWN {
            near.extend(row.claims.iter().filter_map(|c| of_claim.get(c)).flatten());
        }
        let at = near.into_iter().find(|&at| belongs(&out[at], &row)).unwrap_or(out.len());
        let of_report = of_origin.entry(key).or_default();
        row.reports.iter().for_each(|r| {
            of_report.entry(*r).or_default().insert(at);
        });
        row.claims.iter().for_each(|c| {
            of_claim.entry(*c).or_default().insert(at);
        });
        match out.get_mut(at) {
            Some(kept) => take_in(kept, row),
            None => out.push(row),
        }
    }
    out
}

type OriginKey = (Option<EventIndex>, Option<Measure>, String);

/// Whether a row says of the reports of another what that one says already.
fn belongs(kept: &Lineage, row: &Lineage) -> bool {
    let holds = |a: &Lineage, b: &Lineage| b.reports.iter().all(|r| a.reports.contains(r));
    let shares_claim = || row.claims.iter().any(|c| kept.claims.contains(c));
    let one_origin = (kept.event, kept.measure, &kept.origin) == (row.event, row.measure, &row.origin);
    let same =
        one_origin && (holds(kept, row) || holds(row, kept)) && (row.origin != UNKNOWN || shares_claim());
    same || (row.measure.is_none() && holds(kept, row) && shares_claim())
}

fn take_in(kept: &mut Lineage, row: Lineage) {
    kept.reports.extend(row.reports);
    kept.reports.sort_unstable();
    kept.reports.dedup();
    kept.claims.extend(row.claims);
    kept.claims.sort_unstable();
    kept.claims.dedup();
    let known: BTreeSet<_> = kept.passages.iter().map(|p| (p.earlier, p.later)).collect();
    kept.passages.extend(row.passages.into_iter().filter(|p| !known.contains(&(p.earlier, p.later))));
    if !kept.why.split("; ").any(|w| w == row.why) {
        kept.why = format!("{}; {}", kept.why, row.why);
    }
}

/// What the account prints for an origin nobody knows.
pub(crate) const UNKNOWN: &str = "not known";

/// Reports that tell of one status which one authority gave: its act is where all of them have it from. What another voice says of
/// the status is that voice's word.
pub(crate) fn acts(ground: &Ground) -> Vec<Lineage> {
    let mut acts: BTreeMap<(String, String, String), (String, Vec<usize>)> = BTreeMap::new();
    for (i, claim) in ground.claims.iter().enumerate() {
        let Content::Status(status) = &claim.content else { continue };
        let Some(authority) = status.authority.as_ref().filter(|_| claim.stance != Stance::Denies) else {
            continue;
        };
        let entity = |name: &str| ground.resolved.find(name, claim.report);
        let canonical = |name: &str| {
            entity(name).map_or_else(|| fold(name), |e| fold(&ground.resolved.entity(e).canonical))
        };
        // A ministry's listing is its government's too.
        let known = entity(authority).and_then(|e| ground.resolved.state(e)).cloned();
        let state = known.or_else(|| state::of(authority)).map(|s| s.country);
        let own = claim.voices.is_empty() || claim.principal().is_some_and(|v| v.entity == entity(authority));
        if own {
            let key = (
                canonical(&status.entity),
                fold(&status.status),
                state.unwrap_or_else(|| canonical(authority)),
            );
            acts.entry(key).or_insert_with(|| (authority.clone(), Vec::new())).1.push(i);
        }
    }
    let why = "one status, given by one authority";
    acts.into_values()
        .filter_map(|(authority, claims)| of_no_question(claims, authority, why, ground))
        .collect()
}

/// A lineage over claims that answer no common question, if they stand in two reports or more.
fn of_no_question(
    claims: impl IntoIterator<Item = usize>,
    origin: String,
    why: &str,
    ground: &Ground,
) -> Option<Lineage> {
    let claims: Vec<ClaimIndex> = claims.into_iter().map(ClaimIndex).collect();
    let reports: BTreeSet<ReportIndex> = claims.iter().map(|c| ground.claims[c.0].report).collect();
    (reports.len() > 1).then(|| Lineage {
        event: None,
        measure: None,
        reports: reports.into_iter().collect(),
        claims,
        origin,
        why: why.to_string(),
        passages: Vec::new(),
    })
}

/// Reports that print near copies of one passage that carries a claim: a row for each text.
pub(crate) fn copies(ground: &Ground) -> Vec<Lineage> {
    let why = "near copies of the same passage";
    let row = |(claims, passages): (Vec<usize>, &[CopiedPassage])| {
        let row = of_no_question(claims, "one text".to_string(), why, ground)?;
        let between_reports = passages.iter().filter(|p| p.earlier.report != p.later.report);
        Some(Lineage { passages: between_reports.copied().collect(), ..row })
    };
    let mut rows: Vec<Lineage> = ground.copied.texts().filter_map(row).collect();
    // The row of most reports first, so that it takes in those it holds.
    rows.sort_by(|a, b| {
        b.reports.len().cmp(&a.reports.len()).then(a.reports.cmp(&b.reports)).then(a.claims.cmp(&b.claims))
    });
    rows
}
