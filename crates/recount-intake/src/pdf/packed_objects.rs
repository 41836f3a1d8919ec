//! Streams that hold objects, or tell where objects lie: the library unpacks these whole while it opens a file, so how much they unpack to must be known before.
//! [`guard`](super::guard) unpacks what lies open; here it is seen to that nothing else is unpacked so. Programs pack objects once, by Flate; a
//! file that packs them otherwise (in ASCII, by LZW, several times over) is refused. Where a file is encrypted only the length of what is packed can be
//! seen, and what it can grow to at most is counted. All of this takes time in step with the length of the file, whatever its streams are: what is
//! passed more than once is paid for.
//!
//! Which streams hold objects is told by the tables of objects that are streams themselves, which are never encrypted, and by their own entries.

mod laid;
mod rows;

use crate::Fault;
use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use laid::{Laid, streams};
use rows::{Widths, holders_in, is_plainly_told, widths, without_differences};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Read;

/// Bytes of a table of objects, and that all objects of an encrypted file may unpack to if they grow as far as Flate can.
const TABLE_LIMIT_BYTES: u64 = 64_000_000;
const ALL_LIMIT_BYTES: u64 = 1_500_000_000;
const FLATE_GROWTH: u64 = 1_032;
/// Times that all bytes of a file may be passed, and bytes that are free.
const PASSES: usize = 8;
const FREE_BYTES: usize = 10_000_000;

/// What may still be done: bytes of tables that are unpacked, and bytes of the file that are passed once more.
struct Budget {
    unpacked: u64,
    passed: usize,
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
/// [`Fault::Damaged`], [`Fault::ProtectedTooLarge`].
pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    let refused = |what: &str| Err(Fault::Damaged { what: what.to_string() });
    const WITHIN: &str = "its streams lie within each other";
    const UNSEEN: &str = "its objects are packed in a way that is not looked into";
    let passed = bytes.len().saturating_mul(PASSES).saturating_add(FREE_BYTES);
    let mut budget = Budget { unpacked: TABLE_LIMIT_BYTES, passed };
    let Some(streams) = streams(bytes, &mut budget) else { return refused(WITHIN) };
    let mut holders: BTreeSet<u64> = BTreeSet::new();
    for table in &streams {
        let dict = written_out(table.dict);
        if !has_name(&dict, b"W") {
            continue;
        }
        let widths = widths(&dict);
        if packing(&dict) == Packing::Other {
            // A picture can have a `W` too; one that states no widths of columns is no table.
            if widths != Widths::None || has_name(&dict, b"XRef") {
                return refused(UNSEEN);
            }
            continue;
        }
        let widths = match widths {
            Widths::None => continue,
            Widths::Three(widths) if is_plainly_told(&dict) => widths,
            _ => return refused(UNSEEN),
        };
        let rows = unpacked(table, &dict, &mut budget);
        if budget.passed == 0 {
            return refused(WITHIN);
        }
        let Some(rows) = rows else { return refused(UNSEEN) };
        holders.extend(holders_in(&rows, widths));
    }
    let encrypted = has_name(&written_out(bytes), b"Encrypt");
    let mut grown = 0u64;
    for stream in &streams {
        let dict = written_out(stream.dict);
        // The number can stand behind comments, where it is not looked for.
        let listed = stream.number.map_or(!holders.is_empty(), |number| holders.contains(&number));
        if !listed && !has_name(&dict, b"ObjStm") {
            continue;
        }
        match packing(&dict) {
            Packing::Other => return refused(UNSEEN),
            Packing::Flate if encrypted => {
                grown = grown.saturating_add(FLATE_GROWTH.saturating_mul(length(stream, &dict)));
                if grown > ALL_LIMIT_BYTES {
                    return Err(Fault::ProtectedTooLarge);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Bytes with the signs that names have as `#41` written out.
fn written_out(bytes: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'#', bytes).is_none() {
        return Cow::Borrowed(bytes);
    }
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
    Cow::Owned(out)
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

/// The bytes of a table, which lies open; none when it is larger than all tables may be.
fn unpacked(table: &Laid<'_>, dict: &[u8], budget: &mut Budget) -> Option<Vec<u8>> {
    let bound = budget.unpacked + 1;
    let mut data = Vec::new();
    if packing(dict) == Packing::Plain {
        data.extend(table.data.iter().take(length(table, dict).min(bound) as usize));
    } else {
        // Of broken data what could be unpacked before the break. Packed bytes cost also where they give nothing.
        let mut unpacking = ZlibDecoder::new(table.data).take(bound);
        let whole = unpacking.read_to_end(&mut data).is_ok();
        budget.pass(unpacking.into_inner().total_in());
        if !whole && data.is_empty() {
            let mut unpacking = DeflateDecoder::new(table.data).take(bound);
            let _ = unpacking.read_to_end(&mut data);
            budget.pass(unpacking.into_inner().total_in());
        }
    }
    budget.unpacked = budget.unpacked.checked_sub(data.len() as u64)?;
    // Rows may be told by what differs from the row above (a PNG's rows, each behind a byte that says how).
    Some(match number_of(dict, b"Columns") {
        columns if number_of(dict, b"Predictor").is_some_and(|kind| kind >= 10) => {
            without_differences(&data, columns.unwrap_or(1) as usize)
        }
        _ => data,
    })
}

impl Budget {
    fn pass(&mut self, bytes: u64) {
        self.passed = self.passed.saturating_sub(usize::try_from(bytes).unwrap_or(usize::MAX));
    }
}

fn number_of(dict: &[u8], name: &[u8]) -> Option<u64> {
    let value = names(dict, name).next()?.trim_ascii_start();
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&value[..digits]).ok()?.parse().ok()
}

/// Bytes of a stream at most: as many as it says itself, or up to its end; all that follow, if another object says how many.
fn length(stream: &Laid<'_>, dict: &[u8]) -> u64 {
    let all = stream.data.len() as u64;
    let said = names(dict, b"Length").map(|value| {
        let value = value.trim_ascii_start();
        let digits = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let refers = value[digits..].trim_ascii_start().first().is_some_and(u8::is_ascii_digit);
        let number = std::str::from_utf8(&value[..digits]).ok().and_then(|digits| digits.parse().ok());
        number.filter(|_| !refers).unwrap_or(all)
    });
    said.max().unwrap_or(0).max(stream.end as u64).min(all)
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
            ("/Type/ObjStm/N 1/Filter[/ASCIIHexDecode/FlateDecode]/X(obj)", unseen),
            ("/Type/ObjStm/N 1/Filter[/ASCIIHexDecode/FlateDecode]/X(8 0 obj<<)", unseen),
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
        let commented = [&b"300 % comment\n"[..], &holder[b"300 ".len()..]].concat();
        assert!(told(&[table(&row, ""), commented].concat()).contains("not looked into"));
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
        let large = "is protected, and too large to be looked into";
        assert_eq!(told(&objects(160, 10_000)), large);
        // Pictures and pages are unpacked by nobody before they are looked at.
        let pictures = object(5, "/Filter/FlateDecode", &vec![b'x'; 3_000_000]);
        assert_eq!(told(&[pictures, b"trailer<</Encryp#74 4 0 R>>".to_vec()].concat()), "");
        let longer = object(5, "/Type/ObjStm/Length 3000000/Filter/FlateDecode", b"x endstream");
        assert_eq!(told(&[longer, vec![b'x'; 3_000_000], b"/Encrypt".to_vec()].concat()), large);
    }

    #[test]
    fn many_streams_cost_no_more_than_their_file() {
        let within = "is damaged: its streams lie within each other";
        let unseen = "is damaged: its objects are packed in a way that is not looked into";
        assert_eq!(told(&[&b"1 0 obj<<"[..], &b">>stream ".repeat(100_000)].concat()), within);
        assert_eq!(told(&object(5, "/Type/X", b"x").repeat(50_000)), "");
        // No stream ends, and each might reach to the end of the file.
        let open = b"1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n".repeat(300_000);
        assert_eq!(told(&open), within);
        assert_eq!(told(&[&b"9 0 obj<</Encrypt 1 0 R>>"[..], &open].concat()), within);
        // The number of the object is long, and its streams are many.
        let numbered =
            [&b"0".repeat(10_000_000)[..], b" 0 obj<<", &b">>stream endstream ".repeat(2_500)].concat();
        assert_eq!(told(&numbered), "");
        // Lists in a dictionary that do not end.
        let lists = [&b"1 0 obj<<"[..], &b"/W[".repeat(1_000_000), b">>stream\n"].concat();
        assert_eq!(told(&lists), unseen);
        // Rows that are wider than the table.
        let wide = "/W[1 1 1]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 65536>>";
        assert_eq!(told(&object(5, wide, &packed(b"2abc")).repeat(20_000)), "");
        // Tables, each within the one before it in a block that is stored, and behind them blocks that hold nothing.
        let head = b"1 0 obj<</W[1 1 1]/Filter/FlateDecode>>stream\n";
        let block = [&[0, head.len() as u8, 0, !(head.len() as u8), 0xff][..], head].concat();
        let blank = b"\x00\x00\x00\xff\xff".repeat(1_000_000);
        assert_eq!(told(&[head, &block.repeat(1_400)[..], &blank].concat()), within);
    }
}
