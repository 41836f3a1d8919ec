//! The lemmatizer's rules, learned from words with their lemmas: for an ending the change most words with it make, where that is not
//! the change of the shorter ending; and the forms that no rule gets right.

use crate::conllu::Sentence;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Letters taken off and letters put on.
type Change = (usize, String);

/// Longest ending that gets a rule; the reader looks no farther.
const LONGEST_ENDING: usize = 6;

/// Fewest different words that make a rule.
const LEAST_WORDS: usize = 2;

/// How often each change is made.
type Tally = BTreeMap<Change, usize>;

/// The lines of the model file (`recount_read::syntax`, `lemma.rs`).
pub fn learn(sentences: &[Sentence]) -> String {
    let mut words: BTreeMap<(String, String), BTreeMap<String, usize>> = BTreeMap::new();
    for word in sentences.iter().flat_map(|s| &s.words) {
        let skipped = word.upos == "X" || word.lemma == "_";
        if !skipped && !word.form.contains(char::is_whitespace) && !word.lemma.contains(['\t', '\n']) {
            let form = word.form.to_lowercase().replace('\u{2019}', "'");
            *words.entry((word.upos.clone(), form)).or_default().entry(word.lemma.clone()).or_default() += 1;
        }
    }
    let best: BTreeMap<(String, String), (String, usize)> = words
        .into_iter()
        .filter_map(|(key, lemmas)| {
            let all = lemmas.values().sum();
            let most = lemmas.into_iter().max_by_key(|(_, count)| *count)?;
            Some((key, (most.0, all)))
        })
        .collect();
    let mut tallies: BTreeMap<(&str, String), Tally> = BTreeMap::new();
    for ((tag, form), (lemma, _)) in &best {
        let (off, _) = change(form, lemma);
        if matches!(tag.as_str(), "PUNCT" | "SYM") || off >= form.chars().count() {
            continue;
        }
        let letters: Vec<char> = form.chars().collect();
        for length in 0..=LONGEST_ENDING.min(letters.len().saturating_sub(1)) {
            let ending: String = letters[letters.len() - length..].iter().collect();
            *tallies.entry((tag, ending)).or_default().entry(change(form, lemma)).or_default() += 1;
        }
    }
    let mut rules: BTreeMap<(&str, &str), &Change> = BTreeMap::new();
    let mut by_length: Vec<_> = tallies.iter().collect();
    by_length.sort_by_key(|((_, ending), _)| ending.chars().count());
    for ((tag, ending), tally) in by_length {
        let Some((most, &count)) = tally.iter().max_by_key(|(_, count)| **count) else { continue };
        let shorter = rule(&rules, tag, &ending.chars().skip(1).collect::<String>());
        let gains = shorter.is_none_or(|s| s != most && count > tally.get(s).copied().unwrap_or(0));
        if count >= LEAST_WORDS && (ending.is_empty() || gains) {
            rules.insert((tag, ending), most);
        }
    }
    let mut out = String::new();
    for ((tag, form), (lemma, count)) in &best {
        let found = rule(&rules, tag, form);
        let made = found.map_or_else(|| form.clone(), |found| changed(form, found));
        let name = tag == "PROPN";
        // A name keeps the capitals it is written with.
        let right = if name { made == lemma.to_lowercase() } else { made == *lemma };
        let rare_name = name && *count < 2;
        if !right && !rare_name {
            let _ = writeln!(out, "f\t{tag}\t{form}\t{lemma}");
        }
    }
    for ((tag, ending), (off, on)) in rules {
        let _ = writeln!(out, "r\t{tag}\t{ending}\t{off}\t{on}");
    }
    out
}

/// The change of the longest ending with a rule.
fn rule<'r>(rules: &BTreeMap<(&str, &str), &'r Change>, tag: &str, form: &str) -> Option<&'r Change> {
    let starts: Vec<usize> = form.char_indices().rev().take(LONGEST_ENDING).map(|(i, _)| i).collect();
    let endings = starts.into_iter().rev().chain([form.len()]);
    let letters = form.chars().count();
    let mut found = endings.filter_map(|start| rules.get(&(tag, &form[start..])).copied());
    // A rule that would leave no letter is passed over, by the reader too.
    found.find(|(off, _)| *off < letters)
}

/// A form after a change.
fn changed(form: &str, (off, on): &Change) -> String {
    let kept = form.chars().count() - off;
    form.chars().take(kept).chain(on.to_lowercase().chars()).collect()
}

/// What must be taken off the end of `form` and put on for `lemma`, capitals aside.
fn change(form: &str, lemma: &str) -> Change {
    let same =
        form.chars().zip(lemma.chars()).take_while(|(f, l)| f.to_lowercase().eq(l.to_lowercase())).count();
    (form.chars().count() - same, lemma.chars().skip(same).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu::Word;

    #[test]
    fn endings_give_rules_and_the_rest_is_listed() {
        let word = |(form, lemma): (&str, &str)| Word {
            form: form.into(),
            lemma: lemma.into(),
            upos: "NOUN".into(),
            ..Word::default()
        };
        let words = [
            ("camps", "camp"),
            ("dogs", "dog"),
            ("walls", "wall"),
            ("bodies", "body"),
            ("cities", "city"),
            ("men", "man"),
            ("camp", "camp"),
            ("dog", "dog"),
            ("wall", "wall"),
            ("city", "city"),
        ];
        let lines = learn(&[Sentence { words: words.map(word).to_vec(), ..Sentence::default() }]);
        assert!(lines.contains("f\tNOUN\tmen\tman\n"), "{lines}");
        assert!(lines.contains("\ts\t1\t\n") && lines.contains("ies\t3\ty\n"), "{lines}");
    }
}
