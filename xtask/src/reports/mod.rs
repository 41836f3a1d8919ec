//! `cargo xtask reports`: a stack of invented reports, some of which copy others, with the truth beside them: who copies whom, and what was done to
//! the copy. The same seed gives the same bytes. Words stand in `xtask/data/reports.toml`, facts of a story in `facts.rs`, its
//! sentences are put together in `grammar.rs`, copies are made in `copying.rs`.

mod copying;
mod facts;
mod grammar;

pub use copying::Edit;

use crate::train::random::Random;
use anyhow::Context;
use clap::Args;
use copying::Story;
use recount_model::{Block, BlockRole, DateBasis, PartialDate, Published, Report, ReportId, Span};
use std::path::PathBuf;

/// Arguments of `cargo xtask reports`.
#[derive(Args)]
pub struct ReportsArguments {
    /// How many reports.
    #[arg(long, default_value_t = 1000)]
    count: usize,
    /// Which part of them copies another.
    #[arg(long, default_value_t = 0.2)]
    copies: f32,
    /// Another seed gives other reports.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Put a thousand reports in each of many folders, instead of all in one.
    #[arg(long)]
    sharded: bool,
    /// Where `reports/`, `reports.csv` and `truth.csv` are written.
    #[arg(value_name = "OUT_DIR")]
    output: PathBuf,
}

/// One invented report and where its text is from.
pub struct Made {
    pub file: String,
    pub publisher: String,
    pub published: PartialDate,
    pub title: String,
    pub byline: String,
    pub paragraphs: Vec<String>,
    /// The place of the report it has words from, and what was done to them; `None` for one of its own words.
    pub of: Option<(usize, Edit)>,
}

impl Made {
    /// The file's text.
    pub fn text(&self) -> String {
        format!("{}\n\n{}\n\n{}\n", self.title, self.byline, self.paragraphs.join("\n\n"))
    }

    /// The report as it would be taken in.
    pub fn report(&self) -> Report {
        let text = self.text();
        let mut from = 0;
        let mut block = |words: &str, role| {
            let span = Span::new(from, from + words.len());
            from = span.end + 2;
            Block { span, role }
        };
        let mut blocks = vec![block(&self.title, BlockRole::Title), block(&self.byline, BlockRole::Byline)];
        blocks.extend(self.paragraphs.iter().map(|p| block(p, BlockRole::Body)));
        Report {
            id: ReportId::of(text.as_bytes()),
            title: Some(self.title.clone()),
            publisher: Some(self.publisher.clone()),
            published: Some(Published { date: self.published, basis: DateBasis::Given }),
            blocks,
            ..Report::of_text(self.file.clone(), text)
        }
    }
}

/// Makes reports one after another: a copy comes after what it copies.
pub fn make(count: usize, copies: f32, seed: u64, mut each: impl FnMut(usize, Made)) {
    let words = grammar::Words::new();
    let mut random = Random(seed);
    // Stories that are still copied, with the place of their report and how many copies are to come.
    let mut told: Vec<(Story, usize, usize)> = Vec::new();
    for at in 0..count {
        let day = (at * 3650 / count.max(1)) as i64;
        let made = if !told.is_empty() && random.unit() < copies {
            let chosen = random.below(told.len());
            let (story, of, left) = &mut told[chosen];
            let made = story.copied(*of, day, &words, &mut random);
            *left -= 1;
            if *left == 0 {
                told.swap_remove(chosen);
            }
            made
        } else {
            let story = Story::new(day, &words, &mut random);
            let made = story.original(&words);
            if told.len() < STORIES {
                let reprints = reprints(&mut random);
                told.push((story, at, reprints));
                made
            } else if random.unit() < SAME_EVENT {
                let chosen = random.below(told.len());
                let of = told[chosen].1;
                told[chosen].0.told_again(of, day, &words, &mut random).unwrap_or(made)
            } else {
                made
            }
        };
        each(at, Made { file: format!("{at:06}.txt"), ..made });
    }
}

/// Stories that are copied at one time.
const STORIES: usize = 40;
/// Chance that a report of its own words tells of an event that another tells of, and quotes the same people.
const SAME_EVENT: f32 = 0.1;

/// How often a story is printed again: mostly a few times, one in thirty by everybody.
fn reprints(random: &mut Random) -> usize {
    if random.below(30) == 0 { 40 + random.below(160) } else { 1 + random.below(7) }
}

/// Writes the reports.
///
/// # Errors
/// When a file cannot be written.
pub fn run(arguments: &ReportsArguments) -> anyhow::Result<()> {
    let folder = arguments.output.join("reports");
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let mut records = csv::Writer::from_path(arguments.output.join("reports.csv"))?;
    let mut truth = csv::Writer::from_path(arguments.output.join("truth.csv"))?;
    records.write_record(["file", "publisher", "published"])?;
    truth.write_record(["report", "copies", "edit"])?;
    let mut outcome: anyhow::Result<()> = Ok(());
    make(arguments.count, arguments.copies, arguments.seed, |at, made| {
        if outcome.is_ok() {
            outcome = (|| {
                let mut place = folder.clone();
                if arguments.sharded {
                    place.push(format!("{:03}", at / 1000));
                    std::fs::create_dir_all(&place)?;
                }
                std::fs::write(place.join(&made.file), made.text())?;
                records.write_record([&made.file, &made.publisher, &made.published.to_string()])?;
                if let Some((of, edit)) = &made.of {
                    truth.write_record([made.file.as_str(), &format!("{of:06}.txt"), edit.word()])?;
                }
                Ok(())
            })();
        }
    });
    outcome?;
    records.flush()?;
    truth.flush()?;
    eprintln!("{} reports are in {}", arguments.count, arguments.output.display());
    Ok(())
}
