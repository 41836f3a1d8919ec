//! `recount claims`: every claim of a dossier, one JSON object a line.

use super::make_account;
use crate::arguments::{ClaimsArguments, ClaimsFormat, Given, Global};
use crate::destination::Destination;
use crate::failure::Failure;
use crate::notices;
use crate::progress::Bar;
use recount::pipeline;
use recount::publish::json;

/// Runs the verb.
pub fn run(arguments: &ClaimsArguments, global: &Global) -> Result<(), Failure> {
    let destination = Destination::named(&arguments.output, &arguments.dossier)?;
    let ClaimsFormat::Jsonl = arguments.format;
    let lines = if arguments.raw { raw(arguments, global)? } else { gathered(arguments, global)? };
    destination.write(lines.as_bytes())
}

fn gathered(arguments: &ClaimsArguments, global: &Global) -> Result<String, Failure> {
    let given = Given { claims: None, keep_events: false };
    let account = make_account(&arguments.dossier, None, &given, global)?;
    Ok(json::claims_jsonl(&account.reports, &account.claims, &account.entities, &account.events))
}

fn raw(arguments: &ClaimsArguments, global: &Global) -> Result<String, Failure> {
    let bar = Bar::new(global.quiet);
    let raw = pipeline::raw_claims(&arguments.dossier, global.jobs, &|step| bar.step(step))?;
    drop(bar);
    notices::print(&raw.dossier.unread, &raw.issues, &raw.dossier.reports, global.quiet);
    Ok(json::claims_jsonl(&raw.dossier.reports, &raw.claims, &[], &[]))
}
