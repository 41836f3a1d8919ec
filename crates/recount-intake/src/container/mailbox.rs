//! Mailboxes (mbox, RFC 4155): letters one after the other, each behind a line `From sender date`. A letter's bytes are those between
//! two such lines, exactly as they stand, marks of quoting included (`>From`), without the empty line that parts it from the next.

use super::Origin;
use super::kind::opens_letter_of_mailbox;
use super::unpacking::{Done, Member, Place, ReadSeek, Unpacking};
use crate::Fault;
use crate::format::LETTER_LIMIT_BYTES;
use std::io::{self, BufRead, BufReader, Read};

/// Bytes of a line taken at once.
const LINE_BYTES: u64 = 64 * 1024;

pub(super) fn unpack(all: &mut Unpacking, place: &Place, source: &mut dyn ReadSeek) -> Done {
    let mut reader = BufReader::with_capacity(LINE_BYTES as usize, source);
    let limit = LETTER_LIMIT_BYTES.min(all.limits.held_bytes);
    let mut letter = Letter::default();
    let (mut line, mut at_start, mut after_blank) = (Vec::new(), true, true);
    let mut broken = None;
    loop {
        line.clear();
        match read_line(&mut reader, &mut line) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => {
                broken = Some(error);
                break;
            }
        }
        if at_start && after_blank && opens_letter_of_mailbox(&line) {
            letter.close(all, place, limit)?;
            letter.open = true;
        } else {
            letter.add(&line, limit);
        }
        after_blank = at_start && matches!(line[..], [b'\n'] | [b'\r', b'\n']);
        at_start = line.ends_with(b"\n");
    }
    letter.close(all, place, limit)?;
    broken.map_or(Ok(()), |error| Err(error.into()))
}

fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    reader.take(LINE_BYTES).read_until(b'\n', line)
}

/// The letter that is being gathered.
#[derive(Default)]
struct Letter {
    bytes: Vec<u8>,
    /// Letters before it.
    number: usize,
    open: bool,
    too_large: bool,
}

impl Letter {
    fn add(&mut self, line: &[u8], limit: u64) {
        // What stands before the first letter is no letter, unless it has fields as one.
        self.open |= !line.trim_ascii().is_empty();
        if self.bytes.len() as u64 + line.len() as u64 > limit {
            self.too_large = true;
        } else if self.open {
            self.bytes.extend_from_slice(line);
        }
    }

    fn close(&mut self, all: &mut Unpacking, place: &Place, limit: u64) -> Done {
        if !std::mem::take(&mut self.open) {
            return Ok(());
        }
        self.number += 1;
        let name = format!("{}.eml", self.number);
        let mut bytes = std::mem::take(&mut self.bytes);
        if std::mem::take(&mut self.too_large) {
            let fault = Fault::TooLarge { size_bytes: limit + 1, limit_bytes: limit };
            all.check_room(place)?;
            all.pass_over_fault(format!("{}/{name}", place.path), &fault);
            return Ok(());
        }
        if bytes.ends_with(b"\r\n\r\n") {
            bytes.truncate(bytes.len() - 2);
        } else if bytes.ends_with(b"\n\n") {
            bytes.truncate(bytes.len() - 1);
        }
        let mut reader = &bytes[..];
        all.letter(
            format!("{}/{name}", place.path),
            place,
            Member { name: &name, media: None, origin: Origin::default(), bytes: &mut reader },
        )
    }
}
