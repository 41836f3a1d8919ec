//! `cargo xtask train syntax`: the tagger and parser of `recount-read`.

mod export;
mod layers;
mod lemmas;
mod network;

use super::random::Random;
use crate::conllu::{self, Sentence};
use anyhow::Context;
use clap::Args;
use network::{Chances, Example, Network, Parsed, Progress, Sizes};
use recount_read::syntax::features::{Seen, rows};
use recount_read::syntax::{Relation, Upos};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn examples(
    sentences: &[Sentence],
    table: usize,
    counts: &BTreeMap<String, usize>,
    fine: &BTreeMap<String, u8>,
    upper: bool,
) -> Vec<Example> {
    let of = |sentence: &Sentence| {
        let seen = |(i, w): (usize, &conllu::Word)| {
            let form = if upper { w.form.to_uppercase() } else { w.form.clone() };
            rows(Seen { form: &form, spaced: w.spaced, joined: w.joined, first: i == 0 }, table)
        };
        let words = &sentence.words;
        Example {
            rows: words.iter().enumerate().map(seen).collect(),
            hide: words
                .iter()
                .map(|w| {
                    let count = counts.get(&w.form.to_lowercase()).copied().unwrap_or(0) as f32;
                    0.25 / (0.25 + count)
                })
                .collect(),
            tags: words.iter().map(|w| Upos::named(&w.upos).unwrap_or(Upos::X) as u8).collect(),
            fine_tags: words.iter().map(|w| fine.get(&w.xpos).copied().unwrap_or(0)).collect(),
            heads: words.iter().map(|w| w.head).collect(),
            relations: words
                .iter()
                .map(|w| Relation::named(&w.relation).unwrap_or(Relation::Dep) as u8)
                .collect(),
            weight: 1.0,
        }
    };
    sentences.iter().map(of).collect()
}

/// Arguments of `cargo xtask train syntax`; the defaults make the shipped model.
#[derive(Args)]
pub struct SyntaxArguments {
    /// Rows of the table of embeddings, as a power of two.
    #[arg(long, default_value_t = 15)]
    table: u32,
    /// Numbers of an embedding.
    #[arg(long, default_value_t = 64)]
    embed: usize,
    /// Cells of the recurrence in each direction.
    #[arg(long, default_value_t = 48)]
    hidden: usize,
    /// Cells of the parser.
    #[arg(long, default_value_t = 64)]
    parser: usize,
    /// Passes over the treebank.
    #[arg(long, default_value_t = 24)]
    epochs: usize,
    /// Highest rate of learning.
    #[arg(long, default_value_t = 0.002)]
    rate: f32,
    /// Share of the values that are dropped at random.
    #[arg(long, default_value_t = 0.25)]
    dropout: f32,
    /// Words between two steps of learning.
    #[arg(long, default_value_t = 250)]
    batch: usize,
    /// Seed of all that is random.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the model file is written.
    #[arg(long, value_name = "FILE", default_value = "crates/recount-read/models/syntax.bin")]
    out: PathBuf,
}

/// Trains on the train file, shows the dev figures after each pass, and writes the model file.
pub fn run(data: &Path, arguments: &SyntaxArguments) -> anyhow::Result<()> {
    let train = conllu::read(&data.join("treebank/en_ewt-ud-train.conllu"))?;
    let dev = conllu::read(&data.join("treebank/en_ewt-ud-dev.conllu"))?;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut fine: BTreeMap<String, u8> = BTreeMap::new();
    for word in train.iter().flat_map(|s| &s.words) {
        *counts.entry(word.form.to_lowercase()).or_default() += 1;
        let next = fine.len() as u8;
        fine.entry(word.xpos.clone()).or_insert(next);
        if Relation::named(&word.relation).is_none() || Upos::named(&word.upos).is_none() {
            eprintln!("unknown label: {} {}", word.relation, word.upos);
        }
    }
    let &SyntaxArguments { table, embed, hidden, parser, epochs, rate, dropout, batch, seed, .. } = arguments;
    let sizes = Sizes { table: 1 << table, embed, hidden, parser, fine_tags: fine.len() };
    let mut random = Random(seed);
    let mut learned = examples(&train, sizes.table, &counts, &fine, false);
    learned.extend(examples(&train, sizes.table, &counts, &fine, true).into_iter().skip(7).step_by(15));
    let dev_examples = examples(&dev, sizes.table, &counts, &fine, false);
    let dev_upper = examples(&dev, sizes.table, &counts, &fine, true);
    let mut network = Network::new(sizes, &mut random);
    let started = std::time::Instant::now();
    let total = learned.iter().map(|e| e.rows.len()).sum::<usize>() * epochs;
    let mut done = 0;
    for epoch in 0..epochs {
        for i in (1..learned.len()).rev() {
            let j = random.below(i + 1);
            learned.swap(i, j);
        }
        let chances = Chances { dropout, hide_shapes: 0.05, explore: if epoch == 0 { 0.0 } else { 0.9 } };
        let mut progress = Progress::default();
        let mut in_batch = 0;
        for example in &learned {
            network.learn(example, &chances, &mut random, &mut progress);
            in_batch += example.rows.len();
            done += example.rows.len();
            if in_batch >= batch {
                let share = 1.0 - done as f32 / total as f32;
                let warm = (done as f32 / 50_000.0).min(1.0);
                network.step(rate * warm * share.max(0.01), 1.0 / in_batch as f32);
                in_batch = 0;
            }
        }
        let networks = std::slice::from_ref(&network);
        println!(
            "epoch {epoch} {:.0}s loss {:.3} tags {:.4} free {:.4} | dev {} | upper {}",
            started.elapsed().as_secs_f32(),
            progress.loss / progress.words as f64,
            progress.tags_right as f64 / progress.words as f64,
            progress.steps_free as f64 / progress.steps as f64,
            measure(networks, &dev_examples),
            if epoch % 4 == 3 { measure(networks, &dev_upper) } else { String::new() },
        );
        if epoch + 1 == epochs || epoch % 4 == 3 {
            let bytes = export::model_file(&network, &lemmas::learn(&train));
            std::fs::write(&arguments.out, bytes).with_context(|| arguments.out.display().to_string())?;
        }
    }
    Ok(())
}

/// Shares of right tags, heads and arcs over words cut as in the treebank.
fn measure(networks: &[Network], examples: &[Example]) -> String {
    let (mut words, mut tags, mut heads, mut arcs) = (0, 0, 0, 0);
    for example in examples {
        let Parsed { tags: t, heads: h, relations: r } = network::parse(networks, example);
        for i in 0..t.len() {
            words += 1;
            tags += usize::from(t[i] == example.tags[i]);
            let head = h[i] == example.heads[i];
            heads += usize::from(head);
            let base = |r: u8| Relation::numbered(r.into()).map(Relation::base);
            arcs += usize::from(head && base(r[i]) == base(example.relations[i]));
        }
    }
    let share = |n: usize| n as f64 / words as f64;
    format!("upos {:.4} uas {:.4} las {:.4}", share(tags), share(heads), share(arcs))
}
