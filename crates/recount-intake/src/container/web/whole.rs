//! Records of a web archive handed out as they stand, head and content, for whoever packs them into another archive.

use super::super::WebRecord;
use super::super::meter::read_up_to;
use super::super::unpacking::{Done, Place, Unpacking};
use super::record::Record;
use super::{ANSWER_HEAD_BYTES, Titles, at_record};
use crate::Fault;
use std::io::{self, Read};

/// What ends a record.
const END: &[u8] = b"\r\n\r\n";

/// Hands out one record; one that is too large to be held is listed.
pub(super) fn take(
    all: &mut Unpacking,
    place: &Place,
    number: usize,
    record: Record,
    payload: &mut dyn Read,
    titles: &Titles,
) -> Done {
    let limit = all.limits.member_bytes + ANSWER_HEAD_BYTES;
    let (content, more) = read_up_to(payload, limit).map_err(|e| at_record(number, e))?;
    if more {
        let fault = Fault::TooLarge { size_bytes: record.length, limit_bytes: limit };
        all.pass_over_fault(format!("{}/{number}", place.path), &fault);
        return Ok(());
    }
    if (content.len() as u64) < record.length {
        return Err(at_record(number, io::ErrorKind::UnexpectedEof.into()));
    }
    let title = record.address.as_ref().and_then(|address| titles.0.get(address).cloned());
    let bytes = [&record.head, &content, END].concat();
    all.hand_out_record(place, number, WebRecord { inside: String::new(), date: record.date, title, bytes })
}
