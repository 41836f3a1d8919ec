//! When two names are one voice, and two wordings one population, for the purpose of a score.
//!
//! These rules belong to the definition of the figures. They are looser than those the program joins names by, and they
//! are no substitute for them.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Words that do not tell names apart.
const SMALL: [&str; 6] = ["the", "of", "a", "an", "and", "s"];

/// Lower-case runs of ASCII letters and digits, accents taken off, single spaces between.
pub(crate) fn normal(name: &str) -> String {
    let plain: String = name.nfkd().filter(|c| canonical_combining_class(*c) == 0).collect();
    plain
        .to_lowercase()
        .split(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Spellings of one name, each leading to the first.
#[derive(Debug, Default)]
pub(crate) struct Aliases(BTreeMap<String, String>);

impl Aliases {
    /// Reads `aliases` of `expected.json`: a list of lists of names, or of `{canonical, spellings: [{spelling}]}`.
    pub fn from_expected(expected: &Value) -> Aliases {
        let mut table = BTreeMap::new();
        for group in expected["aliases"].as_array().into_iter().flatten() {
            let names: Vec<&str> = match group {
                Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
                group => std::iter::once(&group["canonical"])
                    .chain(group["spellings"].as_array().into_iter().flatten().map(|s| &s["spelling"]))
                    .filter_map(Value::as_str)
                    .collect(),
            };
            let Some(first) = names.first() else { continue };
            let key = normal(first);
            for name in &names {
                table.insert(normal(name), key.clone());
            }
        }
        Aliases(table)
    }

    fn key<'a>(&'a self, name: &'a str) -> &'a str {
        self.0.get(name).map_or(name, String::as_str)
    }

    /// Whether two chains end in the same voice. An empty chain is only the same as another empty one.
    pub fn same_principal(&self, predicted: &[String], gold: &[String]) -> bool {
        match (predicted.last(), gold.last()) {
            (None, None) => true,
            (Some(p), Some(g)) => self.same_voice(p, g),
            _ => false,
        }
    }

    /// Whether two voices are one: a name in common after normalisation or by the aliases, or all telling words of one
    /// name within the other. `Body (Person)` names its voice twice.
    pub fn same_voice(&self, predicted: &str, gold: &str) -> bool {
        names_of(predicted)
            .iter()
            .any(|p| names_of(gold).iter().any(|g| self.same_name(&normal(p), &normal(g))))
    }

    fn same_name(&self, a: &str, b: &str) -> bool {
        if !a.is_empty() && !b.is_empty() && self.key(a) == self.key(b) {
            return true;
        }
        let (a, b) = (telling_words(a), telling_words(b));
        !a.is_empty() && !b.is_empty() && (a.is_subset(&b) || b.is_subset(&a))
    }
}

fn telling_words(name: &str) -> BTreeSet<&str> {
    name.split(' ').filter(|w| !w.is_empty() && !SMALL.contains(w)).collect()
}

/// The voice as written and, for `Body (Person)`, both of its names.
fn names_of(voice: &str) -> Vec<&str> {
    let mut names = vec![voice];
    if let Some((body, person)) = voice.strip_suffix(')').and_then(|v| v.split_once('(')) {
        names.extend([body.trim_end(), person]);
    }
    names
}

/// Populations the scores tell apart, each with marks one of which its words hold; the first that fits counts.
const POPULATIONS: [(&str, &[&str]); 15] = [
    ("civilians", &["civilian"]),
    ("women", &["women"]),
    ("children", &["child", "minor", "boys", "girls"]),
    ("staff", &["staff", "employees"]),
    ("patients", &["patient"]),
    ("caretakers", &["caretaker"]),
    (
        "attackers",
        &["attacker", "gunmen", "insurgent", "militant", "fighter", "terrorist", "members of boko"],
    ),
    ("soldiers", &["soldier", "troop"]),
    ("police", &["police"]),
    ("security forces", &["security forces", "security_forces"]),
    ("protesters", &["protester", "demonstrator"]),
    ("residents", &["resident"]),
    ("refugees", &["refugee"]),
    ("buildings", &["home", "house", "building", "structure", "hut"]),
    ("units", &["battalion", "unit"]),
];

/// The population some words name; `people` when no mark is among them.
pub(crate) fn population(words: &str) -> &'static str {
    let words = words.to_lowercase();
    let named = |marks: &[&str]| marks.iter().any(|m| words.contains(m));
    POPULATIONS.iter().find(|(_, marks)| named(marks)).map_or("people", |(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn voices_are_one_by_spelling_by_alias_and_by_bracket() {
        let aliases = Aliases::from_expected(&json!({"aliases": [
            ["Médecins Sans Frontières", "Doctors Without Borders", "MSF"],
            {"canonical": "Ministry of the Interior", "spellings": [{"spelling": "Interior Ministry"}, {"spelling": "MoI"}]},
        ]}));
        let check = |a: &str, b: &str, same: bool| assert_eq!(aliases.same_voice(a, b), same, "{a} / {b}");
        check("MSF", "Medecins sans frontieres", true);
        check("MSF (Jane Roe)", "Doctors Without Borders", true);
        check("MoI", "The Interior Ministry", false);
        check("MoI", "Interior Ministry", true);
        check("Roe", "MSF (Jane Roe)", true);
        check("the Ministry", "Ministry of the Interior", true);
        check("the", "of", false);
        check("Police", "Army", false);
    }

    #[test]
    fn an_own_voice_is_nobody_elses() {
        let check = |p: &[&str], g: &[&str], same: bool| {
            let list = |l: &[&str]| l.iter().map(|s| s.to_string()).collect::<Vec<_>>();
            assert_eq!(Aliases::default().same_principal(&list(p), &list(g)), same);
        };
        check(&[], &[], true);
        check(&["BBC"], &[], false);
        check(&[], &["BBC"], false);
        check(&["BBC", "Police"], &["Police"], true);
        check(&["Police", "BBC"], &["Police"], false);
    }

    #[test]
    fn populations_are_told_by_their_words() {
        for (words, key) in [
            ("", "people"),
            ("Camp residents", "residents"),
            ("women and children", "women"),
            ("huts", "buildings"),
        ] {
            assert_eq!(population(words), key, "{words}");
        }
    }
}
