//! TSV and CSV. A cell that holds the delimiter or a line end, or begins with a quote, stands in double quotes, quotes in it
//! doubled; every other cell stands as it is, so that programs which only split at tabs read it too.

use super::sheet::{Cell, Sheet};

/// Between the texts of a list.
const BETWEEN: &str = " | ";

pub(super) fn write(sheet: &dyn Sheet, delimiter: u8) -> Vec<u8> {
    let mut out = Vec::new();
    let columns = sheet.columns();
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    out.extend_from_slice(names.join(&char::from(delimiter).to_string()).as_bytes());
    out.push(b'\n');
    for row in 0..sheet.rows() {
        for column in 0..columns.len() {
            if column > 0 {
                out.push(delimiter);
            }
            match sheet.cell(row, column) {
                Cell::Empty => {}
                Cell::Text(text) => push(&mut out, &text, delimiter),
                Cell::Number(number) => out.extend_from_slice(number.to_string().as_bytes()),
                Cell::Count(count) => out.extend_from_slice(count.to_string().as_bytes()),
                Cell::List(texts) => push(&mut out, &texts.join(BETWEEN), delimiter),
            }
        }
        out.push(b'\n');
    }
    out
}

fn push(out: &mut Vec<u8>, text: &str, delimiter: u8) {
    let needs_quotes =
        text.starts_with('"') || text.bytes().any(|b| b == delimiter || b == b'\n' || b == b'\r');
    if needs_quotes {
        out.push(b'"');
        out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        out.push(b'"');
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}
