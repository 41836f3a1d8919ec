//! Rows of cells: CSV, TSV and their like. The first row names the columns, and by them tells what the delimiter is.

use super::columns::{ColumnError, ColumnNames, Places, Role, place};
use super::delimiter::{DELIMITERS, Found, Row};
use super::faults::Fault;
use super::gather::{Cells, Gathering};
use super::window::{Window, has_room};
use std::io;

/// The header of a table.
struct Header {
    delimiter: u8,
    places: Places,
    columns: usize,
    bytes: usize,
    lines: u64,
}

/// Reads header and rows; `line` counts the lines gone by. Gives the number of rows below the header, or what is wrong with the
/// columns.
pub(super) fn read(
    window: &mut Window<'_>,
    names: &ColumnNames,
    gathering: &mut Gathering,
    line: &mut u64,
) -> io::Result<Result<u64, ColumnError>> {
    *line += window.skip_blank_lines()?;
    let header = loop {
        match header(window, names) {
            Some(Ok(header)) => break header,
            Some(Err(error)) => return Ok(Err(error)),
            None => window.more()?,
        }
    };
    window.take(header.bytes);
    *line += header.lines;
    rows(window, &header, gathering, line).map(Ok)
}

/// The header, cut by the first delimiter that makes needed columns of it; `None` while it is not all here.
fn header(window: &Window<'_>, names: &ColumnNames) -> Option<Result<Header, ColumnError>> {
    let mut row = Row::default();
    let mut best: Option<(usize, ColumnError)> = None;
    for delimiter in DELIMITERS {
        let (bytes, lines) = match row.cut(window.bytes(), delimiter, window.at_end()) {
            Found::Row { bytes, lines } => (bytes, lines),
            Found::Bad { .. } => continue,
            Found::More => return None,
        };
        let text = |at: usize| String::from_utf8_lossy(row.cell(at, window.bytes())).trim().to_string();
        let mut found: Vec<String> = (0..row.len()).map(text).collect();
        // A delimiter at the end of every line makes a column without a name, which no row need fill.
        while found.last().is_some_and(String::is_empty) {
            found.pop();
        }
        let columns = found.len();
        match place(&found, names) {
            Ok(places) => return Some(Ok(Header { delimiter, places, columns, bytes, lines })),
            Err(error) if best.as_ref().is_none_or(|(most, _)| columns > *most) => {
                best = Some((columns, error))
            }
            Err(_) => {}
        }
    }
    let nothing = || ColumnError::Missing { roles: Role::NEEDED.to_vec(), found: Vec::new() };
    Some(Err(best.map_or_else(nothing, |(_, error)| error)))
}

fn rows(
    window: &mut Window<'_>,
    header: &Header,
    gathering: &mut Gathering,
    line: &mut u64,
) -> io::Result<u64> {
    let mut row = Row::default();
    let mut count = 0;
    loop {
        let here = window.bytes();
        if here.is_empty() && window.at_end() {
            return Ok(count);
        }
        match row.cut(here, header.delimiter, window.at_end()) {
            Found::More => {
                has_room(gathering)?;
                window.more()?;
            }
            Found::Row { bytes, lines } => {
                count += u64::from(take(&row, here, header, gathering, *line + 1));
                *line += lines;
                window.take(bytes);
            }
            Found::Bad { fault, bytes } => {
                const SHOWN_BYTES: usize = 200;
                let words = String::from_utf8_lossy(&here[..bytes.min(SHOWN_BYTES)]);
                gathering.faults.add(fault, *line + 1, &words);
                let is_whole = here[..bytes].ends_with(b"\n");
                window.take(bytes);
                if !is_whole {
                    window.skip_line()?;
                }
                count += 1;
                *line += 1;
            }
        }
    }
}

/// Takes in one row; `false` if it is blank.
fn take(row: &Row, bytes: &[u8], header: &Header, gathering: &mut Gathering, line: u64) -> bool {
    let cell = |at: usize| row.cell(at, bytes);
    if row.len() == 1 && cell(0).trim_ascii().is_empty() {
        return false;
    }
    let needed = Role::NEEDED.map(|role| header.places[role as usize].unwrap_or_default());
    if needed.into_iter().any(|at| at >= row.len()) {
        gathering.faults.add(Fault::Short, line, &String::from_utf8_lossy(cell(0)));
        return true;
    }
    if (header.columns..row.len()).any(|at| !cell(at).trim_ascii().is_empty()) {
        gathering.faults.add(Fault::Long, line, &String::from_utf8_lossy(cell(header.columns)));
        return true;
    }
    let mut cells: Cells<'_> = [&[]; Role::COUNT];
    for (cell_of_role, at) in cells.iter_mut().zip(header.places) {
        if let Some(at) = at {
            *cell_of_role = cell(at);
        }
    }
    gathering.row(&cells, line);
    true
}
