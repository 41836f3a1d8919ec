//! What is imperfect about rows: counted by kind, with the first few places, so that a million bad rows make one message.

use super::columns::shown;
use recount_model::{Issue, Severity};
use std::collections::BTreeMap;

/// A kind of imperfection. Whether the row is used nevertheless is said by [`Fault::is_kept`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    Short,
    Long,
    NoSource,
    NoItem,
    NoValue,
    NoNumber,
    Unclosed,
    AfterQuote,
    TooLong,
    NotJson,
    Nested,
    Encoding,
    Kind,
    Time,
    DayNumber,
    SelfCited,
    MixedKinds,
    Repeated,
}

impl Fault {
    /// What happened to `n` rows, in words, and what to do about it.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Fault::Short => (
                "left out, having fewer cells than the header",
                "complete it, or leave the cell empty but delimited",
            ),
            Fault::Long => (
                "left out, having more cells than the header",
                "put cells that hold the delimiter into double quotes",
            ),
            Fault::NoSource => ("left out, naming no source", "say who speaks"),
            Fault::NoItem => ("left out, naming no item", "say of what"),
            Fault::NoValue => ("left out, having no value", "a source that says nothing needs no row"),
            Fault::NoNumber => (
                "left out, its item being a number and its value no finite one",
                "correct the value, or call the kind of the item c (category)",
            ),
            Fault::Unclosed => (
                "left out, a double quote in it being opened and never closed",
                "close the quote, and write a quote inside quotes twice",
            ),
            Fault::AfterQuote => {
                ("left out, a cell going on after its closing quote", "write a quote inside quotes twice")
            }
            Fault::TooLong => {
                ("left out, being longer than a megabyte", "look whether lines end as they should")
            }
            Fault::NotJson => ("left out, being no JSON object on one line", "write one JSON object a line"),
            Fault::Nested => (
                "left out, a list or an object standing where a text or a number should",
                "write one claim a line",
            ),
            Fault::Encoding => ("not in UTF-8 and read as Windows-1252", "save the table as UTF-8"),
            Fault::Kind => {
                ("used without its kind, which is no known word", "write n (number) or c (category)")
            }
            Fault::Time => (
                "used without its time, which cannot be told",
                "write 2011, 2011-04, 2011-04-08 or 2011-04-08T12:30",
            ),
            Fault::DayNumber => (
                "dated by a spreadsheet's number of the day",
                "if that is not what is meant, write 2011-04-08",
            ),
            Fault::SelfCited => {
                ("left without a citation of its own source", "name another source, or leave the cell empty")
            }
            Fault::MixedKinds => (
                "called a number here and a category there; what most rows say holds, of equally many the category",
                "give each item one kind",
            ),
            Fault::Repeated => (
                "given more than once and counted once: same source, item, value and time",
                "no harm is done; look whether rows were exported twice",
            ),
        }
    }

    fn is_kept(self) -> bool {
        use Fault::*;
        matches!(self, Encoding | Kind | Time | DayNumber | SelfCited | MixedKinds | Repeated)
    }

    fn severity(self) -> Severity {
        match self {
            Fault::Repeated | Fault::DayNumber | Fault::SelfCited => Severity::Note,
            _ if self.is_kept() => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

/// Places that a message names.
const NAMED: usize = 3;

#[derive(Debug, Default)]
struct Tally {
    count: u64,
    first: Vec<String>,
    /// The line of the row that was noted last, where it is known.
    last_line: Option<u64>,
}

/// All faults of a table.
#[derive(Debug, Default)]
pub(super) struct Faults(BTreeMap<Fault, Tally>);

impl Faults {
    /// Notes a fault of the row at `line`, with the words concerned, if there are any.
    pub(super) fn add(&mut self, fault: Fault, line: u64, words: &str) {
        self.add_at(fault, &format!("line {line}"), words);
    }

    /// Notes a fault that several cells of one row may have, once for the row. Rows come in their order.
    pub(super) fn add_once(&mut self, fault: Fault, line: u64, words: &str) {
        if self.0.get(&fault).is_some_and(|tally| tally.last_line == Some(line)) {
            return;
        }
        self.add(fault, line, words);
        self.0.entry(fault).or_default().last_line = Some(line);
    }

    /// Notes a fault at a place that is no line.
    pub(super) fn add_at(&mut self, fault: Fault, place: &str, words: &str) {
        let tally = self.0.entry(fault).or_default();
        tally.count += 1;
        if tally.first.len() < NAMED {
            let words = shown(words);
            tally.first.push(if words.is_empty() {
                place.to_string()
            } else {
                format!("{place}: '{words}'")
            });
        }
    }

    /// Notes `count` more faults that need no place.
    pub(super) fn add_many(&mut self, fault: Fault, count: u64) {
        if count > 0 {
            self.0.entry(fault).or_default().count += count;
        }
    }

    /// The commonest reason for which rows were left out, of equally common ones the first.
    pub(super) fn worst(&self) -> Option<String> {
        let lost = self.0.iter().filter(|(fault, _)| !fault.is_kept());
        let worst = lost.rev().max_by_key(|(_, tally)| tally.count)?;
        Some(message(*worst.0, worst.1))
    }

    /// One issue for each kind.
    pub(super) fn issues(&self, file: &str) -> Vec<Issue> {
        let issue = |(fault, tally): (&Fault, &Tally)| Issue {
            severity: fault.severity(),
            code: "table-row",
            file: Some(file.to_string()),
            span: None,
            message: message(*fault, tally),
            hint: Some(fault.words().1.to_string()),
        };
        self.0.iter().map(issue).collect()
    }
}

fn message(fault: Fault, tally: &Tally) -> String {
    let what = match (fault, tally.count) {
        (Fault::MixedKinds, 1) => "item",
        (Fault::MixedKinds, _) => "items",
        (_, 1) => "row",
        _ => "rows",
    };
    let (said, _) = fault.words();
    let verb = if tally.count == 1 { "is" } else { "are" };
    let more = tally.count - tally.first.len() as u64;
    let places = match (tally.first.is_empty(), more) {
        (true, _) => String::new(),
        (false, 0) => format!(" ({})", tally.first.join(", ")),
        (false, _) => format!(" ({} and {more} more)", tally.first.join(", ")),
    };
    format!("{} {what} {verb} {said}{places}", tally.count)
}
