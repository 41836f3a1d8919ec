//! Whatever is altered is found and named.

#![allow(clippy::unwrap_used)]

use crate::shared::{Dossier, add, entry, put, read, rule, standing, write};
use recount_model::{ClaimId, Decision, Report, ReportId, Span};
use recount_store::check::{Damage, check};
use recount_store::{
    AccountRow, Act, Batch, ClaimRow, KeptAccount, PassageKey, ReadingRows, Rereading, Store,
};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use tempfile::TempDir;

fn damage(folder: &Path) -> Vec<Damage> {
    check(folder, &|_| {})
}

/// A dossier with something of everything, closed.
fn full() -> (Dossier, ReportId) {
    let (dossier, mut store) = Dossier::new();
    let url = Some("https://quay.example/fire");
    let first = add(&mut store, "quay.txt", "Fire at the quay\n\nFour boats burned.", url, None);
    let second = add(&mut store, "quay-2.txt", "Fire at the quay\n\nFive boats burned.", url, Some(first));
    let third = add(
        &mut store,
        "mill.txt",
        "Fire at the mill\n\nNobody was hurt, said Pavel \u{160}ev\u{10d}\u{ed}k.",
        None,
        None,
    );
    let claim = ClaimRow {
        id: ClaimId("00ff".into()),
        span: Span::new(18, 35),
        kind: "count".into(),
        body: "{\"low\":5}".into(),
    };
    let reading = ReadingRows {
        reader: "reader 1".into(),
        report: second,
        claims: vec![claim],
        names: "[\"quay\"]".into(),
    };
    let passages = vec![(second, vec![PassageKey { key: 77, span: Span::new(0, 9) }])];
    let row = AccountRow { kind: "finding".into(), id: "f1".into(), body: "{\"best\":5}".into() };
    let account = KeptAccount {
        head: store.head().unwrap(),
        settings: "s".into(),
        program: "p".into(),
        rows: vec![row],
    };
    store
        .commit(Batch { readings: vec![reading], passages, account: Some(account), ..Batch::default() })
        .unwrap();
    rule(&mut store, Decision::Withdraw { report: third });
    rule(&mut store, Decision::Undo { ruling: 5 });
    rule(&mut store, Decision::Merge { canonical: "Quay".into(), spellings: vec!["the quay".into()] });
    drop(store);
    (dossier, second)
}

#[test]
fn a_dossier_as_it_was_written_has_no_damage() {
    let (dossier, _) = full();
    assert_eq!(damage(dossier.path()), []);
}

#[test]
fn every_byte_of_the_journal_counts() {
    let (dossier, _) = full();
    let path = dossier.path().join(".recount/journal.jsonl");
    let sound = fs::read(&path).unwrap();
    for at in 0..sound.len() {
        let mut bytes = sound.clone();
        bytes[at] ^= 1 << (at % 8);
        fs::write(&path, &bytes).unwrap();
        let line = sound[..at].iter().filter(|b| **b == b'\n').count() + 1;
        // The check of everything takes its time; the chain alone is looked at for most bytes.
        let found = Store::open(dossier.path())
            .unwrap()
            .journal()
            .unwrap()
            .find_map(Result::err)
            .map(|e| e.to_string());
        let found = found.unwrap_or_else(|| panic!("byte {at} of line {line} was altered unseen"));
        assert!(found.contains(&format!("line {line}:")), "byte {at}: {found}");
        if at % 97 == 0 {
            let all = damage(dossier.path());
            assert_eq!(all[0].place, Some(format!("line {line}")), "byte {at}: {all:?}");
        }
    }
}

#[test]
fn a_line_taken_out_or_put_in_is_named() {
    let (dossier, _) = full();
    let path = dossier.path().join(".recount/journal.jsonl");
    let sound = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = sound.split_inclusive('\n').collect();
    for at in 0..lines.len() {
        let mut without = lines.clone();
        without.remove(at);
        fs::write(&path, without.concat()).unwrap();
        assert!(!damage(dossier.path()).is_empty(), "line {at} is missing");
        let mut twice = lines.clone();
        twice.insert(at, lines[at]);
        fs::write(&path, twice.concat()).unwrap();
        assert!(!damage(dossier.path()).is_empty(), "line {at} stands twice");
    }
    fs::write(&path, lines[..3].concat()).unwrap();
    let found = damage(dossier.path());
    assert!(found.iter().any(|d| d.what.contains("the database has taken 7 entries")), "{found:?}");
    let short =
        Store::open_to_write(dossier.path(), &crate::shared::holder("x"), Default::default(), &|_| {});
    assert!(short.unwrap_err().to_string().contains("ends after"), "a writer is told as well");
}

#[test]
fn a_missing_journal_is_damage_and_no_second_one_is_begun() {
    let (dossier, _) = full();
    let folder = dossier.path();
    let state = folder.join(".recount");
    let journal = state.join("journal.jsonl");
    let kept = fs::read(&journal).unwrap();
    fs::remove_file(&journal).unwrap();
    let missing = |without: &str| {
        assert!(Store::exists(folder), "{without}");
        let holder = crate::shared::holder("x");
        let act = crate::shared::entry(recount_store::Act::Created);
        for error in [
            Store::open(folder).unwrap_err(),
            Store::open_to_write(folder, &holder, Default::default(), &|_| {}).unwrap_err(),
            Store::create(folder, act, &holder).unwrap_err(),
        ] {
            let told = error.to_string();
            assert!(told.contains("journal.jsonl: is missing"), "{without}: {told}");
            assert_eq!(error.hint(), Some("put the journal back from a copy or a bag"));
        }
        assert!(!journal.exists());
        let found = damage(folder);
        assert_eq!(found[0].file, Path::new(".recount/journal.jsonl"), "{without}: {found:?}");
        assert!(found[0].what.starts_with("is missing"), "{without}: {found:?}");
    };
    missing("nothing else");
    let database = state.join("dossier.sqlite");
    let rows = fs::read(&database).unwrap();
    fs::remove_file(&database).unwrap();
    missing("the database");
    fs::write(&database, &rows).unwrap();
    let away = TempDir::new().unwrap();
    fs::rename(state.join("originals"), away.path().join("originals")).unwrap();
    missing("the originals");
    fs::rename(away.path().join("originals"), state.join("originals")).unwrap();
    fs::write(&journal, &kept).unwrap();
    assert_eq!(damage(folder), []);
    // What is left of making one that was stopped at once is no dossier.
    let early = TempDir::new().unwrap();
    fs::create_dir_all(early.path().join(".recount/originals")).unwrap();
    assert!(!Store::exists(early.path()));
    let error = Store::open(early.path()).unwrap_err();
    assert!(matches!(error, recount_store::StoreError::NotADossier { .. }), "{error}");
}

/// Without a database nobody knows how long the journal was: a whole line that is damaged is not taken for the rest of a write.
#[test]
fn without_a_database_no_whole_line_is_set_aside() {
    let (dossier, _) = full();
    let state = dossier.path().join(".recount");
    let (journal, database) = (state.join("journal.jsonl"), state.join("dossier.sqlite"));
    let sound = fs::read(&journal).unwrap();
    fs::remove_file(&database).unwrap();
    let last = sound[..sound.len() - 1].iter().rposition(|b| *b == b'\n').unwrap() + 1;
    let mut zeroed = sound.clone();
    zeroed[last + 40] = 0;
    let mut then_cut = sound[..sound.len() - 30].to_vec();
    then_cut[last - 40] ^= 1;
    let mut no_newline = sound.clone();
    *no_newline.last_mut().unwrap() = b' ';
    for bytes in [zeroed, then_cut, no_newline] {
        fs::write(&journal, &bytes).unwrap();
        let opened =
            Store::open_to_write(dossier.path(), &crate::shared::holder("x"), Default::default(), &|_| {});
        let error = opened.unwrap_err();
        assert!(matches!(error, recount_store::StoreError::Journal { .. }), "{error}");
        assert_eq!(fs::read(&journal).unwrap(), bytes, "the journal is left as it was");
        let _ = fs::remove_file(&database);
    }
    // What is cut off within the last line is set aside still.
    fs::write(&journal, &sound[..sound.len() - 30]).unwrap();
    assert!(write(dossier.path()).torn().is_some());
}

#[test]
fn every_byte_of_an_original_counts_and_files_that_are_none_are_named() {
    let (dossier, id) = full();
    let path = dossier.path().join(format!(".recount/originals/{id}"));
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o444);
    let sound = fs::read(&path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    for at in 0..sound.len() {
        let mut bytes = sound.clone();
        bytes[at] ^= 1 << (at % 8);
        fs::write(&path, &bytes).unwrap();
        let found = damage(dossier.path());
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].file, Path::new(&format!(".recount/originals/{id}")));
        assert!(found[0].what.contains("quay-2.txt"), "{found:?}");
    }
    fs::remove_file(&path).unwrap();
    fs::write(path.with_file_name("notes.txt"), "x").unwrap();
    let found: Vec<String> = damage(dossier.path()).iter().map(ToString::to_string).collect();
    assert!(found.iter().any(|d| d.ends_with("is missing (it came as quay-2.txt)")), "{found:?}");
    assert!(found.iter().any(|d| d.contains("notes.txt: is no original")), "{found:?}");
    // Adding the item again brings it back.
    let mut store = write(dossier.path());
    let mut batch = Batch::default();
    put(&mut batch, "again.txt", std::str::from_utf8(&sound).unwrap(), None, None);
    store.commit(batch).unwrap();
    drop(store);
    assert_eq!(fs::read(&path).unwrap(), sound);
}

/// Alters every column of every row of the tables that hold something, one at a time.
#[test]
fn every_field_of_a_row_counts() {
    let (dossier, _) = full();
    let database = dossier.path().join(".recount/dossier.sqlite");
    let sound = fs::read(&database).unwrap();
    let connection = rusqlite::Connection::open(&database).unwrap();
    let mut fields = Vec::new();
    for table in [
        "head",
        "originals",
        "arrivals",
        "rulings",
        "reports",
        "texts",
        "shown",
        "readers",
        "readings",
        "claims",
        "account",
        "account_rows",
        "passages",
        "passage_keys",
    ] {
        let mut statement =
            connection.prepare(&format!("SELECT name FROM pragma_table_info('{table}')")).unwrap();
        let columns = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        // `only` is a constant that is never read.
        fields.extend(columns.map(Result::unwrap).filter(|c| c != "only").map(|c| (table, c)));
        let count: i64 =
            connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get(0)).unwrap();
        assert!(count > 0, "{table} is empty");
    }
    connection.close().unwrap();
    for (table, column) in fields {
        fs::write(&database, &sound).unwrap();
        let connection = rusqlite::Connection::open(&database).unwrap();
        connection.execute_batch("PRAGMA ignore_check_constraints = on").unwrap();
        let altered = connection.execute(
            &format!(
                "UPDATE {table} SET \"{column}\" = CASE typeof(\"{column}\") WHEN 'integer' THEN \"{column}\" + 1
                 WHEN 'text' THEN \"{column}\" || 'x' WHEN 'blob' THEN zeroblob(length(\"{column}\")) ELSE 'x' END
                 WHERE rowid_or = 1"
            )
            .replace("WHERE rowid_or = 1", match table {
                "readings" | "claims" | "passage_keys" => "",
                _ => "WHERE rowid = (SELECT max(rowid) FROM {table})",
            })
            .replace("{table}", table),
            [],
        );
        connection.close().unwrap();
        if altered == Ok(0) || altered.is_err() {
            panic!("{table}.{column}: {altered:?}");
        }
        let found = damage(dossier.path());
        assert!(!found.is_empty(), "{table}.{column} was altered unseen");
    }
}

/// Flips bytes of the database file itself: unless every row reads as before, something is named. Never panics.
#[test]
fn flipped_bytes_of_the_database_are_found_or_do_no_harm() {
    let (dossier, _) = full();
    let database = dossier.path().join(".recount/dossier.sqlite");
    let sound = fs::read(&database).unwrap();
    let content = |folder: &Path| -> Option<Vec<Report>> {
        Store::open(folder).ok()?.reports().collect::<Result<_, _>>().ok()
    };
    let before = content(dossier.path()).unwrap();
    let step = 151;
    for at in (0..sound.len()).step_by(step) {
        if sound[at] == 0 {
            continue;
        }
        let mut bytes = sound.clone();
        bytes[at] ^= 1 << (at % 8);
        fs::write(&database, &bytes).unwrap();
        let _ = fs::remove_file(database.with_extension("sqlite-wal"));
        let _ = fs::remove_file(database.with_extension("sqlite-shm"));
        let harmless = content(dossier.path()).as_ref() == Some(&before);
        assert!(harmless || !damage(dossier.path()).is_empty(), "byte {at} was altered unseen");
    }
}

#[test]
fn words_of_the_index_are_compared_with_the_texts() {
    let (dossier, _) = full();
    let database = dossier.path().join(".recount/dossier.sqlite");
    let connection = rusqlite::Connection::open(&database).unwrap();
    connection.execute("DELETE FROM words WHERE rowid = 2", []).unwrap();
    connection.close().unwrap();
    let found = damage(dossier.path());
    assert!(found[0].to_string().contains("are not indexed"), "{found:?}");
}

#[test]
fn how_many_words_the_index_says_there_are_is_compared_too() {
    let (dossier, _) = full();
    let database = dossier.path().join(".recount/dossier.sqlite");
    let connection = rusqlite::Connection::open(&database).unwrap();
    connection.execute("UPDATE words_docsize SET sz = X'0407030000' WHERE id = 2", []).unwrap();
    connection.close().unwrap();
    let found = damage(dossier.path());
    assert!(found[0].to_string().contains("are not as many as the index says"), "{found:?}");
}

#[test]
fn what_a_database_says_of_its_own_tables_is_compared_with_what_this_program_makes() {
    for (change, told) in [
        (
            "UPDATE sqlite_schema SET sql = replace(sql, 'reason TEXT', 'reason BLOB')",
            "table originals: is not as",
        ),
        (
            "UPDATE sqlite_schema SET sql = replace(sql, 'NOT NULL', 'NUT_NULL') WHERE name = 'texts'",
            "table texts: is not as",
        ),
        ("CREATE TRIGGER t AFTER INSERT ON texts BEGIN DELETE FROM claims; END", "table t: is none that"),
        ("DROP INDEX shown_file", "table shown_file: is missing"),
        ("UPDATE sqlite_schema SET sql = replace(sql, 'text_sha256 BLOB', 'text_sha256  BLOB')", ""),
    ] {
        let (dossier, _) = full();
        let connection = rusqlite::Connection::open(dossier.path().join(".recount/dossier.sqlite")).unwrap();
        connection.execute_batch(&format!("PRAGMA writable_schema = ON; {change}")).unwrap();
        connection.close().unwrap();
        let found = damage(dossier.path());
        match told {
            "" => assert_eq!(found, []),
            told => {
                assert!(found.iter().any(|damage| damage.to_string().contains(told)), "{change}: {found:?}")
            }
        }
    }
}

#[test]
fn a_database_that_is_thrown_away_is_made_anew() {
    let (dossier, id) = full();
    let before = {
        let store = Store::open(dossier.path()).unwrap();
        (
            store.reports().map(Result::unwrap).collect::<Vec<_>>(),
            store.rulings().unwrap(),
            store.head().unwrap(),
        )
    };
    fs::remove_file(dossier.path().join(".recount/dossier.sqlite")).unwrap();
    assert!(damage(dossier.path())[0].what.contains("the database is missing"));
    assert!(matches!(Store::open(dossier.path()), Err(recount_store::StoreError::NoDatabase { .. })));
    let mut store = write(dossier.path());
    assert_eq!(store.pending().unwrap().len(), 3);
    let wrong = store.restore(&|_, _| Ok(Report::of_text("x", "something else")), None).unwrap();
    assert_eq!((wrong.reports, wrong.failed.len()), (0, 3));
    let restored = store
        .restore(
            &|arrival, bytes| {
                let mut report = read(&arrival.arrival.file, bytes);
                report.publisher = arrival.arrival.publisher.clone();
                report.url = arrival.arrival.url.clone();
                Ok(report)
            },
            None,
        )
        .unwrap();
    assert_eq!((restored.reports, restored.failed), (3, vec![]));
    let after = (
        store.reports().map(Result::unwrap).collect::<Vec<_>>(),
        store.rulings().unwrap(),
        store.head().unwrap(),
    );
    assert_eq!(after, before);
    assert_eq!(standing(&store), ["mill.txt", "quay-2.txt"]);
    assert!(store.report(id).unwrap().is_some());
    drop(store);
    assert_eq!(damage(dossier.path()), []);
}

#[test]
fn a_lost_text_that_is_derived_otherwise_now_is_another_text_from_then_on() {
    let (dossier, _) = full();
    let before = Store::open(dossier.path()).unwrap().head().unwrap();
    fs::remove_file(dossier.path().join(".recount/dossier.sqlite")).unwrap();
    let mut store = write(dossier.path());
    let rereading = Rereading { intake: "intake-for-tests 2", entry: &|act| entry(act) };
    let restored = store
        .restore(
            &|arrival, bytes| Ok(read(&arrival.arrival.file, &[b"Anew. ", bytes].concat())),
            Some(&rereading),
        )
        .unwrap();
    assert_eq!((restored.reports, restored.reread.len(), restored.failed), (3, 3, vec![]));
    assert_eq!(store.head().unwrap().number, before.number + 3);
    assert!(store.reports().all(|report| report.unwrap().text.starts_with("Anew. ")));
    let rereads: Vec<_> = store
        .journal()
        .unwrap()
        .map(Result::unwrap)
        .filter(|e| matches!(e.act, Act::Reread { .. }))
        .collect();
    assert_eq!(rereads.len(), 3);
    // As it was before, only the journal knows; the texts are those of now.
    let past = tempfile::tempdir().unwrap();
    let mut then = store.as_of(before.number, &past.path().join("then")).unwrap();
    assert_eq!(then.pending().unwrap().len(), 3);
    assert_eq!(then.take_texts_of(&store).unwrap(), restored.reread);
    assert_eq!(standing(&then), standing(&store));
    drop(store);
    assert_eq!(damage(dossier.path()), []);
}

/// Whoever keeps an index of his own in the database is not told to throw the texts away.
#[test]
fn what_somebody_added_is_to_be_taken_out() {
    let (dossier, _) = full();
    let database = rusqlite::Connection::open(dossier.path().join(".recount/dossier.sqlite")).unwrap();
    database.execute_batch("CREATE INDEX mine ON shown (title); ANALYZE;").unwrap();
    let found = check(dossier.path(), &|_| {});
    assert!(!found.is_empty());
    for damage in found {
        assert!(damage.hint.contains("DROP"), "{damage}: {}", damage.hint);
    }
    database
        .execute_batch("DROP INDEX mine; DROP TABLE sqlite_stat1; DROP TABLE IF EXISTS sqlite_stat4;")
        .unwrap();
    assert_eq!(check(dossier.path(), &|_| {}), []);
}
