//! The words the reader knows, compiled from `lexicon/LANGUAGE/*.toml` for fast look-up. Each file's header says what its
//! lists mean. Maps are only looked up, never iterated, so their order cannot show in an output.

mod files;
mod words;

use crate::phrases::Phrases;
use crate::times::TimeLexicon;
use crate::{attribution, syntax};
use files::{DigitSigns, FrameRow, OptionRow, StatusRow};
use recount_lexicon::{BodyKind, LexiconError, SharedLexicon};
use recount_model::{Change, Measure, OptionWords, PositionStance, Stance};
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};
use std::borrow::Cow;
use std::sync::Arc;

use words::WordClasses;
pub(crate) use words::{Word, Words};

/// The form of a verb in a text. One spelling may be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct VerbForms {
    pub base: bool,
    pub third: bool,
    pub past: bool,
    pub participle: bool,
    pub gerund: bool,
}

impl VerbForms {
    /// Whether the form can be the verb of a clause without an auxiliary.
    pub fn finite(self) -> bool {
        self.base || self.third || self.past
    }
}

/// A verb that says what happened to people or things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HarmVerb {
    pub measure: Measure,
    /// Whether it happens to the object (`killed 12`) rather than the subject (`12 died`).
    pub transitive: bool,
    pub forms: VerbForms,
}

/// How a reporting verb presents what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ReportingVerb {
    pub stance: Stance,
    /// Reports only when "that" or a quotation follows, or when it closes the sentence.
    pub needs_that: bool,
    /// Takes the hearer first: "told the BBC that".
    pub telling: bool,
    /// Its subject relays another's word: "quoted an official".
    pub receiving: bool,
    /// Reports with "of": "spoke of dozens of dead".
    pub of: bool,
    /// Reports where a figure follows: "had verified 49 deaths".
    pub counting: bool,
    /// Reports only where words of rejection follow: "called the figure outrageous".
    pub judging: bool,
    pub forms: VerbForms,
}

/// How words around a number bound it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    AtLeast,
    MoreThan,
    UpTo,
    FewerThan,
    About,
}

/// A status with the words that confer, end or review it.
#[derive(Debug, Clone)]
pub(crate) struct StatusWords {
    pub name: String,
    /// The name when the status is a union's rather than a state's.
    pub of_union: Option<String>,
    /// Whether it is the status of a place.
    pub of_place: bool,
    pub names: Phrases<()>,
    pub changes: Phrases<Change>,
}

/// An option of the options table with the phrases that mean it and the words that turn them into something else.
#[derive(Debug, Clone)]
pub(crate) struct OptionPhrases {
    pub name: String,
    pub words: Phrases<()>,
    pub shields: HashSet<String>,
}

/// Small words around figures; `lexicon/LANGUAGE/harm.toml` says what each list is.
#[derive(Debug, Clone)]
pub(crate) struct FigureWords {
    pub toll_links: HashSet<String>,
    pub enumerates: Phrases<()>,
    pub list_joints: HashSet<String>,
    pub part_marks: HashSet<String>,
    pub additions: HashSet<String>,
    pub brings: HashSet<String>,
    pub generic_tolls: Phrases<()>,
    pub sustains: HashSet<String>,
    pub spared: HashSet<String>,
    pub both: HashSet<String>,
    pub groups: HashSet<String>,
    pub names_group: HashSet<String>,
}

/// Words for people, in the singular and the plural, and for what strikes them; `lexicon/LANGUAGE/harm.toml` says what each list is.
#[derive(Debug, Clone)]
pub(crate) struct PeopleWords {
    pub singular: HashSet<String>,
    pub plural: HashSet<String>,
    /// Further plurals of people, by what they do or are.
    pub by_trade: HashSet<String>,
    pub struck: HashSet<String>,
    pub own_hand: HashSet<String>,
    pub aged: HashSet<String>,
    /// Units of age, with their months.
    pub age_units: HashMap<String, u64>,
    pub numbering: HashMap<String, u64>,
}

/// The words of a figure by somebody's reckoning.
#[derive(Debug, Clone)]
pub(crate) struct Reckoning {
    /// "by".
    pub before: Phrases<()>,
    /// "count", "tally".
    pub nouns: Phrases<()>,
    /// "by that of".
    pub again: Phrases<()>,
}

/// The models trained for a language. One without any is read by rules over words alone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Models {
    /// Tags and parses.
    pub syntax: Option<fn() -> &'static syntax::Model>,
    /// Finds who is cited for what.
    pub attribution: Option<fn() -> &'static attribution::model::Model>,
}

/// Everything the reader knows of one language.
#[derive(Debug, Clone)]
pub struct ReadingLexicon {
    pub(crate) shared: &'static SharedLexicon,
    /// The classes of every small word; a token carries its own.
    pub(crate) words: WordClasses,
    pub(crate) models: Models,
    pub(crate) harm_verbs: HashMap<String, Vec<HarmVerb>>,
    pub(crate) harm_adjectives: HashMap<String, Measure>,
    pub(crate) harm_nouns: Phrases<Measure>,
    pub(crate) harm_phrases: Phrases<Measure>,
    pub(crate) governors: Phrases<Measure>,
    pub(crate) tolls: Phrases<Measure>,
    pub(crate) figures: FigureWords,
    pub(crate) people: PeopleWords,
    pub(crate) occurrence_nouns: Phrases<()>,
    pub(crate) occurrence_verbs: Phrases<()>,
    pub(crate) presence: Vec<(Measure, Phrases<()>, Phrases<()>)>,
    pub(crate) reporting_verbs: HashMap<String, ReportingVerb>,
    pub(crate) according_to: Phrases<()>,
    /// "by X's count".
    pub(crate) reckoning: Reckoning,
    pub(crate) documents: HashSet<String>,
    pub(crate) relies: Phrases<()>,
    pub(crate) rejections: Phrases<()>,
    pub(crate) refusals: Phrases<()>,
    /// Base forms of verbs of will, judgement and blame, some with the word after them: "want", "call for".
    pub(crate) stances: HashSet<String>,
    pub(crate) groups: HashSet<String>,
    pub(crate) unnamed: Phrases<()>,
    pub(crate) body_words: HashSet<String>,
    /// Kinds of body that a word of `body_words` stands for, where it does not stand for any.
    pub(crate) stands_for: HashMap<String, Vec<BodyKind>>,
    pub(crate) person_words: HashSet<String>,
    pub(crate) hedging: Phrases<()>,
    pub(crate) modals: Phrases<()>,
    pub(crate) continues: Phrases<()>,
    pub(crate) hearers: HashSet<String>,
    /// What the account calls the voice of a sentence that relays without naming anybody.
    pub(crate) relayed: String,
    /// The role of a body on whose earlier figure another relies.
    pub(crate) relied_on: String,
    pub(crate) digits: DigitSigns,
    pub(crate) units: HashMap<String, u64>,
    /// Numbers of several words: "vingt et un".
    pub(crate) unit_phrases: Phrases<u64>,
    /// Words for a round number that is meant roughly: "une centaine".
    pub(crate) round: Phrases<u64>,
    pub(crate) multipliers: HashMap<String, u64>,
    pub(crate) vague: Phrases<u64>,
    pub(crate) before: Phrases<Bound>,
    pub(crate) after: Phrases<Bound>,
    pub(crate) uncounted: HashSet<String>,
    pub(crate) distances: HashSet<String>,
    pub(crate) directions: HashSet<String>,
    pub(crate) labels: HashSet<String>,
    pub(crate) currencies: HashSet<String>,
    pub(crate) body_heads: HashSet<String>,
    pub(crate) place_heads: HashSet<String>,
    pub(crate) connectors: HashSet<String>,
    pub(crate) particles: HashSet<String>,
    pub(crate) possessors: HashSet<String>,
    pub(crate) alias_cues: Phrases<()>,
    pub(crate) known_bodies: Phrases<usize>,
    pub(crate) known_places: Phrases<usize>,
    pub(crate) offices: Phrases<()>,
    pub(crate) today: Phrases<()>,
    /// Large, and the same however many options a dossier adds.
    pub(crate) times: Arc<TimeLexicon>,
    pub(crate) aggregates: HashSet<String>,
    pub(crate) statuses: Vec<StatusWords>,
    pub(crate) sites: HashSet<String>,
    pub(crate) holding: HashSet<String>,
    pub(crate) official: HashSet<String>,
    pub(crate) options: Vec<OptionPhrases>,
    pub(crate) judgements: Phrases<()>,
    pub(crate) reasons: Phrases<()>,
    pub(crate) attitudes: Phrases<PositionStance>,
    pub(crate) conditions: Phrases<()>,
    pub(crate) changes_of_story: Phrases<()>,
    pub(crate) agents: Phrases<()>,
    pub(crate) roles: HashSet<String>,
    pub(crate) speaking_roles: HashSet<String>,
}

impl ReadingLexicon {
    /// The embedded lexicon of a language, by its ISO 639-1 code; `None` for a language without one.
    pub fn of(language: &str) -> Option<&'static ReadingLexicon> {
        let language = files::LANGUAGES.iter().find(|l| l.code == language)?;
        let shared = SharedLexicon::of(language.code)?;
        // The embedded files are part of the program; a test reads them, so failure here means a broken build.
        Some(language.compiled.get_or_init(|| {
            ReadingLexicon::compile(shared, &language.files, language.models)
                .unwrap_or_else(|e| panic!("embedded lexicon {}: {e}", language.code))
        }))
    }

    /// ISO 639-1 codes of the languages that have a lexicon, English first.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        files::LANGUAGES.iter().map(|language| language.code)
    }

    /// The embedded English lexicon.
    pub fn english() -> &'static ReadingLexicon {
        ReadingLexicon::of("en").unwrap_or_else(|| panic!("English is among the languages"))
    }

    /// Compiles the files of a language; each is `(file name, text)`, in the order of [`files::Files`]. `models` are
    /// those trained for it.
    ///
    /// # Errors
    /// Names the file that is not of the form its header describes.
    fn compile(
        shared: &'static SharedLexicon,
        texts: &files::Files,
        models: Models,
    ) -> Result<Self, LexiconError> {
        let files::Parsed { harm, reporting, sources, numbers, grammar, time, status, options, names } =
            files::parse(texts)?;
        let (harm_verbs, harm_adjectives) = harm_words(&harm.frame);
        let harm_lists = |pick: fn(&FrameRow) -> &Vec<String>| {
            Phrases::new(
                harm.frame
                    .iter()
                    .flat_map(|f| pick(f).iter().map(|w| (w.clone(), f.measure.0)))
                    .collect::<Vec<_>>(),
            )
        };
        let (phrases, units): (Vec<_>, Vec<_>) =
            numbers.units.into_iter().partition(|(w, _)| w.contains(' '));
        let units: HashMap<String, u64> = units.into_iter().collect();
        let multipliers: HashMap<String, u64> = numbers.multipliers.into_iter().collect();
        let roles = shared.offices.roles.iter().cloned().collect();
        let speaking_roles = shared.offices.speaking.iter().cloned().collect();
        Ok(ReadingLexicon {
            words: WordClasses::new(&grammar, &shared.calendar),
            models,
            digits: numbers.digits,
            unit_phrases: Phrases::new(phrases),
            round: Phrases::new(numbers.round),
            harm_verbs,
            harm_adjectives,
            harm_nouns: harm_lists(|f| &f.nouns),
            harm_phrases: harm_lists(|f| &f.phrases),
            governors: harm_lists(|f| &f.governors),
            tolls: harm_lists(|f| &f.tolls),
            figures: harm.figures.compile(),
            people: harm.people.compile(),
            occurrence_nouns: plain(&harm.occurrence.nouns),
            occurrence_verbs: plain(&harm.occurrence.verbs),
            presence: harm
                .presence
                .iter()
                .map(|p| (p.measure.0, plain(&p.before), plain(&p.after)))
                .collect(),
            reporting_verbs: reporting_words(&reporting),
            according_to: plain(&reporting.according_to),
            reckoning: Reckoning {
                before: plain(&reporting.reckoning.before),
                nouns: plain(&reporting.reckoning.nouns),
                again: plain(&reporting.reckoning.again),
            },
            documents: set(&reporting.documents),
            relies: plain(&reporting.relies),
            rejections: plain(&reporting.rejections),
            refusals: plain(&reporting.refusals),
            stances: set(&reporting.stances),
            groups: set(&sources.groups),
            unnamed: plain(&sources.unnamed),
            body_words: set(&sources.bodies),
            stands_for: sources.stands_for(),
            person_words: set(&sources.persons),
            hedging: plain(&sources.hedging),
            modals: plain(&sources.modals),
            continues: plain(&sources.continues),
            hearers: set(&sources.hearers),
            relayed: sources.relayed.clone(),
            relied_on: sources.relied_on.clone(),
            vague: Phrases::new(numbers.vague.iter().map(|(w, n)| (w.clone(), *n)).collect::<Vec<_>>()),
            before: numbers.before.phrases(),
            after: numbers.after.phrases(),
            times: Arc::new(TimeLexicon::compile(
                &time,
                &shared.calendar,
                units.clone(),
                multipliers.clone(),
            )),
            units,
            multipliers,
            uncounted: set(&numbers.not_counts.units),
            distances: set(&numbers.not_counts.distances),
            directions: set(&numbers.not_counts.directions),
            labels: set(&numbers.not_counts.labels),
            currencies: set(&numbers.not_counts.currencies),
            body_heads: set(&names.bodies),
            place_heads: set(&names.places),
            connectors: set(&names.connectors),
            particles: set(&names.particles),
            possessors: set(&names.possessors),
            alias_cues: plain(&names.alias_cues),
            known_bodies: known_bodies(shared),
            known_places: known_places(shared),
            offices: plain(&shared.offices.office.iter().flat_map(|o| o.words.clone()).collect::<Vec<_>>()),
            today: plain(&time.today),
            aggregates: set(&time.aggregates),
            statuses: status.status.iter().map(StatusRow::compile).collect(),
            agents: plain(&status.agents),
            changes_of_story: plain(&status.changes_of_story),
            options: options.option.iter().map(|row| option_phrases(row, shared)).collect(),
            judgements: plain(&options.judgements),
            reasons: plain(&options.reasons),
            sites: set(&status.sites),
            holding: set(&status.holding),
            official: set(&status.official),
            attitudes: options.attitudes(),
            conditions: plain(&options.conditions),
            roles,
            speaking_roles,
            shared,
        })
    }

    /// The same lexicon with further options, which the user of a dossier named; itself where there are none.
    pub fn with_options(&self, options: &[OptionWords]) -> Cow<'_, ReadingLexicon> {
        if options.is_empty() {
            return Cow::Borrowed(self);
        }
        let named = |o: &OptionWords| OptionPhrases {
            name: o.name.clone(),
            words: plain(&o.words),
            shields: HashSet::default(),
        };
        let mut out = self.clone();
        out.options.splice(0..0, options.iter().map(named));
        Cow::Owned(out)
    }

    /// The harm verbs a token may be a form of.
    pub(crate) fn harm(&self, lower: &str) -> &[HarmVerb] {
        self.harm_verbs.get(lower).map_or(&[], Vec::as_slice)
    }
}

fn set(words: &[String]) -> HashSet<String> {
    words.iter().map(|w| w.to_lowercase()).collect()
}

fn plain(words: &[String]) -> Phrases<()> {
    Phrases::new(words.iter().map(|w| (w.as_str(), ())))
}

/// Every way a known body is written, with its place in the shared lexicon.
fn known_bodies(shared: &SharedLexicon) -> Phrases<usize> {
    let names = shared.bodies.iter().enumerate();
    Phrases::new(
        names.flat_map(|(i, b)| std::iter::once(&b.name).chain(&b.also).map(move |n| (n.as_str(), i))),
    )
}

/// Every way a country and its seats of government are written, with the country's place in the shared lexicon.
fn known_places(shared: &SharedLexicon) -> Phrases<usize> {
    let names = shared.countries.iter().enumerate();
    Phrases::new(names.flat_map(|(i, c)| {
        std::iter::once(&c.name).chain(&c.also).chain(&c.capitals).map(move |n| (n.as_str(), i))
    }))
}

/// The phrases of an option, `{country}` replaced by every country in turn.
fn option_phrases(row: &OptionRow, shared: &SharedLexicon) -> OptionPhrases {
    let expand = |phrase: &String| -> Vec<String> {
        if !phrase.contains("{country}") {
            return vec![phrase.clone()];
        }
        let names = shared.countries.iter().flat_map(|c| std::iter::once(&c.name).chain(&c.also));
        names.map(|name| phrase.replace("{country}", name)).collect()
    };
    let words = plain(&row.words.iter().flat_map(expand).collect::<Vec<_>>());
    OptionPhrases { name: row.name.clone(), words, shields: set(&row.shields) }
}

/// The five forms of a row "base third past participle gerund", each with what it may be. Spellings of one form are parted by
/// a stroke: "tué/tuée/tués/tuées".
fn forms_of(row: &str) -> Vec<(String, VerbForms)> {
    let mut out: Vec<(String, VerbForms)> = Vec::new();
    for (i, form) in row.split_whitespace().enumerate() {
        for word in form.split('/') {
            let at = out.iter().position(|(w, _)| w == word).unwrap_or_else(|| {
                out.push((word.to_string(), VerbForms::default()));
                out.len() - 1
            });
            let forms = &mut out[at].1;
            match i {
                0 => forms.base = true,
                1 => forms.third = true,
                2 => forms.past = true,
                3 => forms.participle = true,
                _ => forms.gerund = true,
            }
        }
    }
    out
}

fn harm_words(frames: &[FrameRow]) -> (HashMap<String, Vec<HarmVerb>>, HashMap<String, Measure>) {
    let mut verbs: HashMap<String, Vec<HarmVerb>> = HashMap::default();
    let mut adjectives = HashMap::default();
    for frame in frames {
        let measure = frame.measure.0;
        for (rows, transitive) in [(&frame.transitive, true), (&frame.intransitive, false)] {
            for (word, forms) in rows.iter().flat_map(|row| forms_of(row)) {
                verbs.entry(word).or_default().push(HarmVerb { measure, transitive, forms });
            }
        }
        adjectives.extend(frame.adjectives.iter().map(|a| (a.clone(), measure)));
    }
    (verbs, adjectives)
}

fn reporting_words(file: &files::ReportingFile) -> HashMap<String, ReportingVerb> {
    let plain = ReportingVerb {
        stance: Stance::Asserts,
        needs_that: false,
        telling: false,
        receiving: false,
        of: false,
        judging: false,
        counting: false,
        forms: VerbForms::default(),
    };
    let lists = [
        (&file.asserts, plain),
        (&file.accepting, ReportingVerb { needs_that: true, ..plain }),
        (&file.telling, ReportingVerb { telling: true, ..plain }),
        (&file.receiving, ReportingVerb { receiving: true, ..plain }),
        (&file.denies, ReportingVerb { stance: Stance::Denies, ..plain }),
        (&file.hedges, ReportingVerb { stance: Stance::Hedges, needs_that: true, ..plain }),
        (&file.speaking_of, ReportingVerb { needs_that: true, of: true, ..plain }),
        (&file.counting, ReportingVerb { counting: true, needs_that: true, ..plain }),
        (&file.judging, ReportingVerb { judging: true, ..plain }),
    ];
    let mut out = HashMap::default();
    for (rows, verb) in lists {
        for (word, forms) in rows.iter().flat_map(|row| forms_of(row)) {
            out.entry(word).or_insert(ReportingVerb { forms, ..verb });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_lexicon_compiles() {
        let lexicon = ReadingLexicon::english();
        assert_eq!(lexicon.harm("killed")[0].measure, Measure::Killed);
        assert!(lexicon.reporting_verbs["told"].telling);
        let own = OptionWords { name: "closing the quay".into(), words: vec!["close the quay".into()] };
        assert!(matches!(lexicon.with_options(&[]), Cow::Borrowed(_)));
        assert_eq!(lexicon.with_options(&[own]).options[0].name, "closing the quay");
    }
}
