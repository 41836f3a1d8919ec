//! Transfer encodings (RFC 2045, section 6), read leniently: what fits no encoding is left out or left as it stands, and a letter that
//! breaks off gives what came before.

/// The bytes of a part without its transfer encoding.
pub(super) fn decoded(bytes: &[u8], encoding: &str) -> Vec<u8> {
    match encoding {
        "base64" => base64(bytes),
        "quoted-printable" => quoted_printable(bytes),
        _ => bytes.to_vec(),
    }
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            // Padding ends a run; another may follow where encoded pieces were put together.
            b'=' => {
                (bits, held) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = (bits << 6 | u32::from(value)) & 0xff_ffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
        }
    }
    out
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let hex = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let end = line.len() - line.iter().rev().take_while(|b| b"\r\n".contains(b)).count();
        let (content, line_end) = line.split_at(end);
        // White space at the end of a line came on the way.
        let content = content.trim_ascii_end();
        let (content, soft) = content.strip_suffix(b"=").map_or((content, false), |content| (content, true));
        let mut at = 0;
        while let Some(&byte) = content.get(at) {
            let pair =
                (content.get(at + 1).copied().and_then(hex), content.get(at + 2).copied().and_then(hex));
            match (byte, pair) {
                (b'=', (Some(high), Some(low))) => {
                    out.push(high << 4 | low);
                    at += 3;
                }
                _ => {
                    out.push(byte);
                    at += 1;
                }
            }
        }
        if !soft {
            out.extend_from_slice(line_end);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_undone_and_faults_forgiven() {
        for (encoding, bytes, want) in [
            ("base64", "U2l4IHBlb3BsZQ==", "Six people"),
            ("base64", "U2l4\r\nIHBl\r\nb3Bs", "Six peopl"),
            ("base64", "U2l4 *IHBl!b3BsZQ", "Six people"),
            ("base64", "U2l4\nIA==\nZm91cg==", "Six four"),
            ("quoted-printable", "Six=20people=\r\n died.\r\n", "Six people died.\r\n"),
            ("quoted-printable", "caf=C3=A9 = 6 =x", "café = 6 =x"),
            ("quoted-printable", "Six   \r\nfour=", "Six\r\nfour"),
            ("8bit", "Six=20", "Six=20"),
            ("base64", "", ""),
        ] {
            assert_eq!(String::from_utf8(decoded(bytes.as_bytes(), encoding)).unwrap(), want, "{bytes}");
        }
    }
}
