//! Writers that are killed, disks that are full, folders that cannot be written, two processes at once: what was acknowledged is there
//! afterwards, and nothing else is broken. Parts of these tests run in a process of their own, which is this test program again.

#![allow(clippy::unwrap_used)]

use crate::shared::{Dossier, add, entry, holder, put, read, rule, standing, write};
use recount_model::Decision;
use recount_store::check::check;
use recount_store::{Act, Batch, Store, StoreError};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const FOLDER: &str = "RECOUNT_STORE_TEST_FOLDER";

/// This program again, running one test by its name on a folder.
fn again(test: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture", "--quiet"]).env(FOLDER, folder);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn folder_of_child() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

/// A dossier left by a stopped writer: opened, completed, and sound. Returns what stands.
fn recovered(folder: &Path) -> Vec<String> {
    let mut store = write(folder);
    let restored = store
        .restore(
            &|arrival, bytes| {
                let mut report = read(&arrival.arrival.file, bytes);
                report.publisher = arrival.arrival.publisher.clone();
                Ok(report)
            },
            None,
        )
        .unwrap();
    assert_eq!(restored.failed, vec![]);
    let files = standing(&store);
    drop(store);
    assert_eq!(check(folder, &|_| {}), []);
    files
}

/// Not a test of its own: writes items and rulings until it is killed, and notes each after it was acknowledged.
#[test]
fn child_that_writes() {
    let Some(folder) = folder_of_child() else { return };
    let mut store = write(&folder);
    let mut acknowledged =
        OpenOptions::new().append(true).create(true).open(folder.join("acknowledged")).unwrap();
    let start = store.head().unwrap().number;
    for turn in start.. {
        let mut batch = Batch::default();
        let files: Vec<String> = (0..12).map(|n| format!("{turn}-{n}.txt")).collect();
        let mut first = None;
        for file in &files {
            let id = put(&mut batch, file, &format!("Item {file}: boats burned at the quay."), None, None);
            first = first.or(Some(id));
        }
        store.commit(batch).unwrap();
        // In one write: a line that is cut off acknowledges nothing.
        acknowledged.write_all(format!("item {}\n", files.join(" ")).as_bytes()).unwrap();
        let decision = Decision::Describe {
            report: first.unwrap(),
            field: "author".into(),
            value: Some(format!("Author {turn}")),
        };
        let number = rule(&mut store, decision);
        acknowledged.write_all(format!("ruling {number}\n").as_bytes()).unwrap();
    }
}

#[test]
fn a_killed_writer_loses_nothing_that_it_acknowledged() {
    let (dossier, store) = Dossier::new();
    drop(store);
    let folder = dossier.path();
    for round in 0u64..25 {
        let mut child = again("stopped::child_that_writes", folder).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(15 + (round * 7919) % 180));
        child.kill().unwrap();
        child.wait().unwrap();
        // As it was left, before any other writer.
        let left = check(folder, &|_| {});
        assert!(left.is_empty(), "{left:?}");
        let files = recovered(folder);
        let store = Store::open(folder).unwrap();
        let rulings: Vec<u64> = store.rulings().unwrap().iter().map(|r| r.number).collect();
        let noted = fs::read_to_string(folder.join("acknowledged")).unwrap_or_default();
        for line in noted.lines() {
            match line.split_once(' ') {
                Some(("item", names)) => {
                    for name in names.split(' ') {
                        assert!(
                            files.binary_search(&name.to_string()).is_ok(),
                            "round {round}: {name} is missing"
                        );
                    }
                }
                Some(("ruling", number)) => {
                    assert!(rulings.contains(&number.parse().unwrap()), "round {round}")
                }
                _ => {}
            }
        }
    }
    assert!(folder.join("acknowledged").metadata().unwrap().len() > 0, "the child wrote nothing");
}

/// A writer takes in what the journal has beyond the database, then makes the reports again; it may be stopped between the two.
#[test]
fn a_writer_that_was_stopped_while_it_caught_up_left_no_damage() {
    let (dossier, mut store) = Dossier::new();
    add(&mut store, "a.txt", "Four boats burned.", None, None);
    drop(store);
    let database = dossier.path().join(".recount/dossier.sqlite");
    let rows = fs::read(&database).unwrap();
    let mut store = write(dossier.path());
    add(&mut store, "b.txt", "Five boats burned.", None, None);
    drop(store);
    fs::write(&database, rows).unwrap();
    drop(write(dossier.path()));
    let store = Store::open(dossier.path()).unwrap();
    assert_eq!((store.head().unwrap().number, store.pending().unwrap().len()), (3, 1));
    assert!(check(dossier.path(), &|_| {}).is_empty());
}

/// Every way in which the last write to the journal can have been cut off.
#[test]
fn a_torn_journal_is_set_aside_and_never_lost() {
    let (dossier, mut store) = Dossier::new();
    add(&mut store, "a.txt", "Four boats burned.", None, None);
    drop(store);
    let state = dossier.path().join(".recount");
    let (journal, database) = (state.join("journal.jsonl"), state.join("dossier.sqlite"));
    let (lines, rows) = (fs::read(&journal).unwrap(), fs::read(&database).unwrap());
    let mut store = write(dossier.path());
    add(&mut store, "b.txt", "Five boats burned.", None, None);
    drop(store);
    let more = fs::read(&journal).unwrap();
    for cut in lines.len()..more.len() {
        fs::write(&journal, &more[..cut]).unwrap();
        fs::write(&database, &rows).unwrap();
        assert_eq!(check(dossier.path(), &|_| {}), [], "nobody was told of what is torn: cut at {cut}");
        let store = write(dossier.path());
        assert_eq!(store.torn().is_some(), cut > lines.len(), "cut at {cut}");
        if let Some(torn) = store.torn() {
            assert_eq!(fs::read(torn).unwrap(), &more[lines.len()..cut]);
        }
        assert_eq!(standing(&store), ["a.txt"]);
        drop(store);
        assert_eq!(fs::read(&journal).unwrap(), lines);
    }
    assert_eq!(check(dossier.path(), &|_| {}), []);
    // Written whole, but the database was never told.
    fs::write(&journal, &more).unwrap();
    fs::write(&database, &rows).unwrap();
    assert_eq!(recovered(dossier.path()), ["a.txt", "b.txt"]);
    // Not cut off but altered: that is damage.
    let mut altered = more.clone();
    let last = altered.len() - 20;
    altered[last] ^= 1;
    fs::write(&journal, &altered).unwrap();
    fs::write(&database, &rows).unwrap();
    let error = Store::open_to_write(dossier.path(), &holder("x"), Duration::ZERO, &|_| {}).unwrap_err();
    assert!(error.to_string().contains("line 3"), "{error}");
}

#[test]
fn readers_see_what_was_committed_while_another_writes() {
    let (dossier, mut store) = Dossier::new();
    add(&mut store, "a.txt", "Four boats burned.", None, None);
    let reader = Store::open(dossier.path()).unwrap();
    assert_eq!(standing(&reader), ["a.txt"]);
    let connection = rusqlite::Connection::open(dossier.path().join(".recount/dossier.sqlite")).unwrap();
    connection.execute_batch("BEGIN IMMEDIATE; UPDATE shown SET file = 'other'").unwrap();
    let start = Instant::now();
    assert_eq!(standing(&reader), ["a.txt"]);
    assert_eq!(standing(&Store::open(dossier.path()).unwrap()), ["a.txt"]);
    assert!(start.elapsed() < Duration::from_secs(5));
    connection.execute_batch("ROLLBACK").unwrap();
    drop(connection);
    add(&mut store, "b.txt", "Five boats burned.", None, None);
    assert_eq!(standing(&reader), ["a.txt", "b.txt"]);
    assert!(matches!(
        Store::open(dossier.path()).unwrap().commit(Batch::default()),
        Err(StoreError::ReadOnly { .. })
    ));
}

/// What is asked in several questions is of one state, though another commits between them.
#[test]
fn a_reading_at_one_state_does_not_see_what_is_committed_meanwhile() {
    let (dossier, mut store) = Dossier::new();
    let first = add(&mut store, "a.txt", "Four boats burned.", None, None);
    let reader = Store::open(dossier.path()).unwrap();
    let head = reader.head().unwrap();
    let seen = reader.at_one_state(|then| {
        // Nothing was asked before this commit: the state is that of the beginning and not of the first question.
        add(&mut store, "b.txt", "Five boats burned.", None, None);
        rule(&mut store, Decision::Withdraw { report: first });
        let within = then.at_one_state(|then| Ok::<_, StoreError>(standing(then)))?;
        assert_eq!((then.head()?, then.count()?, then.rulings()?.len()), (head.clone(), 1, 0));
        assert_eq!(within, standing(then));
        Ok::<_, StoreError>(within)
    });
    assert_eq!(seen.unwrap(), ["a.txt"]);
    assert_eq!(standing(&reader), ["b.txt"], "the state ends with the reading");
    let failed: Result<(), StoreError> =
        reader.at_one_state(|_| Err(StoreError::Query { reason: "no".into() }));
    assert!(failed.is_err());
    // It ends when the reading failed as well, and whoever writes goes on writing after reading so.
    add(&mut store, "c.txt", "Six boats burned.", None, None);
    assert_eq!(standing(&reader), ["b.txt", "c.txt"]);
    assert_eq!(store.at_one_state(|now| now.count()).unwrap(), 2);
    add(&mut store, "d.txt", "Seven boats burned.", None, None);
    assert_eq!(standing(&reader).len(), 3);
}

#[test]
fn a_second_writer_waits_or_says_who_holds_it() {
    let (dossier, store) = Dossier::new();
    let told = std::sync::Mutex::new(Vec::new());
    let second = |wait| {
        Store::open_to_write(dossier.path(), &holder("second"), wait, &|other| {
            told.lock().unwrap().push(other.clone())
        })
    };
    let error = second(Duration::from_millis(60)).unwrap_err();
    let expected = format!(
        "is being written by process {} (`recount init`, since 2026-11-22T09:00:00Z)",
        std::process::id()
    );
    assert!(error.to_string().ends_with(&expected), "{error}");
    assert!(error.hint().is_some());
    assert_eq!(told.lock().unwrap().len(), 1);
    std::thread::scope(|scope| {
        let waiting =
            scope.spawn(|| second(Duration::from_secs(20)).map(|store| store.head().unwrap().number));
        std::thread::sleep(Duration::from_millis(80));
        drop(store);
        assert_eq!(waiting.join().unwrap().unwrap(), 1);
    });
    assert!(matches!(
        Store::create(dossier.path(), entry(Act::Created), &holder("init")),
        Err(StoreError::AlreadyADossier { .. })
    ));
}

/// Runs a shell line in namespaces of its own, where it may mount; `None` where the system does not allow that.
fn apart(line: &str) -> Option<bool> {
    let allowed = Command::new("unshare").args(["-rm", "true"]).stderr(Stdio::null()).status();
    if !allowed.is_ok_and(|s| s.success()) {
        eprintln!("skipped: nothing can be mounted here");
        return None;
    }
    Some(Command::new("unshare").args(["-rm", "sh", "-c", line]).status().unwrap().success())
}

fn program() -> String {
    std::env::current_exe().unwrap().display().to_string()
}

/// Not a test of its own: fills a small disk, and looks at what is left.
#[test]
fn child_that_fills_the_disk() {
    let Some(disk) = folder_of_child() else { return };
    let folder = disk.join("dossier");
    fs::create_dir(&folder).unwrap();
    let mut store = Store::create(&folder, entry(Act::Created), &holder("init")).unwrap();
    let mut acknowledged = Vec::new();
    let error = loop {
        let turn = acknowledged.len();
        let mut batch = Batch::default();
        let text = format!("Item {turn}. {}", "Boats burned at the quay. ".repeat(60 + turn % 7 * 900));
        put(&mut batch, &format!("{turn:04}.txt"), &text, None, None);
        match store.commit(batch) {
            Ok(_) => acknowledged.push(format!("{turn:04}.txt")),
            Err(error) => break error,
        }
        assert!(turn < 5000, "the disk is never full");
    };
    assert!(error.hint().unwrap().contains("make room on the disk"), "{error}");
    drop(store);
    // What was acknowledged can be read while the disk is still full.
    assert_eq!(standing(&Store::open(&folder).unwrap()), acknowledged);
    fs::remove_file(disk.join("ballast")).unwrap();
    let files = recovered(&folder);
    assert!(acknowledged.iter().all(|file| files.contains(file)));
    assert!(files.len() <= acknowledged.len() + 1);
    let mut store = write(&folder);
    add(&mut store, "after.txt", "There is room again.", None, None);
    fs::write(disk.join("done"), "").unwrap();
}

#[test]
fn a_full_disk_leaves_the_dossier_intact() {
    for kilobytes in [700, 900, 1100] {
        let place = TempDir::new().unwrap();
        let (place, program) = (place.path().display().to_string(), program());
        let line = format!(
            "mount -t tmpfs -o size={}k tmpfs {place} && head -c 3000000 /dev/zero > {place}/ballast && \
             {FOLDER}={place} {program} --exact stopped::child_that_fills_the_disk --quiet && test -e {place}/done",
            kilobytes + 3000
        );
        assert_ne!(apart(&line), Some(false), "{kilobytes} KB");
    }
}

/// Not a test of its own: a dossier on a medium that cannot be written.
#[test]
fn child_that_may_only_read() {
    let Some(folder) = folder_of_child() else { return };
    let reader = Store::open(&folder).unwrap();
    assert_eq!(standing(&reader), ["a.txt", "b.txt"]);
    assert_eq!(reader.search(&recount_store::Query::parse("boats").unwrap(), 5, 0).unwrap().total, 2);
    assert_eq!(check(&folder, &|_| {}), []);
    let error = Store::open_to_write(&folder, &holder("add"), Duration::ZERO, &|_| {}).unwrap_err();
    assert!(error.hint().unwrap().contains("permissions"), "{error}");
    assert!(Store::create(&folder.join("new"), entry(Act::Created), &holder("init")).is_err());
}

#[test]
fn a_folder_that_cannot_be_written_is_read_and_says_so() {
    let (dossier, mut store) = Dossier::new();
    add(&mut store, "a.txt", "Four boats burned.", None, None);
    add(&mut store, "b.txt", "Five boats burned.", None, None);
    // A copy taken while a writer is at work has part of its content beside the database.
    let unfinished = TempDir::new().unwrap();
    let copied =
        Command::new("cp").arg("-r").arg(dossier.path().join(".recount")).arg(unfinished.path()).status();
    assert!(copied.unwrap().success());
    let _ = fs::remove_file(unfinished.path().join(".recount/dossier.sqlite-shm"));
    assert!(unfinished.path().join(".recount/dossier.sqlite-wal").metadata().unwrap().len() > 0);
    drop(store);
    for folder in [dossier.path(), unfinished.path()] {
        let (place, program) = (folder.display().to_string(), program());
        let line = format!(
            "mount --bind {place} {place} && mount -o remount,ro,bind {place} && \
             {FOLDER}={place} {program} --exact stopped::child_that_may_only_read --quiet"
        );
        assert_ne!(apart(&line), Some(false), "{place}");
    }
}
