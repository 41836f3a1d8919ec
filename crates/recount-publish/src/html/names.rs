//! Names with their spellings and why each was joined.

use crate::wording;
use askama::Template;
use recount_model::{Account, Entity, Spelling, Word};

/// Entities with several spellings or a role in full; the others as a list.
#[derive(Template)]
#[template(path = "names.html")]
pub(super) struct Section<'a> {
    pub(super) joined: Vec<Row<'a>>,
    single: Vec<&'a str>,
    single_count: String,
}

pub(super) struct Row<'a> {
    canonical: &'a str,
    kind: &'static str,
    speaks_for: &'a str,
    roles: String,
    spellings: Vec<Joined<'a>>,
}

struct Joined<'a> {
    text: &'a str,
    times: usize,
    reasons: String,
}

impl<'a> Section<'a> {
    pub(super) fn new(account: &'a Account) -> Self {
        let telling = |e: &&Entity| e.spellings.len() > 1 || e.speaks_for.is_some() || !e.roles.is_empty();
        let (joined, single): (Vec<&Entity>, Vec<&Entity>) = account.entities.iter().partition(telling);
        Section {
            joined: joined.into_iter().map(|e| row(e, account)).collect(),
            single_count: wording::counted(single.len(), "name", "names"),
            single: single.into_iter().map(|e| e.canonical.as_str()).collect(),
        }
    }
}

fn row<'a>(entity: &'a Entity, account: &'a Account) -> Row<'a> {
    let joined = |s: &'a Spelling| Joined {
        text: &s.text,
        times: s.places.len(),
        reasons: s.reasons.iter().map(|r| r.label.clone()).collect::<Vec<_>>().join("; "),
    };
    Row {
        canonical: &entity.canonical,
        kind: entity.kind.word(),
        speaks_for: crate::names::entity(entity.speaks_for, &account.entities).unwrap_or(""),
        roles: entity.roles.join("; "),
        spellings: entity.spellings.iter().map(joined).collect(),
    }
}
