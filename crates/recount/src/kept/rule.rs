//! Ruling on a kept dossier: the claim or report is found, the decision checked, and the journal written.

use super::hand::{self, Hand};
use super::tables;
use super::{reading_rows, refresh};
use crate::pipeline::Lexicons;
use crate::{Error, rulings as laying};
use recount_model::{Claim, ClaimAnchor, Decision, Reading, Report, ReportId, ReportIndex, Ruling, Settings};
use recount_store::{Batch, Store};
use std::collections::BTreeMap;
use std::path::Path;

/// Writes decisions into the journal, all or none; the numbers of the rulings. `decide` makes them from the dossier as it stands.
///
/// # Errors
/// When the dossier cannot be written, or `decide` gives an error.
pub fn rule(
    folder: &Path,
    why: &str,
    hand: &Hand<'_>,
    decide: &dyn Fn(&Store) -> Result<Vec<Decision>, Error>,
) -> Result<Vec<u64>, Error> {
    if why.trim().is_empty() {
        let hint = "say with --why what makes you decide so, for whoever reads the journal";
        return Err(Error::Blank { what: "the reason", hint });
    }
    let mut store = hand::open(folder, hand)?;
    let mut batch = Batch::default();
    for decision in decide(&store)? {
        batch.entries.push(hand.entry(recount_store::Act::Ruling { why: why.to_string(), decision }));
    }
    Ok(store.commit(batch)?)
}

/// Undoes a ruling.
///
/// # Errors
/// When there is no such ruling, it is undone already, or the dossier cannot be written.
pub fn undo(folder: &Path, number: u64, why: &str, hand: &Hand<'_>) -> Result<u64, Error> {
    let decide = |store: &Store| {
        let Some(ruling) = store.ruling(number)? else {
            return Err(Error::UnknownRuling { number, hint: "`recount rule list` lists them".to_string() });
        };
        if let Some(by) = ruling.undone_by {
            let hint = format!("it is undone by ruling {by} already; undo that to make it hold again");
            return Err(Error::UnknownRuling { number, hint });
        }
        Ok(vec![Decision::Undo { ruling: number }])
    };
    let numbers = rule(folder, why, hand, &decide)?;
    Ok(numbers.first().copied().unwrap_or_default())
}

/// The claims with these ids, each with this id or with the only id that begins so: its report, the claim as the rulings that hold leave
/// it, and, as it was read, as a ruling remembers it.
///
/// # Errors
/// When none or several fit.
pub fn find_claims(
    store: &Store,
    folder: &Path,
    ids: &[&str],
) -> Result<Vec<(Report, Claim, ClaimAnchor)>, Error> {
    let settings = recount_intake::settings_of(folder, &mut Vec::new());
    let reader = reading_rows::reader(&settings);
    // What tables give may have taken the place of what was read.
    let with_tables = tables::of_reports(store, &reader)?;
    let rulings = store.rulings()?;
    let found = ids.iter().map(|id| find_claim(store, &settings, &with_tables, &rulings, id));
    found.collect()
}

fn find_claim(
    store: &Store,
    settings: &Settings,
    with_tables: &BTreeMap<ReportId, (Report, Reading)>,
    rulings: &[Ruling],
    id: &str,
) -> Result<(Report, Claim, ClaimAnchor), Error> {
    let reader = reading_rows::reader(settings);
    let mut places = store.claims_beginning(&reader, id)?;
    places.retain(|(report, _)| !with_tables.contains_key(report));
    for (report, (_, reading)) in with_tables {
        let fits = reading.claims.iter().filter(|claim| claim.id.0.starts_with(id));
        places.extend(fits.map(|claim| (*report, claim.id.clone())));
    }
    // Ids that a person gave may begin with one another: `k1`, `k10`.
    if places.iter().any(|(_, claim)| claim.0 == id) {
        places.retain(|(_, claim)| claim.0 == id);
    }
    let fits: Vec<&str> = places.iter().map(|(_, claim)| claim.0.as_str()).collect();
    let found = places.first().cloned();
    let unknown = |hint: String| Error::UnknownClaim { id: id.to_string(), hint };
    let (report, claim_id) = match (found, fits.len()) {
        (Some(found), 1) => found,
        (None, _) => {
            return Err(unknown(
                "`recount claims DOSSIER --raw` prints the claims with their ids".to_string(),
            ));
        }
        _ => {
            return Err(unknown(crate::pipeline::names_hint("it may be any of", fits.into_iter())));
        }
    };
    let report = store.report(report)?.ok_or_else(|| unknown("its report is not there".to_string()))?;
    let rows = store.readings(&reader, &[report.id])?.pop();
    let gone = || {
        unknown("its report is not read by this version yet; any command that writes reads it".to_string())
    };
    let read = || reading_rows::reading(&rows?, &report, ReportIndex(0));
    let reading = match with_tables.get(&report.id) {
        Some((_, reading)) => Reading {
            claims: reading
                .claims
                .iter()
                .map(|claim| Claim { report: ReportIndex(0), ..claim.clone() })
                .collect(),
            ..reading.clone()
        },
        // What is known of a report may have changed since it was read, by an arrival that came or went.
        None => read().unwrap_or_else(|| refresh::reading_of(&report, &Lexicons::of(settings))),
    };
    let named = |reading: &Reading| reading.claims.iter().find(|claim| claim.id == claim_id).cloned();
    let anchor = laying::anchor(&report, &named(&reading).ok_or_else(gone)?);
    // What is decided next is decided about the claim as people left it.
    let mut readings = [reading];
    laying::lay(rulings, std::slice::from_ref(&report), &mut readings, &[]);
    let claim = named(&readings[0]).ok_or_else(gone)?;
    Ok((report, claim, anchor))
}
