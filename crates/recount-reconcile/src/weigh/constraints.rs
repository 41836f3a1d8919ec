//! Scope relations between questions as constraints: what counts a part of the people, a place within a place or a day within a
//! longer time cannot exceed what counts the whole. Where one voice's part is larger than another's whole, both cannot hold,
//! though they answer different questions. A part counted after the whole may have grown and says nothing.

use super::Ground;
use crate::gather::{self, Question};
use recount_lexicon::SharedLexicon;
use recount_model::{Event, Finding, Independence, Testimony};
use std::collections::BTreeMap;

/// A part that exceeds its whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Breach {
    /// The question about the part, and the testimony on it: places in the lists.
    pub part: (usize, usize),
    /// The question about the whole, and the testimony on it.
    pub whole: (usize, usize),
}

/// Every breach, in the order of the findings. `questions` are those of the findings, in their order.
pub(crate) fn breaches(findings: &[Finding], questions: &[Question], ground: &Ground) -> Vec<Breach> {
    let mut of_measure: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, question) in
        questions.iter().enumerate().filter(|(_, q)| q.topic.is_empty() && q.measure.is_harm())
    {
        of_measure.entry(question.measure).or_default().push(at);
    }
    let mut found = Vec::new();
    for same in of_measure.values() {
        // A part's whole is of its own occurrence, or an aggregate; both are few beside all questions.
        let mut wholes: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        let mut aggregates: Vec<usize> = Vec::new();
        for &at in same {
            wholes.entry(questions[at].event).or_default().push(at);
            aggregates.extend(event(&questions[at], ground).filter(|e| e.aggregate).map(|_| at));
        }
        for &part in same {
            let own = wholes.get(&questions[part].event).into_iter().flatten();
            let around = aggregates.iter().filter(|&&w| questions[w].event != questions[part].event);
            for &whole in own.chain(around) {
                if whole != part && lies_within(&questions[part], &questions[whole], ground) {
                    found.extend(exceeding(part, whole, findings));
                }
            }
        }
    }
    found.sort_by_key(|b| (b.part, b.whole));
    found
}

fn event<'a>(question: &Question, ground: &Ground<'a>) -> Option<&'a Event> {
    super::event(ground.events, question.event)
}

/// Whether all whom the one question counts are counted by the other.
fn lies_within(part: &Question, whole: &Question, ground: &Ground) -> bool {
    let tree = &SharedLexicon::english().populations;
    let same_people = part.population == whole.population;
    if !same_people && !tree.within(&part.population, &whole.population) {
        return false;
    }
    if part.event == whole.event {
        return !same_people;
    }
    let (Some(inner), Some(outer)) = (event(part, ground), event(whole, ground)) else { return false };
    let time = match (outer.period, inner.date) {
        (Some(period), Some(day)) => {
            period.start.is_some()
                && period.end.is_some()
                && period.touches(&day.first_day())
                && period.touches(&day.last_day())
        }
        _ => false,
    };
    // Words of places are asked for last: of many pairs few are of one time.
    let place = || match (&inner.place, &outer.place) {
        (Some(inner), Some(outer)) => gather::place_words(outer).is_subset(&gather::place_words(inner)),
        _ => false,
    };
    !inner.aggregate && time && place()
}

/// The pairs of voices of which the one's part exceeds the other's whole.
fn exceeding(part: usize, whole: usize, findings: &[Finding]) -> Vec<Breach> {
    let voices = |at: usize| {
        let testimonies: &[Testimony] = &findings[at].testimonies;
        testimonies.iter().enumerate().filter(|(_, t)| t.independent == Independence::Yes)
    };
    // Only the largest part and the smallest whole can decide; of both the first.
    let largest = voices(part)
        .filter_map(|(i, t)| Some((least(t)?, i, t)))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let Some((low, i, t)) = largest else { return Vec::new() };
    let smallest = voices(whole)
        .filter_map(|(j, u)| Some((most(u)?, j, u)))
        .filter(|(_, _, u)| !matches!((t.as_of, u.as_of), (Some(a), Some(b)) if a.ordinal() > b.last_day().ordinal()))
        .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    match smallest {
        Some((high, j, _)) if low > high => vec![Breach { part: (part, i), whole: (whole, j) }],
        _ => Vec::new(),
    }
}

/// The least a testimony commits to; a tenth less where it is approximate.
fn least(t: &Testimony) -> Option<f64> {
    let low = t.interval.low.filter(|_| t.interval.vague.is_none())? as f64;
    Some(if t.interval.approximate { low * 0.9 } else { low })
}

/// The most a testimony leaves room for; a tenth more where it is approximate.
fn most(t: &Testimony) -> Option<f64> {
    let high = t.interval.high? as f64;
    Some(if t.interval.approximate { high * 1.1 } else { high })
}
