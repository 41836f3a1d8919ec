//! Rules that join the names of persons, groups and places.

use super::join::Joiner;
use super::rules::{RuleInput, grouped};
use super::state;
use crate::lexicon::{self, has};
use recount_lexicon::{SharedLexicon, name_tokens, skeleton};
use recount_model::EntityKind;
use std::collections::BTreeSet;

/// How the words of a person's name sound, honorifics aside.
fn person_tokens(ground: &RuleInput, node: usize) -> Vec<String> {
    let text = ground.nodes.list[node].text();
    let titles = &SharedLexicon::english().titles;
    let bare: Vec<&str> = text.split_whitespace().filter(|w| !titles.honorifics.contains(*w)).collect();
    name_tokens(&bare.join(" ")).iter().map(|t| skeleton(t)).collect()
}

/// A surname alone, or a given name alone, is the only person of its report with it; a surname also the only one of the
/// dossier.
pub(super) fn lone_persons(ground: &RuleInput, joiner: &mut Joiner) {
    let all: Vec<(usize, Vec<String>)> = ground
        .of_kind(EntityKind::Person)
        .map(|i| (i, person_tokens(ground, i)))
        .filter(|(_, tokens)| tokens.len() >= 2)
        .collect();
    for node in ground.of_kind(EntityKind::Person) {
        let Some(report) = ground.nodes.list[node].key.2 else { continue };
        let tokens = person_tokens(ground, node);
        let [token] = tokens.as_slice() else { continue };
        let here = |i: usize| ground.nodes.list[i].spellings.values().flatten().any(|p| p.report == report);
        let bearers = |surname: bool, nearby: bool| -> Vec<usize> {
            let wears = |t: &Vec<String>| if surname { t.last() } else { t.first() } == Some(token);
            all.iter().filter(|(i, t)| wears(t) && (!nearby || here(*i))).map(|(i, _)| *i).collect()
        };
        for (found, label) in [
            (bearers(true, true), "the only person of that surname in the report"),
            (bearers(true, false), "the only person of that surname in the dossier"),
            (bearers(false, true), "the only person of that given name in the report"),
        ] {
            let roots: BTreeSet<usize> = found.iter().map(|&n| joiner.root(n)).collect();
            if roots.len() == 1 {
                joiner.join(node, found[0], ground.reason(label, node, found[0]));
            }
            if !roots.is_empty() {
                break;
            }
        }
    }
}

/// "residents of Camp Sol", "Sol residents" and, where one camp is meant, "camp residents"; "Camp Sol" and "Sol".
pub(super) fn groups_and_places(ground: &RuleInput, joiner: &mut Joiner) {
    let generic = &lexicon::english().voices.place;
    let bare = |i: usize| -> Option<Vec<String>> {
        let mut words: Vec<String> = recount_lexicon::name_words(ground.nodes.list[i].text())
            .into_iter()
            .filter(|w| !has(generic, w))
            .collect();
        words.sort();
        (!words.is_empty()).then_some(words)
    };
    let country = |i: usize| {
        ground.nodes.list[i].spellings.keys().find_map(|s| state::country_named(s)).map(|c| c.name.as_str())
    };
    for (_, nodes) in grouped(ground.of_kind(EntityKind::Place), country) {
        for &node in &nodes[1..] {
            joiner.join(nodes[0], node, ground.reason("names of one country", nodes[0], node));
        }
    }
    for kind in [EntityKind::Place, EntityKind::Group] {
        let shared = |i: usize| ground.nodes.list[i].key.2.is_none().then(|| bare(i)).flatten();
        for (_, nodes) in grouped(ground.of_kind(kind), shared) {
            for &node in &nodes[1..] {
                joiner.join(
                    nodes[0],
                    node,
                    ground.reason("the same name, generic words aside", nodes[0], node),
                );
            }
        }
    }
    for node in ground.of_kind(EntityKind::Group) {
        let words = recount_lexicon::name_words(ground.nodes.list[node].text());
        let Some(report) = ground.nodes.list[node].key.2 else { continue };
        if words.len() != 2 || !has(generic, &words[0]) {
            continue;
        }
        let head = &words[1];
        let named = |nearby: bool| -> Vec<usize> {
            ground
                .of_kind(EntityKind::Group)
                .filter(|&i| ground.nodes.list[i].key.2.is_none())
                .filter(|&i| bare(i).is_some_and(|w| w.len() == 2 && w.contains(head)))
                .filter(|&i| {
                    !nearby || ground.nodes.list[i].spellings.values().flatten().any(|p| p.report == report)
                })
                .collect()
        };
        let here = named(true);
        let found = if here.is_empty() { named(false) } else { here };
        let roots: BTreeSet<usize> = found.iter().map(|&n| joiner.root(n)).collect();
        if roots.len() == 1 {
            joiner.join(
                node,
                found[0],
                ground.reason("the only such group of a place the report tells of", node, found[0]),
            );
        }
    }
}

/// "The minister": the only person of the report with that office.
pub(super) fn lone_offices(ground: &RuleInput, joiner: &mut Joiner) {
    let offices = &lexicon::english().voices.office;
    for node in ground.of_kind(EntityKind::Person) {
        let Some(report) = ground.nodes.list[node].key.2 else { continue };
        let word = ground.folded(node);
        if !has(offices, word) {
            continue;
        }
        let holds = |i: usize| {
            let own = &ground.nodes.list[i];
            let here = own.spellings.values().flatten().any(|p| p.report == report);
            here && own.roles.iter().any(|r| recount_lexicon::name_words(r).iter().any(|w| w == word))
        };
        let holders: Vec<usize> =
            ground.of_kind(EntityKind::Person).filter(|&i| i != node && holds(i)).collect();
        let roots: BTreeSet<usize> = holders.iter().map(|&i| joiner.root(i)).collect();
        if roots.len() == 1 {
            joiner.join(
                node,
                holders[0],
                ground.reason("the only holder of that office in the report", node, holders[0]),
            );
        }
    }
}
