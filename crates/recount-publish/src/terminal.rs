//! The account as text for a terminal: a summary to act on, and one question explained to the last sentence. Report text is
//! printed without control characters, so a report cannot steer the terminal.

mod descent;
mod explain;
mod find;
mod influence;
mod sheet;
mod summary;

pub use explain::explain;
pub use find::ExplainError;
pub use summary::summary;

/// How to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether to use ANSI colours.
    pub color: bool,
    /// Columns to fill; fewer than 40 count as 40.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Style { color: false, width: 88 }
    }
}
