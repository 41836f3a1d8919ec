//! Bad input is named with the reason, the rest is read, the exit code is as documented, and the folder stays as it is.

use crate::run::{GOOD, Ran, Workplace, contents};
use std::fs::File;

/// Runs `account` on `place`; standard error must hold every phrase, and nothing in the dossier may change.
#[track_caller]
fn check(place: &Workplace, code: i32, phrases: &[&str]) -> Ran {
    let before = contents(&place.dossier());
    let ran = place.run(&["account", "dossier", "--format", "json"]);
    assert_eq!(ran.code, code, "{ran:?}");
    for phrase in phrases {
        assert!(ran.stderr.contains(phrase), "'{phrase}' is missing: {}", ran.stderr);
    }
    assert_eq!(contents(&place.dossier()), before, "the dossier was altered");
    ran
}

/// Beside one good report stands one bad file: the good one is read, the bad one is named and listed.
#[track_caller]
fn check_skipped(name: &str, bytes: &[u8], phrases: &[&str]) {
    let place = Workplace::with(&[("good.txt", GOOD.as_bytes()), (name, bytes)]);
    check_named(&place, name, phrases);
}

#[track_caller]
fn check_named(place: &Workplace, name: &str, phrases: &[&str]) {
    let phrases: Vec<&str> = phrases.iter().copied().chain([name]).collect();
    let account = check(place, 0, &phrases).json();
    assert_eq!(account["reports"].as_array().unwrap().len(), 1, "{}", account["reports"]);
    assert_eq!(account["reports"][0]["file"], "good.txt");
    assert_eq!(account["unread"][0]["file"], name);
    let summary = place.run(&["account", "dossier", "--format", "text"]).text();
    assert!(summary.contains("1 report"), "{summary}");
    assert!(summary.contains(name), "the summary does not count {name}: {summary}");
}

#[test]
fn an_empty_folder() {
    check(&Workplace::with(&[]), 3, &["dossier", "holds no report", ".txt, .md, .html"]);
}

#[test]
fn a_missing_folder() {
    let place = Workplace::with(&[]);
    std::fs::remove_dir(place.dossier()).unwrap();
    check(&place, 3, &["dossier", "no such folder"]);
}

#[test]
fn a_file_instead_of_a_folder() {
    let place = Workplace::with(&[]);
    std::fs::remove_dir(place.dossier()).unwrap();
    std::fs::write(place.dossier(), GOOD).unwrap();
    check(&place, 3, &["dossier", "not a folder"]);
}

#[test]
fn a_binary_file() {
    let bytes: Vec<u8> =
        b"\x89PNG\r\n\x1a\n".iter().copied().chain((0..4000).map(|i| (i * 7 % 256) as u8)).collect();
    check_skipped("picture.txt", &bytes, &["binary data"]);
}

#[test]
fn a_file_of_50_megabytes() {
    let place = Workplace::with(&[("good.txt", GOOD.as_bytes())]);
    File::create(place.dossier().join("huge.txt")).unwrap().set_len(50_000_000).unwrap();
    check_named(&place, "huge.txt", &["larger than the limit"]);
}

#[test]
fn a_page_without_text() {
    let page = b"<!doctype html><html><head><title></title><script>load()</script></head><body><div id=app></div></body></html>";
    check_skipped("empty.html", page, &["HTML with no text"]);
}

#[test]
fn an_empty_file() {
    check_skipped("nothing.txt", b"\n \n", &["holds no text"]);
}

#[test]
fn a_language_without_a_lexicon() {
    let text = "Mindestens vierzehn Menschen sind bei dem Brand im Hafen ums Leben gekommen, sagte der Rote Halbmond am Freitag. Das \
                Ministerium hatte zuvor von neun Toten gesprochen und erklärt, dass das Feuer unter Kontrolle sei.\n";
    check_skipped("hafen.txt", text.as_bytes(), &["lexicon"]);
}

#[test]
fn broken_utf_8_is_read_as_far_as_it_goes_and_said() {
    let mut bytes = GOOD.as_bytes().to_vec();
    let at = GOOD.find("warehouse").unwrap();
    bytes.splice(at..at, [0xff, 0xfe, 0xc3, 0x28]);
    let place = Workplace::with(&[("broken.txt", &bytes), ("good.txt", GOOD.as_bytes())]);
    let account = check(&place, 0, &["broken.txt"]).json();
    let files: Vec<&str> =
        account["reports"].as_array().unwrap().iter().map(|r| r["file"].as_str().unwrap()).collect();
    assert!(files.contains(&"good.txt"), "{files:?}");
}

#[test]
fn a_report_of_the_future_is_said_and_is_no_line_of_the_account() {
    let place = Workplace::with(&[
        ("good.txt", GOOD.as_bytes()),
        ("reports.csv", b"file,published\ngood.txt,2999-01-31\n"),
    ]);
    let ran = check(&place, 0, &["good.txt", "2999-01-31", "future"]);
    assert!(!ran.text().contains("future"), "{}", ran.text());
}

#[test]
fn wrong_rows_of_reports_csv() {
    let rows = "file,publisher,author,published,url\n\
                good.txt,The Courier,,someday,\n\
                missing.txt,The Herald,,2021-03-12,\n";
    let place = Workplace::with(&[("good.txt", GOOD.as_bytes()), ("reports.csv", rows.as_bytes())]);
    let account = check(&place, 0, &["reports.csv", "someday", "missing.txt"]).json();
    assert_eq!(account["reports"][0]["publisher"], "The Courier", "the rest of the row is used");
}

#[test]
fn nothing_but_unreadable_files() {
    let place = Workplace::with(&[("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\0"), ("nothing.txt", b"")]);
    check(&place, 3, &["picture.txt", "nothing.txt", "2 files"]);
}

#[test]
fn broken_settings_are_said_and_the_rest_goes_on() {
    let place = Workplace::with(&[("good.txt", GOOD.as_bytes()), ("recount.toml", b"method = \n")]);
    check(&place, 0, &["recount.toml", "line 1"]);
}

#[test]
fn a_method_that_does_not_exist_in_the_settings() {
    let place = Workplace::with(&[("good.txt", GOOD.as_bytes()), ("recount.toml", b"method = \"oracle\"\n")]);
    check(&place, 2, &["oracle", "hierarchy", "recount.toml"]);
}

#[test]
fn wrong_arguments_are_bad_usage() {
    let place = Workplace::with(&[("good.txt", GOOD.as_bytes())]);
    for (arguments, phrase) in [
        (&["account", "dossier", "--jobs", "0"][..], "--jobs"),
        (&["account", "dossier", "--method", "oracle"], "hierarchy"),
        (&["account", "dossier", "--keep-events"], "--claims"),
        (&["account", "dossier", "-o", "account.xyz"], "--format"),
        (&["show", "missing.txt", "--dossier", "dossier"], "good.txt"),
        (&["explain", "drowned", "--dossier", "dossier"], "drowned"),
        (&["score", "dossier"], "gold.jsonl"),
    ] {
        let ran = place.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {ran:?}");
        assert!(ran.stderr.contains(phrase), "{arguments:?}: {}", ran.stderr);
        assert!(ran.stdout.is_empty(), "{arguments:?}: {}", ran.text());
    }
}

#[test]
fn claims_that_cannot_be_read() {
    let place = Workplace::with(&[("good.txt", GOOD.as_bytes())]);
    std::fs::write(place.folder().join("bad.jsonl"), "no claim\n").unwrap();
    for (file, phrase) in [("bad.jsonl", "line 1"), ("missing.jsonl", "missing.jsonl")] {
        let ran = place.run(&["account", "dossier", "--claims", file]);
        assert_eq!(ran.code, 3, "{ran:?}");
        assert!(ran.stderr.contains(file) && ran.stderr.contains(phrase), "{}", ran.stderr);
    }
}
