//! Whether two places, as written, may be the same: they share a word that is no generic noun, or one of them is a whole
//! country or more and says nothing against the other. Knows no map.

use crate::lexicon::{self, has};
use crate::resolve::state;
use recount_lexicon::skeleton;
use std::collections::BTreeSet;

/// The words of a place that tell it from others; a number ("Shed 4") tells it from its neighbours only.
pub(crate) fn place_words(place: &str) -> BTreeSet<String> {
    let vocabulary = &lexicon::english().voices;
    lexicon::folded_words(place)
        .into_iter()
        .filter(|w| !has(&vocabulary.place, w) && !matches!(w.as_str(), "and" | "s"))
        .filter(|w| !w.chars().all(|c| c.is_ascii_digit()))
        .collect()
}

/// Whether the words name a country, a part of it by a point of the compass, or no place in particular.
pub(crate) fn is_wide(place: &str) -> bool {
    let folded = lexicon::folded_words(place);
    let vague =
        matches!(place.trim().to_lowercase().as_str(), "" | "worldwide" | "nationwide" | "the country");
    let country = state::country_in(place).is_some();
    let town_first = place.split(',').next().is_some_and(|first| state::country_in(first).is_none())
        && place.contains(',');
    vague || folded.is_empty() || (country && !town_first)
}

/// Whether nothing in the words keeps the two places apart.
pub(crate) fn may_meet(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    is_wide(a) || is_wide(b) || share_a_word(a, b)
}

/// Whether the two share a word of their own, transliterations of longer words included.
pub(crate) fn share_a_word(a: &str, b: &str) -> bool {
    let (a, b) = (place_words(a), place_words(b));
    a.iter().any(|x| {
        b.iter().any(|y| {
            x == y || (x.len() >= 5 && y.len() >= 5 && skeleton(x).len() >= 3 && skeleton(x) == skeleton(y))
        })
    })
}

/// Most words between two places of which a report says that one lies in the other.
const REACH_WORDS: usize = 6;

/// Whether some text says that one of the places lies in or by the other: "the Sol terminal in the port city of Luna".
/// `texts` are folded words.
pub(crate) fn tied(a: &str, b: &str, texts: &[Vec<String>]) -> bool {
    let (a, b) = (lexicon::folded_words(a), lexicon::folded_words(b));
    texts.iter().any(|words| {
        let (xs, ys) = (positions(words, &a), positions(words, &b));
        follows(words, &xs, a.len(), &ys) || follows(words, &ys, b.len(), &xs)
    })
}

fn positions(words: &[String], place: &[String]) -> Vec<usize> {
    if place.is_empty() {
        return Vec::new();
    }
    // "in Sol's Luna province": a possessive is the place all the same.
    let is = |word: &String, own: &String| word == own || word.strip_suffix('s') == Some(own.as_str());
    let meets = |w: &[String]| w.iter().zip(place).all(|(word, own)| is(word, own));
    words.windows(place.len()).enumerate().filter(|(_, w)| meets(w)).map(|(i, _)| i).collect()
}

fn follows(words: &[String], first: &[usize], length: usize, second: &[usize]) -> bool {
    first.iter().any(|&x| {
        let from = x + length;
        let at = second.partition_point(|&y| y < from);
        second.get(at).is_some_and(|&y| {
            let between = &words[from..y];
            between.len() <= REACH_WORDS
                && (between.is_empty()
                    || between
                        .iter()
                        .any(|w| matches!(w.as_str(), "in" | "near" | "outside" | "at" | "by" | "of")))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_meet_when_they_share_a_word_of_their_own() {
        assert!(may_meet(Some("Camp Sol"), Some("Sol")));
        assert!(may_meet(Some("Sol and Doron Sol"), Some("Sol")));
        assert!(!may_meet(Some("Sol"), Some("Luna")));
        assert!(may_meet(Some("north-east Nigeria"), Some("Sol")));
        assert!(is_wide("Nigeria") && !is_wide("Sol, Nigeria") && !is_wide("Sol"));
    }
}
