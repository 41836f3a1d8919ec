//! The class of a source for the method `hierarchy`: a body that examined, another named body, a party to the matter, people
//! without a name, no source. The user's word comes first; then what the reports say of the voice; never an outlet's leaning.

use super::Ground;
use super::speaker::Speaker;
use crate::lexicon::{self, has_phrase};
use crate::resolve::state::StateBody;
use crate::text;
use recount_lexicon::{fold, has_words};
use recount_model::{Content, EntityIndex, EntityKind, EventIndex, Evidence, Reason, Span};
use std::collections::BTreeSet;

/// A body that went, asked or counted.
pub(crate) const EXAMINED: &str = "examined";
/// Any other named voice.
pub(crate) const NAMED: &str = "named";
/// A party to the matter.
pub(crate) const PARTY: &str = "party";
/// People without a name of their own.
pub(crate) const GROUP: &str = "group";
/// No source.
pub(crate) const UNSOURCED: &str = "unsourced";

/// A class with what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Class {
    pub name: String,
    pub first_hand: bool,
    pub reason: Option<Reason>,
}

/// The class of a speaker on an event, judged by the claims of its testimony.
pub(crate) fn class_of(
    speaker: &Speaker,
    claims: &[usize],
    asked: bool,
    event: Option<EventIndex>,
    ground: &Ground,
) -> Class {
    let plain = |name: &str| Class { name: name.to_string(), first_hand: false, reason: None };
    let Speaker::Voice(entity) = speaker else { return plain(UNSOURCED) };
    let access = access(*entity, claims, ground);
    let first_hand = asked || access.is_some();
    if let Some(class) = user_class(*entity, claims, ground) {
        return Class {
            name: class,
            first_hand,
            reason: Some(Reason::new("class set in the dossier's settings", Vec::new())),
        };
    }
    if let Some(reason) = party(*entity, event, ground) {
        return Class { name: PARTY.to_string(), first_hand, reason: Some(reason) };
    }
    if ground.resolved.entity(*entity).kind == EntityKind::Group {
        return plain(GROUP);
    }
    if first_hand {
        let asked = Reason::new("it asked people who were there", evidence(claims, ground));
        return Class { name: EXAMINED.to_string(), first_hand, reason: access.or(Some(asked)) };
    }
    plain(NAMED)
}

fn evidence(claims: &[usize], ground: &Ground) -> Vec<Evidence> {
    claims
        .iter()
        .take(3)
        .map(|&c| Evidence { report: ground.claims[c].report, span: ground.claims[c].span })
        .collect()
}

fn user_class(entity: EntityIndex, claims: &[usize], ground: &Ground) -> Option<String> {
    let persons = claims.iter().filter_map(|&c| ground.claims[c].voices.last()?.entity);
    let wears = |name: &str| {
        let all = std::iter::once(entity).chain(persons.clone());
        all.flat_map(|e| &ground.resolved.entity(e).spellings).any(|s| fold(&s.text) == fold(name))
    };
    ground.settings.source_classes.iter().find(|c| wears(&c.voice)).map(|c| c.class.clone())
}

/// Why a voice is a party: it is said to have done the harm, it is a part of a state said so, or it bears arms.
fn party(entity: EntityIndex, event: Option<EventIndex>, ground: &Ground) -> Option<Reason> {
    let own_state = ground.resolved.state(entity);
    for agent in ground.agents.iter().filter(|a| event.is_none() || a.event == event) {
        let itself = agent.entity == Some(entity);
        let state =
            matches!((own_state, &agent.state), (Some(a), Some(b)) if a.country == b.country && !is_civil(a));
        if itself || state {
            return Some(Reason::new(
                "said to have done it, or a part of the state said so",
                vec![agent.evidence],
            ));
        }
    }
    let armed = ground
        .resolved
        .entity(entity)
        .spellings
        .iter()
        .any(|s| has_phrase(&lexicon::english().voices.force, &fold(&s.text)));
    armed.then(|| Reason::new("it bears arms", Vec::new()))
}

/// Courts, parliaments and the like are of the state and no party to what its forces do.
fn is_civil(body: &StateBody) -> bool {
    lexicon::english().voices.civil.iter().any(|w| body.organ.contains(w.as_str()))
}

/// Somebody said to have done the harm of an event.
#[derive(Debug, Clone)]
pub(crate) struct Agent {
    pub event: Option<EventIndex>,
    pub entity: Option<EntityIndex>,
    pub state: Option<StateBody>,
    pub evidence: Evidence,
}

/// Everybody a responsibility claim names.
pub(crate) fn agents(claims: &[recount_model::Claim], resolved: &crate::resolve::Resolved) -> Vec<Agent> {
    let mut agents = Vec::new();
    for claim in claims {
        let value = match &claim.content {
            Content::Responsibility { value, .. } => value,
            Content::Statement { about: Some(about), value } if about == "responsibility" => value,
            _ => continue,
        };
        let evidence = Evidence { report: claim.report, span: claim.span };
        let mut push = |entity, state| agents.push(Agent { event: claim.event, entity, state, evidence });
        let plain = value.split(" (").next().unwrap_or(value);
        if let Some(entity) = resolved.find(plain, claim.report) {
            push(Some(entity), resolved.state(entity).cloned());
        }
        for piece in plain.split(" and ") {
            let state = crate::resolve::state::of(piece).or_else(|| {
                let country = crate::resolve::state::country_in(piece)?;
                Some(StateBody { country: country.name.clone(), organ: String::new() })
            });
            if state.is_some() {
                push(None, state);
            }
        }
    }
    agents
}

/// Words that the voice went, looked, asked or counted, in the sentence of one of its claims or, with its name, beside it.
fn access(entity: EntityIndex, claims: &[usize], ground: &Ground) -> Option<Reason> {
    let spellings = || ground.resolved.entity(entity).spellings.iter().map(|s| s.text.as_str());
    let known = ground.resolved.known_body(entity);
    let also = known.into_iter().flat_map(|b| b.also.iter().map(String::as_str));
    let names: BTreeSet<String> = spellings().chain(also).map(fold).filter(|s| s.len() > 1).collect();
    for &c in claims {
        let claim = &ground.claims[c];
        let Some(report) = ground.reports.get(claim.report.0) else { continue };
        let issued = ground.issuer(claim.report) == Some(entity);
        let own = ground.sentence(c);
        let before = text::sentence_before(&report.text, own);
        let next = Span::new(own.end.min(report.text.len()), own.end.min(report.text.len()));
        let after = (next.start < report.text.len())
            .then(|| text::sentence(&report.text, first_word(&report.text, next.start)));
        for (sentence, is_own) in [(Some(own), true), (before, false), (after, false)] {
            let Some(sentence) = sentence else { continue };
            let folded = fold(sentence.slice(&report.text));
            let padded = format!(" {folded} ");
            let names_it = issued
                || names.iter().any(|n| has_words(&folded, n))
                || padded.starts_with(" its ")
                || padded.starts_with(" it ");
            let examined = has_phrase(&lexicon::english().cues.examined, &folded)
                && !has_phrase(&lexicon::english().cues.not_examined, &folded);
            if examined && names_it && (is_own || !other_speaks(&folded, entity, ground)) {
                return Some(Reason::new(
                    "its report says that it went, asked or counted",
                    vec![Evidence { report: claim.report, span: sentence }],
                ));
            }
        }
    }
    None
}

/// The span of the first character that is no white space.
fn first_word(text: &str, from: usize) -> Span {
    let rest = text.get(from..).unwrap_or("");
    let skipped = rest.len() - rest.trim_start().len();
    Span::new(from + skipped, from + skipped + 1)
}

/// Whether a sentence beside the claim is another voice's word in the same report.
fn other_speaks(folded: &str, entity: EntityIndex, ground: &Ground) -> bool {
    ground.voices.iter().filter(|&&e| e != entity && ground.resolved.answerable(e) != entity).any(|&e| {
        ground.resolved.entity(e).spellings.iter().any(|s| {
            let name = fold(&s.text);
            name.len() > 2 && folded.starts_with(&format!("{name} "))
        })
    })
}
