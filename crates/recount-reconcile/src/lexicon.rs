//! The words this crate reads, beside those it shares with reading: cues near a figure, sorts of voices, wholes and parts.
//!
//! They are data in `lexicon/en/*.toml`; each file's header says what its lists mean. All words are folded.

use recount_lexicon::has_words;
use serde::Deserialize;
use std::sync::OnceLock;

/// Words near a figure.
#[derive(Debug, Deserialize)]
pub(crate) struct Cues {
    pub increment_before: Vec<String>,
    pub increment_after: Vec<String>,
    pub increment_total: Vec<String>,
    pub part_before: Vec<String>,
    pub part_after: Vec<String>,
    pub multiple: Vec<String>,
    pub earlier: Vec<String>,
    pub corrects: Vec<String>,
    pub starts_anew: Vec<String>,
    pub sighting: Vec<String>,
    pub change: Vec<String>,
    pub examined: Vec<String>,
    pub not_examined: Vec<String>,
    pub other_occurrence: Vec<String>,
    pub believed: Vec<String>,
    pub adoption: Vec<String>,
    pub vague: Vec<String>,
    pub since: Vec<String>,
    pub own_eyes: Vec<String>,
    pub one_place: Vec<String>,
    pub day: Vec<String>,
    pub beyond: Vec<String>,
    pub named_occurrence: Vec<String>,
    pub not_beyond: Vec<String>,
    pub total_over: Vec<String>,
    pub sums_up: Vec<String>,
}

/// Words that tell what sort of voice a phrase is.
#[derive(Debug, Deserialize)]
pub(crate) struct VoiceWords {
    pub unnamed: Vec<String>,
    pub people_of: Vec<String>,
    pub government: Vec<String>,
    pub organ: Vec<String>,
    pub force: Vec<String>,
    pub place: Vec<String>,
    pub release: Vec<String>,
    pub body_head: Vec<String>,
    pub droppable: Vec<String>,
    pub outlet: Vec<String>,
    pub office: Vec<String>,
    pub institution: Vec<String>,
    pub publishes: Vec<String>,
    pub counts_itself: Vec<String>,
    pub first_person: Vec<String>,
    pub civil: Vec<String>,
    pub ministry: Vec<String>,
    pub branch: Vec<Vec<String>>,
    pub sort: Vec<Sort>,
}

/// A sort of people, and words in the names and roles of those who speak as such.
#[derive(Debug, Deserialize)]
pub(crate) struct Sort {
    pub people: Vec<String>,
    pub names: Vec<String>,
}

/// Populations that name the whole.
#[derive(Debug, Deserialize)]
pub(crate) struct Wholes {
    pub whole: Vec<String>,
    pub counted_apart: Vec<String>,
    pub aside: Vec<String>,
    pub generic: Vec<String>,
    pub kin: Vec<String>,
    pub units: Vec<String>,
    pub definition: Vec<Definition>,
    pub aboard: Vec<String>,
}

/// A way of counting deaths, with the words for it.
#[derive(Debug, Deserialize)]
pub(crate) struct Definition {
    pub name: String,
    pub words: Vec<String>,
}

/// Small words at which phrases turn aside.
#[derive(Debug, Deserialize)]
pub(crate) struct Turns {
    pub article: Vec<String>,
    pub after_head: Vec<String>,
    pub quantity: Vec<String>,
    pub opens_unnamed: Vec<String>,
    pub ends_unnamed: Vec<String>,
    pub adjective_ending: Vec<String>,
    pub name_goes_on: Vec<String>,
    pub of_a_state: Vec<String>,
    pub before_field: Vec<String>,
    pub in_a_place: Vec<String>,
    pub between_places: Vec<String>,
    pub everywhere: Vec<String>,
    pub before_month: Vec<String>,
    pub also_a_word: Vec<String>,
    pub opens_wider: Vec<String>,
    pub does_not_narrow: Vec<String>,
    pub not_of_a_topic: Vec<String>,
    pub people: Vec<String>,
    pub one_counted: Vec<String>,
}

/// All of them.
#[derive(Debug)]
pub(crate) struct Words {
    pub turns: Turns,
    pub cues: Cues,
    pub voices: VoiceWords,
    pub wholes: Wholes,
}

/// The embedded English words.
pub(crate) fn english() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| Words {
        cues: embedded("cues.toml", include_str!("../lexicon/en/cues.toml")),
        turns: embedded("turns.toml", include_str!("../lexicon/en/turns.toml")),
        voices: embedded("voices.toml", include_str!("../lexicon/en/voices.toml")),
        wholes: embedded("wholes.toml", include_str!("../lexicon/en/wholes.toml")),
    })
}

/// The embedded files are part of the program; a test reads them, so failure here means a broken build.
fn embedded<T: for<'de> Deserialize<'de>>(file: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|e| panic!("embedded {file}: {e}"))
}

/// Whether `list` holds `word`.
pub(crate) fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|w| w == word)
}

/// Whether a phrase of `list` stands in the words of `folded` as whole words.
pub(crate) fn has_phrase(list: &[String], folded: &str) -> bool {
    find_phrase(list, folded).is_some()
}

/// The first phrase of `list` that stands in `folded` as whole words.
pub(crate) fn find_phrase<'l>(list: &'l [String], folded: &str) -> Option<&'l str> {
    list.iter().map(String::as_str).find(|p| has_words(folded, p))
}

#[cfg(test)]
mod tests {
    use super::*;
    use recount_lexicon::fold;

    #[test]
    fn every_listed_word_is_folded_so_that_it_can_be_found() {
        let w = english();
        let c = &w.cues;
        let v = &w.voices;
        let lists = [
            &c.increment_before,
            &c.increment_after,
            &c.increment_total,
            &c.part_before,
            &c.part_after,
            &c.multiple,
            &c.earlier,
            &c.sighting,
            &c.change,
            &c.examined,
            &c.not_examined,
            &c.other_occurrence,
            &c.believed,
            &c.adoption,
            &c.vague,
            &v.unnamed,
            &v.people_of,
            &v.government,
            &v.organ,
            &v.force,
            &v.place,
            &v.release,
            &v.body_head,
            &v.droppable,
            &v.outlet,
            &v.office,
            &v.institution,
            &v.publishes,
            &v.counts_itself,
            &v.first_person,
            &w.wholes.kin,
            &w.wholes.units,
            &w.wholes.aboard,
            &c.since,
            &c.own_eyes,
            &c.one_place,
            &c.corrects,
            &c.starts_anew,
            &c.day,
            &c.beyond,
            &c.named_occurrence,
            &c.not_beyond,
            &c.total_over,
            &c.sums_up,
            &v.civil,
            &v.ministry,
            &w.turns.after_head,
            &w.turns.quantity,
            &w.turns.opens_wider,
            &w.turns.does_not_narrow,
        ];
        let definitions = w.wholes.definition.iter().map(|d| &d.words);
        let sorts = v.sort.iter().flat_map(|s| [&s.people, &s.names]);
        for word in lists.into_iter().chain(sorts).chain(definitions).flatten() {
            assert_eq!(&fold(word), word);
        }
    }

    #[test]
    fn phrases_are_found_as_whole_words_only() {
        let list = vec!["team".to_string(), "of them".to_string()];
        assert!(has_phrase(&list, "twelve of them staff"));
        assert!(!has_phrase(&list, "steam of themes"));
    }
}
