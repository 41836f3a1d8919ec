//! Which reports share one origin, figure by figure: the same principal with the same number, unsourced repetitions of it, equal
//! unsourced figures without a known origin, and near copies of one passage. Not transitive across figures.

use super::Ground;
use super::saying::Saying;
use crate::resolve::state;
use crate::text;
use recount_lexicon::fold;
use recount_model::{ClaimIndex, Content, EventIndex, Lineage, Measure, Report, ReportIndex, Span, Stance};
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
    if !kept.why.split("; ").any(|w| w == row.why) {
        kept.why = format!("{}; {}", kept.why, row.why);
    }
}

/// What the account prints for an origin nobody knows.
pub(crate) const UNKNOWN: &str = "not known";

/// Words in a row that make one shingle.
const SHINGLE: usize = 4;
/// Share of the shorter sentence's shingles that must stand in the longer one.
const COPY_SHARE: f64 = 0.6;
/// Fewest shingles of a sentence that is compared at all.
const FEWEST_SHINGLES: usize = 6;

/// The shingles of the sentence around a span; of its paragraph when the sentence is short.
fn shingles(report: &Report, span: Span) -> BTreeSet<String> {
    let of = |span: Span| -> BTreeSet<String> {
        let words: Vec<String> = fold(span.slice(&report.text)).split(' ').map(str::to_string).collect();
        words.windows(SHINGLE).map(|w| w.join(" ")).collect()
    };
    let own = of(text::sentence(&report.text, span));
    if own.len() < FEWEST_SHINGLES { of(text::paragraph(&report.text, span)) } else { own }
}

/// Whether two sentences are near copies.
pub(crate) fn near_copy(a: ClaimIndex, b: ClaimIndex, ground: &Ground) -> bool {
    let of = |c: ClaimIndex| {
        let claim = &ground.claims[c.0];
        ground.reports.get(claim.report.0).map(|r| shingles(r, claim.span)).unwrap_or_default()
    };
    overlap(&of(a), &of(b))
}

fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let shorter = a.len().min(b.len());
    shorter >= FEWEST_SHINGLES && a.intersection(b).count() as f64 >= COPY_SHARE * shorter as f64
}

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
    })
}

/// Reports that print near copies of one passage that carries a claim: a row for each passage and the reports of its copies.
pub(crate) fn copies(ground: &Ground) -> Vec<Lineage> {
    if ground.reports.len() < 2 {
        return Vec::new();
    }
    let passages = passages(ground);
    let mut copies: Vec<BTreeSet<usize>> = (0..passages.len()).map(|i| BTreeSet::from([i])).collect();
    for (a, b) in near_copies(&passages) {
        copies[a].insert(b);
        copies[b].insert(a);
    }
    copies.sort();
    copies.dedup();
    let row = |group: &BTreeSet<usize>| {
        let claims: BTreeSet<usize> =
            group.iter().flat_map(|&p| passages[p].claims.iter().copied()).collect();
        of_no_question(claims, "one text".to_string(), "near copies of the same passage", ground)
    };
    let mut rows: Vec<Lineage> = copies.iter().filter_map(row).collect();
    // The row of most reports first, so that it takes in those it holds.
    rows.sort_by(|a, b| {
        b.reports.len().cmp(&a.reports.len()).then(a.reports.cmp(&b.reports)).then(a.claims.cmp(&b.claims))
    });
    rows
}

/// A passage that carries counts, wherever it is printed.
struct Passage {
    shingles: BTreeSet<String>,
    /// Places of its claims.
    claims: Vec<usize>,
}

/// The passages of all counts, those of the same shingles once.
fn passages(ground: &Ground) -> Vec<Passage> {
    let mut by_shingles: BTreeMap<BTreeSet<String>, Vec<usize>> = BTreeMap::new();
    for (i, claim) in ground.claims.iter().enumerate().filter(|(_, c)| c.count().is_some()) {
        let Some(report) = ground.reports.get(claim.report.0) else { continue };
        let shingles = shingles(report, claim.span);
        if shingles.len() >= FEWEST_SHINGLES {
            by_shingles.entry(shingles).or_default().push(i);
        }
    }
    by_shingles.into_iter().map(|(shingles, claims)| Passage { shingles, claims }).collect()
}

/// Pairs of passages that are near copies, each with itself too. Only passages that share a shingle are compared.
fn near_copies(passages: &[Passage]) -> Vec<(usize, usize)> {
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, passage) in passages.iter().enumerate() {
        passage.shingles.iter().for_each(|s| holders.entry(s).or_default().push(i));
    }
    let mut found = Vec::new();
    for (i, passage) in passages.iter().enumerate() {
        let mut common: BTreeMap<usize, usize> = BTreeMap::new();
        let later = |s: &String| holders.get(s.as_str()).into_iter().flatten().copied().filter(|&j| j >= i);
        passage.shingles.iter().flat_map(later).for_each(|j| *common.entry(j).or_default() += 1);
        found.extend(common.into_iter().filter_map(|(j, n)| {
            let shorter = passage.shingles.len().min(passages[j].shingles.len());
            (n as f64 >= COPY_SHARE * shorter as f64).then_some((i, j))
        }));
    }
    found
}
