//! What is learnt of a report after it came: the same file comes again by the same way, and `reports.csv` or the command line now says of it
//! when it was published or by whom it was written, which was not known. It is written as descriptions by whoever adds it, unless somebody
//! has described it already. Another publisher or address is another arrival and never learnt.

use crate::Error;
use recount_model::{Arrival, DateBasis, Decision, ReportId};
use recount_store::Store;
use std::collections::BTreeMap;

/// What is said of an item now, of what its arrival left open.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Learnt {
    /// Descriptions to be written.
    pub decisions: Vec<Decision>,
    /// What is taken and what is not, as a phrase; empty when nothing new is said.
    pub note: String,
}

/// What people said of reports, by report and field: of several descriptions that hold the last.
#[derive(Debug, Default)]
pub(super) struct Descriptions(BTreeMap<(ReportId, String), String>);

impl Descriptions {
    /// Those of a dossier.
    ///
    /// # Errors
    /// When the dossier is damaged.
    pub fn of(store: &Store) -> Result<Self, Error> {
        let mut said = BTreeMap::new();
        for ruling in store.rulings()?.into_iter().filter(|ruling| ruling.undone_by.is_none()) {
            if let Decision::Describe { report, field, value } = ruling.decision {
                // "Not known" is said too.
                said.insert((report, field), value.unwrap_or_else(|| "said to be not known".to_string()));
            }
        }
        Ok(Descriptions(said))
    }

    fn get(&self, report: ReportId, field: &str) -> Option<String> {
        self.0.get(&(report, field.to_string())).cloned()
    }
}

/// The fields that are said of an item now and were not when it came this way: name, then and now.
fn said(before: &Arrival, now: &Arrival) -> Vec<(&'static str, Option<String>, String)> {
    let given =
        |way: &Arrival| way.published.filter(|p| p.basis == DateBasis::Given).map(|p| p.date.to_string());
    let fields =
        [("author", before.author.clone(), now.author.clone()), ("published", given(before), given(now))];
    let news = fields.into_iter().filter_map(|(field, before, now)| Some((field, before, now?)));
    news.filter(|(_, before, now)| before.as_ref() != Some(now)).collect()
}

/// Whether something is said of an item now that was not when it came this way.
pub(super) fn says_more(before: &Arrival, now: &Arrival) -> bool {
    before.within == now.within && !said(before, now).is_empty()
}

/// Holds what is said now against the arrival before and what people described.
pub(super) fn learnt(
    descriptions: &Descriptions,
    report: ReportId,
    before: &Arrival,
    now: &Arrival,
) -> Learnt {
    let mut learnt = Learnt::default();
    let (mut taken, mut kept) = (Vec::new(), Vec::new());
    for (field, before, now) in said(before, now) {
        match before.or(descriptions.get(report, field)) {
            Some(stands) if stands == now => {}
            Some(stands) => {
                kept.push(format!("{field} {now} (it is {stands}; `recount rule describe` says otherwise)"));
            }
            None => {
                taken.push(format!("{field} {now}"));
                learnt.decisions.push(Decision::Describe {
                    report,
                    field: field.to_string(),
                    value: Some(now),
                });
            }
        }
    }
    let phrase = |what: &str, fields: &[String]| {
        (!fields.is_empty()).then(|| format!("{what}: {}", fields.join(", ")))
    };
    let phrases = [phrase("now known", &taken), phrase("not taken", &kept)];
    learnt.note = phrases.into_iter().flatten().collect::<Vec<_>>().join("; ");
    learnt
}
