//! Cutting a text into tokens: where each ends.

use super::{Token, TokenKind};
use crate::lexicon::{ReadingLexicon, Word};
use recount_model::Span;

pub(super) fn tokenize<'t>(text: &'t str, span: Span, lexicon: &ReadingLexicon, out: &mut Vec<Token<'t>>) {
    let slice = span.slice(text);
    let mut rest = slice.char_indices().peekable();
    while let Some(&(start, c)) = rest.peek() {
        if c.is_whitespace() {
            rest.next();
            continue;
        }
        let length = token_length(&slice[start..], lexicon);
        let at = Span::new(span.start + start, span.start + start + length);
        push(text, at, lexicon, out);
        while rest.peek().is_some_and(|&(i, _)| i < start + length) {
            rest.next();
        }
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// Length in bytes of the token that `rest`, which is not empty and does not begin with white space, begins with.
fn token_length(rest: &str, lexicon: &ReadingLexicon) -> usize {
    let mut chars = rest.char_indices().peekable();
    let Some((_, first)) = chars.next() else { return 0 };
    if !first.is_alphanumeric() {
        let possessive = is_apostrophe(first) && rest[first.len_utf8()..].starts_with(['s', 'S']);
        let after = rest[first.len_utf8()..].chars().nth(1);
        return first.len_utf8() + usize::from(possessive && !after.is_some_and(char::is_alphanumeric));
    }
    let digits = first.is_ascii_digit();
    let mut end = first.len_utf8();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        let joins = next.is_some_and(char::is_alphanumeric);
        let keep = match c {
            c if c.is_alphanumeric() => {
                !digits
                    || !c.is_alphabetic()
                    || !rest[..i].ends_with(|p: char| p.is_ascii_digit())
                    || !is_unit_letter(&rest[i..], lexicon)
            }
            ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' => {
                digits && groups_digits(&rest[..i], c, &rest[i + c.len_utf8()..])
            }
            ',' => digits && next.is_some_and(|n| n.is_ascii_digit()),
            '.' if digits => next.is_some_and(|n| n.is_ascii_digit()),
            ':' => digits && next.is_some_and(|n| n.is_ascii_digit()),
            '.' => is_abbreviation(&rest[..i], joins, lexicon),
            '-' | '\u{2011}' | '_' => joins && keeps_hyphen(&rest[..i], &rest[i + c.len_utf8()..]),
            c if is_apostrophe(c) && is_elided(&rest[..i], lexicon) => return i + c.len_utf8(),
            c if is_apostrophe(c) => joins && !digits && !is_possessive(&rest[i + c.len_utf8()..]),
            _ => false,
        };
        if !keep {
            break;
        }
        end = i + c.len_utf8();
    }
    end
}

/// Bytes before a space or hyphen that are looked at: more than any number or date has.
const LONGEST_GROUPED_BYTES: usize = 32;

/// Whether a space between digits sets three of them apart, as in "12 000". A space that does not break says so; a plain one only
/// where the digits before it are no day of a month, those after it begin with a nought, or more groups stand beside it: "on May 12
/// 300 people" has two numbers.
fn groups_digits(before: &str, space: char, after: &str) -> bool {
    // The longest number written so has six groups; looking no farther keeps a row of noughts from costing its square.
    if before.len() > LONGEST_GROUPED_BYTES {
        return false;
    }
    let digits = |words: &str| words.chars().take(4).take_while(char::is_ascii_digit).count();
    let rest = after.get(3..).unwrap_or("");
    let more_digits = rest.starts_with(',') && digits(&rest[1..]) > 0;
    let ends = !(more_digits || rest.starts_with(char::is_alphanumeric));
    let first = before.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
    let whole = before.chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
    let more = rest.strip_prefix(space).is_some_and(|rest| digits(rest) == 3);
    let told = space != ' '
        || more
        || after.starts_with('0')
        || first.len() < before.len()
        || first.parse::<u32>().is_ok_and(|n| n > 31);
    digits(after) == 3 && ends && whole && told && (1..=3).contains(&first.len())
}

/// Whether a hyphen between two characters joins one token: not in "3,000-plus" and "140-165", but in "2011-04-08".
fn keeps_hyphen(before: &str, after: &str) -> bool {
    let number =
        before.len() <= LONGEST_GROUPED_BYTES && before.chars().all(|c| c.is_ascii_digit() || c == ',');
    let digit = after.starts_with(|c: char| c.is_ascii_digit());
    if !number {
        return true;
    }
    let iso = before.len() == 4 && after.len() >= 5 && after.as_bytes()[2] == b'-';
    if digit { iso } else { !after.starts_with("plus") }
}

/// Whether the letters after a number are a unit written to it ("60km", "5m") rather than part of a code ("89th", "3rd").
fn is_unit_letter(letters: &str, lexicon: &ReadingLexicon) -> bool {
    let word: String =
        letters.chars().take(LONGEST_UNIT_BYTES + 1).take_while(|c| c.is_alphabetic()).collect();
    word.len() <= LONGEST_UNIT_BYTES && lexicon.words.of(&word).has(Word::GluedUnit)
}

/// Bytes of the longest unit that is written to a number.
const LONGEST_UNIT_BYTES: usize = 4;

/// Bytes of the longest word that is cut after its apostrophe.
const LONGEST_ELIDED_BYTES: usize = 12;

/// Whether a word before an apostrophe is one that lost a vowel there: "l'", "qu'".
fn is_elided(word: &str, lexicon: &ReadingLexicon) -> bool {
    word.len() <= LONGEST_ELIDED_BYTES
        && lexicon.words.of(&format!("{}'", word.to_lowercase())).has(Word::Elided)
}

fn is_possessive(after: &str) -> bool {
    let mut chars = after.chars();
    matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(char::is_alphanumeric)
}

/// Whether a full stop after `word` belongs to it: single letters ("U.S."), listed abbreviations, or letters that follow at once.
fn is_abbreviation(word: &str, joins: bool, lexicon: &ReadingLexicon) -> bool {
    let last = word.rsplit('.').next().unwrap_or(word);
    let single = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
    if single {
        return word.contains('.') || joins || last.chars().all(char::is_uppercase);
    }
    !joins && lexicon.shared.abbreviations.has(word)
}

fn push<'t>(text: &'t str, span: Span, lexicon: &ReadingLexicon, out: &mut Vec<Token<'t>>) {
    let words = span.slice(text);
    let first = words.chars().next().unwrap_or(' ');
    let kind = if first.is_ascii_digit()
        && words.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '.' | ':'))
    {
        TokenKind::Number
    } else if words.chars().any(char::is_alphanumeric) {
        TokenKind::Word
    } else {
        TokenKind::Sign
    };
    let lower = words.to_lowercase().replace('\u{2019}', "'");
    let classes = lexicon.words.of(&lower);
    out.push(Token { span, text: words, lower, kind, words: classes });
}
