//! Chores of the project: measuring the reader on public material, and training its models. A user never needs them.
//!
//! `cargo xtask measure` prints one table of every track; `cargo xtask train MODEL` makes a model of `models/` anew.

mod conllu;
mod formats;
mod measure;
mod measurements;
mod reports;
mod simulate;
mod train;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Chores of the project", arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Measure the reader on every track of the public material and print one table.
    Measure(measure::MeasureArguments),
    /// Measure everything and write docs/measurements.md.
    Measurements(measurements::MeasurementsArguments),
    /// Measure how copies among reports are found, and write it into docs/measurements.md.
    NearCopies(measurements::copies::CopiesArguments),
    /// Measure what a dossier of very many reports costs, and write it into docs/measurements.md.
    Dossier(measurements::dossier::DossierArguments),
    /// Measure how fast tables are reconciled, beside other programs, and write it into docs/measurements.md.
    Tables(measurements::tables::TablesArguments),
    /// Write a stack of invented reports, some of which copy others, with the truth beside them.
    Reports(reports::ReportsArguments),
    /// Simulate dossiers whose truth is known, weigh them, and write docs/simulation.md.
    Simulate(simulate::SimulateArguments),
    /// Measure every method of truth discovery and write it into docs/measurements.md.
    Fusion(measure::fusion::FusionArguments),
    /// Read files that other programs made, compare the texts with those of reference programs, and write docs/formats.md.
    Formats(formats::FormatsArguments),
    /// Make a model of a crate anew from public material.
    Train(train::TrainArguments),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().chore {
        Chore::Measure(arguments) => measure::run(&arguments),
        Chore::Measurements(arguments) => measurements::run(&arguments),
        Chore::NearCopies(arguments) => measurements::copies::run(&arguments),
        Chore::Dossier(arguments) => measurements::dossier::run(&arguments),
        Chore::Tables(arguments) => measurements::tables::run(&arguments),
        Chore::Reports(arguments) => reports::run(&arguments),
        Chore::Simulate(arguments) => simulate::run(&arguments),
        Chore::Fusion(arguments) => measure::fusion::write(&arguments),
        Chore::Formats(arguments) => formats::run(&arguments),
        Chore::Train(arguments) => train::run(&arguments),
    }
}
