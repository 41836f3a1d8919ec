//! Where the streams of a file lie, and which dictionaries they have: as the library reads them, and where it might.

use super::super::beginnings;
use super::Budget;

/// A stream as it lies in the file.
pub(super) struct Laid<'b> {
    /// The number of its object.
    pub number: Option<u64>,
    /// Its dictionary as it stands there.
    pub dict: &'b [u8],
    /// Its bytes and all that follow.
    pub data: &'b [u8],
    /// Where the first `endstream` stands in `data`; its length, if none does.
    pub end: usize,
}

/// The streams of a file; none when they, or their dictionaries, reach over each other again and again.
pub(super) fn streams<'b>(bytes: &'b [u8], budget: &mut Budget) -> Option<Vec<Laid<'b>>> {
    let mut places = Vec::new();
    let mut begun = memchr::memmem::find_iter(bytes, b"obj")
        .filter(|start| !bytes[..*start].ends_with(b"end"))
        .map(|start| (start + b"obj".len(), number_before(&bytes[..start])))
        .peekable();
    // Where a stream stands behind the object that begins, as the library reads it: `obj` can stand in a dictionary's strings too.
    let mut left = budget.passed;
    for (start, number) in begun.clone() {
        let behind = beginnings::behind(bytes, start, &mut left);
        let stream = behind.filter(|at| bytes[*at..].starts_with(b"stream"));
        places.extend(stream.map(|at| (at, start, number)));
    }
    if left == 0 {
        return None;
    }
    // And behind the last beginning, where a dictionary seems to end: the library reads some that are not sound.
    let mut object = None;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        while let Some(next) = begun.next_if(|(start, _)| *start <= at) {
            object = Some(next);
        }
        // Most places are words, such as `upstream` in a text, and cost nothing.
        places.extend(
            object.filter(|(start, _)| closes(&bytes[*start..at])).map(|(start, number)| (at, start, number)),
        );
    }
    places.sort_unstable();
    places.dedup();
    let mut ends = memchr::memmem::find_iter(bytes, b"endstream").peekable();
    let mut streams = Vec::new();
    for (at, start, number) in places {
        let dict = &bytes[start..at];
        budget.passed = budget.passed.checked_sub(dict.len())?;
        if memchr::memmem::find(dict, b"<<").is_none() {
            continue;
        }
        let data = match &bytes[at + b"stream".len()..] {
            [b'\r', b'\n', rest @ ..] | [b'\n' | b'\r', rest @ ..] => rest,
            rest => rest,
        };
        let from = bytes.len() - data.len();
        while ends.next_if(|end| *end < from).is_some() {}
        let end = ends.peek().map_or(data.len(), |end| end - from);
        // So far the library searches for the end, for each stream anew.
        budget.passed = budget.passed.checked_sub(end)?;
        streams.push(Laid { number, dict, data, end });
    }
    Some(streams)
}

/// Whether a dictionary can end here, with nothing but white space or comments behind it. Only the white space and the line before
/// are passed, in which no other stream can begin.
fn closes(head: &[u8]) -> bool {
    let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    let trimmed = |head: &[u8]| head.len() - head.iter().rev().take_while(|byte| blank(byte)).count();
    let line_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let end = trimmed(head);
    if head[..end].ends_with(b">>") {
        return true;
    }
    // A comment runs to the end of its line, and begins behind the dictionary or behind another comment.
    let line = head[..end].rsplit(line_end).next().unwrap_or_default();
    head[end..].iter().any(line_end)
        && memchr::memchr_iter(b'%', line).any(|at| {
            let before = &line[..trimmed(&line[..at])];
            before.is_empty() || before.ends_with(b">>")
        })
}

/// The number of the object that begins with `12 0 obj`, of what stands before `obj`.
fn number_before(head: &[u8]) -> Option<u64> {
    let head = head.trim_ascii_end();
    let generation = head.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let head = head[..head.len() - generation].trim_ascii_end();
    let digits = head.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&head[head.len() - digits..]).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::closes;

    #[test]
    fn streams_begin_behind_a_dictionary() {
        for (head, want) in [
            (&b"<</A 1>>"[..], true),
            (b"<</A 1>>\0 \r\n", true),
            (b"<</A 1>> % of a comment >> and\n", true),
            (b"<</A 1>>\n%one\n  % two\r", true),
            (b"<</A (% >>) /B 1>> % comment\n", true),
            (b"<</A 1>> % up", false),
            (b"<</A 1>> up", false),
            (b"<</A 1>> stream\nSix of 100% of the\n", false),
            (b"<</A 1>> stream ... end", false),
            (b"\n", false),
            (b"", false),
        ] {
            assert_eq!(closes(head), want, "{}", String::from_utf8_lossy(head));
        }
    }
}
