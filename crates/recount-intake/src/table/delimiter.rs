//! Cutting a row into cells at a delimiter, after RFC 4180: a cell in double quotes may hold delimiters, line ends and, written
//! twice, quotes. Other quotes are signs like any other.
//!
//! In tab-separated tables, many of which know no quoting, a cell that begins with a quote and is not closed as it should be is taken as
//! it stands. In others its row cannot be used, and reading goes on with the next line. Either way no byte is looked at more than a
//! few times: a search for the closing quote ends at the next quote that could open a cell.

use super::faults::Fault;
use memchr::{memchr, memchr2};
use std::ops::Range;

/// The delimiters that are known, in the order in which they are tried.
pub(super) const DELIMITERS: [u8; 4] = [b'\t', b',', b';', b'|'];

/// Rows longer than this are left out: no claim is a megabyte long, and memory is bounded.
pub(super) const LONGEST_ROW_BYTES: usize = 1 << 20;

/// The cells of one row; kept from row to row, so that none allocates.
#[derive(Default)]
pub(super) struct Row {
    cells: Vec<Cell>,
    /// Cells with quotes in them, without the doubling.
    undoubled: Vec<u8>,
}

#[derive(Clone)]
enum Cell {
    /// In the bytes of the row.
    Within(Range<usize>),
    /// In the bytes of `undoubled`.
    Undoubled(Range<usize>),
}

/// What was found at the beginning of some bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A whole row, with its length and the number of lines it goes over.
    Row { bytes: usize, lines: u64 },
    /// A row that cannot be used; its first line has this length.
    Bad { fault: Fault, bytes: usize },
    /// The row may go on in bytes that are not here yet.
    More,
}

enum Quoted {
    /// Where the quotes end, past the closing one, and whether there are quotes inside.
    Closed {
        end: usize,
        has_quotes: bool,
    },
    Bad(Fault),
    More,
}

impl Row {
    /// How many cells it has.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// A cell, `bytes` being those the row was cut from; empty past the last.
    pub(super) fn cell<'a>(&'a self, at: usize, bytes: &'a [u8]) -> &'a [u8] {
        match self.cells.get(at) {
            None => &[],
            Some(Cell::Within(range)) => &bytes[range.clone()],
            Some(Cell::Undoubled(range)) => &self.undoubled[range.clone()],
        }
    }

    /// Cuts the row that `bytes` begin with. `at_end`: nothing follows them.
    pub(super) fn cut(&mut self, bytes: &[u8], delimiter: u8, at_end: bool) -> Found {
        self.cells.clear();
        self.undoubled.clear();
        // Past the limit a closing quote is waited for no longer.
        let is_all = at_end || bytes.len() > LONGEST_ROW_BYTES;
        let mut start = 0;
        let mut has_line_ends = false;
        loop {
            let mut plain_from = start;
            if bytes.get(start) == Some(&b'"') {
                match quoted(bytes, start, delimiter, is_all) {
                    Quoted::Closed { end, has_quotes } => {
                        let inside = start + 1..end - 1;
                        has_line_ends |= memchr(b'\n', &bytes[inside.clone()]).is_some();
                        self.push_quoted(&bytes[inside.clone()], inside, has_quotes);
                        plain_from = end;
                    }
                    Quoted::More => return Found::More,
                    Quoted::Bad(_) if delimiter == b'\t' => {}
                    Quoted::Bad(fault) => return first_line(bytes, fault, at_end),
                }
            }
            let is_quoted = plain_from > start;
            let end = memchr2(delimiter, b'\n', &bytes[plain_from..]).map(|n| plain_from + n);
            let cell_end = match end {
                Some(end) => end,
                None if at_end => bytes.len(),
                None if is_all => return first_line(bytes, Fault::TooLong, at_end),
                None => return Found::More,
            };
            let ends_row = end.is_none_or(|end| bytes[end] == b'\n');
            if !is_quoted {
                let bare = match bytes[start..cell_end] {
                    [.., b'\r'] if ends_row => cell_end - 1,
                    _ => cell_end,
                };
                self.cells.push(Cell::Within(start..bare));
            }
            if ends_row {
                let bytes_taken = end.map_or(bytes.len(), |end| end + 1);
                let lines = match has_line_ends {
                    true => memchr::memchr_iter(b'\n', &bytes[..bytes_taken]).count() as u64,
                    false => 1,
                };
                return Found::Row { bytes: bytes_taken, lines };
            }
            start = cell_end + 1;
        }
    }

    fn push_quoted(&mut self, inside: &[u8], place: Range<usize>, has_quotes: bool) {
        if !has_quotes {
            return self.cells.push(Cell::Within(place));
        }
        let from = self.undoubled.len();
        let mut rest = inside;
        while let Some(at) = memchr(b'"', rest) {
            self.undoubled.extend_from_slice(&rest[..=at]);
            rest = rest.get(at + 2..).unwrap_or_default();
        }
        self.undoubled.extend_from_slice(rest);
        self.cells.push(Cell::Undoubled(from..self.undoubled.len()));
    }
}

/// The cell in quotes that opens at `start`.
fn quoted(bytes: &[u8], start: usize, delimiter: u8, is_all: bool) -> Quoted {
    let mut from = start + 1;
    let mut has_quotes = false;
    loop {
        let Some(quote) = memchr(b'"', &bytes[from..]).map(|n| from + n) else {
            return if is_all { Quoted::Bad(Fault::Unclosed) } else { Quoted::More };
        };
        let end = quote + 1;
        match bytes[end..] {
            [b'"', ..] => {
                has_quotes = true;
                from = end + 1;
            }
            [b'\n', ..] | [b'\r', b'\n', ..] => return Quoted::Closed { end, has_quotes },
            [next, ..] if next == delimiter => return Quoted::Closed { end, has_quotes },
            [] | [b'\r'] if is_all => return Quoted::Closed { end, has_quotes },
            [] | [b'\r'] => return Quoted::More,
            _ => return Quoted::Bad(Fault::AfterQuote),
        }
    }
}

/// A row that cannot be used, up to the end of its first line.
fn first_line(bytes: &[u8], fault: Fault, at_end: bool) -> Found {
    match memchr(b'\n', bytes) {
        Some(end) => Found::Bad { fault, bytes: end + 1 },
        None if at_end => Found::Bad { fault, bytes: bytes.len() },
        // The rest of the line is still to come, and is passed over by whoever reads on.
        None if bytes.len() > LONGEST_ROW_BYTES => Found::Bad { fault: Fault::TooLong, bytes: bytes.len() },
        None => Found::More,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts all rows: cells joined by `·`, faults in angle brackets.
    #[track_caller]
    fn check(text: &str, delimiter: u8, want: &[&str]) {
        let mut rest = text.as_bytes();
        let mut row = Row::default();
        let mut got = Vec::new();
        while !rest.is_empty() {
            let bytes = match row.cut(rest, delimiter, true) {
                Found::Row { bytes, .. } => {
                    let cells =
                        (0..row.len()).map(|at| String::from_utf8_lossy(row.cell(at, rest)).into_owned());
                    got.push(cells.collect::<Vec<_>>().join("·"));
                    bytes
                }
                Found::Bad { fault, bytes } => {
                    got.push(format!("<{fault:?}>"));
                    bytes
                }
                Found::More => panic!("more after the end"),
            };
            rest = &rest[bytes..];
        }
        assert_eq!(got, want, "{text:?}");
    }

    #[test]
    fn commas() {
        check("a,b,c\r\nd,,f", b',', &["a·b·c", "d··f"]);
        check("\"a,b\",\"c\"\"d\"\"\",\"e\nf\"\r\ng", b',', &["a,b·c\"d\"·e\nf", "g"]);
        check("5\" gun,b\n", b',', &["5\" gun·b"]);
        check("\"\",\"\"\"\"\n", b',', &["·\""]);
    }

    #[test]
    fn a_quote_gone_wrong_costs_its_own_line_only() {
        check("\"a,b\nc,d\n", b',', &["<Unclosed>", "c·d"]);
        check("\"a\"b,c\nd,e\n", b',', &["<AfterQuote>", "d·e"]);
        check("x,\"a\ny,\"b\"\n", b',', &["<AfterQuote>", "y·b"]);
    }

    #[test]
    fn tabs_take_a_stray_quote_as_it_stands() {
        check("a\t\"b\nc\td\n", b'\t', &["a·\"b", "c·d"]);
        check("\"Big\" Al\tb\n\"a\tb\"\tc\n", b'\t', &["\"Big\" Al·b", "a\tb·c"]);
    }

    #[test]
    fn rows_cut_in_blocks_wait_for_the_rest() {
        let mut row = Row::default();
        for text in ["a,b", "a,\"b", "a,\"b\"", "a,\"b\"\r", "a,\"b\nc"] {
            assert_eq!(row.cut(text.as_bytes(), b',', false), Found::More, "{text:?}");
        }
    }
}
