//! The tree of populations: which key a phrase has, and which population lies within which.

use crate::{LexiconError, fold, has_words};
use serde::Deserialize;

/// One population with its words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PopulationWords {
    /// The key, e.g. `civilians`.
    pub key: String,
    /// The key of the next wider population; empty for a root.
    pub parent: String,
    /// The words that name it.
    pub words: Vec<String>,
}

/// The tree, narrow populations first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Populations(Vec<PopulationWords>);

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
        Ok(Populations(entries))
    }

    /// The key of a phrase: the first population one of whose words stands in it; `people` when none does.
    pub fn key(&self, phrase: &str) -> &str {
        self.known_key(phrase).unwrap_or("people")
    }

    /// As [`Populations::key`], `None` when no word of any population stands in the phrase.
    pub fn known_key(&self, phrase: &str) -> Option<&str> {
        let phrase = fold(phrase);
        let entry = self.0.iter().find(|p| p.words.iter().any(|w| has_words(&phrase, w)));
        entry.map(|p| p.key.as_str())
    }

    /// Whether `key` is the key of a population.
    pub fn has(&self, key: &str) -> bool {
        self.0.iter().any(|p| p.key == key)
    }

    /// The next wider population.
    pub fn parent(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|p| p.key == key).map(|p| p.parent.as_str()).filter(|p| !p.is_empty())
    }

    /// Whether `inner` is `outer` or lies within it.
    pub fn within(&self, inner: &str, outer: &str) -> bool {
        std::iter::successors(Some(inner), |k| self.parent(k)).take(self.0.len() + 1).any(|k| k == outer)
    }
}

#[cfg(test)]
mod tests {
    use crate::SharedLexicon;

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
