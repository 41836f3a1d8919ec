//! One question weighed: sayings set aside (parts, additions, denials), echoes, each voice's series, testimonies, conflict,
//! figures and grade; with the place of every claim in the ledger.

use super::class;
use super::denial;
use super::echo::{self, Echo, Echoes};
use super::grade;
use super::ledger::entry;
use super::lineage;
use super::saying::{self, Saying, Standing};
use super::series::{self, Series, Shape, Version};
use super::speaker::{Speaker, label, series_label};
use super::{Ground, event, story};
use crate::agreement;
use crate::gather::Question;
use recount_model::{
    ClaimIndex, Drift, DriftKind, EntityKind, Evidence, Finding, Independence, Interval, LedgerEntry,
    LedgerPlace, Lineage, Reason, Revision, RevisionKind, Testimony, Version as Said,
};
use std::collections::{BTreeMap, BTreeSet};

/// What weighing one question gives.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub finding: Option<Finding>,
    pub ledger: Vec<LedgerEntry>,
    pub drift: Vec<Drift>,
    pub lineage: Vec<Lineage>,
    pub apart: Vec<(ClaimIndex, String)>,
}

/// A testimony in the making, with what the list of testimonies needs beside it.
struct Draft {
    speaker: Speaker,
    testimony: Testimony,
    /// Places of its sayings.
    sayings: Vec<usize>,
}

/// Weighs one question. `members` are its claims and whether each counts several populations together; `part_of` leads from
/// the parts of partitions to their totals.
pub(crate) fn weigh(
    id: &str,
    question: &Question,
    members: &[(usize, bool)],
    part_of: &BTreeMap<usize, usize>,
    echoes: &mut Echoes,
    ground: &Ground,
) -> Outcome {
    let mut sayings: Vec<Saying> =
        members.iter().filter_map(|&(c, several)| saying::saying(c, question, several, ground)).collect();
    set_parts_apart(&mut sayings, question, part_of, ground);
    let mut out = Outcome::default();
    let mut seated: BTreeSet<usize> = BTreeSet::new();
    seat_aside(&sayings, id, &mut seated, &mut out);
    seat_echoes(&sayings, question, id, &mut seated, echoes, &mut out, ground);
    let (mut drafts, revisions) = drafts(&sayings, question, id, &mut seated, &mut out, ground);
    let conflict = conflicts(&sayings, &mut drafts, ground);
    let lead = ground.methods.first();
    drafts.sort_by(|a, b| {
        let rank = |d: &Draft| lead.map_or(0, |m| m.rank(&d.testimony.class));
        (rank(a), &a.testimony.voice, &a.sayings).cmp(&(rank(b), &b.testimony.voice, &b.sayings))
    });
    for draft in &drafts {
        for &i in &draft.sayings {
            out.ledger.push(entry(
                sayings[i].claim,
                LedgerPlace::Testimony,
                format!("what {} stands by", draft.testimony.voice),
                Some(id),
            ));
        }
    }
    let testimonies: Vec<Testimony> = drafts.into_iter().map(|d| d.testimony).collect();
    if !testimonies.is_empty() || conflict {
        out.finding = Some(finding(id, question, &sayings, testimonies, revisions, conflict, ground));
    }
    out
}

/// Parts of a partition are parts where their total answers the same question.
fn set_parts_apart(
    sayings: &mut [Saying],
    question: &Question,
    part_of: &BTreeMap<usize, usize>,
    ground: &Ground,
) {
    let here: BTreeSet<usize> = sayings.iter().map(|s| s.claim).collect();
    for s in
        sayings.iter_mut().filter(|s| s.standing == Standing::Figure || s.standing == Standing::Increment)
    {
        let Some(total) = part_of.get(&s.claim) else { continue };
        let whole = question.population == "people"
            && ground.claims[*total].count().is_some_and(|c| c.measure == question.measure);
        if here.contains(total) && (whole || question.population != "people") {
            s.standing =
                Standing::Part(format!("one of the parts that add up to {}", sayings_total(*total, ground)));
        } else if s.standing == Standing::Increment {
            s.standing = Standing::Figure;
        }
    }
}

fn sayings_total(total: usize, ground: &Ground) -> String {
    ground.claims[total].count().map(|c| c.interval.to_string()).unwrap_or_default()
}

/// Parts, additions, multiples and denials end here.
fn seat_aside(sayings: &[Saying], id: &str, seated: &mut BTreeSet<usize>, out: &mut Outcome) {
    for (i, s) in sayings.iter().enumerate() {
        let (place, why) = match &s.standing {
            Standing::Figure => continue,
            Standing::Part(why) => {
                out.apart.push((ClaimIndex(s.claim), why.clone()));
                (LedgerPlace::Part, why.clone())
            }
            Standing::Increment => {
                (LedgerPlace::Increment, "an addition to an earlier figure, never a toll".to_string())
            }
            Standing::Multiple => {
                (LedgerPlace::Echo, "a multiple or share, worked out from another figure".to_string())
            }
            Standing::Denial => {
                (LedgerPlace::Denied, "its speaker rejects it; it is nobody's figure here".to_string())
            }
        };
        out.ledger.push(entry(s.claim, place, why, Some(id)));
        seated.insert(i);
    }
}

/// Echoes end here, with their lineage; drift of an owner is a finding of its own.
fn seat_echoes(
    sayings: &[Saying],
    question: &Question,
    id: &str,
    seated: &mut BTreeSet<usize>,
    echoes: &mut Echoes,
    out: &mut Outcome,
    ground: &Ground,
) {
    let owners = echo::drifted_owners(sayings, ground);
    for drifted in owners.iter().filter(|e| !seated.contains(&e.saying)) {
        out.drift.push(Drift {
            kind: DriftKind::Owner,
            claims: vec![ClaimIndex(sayings[drifted.saying].claim)],
            origin_claims: vec![ClaimIndex(sayings[drifted.of].claim)],
            why: drifted.why.clone(),
        });
    }
    let mut all: Vec<Echo> = owners.into_iter().filter(|e| !seated.contains(&e.saying)).collect();
    seated.extend(all.iter().map(|e| e.saying));
    let organs = echo::of_its_own_organ(sayings, seated, ground);
    seated.extend(organs.iter().map(|e| e.saying));
    all.extend(organs);
    let headlines = echo::headlines(sayings, seated, ground);
    seated.extend(headlines.iter().map(|e| e.saying));
    all.extend(headlines);
    let unsourced = echo::unsourced(sayings, seated, echoes, ground);
    seated.extend(unsourced.iter().map(|e| e.saying));
    all.extend(unsourced);
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for e in &all {
        let origin = label(&sayings[e.of].speaker, &[sayings[e.of].claim], ground);
        let why = if e.of == e.saying {
            e.why.clone()
        } else {
            format!("{} ({origin}, {})", e.why, echo::file(ground, sayings[e.of].report(ground)))
        };
        out.ledger.push(entry(sayings[e.saying].claim, LedgerPlace::Echo, why, Some(id)));
        echoes.remember(sayings[e.saying].claim, &origin, ground);
        groups.entry(e.of).or_default().push(e.saying);
    }
    for (of, mut members) in groups {
        members.push(of);
        let origin = label(&sayings[of].speaker, &[sayings[of].claim], ground);
        let why = "the same figure, repeated without a count of its own";
        out.lineage.extend(lineage::shared(
            question.event,
            question.measure,
            sayings,
            &members,
            &origin,
            why,
            ground,
        ));
    }
}

/// What every voice finally stands by, and how it came there.
fn drafts(
    sayings: &[Saying],
    question: &Question,
    id: &str,
    seated: &mut BTreeSet<usize>,
    out: &mut Outcome,
    ground: &Ground,
) -> (Vec<Draft>, Vec<Revision>) {
    let mut by_speaker: BTreeMap<&Speaker, Vec<usize>> = BTreeMap::new();
    for (i, s) in sayings.iter().enumerate().filter(|(i, _)| !seated.contains(i)) {
        by_speaker.entry(&s.speaker).or_default().push(i);
    }
    merge_copies(sayings, &mut by_speaker, ground);
    let person = |i: usize| {
        let voice = ground.claims[sayings[i].claim].voices.last().and_then(|v| v.entity);
        voice.filter(|&e| Speaker::Voice(e) != sayings[i].speaker)
    };
    let report = |i: usize| sayings[i].report(ground);
    let mut drafts = Vec::new();
    let mut revisions = Vec::new();
    let adopted: Vec<(Speaker, usize)> = sayings
        .iter()
        .enumerate()
        .filter_map(|(i, s)| Some((Speaker::Voice(echo::adopts(s, ground)?), i)))
        .collect();
    for (speaker, mine) in &by_speaker {
        let series = series::series(sayings, mine, person, report);
        let voice = series_label(speaker, &claims_of(sayings, mine), ground);
        note_bounds(sayings, &series, &voice, out, ground);
        revisions.extend(revisions_of(sayings, &series, &voice, ground));
        seat_series(sayings, &series, &voice, id, seated, out);
        if speaker.is_voice() {
            share_lineage(sayings, &series, question, &voice, out, ground);
        }
        let Some(standing) = series.standing() else { continue };
        if let Some((_, i)) = adopted.iter().find(|(s, _)| s == *speaker) {
            revisions.push(adoption(sayings, standing, *i, &voice));
            seat_all(
                sayings,
                &standing.sayings,
                LedgerPlace::Superseded,
                &format!("{voice} took over another's figure"),
                id,
                seated,
                out,
            );
            continue;
        }
        let claims = claims_of(sayings, &standing.sayings);
        let voice = label(speaker, &claims, ground);
        revisions.extend(
            story::changed(&voice, speaker, &standing.interval, &claims, ground)
                .filter(|_| revisions_are_of_figures(&series)),
        );
        drafts.push(draft(sayings, speaker, standing, question, None, ground));
        for other in &series.dissent {
            drafts.push(draft(sayings, speaker, other, question, Some(&standing.interval), ground));
        }
    }
    assumed_origins(sayings, &mut drafts, question, out, ground);
    (drafts, revisions)
}

/// A changed story is told only of a voice that has not revised a figure.
fn revisions_are_of_figures(series: &Series) -> bool {
    series.occasions.len() == 1
}

fn claims_of(sayings: &[Saying], members: &[usize]) -> Vec<usize> {
    members.iter().map(|&i| sayings[i].claim).collect()
}

/// Own voices, and groups without a name, of reports that print near copies of one sentence speak once.
fn merge_copies<'s>(
    sayings: &'s [Saying],
    by_speaker: &mut BTreeMap<&'s Speaker, Vec<usize>>,
    ground: &Ground,
) {
    let loose: Vec<&Speaker> = by_speaker.keys().copied().filter(|s| is_nameless(s, ground)).collect();
    for (at, &first) in loose.iter().enumerate() {
        for &second in &loose[at + 1..] {
            let (Some(a), Some(b)) = (by_speaker.get(first), by_speaker.get(second)) else { continue };
            let copied = b.iter().all(|&j| {
                a.iter().any(|&i| {
                    agreement::same_number(sayings[i].interval, sayings[j].interval)
                        && lineage::near_copy(
                            ClaimIndex(sayings[i].claim),
                            ClaimIndex(sayings[j].claim),
                            ground,
                        )
                })
            });
            if copied {
                let moved = by_speaker.remove(second).unwrap_or_default();
                by_speaker.entry(first).or_default().extend(moved);
            }
        }
    }
}

fn is_nameless(speaker: &Speaker, ground: &Ground) -> bool {
    match speaker {
        Speaker::Voice(e) => ground.resolved.entity(*e).kind == EntityKind::Group,
        _ => true,
    }
}

fn draft(
    sayings: &[Saying],
    speaker: &Speaker,
    version: &Version,
    question: &Question,
    beside: Option<&Interval>,
    ground: &Ground,
) -> Draft {
    let claims = claims_of(sayings, &version.sayings);
    let asked = version.sayings.iter().any(|&i| sayings[i].asked);
    let class = class::class_of(speaker, &claims, asked, question.event, ground);
    let mut notes: Vec<Reason> = class.reason.into_iter().collect();
    let evidence = |members: &[usize]| -> Vec<Evidence> {
        members
            .iter()
            .map(|&i| &ground.claims[sayings[i].claim])
            .map(|c| Evidence { report: c.report, span: c.span })
            .collect()
    };
    let lost: Vec<usize> = version.drifted.clone();
    if !lost.is_empty() {
        notes.push(Reason::new(
            "a bound was lost or turned round where it was repeated; the words of the speaker stand",
            evidence(&lost),
        ));
    }
    let slips: Vec<usize> =
        version.sayings.iter().copied().filter(|&i| dated_otherwise(sayings[i].claim, ground)).collect();
    if !slips.is_empty() {
        notes.push(Reason {
            weight: 0.5,
            ..Reason::new("its report dates the event otherwise", evidence(&slips))
        });
    }
    if let Some(own) = beside {
        notes.push(Reason::new(
            format!("the same voice gave {own} at the same time; dissent inside a body is no revision"),
            evidence(&version.sayings),
        ));
    }
    let independent = match speaker {
        _ if beside.is_some() => Independence::No,
        Speaker::Voice(_) => Independence::Yes,
        _ => Independence::Unknown,
    };
    let entity = match speaker {
        Speaker::Voice(e) => Some(*e),
        _ => None,
    };
    let reports: BTreeSet<_> = version.sayings.iter().map(|&i| sayings[i].report(ground)).collect();
    let testimony = Testimony {
        voice: label(speaker, &claims, ground),
        entity,
        class: class.name,
        interval: version.interval.clone(),
        as_of: version.date,
        reports: reports.into_iter().collect(),
        claims: claims.into_iter().map(ClaimIndex).collect(),
        first_hand: class.first_hand,
        independent,
        denied_by: Vec::new(),
        notes,
    };
    Draft { speaker: speaker.clone(), testimony, sayings: version.sayings.clone() }
}

fn dated_otherwise(claim: usize, ground: &Ground) -> bool {
    let claim = &ground.claims[claim];
    let mismatches =
        event(ground.events, claim.event).map(|e| e.date_mismatches.as_slice()).unwrap_or_default();
    claim.event_date.is_some_and(|d| mismatches.contains(&(claim.report, d)))
}

/// Superseded figures and lesser figures of one occasion end here.
fn seat_series(
    sayings: &[Saying],
    series: &Series,
    voice: &str,
    id: &str,
    seated: &mut BTreeSet<usize>,
    out: &mut Outcome,
) {
    let standing = series.standing().map(|v| v.interval.to_string()).unwrap_or_default();
    for version in series.superseded() {
        seat_all(
            sayings,
            &version.sayings,
            LedgerPlace::Superseded,
            &format!("{voice} later said {standing}"),
            id,
            seated,
            out,
        );
    }
    for version in &series.parts {
        let why = format!("{voice} gives the larger {standing} at the same time");
        version.sayings.iter().for_each(|&i| out.apart.push((ClaimIndex(sayings[i].claim), why.clone())));
        seat_all(sayings, &version.sayings, LedgerPlace::Part, &why, id, seated, out);
    }
}

fn seat_all(
    sayings: &[Saying],
    members: &[usize],
    place: LedgerPlace,
    why: &str,
    id: &str,
    seated: &mut BTreeSet<usize>,
    out: &mut Outcome,
) {
    for &i in members {
        out.ledger.push(entry(sayings[i].claim, place, why, Some(id)));
        seated.insert(i);
    }
}

/// The steps of a voice's own series.
fn revisions_of(sayings: &[Saying], series: &Series, voice: &str, ground: &Ground) -> Vec<Revision> {
    let firsts: Vec<&Version> = series.occasions.iter().filter_map(|o| o.first()).collect();
    firsts
        .windows(2)
        .map(|pair| Revision {
            voice: voice.to_string(),
            kind: kind(pair[0], pair[1], sayings, ground),
            from: Said::Figure(pair[0].interval.clone()),
            to: Said::Figure(pair[1].interval.clone()),
            from_as_of: pair[0].date.filter(|_| !pair[0].earlier),
            to_as_of: pair[1].date,
            claims: pair
                .iter()
                .flat_map(|v| v.sayings.iter().map(|&i| ClaimIndex(sayings[i].claim)))
                .collect(),
        })
        .collect()
}

fn kind(from: &Version, to: &Version, sayings: &[Saying], ground: &Ground) -> RevisionKind {
    let windows = |v: &Version| -> BTreeSet<_> {
        v.sayings.iter().filter_map(|&i| ground.claims[sayings[i].claim].event_period).collect()
    };
    let (a, b) = (windows(from), windows(to));
    let (x, y) = (from.interval.leading(), to.interval.leading());
    if !a.is_empty() && !b.is_empty() && a.is_disjoint(&b) {
        RevisionKind::Redefinition
    } else if y > x {
        RevisionKind::GrowingCount
    } else if y < x {
        RevisionKind::EarlierCount
    } else {
        RevisionKind::Correction
    }
}

fn adoption(sayings: &[Saying], own: &Version, at: usize, voice: &str) -> Revision {
    let mut claims: Vec<ClaimIndex> = own.sayings.iter().map(|&i| ClaimIndex(sayings[i].claim)).collect();
    claims.push(ClaimIndex(sayings[at].claim));
    Revision {
        voice: voice.to_string(),
        kind: RevisionKind::Adoption,
        from: Said::Figure(own.interval.clone()),
        to: Said::Figure(sayings[at].interval.clone()),
        from_as_of: own.date,
        to_as_of: sayings[at].date,
        claims,
    }
}

/// Bounds that turned round or were lost on the way are findings of their own.
fn note_bounds(sayings: &[Saying], series: &Series, voice: &str, out: &mut Outcome, ground: &Ground) {
    for version in series.occasions.iter().flatten().chain(&series.dissent) {
        let kept: BTreeSet<_> = version
            .sayings
            .iter()
            .filter(|i| !version.drifted.contains(i))
            .map(|&i| sayings[i].report(ground))
            .collect();
        let stands = series::shape(&version.interval);
        let turned = |i: &usize| {
            let own = series::shape(sayings[*i].interval);
            let flipped = own != Shape::Exact && stands != Shape::Exact;
            flipped || !kept.contains(&sayings[*i].report(ground))
        };
        let drifted: Vec<usize> = version.drifted.iter().copied().filter(turned).collect();
        let Some(&first) = drifted.first() else { continue };
        let origin = version.sayings.iter().copied().filter(|i| !version.drifted.contains(i));
        out.drift.push(Drift {
            kind: DriftKind::Bound,
            claims: drifted.iter().map(|&i| ClaimIndex(sayings[i].claim)).collect(),
            origin_claims: origin.map(|i| ClaimIndex(sayings[i].claim)).collect(),
            why: format!(
                "{voice} said {}; it is also given as {}",
                version.interval, sayings[first].interval
            ),
        });
    }
}

/// One voice's number in several reports is one testimony.
fn share_lineage(
    sayings: &[Saying],
    series: &Series,
    question: &Question,
    voice: &str,
    out: &mut Outcome,
    ground: &Ground,
) {
    for version in series.occasions.iter().flatten().chain(&series.dissent) {
        let why = "the same voice with the same number";
        out.lineage.extend(lineage::shared(
            question.event,
            question.measure,
            sayings,
            &version.sayings,
            voice,
            why,
            ground,
        ));
    }
}

/// Equal unsourced figures of several reports are assumed to have a common origin.
fn assumed_origins(
    sayings: &[Saying],
    drafts: &mut [Draft],
    question: &Question,
    out: &mut Outcome,
    ground: &Ground,
) {
    let loose: Vec<usize> = (0..drafts.len()).filter(|&d| !drafts[d].speaker.is_voice()).collect();
    let mut done: BTreeSet<usize> = BTreeSet::new();
    for &first in &loose {
        if done.contains(&first) {
            continue;
        }
        let like: Vec<usize> = loose
            .iter()
            .copied()
            .filter(|&d| {
                agreement::same_number(&drafts[d].testimony.interval, &drafts[first].testimony.interval)
            })
            .collect();
        let members: Vec<usize> = like.iter().flat_map(|&d| drafts[d].sayings.clone()).collect();
        done.extend(like.iter().copied());
        let shared = lineage::shared(
            question.event,
            question.measure,
            sayings,
            &members,
            "not known",
            "equal unsourced figures: assumed common origin",
            ground,
        );
        if like.len() < 2 {
            continue;
        }
        if shared.is_some() {
            for &d in &like {
                drafts[d].testimony.notes.push(Reason::new(
                    "assumed common origin with the same unsourced figure elsewhere",
                    Vec::new(),
                ));
            }
        }
        out.lineage.extend(shared);
    }
}

/// Marks what is denied and tells whether the question is contested.
fn conflicts(sayings: &[Saying], drafts: &mut [Draft], ground: &Ground) -> bool {
    let edges = {
        let standing: Vec<(&Speaker, &Interval)> =
            drafts.iter().map(|d| (&d.speaker, &d.testimony.interval)).collect();
        denial::edges(sayings, &standing, ground)
    };
    for (at, claim) in edges {
        let who = sayings
            .iter()
            .find(|s| ClaimIndex(s.claim) == claim)
            .map(|s| denial::denier(s, ground))
            .unwrap_or_default();
        drafts[at].testimony.denied_by.push(claim);
        drafts[at]
            .testimony
            .notes
            .push(Reason { weight: -1.0, ..Reason::new(format!("denied by {who}"), Vec::new()) });
    }
    let denied = sayings.iter().any(|s| s.standing == Standing::Denial);
    let testimonies: Vec<Testimony> = drafts.iter().map(|d| d.testimony.clone()).collect();
    denied || !grade::disagreements(&testimonies).is_empty()
}

fn finding(
    id: &str,
    question: &Question,
    sayings: &[Saying],
    testimonies: Vec<Testimony>,
    revisions: Vec<Revision>,
    conflict: bool,
    ground: &Ground,
) -> Finding {
    let figures: Vec<_> = ground.methods.iter().map(|m| m.figure(&testimonies)).collect();
    let best = figures.first().and_then(|f| f.best);
    Finding {
        id: id.to_string(),
        event: question.event,
        measure: question.measure,
        population: question.population.clone(),
        of: wording(sayings, ground),
        grade: grade::grade(&testimonies, conflict, best),
        highest_stated: testimonies.iter().filter_map(|t| t.interval.stated()).max(),
        testimonies,
        revisions,
        conflict,
        figures,
    }
}

/// The population in the words the reports use most.
fn wording(sayings: &[Saying], ground: &Ground) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for s in sayings.iter().filter(|s| matches!(s.standing, Standing::Figure)) {
        if let Some(count) = ground.claims[s.claim].count().filter(|c| !c.population.words.is_empty()) {
            *counts.entry(&count.population.words).or_default() += 1;
        }
    }
    let best = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    best.map_or("people", |(w, _)| *w).to_string()
}
