//! Rules that join the names of bodies: known bodies, governments, acronyms, transliterations, short forms and, in one report, a
//! sort of body that stands for the one named last.

use super::join::Joiner;
use super::names;
use super::nodes::Nodes;
use super::rules::{RuleInput, grouped};
use super::spellings;
use super::state::{self, StateBody};
use crate::lexicon::{self, has};
use recount_lexicon::names::NameKind;
use recount_lexicon::{SharedLexicon, fold, name_tokens};
use recount_model::EntityKind;
use std::collections::{BTreeMap, BTreeSet};

/// The name a body has in the shared lexicon.
pub(super) fn known_name(ground: &RuleInput, node: usize) -> Option<&'static str> {
    let spellings = ground.nodes.list[node].spellings.keys();
    spellings.filter_map(|s| SharedLexicon::english().body(s)).map(|b| b.name.as_str()).next()
}

pub(super) fn known_bodies(ground: &RuleInput, joiner: &mut Joiner) {
    for (_, nodes) in grouped(ground.of_kind(EntityKind::Body), |i| known_name(ground, i)) {
        for &node in &nodes[1..] {
            joiner.join(nodes[0], node, ground.reason("names of one body in the lexicon", nodes[0], node));
        }
    }
}

/// The government or part of a state a body's node is.
pub(crate) fn state_body(nodes: &Nodes, node: usize) -> Option<StateBody> {
    nodes.list[node].spellings.keys().find_map(|s| names::acting_state(s))
}

pub(super) fn governments(ground: &RuleInput, joiner: &mut Joiner) {
    for (body, nodes) in grouped(ground.of_kind(EntityKind::Body), |i| state_body(ground.nodes, i)) {
        let label =
            if body.is_government() { "names of one government" } else { "names of one part of a state" };
        for &node in &nodes[1..] {
            joiner.join(nodes[0], node, ground.reason(label, nodes[0], node));
        }
    }
}

/// Whether the lexicon or the words of a state know the two as different bodies.
pub(super) fn different_known_bodies(ground: &RuleInput, a: usize, b: usize) -> bool {
    let differ = |x: Option<&str>, y: Option<&str>| x.is_some() && y.is_some() && x != y;
    let states = (state_body(ground.nodes, a), state_body(ground.nodes, b));
    differ(known_name(ground, a), known_name(ground, b))
        || (states.0.is_some() && states.1.is_some() && states.0 != states.1)
}

pub(super) fn is_acronym(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| *c != '.').collect();
    (2..=7).contains(&letters.len()) && letters.iter().all(|c| c.is_uppercase())
}

/// Initials of a long name, with and without its small words.
pub(super) fn initials_of(text: &str) -> BTreeSet<String> {
    let words: Vec<String> = recount_lexicon::name_words(text);
    let letters =
        |words: &mut dyn Iterator<Item = &String>| words.filter_map(|w| w.chars().next()).collect::<String>();
    let capitals = name_tokens(text);
    [letters(&mut words.iter()), letters(&mut capitals.iter())].into_iter().filter(|s| s.len() >= 3).collect()
}

pub(super) fn initials(ground: &RuleInput, joiner: &mut Joiner) {
    let mut long: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for node in ground.of_kind(EntityKind::Body) {
        for letters in initials_of(ground.nodes.list[node].text()) {
            long.entry(letters).or_default().insert(node);
        }
    }
    for node in ground.of_kind(EntityKind::Body) {
        let text = ground.nodes.list[node].text();
        if !is_acronym(text) {
            continue;
        }
        let Some(found) = long.get(&fold(text)) else { continue };
        let roots: BTreeSet<usize> = found.iter().filter(|&&n| n != node).map(|&n| joiner.root(n)).collect();
        let first = found.iter().next().copied().unwrap_or(node);
        let spelled_alike = |other: &usize| {
            *other == first || spellings::one_name(ground, first, *other, NameKind::Body).is_some()
        };
        let one_name = roots.len() == 1 || found.iter().all(spelled_alike);
        for &other in found.iter().filter(|_| one_name) {
            if other != node && !different_known_bodies(ground, node, other) {
                joiner.join(node, other, ground.reason("initials of the long name", node, other));
            }
        }
    }
}

/// "FPM/Free Port": two names of one body written together.
pub(super) fn slashed(ground: &RuleInput, joiner: &mut Joiner) {
    for node in ground.of_kind(EntityKind::Body) {
        let text = ground.nodes.list[node].text();
        let parts: Vec<usize> = text
            .split('/')
            .filter(|_| text.contains('/'))
            .flat_map(|p| ground.by_folded(EntityKind::Body, p))
            .collect();
        if parts.len() >= 2 && parts.iter().all(|&p| joiner.same(p, parts[0])) {
            joiner.join(
                node,
                parts[0],
                ground.reason("two names of one body written together", node, parts[0]),
            );
        }
    }
}

/// A body's short name: "Amnesty" for "Amnesty International", "State Department" for "US State Department".
pub(super) fn short_bodies(ground: &RuleInput, joiner: &mut Joiner) {
    let bodies: Vec<(usize, Vec<String>)> = ground
        .of_kind(EntityKind::Body)
        .map(|i| (i, recount_lexicon::name_words(ground.nodes.list[i].text())))
        .collect();
    let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, (_, words)) in bodies.iter().enumerate() {
        words
            .iter()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .for_each(|w| by_word.entry(w).or_default().push(at));
    }
    for (short, words) in &bodies {
        let Some(candidates) = words.first().and_then(|w| by_word.get(w.as_str())) else { continue };
        let longer: Vec<usize> = candidates
            .iter()
            .map(|&at| &bodies[at])
            .filter(|(long, long_words)| long != short && is_short_form(words, long_words))
            .map(|(long, _)| *long)
            .filter(|&long| !different_known_bodies(ground, *short, long))
            .collect();
        let roots: BTreeSet<usize> = longer.iter().map(|&n| joiner.root(n)).collect();
        if roots.len() == 1 && state::of(ground.nodes.list[*short].text()).is_none() {
            joiner.join(
                *short,
                longer[0],
                ground.reason("short form of the only body of that name", *short, longer[0]),
            );
        }
    }
}

/// Whether `short` is `long` without words that may be missing: a country before it, "International" after it, or all that
/// follows a noun that ends a body's name. A name that goes on with people ("members", "supporters") is another thing.
pub(super) fn is_short_form(short: &[String], long: &[String]) -> bool {
    let vocabulary = &lexicon::english().voices;
    if short.is_empty()
        || short.len() >= long.len()
        || has(&vocabulary.people_of, long.last().map_or("", String::as_str))
    {
        return false;
    }
    let alone_is_generic = short.len() == 1
        && (state::country_of(&short[0]).is_some()
            || has(&vocabulary.body_head, &short[0])
            || short[0].len() < 4);
    if alone_is_generic {
        return false;
    }
    if long.ends_with(short) {
        return short.len() >= 2
            && long[..long.len() - short.len()].iter().all(|w| state::country_of(w).is_some());
    }
    if !long.starts_with(short) {
        return false;
    }
    let rest = &long[short.len()..];
    let droppable = rest.iter().all(|w| has(&vocabulary.droppable, w));
    let ends_in_head = short.len() >= 2 && has(&vocabulary.body_head, &short[short.len() - 1]);
    let goes_on = rest.first().is_some_and(|w| has(&lexicon::english().turns.name_goes_on, w));
    let open_ended = short.len() >= 2
        && rest.first().is_some_and(|w| w == "of")
        && rest.len() == 2
        && state::country_of(&rest[1]).is_some();
    droppable || (ends_in_head && goes_on) || open_ended
}

/// "Interior Ministry", "Ministry of the Interior", "Ministry of the Interior of Sol": one ministry where no two countries are named.
pub(super) fn ministries(ground: &RuleInput, joiner: &mut Joiner) {
    let field = |i: usize| names::field_of_ministry(ground.nodes.list[i].text());
    for (_, nodes) in grouped(ground.of_kind(EntityKind::Body), field) {
        let countries: BTreeSet<String> =
            nodes.iter().filter_map(|&i| state_body(ground.nodes, i)).map(|s| s.country).collect();
        for &node in nodes[1..].iter().filter(|_| countries.len() <= 1) {
            joiner.join(
                nodes[0],
                node,
                ground.reason("one field and no two countries named", nodes[0], node),
            );
        }
    }
}

/// "The government", "the ministry": the body of that sort that its report named last before.
pub(super) fn generic_bodies(ground: &RuleInput, joiner: &mut Joiner) {
    let vocabulary = &lexicon::english().voices;
    for node in ground.of_kind(EntityKind::Body) {
        let Some(report) = ground.nodes.list[node].key.2 else { continue };
        let word = ground.folded(node);
        let Some(first) = ground.nodes.list[node].spellings.values().flatten().map(|p| p.span.start).min()
        else {
            continue;
        };
        let government = has(&vocabulary.government, word);
        let armed = |words: &str| lexicon::has_phrase(&vocabulary.force, words);
        let of_that_sort = |i: usize| {
            let own = &ground.nodes.list[i];
            if own.key.2.is_some() {
                return false;
            }
            match state_body(ground.nodes, i) {
                Some(state) if government => state.is_government(),
                Some(state) => state.organ == word || (armed(word) && armed(&state.organ)),
                None => !government && own.key.1.split(' ').any(|w| w == word),
            }
        };
        let places = |i: usize| {
            ground.nodes.list[i]
                .spellings
                .values()
                .flatten()
                .filter(|p| p.report == report)
                .map(|p| p.span.start)
        };
        let candidates: Vec<usize> =
            ground.of_kind(EntityKind::Body).filter(|&i| i != node && of_that_sort(i)).collect();
        let before = candidates
            .iter()
            .filter_map(|&i| places(i).filter(|&at| at <= first).max().map(|at| (at, i)))
            .max();
        // A headline comes before any name: then the only one of the report is meant.
        let roots: BTreeSet<usize> =
            candidates.iter().filter(|&&i| places(i).next().is_some()).map(|&i| joiner.root(i)).collect();
        let only = roots.first().filter(|_| roots.len() == 1).map(|&i| (0, i));
        if let Some((_, other)) = before.or(only) {
            joiner.join(node, other, ground.reason("the body of that sort named last before", node, other));
        }
    }
}
