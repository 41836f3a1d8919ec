//! What a ruling settles: of several on one matter the last holds.

use recount_model::Decision;

/// The matter of a decision. `claim` is what its claim is called now, so that a ruling that was carried
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
