//! Where results go. Standard output takes what is asked for; files are written whole or not at all, never inside a dossier,
//! and never over a page that somebody else wrote.

use crate::failure::Failure;
use std::fs;
use std::io::{ErrorKind, Write, stdout};
use std::path::{Path, PathBuf};

/// Name of the page that `account` writes when nothing else is said.
pub const PAGE: &str = "account.html";

/// Where one result goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Standard output.
    Stdout,
    /// A file.
    File(PathBuf),
}

impl Destination {
    /// The destination that `-o` names: `-` is standard output. Refuses places inside the dossier.
    pub fn named(output: &Path, dossier: &Path) -> Result<Destination, Failure> {
        if output.as_os_str() == "-" {
            return Ok(Destination::Stdout);
        }
        outside(output, dossier)?;
        Ok(Destination::File(output.to_path_buf()))
    }

    /// The destination that `-o` names: `-` is standard output. Refuses the file that is read.
    pub fn apart_from(output: &Path, input: &Path) -> Result<Destination, Failure> {
        if output.as_os_str() == "-" {
            return Ok(Destination::Stdout);
        }
        if let (Ok(output), Ok(input)) = (output.canonicalize(), input.canonicalize())
            && output == input
        {
            return Err(Failure::usage(
                format!("{}: is the table that is read, which is never altered", output.display()),
                "name another file",
            ));
        }
        Ok(Destination::File(output.to_path_buf()))
    }

    /// `account.html` in the current directory, unless that would alter the dossier or replace a stranger's file.
    pub fn page(dossier: &Path) -> Result<Destination, Failure> {
        let page = PathBuf::from(PAGE);
        outside(&page, dossier)?;
        if fs::symlink_metadata(&page).is_ok() && !is_ours(&page) {
            return Err(Failure::usage(
                format!(
                    "{PAGE}: exists in the current directory and was not written by Recount; it is left as it is"
                ),
                "move it away, or name another file with -o FILE",
            ));
        }
        Ok(Destination::File(page))
    }

    /// Writes `bytes` there, replacing what a file held.
    pub fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        match self {
            Destination::Stdout => {
                let mut out = stdout().lock();
                out.write_all(bytes).and_then(|()| out.flush()).map_err(|e| {
                    Failure::unwritable("standard output", e, "look where standard output leads")
                })
            }
            Destination::File(file) => {
                let name = file.display().to_string();
                write_whole(file, bytes)
                    .map_err(|e| Failure::unwritable(&name, e, "name another place with -o FILE"))
            }
        }
    }
}

/// Refuses a file whose place is inside the dossier, links followed.
fn outside(file: &Path, dossier: &Path) -> Result<(), Failure> {
    let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let place = file.canonicalize().or_else(|_| folder.canonicalize());
    let (Ok(place), Ok(inside)) = (place, dossier.canonicalize()) else { return Ok(()) };
    if !inside.is_dir() || !place.starts_with(&inside) {
        return Ok(());
    }
    Err(Failure::usage(
        format!(
            "{}: would be written inside the dossier {}, which is never altered",
            file.display(),
            dossier.display()
        ),
        "name a place outside with -o FILE, or run the command from another folder",
    ))
}

/// What the head of our own pages holds: the generator's name or, as pages are titled, the dossier's name and this word.
const MARKS: [&str; 2] = ["name=\"generator\" content=\"Recount", " · account</title>"];

/// Whether the page carries a mark of our own, or nothing at all.
fn is_ours(page: &Path) -> bool {
    const HEAD_BYTES: usize = 4096;
    let Ok(bytes) = fs::read(page) else { return false };
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD_BYTES)]);
    bytes.is_empty() || MARKS.iter().any(|mark| head.contains(mark))
}

/// Writes beside the file and renames, so that a reader never sees half of it. What is no plain file (a device, a pipe) is
/// written directly.
fn write_whole(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let target = file.canonicalize().unwrap_or_else(|_| file.to_path_buf());
    if fs::metadata(&target).is_ok_and(|m| !m.is_file()) {
        return fs::write(&target, bytes);
    }
    let mut name = target.file_name().ok_or(ErrorKind::InvalidInput)?.to_os_string();
    name.push(".part");
    let part = target.with_file_name(name);
    fs::write(&part, bytes).and_then(|()| fs::rename(&part, &target)).inspect_err(|_| {
        // Nothing more can be done about a leftover.
        let _ = fs::remove_file(&part);
    })
}
