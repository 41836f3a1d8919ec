//! Whether a text is English, by the share of common English words. Telling other languages apart is not needed as long
//! as there is no lexicon for them.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Texts below this length are taken for English: there is too little to judge by.
const SHORT_CHARS: usize = 200;
/// Running English has 35 to 50 of 100 words in the list; other languages stay below 10.
const ENGLISH_SHARE: f64 = 0.15;

#[derive(Deserialize)]
struct Lexicon {
    en: BTreeSet<String>,
}

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

/// Judges `texts`, the parts of one report that are read.
pub(crate) fn judge<'t>(texts: impl Iterator<Item = &'t str>) -> Judged {
    let (mut words, mut common, mut chars) = (0usize, 0usize, 0usize);
    for text in texts {
        chars += text.chars().count();
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
            words += 1;
            common += usize::from(LEXICON.en.contains(&word.to_lowercase()));
        }
    }
    let english_share = if words == 0 { 0.0 } else { common as f64 / words as f64 };
    let english = chars <= SHORT_CHARS || english_share >= ENGLISH_SHARE;
    Judged { code: if english { "en" } else { "und" }, english_share }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_told_from_other_languages() {
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
            (long("Le ministère a dit que six personnes sont mortes dans un incendie dans la nuit. "), "und"),
            (long("Министерство сообщило, что шесть человек погибли. "), "und"),
            ("该部表示六人在火灾中丧生。".repeat(20), "und"),
            ("Sechs Tote".to_string(), "en"),
        ] {
            assert_eq!(judge([text.as_str()].into_iter()).code, want, "{text}");
        }
    }
}
