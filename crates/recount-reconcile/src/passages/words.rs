//! A text as a row of folded words, each with its place, its hash, whether it stands in quotation marks and whether a sentence or a
//! paragraph ends after it. Hashes are the same on every run and platform: FNV-1a (Fowler, Noll and Vo, 1991) over the folded letters,
//! mixed once more as SplitMix64 does.

use crate::text;
use recount_lexicon::{fold, is_abbreviation};
use recount_model::Span;

/// One folded word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands, in bytes of the report's text.
    pub span: Span,
    /// The hash of its folded letters.
    pub hash: u64,
    /// Whether it stands between quotation marks.
    pub quoted: bool,
    /// What ends after it.
    pub ends: Ends,
}

/// What ends after a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ends {
    Nothing,
    Sentence,
    Paragraph,
}

/// Farthest that the beginning of a paragraph is looked for, in bytes.
const REACH_BYTES: usize = 800;

/// The words of a stretch of a paragraph, in order; what stands before it there says which of them are quoted.
pub(super) fn words_within(text: &str, span: Span) -> Vec<Word> {
    let near = text::floor(text, span.start.saturating_sub(REACH_BYTES));
    let before = Span::new(near, span.start).slice(text);
    let from = before.rfind("\n\n").map_or(near, |at| near + at);
    let mut all = words(text, Span::new(from, span.end));
    all.drain(..all.partition_point(|w| w.span.start < span.start));
    all
}

/// The words of a stretch of text, in order. A span that does not fit the text has none.
pub(super) fn words(text: &str, span: Span) -> Vec<Word> {
    let mut reading = Reading { text, out: Vec::new(), open: None, quotation: None };
    let mut breaks = 0;
    for (at, c) in span.slice(text).char_indices().map(|(at, c)| (span.start + at, c)) {
        let end = at + c.len_utf8();
        if is_unspaced(c) {
            reading.close();
            reading.open = Some(Span::new(at, end));
            reading.close();
        } else if c.is_alphanumeric() {
            reading.open = Some(Span::new(reading.open.map_or(at, |open| open.start), end));
        } else if !is_silent(c) {
            reading.close();
        }
        match c {
            '\n' => breaks += 1,
            _ if c.is_whitespace() => {}
            _ => {
                if breaks > 1 {
                    reading.end_paragraph();
                }
                breaks = 0;
            }
        }
        reading.sign(at, c, end);
    }
    reading.close();
    reading.end_paragraph();
    reading.out
}

/// The words met so far.
struct Reading<'t> {
    text: &'t str,
    out: Vec<Word>,
    /// The word being read.
    open: Option<Span>,
    /// The quotation being read: the number of words before it, and whether its mark says that it opens.
    quotation: Option<(usize, bool)>,
}

impl Reading<'_> {
    /// Ends the word being read.
    fn close(&mut self) {
        let Some(span) = self.open.take() else { return };
        let hash = word_hash(span.slice(self.text));
        self.out.push(Word { span, hash, quoted: self.quotation.is_some(), ends: Ends::Nothing });
    }

    /// Quotation marks and the ends of sentences.
    fn sign(&mut self, at: usize, c: char, end: usize) {
        match c {
            '\u{201c}' | '\u{201e}' | '\u{ab}' | '\u{300c}' => {
                self.quotation.get_or_insert((self.out.len(), true));
            }
            '\u{201d}' | '\u{bb}' | '\u{300d}' => self.quotation = None,
            '"' => {
                self.quotation = match self.quotation {
                    None => Some((self.out.len(), false)),
                    Some(_) => None,
                }
            }
            '.' | '!' | '?' | '\u{2026}' | '\u{61f}' | '\u{6d4}' | '\u{964}' => self.full_stop(at, c, end),
            '\u{3002}' | '\u{ff01}' | '\u{ff1f}' => self.end(Ends::Sentence),
            _ => {}
        }
    }

    /// A full stop ends a sentence before white space, unless it belongs to the word before it.
    fn full_stop(&mut self, at: usize, c: char, end: usize) {
        let rest = self.text.get(end..).unwrap_or("");
        let rest = rest.trim_start_matches(['\u{201d}', '\u{2019}', '"', '\'', ')', ']', '\u{bb}']);
        let ends = rest.is_empty() || rest.starts_with(char::is_whitespace);
        let word = Span::new(self.open.map_or(at, |open| open.start), at).slice(self.text);
        if ends && !(c == '.' && word.len() < 9 && is_abbreviation(word)) {
            self.close();
            self.end(Ends::Sentence);
        }
    }

    fn end(&mut self, what: Ends) {
        if let Some(last) = self.out.last_mut() {
            last.ends = last.ends.max(what);
        }
    }

    /// Ends the paragraph: quotations end with it. One whose mark might as well have closed and that was never closed was none,
    /// unless the paragraph begins with it, as those of a longer quotation do.
    fn end_paragraph(&mut self) {
        self.end(Ends::Paragraph);
        if let Some((from, false)) = self.quotation.take() {
            let begins = from == 0 || self.out.get(from - 1).is_some_and(|w| w.ends == Ends::Paragraph);
            if !begins {
                self.out[from..].iter_mut().for_each(|w| w.quoted = false);
            }
        }
    }
}

/// Signs within a word that folding drops: `U.N.` is `un`.
fn is_silent(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '`' | '.' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{300}'..='\u{36f}')
}

/// Letters of scripts that put no space between words: Thai, Lao, Burmese, Khmer, kana, Han.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17d3}' | '\u{3041}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

fn word_hash(word: &str) -> u64 {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let hash = if word.is_ascii() {
        // What `fold` would give, without making it: nearly all words of nearly all reports.
        word.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase()).fold(START, step)
    } else {
        fold(word).bytes().fold(START, step)
    };
    mixed(hash)
}

/// The bits of a hash, each spread over all of them: the last step of SplitMix64 (Steele, Lea, Flood 2014).
pub(super) fn mixed(hash: u64) -> u64 {
    let mut z = hash.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The hash of every `width` words in a row, by the place of the first of them. Fewer words than that have none.
pub(super) fn shingles(words: &[Word], width: usize) -> impl Iterator<Item = u64> + '_ {
    let joined = |row: &[Word]| row.iter().fold(0_u64, |hash, w| mixed(hash.rotate_left(17) ^ w.hash));
    words.windows(width).map(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words with `"` before one that is quoted, `.` after one that ends a sentence, `|` after one that ends a paragraph.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let show = |w: &Word| {
            let ends = match w.ends {
                Ends::Nothing => "",
                Ends::Sentence => ".",
                Ends::Paragraph => "|",
            };
            format!("{}{}{ends}", if w.quoted { "\"" } else { "" }, w.span.slice(text))
        };
        let found: Vec<String> = words(text, Span::new(0, text.len())).iter().map(show).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn words_carry_quotations_and_ends() {
        check("Two fell. \u{201c}All ran,\u{201d} he said.", "Two fell. \"All \"ran he said|");
        check("Gen. Orr of the U.N. came.\n\nNoon", "Gen Orr of the U.N came| Noon|");
        check("He said \"no\" twice. Then 3.5 metres\nfell", "He said \"no twice. Then 3.5 metres fell|");
        check("A 6\" pipe burst.", "A 6 pipe burst|");
        check("\"It burned\n\n\"And then?\" she said", "\"It \"burned| \"And \"then. she said|");
        check("\u{706b}\u{707d}\u{3002}\u{6b7b}\u{8005} 12", "\u{706b} \u{707d}. \u{6b7b} \u{8005} 12|");
        check("\u{1f525}\u{1f525} !!", "");
    }

    #[test]
    fn equal_words_have_equal_hashes_however_they_are_written() {
        let hash = |word: &str| words(word, Span::new(0, word.len()))[0].hash;
        assert_eq!(hash("Peoples"), hash("PEOPLE\u{2019}S"));
        assert_eq!(hash("Medecins"), hash("M\u{e9}decins"));
        assert_eq!(hash("Medecins"), hash("Me\u{301}decins"));
        assert_eq!(hash("UN"), hash("U.N"));
        assert_ne!(hash("12"), hash("13"));
    }

    #[test]
    fn hashes_stay_what_they_are_on_every_machine() {
        assert_eq!(words("Fire", Span::new(0, 4))[0].hash, 11_145_239_417_236_257_417);
    }
}
