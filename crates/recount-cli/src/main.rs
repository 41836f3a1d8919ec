//! The command line of Recount: arguments, progress, where results go. Everything else is in the library.

mod arguments;
mod destination;
mod failure;
mod notices;
mod progress;
mod score_table;
mod verbs;

use anstream::ColorChoice;
use arguments::{Arguments, Color, Verb};
use clap::Parser;
use failure::Failure;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Arguments { verb, global } = Arguments::parse();
    match global.color {
        Color::Always => ColorChoice::Always.write_global(),
        Color::Never => ColorChoice::Never.write_global(),
        Color::Auto => {}
    }
    let done = match verb {
        Verb::Account(arguments) => verbs::account::run(&arguments, &global),
        Verb::Claims(arguments) => verbs::claims::run(&arguments, &global),
        Verb::Explain(arguments) => verbs::explain::run(&arguments, &global),
        Verb::Show(arguments) => verbs::show::run(&arguments, &global),
        Verb::Reconcile(arguments) => verbs::reconcile::run(&arguments, &global),
        Verb::Score(arguments) => verbs::score::run(&arguments, &global),
    };
    match done {
        Ok(()) | Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            ExitCode::from(failure.exit_code())
        }
    }
}
