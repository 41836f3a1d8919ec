//! What the entries of `recount.toml` say against each other. Each is named; what is done about it stands in the hint.

use recount_lexicon::fold;
use recount_model::Settings;
use std::collections::BTreeMap;

/// Pairs of what is wrong and what to do.
pub(super) fn clashes(settings: &Settings) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut group_of: BTreeMap<String, usize> = BTreeMap::new();
    for (n, group) in settings.aliases.iter().enumerate() {
        let place = |n: usize| format!("alias {}", n + 1);
        for name in std::iter::once(&group.canonical).chain(&group.spellings) {
            let first = *group_of.entry(fold(name)).or_insert(n);
            if first != n {
                found.push((
                    format!(
                        "'{name}' stands in {} and {}, so both become one entity",
                        place(first),
                        place(n)
                    ),
                    "leave the name in one of them".to_string(),
                ));
            }
            if group.not.iter().any(|not| fold(not) == fold(name)) {
                found.push((
                    format!("{}: '{name}' is to be joined and not to be joined", place(n)),
                    "take it out of one of the lists; until then it is not joined".to_string(),
                ));
            }
        }
    }
    let mut class_of: BTreeMap<String, &str> = BTreeMap::new();
    for source in &settings.source_classes {
        let first = *class_of.entry(fold(&source.voice)).or_insert(&source.class);
        if first != source.class {
            found.push((
                format!(
                    "'{}' has the classes '{first}' and '{}'; the first counts",
                    source.voice, source.class
                ),
                "leave one entry for it".to_string(),
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::settings::{SETTINGS_FILE, read_settings};

    #[test]
    fn entries_that_say_two_things_are_named() {
        for (text, message) in [
            (
                "[[alias]]\ncanonical = \"A\"\nspellings = [\"X\"]\n[[alias]]\ncanonical = \"B\"\nspellings = [\"x\"]",
                "recount.toml: 'x' stands in alias 1 and alias 2, so both become one entity",
            ),
            (
                "[[alias]]\ncanonical = \"A\"\nspellings = [\"B\"]\nnot = [\"b\"]",
                "recount.toml: alias 1: 'B' is to be joined and not to be joined",
            ),
            (
                "[[source]]\nvoice = \"V\"\nclass = \"named\"\n[[source]]\nvoice = \"v\"\nclass = \"party\"",
                "recount.toml: 'v' has the classes 'named' and 'party'; the first counts",
            ),
        ] {
            let issues = read_settings(text, SETTINGS_FILE).unwrap().issues;
            assert_eq!(issues.iter().map(|i| i.message.as_str()).collect::<Vec<_>>(), [message], "{text}");
        }
    }
}
