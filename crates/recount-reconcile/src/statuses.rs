//! The timeline of states: what is said of one entity's status at one time is one entry, with all who say it; entries are in
//! the order of entity, status and date.

use crate::gather;
use crate::resolve::Resolved;
use crate::weigh::{self, Ground};
use recount_lexicon::fold;
use recount_model::{
    Change, Claim, ClaimIndex, Content, EntityIndex, PartialDate, StatusChange, StatusContent,
};
use std::collections::BTreeMap;

type Key = (
    Option<EntityIndex>,
    String,
    String,
    Option<PartialDate>,
    Option<PartialDate>,
    Change,
    String,
    Option<PartialDate>,
);

/// Every status but those of named victims, which have a list of their own.
pub(crate) fn timeline(claims: &[Claim], resolved: &Resolved, ground: &Ground) -> Vec<StatusChange> {
    let mut entries: BTreeMap<Key, StatusChange> = BTreeMap::new();
    for (i, claim) in claims.iter().enumerate() {
        let Content::Status(status) = &claim.content else { continue };
        if gather::is_victim(status) {
            continue;
        }
        let entity_index = resolved.find(&status.entity, claim.report);
        let entity =
            entity_index.map_or_else(|| status.entity.clone(), |e| resolved.entity(e).canonical.clone());
        let authority = status.authority.as_ref().map(|a| {
            resolved.find(a, claim.report).map_or_else(|| a.clone(), |e| resolved.entity(e).canonical.clone())
        });
        let undated = dates(status).is_none();
        let at = claim.as_of.filter(|_| undated);
        let key = (
            entity_index,
            fold(&entity),
            fold(&status.status),
            status.from,
            status.to,
            status.change,
            fold(authority.as_deref().unwrap_or("")),
            at,
        );
        let entry = entries.entry(key).or_insert_with(|| StatusChange {
            entity,
            entity_index,
            status: status.status.clone(),
            authority,
            from: status.from,
            to: status.to,
            change: status.change,
            voices: Vec::new(),
            claims: Vec::new(),
        });
        let voice = weigh::speaker_label(i, ground);
        if !entry.voices.contains(&voice) {
            entry.voices.push(voice);
        }
        entry.claims.push(ClaimIndex(i));
    }
    let mut list: Vec<StatusChange> = entries.into_values().collect();
    list.sort_by_cached_key(|s| {
        (fold(&s.entity), fold(&s.status), moment(s, claims).map(|d| d.ordinal()), s.change, s.claims.clone())
    });
    list
}

fn dates(status: &StatusContent) -> Option<PartialDate> {
    status.from.or(status.to)
}

/// When an entry stands on the timeline: its own date, else the date of the statement.
pub(crate) fn moment(entry: &StatusChange, claims: &[Claim]) -> Option<PartialDate> {
    let own = if entry.change == Change::Ends { entry.to.or(entry.from) } else { entry.from.or(entry.to) };
    own.or_else(|| {
        entry
            .claims
            .iter()
            .filter_map(|c| claims[c.0].as_of.or(claims[c.0].event_date))
            .min_by_key(PartialDate::ordinal)
    })
}
