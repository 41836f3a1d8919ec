//! How reports and rulings stand.

use recount_model::Ruling;

/// How a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It takes part.
    Stands = 0,
    /// A later copy of the same address has taken its place.
    Replaced = 1,
    /// A ruling took it out. Its bytes stay.
    Withdrawn = 2,
}

impl State {
    /// The state of a number in the database.
    pub(crate) fn of(number: i64) -> Option<Self> {
        [State::Stands, State::Replaced, State::Withdrawn].into_iter().find(|s| *s as i64 == number)
    }
}

/// A ruling and whether it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulingState {
    /// The ruling.
    pub ruling: Ruling,
    /// No ruling that holds has undone it.
    pub holds: bool,
}
