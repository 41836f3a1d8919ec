//! What the dossier knows of an item, together with what came earlier in the same batch and is not written yet.

use crate::Error;
use recount_model::{Arrival, ReportId};
use recount_store::{Outcome, Store};
use std::collections::BTreeMap;

/// What the batch holds so far.
#[derive(Default)]
pub(super) struct Earlier {
    ways: BTreeMap<ReportId, Vec<Arrival>>,
    outcomes: BTreeMap<ReportId, Outcome>,
    at_address: BTreeMap<String, ReportId>,
}

impl Earlier {
    /// The ways by which these bytes came so far.
    pub fn ways(&self, store: &Store, id: ReportId) -> Result<Vec<Arrival>, Error> {
        let kept = store.arrivals(id)?.into_iter().map(|arrived| arrived.arrival);
        Ok(kept.chain(self.ways.get(&id).into_iter().flatten().cloned()).collect())
    }

    /// The bytes that came last from an address.
    pub fn latest_at(&self, store: &Store, url: &str) -> Result<Option<ReportId>, Error> {
        match self.at_address.get(url) {
            Some(id) => Ok(Some(*id)),
            None => Ok(store.latest_at(url)?),
        }
    }

    /// What came of reading these bytes.
    pub fn outcome(&self, store: &Store, id: ReportId) -> Result<Option<Outcome>, Error> {
        match self.outcomes.get(&id) {
            Some(outcome) => Ok(Some(outcome.clone())),
            None => Ok(store.original(id)?.map(|original| original.outcome)),
        }
    }

    /// Notes what came of reading these bytes in this batch.
    pub fn note_outcome(&mut self, id: ReportId, outcome: &Outcome) {
        self.outcomes.insert(id, outcome.clone());
    }

    /// Notes an arrival of this batch.
    pub fn note(&mut self, id: ReportId, arrival: &Arrival, outcome: &Outcome) {
        self.ways.entry(id).or_default().push(arrival.clone());
        self.note_outcome(id, outcome);
        if let Some(url) = &arrival.url {
            self.at_address.insert(url.clone(), id);
        }
    }
}
