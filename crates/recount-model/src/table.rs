//! A table of claims from anywhere, in columns, and what was learned from it.
//!
//! A [`Report`](crate::Report) tells in sentences; a [`Table`] has already been cut into rows: this source says of this item that its
//! value is so much. Tables come by the million rows, so every string is kept once ([`Names`]) and a row is a few numbers. Rows
//! keep the order of the file: an answer may not depend on it, a message about a row must name it. What truth discovery makes of
//! a table is a [`Discovery`]: an answer for each item, what it learned of each source, and which sources copy each other.

use string_interner::{StringInterner, Symbol, backend::StringBackend};

use crate::Reason;

/// Distinct strings, numbered from 0 in the order they were first met.
#[derive(Debug, Clone)]
pub struct Names(StringInterner<StringBackend>);

impl Default for Names {
    fn default() -> Names {
        Names(StringInterner::new())
    }
}

impl Names {
    /// The number of a string; a new one if it was not met before.
    ///
    /// # Panics
    /// With more than 2³² - 1 distinct strings.
    pub fn number(&mut self, name: &str) -> u32 {
        u32::try_from(self.0.get_or_intern(name).to_usize()).expect("fewer than 2³² names")
    }

    /// The number of a string that was met before.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.0.get(name).and_then(|symbol| u32::try_from(symbol.to_usize()).ok())
    }

    /// The string of a number that [`Names::number`] gave.
    ///
    /// # Panics
    /// On a number that it did not give.
    pub fn name(&self, number: u32) -> &str {
        Symbol::try_from_usize(number as usize)
            .and_then(|symbol| self.0.resolve(symbol))
            .expect("a number that Names::number gave")
    }

    /// How many distinct strings there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every string, by number.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, name)| name)
    }
}

/// What sort of values an item takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum ValueKind {
    /// Numbers, of which some lie nearer to each other than others.
    Number,
    /// Names: two are the same or are not.
    Category,
}

impl crate::Word for ValueKind {}

/// Claims in columns. Row `i` says: `source[i]` says of `item[i]` that it is `value[i]`. The three columns are equally long.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Who speaks, by number.
    pub sources: Names,
    /// What is spoken of, by number.
    pub items: Names,
    /// What is said, as written, by number; one list for all items.
    pub values: Names,
    /// The source of each row: an index into `sources`.
    pub source: Vec<u32>,
    /// The item of each row: an index into `items`.
    pub item: Vec<u32>,
    /// The value of each row: an index into `values`.
    pub value: Vec<u32>,
    /// The kind of each item, in the order of `items`.
    pub kinds: Vec<ValueKind>,
    /// The number that each value is, in the order of `values`; NaN for one that is no finite number.
    pub numbers: Vec<f64>,
    /// When each row was said, in days since 1970-01-01 (a part of a day is allowed); NaN where it is not told. Empty, if the
    /// table tells of no row when it was said.
    pub day: Vec<f64>,
    /// Declared lineage: the row, and the source that it cites; in the order of rows.
    pub cites: Vec<(u32, u32)>,
}

impl Table {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.source.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.source.is_empty()
    }
}

/// What is answered for one item.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// One value that is claimed: an index into the table's values.
    Value(u32),
    /// Several values that hold together, best first (of methods for several truths).
    Values(Vec<u32>),
    /// Values between which nothing decides, in order of their names (numbers in order of size).
    Tie(Vec<u32>),
    /// A number that need not have been claimed by anybody, as a mean is.
    Number(f64),
    /// No answer: too little speaks for any.
    Unresolved,
}

/// What one item was answered with, and how surely.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The answer.
    pub answer: Answer,
    /// How far the method believes in it, from 0 to 1, on the method's own scale.
    pub confidence: f64,
    /// How many sources say so.
    pub support: u32,
    /// How many sources speak of the item.
    pub sources: u32,
}

/// What a method learned of one source.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// How far its word counts, on the method's own scale; larger is more.
    pub weight: f64,
    /// The share of its claims that agree with the answers, from 0 to 1.
    pub agreement: f64,
    /// How many items it speaks of.
    pub items: u32,
    /// The group of copiers it belongs to: an index into [`Discovery::copies`].
    pub group: Option<u32>,
}

/// Sources that have their values from each other, or from one origin.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyGroup {
    /// Its members: indices into the table's sources, in order of their names.
    pub members: Vec<u32>,
    /// Pairs of members that were found dependent, each with the probability of it and the evidence.
    pub pairs: Vec<CopyPair>,
}

/// Two sources of which one has its values from the other.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyPair {
    /// The two: indices into the table's sources, in order of their names.
    pub pair: [u32; 2],
    /// Which of the two copies, where that could be told: an index into the table's sources.
    pub copier: Option<u32>,
    /// How sure the dependence is, from 0 to 1; 1 where it was declared.
    pub probability: f64,
    /// What speaks for it: shared rare or false values, declared citations.
    pub reasons: Vec<Reason>,
}

/// What truth discovery made of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Discovery {
    /// The method that answered.
    pub method: String,
    /// Why this method was chosen, and what was seen on the way.
    pub reasons: Vec<Reason>,
    /// For each item of the table, in its order.
    pub outcomes: Vec<Outcome>,
    /// For each source of the table, in its order.
    pub standings: Vec<Standing>,
    /// Groups of copiers, in order of their first members' names.
    pub copies: Vec<CopyGroup>,
}
