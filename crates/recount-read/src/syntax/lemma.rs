//! Lemmas: the entry of a dictionary for a word and its part of speech. Forms that follow no rule are listed; for the rest the longest
//! ending with a rule says how many letters to take off and what to put on. Both were learned from the treebank.
//!
//! Their part of the model file is UTF-8 text, a line for each: `f` tag form lemma, or `r` tag ending letters-off letters-on, between tabs.

use super::labels::Upos;
use std::borrow::Cow;
use std::collections::HashMap;

/// Longest ending that has rules, in letters.
const LONGEST_ENDING: usize = 6;

/// Forms and rules; looked up, never listed.
#[derive(Debug, Clone, Default)]
pub(super) struct Lemmas {
    forms: HashMap<(Upos, String), String>,
    endings: HashMap<(Upos, String), (usize, String)>,
}

impl Lemmas {
    /// Reads the lines of a model; `None` where one is not as it should be.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut out = Self::default();
        for line in std::str::from_utf8(bytes).ok()?.lines() {
            let mut columns = line.split('\t');
            let (kind, tag, words) =
                (columns.next()?, Upos::named(columns.next()?)?, columns.next()?.to_owned());
            match kind {
                "f" => out.forms.insert((tag, words), columns.next()?.to_owned()).map(drop),
                "r" => {
                    let off = columns.next()?.parse().ok()?;
                    out.endings.insert((tag, words), (off, columns.next()?.to_owned())).map(drop)
                }
                _ => return None,
            };
        }
        Some(out)
    }

    /// The lemma of a word. A proper noun keeps its capitals; other words are in lower case.
    pub fn lemma<'t>(&self, form: &'t str, tag: Upos) -> Cow<'t, str> {
        const LONGEST_FORM_BYTES: usize = 60;
        if form.len() > LONGEST_FORM_BYTES {
            return Cow::Borrowed(form);
        }
        let mut key = (tag, form.to_lowercase().replace('\u{2019}', "'"));
        if let Some(lemma) = self.forms.get(&key) {
            return Cow::Owned(lemma.clone());
        }
        let lower = key.1.clone();
        let base = if tag == Upos::Propn { form } else { &lower };
        let starts: Vec<usize> = lower.char_indices().rev().take(LONGEST_ENDING).map(|(i, _)| i).collect();
        for start in starts.into_iter().rev().chain([lower.len()]) {
            key.1.clear();
            key.1.push_str(&lower[start..]);
            if let Some((off, on)) = self.endings.get(&key) {
                let kept = base.char_indices().rev().take(*off).last().map_or(base.len(), |(i, _)| i);
                if kept > 0 {
                    return Cow::Owned(format!("{}{on}", &base[..kept]));
                }
            }
        }
        if base == form { Cow::Borrowed(form) } else { Cow::Owned(lower) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_forms_come_before_endings_and_long_endings_before_short() {
        let lines = "f\tAUX\twas\tbe\nr\tNOUN\ts\t1\t\nr\tNOUN\ties\t3\ty\nr\tVERB\ted\t2\t\n";
        let lemmas = Lemmas::read(lines.as_bytes()).expect("well formed");
        for (form, tag, lemma) in [
            ("WAS", Upos::Aux, "be"),
            ("camps", Upos::Noun, "camp"),
            ("Bodies", Upos::Noun, "body"),
            ("attacked", Upos::Verb, "attack"),
            ("Reed", Upos::Propn, "Reed"),
            ("s", Upos::Noun, "s"),
        ] {
            assert_eq!(lemmas.lemma(form, tag), lemma);
        }
        assert!(Lemmas::read(b"f\tNONE\ta\tb").is_none());
    }
}
