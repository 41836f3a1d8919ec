//! The words of a text as patterns see them: tokens cut at their hyphens, each with what it may be read as.

use super::lexicon::{Class, Symbol, TimeLexicon};
use super::number::{digits, number_words};
use crate::text::{Text, Token, TokenKind};
use recount_model::Span;
use std::ops::Range;

/// Longest run of pieces that one reading takes.
const LONGEST_READING: usize = 8;

/// A token, or a part of one between hyphens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'t> {
    pub token: usize,
    pub span: Span,
    /// As written.
    pub text: &'t str,
    /// Lower case, without the full stop of an abbreviation.
    pub lower: &'t str,
    pub kind: TokenKind,
    /// Whether a hyphen joins it to the piece before.
    pub joined: bool,
}

/// Something a run of pieces may be read as.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    pub symbol: Symbol,
    /// Pieces it takes.
    pub len: u8,
    /// Its value; what it means depends on the class.
    pub value: i64,
}

impl Reading {
    pub fn is(&self, class: Class) -> bool {
        self.symbol == class as Symbol
    }
}

/// The pieces of a text with their readings.
#[derive(Debug)]
pub(super) struct Pieces<'t> {
    pub all: Vec<Piece<'t>>,
    /// Where the readings of each piece begin in `read`; one more than there are pieces.
    starts: Vec<u32>,
    read: Vec<Reading>,
    /// First piece of each token; one more than there are tokens.
    of_token: Vec<usize>,
}

impl<'t> Pieces<'t> {
    pub fn of(text: &'t Text<'t>, lexicon: &TimeLexicon) -> Self {
        let mut all: Vec<Piece<'t>> = Vec::with_capacity(text.tokens.len());
        let mut of_token = Vec::with_capacity(text.tokens.len() + 1);
        for (index, token) in text.tokens.iter().enumerate() {
            of_token.push(all.len());
            cut(token, index, &mut all);
        }
        of_token.push(all.len());
        let mut out = Pieces { all, starts: Vec::new(), read: Vec::new(), of_token };
        let mut read = Vec::new();
        for at in 0..out.all.len() {
            out.starts.push(read.len() as u32);
            out.read_piece(at, lexicon, &mut read);
        }
        out.starts.push(read.len() as u32);
        out.read = read;
        out
    }

    /// What may be read from a piece on.
    pub fn readings(&self, at: usize) -> &[Reading] {
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&a), Some(&b)) => self.read.get(a as usize..b as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// The reading of a class or word that begins at a piece.
    pub fn reading(&self, at: usize, symbol: Symbol) -> Option<&Reading> {
        self.readings(at).iter().find(|r| r.symbol == symbol)
    }

    /// The pieces of a range of tokens.
    pub fn of_tokens(&self, tokens: &Range<usize>) -> Range<usize> {
        let at = |token: usize| self.of_token.get(token).copied().unwrap_or(self.all.len());
        at(tokens.start)..at(tokens.end)
    }

    /// The lower-case word at a piece, empty past the end.
    pub fn lower(&self, at: usize) -> &'t str {
        self.all.get(at).map_or("", |p| p.lower)
    }

    /// Whether a reading that ends right before a piece, and begins in the last few, is of a symbol.
    pub fn ends_with(&self, end: usize, floor: usize, symbol: Symbol) -> bool {
        (end.saturating_sub(LONGEST_READING).max(floor)..end)
            .any(|at| self.readings(at).iter().any(|r| r.symbol == symbol && at + usize::from(r.len) == end))
    }

    fn is_capital(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|p| p.text.chars().next().is_some_and(char::is_uppercase))
    }

    /// Whether a piece is a whole token, or only "mid", "early" and the like are joined to it.
    fn stands_alone(&self, at: usize, lexicon: &TimeLexicon) -> bool {
        let before = self.all[at].joined
            && at.checked_sub(1).is_none_or(|b| !lexicon.modifies_date.contains_key(self.all[b].lower));
        let after = self.all.get(at + 1).is_some_and(|p| p.joined);
        !before && !after
    }

    fn read_piece(&self, at: usize, lexicon: &TimeLexicon, out: &mut Vec<Reading>) {
        let piece = &self.all[at];
        let first = piece.lower.as_bytes().first().copied().unwrap_or(b' ');
        for entry in lexicon.entries(piece.lower) {
            let fits = entry.rest.iter().zip(at + 1..).all(|(w, k)| self.lower(k) == w);
            let named =
                [Class::Month, Class::Weekday, Class::Weekdays].iter().any(|c| entry.symbol == *c as Symbol);
            let proper =
                !named || ((!lexicon.capitalised || self.is_capital(at)) && self.stands_alone(at, lexicon));
            if fits && proper {
                out.push(Reading {
                    symbol: entry.symbol,
                    len: entry.rest.len() as u8 + 1,
                    value: entry.value,
                });
            }
        }
        if first.is_ascii_digit() {
            digits(self, at, lexicon, out);
        } else if first == b'\'' || first == b'`' {
            self.short_decade(at, lexicon, out);
        } else if piece.kind == TokenKind::Word {
            number_words(self, at, lexicon, out);
        }
    }

    /// "'80s".
    fn short_decade(&self, at: usize, lexicon: &TimeLexicon, out: &mut Vec<Reading>) {
        let next = self.lower(at + 1);
        let short = next.get(2..).filter(|rest| lexicon.decade_endings.contains(*rest));
        let tens = next.get(..2).filter(|_| short.is_some()).and_then(|d| d.parse::<i64>().ok());
        if let Some(tens) = tens.filter(|t| t % 10 == 0) {
            out.push(Reading { symbol: Class::Decade as Symbol, len: 2, value: 190 + tens / 10 });
        }
    }
}

/// Cuts a token at its hyphens, unless it is a date in digits.
fn cut<'t>(token: &'t Token<'_>, index: usize, out: &mut Vec<Piece<'t>>) {
    let text: &'t str = token.text;
    let lower = token.lower.as_str();
    let plain = |text: &'t str, lower: &'t str, start: usize, joined: bool| Piece {
        token: index,
        span: Span::new(start, start + text.len()),
        text,
        lower: if lower.len() > 1 { lower.trim_end_matches('.') } else { lower },
        kind: token.kind,
        joined,
    };
    let hyphens = |s: &str| s.matches(['-', '\u{2011}']).count();
    let whole = token.kind != TokenKind::Word
        || !text.contains(['-', '\u{2011}'])
        || text.starts_with(|c: char| c.is_ascii_digit()) && text.len() == 10 && hyphens(text) == 2
        || hyphens(text) != hyphens(lower);
    if whole {
        return out.push(plain(text, lower, token.span.start, false));
    }
    let mut start = token.span.start;
    let mut joined = false;
    for (written, low) in text.split(['-', '\u{2011}']).zip(lower.split(['-', '\u{2011}'])) {
        if !written.is_empty() {
            out.push(plain(written, low, start, joined));
        }
        joined = true;
        let sign = text.get(start - token.span.start + written.len()..).and_then(|r| r.chars().next());
        start += written.len() + sign.map_or(0, char::len_utf8);
    }
}
