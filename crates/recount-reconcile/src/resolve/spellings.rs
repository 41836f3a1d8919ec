//! Rules that join spellings of one name: transliterations, initials, titles, a middle name left out. The names are compared part
//! by part ([`recount_lexicon::names`]) where an index of sounds brings two together, and the reason says which parts agree how.
//!
//! Comparing says how alike two names are; joining needs more, because two people may share much of a name. So nothing is joined
//! where a part contradicts, where a name goes on at an end (a son named after his father, a body's armed wing), where the order
//! differs, or where words are only somewhat alike. A given name shortened to an initial is joined to the only name it fits.

use super::bodies::different_known_bodies;
use super::join::Joiner;
use super::rules::RuleInput;
use super::state;
use recount_lexicon::names::{Comparison, FeatureKind, NameKind, compare, keys};
use recount_model::EntityKind;
use std::collections::{BTreeMap, BTreeSet};

/// Less, and too much is open.
const SURE: f64 = 0.8;
/// Words less alike than this are not one word in two spellings: a vowel may differ, a doubled letter, no consonant.
const ONE_WORD: f64 = 0.88;
/// A word that so many names share brings no two of them together.
const MOST_SHARING: usize = 100;

/// Persons with a given name and a surname.
pub(super) fn persons(ground: &RuleInput, joiner: &mut Joiner) {
    let full = |i: &usize| {
        recount_lexicon::name_tokens(ground.nodes.list[*i].text()).len() >= 2
            && ground.nodes.list[*i].key.2.is_none()
    };
    let nodes: Vec<usize> = ground.of_kind(EntityKind::Person).filter(full).collect();
    // A name spelled out first, so that an initial meets every name it fits as one.
    let mut by_initial: BTreeMap<usize, Vec<(usize, Comparison)>> = BTreeMap::new();
    for (a, b) in near(ground, &nodes, NameKind::Person) {
        let Some(comparison) = one_name(ground, a, b, NameKind::Person) else { continue };
        match initial_of(&comparison) {
            Some(short) => by_initial
                .entry(if short { a } else { b })
                .or_default()
                .push((if short { b } else { a }, comparison)),
            None => joiner.join(a, b, ground.reason(&label(&comparison), a, b)),
        }
    }
    for (short, fits) in by_initial {
        let roots: BTreeSet<usize> = fits.iter().map(|(long, _)| joiner.root(*long)).collect();
        if let (1, Some((long, comparison))) = (roots.len(), fits.first()) {
            joiner.join(short, *long, ground.reason(&label(comparison), short, *long));
        }
    }
}

/// Bodies.
pub(super) fn bodies(ground: &RuleInput, joiner: &mut Joiner) {
    let named = |i: &usize| {
        ground.nodes.list[*i].key.2.is_none() && state::of(ground.nodes.list[*i].text()).is_none()
    };
    let nodes: Vec<usize> = ground.of_kind(EntityKind::Body).filter(named).collect();
    for (a, b) in near(ground, &nodes, NameKind::Body) {
        let comparison = one_name(ground, a, b, NameKind::Body);
        if let Some(comparison) = comparison.filter(|_| !different_known_bodies(ground, a, b)) {
            joiner.join(a, b, ground.reason(&label(&comparison), a, b));
        }
    }
}

/// Pairs of nodes that share the sounds of a word, each once, in order.
fn near(ground: &RuleInput, nodes: &[usize], kind: NameKind) -> BTreeSet<(usize, usize)> {
    let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &node in nodes {
        for key in keys(ground.nodes.list[node].text(), kind) {
            index.entry(key).or_default().push(node);
        }
    }
    let shared = index.values().filter(|sharing| sharing.len() <= MOST_SHARING);
    shared
        .flat_map(|s| s.iter().enumerate().flat_map(|(i, &a)| s[i + 1..].iter().map(move |&b| (a, b))))
        .collect()
}

/// The comparison of two nodes' names where it leaves no doubt that they are one name.
pub(super) fn one_name(ground: &RuleInput, a: usize, b: usize, kind: NameKind) -> Option<Comparison> {
    let comparison = compare(ground.nodes.list[a].text(), ground.nodes.list[b].text(), kind);
    (comparison.score >= SURE && is_sure(&comparison, kind)).then_some(comparison)
}

fn is_sure(comparison: &Comparison, kind: NameKind) -> bool {
    comparison.features.iter().all(|feature| match feature.kind {
        FeatureKind::SameWord
        | FeatureKind::SpellingOfName
        | FeatureKind::Number
        | FeatureKind::LegalForm
        | FeatureKind::OtherLegalForm => true,
        // A person's middle name; a word more makes another body.
        FeatureKind::ShortForm | FeatureKind::Initial | FeatureKind::LeftOut => kind == NameKind::Person,
        // An initial and a surname are little; whether they are enough depends on who else is named.
        FeatureKind::TooLittle => initial_of(comparison).is_some() && feature.agreement >= 0.9,
        // One word alone must be long enough for its sound to tell.
        FeatureKind::AlikeWord | FeatureKind::JoinedWords => {
            feature.agreement >= ONE_WORD && feature.left.len().min(feature.right.len()) >= 4
        }
        _ => false,
    })
}

/// Whether the left (`true`) or the right name has an initial where the other has a word.
fn initial_of(comparison: &Comparison) -> Option<bool> {
    let initial = comparison.features.iter().find(|f| f.kind == FeatureKind::Initial)?;
    Some(initial.left.len() == 1)
}

/// "spellings of one name (nouri, nuri); words alike in sound or spelling (maleki, maliki)".
fn label(comparison: &Comparison) -> String {
    let telling = comparison.features.iter().filter(|f| f.kind != FeatureKind::SameWord);
    let told: Vec<String> = telling
        .map(|f| match f.weight > 0.0 {
            true => format!("{} ({}, {})", f.kind.words(), f.left, f.right),
            false => format!("{} ({})", f.kind.words(), if f.left.is_empty() { &f.right } else { &f.left }),
        })
        .collect();
    if told.is_empty() { "the same words".to_string() } else { told.join("; ") }
}
