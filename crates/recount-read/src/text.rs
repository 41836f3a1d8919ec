//! Tokens and sentences of a report's readable blocks.
//!
//! A token keeps its byte span in the report's text through every later step. Tokens are words (with inner hyphens and the
//! dots of abbreviations), numbers in digits, and single signs; a possessive `'s` is a token of its own. Sentences end at
//! `.`, `!`, `?` and at the end of a paragraph.

mod quotations;
mod sentences;
mod tokenize;

use crate::lexicon::{ReadingLexicon, Word, Words};
use crate::syntax::Syntax;
use recount_model::{BlockRole, Report, Span};
use sentences::sentence_ends;
use std::ops::Range;
use tokenize::tokenize;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters, with inner hyphens, apostrophes, dots and digits.
    Word,
    /// Digits with separators: `2,000`, `3.5`.
    Number,
    /// One other sign.
    Sign,
}

/// A word, number or sign with its place in the report's text.
#[derive(Debug, Clone)]
pub(crate) struct Token<'t> {
    pub span: Span,
    pub text: &'t str,
    /// Lower case, typographic apostrophes made plain.
    pub lower: String,
    pub kind: TokenKind,
    /// The classes of small words it is of.
    pub words: Words,
}

impl Token<'_> {
    /// Whether the token begins with a capital letter.
    pub fn is_capital(&self) -> bool {
        self.kind == TokenKind::Word && self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether the token is two or more capitals, dots and digits aside: an acronym.
    pub fn is_acronym(&self) -> bool {
        let letters = self.text.chars().filter(|c| c.is_alphabetic());
        self.kind == TokenKind::Word
            && self.text.chars().filter(|c| c.is_uppercase()).count() >= 2
            && letters.clone().all(char::is_uppercase)
            && letters.count() <= 7
    }

    /// Whether the token is a word of the class.
    pub fn is(&self, class: Word) -> bool {
        self.words.has(class)
    }

    /// Whether the sign opens or closes a quotation.
    pub fn is_quote(&self) -> bool {
        matches!(self.text, "\"" | "\u{201c}" | "\u{201d}" | "\u{201e}" | "\u{ab}" | "\u{bb}")
    }
}

/// A sentence: a range of tokens in one paragraph.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    pub tokens: Range<usize>,
    /// Number of the paragraph it stands in.
    pub paragraph: usize,
    pub role: BlockRole,
}

/// The tokens and sentences of a report.
#[derive(Debug, Clone)]
pub(crate) struct Text<'t> {
    pub text: &'t str,
    pub tokens: Vec<Token<'t>>,
    pub sentences: Vec<Sentence>,
    /// Tokens of each quotation with its marks, in order, none within another; one may run over paragraphs.
    pub quotations: Vec<Range<usize>>,
    /// Words, tags and trees of the same sentences; empty in a language without a model.
    pub syntax: Syntax,
}

impl<'t> Text<'t> {
    /// Splits the readable blocks of a report; boilerplate, captions and bylines yield nothing.
    pub fn of(report: &'t Report, lexicon: &ReadingLexicon) -> Self {
        let read = report.blocks.iter().filter(|b| b.role.is_read());
        Self::of_blocks(&report.text, read.map(|b| (b.span, b.role)), lexicon)
    }

    /// Splits the readable blocks of a report into tokens and sentences only: no word has a tag, no sentence a tree.
    pub fn without_trees(report: &'t Report, lexicon: &ReadingLexicon) -> Self {
        let read = report.blocks.iter().filter(|b| b.role.is_read());
        Self::cut(&report.text, read.map(|b| (b.span, b.role)), lexicon)
    }

    /// Splits some spans of a text as if they were the body of a report.
    pub fn of_spans(text: &'t str, spans: &[Span]) -> Self {
        Self::of_blocks(text, spans.iter().map(|&span| (span, BlockRole::Body)), ReadingLexicon::english())
    }

    fn of_blocks(
        text: &'t str,
        blocks: impl Iterator<Item = (Span, BlockRole)>,
        lexicon: &ReadingLexicon,
    ) -> Self {
        let mut out = Self::cut(text, blocks, lexicon);
        if let Some(model) = lexicon.models.syntax {
            out.syntax = Syntax::of_text(&out, model());
        }
        out
    }

    fn cut(text: &'t str, blocks: impl Iterator<Item = (Span, BlockRole)>, lexicon: &ReadingLexicon) -> Self {
        let mut out = Text {
            text,
            tokens: Vec::new(),
            sentences: Vec::new(),
            quotations: Vec::new(),
            syntax: Syntax::default(),
        };
        let mut paragraph = 0;
        for (block, role) in blocks {
            for span in paragraphs(text, block) {
                out.add_paragraph(span, role, paragraph, lexicon);
                paragraph += 1;
            }
        }
        out.quotations = quotations::find(&out.tokens, &out.sentences);
        out
    }

    fn add_paragraph(&mut self, span: Span, role: BlockRole, paragraph: usize, lexicon: &ReadingLexicon) {
        let first = self.tokens.len();
        tokenize(self.text, span, lexicon, &mut self.tokens);
        let mut start = first;
        for end in sentence_ends(&self.tokens[first..]) {
            let end = first + end;
            self.sentences.push(Sentence { tokens: start..end, paragraph, role });
            start = end;
        }
    }

    /// The sentence that holds token `i`.
    pub fn sentence_at(&self, i: usize) -> Option<&Sentence> {
        let after = self.sentences.partition_point(|s| s.tokens.start <= i);
        self.sentences.get(after.checked_sub(1)?).filter(|s| s.tokens.end > i)
    }

    /// The bytes from the first token of `range` to its last.
    pub fn span(&self, range: Range<usize>) -> Span {
        match (self.tokens.get(range.start), self.tokens.get(range.end.wrapping_sub(1))) {
            (Some(a), Some(b)) if range.start < range.end => a.span.cover(b.span),
            _ => Span::new(0, 0),
        }
    }

    /// The words of a range of tokens as they stand, white space folded.
    pub fn words(&self, range: Range<usize>) -> String {
        let slice = self.span(range).slice(self.text);
        slice.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether the token at `index` is a word of the class; `false` past the end.
    pub fn is(&self, index: usize, class: Word) -> bool {
        self.tokens.get(index).is_some_and(|t| t.is(class))
    }

    /// Whether the token at `index` ends a noun phrase; `false` past the end.
    pub fn ends_phrase(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|t| t.words.ends_phrase())
    }

    /// The token at `index`, or an empty sign past the end.
    pub fn lower(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |t| t.lower.as_str())
    }
}

/// Whether a line is an item of a list: it begins with a bullet, or is a short label, a colon and a figure.
fn is_item(line: &str) -> bool {
    const LONGEST_LABEL_BYTES: usize = 80;
    let line = line.trim();
    let bullet = line.starts_with(['\u{2022}', '\u{25aa}', '\u{2013}', '*']) || line.starts_with("- ");
    let labelled = line.split_once(':').is_some_and(|(label, rest)| {
        label.len() <= LONGEST_LABEL_BYTES
            && !label.contains(['.', '\u{201c}', '"'])
            && rest.trim_start().starts_with(|c: char| c.is_ascii_digit() || c.is_alphabetic())
            && rest.chars().any(|c| c.is_ascii_digit())
            && rest.len() <= 2 * LONGEST_LABEL_BYTES
    });
    bullet || labelled
}

/// The paragraphs of a block, which blank lines set apart, and its list items, each on its own.
fn paragraphs(text: &str, block: Span) -> Vec<Span> {
    let slice = block.slice(text);
    let mut out = Vec::new();
    let mut start = 0;
    for (at, _) in slice.match_indices("\n\n").chain([(slice.len(), "")]) {
        lines_apart(&slice[start..at], block.start + start, &mut out);
        start = at;
    }
    out
}

/// Adds a paragraph, its list items each on their own. `offset` is where the paragraph begins in the report's text.
fn lines_apart(paragraph: &str, offset: usize, out: &mut Vec<Span>) {
    let mut start = 0;
    let mut at = 0;
    let mut push = |from: usize, to: usize| {
        if !paragraph[from..to].trim().is_empty() {
            out.push(Span::new(offset + from, offset + to));
        }
    };
    for line in paragraph.split_inclusive('\n') {
        if is_item(line) {
            push(start, at);
            push(at, at + line.len());
            start = at + line.len();
        }
        at += line.len();
    }
    push(start, paragraph.len());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::tests::report;
    use proptest::prelude::*;

    fn check_tokens(text: &str, expected: &str) {
        let report = report(text);
        let tokens: Vec<_> =
            Text::of(&report, ReadingLexicon::english()).tokens.iter().map(|t| t.text).collect();
        assert_eq!(tokens.join("|"), expected);
    }

    #[test]
    fn tokens_keep_what_belongs_together() {
        check_tokens("Norland\u{2019}s 3,000-plus people.", "Norland|\u{2019}s|3,000|-|plus|people|.");
        check_tokens(
            "Col. Reed said at 4:50 a.m. in the U.S. camp",
            "Col.|Reed|said|at|4:50|a.m.|in|the|U.S.|camp",
        );
        check_tokens("thirty-four men (FPM)- also don't", "thirty-four|men|(|FPM|)|-|also|don't");
        check_tokens(
            "1\u{202f}200 and 2\u{a0}500 and 12 000 of 1 234 567.",
            "1\u{202f}200|and|2\u{a0}500|and|12 000|of|1 234 567|.",
        );
        check_tokens(
            "on May 12 300 people, 5 100 m runs, 2015 300",
            "on|May|12|300|people|,|5|100|m|runs|,|2015|300",
        );
        let noughts = "000 ".repeat(20_000);
        assert!(Text::of(&report(&noughts), ReadingLexicon::english()).tokens.len() > 1_000);
        check_tokens("the 89th, 60km off, 1.5 million.", "the|89th|,|60|km|off|,|1.5|million|.");
    }

    fn check_sentences(text: &str, expected: &[&str]) {
        let report = report(text);
        let text = Text::of(&report, ReadingLexicon::english());
        let found: Vec<_> = text.sentences.iter().map(|s| text.words(s.tokens.clone())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_where_a_reader_pauses() {
        check_sentences("Gen. Adams left. He died.", &["Gen. Adams left.", "He died."]);
        check_sentences(
            "the fire went out. we left? he did.",
            &["the fire went out.", "we left?", "he did."],
        );
        check_sentences(
            "\u{201c}Why?\u{201d} he asked etc. and left",
            &["\u{201c}Why?\u{201d} he asked etc. and left"],
        );
        check_sentences("It fell. 2. The camp burned.", &["It fell.", "2. The camp burned."]);
        check_sentences("It fled to the U.S. The end.", &["It fled to the U.S.", "The end."]);
        check_sentences(
            "\u{201c}Go,\u{201d} he said. \u{201c}Now.\u{201d} They left",
            &["\u{201c}Go,\u{201d} he said.", "\u{201c}Now.\u{201d}", "They left"],
        );
        check_sentences(
            "It rose 3.5 times...including women. Then",
            &["It rose 3.5 times...including women.", "Then"],
        );
    }

    #[test]
    fn items_of_a_list_stand_alone() {
        check_sentences(
            "KEY FIGURES\nRescued: 84\nBodies found: 29 (9 women)\nThe end came soon.",
            &["KEY FIGURES", "Rescued: 84", "Bodies found: 29 (9 women)", "The end came soon."],
        );
    }

    #[test]
    fn no_run_of_signs_makes_a_sentence_longer_than_its_limit() {
        for sign in ["(", ")", "\u{201c}", "\u{201d}", ".", "!", "\"", "(a"] {
            let report = report(&sign.repeat(2_000));
            let text = Text::of(&report, ReadingLexicon::english());
            let longest = text.sentences.iter().map(|s| s.tokens.len()).max();
            assert!(longest <= Some(400), "{sign} {longest:?}");
        }
        check_sentences(
            "He left. ((\u{201c}Then\u{201d})) it fell.",
            &["He left.", "((\u{201c}Then\u{201d})) it fell."],
        );
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_lose_nothing_but_white_space(text in "[ -~\u{e9}\u{2019}\u{201c}\u{5d0}\u{1f600}\\n]{0,80}") {
            let report = report(&text);
            let read = Text::of(&report, ReadingLexicon::english());
            let mut at = 0;
            for token in &read.tokens {
                prop_assert!(text[at..token.span.start].trim().is_empty());
                prop_assert_eq!(token.span.slice(&text), token.text);
                at = token.span.end;
            }
            prop_assert!(text[at..].trim().is_empty());
            let covered: usize = read.sentences.iter().map(|s| s.tokens.len()).sum();
            prop_assert_eq!(covered, read.tokens.len());
        }
    }
}
