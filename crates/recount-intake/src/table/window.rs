//! The part of a stream that is being cut into rows: whole blocks are appended as they come, what was taken is dropped.

use super::TableProgress;
use super::delimiter::LONGEST_ROW_BYTES;
use super::gather::Gathering;
use super::open::Blocks;
use memchr::memchr;
use std::io;

/// Rows that a table can have, since they are numbered by 32 bits; less what one block can hold.
const MOST_ROWS: usize = u32::MAX as usize - 4 * LONGEST_ROW_BYTES;

/// Bytes of the stream that are here and not yet taken.
pub(super) struct Window<'a> {
    blocks: &'a mut Blocks,
    held: Vec<u8>,
    start: usize,
    at_end: bool,
    on_progress: &'a dyn Fn(TableProgress),
}

impl<'a> Window<'a> {
    pub(super) fn new(blocks: &'a mut Blocks, on_progress: &'a dyn Fn(TableProgress)) -> Window<'a> {
        Window { blocks, held: Vec::new(), start: 0, at_end: false, on_progress }
    }

    /// What is here.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.held[self.start..]
    }

    /// Whether nothing follows what is here.
    pub(super) fn at_end(&self) -> bool {
        self.at_end
    }

    /// Takes the first `bytes`.
    pub(super) fn take(&mut self, bytes: usize) {
        self.start += bytes;
    }

    /// Waits for more.
    pub(super) fn more(&mut self) -> io::Result<()> {
        self.held.drain(..self.start);
        self.start = 0;
        self.at_end = !self.blocks.append(&mut self.held)?;
        (self.on_progress)(self.blocks.progress());
        Ok(())
    }

    /// Passes over the rest of a line, however long it is.
    pub(super) fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let found = memchr(b'\n', self.bytes());
            self.take(found.map_or(self.bytes().len(), |end| end + 1));
            if found.is_some() || self.at_end {
                return Ok(());
            }
            self.more()?;
        }
    }

    /// Passes over lines of white space only; how many.
    pub(super) fn skip_blank_lines(&mut self) -> io::Result<u64> {
        let mut lines = 0;
        loop {
            let end = memchr(b'\n', self.bytes());
            let line = &self.bytes()[..end.unwrap_or(self.bytes().len())];
            if !line.trim_ascii().is_empty() {
                return Ok(lines);
            }
            match end {
                Some(end) => {
                    self.take(end + 1);
                    lines += 1;
                }
                None if self.at_end => return Ok(lines),
                None => self.more()?,
            }
        }
    }
}

/// Whether the table can take the rows of another block.
pub(super) fn has_room(gathering: &Gathering) -> io::Result<()> {
    if gathering.table.len() < MOST_ROWS {
        return Ok(());
    }
    Err(io::Error::other("a table of more than four thousand million rows is not read"))
}
