//! Claims that tell of the same occurrence: the main one, other ones, totals over several. Gives every claim its event and how
//! sure that is; weighs nothing.

mod clean;
mod facts;
mod label;
mod named;
mod occurrence;
mod others;
mod place;
mod questions;
mod told;

use crate::decided::LinkedPlaces;
use occurrence::Seat;
use recount_model::{
    Claim, ClaimIndex, Event, EventIndex, Evidence, Link, Measure, PartialDate, Reading, Reason, Report,
    ReportIndex,
};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use facts::{is_aggregate, is_victim, tells_of_harm};
pub(crate) use label::{slug, unique};
pub(crate) use occurrence::{Area, NEIGHBOUR_DAYS};
pub(crate) use place::place_words;
pub(crate) use questions::{Question, is_by_definition, is_whole, population_key, questions};

/// Gathers the claims into events of our own making.
pub(crate) fn gather(
    claims: &mut [Claim],
    reports: &[Report],
    readings: &[Reading],
    linked: &[LinkedPlaces],
) -> Vec<Event> {
    let read = clean::cleaned(claims, reports, readings);
    let main = occurrence::vote(&read, reports);
    let seats = occurrence::seat(&read, reports, &main);
    let mut groups: Vec<Group> = Vec::new();
    let mut main_group =
        Group { main: true, date: main.date, place: main.area.place.clone(), ..Group::default() };
    for (i, seat) in seats.iter().enumerate() {
        claims[i].link = match seat {
            Seat::Main(link) => Some(*link),
            Seat::Slip => Some(Link::Probable),
            _ => None,
        };
        if matches!(seat, Seat::Main(_) | Seat::Slip) {
            main_group.members.push(i);
        }
    }
    let tells = |i: &usize| {
        claims[*i].count().is_some() || matches!(claims[*i].content, recount_model::Content::Status(_))
    };
    if main_group.members.iter().any(tells) {
        groups.push(main_group);
    }
    groups.extend(others::group(&read, &seats, &main.area));
    link(&mut groups, linked);
    let events = finish(claims, reports, groups);
    infer_dates(claims, readings, &seats, &events);
    events
}

/// Claims without a date of their own are dated by their event, or as their report dates the event, and say so.
fn infer_dates(claims: &mut [Claim], readings: &[Reading], seats: &[Seat], events: &[Event]) {
    for (i, claim) in claims.iter_mut().enumerate() {
        if claim.event_date.is_some() || claim.event_period.is_some() {
            continue;
        }
        let event = claim.event.and_then(|e| events.get(e.0)).filter(|e| !e.aggregate);
        let about = readings.get(claim.report.0).and_then(|r| r.about);
        let slip = about.filter(|about| seats[i] == Seat::Slip && about.written).map(|about| about.date);
        claim.event_date = event.and_then(|e| slip.or(e.date));
        claim.event_date_inferred = claim.event_date.is_some();
    }
}

/// Keeps the events the claims came with.
pub(crate) fn keep_given(
    claims: &mut [Claim],
    reports: &[Report],
    given: &[String],
    linked: &[LinkedPlaces],
) -> Vec<Event> {
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); given.len()];
    for (i, claim) in claims.iter().enumerate() {
        if let Some(list) = claim.event.and_then(|e| members.get_mut(e.0)) {
            list.push(i);
        }
    }
    let weight = |m: &Vec<usize>| {
        let reports: BTreeSet<ReportIndex> =
            m.iter().filter(|&&i| facts::tells_of_harm(&claims[i])).map(|&i| claims[i].report).collect();
        let figures = m.iter().filter(|&&i| facts::tells_of_harm(&claims[i])).count();
        (reports.len(), figures, m.len())
    };
    let main = (0..given.len())
        .filter(|&i| weight(&members[i]).1 > 0)
        .max_by_key(|&i| (weight(&members[i]), std::cmp::Reverse(i)));
    let mut groups = Vec::new();
    for (i, name) in given.iter().enumerate() {
        let list = std::mem::take(&mut members[i]);
        let figures: Vec<&Claim> =
            list.iter().map(|&m| &claims[m]).filter(|c| facts::tells_of_harm(c)).collect();
        let aggregate =
            Some(i) != main && !figures.is_empty() && figures.iter().all(|c| facts::is_aggregate(c));
        let date = usual(list.iter().filter_map(|&m| claims[m].event_date));
        let place = usual(list.iter().filter_map(|&m| claims[m].place.clone()));
        groups.push(Group {
            main: Some(i) == main,
            aggregate,
            date,
            place,
            members: list,
            name: Some(name.clone()),
            rulings: Vec::new(),
        });
    }
    link(&mut groups, linked);
    finish(claims, reports, groups)
}

/// Claims of one event in the making.
#[derive(Debug, Clone, Default)]
struct Group {
    main: bool,
    aggregate: bool,
    date: Option<PartialDate>,
    place: Option<String>,
    members: Vec<usize>,
    name: Option<String>,
    /// Rulings that put a claim here.
    rulings: Vec<(u64, usize)>,
}

/// Puts claims to the claims that a person says they tell the same of: the event of a claim follows that of the other. A claim whose
/// companion belongs to no event makes one with it.
fn link(groups: &mut Vec<Group>, linked: &[LinkedPlaces]) {
    for LinkedPlaces { claim, with, ruling } in linked {
        let home = groups.iter().position(|group| group.members.contains(with));
        groups.iter_mut().for_each(|group| group.members.retain(|member| member != claim));
        let home = home.unwrap_or_else(|| {
            groups.push(Group { members: vec![*with], ..Group::default() });
            groups.len() - 1
        });
        groups[home].members.push(*claim);
        groups[home].rulings.push((*ruling, *claim));
    }
    groups.retain(|group| !group.members.is_empty());
}

/// The most frequent value, the smallest of those.
fn usual<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    values.for_each(|v| *counts.entry(v).or_default() += 1);
    counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(v, _)| v)
}

/// Events in the order of the account: the main one, then by date; each claim gets its event.
fn finish(claims: &mut [Claim], reports: &[Report], mut groups: Vec<Group>) -> Vec<Event> {
    groups.iter_mut().for_each(|g| g.members.sort_unstable());
    groups.sort_by_key(|g| (!g.main, g.aggregate, g.date, g.members.first().copied()));
    claims.iter_mut().for_each(|c| c.event = None);
    let mut taken = BTreeSet::new();
    let mut events = Vec::with_capacity(groups.len());
    for (at, group) in groups.iter().enumerate() {
        for &i in &group.members {
            claims[i].event = Some(EventIndex(at));
            claims[i].link = claims[i].link.or(Some(Link::Certain));
        }
        events.push(event(claims, reports, group, &mut taken));
    }
    events
}

fn event(claims: &[Claim], reports: &[Report], group: &Group, taken: &mut BTreeSet<String>) -> Event {
    let mine = || group.members.iter().map(|&i| &claims[i]);
    let period = mine()
        .filter_map(|c| c.event_period)
        .min_by_key(|p| (p.start, p.end))
        .filter(|_| group.aggregate || group.date.is_none());
    let mut counts: BTreeMap<Measure, usize> = BTreeMap::new();
    mine()
        .filter_map(|c| c.count())
        .filter(|c| c.measure.is_harm())
        .for_each(|c| *counts.entry(c.measure).or_default() += 1);
    let mut measures: Vec<Measure> = counts.keys().copied().collect();
    measures.sort_by_key(|m| std::cmp::Reverse(counts[m]));
    let label = label::label(&measures, group.place.as_deref(), group.date, period, group.aggregate);
    let when =
        group.date.map_or_else(|| period.map(|p| p.to_string()).unwrap_or_default(), |d| d.to_string());
    let wanted = match &group.name {
        Some(name) => name.clone(),
        None if group.aggregate => slug(&format!("total {} {when}", group.place.as_deref().unwrap_or(""))),
        None => slug(&format!("{} {when}", group.place.as_deref().unwrap_or("event"))),
    };
    let id = label::unique(&wanted, taken);
    let date_mismatches = mismatches(mine(), group);
    Event {
        id,
        label,
        date: group.date,
        period,
        place: group.place.clone(),
        main: group.main,
        aggregate: group.aggregate,
        claims: group.members.iter().map(|&i| ClaimIndex(i)).collect(),
        reports: mine().map(|c| c.report).collect::<BTreeSet<_>>().into_iter().collect(),
        reasons: reasons(claims, reports, group, &date_mismatches),
        date_mismatches,
    }
}

/// Dates of the event's figures that do not agree with the event's, by report.
fn mismatches<'c>(
    mine: impl Iterator<Item = &'c Claim> + Clone,
    group: &Group,
) -> Vec<(ReportIndex, PartialDate)> {
    let Some(day) = group.date.filter(|_| !group.aggregate) else { return Vec::new() };
    let within = |c: &Claim, d: PartialDate| c.event_period.is_some_and(|p| p.touches(&d));
    // What is counted most is what the event is of: the arrests of another day mistake no date of the deaths.
    let measure = |c: &Claim| c.count().map(|k| k.measure).filter(|m| m.is_harm());
    let leading = usual(mine.clone().filter_map(measure));
    let of_event = |c: &&Claim| measure(c).is_none() || measure(c) == leading;
    let found: BTreeSet<(ReportIndex, PartialDate)> = mine
        .filter(|c| facts::tells_of_harm(c))
        .filter(of_event)
        .filter_map(|c| Some((c, c.event_date?)))
        .filter(|(c, d)| {
            let near = d.is_full() && day.is_full() && (d.ordinal() - day.ordinal()).abs() <= NEIGHBOUR_DAYS;
            !(d.agrees(&day) || within(c, day) || near)
        })
        .map(|(c, d)| (c.report, d))
        .collect();
    found.into_iter().collect()
}

fn reasons(
    claims: &[Claim],
    reports: &[Report],
    group: &Group,
    mismatches: &[(ReportIndex, PartialDate)],
) -> Vec<Reason> {
    let mut out = Vec::new();
    let evidence = |wanted: &dyn Fn(&Claim) -> bool| -> Vec<Evidence> {
        let found = group.members.iter().map(|&i| &claims[i]).filter(|c| wanted(c));
        found.take(8).map(|c| Evidence { report: c.report, span: c.span }).collect()
    };
    for (ruling, claim) in &group.rulings {
        let place = Evidence { report: claims[*claim].report, span: claims[*claim].span };
        out.push(Reason::new(format!("ruling {ruling}"), vec![place]));
    }
    if group.name.is_some() {
        out.push(Reason::new("the claims came with this event", Vec::new()));
        return out;
    }
    if let Some(day) = group.date {
        let dated = evidence(&|c| c.event_date.is_some_and(|d| d.agrees(&day)));
        if !dated.is_empty() {
            out.push(Reason::new(format!("dated {day}"), dated));
        }
    }
    let undated = evidence(&|c| c.event_date.is_none() && c.count().is_some());
    if !undated.is_empty() && group.date.is_some() {
        out.push(Reason {
            weight: 0.5,
            ..Reason::new("no date of their own; their reports tell of it", undated)
        });
    }
    for (report, date) in mismatches {
        let file = reports.get(report.0).map_or("", |r| r.file.as_str());
        let places = evidence(&|c| c.report == *report && c.event_date == Some(*date));
        out.push(Reason { weight: 0.5, ..Reason::new(format!("{file} dates it {date}; the same place and a like figure, and no second occurrence is told"), places) });
    }
    out
}
