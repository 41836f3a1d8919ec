//! What a run of the program costs: the time of a smallest run, and the memory a long report takes.

use super::process::{Run, measured, program};
use std::path::Path;
use std::process::Command;

/// Bytes of the long report.
const LONG_REPORT_BYTES: usize = 20_000_000;
/// Times the smallest run is made; the fastest counts, being the least disturbed.
const RUNS: usize = 10;

/// A table of the costs, from the release build of `recount`.
///
/// # Errors
/// When the build or a run fails.
pub fn table() -> anyhow::Result<String> {
    eprintln!("costs ...");
    let program = program()?;
    let folder = tempfile::tempdir()?;
    let sentence =
        "The harbour office said on Friday that at least 12 workers had died at the quay in Harrow. ";
    let [small, long] = ["small", "long"].map(|name| folder.path().join(name));
    std::fs::create_dir(&small)?;
    std::fs::write(small.join("report.txt"), sentence)?;
    std::fs::create_dir(&long)?;
    let paragraph = format!("{}\n\n", sentence.repeat(5));
    std::fs::write(long.join("report.txt"), paragraph.repeat(LONG_REPORT_BYTES / paragraph.len()))?;
    let fastest = (0..RUNS)
        .map(|_| claims(&program, &small))
        .collect::<anyhow::Result<Vec<_>>>()?
        .into_iter()
        .map(|run| run.time)
        .min()
        .unwrap_or_default();
    let long = claims(&program, &long)?;
    Ok(format!(
        "| run | seconds | most memory |\n|---|---:|---:|\n\
         | `recount claims --raw` on one sentence, models loaded, the fastest of {RUNS} | {:.3} | |\n\
         | `recount claims --raw` on a report of {} MB | {:.1} | {} MB |\n",
        fastest.as_secs_f64(),
        LONG_REPORT_BYTES / 1_000_000,
        long.time.as_secs_f64(),
        long.most_memory_bytes.map_or("-".to_string(), |b| (b / 1_000_000).to_string()),
    ))
}

fn claims(program: &Path, folder: &Path) -> anyhow::Result<Run> {
    measured(Command::new(program).args(["claims", "--raw"]).arg(folder))
}
