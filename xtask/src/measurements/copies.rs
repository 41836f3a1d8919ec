//! `cargo xtask near-copies`: how many copies among invented reports are found, by what was done to them, how many joinings are wrong, and
//! what it takes as the stack grows; written into docs/measurements.md. Each size is measured in a process of its own.

use super::process::processor_time;
use super::section;
use crate::reports::{Edit, make};
use anyhow::{Context, ensure};
use clap::Args;
use recount_model::{CopiedPassage, Report};
use recount_reconcile::passages::{Group, NearCopies, near_copies};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The section's and the chore's name.
pub const NAME: &str = "near-copies";

/// Arguments of `cargo xtask near-copies`.
#[derive(Args)]
pub struct CopiesArguments {
    /// Sizes of the stacks.
    #[arg(long, value_delimiter = ',', default_values_t = [1_000, 10_000, 100_000])]
    counts: Vec<usize>,
    /// Which part of the reports copies another.
    #[arg(long, default_value_t = 0.2)]
    copies: f32,
    /// Another seed gives other reports.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The page the section is written into.
    #[arg(long, value_name = "FILE", default_value = "docs/measurements.md")]
    output: PathBuf,
    /// The folder of the public material, one folder a track.
    #[arg(long, value_name = "DIR", default_value = "../shared/data")]
    data: PathBuf,
    /// Measure one stack and print its figures as JSON.
    #[arg(long, hide = true)]
    one: Option<usize>,
}

/// What one stack gave.
#[derive(Serialize, Deserialize)]
struct Figures {
    reports: usize,
    megabytes: f64,
    seconds: f64,
    processor_seconds: f64,
    reports_megabytes: u64,
    most_megabytes: u64,
    /// Copies that are joined with the report they copy, and all, by what was done to them.
    found: BTreeMap<String, (usize, usize)>,
    /// Mean part of a copy that is shown to be copied.
    share: BTreeMap<String, f64>,
    /// Reports that tell of the same in other words and are joined with the one they follow all the same, and all.
    told_again: (usize, usize),
    /// Pairs of reports joined, and those of them that copy one text.
    pairs: (usize, usize),
    /// Groups that are house notices, and those of them that are none.
    notices: (usize, usize),
}

/// Measures every size and writes the section.
///
/// # Errors
/// When a run fails or the page cannot be written.
pub fn run(arguments: &CopiesArguments) -> anyhow::Result<()> {
    if let Some(count) = arguments.one {
        println!("{}", serde_json::to_string(&figures(count, arguments))?);
        return Ok(());
    }
    let mut all: Vec<Figures> = Vec::new();
    for count in &arguments.counts {
        eprintln!("{count} reports ...");
        let output = Command::new(std::env::current_exe()?)
            .args([NAME, "--one", &count.to_string(), "--seed", &arguments.seed.to_string()])
            .args(["--copies", &arguments.copies.to_string()])
            .stderr(Stdio::inherit())
            .output()?;
        ensure!(output.status.success(), "the run over {count} reports failed");
        all.push(serde_json::from_slice(&output.stdout).context("the figures of a run")?);
    }
    let mut page = page(&all);
    page.push_str(&published(&arguments.data)?);
    section::write(&arguments.output, NAME, &page)
}

fn figures(count: usize, arguments: &CopiesArguments) -> Figures {
    let mut reports: Vec<Report> = Vec::new();
    let mut of: Vec<Option<(usize, Edit)>> = Vec::new();
    make(count, arguments.copies, arguments.seed, |_, made| {
        reports.push(made.report());
        of.push(made.of);
    });
    let before = memory("VmRSS:");
    let processors = || processor_time(std::process::id()).unwrap_or_default();
    let (start, spent) = (Instant::now(), processors());
    let copies = near_copies(&reports);
    let seconds = start.elapsed().as_secs_f64();
    let processor_seconds = (processors() - spent).as_secs_f64();
    let most = memory("VmHWM:");
    let joined = joined(&copies);
    let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut told_again = (0, 0);
    for (later, (earlier, edit)) in of.iter().enumerate().filter_map(|(at, of)| Some((at, (*of)?))) {
        let is_found = joined.contains(&(later, earlier));
        if edit == Edit::ToldAgain {
            told_again = (told_again.0 + usize::from(is_found), told_again.1 + 1);
            continue;
        }
        let row = found.entry(edit.word().to_string()).or_default();
        *row = (row.0 + usize::from(is_found), row.1 + 1);
    }
    let text_of = |r: usize| match of[r] {
        Some((of, edit)) if edit != Edit::ToldAgain => of,
        _ => r,
    };
    let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
    copies.reports.iter().for_each(|c| *sums.entry(c.later.0).or_default() += c.of_later);
    let mut share: BTreeMap<String, (f64, usize)> = BTreeMap::new();
    for (later, (_, edit)) in of.iter().enumerate().filter_map(|(at, of)| Some((at, (*of)?))) {
        let row = share.entry(edit.word().to_string()).or_default();
        *row = (row.0 + sums.get(&later).copied().unwrap_or(0.0), row.1 + 1);
    }
    let right = copies.reports.iter().filter(|c| text_of(c.earlier.0) == text_of(c.later.0)).count();
    let is_copied = |j: &CopiedPassage| text_of(j.earlier.report.0) == text_of(j.later.report.0);
    // A notice stands below copies of one house too; a copied text would stand in copies mostly.
    let is_notice = |g: &Group| {
        2 * g.joinings.iter().filter(|&&j| is_copied(&copies.joinings[j])).count() < g.joinings.len()
    };
    let notices: Vec<_> = copies.groups.iter().filter(|g| g.house_notice).collect();
    let bytes: usize = reports.iter().map(|r| r.text.len()).sum();
    Figures {
        reports: count,
        megabytes: bytes as f64 / 1e6,
        seconds,
        processor_seconds,
        reports_megabytes: before,
        most_megabytes: most,
        found,
        share: share.into_iter().map(|(edit, (sum, n))| (edit, sum / n.max(1) as f64)).collect(),
        told_again,
        pairs: (copies.reports.len(), right),
        notices: (notices.len(), notices.iter().filter(|g| !is_notice(g)).count()),
    }
}

/// What is found among published reports of many incidents: nobody has marked their copies, but a text that two reports of different
/// incidents share is furniture of a page, not a copied story. Empty without the material.
///
/// # Errors
/// When the material cannot be read.
fn published(data: &Path) -> anyhow::Result<String> {
    let file = data.join("casualties/train.jsonl");
    let Ok(lines) = std::fs::read_to_string(&file) else { return Ok(String::new()) };
    let mut reports: Vec<Report> = Vec::new();
    let mut incidents: Vec<String> = Vec::new();
    for line in lines.lines() {
        let document: serde_json::Value =
            serde_json::from_str(line).with_context(|| file.display().to_string())?;
        let word = |field: &str| {
            document[field].as_str().map_or_else(|| document[field].to_string(), str::to_string)
        };
        reports.push(Report::of_text(word("doc"), word("text")));
        incidents.push(word("incident"));
    }
    let copies = near_copies(&reports);
    let is_one =
        |c: &&recount_reconcile::passages::ReportCopy| incidents[c.earlier.0] == incidents[c.later.0];
    let whole: Vec<_> = copies.reports.iter().filter(|c| c.of_later >= 0.5).collect();
    Ok(format!(
        "\nAmong {} published reports of shootings (casualties, train) {} pairs share a passage, {} of them of one incident; in {} pairs it is half of the later report or more, {} of them of one incident. Nobody has marked what copies what there.\n",
        reports.len(),
        copies.reports.len(),
        copies.reports.iter().filter(is_one).count(),
        whole.len(),
        whole.iter().filter(|c| is_one(c)).count(),
    ))
}

/// Pairs (later, earlier) of reports of one group that are no house notice, the first of the group being the earlier.
fn joined(copies: &NearCopies) -> BTreeSet<(usize, usize)> {
    let mut out = BTreeSet::new();
    for group in copies.groups.iter().filter(|g| !g.house_notice) {
        for joining in group.joinings.iter().map(|&at| copies.joinings[at]) {
            out.insert((joining.later.report.0, joining.earlier.report.0));
            out.insert((joining.later.report.0, group.first.report.0));
        }
    }
    out
}

/// A line of /proc/self/status in megabytes; 0 where the system does not tell it.
fn memory(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|l| l.strip_prefix(line)).and_then(|l| l.trim().strip_suffix("kB"));
    found.and_then(|kilobytes| kilobytes.trim().parse::<u64>().ok()).unwrap_or(0) / 1000
}

fn page(all: &[Figures]) -> String {
    let mut out = format!(
        "## How copies are found\n\nMade on {} by `cargo xtask near-copies`, on {}. Invented reports of 3 kB, a fifth of which copy another (`cargo xtask reports` writes the same stack with the truth beside it). A copy counts as found when it is joined with the report it copies. The reports themselves are in memory before the clock starts.\n\n",
        super::today(),
        super::machine()
    );
    out.push_str("| reports | text | seconds | processor seconds | most memory, of which the reports | pairs joined | of them right | told in other words, joined |\n|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    for f in all {
        let _ = writeln!(
            out,
            "| {} | {:.0} MB | {:.2} | {:.2} | {} MB, {} MB | {} | {:.4} | {} of {} |",
            f.reports,
            f.megabytes,
            f.seconds,
            f.processor_seconds,
            f.most_megabytes,
            f.reports_megabytes,
            f.pairs.0,
            f.pairs.1 as f64 / f.pairs.0.max(1) as f64,
            f.told_again.0,
            f.told_again.1
        );
    }
    let Some(largest) = all.last() else { return out };
    let _ = write!(
        out,
        "\nBy what was done to the copy, in the largest stack; house notices found in it: {}, of which wrong: {}.\n\n| edit | copies | found | mean part of the copy shown as copied |\n|---|---:|---:|---:|\n",
        largest.notices.0, largest.notices.1
    );
    for edit in Edit::COPIES {
        let (found, all) = largest.found.get(edit.word()).copied().unwrap_or_default();
        let share = largest.share.get(edit.word()).copied().unwrap_or(0.0);
        let _ = writeln!(
            out,
            "| {} | {all} | {:.4} | {share:.2} |",
            edit.meaning(),
            found as f64 / all.max(1) as f64
        );
    }
    out
}
