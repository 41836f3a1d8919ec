//! Partitions a source enumerates ("42: 14 staff, 24 patients, four carers"): the parts that add up to a total stated just
//! before or after them in the same report, by the same voice or in the report's own words; and lists that a colon or dash sets
//! out as a total's parts, whether they add up or not. Only such parts are ever summed.

use super::Ground;
use super::saying;
use super::speaker::Speaker;
use crate::agreement;
use crate::gather;
use crate::text;
use recount_lexicon::SharedLexicon;
use recount_model::{ClaimIndex, EventIndex, Measure, PartsCheck, Relation, ReportIndex, Span, Stance};
use std::collections::{BTreeMap, BTreeSet};

/// Farthest distance in bytes between a total and its first part.
const REACH_BYTES: usize = 700;
/// Most parts of one total.
const MOST_PARTS: usize = 8;

/// Every partition found, in claim order. No claim is a part of two totals of one number.
pub(crate) fn partitions(ground: &Ground) -> Vec<PartsCheck> {
    let mut families: BTreeMap<(ReportIndex, Option<EventIndex>, Measure), Vec<usize>> = BTreeMap::new();
    for (i, claim) in ground.claims.iter().enumerate() {
        if let Some(count) = claim.count().filter(|c| {
            c.measure.is_harm() && claim.stance != Stance::Denies && agreement::printed(&c.interval).is_some()
        }) {
            families.entry((claim.report, claim.event, count.measure)).or_default().push(i);
        }
    }
    let mut candidates: Vec<(usize, PartsCheck)> = families
        .values()
        .flat_map(|family| {
            let members: Vec<Member> = family.iter().filter_map(|&i| Member::of(i, ground)).collect();
            let found = |&total: &usize| {
                partition(total, &members, ground).or_else(|| enumeration(total, &members, ground))
            };
            family.iter().filter_map(found).collect::<Vec<_>>()
        })
        .collect();
    // Of several statements of one total the nearest to the parts has them.
    candidates.sort_by_key(|(gap, check)| (*gap, check.total));
    let mut used: BTreeSet<ClaimIndex> = BTreeSet::new();
    let mut found: Vec<PartsCheck> = Vec::new();
    for (_, check) in candidates {
        if check.parts.iter().all(|p| !used.contains(p)) {
            used.extend(check.parts.iter().copied());
            found.push(check);
        }
    }
    found.sort_by_key(|c| c.total);
    found
}

/// A figure that may be a part, asked once.
struct Member {
    claim: usize,
    number: u64,
    span: Span,
}

impl Member {
    fn of(claim: usize, ground: &Ground) -> Option<Self> {
        let number = number(claim, ground).filter(|n| *n > 0)?;
        (!is_inner(claim, ground)).then_some(Member { claim, number, span: ground.claims[claim].span })
    }
}

fn number(claim: usize, ground: &Ground) -> Option<u64> {
    ground.claims[claim].count().and_then(|c| agreement::printed(&c.interval))
}

/// The members near a claim; they are in text order.
fn near<'m>(claim: usize, members: &'m [Member], ground: &Ground) -> &'m [Member] {
    let span = ground.claims[claim].span;
    let from = members.partition_point(|m| m.span.start + 2 * REACH_BYTES < span.start);
    let to = members.partition_point(|m| m.span.start <= span.end + REACH_BYTES);
    members.get(from..to).unwrap_or_default()
}

/// The neighbouring figures that add up to this one, with their distance from it.
fn partition(total: usize, members: &[Member], ground: &Ground) -> Option<(usize, PartsCheck)> {
    let number = |i: usize| number(i, ground);
    let whole = number(total)?;
    let count = ground.claims[total].count()?;
    let (voice, outer) = (ground.speaker(total), ground.population(total));
    let tree = &SharedLexicon::english().populations;
    let near: Vec<usize> = near(total, members, ground)
        .iter()
        .filter(|m| m.claim != total && m.number < whole)
        .map(|m| m.claim)
        .filter(|&i| gap(total, i, ground) <= REACH_BYTES)
        .filter(|&i| tree.within(ground.population(i), outer) || gather::is_whole(outer))
        .filter(|&i| ground.speaker(i) == voice || matches!(ground.speaker(i), Speaker::Own(_)))
        .collect();
    let adds_up = |parts: &&[usize]| {
        let sum = parts.iter().filter_map(|&i| number(i)).fold(0, u64::saturating_add);
        let loose = parts.iter().any(|&i| {
            ground.claims[i].count().is_some_and(|c| c.interval.approximate || c.interval.high.is_none())
        });
        let near_enough =
            loose && sum.abs_diff(whole) <= whole / 50 && sum >= count.interval.low.unwrap_or(0);
        (sum == whole || near_enough) && distinct(parts, ground)
    };
    let most = near.len().min(MOST_PARTS);
    let parts = (2..=most).rev().flat_map(|n| near.windows(n)).find(adds_up)?;
    let sum = parts.iter().filter_map(|&i| number(i)).fold(0, u64::saturating_add);
    let fits = count.interval.low.is_none_or(|l| l <= sum) && count.interval.high.is_none_or(|h| sum <= h);
    let gap = parts.iter().map(|&i| gap(total, i, ground)).min().unwrap_or(0);
    Some((
        gap,
        PartsCheck {
            total: ClaimIndex(total),
            parts: parts.iter().copied().map(ClaimIndex).collect(),
            sum,
            fits,
        },
    ))
}

/// "42 people were killed: 14 staff, 24 patients and three carers": the parts that a sentence sets out after a colon or dash, though
/// they do not add up.
fn enumeration(total: usize, members: &[Member], ground: &Ground) -> Option<(usize, PartsCheck)> {
    let (whole, count) = (number(total, ground)?, ground.claims[total].count()?);
    let claim = &ground.claims[total];
    let report = ground.reports.get(claim.report.0)?;
    let figure = |i: usize| text::figure_span(&ground.claims[i], report);
    let (after, sentence) = (figure(total).end, ground.sentence(total));
    let tree = &SharedLexicon::english().populations;
    let mut parts: Vec<usize> = near(total, members, ground).iter().map(|m| m.claim).collect();
    parts.retain(|&i| {
        let span = figure(i);
        i != total
            && span.start >= after
            && span.end <= sentence.end
            && ground.speaker(i) == ground.speaker(total)
            && number(i, ground).is_some_and(|n| n < whole)
    });
    parts.sort_by_key(|&i| figure(i).start);
    let first = parts.first().map(|&i| figure(i).start)?;
    let between = report.text.get(after..first)?;
    let set_out = between.contains(':') || between.contains(" \u{2013} ") || between.contains('\u{2014}');
    // Who is counted in two of them is no reason to add them up.
    let apart = parts.iter().enumerate().all(|(n, &i)| {
        parts[n + 1..].iter().all(|&j| {
            let (a, b) = (ground.population(i), ground.population(j));
            !tree.within(a, b) && !tree.within(b, a)
        })
    });
    if !(2..=MOST_PARTS).contains(&parts.len()) || !set_out || !apart || !distinct(&parts, ground) {
        return None;
    }
    let sum = parts.iter().filter_map(|&i| number(i, ground)).fold(0, u64::saturating_add);
    let fits = count.interval.low.is_none_or(|l| l <= sum) && count.interval.high.is_none_or(|h| sum <= h);
    let parts = parts.into_iter().map(ClaimIndex).collect();
    Some((0, PartsCheck { total: ClaimIndex(total), parts, sum, fits }))
}

/// Whether the figure is set within a part itself ("19 staff, five of whom ...") or only presumed.
fn is_inner(i: usize, ground: &Ground) -> bool {
    let claim = &ground.claims[i];
    let Some(report) = ground.reports.get(claim.report.0) else { return true };
    claim.stance == Stance::Hedges || saying::is_set_within(claim, report)
}

fn gap(a: usize, b: usize, ground: &Ground) -> usize {
    let (x, y) = (ground.claims[a].span, ground.claims[b].span);
    if x.overlaps(y) { 0 } else { y.start.saturating_sub(x.end).max(x.start.saturating_sub(y.end)) }
}

/// Whether the parts count different people or things: their populations or places differ pairwise, or things are counted in
/// different sentences; and none is an addition.
fn distinct(parts: &[usize], ground: &Ground) -> bool {
    let mut seen = BTreeSet::new();
    parts.iter().all(|&i| {
        let claim = &ground.claims[i];
        claim.count().is_some_and(|c| {
            let words = recount_lexicon::fold(&c.population.words);
            let things = matches!(c.measure, Measure::Destroyed | Measure::Displaced);
            let sentence = things.then(|| ground.sentence(i));
            c.relation != Relation::Increment
                && seen.insert((ground.population(i), words, claim.place.clone(), sentence))
        })
    })
}
