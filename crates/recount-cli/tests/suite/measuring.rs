//! `score`, on the example dossier's own gold.

use crate::run::{example, recount};
use serde_json::Value;
use tempfile::TempDir;

fn score(options: &[&str]) -> String {
    let folder = TempDir::new().unwrap();
    let dossier = example();
    let ran = recount(folder.path(), &[&["score", dossier.to_str().unwrap()], options].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.text()
}

fn score_json(options: &[&str]) -> Value {
    serde_json::from_str(&score(&[options, &["--format", "json"]].concat())).unwrap()
}

#[test]
fn gold_claims_measured_against_themselves_are_perfect() {
    let gold = example().join("gold.jsonl");
    let scores = score_json(&["--claims", gold.to_str().unwrap()]);
    let claims = &scores["dossiers"][0]["claims"];
    assert_eq!(claims["count.typed"]["f1"], 1.0, "{claims}");
    assert_eq!(claims["voice"][0], 1.0, "{claims}");
    assert!(scores["dossiers"][0]["account"]["voices"]["f1"].is_number(), "{scores}");
}

#[test]
fn gold_claims_alone_measure_the_account_only() {
    let scores = score_json(&["--gold-claims"]);
    assert!(scores["dossiers"][0]["claims"].is_null(), "{scores}");
    assert!(scores["dossiers"][0]["account"]["questions"].as_u64() > Some(0), "{scores}");
}

#[test]
fn an_account_from_a_file_is_measured_as_it_is() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("empty.json");
    std::fs::write(&file, "{}").unwrap();
    let scores = score_json(&["--account", file.to_str().unwrap()]);
    assert_eq!(scores["dossiers"][0]["account"]["voices"]["f1"], 0.0, "{scores}");
    assert!(scores["dossiers"][0]["claims"].is_null(), "{scores}");
}

#[test]
fn one_dossier_has_its_figures_explained_and_several_a_row_each() {
    let one = score(&[]);
    assert!(one.contains("count.typed") && one.contains("F1 of counts found"), "{one}");
    let dossier = example();
    let several = score(&[dossier.to_str().unwrap()]);
    assert_eq!(several.lines().filter(|l| l.starts_with("harbour-fire")).count(), 4, "{several}");
    assert!(several.lines().any(|l| l.starts_with("mean")), "{several}");
    let page = score(&[dossier.to_str().unwrap(), "--format", "markdown"]);
    assert!(page.starts_with("| Claims | count.detect |"), "{page}");
}
