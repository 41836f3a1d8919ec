//! Which method answers a table: the one asked for, or one chosen by the shape of the data alone.

use super::method::{METHODS, Method, method};
use super::votes::Votes;
use crate::ReconcileError;
use recount_model::{CopyGroup, Evidence, Reason, Table};

/// What one asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// The method, by name; `None` chooses by the shape of the data.
    pub method: Option<String>,
    /// Whether copies are looked for and their votes taken out; `None` leaves it to the shape of the data.
    pub copies: Option<bool>,
}

/// What was chosen, and why.
pub(super) struct Chosen {
    pub method: &'static dyn Method,
    pub votes: Votes,
    pub copies: Vec<CopyGroup>,
    pub reasons: Vec<Reason>,
}

/// Chooses, and groups the table as the choice needs.
pub(super) fn choose(table: &Table, choice: &Choice) -> Result<Chosen, ReconcileError> {
    let name = choice.method.as_deref().unwrap_or("vote");
    let method = method(name).ok_or_else(|| ReconcileError::UnknownMethod {
        name: name.to_string(),
        known: METHODS.iter().map(|m| m.name().to_string()).collect(),
    })?;
    let votes = Votes::new(table);
    let mut reasons = vec![match &choice.method {
        Some(_) => said("the method asked for"),
        None => said("the simplest method"),
    }];
    if votes.without_number > 0 {
        reasons.push(said(format!(
            "{} rows give no number for an item of numbers: left out",
            votes.without_number
        )));
    }
    Ok(Chosen { method, votes, copies: Vec::new(), reasons })
}

/// A reason in words alone.
fn said(label: impl Into<String>) -> Reason {
    Reason::new(label, Vec::<Evidence>::new())
}
