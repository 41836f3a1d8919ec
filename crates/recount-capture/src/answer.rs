//! Where an answer ends (RFC 9112, section 6): by its length, its last chunk, or the end of the connection. Nothing is undone here; the
//! bytes are kept as they came.

/// Fields of an answer that are looked at.
const FIELDS: usize = 300;

/// The head of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub status: u16,
    /// Bytes of the head with the empty line that ends it.
    pub length: usize,
    pub location: Option<String>,
    pub body: Body,
}

/// How the body's end shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    Length(u64),
    Chunks,
    UntilClosed,
}

/// Reads a head; `None` when it is not all there yet.
pub(crate) fn head(bytes: &[u8]) -> Result<Option<Head>, String> {
    let mut fields = [httparse::EMPTY_HEADER; FIELDS];
    let mut parsed = httparse::Response::new(&mut fields);
    let length = match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(error) => return Err(format!("it does not follow HTTP ({error})")),
    };
    let field = |name: &str| {
        let found = parsed.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name));
        found.map(|field| String::from_utf8_lossy(field.value).trim().to_string())
    };
    let status = parsed.code.unwrap_or_default();
    let chunked =
        field("transfer-encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
    let body = if status / 100 == 1 || status == 204 || status == 304 {
        Body::Length(0)
    } else if chunked {
        Body::Chunks
    } else {
        field("content-length").and_then(|length| length.parse().ok()).map_or(Body::UntilClosed, Body::Length)
    };
    Ok(Some(Head { status, length, location: field("location"), body }))
}

/// Looks for the last chunk as bytes come in.
#[derive(Debug, Default)]
pub(crate) struct Chunks {
    /// Bytes looked at.
    at: usize,
    /// In the fields behind the last chunk.
    trailer: bool,
}

impl Chunks {
    /// Where the body ends in `body`, all of it that came so far; `None` when its end has not come.
    pub(crate) fn end(&mut self, body: &[u8]) -> Result<Option<usize>, String> {
        loop {
            let rest = body.get(self.at..).unwrap_or_default();
            let Some(line_end) = rest.iter().position(|byte| *byte == b'\n') else {
                return if rest.len() > 10_000 {
                    Err("its chunks do not follow HTTP".to_string())
                } else {
                    Ok(None)
                };
            };
            let line = rest[..line_end].trim_ascii_end();
            if self.trailer {
                self.at += line_end + 1;
                if line.is_empty() {
                    return Ok(Some(self.at));
                }
                continue;
            }
            let size = line.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
            let size = std::str::from_utf8(size).ok().and_then(|size| u32::from_str_radix(size, 16).ok());
            let Some(size) = size else { return Err("its chunks do not follow HTTP".to_string()) };
            let size = size as usize;
            if size == 0 {
                self.trailer = true;
                self.at += line_end + 1;
                continue;
            }
            // The chunk with the line end behind it.
            if rest.len() < line_end + 1 + size + 2 {
                return Ok(None);
            }
            self.at += line_end + 1 + size + 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_an_answer_shows() {
        for (text, want) in [
            ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", Body::Length(5)),
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                Body::Chunks,
            ),
            ("HTTP/1.0 200 OK\r\n\r\n", Body::UntilClosed),
            ("HTTP/1.1 204 No\r\n\r\n", Body::Length(0)),
        ] {
            assert_eq!(head(text.as_bytes()).unwrap().unwrap().body, want);
            assert_eq!(head(&text.as_bytes()[..10]), Ok(None));
        }
        assert!(head(b"<html>").is_err());
        let body = b"4\r\nSix \r\n5;a=b\r\ndied.\r\n0\r\nX: y\r\n\r\n";
        for cut in 0..body.len() {
            assert_eq!(Chunks::default().end(&body[..cut]), Ok(None), "{cut}");
        }
        assert_eq!(Chunks::default().end(body), Ok(Some(body.len())));
        assert!(Chunks::default().end(b"xyz\r\n").is_err());
    }
}
