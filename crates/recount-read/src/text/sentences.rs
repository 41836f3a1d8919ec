//! Where sentences end.

use super::{Token, TokenKind};
use crate::lexicon::Word;

/// A longer run of tokens is cut: no writer's sentence is so long, and work within a sentence may grow with its square.
const LONGEST_SENTENCE_TOKENS: usize = 400;

/// How many quotes and brackets may stand between the end of a sentence and the word that begins the next.
const LOOK_AHEAD_TOKENS: usize = 16;

/// Where sentences end, as numbers of tokens from the start of the paragraph.
pub(super) fn sentence_ends(tokens: &[Token<'_>]) -> Vec<usize> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let begun = out.last().copied().unwrap_or(0);
        if ends_sentence(tokens, begun, i) || i + 1 - begun >= LONGEST_SENTENCE_TOKENS {
            let mut end = i + 1;
            while end - begun < LONGEST_SENTENCE_TOKENS
                && tokens.get(end).is_some_and(|t| closes(t, tokens.get(end + 1)))
            {
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

/// Whether a full stop at `i` touches a word in small letters, so that it shortens no name.
fn after_small_word(tokens: &[Token<'_>], i: usize) -> bool {
    let before = i.checked_sub(1).map(|b| &tokens[b]);
    before.is_some_and(|b| {
        let small = b.text.chars().all(char::is_lowercase) && b.text.len() > 2;
        small && b.span.end == tokens[i].span.start
    })
}

fn is_item_number(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Number && token.text.len() <= 2
}

/// Whether the sentence that begins at `begun` ends with the token at `i`.
fn ends_sentence(tokens: &[Token<'_>], begun: usize, i: usize) -> bool {
    let token = &tokens[i];
    let next = || {
        let mut ahead = tokens[i + 1..].iter().take(LOOK_AHEAD_TOKENS);
        ahead.find(|t| !t.is_quote() && !matches!(t.text, "(" | "["))
    };
    let next_starts = || {
        next().is_none_or(|n| {
            n.is_capital() || n.kind == TokenKind::Number || n.text == "\u{2018}" || n.text == "'"
        })
    };
    let spaced =
        || tokens.get(i + 1).is_some_and(|n| n.span.start > token.span.end && n.kind == TokenKind::Word);
    match token.text {
        // Careless writers begin sentences with small letters; a small letter after a quotation goes on with the sentence.
        "?" => next_starts() || spaced(),
        "!" => next_starts(),
        // The number of an item of a list stands with the item.
        "." if i == begun + 1 && is_item_number(&tokens[begun]) => false,
        "." => {
            let ellipsis = tokens.get(i + 1).is_some_and(|t| t.text == "." && t.span.start == token.span.end);
            let glued = tokens.get(i + 1).is_some_and(|t| {
                t.span.start == token.span.end && t.kind != TokenKind::Sign && !t.is_capital()
            });
            !ellipsis && !glued && (next_starts() || (spaced() && after_small_word(tokens, i)))
        }
        "\u{2026}" => next_starts(),
        word if word.ends_with('.') && word.len() > 2 => {
            // "U.S." ends a sentence only before a word that begins sentences.
            next().is_some_and(|n| n.is(Word::Opener) && n.is_capital())
        }
        _ => false,
    }
}
