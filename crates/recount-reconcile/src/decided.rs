//! What people decided about claims, as far as reconciling must know it: which take no part, and which tell of one event.
//! Corrections are laid over the claims before they come here, and names joined or parted by people come as settings.

use recount_model::{Claim, ClaimId, ClaimIndex, LedgerEntry, LedgerPlace};
use std::collections::BTreeMap;

/// Two claims that tell of the same event because a person says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// The claim that is put to the other.
    pub claim: ClaimId,
    /// The claim whose event it shares.
    pub with: ClaimId,
    /// The number of the ruling.
    pub ruling: u64,
}

/// What people decided about the claims of an input.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decided {
    /// Claims that are none, each with the reason that the ledger shows.
    pub rejected: BTreeMap<ClaimId, String>,
    /// Claims of one event, in the order of rulings: a later one wins.
    pub linked: Vec<Linked>,
}

/// [`Linked`] by the places of the claims among those that are reconciled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LinkedPlaces {
    pub claim: usize,
    pub with: usize,
    pub ruling: u64,
}

impl Decided {
    /// Takes out what was rejected; each with its reason.
    pub(crate) fn take_rejected(&self, claims: &mut Vec<Claim>) -> Vec<(Claim, String)> {
        if self.rejected.is_empty() {
            return Vec::new();
        }
        let why = |claim: &Claim| self.rejected.get(&claim.id).cloned();
        let rejected = claims.iter().filter_map(|claim| Some((claim.clone(), why(claim)?))).collect();
        claims.retain(|claim| !self.rejected.contains_key(&claim.id));
        rejected
    }

    /// Where the linked claims stand; a linked claim is of another event than the main one only if its companion is. Pairs of which one is not there any more, or which are one claim, are passed over.
    pub(crate) fn linked(&self, claims: &mut [Claim]) -> Vec<LinkedPlaces> {
        let place = |id: &ClaimId| claims.iter().position(|claim| claim.id == *id);
        let pairs = self.linked.iter().filter_map(|linked| {
            Some(LinkedPlaces {
                claim: place(&linked.claim)?,
                with: place(&linked.with)?,
                ruling: linked.ruling,
            })
        });
        let pairs: Vec<LinkedPlaces> = pairs.filter(|pair| pair.claim != pair.with).collect();
        for pair in &pairs {
            claims[pair.claim].other_event = claims[pair.with].other_event;
        }
        pairs
    }
}

/// Puts what was rejected behind the claims; figures among it get their place in the ledger.
pub(crate) fn keep(rejected: Vec<(Claim, String)>, claims: &mut Vec<Claim>, ledger: &mut Vec<LedgerEntry>) {
    for (claim, why) in rejected {
        if claim.count().is_some() {
            let claim = ClaimIndex(claims.len());
            ledger.push(LedgerEntry { claim, place: LedgerPlace::Rejected, why, finding: None });
        }
        claims.push(claim);
    }
}
