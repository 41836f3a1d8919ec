//! How fast reports are read, from text to claims, on one core: `cargo bench -p recount --bench reading`.
//!
//! The texts are those of the dossiers in ../shared where they are, else those of the examples; what was taken is printed.
//! Bytes are bytes of text that is read (title, headings, body), items are sentences.

use divan::counter::{BytesCount, ItemsCount};
use recount::model::{Report, ReportIndex};
use recount::pipeline;
use recount_read::syntax::Syntax;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static REPORTS: LazyLock<Vec<Report>> = LazyLock::new(reports);

fn main() {
    let from = if folders_of_shared().is_empty() { "the examples" } else { "the dossiers of ../shared" };
    println!("{} reports of {from}, {} bytes of text that is read", REPORTS.len(), bytes(&REPORTS));
    divan::main();
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn tokens_to_claims(bencher: divan::Bencher<'_, '_>) {
    let counted = bencher.counter(BytesCount::new(bytes(&REPORTS))).counter(ItemsCount::new(trees(&REPORTS)));
    counted.bench_local(|| {
        let claims =
            |(at, report): (usize, &Report)| recount_read::read(report, ReportIndex(at)).value.claims.len();
        REPORTS.iter().enumerate().map(claims).sum::<usize>()
    });
}

/// The part of reading that finds words, tags and trees; items are sentences.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn text_to_trees(bencher: divan::Bencher<'_, '_>) {
    let sentences = trees(&REPORTS);
    bencher
        .counter(BytesCount::new(bytes(&REPORTS)))
        .counter(ItemsCount::new(sentences))
        .bench_local(|| trees(&REPORTS));
}

/// Parses the text that is read; says how many sentences it has.
fn trees(reports: &[Report]) -> usize {
    let read = |report: &Report| {
        let blocks = report.blocks.iter().filter(|b| b.role.is_read());
        let spans: Vec<_> = blocks.map(|b| b.span).collect();
        Syntax::of(&report.text, &spans).sentences.len()
    };
    reports.iter().map(read).sum()
}

fn bytes(reports: &[Report]) -> usize {
    reports.iter().flat_map(|r| &r.blocks).filter(|b| b.role.is_read()).map(|b| b.span.len()).sum()
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn folders_of_shared() -> Vec<PathBuf> {
    let dossiers = workspace().join("../shared/dossiers");
    folders(&dossiers).into_iter().filter(|folder| folder.join("reports").is_dir()).collect()
}

/// The folders in a folder, by name.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    out.sort();
    out
}

fn reports() -> Vec<Report> {
    let shared = folders_of_shared();
    let folders = if shared.is_empty() { folders(&workspace().join("examples")) } else { shared };
    let taken = folders.iter().filter_map(|folder| pipeline::take_in(folder, &|_| ()).ok());
    taken.flat_map(|checked| checked.value.reports).collect()
}
