//! Names the program that derives texts: the crate's version and a hash of all that a text depends on (sources, words, the locked
//! versions of the libraries that read foreign formats). A dossier whose texts this program derived can then be told from one
//! of another program, also between two releases. The same sources and lock file give the same name on every machine.

// The rule that reading does no I/O is about reading, not about building the reader.
#![allow(clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The crate whose locked dependencies decide a text, with its own name in the lock file.
const CRATE: &str = "recount-intake";

/// Libraries that decide no text: they read tables of claims, spread work, word errors, or serve tests only (a lock file does not tell
/// which). What is not named here is taken to decide one.
const DECIDES_NOTHING: [&str; 6] = ["bytes", "parquet", "proptest", "rayon", "tempfile", "thiserror"];

/// Parts of the crate that derive no text: tables of claims, claims given in a file.
const DERIVES_NOTHING: [&str; 3] = ["src/claims", "src/table", "lexicon/tables"];

/// The words that intake shares with reading and reconciling lie beside this crate in the repository; a published crate
/// names their exact version in its manifest.
const FOLDERS: [&str; 4] = ["src", "lexicon", "../recount-lexicon/src", "../recount-lexicon/lexicon"];

fn main() {
    let home = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={}", home.join(folder).display());
    }
    // A crate that was fetched from a registry has no workspace beside it: nothing there says which versions were locked.
    let lock = home.join("../../Cargo.lock");
    let lock = match home.join("../../Cargo.toml").is_file() {
        true => {
            fs::read_to_string(&lock).ok().inspect(|_| println!("cargo::rerun-if-changed={}", lock.display()))
        }
        false => None,
    };
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let name = name(&home, lock.as_deref());
    println!("cargo::rustc-env=RECOUNT_INTAKE={version}+{name}");
}

/// The hash of all that a text depends on, in hexadecimal; it says so when no lock file told the versions of libraries.
pub fn name(home: &Path, lock: Option<&str>) -> String {
    let mut files = BTreeMap::new();
    for folder in FOLDERS {
        list(home, folder, &mut files);
    }
    // FNV-1a over names and contents: nobody is to be fooled here, two states are to be told apart.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    // Some systems write lines otherwise when they check sources out.
    let mut eat = |bytes: &[u8]| {
        let bytes = bytes.iter().filter(|byte| **byte != b'\r');
        bytes.for_each(|byte| hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
        hash = (hash ^ 0xff).wrapping_mul(0x0100_0000_01b3);
    };
    for (name, path) in &files {
        eat(name.as_bytes());
        eat(&fs::read(path).unwrap_or_default());
    }
    for library in lock.map(locked).unwrap_or_default() {
        eat(library.as_bytes());
    }
    let unlocked = if lock.is_some() { "" } else { "-unlocked" };
    format!("{hash:016x}{unlocked}")
}

/// Every file below a folder by its path from `home`, parted by `/`; none when there is no such folder.
fn list(home: &Path, folder: &str, files: &mut BTreeMap<String, PathBuf>) {
    for entry in fs::read_dir(home.join(folder)).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if name.starts_with('.') {
            // What editors and file managers leave.
            continue;
        }
        let name = format!("{folder}/{name}");
        if DERIVES_NOTHING.contains(&name.as_str()) || name.ends_with("/tests.rs") {
            continue;
        }
        if path.is_dir() {
            list(home, &name, files);
        } else {
            files.insert(name, path);
        }
    }
}

/// A package of a lock file: version and checksum, and what it depends on.
#[derive(Default)]
struct Package {
    name: String,
    version: String,
    checksum: String,
    needs: Vec<String>,
}

/// The libraries that decide a text, directly or through others, each with version and checksum, in the order of their names.
pub fn locked(lock: &str) -> BTreeSet<String> {
    let packages = packages(lock);
    let mut told = BTreeSet::new();
    let mut waiting = vec![CRATE];
    while let Some(need) = waiting.pop() {
        let mut words = need.split(' ');
        // The version stands there where the lock file has several.
        let (name, version) = (words.next().unwrap_or_default(), words.next());
        let is_it = |p: &&Package| p.name == name && version.is_none_or(|version| p.version == version);
        for package in packages.iter().filter(is_it) {
            if !DECIDES_NOTHING.contains(&name)
                && told.insert(format!("{} {} {}", package.name, package.version, package.checksum))
            {
                waiting.extend(package.needs.iter().map(String::as_str));
            }
        }
    }
    told
}

/// The packages of a lock file, which Cargo writes in one way only: a line for each field, a line for each need.
fn packages(lock: &str) -> Vec<Package> {
    let mut packages: Vec<Package> = Vec::new();
    for line in lock.lines() {
        if line == "[[package]]" {
            packages.push(Package::default());
        }
        let Some(package) = packages.last_mut() else { continue };
        let quoted = line.split('"').nth(1).unwrap_or_default().to_string();
        match line.split(' ').next() {
            Some("name") => package.name = quoted,
            Some("version") => package.version = quoted,
            Some("checksum") => package.checksum = quoted,
            // A need stands indented on a line of its own.
            Some("") if !quoted.is_empty() => package.needs.push(quoted),
            _ => {}
        }
    }
    packages
}
