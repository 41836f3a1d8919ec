//! Countries, bodies, titles and offices: the shared lexicon of one language.

use crate::fold;
use crate::language::Files;
use crate::{Abbreviations, Calendar, LexiconError, Populations};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// A country or territory.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Country {
    /// The name used in the account.
    pub name: String,
    /// Adjectives and words for its people.
    #[serde(default)]
    pub demonyms: Vec<String>,
    /// Seats of government, whose names may stand for the government.
    #[serde(default)]
    pub capitals: Vec<String>,
    /// Other names.
    #[serde(default)]
    pub also: Vec<String>,
    /// Whether a governor heads it, as heads a territory that is no state of its own.
    #[serde(default)]
    pub territory: bool,
}

/// What sort of body it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BodyKind {
    /// A news agency.
    Agency,
    /// A newspaper or broadcaster.
    Outlet,
    /// Part of the United Nations.
    Un,
    /// An organisation that is no state's.
    Ngo,
    /// A government or part of one.
    Government,
    /// An armed force.
    Force,
    /// A court.
    Court,
    /// A union of states.
    Alliance,
}

/// A body known the world over.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Body {
    /// The name used in the account.
    pub name: String,
    /// Every other way it is written.
    #[serde(default)]
    pub also: Vec<String>,
    /// What sort of body it is.
    pub kind: BodyKind,
}

/// Words before and after a person's name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Titles {
    /// Mr, Dr, Sheikh.
    pub honorifics: BTreeSet<String>,
    /// Gen., Colonel.
    pub ranks: BTreeSet<String>,
    /// Offices written as titles: President, Ambassador.
    pub offices: BTreeSet<String>,
}

impl Titles {
    /// Whether the word is an honorific, a rank or an office written as a title.
    pub fn has(&self, word: &str) -> bool {
        [&self.honorifics, &self.ranks, &self.offices].iter().any(|list| list.contains(word))
    }
}

/// A phrase whose body is fixed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Office {
    /// The phrases.
    pub words: Vec<String>,
    /// The body; `{country}` stands for the country named with the phrase, `{territory}` for a territory named with it.
    pub body: String,
}

/// Roles and offices.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Offices {
    /// Head words of roles.
    pub roles: Vec<String>,
    /// Head words of roles that speak for the body named beside them.
    pub speaking: Vec<String>,
    /// Phrases whose body is fixed.
    pub office: Vec<Office>,
}

/// The shared lexicon of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedLexicon {
    /// Countries and territories.
    pub countries: Vec<Country>,
    /// Bodies known the world over.
    pub bodies: Vec<Body>,
    /// Place of each body under each way of writing it.
    by_name: BTreeMap<String, usize>,
    /// Place of each country under its name, other names and demonyms.
    by_country: BTreeMap<String, usize>,
    /// Demonyms that are not also a name of their country.
    demonyms: BTreeSet<String>,
    /// Place of each country under its folded seats of government.
    by_capital: BTreeMap<String, usize>,
    /// Words before a name.
    pub titles: Titles,
    /// Roles and offices.
    pub offices: Offices,
    /// The tree of populations.
    pub populations: Populations,
    /// Words for people without a name of their own.
    people: BTreeSet<String>,
    /// Names of months, days of the week, seasons and feasts.
    pub calendar: Calendar,
    /// Short words that a full stop belongs to.
    pub abbreviations: Abbreviations,
}

#[derive(Deserialize)]
struct CountriesFile {
    country: Vec<Country>,
}

#[derive(Deserialize)]
struct PeopleFile {
    people: BTreeSet<String>,
}

#[derive(Deserialize)]
struct BodiesFile {
    body: Vec<Body>,
}

impl SharedLexicon {
    /// Reads the files of a language.
    ///
    /// # Errors
    /// Names the file that is not of the form its header describes.
    pub(crate) fn from_files(files: &Files) -> Result<Self, LexiconError> {
        let countries = parse::<CountriesFile>("countries.toml", files.countries)?.country;
        let bodies = parse::<BodiesFile>("bodies.toml", files.bodies)?.body;
        Ok(SharedLexicon {
            by_name: places(&bodies, |b| std::iter::once(&b.name).chain(&b.also).cloned().collect()),
            by_country: places(&countries, |c| {
                std::iter::once(&c.name).chain(&c.also).chain(&c.demonyms).cloned().collect()
            }),
            demonyms: countries
                .iter()
                .flat_map(|c| c.demonyms.iter().filter(|d| !c.also.contains(d)))
                .cloned()
                .collect(),
            by_capital: places(&countries, |c| c.capitals.iter().map(|name| fold(name)).collect()),
            countries,
            bodies,
            titles: parse("titles.toml", files.titles)?,
            offices: parse("offices.toml", files.offices)?,
            populations: Populations::from_toml("populations.toml", files.populations)?,
            people: parse::<PeopleFile>("people.toml", files.people)?
                .people
                .iter()
                .map(|w| fold(w))
                .collect(),
            calendar: Calendar::from_toml(files.calendar)?,
            abbreviations: parse("abbreviations.toml", files.abbreviations)?,
        })
    }

    /// Whether a folded word is one of the language's for people without a name of their own: "witnesses".
    pub(crate) fn is_people(&self, word: &str) -> bool {
        self.people.contains(word)
    }

    /// The body with this name or other way of writing it, letter case as listed.
    pub fn body(&self, name: &str) -> Option<&Body> {
        self.by_name.get(name).and_then(|&i| self.bodies.get(i))
    }

    /// The country with this name, other name or demonym.
    pub fn country(&self, word: &str) -> Option<&Country> {
        self.by_country.get(word).and_then(|&i| self.countries.get(i))
    }

    /// Whether the word is a demonym ("Iraqi") and not, in the same form, a name of the country too.
    pub fn is_demonym(&self, word: &str) -> bool {
        self.demonyms.contains(word)
    }

    /// The country whose seat of government has this name, in any case.
    pub fn country_of_capital(&self, word: &str) -> Option<&Country> {
        self.by_capital.get(&fold(word)).and_then(|&i| self.countries.get(i))
    }
}

fn parse<T: for<'de> Deserialize<'de>>(file: &str, text: &str) -> Result<T, LexiconError> {
    toml::from_str(text).map_err(|e| LexiconError::form(file, e))
}

/// The place of each entry under each of its names; the first entry has a name that two share.
fn places<T>(entries: &[T], names: impl Fn(&T) -> Vec<String>) -> BTreeMap<String, usize> {
    let mut places = BTreeMap::new();
    for (i, entry) in entries.iter().enumerate() {
        names(entry).into_iter().for_each(|name| {
            places.entry(name).or_insert(i);
        });
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_lexicon_reads() {
        let lexicon = SharedLexicon::english();
        assert_eq!(lexicon.country("Iraqi").map(|c| c.name.as_str()), Some("Iraq"));
        assert_eq!(lexicon.country("Iraq").map(|c| c.name.as_str()), Some("Iraq"));
        assert!(lexicon.country("Iraqi forces").is_none());
        assert!(lexicon.is_demonym("Iraqi") && !lexicon.is_demonym("Iraq"));
        assert_eq!(lexicon.country_of_capital("Tehran").map(|c| c.name.as_str()), Some("Iran"));
        assert_eq!(lexicon.country_of_capital("tehran").map(|c| c.name.as_str()), Some("Iran"));
        assert_eq!(lexicon.body("UN refugee agency").map(|b| b.name.as_str()), Some("UNHCR"));
        assert!(lexicon.titles.has("Gen."));
    }
}
