//! Results go where they should and nowhere else.

use crate::run::{GOOD, Workplace, contents, recount};
use std::process::{Command, Stdio};

fn place() -> Workplace {
    Workplace::with(&[("good.txt", GOOD.as_bytes())])
}

#[test]
fn without_options_the_summary_is_printed_and_the_page_stands_in_the_current_directory() {
    let place = place();
    for turn in ["first", "again, over our own page"] {
        let ran = place.run(&["account", "dossier"]);
        assert_eq!(ran.code, 0, "{turn}: {ran:?}");
        assert!(ran.stderr.contains("account.html"), "{}", ran.stderr);
        assert!(ran.text().contains("1 report"), "{}", ran.text());
        let page = std::fs::read_to_string(place.folder().join("account.html")).unwrap();
        assert!(page.to_lowercase().starts_with("<!doctype html>"), "{page:.80}");
    }
    let names: Vec<_> = std::fs::read_dir(place.folder()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "nothing else is left behind: {names:?}");
}

#[test]
fn the_page_never_replaces_a_strangers_file() {
    let place = place();
    let page = place.folder().join("account.html");
    std::fs::write(&page, "<p>mine</p>").unwrap();
    let ran = place.run(&["account", "dossier"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("account.html") && ran.stderr.contains("-o"), "{}", ran.stderr);
    assert_eq!(std::fs::read_to_string(&page).unwrap(), "<p>mine</p>");
    assert_eq!(place.run(&["account", "dossier", "-o", "account.html"]).code, 0, "named, it is replaced");
    assert_ne!(std::fs::read_to_string(&page).unwrap(), "<p>mine</p>");
}

#[test]
fn nothing_is_written_inside_the_dossier() {
    let place = place();
    let before = contents(&place.dossier());
    let inside = recount(&place.dossier(), &["account", "."]);
    assert_eq!(inside.code, 2);
    assert!(inside.stderr.contains("never altered") && inside.stderr.contains("-o"), "{}", inside.stderr);
    for output in ["dossier/page.html", "dossier/../dossier/page.json", "dossier/good.txt"] {
        let ran = place.run(&["account", "dossier", "-o", output, "--format", "json"]);
        assert_eq!(ran.code, 2, "{output}: {ran:?}");
        assert_eq!(place.run(&["claims", "dossier", "-o", output]).code, 2, "{output}");
    }
    assert_eq!(recount(&place.dossier(), &["account", ".", "-o", "../page.html"]).code, 0);
    assert_eq!(contents(&place.dossier()), before);
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_into_the_dossier() {
    let place = place();
    std::os::unix::fs::symlink(place.dossier().join("good.txt"), place.folder().join("page.html")).unwrap();
    let before = contents(&place.dossier());
    assert_eq!(place.run(&["account", "dossier", "-o", "page.html"]).code, 2);
    assert_eq!(contents(&place.dossier()), before);
}

#[test]
fn formats_follow_the_ending_or_the_option() {
    let place = place();
    let json = place.run(&["account", "dossier", "--format", "json"]);
    assert!(json.json()["reports"].is_array());
    let starts = |file: &str| std::fs::read_to_string(place.folder().join(file)).unwrap().chars().next();
    for (file, options, first) in [
        ("a.json", &[][..], '{'),
        ("a.html", &[], '<'),
        ("a.dat", &["--format", "json"], '{'),
        ("a.jsonl", &[], '{'),
    ] {
        let arguments: Vec<&str> =
            ["account", "dossier", "-o", file].into_iter().chain(options.iter().copied()).collect();
        let ran = place.run(&arguments);
        assert_eq!(ran.code, 0, "{file}: {ran:?}");
        assert!(ran.stdout.is_empty() && ran.stderr.contains(file), "{ran:?}");
        assert_eq!(starts(file), Some(first), "{file}");
    }
    assert!(
        place.run(&["account", "dossier", "-o", "-"]).text().to_lowercase().starts_with("<!doctype html>")
    );
    assert!(!place.folder().join("account.html").exists());
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let ran = place().run(&["account", "dossier", "-o", "no/such/folder/a.html"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("no/such/folder/a.html"), "{}", ran.stderr);
}

#[test]
fn quiet_says_nothing_and_colours_are_only_where_asked_for() {
    let place = Workplace::with(&[("good.txt", GOOD.as_bytes()), ("nothing.txt", b"")]);
    let ran = place.run(&["account", "dossier", "--quiet"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(!ran.text().contains('\u{1b}'), "{}", ran.text());
    assert!(place.run(&["account", "dossier", "--color", "always"]).text().contains('\u{1b}'));
    assert!(!place.run(&["account", "dossier", "--color", "never"]).text().contains('\u{1b}'));
}

#[test]
fn a_reader_that_has_enough_is_no_error() {
    let place = place();
    let mut run = Command::new(env!("CARGO_BIN_EXE_recount"))
        .args(["account", "dossier", "-o", "-", "--texts", "full"])
        .current_dir(place.folder())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(run.stdout.take());
    let ran = run.wait_with_output().unwrap();
    assert!(ran.status.success(), "{ran:?}");
    assert!(ran.stderr.is_empty(), "{ran:?}");
}
