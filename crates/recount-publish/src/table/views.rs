//! The three tables that come out: answers, sources, copies.

use super::sheet::{Cell, Holds, Sheet, rounded};
use recount_model::{Answer, CopyPair, Discovery, Table};
use std::borrow::Cow;

pub(super) struct Answers<'a> {
    pub table: &'a Table,
    pub discovery: &'a Discovery,
}

impl Sheet for Answers<'_> {
    fn columns(&self) -> &'static [(&'static str, Holds)] {
        &[
            ("item", Holds::Text),
            ("value", Holds::Text),
            ("answer", Holds::Text),
            ("values", Holds::List),
            ("confidence", Holds::Number),
            ("support", Holds::Count),
            ("sources", Holds::Count),
        ]
    }

    fn rows(&self) -> usize {
        self.discovery.outcomes.len()
    }

    fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let outcome = &self.discovery.outcomes[row];
        let name = |value: u32| self.table.values.name(value);
        let text = |text| Cell::Text(Cow::Borrowed(text));
        match column {
            0 => text(self.table.items.name(row as u32)),
            1 => match &outcome.answer {
                Answer::Value(value) => text(name(*value)),
                Answer::Values(values) | Answer::Tie(values) => {
                    values.first().map_or(Cell::Empty, |value| text(name(*value)))
                }
                Answer::Number(number) if number.is_finite() => Cell::Text((number + 0.0).to_string().into()),
                Answer::Number(_) | Answer::Unresolved => Cell::Empty,
            },
            2 => text(match &outcome.answer {
                Answer::Value(_) => "value",
                Answer::Values(_) => "several",
                Answer::Tie(_) => "tie",
                Answer::Number(_) => "number",
                Answer::Unresolved => "unresolved",
            }),
            3 => match &outcome.answer {
                Answer::Values(values) | Answer::Tie(values) => {
                    Cell::List(values.iter().map(|value| name(*value)).collect())
                }
                _ => Cell::Empty,
            },
            4 => rounded(outcome.confidence),
            5 => Cell::Count(outcome.support),
            _ => Cell::Count(outcome.sources),
        }
    }
}

pub(super) struct Sources<'a> {
    table: &'a Table,
    discovery: &'a Discovery,
    /// Those that say anything; a source may only be cited.
    speaking: Vec<u32>,
}

impl Sources<'_> {
    pub(super) fn new<'a>(table: &'a Table, discovery: &'a Discovery) -> Sources<'a> {
        let numbered = (0u32..).zip(&discovery.standings);
        let speaking =
            numbered.filter(|(_, standing)| standing.items > 0).map(|(source, _)| source).collect();
        Sources { table, discovery, speaking }
    }
}

impl Sheet for Sources<'_> {
    fn columns(&self) -> &'static [(&'static str, Holds)] {
        &[
            ("source", Holds::Text),
            ("weight", Holds::Number),
            ("agreement", Holds::Number),
            ("items", Holds::Count),
            ("group", Holds::Count),
        ]
    }

    fn rows(&self) -> usize {
        self.speaking.len()
    }

    fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let source = self.speaking[row];
        let standing = &self.discovery.standings[source as usize];
        match column {
            0 => Cell::Text(Cow::Borrowed(self.table.sources.name(source))),
            1 => rounded(standing.weight),
            2 => rounded(standing.agreement),
            3 => Cell::Count(standing.items),
            _ => standing.group.map_or(Cell::Empty, |group| Cell::Count(group + 1)),
        }
    }
}

pub(super) struct Copies<'a> {
    table: &'a Table,
    pairs: Vec<(u32, &'a CopyPair)>,
}

impl Copies<'_> {
    pub(super) fn new<'a>(table: &'a Table, discovery: &'a Discovery) -> Copies<'a> {
        let numbered = (1u32..).zip(&discovery.copies);
        let pairs = numbered.flat_map(|(number, group)| group.pairs.iter().map(move |pair| (number, pair)));
        Copies { table, pairs: pairs.collect() }
    }
}

impl Sheet for Copies<'_> {
    fn columns(&self) -> &'static [(&'static str, Holds)] {
        &[
            ("copier", Holds::Text),
            ("original", Holds::Text),
            ("direction", Holds::Text),
            ("group", Holds::Count),
            ("probability", Holds::Number),
            ("evidence", Holds::List),
        ]
    }

    fn rows(&self) -> usize {
        self.pairs.len()
    }

    fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let (group, pair) = self.pairs[row];
        let [first, second] = pair.pair;
        let (copier, original) = if pair.copier == Some(second) { (second, first) } else { (first, second) };
        let name = |source| Cell::Text(Cow::Borrowed(self.table.sources.name(source)));
        match column {
            0 => name(copier),
            1 => name(original),
            2 => Cell::Text(Cow::Borrowed(if pair.copier.is_some() { "known" } else { "open" })),
            3 => Cell::Count(group),
            4 => rounded(pair.probability),
            _ => Cell::List(pair.reasons.iter().map(|reason| reason.label.as_str()).collect()),
        }
    }
}
