//! The options table: one cell for each option, actor and stance, with every claim that fills it.

use crate::resolve::Resolved;
use crate::weigh::{self, Ground};
use recount_lexicon::fold;
use recount_model::{Claim, ClaimIndex, Content, Position, PositionStance};
use std::collections::BTreeMap;

/// Cells by option, then actor, then stance. The latest statement gives the date; conditions and reasons are joined.
pub(crate) fn table(claims: &[Claim], resolved: &Resolved, ground: &Ground) -> Vec<Position> {
    let mut cells: BTreeMap<(String, String, PositionStance), Position> = BTreeMap::new();
    for (i, claim) in claims.iter().enumerate() {
        let Content::Position(p) = &claim.content else { continue };
        let actor = resolved.find(&p.actor, claim.report).map_or_else(
            || p.actor.clone(),
            |e| {
                let entity = resolved.entity(resolved.answerable(e));
                entity.canonical.clone()
            },
        );
        let cell = cells.entry((fold(&p.option), fold(&actor), p.stance)).or_insert_with(|| Position {
            option: p.option.clone(),
            actor,
            stance: p.stance,
            condition: None,
            reason: None,
            as_of: None,
            voices: Vec::new(),
            claims: Vec::new(),
        });
        add(&mut cell.condition, p.condition.as_deref());
        add(&mut cell.reason, p.reason.as_deref());
        cell.as_of = [cell.as_of, claim.as_of].into_iter().flatten().max_by_key(|d| d.ordinal());
        let voice = weigh::speaker_label(i, ground);
        if !cell.voices.contains(&voice) {
            cell.voices.push(voice);
        }
        cell.claims.push(ClaimIndex(i));
    }
    cells.into_values().collect()
}

/// Adds words that are not there yet.
fn add(to: &mut Option<String>, words: Option<&str>) {
    let Some(words) = words.map(str::trim).filter(|w| !w.is_empty()) else { return };
    match to {
        None => *to = Some(words.to_string()),
        Some(have) if fold(have).contains(&fold(words)) => {}
        Some(have) => {
            have.push_str("; ");
            have.push_str(words);
        }
    }
}
