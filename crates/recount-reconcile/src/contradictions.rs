//! Where claims differ, and how: six classes. Only disagreement and status conflict call for a decision; the others are
//! explained so that nobody takes them for one. At most a handful per question: this is a list for a reader.

use crate::agreement;
use crate::statuses;
use crate::weigh::{self, Breach, Cause, Ground, Weighed};
use recount_lexicon::fold;
use recount_model::{
    Change, Claim, ClaimIndex, Contradiction, ContradictionClass, Finding, Independence, Measure,
    PartialDate, PartsCheck, StatusChange, Testimony, Version,
};
use std::collections::BTreeMap;

/// Most disagreements listed for one question.
const MOST_PAIRS: usize = 8;

/// Every contradiction: disagreements, then status conflicts, then what is explained.
pub(crate) fn contradictions(
    weighed: &Weighed,
    timeline: &[StatusChange],
    ground: &Ground,
) -> Vec<Contradiction> {
    let mut out: Vec<Contradiction> = Vec::new();
    for finding in &weighed.findings {
        out.extend(disagreements(finding, ground));
        out.extend(revisions(finding));
        out.extend(refinement(finding));
    }
    out.extend(weighed.breaches.iter().map(|b| breach(b, weighed)));
    out.extend(weighed.parts.iter().filter(|p| !p.fits).map(|p| misfit(p, ground)));
    out.extend(status_conflicts(timeline, ground.claims));
    out.extend(dates(ground));
    out.extend(scopes(weighed, ground));
    out.sort_by(|a, b| (a.class, &a.topic, &a.a, &a.b).cmp(&(b.class, &b.topic, &b.a, &b.b)));
    out.dedup();
    out
}

fn topic(finding: &Finding) -> String {
    match finding.population.as_str() {
        // What else is counted is said by its own words.
        "people" if matches!(finding.measure, Measure::Other) => finding.of.clone(),
        "people" if finding.measure == Measure::Population => "people there".to_string(),
        population if finding.measure == Measure::Population => format!("{population} there"),
        "people" if finding.measure == Measure::Destroyed => format!("{} destroyed", finding.of),
        population => format!("{population} {}", finding.measure),
    }
}

fn disagreements(finding: &Finding, ground: &Ground) -> Vec<Contradiction> {
    let class = ContradictionClass::Disagreement;
    let all = weigh::differences(finding.measure, &finding.population, &finding.testimonies, ground);
    let listed = |cause: Cause| all.iter().filter(move |d| d.cause == cause).take(MOST_PAIRS);
    let pair = |class: ContradictionClass, d: &weigh::Difference, how: &dyn Fn(&Testimony) -> String| {
        let (a, b) = (&finding.testimonies[d.a], &finding.testimonies[d.b]);
        let end = match class {
            ContradictionClass::Disagreement => "both cannot hold",
            _ => "they count over different stretches of time",
        };
        let why = format!("{} says {}, {} says {}: {end}", a.voice, how(a), b.voice, how(b));
        Contradiction { class, topic: topic(finding), a: a.claims.clone(), b: b.claims.clone(), why }
    };
    let over = |t: &Testimony| match weigh::window(t, ground) {
        Some(window) => format!("{} ({window})", t.interval),
        None => t.interval.to_string(),
    };
    let mut out: Vec<Contradiction> =
        listed(Cause::Disagreement).map(|d| pair(class, d, &|t| t.interval.to_string())).collect();
    out.extend(listed(Cause::Window).map(|d| pair(ContradictionClass::ScopeDifference, d, &over)));
    for t in finding.testimonies.iter().filter(|t| !t.denied_by.is_empty()) {
        let mut who: Vec<String> = t.denied_by.iter().map(|c| weigh::speaker_label(c.0, ground)).collect();
        who.dedup();
        let why = format!("{} denies the {} of {}", who.join(", "), t.interval, t.voice);
        out.push(Contradiction {
            class,
            topic: topic(finding),
            a: t.claims.clone(),
            b: t.denied_by.clone(),
            why,
        });
    }
    out
}

/// A part that is larger than its whole.
fn breach(breach: &Breach, weighed: &Weighed) -> Contradiction {
    let at = |(finding, testimony): (usize, usize)| {
        let finding = &weighed.findings[finding];
        (finding, &finding.testimonies[testimony])
    };
    let ((part, a), (whole, b)) = (at(breach.part), at(breach.whole));
    Contradiction {
        class: ContradictionClass::Disagreement,
        topic: topic(whole),
        a: a.claims.clone(),
        b: b.claims.clone(),
        why: format!(
            "{} counts {} ({}), {} counts {} ({}): a part cannot exceed its whole",
            a.voice, a.interval, part.of, b.voice, b.interval, whole.of
        ),
    }
}

/// Parts that do not make their total.
fn misfit(check: &PartsCheck, ground: &Ground) -> Contradiction {
    let total = &ground.claims[check.total.0];
    let (measure, said) =
        total.count().map(|c| (c.measure.to_string(), c.interval.to_string())).unwrap_or_default();
    Contradiction {
        class: ContradictionClass::Disagreement,
        topic: format!("parts of a total: {measure}"),
        a: vec![check.total],
        b: check.parts.clone(),
        why: format!(
            "{} gives {said} in all, and parts that add up to {}",
            weigh::speaker_label(check.total.0, ground),
            check.sum
        ),
    }
}

fn revisions(finding: &Finding) -> Vec<Contradiction> {
    let said = |v: &Version| match v {
        Version::Figure(i) => i.to_string(),
        Version::Statement(words) => format!("\u{201c}{words}\u{201d}"),
    };
    let one = |r: &recount_model::Revision| Contradiction {
        class: ContradictionClass::Revision,
        topic: topic(finding),
        a: r.claims.iter().take(1).copied().collect(),
        b: r.claims.iter().skip(1).copied().collect(),
        why: format!("{} said {}, later {}", r.voice, said(&r.from), said(&r.to)),
    };
    finding.revisions.iter().map(one).collect()
}

/// Figures that differ and are compatible: each within what the first commits to.
fn refinement(finding: &Finding) -> Option<Contradiction> {
    let standing: Vec<_> = finding.testimonies.iter().filter(|t| t.independent != Independence::No).collect();
    let widest = standing.iter().find(|t| t.interval.low.is_none() || t.interval.high.is_none())?;
    let within: Vec<_> = standing
        .iter()
        .filter(|t| {
            !std::ptr::eq(**t, *widest)
                && !t.interval.same_bounds(&widest.interval)
                && agreement::compatible(&t.interval, &widest.interval)
        })
        .collect();
    let first = within.first()?;
    Some(Contradiction {
        class: ContradictionClass::CompatibleRefinement,
        topic: topic(finding),
        a: widest.claims.clone(),
        b: within.iter().flat_map(|t| t.claims.iter().copied()).collect(),
        why: format!(
            "{} ({}) leaves room for {} ({})",
            widest.interval, widest.voice, first.interval, first.voice
        ),
    })
}

/// A status said to hold and to have ended, of one entity, over the same time.
fn status_conflicts(timeline: &[StatusChange], claims: &[Claim]) -> Vec<Contradiction> {
    let mut groups: BTreeMap<(String, String), Vec<&StatusChange>> = BTreeMap::new();
    for entry in timeline {
        groups.entry((fold(&entry.entity), fold(&entry.status))).or_default().push(entry);
    }
    let mut out = Vec::new();
    for entries in groups.values() {
        let ended: Vec<_> = entries.iter().filter(|e| e.change == Change::Ends).collect();
        for end in ended {
            let Some(until) = end.to.or(end.from).or(statuses::moment(end, claims)) else { continue };
            let authority = |e: &StatusChange| e.authority.as_deref().map(fold);
            let holds: Vec<&&StatusChange> = entries
                .iter()
                .filter(|e| {
                    e.change == Change::Holds
                        && (authority(e).is_none()
                            || authority(end).is_none()
                            || authority(e) == authority(end))
                })
                .filter(|e| said_after(e, until, claims) && !begins_between(entries, until, e, claims))
                .collect();
            let Some(first) = holds.first() else { continue };
            out.push(Contradiction {
                class: ContradictionClass::StatusConflict,
                topic: format!("{}: {}", end.entity, end.status),
                a: end.claims.clone(),
                b: holds.iter().flat_map(|e| e.claims.iter().copied()).collect(),
                why: format!(
                    "said to have ended {} ({}) and to hold after that ({})",
                    until.in_words(),
                    end.voices.join(", "),
                    first.voices.join(", ")
                ),
            });
        }
    }
    out
}

fn said_after(entry: &StatusChange, until: PartialDate, claims: &[Claim]) -> bool {
    statuses::moment(entry, claims).is_some_and(|d| d.ordinal() > until.last_day().ordinal())
        && entry.to.is_none()
}

/// Whether the status began anew after it ended.
fn begins_between(
    entries: &[&StatusChange],
    until: PartialDate,
    entry: &StatusChange,
    claims: &[Claim],
) -> bool {
    let Some(moment) = statuses::moment(entry, claims) else { return false };
    entries
        .iter()
        .filter(|e| e.change == Change::Begins)
        .filter_map(|e| statuses::moment(e, claims))
        .any(|d| d.ordinal() >= until.ordinal() && d.ordinal() <= moment.last_day().ordinal())
}

fn dates(ground: &Ground) -> Vec<Contradiction> {
    let mut out = Vec::new();
    for event in ground.events {
        let Some(day) = event.date else { continue };
        let agreeing: Vec<ClaimIndex> = event
            .claims
            .iter()
            .copied()
            .filter(|c| ground.claims[c.0].event_date.is_some_and(|d| d.agrees(&day)))
            .take(8)
            .collect();
        for (report, date) in &event.date_mismatches {
            let b: Vec<ClaimIndex> = event
                .claims
                .iter()
                .copied()
                .filter(|c| {
                    ground.claims[c.0].report == *report && ground.claims[c.0].event_date == Some(*date)
                })
                .collect();
            let file = ground.reports.get(report.0).map_or("", |r| r.file.as_str());
            let why = format!("{file} dates it {}, the others {}", date.in_words(), day.in_words());
            out.push(Contradiction {
                class: ContradictionClass::DateMismatch,
                topic: event.label.clone(),
                a: agreeing.clone(),
                b,
                why,
            });
        }
    }
    out
}

/// Figures set apart from the main toll by their window, population or event.
fn scopes(weighed: &Weighed, ground: &Ground) -> Vec<Contradiction> {
    let main =
        weighed.findings.iter().filter(|f| weigh::event(ground.events, f.event).is_some_and(|e| e.main));
    let mut out = Vec::new();
    for finding in main.filter(|f| f.population == "people" && f.measure.is_harm()) {
        let toll: Vec<ClaimIndex> =
            finding.testimonies.iter().flat_map(|t| t.claims.iter().copied()).take(8).collect();
        let mut add = |b: Vec<ClaimIndex>, why: String| {
            if !b.is_empty() {
                out.push(Contradiction {
                    class: ContradictionClass::ScopeDifference,
                    topic: topic(finding),
                    a: toll.clone(),
                    b,
                    why,
                });
            }
        };
        for other in weighed.findings.iter().filter(|f| f.measure == finding.measure && f.id != finding.id) {
            let claims: Vec<ClaimIndex> =
                other.testimonies.iter().flat_map(|t| t.claims.iter().copied()).collect();
            match weigh::event(ground.events, other.event) {
                Some(e) if e.main => add(claims, format!("another population: {}", other.of)),
                Some(e) => add(claims, format!("another event or total: {}", e.label)),
                None => {}
            }
        }
        let windows = weighed.windows.iter().filter(|(c, _)| {
            ground.claims[c.0].event == finding.event
                && ground.claims[c.0].count().is_some_and(|k| k.measure == finding.measure)
        });
        for (claim, why) in windows {
            add(vec![*claim], why.clone());
        }
    }
    out
}
