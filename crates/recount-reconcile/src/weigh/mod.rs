//! Weighing: what every voice finally stands by on each question, which reports share an origin, what changed on the way, and
//! which figure follows by which method. Weighing ranks and never deletes: every count claim ends in the ledger.

mod alike;
mod branch;
mod case;
mod class;
mod constraints;
mod copied;
mod denial;
mod differences;
mod echo;
mod grade;
mod ground;
mod influence;
mod ledger;
mod lineage;
mod method;
mod parts;
mod posterior;
mod published;
mod question;
mod relay;
mod rules;
mod saying;
mod scope;
mod series;
mod sort;
mod speaker;
mod stemma;
mod story;
mod testimony;

use crate::gather::{self, Question};
use recount_model::{ClaimIndex, Drift, Event, EventIndex, Finding, LedgerEntry, Lineage, PartsCheck};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use constraints::Breach;
pub(crate) use differences::{Cause, Difference, differences, window};
pub(crate) use ground::Ground;
pub(crate) use method::{Method, all as methods};
use speaker::label;

/// What weighing gives.
#[derive(Debug, Default)]
pub(crate) struct Weighed {
    pub findings: Vec<Finding>,
    pub lineage: Vec<Lineage>,
    pub drift: Vec<Drift>,
    pub parts: Vec<PartsCheck>,
    pub ledger: Vec<LedgerEntry>,
    /// Parts of one question that exceed the whole of another.
    pub breaches: Vec<Breach>,
    /// Figures whose stretch of time leaves out the day of their event, and how.
    pub windows: Vec<(ClaimIndex, String)>,
}

/// Weighs every question.
pub(crate) fn weigh(ground: &Ground) -> Weighed {
    let main_place = ground.events.iter().find(|e| e.main).and_then(|e| e.place.clone());
    let area = gather::Area::around(main_place, ground.claims, ground.reports);
    let asked = gather::questions(ground.claims, ground.reports, &area);
    let mut by_question: BTreeMap<&Question, Vec<(usize, bool)>> = BTreeMap::new();
    for (i, question) in asked.iter().enumerate() {
        if let Some((question, several)) = question {
            by_question.entry(question).or_default().push((i, *several));
        }
    }
    let parts = parts::partitions(ground);
    let part_of: BTreeMap<usize, usize> =
        parts.iter().flat_map(|c| c.parts.iter().map(|p| (p.0, c.total.0))).collect();
    // Wholes before parts, so that a part of an echo is known for one; the main event first, those without an event last.
    let mut order: Vec<(&Question, Vec<(usize, bool)>)> = by_question.into_iter().collect();
    order.sort_by_key(|(q, _)| {
        (
            q.event.is_none(),
            q.event,
            q.measure,
            q.population != "people",
            q.population.clone(),
            q.topic.clone(),
        )
    });
    let mut weighed = Weighed { parts, ..Weighed::default() };
    let mut ids = BTreeSet::new();
    let mut echoes = echo::Echoes::default();
    let mut places: BTreeMap<usize, LedgerEntry> = BTreeMap::new();
    let mut answered_questions: Vec<Question> = Vec::new();
    for (question, members) in order {
        let id = question_id(question, ground, &mut ids);
        let outcome = question::weigh(&id, question, &members, &part_of, &mut echoes, ground);
        let answered = outcome.finding.is_some();
        for mut entry in outcome.ledger {
            // A question nobody offers an answer to is not listed, so nothing may point to it.
            entry.finding = entry.finding.filter(|_| answered);
            places.insert(entry.claim.0, ledger::seat(entry, question.event, ground.events));
        }
        answered_questions.extend(outcome.finding.iter().map(|_| question.clone()));
        weighed.findings.extend(outcome.finding);
        weighed.drift.extend(outcome.drift);
        weighed.windows.extend(outcome.windows);
        weighed.lineage.extend(outcome.lineage);
    }
    weighed.breaches = constraints::breaches(&weighed.findings, &answered_questions, ground);
    weighed.lineage.extend(lineage::copies(ground));
    weighed.lineage = lineage::merged(weighed.lineage);
    weighed.lineage.extend(lineage::acts(ground));
    weighed.ledger = places.into_values().collect();
    weighed
}

/// `EVENT/MEASURE/POPULATION`, with a topic where that is not enough.
fn question_id(question: &Question, ground: &Ground, taken: &mut BTreeSet<String>) -> String {
    let event = question.event.and_then(|e| ground.events.get(e.0)).map_or("no-event", |e| e.id.as_str());
    let mut id = format!("{event}/{}/{}", question.measure, gather::slug(&question.population));
    if !question.topic.is_empty() {
        id.push_str(&format!("/{}", question.topic));
    }
    gather::unique(&id, taken)
}

/// The event, if there is one.
pub(crate) fn event(events: &[Event], index: Option<EventIndex>) -> Option<&Event> {
    index.and_then(|e| events.get(e.0))
}

/// Whose word a claim is, as the account prints it.
pub(crate) fn speaker_label(claim: usize, ground: &Ground) -> String {
    label(ground.speaker(claim), &[claim], ground)
}
