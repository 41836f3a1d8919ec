//! Sentences out of templates: `{name}` is a fact, `[a|b]` one of several ways of saying it.

use crate::train::random::Random;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What `xtask/data/reports.toml` holds.
#[derive(Deserialize)]
pub struct Words {
    pub given: Vec<String>,
    /// Each with another spelling.
    pub family: Vec<[String; 2]>,
    pub place_first: Vec<String>,
    pub place_second: Vec<String>,
    pub street: Vec<String>,
    pub month: Vec<String>,
    pub weekday: Vec<String>,
    pub publisher_first: Vec<String>,
    pub publisher_second: Vec<String>,
    pub agency: Vec<String>,
    pub cause: Vec<String>,
    pub site: Vec<String>,
    pub body: Vec<String>,
    pub trade: Vec<String>,
    pub thing: Vec<String>,
    pub quotation: Vec<String>,
    pub headline: Vec<String>,
    pub opener: Vec<String>,
    /// Templates of the sentences of one paragraph, by what it is about.
    pub section: BTreeMap<String, Vec<String>>,
    pub stock: Stock,
}

/// What is printed word for word.
#[derive(Deserialize)]
pub struct Stock {
    pub sentences: Vec<String>,
    pub notices: Vec<String>,
}

impl Words {
    /// The words of the file.
    pub fn new() -> Self {
        toml::from_str(include_str!("../../data/reports.toml")).expect("an embedded file is well formed")
    }
}

/// One of a list.
pub fn one<'a, T>(list: &'a [T], random: &mut Random) -> &'a T {
    &list[random.below(list.len())]
}

/// A template with every fact put in and one of every several ways taken. `fact` may draw too: what has no fixed value.
pub fn expand(
    template: &str,
    random: &mut Random,
    fact: &mut dyn FnMut(&str, &mut Random) -> String,
) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['[', '{']) {
        out.push_str(&rest[..at]);
        let inner = &rest[at + 1..];
        if rest[at..].starts_with('{') {
            let end = inner.find('}').expect("a fact's name is closed");
            out.push_str(&fact(&inner[..end], random));
            rest = &inner[end + 1..];
        } else {
            let (ways, after) = ways(inner);
            let way = *one(&ways, random);
            out.push_str(&expand(way, random, fact));
            rest = after;
        }
    }
    out.push_str(rest);
    // A way may be to say nothing.
    let out = out.replace("  ", " ");
    out.trim().to_string()
}

/// The ways up to the closing bracket, and what follows it.
fn ways(inner: &str) -> (Vec<&str>, &str) {
    let (mut depth, mut from) = (0, 0);
    let mut out = Vec::new();
    for (at, c) in inner.char_indices() {
        match c {
            '[' => depth += 1,
            ']' if depth == 0 => {
                out.push(&inner[from..at]);
                return (out, &inner[at + 1..]);
            }
            ']' => depth -= 1,
            '|' if depth == 0 => {
                out.push(&inner[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    panic!("a bracket of xtask/data/reports.toml is not closed: {inner}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_takes_facts_and_one_of_several_ways() {
        let mut fact = |name: &str, _: &mut Random| name.to_uppercase();
        let text = expand("[in|in] {place} [|] x [a [b|b]|a b]", &mut Random(1), &mut fact);
        assert_eq!(text, "in PLACE x a b");
    }

    #[test]
    fn every_template_of_the_file_can_be_put_together() {
        let words = Words::new();
        let facts = super::super::facts::Facts::new(0, &words, &mut Random(3));
        let all = words
            .section
            .values()
            .flatten()
            .chain(&words.headline)
            .chain(&words.quotation)
            .chain(&words.opener);
        for template in all {
            let text = facts.put_in(template, &words, &mut Random(5));
            assert!(!text.contains(['[', ']', '{', '}', '|']), "{text}");
        }
    }
}
