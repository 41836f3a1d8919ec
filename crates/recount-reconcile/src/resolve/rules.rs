//! The rules that join names, in the order they are tried. Each compares words only where an index brings two names together,
//! so that the work grows with the number of names.
//!
//! Why so many traps are left apart: a shared surname, a shared first word or a shared acronym letter is a reason to look and
//! never by itself a reason to join. A rule joins only what it can name the evidence for.

use super::bodies::{
    different_known_bodies, generic_bodies, governments, initials, known_bodies, ministries, short_bodies,
    slashed,
};
use super::join::Joiner;
use super::kinds::Kinds;
use super::nodes::{Nodes, clean};
use super::persons::{groups_and_places, lone_offices, lone_persons};
use super::spellings;
use recount_lexicon::fold;
use recount_model::{EntityKind, Evidence, NameLinkKind, Reading, Reason, ReportIndex, Settings};
use std::collections::BTreeMap;

/// Everything a rule may look at.
pub(crate) struct RuleInput<'a> {
    pub nodes: &'a Nodes,
    pub readings: &'a [Reading],
    pub settings: &'a Settings,
}

type Rule = fn(&RuleInput, &mut Joiner);

/// Every rule, in order.
const RULES: [Rule; 14] = [
    settings_aliases,
    known_bodies,
    governments,
    linked_names,
    initials,
    spellings::bodies,
    slashed,
    spellings::persons,
    short_bodies,
    lone_persons,
    groups_and_places,
    ministries,
    generic_bodies,
    lone_offices,
];

/// Tries every rule.
pub(crate) fn apply(ground: &RuleInput) -> Joiner {
    let mut joiner = Joiner::new(ground.nodes.list.len());
    keep_apart(ground, &mut joiner);
    RULES.iter().for_each(|rule| rule(ground, &mut joiner));
    joiner
}

impl RuleInput<'_> {
    pub(super) fn of_kind(&self, kind: EntityKind) -> impl Iterator<Item = usize> + '_ {
        (0..self.nodes.list.len()).filter(move |&i| self.nodes.list[i].key.0 == kind)
    }

    pub(super) fn folded(&self, node: usize) -> &str {
        &self.nodes.list[node].key.1
    }

    pub(super) fn first_place(&self, node: usize) -> Vec<Evidence> {
        self.nodes.list[node].spellings.values().flatten().min().copied().into_iter().collect()
    }

    pub(super) fn reason(&self, label: &str, a: usize, b: usize) -> Reason {
        let mut evidence = self.first_place(a);
        evidence.extend(self.first_place(b));
        Reason::new(label, evidence)
    }

    pub(super) fn by_folded(&self, kind: EntityKind, name: &str) -> Vec<usize> {
        let folded = fold(clean(name));
        self.of_kind(kind).filter(|&i| self.folded(i) == folded).collect()
    }
}

/// Groups of nodes that share what `key` says of them, in key order.
pub(super) fn grouped<K: Ord>(
    nodes: impl Iterator<Item = usize>,
    key: impl Fn(usize) -> Option<K>,
) -> BTreeMap<K, Vec<usize>> {
    let mut groups: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for node in nodes {
        if let Some(key) = key(node) {
            groups.entry(key).or_default().push(node);
        }
    }
    groups
}

/// What the user says must not be joined, and bodies of the lexicon that are different bodies.
pub(super) fn keep_apart(ground: &RuleInput, joiner: &mut Joiner) {
    for group in &ground.settings.aliases {
        for not in &group.not {
            for kind in [EntityKind::Person, EntityKind::Body, EntityKind::Place, EntityKind::Group] {
                for a in ground.by_folded(kind, &group.canonical) {
                    ground.by_folded(kind, not).into_iter().for_each(|b| joiner.forbid(a, b));
                }
            }
        }
    }
}

pub(super) fn settings_aliases(ground: &RuleInput, joiner: &mut Joiner) {
    for group in &ground.settings.aliases {
        let label = match group.ruling {
            Some(number) => format!("ruling {number}"),
            None => "alias of the dossier's settings".to_string(),
        };
        let names = std::iter::once(&group.canonical).chain(&group.spellings);
        // A commission and the judge who leads it may be one voice if the user says so; a place is never a voice.
        let mut first: BTreeMap<bool, usize> = BTreeMap::new();
        for name in names {
            for kind in [EntityKind::Body, EntityKind::Person, EntityKind::Group, EntityKind::Place] {
                for node in ground.by_folded(kind, name) {
                    let head = *first.entry(kind == EntityKind::Place).or_insert(node);
                    joiner.join(head, node, ground.reason(&label, head, node));
                }
            }
        }
    }
}

/// What the reports themselves say: acronyms in brackets, "also known as", two names side by side.
pub(super) fn linked_names(ground: &RuleInput, joiner: &mut Joiner) {
    let kinds = Kinds::of_readings(ground.readings);
    for (i, reading) in ground.readings.iter().enumerate() {
        for link in &reading.links {
            let (Some(a), Some(b)) = (reading.mentions.get(link.a), reading.mentions.get(link.b)) else {
                continue;
            };
            let (a_kind, b_kind) = (kinds.of(&a.name, a.kind), kinds.of(&b.name, b.kind));
            let label = match link.kind {
                NameLinkKind::Acronym => "acronym in brackets",
                NameLinkKind::AlsoKnownAs => "also known as",
                NameLinkKind::Apposition if a_kind == b_kind && a_kind != EntityKind::Person => {
                    "two names side by side"
                }
                NameLinkKind::Apposition | NameLinkKind::SpeaksFor => continue,
            };
            let report = ReportIndex(i);
            let found =
                (ground.nodes.find(&a.name, a_kind, report), ground.nodes.find(&b.name, b_kind, report));
            let (Some(x), Some(y)) = found else { continue };
            let evidence = vec![Evidence { report, span: a.span }, Evidence { report, span: b.span }];
            if a_kind == b_kind && !different_known_bodies(ground, x, y) {
                joiner.join(x, y, Reason::new(label, evidence));
            }
        }
    }
}
