//! The same input gives the same bytes, whatever the number of threads.

use crate::run::{example, recount};
use tempfile::TempDir;

#[test]
fn twice_and_with_any_number_of_threads_the_same_bytes() {
    let folder = TempDir::new().unwrap();
    let dossier = example();
    let dossier = dossier.to_str().unwrap();
    for arguments in [
        &["account", dossier, "--format", "json"][..],
        &["account", dossier, "--format", "html", "--texts", "full"],
        &["account", dossier, "--format", "text"],
        &["claims", dossier],
        &["claims", dossier, "--raw"],
    ] {
        let run = |jobs: &str| {
            let ran = recount(folder.path(), &[arguments, &["--jobs", jobs]].concat());
            assert_eq!(ran.code, 0, "{ran:?}");
            assert!(ran.stdout.len() > 500, "{arguments:?}: {}", ran.text());
            ran.stdout
        };
        let first = run("1");
        for jobs in ["1", "4", "3"] {
            assert!(run(jobs) == first, "{arguments:?} differs with {jobs} threads");
        }
    }
}

#[test]
fn claims_written_and_given_back_give_the_same_account() {
    let folder = TempDir::new().unwrap();
    let dossier = example();
    let dossier = dossier.to_str().unwrap();
    let claims = recount(folder.path(), &["claims", dossier]);
    std::fs::write(folder.path().join("claims.jsonl"), &claims.stdout).unwrap();
    let account = |options: &[&str]| {
        let ran = recount(folder.path(), &[&["account", dossier, "--format", "json"], options].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        serde_json::from_slice::<serde_json::Value>(&ran.stdout).unwrap()
    };
    let mut given = account(&["--claims", "claims.jsonl"]);
    // Only where the claims came from differs.
    assert_eq!(given.as_object_mut().unwrap().remove("claims_file"), Some("claims.jsonl".into()));
    assert_eq!(account(&[]), given);
}

#[test]
fn claims_have_the_same_ids_before_and_after_gathering() {
    let folder = TempDir::new().unwrap();
    let dossier = example();
    let ids = |options: &[&str]| {
        let ran = recount(folder.path(), &[&["claims", dossier.to_str().unwrap()], options].concat());
        let id = |line: &str| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_string()
        };
        let mut ids: Vec<String> = ran.text().lines().map(id).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&["--raw"]), ids(&[]));
}
