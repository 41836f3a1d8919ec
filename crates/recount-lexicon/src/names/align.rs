//! Setting the parts of two names against each other: the best pairs first, every part in one pair at most. One or two
//! neighbouring parts may be joined ("Van der Bilt" and "Vanderbilt").

use super::comparison::{Feature, FeatureKind};
use super::distance::cost;
use super::parts::{Part, PartRole};
use super::sound::{consonants, sound_of};
use super::words::NameWords;

/// Parts of the left and of the right name that belong together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pair {
    pub left: std::ops::Range<usize>,
    pub right: std::ops::Range<usize>,
    pub kind: FeatureKind,
    /// 0 to 1.
    pub alike: f64,
}

impl Pair {
    /// The pair as a reason of the score, with the agreement given.
    pub fn feature(&self, a: &[Part], b: &[Part], agreement: f64) -> Feature {
        let (left, right) = (&a[self.left.clone()], &b[self.right.clone()]);
        let weight = (weight(left) + weight(right)) / 2.0;
        Feature { kind: self.kind, left: text(left), right: text(right), weight, agreement }
    }
}

pub(super) fn text(parts: &[Part]) -> String {
    parts.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join(" ")
}

pub(super) fn weight(parts: &[Part]) -> f64 {
    parts.iter().map(|p| p.weight).sum()
}

/// Less alike, and two words are two words.
const ALIKE: f64 = 0.72;

/// How alike two words are, and in what way; `None` when they are not.
fn words_alike(a: &Part, b: &Part, words: &NameWords) -> Option<(FeatureKind, f64)> {
    if a.text == b.text {
        return Some((FeatureKind::SameWord, 1.0));
    }
    if a.generic.is_some() && a.generic == b.generic {
        // "organization" and "organisation" are more than of one meaning.
        if let Some(alike) = alike(a, b).filter(|s| *s >= 0.95) {
            return Some((FeatureKind::AlikeWord, alike));
        }
        return Some((FeatureKind::GenericWord, 0.95));
    }
    let countries = words.countries.get(&a.text).zip(words.countries.get(&b.text));
    if let Some((x, y)) = countries {
        return (x == y).then_some((FeatureKind::SameWord, 0.95));
    }
    if words.are_spellings(&a.text, &b.text) || vowelless_spelling(a, b, words) {
        return Some((FeatureKind::SpellingOfName, 0.96));
    }
    if words.are_short_forms(&a.text, &b.text) {
        return Some((FeatureKind::ShortForm, 0.88));
    }
    if words.are_two_names(&a.text, &b.text) {
        return None;
    }
    alike(a, b).map(|s| (FeatureKind::AlikeWord, s))
}

/// One word is written without vowels, and a spelling of the other has its consonants.
fn vowelless_spelling(a: &Part, b: &Part, words: &NameWords) -> bool {
    let (bare, full) = match (a.vowelless, b.vowelless) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return false,
    };
    let heard = consonants(&bare.sound);
    heard.len() >= 2 && words.spellings_of(&full.text).any(|s| consonants(&sound_of(s)) == heard)
}

fn alike(a: &Part, b: &Part) -> Option<f64> {
    if a.vowelless || b.vowelless {
        let (x, y) = (consonants(&a.sound), consonants(&b.sound));
        return (x.len().min(y.len()) >= 2).then(|| similarity(&x, &y).map(|s| 0.95 * s))?;
    }
    let written = similarity(&a.text, &b.text);
    let heard = similarity(&a.sound, &b.sound).map(|s| 0.98 * s);
    match (written, heard) {
        (Some(x), Some(y)) => Some(x.max(y)),
        (x, y) => x.or(y),
    }
}

/// One less the cost for each letter; `None` when the words are too far apart to be one.
fn similarity(a: &str, b: &str) -> Option<f64> {
    let (m, n) = (a.chars().count(), b.chars().count());
    let longest = m.max(n) as f64;
    // The costs of letters that only one side has.
    if m.abs_diff(n) as f64 * 0.2 > (1.0 - ALIKE) * longest {
        return None;
    }
    let cost = cost(a, b);
    // In a short word each letter tells.
    let most = match m.max(n) {
        0..=2 => 0.2,
        3 => 0.35,
        4 => 0.55,
        5 => 1.1,
        _ => f64::INFINITY,
    };
    let alike = 1.0 - cost / longest;
    (cost <= most + 1e-9 && alike >= ALIKE).then_some(alike)
}

fn joined(parts: &[Part]) -> Part {
    let text: String = parts.iter().map(|p| p.text.as_str()).collect();
    Part { sound: sound_of(&text), text, generic: None, ..parts[0].clone() }
}

fn is_word(part: &Part) -> bool {
    matches!(part.role, PartRole::Word)
}

/// What two runs of parts have in common, one of each side at least.
fn candidate(a: &[Part], b: &[Part], words: &NameWords) -> Option<(FeatureKind, f64)> {
    if let ([x], [y]) = (a, b) {
        return match (&x.role, &y.role) {
            (PartRole::Word, PartRole::Word) => words_alike(x, y, words),
            (PartRole::Initial, PartRole::Initial) if x.text == y.text => Some((FeatureKind::SameWord, 1.0)),
            (PartRole::Initial, PartRole::Word) if y.text.starts_with(&x.text) => {
                Some((FeatureKind::Initial, 0.95))
            }
            (PartRole::Word, PartRole::Initial) if x.text.starts_with(&y.text) => {
                Some((FeatureKind::Initial, 0.95))
            }
            (PartRole::Number(m), PartRole::Number(n)) if m == n => Some((FeatureKind::Number, 1.0)),
            (PartRole::LegalForm(m), PartRole::LegalForm(n)) if m == n => Some((FeatureKind::LegalForm, 1.0)),
            (PartRole::Particle | PartRole::Title, PartRole::Particle | PartRole::Title)
                if x.text == y.text =>
            {
                Some((FeatureKind::SameWord, 1.0))
            }
            _ => None,
        };
    }
    if let Some(spelled) = spelled_out(a, b).or_else(|| spelled_out(b, a)) {
        return Some(spelled);
    }
    // Particles may be joined with a word, numbers and forms may not.
    let joins = |parts: &[Part]| {
        parts.iter().any(is_word)
            && parts.iter().all(|p| matches!(p.role, PartRole::Word | PartRole::Particle | PartRole::Initial))
    };
    if !joins(a) || !joins(b) {
        return None;
    }
    let (x, y) = (joined(a), joined(b));
    if x.text.len().min(y.text.len()) < 5 {
        return None;
    }
    let same =
        if x.text == y.text { Some(1.0) } else { alike(&x, &y).filter(|&s| s >= 0.85).map(|s| 0.97 * s) };
    same.map(|s| (FeatureKind::JoinedWords, s))
}

/// One word that is the initials of the words it is set against: "UN" and "United Nations", "JF" and "John Francis".
fn spelled_out(short: &[Part], long: &[Part]) -> Option<(FeatureKind, f64)> {
    let [letters] = short else { return None };
    let initials = long.iter().filter_map(|p| p.text.chars().next());
    let fits = is_word(letters)
        && !letters.vowelless
        && letters.text.chars().count() == long.len()
        && long.iter().all(is_word)
        && letters.text.chars().eq(initials);
    fits.then_some((FeatureKind::Acronym, 0.92))
}

/// The pairs of two names, in the order of the left one.
pub(super) fn pairs(a: &[Part], b: &[Part], words: &NameWords) -> Vec<Pair> {
    const RUNS: [(usize, usize); 5] = [(1, 1), (1, 2), (2, 1), (1, 3), (3, 1)];
    let mut found: Vec<(f64, usize, Pair)> = Vec::new();
    for (m, n) in RUNS {
        for i in 0..(a.len() + 1).saturating_sub(m) {
            for j in 0..(b.len() + 1).saturating_sub(n) {
                let (x, y) = (&a[i..i + m], &b[j..j + n]);
                if let Some((kind, alike)) = candidate(x, y, words) {
                    let value = weight(x).min(weight(y)) * alike * alike;
                    let pair = Pair { left: i..i + m, right: j..j + n, kind, alike };
                    found.push((value, i.abs_diff(j), pair));
                }
            }
        }
    }
    // The weightiest pair first, of equal ones that whose parts stand at the same place.
    found.sort_by(|x, y| {
        let places = |p: &Pair| (p.left.start, p.right.start);
        y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)).then(places(&x.2).cmp(&places(&y.2)))
    });
    let (mut left, mut right) = (vec![false; a.len()], vec![false; b.len()]);
    let mut out: Vec<Pair> = Vec::new();
    for (_, _, pair) in found {
        let free = !left[pair.left.clone()].contains(&true) && !right[pair.right.clone()].contains(&true);
        if free {
            left[pair.left.clone()].fill(true);
            right[pair.right.clone()].fill(true);
            out.push(pair);
        }
    }
    out.sort_by_key(|p| (p.left.start, p.right.start));
    out
}

/// The places of a name's parts that no pair holds.
pub(super) fn left_over(length: usize, held: impl Iterator<Item = std::ops::Range<usize>>) -> Vec<usize> {
    let mut free = vec![true; length];
    held.for_each(|range| free[range].fill(false));
    (0..length).filter(|&i| free[i]).collect()
}

/// The pairs of words of the names' own.
pub(super) fn word_pairs<'p>(a: &[Part], b: &[Part], pairs: &'p [Pair]) -> Vec<&'p Pair> {
    pairs.iter().filter(|p| is_word(&a[p.left.start]) && is_word(&b[p.right.start])).collect()
}

/// How often the right name goes back while the left one goes on.
pub(super) fn falls(pairs: &[&Pair]) -> usize {
    pairs.windows(2).filter(|w| w[0].right.start > w[1].right.start).count()
}

/// Where one name leaves words out: at an end, if its first or its last word has a neighbour there that is in no pair.
pub(super) fn left_out(a: &[Part], b: &[Part], pairs: &[Pair]) -> FeatureKind {
    let ends = |parts: &[Part], held: &dyn Fn(usize) -> bool| {
        let places: Vec<usize> = super::core(parts).map(|(i, _)| i).collect();
        places.first().is_none_or(|&i| held(i)) && places.last().is_none_or(|&i| held(i))
    };
    let left = |i: usize| pairs.iter().any(|p| p.left.contains(&i));
    let right = |i: usize| pairs.iter().any(|p| p.right.contains(&i));
    if ends(a, &left) && ends(b, &right) { FeatureKind::LeftOut } else { FeatureKind::LeftOutAtEnd }
}
