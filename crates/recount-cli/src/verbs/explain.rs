//! `recount explain`: how one figure came about.

use super::{make_account, style};
use crate::arguments::{ExplainArguments, Global};
use crate::destination::Destination;
use crate::failure::Failure;
use recount::publish::terminal;

/// Runs the verb.
pub fn run(arguments: &ExplainArguments, global: &Global) -> Result<(), Failure> {
    let account = make_account(&arguments.dossier, arguments.method.as_deref(), &arguments.given, global)?;
    let text = terminal::explain(&account, &arguments.figure, &style(global)).map_err(|e| {
        Failure::usage(
            e.to_string(),
            "`recount account DOSSIER --format text` lists the figures with their ids",
        )
    })?;
    Destination::Stdout.write(text.as_bytes())
}
