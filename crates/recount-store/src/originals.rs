//! The bytes as received: plain files named by their SHA-256, written once, read-only, never altered.
//!
//! Files of one batch are written under temporary names in the same folder, made durable together, then renamed: whoever
//! looks sees a whole original or none. What a killed process left under a temporary name is swept away by the next one that writes.

use crate::error::StoreError;
use crate::layout::Layout;
use rayon::prelude::*;
use recount_model::ReportId;
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// How temporary names begin.
pub(crate) const TEMPORARY: &str = ".new-";

/// An original that is to be kept.
#[derive(Debug, Clone)]
pub struct Original {
    id: ReportId,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    Bytes(Vec<u8>),
    File(PathBuf),
}

impl Original {
    /// These bytes.
    pub fn bytes(bytes: Vec<u8>) -> Self {
        Original { id: ReportId::of(&bytes), content: Content::Bytes(bytes) }
    }

    /// These bytes, whose id the caller has computed already.
    pub fn bytes_of(id: ReportId, bytes: Vec<u8>) -> Self {
        Original { id, content: Content::Bytes(bytes) }
    }

    /// The bytes of a file, streamed when the batch is written; `id` is what [`hash_of_file`] gave. A file that was altered in
    /// between makes the batch fail.
    pub fn file(id: ReportId, path: impl Into<PathBuf>) -> Self {
        Original { id, content: Content::File(path.into()) }
    }

    /// SHA-256 of the bytes.
    pub fn id(&self) -> ReportId {
        self.id
    }
}

/// SHA-256 and length of a stream, read in pieces.
pub fn hash_of(mut stream: impl Read) -> io::Result<(ReportId, u64)> {
    let mut sha = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    let mut length = 0;
    loop {
        match stream.read(&mut piece) {
            Ok(0) => return Ok((ReportId(sha.finalize().into()), length)),
            Ok(n) => {
                sha.update(&piece[..n]);
                length += n as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// SHA-256 and length of a file.
///
/// # Errors
///
/// When it cannot be read.
pub fn hash_of_file(path: &Path) -> Result<(ReportId, u64), StoreError> {
    File::open(path).and_then(hash_of).map_err(StoreError::io(path, "cannot be read"))
}

/// Files up to this many are made durable one by one; more, all at once.
const FEW: usize = 8;

/// Keeps originals: all of them durable when it returns. One that is there already is looked at and left alone; one that is
/// there with other bytes (a damaged disk) is put right.
pub(crate) fn keep(layout: &Layout, originals: &[Original]) -> Result<(), StoreError> {
    let folder = layout.originals();
    let mut missing: Vec<&Original> = originals.iter().collect();
    missing.sort_by_key(|o| o.id);
    missing.dedup_by_key(|o| o.id);
    let missing: Vec<&Original> =
        missing.into_par_iter().filter(|original| !is_kept(layout, original.id)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let few = missing.len() <= FEW;
    let written = write_all(&folder, &missing, few);
    let result = written.and_then(|()| rename_all(layout, &folder, &missing));
    if result.is_err() {
        for original in &missing {
            let _ = fs::remove_file(temporary(&folder, original.id));
        }
    }
    result
}

fn is_kept(layout: &Layout, id: ReportId) -> bool {
    let path = layout.original(id);
    path.symlink_metadata().is_ok() && File::open(path).and_then(hash_of).is_ok_and(|(found, _)| found == id)
}

fn temporary(folder: &Path, id: ReportId) -> PathBuf {
    folder.join(format!("{TEMPORARY}{id}"))
}

fn write_all(folder: &Path, missing: &[&Original], few: bool) -> Result<(), StoreError> {
    missing.par_iter().try_for_each(|original| {
        let path = temporary(folder, original.id);
        let file = write(&path, original)?;
        if few {
            file.sync_all().map_err(StoreError::io(&path, "cannot be made durable"))?;
        }
        Ok(())
    })?;
    if few {
        return Ok(());
    }
    let paths: Vec<PathBuf> = missing.iter().map(|original| temporary(folder, original.id)).collect();
    make_durable(folder, &paths)
}

/// Makes files of one file system durable, in one call where the system has it: an fsync each, one after the other, takes minutes for
/// 100,000 files. `folder` is one of theirs.
#[cfg(target_os = "linux")]
pub(crate) fn make_durable(folder: &Path, paths: &[PathBuf]) -> Result<(), StoreError> {
    let open = File::open(folder).map_err(StoreError::io(folder, "cannot be opened"))?;
    match rustix::fs::syncfs(&open) {
        Ok(()) => Ok(()),
        Err(rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP) => sync_each(paths),
        Err(error) => Err(StoreError::io(folder, "cannot be made durable")(error.into())),
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn make_durable(_folder: &Path, paths: &[PathBuf]) -> Result<(), StoreError> {
    sync_each(paths)
}

fn sync_each(paths: &[PathBuf]) -> Result<(), StoreError> {
    paths.par_iter().try_for_each(|path| {
        let synced = File::open(path).and_then(|file| file.sync_all());
        synced.map_err(StoreError::io(path, "cannot be made durable"))
    })
}

fn rename_all(layout: &Layout, folder: &Path, missing: &[&Original]) -> Result<(), StoreError> {
    for original in missing {
        let (from, to) = (temporary(folder, original.id), layout.original(original.id));
        fs::rename(&from, &to).map_err(StoreError::io(&to, "cannot be put in place"))?;
    }
    sync_folder(folder)
}

/// Makes the names in a folder durable.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    if cfg!(windows) {
        return Ok(()); // A folder cannot be opened there; its names are durable with the files.
    }
    File::open(folder).and_then(|f| f.sync_all()).map_err(StoreError::io(folder, "cannot be made durable"))
}

/// Writes one original under its temporary name and makes it read-only.
fn write(path: &Path, original: &Original) -> Result<File, StoreError> {
    let failed = |error| StoreError::io(path, "cannot be written")(error);
    let _ = fs::remove_file(path);
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
    match &original.content {
        Content::Bytes(bytes) => {
            if ReportId::of(bytes) != original.id {
                return Err(altered(original.id, "its bytes"));
            }
            file.write_all(bytes).map_err(failed)?;
        }
        Content::File(source) => {
            let from = File::open(source).map_err(StoreError::io(source, "cannot be read"))?;
            let mut through = Through { from, sha: Sha256::new(), fault: None };
            let copied = io::copy(&mut through, &mut file);
            if let Some(error) = through.fault {
                return Err(StoreError::io(source, "cannot be read")(error));
            }
            copied.map_err(failed)?;
            if ReportId(through.sha.finalize().into()) != original.id {
                return Err(altered(original.id, &source.display().to_string()));
            }
        }
    }
    make_read_only(path)?;
    Ok(file)
}

/// Takes the right to write from everybody.
pub(crate) fn make_read_only(path: &Path) -> Result<(), StoreError> {
    let set = || {
        let mut permissions = path.metadata()?.permissions();
        permissions.set_readonly(true);
        #[cfg(unix)]
        std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o444);
        fs::set_permissions(path, permissions)
    };
    set().map_err(StoreError::io(path, "cannot be made read-only"))
}

/// Copies a file to a place where there is none, not yet durably, and tells its SHA-256 and length.
pub(crate) fn copy_hashed(source: &Path, target: &Path) -> Result<(ReportId, u64), StoreError> {
    let from = File::open(source).map_err(StoreError::io(source, "cannot be read"))?;
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(StoreError::io(folder, "cannot be made"))?;
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(target)
        .map_err(StoreError::io(target, "cannot be made"))?;
    let mut through = Through { from, sha: Sha256::new(), fault: None };
    let copied = io::copy(&mut through, &mut file);
    if let Some(error) = through.fault {
        return Err(StoreError::io(source, "cannot be read")(error));
    }
    let bytes = copied
        .and_then(|n| file.sync_all().map(|()| n))
        .map_err(StoreError::io(target, "cannot be written"))?;
    Ok((ReportId(through.sha.finalize().into()), bytes))
}

fn altered(id: ReportId, source: &str) -> StoreError {
    StoreError::Refused {
        subject: source.to_string(),
        reason: format!("the bytes are not those of {id}; were they altered meanwhile?"),
    }
}

/// A file that is hashed as it is read, and tells its own errors from those of writing.
struct Through {
    from: File,
    sha: Sha256,
    fault: Option<io::Error>,
}

impl Read for Through {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        match self.from.read(piece) {
            Ok(n) => {
                self.sha.update(&piece[..n]);
                Ok(n)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                let kind = error.kind();
                self.fault = Some(error);
                Err(kind.into())
            }
        }
    }
}

/// Takes away what a process that was killed left under temporary names. Only for the one that holds the lock.
pub(crate) fn sweep(layout: &Layout) -> Result<(), StoreError> {
    let folder = layout.originals();
    let listing = fs::read_dir(&folder).map_err(StoreError::io(&folder, "cannot be listed"))?;
    for entry in listing.flatten() {
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}
