//! From the reader's tokens to the words of the syntax.
//!
//! The reader keeps "thirty-four", "don't" and "camp-wide" whole and cuts "..." or "a.b@example.org" at every sign; the treebank does
//! the reverse. A token is cut into words here, or several tokens that touch become one word. No character that is not white space is
//! lost, and both cuttings stay in the order of the text.

use crate::lexicon::Word;
use crate::text::{Token, TokenKind};
use recount_model::Span;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

/// A word as cut: where it stands and whether it continues the orthographic word before it ("n't", the possessive "'s").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    pub span: Span,
    pub joined: bool,
}

#[derive(Deserialize)]
struct Words {
    prefixes: HashSet<String>,
    clitics: Vec<String>,
    joined: Vec<(String, usize)>,
    net_endings: HashSet<String>,
    shortened: HashSet<String>,
    relatives: Vec<String>,
}

pub(super) struct Cutter {
    words: Words,
    joined: HashMap<String, usize>,
}

pub(super) fn english() -> &'static Cutter {
    static ENGLISH: OnceLock<Cutter> = OnceLock::new();
    ENGLISH.get_or_init(|| {
        let text = include_str!("../../lexicon/en/words.toml");
        // The embedded file is part of the program; a test reads it, so failure here means a broken build.
        let words: Words = toml::from_str(text).unwrap_or_else(|e| panic!("embedded lexicon: {e}"));
        Cutter { joined: words.joined.iter().cloned().collect(), words }
    })
}

impl Cutter {
    /// Whether a word, in small letters or not, is a pronoun that opens relative clauses.
    pub fn is_relative(&self, form: &str) -> bool {
        self.words.relatives.iter().any(|word| form.eq_ignore_ascii_case(word))
    }
}

/// Most tokens that become one word: enough for any address, few enough that a megabyte of signs costs no more than other text.
const MOST_TOKENS_JOINED: usize = 60;

/// Most words that a token is cut into at its hyphens, an odd number: more than anybody joins. What follows stays one word, so that a
/// sentence of few tokens is one of few words too.
const MOST_WORDS_OF_TOKEN: usize = 23;

/// Cuts the tokens of one sentence; adds the words to `out` and, for each token, the number of its first word in `out` to `first_words`.
pub(super) fn cut(tokens: &[Token<'_>], out: &mut Vec<Cut>, first_words: &mut Vec<u32>) {
    let cutter = english();
    let mut at = 0;
    while at < tokens.len() {
        let joined = together(tokens, at, cutter);
        let first = out.len() as u32;
        first_words.extend(std::iter::repeat_n(first, joined));
        if joined == 1 {
            let glued = at > 0 && tokens[at - 1].span.end == tokens[at].span.start;
            let before = at.checked_sub(1).filter(|_| glued).map(|b| &tokens[b]);
            cut_token(&tokens[at], before, cutter, out);
        } else {
            let span = tokens[at].span.cover(tokens[at + joined - 1].span);
            out.push(Cut { span, joined: false });
        }
        at += joined;
    }
}

/// How many tokens from `at` on are one word.
fn together(tokens: &[Token<'_>], at: usize, cutter: &Cutter) -> usize {
    let token = &tokens[at];
    let glued = |i: usize| tokens.get(i).filter(|t| t.span.start == tokens[i - 1].span.end);
    if token.kind == TokenKind::Sign {
        let same = |a: &str, b: &str| a == b || (matches!(a, "!" | "?") && matches!(b, "!" | "?"));
        if !matches!(token.text, "." | "-" | "!" | "?" | "*" | "_" | "=" | "~" | "'" | "<" | ">" | "+") {
            return 1;
        }
        let more = (at + 1..at + MOST_TOKENS_JOINED)
            .take_while(|&i| glued(i).is_some_and(|t| same(t.text, token.text)));
        return 1 + more.count();
    }
    if at > 0 && glued(at).is_some() && tokens[at - 1].kind != TokenKind::Sign {
        return 1;
    }
    if glued(at + 1).is_none_or(|t| t.kind != TokenKind::Sign) {
        return 1;
    }
    let shortened = token.kind == TokenKind::Word && cutter.words.shortened.contains(&token.lower);
    if shortened && glued(at + 1).is_some_and(|t| t.text == ".") {
        return 2;
    }
    let end =
        (at + 1..at + MOST_TOKENS_JOINED).find(|&i| glued(i).is_none()).unwrap_or(at + MOST_TOKENS_JOINED);
    let run = &tokens[at..end];
    let last = run.iter().rposition(|t| t.kind != TokenKind::Sign || t.text == "/").map_or(1, |i| i + 1);
    let run = &run[..last];
    if is_address(run, cutter) || is_numbers(run) || is_initials(run) { run.len() } else { 1 }
}

/// An address of the net, of mail, or the name of a file.
fn is_address(run: &[Token<'_>], cutter: &Cutter) -> bool {
    let is = |i: usize, word: &str| run.get(i).is_some_and(|t| t.lower == word);
    let net = |t: &Token<'_>| cutter.words.net_endings.contains(&t.lower);
    let scheme = is(1, ":") && is(2, "/") && is(3, "/");
    let www = is(0, "www") && is(1, ".");
    let named = (1..run.len().saturating_sub(1)).any(|i| is(i, ".") && net(&run[i + 1]));
    let plain =
        run.iter().all(|t| t.kind != TokenKind::Sign || matches!(t.text, "." | "@" | "-" | "_" | "/" | ":"));
    scheme || www || (named && plain)
}

/// Numbers with signs between them that are one: "4/7/2003", "555-0100-22".
fn is_numbers(run: &[Token<'_>]) -> bool {
    let alternate = run
        .iter()
        .enumerate()
        .all(|(i, t)| if i % 2 == 0 { t.kind == TokenKind::Number } else { t.text == run[1].text });
    run.len() >= 3
        && run.len() % 2 == 1
        && alternate
        && (run[1].text == "/" || (run[1].text == "-" && run.len() >= 5))
}

/// Capitals around "&": "R&B".
fn is_initials(run: &[Token<'_>]) -> bool {
    let capitals = |t: &Token<'_>| t.text.len() <= 3 && t.text.chars().all(char::is_uppercase);
    run.len() == 3 && run[1].text == "&" && capitals(&run[0]) && capitals(&run[2])
}

/// Cuts one token; `before` is the token that touches it on the left.
fn cut_token(token: &Token<'_>, before: Option<&Token<'_>>, cutter: &Cutter, out: &mut Vec<Cut>) {
    let part = |range: Range<usize>, joined| Cut {
        span: Span::new(token.span.start + range.start, token.span.start + range.end),
        joined,
    };
    let text = token.text;
    let after_word = before.is_some_and(|b| b.kind == TokenKind::Word);
    if token.lower == "'s" || (token.lower == "'" && before.is_some_and(|b| b.is(Word::PluralLike))) {
        out.push(part(0..text.len(), after_word));
        return;
    }
    if token.kind != TokenKind::Word {
        out.push(part(0..text.len(), false));
        return;
    }
    let same_bytes = text.len() == text.to_lowercase().len();
    if let Some(&letters) = cutter.joined.get(&token.lower).filter(|_| same_bytes) {
        out.push(part(0..letters, false));
        out.push(part(letters..text.len(), true));
        return;
    }
    let letters: usize = token.lower.chars().count();
    let clitic = cutter
        .words
        .clitics
        .iter()
        .find(|c| token.lower.len() > c.len() && token.lower.ends_with(c.as_str()));
    let from_end = clitic.map_or(0, |c| c.chars().count());
    let stem = text.char_indices().nth(letters - from_end).map_or(text.len(), |(i, _)| i);
    cut_hyphens(&text[..stem], cutter, |range| out.push(part(range, false)));
    if stem < text.len() {
        out.push(part(stem..text.len(), true));
    }
}

/// Cuts at hyphens, each a word of its own, but for those after a prefix.
fn cut_hyphens(text: &str, cutter: &Cutter, mut push: impl FnMut(Range<usize>)) {
    let is_date = text.len() >= 8 && text.chars().all(|c| c.is_ascii_digit() || c == '-');
    let (mut start, mut words) = (0, 1);
    if !is_date {
        for (at, hyphen) in text.match_indices(['-', '\u{2011}']) {
            if words == MOST_WORDS_OF_TOKEN {
                break;
            }
            let prefix = cutter.words.prefixes.contains(&text[start..at].to_lowercase());
            if at == start || at + hyphen.len() == text.len() || prefix {
                continue;
            }
            push(start..at);
            push(at..at + hyphen.len());
            start = at + hyphen.len();
            words += 2;
        }
    }
    push(start..text.len());
}
