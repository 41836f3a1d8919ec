//! The command line of Recount: arguments, progress, where results go. Everything else is in the library.

mod arguments;
mod clock;
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
        Verb::Init(arguments) => verbs::init::run(&arguments, &global),
        Verb::Add(arguments) => verbs::add::run(&arguments, &global),
        Verb::List(arguments) => verbs::list::run(&arguments, &global),
        Verb::Search(arguments) => verbs::search::run(&arguments, &global),
        Verb::Rule(arguments) => verbs::rule::run(&arguments, &global),
        Verb::Undo(arguments) => verbs::rule::undo(&arguments, &global),
        Verb::Diff(arguments) => verbs::diff::run(&arguments, &global),
        Verb::Export(arguments) => verbs::export::run(&arguments, &global),
        Verb::Verify(arguments) => verbs::verify::run(&arguments, &global),
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
