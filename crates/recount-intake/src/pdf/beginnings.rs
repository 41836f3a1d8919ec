//! What it would cost to search a broken file for its objects: the length of every object and dictionary that begins somewhere
//! in it. In files that programs write, each byte lies in two or three of them; in files made to hurt, in all.

/// Times that all bytes of a file may be passed, and bytes that are free.
const PASSES: usize = 8;
const FREE_BYTES: usize = 10_000_000;
/// Objects within objects.
const DEPTH_LIMIT: usize = 512;

/// Whether a search for objects stays in step with the length of the file.
pub(super) fn are_few(bytes: &[u8]) -> bool {
    let mut left = bytes.len().saturating_mul(PASSES).saturating_add(FREE_BYTES);
    let mut at = 0;
    while at < bytes.len() {
        let begins = bytes[at..].starts_with(b"<<");
        let object = bytes[at..].starts_with(b"obj");
        if begins || object {
            let from = if begins { at } else { at + 3 };
            let mut walk = Walk { bytes, at: from, left };
            let ends = walk.object(0).is_some();
            left = walk.left;
            if left == 0 {
                return false;
            }
            if begins && ends {
                at = walk.at.max(at + 1);
                continue;
            }
        }
        at += 1;
    }
    true
}

/// Where the word behind the object that begins at `start` begins, white space and comments passed; none when the object does not end.
/// What the walk passes is taken from `left`.
pub(super) fn behind(bytes: &[u8], start: usize, left: &mut usize) -> Option<usize> {
    let mut walk = Walk { bytes, at: start, left: *left };
    let end = walk.object(0).and_then(|()| walk.white_space());
    *left = walk.left;
    end.map(|()| walk.at)
}

/// A walk over one object.
struct Walk<'b> {
    bytes: &'b [u8],
    at: usize,
    left: usize,
}

impl Walk<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn step(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.left = self.left.checked_sub(1).filter(|left| *left > 0).or_else(|| {
            self.left = 0;
            None
        })?;
        self.at += 1;
        Some(byte)
    }

    fn white_space(&mut self) -> Option<()> {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => {
                    while self.peek().is_some_and(|byte| !matches!(byte, b'\n' | b'\r')) {
                        self.step()?;
                    }
                }
                b'\0' | b'\t' | b'\n' | 12 | b'\r' | b' ' => {
                    self.step()?;
                }
                _ => break,
            }
        }
        Some(())
    }

    /// Passes one object; none when it does not end, or is none.
    fn object(&mut self, depth: usize) -> Option<()> {
        self.white_space()?;
        match self.peek()? {
            b'(' => self.string(),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.step()?;
                self.step()?;
                self.items(depth, b">>")
            }
            b'<' => {
                self.step()?;
                loop {
                    match self.step()? {
                        b'>' => return Some(()),
                        byte if byte.is_ascii_hexdigit() || byte.is_ascii_whitespace() || byte == 0 => {}
                        _ => return None,
                    }
                }
            }
            b'[' => {
                self.step()?;
                self.items(depth, b"]")
            }
            b']' | b'>' | b')' | b'{' | b'}' => None,
            _ => {
                self.step()?;
                while self.peek().is_some_and(is_regular) {
                    self.step()?;
                }
                Some(())
            }
        }
    }

    fn items(&mut self, depth: usize, end: &[u8]) -> Option<()> {
        if depth >= DEPTH_LIMIT {
            return None;
        }
        loop {
            self.white_space()?;
            if self.bytes[self.at.min(self.bytes.len())..].starts_with(end) {
                for _ in end {
                    self.step()?;
                }
                return Some(());
            }
            self.object(depth + 1)?;
        }
    }

    fn string(&mut self) -> Option<()> {
        let mut depth = 0usize;
        loop {
            match self.step()? {
                b'\\' => {
                    self.step()?;
                }
                b'(' => depth += 1,
                b')' if depth <= 1 => return Some(()),
                b')' => depth -= 1,
                _ => {}
            }
        }
    }
}

fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        b'\0'
            | b'\t'
            | b'\n'
            | 12
            | b'\r'
            | b' '
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
    )
}

#[cfg(test)]
mod tests {
    use super::are_few;

    #[test]
    fn beginnings_without_ends_are_told() {
        for (bytes, want) in [
            (b"1 0 obj <</A [1 2 (a(b)c) <4142>] /B <</C /D>> >> endobj\n".repeat(1_000), true),
            (b"1 0 obj (\n".repeat(3_000), false),
            (b"1 0 obj <</A (\n".repeat(3_000), false),
            (b"<< ".repeat(40_000), false),
            (b"<<".repeat(100_000), false),
            (b"<</A <\n".repeat(3_000), true),
            (vec![0; 100_000], true),
            (Vec::new(), true),
        ] {
            assert_eq!(are_few(&bytes), want, "{:?}", &bytes[..bytes.len().min(20)]);
        }
    }
}
