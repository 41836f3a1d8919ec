//! The account as one record.

use super::claim::{ClaimRecord, date};
use super::finding::{EventRecord, ReasonRecord, events, files, ids};
use super::place::{CopiedRecord, Offsets, PlaceRecord};
use crate::{names, ruling};
use recount_model::{
    Account, CodePoints, Contradiction, Drift, Entity, Issue, Lineage, MadeFrom, PartsCheck, Position,
    Report, ReportIndex, RulingStanding, Spelling, StatusChange, Victim, Word,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// The account, field by field in the order a reader needs them; the claims stand last so that the file explains itself.
#[derive(Serialize)]
pub(super) struct AccountRecord<'a> {
    format: u32,
    version: &'static str,
    dossier: &'a str,
    method: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    made_from: Option<MadeFromRecord<'a>>,
    reviewed: ReviewedRecord,
    #[serde(skip_serializing_if = "Option::is_none")]
    claims_file: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    claims_tables: Vec<GivenTableRecord<'a>>,
    reports: Vec<ReportRecord<'a>>,
    unread: Vec<UnreadRecord<'a>>,
    events: Vec<EventRecord<'a>>,
    victims: Vec<VictimRecord<'a>>,
    contradictions: Vec<ContradictionRecord<'a>>,
    lineage: Vec<LineageRecord<'a>>,
    drift: Vec<DriftRecord<'a>>,
    parts: Vec<PartsRecord<'a>>,
    statuses: Vec<StatusChangeRecord<'a>>,
    positions: Vec<PositionCellRecord<'a>>,
    entities: Vec<EntityRecord<'a>>,
    ledger: BTreeMap<&'a str, LedgerRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rulings: Vec<RulingRecord<'a>>,
    issues: Vec<IssueRecord<'a>>,
    claims: Vec<ClaimRecord<'a>>,
}

impl<'a> AccountRecord<'a> {
    pub(super) fn new(account: &'a Account, offsets: &Offsets) -> Self {
        let Account { reports, claims, entities, .. } = account;
        AccountRecord {
            format: super::ACCOUNT_FORMAT,
            version: env!("CARGO_PKG_VERSION"),
            dossier: &account.dossier,
            method: &account.method,
            made_from: account.made_from.as_ref().map(MadeFromRecord::new),
            claims_file: account.claims_file.as_deref(),
            claims_tables: account
                .tables
                .iter()
                .map(|table| GivenTableRecord { file: &table.file, claims: table.claims })
                .collect(),
            reviewed: ReviewedRecord {
                claims: account.reviewed().len(),
                of: claims.len(),
                by: account.reviewers().into_iter().map(str::to_string).collect(),
            },
            reports: reports.iter().map(ReportRecord::new).collect(),
            unread: account
                .unread
                .iter()
                .map(|u| UnreadRecord { file: &u.file, reason: &u.reason })
                .collect(),
            events: events(account, offsets),
            victims: account.victims.iter().map(|v| VictimRecord::new(v, account)).collect(),
            contradictions: account
                .contradictions
                .iter()
                .map(|c| ContradictionRecord::new(c, account))
                .collect(),
            lineage: account.lineage.iter().map(|l| LineageRecord::new(l, account, offsets)).collect(),
            drift: account.drift.iter().map(|d| DriftRecord::new(d, account)).collect(),
            parts: account.parts.iter().map(|p| PartsRecord::new(p, account)).collect(),
            statuses: account.statuses.iter().map(|s| StatusChangeRecord::new(s, account)).collect(),
            positions: account.positions.iter().map(|p| PositionCellRecord::new(p, account)).collect(),
            entities: entities.iter().map(|e| EntityRecord::new(e, account, offsets)).collect(),
            ledger: account
                .ledger
                .iter()
                .map(|l| {
                    let record =
                        LedgerRecord { place: l.place.word(), why: &l.why, finding: l.finding.as_deref() };
                    (account.claim(l.claim).id.0.as_str(), record)
                })
                .collect(),
            rulings: account.rulings.iter().map(|standing| RulingRecord::new(standing, account)).collect(),
            issues: account.issues.iter().map(|i| IssueRecord::new(i, account, offsets)).collect(),
            claims: claims
                .iter()
                .map(|c| ClaimRecord::new(c, reports, entities, &account.events, offsets))
                .collect(),
        }
    }
}

/// What an account of a kept dossier was made from.
#[derive(Serialize)]
struct MadeFromRecord<'a> {
    entry: u64,
    hash: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    settings_sha256: Option<&'a str>,
    program: &'a str,
}

impl<'a> MadeFromRecord<'a> {
    fn new(made_from: &'a MadeFrom) -> Self {
        MadeFromRecord {
            entry: made_from.entry,
            hash: &made_from.hash,
            settings_sha256: made_from.settings_sha256.as_deref(),
            program: &made_from.program,
        }
    }
}

/// A person's decision, with where it stands among the claims of the account.
#[derive(Serialize)]
struct RulingRecord<'a> {
    number: u64,
    decision: &'static str,
    what: String,
    who: &'a str,
    when: &'a str,
    why: &'a str,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    claims: Vec<String>,
}

impl<'a> RulingRecord<'a> {
    fn new(standing: &'a RulingStanding, account: &Account) -> Self {
        let ruling = &standing.ruling;
        let (state, note) = ruling::state(&standing.state);
        RulingRecord {
            number: ruling.number,
            decision: ruling.decision.word(),
            what: ruling::what(standing, &account.reports),
            who: &ruling.who,
            when: &ruling.when,
            why: &ruling.why,
            state,
            note,
            claims: standing.claim_ids().into_iter().map(|id| id.0).collect(),
        }
    }
}

/// How many claims a person has reviewed, of how many, and who.
#[derive(Serialize)]
struct ReviewedRecord {
    claims: usize,
    of: usize,
    by: Vec<String>,
}

#[derive(Serialize)]
struct ReportRecord<'a> {
    file: &'a str,
    sha256: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    copies: Vec<CopyRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<PublishedRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    language: &'a str,
    /// Length of the text in code points.
    length: usize,
    blocks: Vec<BlockRecord>,
}

/// Another arrival of the same bytes.
#[derive(Serialize)]
struct CopyRecord<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

impl<'a> CopyRecord<'a> {
    fn new(copy: &'a recount_model::Arrival) -> Self {
        CopyRecord { file: &copy.file, publisher: copy.publisher.as_deref(), url: copy.url.as_deref() }
    }
}

#[derive(Serialize)]
struct PublishedRecord {
    date: String,
    basis: &'static str,
}

#[derive(Serialize)]
struct BlockRecord {
    role: &'static str,
    start: usize,
    end: usize,
}

impl<'a> ReportRecord<'a> {
    fn new(report: &'a Report) -> Self {
        let points = CodePoints::new(&report.text);
        let block = |b: &recount_model::Block| {
            let (start, end) = points.range(b.span);
            BlockRecord { role: b.role.word(), start, end }
        };
        ReportRecord {
            file: &report.file,
            sha256: report.id.to_string(),
            copies: report.copies.iter().map(CopyRecord::new).collect(),
            title: report.title.as_deref(),
            publisher: report.publisher.as_deref(),
            author: report.author.as_deref(),
            published: report
                .published
                .map(|p| PublishedRecord { date: p.date.to_string(), basis: p.basis.word() }),
            url: report.url.as_deref(),
            language: &report.language,
            length: points.from_byte(report.text.len()),
            blocks: report.blocks.iter().map(block).collect(),
        }
    }
}

/// A table of claims that somebody added.
#[derive(Serialize)]
struct GivenTableRecord<'a> {
    file: &'a str,
    claims: usize,
}

#[derive(Serialize)]
struct UnreadRecord<'a> {
    file: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct VictimRecord<'a> {
    name: &'a str,
    spellings: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    age: Option<u64>,
    measure: &'static str,
    event: Option<&'a str>,
    claims: Vec<&'a str>,
}

impl<'a> VictimRecord<'a> {
    fn new(victim: &'a Victim, account: &'a Account) -> Self {
        VictimRecord {
            name: &victim.name,
            spellings: &victim.spellings,
            age: victim.age,
            measure: victim.measure.word(),
            event: victim.event.and_then(|e| account.events.get(e.0)).map(|e| e.id.as_str()),
            claims: ids(account, &victim.claims),
        }
    }
}

#[derive(Serialize)]
struct ContradictionRecord<'a> {
    class: &'static str,
    topic: &'a str,
    claims_a: Vec<&'a str>,
    claims_b: Vec<&'a str>,
    why: &'a str,
}

impl<'a> ContradictionRecord<'a> {
    fn new(contradiction: &'a Contradiction, account: &'a Account) -> Self {
        ContradictionRecord {
            class: contradiction.class.word(),
            topic: &contradiction.topic,
            claims_a: ids(account, &contradiction.a),
            claims_b: ids(account, &contradiction.b),
            why: &contradiction.why,
        }
    }
}

#[derive(Serialize)]
struct LineageRecord<'a> {
    event: Option<&'a str>,
    measure: Option<&'static str>,
    reports: Vec<&'a str>,
    claims: Vec<&'a str>,
    origin: &'a str,
    why: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    passages: Vec<CopiedRecord<'a>>,
}

impl<'a> LineageRecord<'a> {
    fn new(lineage: &'a Lineage, account: &'a Account, offsets: &Offsets) -> Self {
        LineageRecord {
            event: lineage.event.and_then(|e| account.events.get(e.0)).map(|e| e.id.as_str()),
            measure: lineage.measure.map(|m| m.word()),
            reports: files(account, &lineage.reports),
            claims: ids(account, &lineage.claims),
            origin: &lineage.origin,
            why: &lineage.why,
            passages: lineage
                .passages
                .iter()
                .map(|p| CopiedRecord::new(p, &account.reports, offsets))
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct DriftRecord<'a> {
    kind: &'static str,
    claims: Vec<&'a str>,
    origin_claims: Vec<&'a str>,
    why: &'a str,
}

impl<'a> DriftRecord<'a> {
    fn new(drift: &'a Drift, account: &'a Account) -> Self {
        DriftRecord {
            kind: drift.kind.word(),
            claims: ids(account, &drift.claims),
            origin_claims: ids(account, &drift.origin_claims),
            why: &drift.why,
        }
    }
}

#[derive(Serialize)]
struct PartsRecord<'a> {
    total: &'a str,
    parts: Vec<&'a str>,
    sum: u64,
    fits: bool,
}

impl<'a> PartsRecord<'a> {
    fn new(check: &'a PartsCheck, account: &'a Account) -> Self {
        PartsRecord {
            total: &account.claim(check.total).id.0,
            parts: ids(account, &check.parts),
            sum: check.sum,
            fits: check.fits,
        }
    }
}

#[derive(Serialize)]
struct StatusChangeRecord<'a> {
    entity: &'a str,
    status: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    authority: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    change: &'static str,
    voices: &'a [String],
    claims: Vec<&'a str>,
}

impl<'a> StatusChangeRecord<'a> {
    fn new(status: &'a StatusChange, account: &'a Account) -> Self {
        StatusChangeRecord {
            entity: names::entity(status.entity_index, &account.entities).unwrap_or(&status.entity),
            status: &status.status,
            authority: status.authority.as_deref(),
            from: date(status.from),
            to: date(status.to),
            change: status.change.word(),
            voices: &status.voices,
            claims: ids(account, &status.claims),
        }
    }
}

#[derive(Serialize)]
struct PositionCellRecord<'a> {
    option: &'a str,
    actor: &'a str,
    stance: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    voices: &'a [String],
    claims: Vec<&'a str>,
}

impl<'a> PositionCellRecord<'a> {
    fn new(position: &'a Position, account: &'a Account) -> Self {
        PositionCellRecord {
            option: &position.option,
            actor: &position.actor,
            stance: position.stance.word(),
            condition: position.condition.as_deref(),
            reason: position.reason.as_deref(),
            as_of: date(position.as_of),
            voices: &position.voices,
            claims: ids(account, &position.claims),
        }
    }
}

#[derive(Serialize)]
pub(super) struct EntityRecord<'a> {
    canonical: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaks_for: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    roles: &'a [String],
    spellings: Vec<SpellingRecord<'a>>,
    /// Why each later spelling was joined, spelling by spelling.
    reasons: Vec<JoinRecord<'a>>,
}

#[derive(Serialize)]
struct SpellingRecord<'a> {
    spelling: &'a str,
    places: Vec<PlaceRecord<'a>>,
}

#[derive(Serialize)]
struct JoinRecord<'a> {
    spelling: &'a str,
    #[serde(flatten)]
    reason: ReasonRecord<'a>,
}

impl<'a> EntityRecord<'a> {
    pub(super) fn new(entity: &'a Entity, account: &'a Account, offsets: &Offsets) -> Self {
        let places = |s: &'a Spelling| {
            s.places.iter().map(|p| PlaceRecord::new(p, &account.reports, offsets)).collect()
        };
        let joins = |s: &'a Spelling| {
            let join = |reason| JoinRecord {
                spelling: &s.text,
                reason: ReasonRecord::new(reason, account, offsets),
            };
            s.reasons.iter().map(join).collect::<Vec<_>>()
        };
        EntityRecord {
            canonical: &entity.canonical,
            kind: entity.kind.word(),
            speaks_for: names::entity(entity.speaks_for, &account.entities),
            roles: &entity.roles,
            spellings: entity
                .spellings
                .iter()
                .map(|s| SpellingRecord { spelling: &s.text, places: places(s) })
                .collect(),
            reasons: entity.spellings.iter().flat_map(joins).collect(),
        }
    }
}

#[derive(Serialize)]
struct LedgerRecord<'a> {
    place: &'static str,
    why: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    finding: Option<&'a str>,
}

#[derive(Serialize)]
struct IssueRecord<'a> {
    severity: &'static str,
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
}

impl<'a> IssueRecord<'a> {
    fn new(issue: &'a Issue, account: &'a Account, offsets: &Offsets) -> Self {
        let index = issue.file.as_ref().and_then(|file| account.reports.iter().position(|r| &r.file == file));
        let range = index.zip(issue.span).map(|(i, span)| offsets.range(ReportIndex(i), span));
        IssueRecord {
            severity: issue.severity.word(),
            code: issue.code,
            report: issue.file.as_deref(),
            start: range.map(|r| r.0),
            end: range.map(|r| r.1),
            message: &issue.message,
            hint: issue.hint.as_deref(),
        }
    }
}
