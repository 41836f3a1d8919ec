//! Which rulings hold: what the journal says was undone, and of several on one matter the last.

use recount_model::{Decision, Ruling};
use std::collections::BTreeMap;

/// Rulings that are undone, each with the number of the ruling that undid it. An undoing that was itself undone undoes nothing.
pub(crate) fn undone(rulings: &[Ruling]) -> BTreeMap<u64, u64> {
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

/// What a ruling settles: of two on one matter the later holds. `claim` is what its claim is called now, so that a ruling that was carried
/// and one that was made for the new claim are on one matter. Rulings on names are several on one name and settled one by one where
/// they are laid.
pub(super) fn matter(decision: &Decision, claim: &str) -> Option<String> {
    match decision {
        Decision::Accept { .. } | Decision::Reject { .. } => Some(format!("claim {claim}")),
        Decision::Correct { field, .. } => Some(format!("claim {claim} {field}")),
        Decision::Link { .. } => Some(format!("event {claim}")),
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
    use recount_model::ReportId;

    #[test]
    fn an_undoing_that_was_undone_undoes_nothing() {
        let withdraw = Decision::Withdraw { report: ReportId([0; 32]) };
        let undo = |ruling| Decision::Undo { ruling };
        for (decisions, want) in [
            (vec![withdraw.clone(), undo(1)], vec![(1, 2)]),
            (vec![withdraw.clone(), undo(1), undo(2)], vec![(2, 3)]),
            // A ruling cannot undo what comes after it, nor itself.
            (vec![undo(2), withdraw, undo(3)], vec![]),
        ] {
            let ruling = |(decision, number)| Ruling {
                number,
                who: "anna".into(),
                when: "2026-01-02T03:04:05Z".into(),
                why: "looked".into(),
                decision,
            };
            let rulings: Vec<Ruling> = decisions.into_iter().zip(1..).map(ruling).collect();
            assert_eq!(undone(&rulings).into_iter().collect::<Vec<_>>(), want, "{rulings:?}");
        }
    }
}
