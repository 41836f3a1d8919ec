//! What the network sees of a word: rows of its table of embeddings, found by hashing the word's letters, its endings, its
//! beginning, its shape and what stands around it. The same function serves training and reading.
//!
//! Letters are folded: lower case, every digit a nought, typographic quotes and dashes plain. So the network meets a word in
//! capitals with the word's own rows; only the row of its shape differs.

use super::labels::Relation;
use crate::clusters::Clusters;
use crate::fnv;

/// A word with what its features ask about its surroundings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen<'t> {
    /// The word as written.
    pub form: &'t str,
    /// Whether white space (or nothing) stands before it.
    pub spaced: bool,
    /// Whether it continues the word before it: the "n't" of "don't".
    pub joined: bool,
    /// Whether it is the first of its sentence.
    pub first: bool,
}

/// Number of rows that a word sums.
pub const ROWS_OF_WORD: usize = 12;

/// Letters of a word that are looked at: more than any word has, few enough that a word of a megabyte costs no more.
const LONGEST_FORM_CHARS: usize = 40;

/// A word's letters, folded.
#[derive(Debug, Clone)]
pub struct Folded {
    letters: [char; LONGEST_FORM_CHARS],
    length: usize,
}

impl Folded {
    /// Folds a word as written.
    pub fn of(form: &str) -> Self {
        let mut out = Self { letters: ['\0'; LONGEST_FORM_CHARS], length: 0 };
        for c in form.chars() {
            if out.length == LONGEST_FORM_CHARS {
                break;
            }
            match c {
                '\u{2026}' => (0..3).for_each(|_| out.push('.')),
                'A'..='Z' => out.push(c.to_ascii_lowercase()),
                '0'..='9' => out.push('0'),
                '\u{2018}' | '\u{2019}' | '\u{201b}' | '`' | '\u{b4}' => out.push('\''),
                '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => out.push('"'),
                '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
                c if c.is_ascii() => out.push(c),
                c => c.to_lowercase().for_each(|c| out.push(c)),
            }
        }
        out
    }

    fn push(&mut self, c: char) {
        if let Some(place) = self.letters.get_mut(self.length) {
            *place = c;
            self.length += 1;
        }
    }

    /// The folded letters.
    pub fn letters(&self) -> &[char] {
        &self.letters[..self.length]
    }
}

/// A hash of letters; `kind` sets apart what is hashed (a word, an ending).
fn hash(kind: u32, letters: &[char]) -> u32 {
    let start = fnv::START_32 ^ kind.wrapping_mul(0x9e37_79b9);
    let mixed = letters.iter().fold(start, |h, &c| fnv::with_32(h, c as u32));
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x85eb_ca6b);
    mixed ^ (mixed >> 13)
}

/// The rows of a word in a table of `table` rows, a power of two.
pub fn rows(seen: Seen<'_>, table: usize) -> [u32; ROWS_OF_WORD] {
    let folded = Folded::of(seen.form);
    let letters = folded.letters();
    let ending = |length: usize| &letters[letters.len().saturating_sub(length)..];
    let beginning = &letters[..letters.len().min(3)];
    let cluster = Clusters::english().of_letters(letters);
    let around =
        char::from(b'a' + u8::from(seen.spaced) + 2 * u8::from(seen.joined) + 4 * u8::from(seen.first));
    let hashes = [
        hash(1, letters),
        hash(2, letters),
        hash(3, ending(2)),
        hash(4, ending(3)),
        hash(5, ending(4)),
        hash(6, beginning),
        hash(7, &[shape(seen.form)]),
        hash(8, &[around]),
        hash(9, &[shape(seen.form), around]),
        hash(10, stem(&mut folded.letters.clone(), letters.len())),
        hash(11, &[char::from(cluster.fine)]),
        hash(12, &[char::from(cluster.coarse)]),
    ];
    hashes.map(|h| h & (table as u32).wrapping_sub(1))
}

/// What the forms of a word share: without the endings "s", "ed" and "ing", a last "e" and a doubled letter, and with "i" for a last
/// "y". So "denies" and "deny" meet, and a form that was never seen has rows of one that was.
fn stem(letters: &mut [char], mut length: usize) -> &[char] {
    let ends = |letters: &[char], length: usize, ending: &[char]| {
        length >= ending.len() + 2 && letters[..length].ends_with(ending)
    };
    if ends(letters, length, &['s']) && !matches!(letters[length - 2], 's' | 'u' | 'i' | '\'') {
        length -= 1;
    }
    if ends(letters, length, &['i', 'n', 'g']) {
        length -= 3;
    } else if ends(letters, length, &['e', 'd']) {
        length -= 2;
    }
    if ends(letters, length, &['e']) {
        length -= 1;
    }
    if length > 2 && letters[length - 1] == letters[length - 2] {
        length -= 1;
    }
    if length > 1 && letters[length - 1] == 'y' {
        letters[length - 1] = 'i';
    }
    &letters[..length]
}

/// The shape of a word as one character: capitals, digits, signs, length.
fn shape(form: &str) -> char {
    let mut letters = 0_u32;
    let (mut upper, mut digit, mut sign, mut first_upper) = (0_u32, 0_u32, 0_u32, false);
    for (i, c) in form.chars().take(LONGEST_FORM_CHARS).enumerate() {
        if c.is_alphabetic() {
            letters += 1;
            if c.is_uppercase() {
                upper += 1;
                first_upper |= i == 0;
            }
        } else if c.is_numeric() {
            digit += 1;
        } else {
            sign += 1;
        }
    }
    let capitals = match (upper, first_upper) {
        (0, _) => 0,
        (1, true) if letters == 1 => 1,
        (1, true) => 2,
        (n, _) if n == letters => 3,
        _ => 4,
    };
    let length = match letters + digit + sign {
        n @ 0..=4 => n,
        5..=7 => 5,
        8..=11 => 6,
        _ => 7,
    };
    let bits = capitals | digit.min(3) << 3 | u32::from(letters > 0) << 5 | sign.min(3) << 6 | length << 8;
    char::from_u32(0x100 + bits).unwrap_or(' ')
}

/// Number of words that the parser looks at in a state.
pub const SLOTS: usize = 4;

/// The words that the parser looks at: three of the stack and the next.
pub fn slots(state: &super::transitions::State) -> [usize; SLOTS] {
    [state.stacked(2), state.stacked(1), state.stacked(0), state.next]
}

/// Number of rows that the state of the parser sums, beside the words it looks at.
pub const ROWS_OF_STATE: usize = 8;

/// Rows that one feature of the state may choose from: relations, then the two values that follow.
pub const STATE_VALUES: usize = 64;
/// Instead of a relation: there is no word whose child it could be.
const NO_WORD: usize = 62;
/// Instead of a relation: the word has no such child.
const NO_CHILD: usize = 63;
const _: () = assert!(Relation::ALL.len() <= NO_WORD, "a relation would be taken for none");

/// Counts of children on a side that are told apart, from none to three and more.
const SIDE_COUNTS: usize = 4;
/// Instead of the counts of both sides: there is no word.
const NO_COUNTS: usize = SIDE_COUNTS * SIDE_COUNTS;
/// Values of the counts of children.
const COUNT_VALUES: usize = NO_COUNTS + 1;
/// Values of a distance.
const FAR_VALUES: usize = 8;

/// The rows of a state in a table of [`ROWS_OF_STATE`] × [`STATE_VALUES`] rows.
pub fn state_rows(state: &super::transitions::State) -> [usize; ROWS_OF_STATE] {
    use super::transitions::NONE;
    let (below, top, next) = (state.stacked(1), state.stacked(0), state.next);
    let relation = |child: usize| if child == NONE { NO_CHILD } else { usize::from(state.relations[child]) };
    let left = |word: usize| if word == NONE { NO_WORD } else { relation(state.leftmost[word]) };
    let right = |word: usize| if word == NONE { NO_WORD } else { relation(state.rightmost[word]) };
    let counts = |word: usize| {
        if word == NONE {
            NO_COUNTS
        } else {
            let count = |children: u8| usize::from(children).min(SIDE_COUNTS - 1);
            count(state.lefts[word]) * SIDE_COUNTS + count(state.rights[word])
        }
    };
    let far = |a: usize, b: usize| match b.wrapping_sub(a) {
        _ if a == NONE || b == NONE => 0,
        n @ 0..=5 => n,
        6..=9 => 6,
        _ => 7,
    };
    let values = [
        left(top),
        right(top),
        left(below),
        right(below),
        left(next),
        counts(top) + COUNT_VALUES * (state.stack.len().min(3) % 3),
        counts(below) + COUNT_VALUES * (state.words - next).min(2),
        far(top, next) * FAR_VALUES + far(below, top),
    ];
    std::array::from_fn(|i| i * STATE_VALUES + values[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(form: &str) -> Seen<'_> {
        Seen { form, spaced: true, joined: false, first: false }
    }

    #[test]
    fn capitals_and_typographic_signs_change_no_row_of_the_letters() {
        let letters = |form| rows(seen(form), 1 << 15)[..6].to_vec();
        assert_eq!(letters("KILLED"), letters("killed"));
        assert_eq!(letters("n\u{2019}t"), letters("n't"));
        assert_eq!(letters("\u{2026}"), letters("..."));
        assert_ne!(letters("killed"), letters("wounded"));
    }

    #[test]
    fn a_word_of_a_megabyte_has_rows_too() {
        let long = "\u{df}".repeat(1 << 20);
        assert!(rows(seen(&long), 1 << 10).iter().all(|&row| row < 1 << 10));
        assert!(rows(seen(""), 1 << 10).iter().all(|&row| row < 1 << 10));
    }
}
