//! Classes of small words: what the rules ask of a word instead of its spelling, so that they hold no word of a language.
//!
//! `lexicon/LANGUAGE/grammar.toml` lists the words of every class under the class's name in small letters. A word may be of many
//! classes; a token carries them all as bits ([`Words`]), set once when the text is cut, so that asking is one test of a bit.

use recount_lexicon::Calendar;
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
    /// Between somebody's count and its figure: "put the dead at nine".
    At,
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
    /// Before [`Word::From`], where the range is one guess: "anywhere from 3 to 5".
    Anywhere,
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
    /// Between a number and a higher one that is thought possible too: "nine, maybe ten".
    Raises,
    /// Between the minutes and the hour: "ten past two".
    Past,
    /// Between a share and of how many it is one: "one in five".
    InEvery,
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
    /// A month or its short form; from the calendar of the language.
    Month,
    /// A day of the week or its short form; from the calendar of the language.
    Weekday,
    /// Words that lose a vowel before another and are cut after their apostrophe: "l'", "d'".
    Elided,
    /// Forms of "be" before the participle of a passive.
    Passive,
    /// Forms of "have" before the participle of an active verb, in languages that tell the past so: "a déclaré".
    Perfect,
    /// Opens a description of a place by those who live there: "home to".
    Home,
    /// Of an interval that a source gives for its figure: "confidence".
    Confidence,
    /// After [`Word::Confidence`]: "interval".
    ConfidenceRange,
    /// Opens a group without a number: "some", "several".
    Several,
    /// After [`Word::Of`], for those counted before: "of them", "of whom".
    ThemWhich,
    /// After [`Word::Of`], before a word for those harmed: "of the dead".
    TheThose,
    /// After [`Word::Of`] at the start of a sentence, before a wider total.
    TheAll,
    /// Between a verb and what it says somebody is: "presumed to be".
    ToBe,
    /// Looks like a participle.
    ParticipleLike,
    /// A reporting verb that is more often part of a name or noun: "set".
    Set,
    /// The number one as a person: "no one".
    One,
    /// What may stand between a figure and the word that says what it counts.
    BesideFigure,
    /// Before those whom a later figure counts: "the number who died".
    NumberOf,
    /// A noun of harm only where it is people that are lost: "the loss of 12 sailors".
    LossOf,
    /// Says that one figure is above or below another: "more", "fewer".
    Compares,
    /// What is left of the dead, which nobody saves: "pulled 12 bodies from the ruins".
    Remains,
    /// Said of people held whom it does not count as newly held: "12 prisoners were freed".
    LetGo,
    /// Looks like a plural.
    PluralLike,
    /// Members of a group, where its owner is named: "its supporters".
    Followers,
    /// Forms of "have" as a full verb.
    Has,
    /// Before "of" at the opening of a share: "out of the wounded".
    BeforeShare,
    /// Those named before, in the opening of a share: "of these".
    Them,
    /// Opens a list of parts: "namely".
    Enumerates,
    /// Further people without a noun: "others".
    Others,
    /// With [`Word::Many`], asks for a number.
    How,
    /// After [`Word::How`].
    Many,
    /// Of the dead whom nobody has named.
    Unidentified,
    /// Verbs after a number that tell of no harm: "got", "went".
    DidElse,
    /// Before a small number that points rather than counts: "the two".
    BeforeChoice,
    /// After such a number: "two in three".
    AfterChoice,
    /// Forms of "be" between a participle and its subject: "also razed were".
    Copula,
    /// Helps another verb without a time of its own: "having".
    Having,
    /// What may stand in a group of verbs that is no verb: "not", "to".
    BesideVerb,
    /// "Or".
    Or,
    /// Opens the object of a verb: "the", "their", "them".
    BeginsObject,
    /// Anybody at all, where it is denied: "anyone".
    Anyone,
    /// Before a noun of harm that is denied: "any deaths".
    Any,
    /// No person in one word: "nobody".
    NoPerson,
    /// None of those named: "none".
    NoneOf,
    /// Before an age: "aged".
    AgeOf,
    /// Before a word for the dead whose names follow: "among the dead".
    OpensVictims,
    /// Before [`Word::OpensVictims`].
    AmongOf,
    /// "Victims".
    Victims,
    /// Between a form of "be" and those who were harmed: "is among those killed".
    AmongThose,
    /// Ends a phrase of blame whose subject stands before it: "was to blame".
    Blame,
    /// Before what somebody is blamed for.
    For,
    /// Ends the words for what was done: "and", "who".
    EndsDeed,
    /// Points back to a time told before, with [`Word::ToldBefore`]: "that day".
    Back,
    /// After [`Word::Back`]: "day", "attack".
    ToldBefore,
    /// Begins a source though no name follows at once: "citing", "selon".
    Cites,
    /// Ends the search for who is said to have reported something: "that", "it".
    BeginsClause,
    /// Begins a source that stands after its verb: "said a doctor".
    BeginsSource,
    /// Before a participle of reporting that has another's subject: "quoted as saying".
    BeforeQuoted,
    /// Goes on after a verb of reporting that closes a clause: "said of".
    AfterVerb,
    /// Opens a clause against the one before: "but", "while".
    OpensContrast,
    /// Words of time or place between a verb of reporting and the end of its clause.
    ClosesSoon,
    /// Between a verb of saying and the hearer: "said to".
    ToHearer,
    /// Of phrases that relay without a name: "reportedly".
    Relays,
    /// Before a document that carries a sentence: "in a report".
    BeforeDocument,
    /// Shows that a word that may be a verb is a noun: "of", "to".
    BeforeNoun,
    /// A determiner that may be the subject of a verb: "others".
    StandsAlone,
    /// Before a base form that is a verb: "they", "police".
    BeforeBare,
    /// Shows that people counted are the speaker's own: "its".
    Owner,
    /// Verbs before a word for the toll: "put the toll at".
    PutsToll,
    /// Words for a figure after [`Word::PutsToll`].
    Toll,
    /// Opens a relative clause: "that", "which".
    RelativeThat,
    /// Ends a source from the left: "that", "because".
    BeforeSource,
    /// Ends a source from the right: "that", "saying".
    AfterSource,
    /// Verbs of reporting whose past looks like their base, and which stand in sources: "set".
    SeldomPast,
    /// After a negation that denies nothing: "not only".
    Only,
    /// Verbs between somebody's count and its figure: "stands at", "has".
    TellsFigure,
    /// Verbs of somebody who has a list of those harmed: "keeps", "published".
    Keeps,
    /// Opens an indirect question: "how", "why".
    Asks,
    /// Pronouns of a speaker: "he", "they".
    Speaker,
    /// Pronouns of a person: "he", "she".
    PersonPronoun,
    /// Says that something is a person's: "her".
    PersonOwner,
    /// Pronouns of a body or several people: "it", "they".
    BodyPronoun,
    /// The document itself: "our", "we".
    FirstPerson,
    /// Opens words of another subject: "whose".
    Whose,
    /// Before a source, but none of it: "and", "meanwhile".
    LeadsIn,
    /// Opens what explains a source: "who".
    Explains,
    /// A determiner that belongs to a source: "no", "several".
    SomeOrNo,
    /// After a word for a group, before whose it is: "supporters of".
    OfGroup,
    /// Shows that somebody speaks for the body beside: "heads", "for".
    SpeaksFor,
    /// Goes on with a source: "residents of the town".
    GoesOn,
    /// Words for a body of a state: "ministry".
    StateBody,
    /// Words that stand for a body which has not spoken yet: "the group".
    GeneralBody,
    /// The pronoun of a body that a sentence before begins with: "it".
    It,
    /// Letters of a unit written to a number: "60km", "5m".
    GluedUnit,
    /// Begins with an article written to a name in small letters: "al-Harbi".
    GluedArticle,
    /// Begins with the letter of a party before where its member sits: "R-Calif.".
    PartyPrefix,
}

/// The classes of every word and ending that has one.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordClasses {
    words: HashMap<String, Words>,
    beginnings: Vec<(String, Words)>,
    endings: Vec<(String, Words)>,
}

impl WordClasses {
    /// Sorts the lists of `grammar.toml`: `*ed` is an ending, `al-*` a beginning, anything else a word.
    pub fn new(grammar: &BTreeMap<Word, Vec<String>>, calendar: &Calendar) -> Self {
        let mut out = WordClasses::default();
        let months = calendar.months().map(|(name, _)| (name, Word::Month));
        for (name, class) in months.chain(calendar.weekdays().map(|(name, _)| (name, Word::Weekday))) {
            // Short forms stand with a full stop too.
            out.words.entry(name.to_string()).or_default().add(class);
            out.words.entry(format!("{name}.")).or_default().add(class);
        }
        for (&class, words) in grammar {
            for word in words {
                match (word.strip_prefix('*'), word.strip_suffix('*')) {
                    (Some(ending), _) => add_part(&mut out.endings, ending, class),
                    (None, Some(beginning)) => add_part(&mut out.beginnings, beginning, class),
                    (None, None) => out.words.entry(word.to_lowercase()).or_default().add(class),
                }
            }
        }
        out
    }

    /// The classes of a word in small letters: its own and those of its beginnings and endings.
    pub fn of(&self, lower: &str) -> Words {
        let mut out = self.words.get(lower).copied().unwrap_or_default();
        let beginnings = self.beginnings.iter().filter(|(part, _)| lower.starts_with(part.as_str()));
        let endings = self.endings.iter().filter(|(part, _)| lower.ends_with(part.as_str()));
        for (_, classes) in beginnings.chain(endings) {
            out.0.iter_mut().zip(classes.0).for_each(|(bits, more)| *bits |= more);
        }
        out
    }

    /// A word in small letters without its ending of the class, where it has one: "reports" without that of a plural.
    pub fn without_ending<'a>(&self, lower: &'a str, class: Word) -> &'a str {
        let endings = self.endings.iter().filter(|(_, classes)| classes.has(class));
        endings.filter_map(|(ending, _)| lower.strip_suffix(ending.as_str())).next().unwrap_or(lower)
    }

    /// Whether any word or ending is of the class.
    #[cfg(test)]
    pub fn knows(&self, class: Word) -> bool {
        self.words
            .values()
            .chain(self.beginnings.iter().chain(&self.endings).map(|(_, classes)| classes))
            .any(|words| words.has(class))
    }
}

/// Notes that words with this beginning or ending are of the class.
fn add_part(parts: &mut Vec<(String, Words)>, part: &str, class: Word) {
    let at = parts.iter().position(|(known, _)| known == part).unwrap_or_else(|| {
        parts.push((part.to_string(), Words::default()));
        parts.len() - 1
    });
    parts[at].1.add(class);
}

/// The classes of one word, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Words([u64; 3]);

impl Words {
    /// Adds a class.
    pub fn add(&mut self, class: Word) {
        self.0[class as usize / 64] |= 1 << (class as usize % 64);
    }

    /// Whether the word is of the class.
    pub fn has(self, class: Word) -> bool {
        self.0[class as usize / 64] & 1 << (class as usize % 64) != 0
    }

    /// Whether the word ends a noun phrase: an auxiliary, preposition (but "of"), conjunction or pronoun.
    pub fn ends_phrase(self) -> bool {
        const ENDS: [Word; 4] = [Word::Auxiliary, Word::Preposition, Word::Conjunction, Word::Pronoun];
        !self.has(Word::Of) && ENDS.iter().any(|&class| self.has(class))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::ReadingLexicon;
    use crate::lexicon::files::{LANGUAGES, parse};

    #[test]
    fn every_language_lists_every_class_and_says_which_it_has_no_words_for() {
        let without = |code: &str| {
            let language = LANGUAGES.iter().find(|l| l.code == code).expect("a language of the list");
            let grammar = parse(&language.files).expect("the files are well formed").grammar;
            // Months and weekdays come from the calendar.
            for class in Word::ALL.iter().filter(|c| !matches!(c, Word::Month | Word::Weekday)) {
                assert!(grammar.contains_key(class), "{code}: {class:?} is not listed");
            }
            let empty = grammar.iter().filter(|(_, words)| words.is_empty());
            empty.map(|(class, _)| format!("{class:?}")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(without("en"), "Elided Perfect");
        assert_eq!(
            without("fr"),
            "Possessive Anywhere Ego Plus Past Half Descriptive Confidence ConfidenceRange Set Compares Blame SeldomPast \
             PersonOwner It PartyPrefix"
        );
    }

    #[test]
    fn every_class_has_a_bit_and_a_word_of_some_language() {
        assert!(Word::ALL.len() <= 192);
        for &class in Word::ALL {
            let mut lexicons = recount_lexicon::languages().filter_map(ReadingLexicon::of);
            assert!(lexicons.any(|l| l.words.knows(class)), "{class:?} has no word");
        }
    }
}
