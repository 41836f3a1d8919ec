//! Folders as users hand them over: good, bad and missing.

#![allow(clippy::unwrap_used)] // A failed unwrap is a failed test.

use recount_intake::{Dossier, IntakeError, read_dossier};
use recount_model::{Checked, DateBasis};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use tempfile::TempDir;

const SIX: &str = "Fire at the mill of Harl kills six\n\nSix people died, the fire office said.\n";

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn read(files: &[(&str, &[u8])]) -> Result<Checked<Dossier>, IntakeError> {
    read_dossier(folder(files).path(), &|_| {})
}

/// The one file beside a good report is not read, for this reason.
fn check_unread(name: &str, bytes: &[u8], reason: &str) {
    let dossier = read(&[("good.txt", SIX.as_bytes()), (name, bytes)]).unwrap().value;
    assert_eq!(dossier.reports.len(), 1, "{name}");
    assert_eq!((dossier.unread[0].file.as_str(), dossier.unread[0].reason.as_str()), (name, reason));
    let error = read(&[(name, bytes)]).unwrap_err();
    assert!(error.to_string().contains(reason) && error.hint().is_some(), "{error}");
    assert!(matches!(error, IntakeError::NothingRead { .. }));
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_rest_goes_on() {
    check_unread("a.txt", b"", "holds no text; fetch it again or remove it");
    check_unread("a.txt", b" \n\xc2\xa0\n", "holds no text; fetch it again or remove it");
    check_unread("a.txt", b"abc\0def", "is binary data; convert it to .txt, .html or .docx");
    for name in ["a.txt", "a.pdf"] {
        check_unread(
            name,
            b"%PDF-1.4 text",
            "is damaged: the objects of the PDF cannot be made out; fetch it again, or open it in the program that made it and save it anew",
        );
    }
    check_unread(
        "a.html",
        b"<html><script>x</script>",
        "is HTML with no text; save the page as text; its words may be loaded by a script",
    );
    check_unread(
        "a.txt",
        &vec![b'a'; 20_000_001],
        "is larger than the limit of 20 MB (20.0 MB); split it into its reports",
    );
    let german = "Das Ministerium teilte mit, dass bei dem Brand sechs Menschen ums Leben kamen. ".repeat(5);
    check_unread(
        "a.txt",
        german.as_bytes(),
        "no lexicon for its language (only 0 of 100 words are common English words); translate it or leave it out",
    );
}

#[test]
fn folders_without_reports_are_errors_that_say_what_to_do() {
    let there = folder(&[
        ("README.md", b"x"),
        ("gold.jsonl", b"{}"),
        ("reports.csv", b"file\n"),
        (".hidden.txt", b"x"),
    ]);
    let empty = folder(&[]);
    let file = folder(&[("a.txt", SIX.as_bytes())]);
    for (path, words) in [
        (there.path().to_path_buf(), "holds no report"),
        (empty.path().to_path_buf(), "holds no report"),
        (empty.path().join("missing"), "no such folder"),
        (file.path().join("a.txt"), "not a folder"),
    ] {
        let error = read_dossier(&path, &|_| {}).unwrap_err();
        assert!(error.to_string().contains(words) && error.hint().is_some(), "{error}");
        assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    }
}

#[test]
fn reports_stand_in_their_subfolder_or_in_the_folder_itself() {
    let files = |d: Dossier| d.reports.into_iter().map(|r| r.file).collect::<Vec<_>>();
    let nested = read(&[
        ("reports/b.txt", SIX.as_bytes()),
        ("reports/a.md", b"# Fire\n\nSix died."),
        ("notes.txt", b"Mine."),
    ]);
    assert_eq!(files(nested.unwrap().value), ["a.md", "b.txt"]);
    let flat =
        read(&[("b.txt", SIX.as_bytes()), ("a.html", b"<p>Six people died.</p>"), ("sub/c.txt", b"x")]);
    assert_eq!(files(flat.unwrap().value), ["a.html", "b.txt"]);
}

#[test]
fn files_with_the_same_bytes_are_one_report() {
    let csv = b"file,publisher,author\nb.txt,Harl Gazette,\na.txt,,Anna Berg\n";
    let dossier =
        read(&[("a.txt", SIX.as_bytes()), ("b.txt", SIX.as_bytes()), ("reports.csv", csv)]).unwrap();
    assert!(dossier.issues.iter().all(|i| i.code == "undated"));
    let report = &dossier.value.reports[0];
    let copies: Vec<_> = report.copies.iter().map(|c| (c.file.as_str(), c.publisher.as_deref())).collect();
    assert_eq!((report.file.as_str(), copies), ("a.txt", vec![("b.txt", Some("Harl Gazette"))]));
    assert_eq!(
        (report.publisher.as_deref(), report.author.as_deref()),
        (Some("Harl Gazette"), Some("Anna Berg"))
    );
}

#[test]
fn what_the_user_knows_outranks_what_the_report_states() {
    let csv = b"file,published,url\na.txt,2014-05-03,https://a.example/2014/05/01/fire\nb.txt,,https://a.example/2014/05/01/fire\nc.txt,,\nd.txt,,\n";
    let dated = b"Fire kills six in Harl\n\nMay 2, 2014\n\nSix people died.\n";
    let dossier = read(&[
        ("a.txt", dated),
        ("b.txt", SIX.as_bytes()),
        ("c.txt", b"Fire kills six in Harl\n\nMay 2, 2014\n\nSix people died."),
        ("d.txt", b"Six died."),
        ("reports.csv", csv),
    ])
    .unwrap()
    .value;
    let dates: Vec<_> =
        dossier.reports.iter().map(|r| r.published.map(|p| (p.date.to_string(), p.basis))).collect();
    let day = |d: &str, basis| Some((d.to_string(), basis));
    assert_eq!(
        dates,
        [
            day("2014-05-03", DateBasis::Given),
            day("2014-05-01", DateBasis::Address),
            day("2014-05-02", DateBasis::Text),
            None
        ]
    );
}

#[test]
fn reports_without_a_date_are_named_once() {
    let dossier = read(&[
        ("a.txt", SIX.as_bytes()),
        ("b.txt", b"Fire kills six in Harl\n\nHarl Gazette, 2 May 2014\n\nSix people died."),
    ])
    .unwrap();
    let messages: Vec<&str> = dossier.issues.iter().map(|i| i.message.as_str()).collect();
    assert_eq!(messages, ["no date of publication was found for 1 of 2 reports: a.txt"]);
    assert_eq!(dossier.value.reports[1].publisher.as_deref(), Some("Harl Gazette"));
}

#[test]
fn imperfect_companions_become_issues() {
    let codes = |files: &[(&str, &[u8])]| {
        let mut all = vec![("a.txt", SIX.as_bytes())];
        all.extend_from_slice(files);
        let mut issues = read(&all).unwrap().issues;
        issues.retain(|i| i.code != "undated");
        assert!(issues.iter().all(|i| i.hint.is_some() && i.file.is_some()));
        issues.into_iter().map(|i| i.code).collect::<Vec<_>>()
    };
    assert_eq!(
        codes(&[("reports.csv", b"file,published\nz.txt,2011\na.txt,May\n")]),
        ["reports-csv", "reports-csv"]
    );
    assert_eq!(codes(&[("reports.csv", b"file,publisher\na.txt,caf\xe9\n")]), ["reports-csv"]);
    assert_eq!(codes(&[("recount.toml", b"title = ")]), ["recount-toml"]);
    assert_eq!(codes(&[("recount.toml", b"titel = \"x\"")]), ["recount-toml"]);
    assert_eq!(codes(&[("b.txt", b"At the caf\xe9 two people were hurt.")]), ["encoding"]);
    assert_eq!(codes(&[("b.txt", "At the café two people were hurt.".as_bytes())]), [""; 0]);
    let mut broken = "At the café two people were hurt, and the café closed.".as_bytes().to_vec();
    broken[10] = b'e';
    let issues = read(&[("a.txt", &broken)]).unwrap().issues;
    assert_eq!(issues[0].message, "a.txt is broken UTF-8: 1 byte replaced by U+FFFD");
}

#[test]
fn nothing_in_the_folder_is_altered_and_the_result_is_the_same_for_any_number_of_threads() {
    let names: Vec<String> = (0..40).map(|n| format!("{n:02}.txt")).collect();
    let texts: Vec<String> = names.iter().map(|n| format!("{SIX}\nThis is number {n}.\n")).collect();
    let files: Vec<(&str, &[u8])> =
        names.iter().map(String::as_str).zip(texts.iter().map(|t| t.as_bytes())).collect();
    let folder = folder(&files);
    let before = snapshot(folder.path());
    let seen = Mutex::new(Vec::new());
    let first = read_dossier(folder.path(), &|p| seen.lock().unwrap().push((p.done, p.total))).unwrap();
    let one = rayon_pool(1).install(|| read_dossier(folder.path(), &|_| {}).unwrap());
    let four = rayon_pool(4).install(|| read_dossier(folder.path(), &|_| {}).unwrap());
    assert!(first == one && one == four);
    assert_eq!(snapshot(folder.path()), before);
    let mut seen = seen.into_inner().unwrap();
    seen.sort();
    assert_eq!(seen, (1..=40).map(|n| (n, 40)).collect::<Vec<_>>());
}

fn rayon_pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap()
}

fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|e| (e.file_name().to_string_lossy().into_owned(), fs::read(e.path()).unwrap())).collect()
}
