//! `cargo xtask measurements`: makes docs/measurements.md anew, dated, with the machine it was made on.
//!
//! Four parts are made here: the figures of the reader on the public material, its speed, what it costs to start and in memory, and how the time for an
//! account grows. Speed and growth come from the benchmarks of the crate `recount`, run as anybody would run them. Sections of other
//! chores stay as they are.

pub mod copies;
mod costs;
pub mod dossier;
mod process;
pub mod section;
pub mod tables;

use crate::measure::{self, MeasureArguments};
use anyhow::{Context, ensure};
use clap::Args;
use recount::model::PartialDate;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

/// Sections of the page that other chores make.
const KEPT: [&str; 4] = [copies::NAME, dossier::NAME, tables::NAME, measure::fusion::NAME];

/// Arguments of `cargo xtask measurements`.
#[derive(Args)]
pub struct MeasurementsArguments {
    /// The folder of the public material, one folder a track.
    #[arg(long, value_name = "DIR", default_value = "../shared/data")]
    data: PathBuf,
    /// Where the page is written.
    #[arg(long, value_name = "FILE", default_value = "docs/measurements.md")]
    output: PathBuf,
}

/// Measures everything and writes the page.
///
/// # Errors
/// When a benchmark, a scorer or the build fails, or the page cannot be written.
pub fn run(arguments: &MeasurementsArguments) -> anyhow::Result<()> {
    let mut page =
        format!("# Measurements\n\nMade on {} by `cargo xtask measurements`, on {}.\n", today(), machine());
    page.push_str("\n## How well it reads\n\nThe development part of every track of the public material (`cargo xtask measure`; the scorers are those of the material).\n\n");
    page.push_str(&measure::table_of(&MeasureArguments::of_development(&arguments.data))?);
    page.push_str("\n## How fast it reads\n\nText to claims on one core, every sentence parsed (`cargo bench -p recount --bench reading`).\n\n```text\n");
    page.push_str(bench("reading")?.trim());
    page.push_str("\n```\n\n## What it costs\n\n");
    page.push_str(&costs::table()?);
    page.push_str("\n## How it grows\n\n");
    page.push_str(bench("growth")?.trim());
    page.push('\n');
    let before = std::fs::read_to_string(&arguments.output).unwrap_or_default();
    for section in KEPT.into_iter().filter_map(|name| section::find(&before, name)) {
        page.push('\n');
        page.push_str(section);
        page.push('\n');
    }
    std::fs::write(&arguments.output, page).with_context(|| arguments.output.display().to_string())?;
    eprintln!("{} is written", arguments.output.display());
    Ok(())
}

/// What a benchmark of the crate `recount` prints.
fn bench(name: &str) -> anyhow::Result<String> {
    eprintln!("benchmark {name} ...");
    let output = Command::new("cargo")
        .args(["bench", "--quiet", "-p", "recount", "--bench", name])
        .stderr(std::process::Stdio::inherit())
        .output()
        .context("cargo bench")?;
    ensure!(output.status.success(), "cargo bench --bench {name} failed");
    Ok(String::from_utf8(output.stdout)?)
}

fn today() -> String {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs() / 86_400);
    PartialDate::day(1970, 1, 1).map_or_else(String::new, |d| d.plus_days(days as i64).in_words())
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, |n| n.get());
    let cpus = std::fs::read_to_string(Path::new("/proc/cpuinfo")).unwrap_or_default();
    let name = cpus.lines().find_map(|l| l.strip_prefix("model name")).and_then(|l| l.split(": ").nth(1));
    let mut out = String::new();
    let _ = write!(
        out,
        "{} with {cores} cores ({})",
        name.unwrap_or("an unnamed processor"),
        std::env::consts::OS
    );
    out
}
