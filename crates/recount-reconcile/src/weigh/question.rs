//! One question weighed: sayings set aside (parts, additions, denials), echoes, each voice's series, testimonies, conflict,
//! figures and grade; with the place of every claim in the ledger.

use super::Ground;
use super::case;
use super::denial;
use super::differences::{Cause, differences};
use super::echo::{self, Echo, Echoes};
use super::grade;
use super::ledger::entry;
use super::lineage;
use super::relay;
use super::saying::{self, Saying, Standing};
use super::sort;
use super::speaker::{Speaker, label};
use super::stemma;
use super::testimony::{Draft, drafts};
use crate::agreement;
use crate::gather::Question;
use recount_model::{
    ClaimIndex, Drift, DriftKind, Finding, Interval, LedgerEntry, LedgerPlace, Lineage, Revision,
    RevisionKind, StemmaNode, Testimony, VoiceSeries,
};
use std::collections::{BTreeMap, BTreeSet};

/// What weighing one question gives.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub finding: Option<Finding>,
    pub ledger: Vec<LedgerEntry>,
    pub drift: Vec<Drift>,
    pub lineage: Vec<Lineage>,
    pub windows: Vec<(ClaimIndex, String)>,
    /// The series of voices, and the tree of who has which figure from whom.
    pub series: Vec<VoiceSeries>,
    pub stemma: Vec<StemmaNode>,
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
    go_on_adding(&mut sayings, ground);
    let mut out = Outcome::default();
    let mut seated: BTreeSet<usize> = BTreeSet::new();
    seat_aside(&sayings, id, &mut seated, &mut out);
    let found = seat_echoes(&sayings, question, id, &mut seated, echoes, &mut out, ground);
    out.stemma = stemma::stemma(&sayings, &found.echoes, ground);
    let (mut drafts, revisions) =
        drafts(&sayings, &found.passed_on, question, id, &mut seated, &mut out, ground);
    // Whoever made a number its own did not just get it ascribed.
    let adopters: BTreeSet<&Speaker> = revisions
        .iter()
        .filter(|r| r.kind == RevisionKind::Adoption)
        .flat_map(|r| r.claims.iter().map(|c| ground.speaker(c.0)))
        .collect();
    out.drift.retain(|d| d.claims.iter().all(|c| !adopters.contains(ground.speaker(c.0))));
    let conflict = conflicts(question, &sayings, &mut drafts, ground);
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
    if !drafts.is_empty() || conflict {
        let finding = finding(id, question, &sayings, drafts, revisions, conflict, ground);
        let (series, stemma) = (std::mem::take(&mut out.series), std::mem::take(&mut out.stemma));
        out.finding = Some(Finding { series, stemma, ..finding });
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

/// "29 by April, two more on Sunday, five in May": what follows an addition in its sentence, in the same mouth and smaller than the
/// total, is one too.
fn go_on_adding(sayings: &mut [Saying], ground: &Ground) {
    let place = |s: &Saying| (s.report(ground), ground.sentence(s.claim));
    let start = |s: &Saying| ground.claims[s.claim].span.start;
    let mut additions: BTreeMap<_, Vec<(Speaker, usize)>> = BTreeMap::new();
    let mut totals: BTreeMap<_, Vec<(Option<u64>, usize)>> = BTreeMap::new();
    for s in sayings.iter() {
        match s.standing {
            Standing::Increment => {
                additions.entry(place(s)).or_default().push((s.speaker.clone(), start(s)));
            }
            Standing::Figure => totals.entry(place(s)).or_default().push((s.interval.leading(), start(s))),
            _ => {}
        }
    }
    for s in sayings.iter_mut().filter(|s| s.standing == Standing::Figure) {
        let (here, at) = (place(s), start(s));
        let Some(additions) = additions.get(&here) else { continue };
        let after = additions.iter().any(|(speaker, start)| *speaker == s.speaker && *start < at);
        let larger = |(n, start): &(Option<u64>, usize)| *n > s.interval.leading() && *start < at;
        let lesser = totals.get(&here).is_some_and(|totals| totals.iter().any(larger));
        if after && lesser {
            s.standing = Standing::Increment;
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
            Standing::Part(why) => (LedgerPlace::Part, why.clone()),
            Standing::Window(why) => {
                out.windows.push((ClaimIndex(s.claim), why.clone()));
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

/// The echoes of a question.
struct Found {
    echoes: Vec<Echo>,
    /// Places of the figures that a voice passed on under its own name.
    passed_on: Vec<usize>,
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
) -> Found {
    let mut owners = echo::drifted_owners(sayings, ground);
    let known: BTreeSet<usize> = owners.iter().map(|e| e.saying).chain(seated.iter().copied()).collect();
    owners.extend(relay::owners(sayings, &known, ground));
    for drifted in owners.iter().filter(|e| !seated.contains(&e.saying)) {
        out.drift.push(Drift {
            kind: DriftKind::Owner,
            claims: vec![ClaimIndex(sayings[drifted.saying].claim)],
            origin_claims: vec![ClaimIndex(relay::origin_claim(drifted, sayings, ground))],
            why: drifted.why.clone(),
        });
    }
    let rounded = echo::rounded_after(&owners, sayings, ground);
    let mut all: Vec<Echo> =
        owners.into_iter().chain(rounded).filter(|e| !seated.contains(&e.saying)).collect();
    seated.extend(all.iter().map(|e| e.saying));
    let adrift = all.len();
    let passed_on: Vec<usize> = all.iter().map(|e| e.saying).collect();
    let organs = echo::of_its_own_organ(sayings, seated, ground);
    seated.extend(organs.iter().map(|e| e.saying));
    all.extend(organs);
    let sorts = sort::echoes(sayings, seated, ground);
    seated.extend(sorts.iter().map(|e| e.saying));
    all.extend(sorts);
    leave_behind(&all[adrift..], sayings, id, seated, out, ground);
    let declared = all.len();
    let headlines = echo::headlines(sayings, seated, ground);
    seated.extend(headlines.iter().map(|e| e.saying));
    all.extend(headlines);
    let unsourced = echo::unsourced(sayings, seated, echoes, ground);
    seated.extend(unsourced.iter().map(|e| e.saying));
    all.extend(unsourced);
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, e) in all.iter().enumerate() {
        let origin = label(&sayings[e.of].speaker, &[sayings[e.of].claim], ground);
        let why = if e.of == e.saying {
            e.why.clone()
        } else {
            format!("{} ({origin}, {})", e.why, echo::file(ground, sayings[e.of].report(ground)))
        };
        out.ledger.push(entry(sayings[e.saying].claim, LedgerPlace::Echo, why, Some(id)));
        echoes.remember(sayings[e.saying].claim, &origin, ground);
        // Where nobody is named, an equal number shows a common origin only if two who count apart would hardly come by it.
        let named = at < declared && sayings[e.of].speaker.is_voice();
        if named || agreement::is_distinctive(sayings[e.saying].interval) {
            groups.entry(e.of).or_default().push(e.saying);
        }
    }
    for (of, mut members) in groups {
        members.push(of);
        let origin = label(&sayings[of].speaker, &[sayings[of].claim], ground);
        let why = "the figure of one voice, passed on by others";
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
    Found { echoes: all, passed_on }
}

/// Who takes another's number in other words gives up what he said before it: his earlier figures end as superseded.
fn leave_behind(
    all: &[Echo],
    sayings: &[Saying],
    id: &str,
    seated: &mut BTreeSet<usize>,
    out: &mut Outcome,
    ground: &Ground,
) {
    let day = |s: &Saying| s.date.map(|d| d.last_day().ordinal());
    let latest = |i: usize| {
        let current =
            all.iter().filter(|e| sayings[e.saying].speaker == sayings[i].speaker && e.of != e.saying);
        current.map(|e| (day(&sayings[e.saying]), e.saying)).max()
    };
    for (i, s) in sayings.iter().enumerate() {
        if seated.contains(&i) || !s.speaker.is_voice() || s.standing != Standing::Figure {
            continue;
        }
        let at = ground.claims[s.claim].span.start;
        let Some((date, later)) = latest(i) else { continue };
        let before_it = s.report(ground) == sayings[later].report(ground)
            && at < ground.claims[sayings[later].claim].span.start;
        if day(s) < date || (day(s) == date && before_it) {
            let voice = label(&s.speaker, &[s.claim], ground);
            let why = format!("{voice} later gave {}", sayings[later].interval);
            out.ledger.push(entry(s.claim, LedgerPlace::Superseded, why, Some(id)));
            seated.insert(i);
        }
    }
}

/// Marks what is denied and tells whether the question is contested.
fn conflicts(question: &Question, sayings: &[Saying], drafts: &mut [Draft], ground: &Ground) -> bool {
    let edges = {
        let standing: Vec<(&Speaker, &Interval)> =
            drafts.iter().map(|d| (&d.speaker, &d.testimony.interval)).collect();
        denial::edges(sayings, &standing, ground)
    };
    edges.into_iter().for_each(|(at, claim)| drafts[at].testimony.denied_by.push(claim));
    let denied = sayings.iter().any(|s| s.standing == Standing::Denial);
    let testimonies: Vec<Testimony> = drafts.iter().map(|d| d.testimony.clone()).collect();
    let differ = differences(question.measure, &question.population, &testimonies, ground);
    denied || differ.iter().any(|d| d.cause == Cause::Disagreement)
}

fn finding(
    id: &str,
    question: &Question,
    sayings: &[Saying],
    drafts: Vec<Draft>,
    revisions: Vec<Revision>,
    conflict: bool,
    ground: &Ground,
) -> Finding {
    let (testimonies, counted): (Vec<Testimony>, Vec<Option<u64>>) =
        drafts.into_iter().map(|d| (d.testimony, d.counted)).unzip();
    let case = case::case(question, &testimonies, &counted, ground);
    let figures: Vec<_> = ground.methods.iter().map(|m| m.figure(&case)).collect();
    let best = figures.first().and_then(|f| f.best);
    Finding {
        id: id.to_string(),
        event: question.event,
        measure: question.measure,
        population: question.population.clone(),
        of: wording(sayings, question, ground),
        grade: grade::grade(&testimonies, conflict, best),
        highest_stated: testimonies.iter().filter_map(|t| t.interval.stated()).max(),
        testimonies,
        revisions,
        series: Vec::new(),
        stemma: Vec::new(),
        conflict,
        figures,
    }
}

/// The population in the words the reports use most, without what they add in brackets where the question has one answer.
fn wording(sayings: &[Saying], question: &Question, ground: &Ground) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for s in sayings.iter().filter(|s| matches!(s.standing, Standing::Figure)) {
        let Some(count) = ground.claims[s.claim].count() else { continue };
        let words = count.population.words.as_str();
        let plain = if question.topic.is_empty() { words.split(" (").next().unwrap_or(words) } else { words };
        if !plain.is_empty() {
            *counts.entry(plain).or_default() += 1;
        }
    }
    let best = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    best.map_or(question.population.as_str(), |(w, _)| *w).to_string()
}
