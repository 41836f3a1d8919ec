//! A collection of tellings in numbers: every word a term, every telling the terms it holds under six views, each weighed by how rare it is
//! in the collection (tf-idf: Sparck Jones 1972, <https://doi.org/10.1108/eb026526>).

use super::background::Background;
use super::telling::Telling;
use super::words::Words;
use recount_model::Span;
use std::collections::HashMap;

/// A word of the collection, by its stem.
pub(super) type Term = u32;

/// One word of a telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// Its stem.
    pub term: Term,
    /// It begins with a capital.
    pub capital: bool,
    /// It begins with a digit.
    pub number: bool,
    /// It tells nothing of what its sentence is about.
    pub empty: bool,
    /// It is a sign, not a word.
    pub sign: bool,
}

/// Words of a telling that are looked at in all views but that of the title.
const LOOKED_AT: usize = 1200;
/// Words of the body that are its beginning.
const BEGINNING: usize = 160;

/// What a telling is looked at by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// All words.
    Words,
    /// Words with a capital that begin no sentence.
    Names,
    /// Two words with capitals side by side.
    NamePairs,
    /// Numbers.
    Numbers,
    /// Words of the title.
    Title,
    /// Words of the first sentences of the body.
    Beginning,
}

/// All views, in the order of their numbers.
pub(super) const VIEWS: [View; 6] =
    [View::Words, View::Names, View::NamePairs, View::Numbers, View::Title, View::Beginning];

/// Weights by key, keys rising, of length one.
pub(super) type Vector = Vec<(u64, f32)>;

/// Terms of words; a term is a number in the order of first sight.
#[derive(Debug, Default)]
pub(super) struct Terms {
    stems: Vec<String>,
    by_stem: HashMap<String, Term>,
    by_word: HashMap<String, Term>,
}

impl Terms {
    /// The term of a word as written.
    pub fn of(&mut self, word: &str) -> Term {
        let small = word.to_lowercase().replace('\u{2019}', "'");
        let small = small.strip_suffix("'s").unwrap_or(&small);
        if let Some(&term) = self.by_word.get(small) {
            return term;
        }
        let stem = Words::english().stem(small);
        let next = self.stems.len() as Term;
        let term = *self.by_stem.entry(stem.clone()).or_insert(next);
        if term == next {
            self.stems.push(stem);
        }
        self.by_word.insert(small.to_string(), term);
        term
    }

    /// All terms with their stems.
    pub fn all(&self) -> impl Iterator<Item = (Term, &str)> {
        self.stems.iter().enumerate().map(|(at, stem)| (at as Term, stem.as_str()))
    }

    /// The stem of a term.
    pub fn stem(&self, term: Term) -> &str {
        self.stems.get(term as usize).map_or("", String::as_str)
    }
}

/// The tellings in numbers.
#[derive(Debug)]
pub(super) struct Collection {
    /// The words.
    pub terms: Terms,
    /// By telling and sentence.
    pub tokens: Vec<Vec<Vec<Token>>>,
    /// By view and telling.
    vectors: Vec<Vec<Vector>>,
    /// By view: in how many tellings each key stands.
    frequency: Vec<HashMap<u64, u32>>,
    /// In how many reports of other news each term stands, and how many those are.
    elsewhere: Vec<f32>,
    others: f32,
}

impl Collection {
    /// Takes the tellings to numbers; linear in their words.
    pub fn of(tellings: &[Telling], background: &Background) -> Self {
        let mut terms = Terms::default();
        let tokens: Vec<Vec<Vec<Token>>> = tellings.iter().map(|t| tokens(t, &mut terms)).collect();
        let bags: Vec<[Vec<(u64, u32)>; 6]> =
            tellings.iter().zip(&tokens).map(|(telling, tokens)| bags(telling, tokens)).collect();
        let mut frequency: Vec<HashMap<u64, u32>> = vec![HashMap::new(); VIEWS.len()];
        for bag in &bags {
            for (view, keys) in bag.iter().enumerate() {
                keys.iter().for_each(|(key, _)| *frequency[view].entry(*key).or_default() += 1);
            }
        }
        let elsewhere = terms.stems.iter().map(|stem| background.held(stem)).collect();
        let others = background.reports();
        let mut out = Collection { terms, tokens, vectors: Vec::new(), frequency, elsewhere, others };
        out.vectors = VIEWS
            .iter()
            .map(|&view| bags.iter().map(|bag| out.weigh(view, &bag[view as usize])).collect())
            .collect();
        out
    }

    /// The weights of a telling's keys: the more of them the heavier, and the fewer hold them.
    fn weigh(&self, view: View, bag: &[(u64, u32)]) -> Vector {
        let weight = |&(key, count): &(u64, u32)| (key, (1.0 + (count as f32).ln()) * self.rarity(view, key));
        unit(bag.iter().map(weight).collect())
    }

    /// How many tellings there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The weights of a telling under a view.
    pub fn vector(&self, view: View, telling: usize) -> &Vector {
        &self.vectors[view as usize][telling]
    }

    /// In how many tellings a key of a view stands.
    pub fn frequency(&self, view: View, key: u64) -> u32 {
        self.frequency[view as usize].get(&key).copied().unwrap_or(0)
    }

    /// How rare a key of a view is: the logarithm of all reports, those of other news included, by those that hold it.
    pub fn rarity(&self, view: View, key: u64) -> f32 {
        let elsewhere = match view {
            View::NamePairs => 0.0,
            _ => self.elsewhere.get(key as usize).copied().unwrap_or(0.0),
        };
        let held = (self.frequency(view, key) as f32).max(0.5) + elsewhere;
        ((self.len() as f32 + self.others + 1.0) / held).ln()
    }

    /// Where a key of a view first stands in a telling.
    pub fn place(&self, at: usize, view: View, key: u64, telling: &Telling) -> Option<Span> {
        let (first, second) = ((key >> 32) as Term, key as Term);
        for (sentence, tokens) in telling.sentences.iter().zip(&self.tokens[at]) {
            let found = match view {
                View::NamePairs => {
                    let pair = |w: &[Token]| {
                        w[0].term == first && w[1].term == second && w[0].capital && w[1].capital
                    };
                    tokens.windows(2).position(pair).map(|i| (i, i + 1))
                }
                View::Names => tokens.iter().position(|t| t.term == second && t.capital).map(|i| (i, i)),
                _ => tokens.iter().position(|t| t.term == second).map(|i| (i, i)),
            };
            if let Some((from, to)) = found {
                return Some(Span::new(sentence.tokens[from].start, sentence.tokens[to].end));
            }
        }
        None
    }

    /// How alike two tellings are under a view: the cosine of their weights, from 0 to 1.
    pub fn alike(&self, view: View, a: usize, b: usize) -> f32 {
        cosine(self.vector(view, a), self.vector(view, b))
    }
}

fn tokens(telling: &Telling, terms: &mut Terms) -> Vec<Vec<Token>> {
    let words = Words::english();
    let token = |span: &Span, terms: &mut Terms| {
        let written = telling.text.get(span.start..span.end).unwrap_or_default();
        let first = written.chars().next();
        Token {
            term: terms.of(written),
            capital: first.is_some_and(char::is_uppercase),
            number: first.is_some_and(|c| c.is_ascii_digit()),
            empty: words.is_empty(&written.to_lowercase()),
            sign: !written.contains(char::is_alphanumeric),
        }
    };
    telling.sentences.iter().map(|s| s.tokens.iter().map(|span| token(span, terms)).collect()).collect()
}

/// How often each key stands in a telling, by view, keys rising.
fn bags(telling: &Telling, tokens: &[Vec<Token>]) -> [Vec<(u64, u32)>; 6] {
    let mut keys: [Vec<u64>; 6] = Default::default();
    let (mut read, mut body) = (0, 0);
    for (sentence, tokens) in telling.sentences.iter().zip(tokens) {
        let mut before: Option<Term> = None;
        for (at, token) in tokens.iter().filter(|t| !t.sign).enumerate() {
            let key = u64::from(token.term);
            if sentence.title {
                keys[View::Title as usize].push(key);
            }
            if read == LOOKED_AT {
                continue;
            }
            read += 1;
            keys[View::Words as usize].push(key);
            if !sentence.title && body < BEGINNING {
                body += 1;
                keys[View::Beginning as usize].push(key);
            }
            if token.number {
                keys[View::Numbers as usize].push(key);
            }
            if token.capital {
                if at > 0 {
                    keys[View::Names as usize].push(key);
                }
                keys[View::NamePairs as usize].extend(before.map(|b| u64::from(b) << 32 | key));
            }
            before = token.capital.then_some(token.term);
        }
    }
    keys.map(counted)
}

fn counted(mut keys: Vec<u64>) -> Vec<(u64, u32)> {
    keys.sort_unstable();
    keys.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect()
}

/// The vector at length one.
pub(super) fn unit(mut vector: Vector) -> Vector {
    let length = vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    vector.iter_mut().for_each(|(_, w)| *w /= length);
    vector
}

/// The cosine of two vectors of length one.
pub(super) fn cosine(a: &[(u64, f32)], b: &[(u64, f32)]) -> f32 {
    shared(a, b).map(|(_, x, y)| x * y).sum()
}

/// The keys of both with their weights in each.
pub(super) fn shared<'v>(
    a: &'v [(u64, f32)],
    b: &'v [(u64, f32)],
) -> impl Iterator<Item = (u64, f32, f32)> + 'v {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            match x.0.cmp(&y.0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    (i, j) = (i + 1, j + 1);
                    return Some((x.0, x.1, y.1));
                }
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use recount_model::Report;

    #[test]
    fn a_rare_word_in_common_counts_more_than_a_common_one() {
        let texts =
            ["The fire in Orvane.", "The fire in Pellin.", "A flood in Orvane.", "The fire in Castor."];
        let reports: Vec<Report> = texts.iter().map(|t| Report::of_text("a.txt", *t)).collect();
        let tellings: Vec<Telling> = reports.iter().map(Telling::of).collect();
        let collection = Collection::of(&tellings, &Background::default());
        let alike = |a, b| collection.alike(View::Words, a, b);
        assert!(alike(0, 2) > alike(0, 1));
        assert!((alike(0, 0) - 1.0).abs() < 1e-5);
        assert_eq!(collection.alike(View::Names, 0, 1), 0.0);
    }
}
