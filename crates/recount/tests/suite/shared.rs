//! Where the measuring material lies that is not part of the repository: `RECOUNT_SHARED`, else `../shared` beside the
//! workspace. Tests that need it say that they were skipped when it is missing, and fail under `RECOUNT_REQUIRE_SHARED=1`.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Dossiers that tests may open.
pub const DOSSIERS: [&str; 3] = ["ashraf-2011", "kunduz-2015", "baga-2015"];

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The shared material, or `None` with a printed line.
pub fn shared() -> Option<PathBuf> {
    let folder = place();
    if folder.join("dossiers").is_dir() {
        return Some(folder);
    }
    let message = format!("skipped: {} holds no dossiers", folder.display());
    assert!(std::env::var_os("RECOUNT_REQUIRE_SHARED").is_none_or(|v| v != "1"), "{message}");
    println!("{message}");
    None
}

/// The shared material where a test has other material too.
pub fn shared_quietly() -> Option<PathBuf> {
    Some(place()).filter(|folder| folder.join("dossiers").is_dir())
}

fn place() -> PathBuf {
    std::env::var_os("RECOUNT_SHARED").map_or_else(|| workspace().join("../shared"), PathBuf::from)
}

/// What the reference script says of `input` (written to a file for it), as JSON; `None` with a printed line without python3.
pub fn reference(script: &str, dossier: &Path, shared: &Path, input: &str) -> Option<Value> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), input).unwrap();
    let run = Command::new("python3")
        .arg(shared.join("score").join(script))
        .arg(dossier)
        .arg(file.path())
        .arg("--json")
        .output();
    let Ok(run) = run else {
        assert!(std::env::var_os("RECOUNT_REQUIRE_SHARED").is_none_or(|v| v != "1"), "python3 is needed");
        println!("skipped: no python3");
        return None;
    };
    assert!(run.status.success(), "{script}: {}", String::from_utf8_lossy(&run.stderr));
    Some(serde_json::from_slice(&run.stdout).unwrap())
}

/// A JSON file of the shared material.
pub fn json(file: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}
