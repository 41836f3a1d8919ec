//! Running the program and laying out folders for it.

use recount::model::ReportId;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What one run came to.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Ran {
    pub fn text(&self) -> String {
        String::from_utf8(self.stdout.clone()).unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.stdout).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }
}

/// Runs `recount` in `folder`.
pub fn recount(folder: &Path, arguments: &[&str]) -> Ran {
    let run = Command::new(env!("CARGO_BIN_EXE_recount"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Ran {
        code: run.status.code().unwrap_or(-1),
        stdout: run.stdout,
        stderr: String::from_utf8_lossy(&run.stderr).into_owned(),
    }
}

/// A report that reads well: two voices and a claim of each.
pub const GOOD: &str = "Fire at the port\n\n\
    KELVAR, 12 March 2021 - At least 14 dockers were killed when a warehouse burned down at the port of Kelvar on Friday, the \
    Red Crescent said. The transport ministry said that nine people had died and that the fire was under control.\n\n\
    Residents who live near the port said that they had seen the smoke from their houses for most of the night.\n";

/// A dossier called `dossier` inside a folder to work in.
pub struct Workplace {
    folder: TempDir,
}

impl Workplace {
    /// With these files, by their place in the dossier.
    pub fn with(files: &[(&str, &[u8])]) -> Workplace {
        let folder = TempDir::new().unwrap();
        let place = Workplace { folder };
        fs::create_dir(place.dossier()).unwrap();
        for (name, bytes) in files {
            let file = place.dossier().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
        place
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn dossier(&self) -> PathBuf {
        self.folder().join("dossier")
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        recount(self.folder(), arguments)
    }
}

/// Every file and folder below `folder`, with size, hash and time of change.
pub fn contents(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut out = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let changed = fs::metadata(&path).unwrap().modified().unwrap();
        if path.is_dir() {
            out.extend(contents(&path));
            out.insert(path, format!("folder {changed:?}"));
        } else {
            let bytes = fs::read(&path).unwrap();
            out.insert(path, format!("{} {} {changed:?}", bytes.len(), ReportId::of(&bytes)));
        }
    }
    out
}

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The example dossier that the README runs.
pub fn example() -> PathBuf {
    workspace().join("examples/harbour-fire")
}
