//! Everything known of one dossier, ready to publish.

use crate::claim::{Change, PositionStance};
use crate::{
    Claim, ClaimId, ClaimIndex, Entity, EntityIndex, Event, EventIndex, Evidence, Finding, Issue, Measure,
    PartialDate, Report, ReportIndex, RulingStanding, Unread,
};
use std::collections::BTreeSet;

/// How two groups of claims stand against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum ContradictionClass {
    /// Both cannot hold; somebody has to decide.
    Disagreement,
    /// The same voice, later.
    Revision,
    /// One is within the other.
    CompatibleRefinement,
    /// Another population, place or window.
    ScopeDifference,
    /// The same occurrence under another date.
    DateMismatch,
    /// A status said to hold and not to hold.
    StatusConflict,
}

impl crate::Word for ContradictionClass {}

/// Two groups of claims that differ, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Contradiction {
    /// How they differ.
    pub class: ContradictionClass,
    /// What about, as a short phrase.
    pub topic: String,
    /// One side.
    pub a: Vec<ClaimIndex>,
    /// The other.
    pub b: Vec<ClaimIndex>,
    /// Why it is of this class, as a sentence.
    pub why: String,
}

/// Two passages of which the later is a near copy of the earlier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CopiedPassage {
    /// The copied stretch where it stood first, by the dates of publication.
    pub earlier: Evidence,
    /// The same in the later report. That its writer had it from the earlier one, and not both from a third, is not said.
    pub later: Evidence,
    /// Shingles (rows of four folded words) that both passages have among those that either has (Jaccard), 0 to 1.
    pub similarity: f64,
    /// Shingles that both have among those of the passage that has fewer, 0 to 1.
    pub share: f64,
    /// Words of the shorter of the two stretches.
    pub words: usize,
}

/// Reports whose figures have one origin: they count once.
#[derive(Debug, Clone, PartialEq)]
pub struct Lineage {
    /// The event, when there is one.
    pub event: Option<EventIndex>,
    /// The measure, when it is about figures.
    pub measure: Option<Measure>,
    /// The reports.
    pub reports: Vec<ReportIndex>,
    /// The claims.
    pub claims: Vec<ClaimIndex>,
    /// Whose word it is in the end.
    pub origin: String,
    /// On what evidence they were joined.
    pub why: String,
    /// The copied passages, where it was copies that joined them.
    pub passages: Vec<CopiedPassage>,
}

/// What changed on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum DriftKind {
    /// A figure is given to a voice that only relayed it.
    Owner,
    /// A bound turned round or was lost.
    Bound,
}

impl crate::Word for DriftKind {}

/// A figure that changed its owner or its bound on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift {
    /// What changed.
    pub kind: DriftKind,
    /// The claims that drifted.
    pub claims: Vec<ClaimIndex>,
    /// The claims that show what it was.
    pub origin_claims: Vec<ClaimIndex>,
    /// What happened, as a sentence.
    pub why: String,
}

/// A person named as killed, injured, detained or missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Victim {
    /// The name.
    pub name: String,
    /// Every spelling.
    pub spellings: Vec<String>,
    /// Age in years.
    pub age: Option<u64>,
    /// What happened.
    pub measure: Measure,
    /// The event, when known.
    pub event: Option<EventIndex>,
    /// The claims that name the person.
    pub claims: Vec<ClaimIndex>,
}

/// One entry of the timeline of states: entity, status and authority over a period.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusChange {
    /// Whose status.
    pub entity: String,
    /// The entity, when resolved.
    pub entity_index: Option<EntityIndex>,
    /// Which status.
    pub status: String,
    /// By whom.
    pub authority: Option<String>,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Until when.
    pub to: Option<PartialDate>,
    /// What happens.
    pub change: Change,
    /// Who says so, as the account prints voices.
    pub voices: Vec<String>,
    /// The claims.
    pub claims: Vec<ClaimIndex>,
}

/// One cell of the options table.
#[derive(Debug, Clone, PartialEq)]
pub struct Position {
    /// On what.
    pub option: String,
    /// Who.
    pub actor: String,
    /// Supports, opposes, conditional or neutral.
    pub stance: PositionStance,
    /// The condition.
    pub condition: Option<String>,
    /// The reason.
    pub reason: Option<String>,
    /// As of when.
    pub as_of: Option<PartialDate>,
    /// On whose word, as the account prints voices.
    pub voices: Vec<String>,
    /// The claims.
    pub claims: Vec<ClaimIndex>,
}

/// Where a count claim ends. Each has exactly one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum LedgerPlace {
    /// It states what a voice stands by.
    Testimony,
    /// It repeats another's figure.
    Echo,
    /// Its voice said something else later.
    Superseded,
    /// It is a part of another figure.
    Part,
    /// It adds to an earlier figure.
    Increment,
    /// It is what somebody denies, seen from the denier.
    Denied,
    /// It belongs to another event, to an aggregate or to none.
    #[strum(to_string = "other event or aggregate")]
    OtherEvent,
    /// A person rejected it.
    #[strum(to_string = "rejected by ruling")]
    Rejected,
}

impl crate::Word for LedgerPlace {}

/// Where one count claim ended, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerEntry {
    /// The claim.
    pub claim: ClaimIndex,
    /// Its place.
    pub place: LedgerPlace,
    /// Why, as a sentence.
    pub why: String,
    /// The finding whose testimonies or revisions it went into, by id.
    pub finding: Option<String>,
}

/// A total beside the parts a source enumerates.
#[derive(Debug, Clone, PartialEq)]
pub struct PartsCheck {
    /// The claim of the total.
    pub total: ClaimIndex,
    /// The claims of the parts.
    pub parts: Vec<ClaimIndex>,
    /// Sum of the parts' numbers.
    pub sum: u64,
    /// Whether the sum fits the total's interval.
    pub fits: bool,
}

/// What an account of a dossier that is kept was made from: whoever has the dossier can derive the account again as of then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFrom {
    /// The number of the journal's last entry at that time.
    pub entry: u64,
    /// The hash of that entry, which no other journal has; 64 hexadecimal digits.
    pub hash: String,
    /// SHA-256 of the bytes of `recount.toml`, in hexadecimal digits; `None` when there was none.
    pub settings_sha256: Option<String>,
    /// The program, with its version and those of the parts that decide texts and claims.
    pub program: String,
}

/// Everything for one dossier.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// The dossier's name.
    pub dossier: String,
    /// Name and version of the method whose figures lead, e.g. `hierarchy 1`.
    pub method: String,
    /// The reports, by file name.
    pub reports: Vec<Report>,
    /// Files that could not be read.
    pub unread: Vec<Unread>,
    /// Every claim, in report and text order; those that a person rejected stand at the end.
    pub claims: Vec<Claim>,
    /// Names with their spellings.
    pub entities: Vec<Entity>,
    /// Occurrences, the main one first, then by date.
    pub events: Vec<Event>,
    /// Questions answered, in the order of events; those without an event last.
    pub findings: Vec<Finding>,
    /// People named as killed, injured, detained or missing.
    pub victims: Vec<Victim>,
    /// Where claims differ, and how.
    pub contradictions: Vec<Contradiction>,
    /// Which reports share an origin.
    pub lineage: Vec<Lineage>,
    /// Figures that changed on the way.
    pub drift: Vec<Drift>,
    /// Totals beside their parts.
    pub parts: Vec<PartsCheck>,
    /// States over time, by entity, status and date.
    pub statuses: Vec<StatusChange>,
    /// The options table, by option, then actor.
    pub positions: Vec<Position>,
    /// Where every count claim ended, in claim order.
    pub ledger: Vec<LedgerEntry>,
    /// What was imperfect in the input.
    pub issues: Vec<Issue>,
    /// The file the claims were given in; `None` when the reader read them.
    pub claims_file: Option<String>,
    /// The tables of claims that people added, in the order in which they came.
    pub tables: Vec<GivenTable>,
    /// What people decided, in the order of the journal.
    pub rulings: Vec<RulingStanding>,
    /// What it was made from; `None` for a folder of files, which has no journal.
    pub made_from: Option<MadeFrom>,
}

/// A table of claims that somebody made and added to a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenTable {
    /// Its file.
    pub file: String,
    /// How many claims of it stand in the account.
    pub claims: usize,
}

impl Account {
    /// How many claims people gave in tables.
    pub fn given(&self) -> usize {
        self.tables.iter().map(|table| table.claims).sum()
    }

    /// Claims that a person looked at: accepted, rejected, corrected or linked.
    pub fn reviewed(&self) -> BTreeSet<ClaimId> {
        self.rulings.iter().flat_map(RulingStanding::claim_ids).collect()
    }

    /// The people whose rulings hold, in the order of their names.
    pub fn reviewers(&self) -> BTreeSet<&str> {
        self.rulings.iter().filter(|r| r.holds()).map(|r| r.ruling.who.as_str()).collect()
    }

    /// The claim at `index`.
    pub fn claim(&self, index: ClaimIndex) -> &Claim {
        &self.claims[index.0]
    }

    /// The report at `index`.
    pub fn report(&self, index: ReportIndex) -> &Report {
        &self.reports[index.0]
    }

    /// The report a claim stands in.
    pub fn report_of(&self, index: ClaimIndex) -> &Report {
        self.report(self.claim(index).report)
    }

    /// The words of a claim.
    pub fn words(&self, index: ClaimIndex) -> &str {
        self.claim(index).span.slice(&self.report_of(index).text)
    }
}
