//! What a run of the program costs: the time of a smallest run, and the memory a long report takes.

use anyhow::{Context, ensure};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Bytes of the long report.
const LONG_REPORT_BYTES: usize = 20_000_000;
/// Times the smallest run is made; the fastest counts, being the least disturbed.
const RUNS: usize = 10;
/// How often a running program is asked for the most memory it has held.
const EVERY: Duration = Duration::from_millis(10);

/// A table of the costs, from the release build of `recount`.
///
/// # Errors
/// When the build or a run fails.
pub fn table() -> anyhow::Result<String> {
    eprintln!("costs ...");
    let build = ["build", "--release", "--quiet", "-p", "recount-cli", "--message-format", "json"];
    let output =
        Command::new("cargo").args(build).stderr(Stdio::inherit()).output().context("cargo build")?;
    ensure!(output.status.success(), "the release build failed");
    let program = executable(&String::from_utf8(output.stdout)?).context("cargo names no executable")?;
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
        .map(|_| claims(Path::new(&program), &small))
        .collect::<anyhow::Result<Vec<_>>>()?
        .into_iter()
        .map(|run| run.time)
        .min()
        .unwrap_or_default();
    let long = claims(Path::new(&program), &long)?;
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

/// The path of the binary `recount` in cargo's messages.
fn executable(messages: &str) -> Option<String> {
    messages.lines().rev().find_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        message.get("executable")?.as_str().map(str::to_string)
    })
}

struct Run {
    time: Duration,
    /// Where the system tells it (Linux).
    most_memory_bytes: Option<u64>,
}

fn claims(program: &Path, folder: &Path) -> anyhow::Result<Run> {
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(["claims", "--raw"])
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| program.display().to_string())?;
    let mut most_memory_bytes = None;
    let status = loop {
        most_memory_bytes = high_water(child.id()).max(most_memory_bytes);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(EVERY.min(start.elapsed() / 10));
    };
    ensure!(status.success(), "recount claims {} ended with {status}", folder.display());
    Ok(Run { time: start.elapsed(), most_memory_bytes })
}

/// The most memory a process has held so far, from /proc.
fn high_water(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
