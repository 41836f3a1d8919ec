//! The languages that have a lexicon, each with its files: the one place that lists them.
//!
//! To add a language: a folder `lexicon/CODE/` with the files named here, each in the form its English sister's header describes, and the code in
//! the list at the end of this file. Its words of reading are a folder of `recount-read`.

use crate::{Calendar, SharedLexicon};
use std::sync::OnceLock;

/// The texts of a language's files.
#[derive(Debug)]
pub(crate) struct Files {
    pub countries: &'static str,
    pub bodies: &'static str,
    pub titles: &'static str,
    pub offices: &'static str,
    pub populations: &'static str,
    pub people: &'static str,
    pub calendar: &'static str,
    pub abbreviations: &'static str,
}

/// A language with its embedded files, read when they are first asked for.
#[derive(Debug)]
pub(crate) struct Language {
    /// ISO 639-1.
    code: &'static str,
    files: Files,
    shared: OnceLock<SharedLexicon>,
}

impl Language {
    /// The language with an ISO 639-1 code.
    pub fn of(code: &str) -> Option<&'static Language> {
        LANGUAGES.iter().find(|l| l.code == code)
    }

    /// Its lexicon.
    pub fn shared(&'static self) -> &'static SharedLexicon {
        // The embedded files are part of the program; a test reads them, so failure here means a broken build.
        self.shared.get_or_init(|| {
            SharedLexicon::from_files(&self.files)
                .unwrap_or_else(|e| panic!("embedded lexicon {}: {e}", self.code))
        })
    }
}

/// The codes of the languages that have a lexicon, ISO 639-1, English first.
pub fn languages() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().map(|l| l.code)
}

impl SharedLexicon {
    /// The embedded lexicon of a language, by its ISO 639-1 code; `None` for a language without one.
    pub fn of(language: &str) -> Option<&'static SharedLexicon> {
        Language::of(language).map(Language::shared)
    }

    /// The embedded English lexicon.
    pub fn english() -> &'static SharedLexicon {
        LANGUAGES[0].shared()
    }
}

impl Calendar {
    /// The embedded calendar of a language, by its ISO 639-1 code; `None` for a language without one.
    pub fn of(language: &str) -> Option<&'static Calendar> {
        SharedLexicon::of(language).map(|l| &l.calendar)
    }

    /// The embedded English calendar.
    pub fn english() -> &'static Calendar {
        &SharedLexicon::english().calendar
    }
}

macro_rules! languages {
    ($($code:literal),+ $(,)?) => {
        static LANGUAGES: [Language; [$($code),+].len()] = [$(Language {
            code: $code,
            files: Files {
                countries: include_str!(concat!("../lexicon/", $code, "/countries.toml")),
                bodies: include_str!(concat!("../lexicon/", $code, "/bodies.toml")),
                titles: include_str!(concat!("../lexicon/", $code, "/titles.toml")),
                offices: include_str!(concat!("../lexicon/", $code, "/offices.toml")),
                populations: include_str!(concat!("../lexicon/", $code, "/populations.toml")),
                people: include_str!(concat!("../lexicon/", $code, "/people.toml")),
                calendar: include_str!(concat!("../lexicon/", $code, "/calendar.toml")),
                abbreviations: include_str!(concat!("../lexicon/", $code, "/abbreviations.toml")),
            },
            shared: OnceLock::new(),
        }),+];
    };
}

// English stands first: it is the language of texts too short to judge.
languages!["en", "fr"];

/// Whether a folded word is one for people without a name of their own, in any language: "witnesses", "temoins". Voices of a dossier come from
/// reports of several languages, and a voice does not say of which it is.
pub fn is_people(word: &str) -> bool {
    languages().filter_map(SharedLexicon::of).any(|lexicon| lexicon.is_people(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_every_language_read() {
        for code in languages() {
            let lexicon = SharedLexicon::of(code).expect("a language of the list");
            assert!(!lexicon.countries.is_empty() && !lexicon.bodies.is_empty(), "{code}");
            assert_eq!(lexicon.calendar.months().map(|(_, n)| n).max(), Some(12), "{code}");
        }
        assert!(SharedLexicon::of("xx").is_none() && Calendar::of("").is_none());
    }

    #[test]
    fn languages_share_the_names_of_the_account_and_the_keys_of_populations() {
        let english = SharedLexicon::english();
        for lexicon in languages().filter_map(SharedLexicon::of) {
            for body in lexicon.bodies.iter().filter(|b| english.body(&b.name).is_some()) {
                assert_eq!(english.body(&body.name).map(|b| b.kind), Some(body.kind), "{}", body.name);
            }
            assert_eq!(
                lexicon.populations.within("soldiers", "people"),
                english.populations.within("soldiers", "people")
            );
        }
        let french = SharedLexicon::of("fr").expect("French");
        assert!(is_people("witnesses") && is_people("temoins") && !is_people("ministry"));
        assert_eq!(french.country("irakiennes").map(|c| c.name.as_str()), Some("Iraq"));
        assert_eq!(french.body("ONU").map(|b| b.name.as_str()), Some("United Nations"));
        assert_eq!(french.calendar.month("Févr."), Some(2));
        assert_eq!(french.populations.key("des femmes et des enfants"), "women");
    }
}
