//! What is learnt of a report after it came: the same file comes again, and `reports.csv` or the command line now says of it what was
//! not known. That is no second arrival; it is written as descriptions by whoever adds it, unless somebody has described it already.

use crate::Error;
use recount_model::{Arrival, DateBasis, Decision, ReportId, Ruling};
use recount_store::Store;

/// What is said of an item now, of what its arrival left open.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Learnt {
    /// Descriptions to be written.
    pub decisions: Vec<Decision>,
    /// What is taken and what is not, as a phrase; empty when nothing new is said.
    pub note: String,
}

/// Whether `now` is the arrival `before` over again, with the publisher said that was not known then.
pub(super) fn is_same_with_more(before: &Arrival, now: &Arrival) -> bool {
    before.file == now.file
        && before.within == now.within
        && before.url == now.url
        && before.publisher.is_none()
        && now.publisher.is_some()
}

/// Holds what is said now against the arrival before and what is known of the report by other ways.
///
/// # Errors
/// When the dossier is damaged.
pub(super) fn learnt(store: &Store, id: ReportId, before: &Arrival, now: &Arrival) -> Result<Learnt, Error> {
    let mut learnt = Learnt::default();
    if before.within != now.within {
        return Ok(learnt);
    }
    let given =
        |way: &Arrival| way.published.filter(|p| p.basis == DateBasis::Given).map(|p| p.date.to_string());
    let fields = [
        ("publisher", before.publisher.clone(), now.publisher.clone()),
        ("author", before.author.clone(), now.author.clone()),
        ("published", given(before), given(now)),
    ];
    let (mut taken, mut kept) = (Vec::new(), Vec::new());
    for (field, before, now) in fields {
        let Some(now) = now.filter(|now| before.as_ref() != Some(now)) else { continue };
        let described = described(&store.rulings()?, id, field);
        match before.or(described) {
            Some(stands) if stands == now => {}
            Some(stands) => {
                kept.push(format!("{field} {now} (it is {stands}; `recount rule describe` says otherwise)"))
            }
            None => {
                taken.push(format!("{field} {now}"));
                let value = Some(now);
                learnt.decisions.push(Decision::Describe { report: id, field: field.to_string(), value });
            }
        }
    }
    let phrase = |what: &str, fields: &[String]| {
        (!fields.is_empty()).then(|| format!("{what}: {}", fields.join(", ")))
    };
    let phrases = [phrase("now known", &taken), phrase("not taken", &kept)];
    learnt.note = phrases.into_iter().flatten().collect::<Vec<_>>().join("; ");
    Ok(learnt)
}

/// What the last description that holds says of a field.
fn described(rulings: &[Ruling], id: ReportId, wanted: &str) -> Option<String> {
    let of_field = |ruling: &Ruling| match &ruling.decision {
        Decision::Describe { report, field, value } if *report == id && field == wanted => {
            // "Not known" is said too.
            Some(value.clone().unwrap_or_else(|| "said to be not known".to_string()))
        }
        _ => None,
    };
    rulings.iter().rev().filter(|ruling| ruling.undone_by.is_none()).find_map(of_field)
}
