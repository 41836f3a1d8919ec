//! Any bytes as a table of claims: as they are, below a header of commas or tabs, as JSON Lines; the first byte says which.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recount_intake::table::{ColumnNames, TableInput, read_table};
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    let Some((dress, rest)) = bytes.split_first() else { return };
    let head: &[u8] = match dress % 4 {
        0 => b"",
        1 => b"source,item,value,kind,time,cites\n",
        2 => b"source\titem\tvalue\ttime\n",
        _ => b"{\"source\":\"a\",\"item\":\"b\",\"value\":1}\n{\"source\":\"",
    };
    let stream = Cursor::new([head, rest].concat());
    let input = TableInput::Stream("table".to_string(), Box::new(stream));
    let Ok(checked) = read_table(input, &ColumnNames::default(), &|_| ()) else { return };
    let table = checked.value;
    assert!(!table.is_empty() && table.source.len() == table.item.len() && table.item.len() == table.value.len());
    assert!(table.day.is_empty() || table.day.len() == table.len());
    assert_eq!(table.kinds.len(), table.items.len());
    assert_eq!(table.numbers.len(), table.values.len());
    let rows = (table.source.iter().zip(&table.item)).zip(&table.value);
    for ((source, item), value) in rows {
        let named = [table.sources.name(*source), table.items.name(*item), table.values.name(*value)];
        assert!(named.iter().all(|name| !name.is_empty() && name.trim() == *name));
    }
    assert!(table.cites.iter().all(|(row, source)| {
        (*row as usize) < table.len() && (*source as usize) < table.sources.len() && table.source[*row as usize] != *source
    }));
    // However many rows are bad, few messages say so.
    assert!(checked.issues.len() < 32 && checked.issues.iter().all(|issue| issue.message.len() < 1000));
});
