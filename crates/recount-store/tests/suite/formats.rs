//! Formats that outlive a version of the program: the journal as docs/dossier.md has it, and databases of every earlier schema.

#![allow(clippy::unwrap_used)]

use crate::shared::{Dossier, add, rule, standing, write};
use recount_model::{ClaimAnchor, ClaimId, Decision, ReportId, Span};
use recount_store::check::check;
use recount_store::{Batch, ClaimRow, PassageKey, Query, ReadingRows, Store, StoreError};
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn schemas() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas")
}

/// The dossier that every fixture holds. Everything in it is fixed, so that its journal is the same every time.
fn made() -> Dossier {
    let (dossier, mut store) = Dossier::new();
    let url = Some("https://quay.example/fire");
    let first = add(&mut store, "quay.txt", "Fire at the quay\n\nFour boats burned.", url, None);
    add(&mut store, "quay-2.txt", "Fire at the quay\n\nFive boats burned.", url, Some(first));
    let claim = ClaimRow {
        id: ClaimId("00ff".into()),
        span: Span::new(0, 4),
        kind: "count".into(),
        body: "{\"low\":4}".into(),
    };
    let reading =
        ReadingRows { reader: "reader 1".into(), report: first, claims: vec![claim], names: "[]".into() };
    let passages = vec![(first, vec![PassageKey { key: u64::MAX - 6, span: Span::new(0, 9) }])];
    store.commit(Batch { readings: vec![reading], passages, ..Batch::default() }).unwrap();
    let third =
        add(&mut store, "mill.txt", "Nobody was hurt, said Pavel \u{160}ev\u{10d}\u{ed}k.", None, None);
    let ruling = rule(&mut store, Decision::Withdraw { report: third });
    rule(&mut store, Decision::Undo { ruling });
    drop(store);
    dossier
}

/// Rows of every table in SQL. The index of words is not written down: it is made of the texts when the dump is read.
fn dump(database: &Path) -> String {
    let connection = Connection::open(database).unwrap();
    let names = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let mut out = String::new();
    for table in
        names("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'words%' ORDER BY rowid")
    {
        let columns = names(&format!("SELECT 'quote(\"' || name || '\")' FROM pragma_table_info('{table}')"));
        let rows = format!("SELECT {} FROM {table}", columns.join(" || ',' || "));
        names(&rows)
            .iter()
            .for_each(|row| out.push_str(&format!("INSERT OR REPLACE INTO {table} VALUES ({row});\n")));
    }
    out
}

/// A dossier whose database was written with an older schema is opened, brought up to date, and found sound.
#[test]
fn dossiers_of_every_schema_are_opened() {
    let mut found = 0;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema");
    let mut steps: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    steps.sort();
    for version in 1..=steps.len() {
        let fixture = schemas().join(format!("{version:04}.sql"));
        let dossier = made();
        let database = dossier.path().join(".recount/dossier.sqlite");
        if std::env::var_os("RECOUNT_WRITE_FIXTURES").is_some() && version == steps.len() {
            fs::write(&fixture, dump(&database)).unwrap();
        }
        let rows = fs::read_to_string(&fixture).unwrap_or_else(|_| {
            panic!(
                "{} is missing; make it with RECOUNT_WRITE_FIXTURES=1 before the schema changes",
                fixture.display()
            )
        });
        let _ = fs::remove_file(&database);
        let connection = Connection::open(&database).unwrap();
        for step in &steps[..version] {
            connection.execute_batch(&fs::read_to_string(step).unwrap()).unwrap();
        }
        // What the program does after step 2, with nothing to pack yet.
        if version >= 2 {
            connection.execute_batch("DROP TABLE claims_1; DROP TABLE readings_1;").unwrap();
        }
        connection.pragma_update(None, "user_version", version as i64).unwrap();
        connection.execute_batch(&rows).unwrap();
        // The words, as every schema so far has them.
        let words =
            "INSERT INTO words (rowid, title, body, publisher, author, file) VALUES (?1, ?2, ?3, ?4, '', ?5)";
        for (key, title, body, publisher, file) in [
            (
                2,
                "fire at the quay",
                "fire at the quay five boats burned",
                "the quay 2 txt courier",
                "quay 2 txt",
            ),
            (
                3,
                "nobody was hurt said pavel sevcik",
                "nobody was hurt said pavel sevcik",
                "the mill txt courier",
                "mill txt",
            ),
        ] {
            connection.execute(words, (key, title, body, publisher, file)).unwrap();
        }
        connection.close().unwrap();
        if version < steps.len() {
            assert!(matches!(Store::open(dossier.path()), Err(StoreError::OlderSchema { .. })));
            assert_eq!(check(dossier.path(), &|_| {}), [], "an older database is no damage");
        }
        let store = write(dossier.path());
        assert_eq!(standing(&store), ["mill.txt", "quay-2.txt"], "schema {version}");
        assert_eq!(store.search(&Query::parse("Sevcik").unwrap(), 5, 0).unwrap().total, 1);
        let first = ReportId::of(b"Fire at the quay\n\nFour boats burned.");
        assert_eq!(store.readings("reader 1", &[first]).unwrap()[0].claims[0].body, "{\"low\":4}");
        assert_eq!(store.pending().unwrap(), []);
        drop(store);
        assert_eq!(check(dossier.path(), &|_| {}), [], "schema {version}");
        found += 1;
    }
    assert!(found >= 1);
}

#[test]
fn a_database_of_a_newer_program_is_refused_with_what_to_do() {
    let dossier = made();
    let connection = Connection::open(dossier.path().join(".recount/dossier.sqlite")).unwrap();
    connection.pragma_update(None, "user_version", 999).unwrap();
    connection.close().unwrap();
    let writing =
        Store::open_to_write(dossier.path(), &crate::shared::holder("add"), Default::default(), &|_| {});
    for error in [Store::open(dossier.path()).unwrap_err(), writing.unwrap_err()] {
        assert!(error.to_string().contains("newer Recount (schema 999"), "{error}");
        assert_eq!(error.hint(), Some("use the newer program, or one as new"));
    }
}

/// The lines of Python in docs/dossier.md say of a journal what the store says of it.
#[test]
fn the_check_in_the_documentation_works() {
    let docs =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/dossier.md")).unwrap();
    let program = docs.split("```python\n").nth(1).unwrap().split("```").next().unwrap();
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("skipped: there is no python3");
        return;
    }
    let dossier = made();
    let journal = dossier.path().join(".recount/journal.jsonl");
    let run = || Command::new("python3").args(["-c", program]).arg(&journal).output().unwrap();
    let head = Store::open(dossier.path()).unwrap().head().unwrap();
    assert_eq!(String::from_utf8_lossy(&run().stdout), format!("{} {}\n", head.number, head.hash));
    let mut bytes = fs::read(&journal).unwrap();
    let at = bytes.len() - 400;
    bytes[at] ^= 1;
    fs::write(&journal, bytes).unwrap();
    let told = run();
    assert!(!told.status.success() && String::from_utf8_lossy(&told.stderr).starts_with("line "));
}

/// The journal takes nothing back, so what can have no effect never comes into it.
#[test]
fn a_name_is_not_joined_with_itself_nor_parted_from_itself() {
    let (_dossier, mut store) = Dossier::new();
    let merge = |canonical: &str, spellings: &[&str]| Decision::Merge {
        canonical: canonical.into(),
        spellings: spellings.iter().map(|name| name.to_string()).collect(),
    };
    let split = |name: &str, from: &str| Decision::Split { name: name.into(), from: from.into() };
    let refused = [
        merge("Quay", &["Quay "]),
        merge("Quay", &[]),
        merge("Quay", &["Dock", " "]),
        split("Quay", "QUAY"),
        split("", "Quay"),
    ];
    for decision in refused {
        let batch = Batch::ruling("2026-11-22T10:00:00Z", "Ada", "because", decision);
        assert!(matches!(store.commit(batch), Err(recount_store::StoreError::Refused { .. })));
    }
    assert_eq!(store.head().unwrap().number, 1);
    // How a name is spelled is a decision.
    rule(&mut store, merge("Quay", &["QUAY"]));
}

/// Every decision is written and read again as it was, whatever stands in its words.
#[test]
fn every_decision_leads_back() {
    let (_dossier, mut store) = Dossier::new();
    let report = add(&mut store, "a.txt", "Four boats burned.", None, None);
    let words = "\"four\"\n\u{1f6a4} \\ \u{0} \u{202e}boats".to_string();
    let claim = ClaimAnchor {
        id: ClaimId("0f".into()),
        report,
        start: 0,
        end: 10,
        words: words.clone(),
        content: "{\"a\": [1,\n2]}".into(),
    };
    let decisions = [
        Decision::Accept { claim: claim.clone() },
        Decision::Reject { claim: claim.clone() },
        Decision::Correct { claim: claim.clone(), field: "low".into(), value: "null".into() },
        Decision::Merge { canonical: words.clone(), spellings: vec!["b".into(), format!("{words}s")] },
        Decision::Split { name: words.clone(), from: "b".into() },
        Decision::Link { claim: claim.clone(), with: claim },
        Decision::Describe { report, field: "author".into(), value: None },
        Decision::Describe { report, field: "published".into(), value: Some("2011-04".into()) },
        Decision::Withdraw { report },
        Decision::Undo { ruling: 3 },
    ];
    for decision in &decisions {
        rule(&mut store, decision.clone());
    }
    let kept: Vec<Decision> = store.rulings().unwrap().into_iter().map(|r| r.decision).collect();
    assert_eq!(kept, decisions);
    assert_eq!(store.journal().unwrap().map(Result::unwrap).count(), 12);
    assert_eq!(store.journal().unwrap().last().unwrap().unwrap().number, 12);
}
