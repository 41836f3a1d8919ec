//! The words of `lexicon/en/incidents.toml`, which says what each list is.

use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

/// What a word tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Harm {
    Killed,
    Injured,
    /// An attack, whatever came of it.
    Attacked,
}

/// The lists, and the names of organizations by their first word, the longest first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    killed: HashSet<String>,
    injured: HashSet<String>,
    attacked: HashSet<String>,
    pub prepositions: HashSet<String>,
    pub small: HashSet<String>,
    pub joints: HashSet<String>,
    pub verbs: HashSet<String>,
    pub passive: HashSet<String>,
    pub determiners: HashSet<String>,
    pub one: HashSet<String>,
    pub vague: HashSet<String>,
    plural: HashSet<String>,
    plural_endings: Vec<String>,
    other_endings: Vec<String>,
    plural_endings_of_people: Vec<String>,
    pub fillers: HashSet<String>,
    pub times: HashSet<String>,
    pub cues: HashSet<String>,
    pub actors: HashSet<String>,
    pub bodies: HashSet<String>,
    forces: Vec<String>,
    pub opening: HashSet<String>,
    organizations: BTreeMap<String, Vec<String>>,
    #[serde(skip)]
    names: HashMap<String, Vec<Name>>,
}

/// One name of an organization.
pub(super) struct Name {
    pub words: Vec<String>,
    /// What the organization is called by.
    pub called: String,
    /// Whether it is a name of its own, not that of a kind of force.
    pub own: bool,
}

impl Words {
    /// The embedded English lists.
    pub fn english() -> &'static Words {
        static ENGLISH: OnceLock<Words> = OnceLock::new();
        ENGLISH.get_or_init(|| {
            let text = include_str!("../../lexicon/en/incidents.toml");
            // The embedded file is part of the program; a test reads it, so failure here means a broken build.
            let mut words: Words = toml::from_str(text).unwrap_or_else(|e| panic!("embedded lexicon: {e}"));
            words.list_names();
            words
        })
    }

    fn list_names(&mut self) {
        let own = self
            .organizations
            .iter()
            .flat_map(|(called, names)| names.iter().map(move |n| (n, called, true)));
        let all = own.chain(self.forces.iter().map(|n| (n, n, false)));
        for (name, called, own) in all {
            let words: Vec<String> = name.split(' ').map(String::from).collect();
            let first = words.first().cloned().unwrap_or_default();
            self.names.entry(first).or_default().push(Name { words, called: called.clone(), own });
        }
        self.names.values_mut().for_each(|names| names.sort_by_key(|n| std::cmp::Reverse(n.words.len())));
    }

    /// What a word tells of.
    pub fn harm(&self, word: &str) -> Option<Harm> {
        if self.attacked.contains(word) {
            Some(Harm::Attacked)
        } else if self.killed.contains(word) {
            Some(Harm::Killed)
        } else {
            self.injured.contains(word).then_some(Harm::Injured)
        }
    }

    /// Whether a noun is, or looks like, a plural.
    pub fn is_plural(&self, noun: &str) -> bool {
        let ends = |endings: &[String]| endings.iter().any(|e| noun.ends_with(e.as_str()));
        self.plural.contains(noun)
            || ends(&self.plural_endings_of_people)
            || (ends(&self.plural_endings) && !ends(&self.other_endings))
    }

    /// The longest name of an organization that begins with the first of `words`.
    pub fn organization(&self, words: &[String]) -> Option<&Name> {
        let names = self.names.get(words.first()?)?;
        names.iter().find(|n| words.starts_with(&n.words))
    }

    /// Every name of the organization that is called so.
    pub fn names(&self, called: &str) -> Vec<String> {
        let known = self.organizations.get(called).into_iter().flatten();
        std::iter::once(called.to_string()).chain(known.cloned()).collect()
    }

    /// Whether a word is one of the frame of a sentence: a preposition, a joint, a pronoun, a helping verb, a verb listed.
    pub fn is_frame(&self, word: &str) -> bool {
        self.prepositions.contains(word)
            || self.small.contains(word)
            || self.joints.contains(word)
            || self.verbs.contains(word)
            || word == ","
    }

    /// Whether a word never stands in a noun phrase.
    pub fn ends_phrase(&self, word: &str) -> bool {
        self.is_frame(word) || self.harm(word).is_some() || !word.chars().any(char::is_alphanumeric)
    }
}
