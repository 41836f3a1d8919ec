//! `show` and `explain`.

use crate::run::{GOOD, Workplace, example, recount};
use std::collections::BTreeMap;
use tempfile::TempDir;

#[test]
fn the_text_of_a_report_is_its_bytes_and_nothing_else() {
    let place = Workplace::with(&[("good.txt", GOOD.as_bytes())]);
    let ran = place.run(&["show", "good.txt", "--text", "--dossier", "dossier"]);
    assert_eq!((ran.code, ran.text().as_str(), ran.stderr.as_str()), (0, GOOD, ""));
    let here = recount(&place.dossier(), &["show", "good", "--text"]);
    assert_eq!(here.text(), GOOD, "in the dossier itself, and without the ending");
}

#[test]
fn offsets_of_claims_count_in_the_text_that_show_prints() {
    let folder = TempDir::new().unwrap();
    let dossier = example();
    let dossier = dossier.to_str().unwrap();
    let claims = recount(folder.path(), &["claims", dossier]).text();
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut seen = 0;
    for claim in claims.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()) {
        let report = claim["report"].as_str().unwrap().to_string();
        let text = texts.entry(report.clone()).or_insert_with(|| {
            recount(folder.path(), &["show", &report, "--text", "--dossier", dossier]).text()
        });
        let (start, end) =
            (claim["start"].as_u64().unwrap() as usize, claim["end"].as_u64().unwrap() as usize);
        let words: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(claim["text"].as_str(), Some(words.as_str()), "{claim}");
        seen += 1;
    }
    assert!(seen > 20, "only {seen} claims");
}

#[test]
fn a_report_is_shown_with_its_parts_and_claims() {
    let place = Workplace::with(&[("good.txt", GOOD.as_bytes())]);
    let shown = place.run(&["show", "good.txt", "--dossier", "dossier"]).text();
    for phrase in ["good.txt", "title", "body", "killed people: 14 or more", "Red Crescent"] {
        assert!(shown.contains(phrase), "'{phrase}' is missing: {shown}");
    }
}

#[test]
fn a_figure_is_explained() {
    let place = Workplace::with(&[("good.txt", GOOD.as_bytes())]);
    let ran = place.run(&["explain", "killed", "--dossier", "dossier"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.text().contains("At least 14"), "{}", ran.text());
    let nowhere = place.run(&["explain", "killed"]);
    assert_eq!(nowhere.code, 3);
    assert!(nowhere.stderr.contains("--dossier"), "{}", nowhere.stderr);
}

/// A kept dossier with two versions of one page, and a report that was withdrawn.
fn with_reports_that_do_not_stand() -> Workplace {
    let later = GOOD.replace("At least 14 dockers", "At least 16 dockers");
    let mill = "Fire at the mill\n\nTARN, 3 May 2021 - Six people died in a fire at the mill on Monday, the mayor said.\n";
    let records = "file,url\na.txt,https://courier.example/fire\nb.txt,https://courier.example/fire\n";
    let place = Workplace::with(&[
        ("a.txt", GOOD.as_bytes()),
        ("b.txt", later.as_bytes()),
        ("mill.txt", mill.as_bytes()),
        ("photo.png", b"\x89PNG\r\n\x1a\n\0\0"),
        ("reports.csv", records.as_bytes()),
    ]);
    assert_eq!(place.run(&["init", "fire", "-q"]).code, 0);
    assert_eq!(place.run(&["add", "dossier", "--dossier", "fire", "-q"]).code, 0);
    let withdraw =
        ["rule", "withdraw", "mill", "--why", "another town", "--by", "Anna Berg", "--dossier", "fire"];
    assert_eq!(place.run(&withdraw).code, 0);
    place
}

#[test]
fn a_report_that_was_replaced_or_withdrawn_is_shown_and_said_to_be() {
    let place = with_reports_that_do_not_stand();
    let show = |report: &str| place.run(&["show", report, "--dossier", "fire"]);
    let replaced = show("a.txt").text();
    assert!(replaced.contains("state      replaced by b.txt\n"), "{replaced}");
    assert!(
        replaced.contains("14 or more") && replaced.contains("  a.txt  replaced  (this one)\n"),
        "{replaced}"
    );
    let withdrawn = show("mill").text();
    assert!(withdrawn.contains("state      withdrawn by ruling 6, Anna Berg, "), "{withdrawn}");
    assert!(withdrawn.contains(": another town\n") && withdrawn.contains("Six people died"), "{withdrawn}");
    let text = place.run(&["show", "mill", "--text", "--dossier", "fire"]).text();
    assert!(text.starts_with("Fire at the mill\n"));
    assert!(!show("b.txt").text().contains("state  "));
    let photo = show("photo.png");
    assert!(photo.code == 2 && photo.stderr.contains("not read"), "{photo:?}");
}

#[test]
fn a_version_is_shown_with_what_it_changed() {
    let place = with_reports_that_do_not_stand();
    let shown = place.run(&["show", "b.txt", "--dossier", "fire"]).text();
    assert!(shown.contains("\nChanged from a.txt\n- "), "{shown}");
    assert!(shown.contains("\n+ ") && shown.contains("At least 16 dockers"), "{shown}");
}
