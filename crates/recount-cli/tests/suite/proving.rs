//! What `verify --account` proves of a published account: it follows from the dossier as that was at the entry the account names.

use crate::keeping::kept;
use crate::run::{Ran, Workplace};
use recount::pipeline;
use recount::store::{Batch, Holder, Store};
use std::fs;
use std::time::Duration;

fn publish(place: &Workplace, file: &str, more: &[&str]) -> String {
    let ran = place.run(&[&["account", "fire", "-o", file, "-q"], more].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    fs::read_to_string(place.folder().join(file)).unwrap()
}

fn verify(place: &Workplace, file: &str) -> Ran {
    place.run(&["verify", "fire", "--account", file, "-q"])
}

/// A ruling, so that the dossier is another one than before.
fn withdraw(place: &Workplace) {
    let ran = place.run(&["rule", "withdraw", "06-gulf", "--why", "no report", "--dossier", "fire"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

/// Publishes it otherwise than it was written.
fn alter(place: &Workplace, file: &str, from: &str, to: &str) {
    let path = place.folder().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn an_account_is_derived_as_of_the_entry_it_names_and_with_its_method() {
    let place = kept();
    for (file, more) in [
        ("a.json", vec![]),
        ("a.html", vec![]),
        ("full.html", vec!["--texts", "full"]),
        ("b.json", vec!["--method", "conservative"]),
        ("b.html", vec!["--method", "conservative"]),
    ] {
        let text = publish(&place, file, &more);
        assert!(text.contains(
            &place.run(&["verify", "fire", "--quick"]).text().lines().nth(1).unwrap()["journal: ".len()..]
        ));
    }
    // Opened elsewhere, under another name.
    fs::rename(place.folder().join("fire"), place.folder().join("there")).unwrap();
    for file in ["a.json", "b.html"] {
        let ran = place.run(&["verify", "there", "--account", file, "-q"]);
        assert!(ran.code == 0 && ran.text().contains("called fire; this folder is called there"), "{ran:?}");
    }
    fs::rename(place.folder().join("there"), place.folder().join("fire")).unwrap();
    for moved in [false, true] {
        if moved {
            withdraw(&place);
        }
        for file in ["a.json", "a.html", "full.html", "b.json", "b.html"] {
            let ran = verify(&place, file);
            assert_eq!(ran.code, 0, "{file}, {moved}: {ran:?}");
            assert!(!ran.text().contains(&format!("note: {file}")), "{ran:?}");
        }
    }
    // The figures of then, and one that was altered.
    for (file, word, other) in
        [("a.json", "\"low\": 31", "\"low\": 32"), ("b.html", "31 people died", "33 people died")]
    {
        alter(&place, file, word, other);
        let ran = verify(&place, file);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.text().starts_with(&format!("wrong: {file}: ")), "{ran:?}");
    }
}

#[test]
fn an_account_of_another_journal_is_told() {
    let place = kept();
    for file in ["a.json", "a.html"] {
        publish(&place, file, &[]);
        let hash = place.run(&["verify", "fire", "--quick"]).text();
        let hash = hash.lines().find_map(|line| line.strip_prefix("journal: ")).unwrap().to_string();
        alter(&place, file, &hash, &"5e".repeat(32));
        let ran = verify(&place, file);
        assert_eq!(ran.code, 1, "{ran:?}");
        let told = format!(
            "wrong: {file}: says that it was made from entry 9 of a journal, 5e5e5e5e5e5e5e5e; here that entry is "
        );
        assert!(ran.text().starts_with(&told), "{ran:?}");
        alter(&place, file, &"5e".repeat(32), &hash);
    }
    alter(&place, "a.json", "\"entry\": 9", "\"entry\": 99");
    let ran = verify(&place, "a.json");
    assert!(ran.code == 1 && ran.text().contains("; the journal here ends with entry 9"), "{ran:?}");
}

#[test]
fn an_account_of_another_program_or_other_settings_is_compared_all_the_same() {
    let place = kept();
    for (file, figure) in
        [("a.json", ("\"low\": 31", "\"low\": 32")), ("a.html", ("31 people died", "33 people died"))]
    {
        publish(&place, file, &[]);
        alter(&place, file, "recount 0.1.0 (recount-intake", "recount 0.0.9 (recount-intake");
        let version = if file == "a.json" { "\"version\": \"0.1.0\"" } else { "Recount 0.1.0" };
        alter(&place, file, version, &version.replace("0.1.0", "0.0.9"));
        fs::write(place.folder().join("fire/recount.toml"), "# nothing is settled\n").unwrap();
        let ran = verify(&place, file);
        assert_eq!(ran.code, 0, "{ran:?}");
        let text = ran.text();
        assert!(text.contains(&format!("note: {file}: was made by recount 0.0.9 (")), "{text}");
        assert!(text.contains(&format!("note: {file}: recount.toml is not what it was then")), "{text}");
        assert!(text.contains(&format!("note: {file}: says that Recount 0.0.9 made it")), "{text}");
        alter(&place, file, figure.0, figure.1);
        let ran = verify(&place, file);
        assert!(ran.code == 1 && ran.text().contains("the two programs differ in this"), "{ran:?}");
        fs::remove_file(place.folder().join("fire/recount.toml")).unwrap();
    }
}

#[test]
fn an_account_that_names_no_entry_is_compared_with_the_dossier_of_now() {
    let place = kept();
    let mut account = publish(&place, "a.json", &[]).parse::<serde_json::Value>().unwrap();
    account.as_object_mut().unwrap().remove("made_from").unwrap();
    fs::write(place.folder().join("a.json"), account.to_string()).unwrap();
    let ran = verify(&place, "a.json");
    assert!(ran.code == 0 && ran.text().contains("note: a.json: names no entry of a journal"), "{ran:?}");
    withdraw(&place);
    assert_eq!(verify(&place, "a.json").code, 1);
    // Nor can claims be derived that were given.
    let lines = place.run(&["claims", "fire", "-q"]).text();
    fs::write(place.folder().join("mine.jsonl"), lines).unwrap();
    publish(&place, "given.html", &["--claims", "mine.jsonl"]);
    let ran = verify(&place, "given.html");
    assert!(ran.code == 1 && ran.text().contains("claims given in mine.jsonl"), "{ran:?}");
}

/// The dossier, open for writing as a program opens it that goes no further.
fn opened(place: &Workplace) -> Store {
    let holder = Holder { pid: std::process::id(), verb: "test".into(), since: String::new() };
    Store::open_to_write(&place.folder().join("fire"), &holder, Duration::from_secs(10), &|_| {}).unwrap()
}

#[test]
fn nothing_is_told_without_a_report_that_is_still_to_be_made_again() {
    let place = kept();
    publish(&place, "a.json", &[]);
    let database = place.folder().join("fire/.recount/dossier.sqlite");
    let before = fs::read(&database).unwrap();
    let text = "The market in Alder burned on Sunday.\n\nNine people died, the mayor said.\n";
    fs::write(place.folder().join("alder.txt"), text).unwrap();
    assert_eq!(place.run(&["add", "alder.txt", "--dossier", "fire", "-q"]).code, 0);
    // The journal is taken in, and the writer stopped before it had made the report again.
    fs::write(&database, before).unwrap();
    drop(opened(&place));
    let told = "1 report of the journal is not in the database: what is shown is without it";
    for verb in [
        &["list", "fire"][..],
        &["search", "mayor", "--dossier", "fire"],
        &["claims", "fire"],
        &["diff", "fire", "fire"],
    ] {
        let ran = place.run(verb);
        let is_account_of_two = verb[0] == "diff";
        assert!(ran.code == 0 && (ran.stderr.contains(told) || is_account_of_two), "{verb:?}: {ran:?}");
    }
    let account = pipeline::account(&place.folder().join("fire"), &Default::default(), &|_| ()).unwrap();
    assert_eq!(account.issues.iter().filter(|issue| issue.code == "pending").count(), 1);
    for quick in [None, Some("--quick")] {
        let ran = place.run(&[&["verify", "fire"], quick.as_slice()].concat());
        let text = ran.text();
        assert!(ran.code == 1 && text.contains("note: alder.txt: is in the journal"), "{ran:?}");
        let last = "\nwhat is there holds; 1 report is to be made again by a command that writes\n";
        assert!(text.ends_with(last) && !text.contains("all holds"), "{ran:?}");
    }
    // Any writer makes it again.
    publish(&place, "b.json", &[]);
    let ran = place.run(&["verify", "fire", "--account", "b.json"]);
    assert!(ran.code == 0 && ran.text().ends_with("all holds\n"), "{ran:?}");
}

#[test]
fn the_findings_of_the_last_account_are_compared_as_of_its_entry() {
    let place = kept();
    publish(&place, "a.json", &[]);
    withdraw(&place);
    let ran = place.run(&["verify", "fire"]);
    assert!(ran.code == 0 && ran.text().contains("derived again, as of entry 9\n"), "{ran:?}");
    // What somebody puts in the place of findings is no finding, however much was written since.
    let mut store = opened(&place);
    let mut account = store.last_account().unwrap().unwrap();
    account.rows[0].body = account.rows[0].body.replacen("\"", "'", 1);
    store.commit(Batch { account: Some(account), ..Batch::default() }).unwrap();
    drop(store);
    let ran = place.run(&["verify", "fire"]);
    assert!(ran.code == 1 && ran.text().contains(": is another when it is derived again"), "{ran:?}");
    assert_eq!(place.run(&["verify", "fire", "--quick"]).code, 0);
}

#[test]
fn a_ruling_says_who_and_why_and_joins_and_parts_two_names() {
    let place = kept();
    for (words, says) in [
        (&["withdraw", "06-gulf", "--why", ""][..], "--why"),
        (&["withdraw", "06-gulf", "--why", " ", "--by", "Ada"], "--why"),
        (&["withdraw", "06-gulf", "--why", "no report", "--by", "\t"], "--by"),
        (&["merge", "Tezvira", "Tezvira", "--why", "one"], "one name"),
        (&["split", "Tezvira", "TEZVIRA ", "--why", "two"], "one name"),
        (&["split", "", "Tezvira", "--why", "two"], "blank"),
    ] {
        let ran = place.run(&[&["rule"], words, &["--dossier", "fire"]].concat());
        assert!(ran.code == 2 && ran.stderr.contains(says), "{words:?}: {ran:?}");
    }
    let ran = place.run(&["verify", "fire", "--quick"]);
    assert!(ran.text().contains("compared: 9 entries of the journal"), "nothing was written: {ran:?}");
}

#[test]
fn a_ruling_names_a_report_that_stands_no_more_and_describes_reports_only() {
    let place = kept();
    withdraw(&place);
    let told = "withdraw 06-gulf-dispatch.txt";
    for file in ["a.json", "a.html"] {
        assert!(publish(&place, file, &[]).contains(told), "{file}");
    }
    let ran = place.run(&["rule", "list", "fire"]);
    assert!(ran.text().contains(told), "{ran:?}");
    assert_eq!(verify(&place, "a.html").code, 0);
    fs::write(place.folder().join("notes.xyz"), "Nine people died.").unwrap();
    assert!(place.run(&["add", "notes.xyz", "--dossier", "fire"]).text().contains("unread"));
    let ran =
        place.run(&["rule", "describe", "notes.xyz", "author=Ann", "--why", "signed", "--dossier", "fire"]);
    assert!(ran.code == 2 && ran.stderr.contains("notes.xyz: could not be read"), "{ran:?}");
}
