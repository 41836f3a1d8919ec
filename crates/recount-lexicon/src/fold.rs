//! Folding: what two spellings have in common. `fold` removes case, marks and punctuation; `skeleton` and `name_key` go
//! further and remove what transliteration varies (vowels, doubled letters, articles), so that "Yousef al-Harbi" and "Yusuf
//! Al-Harby" share a key. A shared key is a reason to look, never by itself a reason to join.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without marks, every run of other signs than letters and digits as one space. Apostrophes vanish, so
/// "People's" and "People\u{2019}s" are `peoples`; dots between single letters vanish, so "U.N." is `un`.
pub fn fold(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut gap = false;
    for c in words.nfkd().filter(|c| !is_combining_mark(*c)) {
        if matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '`' | '.') {
            continue;
        }
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.extend(c.to_lowercase());
        } else {
            gap = true;
        }
    }
    out
}

/// Whether a phrase stands in folded words as whole words. The empty phrase stands nowhere.
pub fn has_words(folded: &str, phrase: &str) -> bool {
    let bytes = folded.as_bytes();
    let opens = |at: usize| at == 0 || bytes[at - 1] == b' ';
    let closes = |end: usize| end == bytes.len() || bytes[end] == b' ';
    !phrase.is_empty() && folded.match_indices(phrase).any(|(at, _)| opens(at) && closes(at + phrase.len()))
}

/// Particles of names that spellings add and drop: the list `outside_keys` of `lexicon/names/particles.toml`.
fn particles() -> &'static BTreeSet<String> {
    #[derive(Deserialize)]
    struct File {
        outside_keys: BTreeSet<String>,
    }
    static PARTICLES: OnceLock<BTreeSet<String>> = OnceLock::new();
    PARTICLES.get_or_init(|| {
        let file: File = toml::from_str(include_str!("../lexicon/names/particles.toml"))
            .expect("an embedded file is well formed");
        file.outside_keys
    })
}

/// The folded words of a name without particles and articles.
pub fn name_tokens(name: &str) -> Vec<String> {
    let particles = particles();
    name_words(name).into_iter().filter(|w| !particles.contains(w)).collect()
}

/// The folded words of a name, particles included.
pub fn name_words(name: &str) -> Vec<String> {
    fold(name).split(' ').filter(|w| !w.is_empty()).map(str::to_string).collect()
}

/// The consonants of one folded word, doubled letters once, letters that transliteration confuses made one
/// (q and k, ph and f, y and i). The first letter stays even when it is a vowel.
pub fn skeleton(word: &str) -> String {
    let word =
        word.replace("ph", "f").replace("kh", "k").replace("gh", "g").replace("dh", "d").replace("ou", "u");
    let mut out = String::new();
    for (i, c) in word.chars().enumerate() {
        let c = match c {
            'q' => 'k',
            'y' if i > 0 => 'i',
            'z' => 's',
            c => c,
        };
        let vowel = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'h' | 'w') && i > 0;
        if !vowel && !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// The skeletons of a name's words, in order, joined by spaces.
pub fn name_key(name: &str) -> String {
    name_tokens(name).iter().map(|w| skeleton(w)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_stands_as_whole_words_or_not_at_all() {
        for (folded, phrase, stands) in [
            ("more than 30", "more than", true),
            ("more than", "more than", true),
            ("no more than 30", "more", true),
            ("furthermore than", "more than", false),
            ("more thanks", "more than", false),
            ("", "more", false),
            ("more", "", false),
        ] {
            assert_eq!(has_words(folded, phrase), stands, "{phrase} in {folded}");
        }
    }

    #[test]
    fn folding_removes_what_is_only_style() {
        assert_eq!(fold("  U.N.\u{a0}High-Commissioner "), "un high commissioner");
        assert_eq!(fold("M\u{e9}decins Sans Fronti\u{e8}res"), "medecins sans frontieres");
        assert_eq!(fold("People\u{2019}s"), "peoples");
    }

    #[test]
    fn transliterations_share_a_key_and_other_names_do_not() {
        assert_eq!(name_key("Yousef al-Harbi"), name_key("Yusuf Al-Harby"));
        assert_eq!(name_key("Mojahedin"), name_key("Mujahideen"));
        assert_ne!(name_key("Abdullah Karim"), name_key("Abdullah Rahim"));
    }
}
