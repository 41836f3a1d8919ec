//! The vocabulary of Recount.
//!
//! Every other crate speaks in these types: a [`Report`] is one item as received, a [`Claim`] one thing said in one place of
//! it, an [`Interval`] what a figure commits to, a [`Testimony`] what one voice finally stands by, a [`Finding`] a question
//! answered, an [`Account`] all of it for one dossier. The crate does no I/O, reads no words of any language (figures and
//! dates print in English) and fixes no serialized format: formats are defined where values cross a border (`recount-intake`, `recount-publish`).

mod account;
mod claim;
mod date;
mod descent;
mod entity;
mod event;
mod finding;
mod influence;
mod interval;
mod issue;
mod layout;
mod reading;
mod report;
mod ruling;
mod settings;
mod span;
mod table;
mod voice;
mod word;

pub use account::{
    Account, Contradiction, ContradictionClass, CopiedPassage, Drift, DriftKind, GivenTable, LedgerEntry,
    LedgerPlace, Lineage, MadeFrom, PartsCheck, Position, StatusChange, Victim,
};
pub use claim::{
    Change, Claim, ClaimId, ClaimIndex, Content, Count, Link, Measure, Population, PositionContent,
    PositionStance, Relation, Stance, StatusContent, assign_ids,
};
pub use date::{DateError, PartialDate, Period};
pub use descent::{Descent, Holder, SeriesStep, StemmaNode, VoiceSeries};
pub use entity::{Entity, EntityIndex, EntityKind, Spelling};
pub use event::{Event, EventIndex};
pub use finding::{Figure, Finding, Grade, Independence, Revision, RevisionKind, Step, Testimony, Version};
pub use influence::{Amount, Influence, RangeBasis};
pub use interval::{Interval, Vague};
pub use issue::{Checked, Evidence, Issue, Reason, Severity};
pub use layout::{Page, PageBox, PlacedText};
pub use reading::{About, Mention, NameLink, NameLinkKind, Reading};
pub use report::{
    Arrival, Block, BlockRole, DateBasis, Published, Report, ReportId, ReportIndex, Unread, Within,
};
pub use ruling::{ClaimAnchor, Decision, Ruling, RulingStanding, RulingState};
pub use settings::{AliasGroup, OptionWords, Settings, SourceClass};
pub use span::{CodePoints, Span};
pub use table::{Answer, CopyGroup, CopyPair, Discovery, Names, Outcome, Standing, Table, ValueKind};
pub use voice::{Voice, VoiceKind, VoicesRelation};
pub use word::Word;
