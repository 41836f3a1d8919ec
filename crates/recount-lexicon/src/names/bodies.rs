//! Comparing two names of bodies or ships. Here a word more is another body ("Sol Bank" and "Sol Bank Leasing"), a number more
//! or another number is another body, and the legal form says little.

use super::align;
use super::comparison::{Comparison, Feature, FeatureKind};
use super::parts::{Part, PartRole};
use super::words::NameWords;

/// Compares; `None` when a name has no parts.
pub(super) fn compare(a: &[Part], b: &[Part], words: &NameWords) -> Option<Comparison> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if let Some(acronym) = acronym(a, b, words).or_else(|| acronym(b, a, words)) {
        return Some(Comparison::of(acronym));
    }
    let pairs = align::pairs(a, b, words);
    let mut features: Vec<Feature> = pairs.iter().map(|p| p.feature(a, b, agreement(p.alike))).collect();
    let parts_of =
        |parts: &[Part], places: Vec<usize>| places.into_iter().map(|i| parts[i].clone()).collect::<Vec<_>>();
    let left = parts_of(a, align::left_over(a.len(), pairs.iter().map(|p| p.left.clone())));
    let right = parts_of(b, align::left_over(b.len(), pairs.iter().map(|p| p.right.clone())));
    let matched: f64 = features.iter().map(|f| f.weight).sum();
    let own = |parts: &[Part]| -> Vec<Part> { super::core(parts).map(|(_, p)| p.clone()).collect() };
    let (own_left, own_right) = (own(&left), own(&right));
    let (fewer, more) = {
        let (x, y) = (align::weight(&own_left), align::weight(&own_right));
        (x.min(y), x.max(y))
    };
    if fewer > 0.0 {
        // Generic words weigh little where they agree, and tell bodies apart where they do not: "Front" and "Army".
        let told_apart = |parts: &[Part]| parts.iter().map(|p| p.weight.max(0.7)).sum::<f64>();
        let against = told_apart(&own_left).min(told_apart(&own_right));
        let share = against / (matched + against);
        features.push(factor(
            FeatureKind::Contradiction,
            &own_left,
            &own_right,
            (1.0 - 1.3 * share).max(0.0),
        ));
    }
    if more > fewer {
        let agreement = matched / (matched + more - fewer);
        features.push(factor(align::left_out(a, b, &pairs), &own_left, &own_right, agreement));
    }
    if align::falls(&align::word_pairs(a, b, &pairs)) > 0 {
        features.push(factor(FeatureKind::Order, a, b, 0.97));
    }
    let numbers = |parts: &[Part]| {
        parts.iter().filter(|p| matches!(p.role, PartRole::Number(_))).cloned().collect::<Vec<_>>()
    };
    let (x, y) = (numbers(&left), numbers(&right));
    if !x.is_empty() || !y.is_empty() {
        features.push(factor(FeatureKind::OtherNumber, &x, &y, 0.6));
    }
    let forms = |parts: &[Part]| {
        parts.iter().filter(|p| matches!(p.role, PartRole::LegalForm(_))).cloned().collect::<Vec<_>>()
    };
    let (x, y) = (forms(&left), forms(&right));
    if !x.is_empty() && !y.is_empty() {
        features.push(factor(FeatureKind::OtherLegalForm, &x, &y, 0.92));
    }
    if let Some(feature) = nothing_of_its_own(a, b, &pairs) {
        features.push(feature);
    }
    Some(Comparison::of(features))
}

/// A word that is only alike is as a rule another word.
fn agreement(alike: f64) -> f64 {
    (1.0 - 1.5 * (1.0 - alike)).max(0.0)
}

fn factor(kind: FeatureKind, a: &[Part], b: &[Part], agreement: f64) -> Feature {
    Feature { kind, left: align::text(a), right: align::text(b), weight: 0.0, agreement }
}

/// Where a name has words of its own and none of them is paired, generic words alone make no match.
fn nothing_of_its_own(a: &[Part], b: &[Part], pairs: &[align::Pair]) -> Option<Feature> {
    let own = |p: &Part| p.role == PartRole::Word && p.generic.is_none();
    let has = |parts: &[Part]| parts.iter().any(own);
    let paired = pairs.iter().any(|p| p.left.clone().any(|i| own(&a[i])));
    ((has(a) || has(b)) && !paired).then(|| factor(FeatureKind::TooLittle, a, b, 0.5))
}

/// One word that is the initials of the other name's words, with or without the small ones; a country may stand beside it.
fn acronym(short: &[Part], long: &[Part], words: &NameWords) -> Option<Vec<Feature>> {
    let own: Vec<&Part> = super::core(short).map(|(_, p)| p).collect();
    let (first, others) = own.split_first()?;
    let country = others.iter().all(|p| words.countries.contains_key(&p.text));
    let letters = first.text.len();
    if !(3..=8).contains(&letters) || !country || others.len() > 1 || first.generic.is_some() {
        return None;
    }
    let initials = |small: bool| -> String {
        let parts = long.iter().filter(|p| small || matches!(p.role, PartRole::Word | PartRole::Number(_)));
        parts.filter_map(|p| p.text.chars().next()).collect()
    };
    if ![initials(false), initials(true)].contains(&first.text) {
        return None;
    }
    let kind = FeatureKind::Acronym;
    let (left, right) = (first.text.clone(), align::text(long));
    let mut features = vec![Feature { kind, left, right, weight: 1.0, agreement: 0.8 }];
    if let Some(country) = others.first() {
        let left = country.text.clone();
        features.push(Feature {
            kind: FeatureKind::LeftOut,
            left,
            right: String::new(),
            weight: 0.0,
            agreement: 0.95,
        });
    }
    Some(features)
}
