//! RTF cut into its tokens, by the Rich Text Format Specification 1.9.1: groups, control words with a number, control symbols, bytes of text.

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'b> {
    /// `{`
    Begin,
    /// `}`
    End,
    /// `\word` or `\word-12`; the number is held within 32 bits.
    Word(&'b str, Option<i32>),
    /// `\*` and the like.
    Symbol(u8),
    /// `\'e9`: a byte of text in the encoding of its font.
    Hex(u8),
    /// A byte of text.
    Byte(u8),
}

/// The tokens of a file.
pub(super) struct Tokens<'b> {
    bytes: &'b [u8],
    at: usize,
}

/// The longest control word; the specification has 32 letters.
const WORD_LIMIT: usize = 40;

impl<'b> Tokens<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Tokens { bytes, at: 0 }
    }

    /// Passes over what `\bin` announces.
    pub fn pass(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// After a backslash.
    fn control(&mut self) -> Option<Token<'b>> {
        let first = self.peek(0)?;
        if first == b'\'' {
            let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
            let (high, low) = (digit(self.peek(1)), digit(self.peek(2)));
            self.pass(1);
            return Some(match (high, low) {
                (Some(high), Some(low)) => {
                    self.pass(2);
                    Token::Hex((high * 16 + low) as u8)
                }
                _ => Token::Symbol(first),
            });
        }
        if !first.is_ascii_alphabetic() {
            self.pass(1);
            return Some(Token::Symbol(first));
        }
        let start = self.at;
        while self.at - start < WORD_LIMIT && self.peek(0).is_some_and(|b| b.is_ascii_alphabetic()) {
            self.at += 1;
        }
        let word = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        let negative = self.peek(0) == Some(b'-') && self.peek(1).is_some_and(|b| b.is_ascii_digit());
        self.at += usize::from(negative);
        let mut number: Option<i32> = None;
        while let Some(digit) = self.peek(0).filter(u8::is_ascii_digit) {
            let so_far = number.unwrap_or(0).saturating_mul(10);
            number = Some(so_far.saturating_add(i32::from(digit - b'0')));
            self.at += 1;
        }
        // One space ends a word and is no text.
        self.at += usize::from(self.peek(0) == Some(b' '));
        Some(Token::Word(word, number.map(|n| if negative { -n } else { n })))
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            let byte = self.peek(0)?;
            self.at += 1;
            return Some(match byte {
                b'{' => Token::Begin,
                b'}' => Token::End,
                b'\\' => return self.control(),
                // Line ends are the editor's, not the text's.
                b'\r' | b'\n' | 0 => continue,
                byte => Token::Byte(byte),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_words_have_numbers_and_end_with_a_space() {
        use Token::*;
        let got: Vec<Token> =
            Tokens::new(b"{\\b\\fs-24 a\\'e9\\~\\'zz\r\n}\\u-10179?\\x99999999999").collect();
        assert_eq!(
            got,
            [
                Begin,
                Word("b", None),
                Word("fs", Some(-24)),
                Byte(b'a'),
                Hex(0xe9),
                Symbol(b'~'),
                Symbol(b'\''),
                Byte(b'z'),
                Byte(b'z'),
                End,
                Word("u", Some(-10179)),
                Byte(b'?'),
                Word("x", Some(i32::MAX)),
            ]
        );
        assert_eq!(Tokens::new(b"\\").next(), None);
    }
}
