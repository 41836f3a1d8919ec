//! Every distinct name of a dossier as a node, before any joining: where it stands, what it names, how often it speaks.
//!
//! A surname alone and a group without a name of its own mean something in their report only, so their nodes are kept by
//! report; all other equal names are one node from the start.

use super::kinds::Kinds;
use super::names::{self, NameParts};
use super::publisher::{counts_itself, is_institution, joint_publishers, publisher_names};
use crate::lexicon::{self, has};
use recount_lexicon::{fold, name_tokens};
use recount_model::{Claim, Content, EntityKind, Evidence, Mention, Reading, Report, ReportIndex, Voice};
use std::collections::BTreeMap;

/// What tells one node from another.
pub(crate) type NodeKey = (EntityKind, String, Option<ReportIndex>);

/// One distinct name.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub key: NodeKey,
    /// Spellings with their places.
    pub spellings: BTreeMap<String, Vec<Evidence>>,
    /// How often it vouches for something.
    pub voiced: usize,
    /// Offices and roles, with where they are given.
    pub roles: Vec<String>,
    /// Names of bodies it is said to speak for.
    pub speaks_for: Vec<String>,
}

impl Node {
    /// The spelling that occurs most, the longest of those.
    pub fn text(&self) -> &str {
        let best = self.spellings.iter().max_by_key(|(text, places)| (places.len(), text.len()));
        best.map_or("", |(text, _)| text.as_str())
    }
}

/// All nodes, in a fixed order.
#[derive(Debug, Default)]
pub(crate) struct Nodes {
    pub list: Vec<Node>,
    index: BTreeMap<NodeKey, usize>,
    kinds: Kinds,
}

impl Nodes {
    /// The node of a name in a report, if it was met.
    pub fn find(&self, text: &str, kind: EntityKind, report: ReportIndex) -> Option<usize> {
        self.index.get(&key(text, self.kinds.of(text, kind), report)).copied()
    }

    /// The node of a name of any kind, bodies first.
    pub fn find_any(&self, text: &str, report: ReportIndex) -> Option<usize> {
        [EntityKind::Body, EntityKind::Person, EntityKind::Group, EntityKind::Place]
            .into_iter()
            .find_map(|kind| self.find(text, kind, report))
    }

    fn meet(&mut self, text: &str, kind: EntityKind, report: ReportIndex) -> &mut Node {
        let key = key(text, self.kinds.of(text, kind), report);
        let at = *self.index.entry(key.clone()).or_insert_with(|| {
            let (spellings, roles, speaks_for) = (BTreeMap::new(), Vec::new(), Vec::new());
            self.list.push(Node { key, spellings, voiced: 0, roles, speaks_for });
            self.list.len() - 1
        });
        &mut self.list[at]
    }

    fn meet_at(&mut self, text: &str, kind: EntityKind, place: Evidence) -> &mut Node {
        let text = clean(text);
        let node = self.meet(text, kind, place.report);
        node.spellings.entry(text.to_string()).or_default().push(place);
        node
    }
}

/// The key of a name in a report.
pub(crate) fn key(text: &str, kind: EntityKind, report: ReportIndex) -> NodeKey {
    let folded = fold(clean(text));
    let scoped = match kind {
        EntityKind::Person => name_tokens(text).len() <= 1,
        EntityKind::Group => !names::has_proper_word(clean(text)),
        // "the government", "the ministry": which one, its report says.
        EntityKind::Body => is_generic_body(&folded),
        EntityKind::Place => false,
    };
    (kind, folded, scoped.then_some(report))
}

/// Whether the word names a sort of body and no body in particular.
pub(crate) fn is_generic_body(folded: &str) -> bool {
    let words = &lexicon::english().voices;
    !folded.contains(' ')
        && (has(&words.government, folded) || has(&words.organ, folded) || has(&words.body_head, folded))
}

/// The name without a leading article or a trailing possessive.
pub(crate) fn clean(text: &str) -> &str {
    let text = text.trim();
    let text = ["the ", "The ", "a ", "an "].iter().find_map(|a| text.strip_prefix(a)).unwrap_or(text);
    // "the Geneva-based X": where it sits is no part of its name.
    let text = match text.find("-based ") {
        Some(at) if text.chars().next().is_some_and(char::is_uppercase) => &text[at + "-based ".len()..],
        _ => text,
    };
    ["'s", "\u{2019}s"].iter().find_map(|s| text.strip_suffix(s)).unwrap_or(text)
}

/// Meets every name of the claims and of what was read.
pub(crate) fn collect(claims: &[Claim], reports: &[Report], readings: &[Reading]) -> Nodes {
    let mut nodes = Nodes { kinds: Kinds::vote(claims, reports, readings), ..Nodes::default() };
    for (i, report) in reports.iter().enumerate() {
        let own =
            publisher_names(report).into_iter().filter(|n| is_institution(n) || counts_itself(n, report));
        for name in own.chain(joint_publishers(report)) {
            nodes
                .meet(clean(&name), EntityKind::Body, ReportIndex(i))
                .spellings
                .entry(clean(&name).to_string())
                .or_default();
        }
    }
    for (i, reading) in readings.iter().enumerate() {
        reading.mentions.iter().for_each(|m| meet_mention(&mut nodes, m, ReportIndex(i)));
    }
    for claim in claims {
        for voice in claim.voices.iter().chain(&claim.denied_voices) {
            meet_voice(&mut nodes, voice, claim);
        }
        let place = Evidence { report: claim.report, span: claim.span };
        if let Some(words) = &claim.place {
            nodes.meet_at(words, EntityKind::Place, place);
        }
        match &claim.content {
            Content::Position(p) => meet_actor(&mut nodes, &p.actor, place),
            Content::Status(s) => meet_actor(&mut nodes, &s.entity, place),
            _ => {}
        }
    }
    // A name of a voice is met as a mention and with every claim of the voice.
    for places in nodes.list.iter_mut().flat_map(|n| n.spellings.values_mut()) {
        places.sort_unstable();
        places.dedup();
    }
    nodes
}

fn meet_mention(nodes: &mut Nodes, mention: &Mention, report: ReportIndex) {
    let adjective = !mention.name.contains(' ')
        && lexicon::english().turns.adjective_ending.iter().any(|e| mention.name.ends_with(e.as_str()));
    if adjective {
        return;
    }
    let place = Evidence { report, span: mention.span };
    let node = nodes.meet_at(&mention.name, mention.kind, place);
    let Some(role) = &mention.role else { return };
    if !node.roles.contains(role) {
        node.roles.push(role.clone());
    }
    meet_office(nodes, role, report);
}

/// The body an office stands for is met even where no report names it apart from the office.
fn meet_office(nodes: &mut Nodes, role: &str, report: ReportIndex) {
    if let Some(body) = names::body_of_office(role) {
        nodes.meet(&body, EntityKind::Body, report).spellings.entry(body.clone()).or_default();
    }
}

fn meet_voice(nodes: &mut Nodes, voice: &Voice, claim: &Claim) {
    let name = names::of_voice(voice);
    if name.kind == recount_model::VoiceKind::Unnamed {
        return;
    }
    let place = Evidence { report: claim.report, span: voice.span.unwrap_or(claim.span) };
    let is_place = |body: &str| {
        nodes.find(body, EntityKind::Place, claim.report).is_some()
            && nodes.find(body, EntityKind::Body, claim.report).is_none()
    };
    if let Some(body) = name.speaks_for.as_ref().filter(|b| !is_place(b)) {
        nodes.meet_at(body, EntityKind::Body, place).voiced += 1;
    }
    let node = nodes.meet_at(&name.text, names::entity_kind(name.kind), place);
    node.voiced += 1;
    add_name(node, &name);
    if let Some(role) = &name.role {
        meet_office(nodes, role, claim.report);
    }
}

fn add_name(node: &mut Node, name: &NameParts) {
    if let Some(role) = name.role.as_ref().filter(|r| !node.roles.contains(r)) {
        node.roles.push(role.clone());
    }
    node.speaks_for.extend(name.speaks_for.clone());
}

/// An actor or the bearer of a status: the node of that name if there is one, else a new one if the words are a name.
fn meet_actor(nodes: &mut Nodes, words: &str, place: Evidence) {
    let kind = match nodes.find_any(words, place.report) {
        Some(found) => nodes.list[found].key.0,
        None if !is_name(words) => return,
        None => match names::of_words(words, Some(recount_model::VoiceKind::Body)).kind {
            recount_model::VoiceKind::Unnamed => return,
            _ if names::looks_like_person(words, false) => EntityKind::Person,
            kind => names::entity_kind(kind),
        },
    };
    nodes.meet_at(words, kind, place);
}

/// Whether the words name somebody: no more than six, they begin and end with a capital or are a body's words. "No country",
/// "last week the dissidents" and other phrases of a sentence are no names.
pub(crate) fn is_name(words: &str) -> bool {
    let plain = clean(words);
    let tokens: Vec<&str> = plain.split_whitespace().collect();
    let capital = |w: &&str| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let opens = fold(tokens.first().copied().unwrap_or(""));
    let quantity = &lexicon::english().turns.quantity;
    let ends = tokens.first().is_some_and(capital) && tokens.last().is_some_and(capital);
    let known = recount_lexicon::SharedLexicon::english().body(plain).is_some();
    (1..=6).contains(&tokens.len()) && !has(quantity, &opens) && (ends || known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_of_a_sentence_are_no_names() {
        for words in ["No country", "last week the Sol dissidents", "the dissidents", "Any government"] {
            assert!(!is_name(words), "{words}");
        }
        for words in ["Relief Watch", "the United Nations", "Ana Sol", "Sol"] {
            assert!(is_name(words), "{words}");
        }
    }
}
