//! Opening: what the first bytes say the file is, unpacking, and the thread that does it while rows are cut.

use super::{TableError, TableInput, TableProgress};
use crate::format::binary_kind;
use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};

/// Bytes that go from the unpacking thread to the cutting one at once.
const BLOCK_BYTES: usize = 256 * 1024;
/// Blocks that may wait.
const BLOCKS_AHEAD: usize = 8;
/// Bytes looked at to tell what a file is.
const SIGNATURE_BYTES: usize = 16;
/// How much of a Parquet file is held when it comes on a stream.
const PARQUET_STREAM_BYTES: u64 = 1_000_000_000;

/// What there is to read.
pub(super) enum Content {
    /// Lines of text.
    Rows(Blocks),
    /// A Parquet file.
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "told apart, and refused"))]
    Parquet(Seekable),
}

/// Bytes that can be read from any place.
#[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "told apart, and refused"))]
pub(super) enum Seekable {
    File(File),
    Held(Vec<u8>),
}

/// Opens a table.
pub(super) fn open(input: TableInput) -> Result<Content, TableError> {
    let file = input.name();
    let unreadable = |source| TableError::Unreadable { file: file.clone(), source };
    let (mut raw, of_bytes, path): (Box<dyn Read + Send>, _, _) = match input {
        TableInput::File(path) => {
            let opened = File::open(&path).map_err(unreadable)?;
            let about = opened.metadata().map_err(unreadable)?;
            if about.is_dir() {
                return Err(TableError::Folder { file });
            }
            // A pipe or a device cannot be read twice.
            let path = about.is_file().then_some(path);
            (Box::new(opened), path.as_ref().map(|_| about.len()), path)
        }
        TableInput::Stream(_, stream) => (stream, None, None),
    };
    let head = peek(&mut raw).map_err(unreadable)?;
    if head.starts_with(b"PAR1") {
        let seekable = match path {
            Some(path) => Seekable::File(File::open(path).map_err(unreadable)?),
            None => hold(Cursor::new(head).chain(raw), &file)?,
        };
        return Ok(Content::Parquet(seekable));
    }
    let taken = Arc::new(AtomicU64::new(0));
    let counted = Counted { inner: Cursor::new(head.clone()).chain(raw), taken: Arc::clone(&taken) };
    let mut unpacked: Box<dyn Read + Send> = match head[..] {
        [0x1f, 0x8b, ..] => Box::new(MultiGzDecoder::new(io::BufReader::with_capacity(BLOCK_BYTES, counted))),
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => {
            Box::new(zstd::stream::read::Decoder::new(counted).map_err(unreadable)?)
        }
        _ => Box::new(counted),
    };
    let inner = peek(&mut unpacked).map_err(|e| TableError::BrokenOff {
        file: file.clone(),
        line: 0,
        reason: e.to_string(),
    })?;
    if let Some(looks_like) = foreign(&inner) {
        return Err(TableError::NotATable { file, looks_like });
    }
    let text: Box<dyn Read + Send> = match inner[..] {
        [0xef, 0xbb, 0xbf, ..] => Box::new(Cursor::new(inner[3..].to_vec()).chain(unpacked)),
        [0xff, 0xfe, ..] => Box::new(Utf16::new(UTF_16LE.new_decoder(), Cursor::new(inner).chain(unpacked))),
        [0xfe, 0xff, ..] => Box::new(Utf16::new(UTF_16BE.new_decoder(), Cursor::new(inner).chain(unpacked))),
        _ => Box::new(Cursor::new(inner).chain(unpacked)),
    };
    Ok(Content::Rows(Blocks::new(text, taken, of_bytes)))
}

/// What a file is that no table can be, if that can be told; `Some(None)` where only that it is no text can.
fn foreign(head: &[u8]) -> Option<Option<&'static str>> {
    const SIGNATURES: [(&[u8], &str); 6] = [
        (b"PK\x03\x04", "a ZIP archive, as .xlsx and .ods are"),
        (b"PAR1", "Parquet packed once more"),
        (b"\x1f\x8b", "gzip packed twice"),
        (b"\x28\xb5\x2f\xfd", "zstd packed twice"),
        (b"BZh", "bzip2"),
        (b"\xfd7zXZ\0", "xz"),
    ];
    let known = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)).map(|(_, name)| *name);
    if let Some(kind) = known.or_else(|| binary_kind(head)) {
        return Some(Some(kind));
    }
    if head.starts_with(b"SQLite format 3") {
        return Some(Some("an SQLite database"));
    }
    let is_utf16 = matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    (!is_utf16 && head.contains(&0)).then_some(None)
}

/// The first bytes; fewer only at the end.
fn peek(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(SIGNATURE_BYTES);
    from.take(SIGNATURE_BYTES as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// A stream as a whole, up to a limit.
fn hold(stream: impl Read, file: &str) -> Result<Seekable, TableError> {
    let mut bytes = Vec::new();
    let limit_bytes = PARQUET_STREAM_BYTES;
    stream
        .take(limit_bytes + 1)
        .read_to_end(&mut bytes)
        .map_err(|source| TableError::Unreadable { file: file.to_string(), source })?;
    if bytes.len() as u64 > limit_bytes {
        return Err(TableError::ParquetTooLong { file: file.to_string(), limit_bytes });
    }
    Ok(Seekable::Held(bytes))
}

/// Counts the bytes taken from the disk.
struct Counted<R> {
    inner: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        self.taken.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// UTF-16, as spreadsheets write "Unicode text", to UTF-8.
struct Utf16<R> {
    decoder: Decoder,
    inner: R,
    /// Bytes read and not yet decoded: `start..end`.
    pending: Vec<u8>,
    start: usize,
    end: usize,
    at_end: bool,
    is_finished: bool,
}

impl<R: Read> Utf16<R> {
    fn new(decoder: Decoder, inner: R) -> Utf16<R> {
        Utf16 {
            decoder,
            inner,
            pending: vec![0; BLOCK_BYTES],
            start: 0,
            end: 0,
            at_end: false,
            is_finished: false,
        }
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.is_finished {
                return Ok(0);
            }
            if self.start == self.end && !self.at_end {
                (self.start, self.end) = (0, self.inner.read(&mut self.pending)?);
                self.at_end = self.end == 0;
            }
            let (result, read, written, _) =
                self.decoder.decode_to_utf8(&self.pending[self.start..self.end], into, self.at_end);
            self.start += read;
            self.is_finished = self.at_end && result == CoderResult::InputEmpty;
            // A place too small for one more sign is as good as full.
            if written > 0 || into.len() < 4 {
                return Ok(written);
            }
        }
    }
}

/// Blocks of bytes, made ahead on a thread of their own.
pub(super) struct Blocks {
    receiver: Receiver<io::Result<Vec<u8>>>,
    taken: Arc<AtomicU64>,
    of_bytes: Option<u64>,
}

impl Blocks {
    fn new(mut from: Box<dyn Read + Send>, taken: Arc<AtomicU64>, of_bytes: Option<u64>) -> Blocks {
        let (sender, receiver) = sync_channel(BLOCKS_AHEAD);
        // Whoever no longer listens makes sending fail, and the thread ends.
        std::thread::spawn(move || {
            loop {
                let mut block = Vec::with_capacity(BLOCK_BYTES);
                let read = from.by_ref().take(BLOCK_BYTES as u64).read_to_end(&mut block);
                let ended = match read {
                    Ok(n) => n == 0,
                    Err(_) => true,
                };
                // What came before a fault is still good for naming the line.
                if !block.is_empty() && sender.send(Ok(block)).is_err() {
                    return;
                }
                if let Err(error) = read {
                    let _ = sender.send(Err(error));
                    return;
                }
                if ended {
                    let _ = sender.send(Ok(Vec::new()));
                    return;
                }
            }
        });
        Blocks { receiver, taken, of_bytes }
    }

    /// The next block; empty at the end. A thread that ended without a word did not come to the end.
    fn receive(&mut self) -> io::Result<Vec<u8>> {
        self.receiver.recv().unwrap_or_else(|_| Err(io::Error::other("unpacking stopped")))
    }

    /// Appends the next block; `false` at the end.
    pub(super) fn append(&mut self, to: &mut Vec<u8>) -> io::Result<bool> {
        let block = self.receive()?;
        to.extend_from_slice(&block);
        Ok(!block.is_empty())
    }

    /// How far the file is taken in.
    pub(super) fn progress(&self) -> TableProgress {
        TableProgress { done_bytes: self.taken.load(Ordering::Relaxed), of_bytes: self.of_bytes }
    }
}
