//! From what is left of a question's sayings to testimonies: each voice's series, what of it stands, how it was revised, what
//! drifted, and which reports share it.

use super::case;
use super::class;
use super::echo;
use super::ledger::entry;
use super::lineage;
use super::published;
use super::question::Outcome;
use super::saying::{Saying, Standing};
use super::series::{self, SameNumber, Series, Shape};
use super::speaker::{Speaker, label, series_label};
use super::{Ground, event, story};
use crate::agreement;
use crate::gather::Question;
use crate::lexicon;
use recount_model::{
    ClaimIndex, Drift, DriftKind, EntityKind, Evidence, Independence, Interval, LedgerPlace, PartialDate,
    Reason, Revision, RevisionKind, Testimony, Version,
};
use std::collections::{BTreeMap, BTreeSet};

/// A testimony in the making, with what the list of testimonies needs beside it.
pub(super) struct Draft {
    pub speaker: Speaker,
    pub testimony: Testimony,
    /// Places of its sayings.
    pub sayings: Vec<usize>,
    /// What the same voice had counted before; see [`case::counted_before`].
    pub counted: Option<u64>,
}

/// What every voice finally stands by, and how it came there. `passed_on` are the figures of others that a voice gave as its own.
pub(super) fn drafts(
    sayings: &[Saying],
    passed_on: &[usize],
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
    let mut additions: BTreeMap<&Speaker, Vec<usize>> = BTreeMap::new();
    for (i, s) in sayings.iter().enumerate().filter(|(_, s)| s.standing == Standing::Increment) {
        additions.entry(&s.speaker).or_default().push(i);
    }
    let person = |i: usize| {
        let voice = ground.claims[sayings[i].claim].voices.last().and_then(|v| v.entity);
        voice.filter(|&e| Speaker::Voice(e) != sayings[i].speaker)
    };
    let report = |i: usize| sayings[i].report(ground);
    let mut drafts = Vec::new();
    let mut revisions = Vec::new();
    // A relay that gives a body the number of another is drift; who speaks for the body makes the number its own.
    let in_person = passed_on.iter().copied().filter(|&i| person(i).is_some());
    let in_words =
        sayings.iter().enumerate().filter_map(|(i, s)| Some((Speaker::Voice(echo::adopts(s, ground)?), i)));
    let adopted: Vec<(Speaker, usize)> =
        in_words.chain(in_person.map(|i| (sayings[i].speaker.clone(), i))).collect();
    for (speaker, mine) in &by_speaker {
        let series = series::series(sayings, mine, person, report);
        let voice = series_label(speaker, &claims_of(sayings, mine), ground);
        note_bounds(sayings, &series, &voice, out, ground);
        let own = revisions_of(sayings, &series, &voice, ground);
        let counted = case::counted_before(&own);
        revisions.extend(own);
        let added = additions.get(*speaker).map_or(&[][..], Vec::as_slice);
        out.series.extend(
            published::published(sayings, &series, added, &voice, ground).filter(|_| speaker.is_voice()),
        );
        seat_series(sayings, &series, &voice, id, seated, out);
        if speaker.is_voice() {
            share_lineage(sayings, &series, question, &voice, out, ground);
        }
        let Some(standing) = series.standing() else { continue };
        // Who had a figure and later gives another's has taken it over.
        let later = |i: usize| !passed_on.contains(&i) || day(sayings[i].date) > day(standing.date);
        if let Some((_, i)) = adopted.iter().find(|(s, i)| s == *speaker && later(*i)) {
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
        let dissent = series.dissent.iter().map(|other| (other, Some(&standing.interval)));
        for (version, beside) in std::iter::once((standing, None)).chain(dissent) {
            drafts.push(Draft { counted, ..draft(sayings, speaker, version, question, beside, ground) });
        }
    }
    assumed_origins(sayings, &mut drafts, question, out, ground);
    (drafts, revisions)
}

fn day(date: Option<PartialDate>) -> Option<i64> {
    date.map(|d| d.last_day().ordinal())
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
    // Who prints each text. Who speaks as another did is taken out, so that a text of many reports is not gone through for each of them.
    let text = |i: &usize| ground.copied.text_of(sayings[*i].claim);
    let mut printers: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (at, speaker) in loose.iter().enumerate() {
        by_speaker[*speaker].iter().filter_map(text).for_each(|text| {
            printers.entry(text).or_default().insert(at);
        });
    }
    for (at, &first) in loose.iter().enumerate() {
        let Some(own) = by_speaker.get(first) else { continue };
        let texts: BTreeSet<usize> = own.iter().filter_map(text).collect();
        let later = |text: &usize| printers[text].range(at + 1..).copied();
        let others: BTreeSet<usize> = texts.iter().flat_map(later).collect();
        for other in others {
            let (Some(a), Some(b)) = (by_speaker.get(first), by_speaker.get(loose[other])) else { continue };
            let copied = b.iter().all(|&j| {
                a.iter().any(|&i| {
                    agreement::same_number(sayings[i].interval, sayings[j].interval)
                        && ground.copied.is_one_text(sayings[i].claim, sayings[j].claim)
                })
            });
            if copied {
                let moved = by_speaker.remove(loose[other]).unwrap_or_default();
                for text in moved.iter().filter_map(text) {
                    printers.entry(text).or_default().remove(&other);
                }
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
    version: &SameNumber,
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
    Draft { speaker: speaker.clone(), testimony, sayings: version.sayings.clone(), counted: None }
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
        let larger = series.standing().is_some_and(|v| v.interval.leading() > version.interval.leading());
        let why = if larger {
            format!("{voice} gives the larger {standing} at the same time")
        } else {
            format!("{voice} holds it possible, and vouches for {standing}")
        };
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
    let firsts: Vec<&SameNumber> = series.occasions.iter().filter_map(|o| o.first()).collect();
    // A number that was given up is told as it was published; of the one that stands all its tellings are considered.
    let last = firsts.len().saturating_sub(1);
    let told = |at: usize, v: &SameNumber| {
        Version::Figure(if at < last { sayings[v.first].interval.clone() } else { v.interval.clone() })
    };
    firsts
        .windows(2)
        .enumerate()
        .map(|(at, pair)| Revision {
            voice: voice.to_string(),
            kind: kind(pair[0], pair[1], sayings, ground),
            from: told(at, pair[0]),
            to: told(at + 1, pair[1]),
            from_as_of: pair[0].date.filter(|_| !pair[0].earlier),
            to_as_of: pair[1].date,
            claims: pair
                .iter()
                .flat_map(|v| v.sayings.iter().map(|&i| ClaimIndex(sayings[i].claim)))
                .collect(),
        })
        .collect()
}

fn kind(from: &SameNumber, to: &SameNumber, sayings: &[Saying], ground: &Ground) -> RevisionKind {
    let windows = |v: &SameNumber| -> BTreeSet<_> {
        v.sayings.iter().filter_map(|&i| ground.claims[sayings[i].claim].event_period).collect()
    };
    let (a, b) = (windows(from), windows(to));
    let (x, y) = (from.interval.leading(), to.interval.leading());
    let cues = &lexicon::english().cues;
    let says = |list: &[String]| {
        to.sayings.iter().any(|&i| lexicon::has_phrase(list, ground.folded_sentence(sayings[i].claim)))
    };
    if says(&cues.starts_anew) {
        RevisionKind::Reset
    } else if !a.is_empty() && !b.is_empty() && a.is_disjoint(&b) {
        RevisionKind::Redefinition
    } else if says(&cues.corrects) {
        RevisionKind::Correction
    } else if y > x {
        RevisionKind::GrowingCount
    } else if y < x {
        RevisionKind::EarlierCount
    } else {
        RevisionKind::Correction
    }
}

fn adoption(sayings: &[Saying], own: &SameNumber, at: usize, voice: &str) -> Revision {
    let mut claims: Vec<ClaimIndex> = own.sayings.iter().map(|&i| ClaimIndex(sayings[i].claim)).collect();
    claims.push(ClaimIndex(sayings[at].claim));
    Revision {
        voice: voice.to_string(),
        kind: RevisionKind::Adoption,
        from: Version::Figure(own.interval.clone()),
        to: Version::Figure(sayings[at].interval.clone()),
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

/// One voice's number in several reports is one testimony. Of a number that the voice gave up nobody counts anything twice.
fn share_lineage(
    sayings: &[Saying],
    series: &Series,
    question: &Question,
    voice: &str,
    out: &mut Outcome,
    ground: &Ground,
) {
    for version in series.occasions.last().into_iter().flatten().chain(&series.dissent) {
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

/// Equal unsourced figures of several reports are assumed to have a common origin where the matter itself is told of. How many live
/// in a country, or died in a flood long ago, is known to many.
fn assumed_origins(
    sayings: &[Saying],
    drafts: &mut [Draft],
    question: &Question,
    out: &mut Outcome,
    ground: &Ground,
) {
    if !event(ground.events, question.event).is_some_and(|e| e.main) {
        return;
    }
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
            lineage::UNKNOWN,
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
