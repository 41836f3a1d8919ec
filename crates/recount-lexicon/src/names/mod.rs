//! Whether two spellings are one name, and why. A name is cut into parts (`parts`): its own words, particles, titles, legal
//! forms, numbers; the parts of two names are set against each other (`align`), words by how they sound and how they are written
//! (`sound`, `distance`); what is paired, what is missing on one side and what contradicts makes the score (`persons`, `bodies`).
//!
//! Every score comes with its [`Feature`]s and can be computed from them alone, see [`Comparison`]. Looks at the two names only:
//! that two people share a name, no comparison of names can tell.
//!
//! What words mean is data in `lexicon/names/*.toml`; examples and counter-examples stand in `lexicon/names/examples.txt`. The model follows the matcher of names of OpenSanctions (nomenklatura's
//! `logic_v2` and the library rigour): parts with symbols, costs that suit transliteration, weights by kind of part.
//! DIFFERENCE: a part that contradicts (both names have one that the other lacks) counts against a person's name more than a
//! part that one name leaves out, known given names are never taken for slips of each other, and nothing is learned from pairs.

mod align;
mod bodies;
mod comparison;
mod distance;
mod parts;
mod persons;
mod sound;
mod words;

pub use comparison::{Comparison, Feature, FeatureKind};
pub use words::NameWords;

use parts::{Part, PartRole};
use std::collections::BTreeSet;

/// What sort of thing bears the names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A company, organisation, armed group, ministry, court, party.
    Body,
    /// A ship.
    Vessel,
    /// A person or a body: the words of the names decide.
    Unknown,
}

/// Scores at or above this say "the same name".
pub const SAME_NAME: f64 = 0.7;

/// Compares two spellings: 1 is the same name, 0 has nothing in common, [`SAME_NAME`] is the border between yes and no.
/// Symmetric in its arguments but for the sides of the features.
///
/// ```
/// use recount_lexicon::names::{NameKind, SAME_NAME, compare};
/// assert!(compare("Yousef al-Harbi", "Harby, Yusuf", NameKind::Person).score >= SAME_NAME);
/// assert!(compare("Abdullah Karim", "Abdullah Rahim", NameKind::Person).score < SAME_NAME);
/// ```
pub fn compare(left: &str, right: &str, kind: NameKind) -> Comparison {
    let words = NameWords::embedded();
    let kind = if kind == NameKind::Unknown { parts::kind_by_words(left, right, words) } else { kind };
    let (a, b) = (parts::of_name(left, kind, words), parts::of_name(right, kind, words));
    let comparison = match kind {
        NameKind::Person => persons::compare(&a, &b, words),
        _ => bodies::compare(&a, &b, words),
    };
    match comparison {
        Some(comparison) => comparison,
        // Nothing but signs, or a name in letters nothing is known of: the same only if written the same.
        None => Comparison::whole(left, right),
    }
}

/// Keys of a name: two names that [`compare`] pairs a word of share one, but for slips of the pen and words written together. To
/// look only where it is worth it among many names; a shared key says nothing by itself.
pub fn keys(name: &str, kind: NameKind) -> BTreeSet<String> {
    let words = NameWords::embedded();
    let mut keys = BTreeSet::new();
    for part in parts::of_name(name, kind, words) {
        if part.role != PartRole::Word || part.generic.is_some() {
            continue;
        }
        keys.extend(Some(sound::consonants(&part.sound)).filter(|heard| !heard.is_empty()));
        keys.extend(words.spellings_of(&part.text).next().map(|first| format!("={first}")));
    }
    keys
}

/// The parts that carry a name, by their weight; used where both kinds of names need it.
fn core(parts: &[Part]) -> impl Iterator<Item = (usize, &Part)> {
    parts
        .iter()
        .enumerate()
        .filter(|(_, p)| matches!(p.role, PartRole::Word | PartRole::Initial | PartRole::Number(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pairs of `examples.txt`: kind, whether they are one name, whether that is known to come out wrong, the two names.
    fn examples() -> impl Iterator<Item = (NameKind, bool, bool, &'static str, &'static str)> {
        let lines = include_str!("../../lexicon/names/examples.txt").lines();
        lines.filter(|l| !l.trim().is_empty() && !l.starts_with('#')).map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [kind, same, left, right] = cells[..] else { panic!("four cells: {line}") };
            let kind = match kind {
                "person" => NameKind::Person,
                "body" => NameKind::Body,
                "vessel" => NameKind::Vessel,
                "unknown" => NameKind::Unknown,
                _ => panic!("a kind: {line}"),
            };
            let wrong = same.ends_with('?');
            (kind, same.starts_with("same"), wrong, left, right)
        })
    }

    #[test]
    fn the_examples_are_told_apart() {
        for (kind, same, wrong, left, right) in examples() {
            let comparison = compare(left, right, kind);
            assert_eq!((comparison.score >= SAME_NAME) != wrong, same, "{left} | {right}: {comparison:#?}");
        }
    }

    #[test]
    fn the_sides_may_be_changed_and_a_name_is_itself() {
        for (kind, _, _, left, right) in examples() {
            let (there, back) = (compare(left, right, kind).score, compare(right, left, kind).score);
            assert!((there - back).abs() < 1e-9, "{left} | {right}: {there} {back}");
            assert!(compare(left, left, kind).score > 0.99, "{left}");
        }
    }

    #[test]
    fn any_text_is_compared_in_bounded_time() {
        let long = "Sol ".repeat(100_000);
        let dense = "x".repeat(400_000);
        let digits = "9".repeat(1_000_000);
        let mixed = "\u{202e}\u{301}\u{1f642} l\u{e4}r\u{644}\u{5d0}-\u{4e60} II ".repeat(1_000);
        let texts = ["", " ", "-", "&", "'", "\u{301}", "\u{1f642}", "a", &long, &dense, &digits, &mixed];
        for kind in [NameKind::Person, NameKind::Body, NameKind::Vessel, NameKind::Unknown] {
            for left in texts {
                for right in texts {
                    let score = compare(left, right, kind).score;
                    assert!((0.0..=1.0).contains(&score));
                }
            }
        }
    }

    #[test]
    fn a_score_follows_from_its_features() {
        let comparison = compare("Nouri Al-Maleki", "Nuri al-Maliki", NameKind::Person);
        let kinds: Vec<FeatureKind> = comparison.features.iter().map(|f| f.kind).collect();
        assert_eq!(kinds, [FeatureKind::AlikeWord, FeatureKind::SameWord, FeatureKind::AlikeWord]);
    }

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for (left, right) in
            [("Nouri Al-Maleki", "Nuri al-Maliki"), ("Qaddafi", "Gaddafi"), ("Mojahedin", "Mujahideen")]
        {
            let (a, b) = (keys(left, NameKind::Person), keys(right, NameKind::Person));
            assert!(!a.is_disjoint(&b), "{a:?} {b:?}");
        }
    }
}
