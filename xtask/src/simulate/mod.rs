//! The simulation study: dossiers whose truth is known, weighed by the code that weighs any dossier. One command writes
//! `docs/simulation.md` and its plots, the same bytes each time.

mod bounds;
mod calibration;
mod echo;
mod plot;

use anyhow::Context;
use clap::Args;
use recount_model::Figure;
use std::path::PathBuf;

#[derive(Args)]
pub struct SimulateArguments {
    /// Dossiers per world; the page in the repository is made with 1000.
    #[arg(long, default_value_t = 1000)]
    dossiers: u64,
    /// Where the page and its plots go.
    #[arg(long, default_value = "docs")]
    to: PathBuf,
}

/// Runs every part of the study and writes the page.
pub fn run(arguments: &SimulateArguments) -> anyhow::Result<()> {
    let calibration = calibration::study(arguments.dossiers)?;
    let echo = echo::study(arguments.dossiers / 5)?;
    let bounds = bounds::study(arguments.dossiers / 2)?;
    let page = format!(
        "# Simulation study of the methods\n\nMade by `cargo xtask simulate --dossiers {}`; the same bytes each time. Dossiers with a known truth are drawn \
         (`crates/recount-reconcile/src/simulated/`), written as claims, and weighed by the code that weighs any dossier.\n\n{}\n{}\n{}",
        arguments.dossiers, calibration.text, echo.text, bounds.text
    );
    let write = |name: &str, text: &str| {
        let file = arguments.to.join(name);
        std::fs::write(&file, text).with_context(|| file.display().to_string())
    };
    write("simulation.md", &page)?;
    for part in [&calibration, &echo, &bounds] {
        for (name, svg) in &part.plots {
            write(name, svg)?;
        }
    }
    Ok(())
}

/// One part of the page with its plots.
struct Part {
    text: String,
    plots: Vec<(&'static str, String)>,
}

/// How far a number is off: the absolute difference of logarithms, nought and one alike.
fn off(best: u64, truth: u64) -> f64 {
    ((best as f64 + 0.5).ln() - (truth as f64 + 0.5).ln()).abs()
}

fn figure<'f>(figures: &'f [Figure], method: &str) -> Option<&'f Figure> {
    figures.iter().find(|f| f.method == method)
}

/// The middle of some numbers; 0 of none.
fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(0.0)
}

/// A share in per cent, to a tenth.
fn percent(part: usize, of: usize) -> String {
    format!("{:.1}", 100.0 * part as f64 / of.max(1) as f64)
}
