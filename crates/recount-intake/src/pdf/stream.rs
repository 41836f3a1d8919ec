//! The bytes of a stream, unpacked within a bound: a file of some kilobytes can hold gigabytes, and the library unpacks whole.
//! Streams that are packed once (nearly all) are unpacked here, up to the bound; the rest is left to the library where it cannot
//! grow past it.

use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::{Dict, Stream};
use std::io::Read;

/// What one packed byte can become at most, a kind of packing each.
const FLATE_GROWTH: usize = 1_032;
const LZW_GROWTH: usize = 1_400;
const RUN_LENGTH_GROWTH: usize = 64;

/// The stream's bytes; none when they are a picture, broken from the first byte on, or more than `limit_bytes`. What it took is
/// added to `work`, in bytes that were passed or made, whether it gives anything or not.
pub(super) fn decoded(stream: &Stream<'_>, limit_bytes: usize, work: &mut u64) -> Option<Vec<u8>> {
    let filters = stream.filters();
    let raw = stream.raw_data();
    pay(work, stream.dict().data().len() + raw.len());
    let plain = |filter: &Filter| *filter == Filter::Crypt;
    match filters.iter().filter(|filter| !plain(filter)).collect::<Vec<_>>()[..] {
        [] => (raw.len() <= limit_bytes).then(|| raw.into_owned()),
        [Filter::FlateDecode] if !has_predictor(stream.dict()) => inflated(&raw, limit_bytes, work),
        _ => {
            let growth: usize = filters.iter().map(growth_of).fold(1, usize::saturating_mul);
            // What may grow too much is looked at before: Flate behind a text encoding is the one such chain in use.
            if raw.len().saturating_mul(growth) > 16 * limit_bytes {
                return None;
            }
            let Some(data) = stream.decoded_data().ok() else {
                // How far it came cannot be seen.
                pay(work, if filters.iter().any(is_picture) { 0 } else { raw.len().saturating_mul(growth) });
                return None;
            };
            // What grew before the last packing was undone cannot be seen either.
            let grew_before = filters.iter().rev().skip(1).any(|filter| growth_of(filter) > 1);
            pay(work, if grew_before { raw.len().saturating_mul(growth) } else { data.len() });
            (data.len() <= limit_bytes).then(|| data.into_owned())
        }
    }
}

fn pay(work: &mut u64, bytes: usize) {
    *work = work.saturating_add(bytes as u64);
}

fn growth_of(filter: &Filter) -> usize {
    match filter {
        Filter::FlateDecode => FLATE_GROWTH,
        Filter::LzwDecode => LZW_GROWTH,
        Filter::RunLengthDecode => RUN_LENGTH_GROWTH,
        _ => 1,
    }
}

/// Whether the library refuses it before it looks at the bytes.
fn is_picture(filter: &Filter) -> bool {
    matches!(filter, Filter::DctDecode | Filter::JpxDecode | Filter::Jbig2Decode | Filter::CcittFaxDecode)
}

fn has_predictor(dict: &Dict<'_>) -> bool {
    let parameters = dict.get::<Dict<'_>>("DecodeParms").or_else(|| dict.get::<Dict<'_>>("DP"));
    parameters.is_some_and(|parameters| parameters.get::<u32>("Predictor").unwrap_or(1) > 1)
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
    pay(work, with_head.len());
    (!with_head.is_empty() || whole).then_some(with_head).filter(|data| data.len() <= limit_bytes)
}
