//! Occurrences other than the main one, by place and date, and totals by their stretch of time. A claim is held only against
//! the groups whose place may be its own, so that a list of many places costs no more than its length.

use super::Group;
use super::occurrence::{Area, Seat};
use super::place::{self, PlaceWords};
use recount_model::{Claim, PartialDate, Period};
use std::collections::{BTreeMap, BTreeSet};

/// Groups the claims that are seated outside the main occurrence; precise dates first, so that vaguer ones join them.
pub(super) fn group(claims: &[Claim], seats: &[Seat], area: &Area) -> Vec<Group> {
    let mut order: Vec<usize> =
        (0..claims.len()).filter(|&i| matches!(seats[i], Seat::Other | Seat::Aggregate)).collect();
    let precision = |d: Option<PartialDate>| {
        d.map_or(0, |d| 1 + usize::from(d.get_month().is_some()) + usize::from(d.is_full()))
    };
    order.sort_by_key(|&i| (std::cmp::Reverse(precision(claims[i].event_date)), claims[i].event_date, i));
    let places = Places::of(order.iter().filter_map(|&i| claims[i].place.as_deref()), area);
    let mut groups: Vec<Group> = Vec::new();
    let mut known = Known::default();
    for i in order {
        let claim = &claims[i];
        let aggregate = seats[i] == Seat::Aggregate;
        let date = claim.event_date.or(claim.event_period.and_then(|p| p.start));
        let fits = |g: &Group| {
            g.aggregate == aggregate
                && if aggregate {
                    same_total(claims, g, claim)
                } else {
                    same_occurrence(g, claim, date, &places)
                }
        };
        let place = claim.place.as_deref();
        let at = known.candidates(place, &places, groups.len()).into_iter().find(|&at| fits(&groups[at]));
        match at {
            Some(at) => groups[at].members.push(i),
            None => {
                known.add(groups.len(), place, &places);
                groups.push(Group {
                    aggregate,
                    date,
                    place: claim.place.clone(),
                    members: vec![i],
                    ..Group::default()
                });
            }
        }
    }
    groups
}

/// What is asked of every place once.
struct Places<'c>(BTreeMap<&'c str, PlaceFacts>);

#[derive(Default)]
struct PlaceFacts {
    words: PlaceWords,
    /// It is the main occurrence's place, or lies in or by it.
    near: bool,
    /// A country, a part of one, or no place in particular.
    wide: bool,
}

impl<'c> Places<'c> {
    fn of(names: impl Iterator<Item = &'c str>, area: &Area) -> Self {
        let names: BTreeSet<&str> = names.collect();
        let facts = |name: &str| PlaceFacts {
            words: PlaceWords::of(name),
            near: area.is_near(name),
            wide: place::is_wide(name),
        };
        Places(names.into_iter().map(|name| (name, facts(name))).collect())
    }

    fn share(&self, a: &str, b: &str) -> bool {
        matches!((self.0.get(a), self.0.get(b)), (Some(a), Some(b)) if a.words.share_a_word(&b.words))
    }

    fn is_near(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|facts| facts.near)
    }

    /// The facts of a place that keeps others apart; `None` for one that may meet any other.
    fn narrow(&self, place: Option<&str>) -> Option<&PlaceFacts> {
        self.0.get(place?).filter(|facts| !facts.near && !facts.wide)
    }
}

/// The groups by the words of their places.
#[derive(Default)]
struct Known {
    by_word: BTreeMap<String, Vec<usize>>,
    /// Those whose place may meet any other.
    open: Vec<usize>,
}

impl Known {
    fn add(&mut self, group: usize, place: Option<&str>, places: &Places) {
        match places.narrow(place) {
            Some(facts) => {
                facts
                    .words
                    .keys()
                    .for_each(|key| self.by_word.entry(key.to_string()).or_default().push(group));
            }
            None => self.open.push(group),
        }
    }

    /// The groups that a claim of this place may belong to, the first first; `all` is how many there are.
    fn candidates(&self, place: Option<&str>, places: &Places, all: usize) -> BTreeSet<usize> {
        match places.narrow(place) {
            Some(facts) => {
                let same = facts.words.keys().filter_map(|key| self.by_word.get(key)).flatten();
                same.chain(&self.open).copied().collect()
            }
            None => (0..all).collect(),
        }
    }
}

fn same_occurrence(group: &Group, claim: &Claim, date: Option<PartialDate>, places: &Places) -> bool {
    let placed = match (&group.place, &claim.place) {
        (Some(a), Some(b)) => places.share(a, b) || (places.is_near(a) && places.is_near(b)),
        (None, None) => true,
        _ => group.date.is_some() && date.is_some(),
    };
    let dated = match (group.date, date) {
        (Some(a), Some(b)) => a.agrees(&b),
        (None, None) => true,
        (Some(a), None) => claim.as_of.is_some_and(|said| said.agrees(&a)),
        (None, Some(_)) => false,
    };
    placed && dated
}

/// Totals are the same when their stretches of time overlap, or when neither gives one.
fn same_total(claims: &[Claim], group: &Group, claim: &Claim) -> bool {
    let first = &claims[group.members[0]];
    let placed = place::may_meet(first.place.as_deref(), claim.place.as_deref());
    placed
        && match (stretch(first), stretch(claim)) {
            (Some(a), Some(b)) => {
                let meets = |a: Period, b: Period| {
                    a.start.is_none_or(|s| b.touches(&s)) || b.start.is_none_or(|s| a.touches(&s))
                };
                let alike = |a: Period, b: Period| match (a.days(), b.days()) {
                    (Some(x), Some(y)) => 2 * x.max(y) <= 3 * x.min(y),
                    (x, y) => x.is_none() == y.is_none(),
                };
                meets(a, b) && alike(a, b)
            }
            (None, None) => true,
            _ => false,
        }
}

fn stretch(claim: &Claim) -> Option<Period> {
    claim.event_period.or(claim.event_date.map(|d| Period { start: Some(d), end: Some(d) }))
}
