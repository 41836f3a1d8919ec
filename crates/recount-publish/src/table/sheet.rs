//! Columns and cells, whatever they are written as.

use std::borrow::Cow;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    Number,
    Count,
    /// Texts, in an order that means something.
    List,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Number(f64),
    Count(u32),
    List(Vec<&'a str>),
}

/// A table to write.
pub(super) trait Sheet {
    /// Names of the columns and what each holds.
    fn columns(&self) -> &'static [(&'static str, Holds)];
    /// How many rows there are.
    fn rows(&self) -> usize;
    /// The cell of a column that is among them, in a row that is.
    fn cell(&self, row: usize, column: usize) -> Cell<'_>;
}

/// A share or weight with what can be told of it: six digits behind the point, or as many that count where it is small.
pub(super) fn rounded(number: f64) -> Cell<'static> {
    if !number.is_finite() {
        return Cell::Empty;
    }
    let shown: f64 = match number.abs() < 1e-3 {
        true => format!("{number:.5e}").parse().unwrap_or(number),
        false => (number * 1e6).round() / 1e6,
    };
    // Adding zero makes -0 and 0 one.
    Cell::Number(shown + 0.0)
}
