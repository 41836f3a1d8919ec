//! Places in a text. Inside the program a [`Span`] counts bytes; at every border it counts Unicode code points, and
//! [`CodePoints`] is the one bridge between the two.

/// A half-open range `[start, end)` of bytes in a report's text. Both ends lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`; an `end` before `start` gives an empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end: end.max(start) }
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    pub fn is_empty(&self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(&self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn cover(&self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The words the span marks, or `""` when it does not fit the text.
    pub fn slice<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// Converts between byte offsets and code-point offsets of one text, in logarithmic time after one linear pass.
#[derive(Debug, Clone)]
pub struct CodePoints {
    /// Every character longer than one byte.
    long: Vec<LongChar>,
    bytes: usize,
}

#[derive(Debug, Clone, Copy)]
struct LongChar {
    byte: usize,
    point: usize,
    /// Bytes beyond one per character, up to and including this character.
    surplus: usize,
}

impl CodePoints {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let mut surplus = 0;
        let mut long = Vec::new();
        for (point, (byte, c)) in text.char_indices().enumerate() {
            if c.len_utf8() > 1 {
                surplus += c.len_utf8() - 1;
                long.push(LongChar { byte, point, surplus });
            }
        }
        CodePoints { long, bytes: text.len() }
    }

    /// Code points before byte `byte`; an offset inside a character counts that character.
    pub fn from_byte(&self, byte: usize) -> usize {
        let byte = byte.min(self.bytes);
        match self.long.partition_point(|c| c.byte < byte) {
            0 => byte,
            n => (byte - self.long[n - 1].surplus.min(byte)).max(self.long[n - 1].point + 1),
        }
    }

    /// The byte at which code point number `point` begins; past the end gives the text's length.
    pub fn to_byte(&self, point: usize) -> usize {
        match self.long.partition_point(|c| c.point < point) {
            0 => point,
            n => point + self.long[n - 1].surplus,
        }
        .min(self.bytes)
    }

    /// A byte span as a half-open range of code points.
    pub fn range(&self, span: Span) -> (usize, usize) {
        (self.from_byte(span.start), self.from_byte(span.end))
    }

    /// A half-open range of code points as a byte span.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.to_byte(start), self.to_byte(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_and_bytes_agree_with_char_indices(text in "\\PC{0,40}") {
            let index = CodePoints::new(&text);
            for (point, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.from_byte(byte), point);
                prop_assert_eq!(index.to_byte(point), byte);
            }
            prop_assert_eq!(index.from_byte(text.len()), text.chars().count());
            prop_assert_eq!(index.to_byte(text.chars().count()), text.len());
        }
    }
}
