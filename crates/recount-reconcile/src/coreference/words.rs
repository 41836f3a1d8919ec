//! What words have in common: their stem, and the groups of words that may tell of one act (`lexicon/en/kin.toml`).

use recount_lexicon::stem;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

/// The words of a language that comparing asks for.
#[derive(Debug)]
pub(crate) struct Words {
    /// Plain form of irregular forms.
    irregular: BTreeMap<String, String>,
    /// The groups that each stem stands in, rising.
    groups: HashMap<String, Vec<u16>>,
    /// Words in each group.
    sizes: Vec<usize>,
    /// Words that tell nothing of what a sentence is about.
    empty: HashSet<String>,
    /// Small words that follow a verb and belong to it.
    particles: HashSet<String>,
}

#[derive(Deserialize)]
struct File {
    groups: Vec<Vec<String>>,
    empty: HashSet<String>,
    particles: HashSet<String>,
    irregular: BTreeMap<String, String>,
}

impl Words {
    fn of(file: &str) -> Result<Self, toml::de::Error> {
        let File { groups: lists, empty, particles, irregular } = toml::from_str(file)?;
        let mut words = Words {
            irregular,
            groups: HashMap::new(),
            sizes: lists.iter().map(Vec::len).collect(),
            empty,
            particles,
        };
        for (at, list) in lists.iter().enumerate() {
            for word in list {
                let groups = words.groups.entry(words.stem(word)).or_default();
                if groups.last() != Some(&(at as u16)) {
                    groups.push(at as u16);
                }
            }
        }
        Ok(words)
    }

    /// The embedded English words.
    pub fn english() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        // The embedded file is part of the program; a test reads it, so failure here means a broken build.
        WORDS.get_or_init(|| {
            Words::of(include_str!("../../lexicon/en/kin.toml")).unwrap_or_else(|e| panic!("kin.toml: {e}"))
        })
    }

    /// The stem of a word in small letters, of its plain form where it is irregular.
    pub fn stem(&self, small: &str) -> String {
        stem(self.irregular.get(small).map_or(small, String::as_str))
    }

    /// The groups of a stem, rising.
    pub fn groups(&self, stem: &str) -> &[u16] {
        self.groups.get(stem).map_or(&[], Vec::as_slice)
    }

    /// Words in a group.
    pub fn size_of(&self, group: u16) -> usize {
        self.sizes.get(usize::from(group)).copied().unwrap_or(0)
    }

    /// Whether a word in small letters tells nothing of what its sentence is about.
    pub fn is_empty(&self, small: &str) -> bool {
        self.empty.contains(small)
    }

    /// Whether a word in small letters may follow a verb and belong to it.
    pub fn is_particle(&self, small: &str) -> bool {
        self.particles.contains(small)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_act_are_kin() {
        let words = Words::english();
        for (a, b, kin) in [
            ("bought", "acquisition", true),
            ("deaths", "dying", true),
            ("shot", "shooting", true),
            ("earthquakes", "tremor", true),
            ("earthquake", "wedding", false),
            ("arrested", "unheard", false),
        ] {
            let [a_groups, b_groups] = [a, b].map(|w| words.groups(&words.stem(w)));
            assert_eq!(a_groups.iter().any(|g| b_groups.contains(g)), kin, "{a} {b}");
        }
    }

    #[test]
    fn every_listed_word_is_one_word_in_small_letters() {
        let file: File = toml::from_str(include_str!("../../lexicon/en/kin.toml")).expect("well formed");
        let single = file.groups.iter().flatten().chain(&file.empty).chain(&file.particles);
        for word in single.chain(file.irregular.keys()).chain(file.irregular.values()) {
            assert!(!word.contains(' ') && word.to_lowercase() == *word, "{word:?}");
        }
    }
}
