//! What people decided about claims: rejected ones count nowhere and are kept, linked ones share an event.

use crate::notation::{account_with, finding, stack};
use recount_model::{Account, ClaimId, LedgerPlace};
use recount_reconcile::{Decided, Linked};

const CLAIMS: &str = "
    a 2014-05-02 | Fire Office | killed people 6 | on 2014-05-01; in Harl
    b 2014-05-03 | Mill Board | killed people 9 | on 2014-05-01; in Harl
    c 2014-07-03 | River Watch | killed people 8 | on 2014-07-01; in Sund
";

fn id_of(account: &Account, report: &str) -> ClaimId {
    let claim =
        account.claims.iter().find(|claim| account.report(claim.report).file == format!("{report}.txt"));
    claim.map(|claim| claim.id.clone()).unwrap_or_default()
}

#[test]
fn a_rejected_claim_counts_nowhere_and_is_kept_with_the_reason() {
    let plain = account_with(stack(CLAIMS), Decided::default());
    assert_eq!(finding(&plain, "killed", "people").testimonies.len(), 2);
    let id = id_of(&plain, "b");
    let why = "ruling 3 by Anna Berg: a headline, not a count".to_string();
    let decided = Decided { rejected: [(id.clone(), why.clone())].into(), ..Decided::default() };
    let account = account_with(stack(CLAIMS), decided);
    assert_eq!(finding(&account, "killed", "people").testimonies.len(), 1);
    let entry = account.ledger.iter().find(|entry| account.claim(entry.claim).id == id);
    let entry = entry.map(|entry| (entry.place, entry.why.as_str()));
    assert_eq!(entry, Some((LedgerPlace::Rejected, why.as_str())));
    assert_eq!((account.ledger.len(), account.claims.len()), (3, 3));
}

#[test]
fn a_linked_claim_goes_into_the_event_of_its_companion() {
    let plain = account_with(stack(CLAIMS), Decided::default());
    let (ours, theirs) = (id_of(&plain, "c"), id_of(&plain, "a"));
    let event = |account: &Account, id: &ClaimId| account.claims.iter().find(|c| c.id == *id).unwrap().event;
    assert_ne!(event(&plain, &ours), event(&plain, &theirs));
    let linked = vec![Linked { claim: ours.clone(), with: theirs.clone(), ruling: 7 }];
    let account = account_with(stack(CLAIMS), Decided { linked, ..Decided::default() });
    assert_eq!(event(&account, &ours), event(&account, &theirs));
    assert_eq!(finding(&account, "killed", "people").testimonies.len(), 3);
    assert!(account.events.iter().all(|event| !event.claims.is_empty()));
    assert!(account.events[0].reasons.iter().any(|reason| reason.label == "ruling 7"));
}

#[test]
fn a_ruling_on_claims_that_are_not_there_changes_nothing() {
    let gone = ClaimId("gone".to_string());
    let linked = vec![Linked { claim: gone.clone(), with: gone.clone(), ruling: 2 }];
    let decided = Decided { rejected: [(gone, String::new())].into(), linked };
    assert_eq!(account_with(stack(CLAIMS), decided), account_with(stack(CLAIMS), Decided::default()));
}
