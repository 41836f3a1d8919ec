//! Rows become columns of numbers: every string is kept once, and a row costs a few bytes.

use super::columns::{Role, kind_of};
use super::faults::{Fault, Faults};
use super::time::{Told, told};
use recount_model::{Names, Table, ValueKind};
use std::borrow::Cow;

/// The cells of one row, by role; empty where the row or the table has none. Bytes as they stand, not yet known to be UTF-8.
pub(super) type Cells<'a> = [&'a [u8]; Role::COUNT];

/// What the rows came to so far.
#[derive(Default)]
pub(super) struct Gathering {
    /// The table; kinds and numbers are settled when all rows are known.
    pub table: Table,
    /// How often rows call each item a number and a category; empty if no row says a kind.
    pub kinds: Vec<[u32; 2]>,
    /// What was imperfect about rows.
    pub faults: Faults,
    last: [Last; 3],
}

/// The string that a column held last, since rows often come in runs.
#[derive(Default)]
struct Last {
    cell: Vec<u8>,
    number: u32,
}

/// Between sources in one cell of `cites`.
const BETWEEN_SOURCES: u8 = b'|';

impl Gathering {
    /// Takes in one row, which stands at `line`; whether it is kept.
    pub(super) fn row(&mut self, cells: &Cells<'_>, line: u64) -> bool {
        let [source, item, value, kind, time, cites] = cells.map(<[u8]>::trim_ascii);
        for (cell, fault) in [(source, Fault::NoSource), (item, Fault::NoItem), (value, Fault::NoValue)] {
            if cell.is_empty() {
                self.faults.add(fault, line, "");
                return false;
            }
        }
        let Gathering { table, faults, last: [of_source, of_item, of_value], .. } = self;
        let source = number(&mut table.sources, of_source, source, faults, line);
        let item = number(&mut table.items, of_item, item, faults, line);
        let value = number(&mut table.values, of_value, value, faults, line);
        let (Some(source), Some(item), Some(value)) = (source, item, value) else {
            let missing = match (source, item) {
                (None, _) => Fault::NoSource,
                (_, None) => Fault::NoItem,
                _ => Fault::NoValue,
            };
            faults.add(missing, line, "");
            return false;
        };
        let said = [table.source.last(), table.item.last(), table.value.last()];
        let says_again = said == [Some(&source), Some(&item), Some(&value)];
        if !kind.is_empty() {
            self.kind(kind, item, line);
        }
        let Gathering { table, faults, .. } = self;
        // Settling would find a repetition too; but so a row repeated a thousand million times costs no memory.
        if says_again && time.is_empty() && cites.is_empty() && table.day.is_empty() {
            faults.add_many(Fault::Repeated, 1);
            return true;
        }
        let row = table.source.len() as u32;
        table.source.push(source);
        table.item.push(item);
        table.value.push(value);
        if !time.is_empty() || !self.table.day.is_empty() {
            self.time(time, line);
        }
        if !cites.is_empty() {
            self.cites(cites, row, source, line);
        }
        true
    }

    /// One more source that the row taken in last cites, named by itself.
    pub(super) fn cites_also(&mut self, cited: &[u8], line: u64) {
        let (Some(row), Some(source)) = (self.table.len().checked_sub(1), self.table.source.last()) else {
            return;
        };
        let source = *source;
        self.cite(cited, row as u32, source, line);
    }

    fn kind(&mut self, cell: &[u8], item: u32, line: u64) {
        let kind = match cell {
            b"n" => Some(ValueKind::Number),
            b"c" => Some(ValueKind::Category),
            _ => kind_of(&String::from_utf8_lossy(cell)),
        };
        let Some(kind) = kind else {
            return self.faults.add(Fault::Kind, line, &String::from_utf8_lossy(cell));
        };
        if self.kinds.len() <= item as usize {
            self.kinds.resize(item as usize + 1, [0, 0]);
        }
        self.kinds[item as usize][usize::from(kind == ValueKind::Category)] += 1;
    }

    fn time(&mut self, cell: &[u8], line: u64) {
        let words = String::from_utf8_lossy(cell);
        let day = match told(&words) {
            Told::Nothing => f64::NAN,
            Told::Day(day) => day,
            Told::SheetDay(day) => {
                self.faults.add(Fault::DayNumber, line, &words);
                day
            }
            Told::Unclear => {
                self.faults.add(Fault::Time, line, &words);
                f64::NAN
            }
        };
        // Rows before the first that tells a time told none.
        if !self.table.day.is_empty() || !day.is_nan() {
            self.table.day.resize(self.table.source.len() - 1, f64::NAN);
            self.table.day.push(day);
        }
    }

    fn cites(&mut self, cell: &[u8], row: u32, source: u32, line: u64) {
        for cited in cell.split(|b| *b == BETWEEN_SOURCES) {
            self.cite(cited, row, source, line);
        }
    }

    fn cite(&mut self, cited: &[u8], row: u32, source: u32, line: u64) {
        let text = text(cited.trim_ascii(), &mut self.faults, line);
        let name = text.trim();
        if name.is_empty() {
            return;
        }
        let cited = self.table.sources.number(name);
        if cited == source {
            return self.faults.add(Fault::SelfCited, line, name);
        }
        self.table.cites.push((row, cited));
    }
}

/// The number of the string in a cell; `None` if it holds white space only.
fn number(names: &mut Names, last: &mut Last, cell: &[u8], faults: &mut Faults, line: u64) -> Option<u32> {
    if last.cell == cell {
        return Some(last.number);
    }
    let text = text(cell, faults, line);
    let name = text.trim();
    if name.is_empty() {
        return None;
    }
    let number = names.number(name);
    // A cell that is not UTF-8 is not remembered, so that every row of it is counted.
    if let Cow::Borrowed(_) = text {
        last.cell.clear();
        last.cell.extend_from_slice(cell);
        last.number = number;
    }
    Some(number)
}

/// The text of a cell: UTF-8 or, where it is not that, what most other tables are written in.
fn text<'a>(cell: &'a [u8], faults: &mut Faults, line: u64) -> Cow<'a, str> {
    match std::str::from_utf8(cell) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(cell).0.into_owned();
            faults.add_once(Fault::Encoding, line, &text);
            Cow::Owned(text)
        }
    }
}
