//! `cargo xtask tables`: how fast tables of claims are reconciled, whole processes with reading and writing, beside a dictionary of
//! counters in Python, truthdiscovery and crowd-kit on the same files. Writes a section of docs/measurements.md and a plot.
//!
//! The other programs are run by the Python that `--python` names, which must have them
//! (`python3 -m venv V && V/bin/pip install crowd-kit && V/bin/pip install --no-deps truthdiscovery bidict`); what it does not have is left out and said.

mod plot;

use super::process::{Run, measured, program};
use super::{machine, section, today};
use anyhow::{Context, ensure};
use clap::Args;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Name of the chore and of its section.
pub const NAME: &str = "tables";

/// What the other programs are run by.
const PEERS: &str = include_str!("tables/peers.py");

/// Times a run is made; the fastest counts, being the least disturbed. Runs of more than [`LONG_SECONDS`] are made once.
const RUNS: usize = 3;
const LONG_SECONDS: f64 = 10.0;

/// Arguments of `cargo xtask tables`.
#[derive(Args)]
pub struct TablesArguments {
    /// The folder with flight.tsv.gz and make_synthetic.py.
    #[arg(long, value_name = "DIR", default_value = "../shared/data/fusion")]
    data: PathBuf,
    /// Claims of the synthetic tables.
    #[arg(long, value_name = "N,...", value_delimiter = ',', default_value = "100000,1000000,10000000")]
    sizes: Vec<usize>,
    /// The other programs are run on tables of at most so many claims.
    #[arg(long, value_name = "N", default_value_t = 3_000_000)]
    peers_up_to: usize,
    /// A Python that has truthdiscovery and crowd-kit.
    #[arg(long, value_name = "FILE", default_value = "python3")]
    python: PathBuf,
    /// The page to write into.
    #[arg(long, value_name = "FILE", default_value = "docs/measurements.md")]
    output: PathBuf,
    /// The plot to write.
    #[arg(long, value_name = "FILE", default_value = "docs/tables.svg")]
    plot: PathBuf,
}

/// A program that answers a table.
struct Contender {
    name: &'static str,
    /// Arguments of `recount`, or of the script of the other programs.
    arguments: &'static [&'static str],
    is_ours: bool,
}

const CONTENDERS: [Contender; 5] = [
    Contender { name: "recount, vote", arguments: &["--method", "vote", "--no-copies"], is_ours: true },
    Contender { name: "recount, default", arguments: &[], is_ours: true },
    Contender { name: "Python, dictionary of counters", arguments: &["dictionary"], is_ours: false },
    Contender { name: "truthdiscovery, PooledInvestment", arguments: &["truthdiscovery"], is_ours: false },
    Contender { name: "crowd-kit, MajorityVote", arguments: &["crowdkit"], is_ours: false },
];

/// A table to run them on.
struct Trial {
    name: String,
    file: PathBuf,
    claims: usize,
    is_synthetic: bool,
}

/// Processor seconds by claims of the synthetic tables, one line of the plot a contender.
pub(crate) type Line = (&'static str, Vec<(f64, f64)>);

/// Measures, and writes the section and the plot.
///
/// # Errors
/// When the build, the making of tables or one of our runs fails.
pub fn run(arguments: &TablesArguments) -> anyhow::Result<()> {
    let program = program()?;
    let folder = tempfile::tempdir()?;
    let script = folder.path().join("peers.py");
    std::fs::write(&script, PEERS)?;
    let trials = trials(arguments, folder.path())?;
    let mut lines: Vec<Line> = CONTENDERS.iter().map(|contender| (contender.name, Vec::new())).collect();
    let mut table = String::from(
        "| table | claims | program | seconds | processor seconds | most memory |\n|---|---:|---|---:|---:|---:|\n",
    );
    for trial in &trials {
        for (contender, (_, line)) in CONTENDERS.iter().zip(&mut lines) {
            if !contender.is_ours && trial.claims > arguments.peers_up_to {
                continue;
            }
            eprintln!("{}: {} ...", trial.name, contender.name);
            let run = || run_once(contender, &program, arguments, &script, &trial.file, folder.path());
            let Some(best) = fastest(run, contender)? else { continue };
            let seconds = best.time.as_secs_f64();
            let processors = best.processors.map_or("-".to_string(), |t| format!("{:.2}", t.as_secs_f64()));
            let memory = best.most_memory_bytes.map_or("-".to_string(), |b| format!("{} MB", b / 1_000_000));
            let _ = writeln!(
                table,
                "| {} | {} | {} | {seconds:.2} | {processors} | {memory} |",
                trial.name, trial.claims, contender.name
            );
            if trial.is_synthetic {
                let cost = best.processors.unwrap_or(best.time).as_secs_f64();
                line.push((trial.claims as f64, cost.max(0.01)));
            }
        }
    }
    plot::write(&arguments.plot, &lines)?;
    section::write(&arguments.output, NAME, &body(&table, &lines, &arguments.plot))?;
    eprintln!("{} and {} are written", arguments.output.display(), arguments.plot.display());
    Ok(())
}

fn trials(arguments: &TablesArguments, folder: &Path) -> anyhow::Result<Vec<Trial>> {
    let mut trials = Vec::new();
    for size in &arguments.sizes {
        let place = folder.join(size.to_string());
        eprintln!("a table of {size} claims ...");
        let status = Command::new("python3")
            .arg(arguments.data.join("make_synthetic.py"))
            .args([&size.to_string()])
            .arg(&place)
            .status()
            .context("python3 make_synthetic.py")?;
        ensure!(status.success(), "make_synthetic.py failed");
        let file = place.join("claims.tsv");
        let claims = lines_of(&file)?;
        trials.push(Trial { name: format!("synthetic, {size}"), file, claims, is_synthetic: true });
    }
    let flight = arguments.data.join("flight.tsv.gz");
    if flight.is_file() {
        trials.push(Trial {
            name: "flight, gzip".to_string(),
            file: flight,
            claims: 2_759_572,
            is_synthetic: false,
        });
    }
    Ok(trials)
}

/// Lines below the header.
fn lines_of(file: &Path) -> anyhow::Result<usize> {
    use std::io::BufRead;
    let reader = std::io::BufReader::new(std::fs::File::open(file)?);
    Ok(reader.split(b'\n').count().saturating_sub(1))
}

fn run_once(
    contender: &Contender,
    program: &Path,
    arguments: &TablesArguments,
    script: &Path,
    file: &Path,
    folder: &Path,
) -> anyhow::Result<Run> {
    let mut command = match contender.is_ours {
        true => Command::new(program),
        false => Command::new(&arguments.python),
    };
    match contender.is_ours {
        true => command
            .arg("reconcile")
            .arg(file)
            .args(contender.arguments)
            .arg("-o")
            .arg(folder.join("answers.tsv")),
        false => command.arg(script).args(contender.arguments).arg(file),
    };
    measured(&mut command)
}

/// The fastest of some runs; `None` if a program of others fails, as it does where it is not installed.
fn fastest(run: impl Fn() -> anyhow::Result<Run>, contender: &Contender) -> anyhow::Result<Option<Run>> {
    let mut best: Option<Run> = None;
    for _ in 0..RUNS {
        let run = match run() {
            Ok(run) => run,
            Err(error) if !contender.is_ours => {
                eprintln!("{} left out: {error:#}", contender.name);
                return Ok(best);
            }
            Err(error) => return Err(error),
        };
        let is_long = run.time.as_secs_f64() > LONG_SECONDS;
        if best.as_ref().is_none_or(|best| run.time < best.time) {
            best = Some(run);
        }
        if is_long {
            break;
        }
    }
    Ok(best)
}

fn body(table: &str, lines: &[Line], plot: &Path) -> String {
    let mut out = format!(
        "## How fast tables are reconciled\n\nMade on {} by `cargo xtask tables`, on {}. Whole processes, from the file to the answers written; the \
         fastest of {RUNS} runs, of runs longer than {LONG_SECONDS} seconds the first. The default looks for copies.\n\n{table}\n",
        today(),
        machine()
    );
    for (name, points) in lines.iter().take(2) {
        // The system tells processor time in hundredths of a second: too coarse for the smallest table.
        if let [.., (few, fast), (many, slow)] = points.as_slice() {
            let _ = writeln!(
                out,
                "- {name}: {:.0} times the claims cost {:.0} times the processor time ({:.2} microseconds a claim, then {:.2}).",
                many / few,
                slow / fast,
                fast / few * 1e6,
                slow / many * 1e6
            );
        }
    }
    let name = plot.file_name().unwrap_or_default().to_string_lossy();
    let _ = writeln!(
        out,
        "\n![Processor seconds against claims, synthetic tables, both axes logarithmic]({name})"
    );
    out
}
