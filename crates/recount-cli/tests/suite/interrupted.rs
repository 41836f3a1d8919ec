//! A dossier survives whatever stops a writer: being killed, a full disk, a folder that cannot be written, another writer.

use crate::run::{GOOD, Ran, Workplace};
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often a writer is killed: some points here, two hundred in `.ci/full`.
fn points() -> u64 {
    std::env::var("RECOUNT_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(8)
}

/// Runs `recount`, kills it after `delay`, and gives what it had said by then, and whether it had ended by itself.
fn killed(place: &Workplace, arguments: &[&str], delay: Duration) -> (String, bool) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_recount"))
        .args(arguments)
        .current_dir(place.folder())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(delay);
    let ended = child.try_wait().unwrap().is_some();
    child.kill().unwrap();
    child.wait().unwrap();
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    (said, ended)
}

fn verified(place: &Workplace, when: &str) {
    let ran = place.run(&["verify", "fire"]);
    // The next writer may have been killed before it had made again what this one left.
    let is_unfinished = ran.code == 1 && ran.text().contains("\nwhat is there holds; ");
    assert!(ran.code == 0 || is_unfinished, "{when}: {ran:?}");
}

/// A dossier's worth of small reports, each with its own words.
fn reports(count: usize) -> Vec<(String, Vec<u8>)> {
    let report = |n: usize| {
        let text = GOOD.replace("At least 14", &format!("At least {}", n + 14));
        (format!("{n:03}.txt"), format!("{text}\nReport number {n}.\n").into_bytes())
    };
    (0..count).map(report).collect()
}

fn place(count: usize) -> Workplace {
    let files = reports(count);
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let place = Workplace::with(&files);
    assert_eq!(place.run(&["init", "fire", "-q"]).code, 0);
    place
}

/// How long a run takes that nobody kills.
fn whole(run: impl Fn() -> Ran) -> Duration {
    let start = Instant::now();
    assert_eq!(run().code, 0);
    start.elapsed()
}

/// How many kills one dossier lives through before the next is made: verifying costs what it holds.
const KILLS_OF_ONE: u64 = 5;
/// Reports that each turn brings, and how many of them are written at once.
const BROUGHT: usize = 6;
const AT_ONCE: &str = "2";

/// Adds in small batches, so that a kill may fall between two of them.
const ADDING: [&str; 6] = ["add", "dossier", "--dossier", "fire", "--batch", AT_ONCE];

/// Lays out the reports of a turn.
fn bring(place: &Workplace, turn: u64) {
    for (name, bytes) in reports(BROUGHT) {
        let bytes = [bytes, format!("Turn {turn}.\n").into_bytes()].concat();
        fs::write(place.dossier().join(format!("{turn}-{name}")), bytes).unwrap();
    }
}

/// The id and what became of each item that a run told of; a line that was cut off tells nothing.
fn told(said: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = said.split_inclusive('\n').filter(|line| line.ends_with('\n'));
    lines.filter_map(|line| {
        let mut cells = line.split('\t');
        cells.next().zip(cells.next()).map(|(became, id)| (id, became))
    })
}

#[test]
fn whoever_is_killed_while_adding_loses_nothing_that_was_told() {
    let long = {
        let place = place(0);
        bring(&place, 0);
        assert_eq!(place.run(&ADDING).code, 0);
        bring(&place, 1);
        whole(|| place.run(&ADDING))
    };
    let points = points();
    let mut between_batches = 0;
    for first in (0..points).step_by(KILLS_OF_ONE as usize) {
        let place = place(0);
        let mut kept: BTreeSet<String> = BTreeSet::new();
        let turns = first..points.min(first + KILLS_OF_ONE);
        for point in turns.clone() {
            bring(&place, point);
            // Spread over the run, in an order that depends on nothing.
            let share = (point * 61 % points) as f64 / points as f64;
            let (said, ended) = killed(&place, &ADDING, long.mul_f64(share * 1.1));
            let added = told(&said).filter(|(_, became)| *became == "added").count();
            between_batches += u64::from(added > 0 && !ended);
            kept.extend(told(&said).map(|(id, _)| id.to_string()));
            verified(&place, &format!("killed adding at {share:.2}"));
            let listed = place.run(&["list", "fire", "--all"]).text();
            for id in &kept {
                assert!(listed.contains(id.as_str()), "killed at {share:.2}: {id} was told and is not there");
            }
        }
        let rest = place.run(&ADDING);
        assert_eq!(rest.code, 0, "{rest:?}");
        let all = 1 + BROUGHT * turns.count();
        assert_eq!(place.run(&["list", "fire"]).text().lines().count(), all);
        verified(&place, "after all was added");
    }
    eprintln!("{between_batches} of {points} kills fell between two batches");
    assert!(points < 50 || between_batches > 0, "no kill fell between two batches");
}

#[test]
fn whoever_is_killed_while_ruling_loses_no_ruling_that_was_told() {
    let place = place(2);
    assert_eq!(place.run(&["add", "dossier", "--dossier", "fire", "-q"]).code, 0);
    let rule = |n: u64| format!("ruling of turn {n}");
    let long = whole(|| {
        place.run(&["rule", "split", "Red Crescent", "Red Cross", "--why", "first", "--dossier", "fire"])
    });
    let mut told = BTreeSet::new();
    let points = points();
    for point in 0..points {
        let why = rule(point);
        let arguments = ["rule", "merge", "Red Crescent", "the Crescent", "--why", &why, "--dossier", "fire"];
        let share = (point * 61 % points) as f64 / points as f64;
        let (said, _) = killed(&place, &arguments, long.mul_f64(share * 1.2));
        if said.starts_with("ruling ") {
            told.insert(why);
        }
        verified(&place, &format!("killed ruling at {share:.2}"));
        let listed = place.run(&["rule", "list", "fire"]).text();
        for why in &told {
            assert!(listed.contains(why.as_str()), "killed at {share:.2}: {why} was told and is not there");
        }
    }
}

#[test]
fn a_full_disk_is_named_and_the_dossier_stays_whole() {
    let place = place(20);
    assert_eq!(place.run(&["add", "dossier/000.txt", "--dossier", "fire", "-q"]).code, 0);
    // A limit on the size of files is what a full disk is to a program that writes one: the write fails.
    for blocks in [0, 8, 40, 200] {
        let ran = Command::new("sh")
            .args([
                "-c",
                &format!("ulimit -f {blocks}; trap '' XFSZ; exec \"$0\" add dossier --dossier fire"),
                env!("CARGO_BIN_EXE_recount"),
            ])
            .current_dir(place.folder())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        if !ran.status.success() {
            assert_eq!(ran.status.code(), Some(2), "{blocks}: {said}");
            assert!(said.contains("error: ") && said.contains("fire"), "{blocks}: {said}");
        }
        verified(&place, &format!("files of at most {blocks} blocks"));
    }
    assert_eq!(place.run(&["add", "dossier", "--dossier", "fire", "-q"]).code, 0);
    assert_eq!(place.run(&["list", "fire"]).text().lines().count(), 21);
}

#[test]
fn a_second_writer_waits_or_says_who_writes_and_readers_do_not_wait() {
    let place = place(3);
    assert_eq!(place.run(&["add", "dossier/000.txt", "--dossier", "fire", "-q"]).code, 0);
    let lock = fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(place.folder().join("fire/.recount/lock"))
        .unwrap();
    lock.lock().unwrap();
    let start = Instant::now();
    let ran = place.run(&["add", "dossier/001.txt", "--dossier", "fire", "--wait", "1"]);
    assert!(ran.code == 2 && ran.stderr.contains("is being written by process "), "{ran:?}");
    assert!(start.elapsed() >= Duration::from_secs(1));
    for arguments in [
        vec!["list", "fire"],
        vec!["account", "fire", "--format", "json", "-q"],
        vec!["search", "port", "--dossier", "fire"],
    ] {
        let ran = place.run(&arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
    }
    let waiting = Command::new(env!("CARGO_BIN_EXE_recount"))
        .args(["add", "dossier/001.txt", "--dossier", "fire", "--wait", "60"])
        .current_dir(place.folder())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(400));
    lock.unlock().unwrap();
    let ran = waiting.wait_with_output().unwrap();
    assert!(ran.status.success() && String::from_utf8_lossy(&ran.stderr).contains("waiting for "), "{ran:?}");
}
