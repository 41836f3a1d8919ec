//! Names in the dossier's settings that no report has: most likely misspelt, so the user is told.

use recount_lexicon::fold;
use recount_model::{Entity, Issue, Settings, Severity};
use std::collections::BTreeSet;

/// A note for each alias group and each source of which no report has a spelling.
pub(crate) fn unmatched(settings: &Settings, entities: &[Entity]) -> Vec<Issue> {
    let written = entities.iter().flat_map(|e| &e.spellings).filter(|s| !s.places.is_empty());
    let known: BTreeSet<String> =
        entities.iter().map(|e| fold(&e.canonical)).chain(written.map(|s| fold(&s.text))).collect();
    let met = |name: &str| {
        let name = fold(name);
        known.contains(&name) || name.strip_prefix("the ").is_some_and(|bare| known.contains(bare))
    };
    let aliases =
        settings.aliases.iter().filter(|a| !a.spellings.iter().chain([&a.canonical]).any(|n| met(n)));
    let aliases = aliases.map(|a| note(&format!("alias '{}'", a.canonical)));
    let sources = settings.source_classes.iter().filter(|s| !met(&s.voice));
    aliases.chain(sources.map(|s| note(&format!("source '{}'", s.voice)))).collect()
}

fn note(what: &str) -> Issue {
    Issue {
        severity: Severity::Note,
        code: "recount-toml-unmatched",
        file: Some("recount.toml".to_string()),
        span: None,
        message: format!("recount.toml: no name of the reports is that of {what}"),
        hint: Some("compare it with the names in the account; the entry has no effect".to_string()),
    }
}
