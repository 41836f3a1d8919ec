//! One run of a program, measured from outside: the time it takes as a whole, the time processors spent on it, and the most memory it
//! holds.

use anyhow::{Context, ensure};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often a running program is asked for the most memory it has held.
const EVERY: Duration = Duration::from_millis(10);

/// What a run took.
pub struct Run {
    pub time: Duration,
    /// What all processors spent on it, to a hundredth of a second; less sensitive than `time` to what else the machine does. Where the
    /// system tells it (Linux).
    pub processors: Option<Duration>,
    /// Where the system tells it (Linux).
    pub most_memory_bytes: Option<u64>,
}

/// Runs a program to its end, its output passed over.
///
/// # Errors
/// When it cannot be started or fails.
pub fn measured(command: &mut Command) -> anyhow::Result<Run> {
    let name = format!("{command:?}");
    let start = Instant::now();
    let mut child =
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().with_context(|| name.clone())?;
    let (mut most_memory_bytes, mut processors) = (None, None);
    let status = loop {
        processors = processor_time(child.id()).max(processors);
        most_memory_bytes = high_water(child.id()).max(most_memory_bytes);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(EVERY.min(start.elapsed() / 10));
    };
    ensure!(status.success(), "{name} ended with {status}");
    Ok(Run { time: start.elapsed(), processors, most_memory_bytes })
}

/// The release build of `recount`, made if it is not there.
///
/// # Errors
/// When the build fails.
pub fn program() -> anyhow::Result<PathBuf> {
    let build = ["build", "--release", "--quiet", "-p", "recount-cli", "--message-format", "json"];
    let output =
        Command::new("cargo").args(build).stderr(Stdio::inherit()).output().context("cargo build")?;
    ensure!(output.status.success(), "the release build failed");
    executable(&String::from_utf8(output.stdout)?).map(PathBuf::from).context("cargo names no executable")
}

/// The path of the binary `recount` in cargo's messages.
fn executable(messages: &str) -> Option<String> {
    messages.lines().rev().find_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        message.get("executable")?.as_str().map(str::to_string)
    })
}

/// The most memory a process has held so far, from /proc.
fn high_water(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// What processors have spent on a process so far, from /proc: the fourteenth and fifteenth fields, in hundredths of a second.
pub fn processor_time(process: u32) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The second field, the name in brackets, may hold spaces.
    let mut after_name = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || after_name.next()?.parse::<u64>().ok();
    Some(Duration::from_millis(10 * (ticks()? + ticks()?)))
}
