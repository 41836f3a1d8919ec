//! Tokens and sentences of a report's readable blocks.
//!
//! A token keeps its byte span in the report's text through every later step. Tokens are words (with inner hyphens and the
//! dots of abbreviations), numbers in digits, and single signs; a possessive `'s` is a token of its own. Sentences end at
//! `.`, `!`, `?` and at the end of a paragraph.

use recount_model::{BlockRole, Report, Span};
use std::ops::Range;

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

    pub fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    pub fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_str())
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
}

impl<'t> Text<'t> {
    /// Splits the readable blocks of a report; boilerplate, captions and bylines yield nothing.
    pub fn of(report: &'t Report) -> Self {
        let mut out = Text { text: &report.text, tokens: Vec::new(), sentences: Vec::new() };
        let mut paragraph = 0;
        for block in report.blocks.iter().filter(|b| b.role.is_read()) {
            for span in paragraphs(&report.text, block.span) {
                out.add_paragraph(span, block.role, paragraph);
                paragraph += 1;
            }
        }
        out
    }

    fn add_paragraph(&mut self, span: Span, role: BlockRole, paragraph: usize) {
        let first = self.tokens.len();
        tokenize(self.text, span, &mut self.tokens);
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

/// The non-empty lines of a block that a blank line, or a line end after which a capital begins, sets apart.
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

/// Abbreviations that a full stop belongs to and a name or number follows, so no sentence ends there.
const BEFORE_NAMES: [&str; 46] = [
    "mr", "mrs", "ms", "dr", "prof", "rev", "gen", "col", "lt", "maj", "capt", "sgt", "cpl", "brig", "adm",
    "cmdr", "pvt", "gov", "sen", "rep", "reps", "sens", "hon", "st", "ft", "mt", "no", "nos", "vs", "jan",
    "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "u.s", "u.n", "u.k", "e.u",
    "dept",
];

fn tokenize<'t>(text: &'t str, span: Span, out: &mut Vec<Token<'t>>) {
    let slice = span.slice(text);
    let mut rest = slice.char_indices().peekable();
    while let Some(&(start, c)) = rest.peek() {
        if c.is_whitespace() {
            rest.next();
            continue;
        }
        let length = token_length(&slice[start..]);
        let at = Span::new(span.start + start, span.start + start + length);
        push(text, at, out);
        while rest.peek().is_some_and(|&(i, _)| i < start + length) {
            rest.next();
        }
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// Length in bytes of the token that `rest`, which is not empty and does not begin with white space, begins with.
fn token_length(rest: &str) -> usize {
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
                    || !is_unit_letter(&rest[i..])
            }
            ',' => digits && next.is_some_and(|n| n.is_ascii_digit()),
            '.' if digits => next.is_some_and(|n| n.is_ascii_digit()),
            ':' => digits && next.is_some_and(|n| n.is_ascii_digit()),
            '.' => is_abbreviation(&rest[..i], joins),
            '-' | '\u{2011}' | '_' => joins && keeps_hyphen(&rest[..i], &rest[i + c.len_utf8()..]),
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

/// Whether a hyphen between two characters joins one token: not in "3,000-plus" and "140-165", but in "2011-04-08".
fn keeps_hyphen(before: &str, after: &str) -> bool {
    let number = before.chars().all(|c| c.is_ascii_digit() || c == ',');
    let digit = after.starts_with(|c: char| c.is_ascii_digit());
    if !number {
        return true;
    }
    let iso = before.len() == 4 && after.len() >= 5 && after.as_bytes()[2] == b'-';
    if digit { iso } else { !after.starts_with("plus") }
}

/// Whether the letters after a number are a unit written to it ("60km", "5m") rather than part of a code ("89th", "3rd").
fn is_unit_letter(letters: &str) -> bool {
    let word: String = letters.chars().take_while(|c| c.is_alphabetic()).collect();
    matches!(word.as_str(), "km" | "m" | "k" | "bn" | "pm" | "am" | "kg")
}

fn is_possessive(after: &str) -> bool {
    let mut chars = after.chars();
    matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(char::is_alphanumeric)
}

/// Whether a full stop after `word` belongs to it: single letters ("U.S."), listed abbreviations, or letters that follow at once.
fn is_abbreviation(word: &str, joins: bool) -> bool {
    let last = word.rsplit('.').next().unwrap_or(word);
    let single = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
    if single {
        return word.contains('.') || joins || last.chars().all(char::is_uppercase);
    }
    !joins && BEFORE_NAMES.contains(&word.to_lowercase().as_str())
}

fn push<'t>(text: &'t str, span: Span, out: &mut Vec<Token<'t>>) {
    let words = span.slice(text);
    let first = words.chars().next().unwrap_or(' ');
    let kind = if first.is_ascii_digit()
        && words.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ':'))
    {
        TokenKind::Number
    } else if words.chars().any(char::is_alphanumeric) {
        TokenKind::Word
    } else {
        TokenKind::Sign
    };
    let lower = words.to_lowercase().replace('\u{2019}', "'");
    out.push(Token { span, text: words, lower, kind });
}

/// A longer run of tokens is cut: no writer's sentence is so long, and work within a sentence may grow with its square.
const LONGEST_SENTENCE_TOKENS: usize = 400;

/// Where sentences end, as numbers of tokens from the start of the paragraph.
fn sentence_ends(tokens: &[Token<'_>]) -> Vec<usize> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let begun = out.last().copied().unwrap_or(0);
        if ends_sentence(tokens, i) || i + 1 - begun >= LONGEST_SENTENCE_TOKENS {
            let mut end = i + 1;
            while tokens.get(end).is_some_and(|t| closes(t, tokens.get(end + 1))) {
                end += 1;
            }
            out.push(end);
            i = end;
        } else {
            i += 1;
        }
    }
    if out.last() != Some(&tokens.len()) && !tokens.is_empty() {
        out.push(tokens.len());
    }
    out
}

/// Whether a sign after the full stop still belongs to the sentence: closing quotes and brackets, more stops.
fn closes(token: &Token<'_>, next: Option<&Token<'_>>) -> bool {
    match token.text {
        "\u{201d}" | "\u{2019}" | ")" | "]" | "." | "!" | "?" | "\u{bb}" => true,
        // A straight quote closes when nothing is glued to it on the right.
        "\"" | "'" => next.is_none_or(|n| n.span.start > token.span.end),
        _ => false,
    }
}

fn ends_sentence(tokens: &[Token<'_>], i: usize) -> bool {
    let token = &tokens[i];
    let next = tokens[i + 1..].iter().find(|t| !t.is_quote() && !matches!(t.text, "(" | "["));
    let next_starts = next.is_none_or(|n| {
        n.is_capital() || n.kind == TokenKind::Number || n.text == "\u{2018}" || n.text == "'"
    });
    match token.text {
        "!" | "?" => next_starts,
        "." => {
            let ellipsis = tokens.get(i + 1).is_some_and(|t| t.text == "." && t.span.start == token.span.end);
            let glued = tokens.get(i + 1).is_some_and(|t| {
                t.span.start == token.span.end && t.kind != TokenKind::Sign && !t.is_capital()
            });
            next_starts && !ellipsis && !glued
        }
        "\u{2026}" => next_starts,
        word if word.ends_with('.') && word.len() > 2 => {
            // "U.S." ends a sentence only before a word that begins sentences.
            next.is_some_and(|n| {
                n.is_any(&[
                    "the", "it", "he", "she", "they", "in", "but", "a", "an", "on", "this", "at", "however",
                    "we",
                ]) && n.is_capital()
            })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use recount_model::{Block, ReportId};

    pub(crate) fn report(text: &str) -> Report {
        Report {
            id: ReportId::of(text.as_bytes()),
            file: "a.txt".into(),
            copies: vec![],
            title: None,
            publisher: None,
            author: None,
            published: None,
            url: None,
            language: "en".into(),
            text: text.into(),
            blocks: vec![Block { span: Span::new(0, text.len()), role: BlockRole::Body }],
        }
    }

    fn check_tokens(text: &str, expected: &str) {
        let report = report(text);
        let tokens: Vec<_> = Text::of(&report).tokens.iter().map(|t| t.text).collect();
        assert_eq!(tokens.join("|"), expected);
    }

    #[test]
    fn tokens_keep_what_belongs_together() {
        check_tokens("Iraq\u{2019}s 3,000-plus people.", "Iraq|\u{2019}s|3,000|-|plus|people|.");
        check_tokens(
            "Col. Reed said at 2:15 a.m. in the U.S. camp",
            "Col.|Reed|said|at|2:15|a.m.|in|the|U.S.|camp",
        );
        check_tokens("thirty-four men (MEK)- also don't", "thirty-four|men|(|MEK|)|-|also|don't");
        check_tokens("the 89th, 60km off, 1.5 million.", "the|89th|,|60|km|off|,|1.5|million|.");
    }

    fn check_sentences(text: &str, expected: &[&str]) {
        let report = report(text);
        let text = Text::of(&report);
        let found: Vec<_> = text.sentences.iter().map(|s| text.words(s.tokens.clone())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_where_a_reader_pauses() {
        check_sentences("Gen. Adams left. He died.", &["Gen. Adams left.", "He died."]);
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

    proptest! {
        #[test]
        fn tokens_are_in_order_and_lose_nothing_but_white_space(text in "[ -~\u{e9}\u{2019}\u{201c}\u{5d0}\u{1f600}\\n]{0,80}") {
            let report = report(&text);
            let read = Text::of(&report);
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
