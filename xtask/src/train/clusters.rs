//! `models/clusters.en.bin`: clusters of words from plain text, by vectors by skip-gram with negative sampling (Mikolov et al., NIPS 2013), which k-means
//! clusters on the sphere. Words are hashes throughout.

use crate::train::random::Congruential;
use anyhow::Context;
use recount_model::Report;
use recount_read::attribution::model::Page;
use recount_read::clusters::{Cluster, Clusters};
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;

const MODEL: &str = "crates/recount-read/models/clusters.en.bin";

/// Numbers of a vector.
const SIZE: usize = 40;
/// Words on each side that count as neighbours: few, so that words with the same part in a sentence come together.
const REACH: usize = 2;
/// A word met less often has no cluster.
const LEAST: usize = 4;
/// Words drawn at random against each neighbour.
const DRAWN: usize = 5;
const ROUNDS: usize = 3;
const FINE_CLUSTERS: usize = 250;
const COARSE_CLUSTERS: usize = 48;

/// Learns from the plain texts and writes the file.
///
/// # Errors
///
/// When a text cannot be read or the file not written.
pub fn train(data: &Path) -> anyhow::Result<()> {
    let bytes = clusters_of(&plain_sentences(data)?).to_bytes();
    std::fs::write(MODEL, &bytes).context(MODEL)?;
    println!("{MODEL}: {} bytes", bytes.len());
    Ok(())
}

/// The words of each sentence of the plain texts: the training parts of the articles with attributions, of the casualty reports and of
/// the wire reports of incidents, and that of the treebank.
fn plain_sentences(data: &Path) -> anyhow::Result<Vec<Vec<u32>>> {
    let mut out = Vec::new();
    let mut add = |text: &str| {
        let page = Page::of(&Report::of_text("", text));
        out.extend(
            page.sentences
                .iter()
                .map(|s| page.words[s.words.clone()].iter().map(|w| w.form).collect::<Vec<u32>>()),
        );
    };
    let read = |name: &str| {
        let file = data.join(name);
        std::fs::read_to_string(&file).with_context(|| file.display().to_string())
    };
    for name in ["attribution/train.jsonl", "casualties/train.jsonl", "incidents/dev.jsonl"] {
        for line in read(name)?.lines() {
            let record: Value = serde_json::from_str(line).with_context(|| name.to_string())?;
            add(record["text"].as_str().with_context(|| format!("{name}: a record without text"))?);
        }
    }
    let treebank = read("treebank/en_ewt-ud-train.conllu")?;
    let sentences: Vec<&str> = treebank.lines().filter_map(|line| line.strip_prefix("# text = ")).collect();
    add(&sentences.join("\n\n"));
    Ok(out)
}

/// The clusters of the words of these sentences.
fn clusters_of(sentences: &[Vec<u32>]) -> Clusters {
    let (words, vectors) = vectors(sentences);
    let fine = clusters(&vectors, FINE_CLUSTERS);
    let coarse = clusters(&vectors, COARSE_CLUSTERS);
    let cluster = |i: usize| Cluster { fine: fine[i] + 1, coarse: coarse[i] + 1 };
    Clusters::new(words.iter().enumerate().map(|(i, &word)| (word, cluster(i))))
}

/// The words met often enough, most frequent first, and their vectors one after another.
fn vectors(sentences: &[Vec<u32>]) -> (Vec<u32>, Vec<f32>) {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for &word in sentences.iter().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let mut words: Vec<(u32, usize)> = counts.into_iter().filter(|w| w.1 >= LEAST).collect();
    words.sort_by_key(|&(word, count)| (std::cmp::Reverse(count), word));
    let total: usize = words.iter().map(|w| w.1).sum();
    let number: HashMap<u32, usize> = words.iter().enumerate().map(|(i, w)| (w.0, i)).collect();
    let sentences: Vec<Vec<usize>> =
        sentences.iter().map(|s| s.iter().filter_map(|w| number.get(w).copied()).collect()).collect();
    // Words to draw from, in proportion to the three-quarter power of their frequency.
    let urn: Vec<usize> = words
        .iter()
        .enumerate()
        .flat_map(|(i, w)| std::iter::repeat_n(i, 1 + ((w.1 as f64).powf(0.75) * 0.02) as usize))
        .collect();

    let mut draw = Congruential(7);
    let mut own: Vec<f32> = (0..words.len() * SIZE).map(|_| (draw.unit() - 0.5) / SIZE as f32).collect();
    let mut other = vec![0f32; words.len() * SIZE];
    let mut step = [0f32; SIZE];
    let mut done = 0;
    for sentence in std::iter::repeat_n(&sentences, ROUNDS).flatten() {
        let rate = 0.05 * (1.0 - done as f32 / (total * ROUNDS) as f32).max(0.01);
        done += sentence.len();
        for (i, &word) in sentence.iter().enumerate() {
            let frequency = words[word].1 as f32 / total as f32;
            if draw.unit() > (1e-3 / frequency).sqrt() {
                continue;
            }
            let first = i.saturating_sub(REACH);
            let near = &sentence[first..(i + REACH + 1).min(sentence.len())];
            for (_, &neighbour) in near.iter().enumerate().filter(|(k, _)| first + k != i) {
                step.fill(0.0);
                let centre = &mut own[word * SIZE..(word + 1) * SIZE];
                for k in 0..=DRAWN {
                    let (there, is) =
                        if k == 0 { (neighbour, 1.0) } else { (urn[draw.number() % urn.len()], 0.0) };
                    let there = &mut other[there * SIZE..(there + 1) * SIZE];
                    let dot: f32 = centre.iter().zip(&*there).map(|(a, b)| a * b).sum();
                    let error = rate * (is - 1.0 / (1.0 + (-dot).exp()));
                    for ((s, a), b) in step.iter_mut().zip(&*centre).zip(there) {
                        *s += error * *b;
                        *b += error * a;
                    }
                }
                centre.iter_mut().zip(&step).for_each(|(a, s)| *a += s);
            }
        }
    }
    (words.into_iter().map(|w| w.0).collect(), own)
}

fn normalize(vectors: &mut [f32]) {
    for vector in vectors.chunks_exact_mut(SIZE) {
        let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        vector.iter_mut().for_each(|x| *x /= length);
    }
}

/// The cluster of each vector. The first centres are spread over the more frequent words.
fn clusters(vectors: &[f32], count: usize) -> Vec<u8> {
    let mut vectors = vectors.to_vec();
    normalize(&mut vectors);
    let words = vectors.len() / SIZE;
    let first = |i: usize| i * words.min(8 * count) / count * SIZE;
    let mut centres: Vec<f32> =
        (0..count).flat_map(|i| vectors[first(i)..first(i) + SIZE].to_vec()).collect();
    let mut out = vec![0u8; words];
    for _ in 0..12 {
        for (vector, slot) in vectors.chunks_exact(SIZE).zip(&mut out) {
            let near = |centre: &[f32]| centre.iter().zip(vector).map(|(a, b)| a * b).sum::<f32>();
            let best = centres.chunks_exact(SIZE).map(near).enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
            *slot = best.map_or(0, |(i, _)| i as u8);
        }
        centres.fill(0.0);
        for (vector, &cluster) in vectors.chunks_exact(SIZE).zip(&out) {
            let centre = &mut centres[usize::from(cluster) * SIZE..][..SIZE];
            centre.iter_mut().zip(vector).for_each(|(c, v)| *c += v);
        }
        normalize(&mut centres);
    }
    out
}
