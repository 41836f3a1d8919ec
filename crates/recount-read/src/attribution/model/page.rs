//! A text as the model sees it: words with hashed forms, their parse, sentences, paragraphs and quotations.

use super::weights::word_hash;
use crate::clusters::{Cluster, Clusters};
use crate::lexicon::ReadingLexicon;
use crate::syntax::{Relation, Syntax};
use crate::text::{Text, TokenKind};
use recount_model::{Report, Span};
use std::ops::Range;

/// What a word is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Letters, the first one small.
    Small,
    /// Letters, the first one a capital.
    Capital,
    /// Two or more capitals and nothing else.
    Capitals,
    /// Begins with a digit.
    Number,
    /// A comma.
    Comma,
    /// A full stop, question mark or exclamation mark.
    Stop,
    /// A colon.
    Colon,
    /// A quotation mark.
    Quote,
    /// A dash.
    Dash,
    /// Any other sign.
    Sign,
}

impl Shape {
    /// Whether it is a word or a number, no sign.
    pub fn is_word(self) -> bool {
        matches!(self, Shape::Small | Shape::Capital | Shape::Capitals | Shape::Number)
    }
}

/// One word: hashes of what it is, its place in the text and in the parse.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// First byte in the text.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Hash of the word in lower case.
    pub form: u32,
    /// Hash of its last three letters.
    pub suffix: u32,
    /// What it is written with.
    pub shape: Shape,
    /// What cluster of words it belongs to.
    pub cluster: Cluster,
    /// Number of its part of speech.
    pub tag: u8,
    /// Number of its relation to its head.
    pub relation: u8,
    /// What depends on it: a bit for each of the relations of `bit_of`.
    pub below: u16,
    /// The word it depends on; itself at the root of a sentence.
    pub head: u32,
    /// The first word below it, or itself.
    pub left: u32,
    /// The last word below it, or itself.
    pub right: u32,
}

/// A word beyond the ends of what is looked at.
pub const NOWHERE: Word = Word {
    start: 0,
    end: 0,
    form: 1,
    suffix: 1,
    shape: Shape::Sign,
    cluster: Cluster { fine: 255, coarse: 255 },
    tag: 254,
    relation: 254,
    below: 0,
    head: 0,
    left: 0,
    right: 0,
};

/// The bit of [`Word::below`] that says that something depends on the word with this relation; zero for relations that tell
/// nothing of reporting.
fn bit_of(relation: Relation) -> u16 {
    match relation {
        Relation::Nsubj => 1,
        Relation::NsubjPass => 1 << 1,
        Relation::Obj | Relation::Iobj => 1 << 2,
        Relation::Ccomp => 1 << 3,
        Relation::Xcomp => 1 << 4,
        Relation::Parataxis => 1 << 5,
        Relation::Obl => 1 << 6,
        Relation::Mark => 1 << 7,
        Relation::Advcl => 1 << 8,
        Relation::Acl | Relation::AclRelcl => 1 << 9,
        Relation::Case => 1 << 10,
        Relation::Nmod | Relation::NmodPoss => 1 << 11,
        Relation::Cop => 1 << 12,
        Relation::Det => 1 << 13,
        Relation::AuxPass => 1 << 14,
        Relation::Aux => 1 << 15,
        _ => 0,
    }
}

/// Fills in tags and trees. A token that is several words of the syntax ("don't") counts as the one that the others hang on.
fn parse(words: &mut [Word], syntax: &Syntax) {
    for token in 0..words.len() {
        let Some(top) = syntax.top_of(token) else { continue };
        let word = syntax.words[top];
        let subtree = syntax.subtree(top);
        words[token].tag = word.tag as u8;
        words[token].relation = word.relation as u8;
        let token_of = |word: usize| syntax.token_of(word).map(|t| t as u32);
        let last = subtree.end.checked_sub(1).and_then(|w| syntax.last_token_of(w));
        words[token].left = token_of(subtree.start).unwrap_or(token as u32).min(token as u32);
        words[token].right = last.map_or(token as u32, |t| t as u32).max(token as u32);
        if let Some(head) = word.head().and_then(token_of) {
            words[token].head = head;
            if let Some(above) = words.get_mut(head as usize) {
                above.below |= bit_of(word.relation);
            }
        }
    }
}

/// A sentence of a page.
#[derive(Debug, Clone)]
pub struct PageSentence {
    /// Its words.
    pub words: Range<usize>,
    /// The paragraph it stands in.
    pub paragraph: usize,
}

/// The words of a text with what the model asks of them.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// In text order.
    pub words: Vec<Word>,
    /// In text order; together they hold all words.
    pub sentences: Vec<PageSentence>,
    /// Quotations with their marks, in order, none within another.
    pub quotations: Vec<Range<usize>>,
    /// For each word the quotation it stands in, counted from one; zero outside.
    pub in_quotation: Vec<u32>,
}

impl Page {
    /// Reads a report's text.
    pub fn of(report: &Report) -> Self {
        Self::of_text(&Text::of(report, ReadingLexicon::english()))
    }

    /// Takes over tokens and sentences.
    pub(crate) fn of_text(text: &Text<'_>) -> Self {
        let mut words: Vec<Word> = Vec::with_capacity(text.tokens.len());
        for (i, token) in text.tokens.iter().enumerate() {
            let shape = match token.text {
                "," => Shape::Comma,
                "." | "?" | "!" => Shape::Stop,
                ":" => Shape::Colon,
                "-" | "\u{2013}" | "\u{2014}" => Shape::Dash,
                _ if token.is_quote() => Shape::Quote,
                _ if token.kind == TokenKind::Number => Shape::Number,
                _ if token.kind == TokenKind::Sign => Shape::Sign,
                _ if token.is_acronym() => Shape::Capitals,
                _ if token.is_capital() => Shape::Capital,
                _ => Shape::Small,
            };
            let suffix = token.lower.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
            let form = word_hash(&token.lower);
            words.push(Word {
                start: token.span.start as u32,
                end: token.span.end as u32,
                form,
                suffix: word_hash(&token.lower[suffix..]),
                shape,
                cluster: Clusters::english().of(form),
                tag: u8::MAX,
                relation: u8::MAX,
                below: 0,
                head: i as u32,
                left: i as u32,
                right: i as u32,
            });
        }
        parse(&mut words, &text.syntax);
        let sentences: Vec<PageSentence> = text
            .sentences
            .iter()
            .map(|s| PageSentence { words: s.tokens.clone(), paragraph: s.paragraph })
            .collect();
        let quotations = text.quotations.clone();
        let mut in_quotation = vec![0; words.len()];
        for (number, range) in quotations.iter().enumerate() {
            in_quotation[range.clone()].fill(number as u32 + 1);
        }
        Page { words, sentences, quotations, in_quotation }
    }

    /// The bytes of some words, from the first to the last; the empty span at the start where there are none.
    pub fn span(&self, words: &Range<usize>) -> Span {
        match self.words.get(words.clone()).and_then(|w| Some((w.first()?, w.last()?))) {
            Some((first, last)) => Span::new(first.start as usize, last.end as usize),
            None => Span::new(0, 0),
        }
    }

    /// The sentence that holds a word.
    pub fn sentence_of(&self, word: usize) -> usize {
        self.sentences.partition_point(|s| s.words.end <= word)
    }
}
