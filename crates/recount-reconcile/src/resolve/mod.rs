//! Names, voices and places: which of a dossier's names are one person, body, group or place, with the reason for every
//! joining, and which body a person speaks for. Decides nothing about figures.

mod bodies;
mod join;
mod kinds;
mod known;
mod names;
mod nodes;
mod persons;
mod publisher;
mod rules;
mod spellings;
pub(crate) mod state;

use join::Joiner;
use nodes::Nodes;
use recount_lexicon::{Body, SharedLexicon, fold};
use recount_model::{
    Claim, Entity, EntityIndex, EntityKind, Evidence, NameLinkKind, Reading, Reason, Report, ReportIndex,
    Settings, Spelling, VoiceKind,
};
use rules::RuleInput;
use std::collections::{BTreeMap, BTreeSet};

pub use known::KnownNames;
pub(crate) use names::has_proper_word;
pub(crate) use nodes::is_generic_body;
pub(crate) use publisher::{counts_itself, is_institution, is_news, joint_publishers, publisher_names};

/// The entities of a dossier, and the way from a name to its entity.
#[derive(Debug)]
pub(crate) struct Resolved {
    /// In the order of their first place in the reports.
    pub entities: Vec<Entity>,
    nodes: Nodes,
    of_node: Vec<EntityIndex>,
    /// The body of the shared lexicon that each entity is, in the entities' order.
    known_bodies: Vec<Option<&'static Body>>,
    /// Government or part of a state, by entity.
    states: BTreeMap<EntityIndex, state::StateBody>,
}

impl Resolved {
    /// The entity of a name in a report.
    pub fn find(&self, name: &str, report: ReportIndex) -> Option<EntityIndex> {
        let parsed = names::of_words(name, Some(VoiceKind::Body));
        let node = self.nodes.find_any(name, report).or_else(|| self.nodes.find_any(&parsed.text, report))?;
        self.of_node.get(node).copied()
    }

    /// The body of a name in a report.
    pub fn find_body(&self, name: &str, report: ReportIndex) -> Option<EntityIndex> {
        let node = self
            .nodes
            .find(name, EntityKind::Body, report)
            .or_else(|| self.nodes.find(name, EntityKind::Group, report))?;
        self.of_node.get(node).copied()
    }

    /// Whether no name of the report has a word for another country than this.
    fn names_only(&self, country: &str, report: ReportIndex) -> bool {
        let here =
            self.nodes.list.iter().filter(|n| n.spellings.values().flatten().any(|p| p.report == report));
        here.flat_map(|n| n.spellings.keys())
            .filter_map(|name| state::country_in(name))
            .all(|c| c.name == country)
    }

    /// The entity at `index`.
    pub fn entity(&self, index: EntityIndex) -> &Entity {
        &self.entities[index.0]
    }

    /// Whose word an entity's word is: the body a person speaks for, else itself.
    pub fn answerable(&self, index: EntityIndex) -> EntityIndex {
        self.entity(index).speaks_for.unwrap_or(index)
    }

    /// The body the shared lexicon knows under one of the entity's spellings.
    pub fn known_body(&self, index: EntityIndex) -> Option<&'static Body> {
        self.known_bodies.get(index.0).copied().flatten()
    }

    /// The government or part of a state the entity is.
    pub fn state(&self, index: EntityIndex) -> Option<&state::StateBody> {
        self.states.get(&index)
    }
}

/// Joins the names of a dossier and gives every voice its entity.
pub(crate) fn resolve(
    claims: &mut [Claim],
    reports: &[Report],
    readings: &[Reading],
    settings: &Settings,
) -> Resolved {
    let nodes = nodes::collect(claims, reports, readings);
    let joiner = rules::apply(&RuleInput { nodes: &nodes, readings, settings });
    let mut resolved = build(nodes, &joiner, settings);
    offices(&mut resolved, readings);
    name_voices(claims, &resolved);
    resolved
}

fn build(nodes: Nodes, joiner: &Joiner, settings: &Settings) -> Resolved {
    let first_place = |cluster: &Vec<usize>| {
        cluster.iter().flat_map(|&n| nodes.list[n].spellings.values().flatten()).min().copied()
    };
    let mut clusters = joiner.clusters();
    clusters.sort_by_cached_key(|c| (first_place(c).is_none(), first_place(c), c[0]));
    let mut of_node = vec![EntityIndex(0); nodes.list.len()];
    let mut entities = Vec::with_capacity(clusters.len());
    let mut states = BTreeMap::new();
    for (i, cluster) in clusters.iter().enumerate() {
        cluster.iter().for_each(|&node| of_node[node] = EntityIndex(i));
        let state = cluster.iter().find_map(|&n| {
            (nodes.list[n].key.0 == EntityKind::Body).then(|| bodies::state_body(&nodes, n)).flatten()
        });
        entities.push(entity(&nodes, cluster, joiner, settings, state.as_ref()));
        states.extend(state.map(|s| (EntityIndex(i), s)));
    }
    let known = |e: &Entity| e.spellings.iter().find_map(|s| SharedLexicon::english().body(&s.text));
    let known_bodies = entities.iter().map(known).collect();
    Resolved { entities, nodes, of_node, known_bodies, states }
}

fn entity(
    nodes: &Nodes,
    cluster: &[usize],
    joiner: &Joiner,
    settings: &Settings,
    state: Option<&state::StateBody>,
) -> Entity {
    // Names of several kinds are one only by the user's word; a body among them is what the others speak for.
    let kinds = || cluster.iter().map(|&n| nodes.list[n].key.0);
    let kind = kinds().find(|k| *k == EntityKind::Body).unwrap_or(nodes.list[cluster[0]].key.0);
    let canonical = canonical(nodes, cluster, kind, settings, state);
    let mut spellings: Vec<Spelling> = Vec::new();
    for &node in cluster {
        for (text, places) in &nodes.list[node].spellings {
            let mut places = places.clone();
            places.sort();
            let reasons = reasons(nodes, node, text, &canonical, joiner);
            spellings.push(Spelling { text: text.clone(), places, reasons });
        }
    }
    spellings.sort_by(|a, b| (&a.places, &a.text).cmp(&(&b.places, &b.text)));
    if let Some(at) = spellings.iter().position(|s| s.text == canonical) {
        let first = spellings.remove(at);
        spellings.insert(0, Spelling { reasons: Vec::new(), ..first });
    } else {
        spellings.insert(0, Spelling { text: canonical.clone(), places: Vec::new(), reasons: Vec::new() });
    }
    let mut roles: Vec<String> = Vec::new();
    for role in cluster.iter().flat_map(|&n| &nodes.list[n].roles) {
        if !roles.contains(role) {
            roles.push(role.clone());
        }
    }
    Entity { canonical, kind, speaks_for: None, roles, spellings }
}

/// Why a spelling belongs to the entity: the joinings its node took part in, or that only style differs.
fn reasons(nodes: &Nodes, node: usize, text: &str, canonical: &str, joiner: &Joiner) -> Vec<Reason> {
    if fold(text) == fold(canonical) || fold(nodes::clean(text)) == fold(nodes::clean(canonical)) {
        return vec![Reason::new(
            "the same letters, style aside",
            nodes.list[node].spellings[text].first().copied().into_iter().collect(),
        )];
    }
    let mut found: Vec<Reason> = Vec::new();
    for reason in joiner.of(node) {
        if !found.iter().any(|r| r.label == reason.label) {
            found.push(reason.clone());
        }
    }
    found
}

/// The name to print: the settings' choice, the full form of a government, a person's fullest frequent name, else the name
/// used most.
fn canonical(
    nodes: &Nodes,
    cluster: &[usize],
    kind: EntityKind,
    settings: &Settings,
    state: Option<&state::StateBody>,
) -> String {
    let all = || cluster.iter().flat_map(|&n| nodes.list[n].spellings.iter());
    let key = |text: &str| fold(nodes::clean(text));
    for group in &settings.aliases {
        let named: BTreeSet<String> =
            group.spellings.iter().chain([&group.canonical]).map(|text| key(text)).collect();
        if all().any(|(text, _)| named.contains(&key(text))) {
            return group.canonical.clone();
        }
    }
    if let Some(state) = state.filter(|s| s.is_government()) {
        return government_name(
            state,
            all()
                .filter(|(_, places)| !places.is_empty())
                .map(|(text, places)| (text.as_str(), places.len())),
        );
    }
    let known = all().find(|(text, places)| {
        !places.is_empty() && SharedLexicon::english().body(text).is_some_and(|b| b.name == **text)
    });
    if let Some((name, _)) = known {
        return name.clone();
    }
    let rank = |text: &String, places: &Vec<Evidence>| match kind {
        EntityKind::Person => (usize::from(text.split_whitespace().count() >= 2), places.len(), text.len()),
        EntityKind::Group | EntityKind::Place => {
            (usize::from(names::has_proper_word(text)), places.len(), text.len())
        }
        EntityKind::Body => {
            (usize::from(!nodes::is_generic_body(&fold(nodes::clean(text)))), places.len(), text.len())
        }
    };
    let best = all().max_by(|(a, p), (b, q)| rank(a, p).cmp(&rank(b, q)).then(b.cmp(a)));
    best.map(|(text, _)| text.clone()).unwrap_or_default()
}

/// "Government of X" where the reports write so, else "Xian government": the plain form most use, whatever metonyms stand beside it.
fn government_name<'a>(state: &state::StateBody, used: impl Iterator<Item = (&'a str, usize)>) -> String {
    let full = state::full_name(&state.country);
    let used: Vec<(&str, usize)> = used.collect();
    if used.iter().any(|(text, _)| fold(text) == fold(&full)) {
        return full;
    }
    let plain = |text: &str| fold(text).ends_with(" government") && !text.contains(['\'', '\u{2019}']);
    let best = used.iter().filter(|(text, _)| plain(text)).max_by_key(|(text, n)| (*n, text.len()));
    let demonym = SharedLexicon::english()
        .countries
        .iter()
        .find(|c| c.name == state.country)
        .and_then(|c| c.demonyms.first());
    match (best, demonym) {
        (Some((text, _)), _) => (*text).to_string(),
        (None, Some(demonym)) => format!("{demonym} government"),
        (None, None) => full,
    }
}

/// Gives persons the body they speak for: as written with the name, as the office says, as the report links them.
fn offices(resolved: &mut Resolved, readings: &[Reading]) {
    let mut votes: BTreeMap<EntityIndex, BTreeMap<EntityIndex, usize>> = BTreeMap::new();
    let persons = |e: EntityIndex, r: &Resolved| r.entity(e).kind == EntityKind::Person;
    for (at, node) in resolved.nodes.list.iter().enumerate() {
        let person = resolved.of_node[at];
        if !persons(person, resolved) {
            continue;
        }
        let report = node.spellings.values().flatten().next().map_or(ReportIndex(0), |p| p.report);
        let from_roles = node.roles.iter().filter_map(|role| body_of_role(role, report, resolved));
        let written = node
            .speaks_for
            .iter()
            .filter_map(|body| resolved.nodes.find(body, EntityKind::Body, report))
            .map(|n| resolved.of_node[n]);
        for body in written.filter(|b| !carries_news(resolved.entity(*b))) {
            *votes.entry(person).or_default().entry(body).or_default() += WRITTEN;
        }
        for body in from_roles {
            *votes.entry(person).or_default().entry(body).or_default() += OFFICE;
        }
    }
    for (i, reading) in readings.iter().enumerate() {
        for link in reading.links.iter().filter(|l| l.kind == NameLinkKind::SpeaksFor) {
            let (Some(a), Some(b)) = (reading.mentions.get(link.a), reading.mentions.get(link.b)) else {
                continue;
            };
            let person =
                resolved.nodes.find(&a.name, EntityKind::Person, ReportIndex(i)).map(|n| resolved.of_node[n]);
            let body =
                resolved.nodes.find(&b.name, EntityKind::Body, ReportIndex(i)).map(|n| resolved.of_node[n]);
            if let (Some(person), Some(body)) = (person, body.filter(|b| !carries_news(resolved.entity(*b))))
            {
                *votes.entry(person).or_default().entry(body).or_default() += 1;
            }
        }
    }
    for (person, bodies) in votes {
        let best =
            bodies.iter().max_by_key(|(body, n)| (**n, std::cmp::Reverse(**body))).map(|(body, _)| *body);
        resolved.entities[person.0].speaks_for = best;
    }
}

/// How much it counts that a body is written with a person's name, that an office names it, against a link's one.
const WRITTEN: usize = 3;
const OFFICE: usize = 5;

/// A person quoted by an agency or a paper does not speak for it.
fn carries_news(entity: &Entity) -> bool {
    entity.spellings.iter().any(|s| publisher::is_news(&s.text))
}

/// The body in a role's words: a fixed office, or a body of the dossier named in a speaking role.
fn body_of_role(role: &str, report: ReportIndex, resolved: &Resolved) -> Option<EntityIndex> {
    if let Some(body) = names::body_of_office(role) {
        let node = resolved.nodes.find(&body, EntityKind::Body, report);
        let found = node.map(|n| resolved.of_node[n]).or_else(|| {
            let state = names::acting_state(&body)?;
            resolved.states.iter().find(|(_, s)| **s == state).map(|(e, _)| *e)
        });
        if found.is_some() {
            return found;
        }
    }
    if let Some(office) = names::open_office(role).filter(|_| state::country_in(role).is_none()) {
        // "the defence spokesman": of the only military its report tells of. A president or minister may be another country's,
        // so the report must name no other country; a governor of a territory may not.
        let here = |e: &EntityIndex| {
            resolved.entity(*e).spellings.iter().flat_map(|s| &s.places).any(|p| p.report == report)
        };
        let fits =
            |s: &state::StateBody| s.organ == office.organ && (!office.of_territory || s.is_of_territory());
        let mut found = resolved.states.iter().filter(|(e, s)| here(e) && fits(s));
        let sure = |s: &state::StateBody| {
            !s.is_government() || office.of_territory || resolved.names_only(&s.country, report)
        };
        if let (Some((entity, _)), None) = (found.next().filter(|(_, s)| sure(s)), found.next()) {
            return Some(*entity);
        }
    }
    if let Some(ministry) = names::ministry_of(role)
        .into_iter()
        .find_map(|name| resolved.nodes.find(&name, EntityKind::Body, report))
    {
        return Some(resolved.of_node[ministry]);
    }
    if !names::is_speaking_role(role) {
        return None;
    }
    let words: Vec<&str> = role.split_whitespace().collect();
    let spans =
        (1..=words.len()).rev().flat_map(|n| words.windows(n).map(|w| w.join(" ")).collect::<Vec<_>>());
    let mut found = spans.filter_map(|name| resolved.nodes.find(&name, EntityKind::Body, report));
    found.next().map(|n| resolved.of_node[n])
}

/// Gives every voice its entity and its name without brackets.
fn name_voices(claims: &mut [Claim], resolved: &Resolved) {
    for claim in claims {
        let report = claim.report;
        for voice in claim.voices.iter_mut().chain(claim.denied_voices.iter_mut()) {
            let name = names::of_voice(voice);
            voice.kind = name.kind;
            if name.kind == VoiceKind::Unnamed {
                continue;
            }
            let node = resolved.nodes.find(&name.text, names::entity_kind(name.kind), report);
            voice.entity = node.map(|n| resolved.of_node[n]);
            voice.name = name.text;
            voice.speaks_for = name.speaks_for;
            voice.role = name.role;
        }
    }
}
