//! `cargo xtask dossier`: what a dossier of very many reports costs: added, read and searchable; how large it is; how fast it answers; and
//! what one more report takes. The release build of `recount` is run as anybody would run it; only the queries are asked from
//! one process, because starting a program a thousand times would be measured otherwise.

use super::process::{Run, measured, program};
use super::section;
use crate::reports::make;
use crate::train::random::Random;
use anyhow::{Context, ensure};
use clap::Args;
use recount::store::{Query, Store};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// The section's and the chore's name.
pub const NAME: &str = "dossier";

/// Arguments of `cargo xtask dossier`.
#[derive(Args)]
pub struct DossierArguments {
    /// How many reports.
    #[arg(long, default_value_t = 100_000)]
    count: usize,
    /// Another seed gives other reports.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the reports and the dossier are made; they are left there. Without it, a folder that is taken away.
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// The page the section is written into.
    #[arg(long, value_name = "FILE", default_value = "docs/measurements.md")]
    output: PathBuf,
}

/// Which part of the reports copies another.
const COPIES: f32 = 0.2;
/// Queries asked.
const QUERIES: usize = 1_000;
/// Reports a query shows.
const SHOWN: usize = 20;
/// Reports that lie in one folder.
const IN_A_FOLDER: usize = 1_000;

/// Measures and writes the section.
///
/// # Errors
/// When the program fails, or there is no room.
pub fn run(arguments: &DossierArguments) -> anyhow::Result<()> {
    let program = program()?;
    let scratch = tempfile::tempdir()?;
    let place = arguments.folder.clone().unwrap_or_else(|| scratch.path().to_path_buf());
    let (source, dossier) = (place.join("source"), place.join("dossier"));
    eprintln!("writing {} reports ...", arguments.count);
    let mut bytes = 0;
    let mut words = Vec::new();
    let mut failed = None;
    make(arguments.count, COPIES, arguments.seed, |at, made| {
        let text = made.text();
        bytes += text.len();
        if at % 97 == 0 {
            words.push(text.clone());
        }
        let folder = source.join(format!("{:03}", at / IN_A_FOLDER));
        let written = fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join(&made.file), text));
        failed = failed.take().or(written.err());
    });
    failed.map_or(Ok(()), Err).context("the reports cannot be written")?;
    let recount = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        command.args(arguments);
        measured(&mut command)
    };
    let (at, from) = (path(&dossier)?, path(&source)?);
    recount(&["init", at, "--quiet"])?;
    eprintln!("adding ...");
    let added = recount(&["add", from, "--dossier", at, "--quiet"])?;
    let one = place.join("one-more.txt");
    let text = words.first().context("no report was made")?;
    fs::write(
        &one,
        format!("{text}\n\nThis line stands in no other report of the {} above.\n", arguments.count),
    )?;
    let one_more = recount(&["add", path(&one)?, "--dossier", at, "--quiet"])?;
    eprintln!("searching ...");
    let times = search(&dossier, &words, arguments.seed)?;
    eprintln!("verifying ...");
    let verified = recount(&["verify", at, "--quick", "--quiet"])?;
    let state = dossier.join(".recount");
    let database = fs::metadata(state.join("dossier.sqlite"))?.len();
    let journal = fs::metadata(state.join("journal.jsonl"))?.len();
    let page = page(arguments.count, bytes, &added, &one_more, &times, &verified, database, journal);
    section::write(&arguments.output, NAME, &page)
}

fn path(path: &Path) -> anyhow::Result<&str> {
    path.to_str().context("a path of letters")
}

/// The time of each query, the shortest first.
fn search(dossier: &Path, texts: &[String], seed: u64) -> anyhow::Result<Vec<Duration>> {
    let store = Store::open(dossier)?;
    let mut random = Random(seed);
    let mut times = Vec::new();
    let mut found = 0;
    for turn in 0..QUERIES {
        let text = &texts[random.below(texts.len())];
        let words: Vec<&str> =
            text.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).collect();
        let words: Vec<&str> = words.into_iter().filter(|word| word.len() > 2).collect();
        let at = random.below(words.len().saturating_sub(3).max(1));
        let query = match turn % 4 {
            0 => words[at].to_string(),
            1 => words[at..at + 2].join(" "),
            2 => format!("\"{}\"", words[at..at + 2].join(" ")),
            _ => format!("{} from:2012 to:2014", words[at]),
        };
        let start = Instant::now();
        let hits = store.search(&Query::parse(&query)?, SHOWN, 0)?;
        times.push(start.elapsed());
        found += usize::from(hits.total > 0);
    }
    ensure!(found > QUERIES / 4, "only {found} of {QUERIES} queries found anything");
    times.sort_unstable();
    Ok(times)
}

#[expect(clippy::too_many_arguments, reason = "the figures of one table")]
fn page(
    count: usize,
    bytes: usize,
    added: &Run,
    one_more: &Run,
    times: &[Duration],
    verified: &Run,
    database: u64,
    journal: u64,
) -> String {
    let memory =
        |run: &Run| run.most_memory_bytes.map_or("-".to_string(), |b| format!("{} MB", b / 1_000_000));
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    let seconds = added.time.as_secs_f64();
    format!(
        "## A dossier of many reports\n\n{count} invented reports of {:.1} kB on average, a fifth of them copies of others, \
         handed to `recount add` as files (`cargo xtask dossier`). Read means that their claims are kept.\n\n\
         | | |\n|---|---:|\n\
         | added, read and searchable | {seconds:.0} s, {:.0} reports a second |\n\
         | most memory | {} |\n\
         | originals | {:.0} MB |\n\
         | database | {:.0} MB |\n\
         | journal | {:.0} MB |\n\
         | one more report | {:.2} s, {} |\n\
         | {QUERIES} queries of one or two words, phrases, words and dates: median, nine of ten, slowest | {:.1} ms, {:.1} ms, {:.1} ms |\n\
         | `recount verify --quick` | {:.0} s, {} |\n",
        bytes as f64 / count.max(1) as f64 / 1e3,
        count as f64 / seconds,
        memory(added),
        bytes as f64 / 1e6,
        database as f64 / 1e6,
        journal as f64 / 1e6,
        one_more.time.as_secs_f64(),
        memory(one_more),
        at(0.5),
        at(0.9),
        at(1.0),
        verified.time.as_secs_f64(),
        memory(verified),
    )
}
