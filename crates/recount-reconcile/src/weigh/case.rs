//! What a method is told of a question beside its testimonies: which are hedged, how long after the event each was given, and what
//! a voice that examined had counted before.

use super::method::{Case, Facts};
use super::{Ground, event};
use crate::gather::Question;
use crate::weigh::class::EXAMINED;
use recount_model::{Revision, RevisionKind, Stance, Testimony, Version};
use std::borrow::Cow;

/// The case of a question.
pub(super) fn case<'a>(
    question: &Question,
    testimonies: &'a [Testimony],
    revisions: &[Revision],
    ground: &Ground,
) -> Case<'a> {
    let began = event(ground.events, question.event).and_then(|e| {
        let start = e.period.and_then(|p| p.start);
        start.or(e.date).map(|d| d.first_day().ordinal())
    });
    let facts = |t: &Testimony| Facts {
        hedged: !t.claims.is_empty() && t.claims.iter().all(|c| ground.claims[c.0].stance == Stance::Hedges),
        age_days: t.as_of.zip(began).map(|(day, began)| day.last_day().ordinal() - began),
        counted: counted(t, revisions),
    };
    Case {
        measure: question.measure,
        testimonies: testimonies.iter().map(Cow::Borrowed).collect(),
        facts: testimonies.iter().map(facts).collect(),
    }
}

/// The largest number of a growing count that the voice of a testimony, which examined, gave before without "about". Estimates bound
/// nothing, nor does a toll that fell, nor a figure on another basis.
fn counted(t: &Testimony, revisions: &[Revision]) -> Option<u64> {
    if !t.first_hand && t.class != EXAMINED {
        return None;
    }
    let body = |voice: &str| voice.split(" (").next().unwrap_or(voice).to_string();
    let own = revisions.iter().filter(|r| body(&r.voice) == body(&t.voice));
    let from = |r: &Revision| match &r.from {
        Version::Figure(i) if !i.approximate && i.vague.is_none() && r.kind == RevisionKind::GrowingCount => {
            i.low
        }
        _ => None,
    };
    own.filter_map(from).max()
}
