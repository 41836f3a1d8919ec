//! The bytes of a stream, unpacked within a bound: a file of some kilobytes can hold gigabytes, and the library unpacks whole. So
//! every packing is undone here, one after the other, each within the bound; the library is asked only where bytes are told by
//! their differences from others, when it is known how many there are.

use super::filters::{base_85, hexadecimal, lzw, run_lengths};
use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Stream};
use std::io::Read;

/// Packings one within the other that are followed; programs use two.
const FILTER_LIMIT: usize = 6;

/// The stream's bytes; none when they are a picture, broken from the first byte on, or more than `limit_bytes`. What it took is
/// added to `work`, in bytes that were passed or made, whether it gives anything or not.
pub(super) fn decoded(stream: &Stream<'_>, limit_bytes: usize, work: &mut u64) -> Option<Vec<u8>> {
    let filters = stream.filters();
    let raw = stream.raw_data();
    pay(work, stream.dict().data().len() + raw.len());
    if filters.len() > FILTER_LIMIT || filters.iter().any(is_picture) {
        return None;
    }
    let parameters = parameters(stream.dict());
    let mut data = raw.into_owned();
    for (at, filter) in filters.iter().enumerate() {
        let early = || parameters.get(at).and_then(|of| of.get::<u32>("EarlyChange")) != Some(0);
        data = match filter {
            Filter::Crypt => data,
            Filter::AsciiHexDecode => hexadecimal(&data),
            Filter::Ascii85Decode => base_85(&data),
            Filter::RunLengthDecode => paid(run_lengths(&data, limit_bytes), limit_bytes, work)?,
            Filter::LzwDecode => paid(lzw(&data, early(), limit_bytes), limit_bytes, work)?,
            Filter::FlateDecode => inflated(&data, limit_bytes, work)?,
            _ => return None,
        };
        pay(work, data.len());
        let has_predictor = parameters.get(at).and_then(|of| of.get::<u32>("Predictor")).unwrap_or(1) > 1;
        if has_predictor && at + 1 < filters.len() {
            return None;
        }
        if has_predictor {
            data = stream.decoded_data().ok()?.into_owned();
            pay(work, data.len());
        }
    }
    (data.len() <= limit_bytes).then_some(data)
}

/// The parameters of each packing.
fn parameters<'s>(dict: &Dict<'s>) -> Vec<Dict<'s>> {
    ["DP", "DecodeParms"]
        .into_iter()
        .find_map(|key| {
            let one = dict.get::<Dict<'_>>(key).map(|one| vec![one]);
            let list = || {
                let list = dict.get::<Array<'_>>(key)?;
                let items = list.iter::<hayro_syntax::object::Object<'_>>().take(FILTER_LIMIT);
                Some(items.map(|item| item.into_dict().unwrap_or_default()).collect())
            };
            one.or_else(list)
        })
        .unwrap_or_default()
}

fn pay(work: &mut u64, bytes: usize) {
    *work = work.saturating_add(bytes as u64);
}

/// What was too much cost as much as the bound.
fn paid(data: Option<Vec<u8>>, limit_bytes: usize, work: &mut u64) -> Option<Vec<u8>> {
    if data.is_none() {
        pay(work, limit_bytes);
    }
    data
}

/// Whether it packs pictures.
fn is_picture(filter: &Filter) -> bool {
    matches!(filter, Filter::DctDecode | Filter::JpxDecode | Filter::Jbig2Decode | Filter::CcittFaxDecode)
}

/// Unpacks; of broken data what could be unpacked before the break.
fn inflated(packed: &[u8], limit_bytes: usize, work: &mut u64) -> Option<Vec<u8>> {
    let (mut with_head, mut without) = (Vec::new(), Vec::new());
    let bound = limit_bytes as u64 + 1;
    let whole = ZlibDecoder::new(packed).take(bound).read_to_end(&mut with_head).is_ok();
    if !whole && with_head.is_empty() {
        let _ = DeflateDecoder::new(packed).take(bound).read_to_end(&mut without);
        with_head = without;
    }
    if with_head.len() > limit_bytes {
        pay(work, with_head.len());
        return None;
    }
    (!with_head.is_empty() || whole).then_some(with_head)
}
