//! Claims as a table: CSV whose columns are the fields of the claims format, for people who keep them in a spreadsheet. A row becomes the
//! line of JSON that says the same, on the line where the row stood, so that what is said against it names its place.
//!
//! ```csv
//! report,start,end,kind,measure,low,high,population,voices
//! 01-gazette.txt,120,171,count,killed,6,6,workers,Fire Office (Anna Berg)|Harl Gazette
//! ```

use super::{LINE_BYTES, MOST_LINES};
use crate::encoding::decode;
use crate::words::one_line;
use csv::ReaderBuilder;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The place of a claim in its report: offsets, or the words that stand there.
const PLACE: [&str; 2] = ["start", "end"];
/// What makes words that are quoted a claim.
const CONTENT: [&str; 2] = ["kind", "measure"];
/// What the column of the report may be called.
const REPORT: [&str; 2] = ["report", "doc"];
/// Fields by the names that people give their columns.
const ALSO: [(&str, &str); 8] = [
    ("file", "report"),
    ("document", "report"),
    ("quote", "text"),
    ("quotation", "text"),
    ("words", "text"),
    ("voice", "voices"),
    ("said_by", "voices"),
    ("figure", "as_written"),
];
/// Columns of numbers.
const NUMBERS: [&str; 8] = ["start", "end", "figure_start", "figure_end", "low", "high", "point", "age"];
/// Columns of yes and no.
const SWITCHES: [&str; 3] = ["approx", "cumulative_or_other_event", "event_date_inferred"];
/// Columns of several values, with `|` between them.
const LISTS: [&str; 2] = ["voices", "denied_voices"];

/// Fields of [`Line`](super::line::Line) that a cell can hold. Only these columns are taken: cells of others would be written out with
/// names that may be longer than all rows together.
const FIELDS: [&str; 46] = [
    "id",
    "report",
    "doc",
    "start",
    "end",
    "text",
    "kind",
    "event",
    "event_date",
    "event_date_inferred",
    "event_period",
    "place",
    "voices",
    "voices_relation",
    "denied_voices",
    "stance",
    "as_of",
    "link",
    "cumulative_or_other_event",
    "measure",
    "of",
    "population",
    "relation",
    "as_written",
    "figure_start",
    "figure_end",
    "low",
    "high",
    "approx",
    "vague",
    "point",
    "basis",
    "entity",
    "status",
    "authority",
    "from",
    "to",
    "change",
    "age",
    "actor",
    "option",
    "position_stance",
    "condition",
    "reason",
    "about",
    "value",
];

/// Bytes of a header line; tables of claims have some fifty columns.
const HEAD_BYTES: usize = 100_000;

/// The claims of a file as one JSON object a line, the form that [`parse`](super::parse) takes; `None` when the file is no table of claims
/// and no such lines. A table has a header with the column `report` (or `doc`, `file`, `document`) and either `start` and `end` or the words
/// quoted (`text`, `quote`, `quotation`, `words`) with `kind` or `measure`; any other field of the claims format beside them, in any order,
/// with `,`, `;` or a tab between; `voices` and `denied_voices` hold several names with `|` between them. Empty cells say nothing;
/// unknown columns are passed over, and so are rows after the first that [`parse`](super::parse) takes no more.
pub fn claims_in_table(bytes: &[u8]) -> Option<String> {
    let text = decode(bytes, false).ok()?.text;
    if is_lines(&text) { Some(text) } else { of_table(&text) }
}

/// Ends of names of files that may hold claims.
const ENDS: [&str; 5] = ["csv", "tsv", "tab", "jsonl", "ndjson"];

/// Whether a file of this name may hold claims.
pub(crate) fn may_hold_claims(file: &str) -> bool {
    ENDS.contains(&crate::format::extension(file).as_str())
}

/// Whether a file is one of claims, by its name and by what [`claims_in_table`] finds.
pub fn is_table_of_claims(file: &str, bytes: &[u8]) -> bool {
    may_hold_claims(file)
        && decode(bytes, false).is_ok_and(|decoded| is_lines(&decoded.text) || has_head(&decoded.text))
}

/// The lines of a file of claims, whichever form it has.
pub(super) fn as_lines(text: &str) -> Cow<'_, str> {
    let is_object = text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
    if is_object { Cow::Borrowed(text) } else { of_table(text).map_or(Cow::Borrowed(text), Cow::Owned) }
}

/// Whether the first line that is not empty is a claim by its fields.
fn is_lines(text: &str) -> bool {
    let first = text.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty());
    let Some(Ok(Value::Object(object))) = first.map(serde_json::from_str) else { return false };
    is_claim(|name| object.contains_key(name))
}

/// Whether these are fields of claims, not of anything else.
fn is_claim(has: impl Fn(&str) -> bool) -> bool {
    let is_placed = PLACE.iter().all(|name| has(name));
    let is_quoted = has("text") && CONTENT.iter().any(|name| has(name));
    REPORT.iter().any(|name| has(name)) && (is_placed || is_quoted)
}

/// The field that a column holds, if any.
type Column = Option<&'static str>;

/// Whether a text begins with the header of a table of claims.
fn has_head(text: &str) -> bool {
    opened(text.trim_start_matches('\u{feff}')).is_some()
}

/// A table's rows and the fields of its columns.
fn opened(text: &str) -> Option<(csv::Reader<&[u8]>, Vec<Column>)> {
    let head = text.lines().next().filter(|head| head.len() <= HEAD_BYTES)?;
    let count = |delimiter: char| head.matches(delimiter).count();
    let delimiter = [',', ';', '\t'].into_iter().max_by_key(|d| count(*d))?;
    let mut reader =
        ReaderBuilder::new().flexible(true).delimiter(delimiter as u8).from_reader(text.as_bytes());
    let columns = columns(reader.headers().ok()?);
    is_claim(|name| columns.contains(&Some(name))).then_some((reader, columns))
}

fn of_table(text: &str) -> Option<String> {
    let text = text.trim_start_matches('\u{feff}');
    let (mut reader, columns) = opened(text)?;
    let (mut lines, mut written, mut rows) = (String::new(), 0, 0);
    let (mut line, mut at) = (0, 0);
    for row in reader.records().flatten() {
        // The reader counts lines from before the line end that it has not passed yet.
        let from = row.position().and_then(|p| usize::try_from(p.byte()).ok()).unwrap_or(at);
        let from = from
            + text
                .as_bytes()
                .get(from..)
                .unwrap_or_default()
                .iter()
                .take_while(|b| matches!(b, b'\r' | b'\n'))
                .count();
        line += text.as_bytes().get(at..from).unwrap_or_default().iter().filter(|b| **b == b'\n').count();
        at = from;
        let mut object = Map::new();
        for (column, cell) in columns.iter().zip(row.iter()) {
            let (Some(field), cell) = (column, cell.trim()) else { continue };
            if !cell.is_empty() {
                object.insert((*field).to_string(), value(field, cell));
            }
        }
        if object.is_empty() {
            continue;
        }
        rows += 1;
        exact_figure(&mut object);
        while written < line {
            lines.push('\n');
            written += 1;
        }
        lines.push_str(&Value::Object(object).to_string());
        lines.push('\n');
        written += 1;
        if rows > MOST_LINES {
            break;
        }
    }
    Some(lines)
}

/// The fields that columns hold. A name that people give a column stands for its field where no column has the field's own.
fn columns(head: &csv::StringRecord) -> Vec<Column> {
    let named: Vec<String> =
        head.iter().map(|name| one_line(name).to_lowercase().replace([' ', '-'], "_")).collect();
    let field = |name: &String| FIELDS.into_iter().find(|field| field == name);
    let mut columns: Vec<Column> = named.iter().map(field).collect();
    for (also, field) in ALSO {
        let is_there =
            columns.contains(&Some(field)) || (field == "report" && columns.contains(&Some("doc")));
        if !is_there && let Some(at) = named.iter().position(|name| name == also) {
            columns[at] = Some(field);
        }
    }
    columns
}

/// A figure that is written as a number and has no bounds is that number.
fn exact_figure(object: &mut Map<String, Value>) {
    let has_bounds = ["low", "high", "point", "vague"].iter().any(|name| object.contains_key(*name));
    let written = object.get("as_written").and_then(Value::as_str).map(|written| written.replace(',', ""));
    if let (false, Some(figure)) = (has_bounds, written.and_then(|written| written.parse::<u64>().ok())) {
        object.insert("low".to_string(), Value::from(figure));
        object.insert("high".to_string(), Value::from(figure));
    }
}

/// A cell as JSON. What does not fit its column stays text, so that its line is named as one that cannot be used.
fn value(column: &str, cell: &str) -> Value {
    let text = || Value::String(cell.to_string());
    if NUMBERS.contains(&column) {
        cell.parse::<u64>().map_or_else(|_| text(), Value::from)
    } else if SWITCHES.contains(&column) {
        match cell.to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Value::Bool(true),
            "false" | "no" | "0" => Value::Bool(false),
            _ => text(),
        }
    } else if LISTS.contains(&column) && cell.len() <= LINE_BYTES {
        cell.split('|').map(str::trim).filter(|name| !name.is_empty()).collect()
    } else {
        text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::parse;
    use recount_model::Report;

    #[test]
    fn columns_are_fields_of_lines() {
        for field in FIELDS {
            // What a line does not know it passes over, whatever it holds.
            let line = format!(r#"{{"report":"a","{field}":{{"not":"a cell"}}}}"#);
            assert!(serde_json::from_str::<super::super::line::Line>(&line).is_err(), "{field}");
        }
    }

    #[test]
    fn columns_of_no_field_cost_nothing() {
        let table = format!(
            "report,start,end,measure,low,{}\n{}",
            "x".repeat(90_000),
            "a,0,3,killed,6,y\n".repeat(2_000)
        );
        let lines = claims_in_table(table.as_bytes()).unwrap();
        assert!(lines.len() < 4 * table.len() && !lines.contains("xx"), "{}", lines.len());
    }

    #[test]
    fn tables_are_told_by_their_heads() {
        assert!(is_table_of_claims("a.csv", b"report;start;end;measure;low"));
        assert!(is_table_of_claims("a.jsonl", br#"{"report":"a","start":0,"end":3}"#));
        for (file, bytes) in [("a.txt", &b"report,start,end"[..]), ("a.csv", b"report,start"), ("a.csv", b"")]
        {
            assert!(!is_table_of_claims(file, bytes), "{file}");
        }
    }

    #[test]
    fn a_table_says_what_lines_of_json_say() {
        let table = "Doc;Start;end;kind;measure;low;high;approx;voices;note\r\n\r\na.txt;0;3;count;killed;6;;yes;Fire Office | Gazette;x\r\na.txt;0;three;;;;;;;\r\n";
        let lines = claims_in_table(table.as_bytes()).unwrap();
        let want = r#"{"approx":true,"doc":"a.txt","end":3,"kind":"count","low":6,"measure":"killed","start":0,"voices":["Fire Office","Gazette"]}"#;
        assert_eq!(lines.lines().nth(2), Some(want));
        let reports = [Report::of_text("a.txt", "Six people died.")];
        for text in [table, &lines] {
            let parsed = parse(text, "claims.csv", &reports).unwrap();
            assert_eq!(parsed.value.claims.len(), 1);
            assert_eq!(parsed.value.claims[0].voices.len(), 2);
            assert!(
                parsed.issues[0].message.starts_with("claims.csv: line 4: no claim"),
                "{:?}",
                parsed.issues
            );
        }
        assert_eq!(claims_in_table(lines.as_bytes()).as_deref(), Some(lines.as_str()));
        let quoted = "File,Quote,Measure,Figure,Said by\na.txt,Six people,killed,6,Fire Office\n";
        let lines = claims_in_table(quoted.as_bytes()).unwrap();
        let want = r#"{"as_written":"6","high":6,"low":6,"measure":"killed","report":"a.txt","text":"Six people","voices":["Fire Office"]}"#;
        assert_eq!(lines.trim(), want);
        assert_eq!(claims_in_table(lines.as_bytes()).as_deref(), Some(lines.as_str()));
        for other in [
            "file,text,label\na.txt,x,y\n",
            "file,publisher\na.txt,x\n",
            "",
            "{\"source\":1}",
            "report,start\na,1",
            "\u{1}\u{2}\0",
        ] {
            assert_eq!(claims_in_table(other.as_bytes()), None, "{other}");
        }
    }
}
