//! Streams that hold objects, or tell where objects lie: the library unpacks these whole while it opens a file, so how much they unpack to must be known before.
//! [`guard`](super::guard) unpacks what lies open; here it is seen to that nothing else is unpacked so. Programs pack objects once, by Flate; a
//! file that packs them otherwise (in ASCII, by LZW, several times over) is refused. Where a file is encrypted only the length of what is packed can be
//! seen, and what it can grow to at most is counted.
//!
//! Which streams hold objects is told by the tables of objects that are streams themselves, which are never encrypted, and by their own entries.

use crate::Fault;
use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use std::collections::BTreeSet;
use std::io::Read;

/// Bytes of a table of objects, and that all objects of an encrypted file may unpack to if they grow as far as Flate can.
const TABLE_LIMIT_BYTES: u64 = 64_000_000;
const ALL_LIMIT_BYTES: u64 = 1_500_000_000;
const FLATE_GROWTH: u64 = 1_032;
/// Times that all bytes of a file may be passed, and bytes that are free.
const PASSES: usize = 8;
const FREE_BYTES: usize = 10_000_000;

/// A stream as it lies in the file.
struct Laid<'b> {
    /// The number of its object.
    number: Option<u64>,
    /// Its dictionary, names written out.
    dict: Vec<u8>,
    /// Its bytes and all that follow.
    data: &'b [u8],
}

/// How a stream is packed, as far as its dictionary says so without further objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Plain,
    Flate,
    Other,
}

/// Refuses files whose packed objects cannot be looked into, or can grow to more than is looked at.
///
/// # Errors
/// [`Fault::Damaged`].
pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    let refused = |what: &str| Err(Fault::Damaged { what: what.to_string() });
    let Some(streams) = streams(bytes) else { return refused("its streams lie within each other") };
    const UNSEEN: &str = "its objects are packed in a way that is not looked into";
    let mut holders: BTreeSet<u64> = BTreeSet::new();
    let mut left = TABLE_LIMIT_BYTES;
    for table in streams.iter().filter(|stream| has_name(&stream.dict, b"W")) {
        if packing(&table.dict) == Packing::Other {
            // A picture can have a `W` too; one that states no widths of columns is no table.
            if widths(&table.dict).is_some() || has_name(&table.dict, b"XRef") {
                return refused(UNSEEN);
            }
            continue;
        }
        let Some(widths) = widths(&table.dict) else { continue };
        if !is_plainly_told(&table.dict) {
            return refused(UNSEEN);
        }
        let Some(rows) = unpacked(table, &mut left) else { return refused(UNSEEN) };
        holders.extend(holders_in(&rows, widths));
    }
    let encrypted =
        has_name(bytes, b"Encrypt") || bytes.contains(&b'#') && has_name(&written_out(bytes), b"Encrypt");
    let mut grown = 0u64;
    for stream in &streams {
        let listed = stream.number.is_some_and(|number| holders.contains(&number));
        if !listed && !has_name(&stream.dict, b"ObjStm") {
            continue;
        }
        match packing(&stream.dict) {
            Packing::Other => return refused(UNSEEN),
            Packing::Flate if encrypted => {
                grown = grown.saturating_add(FLATE_GROWTH.saturating_mul(length(stream)));
            }
            _ => {}
        }
    }
    if grown > ALL_LIMIT_BYTES {
        return refused("it is encrypted, and its packed objects are too large to be opened unseen");
    }
    Ok(())
}

/// The streams of a file; none when dictionaries reach over each other again and again.
fn streams(bytes: &[u8]) -> Option<Vec<Laid<'_>>> {
    let mut left = bytes.len().saturating_mul(PASSES).saturating_add(FREE_BYTES);
    let mut streams = Vec::new();
    // Where the object that is open began.
    let mut begun = memchr::memmem::find_iter(bytes, b"obj").peekable();
    let mut object = None;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        while let Some(start) = begun.next_if(|start| *start < at) {
            if !bytes[..start].ends_with(b"end") {
                object = Some(start);
            }
        }
        // A dictionary ends before it, with nothing but white space or a comment between.
        let Some(start) = object else { continue };
        let dict = &bytes[start + b"obj".len()..at];
        left = left.checked_sub(dict.len())?;
        if bytes[..at].ends_with(b"end") || memchr::memmem::find(dict, b"<<").is_none() {
            continue;
        }
        let data = match &bytes[at + b"stream".len()..] {
            [b'\r', b'\n', rest @ ..] | [b'\n' | b'\r', rest @ ..] => rest,
            rest => rest,
        };
        streams.push(Laid { number: number_before(&bytes[..start]), dict: written_out(dict), data });
    }
    Some(streams)
}

/// The number of the object that begins with `12 0 obj`, of what stands before `obj`.
fn number_before(head: &[u8]) -> Option<u64> {
    let head = head.trim_ascii_end();
    let generation = head.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let head = head[..head.len() - generation].trim_ascii_end();
    let digits = head.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&head[head.len() - digits..]).ok()?.parse().ok()
}

/// Bytes with the signs that names have as `#41` written out.
fn written_out(bytes: &[u8]) -> Vec<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        out.push(*first);
        if *first != b'#' {
            continue;
        }
        if let [high, low, after @ ..] = rest
            && let (Some(high), Some(low)) = (digit(high), digit(low))
        {
            out.pop();
            out.push((16 * high + low) as u8);
            rest = after;
        }
    }
    out
}

/// Where the name stands, behind it.
fn names<'d>(dict: &'d [u8], name: &'d [u8]) -> impl Iterator<Item = &'d [u8]> {
    let ends = |rest: &[u8]| rest.first().is_none_or(|byte| !byte.is_ascii_alphanumeric());
    memchr::memmem::find_iter(dict, name)
        .filter(|at| at.checked_sub(1).is_some_and(|before| dict[before] == b'/'))
        .map(move |at| &dict[at + name.len()..])
        .filter(move |rest| ends(rest))
}

fn has_name(dict: &[u8], name: &[u8]) -> bool {
    names(dict, name).next().is_some()
}

fn packing(dict: &[u8]) -> Packing {
    let mut found = names(dict, b"Filter").chain(names(dict, b"F"));
    let Some(value) = found.next() else { return Packing::Plain };
    let value = value.trim_ascii_start();
    let (inner, in_list) = match value.strip_prefix(b"[") {
        Some(inner) => (inner.trim_ascii_start(), true),
        None => (value, false),
    };
    let rest = ["/FlateDecode", "/Fl"].iter().find_map(|name| {
        let rest = inner.strip_prefix(name.as_bytes())?;
        rest.first().is_none_or(|byte| !byte.is_ascii_alphanumeric()).then_some(rest)
    });
    match rest {
        _ if found.next().is_some() => Packing::Other,
        Some(rest) if !in_list || rest.trim_ascii_start().starts_with(b"]") => Packing::Flate,
        None if in_list && inner.starts_with(b"]") => Packing::Plain,
        _ => Packing::Other,
    }
}

/// The widths of the columns of a table of objects.
fn widths(dict: &[u8]) -> Option<[usize; 3]> {
    names(dict, b"W").find_map(|value| {
        let list = value.trim_ascii_start().strip_prefix(b"[")?;
        let list = &list[..memchr::memchr(b']', list)?];
        let mut numbers = list.split(|byte| !byte.is_ascii_digit()).filter(|number| !number.is_empty());
        let mut next = || std::str::from_utf8(numbers.next()?).ok()?.parse::<u8>().ok().map(usize::from);
        Some([next()?, next()?, next()?])
    })
}

/// Whether it is said once, and as programs say it, how the rows of a table are told.
fn is_plainly_told(dict: &[u8]) -> bool {
    let once = |name: &[u8]| names(dict, name).count() <= 1;
    let told = |name: &[u8]| number_of(dict, name);
    let samples = ["Colors", "BitsPerComponent"].iter().any(|name| has_name(dict, name.as_bytes()));
    let kind = told(b"Predictor").unwrap_or(1);
    ["W", "Predictor", "Columns", "DecodeParms"].iter().all(|name| once(name.as_bytes()))
        && !samples
        && (kind == 1 || (10..=15).contains(&kind))
}

/// The bytes of a table, which lies open; none when it is larger than all tables may be.
fn unpacked(table: &Laid<'_>, left: &mut u64) -> Option<Vec<u8>> {
    let bound = *left + 1;
    let mut data = Vec::new();
    if packing(&table.dict) == Packing::Plain {
        data.extend(table.data.iter().take(length(table).min(bound) as usize));
    } else {
        // Of broken data what could be unpacked before the break.
        let whole = ZlibDecoder::new(table.data).take(bound).read_to_end(&mut data).is_ok();
        if !whole && data.is_empty() {
            let _ = DeflateDecoder::new(table.data).take(bound).read_to_end(&mut data);
        }
    }
    *left = left.checked_sub(data.len() as u64)?;
    // Rows may be told by what differs from the row above (a PNG's rows, each behind a byte that says how).
    Some(match number_of(&table.dict, b"Columns") {
        columns if number_of(&table.dict, b"Predictor").is_some_and(|kind| kind >= 10) => {
            without_differences(&data, columns.unwrap_or(1) as usize)
        }
        _ => data,
    })
}

/// Undoes the differences of a PNG's rows, a byte a sample.
fn without_differences(data: &[u8], columns: usize) -> Vec<u8> {
    let columns = columns.clamp(1, 1 << 16);
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
fn holders_in(rows: &[u8], [kind, number, index]: [usize; 3]) -> BTreeSet<u64> {
    let value = |bytes: &[u8]| bytes.iter().fold(0u64, |value, byte| value << 8 | u64::from(*byte));
    let length = kind + number + index;
    if kind == 0 || length == 0 {
        return BTreeSet::new();
    }
    let rows = rows.chunks_exact(length).filter(|row| value(&row[..kind]) == 2);
    rows.map(|row| value(&row[kind..kind + number])).collect()
}

fn number_of(dict: &[u8], name: &[u8]) -> Option<u64> {
    let value = names(dict, name).next()?.trim_ascii_start();
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&value[..digits]).ok()?.parse().ok()
}

/// Bytes of a stream at most: as many as it says itself, or up to its end; all that follow, if another object says how many.
fn length(stream: &Laid<'_>) -> u64 {
    let all = stream.data.len() as u64;
    let end = memchr::memmem::find(stream.data, b"endstream").map_or(all, |end| end as u64);
    let said = names(&stream.dict, b"Length").map(|value| {
        let value = value.trim_ascii_start();
        let digits = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let refers = value[digits..].trim_ascii_start().first().is_some_and(u8::is_ascii_digit);
        let number = std::str::from_utf8(&value[..digits]).ok().and_then(|digits| digits.parse().ok());
        number.filter(|_| !refers).unwrap_or(all)
    });
    said.max().unwrap_or(end).max(end).min(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> String {
        check(bytes).err().map(|fault| fault.to_string()).unwrap_or_default()
    }

    fn packed(data: &[u8]) -> Vec<u8> {
        let mut packed = Vec::new();
        let mut packing = flate2::read::ZlibEncoder::new(data, flate2::Compression::fast());
        packing.read_to_end(&mut packed).unwrap();
        packed
    }

    fn object(number: usize, entries: &str, data: &[u8]) -> Vec<u8> {
        let head = format!("{number} 0 obj\n<<{entries}/Length {}>>\nstream\n", data.len());
        [head.as_bytes(), data, b"\nendstream\nendobj\n"].concat()
    }

    #[test]
    fn objects_are_packed_once_by_flate_or_not_at_all() {
        let unseen = "is damaged: its objects are packed in a way that is not looked into";
        for (entries, want) in [
            ("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", ""),
            ("/Type/ObjStm/N 1/First 4/Filter[ /FlateDecode ]", ""),
            ("/Type/ObjStm/N 1/First 4", ""),
            ("/Type/ObjStm/N 1/First 4/Filter/LZWDecode", unseen),
            ("/Type/ObjStm/N 1/First 4/Filter[/ASCIIHexDecode/FlateDecode]", unseen),
            ("/Type/ObjStm/N 1/First 4/Filter 9 0 R", unseen),
            ("/Type/Obj#53tm/N 1/First 4/F#69lter[/A85/Fl]", unseen),
            ("/Type/XRef/W[1 2 1]/Filter/LZWDecode", unseen),
            ("/Type/XRef/W[1 2 1]/W[2 2 1]", unseen),
            ("/Type/XRef/W[1 2 1]/DecodeParms<</Predictor 12/Columns 1/Colors 4>>", unseen),
            ("/Type/XRef/W[1 2 1]/DecodeParms<</Predictor 12/Columns 4>>", ""),
            ("/Type/XObject/Filter[/ASCII85Decode/FlateDecode]", ""),
        ] {
            assert_eq!(told(&object(7, entries, b"1 0 2")), want, "{entries}");
        }
    }

    #[test]
    fn streams_that_a_table_names_hold_objects_though_they_do_not_say_so() {
        let table = |data: &[u8], more: &str| object(9, &format!("/Type/XRef/W[1 2 1]{more}"), data);
        let holder = object(300, "/Filter[/ASCIIHexDecode/FlateDecode]", b"00");
        let seen = |table: Vec<u8>| told(&[table, holder.clone()].concat());
        let row = [2u8, 1, 44, 0];
        assert!(seen(table(&row, "")).contains("not looked into"));
        assert!(seen(table(&packed(&row), "/Filter/FlateDecode")).contains("not looked into"));
        let differences = packed(&[2, 2, 1, 44, 0]);
        let of_rows = "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>";
        assert!(seen(table(&differences, of_rows)).contains("not looked into"));
        assert_eq!(seen(table(&[1, 1, 44, 0], "")), "");
        assert_eq!(seen(table(&[2, 1, 45, 0], "")), "");
    }

    #[test]
    fn what_is_encrypted_is_taken_at_its_largest() {
        let objects = |count: usize, size: usize| {
            let one = object(5, "/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &vec![b'x'; size]);
            [one.repeat(count), b"trailer<</Encrypt 4 0 R>>".to_vec()].concat()
        };
        assert_eq!(told(&objects(100, 10_000)), "");
        let large = "is damaged: it is encrypted, and its packed objects are too large to be opened unseen";
        assert_eq!(told(&objects(160, 10_000)), large);
        // Pictures and pages are unpacked by nobody before they are looked at.
        let pictures = object(5, "/Filter/FlateDecode", &vec![b'x'; 3_000_000]);
        assert_eq!(told(&[pictures, b"trailer<</Encryp#74 4 0 R>>".to_vec()].concat()), "");
        let longer = object(5, "/Type/ObjStm/Length 3000000/Filter/FlateDecode", b"x endstream");
        assert_eq!(told(&[longer, vec![b'x'; 3_000_000], b"/Encrypt".to_vec()].concat()), large);
    }

    #[test]
    fn many_streams_cost_no_more_than_their_file() {
        let within = [&b"1 0 obj<<"[..], &b">>stream ".repeat(100_000)].concat();
        assert_eq!(told(&within), "is damaged: its streams lie within each other");
        assert_eq!(told(&object(5, "/Type/X", b"x").repeat(50_000)), "");
    }
}
