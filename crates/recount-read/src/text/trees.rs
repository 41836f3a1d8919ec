//! The trees of [`crate::syntax`] in the numbers of the reader's tokens, which is what rules count in.
//!
//! A token may be several words of the syntax ("thirty-four", "don't"), or several tokens one word ("..."). For a token of several
//! words its top speaks: the one that the rest of the sentence is joined to. Past the last token, everything is `None`, empty or `X`.

#![allow(dead_code, reason = "one door for all rules, though not every question is asked yet")]

use super::Text;
use crate::syntax::{Relation, Upos};
use std::borrow::Cow;
use std::ops::Range;

impl<'t> Text<'t> {
    /// The part of speech of a token.
    pub fn tag(&self, token: usize) -> Upos {
        self.syntax.top_of(token).map_or(Upos::X, |word| self.syntax.words[word].tag)
    }

    /// The lemma of a token, in lower case but for names. Made when asked for, from tables.
    pub fn lemma(&self, token: usize) -> Cow<'t, str> {
        let syntax = &self.syntax;
        syntax.top_of(token).map_or(Cow::Borrowed(""), |word| syntax.lemma(self.text, word))
    }

    /// The token that a token depends on; `None` for the root of a sentence.
    pub fn head(&self, token: usize) -> Option<usize> {
        self.syntax.top_of(token).and_then(|word| self.token(self.syntax.head(word)))
    }

    /// The relation of a token to its head.
    pub fn relation(&self, token: usize) -> Relation {
        self.syntax.top_of(token).map_or(Relation::Dep, |word| self.syntax.words[word].relation)
    }

    /// The tokens that depend on a token, in the order of the text.
    pub fn children(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let words = self.syntax.words_of(token);
        let inside = words.clone();
        let children = words.flat_map(|word| self.syntax.children(word));
        children.filter(move |c| !inside.contains(c)).filter_map(|child| self.syntax.token_of(child))
    }

    /// The first token with a relation to a token.
    pub fn child(&self, token: usize, relation: Relation) -> Option<usize> {
        let words = self.syntax.words_of(token);
        words.into_iter().find_map(|word| self.token(self.syntax.child(word, relation)))
    }

    /// The tokens above a token, the nearest first, up to the root.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let words = self.syntax.top_of(token).into_iter().flat_map(|word| self.syntax.ancestors(word));
        words.filter_map(|word| self.syntax.token_of(word)).filter(move |&above| above != token)
    }

    /// The tokens below a token and itself, which stand together.
    pub fn subtree(&self, token: usize) -> Range<usize> {
        self.tokens_of(self.syntax.top_of(token).map(|word| self.syntax.subtree(word)), token)
    }

    /// The tokens of the clause of a predicate, without clauses coordinated with it or set beside it.
    pub fn clause(&self, predicate: usize) -> Range<usize> {
        self.tokens_of(self.syntax.top_of(predicate).map(|word| self.syntax.clause(word)), predicate)
    }

    /// The nearest predicate above a token, or itself: "said" for each word of a subject of "said".
    pub fn predicate_of(&self, token: usize) -> Option<usize> {
        self.ask(token, |word| self.syntax.predicate_of(word))
    }

    /// The nearest predicate with a time of its own above a token, or itself; infinitives and participles are passed over.
    pub fn finite_predicate_of(&self, token: usize) -> Option<usize> {
        self.ask(token, |word| self.syntax.finite_predicate_of(self.text, word))
    }

    /// Whether a token is a predicate.
    pub fn is_predicate(&self, token: usize) -> bool {
        self.syntax.top_of(token).is_some_and(|word| self.syntax.is_predicate(word))
    }

    /// The subject of a predicate: its own, or the one it shares with another verb, or the noun it modifies.
    pub fn subject(&self, predicate: usize) -> Option<usize> {
        self.ask(predicate, |word| self.syntax.subject(self.text, word))
    }

    /// The object of a predicate.
    pub fn object(&self, predicate: usize) -> Option<usize> {
        self.ask(predicate, |word| self.syntax.object(word))
    }

    /// Who does it: the subject, or the noun after "by" of a passive.
    pub fn agent(&self, predicate: usize) -> Option<usize> {
        self.ask(predicate, |word| self.syntax.agent(self.text, word))
    }

    /// To whom it is done: the object, or the subject of a passive.
    pub fn patient(&self, predicate: usize) -> Option<usize> {
        self.ask(predicate, |word| self.syntax.patient(self.text, word))
    }

    /// Whether a predicate is passive.
    pub fn is_passive(&self, predicate: usize) -> bool {
        self.syntax.top_of(predicate).is_some_and(|word| self.syntax.is_passive(self.text, word))
    }

    /// Whether "not", "never" or "no" stands with a token.
    pub fn is_negated(&self, token: usize) -> bool {
        self.syntax.words_of(token).any(|word| self.syntax.is_negated(self.text, word))
    }

    /// A token and those coordinated with it, of which it must be the first.
    pub fn conjuncts(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let words = self.syntax.top_of(token).into_iter().flat_map(|word| self.syntax.conjuncts(word));
        words.filter_map(|word| self.syntax.token_of(word))
    }

    fn ask(&self, token: usize, question: impl Fn(usize) -> Option<usize>) -> Option<usize> {
        self.token(question(self.syntax.top_of(token)?))
    }

    fn token(&self, word: Option<usize>) -> Option<usize> {
        self.syntax.token_of(word?)
    }

    /// The tokens of some words; those of `token` itself are among them.
    fn tokens_of(&self, words: Option<Range<usize>>, token: usize) -> Range<usize> {
        let ends = words.and_then(|w| {
            Some((self.syntax.token_of(w.start)?, self.syntax.last_token_of(w.end.checked_sub(1)?)?))
        });
        ends.map_or(token..token, |(first, last)| first.min(token)..last.max(token) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use recount_model::Span;

    fn check(text: &str, word: &str, ask: impl Fn(&Text<'_>, usize) -> String, expected: &str) {
        let read = Text::of_spans(text, &[Span::new(0, text.len())]);
        let token = read.tokens.iter().position(|t| t.text == word).expect("the word is there");
        assert_eq!(ask(&read, token), expected, "{word} in {text}");
    }

    fn shown(text: &Text<'_>, token: Option<usize>) -> String {
        token.map_or("none".to_owned(), |t| text.tokens[t].text.to_owned())
    }

    #[test]
    fn rules_ask_in_tokens() {
        let text = "The guards came in and killed twenty-two men who had fled.";
        check(text, "killed", |t, i| shown(t, t.subject(i)), "guards");
        check(text, "killed", |t, i| shown(t, t.object(i)), "men");
        check(text, "killed", |t, i| t.lemma(i).into_owned(), "kill");
        check(text, "twenty-two", |t, i| shown(t, t.head(i)), "men");
        check(text, "twenty-two", |t, i| t.tag(i).to_string(), "NUM");
        check(text, "men", |t, i| t.words(t.subtree(i)), "twenty-two men who had fled");
        check(text, "who", |t, i| shown(t, t.predicate_of(i)), "fled");
        let text = "Two women weren't hit by the shells.";
        check(text, "hit", |t, i| shown(t, t.agent(i)), "shells");
        check(text, "hit", |t, i| shown(t, t.patient(i)), "women");
        check(text, "hit", |t, i| t.is_negated(i).to_string(), "true");
    }

    #[test]
    fn every_question_has_an_answer_past_the_last_token() {
        let text = Text::of_spans("Go.", &[Span::new(0, 3)]);
        assert_eq!((text.tag(9), text.head(9), text.subtree(9)), (Upos::X, None, 9..9));
        assert_eq!((text.children(9).count(), text.subject(9), text.lemma(9).len()), (0, None, 0));
    }
}
