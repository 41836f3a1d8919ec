//! What sort of thing a name names, over the whole dossier: a place in one report and a body in another is one entity of the
//! sort most places say. A name with an acronym in brackets is a body's wherever it stands. Countries and capitals stay two
//! things, the place and its government, and so do surnames and bodies known the world over.

use super::names;
use super::nodes::clean;
use super::publisher::{is_news, publisher_names};
use super::state;
use recount_lexicon::{SharedLexicon, fold, name_key};
use recount_model::{Claim, EntityKind, NameLinkKind, Reading, Report};
use std::collections::{BTreeMap, BTreeSet};

/// The sorts of names that are not what one place alone takes them for.
#[derive(Debug, Default)]
pub(crate) struct Kinds {
    bodies: BTreeSet<String>,
    most: BTreeMap<String, EntityKind>,
}

/// A place of a claim and a voice are chosen with more care than a mention.
const CHOSEN: usize = 2;

impl Kinds {
    /// What the links of all readings say.
    pub fn of_readings(readings: &[Reading]) -> Self {
        let mut bodies = BTreeSet::new();
        for reading in readings {
            for link in reading.links.iter().filter(|l| l.kind == NameLinkKind::Acronym) {
                for at in [link.a, link.b] {
                    let Some(mention) = reading.mentions.get(at) else { continue };
                    let known_place = state::country_of(&mention.name).is_some();
                    let key = name_key(clean(&mention.name));
                    if !known_place && key.contains(' ') {
                        bodies.insert(key);
                    }
                }
            }
        }
        Kinds { bodies, most: BTreeMap::new() }
    }

    /// What the links say, and what most mentions, voices and places take a name for.
    /// Who publishes a report and does not sign it is a body.
    pub fn vote(claims: &[Claim], reports: &[Report], readings: &[Reading]) -> Self {
        let mut votes: BTreeMap<String, BTreeMap<EntityKind, usize>> = BTreeMap::new();
        let mut add = |text: &str, kind: EntityKind, n: usize| {
            *votes.entry(fold(clean(text))).or_default().entry(kind).or_default() += n;
        };
        for mention in readings.iter().flat_map(|r| &r.mentions) {
            add(&mention.name, mention.kind, 1);
        }
        for claim in claims {
            if let Some(place) = &claim.place {
                add(place, EntityKind::Place, CHOSEN);
            }
            for voice in claim.voices.iter().chain(&claim.denied_voices) {
                let name = names::of_voice(voice);
                add(&name.text, names::entity_kind(name.kind), CHOSEN);
                name.speaks_for.iter().for_each(|b| add(b, EntityKind::Body, CHOSEN));
            }
        }
        let mut kinds = Kinds::of_readings(readings);
        for report in reports {
            let signs = report.author.as_deref().map(fold);
            let names =
                publisher_names(report).into_iter().filter(|n| !is_news(n) && state::country_of(n).is_none());
            let names = names
                .map(|n| clean(&n).to_string())
                .filter(|n| n.contains(' ') && signs.as_deref() != Some(fold(n).as_str()));
            kinds.bodies.extend(names.map(|n| name_key(&n)));
        }
        kinds.most = votes
            .into_iter()
            .filter(|(name, kinds)| kinds.len() > 1 && may_be_one(name))
            .filter_map(|(name, kinds)| Some((name, majority(&kinds)?)))
            .collect();
        kinds
    }

    /// The kind of a name that one place takes for `seen`.
    pub fn of(&self, name: &str, seen: EntityKind) -> EntityKind {
        if seen != EntityKind::Group && self.bodies.contains(&name_key(clean(name))) {
            return EntityKind::Body;
        }
        let most = self.most.get(&fold(clean(name))).copied();
        // A surname alone may well be somebody's although it is a place's name too.
        let surname = |kind| kind == EntityKind::Person && !clean(name).contains(' ');
        most.filter(|kind| !surname(seen) && !surname(*kind)).unwrap_or(seen)
    }
}

/// Whether nothing speaks against one thing of that name.
fn may_be_one(name: &str) -> bool {
    let lexicon = SharedLexicon::english();
    state::country_of(name).is_none()
        && lexicon.country_of_capital(name).is_none()
        && lexicon.body(name).is_none()
        && state::of(name).is_none()
}

/// The kind with most votes, if it has more than any other.
fn majority(votes: &BTreeMap<EntityKind, usize>) -> Option<EntityKind> {
    let most = votes.values().copied().max()?;
    let mut best = votes.iter().filter(|(_, n)| **n == most);
    match (best.next(), best.next()) {
        (Some((kind, _)), None) => Some(*kind),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use recount_model::{Mention, Span};

    fn check(name: &str, seen: &[EntityKind], expected: [EntityKind; 2]) {
        let mention = |kind: &EntityKind| Mention {
            span: Span::new(0, 1),
            name: name.to_string(),
            kind: *kind,
            role: None,
        };
        let reading = Reading { mentions: seen.iter().map(mention).collect(), ..Reading::default() };
        let kinds = Kinds::vote(&[], &[], &[reading]);
        assert_eq!([kinds.of(name, EntityKind::Place), kinds.of(name, EntityKind::Body)], expected, "{name}");
    }

    #[test]
    fn a_name_is_of_the_sort_most_places_say_unless_it_is_a_country() {
        use EntityKind::{Body, Place};
        check("Camp Sol", &[Place, Place, Body], [Place, Place]);
        check("Sol Watch", &[Body, Body, Place], [Body, Body]);
        check("Camp Sol", &[Place, Body], [Place, Body]);
        check("Iraq", &[Place, Place, Body], [Place, Body]);
        check("Tehran", &[Place, Place, Body], [Place, Body]);
    }
}
