//! The rows of a table of objects: what its dictionary says of them, and which streams they say to hold objects.

use super::{has_name, names, number_of};
use std::collections::BTreeSet;

/// What a dictionary says of the columns of a table of objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Widths {
    None,
    Three([usize; 3]),
    /// Lists of which it cannot be told which one holds.
    Several,
}

/// The widths of the columns of a table of objects. Of several lists none is read: each could reach to the end of the dictionary.
pub(super) fn widths(dict: &[u8]) -> Widths {
    let mut lists = names(dict, b"W").filter_map(|value| value.trim_ascii_start().strip_prefix(b"["));
    let Some(list) = lists.next() else { return Widths::None };
    if lists.next().is_some() {
        return Widths::Several;
    }
    let list = &list[..memchr::memchr(b']', list).unwrap_or(0)];
    let mut numbers = list.split(|byte| !byte.is_ascii_digit()).filter(|number| !number.is_empty());
    let mut next = || std::str::from_utf8(numbers.next()?).ok()?.parse::<u8>().ok().map(usize::from);
    let mut three = || Some([next()?, next()?, next()?]);
    three().map_or(Widths::None, Widths::Three)
}

/// Whether it is said once, and as programs say it, how the rows of a table are told.
pub(super) fn is_plainly_told(dict: &[u8]) -> bool {
    let once = |name: &[u8]| names(dict, name).count() <= 1;
    let told = |name: &[u8]| number_of(dict, name);
    let samples = ["Colors", "BitsPerComponent"].iter().any(|name| has_name(dict, name.as_bytes()));
    let kind = told(b"Predictor").unwrap_or(1);
    ["W", "Predictor", "Columns", "DecodeParms"].iter().all(|name| once(name.as_bytes()))
        && !samples
        && (kind == 1 || (10..=15).contains(&kind))
}

/// Undoes the differences of a PNG's rows, a byte a sample.
pub(super) fn without_differences(data: &[u8], columns: usize) -> Vec<u8> {
    // A row that is longer than all data is as long as they are.
    let columns = columns.clamp(1, data.len().clamp(1, 1 << 16));
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0u8; columns];
    for row in data.chunks(columns + 1) {
        let Some((kind, row)) = row.split_first() else { break };
        let mut current = vec![0u8; columns];
        for (at, byte) in row.iter().enumerate() {
            let left = at.checked_sub(1).map_or(0, |before| current[before]);
            let corner = at.checked_sub(1).map_or(0, |before| above[before]);
            let predicted = match kind {
                1 => left,
                2 => above[at],
                3 => ((u16::from(left) + u16::from(above[at])) / 2) as u8,
                4 => nearest(left, above[at], corner),
                _ => 0,
            };
            current[at] = byte.wrapping_add(predicted);
        }
        out.extend(&current[..row.len()]);
        above = current;
    }
    out
}

/// Paeth's choice among three neighbours (PNG, section 9.4).
fn nearest(left: u8, above: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(above) - i16::from(corner);
    let far = |byte: u8| (guess - i16::from(byte)).abs();
    if far(left) <= far(above) && far(left) <= far(corner) {
        left
    } else if far(above) <= far(corner) {
        above
    } else {
        corner
    }
}

/// The numbers of the streams that a table says to hold objects: second column of the rows of kind 2.
pub(super) fn holders_in(rows: &[u8], [kind, number, index]: [usize; 3]) -> BTreeSet<u64> {
    let value = |bytes: &[u8]| bytes.iter().fold(0u64, |value, byte| value << 8 | u64::from(*byte));
    let length = kind + number + index;
    if kind == 0 || length == 0 {
        return BTreeSet::new();
    }
    let rows = rows.chunks_exact(length).filter(|row| value(&row[..kind]) == 2);
    rows.map(|row| value(&row[kind..kind + number])).collect()
}
