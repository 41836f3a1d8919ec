//! How voices are named in every output: by the entity's canonical name once names are resolved, else as written.

use recount_model::{Entity, EntityIndex, Voice};

/// `Body (Person)` for a person who speaks for a body, the canonical name for any other resolved voice, else as written.
pub(crate) fn voice(voice: &Voice, entities: &[Entity]) -> String {
    match voice.entity.and_then(|index| entities.get(index.0)) {
        Some(entity) => {
            let body = entity.speaks_for.and_then(|body| entities.get(body.0)).map(|b| b.canonical.as_str());
            // A body without a name of its own is no entity: "the coalition" stays as written.
            let plain = voice.speaks_for.as_deref().filter(|body| !body.contains(char::is_uppercase));
            match body.or(plain) {
                Some(body) => format!("{body} ({})", entity.canonical),
                None => entity.canonical.clone(),
            }
        }
        None => voice.to_string(),
    }
}

/// The canonical name, if the index is known.
pub(crate) fn entity(index: Option<EntityIndex>, entities: &[Entity]) -> Option<&str> {
    index.and_then(|index| entities.get(index.0)).map(|entity| entity.canonical.as_str())
}
