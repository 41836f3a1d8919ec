//! Which reports share one origin, figure by figure: the same principal with the same number, unsourced repetitions of it, equal
//! unsourced figures without a known origin, and near copies of one passage. Not transitive across figures.

use super::Ground;
use super::saying::Saying;
use crate::text;
use recount_lexicon::fold;
use recount_model::{ClaimIndex, EventIndex, Lineage, Measure, Report, ReportIndex, Span};
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
    let holds = |a: &Lineage, b: &Lineage| b.reports.iter().all(|r| a.reports.contains(r));
    let mut out: Vec<Lineage> = Vec::new();
    for row in rows {
        let at = out.iter().position(|o| {
            let one_origin = (o.event, o.measure, &o.origin) == (row.event, row.measure, &row.origin);
            let one_passage = row.measure.is_none() && row.claims.iter().any(|c| o.claims.contains(c));
            (one_origin
                && (holds(o, &row) || holds(&row, o))
                && (row.origin != UNKNOWN || one_group(o, &row)))
                || (one_passage && holds(o, &row))
        });
        let Some(at) = at else {
            out.push(row);
            continue;
        };
        let kept = &mut out[at];
        let all = |a: &mut Vec<ReportIndex>, b: Vec<ReportIndex>| {
            a.extend(b);
            a.sort_unstable();
            a.dedup();
        };
        all(&mut kept.reports, row.reports);
        kept.claims.extend(row.claims);
        kept.claims.sort_unstable();
        kept.claims.dedup();
        if !kept.why.split("; ").any(|w| w == row.why) {
            kept.why = format!("{}; {}", kept.why, row.why);
        }
    }
    out
}

/// What the account prints for an origin nobody knows.
pub(crate) const UNKNOWN: &str = "not known";

fn one_group(a: &Lineage, b: &Lineage) -> bool {
    a.claims.iter().any(|c| b.claims.contains(c))
}

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

/// Reports that print near copies of one passage that carries a claim.
pub(crate) fn copies(ground: &Ground) -> Vec<Lineage> {
    let mut by_shingle: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut all: Vec<BTreeSet<String>> = Vec::with_capacity(ground.claims.len());
    for (i, claim) in ground.claims.iter().enumerate() {
        let own = if claim.count().is_some() {
            ground.reports.get(claim.report.0).map(|r| shingles(r, claim.span))
        } else {
            None
        };
        let own = own.filter(|s| s.len() >= FEWEST_SHINGLES).unwrap_or_default();
        own.iter().for_each(|s| {
            by_shingle.entry(s.clone()).or_default().insert(i);
        });
        all.push(own);
    }
    let mut pairs: BTreeMap<(ReportIndex, ReportIndex), BTreeSet<usize>> = BTreeMap::new();
    for (i, own) in all.iter().enumerate() {
        let candidates: BTreeSet<usize> =
            own.iter().filter_map(|s| by_shingle.get(s)).flatten().copied().filter(|&j| j > i).collect();
        for j in candidates {
            let (a, b) = (ground.claims[i].report, ground.claims[j].report);
            if a != b && overlap(own, &all[j]) {
                pairs.entry((a.min(b), a.max(b))).or_default().extend([i, j]);
            }
        }
    }
    let lineage = |((a, b), claims): ((ReportIndex, ReportIndex), BTreeSet<usize>)| Lineage {
        event: None,
        measure: None,
        reports: vec![a, b],
        claims: claims.into_iter().map(ClaimIndex).collect(),
        origin: "one text".to_string(),
        why: "near copies of the same passage".to_string(),
    };
    pairs.into_iter().map(lineage).collect()
}
