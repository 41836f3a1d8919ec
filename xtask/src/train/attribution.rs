//! `cargo xtask train attribution`: the model of `recount_read::attribution::model`, from articles whose attributions
//! people marked.
//!
//! With `--fold N` nothing is shipped: the model learns from seven eighths of the training articles and is scored on the
//! rest, which is how features and settings were chosen. The development file is read by `cargo xtask measure` alone.

pub mod corpus;
mod field;

use anyhow::Context;
use clap::Args;
use corpus::Article;
use field::{Example, Field, Settings};
use recount_read::attribution::model::page::PageSentence;
use recount_read::attribution::model::{Model, chain, cues, roles, window::Window};
use std::path::{Path, PathBuf};

/// Arguments of `cargo xtask train attribution`.
#[derive(Args)]
pub struct AttributionArguments {
    /// Where the model is written.
    #[arg(long, value_name = "FILE", default_value = "crates/recount-read/models/attribution.en.bin")]
    out: PathBuf,
    /// Learn from seven eighths of the training articles, score on the eighth with this number, and write no model.
    #[arg(long, value_name = "0..7")]
    fold: Option<u32>,
    /// The folder of the scorers.
    #[arg(long, value_name = "DIR", default_value = "../shared/score")]
    scorers: PathBuf,
    /// Rounds over the examples.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Step size.
    #[arg(long, default_value_t = 0.05)]
    rate: f32,
    /// Summed evidence below which a weight is zero.
    #[arg(long, default_value_t = 1.0)]
    sparsity: f32,
    /// Pull of weights towards zero.
    #[arg(long, default_value_t = 5.0)]
    decay: f32,
    /// A feature met less often is left out.
    #[arg(long, default_value_t = 2)]
    least: u8,
    /// Leading bits of a feature that name its row, for cues.
    #[arg(long, default_value_t = 20)]
    cue_bits: u32,
    /// The same for roles.
    #[arg(long, default_value_t = 20)]
    role_bits: u32,
    /// What is taken from "no cue" at every word.
    #[arg(long, default_value_t = 0.1)]
    cue_bias: f32,
    /// What is taken from "no role" at every word.
    #[arg(long, default_value_t = 0.0)]
    role_bias: f32,
    /// Read with the cues that people marked, to see the second step alone.
    #[arg(long)]
    marked_cues: bool,
}

/// Trains, and either writes the model or scores it on a fold.
///
/// # Errors
///
/// When the articles or the scorer are not there, or the model cannot be written.
pub fn run(data: &Path, arguments: &AttributionArguments) -> anyhow::Result<()> {
    let articles = corpus::load(&data.join("attribution/train.jsonl"))?;
    let held_out = |a: &Article| arguments.fold == Some(a.fold(8));
    let (kept, learned): (Vec<Article>, Vec<Article>) = articles.into_iter().partition(held_out);
    let settings = Settings {
        rounds: arguments.rounds,
        rate: arguments.rate,
        sparsity: arguments.sparsity,
        decay: arguments.decay,
        least: arguments.least,
    };

    let examples: Vec<Example> = learned.iter().flat_map(cue_examples).collect();
    let mut cue_field = Field::new(1, arguments.cue_bits);
    cue_field.train(&examples, settings, "cues");
    drop(examples);
    let examples: Vec<Example> = learned.iter().flat_map(role_examples).collect();
    let mut role_field = Field::new(2, arguments.role_bits);
    role_field.train(&examples, settings, "roles");
    drop(examples);

    let model =
        Model { cues: cue_field.weights(arguments.cue_bias), roles: role_field.weights(arguments.role_bias) };
    if arguments.fold.is_some() {
        return score(&model, &kept, arguments);
    }
    let bytes = model.to_bytes();
    std::fs::write(&arguments.out, &bytes).with_context(|| arguments.out.display().to_string())?;
    eprintln!("{}: {} bytes", arguments.out.display(), bytes.len());
    Ok(())
}

/// One example for each sentence: its words, labelled as cues or not.
fn cue_examples(article: &Article) -> Vec<Example> {
    let page = &article.page;
    let of = |sentence: &PageSentence| {
        let words = &sentence.words;
        let mut example = Example::default();
        for i in words.clone() {
            cues::features(page, words, i, &mut example.features);
            example.end_word();
        }
        let inside = article
            .marked
            .iter()
            .filter_map(|m| m.cue.clone())
            .filter(|c| words.start <= c.start && c.end <= words.end)
            .map(|c| (0, c.start - words.start..c.end - words.start))
            .collect::<Vec<_>>();
        chain::write(&inside, &mut example.labels);
        example
    };
    page.sentences.iter().map(of).collect()
}

/// One example for each cue: the words around it, labelled as source, content or neither.
fn role_examples(article: &Article) -> Vec<Example> {
    let page = &article.page;
    let of = |marked: &corpus::Marked| {
        let cue = marked.cue.clone()?;
        let window = Window::of(page, &cue);
        let about = roles::Cue::of(page, cue.clone());
        let signs = roles::signs_between(page, &window, &cue);
        let branches = roles::branches(page, &window, &about);
        let mut example = Example::default();
        for t in 0..window.words.len() {
            roles::features(page, &window, &about, &signs, &branches, t, &mut example.features);
            example.end_word();
        }
        for (t, &i) in window.words.iter().enumerate() {
            example.outside[t] = cue.contains(&(i as usize));
        }
        let place = |range: &std::ops::Range<usize>| {
            let start = window.words.partition_point(|&i| (i as usize) < range.start);
            let end = window.words.partition_point(|&i| (i as usize) < range.end);
            (start < end && !(start..end).any(|t| example.outside[t])).then_some(start..end)
        };
        let sources = marked.source.iter().filter_map(place).map(|r| (roles::SOURCE, r));
        let contents = marked.content.iter().filter_map(place).map(|r| (roles::CONTENT, r));
        let segments: Vec<_> = sources.chain(contents).collect();
        chain::write(&segments, &mut example.labels);
        // Where marks overlap, what is left is made whole again.
        let left = chain::segments(&example.labels);
        example.labels.fill(0);
        chain::write(&left, &mut example.labels);
        Some(example)
    };
    article.marked.iter().filter_map(of).collect()
}

fn score(model: &Model, articles: &[Article], arguments: &AttributionArguments) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let (gold, found) = (folder.path().join("gold.jsonl"), folder.path().join("found.jsonl"));
    let mut lines = [String::new(), String::new()];
    let started = std::time::Instant::now();
    let mut words = 0;
    for article in articles {
        let read = if arguments.marked_cues {
            let cues = article.marked.iter().filter_map(|m| m.cue.clone()).collect();
            model.read_with_cues(&article.page, cues)
        } else {
            model.read(&article.page)
        };
        words += article.page.words.len();
        for (to, line) in lines.iter_mut().zip([article.gold.clone(), article.predicted(&read)]) {
            to.push_str(&line);
            to.push('\n');
        }
    }
    let spent = started.elapsed();
    std::fs::write(&gold, &lines[0])?;
    std::fs::write(&found, &lines[1])?;
    let scorer = arguments.scorers.join("score_attribution.py");
    let out = std::process::Command::new("python3").arg(scorer).args([&gold, &found]).output()?;
    print!("{}", String::from_utf8_lossy(&out.stdout));
    println!("{:.2} microseconds a word", spent.as_secs_f64() * 1e6 / words as f64);
    Ok(())
}
