//! The words that comparing names needs, read from `lexicon/names/*.toml`.

use super::parts::latin;
use crate::LexiconError;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

#[derive(Deserialize)]
struct LegalFormsFile {
    form: Vec<LegalForm>,
}

#[derive(Deserialize)]
struct LegalForm {
    key: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct GenericWordsFile {
    generic: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct GivenNamesFile {
    spellings: Vec<Vec<String>>,
    short_forms: Vec<Vec<String>>,
    common: BTreeSet<String>,
    other: Vec<String>,
}

#[derive(Deserialize)]
struct ParticlesFile {
    particles: BTreeSet<String>,
    son_of: BTreeSet<String>,
    servant: BTreeSet<String>,
    servant_prefix: Vec<String>,
    small_words: BTreeSet<String>,
    titles: BTreeSet<String>,
    suffixes: BTreeSet<String>,
    vessels: BTreeSet<String>,
    hyphen_prefixes: BTreeSet<String>,
    numbers: BTreeMap<String, u64>,
    lookalikes: BTreeMap<char, char>,
}

/// Words of names, of all languages together: a name does not say which language it is of.
#[derive(Debug, Clone)]
pub struct NameWords {
    /// Key of each legal form under its words.
    pub(super) legal_forms: BTreeMap<Vec<String>, String>,
    /// Place of its entry under each generic word.
    pub(super) generic: BTreeMap<String, usize>,
    spellings: BTreeMap<String, Vec<usize>>,
    short_forms: BTreeMap<String, Vec<usize>>,
    /// Every given name of the lists, and those that stand in no other list.
    given: BTreeSet<String>,
    /// The spellings, by the entries of `spellings`.
    entries: Vec<Vec<String>>,
    pub(super) common: BTreeSet<String>,
    pub(super) particles: BTreeSet<String>,
    pub(super) son_of: BTreeSet<String>,
    pub(super) servant: BTreeSet<String>,
    pub(super) servant_prefix: Vec<String>,
    pub(super) small_words: BTreeSet<String>,
    pub(super) titles: BTreeSet<String>,
    pub(super) suffixes: BTreeSet<String>,
    pub(super) vessels: BTreeSet<String>,
    pub(super) hyphen_prefixes: BTreeSet<String>,
    pub(super) numbers: BTreeMap<String, u64>,
    pub(super) lookalikes: BTreeMap<char, char>,
    /// Name of the country under its folded name, other names and demonyms of one word.
    pub(super) countries: BTreeMap<String, String>,
}

/// The embedded files, in the order of [`NameWords::from_toml`].
const EMBEDDED: [&str; 4] = [
    include_str!("../../lexicon/names/legal_forms.toml"),
    include_str!("../../lexicon/names/generic_words.toml"),
    include_str!("../../lexicon/names/given_names.toml"),
    include_str!("../../lexicon/names/particles.toml"),
];

impl NameWords {
    /// The words that the program carries, with the titles and countries of the English lexicon.
    pub fn embedded() -> &'static NameWords {
        static WORDS: OnceLock<NameWords> = OnceLock::new();
        // The embedded files are part of the program; a test reads them, so failure here means a broken build.
        WORDS.get_or_init(|| {
            NameWords::from_toml(EMBEDDED).unwrap_or_else(|e| panic!("embedded lexicon: {e}"))
        })
    }

    /// Reads the texts of legal forms, generic words, given names and particles.
    ///
    /// # Errors
    /// Names the file that is not of the form its header describes.
    pub fn from_toml(files: [&str; 4]) -> Result<Self, LexiconError> {
        let [forms, generic, given, particles] = files;
        let forms: LegalFormsFile = parse("legal_forms.toml", forms)?;
        let generic: GenericWordsFile = parse("generic_words.toml", generic)?;
        let given: GivenNamesFile = parse("given_names.toml", given)?;
        let mut particles: ParticlesFile = parse("particles.toml", particles)?;
        let shared = crate::SharedLexicon::english();
        let english = [&shared.titles.honorifics, &shared.titles.ranks, &shared.titles.offices];
        particles.titles.extend(english.into_iter().flatten().map(|t| latin(t).join(" ")));
        let mut countries = BTreeMap::new();
        for country in &shared.countries {
            for name in std::iter::once(&country.name).chain(&country.also).chain(&country.demonyms) {
                if let [word] = latin(name).as_slice() {
                    countries.entry(word.clone()).or_insert_with(|| country.name.clone());
                }
            }
        }
        let mut legal_forms = BTreeMap::new();
        for form in forms.form {
            for words in &form.words {
                legal_forms.entry(latin(words)).or_insert_with(|| form.key.clone());
            }
        }
        let lists = given.spellings.iter().chain(&given.short_forms).flatten().chain(&given.other);
        let known = lists.map(|name| latin(name).concat()).collect();
        Ok(NameWords {
            given: known,
            legal_forms,
            generic: entries(&generic.generic).into_iter().map(|(w, places)| (w, places[0])).collect(),
            spellings: entries(&given.spellings),
            entries: given.spellings,
            short_forms: entries(&given.short_forms),
            common: given.common,
            particles: particles.particles,
            son_of: particles.son_of,
            servant: particles.servant,
            servant_prefix: particles.servant_prefix,
            small_words: particles.small_words,
            titles: particles.titles,
            suffixes: particles.suffixes,
            vessels: particles.vessels,
            hyphen_prefixes: particles.hyphen_prefixes,
            numbers: particles.numbers,
            lookalikes: particles.lookalikes,
            countries,
        })
    }

    /// Whether the two are spellings of one given name.
    pub(super) fn are_spellings(&self, a: &str, b: &str) -> bool {
        share(&self.spellings, a, b)
    }

    /// The spellings of a given name, itself among them; none for a word that is in no entry.
    pub(super) fn spellings_of(&self, name: &str) -> impl Iterator<Item = &str> {
        let places = self.spellings.get(name).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|&i| self.entries.get(i)).flatten().map(String::as_str)
    }

    /// Whether the two are given names that are known to be two, however alike: "Hassan" and "Hussein", "Peter" and "Petra".
    pub(super) fn are_two_names(&self, a: &str, b: &str) -> bool {
        let known = self.given.contains(a) && self.given.contains(b);
        known && !self.are_spellings(a, b) && !self.are_short_forms(a, b)
    }

    /// Whether the two are a given name and its short form, or two short forms of one.
    pub(super) fn are_short_forms(&self, a: &str, b: &str) -> bool {
        share(&self.short_forms, a, b)
    }
}

fn share(index: &BTreeMap<String, Vec<usize>>, a: &str, b: &str) -> bool {
    index.get(a).zip(index.get(b)).is_some_and(|(a, b)| a.iter().any(|entry| b.contains(entry)))
}

fn entries(lists: &[Vec<String>]) -> BTreeMap<String, Vec<usize>> {
    let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, list) in lists.iter().enumerate() {
        for word in list {
            index.entry(latin(word).concat()).or_default().push(i);
        }
    }
    index
}

fn parse<T: for<'de> Deserialize<'de>>(file: &str, text: &str) -> Result<T, LexiconError> {
    toml::from_str(text).map_err(|e| LexiconError::form(file, e))
}
