//! Invariant 13: a crate knows only crates of lower floors. Read from the manifests, development dependencies included.

use crate::shared::workspace;
use std::collections::BTreeMap;

/// The floors of ARCHITECTURE.md. A crate that is not listed here does not belong to the workspace yet.
const FLOORS: [(&str, u8); 13] = [
    ("recount-model", 0),
    ("recount-lexicon", 0),
    ("recount-intake", 1),
    ("recount-capture", 1),
    ("recount-read", 1),
    ("recount-reconcile", 1),
    ("recount-store", 1),
    ("recount-publish", 1),
    ("recount", 2),
    ("recount-desk", 3),
    ("recount-cli", 4),
    ("recount-python", 5),
    ("xtask", 5),
];

#[test]
fn every_crate_knows_only_lower_floors() {
    let floors: BTreeMap<&str, u8> = FLOORS.into();
    let mut seen = 0;
    for entry in std::fs::read_dir(workspace().join("crates")).unwrap() {
        let folder = entry.unwrap().path();
        let Ok(text) = std::fs::read_to_string(folder.join("Cargo.toml")) else { continue };
        let manifest: toml::Table = text.parse().unwrap();
        let name = manifest["package"]["name"].as_str().unwrap();
        assert_eq!(Some(name), folder.file_name().and_then(|f| f.to_str()), "folder and crate have one name");
        let floor =
            *floors.get(name).unwrap_or_else(|| panic!("{name} stands on no floor; see ARCHITECTURE.md"));
        for known in dependencies(&manifest).iter().filter_map(|d| floors.get_key_value(d.as_str())) {
            assert!(*known.1 < floor, "{name} (floor {floor}) must not know {} (floor {})", known.0, known.1);
        }
        seen += 1;
    }
    assert!(seen >= 7, "only {seen} crates were found");
}

/// Names under every table of dependencies, those of targets included.
fn dependencies(manifest: &toml::Table) -> Vec<String> {
    let mut out = Vec::new();
    for (key, value) in manifest {
        match value {
            toml::Value::Table(table) if key.ends_with("dependencies") => out.extend(table.keys().cloned()),
            toml::Value::Table(table) => out.extend(dependencies(table)),
            _ => {}
        }
    }
    out
}

#[test]
fn dependencies_of_targets_and_of_tests_count() {
    let manifest =
        "[dev-dependencies]\na = \"1\"\n[target.'cfg(unix)'.dependencies]\nb = \"1\"\n".parse().unwrap();
    assert_eq!(dependencies(&manifest), ["a", "b"]);
}
