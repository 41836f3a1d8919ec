//! Answers, sources and copies of a small table in every text format. Parquet is read back by the tests of recount-cli.

use recount_model::{Answer, CopyGroup, CopyPair, Discovery, Outcome, Reason, Standing, Table, ValueKind};
use recount_publish::table::{TableFormat, answers, copies, sources};
use std::path::Path;

fn sample() -> (Table, Discovery) {
    let mut table = Table::default();
    for source in ["mast guild", "evening bell", "only cited"] {
        table.sources.number(source);
    }
    for item in ["height", "colour\tof \"it\"", "\"name\"", "keepers", "lamps"] {
        table.items.number(item);
        table.kinds.push(ValueKind::Category);
    }
    for value in ["29", "31", "white, or red", "a\nb"] {
        table.values.number(value);
    }
    let outcome = |answer, confidence| Outcome { answer, confidence, support: 1, sources: 2 };
    let standing = |weight, items, group| Standing { weight, agreement: 2.0 / 3.0, items, group };
    let pair = |copier, probability| CopyPair {
        pair: [0, 1],
        copier,
        probability,
        reasons: vec![Reason::new("12 rare values shared", vec![]), Reason::new("cited", vec![])],
    };
    let discovery = Discovery {
        method: "vote".to_string(),
        reasons: vec![],
        outcomes: vec![
            outcome(Answer::Tie(vec![0, 1]), 0.5),
            outcome(Answer::Value(2), 1.0),
            outcome(Answer::Values(vec![3, 0]), 0.75),
            outcome(Answer::Number(-0.0), f64::NAN),
            outcome(Answer::Unresolved, 0.0),
        ],
        standings: vec![
            standing(1.0, 4, Some(0)),
            standing(1.234_567_89e-7, 5, Some(0)),
            standing(1.0, 0, None),
        ],
        copies: vec![CopyGroup {
            members: vec![0, 1],
            pairs: vec![pair(Some(1), 0.987_654_32), pair(None, 1.0)],
        }],
    };
    (table, discovery)
}

#[track_caller]
fn check(bytes: Vec<u8>, want: &str) {
    assert_eq!(String::from_utf8(bytes).unwrap(), want);
}

#[test]
fn answers_between_tabs_stand_as_they_are_unless_a_split_would_break_them() {
    let (table, discovery) = sample();
    check(
        answers(&table, &discovery, TableFormat::Tsv).unwrap(),
        "item\tvalue\tanswer\tvalues\tconfidence\tsupport\tsources\n\
         height\t29\ttie\t29 | 31\t0.5\t1\t2\n\
         \"colour\tof \"\"it\"\"\"\twhite, or red\tvalue\t\t1\t1\t2\n\
         \"\"\"name\"\"\"\t\"a\nb\"\tseveral\t\"a\nb | 29\"\t0.75\t1\t2\n\
         keepers\t0\tnumber\t\t\t1\t2\n\
         lamps\t\tunresolved\t\t0\t1\t2\n",
    );
}

#[test]
fn json_lines_have_lists_and_nulls() {
    let (table, discovery) = sample();
    let text = String::from_utf8(answers(&table, &discovery, TableFormat::JsonLines).unwrap()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        r#"{"item":"height","value":"29","answer":"tie","values":["29","31"],"confidence":0.5,"support":1,"sources":2}"#
    );
    assert_eq!(
        lines[4],
        r#"{"item":"lamps","value":null,"answer":"unresolved","values":null,"confidence":0.0,"support":1,"sources":2}"#
    );
}

#[test]
fn sources_that_speak_and_pairs_of_copiers() {
    let (table, discovery) = sample();
    check(
        sources(&table, &discovery, TableFormat::Csv).unwrap(),
        "source,weight,agreement,items,group\nmast guild,1,0.666667,4,1\nevening bell,0.000000123457,0.666667,5,1\n",
    );
    check(
        copies(&table, &discovery, TableFormat::Tsv).unwrap(),
        "copier\toriginal\tdirection\tgroup\tprobability\tevidence\n\
         evening bell\tmast guild\tknown\t1\t0.987654\t12 rare values shared | cited\n\
         mast guild\tevening bell\topen\t1\t1\t12 rare values shared | cited\n",
    );
}

#[test]
fn parquet_is_made_of_all_three() {
    let (table, discovery) = sample();
    for make in [answers, sources, copies] {
        let bytes = make(&table, &discovery, TableFormat::Parquet).unwrap();
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    }
    let empty = Discovery { outcomes: vec![], standings: vec![], copies: vec![], ..discovery };
    for make in [answers, sources, copies] {
        assert!(make(&Table::default(), &empty, TableFormat::Parquet).is_ok());
    }
}

#[test]
fn formats_are_told_by_the_ending() {
    let of = |name: &str| TableFormat::of(Path::new(name)).ok();
    assert_eq!(of("-"), Some(TableFormat::Tsv));
    assert_eq!(of("a/b.TSV"), Some(TableFormat::Tsv));
    assert_eq!(of("b.ndjson"), Some(TableFormat::JsonLines));
    assert_eq!(of("b.parquet"), Some(TableFormat::Parquet));
    assert_eq!(of("b.xls"), None);
    assert_eq!(of("tsv"), None);
}
