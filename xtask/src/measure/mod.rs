//! Measuring: every track predicts what its gold holds, a scorer compares, and one table shows the figures.
//!
//! A track is a value of [`TRACKS`]: its name, the figures it is read by, and the function that predicts. Predictions are
//! written in the form of the scorer of that track (`score_TRACK.py`, Python's standard library only), and the scorer's own
//! figures are printed, so that they are those of any other program measured with it.

mod attribution;
pub mod casualties;
pub mod coreference;
mod dates;
mod dossiers;
pub mod fusion;
mod ground;
pub mod incidents;
mod names;
mod pages;
pub mod same_incident;
mod table;
mod treebank;

use anyhow::Context;
use clap::Args;
use ground::Ground;
use std::path::{Path, PathBuf};

/// Arguments of `cargo xtask measure`.
#[derive(Args)]
pub struct MeasureArguments {
    /// The folder of the public material, one folder a track.
    #[arg(long, value_name = "DIR", default_value = "../shared/data")]
    data: PathBuf,
    /// The folder of the dossiers with gold; without it, `dossiers` beside the data.
    #[arg(long, value_name = "DIR")]
    dossiers: Option<PathBuf>,
    /// The folder of the scorers; without it, `score` beside the data, else ../shared/score.
    #[arg(long, value_name = "DIR")]
    scorers: Option<PathBuf>,
    /// Which part to run: the name of a file in each track's folder. `dev` is each track's development part.
    #[arg(long, value_name = "NAME", default_value = "dev")]
    split: String,
    /// Run these tracks only.
    #[arg(long = "track", value_name = "TRACK")]
    tracks: Vec<String>,
    /// Keep the predictions here, in the scorers' forms.
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
    /// Print every figure of the scorers, not only those a track is read by.
    #[arg(long)]
    all: bool,
}

/// One kind of material to be measured on.
pub struct Track {
    /// Its name, which is also its folder's and its scorer's.
    pub name: &'static str,
    /// The figures it is read by, each with the least that is asked of the development part.
    pub bounds: &'static [Bound],
    /// Predicts and scores; `None` where the material does not hold the split.
    pub run: fn(&Ground) -> anyhow::Result<Option<Figures>>,
}

/// A figure of a track and the least it should reach.
pub struct Bound {
    /// The figure's name in [`Figures`].
    pub figure: &'static str,
    /// The least asked for, between 0 and 1.
    pub at_least: f64,
}

/// A bound, for the lists of the tracks.
pub const fn at_least(figure: &'static str, at_least: f64) -> Bound {
    Bound { figure, at_least }
}

/// The figures of a track by name, in the scorer's order. A rate is named for its precision, recall and F1: `count.typed f1`.
pub type Figures = Vec<(String, f64)>;

/// The tracks, in the order of the table.
const TRACKS: [Track; 11] = [
    casualties::TRACK,
    same_incident::TRACK,
    coreference::TRACK,
    incidents::TRACK,
    dates::TRACK,
    dossiers::TRACK,
    attribution::TRACK,
    names::TRACK,
    pages::TRACK,
    treebank::TRACK,
    fusion::TRACK,
];

impl MeasureArguments {
    /// Every track on its development part.
    pub fn of_development(data: &Path) -> Self {
        MeasureArguments {
            data: data.to_path_buf(),
            dossiers: None,
            scorers: None,
            split: "dev".to_string(),
            tracks: Vec::new(),
            write: None,
            all: false,
        }
    }
}

/// Runs the tracks that the arguments name and prints the table.
///
/// # Errors
/// When a track is unknown, or the material or a scorer cannot be read or run.
pub fn run(arguments: &MeasureArguments) -> anyhow::Result<()> {
    print!("{}", table_of(arguments)?);
    Ok(())
}

/// The table of the tracks that the arguments name.
///
/// # Errors
/// As [`run`].
pub fn table_of(arguments: &MeasureArguments) -> anyhow::Result<String> {
    if let Some(unknown) = arguments.tracks.iter().find(|name| !TRACKS.iter().any(|t| t.name == **name)) {
        let known: Vec<&str> = TRACKS.iter().map(|t| t.name).collect();
        anyhow::bail!("there is no track {unknown:?}; the tracks are {}", known.join(", "));
    }
    let ground = Ground::new(arguments)?;
    let mut rows = Vec::new();
    for track in &TRACKS {
        if !arguments.tracks.is_empty() && !arguments.tracks.iter().any(|name| name == track.name) {
            continue;
        }
        eprintln!("{} ...", track.name);
        match (track.run)(&ground).with_context(|| format!("track {}", track.name))? {
            Some(figures) => rows.push((track, figures)),
            None => eprintln!("{}: no part {:?} here, left out", track.name, arguments.split),
        }
    }
    Ok(table::markdown(&rows, arguments.split == "dev", arguments.all))
}
