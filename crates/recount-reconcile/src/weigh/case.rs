//! What a method is told of a question beside its testimonies: which are hedged, how long after the event each was given, and what
//! a voice that examined had counted before.

use super::method::{Case, Facts};
use super::{Ground, event};
use crate::gather::Question;
use crate::weigh::class::EXAMINED;
use recount_model::{Revision, RevisionKind, Stance, Testimony, Version};
use std::borrow::Cow;

/// The case of a question. `counted` is for each testimony what its voice had counted before ([`counted_before`]); it binds those who examined.
pub(super) fn case<'a>(
    question: &Question,
    testimonies: &'a [Testimony],
    counted: &[Option<u64>],
    ground: &Ground,
) -> Case<'a> {
    let began = event(ground.events, question.event).and_then(|e| {
        let start = e.period.and_then(|p| p.start);
        start.or(e.date).map(|d| d.first_day().ordinal())
    });
    let facts = |(t, counted): (&Testimony, &Option<u64>)| Facts {
        hedged: !t.claims.is_empty() && t.claims.iter().all(|c| ground.claims[c.0].stance == Stance::Hedges),
        age_days: t.as_of.zip(began).map(|(day, began)| day.last_day().ordinal() - began),
        counted: counted.filter(|_| t.first_hand || t.class == EXAMINED),
    };
    Case {
        measure: question.measure,
        testimonies: testimonies.iter().map(Cow::Borrowed).collect(),
        facts: testimonies.iter().zip(counted).map(facts).collect(),
    }
}

/// The largest number of a growing count among the revisions of one voice, given before without "about". Estimates bound nothing, nor does a
/// toll that fell, nor a figure on another basis.
pub(super) fn counted_before(own: &[Revision]) -> Option<u64> {
    let from = |r: &Revision| match &r.from {
        Version::Figure(i) if !i.approximate && i.vague.is_none() && r.kind == RevisionKind::GrowingCount => {
            i.low
        }
        _ => None,
    };
    own.iter().filter_map(from).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use recount_model::Interval;

    #[test]
    fn only_a_growing_count_bounds_what_comes_after() {
        use RevisionKind::{Correction, GrowingCount, Reset};
        let exact = |n| Interval::between(Some(n), Some(n), &n.to_string());
        let about = |n| Interval { approximate: true, ..exact(n) };
        for (steps, expected) in [
            (vec![], None),
            (vec![(GrowingCount, exact(12)), (GrowingCount, exact(30))], Some(30)),
            (vec![(GrowingCount, exact(12)), (GrowingCount, about(30))], Some(12)),
            (vec![(Reset, exact(40)), (GrowingCount, exact(12))], Some(12)),
            (vec![(Correction, exact(40))], None),
        ] {
            let own: Vec<Revision> = steps
                .into_iter()
                .map(|(kind, from)| Revision {
                    voice: "Relief Watch".to_string(),
                    kind,
                    from: Version::Figure(from),
                    to: Version::Figure(exact(50)),
                    from_as_of: None,
                    to_as_of: None,
                    claims: Vec::new(),
                })
                .collect();
            assert_eq!(counted_before(&own), expected, "{own:?}");
        }
    }
}
