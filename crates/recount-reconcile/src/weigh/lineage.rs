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
    let passages = passages(ground);
    let mut pairs: BTreeMap<(ReportIndex, ReportIndex), BTreeSet<usize>> = BTreeMap::new();
    let mut add = |i: usize, j: usize| {
        let (a, b) = (ground.claims[i].report, ground.claims[j].report);
        if a != b {
            pairs.entry((a.min(b), a.max(b))).or_default().extend([i, j]);
        }
    };
    for (a, b) in near_copies(&passages) {
        for &i in &passages[a].claims {
            passages[b].claims.iter().filter(|j| a != b || **j > i).for_each(|&j| add(i, j));
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
