//! A claim as the JSON object of the claims format, field by field: the form in which rulings remember a claim, compare it and
//! correct it. The format is that of the borders; nothing of it is defined here.

use recount_model::{Claim, ClaimAnchor, CodePoints, Report, ReportIndex};
use serde_json::{Map, Value};
use thiserror::Error;

/// A claim's fields.
pub(super) type Fields = Map<String, Value>;

/// Fields that say where a claim stands, what it is called and into which event it was gathered: all that a claim does not say.
const NOT_SAID: [&str; 12] = [
    "id",
    "report",
    "start",
    "end",
    "text",
    "event",
    "event_date_inferred",
    "link",
    "figure_start",
    "figure_end",
    "voice_details",
    "pages",
];

/// Why a claim cannot be corrected so.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CorrectionError {
    /// The field does not stand in the format, or is not to be changed.
    #[error("the field '{field}' of a claim cannot be corrected")]
    Field {
        /// The field.
        field: String,
    },
    /// With the value the claim is none.
    #[error("'{field}' cannot be {value}: {reason}")]
    Value {
        /// The field.
        field: String,
        /// The value.
        value: String,
        /// Why, as the reader of claims says it.
        reason: String,
    },
}

/// The fields of every claim of a report, in the order of `claims`.
pub(super) fn fields_of(report: &Report, claims: &[Claim]) -> Vec<Fields> {
    let alone: Vec<Claim> =
        claims.iter().map(|claim| Claim { report: ReportIndex(0), event: None, ..claim.clone() }).collect();
    let lines = recount_publish::json::claims_jsonl(std::slice::from_ref(report), &alone, &[], &[]);
    lines.lines().map(|line| serde_json::from_str(line).unwrap_or_default()).collect()
}

/// What of a claim a ruling remembers.
pub fn anchor(report: &Report, claim: &Claim) -> ClaimAnchor {
    let (start, end) = CodePoints::new(&report.text).range(claim.span);
    let fields = fields_of(report, std::slice::from_ref(claim)).into_iter().next().unwrap_or_default();
    ClaimAnchor {
        id: claim.id.clone(),
        report: report.id,
        start,
        end,
        words: claim.span.slice(&report.text).to_string(),
        content: Value::Object(fields).to_string(),
    }
}

/// The claim with fields of the claims format changed, all together; a value is JSON, `null` takes it away.
///
/// # Errors
/// When a field says where the claim stands or what it is called, or the claim is none with these values.
pub fn corrected(report: &Report, claim: &Claim, values: &[(&str, &str)]) -> Result<Claim, CorrectionError> {
    let mut fields = fields_of(report, std::slice::from_ref(claim)).into_iter().next().unwrap_or_default();
    for (field, value) in values {
        // An optional field that has no value is not written.
        let known = fields.contains_key(*field) || OPTIONAL.contains(field);
        if NOT_SAID.contains(field) || !known {
            return Err(CorrectionError::Field { field: field.to_string() });
        }
        let json: Value = serde_json::from_str(value).map_err(|error| CorrectionError::Value {
            field: field.to_string(),
            value: value.to_string(),
            reason: error.to_string(),
        })?;
        fields.insert(field.to_string(), json);
    }
    let wrong = |reason: String| {
        let (field, value) = values.last().copied().unwrap_or_default();
        CorrectionError::Value { field: field.to_string(), value: value.to_string(), reason }
    };
    let line = Value::Object(fields).to_string();
    let parsed = recount_intake::claims::parse(&line, "the corrected claim", std::slice::from_ref(report));
    let mut claims = parsed.map_err(|error| wrong(error.to_string()))?.value.claims;
    let claim_index = claim.report;
    claims
        .pop()
        .map(|corrected| Claim { report: claim_index, ..corrected })
        .ok_or_else(|| wrong("no claim is left".to_string()))
}

/// Fields of the claims format that are left out where they have no value.
const OPTIONAL: [&str; 19] = [
    "event_date",
    "event_period",
    "place",
    "voices_relation",
    "denied_voices",
    "as_of",
    "low",
    "high",
    "vague",
    "point",
    "basis",
    "authority",
    "from",
    "to",
    "age",
    "condition",
    "reason",
    "about",
    "cumulative_or_other_event",
];

/// What a claim says, without where it stands and what it is called.
pub(super) fn said(fields: &Fields) -> Fields {
    let kept = fields.iter().filter(|(name, value)| !NOT_SAID.contains(&name.as_str()) && !value.is_null());
    kept.filter(|(name, _)| *name != "denied_voice_details").map(|(n, v)| (n.clone(), v.clone())).collect()
}

/// The fields in which two claims differ, each with how, as a phrase; none when they say the same.
pub(super) fn differences(before: &Fields, now: &Fields) -> Vec<(String, String)> {
    let (before, now) = (said(before), said(now));
    let names = before.keys().chain(now.keys().filter(|name| !before.contains_key(*name)));
    let shown =
        |fields: &Fields, name: &str| fields.get(name).map_or("nothing".to_string(), Value::to_string);
    names
        .filter(|name| before.get(*name) != now.get(*name))
        .map(|name| {
            (name.clone(), format!("{name} was {} and is {}", shown(&before, name), shown(&now, name)))
        })
        .collect()
}
