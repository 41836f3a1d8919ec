//! The entities an account lists: names. Phrases for people without a name of their own ("officials", "witnesses who fled") serve
//! while figures are weighed and are left out of the list; whose word a claim is stays said in words.

use crate::resolve::has_proper_word;
use recount_model::{Claim, Entity, EntityIndex, EntityKind, Finding, StatusChange};

/// Leaves out what is no name and points everything that is left to its new place.
pub(crate) fn only_names(
    entities: Vec<Entity>,
    claims: &mut [Claim],
    findings: &mut [Finding],
    statuses: &mut [StatusChange],
) -> Vec<Entity> {
    let mut place: Vec<Option<EntityIndex>> = Vec::with_capacity(entities.len());
    let mut kept = 0;
    for entity in &entities {
        let capital = entity.canonical.chars().any(char::is_uppercase);
        // "Witnesses" at the head of a sentence is no name either.
        let named = capital && (entity.kind != EntityKind::Group || has_proper_word(&entity.canonical));
        place.push(named.then_some(EntityIndex(kept)));
        kept += usize::from(named);
    }
    let moved = |e: Option<EntityIndex>| e.and_then(|e| place.get(e.0).copied().flatten());
    for claim in claims {
        for voice in claim.voices.iter_mut().chain(claim.denied_voices.iter_mut()) {
            voice.entity = moved(voice.entity);
        }
    }
    for testimony in findings.iter_mut().flat_map(|f| &mut f.testimonies) {
        testimony.entity = moved(testimony.entity);
    }
    statuses.iter_mut().for_each(|s| s.entity_index = moved(s.entity_index));
    let listed = entities.into_iter().zip(&place).filter(|(_, at)| at.is_some());
    listed.map(|(e, _)| Entity { speaks_for: moved(e.speaks_for), ..e }).collect()
}
