//! What unpacking may cost: readers that count what comes out of them against one purse for the whole source, and that turn a panic
//! of a foreign decoder into an error of reading.

use std::cell::Cell;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

/// The bytes that may still be unpacked from a source.
#[derive(Debug, Clone)]
pub(super) struct Purse(Rc<Cell<u64>>);

impl Purse {
    pub(super) fn of(bytes: u64) -> Self {
        Purse(Rc::new(Cell::new(bytes)))
    }

    /// Whether nothing is left.
    pub(super) fn is_empty(&self) -> bool {
        self.0.get() == 0
    }

    /// Takes `bytes` out.
    pub(super) fn pay(&self, bytes: u64) {
        self.0.set(self.0.get().saturating_sub(bytes));
    }
}

/// A reader of a foreign decoder whose bytes are paid for.
pub(super) struct Metered<R> {
    inner: R,
    purse: Purse,
}

impl<R: Read> Metered<R> {
    pub(super) fn new(inner: R, purse: &Purse) -> Self {
        Metered { inner, purse: purse.clone() }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.purse.is_empty() {
            return Err(io::Error::other("unpacks to more than is looked at"));
        }
        let read = guarded(|| self.inner.read(buffer))
            .unwrap_or_else(|| Err(io::Error::other("cannot be unpacked")))?;
        self.purse.pay(read as u64);
        Ok(read)
    }
}

/// What a foreign parser gives; `None` when it panicked.
pub(super) fn guarded<T>(parse: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(parse)).ok()
}

/// Reads the first `length` bytes, or fewer where there are fewer.
pub(super) fn read_head(reader: &mut dyn Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads up to `limit` bytes. The flag says whether there were more; what follows in the reader then is of no use.
pub(super) fn read_up_to(reader: &mut dyn Read, limit: u64) -> io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    let more = bytes.len() as u64 > limit;
    bytes.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok((bytes, more))
}

/// A reader of a foreign decoder that costs nothing: what it gives stands in the source as it is.
pub(super) struct Guarded<'r>(pub &'r mut dyn Read);

impl Read for Guarded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        guarded(|| self.0.read(buffer)).unwrap_or_else(|| Err(io::Error::other("cannot be unpacked")))
    }
}
