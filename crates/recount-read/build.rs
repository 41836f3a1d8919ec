//! Names the version of the reader: the crate's version and a hash of all that reading depends on (sources, words, models). Claims
//! that were kept are taken for those of this reader only if the names agree, also between two releases.

// The rule that reading does no I/O is about reading, not about building the reader.
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let home = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    // The words that reading shares with reconciling lie beside this crate in the repository; a published crate names
    // their exact version in its manifest.
    for folder in ["src", "lexicon", "models", "../recount-lexicon/src", "../recount-lexicon/lexicon"] {
        let folder = home.join(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        list(&folder, &mut files);
    }
    files.sort();
    // FNV-1a over names and contents: nobody is to be fooled here, two states are to be told apart.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut eat = |bytes: &[u8]| {
        bytes.iter().for_each(|byte| hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    };
    for file in &files {
        eat(file.strip_prefix(&home).unwrap_or(file).to_string_lossy().as_bytes());
        eat(&fs::read(file).unwrap_or_default());
    }
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    println!("cargo::rustc-env=RECOUNT_READER={version}+{hash:016x}");
}

/// Every file below a folder; none when there is no such folder.
fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { list(&path, files) } else { files.push(path) }
    }
}
