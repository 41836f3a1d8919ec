//! Reading the journal: every line checked against the chain as it goes by, in memory that does not grow with the journal.

use super::record::from_json;
use super::{Head, Line};
use crate::entry::Entry;
use crate::error::StoreError;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// The longest line that is written and read, in bytes and with its newline. The words of a claim and its JSON stand in a line, never a text.
pub(super) const LINE_LIMIT_BYTES: u64 = 64 << 20;

/// The entries of a journal in order, each checked against the chain. After an error there is no further item.
#[derive(Debug)]
pub struct JournalEntries {
    reader: BufReader<File>,
    path: PathBuf,
    head: Head,
    line: u64,
    over: bool,
}

impl JournalEntries {
    /// The entries after `head`, which the caller trusts; [`Head::empty`] for all.
    pub(crate) fn after(path: &Path, head: Head) -> Result<Self, StoreError> {
        let mut file = File::open(path).map_err(StoreError::io(path, "cannot be opened"))?;
        file.seek(SeekFrom::Start(head.bytes)).map_err(StoreError::io(path, "cannot be read"))?;
        let line = head.number;
        Ok(JournalEntries { reader: BufReader::new(file), path: path.to_path_buf(), head, line, over: false })
    }

    /// How far it was read.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The file and line that an error is about.
    fn wrong(&self, reason: String) -> StoreError {
        StoreError::Journal { path: self.path.clone(), line: self.line, reason }
    }

    fn read(&mut self) -> Result<Option<Entry>, StoreError> {
        let mut bytes = Vec::new();
        let limited = self.reader.by_ref().take(LINE_LIMIT_BYTES);
        let mut limited = limited;
        limited.read_until(b'\n', &mut bytes).map_err(StoreError::io(&self.path, "cannot be read"))?;
        if bytes.is_empty() {
            return Ok(None);
        }
        self.line += 1;
        let length = bytes.len() as u64;
        if bytes.pop() != Some(b'\n') {
            return Err(self.wrong("it does not end with a newline: it was cut off".into()));
        }
        let (entry, hash) = parse(&bytes, &self.head).map_err(|reason| self.wrong(reason))?;
        self.head = Head { number: entry.number, hash, bytes: self.head.bytes + length };
        Ok(Some(entry))
    }
}

/// The entry of a line that follows `head`, and its hash.
fn parse(line: &[u8], head: &Head) -> Result<(Entry, String), String> {
    let text = std::str::from_utf8(line).map_err(|_| "it is not UTF-8".to_string())?;
    let line = Line::cut(text).ok_or("it is not written as lines of a journal are")?;
    line.check(&head.hash)?;
    let entry = from_json(line.entry)?;
    if entry.number != head.number + 1 {
        return Err(format!("its number is {} and not {}", entry.number, head.number + 1));
    }
    Ok((entry, line.hash.to_string()))
}

impl Iterator for JournalEntries {
    type Item = Result<Entry, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let next = self.read().transpose();
        self.over = !matches!(next, Some(Ok(_)));
        next
    }
}

/// Looks at what stands behind `head`, the last entry that the database took: when a write was cut off there, the torn rest is
/// kept as `journal.torn-N` beside the journal and the journal ends before it. Nobody was told that the rest was
/// written: that happens only after the whole line is durable. Returns where it was kept.
///
/// # Errors
///
/// When the journal is shorter than the database says, its last taken line is another, or a damaged line is
/// followed by sound ones: then it was altered, not torn. Without a database nobody knows how much was acknowledged: then
/// every whole line counts as acknowledged, and one that is damaged is damage.
pub(crate) fn set_torn_aside(path: &Path, head: &Head) -> Result<Option<PathBuf>, StoreError> {
    check_head(path, head)?;
    let mut entries = JournalEntries::after(path, head.clone())?;
    let Some(error) = entries.by_ref().find_map(Result::err) else { return Ok(None) };
    if !matches!(error, StoreError::Journal { .. }) {
        return Err(error);
    }
    let sound = entries.head().bytes;
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .open(path)
        .map_err(StoreError::io(path, "cannot be opened for writing"))?;
    let mut rest = Vec::new();
    file.seek(SeekFrom::Start(sound))
        .and_then(|_| file.read_to_end(&mut rest))
        .map_err(StoreError::io(path, "cannot be read"))?;
    let unvouched = head.number == 0 && rest.contains(&b'\n');
    if unvouched || !is_torn(&rest) {
        return Err(error);
    }
    let kept = keep_torn(path, &rest)?;
    file.set_len(sound).and_then(|()| file.sync_data()).map_err(StoreError::io(path, "cannot be cut"))?;
    Ok(Some(kept))
}

/// Whether what stands behind `head` was left by a write that was cut off.
pub(crate) fn rest_is_torn(path: &Path, head: &Head) -> bool {
    let mut rest = Vec::new();
    let read = File::open(path).and_then(|mut file| {
        file.seek(SeekFrom::Start(head.bytes)).and_then(|_| file.read_to_end(&mut rest))
    });
    read.is_ok() && is_torn(&rest)
}

/// Whether a rest that starts with a bad line can come from a write that was cut off: no whole line in it is sound in itself.
fn is_torn(rest: &[u8]) -> bool {
    let sound = |line: &[u8]| {
        let line = std::str::from_utf8(line).ok().and_then(Line::cut);
        line.is_some_and(|line| super::chain_hash(line.previous, line.entry) == line.hash)
    };
    let ends_with_newline = rest.ends_with(b"\n");
    // A write that is cut off never has anything behind a whole line but its newline.
    if rest.split_last().is_some_and(|(last, line)| *last != 0 && sound(line)) {
        return false;
    }
    // A whole line that only lacks its newline was cut off; one that has it and is not sound was altered.
    !rest.split_inclusive(|b| *b == b'\n').any(|line| line.strip_suffix(b"\n").is_some_and(sound))
        && (!ends_with_newline || rest.contains(&0))
}

/// Keeps a torn rest under the first free number.
fn keep_torn(path: &Path, rest: &[u8]) -> Result<PathBuf, StoreError> {
    for number in 1u32.. {
        let kept = path.with_file_name(format!("journal.torn-{number}"));
        let file = OpenOptions::new().write(true).create_new(true).open(&kept);
        match file {
            Ok(mut file) => {
                std::io::Write::write_all(&mut file, rest)
                    .and_then(|()| file.sync_all())
                    .map_err(StoreError::io(&kept, "cannot be written"))?;
                return Ok(kept);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(StoreError::io(&kept, "cannot be made")(error)),
        }
    }
    Err(StoreError::JournalShort { path: path.to_path_buf(), reason: "has too many torn rests".into() })
}

/// Whether the journal still holds what the database took from it, judged by the last line alone: the whole chain is for
/// checking, not for every opening.
pub(crate) fn check_head(path: &Path, head: &Head) -> Result<(), StoreError> {
    let mut file = File::open(path).map_err(StoreError::io(path, "cannot be opened"))?;
    let length = file.metadata().map_err(StoreError::io(path, "cannot be read"))?.len();
    let short = |reason: String| StoreError::JournalShort { path: path.to_path_buf(), reason };
    if length < head.bytes {
        return Err(short(format!(
            "ends after {length} bytes; the database has taken {} entries of {} bytes from it",
            head.number, head.bytes
        )));
    }
    if head.number == 0 {
        return Ok(());
    }
    let line = last_line_before(&mut file, head.bytes).map_err(StoreError::io(path, "cannot be read"))?;
    let text = line.strip_suffix(b"\n").and_then(|line| std::str::from_utf8(line).ok());
    let whole = text
        .and_then(Line::cut)
        .is_some_and(|line| line.hash == head.hash && line.check(line.previous).is_ok());
    if whole {
        return Ok(());
    }
    let reason = "is not the line that the database has taken".to_string();
    Err(StoreError::Journal { path: path.to_path_buf(), line: head.number, reason })
}

/// The line, with its newline, that ends at byte `end`.
fn last_line_before(file: &mut File, end: u64) -> std::io::Result<Vec<u8>> {
    let mut reach = 4096;
    loop {
        let start = end.saturating_sub(reach);
        let mut bytes = vec![0; (end - start) as usize];
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(&mut bytes)?;
        let body = &bytes[..bytes.len().saturating_sub(1)];
        if let Some(at) = body.iter().rposition(|b| *b == b'\n') {
            return Ok(bytes.split_off(at + 1));
        }
        if start == 0 || reach > LINE_LIMIT_BYTES {
            return Ok(bytes);
        }
        reach *= 4;
    }
}
