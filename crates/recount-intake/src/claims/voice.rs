//! A voice out of the words of the claims format: `Body (Person)`, `Person (role)`, or a name alone. The sort of voice is
//! guessed from the name, by words of `lexicon/en/voices.toml` and by form.

use crate::blocks::is_person_name;
use crate::words::EN;
use recount_lexicon::is_people;
use recount_model::{Voice, VoiceKind};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Lexicon {
    unnamed: BTreeSet<String>,
    document: BTreeSet<String>,
    group: BTreeSet<String>,
    body: BTreeSet<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    toml::from_str(include_str!("../../lexicon/en/voices.toml")).expect("the embedded lexicon is valid")
});

/// The voice that `words` name.
pub fn parse_voice(words: &str) -> Voice {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let bracketed = words.strip_suffix(')').and_then(|w| w.split_once(" ("));
    let Some((outer, inner)) = bracketed else { return alone(&words) };
    let inner = inner.trim();
    let kind = kind_of(outer);
    let described =
        is_role(inner) || matches!(kind, VoiceKind::Document | VoiceKind::Unnamed | VoiceKind::Group);
    if described && !is_person_name(inner) {
        let one_person = kind == VoiceKind::Body && !outer.contains(' ') && is_personal_role(inner);
        let kind = if LEXICON.unnamed.contains(inner) {
            VoiceKind::Unnamed
        } else if one_person {
            VoiceKind::Person
        } else {
            kind
        };
        return Voice { role: Some(inner.to_string()), ..Voice::named(outer, kind) };
    }
    let speaker = alone(inner);
    let kind = if speaker.kind == VoiceKind::Body { VoiceKind::Person } else { speaker.kind };
    Voice { kind, speaks_for: Some(outer.to_string()), ..speaker }
}

/// A voice named without brackets; ranks and offices before a person's name go into the role.
fn alone(words: &str) -> Voice {
    let kind = kind_of(words);
    let parts: Vec<&str> = words.split(' ').collect();
    let is_rank = |w: &&&str| EN.ranks.contains(&w.trim_end_matches('.').to_lowercase());
    let before =
        if is_office_holder(words) { parts.len() - 2 } else { parts.iter().take_while(is_rank).count() };
    if kind != VoiceKind::Person || before == 0 || before == parts.len() {
        return Voice::named(words, kind);
    }
    Voice { role: Some(parts[..before].join(" ")), ..Voice::named(parts[before..].join(" "), kind) }
}

fn is_group_word(word: &str) -> bool {
    LEXICON.group.contains(word) || is_people(word)
}

/// Whether the words in brackets describe rather than name: the last of them is in lower case.
fn is_role(inner: &str) -> bool {
    inner
        .split(' ')
        .next_back()
        .is_some_and(|w| w.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()))
}

/// Whether a role is one a person has: "resident", "district head".
fn is_personal_role(role: &str) -> bool {
    let last = role.rsplit(' ').next().unwrap_or("").to_lowercase();
    EN.roles.contains(&last) || EN.callings.contains(&last) || last == "official"
}

fn kind_of(name: &str) -> VoiceKind {
    let name = name.split(" (").next().unwrap_or(name);
    let words: Vec<String> = name
        .split(|c: char| c.is_whitespace() || c == '-')
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect();
    let any = |set: &BTreeSet<String>| words.iter().any(|w| set.contains(w));
    // What stands before "of", "in", "from" or "who" says what it is: "supporters of the ministry".
    let small = |w: &&String| {
        matches!(w.as_str(), "of" | "in" | "from" | "who" | "at" | "to" | "for" | "that" | "on")
    };
    let last = words.iter().take_while(|w| !small(w)).last().map(String::as_str).unwrap_or("");
    let lower_case = name.starts_with(char::is_lowercase);
    if any(&LEXICON.unnamed) {
        VoiceKind::Unnamed
    } else if LEXICON.document.contains(last) {
        VoiceKind::Document
    } else if is_group_word(last) || (lower_case && words.iter().any(|w| is_group_word(w))) {
        VoiceKind::Group
    } else if any(&LEXICON.body) && !is_office_holder(name) {
        VoiceKind::Body
    } else if is_person_name(name) || is_office_holder(name) {
        VoiceKind::Person
    } else if lower_case {
        VoiceKind::Group
    } else {
        VoiceKind::Body
    }
}

/// `Defense Secretary Anna Berg`: an office in the middle, two capitalised words at the end.
fn is_office_holder(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let (office, person) = words.split_at(words.len().saturating_sub(2));
    office.last().is_some_and(|w| EN.roles.contains(&w.to_lowercase())) && is_person_name(&person.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use VoiceKind::*;

    #[test]
    fn voices_are_parted_into_name_body_and_role() {
        for (words, kind, name, speaks_for, role) in [
            ("Harl Fire Office (Anna Berg)", Person, "Anna Berg", Some("Harl Fire Office"), None),
            ("coalition (Col. Anna Berg)", Person, "Anna Berg", Some("coalition"), Some("Col.")),
            ("HFO (Anna)", Person, "Anna", Some("HFO"), None),
            ("Anna Berg (local official)", Person, "Anna Berg", None, Some("local official")),
            ("Anna (Harl resident)", Person, "Anna", None, Some("Harl resident")),
            ("HFO (earlier estimate)", Body, "HFO", None, Some("earlier estimate")),
            ("HFO (HFO leadership (Paris))", Group, "HFO leadership (Paris)", Some("HFO"), None),
            ("diplomatic cable (Leaks)", Document, "diplomatic cable", None, Some("Leaks")),
            ("critics (unnamed)", Unnamed, "critics", None, Some("unnamed")),
            ("witness (man in his fifties)", Group, "witness", None, Some("man in his fifties")),
            ("Anna Berg", Person, "Anna Berg", None, None),
            ("Senator Anna Berg", Person, "Anna Berg", None, Some("Senator")),
            ("Defense Secretary Anna Berg", Person, "Anna Berg", None, Some("Defense Secretary")),
            (
                "Government of Northland (Hamid al-Bayati)",
                Person,
                "Hamid al-Bayati",
                Some("Government of Northland"),
                None,
            ),
            ("Harl residents (Anna Berg)", Person, "Anna Berg", Some("Harl residents"), None),
            ("supporters of the ministry", Group, "supporters of the ministry", None, None),
            ("Bureau of Mills", Body, "Bureau of Mills", None, None),
            ("Reuters", Body, "Reuters", None, None),
            ("The Guardian", Body, "The Guardian", None, None),
            ("United Nations", Body, "United Nations", None, None),
            ("residents who fled", Group, "residents who fled", None, None),
            ("Harl officials", Group, "Harl officials", None, None),
            ("unnamed reports", Unnamed, "unnamed reports", None, None),
        ] {
            let voice = parse_voice(words);
            let got = (voice.kind, voice.name.as_str(), voice.speaks_for.as_deref(), voice.role.as_deref());
            assert_eq!(got, (kind, name, speaks_for, role), "{words}");
        }
    }
}
