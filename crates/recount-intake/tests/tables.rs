//! Tables of claims in every format, right and wrong.

#![allow(clippy::unwrap_used)] // A test that meets the unexpected may stop.

use proptest::prelude::*;
use recount_intake::table::{ColumnNames, TableError, TableInput, read_table};
use recount_model::{Checked, Table, ValueKind};
use std::io::{Cursor, Read, Write};

fn read_as(bytes: Vec<u8>, names: &str) -> Result<Checked<Table>, TableError> {
    let input = TableInput::Stream("t".to_string(), Box::new(Cursor::new(bytes)));
    read_table(input, &ColumnNames::parse(names).unwrap(), &|_| ())
}

fn read(bytes: impl Into<Vec<u8>>) -> Result<Checked<Table>, TableError> {
    read_as(bytes.into(), "")
}

/// Rows as `source item value`, with `n` or `c`, day and who is cited.
fn rows(table: &Table) -> Vec<String> {
    (0..table.len())
        .map(|row| {
            let kind = if table.kinds[table.item[row] as usize] == ValueKind::Number { "n" } else { "c" };
            let day =
                table.day.get(row).filter(|d| !d.is_nan()).map(|d| format!(" @{d}")).unwrap_or_default();
            let cited = table.cites.iter().filter(|(r, _)| *r as usize == row);
            let cited: String = cited.map(|(_, s)| format!(" <{}", table.sources.name(*s))).collect();
            let (source, item) = (table.sources.name(table.source[row]), table.items.name(table.item[row]));
            format!("{source} {item} {} {kind}{day}{cited}", table.values.name(table.value[row]))
        })
        .collect()
}

/// The rows that are read and the messages that go with them.
#[track_caller]
fn check(bytes: impl Into<Vec<u8>>, want: &[&str], messages: &[&str]) {
    let checked = read(bytes).unwrap();
    assert_eq!(rows(&checked.value), want);
    let got: Vec<&str> = checked.issues.iter().map(|i| i.message.as_str()).collect();
    assert_eq!(got, messages);
    assert!(checked.issues.iter().all(|i| i.hint.is_some() && i.file.as_deref() == Some("t")));
}

/// The message and its hint.
#[track_caller]
fn check_refused(bytes: impl Into<Vec<u8>>, want: &str, hint: &str) {
    let error = read(bytes).unwrap_err();
    assert_eq!(error.to_string(), want);
    assert!(error.hint().contains(hint), "{}", error.hint());
}

const TSV: &str = "source\titem\tvalue\tkind\na\tx\t12\tn\nb\tx\t13\tn\na\ty\tred\tc\n";
const ROWS: [&str; 3] = ["a x 12 n", "b x 13 n", "a y red c"];

#[test]
fn one_table_in_every_dress() {
    check(TSV, &ROWS, &[]);
    check(TSV.replace('\n', "\r\n"), &ROWS, &[]);
    check(TSV.replace('\t', ","), &ROWS, &[]);
    check(TSV.replace('\t', ";"), &ROWS, &[]);
    check(TSV.replace('\t', " | "), &ROWS, &[]);
    check(format!("\u{feff}{}", TSV.trim_end()), &ROWS, &[]);
    check(format!("\n \n{TSV}\n\n"), &ROWS, &[]);
    let utf16: Vec<u8> = format!("\u{feff}{TSV}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(utf16, &ROWS, &[]);
    check(gzip(TSV.as_bytes()), &ROWS, &[]);
    let halves = TSV.as_bytes().split_at(20);
    check([gzip(halves.0), gzip(halves.1)].concat(), &ROWS, &[]);
    check(zstd::encode_all(TSV.as_bytes(), 3).unwrap(), &ROWS, &[]);
    let lines = "{\"source\":\"a\",\"item\":\"x\",\"value\":12}\n\n{\"value\":13.0,\"provider\":\"b\",\"item\":\"x\",\"kind\":null}\r\n\
                 {\"worker\":\"a\",\"task\":\"y\",\"label\":\"r\\u0065d\",\"more\":[1,{}]}";
    check(lines, &["a x 12 n", "b x 13.0 n", "a y red c"], &[]);
}

#[test]
fn times_and_citations() {
    check(
        "source,item,value,date,cites\na,x,1,,\nb,x,1,1970-01-03,a\nc,x,2,25571,a| b |c\n",
        &["a x 1 n", "b x 1 n @2 <a", "c x 2 n @2 <a <b"],
        &[
            "1 row is dated by a spreadsheet's number of the day (line 4: '25571')",
            "1 row is left without a citation of its own source (line 4: 'c')",
        ],
    );
    check(
        "{\"source\":\"b\",\"item\":\"x\",\"value\":true,\"cites\":[\"a|b\",\"c\"],\"time\":1970}\n{\"source\":\"d\",\"item\":\"x\",\"value\":true,\"cites\":\"a|b\"}",
        &["b x true c @0 <a|b <c", "d x true c <a|b"],
        &[],
    );
}

#[test]
fn rows_that_cannot_be_used_are_counted_and_named() {
    check(
        "source,item,value,kind\na,x,1,n\na,x\n,x,1,n\na,,1,n\na,x, ,n\na,x,1,n,5\n\"a,x,1,n\n\"a\"b,x,1,n\nb,x,2\n",
        &["a x 1 n", "b x 2 n"],
        &[
            "1 row is left out, having fewer cells than the header (line 3: 'a')",
            "1 row is left out, having more cells than the header (line 7: '5')",
            "1 row is left out, naming no source (line 4)",
            "1 row is left out, naming no item (line 5)",
            "1 row is left out, having no value (line 6)",
            "2 rows are left out, a cell going on after its closing quote (line 8: '\"a,x,1,n', line 9: '\"a\"b,x,1,n')",
        ],
    );
    check(
        "{\"source\":\"a\",\"item\":\"x\",\"value\":1}\n{\"source\":\"a\"\n[1]\n{\"source\":[\"b\"],\"item\":\"x\",\"value\":2}\n{\"source\":\"b\",\"item\":\"x\"}",
        &["a x 1 n"],
        &[
            "1 row is left out, having no value (line 5)",
            "2 rows are left out, being no JSON object on one line (line 2: '{\"source\":\"a\"', line 3: '[1]')",
            "1 row is left out, a list or an object standing where a text or a number should (line 4: 'source')",
        ],
    );
}

#[test]
fn rows_that_are_not_in_utf_8_are_counted_once_however_many_of_their_cells_are_not() {
    check(
        b"source,item,value\n\xe9,\xe8,\xe7\nb,x,1\nc,\xe8,2\n".to_vec(),
        &["\u{e9} \u{e8} \u{e7} c", "b x 1 n", "c \u{e8} 2 c"],
        &["2 rows are not in UTF-8 and read as Windows-1252 (line 2: '\u{e9}', line 4: '\u{e8}')"],
    );
}

#[test]
fn numbers_that_are_none() {
    check(
        "source,item,value\na,x,1\nb,x,NaN\nc,x,inf\nd,x,\"1,234\"\na,y,NaN\nb,y,red\na,z,nan\n",
        &["a x 1 n", "d x 1,234 n", "a y NaN c", "b y red c", "a z nan c"],
        &[
            "2 rows are left out, its item being a number and its value no finite one (b of x: 'NaN', c of x: 'inf')",
        ],
    );
    check(
        "source,item,value,kind\na,x,1,n\nb,x,twelve,number\nc,x,2,c\nd,x,3,what\na,y,1,n\na,y,2,c\n",
        &["a x 1 n", "c x 2 n", "d x 3 n", "a y 1 c", "a y 2 c"],
        &[
            "1 row is left out, its item being a number and its value no finite one (b of x: 'twelve')",
            "1 row is used without its kind, which is no known word (line 5: 'what')",
            "2 items are called a number here and a category there; what most rows say holds, of equally many the category (such as: 'x', such as: 'y')",
        ],
    );
}

#[test]
fn repeated_rows_count_once() {
    check(
        "source,item,value,cites\na,x,1,\na,x,1,\nb,x,1,c\na,x,1,d\na,x,2,\na,x,1,\n",
        &["a x 1 n <d", "b x 1 n <c", "a x 2 n"],
        &["3 rows are given more than once and counted once: same source, item, value and time"],
    );
}

#[test]
fn other_encodings_are_read_and_said() {
    check(
        b"source,item,value\na,x,caf\xe9\nb,x,caf\xe9\n".to_vec(),
        &["a x café c", "b x café c"],
        &["2 rows are not in UTF-8 and read as Windows-1252 (line 2: 'café', line 3: 'café')"],
    );
}

#[test]
fn the_user_names_columns() {
    let names = "source=who, item=of,value=says";
    for text in ["who,of,says\na,x,1\n", "{\"who\":\"a\",\"of\":\"x\",\"says\":1}"] {
        assert_eq!(rows(&read_as(text.into(), names).unwrap().value), ["a x 1 n"]);
        let error = read(text).unwrap_err().to_string();
        assert_eq!(
            error,
            "t: no column is the source, none the item, none the value; the columns found are: who, of, says"
        );
    }
    let error = read_as(b"{\"source\":\"a\",\"item\":\"x\",\"value\":1}".to_vec(), "value=says").unwrap_err();
    assert_eq!(error.to_string(), "t: there is no column 'says'; the columns found are: source, item, value");
}

#[test]
fn what_is_no_table_is_refused_with_a_way_forward() {
    check_refused("", "t: is empty", "fetch");
    check_refused(" \n\t\n", "t: is empty", "fetch");
    check_refused("source,item,value\n", "t: has columns but no row", "one claim a row");
    check_refused(
        "source,item,value\n,,\n",
        "t: none of 1 rows could be used: 1 row is left out, naming no source (line 2)",
        "docs/tables.md",
    );
    check_refused(
        "a,x,1\nb,x,2\n",
        "t: no column is the source, none the item, none the value; the columns found are: a, x, 1",
        "--columns source=NAME",
    );
    check_refused(
        "PK\u{3}\u{4}xxxxxxxxxxxxxxxx",
        "t: is no table of claims but a ZIP archive, as .xlsx and .ods are",
        "save it as CSV",
    );
    check_refused(gzip(&gzip(TSV.as_bytes())), "t: is no table of claims but gzip packed twice", "save");
    check_refused("a\0b", "t: is no table of claims", "save");
    check_refused("[{\"source\":\"a\"}]", "t: is no table of claims but one JSON list", "one object a line");
    let mut cut = gzip(TSV.repeat(100).as_bytes());
    cut.truncate(cut.len() / 2);
    let error = read(cut).unwrap_err();
    assert!(error.to_string().starts_with("t: breaks off after line"), "{error}");
    let error = read(b"PAR1 and then nothing".to_vec()).unwrap_err();
    let refusal = if cfg!(feature = "parquet") {
        "t: is no Parquet that can be read"
    } else {
        "t: is Parquet, which this build of Recount does not read"
    };
    assert!(error.to_string().starts_with(refusal), "{error}");
}

/// Bytes of `piece` over and over, `times` times.
struct Endless {
    piece: Vec<u8>,
    times: usize,
    at: usize,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.piece.len() {
            self.at = 0;
            self.times = self.times.saturating_sub(1);
        }
        if self.times == 0 {
            return Ok(0);
        }
        let n = into.len().min(self.piece.len() - self.at);
        into[..n].copy_from_slice(&self.piece[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[test]
fn a_line_of_60_megabytes_costs_one_row_and_no_memory() {
    for (begin, piece) in [("", "x"), ("a,y,\"", "x"), ("a,y,\"", "\"\""), ("{\"source\":\"", "x")] {
        let header = if begin.starts_with('{') { "" } else { "source,item,value\na,x,1\n" };
        let first = "{\"source\":\"a\",\"item\":\"x\",\"value\":1}\n";
        let head = if header.is_empty() { first } else { header };
        let long =
            Endless { piece: piece.repeat(1 << 16).into(), times: (60_000_000 / piece.len()) >> 16, at: 0 };
        let last = if header.is_empty() { format!("\n{first}") } else { "\nb,x,2\n".to_string() };
        let stream = Cursor::new(format!("{head}{begin}").into_bytes())
            .chain(long)
            .chain(Cursor::new(last.into_bytes()));
        let input = TableInput::Stream("t".to_string(), Box::new(stream));
        let checked = read_table(input, &ColumnNames::default(), &|_| ()).unwrap();
        assert!(!checked.value.is_empty());
        assert!(checked.issues.iter().any(|i| i.message.starts_with("1 row")), "{:?}", checked.issues);
    }
}

#[test]
fn stray_quotes_take_linear_time() {
    for piece in ["\"a,\"\n", "\"\n", "a,\"\"\"\n", "\"\"\"\"\",\n", "a,\"x\n,\"\"\n"] {
        for header in ["source,item,value\n", "source\titem\tvalue\n"] {
            let text = format!("{header}{}", piece.repeat(2_000_000 / piece.len()));
            let _ = read(text);
        }
    }
}

#[test]
fn a_million_sources_and_a_million_values() {
    let mut text = String::from("source,item,value\n");
    (0..1_000_000).for_each(|n| text.push_str(&format!("s{n},x,{n}\n")));
    let table = read(text).unwrap().value;
    assert_eq!((table.sources.len(), table.items.len(), table.values.len()), (1_000_000, 1, 1_000_000));
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A cell as writers of CSV quote it.
fn cell(text: &str, delimiter: char) -> String {
    let needs = text.starts_with('"') || text.contains([delimiter, '\n', '\r']);
    if needs { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_string() }
}

proptest! {
    #[test]
    fn odd_strings_come_through(cells in prop::collection::vec("[ -~\t\n\r\"\u{e9}\u{1f525}\u{202e},;|\\\\]{0,12}", 3..30)) {
        let trimmed: Vec<&str> = cells.iter().map(|c| c.trim()).collect();
        let whole: Vec<&[&str]> = trimmed.chunks_exact(3).filter(|r| r.iter().all(|c| !c.is_empty())).collect();
        prop_assume!(!whole.is_empty());
        let mut dresses = Vec::new();
        for delimiter in ['\t', ',', ';', '|'] {
            let lines = whole.iter().map(|r| r.iter().map(|c| cell(c, delimiter)).collect::<Vec<_>>().join(&delimiter.to_string()));
            let lines: Vec<String> = lines.collect();
            dresses.push(format!("{}\n{}\n", ["source", "item", "value"].join(&delimiter.to_string()), lines.join("\r\n")));
        }
        let objects = whole.iter().map(|r| serde_json::json!({"source": r[0], "item": r[1], "value": r[2]}).to_string());
        dresses.push(objects.collect::<Vec<_>>().join("\n"));
        for text in dresses {
            let checked = read(text.clone());
            let Ok(checked) = checked else { return Err(TestCaseError::fail(format!("{text:?}"))) };
            let dropped = checked.issues.iter().any(|i| i.message.contains("finite") || i.message.contains("once"));
            let t = &checked.value;
            let got: Vec<[&str; 3]> = (0..t.len()).map(|r| [t.sources.name(t.source[r]), t.items.name(t.item[r]), t.values.name(t.value[r])]).collect();
            if !dropped {
                prop_assert_eq!(got, whole.iter().map(|r| [r[0], r[1], r[2]]).collect::<Vec<_>>(), "{:?}", text);
            }
        }
    }

    #[test]
    fn any_bytes_are_met_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), dress in 0..4) {
        let bytes = match dress {
            0 => bytes,
            1 => [b"source,item,value,time,cites\n", bytes.as_slice()].concat(),
            2 => [b"{\"source\":1,\"item\":2,\"value\":3}\n{", bytes.as_slice()].concat(),
            _ => gzip(&[b"source\titem\tvalue\tkind\n", bytes.as_slice()].concat()),
        };
        if let Ok(checked) = read(bytes) {
            let t = &checked.value;
            prop_assert!(t.source.len() == t.item.len() && t.item.len() == t.value.len());
            prop_assert!(t.day.is_empty() || t.day.len() == t.len());
            prop_assert!(t.kinds.len() == t.items.len() && t.numbers.len() == t.values.len());
        }
    }
}

/// A Parquet file of four rows with every sort of column that serves.
#[cfg(feature = "parquet")]
fn parquet_table() -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int64Type};
    use parquet::file::{properties::WriterProperties, writer::SerializedFileWriter};
    let schema = "message t {
        optional binary source (STRING);
        required binary item (STRING);
        optional fixed_len_byte_array(3) value (DECIMAL(6, 2));
        optional int64 time (TIMESTAMP(MICROS, true));
        optional group cites (LIST) { repeated group list { optional binary element (STRING); } }
    }";
    let schema = std::sync::Arc::new(parquet::schema::parser::parse_message_type(schema).unwrap());
    let mut out = Vec::new();
    let mut file =
        SerializedFileWriter::new(&mut out, schema, std::sync::Arc::new(WriterProperties::new())).unwrap();
    let mut group = file.next_row_group().unwrap();
    let texts = |texts: &[&str]| texts.iter().map(|t| ByteArray::from(*t)).collect::<Vec<_>>();
    for column in 0..5 {
        let mut writer = group.next_column().unwrap().unwrap();
        match column {
            0 => {
                let values = texts(&["a", "b", "c"]);
                writer.typed::<ByteArrayType>().write_batch(&values, Some(&[1, 1, 1, 0]), None)
            }
            1 => writer.typed::<ByteArrayType>().write_batch(&texts(&["x"; 4]), None, None),
            2 => {
                let numbers = [[0, 0, 150], [0xff, 0xff, 0x1f], [0, 1, 0]];
                let values = numbers.map(|n: [u8; 3]| FixedLenByteArray::from(n.to_vec()));
                writer.typed::<FixedLenByteArrayType>().write_batch(&values, Some(&[1, 1, 0, 1]), None)
            }
            3 => writer.typed::<Int64Type>().write_batch(&[43_200_000_000], Some(&[1, 0, 0, 0]), None),
            _ => {
                let levels: (&[i16], &[i16]) = (&[3, 3, 0, 1, 3], &[0, 1, 0, 0, 0]);
                writer.typed::<ByteArrayType>().write_batch(
                    &texts(&["b|c", "d", "a"]),
                    Some(levels.0),
                    Some(levels.1),
                )
            }
        }
        .unwrap();
        writer.close().unwrap();
    }
    group.close().unwrap();
    file.close().unwrap();
    out
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_read_by_its_types() {
    check(
        parquet_table(),
        &["a x 1.50 n @0.5 <b|c <d", "b x -2.25 n"],
        &["1 row is left out, naming no source (line 4)", "1 row is left out, having no value (line 3)"],
    );
}

/// A Parquet file of texts; values come from a dictionary however long they are.
#[cfg(feature = "parquet")]
fn parquet_texts(columns: &[(&str, Vec<&[u8]>)]) -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::{properties::WriterProperties, writer::SerializedFileWriter};
    let fields: String = columns.iter().map(|(name, _)| format!("required binary {name}; ")).collect();
    let schema = parquet::schema::parser::parse_message_type(&format!("message t {{ {fields} }}")).unwrap();
    let properties = WriterProperties::builder().set_dictionary_page_size_limit(1 << 26).build();
    let mut out = Vec::new();
    let mut file = SerializedFileWriter::new(&mut out, schema.into(), properties.into()).unwrap();
    let mut group = file.next_row_group().unwrap();
    for (_, values) in columns {
        let mut held: Vec<ByteArray> = Vec::new();
        for (at, value) in values.iter().enumerate() {
            let again = at > 0 && std::ptr::eq(*value, values[at - 1]);
            held.push(if again { held[at - 1].clone() } else { ByteArray::from(value.to_vec()) });
        }
        let mut writer = group.next_column().unwrap().unwrap();
        writer.typed::<ByteArrayType>().write_batch(&held, None, None).unwrap();
        writer.close().unwrap();
    }
    group.close().unwrap();
    file.close().unwrap();
    out
}

#[cfg(feature = "parquet")]
#[test]
fn a_text_longer_than_a_row_may_be_is_reported_for_each_parquet_row_that_has_it() {
    const ROWS: usize = 1_000;
    let long = "x".repeat(1_100_000);
    let sources: Vec<String> = (0..ROWS).map(|n| format!("s{n}")).collect();
    let table = parquet_texts(&[
        ("source", sources.iter().map(|s| s.as_bytes()).collect()),
        ("item", vec![b"i"; ROWS]),
        ("value", (0..ROWS).map(|n| if n == 1 { b"1" } else { long.as_bytes() }).collect()),
    ]);
    let size = table.len();
    assert!(size < 2_500_000, "{size}");
    check(
        table,
        &["s1 i 1 n"],
        &["999 rows are left out, being longer than a megabyte (line 1, line 3, line 4 and 996 more)"],
    );
    let almost = "x".repeat((1 << 20) - 2);
    let table = parquet_texts(&[
        ("source", vec![b"a", b"bc"]),
        ("item", vec![b"i"; 2]),
        ("value", vec![almost.as_bytes(), almost.as_bytes()]),
    ]);
    let checked = read(table).unwrap();
    assert!(rows(&checked.value) == [format!("a i {almost} c")]);
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_that_is_not_in_utf_8_is_read_as_text_tables_are() {
    check(
        parquet_texts(&[
            ("source", vec![b"caf\xe9", b"b"]),
            ("item", vec![b"\xe9"; 2]),
            ("value", vec![b"r"; 2]),
        ]),
        &["caf\u{e9} \u{e9} r c", "b \u{e9} r c"],
        &["2 rows are not in UTF-8 and read as Windows-1252 (line 1: 'caf\u{e9}', line 2: '\u{e9}')"],
    );
}

#[cfg(feature = "parquet")]
#[test]
fn damaged_parquet_is_refused_or_read_and_nothing_else() {
    let whole = parquet_table();
    for at in 0..whole.len() {
        for sign in [0x00, 0x7f, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] ^= sign;
            let _ = read(bytes);
        }
        let _ = read(&whole[..at]);
    }
}
