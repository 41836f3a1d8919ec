//! A report of a dossier that is kept, however it stands: beside what any report has, whether and why it takes no part, how it came,
//! its versions and what it changed, and where its passages stand too.

use super::{not_read, opening, place, shown};
use crate::arguments::{Global, ShowArguments};
use crate::destination::Destination;
use crate::failure::Failure;
use crate::notices;
use crate::verbs::plain;
use recount::intake::{Dossier, settings_of};
use recount::model::{CodePoints, Decision, Report, ReportId, ReportIndex, Ruling};
use recount::store::{Arrived, Outcome, State, Store};
use recount::{Error, kept};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Runs the verb.
pub fn run(arguments: &ShowArguments, global: &Global) -> Result<(), Failure> {
    let folder = &arguments.dossier;
    let store =
        Store::open(folder).map_err(|error| Failure::from(Error::from(error)).unless_named(folder))?;
    if let Some((table, issues)) = kept::table_of_claims(&store, &arguments.report)? {
        notices::print(&[], &issues, &[], global.quiet);
        let claims = if table.claims == 1 { "claim" } else { "claims" };
        let out = format!("{}: a table of {} {claims} about reports that stand\n", table.file, table.claims);
        return Destination::Stdout.write(plain(&out).as_bytes());
    }
    let id = kept::report_id(&store, &arguments.report)?;
    let original = store.original(id).map_err(Error::from)?;
    match original.map(|original| (original.file, original.outcome)) {
        Some((file, Outcome::Unread { reason })) => return Err(not_read(&file, &reason)),
        Some((file, Outcome::Container)) => {
            let holds = store.within(id).map_err(Error::from)?.len();
            return Err(not_read(
                &file,
                &format!("it holds other items ({holds} of them are kept), and is none itself"),
            ));
        }
        Some((file, Outcome::Claims)) => {
            return Err(not_read(&file, "it is a table of claims, and takes no part any more"));
        }
        Some((_, Outcome::Read { .. })) | None => {}
    }
    let Some(report) = store.report(id).map_err(Error::from)? else {
        return Err(not_read(
            &arguments.report,
            "its text is not in the database; any command that writes takes it there",
        ));
    };
    let mut issues = Vec::new();
    let settings = settings_of(folder, &mut issues);
    let dossier = Dossier { name: String::new(), reports: vec![report], settings, unread: Vec::new() };
    let given = kept::claims_with_tables(&store, folder, id)?;
    let mut out = shown(arguments, &dossier, ReportIndex(0), issues, given, global);
    if !arguments.text {
        let report = &dossier.reports[0];
        let state = store.at_one_state(|store| state(store, report))?;
        if let Some(state) = state {
            // After the first line, which names it.
            let at = out.find('\n').map_or(out.len(), |end| end + 1);
            out.insert_str(at, &plain(&format!("{:<10} {state}\n", "state")));
        }
        out.push_str(&plain(&beside(&store, report)?));
    }
    Destination::Stdout.write(out.as_bytes())
}

/// Why a report takes no part; `None` for one that stands.
fn state(store: &Store, report: &Report) -> Result<Option<String>, Error> {
    let Some(listed) = store.listed(report.id)? else { return Ok(None) };
    Ok(match listed.state {
        State::Stands => None,
        State::Replaced => {
            let by = listed.replaced_by.map(|by| store.listed(by)).transpose()?.flatten();
            Some(by.map_or("replaced".to_string(), |by| format!("replaced by {}", by.file)))
        }
        State::Withdrawn => Some(match withdrawal(store, report.id)? {
            Some(Ruling { number, who, when, why, .. }) => {
                format!("withdrawn by ruling {number}, {who}, {when}: {why}")
            }
            None => "withdrawn".to_string(),
        }),
    })
}

/// The ruling that withdrew a report, or what it came in.
fn withdrawal(store: &Store, id: ReportId) -> Result<Option<Ruling>, Error> {
    let mut asked = BTreeSet::new();
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop() {
        if asked.insert(id) {
            let arrivals = store.arrivals(id)?;
            waiting.extend(
                arrivals.into_iter().filter_map(|way| way.arrival.within).map(|within| within.container),
            );
        }
    }
    let mut rulings = store.rulings()?;
    rulings.retain(|ruling| {
        matches!(ruling.decision, Decision::Withdraw { report } if asked.contains(&report))
            && ruling.undone_by.is_none()
    });
    // Its own before that of an archive.
    let own =
        rulings.iter().position(|r| matches!(r.decision, Decision::Withdraw { report } if report == id));
    Ok(own.or((!rulings.is_empty()).then_some(0)).map(|at| rulings.swap_remove(at)))
}

/// What a dossier keeps of a report beside it.
fn beside(store: &Store, report: &Report) -> Result<String, Error> {
    let mut out = String::from("\nArrivals\n");
    let arrivals = store.arrivals(report.id)?;
    for Arrived { when, who, arrival, .. } in &arrivals {
        let within =
            arrival.within.as_ref().map(|within| format!("in {}", &within.container.to_string()[..12]));
        let known = [arrival.publisher.clone(), arrival.url.clone(), within].into_iter().flatten();
        let known: String = known.map(|words| format!("  {words}")).collect();
        let _ = writeln!(out, "{when}  {who}  {}{known}", arrival.file);
    }
    let versions = store.versions(report.id)?;
    if versions.len() > 1 {
        out.push_str("\nVersions\n");
        for version in &versions {
            let state = version.state.map_or("not read", word);
            let here = if version.report == report.id { "  (this one)" } else { "" };
            let id = &version.report.to_string()[..12];
            let _ = writeln!(out, "{}  {id}  {}  {state}{here}", version.when, version.file);
        }
    }
    if let Some(before) = arrivals.iter().rev().find_map(|arrived| arrived.replaces)
        && let Some(before) = store.report(before)?
    {
        let _ = writeln!(out, "\nChanged from {}", before.file);
        let difference = kept::difference(&before.text, &report.text);
        out.push_str(if difference.is_empty() { "nothing in the text\n" } else { &difference });
    }
    let shared = kept::copies_of(store, report.id)?;
    if !shared.is_empty() {
        let points = CodePoints::new(&report.text);
        out.push_str("\nPassages that others print too\n");
        for passage in &shared {
            let words = opening(passage.here.slice(&report.text));
            let place = place(&points, passage.here);
            let _ = writeln!(out, "{place}  {} ({} words)\n{:17}{words}", passage.file, passage.words, "");
        }
    }
    Ok(out)
}

fn word(state: State) -> &'static str {
    match state {
        State::Stands => "stands",
        State::Replaced => "replaced",
        State::Withdrawn => "withdrawn",
    }
}
