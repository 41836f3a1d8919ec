//! Words with their part of speech, lemma and place in the sentence's tree.
//!
//! Words are those of Universal Dependencies for English, and trees have its relations. Sentences are those of the reader. A network
//! trained on a treebank tags and parses (`models/syntax.card.md` says on what and how well); it is embedded, and [`Model::read`]
//! reads such a file. A tree has one root and no crossing arcs, so that the words below a word stand together.
//! Work and memory grow with the text: a sentence has at most a few hundred of the reader's tokens, and a token is cut into a few words.

mod arithmetic;
mod clauses;
mod cut;
pub mod features;
mod labels;
mod lemma;
mod model;
mod network;
#[cfg(test)]
mod tests;
pub mod transitions;

pub use labels::{Relation, Upos};
pub use model::{FRAME, Model};

use crate::text::Text;
use cut::{Cut, cut};
use features::{Seen, rows};
use network::Workspace;
use recount_model::Span;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// A word of the syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    start: u32,
    end: u32,
    /// The number of the head; [`ROOT`] for none.
    head: u32,
    /// Its part of speech.
    pub tag: Upos,
    /// Its relation to the head.
    pub relation: Relation,
    /// Whether it continues the written word before it, as "n't" does "do".
    pub joined: bool,
}

/// The head of a word that has none.
const ROOT: u32 = u32::MAX;

impl Word {
    /// Its bytes in the text.
    pub fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// The number of its head among the words of the text; `None` for the root of a sentence.
    pub fn head(self) -> Option<usize> {
        (self.head != ROOT).then_some(self.head as usize)
    }
}

/// The words and trees of a text.
#[derive(Debug, Clone, Default)]
pub struct Syntax {
    /// All words, in the order of the text.
    pub words: Vec<Word>,
    /// The words of each sentence.
    pub sentences: Vec<Range<usize>>,
    /// The words below each word and itself.
    subtrees: Vec<(u32, u32)>,
    /// Children of all words, those of one together, in the order of the text.
    children: Vec<u32>,
    /// Where the children of each word begin; one more than words.
    child_starts: Vec<u32>,
    /// For each of the reader's tokens its first word; one more than tokens.
    first_words: Vec<u32>,
    /// For each word the reader's token in which it begins.
    tokens: Vec<u32>,
}

impl Model {
    /// The embedded model for English.
    pub fn english() -> &'static Model {
        static ENGLISH: OnceLock<Model> = OnceLock::new();
        ENGLISH.get_or_init(|| {
            let bytes: &'static [u8] = include_bytes!("../models/syntax.bin");
            // The embedded file is part of the program; a test reads it, so failure here means a broken build.
            Model::read(bytes).unwrap_or_else(|e| panic!("embedded model: {e}"))
        })
    }
}

impl Syntax {
    /// Cuts, tags and parses some spans of a text, each a paragraph or several with a blank line between them.
    ///
    /// # Panics
    ///
    /// When a span does not lie on characters of the text.
    ///
    /// # Examples
    ///
    /// ```
    /// use recount_read::syntax::{Relation, Syntax};
    /// let text = "Guards killed two men.";
    /// let syntax = Syntax::of(text, &[recount_model::Span::new(0, text.len())]);
    /// assert_eq!(syntax.words[3].relation, Relation::Obj);
    /// assert_eq!(syntax.lemma(text, 3), "man");
    /// ```
    pub fn of(text: &str, spans: &[Span]) -> Self {
        Text::of_spans(text, spans).syntax
    }

    /// Parses the sentences of a text that has its tokens.
    pub(crate) fn of_text(text: &Text<'_>, model: &Model) -> Self {
        let mut out = Self::default();
        let mut work = Workspace::default();
        let (mut cuts, mut word_rows): (Vec<Cut>, Vec<_>) = (Vec::new(), Vec::new());
        for sentence in &text.sentences {
            cuts.clear();
            let first = out.words.len();
            let first_token = out.first_words.len();
            cut(&text.tokens[sentence.tokens.clone()], &mut cuts, &mut out.first_words);
            out.first_words[first_token..].iter_mut().for_each(|w| *w += first as u32);
            word_rows.clear();
            let mut end = usize::MAX;
            for (i, word) in cuts.iter().enumerate() {
                let form = word.span.slice(text.text);
                let seen = Seen { form, spaced: word.span.start != end, joined: word.joined, first: i == 0 };
                word_rows.push(rows(seen, model.table));
                end = word.span.end;
            }
            if cuts.is_empty() {
                out.sentences.push(first..first);
                continue;
            }
            work.parse(model, &word_rows);
            let arcs = work.state.heads.iter().zip(&work.state.relations);
            for ((word, &tag), (&head, &relation)) in cuts.iter().zip(&work.tags).zip(arcs) {
                out.words.push(Word {
                    start: word.span.start as u32,
                    end: word.span.end as u32,
                    tag: Upos::numbered(tag.into()).unwrap_or(Upos::X),
                    head: if head < cuts.len() { (first + head) as u32 } else { ROOT },
                    relation: Relation::numbered(relation.into()).unwrap_or(Relation::Dep),
                    joined: word.joined,
                });
            }
            out.sentences.push(first..out.words.len());
        }
        out.link();
        out
    }

    /// Fills in what follows from words and heads: children, subtrees, tokens.
    fn link(&mut self) {
        let words = self.words.len();
        self.first_words.push(words as u32);
        self.tokens = vec![0; words];
        for token in 0..self.first_words.len() - 1 {
            let (from, to) = (self.first_words[token], self.first_words[token + 1]);
            self.tokens[from as usize..to as usize].fill(token as u32);
        }
        self.child_starts = vec![0; words + 1];
        for word in &self.words {
            word.head().into_iter().for_each(|head| self.child_starts[head + 1] += 1);
        }
        for i in 0..words {
            self.child_starts[i + 1] += self.child_starts[i];
        }
        let mut next = self.child_starts.clone();
        self.children = vec![0; *self.child_starts.last().unwrap_or(&0) as usize];
        let mut missing = vec![0_u32; words];
        for (i, word) in self.words.iter().enumerate() {
            if let Some(head) = word.head() {
                self.children[next[head] as usize] = i as u32;
                next[head] += 1;
                missing[head] += 1;
            }
        }
        // From the leaves up, so that each word is met once all below it have been.
        self.subtrees = (0..words as u32).map(|i| (i, i + 1)).collect();
        let mut ready: Vec<usize> = (0..words).filter(|&i| missing[i] == 0).collect();
        while let Some(word) = ready.pop() {
            let Some(head) = self.words[word].head() else { continue };
            let ((from, to), (head_from, head_to)) = (self.subtrees[word], self.subtrees[head]);
            self.subtrees[head] = (from.min(head_from), to.max(head_to));
            missing[head] -= 1;
            if missing[head] == 0 {
                ready.push(head);
            }
        }
    }

    /// The lemma of a word; `text` is the text that was parsed. Made when asked for.
    pub fn lemma<'t>(&self, text: &'t str, word: usize) -> Cow<'t, str> {
        self.words
            .get(word)
            .map_or(Cow::Borrowed(""), |w| Model::english().lemmas.lemma(w.span().slice(text), w.tag))
    }

    /// The words whose head a word is, in the order of the text.
    pub fn children(&self, word: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let bounds = self.child_starts.get(word).zip(self.child_starts.get(word + 1));
        let range = bounds.map_or(0..0, |(&from, &to)| from as usize..to as usize);
        self.children[range].iter().map(|&child| child as usize)
    }

    /// The first child with a relation.
    pub fn child(&self, word: usize, relation: Relation) -> Option<usize> {
        self.children(word).find(|&child| self.words[child].relation == relation)
    }

    /// The words below a word and itself, which stand together.
    pub fn subtree(&self, word: usize) -> Range<usize> {
        self.subtrees.get(word).map_or(0..0, |&(from, to)| from as usize..to as usize)
    }

    /// The bytes of some words, from the first to the last.
    pub fn span(&self, words: Range<usize>) -> Span {
        match self.words.get(words).and_then(|w| Some((w.first()?, w.last()?))) {
            Some((first, last)) => first.span().cover(last.span()),
            None => Span::new(0, 0),
        }
    }

    /// The head of a word, the head of that, and so on to the root.
    pub fn ancestors(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(word), |&word| self.head(word))
    }

    /// The head of a word.
    pub fn head(&self, word: usize) -> Option<usize> {
        self.words.get(word)?.head()
    }

    /// The sentence in which a word stands, as its number.
    pub fn sentence_of(&self, word: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|s| s.start <= word);
        after.checked_sub(1).filter(|&i| self.sentences[i].end > word)
    }

    /// The words of one of the reader's tokens; where several tokens are one word, that word for each.
    pub(crate) fn words_of(&self, token: usize) -> Range<usize> {
        let Some((&from, &to)) = self.first_words.get(token).zip(self.first_words.get(token + 1)) else {
            return 0..0;
        };
        from as usize..to.max(from + 1) as usize
    }

    /// The reader's token in which a word begins.
    pub(crate) fn token_of(&self, word: usize) -> Option<usize> {
        self.tokens.get(word).map(|&token| token as usize)
    }

    /// The last of the reader's tokens that a word reaches into.
    pub(crate) fn last_token_of(&self, word: usize) -> Option<usize> {
        self.words.get(word)?;
        let after = self.first_words.partition_point(|&first| first as usize <= word);
        // The entry past the tokens stands for the end of all words.
        after.checked_sub(1).map(|token| token.min(self.first_words.len().saturating_sub(2)))
    }

    /// Of the words of one of the reader's tokens the one that the rest of the sentence is joined to: its head lies outside, and it is
    /// no punctuation if that can be helped.
    pub(crate) fn top_of(&self, token: usize) -> Option<usize> {
        let range = self.words_of(token);
        let words = self.words.get(range.clone())?;
        let outside = |w: &Word| w.head().is_none_or(|h| !range.contains(&h));
        let found = words.iter().position(|w| outside(w) && w.relation != Relation::Punct);
        found.or_else(|| words.iter().position(outside)).map(|i| range.start + i)
    }
}
