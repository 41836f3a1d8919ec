//! Full-text search over the reports that stand: words, phrases, fields and dates; folded so that marks and letter forms do not
//! matter; ranked; each hit with a piece of the text as it stands in the report.
//!
//! The index keeps no text: a hit's piece is cut from the report itself, for the hits that are shown only.

mod query;
mod rank;
mod snippet;

pub use query::Query;
pub use snippet::{Mark, Snippet};

use crate::database::rows::text;
use crate::error::StoreError;
use crate::listing::{Listed, listed};
use crate::store::Store;

/// A report that a query finds.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The report as the list shows it.
    pub report: Listed,
    /// How well it fits; more is better. Only comparable within one answer.
    pub score: f64,
    /// Where in its text.
    pub snippet: Snippet,
}

/// An answer to a query.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hits {
    /// How many reports fit.
    pub total: u64,
    /// Those asked for, best first.
    pub hits: Vec<Hit>,
}

impl Store {
    /// The reports that fit a query: `limit` of them after the first `offset`, best first.
    ///
    /// # Errors
    ///
    /// When the database cannot be read. A query was checked when it was parsed.
    pub fn search(&self, query: &Query, limit: usize, offset: usize) -> Result<Hits, StoreError> {
        self.found(|connection| {
            let (total, ranked) = rank::ranked(connection, query, limit, offset)?;
            let mut hits = Vec::with_capacity(ranked.len());
            for (key, score) in ranked {
                let Some(report) = listed(connection, key)? else { continue };
                let text = text(connection, key, report.id)?;
                hits.push(Hit { snippet: snippet::snippet(&text, query), report, score });
            }
            Ok(Hits { total, hits })
        })
    }
}
