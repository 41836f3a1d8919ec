//! An account taken apart into its findings and entities, each as JSON of its own: for whoever keeps them or compares them one by one.

use super::SERIALIZES;
use super::account::EntityRecord;
use super::finding::events;
use super::place::Offsets;
use recount_model::Account;

/// A finding or an entity, as the account's JSON has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountPart {
    /// `finding` or `entity`.
    pub kind: &'static str,
    /// The finding's id, the entity's name.
    pub id: String,
    /// The record, on one line.
    pub json: String,
}

/// Findings in the order of events, then entities.
pub fn parts(account: &Account) -> Vec<AccountPart> {
    let offsets = Offsets::new(&account.reports);
    let mut parts = Vec::new();
    for event in events(account, &offsets) {
        for question in &event.questions {
            let json = serde_json::to_string(question).expect(SERIALIZES);
            parts.push(AccountPart { kind: "finding", id: question.id.to_string(), json });
        }
    }
    for entity in &account.entities {
        let json = serde_json::to_string(&EntityRecord::new(entity, account, &offsets)).expect(SERIALIZES);
        parts.push(AccountPart { kind: "entity", id: entity.canonical.clone(), json });
    }
    parts
}
