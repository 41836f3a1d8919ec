//! Whether two places, as written, may be the same: they share a word that is no generic noun, or one of them is a whole
//! country or more and says nothing against the other. Knows no map.

use crate::lexicon::{self, has};
use crate::resolve::state;
use recount_lexicon::skeleton;
use recount_model::Report;
use std::collections::{BTreeSet, HashMap};

/// The words of a place that tell it from others; a number ("Shed 4") tells it from its neighbours only.
pub(crate) fn place_words(place: &str) -> BTreeSet<String> {
    let (vocabulary, turns) = (&lexicon::english().voices, &lexicon::english().turns);
    recount_lexicon::name_words(place)
        .into_iter()
        .filter(|w| !has(&vocabulary.place, w) && !has(&turns.in_a_place, w))
        .filter(|w| !w.chars().all(|c| c.is_ascii_digit()))
        .collect()
}

/// Whether the words name a country, a part of it by a point of the compass, or no place in particular.
pub(crate) fn is_wide(place: &str) -> bool {
    let folded = recount_lexicon::name_words(place);
    let plain = place.trim().to_lowercase();
    let vague = plain.is_empty() || has(&lexicon::english().turns.everywhere, &plain);
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
    PlaceWords::of(a).share_a_word(&PlaceWords::of(b))
}

/// What tells a place from others: its words, and the consonants of its longer words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PlaceWords(BTreeSet<String>);

/// Fewest letters of a word, and of what transliteration leaves of it, that may be the same under two spellings.
const LONG_WORD: usize = 5;
const LONG_SKELETON: usize = 3;

impl PlaceWords {
    /// Takes a place, as written, to its words.
    pub fn of(place: &str) -> Self {
        let mut keys = place_words(place);
        let long = |w: &&String| w.len() >= LONG_WORD;
        let skeletons: Vec<String> = keys
            .iter()
            .filter(long)
            .map(|w| skeleton(w))
            .filter(|s| s.len() >= LONG_SKELETON)
            // A skeleton meets skeletons only.
            .map(|s| format!("~{s}"))
            .collect();
        keys.extend(skeletons);
        PlaceWords(keys)
    }

    /// Whether a word, or the consonants of a longer one, is common to both.
    pub fn share_a_word(&self, other: &PlaceWords) -> bool {
        let (few, many) = if self.0.len() <= other.0.len() { (self, other) } else { (other, self) };
        few.0.iter().any(|key| many.0.contains(key))
    }

    /// The words and skeletons, for looking up places that share one.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// Most words between two places of which a report says that one lies in the other.
const REACH_WORDS: usize = 6;

/// The folded words of all reports, with where each stands.
pub(crate) struct Texts {
    words: Vec<Vec<String>>,
    /// For each text the places of each word, a possessive under its word too; only looked up.
    at: Vec<HashMap<String, Vec<usize>>>,
}

impl Texts {
    /// Folds every report once.
    pub fn of(reports: &[Report]) -> Self {
        let words: Vec<Vec<String>> = reports.iter().map(|r| recount_lexicon::name_words(&r.text)).collect();
        let at = words.iter().map(|words| {
            let mut at: HashMap<String, Vec<usize>> = HashMap::new();
            for (i, word) in words.iter().enumerate() {
                at.entry(word.clone()).or_default().push(i);
                // "in Sol's Luna province": a possessive is the place all the same.
                if let Some(bare) = word.strip_suffix('s') {
                    at.entry(bare.to_string()).or_default().push(i);
                }
            }
            at
        });
        Texts { at: at.collect(), words }
    }

    /// Those of `others` of which some text says that they lie in or by `main`, or it in them: "the Sol terminal in the port city
    /// of Luna".
    pub fn tied<'p>(&self, main: &str, others: impl IntoIterator<Item = &'p str>) -> BTreeSet<String> {
        let main = recount_lexicon::name_words(main);
        let here: Vec<Vec<usize>> = (0..self.words.len()).map(|text| self.positions(text, &main)).collect();
        let ties = |place: &&str| {
            let place = recount_lexicon::name_words(place);
            (0..self.words.len()).any(|text| {
                let there = self.positions(text, &place);
                let words = &self.words[text];
                !there.is_empty()
                    && (follows(words, &here[text], main.len(), &there)
                        || follows(words, &there, place.len(), &here[text]))
            })
        };
        others.into_iter().filter(ties).map(str::to_string).collect()
    }

    fn positions(&self, text: usize, place: &[String]) -> Vec<usize> {
        let Some(first) = place.first().and_then(|word| self.at[text].get(word)) else { return Vec::new() };
        let is = |word: &String, own: &String| word == own || word.strip_suffix('s') == Some(own.as_str());
        let meets = |&&start: &&usize| {
            let words = self.words[text].get(start..start + place.len());
            words.is_some_and(|words| words.iter().zip(place).all(|(word, own)| is(word, own)))
        };
        first.iter().filter(meets).copied().collect()
    }
}

fn follows(words: &[String], first: &[usize], length: usize, second: &[usize]) -> bool {
    first.iter().any(|&x| {
        let from = x + length;
        let at = second.partition_point(|&y| y < from);
        second.get(at).is_some_and(|&y| {
            let between = &words[from..y];
            between.len() <= REACH_WORDS
                && (between.is_empty()
                    || between.iter().any(|w| has(&lexicon::english().turns.between_places, w)))
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
