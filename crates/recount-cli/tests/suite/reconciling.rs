//! A table of claims in, tables of answers out, and every bad table named with what to do about it.

use crate::run::{Ran, recount, workspace};
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const TABLE: &str =
    "source,item,value\na,mast,31\nb,mast,29\nc,mast,29\na,\"light, colour\",red\nb,keepers,2\nc,keepers,3\n";

fn place(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

#[test]
fn answers_go_to_standard_output_and_the_rest_to_standard_error() {
    let folder = place(&[("t.csv", TABLE.as_bytes())]);
    let ran = recount(folder.path(), &["reconcile", "t.csv", "--method", "vote"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let lines: Vec<String> = ran.text().lines().map(str::to_string).collect();
    assert_eq!(
        lines,
        [
            "item\tvalue\tanswer\tvalues\tconfidence\tsupport\tsources",
            "mast\t29\tvalue\t\t0.666667\t2\t3",
            "light, colour\tred\tvalue\t\t1\t1\t1",
            "keepers\t2\ttie\t2 | 3\t0.5\t2\t2",
        ]
    );
    assert!(ran.stderr.starts_with("6 claims of 3 sources on 3 items, answered by vote\n"), "{}", ran.stderr);
    assert!(ran.stderr.contains("1 tie, 0 unresolved"), "{}", ran.stderr);
    let quiet = recount(folder.path(), &["reconcile", "t.csv", "--quiet"]);
    assert!(quiet.stderr.is_empty(), "{}", quiet.stderr);
}

#[test]
fn every_format_written_is_read_again() {
    let folder = place(&[("t.csv", TABLE.as_bytes())]);
    let run = |arguments: &[&str]| {
        let ran = recount(folder.path(), arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        ran
    };
    let columns = ["--columns", "source=answer", "--method", "vote"];
    let mut again = Vec::new();
    for ending in ["tsv", "csv", "jsonl", "parquet"] {
        let out = format!("out.{ending}");
        run(&[
            "reconcile",
            "t.csv",
            "--method",
            "vote",
            "-o",
            &out,
            "--sources",
            &format!("s.{ending}"),
            "--copies",
            &format!("c.{ending}"),
        ]);
        again.push(run(&[&["reconcile", &out][..], &columns].concat()).text());
    }
    assert!(again[0].contains("light, colour\tred"), "{}", again[0]);
    assert!(again.iter().all(|text| *text == again[0]), "{again:?}");
}

#[test]
fn standard_input_is_a_table_too() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_recount"))
        .args(["reconcile", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(TABLE.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success());
    assert!(String::from_utf8(out.stdout).unwrap().contains("mast\t29"));
}

#[test]
fn an_answer_is_explained() {
    let folder = place(&[("t.csv", TABLE.as_bytes())]);
    let ran = recount(folder.path(), &["reconcile", "t.csv", "--method", "vote", "--explain", "keep"]);
    assert!(ran.text().starts_with("keepers: a tie between 2 and 3 (by vote"), "{}", ran.text());
    assert!(ran.text().contains("Without b: 3"), "{}", ran.text());
    assert!(!ran.text().contains("mast"), "{}", ran.text());
}

#[test]
fn the_number_of_threads_and_the_order_of_rows_change_nothing() {
    let mut rows: Vec<String> = Vec::new();
    for item in 0..400 {
        (0..9).for_each(|s| rows.push(format!("s{s},i{item:03},{}", (s * item) % 7 % (1 + s / 2))));
    }
    let table = |rows: &[String]| format!("source,item,value\n{}\n", rows.join("\n"));
    let forth = table(&rows);
    rows.reverse();
    let folder = place(&[("forth.csv", forth.as_bytes()), ("back.csv", table(&rows).as_bytes())]);
    let run = |name: &str, jobs: &str| recount(folder.path(), &["reconcile", name, "--jobs", jobs]).text();
    let sorted = |text: String| {
        let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
        lines.sort();
        lines
    };
    assert_eq!(run("forth.csv", "1"), run("forth.csv", "4"));
    assert_eq!(sorted(run("forth.csv", "1")), sorted(run("back.csv", "2")));
}

#[track_caller]
fn check(bytes: &[u8], arguments: &[&str], code: i32, phrases: &[&str]) -> Ran {
    let folder = place(&[("t.csv", bytes)]);
    let ran = recount(folder.path(), &[&["reconcile", "t.csv"][..], arguments].concat());
    assert_eq!(ran.code, code, "{ran:?}");
    for phrase in phrases {
        assert!(ran.stderr.contains(phrase), "'{phrase}' is missing: {}", ran.stderr);
    }
    assert!(code == 0 || ran.stdout.is_empty(), "{}", ran.text());
    assert_eq!(fs::read(folder.path().join("t.csv")).unwrap(), bytes, "the table was altered");
    ran
}

#[test]
fn bad_tables_are_named_with_the_reason_and_what_to_do() {
    check(b"", &[], 3, &["t.csv: is empty"]);
    check(b"source,item,value\n", &[], 3, &["t.csv", "no row"]);
    check(b"who,what,how much\na,b,1\n", &[], 2, &["t.csv", "who, what, how much", "--columns"]);
    check(b"PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaaaa", &[], 3, &["t.csv", "ZIP", "CSV"]);
    check(b"\x1f\x8b\x08\0\0\0\0\0\0\0aaaa", &[], 3, &["t.csv", "breaks off"]);
    check(b"source,item,value\na,x,1\na,x\n\"b,x,2\n", &[], 0, &["line 3", "line 4", "never closed"]);
    check(b"source,item,value\na,x,1\nb,x,nan\n", &[], 0, &["b of x: 'nan'"]);
}

#[test]
fn wrong_ways_of_asking_are_bad_usage() {
    let table = TABLE.as_bytes();
    check(table, &["--method", "oracle"], 2, &["oracle", "vote"]);
    check(table, &["--columns", "source=who"], 2, &["who", "source, item, value"]);
    check(table, &["--columns", "sauce=who"], 2, &["sauce", "cites"]);
    check(table, &["--columns", "source=source", "--columns", "source=item"], 2, &["twice"]);
    check(table, &["--explain", "ladder"], 2, &["ladder", "mast"]);
    check(table, &["-o", "answers.xls"], 2, &["answers.xls", ".parquet"]);
    check(table, &["-o", "t.csv"], 2, &["t.csv", "never altered"]);
    check(table, &["-o", "x.tsv", "--sources", "x.tsv"], 2, &["x.tsv", "two results"]);
    check(table, &["-o", "nowhere/x.tsv"], 2, &["nowhere/x.tsv"]);
    let ran = recount(&workspace(), &["reconcile"]);
    assert_eq!(ran.code, 2);
    let ran = recount(&workspace(), &["reconcile", "no-such.csv"]);
    assert!(ran.code == 3 && ran.stderr.contains("no-such.csv"), "{ran:?}");
    let ran = recount(&workspace(), &["reconcile", "examples"]);
    assert!(ran.code == 3 && ran.stderr.contains("folder"), "{ran:?}");
}

/// The page lists the same usual names as the file that the program reads.
#[test]
fn the_page_lists_every_usual_name_of_a_column() {
    let page = fs::read_to_string(workspace().join("docs/tables.md")).unwrap();
    let words =
        fs::read_to_string(workspace().join("crates/recount-intake/lexicon/tables/columns.toml")).unwrap();
    let fold = |name: &str| name.replace(['_', '`'], "").to_lowercase();
    for role in ["source", "item", "value", "kind", "time", "cites"] {
        let listed = words.lines().find_map(|line| line.strip_prefix(&format!("{role} = "))).unwrap();
        let listed: Vec<String> = serde_json::from_str(listed).unwrap();
        let row = page.lines().find(|line| line.starts_with(&format!("| `{role}` |"))).unwrap();
        let shown: Vec<String> =
            row.trim_end_matches(" |").rsplit(" | ").next().unwrap().split(", ").map(fold).collect();
        assert_eq!(listed[1..], shown[..], "{role}");
    }
}
