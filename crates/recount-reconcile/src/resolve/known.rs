//! Which names a dossier has, without joining any: for whoever says something of a name.

use super::nodes::{Nodes, clean, collect};
use recount_lexicon::fold;
use recount_model::{Reading, Report};
use std::collections::BTreeSet;

/// The names of a dossier: of those who speak, act, publish and are told of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownNames(BTreeSet<String>);

impl KnownNames {
    /// The names of `reports` with what was read of each, in the same order.
    pub fn of(reports: &[Report], readings: &[Reading]) -> Self {
        let claims: Vec<_> = readings.iter().flat_map(|reading| reading.claims.iter().cloned()).collect();
        let Nodes { list, .. } = collect(&claims, reports, readings);
        KnownNames(list.into_iter().map(|node| node.key.1).collect())
    }

    /// Whether a name is among them, style, article and possessive aside.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains(&fold(clean(name)))
    }
}
