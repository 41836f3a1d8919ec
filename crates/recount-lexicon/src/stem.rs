//! Stems: what the inflected forms of a word have in common, by the Snowball stemmer of English (Porter,
//! <https://snowballstem.org/algorithms/english/stemmer.html>). A stem is a key and no word.

use rust_stemmers::{Algorithm, Stemmer};

/// Longer words are no words of a language.
const LONGEST_BYTES: usize = 48;

/// The stem of an English word in small letters. What is no word, or very long, is its own stem.
///
/// ```
/// assert_eq!(recount_lexicon::stem("bombings"), recount_lexicon::stem("bombed"));
/// ```
pub fn stem(small: &str) -> String {
    if small.len() > LONGEST_BYTES || !small.bytes().all(|b| b.is_ascii_alphabetic() || b == b'\'') {
        return small.to_string();
    }
    Stemmer::create(Algorithm::English).stem(small).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (a, b, same) in [
            ("attacks", "attacked", true),
            ("announcement", "announced", true),
            ("dies", "died", true),
            ("killing", "killed", true),
            ("police", "policy", false),
            ("12", "12", true),
            ("", "", true),
        ] {
            assert_eq!(stem(a) == stem(b), same, "{a} {b}");
        }
        let long = "a".repeat(1_000_000);
        assert_eq!(stem(&long), long);
    }
}
