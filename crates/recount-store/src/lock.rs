//! One writer at a time: an advisory lock of the system on `.recount/lock`, and in the file who holds it. The system gives
//! the lock back when a process ends in whatever way, so a lock is never left behind; the words in the file may be.

use crate::error::StoreError;
use crate::layout::Layout;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Who writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The number of its process.
    pub pid: u32,
    /// What it does: `add`, `rule`.
    pub verb: String,
    /// Since when, as RFC 3339.
    pub since: String,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pid == 0 {
            return f.write_str("another process");
        }
        write!(f, "process {} (`recount {}`, since {})", self.pid, self.verb, self.since)
    }
}

/// The right to write, until dropped.
#[derive(Debug)]
pub(crate) struct WriteLock {
    _file: File,
}

/// Pause between two tries.
const PAUSE: Duration = Duration::from_millis(25);

impl WriteLock {
    /// Waits for the lock, at most `wait`; `on_wait` is told once who holds it, if anybody does.
    pub fn take(
        layout: &Layout,
        holder: &Holder,
        wait: Duration,
        on_wait: &dyn Fn(&Holder),
    ) -> Result<WriteLock, StoreError> {
        let path = layout.lock();
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(StoreError::io(&path, "cannot be opened for writing"))?;
        let start = Instant::now();
        let mut told = false;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) => {
                    let other = written_holder(&mut file);
                    if start.elapsed() >= wait {
                        return Err(StoreError::Held {
                            folder: layout.folder().to_path_buf(),
                            holder: other,
                        });
                    }
                    if !told {
                        on_wait(&other);
                        told = true;
                    }
                    sleep(PAUSE.min(wait.saturating_sub(start.elapsed())));
                }
                Err(TryLockError::Error(error)) => {
                    return Err(StoreError::io(&path, "cannot be locked")(error));
                }
            }
        }
        let text = serde_json::to_string(holder).unwrap_or_default();
        let written =
            file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(text.as_bytes()));
        // The name is a courtesy to others; a full disk must not keep anybody from undoing something.
        let _ = written;
        Ok(WriteLock { _file: file })
    }
}

/// Who the file says holds the lock; process 0 when it cannot be read.
fn written_holder(file: &mut File) -> Holder {
    let mut text = String::new();
    let read = file.rewind().and_then(|()| Read::take(&mut *file, 4096).read_to_string(&mut text));
    let unknown = Holder { pid: 0, verb: String::new(), since: String::new() };
    read.ok().and_then(|_| serde_json::from_str(&text).ok()).unwrap_or(unknown)
}
