//! The tree of populations: which key a phrase has, and which population lies within which.

use crate::{LexiconError, fold, has_words};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One population with its words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PopulationWords {
    /// The key, e.g. `civilians`.
    pub key: String,
    /// The key of the next wider population; empty for a root.
    pub parent: String,
    /// The words that name it.
    pub words: Vec<String>,
    /// Whether its people bear arms.
    #[serde(default)]
    pub armed: bool,
    /// What to call it where a text has no word for it; the key when the language says nothing else.
    #[serde(default)]
    pub name: Option<String>,
}

/// The key of everybody: the root of the tree of people.
pub const PEOPLE: &str = "people";
/// The key of those who live somewhere.
pub const RESIDENTS: &str = "residents";
/// The key of animals, whose deaths are no toll.
pub const ANIMALS: &str = "animals";
/// The key of military units.
pub const UNITS: &str = "units";

/// The tree, narrow populations first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Populations {
    list: Vec<PopulationWords>,
    /// The first population of every single word.
    words: BTreeMap<String, usize>,
    /// Names of several words, each with its population.
    phrases: Vec<(String, usize)>,
}

#[derive(Deserialize)]
struct File {
    population: Vec<PopulationWords>,
}

impl Populations {
    /// Reads the TOML form of `lexicon/LANGUAGE/populations.toml`.
    ///
    /// # Errors
    /// When the text is not of that form.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, LexiconError> {
        let mut entries = toml::from_str::<File>(text).map_err(|e| LexiconError::form(file, e))?.population;
        for entry in &mut entries {
            entry.words.iter_mut().for_each(|w| *w = fold(w));
        }
        let mut words = BTreeMap::new();
        let mut phrases = Vec::new();
        for (at, word) in entries.iter().enumerate().flat_map(|(at, p)| p.words.iter().map(move |w| (at, w)))
        {
            if word.contains(' ') {
                phrases.push((word.clone(), at));
            } else {
                words.entry(word.clone()).or_insert(at);
            }
        }
        Ok(Populations { list: entries, words, phrases })
    }

    /// The key of a phrase: the first population one of whose words stands in it; [`PEOPLE`] when none does.
    pub fn key(&self, phrase: &str) -> &str {
        self.known_key(phrase).unwrap_or(PEOPLE)
    }

    /// As [`Populations::key`], `None` when no word of any population stands in the phrase.
    pub fn known_key(&self, phrase: &str) -> Option<&str> {
        let phrase = fold(phrase);
        let word = phrase.split(' ').filter_map(|w| self.words.get(w).copied()).min();
        let several = || self.phrases.iter().filter(|(p, _)| has_words(&phrase, p)).map(|(_, at)| *at).min();
        let several = phrase.contains(' ').then(several).flatten();
        let first = word.into_iter().chain(several).min()?;
        self.list.get(first).map(|p| p.key.as_str())
    }

    /// Whether `key` is the key of a population.
    pub fn has(&self, key: &str) -> bool {
        self.list.iter().any(|p| p.key == key)
    }

    /// What a population is called where a text has no word for it.
    pub fn name<'a>(&'a self, key: &'a str) -> &'a str {
        self.list.iter().find(|p| p.key == key).and_then(|p| p.name.as_deref()).unwrap_or(key)
    }

    /// Whether the people of a population bear arms.
    pub fn is_armed(&self, key: &str) -> bool {
        self.list.iter().any(|p| p.key == key && p.armed)
    }

    /// The next wider population.
    pub fn parent(&self, key: &str) -> Option<&str> {
        self.list.iter().find(|p| p.key == key).map(|p| p.parent.as_str()).filter(|p| !p.is_empty())
    }

    /// Whether `inner` is `outer` or lies within it.
    pub fn within(&self, inner: &str, outer: &str) -> bool {
        std::iter::successors(Some(inner), |k| self.parent(k)).take(self.list.len() + 1).any(|k| k == outer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SharedLexicon, languages};

    #[test]
    fn what_rules_ask_about_stands_in_every_language() {
        for code in languages() {
            let p = &SharedLexicon::of(code).expect("a language of the list").populations;
            for key in [PEOPLE, RESIDENTS, ANIMALS, UNITS] {
                assert!(p.has(key), "{code}: {key}");
            }
            assert!(p.is_armed("soldiers") && !p.is_armed(PEOPLE), "{code}");
        }
        let named = |code| SharedLexicon::of(code).map(|l| l.populations.name(PEOPLE).to_string());
        assert_eq!(named("en").as_deref(), Some("people"));
        assert_eq!(named("fr").as_deref(), Some("personnes"));
    }

    #[test]
    fn a_phrase_gets_the_narrowest_key() {
        let p = &SharedLexicon::english().populations;
        for (phrase, key) in [
            ("MSF staff members", "staff"),
            ("Iraqi soldiers", "soldiers"),
            ("women and children", "women"),
            ("dissidents", "people"),
            ("camp residents", "residents"),
            ("structures", "buildings"),
        ] {
            assert_eq!(p.key(phrase), key, "{phrase}");
        }
        assert!(p.within("soldiers", "people") && !p.within("people", "soldiers"));
    }
}
