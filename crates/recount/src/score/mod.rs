//! Measuring claims and accounts against what an expert recorded by hand.
//!
//! [`claims`] compares claims with a dossier's `gold.jsonl` (or `claims.jsonl`), [`account`] compares an account with its
//! `reconciliation.json`; both know spellings of one name from the `aliases` of `expected.json`. The definitions are fixed and
//! public, so that figures of different programs and days can be compared; they read the published formats and nothing else,
//! so any program's output can be measured. What each figure means stands beside it in [`ClaimScore`] and [`AccountScore`].

mod account_score;
mod claim_score;
mod gold;
mod matching;
mod names;

pub use account_score::{AccountScore, Missed, account};
pub use claim_score::{ClaimScore, Part, claims};
pub use gold::{ScoreError, gold_claims_file, has_gold_account};
pub use matching::{Rate, Share};

/// One figure of a score, for tables: its name, its value between 0 and 1, and what it means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoreLine {
    /// The name the figure is printed under, e.g. `count.typed`.
    pub name: &'static str,
    /// The figure; `None` where nothing could be compared.
    pub value: Option<f64>,
    /// What it measures, as a phrase.
    pub meaning: &'static str,
}
