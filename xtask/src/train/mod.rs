//! Training: each model of a `models/` folder is made anew from public material by one command, which its card names.

pub mod attribution;
mod casualties;
mod choice;
mod clusters;
pub mod coreference;
mod incidents;
pub mod random;
mod syntax;

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Arguments of `cargo xtask train`.
#[derive(Args)]
pub struct TrainArguments {
    /// The folder of the public material, one folder a track.
    #[arg(long, value_name = "DIR", default_value = "../shared/data", global = true)]
    data: PathBuf,
    #[command(subcommand)]
    model: ModelName,
}

#[derive(Subcommand)]
enum ModelName {
    /// Who is cited, by which words, for what.
    Attribution(attribution::AttributionArguments),
    /// Killed and injured of a report's main incident.
    Casualties {
        /// Where the model file is written.
        #[arg(long, value_name = "FILE", default_value = casualties::MODEL)]
        out: PathBuf,
    },
    /// Words that stand between the same words.
    Clusters,
    /// Reports of one incident, and mentions of one occurrence across reports.
    Coreference,
    /// Victims and responsible organizations of a wire report.
    Incidents {
        /// Where the model file is written.
        #[arg(long, value_name = "FILE", default_value = incidents::MODEL)]
        out: PathBuf,
    },
    /// Tags, lemmas and trees of sentences.
    Syntax(syntax::SyntaxArguments),
}

/// Makes the model that the arguments name.
///
/// # Errors
///
/// When the material is not there, or the model cannot be written.
pub fn run(arguments: &TrainArguments) -> anyhow::Result<()> {
    match &arguments.model {
        ModelName::Attribution(own) => attribution::run(&arguments.data, own),
        ModelName::Casualties { out } => casualties::train(&arguments.data, out),
        ModelName::Clusters => clusters::train(&arguments.data),
        ModelName::Coreference => coreference::train(&arguments.data),
        ModelName::Incidents { out } => incidents::train(&arguments.data, out),
        ModelName::Syntax(own) => syntax::run(&arguments.data, own),
    }
}
