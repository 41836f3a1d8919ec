//! The JSON of an entry, version 1 (docs/dossier.md). Written and read here only. Fields without a value are left out.

use crate::entry::{Act, ArrivalEntry, Entry, Outcome};
use recount_model::{Arrival, ClaimAnchor, DateBasis, Decision, Published, ReportId, Within, Word};
use serde::{Deserialize, Serialize};

/// The version of the journal's format, as entry 1 states it.
pub(crate) const JOURNAL_VERSION: u32 = 1;

/// SHA-256 as 64 small hexadecimal digits.
pub(crate) fn hash_of_hex(hex: &str) -> Option<[u8; 32]> {
    let digit = |b: u8| match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        _ => None,
    };
    let bytes = hex.as_bytes();
    let mut out = [0; 32];
    if bytes.len() != 64 {
        return None;
    }
    for (byte, pair) in out.iter_mut().zip(bytes.chunks(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(out)
}

/// 64 small hexadecimal digits.
pub(crate) fn hex(hash: &[u8; 32]) -> String {
    ReportId(*hash).to_string()
}

#[derive(Serialize, Deserialize)]
struct EntryRecord {
    number: u64,
    when: String,
    who: String,
    #[serde(flatten)]
    act: ActRecord,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
enum ActRecord {
    Created {
        version: u32,
    },
    Arrival {
        original: String,
        size_bytes: u64,
        media: String,
        file: String,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        publisher: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        author: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        published: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        published_basis: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        url: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        container: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        path: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        replaces: Option<String>,
        outcome: OutcomeRecord,
    },
    Reread {
        original: String,
        outcome: OutcomeRecord,
    },
    Ruling {
        why: String,
        decision: DecisionRecord,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
enum OutcomeRecord {
    Read { text_sha256: String, intake: String },
    Unread { reason: String },
    Container,
    Claims,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "kebab-case")]
enum DecisionRecord {
    Accept {
        claim: AnchorRecord,
    },
    Reject {
        claim: AnchorRecord,
    },
    Correct {
        claim: AnchorRecord,
        field: String,
        value: String,
    },
    Merge {
        canonical: String,
        spellings: Vec<String>,
    },
    Split {
        name: String,
        from: String,
    },
    Link {
        claim: AnchorRecord,
        with: AnchorRecord,
    },
    Describe {
        report: String,
        field: String,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        value: Option<String>,
    },
    Withdraw {
        report: String,
    },
    Undo {
        ruling: u64,
    },
}

#[derive(Serialize, Deserialize)]
struct AnchorRecord {
    id: String,
    report: String,
    start: usize,
    end: usize,
    words: String,
    content: String,
}

/// The entry in JSON, on one line.
pub(crate) fn to_json(entry: &Entry) -> Result<String, String> {
    let record = EntryRecord {
        number: entry.number,
        when: entry.when.clone(),
        who: entry.who.clone(),
        act: act_record(&entry.act),
    };
    serde_json::to_string(&record).map_err(|e| e.to_string())
}

/// The entry that JSON tells of.
pub(crate) fn from_json(json: &str) -> Result<Entry, String> {
    let record: EntryRecord = serde_json::from_str(json).map_err(|e| e.to_string())?;
    Ok(Entry { number: record.number, when: record.when, who: record.who, act: act(record.act)? })
}

fn act_record(act: &Act) -> ActRecord {
    match act {
        Act::Created => ActRecord::Created { version: JOURNAL_VERSION },
        Act::Arrival(a) => ActRecord::Arrival {
            original: a.original.to_string(),
            size_bytes: a.size_bytes,
            media: a.media.clone(),
            file: a.arrival.file.clone(),
            publisher: a.arrival.publisher.clone(),
            author: a.arrival.author.clone(),
            published: a.arrival.published.map(|p| p.date.to_string()),
            published_basis: a.arrival.published.map(|p| p.basis.word().to_string()),
            url: a.arrival.url.clone(),
            container: a.arrival.within.as_ref().map(|w| w.container.to_string()),
            path: a.arrival.within.as_ref().map(|w| w.path.clone()),
            replaces: a.replaces.map(|r| r.to_string()),
            outcome: outcome_record(&a.outcome),
        },
        Act::Reread { original, outcome } => {
            ActRecord::Reread { original: original.to_string(), outcome: outcome_record(outcome) }
        }
        Act::Ruling { why, decision } => {
            ActRecord::Ruling { why: why.clone(), decision: decision_record(decision) }
        }
    }
}

fn act(record: ActRecord) -> Result<Act, String> {
    Ok(match record {
        ActRecord::Created { version: 1..=JOURNAL_VERSION } => Act::Created,
        ActRecord::Created { version } => {
            return Err(format!("was written by a newer Recount (journal version {version})"));
        }
        ActRecord::Arrival {
            original,
            size_bytes,
            media,
            file,
            publisher,
            author,
            published,
            published_basis,
            url,
            container,
            path,
            replaces,
            outcome: came,
        } => {
            let within = match (container, path) {
                (Some(container), Some(path)) => Some(Within { container: id(&container)?, path }),
                (None, None) => None,
                _ => return Err("container and path stand together".into()),
            };
            let published = publication(published.as_deref(), published_basis.as_deref())?;
            Act::Arrival(ArrivalEntry {
                original: id(&original)?,
                size_bytes,
                arrival: Arrival { file, publisher, author, published, url, within },
                media,
                outcome: outcome(came)?,
                replaces: replaces.as_deref().map(id).transpose()?,
            })
        }
        ActRecord::Reread { original, outcome: came } => {
            Act::Reread { original: id(&original)?, outcome: outcome(came)? }
        }
        ActRecord::Ruling { why, decision: decided } => Act::Ruling { why, decision: decision(decided)? },
    })
}

fn outcome_record(outcome: &Outcome) -> OutcomeRecord {
    match outcome {
        Outcome::Read { text_sha256, intake } => {
            OutcomeRecord::Read { text_sha256: hex(text_sha256), intake: intake.clone() }
        }
        Outcome::Unread { reason } => OutcomeRecord::Unread { reason: reason.clone() },
        Outcome::Container => OutcomeRecord::Container,
        Outcome::Claims => OutcomeRecord::Claims,
    }
}

fn outcome(record: OutcomeRecord) -> Result<Outcome, String> {
    Ok(match record {
        OutcomeRecord::Read { text_sha256, intake } => {
            Outcome::Read { text_sha256: id(&text_sha256)?.0, intake }
        }
        OutcomeRecord::Unread { reason } => Outcome::Unread { reason },
        OutcomeRecord::Container => Outcome::Container,
        OutcomeRecord::Claims => Outcome::Claims,
    })
}

fn decision_record(decision: &Decision) -> DecisionRecord {
    match decision {
        Decision::Accept { claim } => DecisionRecord::Accept { claim: anchor_record(claim) },
        Decision::Reject { claim } => DecisionRecord::Reject { claim: anchor_record(claim) },
        Decision::Correct { claim, field, value } => DecisionRecord::Correct {
            claim: anchor_record(claim),
            field: field.clone(),
            value: value.clone(),
        },
        Decision::Merge { canonical, spellings } => {
            DecisionRecord::Merge { canonical: canonical.clone(), spellings: spellings.clone() }
        }
        Decision::Split { name, from } => DecisionRecord::Split { name: name.clone(), from: from.clone() },
        Decision::Link { claim, with } => {
            DecisionRecord::Link { claim: anchor_record(claim), with: anchor_record(with) }
        }
        Decision::Describe { report, field, value } => DecisionRecord::Describe {
            report: report.to_string(),
            field: field.clone(),
            value: value.clone(),
        },
        Decision::Withdraw { report } => DecisionRecord::Withdraw { report: report.to_string() },
        Decision::Undo { ruling } => DecisionRecord::Undo { ruling: *ruling },
    }
}

fn decision(record: DecisionRecord) -> Result<Decision, String> {
    Ok(match record {
        DecisionRecord::Accept { claim } => Decision::Accept { claim: anchor(claim)? },
        DecisionRecord::Reject { claim } => Decision::Reject { claim: anchor(claim)? },
        DecisionRecord::Correct { claim, field, value } => {
            Decision::Correct { claim: anchor(claim)?, field, value }
        }
        DecisionRecord::Merge { canonical, spellings } => Decision::Merge { canonical, spellings },
        DecisionRecord::Split { name, from } => Decision::Split { name, from },
        DecisionRecord::Link { claim, with } => Decision::Link { claim: anchor(claim)?, with: anchor(with)? },
        DecisionRecord::Describe { report, field, value } => {
            Decision::Describe { report: id(&report)?, field, value }
        }
        DecisionRecord::Withdraw { report } => Decision::Withdraw { report: id(&report)? },
        DecisionRecord::Undo { ruling } => Decision::Undo { ruling },
    })
}

fn anchor_record(anchor: &ClaimAnchor) -> AnchorRecord {
    AnchorRecord {
        id: anchor.id.0.clone(),
        report: anchor.report.to_string(),
        start: anchor.start,
        end: anchor.end,
        words: anchor.words.clone(),
        content: anchor.content.clone(),
    }
}

fn anchor(record: AnchorRecord) -> Result<ClaimAnchor, String> {
    let AnchorRecord { id: claim, report, start, end, words, content } = record;
    Ok(ClaimAnchor { id: recount_model::ClaimId(claim), report: id(&report)?, start, end, words, content })
}

fn id(hex: &str) -> Result<ReportId, String> {
    hash_of_hex(hex).map(ReportId).ok_or_else(|| format!("'{hex}' is no SHA-256"))
}

/// A date of publication as the journal and the database write it.
pub(crate) fn publication(date: Option<&str>, basis: Option<&str>) -> Result<Option<Published>, String> {
    let Some(date) = date else { return Ok(None) };
    let bases = [DateBasis::Given, DateBasis::Metadata, DateBasis::Text, DateBasis::Address];
    let basis = bases
        .into_iter()
        .find(|b| Some(b.word()) == basis)
        .ok_or_else(|| format!("'{}' is no way a date is known", basis.unwrap_or("")))?;
    Ok(Some(Published { date: date.parse().map_err(|e: recount_model::DateError| e.to_string())?, basis }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_digits_lead_back() {
        let hash = ReportId::of(b"a").0;
        assert_eq!(hash_of_hex(&hex(&hash)), Some(hash));
        assert_eq!(hash_of_hex(&hex(&hash).to_uppercase()), None);
        assert_eq!(hash_of_hex("12"), None);
    }
}
