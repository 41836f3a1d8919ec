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
