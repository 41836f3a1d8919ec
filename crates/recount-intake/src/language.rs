//! In which language a text is written, by the share of each language's common words. Only languages with a lexicon are told: a
//! text in any other is of a language that nobody here can read.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Texts below this length are taken for English: there is too little to judge by.
const SHORT_CHARS: usize = 200;
/// Running text has 20 to 50 of 100 words in the list of its language; other languages stay below 10.
const LEAST_SHARE: f64 = 0.15;

/// The language a text is taken for where nothing else is known.
const ENGLISH: &str = "en";
/// The code of a language without a lexicon.
const UNDETERMINED: &str = "und";

/// Common words by language.
#[derive(Deserialize)]
struct Lexicon(BTreeMap<String, BTreeSet<String>>);

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    toml::from_str(include_str!("../lexicon/languages.toml")).expect("the embedded lexicon is valid")
});

/// A language with what it was judged by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Judged {
    /// ISO 639-1 code, or `und` for a language without a lexicon.
    pub code: &'static str,
    /// Share of words that are common English words, 0 to 1.
    pub english_share: f64,
}

/// Judges `texts`, the parts of one report that are read: the language whose common words have the largest share, English before
/// another with the same.
pub(crate) fn judge<'t>(texts: impl Iterator<Item = &'t str>) -> Judged {
    let languages: Vec<(&'static str, &'static BTreeSet<String>)> =
        recount_lexicon::languages().filter_map(|code| Some((code, LEXICON.0.get(code)?))).collect();
    let mut common = vec![0usize; languages.len()];
    let (mut words, mut chars) = (0usize, 0usize);
    for text in texts {
        chars += text.chars().count();
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
            words += 1;
            let word = word.to_lowercase();
            for (count, (_, list)) in common.iter_mut().zip(&languages) {
                *count += usize::from(list.contains(&word));
            }
        }
    }
    let share = |count: usize| if words == 0 { 0.0 } else { count as f64 / words as f64 };
    let (mut code, mut best, mut english_share) = (UNDETERMINED, LEAST_SHARE, 0.0);
    for (&(language, _), &count) in languages.iter().zip(&common) {
        let share = share(count);
        if share > best || (code == UNDETERMINED && share >= best) {
            (code, best) = (language, share);
        }
        if language == ENGLISH {
            english_share = share;
        }
    }
    Judged { code: if chars <= SHORT_CHARS { ENGLISH } else { code }, english_share }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_languages_of_the_lexicon_are_told_from_others() {
        let long = |s: &str| s.repeat(8);
        for (text, want) in [
            (
                long(
                    "The ministry said that six people had died in the fire and that it would look into the cause. ",
                ),
                "en",
            ),
            (long("Das Ministerium teilte mit, dass bei dem Brand sechs Menschen ums Leben kamen. "), "und"),
            (
                long("El ministerio dijo que seis personas murieron en el incendio y que no hay detenidos. "),
                "und",
            ),
            (long("Le ministère a dit que six personnes sont mortes dans un incendie dans la nuit. "), "fr"),
            (long("Según la policía, las seis personas que vivían en la casa murieron por el humo. "), "und"),
            (
                long("Secondo la polizia le sei persone che vivevano nella casa sono morte per il fumo. "),
                "und",
            ),
            (
                long("Segundo a polícia, as seis pessoas que viviam na casa morreram por causa do fumo. "),
                "und",
            ),
            (long("Министерство сообщило, что шесть человек погибли. "), "und"),
            ("该部表示六人在火灾中丧生。".repeat(20), "und"),
            ("Sechs Tote".to_string(), "en"),
        ] {
            assert_eq!(judge([text.as_str()].into_iter()).code, want, "{text}");
        }
    }

    #[test]
    fn every_language_with_a_lexicon_has_common_words() {
        for code in recount_lexicon::languages() {
            assert!(LEXICON.0.contains_key(code), "{code}");
        }
    }
}
