//! Finds the claim a ruling was made for among the claims of now: by its id, else by place and content. Where the text itself is another
//! one now, the place is where the claim's words stand in it.

use super::claims_as_json::{Fields, differences, said};
use super::place::Words;
use recount_model::{ClaimAnchor, Span};

/// What became of the claim a ruling was made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// It is there, and says what it said.
    Same(usize),
    /// It has the same id, and says something else: the fields that differ, each with how.
    Changed(usize, Vec<(String, String)>),
    /// Another claim says the same at the same place; by what it was found.
    Carried(usize, String),
    /// Nothing like it is there; what is there instead.
    Gone(String),
}

/// A claim of now: its place in the text, and its fields.
pub(super) struct Candidate {
    pub span: Span,
    pub fields: Fields,
}

/// Where the claim of `anchor` is among the claims of its report, which has these words.
pub(super) fn find(anchor: &ClaimAnchor, words: &Words<'_>, candidates: &[Candidate]) -> Found {
    let before: Fields = serde_json::from_str(&anchor.content).unwrap_or_default();
    let has_id =
        |candidate: &Candidate| candidate.fields.get("id").and_then(|id| id.as_str()) == Some(&anchor.id.0);
    if let Some(at) = candidates.iter().position(has_id) {
        let differences = differences(&before, &candidates[at].fields);
        return if differences.is_empty() { Found::Same(at) } else { Found::Changed(at, differences) };
    }
    let Some(place) = words.where_they_stood(anchor) else {
        return moved(anchor, &before, words, candidates);
    };
    let near = candidates.iter().enumerate().filter(|(_, c)| c.span.overlaps(place));
    let same = near.clone().filter(|(_, c)| said(&c.fields) == said(&before));
    // Of several the one that shares most of the words; of equals the first.
    let best = same.max_by_key(|(at, c)| (shared(c.span, place), std::cmp::Reverse(*at)));
    if let Some((at, candidate)) = best {
        let (kept, of) = (shared(candidate.span, place), candidate.span.cover(place).len());
        return Found::Carried(
            at,
            format!("the same content; {kept} of {of} bytes of both places are shared"),
        );
    }
    let of_kind = near.filter(|(_, c)| c.fields.get("kind") == before.get("kind"));
    let closest = of_kind.max_by_key(|(at, c)| (shared(c.span, place), std::cmp::Reverse(*at)));
    match closest.and_then(|(_, c)| differences(&before, &c.fields).into_iter().next()) {
        Some((_, how)) => Found::Gone(format!("its place is read otherwise now: {how}")),
        None => Found::Gone("nothing of its kind is read at its place now".to_string()),
    }
}

/// The claim of an anchor whose words stand elsewhere now.
fn moved(anchor: &ClaimAnchor, before: &Fields, words: &Words<'_>, candidates: &[Candidate]) -> Found {
    let places = words.where_they_stand(anchor);
    let said_before = said(before);
    let says_it = |place: &Span| {
        let same = candidates
            .iter()
            .enumerate()
            .filter(|(_, c)| c.span.overlaps(*place) && said(&c.fields) == said_before);
        same.max_by_key(|(at, c)| (shared(c.span, *place), std::cmp::Reverse(*at)))
            .map(|(at, _)| (at, *place))
    };
    let mut same: Vec<(usize, Span)> = places.iter().filter_map(says_it).collect();
    same.dedup_by_key(|(at, _)| *at);
    match same[..] {
        [(at, place)] => {
            let start = words.start(place);
            Found::Carried(
                at,
                format!("the same content; its words stand at {start} now, and stood at {}", anchor.start),
            )
        }
        [] if places.is_empty() => Found::Gone("its words do not stand in the text any more".to_string()),
        [] => Found::Gone("where its words stand now, nothing is read that says the same".to_string()),
        // Which of them it was, nobody can tell: the text around them is another one too.
        _ => Found::Gone(format!("its words stand in {} places now, which are read alike", same.len())),
    }
}

/// Bytes that two spans share.
fn shared(a: Span, b: Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}
