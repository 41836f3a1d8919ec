//! What a person decided about the machine's work: laid over the claims before they are resolved, kept in the journal, never
//! erased. A ruling that was wrong is undone by another.

use crate::{ClaimId, ReportId};

/// The claim a ruling is about, told so that it can be found again when a better reader gives other claims: by its id, and
/// by place, words and content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimAnchor {
    /// The claim's id at the time of the ruling.
    pub id: ClaimId,
    /// The report it stands in.
    pub report: ReportId,
    /// Where it starts in the report's text, in code points.
    pub start: usize,
    /// Where it ends, in code points, exclusive.
    pub end: usize,
    /// Its words, as they stand in the report.
    pub words: String,
    /// The claim as it was, in the JSON of claims (one object, as `recount claims` prints it).
    pub content: String,
}

/// What is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The claim was looked at and is right.
    Accept {
        /// The claim.
        claim: ClaimAnchor,
    },
    /// The claim is no claim: it keeps its place in the ledger and counts nowhere.
    Reject {
        /// The claim.
        claim: ClaimAnchor,
    },
    /// One field of the claim is to be another.
    Correct {
        /// The claim.
        claim: ClaimAnchor,
        /// The field's name in the JSON of claims.
        field: String,
        /// The field's value as JSON; `null` takes the value away.
        value: String,
    },
    /// The names stand for one entity.
    Merge {
        /// The name to print.
        canonical: String,
        /// The others.
        spellings: Vec<String>,
    },
    /// The two names stand for two entities.
    Split {
        /// One.
        name: String,
        /// The other.
        from: String,
    },
    /// Two claims tell of the same event.
    Link {
        /// The claim that is put to the other.
        claim: ClaimAnchor,
        /// The claim whose event it is to share.
        with: ClaimAnchor,
    },
    /// What is known of a report's origin is to be another.
    Describe {
        /// The report.
        report: ReportId,
        /// One of [`Decision::DESCRIBED`].
        field: String,
        /// The value; `None` takes it away.
        value: Option<String>,
    },
    /// The report takes no part any more. Its bytes stay.
    Withdraw {
        /// The report.
        report: ReportId,
    },
    /// An earlier ruling holds no more.
    Undo {
        /// Its number.
        ruling: u64,
    },
}

/// A decision with who took it, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// Its number in the journal, counted from 1; the journal also numbers what arrived.
    pub number: u64,
    /// Who decided.
    pub who: String,
    /// When, as RFC 3339 in UTC (`2026-11-22T09:30:00Z`).
    pub when: String,
    /// Why, in that person's words.
    pub why: String,
    /// What.
    pub decision: Decision,
    /// The number of the first ruling that undid it and holds itself; `None` when it was not undone.
    pub undone_by: Option<u64>,
}

impl Decision {
    /// The items it is about: the reports of its claims, or the one that it describes or withdraws.
    pub fn items(&self) -> Vec<ReportId> {
        match self {
            Decision::Describe { report, .. } | Decision::Withdraw { report } => vec![*report],
            _ => self.claims().into_iter().map(|claim| claim.report).collect(),
        }
    }

    /// The fields of a report that [`Decision::Describe`] may be about.
    pub const DESCRIBED: [&'static str; 4] = ["publisher", "author", "published", "url"];

    /// The word of the journal and of the command line.
    pub fn word(&self) -> &'static str {
        match self {
            Decision::Accept { .. } => "accept",
            Decision::Reject { .. } => "reject",
            Decision::Correct { .. } => "correct",
            Decision::Merge { .. } => "merge",
            Decision::Split { .. } => "split",
            Decision::Link { .. } => "link",
            Decision::Describe { .. } => "describe",
            Decision::Withdraw { .. } => "withdraw",
            Decision::Undo { .. } => "undo",
        }
    }

    /// The claims it is about.
    pub fn claims(&self) -> Vec<&ClaimAnchor> {
        match self {
            Decision::Accept { claim } | Decision::Reject { claim } | Decision::Correct { claim, .. } => {
                vec![claim]
            }
            Decision::Link { claim, with } => vec![claim, with],
            _ => Vec::new(),
        }
    }
}

/// Where a ruling stands among the claims of now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RulingState {
    /// It holds for what it was made for.
    Stands,
    /// Its claim is read otherwise now and was found again.
    Carried {
        /// The claim it holds for now.
        to: ClaimId,
        /// By what it was found, as a phrase.
        why: String,
    },
    /// What it was made for is not there any more, or says something else: it holds for nothing until somebody looks.
    ForReview {
        /// What is missing or other, as a phrase.
        why: String,
    },
    /// A later ruling on the same matter holds in its place.
    Superseded {
        /// The number of the later one.
        by: u64,
    },
    /// It was undone.
    Undone {
        /// The number of the ruling that did.
        by: u64,
    },
}

/// A ruling with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulingStanding {
    /// The ruling.
    pub ruling: Ruling,
    /// Where it stands.
    pub state: RulingState,
    /// Items that it is about and that are no reports of the account (withdrawn, replaced, unread), with the files they came as.
    pub gone: Vec<(ReportId, String)>,
}

impl RulingStanding {
    /// Whether the ruling has an effect on the account.
    pub fn holds(&self) -> bool {
        matches!(self.state, RulingState::Stands | RulingState::Carried { .. })
    }

    /// The claims it holds for, as they are called now; none when it does not hold.
    pub fn claim_ids(&self) -> Vec<ClaimId> {
        let anchors = self.ruling.decision.claims();
        match &self.state {
            RulingState::Stands => anchors.into_iter().map(|anchor| anchor.id.clone()).collect(),
            RulingState::Carried { to, .. } => {
                let others = anchors.into_iter().skip(1).map(|anchor| anchor.id.clone());
                std::iter::once(to.clone()).chain(others).collect()
            }
            _ => Vec::new(),
        }
    }
}
