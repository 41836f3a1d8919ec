//! Dates: when an occurrence was.
//!
//! What: a time of what is told beside a word for an occurrence. Example: "Troops entered the port on 8 April". Counter-example:
//! "she said on Monday", which dates the statement.

use super::{Previous, Scene};
use recount_model::{Claim, Content};

/// The dates a sentence gives for occurrences.
pub(super) fn extract(scene: &Scene<'_, '_>, _: &mut Previous) -> Vec<Claim> {
    let tokens = &scene.text.tokens;
    let occurrence = scene.tokens.clone().find_map(|k| {
        let noun = scene.lexicon.occurrence_nouns.at(tokens, k, scene.tokens.end);
        noun.or_else(|| scene.lexicon.occurrence_verbs.at(tokens, k, scene.tokens.end))
            .map(|(len, ())| k..k + len)
    });
    let Some(occurrence) = occurrence else { return Vec::new() };
    let mut out = Vec::new();
    for time in scene.times {
        let Some(date) = time.date.filter(|_| scene.narrative.is_told(scene.sentence, time.tokens.start))
        else {
            continue;
        };
        let value = time.period.map_or_else(|| date.to_string(), |p| p.to_string());
        let span = occurrence.start.min(time.tokens.start)..occurrence.end.max(time.tokens.end);
        let content = Content::Date { of: scene.text.words(occurrence.clone()), value };
        out.push(scene.claim(span, time.tokens.start, content));
    }
    out
}
