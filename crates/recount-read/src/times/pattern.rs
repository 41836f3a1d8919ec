//! Patterns of rules, and one tree of all of them, walked from every word of a text.
//!
//! The tree is finite and no deeper than the longest pattern, so a walk from one word costs a bounded number of steps, and finding all
//! expressions of a text is linear in its words. Words that begin no pattern cost one look-up.

use super::lexicon::{Symbol, Symbols, words_of};
use super::pieces::{Pieces, Reading};
use rustc_hash::FxHashMap as HashMap;
use std::cmp::Reverse;
use std::ops::Range;

/// A way through a pattern: its symbols, and which of them belong to the expression.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Path {
    symbols: Vec<Symbol>,
    visible: Option<Range<usize>>,
}

/// All ways through a pattern. See the header of `time.toml` for how it is written.
pub(super) fn parse_pattern(pattern: &str, symbols: &mut Symbols) -> Vec<Path> {
    let spaced =
        ["[", "]", "(", ")"].iter().fold(pattern.to_string(), |p, s| p.replace(s, &format!(" {s} ")));
    let marks: Vec<&str> = spaced.split_whitespace().collect();
    sequence(&mut marks.as_slice(), vec![Path::default()], symbols)
}

fn sequence(rest: &mut &[&str], mut paths: Vec<Path>, symbols: &mut Symbols) -> Vec<Path> {
    while let Some((&mark, tail)) = rest.split_first() {
        *rest = tail;
        match mark {
            "[" => {
                let with = sequence(rest, paths.clone(), symbols);
                // Without the part first: the shorter way is the commoner one; the order changes nothing else.
                paths.extend(with);
            }
            "]" => return paths,
            "(" => paths.iter_mut().for_each(|p| p.visible = Some(p.symbols.len()..p.symbols.len())),
            ")" => paths.iter_mut().for_each(|p| {
                let end = p.symbols.len();
                p.visible = p.visible.take().map(|v| v.start..end);
            }),
            item => {
                let ways: Vec<Vec<Symbol>> = item
                    .split('|')
                    .map(|way| match way {
                        way if way.starts_with('<') => vec![symbols.of(way)],
                        way => words_of(way).iter().map(|w| symbols.of(w)).collect(),
                    })
                    .collect();
                paths = paths
                    .into_iter()
                    .flat_map(|path| {
                        ways.iter().map(move |way| {
                            let mut path = path.clone();
                            path.symbols.extend(way);
                            path
                        })
                    })
                    .collect();
            }
        }
    }
    paths
}

#[derive(Debug, Clone, Default)]
struct Node {
    next: HashMap<Symbol, usize>,
    /// Rules whose pattern ends here, with the part of the pattern that belongs to the expression.
    ends: Vec<(usize, Range<usize>)>,
}

/// The tree of all patterns.
#[derive(Debug, Clone)]
pub(super) struct Paths {
    nodes: Vec<Node>,
}

impl Default for Paths {
    fn default() -> Self {
        Paths { nodes: vec![Node::default()] }
    }
}

/// A pattern found in a text.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub rule: usize,
    /// What the symbols of the pattern were found as, with the piece each begins at.
    pub found: Vec<(usize, Reading)>,
    /// The pieces of the expression.
    pub visible: Range<usize>,
}

impl Paths {
    /// Adds the ways through a pattern of a rule.
    pub fn add(&mut self, paths: &[Path], rule: usize) {
        for path in paths.iter().filter(|p| !p.symbols.is_empty()) {
            let mut at = 0;
            for symbol in &path.symbols {
                at = match self.nodes[at].next.get(symbol) {
                    Some(&next) => next,
                    None => {
                        self.nodes.push(Node::default());
                        let new = self.nodes.len() - 1;
                        self.nodes[at].next.insert(*symbol, new);
                        new
                    }
                };
            }
            let visible = path.visible.clone().unwrap_or(0..path.symbols.len());
            if !visible.is_empty() && !self.nodes[at].ends.iter().any(|(r, _)| *r == rule) {
                self.nodes[at].ends.push((rule, visible));
            }
        }
    }

    /// Whether a pattern can begin with a symbol.
    pub fn begins(&self, symbol: Symbol) -> bool {
        self.nodes[0].next.contains_key(&symbol)
    }

    /// All patterns that begin at a piece and end before `limit`; the longest expression first, then in the order of the rules.
    pub fn at(&self, pieces: &Pieces<'_>, start: usize, limit: usize) -> Vec<Candidate> {
        let mut out = Vec::new();
        if pieces.readings(start).iter().any(|r| self.begins(r.symbol)) {
            self.walk(0, pieces, start, limit, &mut Vec::new(), &mut out);
            // Of two ways through one rule, that with more words around the expression knows more.
            let around = |c: &Candidate| c.found.last().map_or(0, |(at, r)| at + usize::from(r.len));
            out.sort_by_key(|c| (Reverse(c.visible.end), c.rule, Reverse(around(c))));
        }
        out
    }

    fn walk(
        &self,
        node: usize,
        pieces: &Pieces<'_>,
        at: usize,
        limit: usize,
        found: &mut Vec<(usize, Reading)>,
        out: &mut Vec<Candidate>,
    ) {
        for (rule, visible) in &self.nodes[node].ends {
            let (first, last) = (found[visible.start], found[visible.end - 1]);
            let visible = first.0..last.0 + usize::from(last.1.len);
            out.push(Candidate { rule: *rule, found: found.clone(), visible });
        }
        if at >= limit || self.nodes[node].next.is_empty() {
            return;
        }
        for reading in pieces.readings(at) {
            let end = at + usize::from(reading.len);
            if let Some(&next) = self.nodes[node].next.get(&reading.symbol).filter(|_| end <= limit) {
                found.push((at, *reading));
                self.walk(next, pieces, end, limit, found, out);
                found.pop();
            }
        }
    }
}
