//! Words as full-text search compares them, each with its place in the text as it stands. Folding for search keeps more
//! than [`fold`](crate::fold) does, which is made for names: marks are taken off letters of scripts that are also written
//! without them (Latin, Greek, Cyrillic, Arabic, Hebrew) and stay where they are vowels (Devanagari); forms of one Arabic letter become one;
//! scripts that put no spaces between words give a word for each character, so that phrases of them can be found.
//!
//! A text and a query folded by the same function meet; nothing else is promised of the folded form.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word of a text, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchWord {
    /// Where it stands in the text, in bytes, marks included.
    pub span: Range<usize>,
    /// Its letters and digits, folded.
    pub folded: String,
}

/// Longer words are cut: nobody searches for them, and an index must not drown in them.
const WORD_LIMIT_CHARS: usize = 64;

/// Folded words of a text, separated by single spaces: what an index takes in.
pub fn search_fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for_each_word(text, |_, word| {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    });
    out
}

/// The words of a text in order, each with its place.
pub fn search_words(text: &str) -> Vec<SearchWord> {
    let mut out = Vec::new();
    for_each_word(text, |span, word| out.push(SearchWord { span, folded: word.to_string() }));
    out
}

/// Calls `each` with place and folded form of every word, in order.
pub fn for_each_word(text: &str, mut each: impl FnMut(Range<usize>, &str)) {
    let mut word = Word::default();
    let mut skip_dot_at = usize::MAX;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                word.push(c.to_ascii_lowercase(), at, end, &mut each);
            } else if c == '.' && word.chars > 0 && joins_letters(text, &word, at, skip_dot_at) {
                skip_dot_at = at;
            } else {
                word.finish(&mut each);
            }
            continue;
        }
        if is_hangul(c) {
            word.push(c, at, end, &mut each);
            continue;
        }
        for c in std::iter::once(c).nfkd() {
            match folded(c) {
                Folded::Nothing => word.extend(end),
                Folded::One(c) => word.push(c, at, end, &mut each),
                Folded::Two(a, b) => {
                    word.push(a, at, end, &mut each);
                    word.push(b, at, end, &mut each);
                }
                Folded::Alone(c) => {
                    word.finish(&mut each);
                    word.push(c, at, end, &mut each);
                    word.alone = true;
                }
                Folded::Gap => word.finish(&mut each),
            }
        }
    }
    word.finish(&mut each);
}

/// The word that is being gathered.
#[derive(Default)]
struct Word {
    folded: String,
    chars: usize,
    start: usize,
    end: usize,
    /// It is a character of a script without spaces; only marks may follow.
    alone: bool,
}

impl Word {
    fn push(&mut self, c: char, start: usize, end: usize, each: &mut impl FnMut(Range<usize>, &str)) {
        if self.chars >= WORD_LIMIT_CHARS || self.alone && !is_combining_mark(c) {
            self.finish(each);
        }
        if self.chars == 0 {
            self.start = start;
        }
        self.folded.push(c);
        self.chars += 1;
        self.end = end;
    }

    /// A mark that is not compared belongs to the word before it.
    fn extend(&mut self, end: usize) {
        if self.chars > 0 {
            self.end = end;
        }
    }

    fn finish(&mut self, each: &mut impl FnMut(Range<usize>, &str)) {
        if self.chars > 0 {
            each(self.start..self.end, &self.folded);
            self.folded.clear();
            self.chars = 0;
        }
        self.alone = false;
    }
}

/// Whether the dot at `at` stands between single letters, as in "U.N.", which is one word.
fn joins_letters(text: &str, word: &Word, at: usize, last_dot: usize) -> bool {
    let first = word.chars == 1 && word.end == at;
    let later = last_dot != usize::MAX && last_dot > word.start && word.end == at && {
        let between = &text[last_dot + 1..at];
        between.chars().count() == 1
    };
    let mut after = text[at + 1..].chars();
    let next_is_single = after.next().is_some_and(char::is_alphabetic)
        && !after.next().is_some_and(|c| c.is_alphanumeric() || is_combining_mark(c));
    let letters = word.folded.chars().all(char::is_alphabetic);
    letters && (first || later) && next_is_single
}

enum Folded {
    /// A mark or a filler that is not compared.
    Nothing,
    One(char),
    Two(char, char),
    /// A character that is a word.
    Alone(char),
    /// No part of a word.
    Gap,
}

/// One character of a compatibility decomposition.
fn folded(c: char) -> Folded {
    if c.is_ascii_alphanumeric() {
        return Folded::One(c.to_ascii_lowercase());
    }
    match c {
        // Soft hyphen, tatweel, direction marks, joiner, byte order mark.
        '\u{ad}' | '\u{640}' | '\u{200d}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
            Folded::Nothing
        }
        '\u{300}'..='\u{36f}' // Latin, Greek, Cyrillic
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' // Hebrew points
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}'
        | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}' // Arabic harakat
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}' => {
            Folded::Nothing
        }
        '\u{671}'..='\u{673}' => Folded::One('\u{627}'), // alef with wasla or wavy hamza
        '\u{649}' | '\u{6cc}' | '\u{6d2}' => Folded::One('\u{64a}'), // alef maqsura, Persian and Urdu yeh
        '\u{629}' | '\u{6c1}' | '\u{6be}' | '\u{6d5}' | '\u{6c3}' => Folded::One('\u{647}'), // teh marbuta, other forms of heh
        '\u{6a9}' | '\u{6aa}' => Folded::One('\u{643}'), // Persian kaf
        '\u{660}'..='\u{669}' => digit(c, 0x660),
        '\u{6f0}'..='\u{6f9}' => digit(c, 0x6f0),
        'ß' | 'ẞ' => Folded::Two('s', 's'),
        'æ' | 'Æ' => Folded::Two('a', 'e'),
        'œ' | 'Œ' => Folded::Two('o', 'e'),
        'þ' | 'Þ' => Folded::Two('t', 'h'),
        'ø' | 'Ø' => Folded::One('o'),
        'ł' | 'Ł' => Folded::One('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => Folded::One('d'),
        'ħ' | 'Ħ' => Folded::One('h'),
        'ı' => Folded::One('i'),
        'ς' => Folded::One('σ'),
        c if is_combining_mark(c) => Folded::One(c),
        c if stands_alone(c) => Folded::Alone(c),
        c if c.is_alphanumeric() => {
            let mut small = c.to_lowercase();
            match (small.next(), small.next()) {
                (Some(a), None) => Folded::One(a),
                (Some(a), Some(b)) => Folded::Two(a, b),
                (None, _) => Folded::Nothing,
            }
        }
        _ => Folded::Gap,
    }
}

fn digit(c: char, zero: u32) -> Folded {
    Folded::One(char::from(b'0' + (c as u32 - zero) as u8))
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Letters of scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, kana, Han.
fn stands_alone(c: char) -> bool {
    let of_script = matches!(c,
        '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3041}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    of_script && c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_meet_however_they_are_spelled() {
        for (text, folded) in [
            ("The Quay-side fire, 1.5 km", "the quay side fire 1 5 km"),
            ("Médecins d\u{2019}Été", "medecins d ete"),
            ("Me\u{301}decins", "medecins"),
            ("the U.N. and the E.U. A. Stone", "the un and the eu a stone"),
            ("v1.2.3 e.g. i.e.", "v1 2 3 eg ie"),
            (
                "\u{391}\u{3b8}\u{3ae}\u{3bd}\u{3b1} \u{3bb}\u{3cc}\u{3b3}\u{3bf}\u{3c2}",
                "\u{3b1}\u{3b8}\u{3b7}\u{3bd}\u{3b1} \u{3bb}\u{3bf}\u{3b3}\u{3bf}\u{3c3}",
            ),
            ("\u{401}\u{43b}\u{43a}\u{430}", "\u{435}\u{43b}\u{43a}\u{430}"),
            // Alef with hamza and madda, harakat, tatweel, teh marbuta, alef maqsura.
            ("\u{623}\u{62d}\u{645}\u{62f}", "\u{627}\u{62d}\u{645}\u{62f}"),
            ("\u{622}\u{628}", "\u{627}\u{628}"),
            (
                "\u{645}\u{64f}\u{62f}\u{64e}\u{631}\u{64e}\u{651}\u{633}\u{629}",
                "\u{645}\u{62f}\u{631}\u{633}\u{647}",
            ),
            ("\u{645}\u{640}\u{640}\u{62f}\u{649}", "\u{645}\u{62f}\u{64a}"),
            ("\u{fefb}", "\u{644}\u{627}"),
            ("\u{661}\u{669}\u{6f5}", "195"),
            ("Straße Łódź Ærø", "strasse lodz aero"),
            ("İstanbul ISTANBUL", "istanbul istanbul"),
            ("\u{6771}\u{4eac}2020", "\u{6771} \u{4eac} 2020"),
            ("so\u{ad}lar", "solar"),
            ("", ""),
            ("... --- !!!", ""),
        ] {
            assert_eq!(search_fold(text), folded, "{text}");
        }
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "In Me\u{301}xico, the U.N. said";
        let words: Vec<&str> = search_words(text).iter().map(|w| &text[w.span.clone()]).collect();
        assert_eq!(words, ["In", "Me\u{301}xico", "the", "U.N", "said"]);
    }

    #[test]
    fn a_million_digits_are_many_words() {
        let words = search_words(&"7".repeat(1_000_000));
        assert!(words.iter().all(|w| w.folded.len() <= WORD_LIMIT_CHARS));
    }

    proptest! {
        #[test]
        fn spans_slice_the_text_in_order_and_fold_to_their_words(text in "\\PC{0,60}") {
            let words = search_words(&text);
            let mut end = 0;
            for word in &words {
                prop_assert!(text.get(word.span.clone()).is_some_and(|w| !w.is_empty()));
                prop_assert!(word.span.end >= end && !word.folded.contains(' '));
                end = word.span.end;
            }
            let joined: Vec<&str> = words.iter().map(|w| w.folded.as_str()).collect();
            prop_assert_eq!(joined.join(" "), search_fold(&text));
        }

        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = search_fold(&text);
            prop_assert_eq!(search_fold(&once), once);
        }
    }
}
