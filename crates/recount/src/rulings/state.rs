//! Which rulings hold, by the journal alone: what was undone, and what a later ruling on the same matter put aside.

use recount_model::{Decision, Ruling, RulingState};
use std::collections::BTreeMap;

/// What of each ruling the journal says, in its order. An undoing that was itself undone undoes nothing.
pub(crate) fn states(rulings: &[Ruling]) -> Vec<RulingState> {
    let undone = undone(rulings);
    let mut later: BTreeMap<String, u64> = BTreeMap::new();
    let mut states: Vec<RulingState> = rulings
        .iter()
        .rev()
        .map(|ruling| {
            if let Some(by) = undone.get(&ruling.number) {
                return RulingState::Undone { by: *by };
            }
            let Some(matter) = matter(&ruling.decision) else { return RulingState::Stands };
            match later.get(&matter) {
                Some(by) => RulingState::Superseded { by: *by },
                None => {
                    later.insert(matter, ruling.number);
                    RulingState::Stands
                }
            }
        })
        .collect();
    states.reverse();
    states
}

/// Rulings that are undone, each with the number of the ruling that undid it.
fn undone(rulings: &[Ruling]) -> BTreeMap<u64, u64> {
    let mut undone = BTreeMap::new();
    // From the last one back: whether an undoing holds is settled before what it undoes is reached.
    for ruling in rulings.iter().rev() {
        if let Decision::Undo { ruling: target } = ruling.decision
            && !undone.contains_key(&ruling.number)
            && target < ruling.number
        {
            undone.insert(target, ruling.number);
        }
    }
    undone
}

/// What a ruling settles: of two on one matter the later holds. Rulings on names are several on one name and settled one by one
/// where they are laid.
fn matter(decision: &Decision) -> Option<String> {
    match decision {
        Decision::Accept { claim } | Decision::Reject { claim } => Some(format!("claim {}", claim.id)),
        Decision::Correct { claim, field, .. } => Some(format!("claim {} {field}", claim.id)),
        Decision::Link { claim, .. } => Some(format!("event {}", claim.id)),
        Decision::Describe { report, field, .. } => Some(format!("report {report} {field}")),
        Decision::Merge { .. }
        | Decision::Split { .. }
        | Decision::Withdraw { .. }
        | Decision::Undo { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use recount_model::{ClaimAnchor, ClaimId, ReportId};

    fn ruling(number: u64, decision: Decision) -> Ruling {
        Ruling {
            number,
            who: "anna".into(),
            when: "2026-01-02T03:04:05Z".into(),
            why: "looked".into(),
            decision,
        }
    }

    fn claim(id: &str) -> ClaimAnchor {
        ClaimAnchor {
            id: ClaimId(id.into()),
            report: ReportId([0; 32]),
            start: 0,
            end: 1,
            words: "x".into(),
            content: "{}".into(),
        }
    }

    #[test]
    fn the_later_ruling_holds_and_what_was_undone_does_not() {
        let accept = |id: &str| Decision::Accept { claim: claim(id) };
        let reject = |id: &str| Decision::Reject { claim: claim(id) };
        let undo = |ruling| Decision::Undo { ruling };
        for (decisions, want) in [
            (vec![accept("a"), reject("a")], vec![RulingState::Superseded { by: 2 }, RulingState::Stands]),
            (vec![accept("a"), reject("b")], vec![RulingState::Stands, RulingState::Stands]),
            (
                vec![accept("a"), reject("a"), undo(2)],
                vec![RulingState::Stands, RulingState::Undone { by: 3 }, RulingState::Stands],
            ),
            (
                vec![reject("a"), undo(1), undo(2)],
                vec![RulingState::Stands, RulingState::Undone { by: 3 }, RulingState::Stands],
            ),
            // A ruling cannot undo what comes after it, nor itself.
            (vec![undo(2), reject("a"), undo(3)], vec![RulingState::Stands; 3]),
        ] {
            let rulings: Vec<Ruling> =
                decisions.into_iter().zip(1..).map(|(decision, number)| ruling(number, decision)).collect();
            assert_eq!(states(&rulings), want, "{rulings:?}");
        }
    }
}
