//! `recount reconcile`: a table of claims answered item by item.

mod explanation;

use super::plain;
use crate::arguments::{Global, ReconcileArguments};
use crate::destination::Destination;
use crate::failure::Failure;
use crate::notices;
use crate::progress::Bar;
use recount::intake::table::{ColumnNames, TableInput};
use recount::model::{Answer, Discovery, Table};
use recount::publish::table::{self, TableFormat, TableWriteError};
use recount::tables::{METHODS, ReconciledTable, TableOptions, reconcile_table};
use std::fmt::Write;
use std::path::Path;

/// Runs the verb.
pub fn run(arguments: &ReconcileArguments, global: &Global) -> Result<(), Failure> {
    let Some(input) = arguments.table.as_deref().filter(|_| !arguments.list_methods) else {
        return Destination::Stdout.write(methods().as_bytes());
    };
    let results = results(arguments, input)?;
    let options = TableOptions {
        columns: columns(&arguments.columns)?,
        method: arguments.method.clone(),
        // Whoever wants to see copies wants them looked for, whatever the method.
        copies: match (arguments.no_copies, &arguments.copies) {
            (true, _) => Some(false),
            (false, Some(_)) => Some(true),
            (false, None) => None,
        },
        jobs: global.jobs,
        explain: arguments.explain.clone(),
    };
    let bar = Bar::new(global.quiet);
    let done = reconcile_table(TableInput::named(input), &options, &|step| bar.step(step))?;
    drop(bar);
    notices::print(&[], &done.issues, &[], global.quiet);
    for explanation in &done.explanations {
        let text = explanation::text(explanation, &done.table, &done.discovery);
        Destination::Stdout.write(plain(&text).as_bytes())?;
    }
    for result in &results {
        let bytes = (result.make)(&done.table, &done.discovery, result.format)?;
        result.destination.write(&bytes)?;
    }
    if !global.quiet {
        plain(&summary(&done)).lines().for_each(notices::say);
        for result in &results {
            if let Destination::File(file) = &result.destination {
                notices::say(&format!("wrote {}", file.display()));
            }
        }
    }
    Ok(())
}

/// What makes a table of what was discovered.
type Make = fn(&Table, &Discovery, TableFormat) -> Result<Vec<u8>, TableWriteError>;

/// One table to write.
struct Output {
    make: Make,
    format: TableFormat,
    destination: Destination,
}

/// What is written where, settled before any work is done. Answers go to standard output unless another place is named or an item
/// is to be explained there.
fn results(arguments: &ReconcileArguments, input: &Path) -> Result<Vec<Output>, Failure> {
    let stdout = Path::new("-");
    let answers = match &arguments.output {
        Some(output) => Some(output.as_path()),
        None => arguments.explain.is_empty().then_some(stdout),
    };
    let wanted: [(Option<&Path>, Make); 3] = [
        (answers, table::answers),
        (arguments.sources.as_deref(), table::sources),
        (arguments.copies.as_deref(), table::copies),
    ];
    let mut results: Vec<Output> = Vec::new();
    for (place, make) in wanted {
        let Some(place) = place else { continue };
        let (format, destination) = (TableFormat::of(place)?, Destination::apart_from(place, input)?);
        if results.iter().any(|other| other.destination == destination) {
            return Err(Failure::usage(
                format!("{}: two results would go there", place.display()),
                "name a place for each with -o, --sources and --copies",
            ));
        }
        results.push(Output { make, format, destination });
    }
    Ok(results)
}

/// The names of several `--columns` together.
fn columns(given: &[ColumnNames]) -> Result<ColumnNames, Failure> {
    let all = given.iter().try_fold(ColumnNames::default(), |all, more| all.and(more.clone()));
    all.map_err(|reason| Failure::usage(format!("--columns: {reason}"), "name each role once"))
}

fn methods() -> String {
    let widest = METHODS.iter().map(|method| method.name().len()).max().unwrap_or_default();
    let mut out = String::new();
    for method in METHODS {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{:widest$}  {}", method.name(), method.about());
    }
    out
}

/// What was done, in a few lines.
fn summary(done: &ReconciledTable) -> String {
    let ReconciledTable { table, discovery, .. } = done;
    let count = |is: fn(&Answer) -> bool| discovery.outcomes.iter().filter(|o| is(&o.answer)).count();
    let speaking = discovery.standings.iter().filter(|standing| standing.items > 0).count();
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{} of {} on {}, answered by {}",
        counted(table.len(), "claim"),
        counted(speaking, "source"),
        counted(table.items.len(), "item"),
        discovery.method,
    );
    for reason in &discovery.reasons {
        let _ = writeln!(out, "  {}", reason.label);
    }
    let (ties, open) = (count(|a| matches!(a, Answer::Tie(_))), count(|a| matches!(a, Answer::Unresolved)));
    let _ = write!(out, "  {}, {open} unresolved", counted(ties, "tie"));
    out
}

/// `1 item`, `12 items`.
fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
