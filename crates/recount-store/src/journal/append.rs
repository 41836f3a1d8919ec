//! Writing at the end of the journal, durably or not at all.

use super::read::LINE_LIMIT_BYTES;
use super::record::{from_json, to_json};
use super::{FRAME_BYTES, Head, line_of};
use crate::entry::Entry;
use crate::error::StoreError;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The journal, opened for appending by the one process that holds the lock.
#[derive(Debug)]
pub(crate) struct JournalFile {
    file: File,
    path: PathBuf,
}

impl JournalFile {
    /// Makes an empty journal; there must be none.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        let file = OpenOptions::new()
            .append(true)
            .create_new(true)
            .open(path)
            .map_err(StoreError::io(path, "cannot be made"))?;
        Ok(JournalFile { file, path: path.to_path_buf() })
    }

    /// Opens a journal that is there.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let file = OpenOptions::new()
            .append(true)
            .open(path)
            .map_err(StoreError::io(path, "cannot be opened for writing"))?;
        Ok(JournalFile { file, path: path.to_path_buf() })
    }

    /// Appends prepared lines; durable when it returns. On an error the journal is as long as before, unless the system refuses
    /// even that: then the next opening finds a torn line that nobody was told of.
    pub fn append(&mut self, lines: &str, length_before: u64) -> Result<(), StoreError> {
        let written = self.file.write_all(lines.as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(|error| {
            let _ = self.file.set_len(length_before).and_then(|()| self.file.sync_data());
            StoreError::io(&self.path, "cannot be written")(error)
        })
    }
}

/// The lines of entries that follow `head`, and the head after them. Every entry is read back before it counts as written, so
/// that nothing comes into the journal that the journal cannot give back.
pub(crate) fn lines_of(head: &Head, entries: &[Entry]) -> Result<(String, Head), StoreError> {
    let mut lines = String::new();
    let mut head = head.clone();
    for entry in entries {
        let refused = |reason| StoreError::Refused { subject: format!("entry {}", entry.number), reason };
        let json = to_json(entry).map_err(refused)?;
        if (json.len() + FRAME_BYTES) as u64 > LINE_LIMIT_BYTES {
            let reason = format!(
                "is of {} bytes, and no line of the journal holds more than {LINE_LIMIT_BYTES}",
                json.len()
            );
            return Err(refused(reason));
        }
        match from_json(&json) {
            Ok(back) if back == *entry => {}
            Ok(_) => return Err(refused("holds a value that the journal cannot keep".into())),
            Err(reason) => return Err(refused(reason)),
        }
        let (line, hash) = line_of(&head.hash, &json);
        lines.push_str(&line);
        lines.push('\n');
        head = Head { number: entry.number, hash, bytes: head.bytes + line.len() as u64 + 1 };
    }
    Ok((lines, head))
}
