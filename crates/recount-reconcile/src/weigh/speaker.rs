//! Whose word a claim is, for weighing: the body a person speaks for, else the person; the issuer of a body's own release; a
//! report's own voice; nobody in particular.

use super::Ground;
use crate::lexicon;
use crate::resolve::{
    counts_itself, has_proper_word, is_institution, is_news, joint_publishers, publisher_names,
};
use recount_model::{
    Claim, EntityIndex, EntityKind, Report, ReportIndex, Stance, Voice, VoiceKind, VoicesRelation,
};

use std::collections::BTreeSet;

/// Whose word it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Speaker {
    /// A person, a body or a group.
    Voice(EntityIndex),
    /// A report's own voice, without a source.
    Own(ReportIndex),
    /// Sources nobody could go and ask, as one report names them.
    Unnamed(ReportIndex, String),
}

impl Speaker {
    /// Whether somebody can be asked.
    pub fn is_voice(&self) -> bool {
        matches!(self, Speaker::Voice(_))
    }
}

/// Whose word the claim is, and whether the voice went and asked people who are not named.
pub(crate) fn speaker_of(claim: &Claim, ground: &Ground) -> (Speaker, bool) {
    let voices = &claim.voices;
    if claim.voices_relation == VoicesRelation::Joint {
        let first = voices.first().and_then(|v| v.entity);
        return (
            first.map_or(Speaker::Own(claim.report), |e| Speaker::Voice(ground.resolved.answerable(e))),
            false,
        );
    }
    let Some(last) = voices.last() else {
        return (ground.issuer(claim.report).map_or(Speaker::Own(claim.report), Speaker::Voice), false);
    };
    if let Some(body) = body_that_asked(claim, ground) {
        return (Speaker::Voice(body), true);
    }
    match (last.kind, last.entity) {
        // "a notice", "the report": whose it is nobody says.
        (VoiceKind::Document, _) if !has_proper_word(&last.name) => {
            (Speaker::Unnamed(claim.report, last.name.clone()), false)
        }
        (VoiceKind::Unnamed, _) | (_, None) => (Speaker::Unnamed(claim.report, last.name.clone()), false),
        (_, Some(entity)) => (Speaker::Voice(answerable(last, entity, claim.report, ground)), false),
    }
}

/// The body a voice speaks for as this claim names it, else as the dossier knows it.
fn answerable(voice: &Voice, entity: EntityIndex, report: ReportIndex, ground: &Ground) -> EntityIndex {
    let named = voice.speaks_for.as_deref().and_then(|body| ground.resolved.find_body(body, report));
    let news = |b: &EntityIndex| ground.resolved.entity(*b).spellings.iter().any(|s| is_news(&s.text));
    named.filter(|b| *b != entity && !news(b)).unwrap_or_else(|| ground.resolved.answerable(entity))
}

/// A body that asserts what people without a name told it vouches for what it gathered, unless it only carries news.
fn body_that_asked(claim: &Claim, ground: &Ground) -> Option<EntityIndex> {
    let [.., before, last] = claim.voices.as_slice() else { return None };
    let body = before.entity.filter(|_| last.kind == VoiceKind::Group && claim.stance == Stance::Asserts)?;
    let entity = ground.resolved.entity(body);
    let informants_have_a_name = last.entity.is_some_and(|e| ground.resolved.state(e).is_some());
    let news = entity.spellings.iter().any(|s| is_news(&s.text));
    (entity.kind == EntityKind::Body && !news && !informants_have_a_name)
        .then(|| ground.resolved.answerable(body))
}

/// For every report the bodies whose own release it is, if the publisher says so; mostly one.
pub(crate) fn issuers(
    reports: &[Report],
    claims: &[Claim],
    resolved: &crate::resolve::Resolved,
) -> Vec<Vec<EntityIndex>> {
    let principals = claims.iter().filter_map(|c| c.voices.last().and_then(|v| v.entity));
    let speaking: BTreeSet<EntityIndex> = principals.map(|e| resolved.answerable(e)).collect();
    let of = |(i, report): (usize, &Report)| {
        let joint = joint_publishers(report);
        let found: Vec<EntityIndex> =
            joint.iter().filter_map(|n| resolved.find_body(n, ReportIndex(i))).collect();
        if found.len() > 1 {
            found
        } else {
            issuer(report, ReportIndex(i), &speaking, resolved).into_iter().collect()
        }
    };
    reports.iter().enumerate().map(of).collect()
}

fn issuer(
    report: &Report,
    index: ReportIndex,
    speaking: &BTreeSet<EntityIndex>,
    resolved: &crate::resolve::Resolved,
) -> Option<EntityIndex> {
    for name in publisher_names(report) {
        if is_news(&name) {
            return None;
        }
        let Some(entity) = resolved.find(&name, index) else { continue };
        let known = is_institution(&name) || counts_itself(&name, report);
        let news = resolved.entity(entity).spellings.iter().any(|s| is_news(&s.text));
        if resolved.entity(entity).kind == EntityKind::Body && !news && (known || speaking.contains(&entity))
        {
            return Some(entity);
        }
    }
    None
}

/// As [`label`], with the person only if all the claims are that person's.
pub(crate) fn series_label(speaker: &Speaker, claims: &[usize], ground: &Ground) -> String {
    let by_body = |c: &usize| {
        let last = ground.claims[*c].voices.last().and_then(|v| v.entity);
        last.is_none_or(|e| Speaker::Voice(e) == *speaker)
    };
    let body: Vec<usize> = claims.iter().copied().filter(by_body).collect();
    label(speaker, if body.is_empty() { claims } else { &body }, ground)
}

/// How the account prints a speaker: `Body (Person)` when one person spoke for it in all its claims, `FILE, own voice`.
pub(crate) fn label(speaker: &Speaker, claims: &[usize], ground: &Ground) -> String {
    match speaker {
        Speaker::Own(report) => own_label(*report, claims, ground),
        Speaker::Unnamed(_, name) => name.clone(),
        Speaker::Voice(entity) => voice_label(*entity, claims, ground),
    }
}

fn own_label(report: ReportIndex, claims: &[usize], ground: &Ground) -> String {
    let file = ground.reports.get(report.0).map_or("", |r| r.file.as_str());
    let hedge = claims.iter().find(|&&c| ground.claims[c].stance == Stance::Hedges).and_then(|&claim| {
        lexicon::find_phrase(&lexicon::english().cues.believed, ground.folded_sentence(claim))
    });
    let published = ground.reports.get(report.0).map(byline).filter(|b| !b.is_empty());
    match (hedge.map(str::to_string), published) {
        (Some(a), Some(b)) => format!("{file}, own voice ({b}; {a})"),
        (Some(a), None) | (None, Some(a)) => format!("{file}, own voice ({a})"),
        (None, None) => format!("{file}, own voice"),
    }
}

/// Author and publisher as a reader knows them, what stands in brackets left out.
fn byline(report: &Report) -> String {
    let plain = |words: &Option<String>| {
        let words = words.as_deref().map(|w| w.split(" (").next().unwrap_or(w).trim().to_string());
        words.filter(|w| !w.is_empty())
    };
    let names: Vec<String> =
        [plain(&report.author), plain(&report.publisher)].into_iter().flatten().collect();
    names.join(", ")
}

fn voice_label(entity: EntityIndex, claims: &[usize], ground: &Ground) -> String {
    let named = ground.resolved.entity(entity);
    if let Some(joint) =
        claims.iter().map(|&c| &ground.claims[c]).find(|c| c.voices_relation == VoicesRelation::Joint)
    {
        let names: Vec<String> = joint.voices.iter().map(|v| printed(v, ground)).collect();
        return names.join(" and ");
    }
    let own = claims.iter().map(|&c| &ground.claims[c]).find(|c| c.voices.is_empty()).map(|c| c.report);
    if let Some(report) = own.filter(|r| ground.issuers.get(r.0).is_some_and(|all| all.len() > 1)) {
        return ground.reports.get(report.0).map(joint_publishers).unwrap_or_default().join(" and ");
    }
    let spoke: BTreeSet<EntityIndex> = claims
        .iter()
        .filter_map(|&c| ground.claims[c].voices.last().and_then(|v| v.entity))
        .filter(|&e| e != entity && ground.resolved.entity(e).kind == EntityKind::Person)
        .collect();
    match spoke.iter().next() {
        Some(person) if spoke.len() == 1 => {
            format!("{} ({})", named.canonical, ground.resolved.entity(*person).canonical)
        }
        _ => match named.roles.first().filter(|r| named.kind == EntityKind::Person && r.len() <= 60) {
            Some(role) => format!("{} ({role})", named.canonical),
            None => named.canonical.clone(),
        },
    }
}

fn printed(voice: &Voice, ground: &Ground) -> String {
    voice.entity.map_or_else(|| voice.name.clone(), |e| ground.resolved.entity(e).canonical.clone())
}
