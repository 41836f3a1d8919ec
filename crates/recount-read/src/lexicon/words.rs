//! Classes of small words: what the rules ask of a word instead of its spelling, so that they hold no word of a language.
//!
//! `lexicon/LANGUAGE/grammar.toml` lists the words of every class under the class's name in small letters. A word may be of many
//! classes; a token carries them all as bits ([`Words`]), set once when the text is cut, so that asking is one test of a bit.

use rustc_hash::FxHashMap as HashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Declares the classes, with the number of them.
macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// A class of small words. The name is that of its list in `grammar.toml`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum Word { $($(#[$doc])* $name,)+ }

        impl Word {
            /// Every class.
            #[cfg(test)]
            pub const ALL: &[Word] = &[$(Word::$name,)+];
        }
    };
}

classes! {
    /// Words that open a noun phrase: articles, possessives, "some", "no".
    Determiner,
    /// The definite article.
    The,
    /// The indefinite article, which may also stand for the number one: "a dozen".
    A,
    /// Determiners that point at what was named before: "the", "its", "this", "his".
    Definite,
    /// The mark of a possessor: "'s".
    Possessive,
    Preposition,
    /// Before a place where something happened.
    PlacePreposition,
    /// Before the place where something or somebody is: stronger evidence of a place than direction.
    Whereabouts,
    /// Before a place that somebody comes from or goes to, or that owns.
    Whither,
    /// Between a thing and what it belongs to: "of".
    Of,
    /// Before who did it: "by".
    By,
    /// Between the ends of a range after its opening word: "between 3 and 5".
    Between,
    /// Before the first end of a range: "from 3 to 5".
    From,
    /// Between the ends of a range: "3 to 5".
    To,
    /// Words that may stand before a year: "in 2009", "since 2009".
    BeforeYear,
    Conjunction,
    And,
    /// A joint of two things: "and", "or".
    Joint,
    /// A joint that opens a clause against the one before: "but".
    But,
    /// The same with weaker words: "but", "while", "although".
    Contrast,
    /// Begins what is said: "that".
    That,
    /// Begins a clause about a person: "who".
    Who,
    /// Begins a clause about what stands before: "who", "which".
    Relative,
    Than,
    Since,
    /// Forms of verbs that help another.
    Auxiliary,
    /// Forms of "be" and of verbs that stand like it before a participle.
    Be,
    Pronoun,
    /// The writer as a pronoun in capitals wherever it stands: "I".
    Ego,
    Adverb,
    Negation,
    /// Capitalised at the start of a sentence without being a name.
    Starter,
    /// After a figure: so many times.
    Times,
    /// Verbs of motion before "up to", which then bounds nothing.
    Motion,
    /// After a number: "3,000-plus".
    Plus,
    /// Before the number of a unit of area.
    Square,
    /// A half of the multiplier that follows: "half a million".
    Half,
    /// Labels before a number that need no capital: "aged 4", "page 4".
    SmallLabel,
    /// Says where something lies: "situated".
    Lies,
    /// What may stand after [`Word::Lies`] before the place.
    LiesAt,
    /// What an actor that is no body is called among options: "no country".
    State,
    /// Words for a figure told before: "estimate", "toll".
    Figure,
    /// What a group's members are called, whose status is the group's.
    Member,
    /// Of a union of states, without its name: "European".
    OfUnion,
    /// Verbs for being at the head of a body: "heads".
    Heads,
    /// Offices that speak for the country that sends: "ambassador".
    Envoy,
    /// Words between a body and a name that show that they are no role.
    EndsRole,
    /// Words that begin an explanation of a name: "language", "name".
    Naming,
    /// The same where they set the name off: "also", "formerly".
    SetsOff,
    /// Stands in roles beside a name though it ends phrases: "for".
    InRole,
    /// Words of bodies' names that take small words after them though they end no name: "Doctors", "United".
    BodyOpener,
    /// Bodies' head words that take "and": "Ministry of Trade and Labour".
    TakesAnd,
    /// Bodies' head words that take "in", "to", "on": "Mission in Norland".
    TakesPlace,
    /// The small words of [`Word::TakesPlace`].
    PlaceJoint,
    /// Small words before "the" inside a body's name.
    BeforeThe,
    /// The bare negation before a noun: "no".
    No,
    /// Denies the word it stands with: "not", "never".
    Not,
    /// Denies that there was any: "no", "nobody", "none".
    Nobody,
    /// Begins a condition: "if", "unless".
    If,
    /// What may stand after a subject before its verb: "the ambassador to the north this weekend urged".
    Aside,
    /// Begins sentences, and seldom stands in capitals elsewhere: after "U.S." it shows that a sentence ended.
    Opener,
    /// Stands as a preposition but opens a clause: "after", "because".
    Subordinator,
    /// Looks like the past of a verb.
    PastLike,
    /// Looks like a form of a verb that goes on: "saying".
    GerundLike,
    /// Looks like an adverb.
    AdverbLike,
    /// Describes, whatever name it begins with: "Norland-based".
    Descriptive,

}

/// The classes of every word and ending that has one.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordClasses {
    words: HashMap<String, Words>,
    endings: Vec<(String, Words)>,
}

impl WordClasses {
    /// Sorts the lists of `grammar.toml`: `*ed` is an ending, anything else a word.
    pub fn new(grammar: &BTreeMap<Word, Vec<String>>) -> Self {
        let mut out = WordClasses::default();
        for (&class, words) in grammar {
            for word in words {
                match word.strip_prefix('*') {
                    None => out.words.entry(word.to_lowercase()).or_default().add(class),
                    Some(ending) => match out.endings.iter_mut().find(|(known, _)| known == ending) {
                        Some((_, classes)) => classes.add(class),
                        None => {
                            let mut classes = Words::default();
                            classes.add(class);
                            out.endings.push((ending.to_string(), classes));
                        }
                    },
                }
            }
        }
        out
    }

    /// The classes of a word in small letters: its own and those of its endings.
    pub fn of(&self, lower: &str) -> Words {
        let mut out = self.words.get(lower).copied().unwrap_or_default();
        for (_, classes) in self.endings.iter().filter(|(ending, _)| lower.ends_with(ending.as_str())) {
            out.0 |= classes.0;
        }
        out
    }

    /// Whether any word or ending is of the class.
    #[cfg(test)]
    pub fn knows(&self, class: Word) -> bool {
        self.words
            .values()
            .chain(self.endings.iter().map(|(_, classes)| classes))
            .any(|words| words.has(class))
    }
}

/// The classes of one word, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Words(u128);

impl Words {
    /// Adds a class.
    pub fn add(&mut self, class: Word) {
        self.0 |= 1 << class as u8;
    }

    /// Whether the word is of the class.
    pub fn has(self, class: Word) -> bool {
        self.0 & 1 << class as u8 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::ReadingLexicon;

    #[test]
    fn every_class_has_a_bit_and_a_word_of_english() {
        assert!(Word::ALL.len() <= 128);
        for &class in Word::ALL {
            let lexicon = ReadingLexicon::english();
            assert!(lexicon.words.knows(class), "{class:?} has no word");
        }
    }
}
