//! The sentences of a report as the summary reads them: words in small letters, what they tell of, numbers, noun phrases.

use super::words::{Harm, Words};
use crate::lexicon::{ReadingLexicon, Word};
use crate::text::Text;
use crate::toll::linear::Hash;
use recount_model::Report;
use std::ops::Range;

/// Sentences that are looked at.
const MOST_SENTENCES: usize = 300;

/// A sentence.
pub(super) struct Line {
    pub words: Vec<String>,
    pub hashes: Vec<Hash>,
    /// What each word tells of.
    pub harms: Vec<Option<Harm>>,
    /// The number that each word is part of.
    pub numbers: Vec<Option<u64>>,
    /// The noun phrases, in order.
    pub phrases: Vec<Phrase>,
}

/// How a noun phrase counts whom it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Counted,
    Vague,
    One,
    Plural,
    Single,
}

/// A noun phrase without what follows "of" or another preposition.
pub(super) struct Phrase {
    pub range: Range<usize>,
    /// How many; `None` for several without a number.
    pub number: Option<u64>,
    pub way: Way,
    /// The words that say who: without determiners, numbers and fillers.
    pub core: Vec<String>,
    pub head: String,
    /// The determiner; empty for none, "#" for a number.
    pub determiner: String,
    /// Whether it owns what follows.
    pub owns: bool,
    /// Whether it can name people: it is no time and has words enough.
    pub people: bool,
}

/// The sentences of a report.
pub(super) fn lines(report: &Report, words: &Words) -> Vec<Line> {
    let lexicon = ReadingLexicon::english();
    let text = Text::without_trees(report, lexicon);
    let mut out = Vec::new();
    for sentence in text.sentences.iter().take(MOST_SENTENCES) {
        let range = sentence.tokens.clone();
        let mut numbers = vec![None; range.len()];
        for figure in crate::numbers::figures(&text, range.clone(), &[], lexicon) {
            let clock = text.lower(figure.tokens.start).starts_with('0');
            let number = figure.interval.leading().filter(|_| figure.interval.vague.is_none() && !clock);
            for k in figure.tokens.clone().filter(|k| range.contains(k)) {
                numbers[k - range.start] = number;
            }
        }
        let owned: Vec<String> = range.clone().map(|k| text.lower(k).to_string()).collect();
        let owns: Vec<bool> = range.map(|k| text.is(k, Word::Possessive)).collect();
        let mut line = Line {
            hashes: owned.iter().map(|w| Hash::of(w)).collect(),
            harms: owned.iter().map(|w| words.harm(w)).collect(),
            words: owned,
            numbers,
            phrases: Vec::new(),
        };
        line.phrases = phrases(&line, &owns, words);
        out.push(line);
    }
    out
}

/// The noun phrases of a sentence: runs of words that no frame word ends; a determiner begins a new one.
fn phrases(line: &Line, owns: &[bool], words: &Words) -> Vec<Phrase> {
    let ends = |k: usize| words.ends_phrase(&line.words[k]) && !owns[k];
    let mut out = Vec::new();
    let mut start = 0;
    while start < line.words.len() {
        if ends(start) || owns[start] {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        while end < line.words.len() && !ends(end) && !words.determiners.contains(&line.words[end]) {
            end += 1;
        }
        out.push(phrase(line, start..end, owns, words));
        start = end;
    }
    out
}

fn phrase(line: &Line, range: Range<usize>, owns: &[bool], words: &Words) -> Phrase {
    let owner = owns[range.end - 1];
    let inner: Vec<usize> = range.clone().filter(|&k| !owns[k]).collect();
    let word = |k: &usize| line.words[*k].as_str();
    let counted = inner.iter().find_map(|&k| line.numbers[k]);
    let head = inner.last().map_or("", word).to_string();
    let core: Vec<String> = inner
        .iter()
        .filter(|&&k| line.numbers[k].is_none())
        .map(word)
        .filter(|w| {
            !words.determiners.contains(*w) && !words.vague.contains(*w) && !words.fillers.contains(*w)
        })
        .map(String::from)
        .collect();
    let first = inner.first().map_or("", word);
    let determiner = match counted {
        _ if words.determiners.contains(first) => first.to_string(),
        Some(_) => "#".to_string(),
        None => String::new(),
    };
    let vague = inner.iter().any(|k| words.vague.contains(word(k)));
    let (number, way) = match counted {
        Some(n) if n != 1 => (Some(n), Way::Counted),
        _ if vague => (None, Way::Vague),
        Some(_) => (Some(1), Way::One),
        None if words.one.contains(&determiner) => (Some(1), Way::One),
        None if words.is_plural(&head) => (None, Way::Plural),
        None => (Some(1), Way::Single),
    };
    let time = inner.iter().any(|k| words.times.contains(word(k)));
    let known = !core.is_empty() || matches!(way, Way::Counted | Way::Vague);
    let short = core.len() == 1 && core[0].len() < 3;
    Phrase { range, number, way, core, head, determiner, owns: owner, people: known && !short && !time }
}
