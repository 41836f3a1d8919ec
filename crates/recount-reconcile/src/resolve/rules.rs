//! The rules that join names, in the order they are tried. Each compares words only where an index brings two names together,
//! so that the work grows with the number of names.
//!
//! Why so many traps are left apart: a shared surname, a shared first word or a shared acronym letter is a reason to look and
//! never by itself a reason to join. A rule joins only what it can name the evidence for.

use super::join::Joiner;
use super::names;
use super::nodes::{Kinds, Nodes, clean};
use super::state::{self, StateBody};
use crate::lexicon::{self, has};
use recount_lexicon::{SharedLexicon, fold, name_key, name_tokens, skeleton};
use recount_model::{EntityKind, Evidence, NameLinkKind, Reading, Reason, ReportIndex, Settings};
use std::collections::{BTreeMap, BTreeSet};

/// Everything a rule may look at.
pub(crate) struct Ground<'a> {
    pub nodes: &'a Nodes,
    pub readings: &'a [Reading],
    pub settings: &'a Settings,
}

type Rule = fn(&Ground, &mut Joiner);

/// Every rule, in order.
const RULES: [Rule; 13] = [
    settings_aliases,
    known_bodies,
    governments,
    linked_names,
    initials,
    transliterations,
    slashed,
    full_persons,
    short_bodies,
    lone_persons,
    groups_and_places,
    generic_bodies,
    lone_offices,
];

/// Tries every rule.
pub(crate) fn apply(ground: &Ground) -> Joiner {
    let mut joiner = Joiner::new(ground.nodes.list.len());
    keep_apart(ground, &mut joiner);
    RULES.iter().for_each(|rule| rule(ground, &mut joiner));
    joiner
}

impl Ground<'_> {
    fn of_kind(&self, kind: EntityKind) -> impl Iterator<Item = usize> + '_ {
        (0..self.nodes.list.len()).filter(move |&i| self.nodes.list[i].key.0 == kind)
    }

    fn folded(&self, node: usize) -> &str {
        &self.nodes.list[node].key.1
    }

    fn first_place(&self, node: usize) -> Vec<Evidence> {
        self.nodes.list[node].spellings.values().flatten().min().copied().into_iter().collect()
    }

    fn reason(&self, label: &str, a: usize, b: usize) -> Reason {
        let mut evidence = self.first_place(a);
        evidence.extend(self.first_place(b));
        Reason::new(label, evidence)
    }

    fn by_folded(&self, kind: EntityKind, name: &str) -> Vec<usize> {
        let folded = fold(clean(name));
        self.of_kind(kind).filter(|&i| self.folded(i) == folded).collect()
    }
}

/// Groups of nodes that share what `key` says of them, in key order.
fn grouped<K: Ord>(
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
fn keep_apart(ground: &Ground, joiner: &mut Joiner) {
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

fn settings_aliases(ground: &Ground, joiner: &mut Joiner) {
    for group in &ground.settings.aliases {
        let names = std::iter::once(&group.canonical).chain(&group.spellings);
        let mut first: BTreeMap<EntityKind, usize> = BTreeMap::new();
        for name in names {
            for kind in [EntityKind::Person, EntityKind::Body, EntityKind::Place, EntityKind::Group] {
                for node in ground.by_folded(kind, name) {
                    let head = *first.entry(kind).or_insert(node);
                    joiner.join(head, node, ground.reason("alias of the dossier's settings", head, node));
                }
            }
        }
    }
}

/// The name a body has in the shared lexicon.
fn known_name(ground: &Ground, node: usize) -> Option<&'static str> {
    let spellings = ground.nodes.list[node].spellings.keys();
    spellings.filter_map(|s| SharedLexicon::english().body(s)).map(|b| b.name.as_str()).next()
}

fn known_bodies(ground: &Ground, joiner: &mut Joiner) {
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

fn governments(ground: &Ground, joiner: &mut Joiner) {
    for (body, nodes) in grouped(ground.of_kind(EntityKind::Body), |i| state_body(ground.nodes, i)) {
        let label =
            if body.is_government() { "names of one government" } else { "names of one part of a state" };
        for &node in &nodes[1..] {
            joiner.join(nodes[0], node, ground.reason(label, nodes[0], node));
        }
    }
}

/// What the reports themselves say: acronyms in brackets, "also known as", two names side by side.
fn linked_names(ground: &Ground, joiner: &mut Joiner) {
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

/// Whether the lexicon or the words of a state know the two as different bodies.
fn different_known_bodies(ground: &Ground, a: usize, b: usize) -> bool {
    let differ = |x: Option<&str>, y: Option<&str>| x.is_some() && y.is_some() && x != y;
    let states = (state_body(ground.nodes, a), state_body(ground.nodes, b));
    differ(known_name(ground, a), known_name(ground, b))
        || (states.0.is_some() && states.1.is_some() && states.0 != states.1)
}

fn is_acronym(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| *c != '.').collect();
    (2..=7).contains(&letters.len()) && letters.iter().all(|c| c.is_uppercase())
}

/// Initials of a long name, with and without its small words.
fn initials_of(text: &str) -> BTreeSet<String> {
    let words: Vec<String> = lexicon::folded_words(text);
    let letters =
        |words: &mut dyn Iterator<Item = &String>| words.filter_map(|w| w.chars().next()).collect::<String>();
    let capitals = name_tokens(text);
    [letters(&mut words.iter()), letters(&mut capitals.iter())].into_iter().filter(|s| s.len() >= 3).collect()
}

fn initials(ground: &Ground, joiner: &mut Joiner) {
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
        let one_name = roots.len() == 1 || transliterated_alike(ground, found);
        for &other in found.iter().filter(|_| one_name) {
            if other != node && !different_known_bodies(ground, node, other) {
                joiner.join(node, other, ground.reason("initials of the long name", node, other));
            }
        }
    }
}

fn transliterated_alike(ground: &Ground, nodes: &BTreeSet<usize>) -> bool {
    let keys: BTreeSet<String> = nodes.iter().map(|&n| name_key(ground.nodes.list[n].text())).collect();
    keys.len() == 1
}

/// Bodies of two words and more whose names sound alike.
fn transliterations(ground: &Ground, joiner: &mut Joiner) {
    let key = |i: usize| {
        let text = ground.nodes.list[i].text();
        let key = name_key(text);
        let digits = text.chars().any(|c| c.is_ascii_digit());
        (key.contains(' ') && !digits && state::of(text).is_none()).then_some(key)
    };
    for (_, nodes) in grouped(ground.of_kind(EntityKind::Body), key) {
        for &node in &nodes[1..] {
            if !different_known_bodies(ground, nodes[0], node) {
                joiner.join(nodes[0], node, ground.reason("transliterations of one name", nodes[0], node));
            }
        }
    }
}

/// "PMOI/MEK": two names of one body written together.
fn slashed(ground: &Ground, joiner: &mut Joiner) {
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

/// Persons with a given name and a surname: the same sounds, or one name within the other with the same surname.
fn full_persons(ground: &Ground, joiner: &mut Joiner) {
    let full = |i: usize| {
        let tokens = person_tokens(ground, i);
        (tokens.len() >= 2).then_some(tokens)
    };
    let by_surname = grouped(ground.of_kind(EntityKind::Person), |i| full(i).and_then(|t| t.last().cloned()));
    for nodes in by_surname.values() {
        for (i, &a) in nodes.iter().enumerate() {
            for &b in &nodes[i + 1..] {
                let (Some(x), Some(y)) = (full(a), full(b)) else { continue };
                let (short, long) = if x.len() <= y.len() { (&x, &y) } else { (&y, &x) };
                if x == y {
                    joiner.join(a, b, ground.reason("transliterations of one name", a, b));
                } else if short.iter().all(|t| long.contains(t)) {
                    joiner.join(a, b, ground.reason("the same given name and surname", a, b));
                }
            }
        }
    }
}

fn person_tokens(ground: &Ground, node: usize) -> Vec<String> {
    let text = ground.nodes.list[node].text();
    let titles = &SharedLexicon::english().titles;
    let bare: Vec<&str> =
        text.split_whitespace().filter(|w| !titles.honorifics.iter().any(|t| t == w)).collect();
    name_tokens(&bare.join(" ")).iter().map(|t| skeleton(t)).collect()
}

/// A surname alone, or a given name alone, is the only person of its report with it; a surname also the only one of the
/// dossier.
fn lone_persons(ground: &Ground, joiner: &mut Joiner) {
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

/// A body's short name: "Amnesty" for "Amnesty International", "State Department" for "US State Department".
fn short_bodies(ground: &Ground, joiner: &mut Joiner) {
    let bodies: Vec<(usize, Vec<String>)> = ground
        .of_kind(EntityKind::Body)
        .map(|i| (i, lexicon::folded_words(ground.nodes.list[i].text())))
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
fn is_short_form(short: &[String], long: &[String]) -> bool {
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
    let goes_on = rest.first().is_some_and(|w| matches!(w.as_str(), "for" | "of" | "on"));
    let open_ended = short.len() >= 2
        && rest.first().is_some_and(|w| w == "of")
        && rest.len() == 2
        && state::country_of(&rest[1]).is_some();
    droppable || (ends_in_head && goes_on) || open_ended
}

/// "residents of Camp Sol", "Sol residents" and, where one camp is meant, "camp residents"; "Camp Sol" and "Sol".
fn groups_and_places(ground: &Ground, joiner: &mut Joiner) {
    let generic = &lexicon::english().voices.place;
    let bare = |i: usize| -> Option<Vec<String>> {
        let mut words: Vec<String> = lexicon::folded_words(ground.nodes.list[i].text())
            .into_iter()
            .filter(|w| !has(generic, w))
            .collect();
        words.sort();
        (!words.is_empty()).then_some(words)
    };
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
        let words = lexicon::folded_words(ground.nodes.list[node].text());
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

/// "The government", "the ministry": the body of that sort that its report named last before.
fn generic_bodies(ground: &Ground, joiner: &mut Joiner) {
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

/// "The minister": the only person of the report with that office.
fn lone_offices(ground: &Ground, joiner: &mut Joiner) {
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
            here && own.roles.iter().any(|r| lexicon::folded_words(r).iter().any(|w| w == word))
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
