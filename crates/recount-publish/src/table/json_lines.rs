//! One JSON object a row; a cell without a value is `null`.

use super::sheet::{Cell, Sheet};
use serde_json::{Map, Value};

pub(super) fn write(sheet: &dyn Sheet) -> Vec<u8> {
    let mut out = Vec::new();
    for row in 0..sheet.rows() {
        out.push(b'{');
        for (column, (name, _)) in sheet.columns().iter().enumerate() {
            if column > 0 {
                out.push(b',');
            }
            let cell = match sheet.cell(row, column) {
                Cell::Empty => Value::Null,
                Cell::Text(text) => Value::String(text.into_owned()),
                Cell::Number(number) => Value::from(number),
                Cell::Count(count) => Value::from(count),
                Cell::List(texts) => Value::from(texts),
            };
            // By one pair at a time, so that columns keep their order.
            let pair = Value::Object(Map::from_iter([(name.to_string(), cell)])).to_string();
            out.extend_from_slice(&pair.as_bytes()[1..pair.len() - 1]);
        }
        out.extend_from_slice(b"}\n");
    }
    out
}
