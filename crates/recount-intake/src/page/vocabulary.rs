//! The words of `lexicon/markup/pages.toml`, and looking them up in the marks of an element.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct File {
    body: Vec<Vec<String>>,
    furniture: Vec<String>,
    doubtful: Vec<String>,
    negating: BTreeSet<String>,
}

/// Phrases by their words.
pub(super) struct Phrases(BTreeSet<Vec<String>>);

/// The words of marks.
pub(super) struct Vocabulary {
    /// Parts that hold the main text, in order of trust.
    pub body: Vec<Phrases>,
    /// Parts that never do.
    pub furniture: Phrases,
    /// Parts that seldom do.
    pub doubtful: Phrases,
    negating: BTreeSet<String>,
}

/// The embedded words; a test reads them, so failure here means a broken build.
pub(super) static MARKUP: LazyLock<Vocabulary> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../../lexicon/markup/pages.toml")).expect("embedded pages.toml");
    Vocabulary {
        body: file.body.iter().map(|list| Phrases::of(list)).collect(),
        furniture: Phrases::of(&file.furniture),
        doubtful: Phrases::of(&file.doubtful),
        negating: file.negating,
    }
});

/// No phrase has more words.
const LONGEST_PHRASE: usize = 4;

impl Phrases {
    fn of(list: &[String]) -> Phrases {
        Phrases(list.iter().map(|phrase| phrase.split(' ').map(str::to_string).collect()).collect())
    }

    /// Whether one of the phrases stands in the marks.
    pub fn stand_in(&self, marks: &str, negating: &Vocabulary) -> bool {
        marks.lines().any(|mark| {
            let words: Vec<String> = mark.split_whitespace().map(str::to_string).collect();
            (0..words.len()).any(|at| {
                let longest = LONGEST_PHRASE.min(words.len() - at);
                let denied = at > 0 && negating.negating.contains(&words[at - 1]);
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
                || (2..=LONGEST_PHRASE.min(n))
                    .any(|k| self.0.contains(&words[..k]) || self.0.contains(&words[n - k..]))
        })
    }
}
