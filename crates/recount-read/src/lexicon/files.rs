//! The form of the lexicon files.

use super::{Bound, FigureWords, Models, PeopleWords, ReadingLexicon, StatusWords, Word, plain, set};
use crate::phrases::Phrases;
use crate::times::TimeFile;
use recount_lexicon::{BodyKind, LexiconError};
use recount_model::{Change, Measure, PositionStance};
use rustc_hash::FxHashMap as HashMap;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The files of a language: harm, reporting, sources, numbers, grammar, time, status, options, names.
pub type Files = [(&'static str, &'static str); 9];

/// A language the reader knows: its files and, where some are trained for it, its models.
#[derive(Debug)]
pub(super) struct Language {
    /// ISO 639-1.
    pub code: &'static str,
    pub files: Files,
    pub models: Models,
    pub compiled: OnceLock<ReadingLexicon>,
}

macro_rules! languages {
    ($($code:literal: $models:expr),+ $(,)?) => {
        /// The languages the reader knows, English first. A new one is a folder `lexicon/CODE/` and its line here (and in `recount-lexicon`).
        pub(super) static LANGUAGES: [Language; [$($code),+].len()] = [$(Language {
            code: $code,
            files: [
                ("harm.toml", include_str!(concat!("../../lexicon/", $code, "/harm.toml"))),
                ("reporting.toml", include_str!(concat!("../../lexicon/", $code, "/reporting.toml"))),
                ("sources.toml", include_str!(concat!("../../lexicon/", $code, "/sources.toml"))),
                ("numbers.toml", include_str!(concat!("../../lexicon/", $code, "/numbers.toml"))),
                ("grammar.toml", include_str!(concat!("../../lexicon/", $code, "/grammar.toml"))),
                ("time.toml", include_str!(concat!("../../lexicon/", $code, "/time.toml"))),
                ("status.toml", include_str!(concat!("../../lexicon/", $code, "/status.toml"))),
                ("options.toml", include_str!(concat!("../../lexicon/", $code, "/options.toml"))),
                ("names.toml", include_str!(concat!("../../lexicon/", $code, "/names.toml"))),
            ],
            models: $models,
            compiled: OnceLock::new(),
        }),+];
    };
}

languages! {
    "en": Models {
        syntax: Some(crate::syntax::Model::english),
        attribution: Some(crate::attribution::model::Model::english),
    },
    "fr": Models { syntax: None, attribution: None },
}

/// A [`Measure`] written as its word.
pub(super) struct MeasureWord(pub Measure);

impl<'de> Deserialize<'de> for MeasureWord {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let word = String::deserialize(from)?;
        let unknown = |_| serde::de::Error::custom(format!("'{word}' is no measure"));
        word.parse().map(MeasureWord).map_err(unknown)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrameRow {
    pub measure: MeasureWord,
    #[serde(default)]
    pub transitive: Vec<String>,
    #[serde(default)]
    pub intransitive: Vec<String>,
    #[serde(default)]
    pub adjectives: Vec<String>,
    #[serde(default)]
    pub nouns: Vec<String>,
    #[serde(default)]
    pub phrases: Vec<String>,
    #[serde(default)]
    pub governors: Vec<String>,
    #[serde(default)]
    pub tolls: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Occurrence {
    pub nouns: Vec<String>,
    pub verbs: Vec<String>,
}

/// Words before or after a number that say how many there are, without harm.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Presence {
    pub measure: MeasureWord,
    #[serde(default)]
    pub before: Vec<String>,
    #[serde(default)]
    pub after: Vec<String>,
}

/// Small words around figures.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FigureLists {
    toll_links: Vec<String>,
    enumerates: Vec<String>,
    list_joints: Vec<String>,
    part_marks: Vec<String>,
    additions: Vec<String>,
    brings: Vec<String>,
    generic_tolls: Vec<String>,
    sustains: Vec<String>,
    spared: Vec<String>,
    both: Vec<String>,
    groups: Vec<String>,
    names_group: Vec<String>,
}

impl FigureLists {
    pub fn compile(&self) -> FigureWords {
        FigureWords {
            toll_links: set(&self.toll_links),
            enumerates: plain(&self.enumerates),
            list_joints: set(&self.list_joints),
            part_marks: set(&self.part_marks),
            additions: set(&self.additions),
            brings: set(&self.brings),
            generic_tolls: plain(&self.generic_tolls),
            sustains: set(&self.sustains),
            spared: set(&self.spared),
            both: set(&self.both),
            groups: set(&self.groups),
            names_group: set(&self.names_group),
        }
    }
}

/// Nouns of people, and verbs that strike them, as the toll of a whole report reads them.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PeopleLists {
    singular: Vec<String>,
    plural: Vec<String>,
    by_trade: Vec<String>,
    struck: Vec<String>,
    own_hand: Vec<String>,
    aged: Vec<String>,
    age_units: BTreeMap<String, u64>,
    numbering: BTreeMap<String, u64>,
}

impl PeopleLists {
    pub fn compile(&self) -> PeopleWords {
        PeopleWords {
            singular: set(&self.singular),
            plural: set(&self.plural),
            by_trade: set(&self.by_trade),
            struck: set(&self.struck),
            own_hand: set(&self.own_hand),
            aged: set(&self.aged),
            age_units: self.age_units.clone().into_iter().collect(),
            numbering: self.numbering.clone().into_iter().collect(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HarmFile {
    #[serde(default)]
    pub people: PeopleLists,
    pub figures: FigureLists,
    pub frame: Vec<FrameRow>,
    pub occurrence: Occurrence,
    pub presence: Vec<Presence>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReckoningFile {
    pub before: Vec<String>,
    pub nouns: Vec<String>,
    pub again: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportingFile {
    pub asserts: Vec<String>,
    pub accepting: Vec<String>,
    pub telling: Vec<String>,
    pub receiving: Vec<String>,
    pub speaking_of: Vec<String>,
    pub judging: Vec<String>,
    pub counting: Vec<String>,
    pub denies: Vec<String>,
    pub hedges: Vec<String>,
    pub according_to: Vec<String>,
    pub reckoning: ReckoningFile,
    pub documents: Vec<String>,
    pub relies: Vec<String>,
    pub rejections: Vec<String>,
    pub refusals: Vec<String>,
    #[serde(default)]
    pub stances: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourcesFile {
    pub groups: Vec<String>,
    pub unnamed: Vec<String>,
    pub bodies: Vec<String>,
    pub persons: Vec<String>,
    pub hedging: Vec<String>,
    pub modals: Vec<String>,
    pub continues: Vec<String>,
    pub hearers: Vec<String>,
    pub relayed: String,
    pub relied_on: String,
    stands_for: Vec<StandsFor>,
}

/// Words that stand for bodies of some kinds only.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StandsFor {
    kinds: Vec<BodyKind>,
    words: Vec<String>,
}

impl SourcesFile {
    pub fn stands_for(&self) -> HashMap<String, Vec<BodyKind>> {
        let mut kinds: HashMap<String, Vec<BodyKind>> = HashMap::default();
        for row in &self.stands_for {
            row.words.iter().for_each(|w| kinds.entry(w.to_lowercase()).or_default().extend(&row.kinds));
        }
        kinds
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Qualifiers {
    #[serde(default)]
    at_least: Vec<String>,
    #[serde(default)]
    more_than: Vec<String>,
    #[serde(default)]
    up_to: Vec<String>,
    #[serde(default)]
    fewer_than: Vec<String>,
    #[serde(default)]
    about: Vec<String>,
}

impl Qualifiers {
    pub fn phrases(&self) -> Phrases<Bound> {
        let lists = [
            (&self.at_least, Bound::AtLeast),
            (&self.more_than, Bound::MoreThan),
            (&self.up_to, Bound::UpTo),
            (&self.fewer_than, Bound::FewerThan),
            (&self.about, Bound::About),
        ];
        Phrases::new(
            lists.into_iter().flat_map(|(list, bound)| list.iter().map(move |w| (w.as_str(), bound))),
        )
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NotCounts {
    pub units: Vec<String>,
    pub distances: Vec<String>,
    pub directions: Vec<String>,
    pub labels: Vec<String>,
    pub currencies: Vec<String>,
}

/// The signs inside a number in digits.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DigitSigns {
    /// Before the fraction: "3.5".
    pub decimal: char,
    /// Between groups of three digits: "2,000".
    pub group: char,
}

impl Default for DigitSigns {
    fn default() -> Self {
        DigitSigns { decimal: '.', group: ',' }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NumbersFile {
    #[serde(default)]
    pub digits: DigitSigns,
    pub units: BTreeMap<String, u64>,
    pub multipliers: BTreeMap<String, u64>,
    pub vague: BTreeMap<String, u64>,
    #[serde(default)]
    pub round: BTreeMap<String, u64>,
    pub before: Qualifiers,
    pub after: Qualifiers,
    pub not_counts: NotCounts,
}

/// The classes of small words.
pub(super) type GrammarFile = BTreeMap<Word, Vec<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StatusRow {
    name: String,
    #[serde(default)]
    of_union: Option<String>,
    #[serde(default)]
    of_place: bool,
    names: Vec<String>,
    #[serde(default)]
    begins: Vec<String>,
    #[serde(default)]
    ends: Vec<String>,
    #[serde(default)]
    holds: Vec<String>,
    #[serde(default)]
    reviewed: Vec<String>,
}

impl StatusRow {
    pub fn compile(&self) -> StatusWords {
        let lists = [
            (&self.begins, Change::Begins),
            (&self.ends, Change::Ends),
            (&self.holds, Change::Holds),
            (&self.reviewed, Change::Reviewed),
        ];
        let changes =
            lists.into_iter().flat_map(|(list, change)| list.iter().map(move |w| (w.as_str(), change)));
        StatusWords {
            name: self.name.clone(),
            of_union: self.of_union.clone(),
            of_place: self.of_place,
            names: plain(&self.names),
            changes: Phrases::new(changes),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StatusFile {
    pub status: Vec<StatusRow>,
    pub agents: Vec<String>,
    pub changes_of_story: Vec<String>,
    pub sites: Vec<String>,
    pub holding: Vec<String>,
    pub official: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OptionRow {
    pub name: String,
    pub words: Vec<String>,
    #[serde(default)]
    pub shields: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OptionsFile {
    pub option: Vec<OptionRow>,
    supports: Vec<String>,
    opposes: Vec<String>,
    neutral: Vec<String>,
    pub judgements: Vec<String>,
    pub conditions: Vec<String>,
    pub reasons: Vec<String>,
}

impl OptionsFile {
    pub fn attitudes(&self) -> Phrases<PositionStance> {
        let lists = [
            (&self.supports, PositionStance::Supports),
            (&self.opposes, PositionStance::Opposes),
            (&self.neutral, PositionStance::Neutral),
        ];
        Phrases::new(
            lists.into_iter().flat_map(|(list, stance)| list.iter().map(move |w| (w.as_str(), stance))),
        )
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NamesFile {
    pub bodies: Vec<String>,
    pub places: Vec<String>,
    pub connectors: Vec<String>,
    pub particles: Vec<String>,
    pub possessors: Vec<String>,
    pub alias_cues: Vec<String>,
}

/// All files of a language.
pub(super) struct Parsed {
    pub harm: HarmFile,
    pub reporting: ReportingFile,
    pub sources: SourcesFile,
    pub numbers: NumbersFile,
    pub grammar: GrammarFile,
    pub time: TimeFile,
    pub status: StatusFile,
    pub options: OptionsFile,
    pub names: NamesFile,
}

pub(super) fn parse(files: &Files) -> Result<Parsed, LexiconError> {
    fn one<T: for<'de> Deserialize<'de>>((file, text): (&str, &str)) -> Result<T, LexiconError> {
        toml::from_str(text).map_err(|e| LexiconError::form(file, e))
    }
    Ok(Parsed {
        harm: one(files[0])?,
        reporting: one(files[1])?,
        sources: one(files[2])?,
        numbers: one(files[3])?,
        grammar: one(files[4])?,
        time: one(files[5])?,
        status: one(files[6])?,
        options: one(files[7])?,
        names: one(files[8])?,
    })
}
