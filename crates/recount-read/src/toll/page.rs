//! A report as its toll is read from it: the fate every word tells of, its mentions of people with the words around them.

use super::linear::Hash;
use super::people::{People, Way, people};
use crate::lexicon::{ReadingLexicon, Word};
use crate::text::{Text, TokenKind};
use recount_model::{BlockRole, Measure};
use std::collections::BTreeSet;
use std::ops::Range;

/// Sentences that are looked at; what a scraper left after a report is longer than any report's own tale.
const SENTENCES: usize = 90;
/// Mentions that are looked at, for texts whose sentences have no end.
const MENTIONS: usize = 500;

/// What the words around a mention say happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    Killed,
    Injured,
    /// Hit, whether or not it was survived.
    Struck,
    /// Nothing of the kind.
    Other,
}

/// Every fate, in the order of its number.
pub(super) const FATES: [Fate; 4] = [Fate::Killed, Fate::Injured, Fate::Struck, Fate::Other];

/// A mention with what was made of it.
pub(super) struct Seen {
    pub people: People,
    pub sentence: usize,
    pub fate: Fate,
    /// What the words around it say, hashed.
    pub features: Vec<Hash>,
}

/// A report's text with what is asked of it often.
pub(super) struct Page<'a, 't> {
    text: &'a Text<'t>,
    lexicon: &'a ReadingLexicon,
    /// The hash of every token's lower-case word; a number's is that of its length.
    hashes: Vec<Hash>,
    /// The fate each token tells of.
    fates: Vec<Fate>,
    /// The place of every sentence: 0 title, 1 first sentence, 2 the next three, 3 the next eight, 4 later.
    places: Vec<u64>,
}

impl<'a, 't> Page<'a, 't> {
    /// Reads a text.
    pub fn of(text: &'a Text<'t>, lexicon: &'a ReadingLexicon) -> Self {
        let hash = |t: &crate::text::Token<'_>| match t.kind {
            TokenKind::Number => Hash::of("#").number(t.text.len().min(5) as u64),
            _ => Hash::of(&t.lower),
        };
        let hashes = text.tokens.iter().map(hash).collect();
        let mut places = Vec::with_capacity(text.sentences.len());
        let mut body = 0;
        for sentence in &text.sentences {
            if sentence.role == BlockRole::Title {
                places.push(0);
                continue;
            }
            body += 1;
            places.push(match body {
                1 => 1,
                2..=4 => 2,
                5..=12 => 3,
                _ => 4,
            });
        }
        let mut page = Page { text, lexicon, hashes, fates: Vec::new(), places };
        page.fates = (0..text.tokens.len()).map(|k| page.fate_word(k)).collect();
        page
    }

    /// What the word at `k` tells of.
    fn fate_word(&self, k: usize) -> Fate {
        let word = self.text.lower(k);
        let end = self.text.tokens.len().min(k + 5);
        let phrase = self.lexicon.harm_phrases.at(&self.text.tokens, k, end).map(|(_, m)| *m);
        let verb = self.lexicon.harm(word).first().map(|h| h.measure);
        let noun = self.lexicon.harm_nouns.at(&self.text.tokens, k, end).map(|(_, m)| *m);
        let measures = [phrase, verb, self.lexicon.harm_adjectives.get(word).copied(), noun];
        for measure in measures.into_iter().flatten() {
            match measure {
                Measure::Killed => return Fate::Killed,
                Measure::Injured => return Fate::Injured,
                _ => {}
            }
        }
        if self.lexicon.people.struck.contains(word) { Fate::Struck } else { Fate::Other }
    }

    /// The mentions of people of the first sentences, those of a list also as one.
    pub fn mentions(&self) -> Vec<Seen> {
        let mut out = Vec::new();
        for (number, sentence) in self.text.sentences.iter().enumerate().take(SENTENCES) {
            let found = people(self.text, sentence.tokens.clone(), self.lexicon);
            for people in groups(self.text, &found).into_iter().chain(found) {
                if out.len() == MENTIONS {
                    return out;
                }
                out.push(self.seen(people, number, &sentence.tokens));
            }
        }
        out
    }

    fn seen(&self, people: People, sentence: usize, range: &Range<usize>) -> Seen {
        const RIGHT: usize = 14;
        const LEFT: usize = 6;
        let (start, end) = (people.tokens.start, people.tokens.end);
        let fate = |k: &usize| self.fates[*k] != Fate::Other;
        let right = (end..range.end.min(end + RIGHT)).find(fate);
        let left = (range.start.max(start.saturating_sub(LEFT))..start).rev().find(fate);
        let near_left = left.filter(|&k| start - k <= 3 && !joins(self.text, start - 1));
        let at = near_left.or(right).or(left);
        let outcome = at.map_or(Fate::Other, |k| self.fates[k]);
        let place = self.places[sentence];
        let mut features = Vec::with_capacity(40);
        let way = people.way as u64;
        let kind = Hash::of("m").number(way);
        features.push(kind);
        features.push(kind.number(place));
        features.push(kind.join(Hash::of("f")).number(outcome as u64));
        features.push(kind.join(Hash::of("f")).number(outcome as u64).number(place));
        let (r, l) = (right.map_or(3, |k| self.fates[k] as u64), left.map_or(3, |k| self.fates[k] as u64));
        features.push(kind.join(Hash::of("rl")).number(r).number(l));
        if let Some(k) = at {
            features.push(Hash::of("w").number(u64::from(k < start)).join(self.hashes[k]));
            // What stands between the mention and its fate.
            let gap = if k < start { k + 1..start } else { end..k };
            for j in gap.clone().take(5) {
                features.push(Hash::of("g").number(outcome as u64).join(self.hashes[j]));
            }
            if gap.is_empty() {
                features.push(Hash::of("g0").number(outcome as u64).number(u64::from(k < start)));
            }
            let after = self.hash_at(k + 1, range);
            features.push(Hash::of("fa").number(outcome as u64).join(after));
            features.push(Hash::of("fa2").number(outcome as u64).join(self.hash_at(k + 2, range)));
            features.push(Hash::of("fb").number(outcome as u64).join(self.hash_before(k, range)));
        }
        let w = |d: usize| self.hash_at(end + d, range);
        let b = |d: usize| self.hash_before(start.saturating_sub(d), range);
        for (d, bucket) in [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2), (5, 2), (6, 3), (7, 3), (8, 3)] {
            features.push(Hash::of("r").number(bucket).join(w(d)));
        }
        for (d, bucket) in [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2)] {
            features.push(Hash::of("l").number(bucket).join(b(d)));
        }
        features.push(Hash::of("rr").join(w(0)).join(w(1)));
        features.push(Hash::of("rr2").join(w(1)).join(w(2)));
        features.push(Hash::of("ll").join(b(0)).join(b(1)));
        features.push(Hash::of("lr").join(b(0)).join(w(0)));
        let head = self.hashes.get(end.saturating_sub(1)).copied().unwrap_or(Hash::of(""));
        features.push(Hash::of("h").join(head));
        features.push(Hash::of("h").join(head).join(w(0)));
        features.push(Hash::of("h").join(head).number(outcome as u64));
        Seen { people, sentence, fate: outcome, features }
    }

    fn hash_at(&self, k: usize, range: &Range<usize>) -> Hash {
        if k < range.end { self.hashes[k] } else { Hash::of("</s>") }
    }

    fn hash_before(&self, k: usize, range: &Range<usize>) -> Hash {
        if k > range.start { self.hashes[k - 1] } else { Hash::of("<s>") }
    }

    /// The words by which a perpetrator comes to be among the dead, each once.
    pub fn turns(&self) -> Vec<Hash> {
        let mut out = BTreeSet::new();
        for (sentence, &place) in self.text.sentences.iter().zip(&self.places).take(SENTENCES) {
            let zone = Hash::of("turn").number(u64::from(place <= 2));
            for k in sentence.tokens.clone() {
                if self.lexicon.people.own_hand.contains(self.text.lower(k)) {
                    out.insert(zone.value());
                    out.insert(zone.join(self.hashes[k]).value());
                }
            }
        }
        out.into_iter().map(Hash::from_value).collect()
    }

    /// The words of the title, of the first sentences, and of sentences that tell of harm, each once.
    pub fn words(&self) -> Vec<Hash> {
        let mut out = BTreeSet::new();
        out.insert(Hash::of("bias").value());
        let mut harmful = 0;
        for (sentence, &place) in self.text.sentences.iter().zip(&self.places).take(SENTENCES) {
            let range = sentence.tokens.clone();
            let harm = range.clone().any(|k| self.fates[k] != Fate::Other);
            harmful += usize::from(harm);
            let zone = match place {
                0 => "T",
                1 | 2 => "L",
                _ if harm && harmful < 25 => "H",
                _ => continue,
            };
            for k in range.clone() {
                out.insert(Hash::of(zone).join(self.hashes[k]).value());
                if place <= 2 && k + 1 < range.end {
                    out.insert(Hash::of(zone).join(self.hashes[k]).join(self.hashes[k + 1]).value());
                }
                out.insert(Hash::of("A").join(self.hashes[k]).value());
            }
        }
        out.into_iter().map(Hash::from_value).collect()
    }
}

/// Whether token `k` joins what stands around it: "and", a comma.
fn joins(text: &Text<'_>, k: usize) -> bool {
    text.tokens[k].is(Word::And) || text.lower(k) == ","
}

/// Mentions in a row, joined by "and" or a comma, as one: "a man, his wife and two children".
fn groups(text: &Text<'_>, found: &[People]) -> Vec<People> {
    const LOOSE: usize = 4;
    let mut out = Vec::new();
    let mut at = 0;
    while at < found.len() {
        let mut end = at;
        let joined = |a: &People, b: &People| {
            let gap = a.tokens.end..b.tokens.start;
            gap.len() <= LOOSE
                && gap.clone().any(|k| joins(text, k) || text.lower(k) == "&")
                && gap.clone().skip(1).all(|k| text.tokens[k].kind == TokenKind::Word || text.lower(k) == ",")
        };
        let single = |p: &People| p.number > 0 && p.way != Way::Numbering;
        while end + 1 < found.len()
            && single(&found[end])
            && single(&found[end + 1])
            && joined(&found[end], &found[end + 1])
        {
            end += 1;
        }
        if end > at {
            let number = found[at..=end].iter().map(|p| p.number).sum();
            out.push(People {
                tokens: found[at].tokens.start..found[end].tokens.end,
                number,
                way: Way::Group,
                age: None,
            });
        }
        at = end + 1;
    }
    out
}
