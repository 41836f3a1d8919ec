//! What is written together: originals, entries of the journal, and the rows that follow from them.

use crate::database::codec::PassageKey;
use crate::entry::{Act, NewEntry, Outcome};
use crate::originals::Original;
use crate::readings::{KeptAccount, ReadingRows};
use recount_model::{Decision, Report, ReportId};

/// What [`Store::commit`](crate::Store::commit) writes: all of it durable when it returns, in the order bytes, journal, database.
/// Some thousand reports in one batch make adding fast.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// Bytes to be kept. Those that are kept already may be given again.
    pub originals: Vec<Original>,
    /// Entries of the journal, in order; the journal numbers them.
    pub entries: Vec<NewEntry>,
    /// Reports of originals that have arrived, in this batch or before. Their `copies` are not looked at: arrivals tell of them.
    pub reports: Vec<Report>,
    /// What readers found in them.
    pub readings: Vec<ReadingRows>,
    /// Keys of their passages.
    pub passages: Vec<(ReportId, Vec<PassageKey>)>,
    /// An account that takes the place of the one kept.
    pub account: Option<KeptAccount>,
}

impl Batch {
    /// A batch of one ruling.
    pub fn ruling(
        when: impl Into<String>,
        who: impl Into<String>,
        why: impl Into<String>,
        decision: Decision,
    ) -> Self {
        let act = Act::Ruling { why: why.into(), decision };
        let entry = NewEntry { when: when.into(), who: who.into(), act };
        Batch { entries: vec![entry], ..Batch::default() }
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.originals.is_empty()
            && self.entries.is_empty()
            && self.reports.is_empty()
            && self.readings.is_empty()
            && self.passages.is_empty()
            && self.account.is_none()
    }
}

impl Outcome {
    /// The outcome of a text that was read by `intake` (a program with its version).
    pub fn read(text: &str, intake: impl Into<String>) -> Self {
        Outcome::Read { text_sha256: ReportId::of(text.as_bytes()).0, intake: intake.into() }
    }
}
