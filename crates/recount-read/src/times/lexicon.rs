//! The words and rules of time of one language, compiled from `lexicon/LANGUAGE/time.toml` (whose header says what they mean) and from
//! the calendar of `recount-lexicon`.

mod file;

pub(super) use file::SlashOrder;
pub(crate) use file::TimeFile;

use super::pattern::{Paths, parse_pattern};
use super::rules::Make;
use super::stretch::Unit;
use recount_lexicon::{Calendar, Feast};
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

/// A class of words, or one word, as patterns name it.
pub(super) type Symbol = u16;

/// The classes that mean something to the program. Their numbers are symbols.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Class {
    Number,
    Ordinal,
    Year,
    Day,
    Month,
    Weekday,
    Weekdays,
    Season,
    Feast,
    Decade,
    Iso,
    Slashes,
    Clock,
    Military,
    Unit,
    Units,
    Direction,
    Days,
    Part,
    Quantity,
    Fraction,
    Frequency,
    Reference,
}

const CLASSES: [(&str, Class); 23] = [
    ("number", Class::Number),
    ("ordinal", Class::Ordinal),
    ("year", Class::Year),
    ("day", Class::Day),
    ("month", Class::Month),
    ("weekday", Class::Weekday),
    ("weekdays", Class::Weekdays),
    ("season", Class::Season),
    ("feast", Class::Feast),
    ("decade", Class::Decade),
    ("iso", Class::Iso),
    ("slashes", Class::Slashes),
    ("clock", Class::Clock),
    ("military", Class::Military),
    ("unit", Class::Unit),
    ("units", Class::Units),
    ("direction", Class::Direction),
    ("days", Class::Days),
    ("part", Class::Part),
    ("quantity", Class::Quantity),
    ("fraction", Class::Fraction),
    ("frequency", Class::Frequency),
    ("reference", Class::Reference),
];

/// A word or phrase with the class it belongs to and its value there.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Its words after the first.
    pub rest: Vec<String>,
    pub symbol: Symbol,
    pub value: i64,
}

/// A rule but for its patterns.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub make: Make,
    pub unless_before: HashSet<Symbol>,
    pub unless_after: HashSet<Symbol>,
}

/// What a clause tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
}

/// Everything known of time in one language.
#[derive(Debug, Clone)]
pub(crate) struct TimeLexicon {
    entries: HashMap<String, Vec<Entry>>,
    pub(super) paths: Paths,
    pub(super) rules: Vec<Rule>,
    pub(super) capitalised: bool,
    pub(super) unsure: HashSet<String>,
    pub(super) feasts: Vec<Feast>,
    pub(super) slashes: SlashOrder,
    pub(super) ordinal_endings: HashSet<String>,
    pub(super) decade_endings: HashSet<String>,
    pub(super) past_endings: Vec<String>,
    /// Number words, and words that multiply.
    pub(super) units: HashMap<String, u64>,
    pub(super) multipliers: HashMap<String, u64>,
    pub(super) timed: Symbol,
    pub(super) clocked: Symbol,
    pub(super) not_year_after: Symbol,
    pub(super) not_year_before: Symbol,
    pub(super) tense: [Symbol; 2],
    pub(super) future_beside: Symbol,
    pub(super) range_between: Symbol,
    pub(super) range_since: Symbol,
    pub(super) range_within: Symbol,
    pub(super) range_joins: Symbol,
    pub(super) range_joins_between: Symbol,
    pub(super) modifies_date: HashMap<String, Vec<Vec<String>>>,
    pub(super) modifies_length: HashMap<String, Vec<Vec<String>>>,
    pub(super) clock_marks: [Symbol; 3],
}

/// Collects entries and gives every word and class of the patterns its symbol.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    by_name: HashMap<String, Symbol>,
    entries: HashMap<String, Vec<Entry>>,
}

impl Symbols {
    /// The symbol of a class, `<name>`, or of a word.
    pub fn of(&mut self, written: &str) -> Symbol {
        if let Some(name) = written.strip_prefix('<').and_then(|w| w.strip_suffix('>'))
            && let Some((_, class)) = CLASSES.iter().find(|(n, _)| *n == name)
        {
            return *class as Symbol;
        }
        if let Some(&symbol) = self.by_name.get(written) {
            return symbol;
        }
        let symbol = (CLASSES.len() + self.by_name.len()) as Symbol;
        self.by_name.insert(written.to_string(), symbol);
        if !written.starts_with('<') {
            self.add(written, symbol, 0);
        }
        symbol
    }

    /// Adds a phrase to a class.
    pub fn add(&mut self, phrase: &str, symbol: Symbol, value: i64) {
        let mut words = words_of(phrase).into_iter();
        let Some(first) = words.next() else { return };
        self.entries.entry(first).or_default().push(Entry { rest: words.collect(), symbol, value });
    }

    fn add_all(&mut self, phrases: &[String], class: Class, value: i64) {
        phrases.iter().for_each(|p| self.add(p, class as Symbol, value));
    }

    fn class(&mut self, name: &str, phrases: &[String]) -> Symbol {
        let symbol = self.of(&format!("<{name}>"));
        phrases.iter().for_each(|p| self.add(p, symbol, 0));
        symbol
    }
}

/// The words of a phrase as [`super::pieces`] cuts a text: at spaces and hyphens, a possessive apart.
pub(super) fn words_of(phrase: &str) -> Vec<String> {
    let phrase = phrase.to_lowercase().replace('\u{2019}', "'");
    let mut out = Vec::new();
    for word in phrase.split([' ']) {
        let (stem, possessive) = match word.strip_suffix("'s") {
            Some(stem) => (stem, true),
            None => (word, false),
        };
        let parts = stem.split('-').filter(|p| !p.is_empty());
        out.extend(parts.map(str::to_string));
        if stem == "-" {
            out.push("-".into());
        }
        if let Some((a, b)) = stem.split_once('/').filter(|(a, b)| !a.is_empty() && !b.is_empty()) {
            out.pop();
            out.extend([a.to_string(), "/".into(), b.to_string()]);
        }
        if possessive {
            out.push("'s".into());
        }
    }
    out
}

impl TimeLexicon {
    /// Compiles a language's words of time.
    pub fn compile(
        file: &TimeFile,
        calendar: &Calendar,
        units: HashMap<String, u64>,
        multipliers: HashMap<String, u64>,
    ) -> TimeLexicon {
        let mut symbols = Symbols::default();
        add_calendar(&mut symbols, calendar, &file.plural);
        add_tables(&mut symbols, file);
        for (name, phrases) in &file.classes {
            symbols.class(name, phrases);
        }
        let hours = &file.hours;
        let clock_marks = [
            symbols.class("before-noon", &hours.before_noon),
            symbols.class("after-noon", &hours.after_noon),
            symbols.class("on-the-hour", &hours.on_the_hour),
        ];
        let tense = [
            symbols.class("past-tense", &file.tense.past),
            symbols.class("future-tense", &file.tense.future),
        ];
        let future_beside = symbols.class("future-beside", &file.tense.future_beside);
        let range_between = symbols.class("range-between", &file.ranges.between);
        let range_since = symbols.class("range-since", &file.ranges.since);
        let range_within = symbols.class("range-within", &file.ranges.within);
        let range_joins = symbols.class("range-joins", &file.ranges.joins);
        let range_joins_between = symbols.class("range-joins-between", &file.ranges.joins_between);
        let families = [
            &file.calendar,
            &file.relative,
            &file.weekdays,
            &file.durations,
            &file.sets,
            &file.clock,
            &file.vague,
        ];
        let mut paths = Paths::default();
        let mut rules = Vec::new();
        for row in families.into_iter().flatten() {
            let number = rules.len();
            for pattern in &row.patterns {
                paths.add(&parse_pattern(pattern, &mut symbols), number);
            }
            let mut set = |words: &[String]| words.iter().map(|w| symbols.of(w)).collect();
            rules.push(Rule {
                make: row.make,
                unless_before: set(&row.unless_before),
                unless_after: set(&row.unless_after),
            });
        }
        let (timed, clocked) = (symbols.of("<timed>"), symbols.of("<clocked>"));
        let (not_year_after, not_year_before) =
            (symbols.of("<not_year_after>"), symbols.of("<not_year_before>"));
        TimeLexicon {
            entries: symbols.entries,
            paths,
            rules,
            capitalised: calendar.capitalised,
            unsure: calendar.unsure().map(str::to_string).collect(),
            feasts: calendar.feasts.clone(),
            slashes: file.slashes,
            ordinal_endings: file.ordinals.endings.iter().cloned().collect(),
            decade_endings: file.decades.endings.iter().cloned().collect(),
            past_endings: file.tense.past_endings.clone(),
            units,
            multipliers,
            timed,
            clocked,
            not_year_after,
            not_year_before,
            tense,
            future_beside,
            range_between,
            range_since,
            range_within,
            range_joins,
            range_joins_between,
            modifies_date: by_last_word(&file.modifiers.date),
            modifies_length: by_last_word(&file.modifiers.duration),
            clock_marks,
        }
    }

    /// The entries that begin with a word.
    pub(super) fn entries(&self, word: &str) -> &[Entry] {
        self.entries.get(word).map_or(&[], Vec::as_slice)
    }
}

/// Phrases by their last word, each with the words before it.
fn by_last_word(phrases: &[String]) -> HashMap<String, Vec<Vec<String>>> {
    let mut out: HashMap<String, Vec<Vec<String>>> = HashMap::default();
    for phrase in phrases {
        let mut words = words_of(phrase);
        if let Some(last) = words.pop() {
            out.entry(last).or_default().push(words);
        }
    }
    out.values_mut().for_each(|list| list.sort_by_key(|words| std::cmp::Reverse(words.len())));
    out
}

fn add_calendar(symbols: &mut Symbols, calendar: &Calendar, plural: &str) {
    calendar.months().for_each(|(name, n)| symbols.add(name, Class::Month as Symbol, i64::from(n)));
    for (name, n) in calendar.weekdays() {
        symbols.add(name, Class::Weekday as Symbol, i64::from(n));
        // Only the whole name has a plural: "thus" is none of "Thu".
        if !calendar.weekdays().any(|(other, m)| m == n && other.len() > name.len()) {
            symbols.add(&format!("{name}{plural}"), Class::Weekdays as Symbol, i64::from(n));
        }
    }
    calendar.seasons().for_each(|(name, n)| symbols.add(name, Class::Season as Symbol, i64::from(n)));
    for (i, feast) in calendar.feasts.iter().enumerate() {
        symbols.add_all(&feast.words, Class::Feast, i as i64);
    }
}

fn add_tables(symbols: &mut Symbols, file: &TimeFile) {
    for (place, words) in file.units.rows().into_iter().enumerate() {
        symbols.add_all(&words.one, Class::Unit, place as i64);
        symbols.add_all(&words.many, Class::Units, place as i64);
    }
    symbols.add_all(&file.directions.last, Class::Direction, -1);
    symbols.add_all(&file.directions.this, Class::Direction, 0);
    symbols.add_all(&file.directions.next, Class::Direction, 1);
    for (words, days) in &file.days {
        symbols.add(words, Class::Days as Symbol, *days);
    }
    let parts = &file.parts;
    let rows = [&parts.morning, &parts.afternoon, &parts.evening, &parts.night, &parts.day];
    rows.into_iter().zip(0..).for_each(|(words, n)| symbols.add_all(words, Class::Part, n));
    for (words, time) in &file.moments {
        let minutes = time
            .split_once(':')
            .and_then(|(h, m)| Some(h.parse::<i64>().ok()? * 60 + m.parse::<i64>().ok()?));
        symbols.add(words, Class::Clock as Symbol, minutes.unwrap_or(0));
    }
    for (words, n) in &file.quantities {
        symbols.add(words, Class::Quantity as Symbol, n * 100);
    }
    for (word, n) in file.ordinals.words.iter().zip(1..) {
        symbols.add(word, Class::Ordinal as Symbol, n);
    }
    for (word, decade) in &file.decades.words {
        symbols.add(word, Class::Decade as Symbol, *decade);
    }
    for (words, hundredths) in &file.fractions {
        symbols.add(words, Class::Fraction as Symbol, *hundredths);
    }
    for (word, (n, unit)) in &file.frequencies {
        let rows = file.units.rows();
        let place = rows.iter().position(|r| r.one.iter().any(|w| w == unit)).unwrap_or(Unit::Day as usize);
        // The number of units and the unit's place in one value.
        symbols.add(word, Class::Frequency as Symbol, n * 100 + place as i64);
    }
    symbols.add_all(&file.references.past, Class::Reference, 0);
    symbols.add_all(&file.references.present, Class::Reference, 1);
    symbols.add_all(&file.references.future, Class::Reference, 2);
}
