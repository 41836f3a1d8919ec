//! Truth discovery on small tables written as lines `source item value [day]`; what is expected stands beside them.

use recount_model::{Answer, Table, ValueKind};
use recount_reconcile::truth::{Choice, Weighing, discover};

/// A table of rows `source item value [day]`; items whose every value is a number are of numbers.
fn table(rows: &str) -> Table {
    let mut table = Table::default();
    for row in rows.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let fields: Vec<&str> = row.split_whitespace().collect();
        let (source, item, value) =
            (table.sources.number(fields[0]), table.items.number(fields[1]), table.values.number(fields[2]));
        table.source.push(source);
        table.item.push(item);
        table.value.push(value);
        table.day.push(fields.get(3).map_or(f64::NAN, |day| day.parse().unwrap()));
    }
    table.numbers = table.values.iter().map(|v| v.parse().unwrap_or(f64::NAN)).collect();
    table.kinds = vec![ValueKind::Number; table.items.len()];
    for (&item, &value) in table.item.iter().zip(&table.value) {
        if table.numbers[value as usize].is_nan() {
            table.kinds[item as usize] = ValueKind::Category;
        }
    }
    table
}

fn choice(method: &str) -> Choice {
    Choice { method: Some(method.to_string()), copies: Some(false) }
}

/// The answers as lines `item value`, several values joined by `|` (a tie by `=`), in order of items.
fn answers(table: &Table, choice: &Choice) -> String {
    let discovery = discover(table, choice).unwrap();
    let names =
        |values: &[u32], by: &str| values.iter().map(|&v| table.values.name(v)).collect::<Vec<_>>().join(by);
    let mut lines: Vec<String> = discovery
        .outcomes
        .iter()
        .zip(table.items.iter())
        .map(|(outcome, item)| {
            let answer = match &outcome.answer {
                Answer::Value(value) => names(&[*value], ""),
                Answer::Values(values) => names(values, "|"),
                Answer::Tie(values) => names(values, "="),
                Answer::Number(number) => format!("~{number:.3}"),
                Answer::Unresolved => "?".to_string(),
            };
            format!("{item} {answer}")
        })
        .collect();
    lines.sort();
    lines.join("\n")
}

#[test]
fn a_vote_counts_each_source_once_and_reports_ties() {
    let table = table(
        "a x red
         a x red
         b x red
         c x blue
         a y 10
         b y 9
         c z 1.0
         a z 1
         b z 2",
    );
    assert_eq!(answers(&table, &choice("vote")), "x red\ny 9=10\nz 1");
}

#[test]
fn a_later_day_supersedes_what_the_same_source_said() {
    let table = table(
        "a x 31 10
         a x 40 12
         b x 31 11
         b x 30
         c x 40 9",
    );
    assert_eq!(answers(&table, &choice("vote")), "x 40");
}

#[test]
fn what_is_no_number_is_left_out_of_an_item_of_numbers() {
    let mut table = table(
        "a x NaN
         b x inf
         c x 4",
    );
    table.kinds = vec![ValueKind::Number];
    table.numbers = vec![f64::NAN, f64::NAN, 4.0];
    assert_eq!(answers(&table, &choice("vote")), "x 4");
}

#[test]
fn an_explanation_tells_who_says_what_and_what_follows_without_each() {
    let table = table(
        "a x red
         b x red
         c x blue
         d x blue
         e x blue",
    );
    let explained = Weighing::new(&table, &choice("vote")).unwrap().explain(0).unwrap();
    let value = |name: &str| table.values.find(name).unwrap();
    assert_eq!(explained.answer, Answer::Value(value("blue")));
    let behind: Vec<(u32, f64, usize)> =
        explained.values.iter().map(|v| (v.value, v.belief, v.voices.len())).collect();
    assert_eq!(behind, [(value("blue"), 3.0, 3), (value("red"), 2.0, 2)]);
    let changing: Vec<&Answer> = explained.without.iter().filter(|w| w.changes).map(|w| &w.answer).collect();
    assert_eq!(changing, [&Answer::Tie(vec![value("blue"), value("red")]); 3]);
    assert_eq!(explained.without.len(), 5);
}

#[test]
fn an_unknown_method_is_an_error_that_names_those_there_are() {
    let error = discover(&table("a x 1"), &choice("oracle")).unwrap_err().to_string();
    assert!(error.contains("oracle") && error.contains("vote"), "{error}");
}
