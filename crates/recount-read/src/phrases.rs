//! Lists of phrases, matched against tokens word by word; the longest wins.

use crate::text::Token;
use rustc_hash::FxHashMap as HashMap;

/// Phrases with a value each, looked up by their first or their last word.
#[derive(Debug, Clone)]
pub(crate) struct Phrases<T> {
    by_first: HashMap<String, Vec<(Vec<String>, T)>>,
    by_last: HashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T: Clone> Phrases<T> {
    /// Indexes phrases; letter case does not matter.
    pub fn new<S: AsRef<str>>(phrases: impl IntoIterator<Item = (S, T)>) -> Self {
        let mut out = Phrases { by_first: HashMap::default(), by_last: HashMap::default() };
        for (phrase, value) in phrases {
            let words: Vec<String> = split(phrase.as_ref());
            let (Some(first), Some(last)) = (words.first().cloned(), words.last().cloned()) else { continue };
            out.by_first.entry(first).or_default().push((words.clone(), value.clone()));
            out.by_last.entry(last).or_default().push((words, value));
        }
        for list in out.by_first.values_mut().chain(out.by_last.values_mut()) {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        out
    }

    /// The longest phrase that begins at token `start` and ends before `limit`: its length in tokens and its value.
    pub fn at(&self, tokens: &[Token<'_>], start: usize, limit: usize) -> Option<(usize, &T)> {
        let list = self.by_first.get(&tokens.get(start)?.lower)?;
        let fits = |words: &[String]| {
            start + words.len() <= limit.min(tokens.len())
                && words.iter().zip(&tokens[start..]).all(|(w, t)| *w == t.lower)
        };
        list.iter().find(|(words, _)| fits(words)).map(|(words, value)| (words.len(), value))
    }

    /// The longest phrase that ends before token `end` and begins at `floor` or later.
    pub fn ending(&self, tokens: &[Token<'_>], end: usize, floor: usize) -> Option<(usize, &T)> {
        let list = self.by_last.get(&tokens.get(end.checked_sub(1)?)?.lower)?;
        let fits = |words: &[String]| {
            end >= floor + words.len()
                && words.iter().zip(&tokens[end - words.len()..]).all(|(w, t)| *w == t.lower)
        };
        list.iter().find(|(words, _)| fits(words)).map(|(words, value)| (words.len(), value))
    }

    /// Whether a phrase begins at token `start`.
    pub fn has(&self, tokens: &[Token<'_>], start: usize, limit: usize) -> bool {
        self.at(tokens, start, limit).is_some()
    }
}

/// Splits a phrase of a lexicon as [`crate::text`] splits a text: at spaces, and a possessive apart.
fn split(phrase: &str) -> Vec<String> {
    let phrase = phrase.to_lowercase().replace('\u{2019}', "'");
    let mut out = Vec::new();
    for word in phrase.split_whitespace() {
        match word.strip_suffix("'s") {
            Some(stem) if !stem.is_empty() => out.extend([stem.to_string(), "'s".to_string()]),
            _ => out.push(word.to_string()),
        }
    }
    out
}
