//! `recount explain`: how one figure came about.

use super::{make_account, style};
use crate::arguments::{ExplainArguments, Global};
use crate::destination::Destination;
use crate::failure::Failure;
use recount::publish::terminal;

/// Runs the verb.
pub fn run(arguments: &ExplainArguments, global: &Global) -> Result<(), Failure> {
    let made = make_account(&arguments.dossier, arguments.method.as_deref(), &arguments.given, global);
    let account = made.map_err(|failure| failure.unless_named(&arguments.dossier))?;
    let text = terminal::explain(&account, &arguments.figure, &style(global)).map_err(|e| {
        Failure::usage(e.to_string(), "a part of an id will do as long as it fits one figure")
    })?;
    Destination::Stdout.write(text.as_bytes())
}
