//! The packings of PDF that are no Flate, undone within a bound: text encodings (`ASCIIHex`, `ASCII85`), run lengths and LZW (ISO 32000-1, section 7.4). Of
//! broken data what stands before the break is given.

/// Two hexadecimal digits a byte, up to `>`.
pub(super) fn hexadecimal(data: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = data
        .iter()
        .take_while(|byte| **byte != b'>')
        .filter(|byte| !is_blank(**byte))
        .map_while(|byte| char::from(*byte).to_digit(16).map(|digit| digit as u8))
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

/// Five signs for four bytes, `z` for four zeros, up to `~>`.
pub(super) fn base_85(data: &[u8]) -> Vec<u8> {
    let data = data.trim_ascii_start();
    let data = data.strip_prefix(b"<~").unwrap_or(data);
    let mut out = Vec::with_capacity(data.len() / 5 * 4 + 4);
    let mut group: Vec<u8> = Vec::with_capacity(5);
    let value = |group: &[u8]| {
        let filled = group.iter().chain(std::iter::repeat(&84)).take(5);
        filled.fold(0u64, |value, sign| 85 * value + u64::from(*sign)) as u32
    };
    for byte in data.iter().take_while(|byte| **byte != b'~').filter(|byte| !is_blank(**byte)) {
        match byte {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => break,
        }
        if group.len() == 5 {
            out.extend(value(&group).to_be_bytes());
            group.clear();
        }
    }
    if group.len() > 1 {
        out.extend(&value(&group).to_be_bytes()[..group.len() - 1]);
    }
    out
}

fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0
}

/// Stretches of bytes and of one byte again and again; none when they are more than `limit_bytes`.
pub(super) fn run_lengths(data: &[u8], limit_bytes: usize) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut rest = data;
    while let [length, after @ ..] = rest {
        let count = usize::from(*length);
        rest = match (count, after) {
            (0..=127, _) => {
                let (stretch, after) = after.split_at((count + 1).min(after.len()));
                out.extend(stretch);
                after
            }
            (129.., [byte, after @ ..]) => {
                out.resize(out.len() + 257 - count, *byte);
                after
            }
            _ => break,
        };
        if out.len() > limit_bytes {
            return None;
        }
    }
    Some(out)
}

/// LZW: numbers of nine to twelve bits for stretches that were there before. `early` says that numbers grow by a bit one number early,
/// as they do unless a stream says otherwise. None when they stand for more than `limit_bytes`.
pub(super) fn lzw(data: &[u8], early: bool, limit_bytes: usize) -> Option<Vec<u8>> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    const MOST: usize = 4_096;
    // Where each stretch stands in the output, and its length; single bytes are not listed.
    let mut stretches: Vec<(usize, usize)> = Vec::with_capacity(MOST);
    let mut out: Vec<u8> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    let (mut bits, mut held, mut width) = (0u32, 0u32, 9u32);
    for byte in data {
        bits = bits << 8 | u32::from(*byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = (bits >> held) as usize & ((1 << width) - 1);
        bits &= (1 << held) - 1;
        if code == END {
            break;
        }
        if code == CLEAR {
            (width, last) = (9, None);
            stretches.clear();
            continue;
        }
        let begin = out.len();
        if let Some((at, length)) = last
            && stretches.len() < MOST - END - 1
        {
            // The stretch before, and the byte behind it, which is written next.
            stretches.push((at, length + 1));
        }
        match code.checked_sub(END + 1) {
            None => out.push(code as u8),
            Some(listed) => {
                let Some((at, length)) = stretches.get(listed).copied() else { break };
                // The newest stretch reaches into what is being written.
                for from in at..at + length {
                    out.push(out[from]);
                }
            }
        }
        last = Some((begin, out.len() - begin));
        let next = END + 1 + stretches.len() + usize::from(early) + 1;
        width = if next > 2_048 {
            12
        } else if next > 1_024 {
            11
        } else if next > 512 {
            10
        } else {
            9
        };
        if out.len() > limit_bytes {
            return None;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_encodings_are_undone() {
        assert_eq!(hexadecimal(b"48 65\n6C6c 6F7>zz"), b"Hellop");
        assert_eq!(base_85(b"<~87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(base_85(b"z87cUR\nDZ~>rest"), b"\0\0\0\0Hello");
        assert_eq!((hexadecimal(b"4x"), base_85(b"8")), (vec![0x40], Vec::new()));
    }

    #[test]
    fn run_lengths_are_undone_within_the_bound() {
        assert_eq!(run_lengths(b"\x02abc\xfex\x80more", 100).unwrap(), b"abcxxx");
        assert_eq!(run_lengths(b"\x05ab", 100).unwrap(), b"ab");
        assert_eq!(run_lengths(&b"\x81x".repeat(1_000), 100_000), None);
    }

    #[test]
    fn lzw_is_undone_within_the_bound() {
        // The example of ISO 32000-1, section 7.4.4.2.
        let packed = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        assert_eq!(lzw(&packed, true, 100).unwrap(), [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
        assert_eq!(lzw(&packed, true, 5), None);
        assert_eq!(lzw(b"\xff\xff\xff", true, 5).unwrap(), b"");
    }

    #[test]
    fn lzw_grows_its_numbers_as_its_writer_does() {
        // Written here: each number stands for one stretch more than was there.
        let text: Vec<u8> = (0..30_000u32).map(|n| (n * n / 7 % 251) as u8).collect();
        for early in [true, false] {
            let packed = packed(&text, early);
            assert!(lzw(&packed, early, 100_000).unwrap() == text, "{early}");
        }
    }

    fn packed(text: &[u8], early: bool) -> Vec<u8> {
        let mut known: std::collections::BTreeMap<Vec<u8>, usize> =
            (0..256).map(|b| (vec![b as u8], b)).collect();
        let (mut out, mut bits, mut held, mut width) = (Vec::new(), 0u64, 0u32, 9u32);
        let mut put = |code: usize, width: u32| {
            bits = bits << width | code as u64;
            held += width;
            while held >= 8 {
                held -= 8;
                out.push((bits >> held) as u8);
                bits &= (1 << held) - 1;
            }
        };
        put(256, width);
        let (mut next, mut run) = (258usize, Vec::new());
        for byte in text {
            run.push(*byte);
            if known.contains_key(&run) {
                continue;
            }
            put(known[&run[..run.len() - 1]], width);
            known.insert(std::mem::replace(&mut run, vec![*byte]), next);
            next += 1;
            while width < 12 && next + usize::from(early) > 1 << width {
                width += 1;
            }
            if next == 4_095 {
                put(256, width);
                known.retain(|stretch, _| stretch.len() == 1);
                (next, width) = (258, 9);
            }
        }
        put(known[&run], width);
        put(257, width);
        put(0, 16);
        out
    }
}
