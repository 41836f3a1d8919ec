//! The words of `lexicon/markup/pages.toml`, and looking them up in the marks of an element.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BodyLists {
    text: Vec<String>,
    article: Vec<String>,
    content: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    body: BodyLists,
    furniture: Vec<String>,
    doubtful: Vec<String>,
    beside: Vec<String>,
    negating: BTreeSet<String>,
}

/// Phrases by their words.
pub(super) struct Phrases(BTreeSet<Vec<String>>);

/// The words of marks.
pub(super) struct Vocabulary {
    /// Parts that hold the main text, in order of trust, each with the element that says the same by its own name.
    pub body: [(Phrases, Option<&'static str>); 3],
    /// Parts that never do.
    pub furniture: Phrases,
    /// Parts that seldom do.
    pub doubtful: Phrases,
    /// Words that make the mark after them speak of what a part has not.
    pub negating: BTreeSet<String>,
    /// Letters of a class or id by which the other way of finding the text leaves a part out.
    pub beside: Vec<String>,
}

/// The embedded words; a test reads them, so failure here means a broken build.
pub(super) static MARKUP: LazyLock<Vocabulary> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../../lexicon/markup/pages.toml")).expect("embedded pages.toml");
    Vocabulary {
        body: [
            (Phrases::of(&file.body.text), None),
            (Phrases::of(&file.body.article), Some("article")),
            (Phrases::of(&file.body.content), Some("main")),
        ],
        furniture: Phrases::of(&file.furniture),
        doubtful: Phrases::of(&file.doubtful),
        beside: file.beside,
        negating: file.negating,
    }
});

/// No phrase has more words.
const LONGEST_PHRASE_WORDS: usize = 4;

impl Phrases {
    fn of(list: &[String]) -> Phrases {
        Phrases(list.iter().map(|phrase| phrase.split(' ').map(str::to_string).collect()).collect())
    }

    /// Whether one of the phrases stands in the marks, and none of the words that negate it before it.
    pub fn stand_in(&self, marks: &str, negating: &BTreeSet<String>) -> bool {
        marks.lines().any(|mark| {
            let words: Vec<String> = mark.split_whitespace().map(str::to_string).collect();
            (0..words.len()).any(|at| {
                let longest = LONGEST_PHRASE_WORDS.min(words.len() - at);
                let denied = at > 0 && negating.contains(&words[at - 1]);
                !denied && (1..=longest).any(|n| self.0.contains(&words[at..at + n]))
            })
        })
    }

    /// Whether one of the marks is one of the phrases, or begins or ends with one of several words.
    pub fn name(&self, marks: &str) -> bool {
        marks.lines().any(|mark| {
            let words: Vec<String> = mark.split_whitespace().map(str::to_string).collect();
            let n = words.len();
            self.0.contains(words.as_slice())
                || (2..=LONGEST_PHRASE_WORDS.min(n))
                    .any(|k| self.0.contains(&words[..k]) || self.0.contains(&words[n - k..]))
        })
    }
}
