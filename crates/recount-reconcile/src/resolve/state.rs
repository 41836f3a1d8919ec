//! Names of states' governments and of their parts. "Iraqi government", "Government of Iraq" and, where it speaks, "Baghdad"
//! are one government; "Iraqi army" is a part of the same state and another voice.

use crate::lexicon::{self, has};
use recount_lexicon::{Country, SharedLexicon, fold};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A government or a part of a state.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct StateBody {
    /// The country's name in the lexicon.
    pub country: String,
    /// Empty for the government as a whole, else the words that name the part, e.g. `military`.
    pub organ: String,
}

impl StateBody {
    /// Whether it is the government as a whole.
    pub fn is_government(&self) -> bool {
        self.organ.is_empty()
    }

    /// Whether it belongs to a territory that a governor heads.
    pub fn is_of_territory(&self) -> bool {
        country_named(&self.country).is_some_and(|c| c.territory)
    }
}

/// The full name of a country's government.
pub(crate) fn full_name(country: &str) -> String {
    let article = if country.starts_with("United ") || country.ends_with('s') && country.contains(' ') {
        "the "
    } else {
        ""
    };
    format!("Government of {article}{country}")
}

struct CountryIndex {
    /// Folded names, other names and demonyms.
    words: BTreeMap<String, usize>,
    /// Folded names and other names only.
    names: BTreeMap<String, usize>,
}

fn index() -> &'static CountryIndex {
    static INDEX: OnceLock<CountryIndex> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut words = BTreeMap::new();
        let mut names = BTreeMap::new();
        for (i, country) in SharedLexicon::english().countries.iter().enumerate() {
            for name in std::iter::once(&country.name).chain(&country.also) {
                words.entry(fold(name)).or_insert(i);
                names.entry(fold(name)).or_insert(i);
            }
            for name in &country.demonyms {
                words.entry(fold(name)).or_insert(i);
            }
        }
        CountryIndex { words, names }
    })
}

/// The country a word names or whose people it names.
pub(crate) fn country_of(word: &str) -> Option<&'static Country> {
    let word = fold(word);
    let word = word.strip_prefix("the ").unwrap_or(&word);
    let i = index().words.get(word).or_else(|| index().words.get(word.strip_suffix('s')?))?;
    SharedLexicon::english().countries.get(*i)
}

/// The country with this name, demonyms left aside.
pub(crate) fn country_named(words: &str) -> Option<&'static Country> {
    let i = index().names.get(fold(words).as_str())?;
    SharedLexicon::english().countries.get(*i)
}

/// The first country any one to three words of a phrase name.
pub(crate) fn country_in(phrase: &str) -> Option<&'static Country> {
    let words = recount_lexicon::name_words(phrase);
    let longest_first = (1..=3).rev();
    longest_first
        .flat_map(|n| {
            words
                .windows(n.min(words.len().max(1)))
                .filter(move |w| w.len() == n)
                .map(|w| w.join(" "))
                .collect::<Vec<_>>()
        })
        .find_map(|w| country_of(&w))
}

/// The government or the part of a state a name names; `None` for other names and for bare countries and capitals.
pub(crate) fn of(name: &str) -> Option<StateBody> {
    let vocabulary = &lexicon::english().voices;
    let words = recount_lexicon::name_words(name);
    let words: Vec<&str> =
        words.iter().map(String::as_str).filter(|w| !has(&lexicon::english().turns.of_a_state, w)).collect();
    for n in (1..=3usize).rev() {
        for start in 0..words.len().saturating_sub(n - 1) {
            let Some(country) = country_of(&words[start..start + n].join(" ")) else { continue };
            let rest: Vec<&str> = words[..start].iter().chain(&words[start + n..]).copied().collect();
            return part(country, &rest, vocabulary);
        }
    }
    None
}

fn part(country: &Country, rest: &[&str], vocabulary: &lexicon::VoiceWords) -> Option<StateBody> {
    let body = |organ: String| Some(StateBody { country: country.name.clone(), organ });
    match rest {
        [] => None,
        [word] if has(&vocabulary.government, word) => body(String::new()),
        rest if lexicon::has_phrase(&vocabulary.organ, &rest.join(" ")) => body(rest.join(" ")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: Option<(&str, &str)>) {
        let found = of(name);
        assert_eq!(found.as_ref().map(|b| (b.country.as_str(), b.organ.as_str())), expected, "{name}");
    }

    #[test]
    fn governments_under_their_names_are_one_and_their_parts_are_apart() {
        for name in [
            "Government of Iraq",
            "the Iraqi government",
            "Iraqi authorities",
            "Iraqi regime",
            "Iraq's government",
        ] {
            check(name, Some(("Iraq", "")));
        }
        check("Iranian regime", Some(("Iran", "")));
        check("Iraqi army", Some(("Iraq", "army")));
        check("U.S. military", Some(("United States", "military")));
        check("Iraqi dissidents", None);
        check("Washington Post", None);
    }
}
