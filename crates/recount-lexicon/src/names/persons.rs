//! Comparing two names of persons. Parts that one name leaves out (a middle name, a patronymic, a grandfather) lower the score
//! a little; parts of both names that have nothing to pair with contradict, and then it is as a rule another person.

use super::align::{self, Pair};
use super::comparison::{Comparison, Feature, FeatureKind};
use super::parts::{Part, PartRole};
use super::words::NameWords;

/// Compares; `None` when a name has no parts.
pub(super) fn compare(a: &[Part], b: &[Part], words: &NameWords) -> Option<Comparison> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let pairs = align::pairs(a, b, words);
    let mut features: Vec<Feature> = pairs.iter().map(|p| p.feature(a, b, agreement(p.alike))).collect();
    let own = |parts: &[Part], places: Vec<usize>| -> Vec<Part> {
        let core = places.into_iter().filter(|&i| super::core(parts).any(|(j, _)| i == j));
        core.map(|i| parts[i].clone()).collect()
    };
    let left = own(a, align::left_over(a.len(), pairs.iter().map(|p| p.left.clone())));
    let right = own(b, align::left_over(b.len(), pairs.iter().map(|p| p.right.clone())));
    let matched: f64 = features.iter().map(|f| f.weight).sum();
    let contradicting = against(&left).min(against(&right));
    if contradicting > 0.0 {
        let share = contradicting / (matched + contradicting);
        features.push(factor(FeatureKind::Contradiction, &left, &right, (1.0 - 1.2 * share).max(0.0)));
    }
    let extra = (align::weight(&left) - align::weight(&right)).abs();
    if extra > 0.0 {
        let coverage = matched / (matched + extra);
        let kind = align::left_out(a, b, &pairs);
        features.push(factor(kind, &left, &right, 1.0 - 0.5 * (1.0 - coverage)));
    }
    if let Some(agreement) = too_little(a, b, &pairs) {
        features.push(factor(FeatureKind::TooLittle, a, b, agreement));
    }
    if let Some((kind, agreement)) = order(a, b, &pairs) {
        features.push(factor(kind, a, b, agreement));
    }
    Some(Comparison::of(features))
}

/// Words that are only alike agree less than their likeness: two small differences are more than one.
fn agreement(alike: f64) -> f64 {
    (1.0 - 1.3 * (1.0 - alike)).max(0.0)
}

fn factor(kind: FeatureKind, a: &[Part], b: &[Part], agreement: f64) -> Feature {
    Feature { kind, left: align::text(a), right: align::text(b), weight: 0.0, agreement }
}

/// What left-over parts weigh where they contradict: an initial is as telling as a word then.
fn against(parts: &[Part]) -> f64 {
    parts.iter().map(|p| if p.role == PartRole::Initial { 0.9 } else { p.weight.max(0.8) }).sum()
}

/// One word shared with a longer name: enough only for a title with a surname.
fn too_little(a: &[Part], b: &[Part], pairs: &[Pair]) -> Option<f64> {
    let own = |parts: &[Part]| super::core(parts).filter(|(_, p)| p.role == PartRole::Word).count();
    let (fewer, more) = (own(a).min(own(b)), own(a).max(own(b)));
    let whole = |pair: &&Pair| {
        pair.kind != FeatureKind::Initial && pair.left.clone().any(|i| a[i].role == PartRole::Word)
    };
    let shared: usize = pairs.iter().filter(whole).map(|p| p.left.len().max(p.right.len())).sum();
    if more < 2 || shared >= 2 || fewer >= 2 {
        return None;
    }
    let titled = |parts: &[Part]| parts.first().is_some_and(|p| p.role == PartRole::Title);
    let short = if own(a) <= own(b) { a } else { b };
    let surname = pairs.iter().any(|p| p.left.end == a.len() && p.right.end == b.len());
    let initial = super::core(short).any(|(_, p)| p.role == PartRole::Initial);
    // "V. V. Sol" may be "Sol, Vadim V.", where the surname stands first.
    let enough =
        if initial { pairs.iter().any(|p| p.kind == FeatureKind::Initial) } else { surname && titled(short) };
    Some(if enough { 0.95 } else { 0.6 })
}

/// Another order of the parts: usual for a surname put first, telling where "son of" stands.
fn order(a: &[Part], b: &[Part], pairs: &[Pair]) -> Option<(FeatureKind, f64)> {
    let is_word = |part: &Part| part.role == PartRole::Word;
    let words: Vec<&Pair> =
        pairs.iter().filter(|p| is_word(&a[p.left.start]) && is_word(&b[p.right.start])).collect();
    let fathers = |parts: &[Part]| parts.iter().any(|p| p.father);
    if fathers(a) && fathers(b) {
        let changed = |p: &&&Pair| a[p.left.start].father != b[p.right.start].father;
        if words.iter().filter(changed).count() >= 2 {
            return Some((FeatureKind::FatherAndSon, 0.6));
        }
    }
    match align::falls(&words) {
        0 => None,
        1 => Some((FeatureKind::Order, 0.97)),
        _ => Some((FeatureKind::Order, 0.93)),
    }
}
