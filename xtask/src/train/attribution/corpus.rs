//! Articles with attributions that people marked: one JSON object a line, offsets in code points (the README beside the
//! data says more).

use anyhow::Context;
use recount_model::{CodePoints, Report};
use recount_read::attribution::model::{Attribution, Page};
use serde_json::{Value, json};
use std::ops::Range;
use std::path::Path;

/// An attribution as marked, in words of the page.
pub struct Marked {
    pub source: Vec<Range<usize>>,
    /// None in two of ten thousand.
    pub cue: Option<Range<usize>>,
    pub content: Vec<Range<usize>>,
}

/// One article.
pub struct Article {
    pub id: String,
    pub page: Page,
    pub marked: Vec<Marked>,
    /// Its line of the file.
    pub gold: String,
    points: CodePoints,
}

/// The articles of a file.
///
/// # Errors
///
/// When the file cannot be read or is not of that form.
pub fn load(file: &Path) -> anyhow::Result<Vec<Article>> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    text.lines().map(|line| article(line).with_context(|| file.display().to_string())).collect()
}

fn article(line: &str) -> anyhow::Result<Article> {
    let record: Value = serde_json::from_str(line)?;
    let text = record["text"].as_str().context("an article without text")?;
    let points = CodePoints::new(text);
    let page = Page::of(&report_of(text));
    let marked = record["attributions"].as_array().into_iter().flatten().map(|a| {
        let role = |name: &str| {
            let mut ranges: Vec<Range<usize>> =
                a[name].as_array().into_iter().flatten().filter_map(|s| words(&page, &points, s)).collect();
            ranges.sort_by_key(|r| r.start);
            ranges
        };
        Marked { source: role("source"), cue: role("cue").into_iter().next(), content: role("content") }
    });
    Ok(Article {
        id: record["id"].as_str().unwrap_or_default().to_string(),
        marked: marked.collect(),
        page,
        gold: line.to_string(),
        points,
    })
}

/// A report that is nothing but this text.
fn report_of(text: &str) -> Report {
    Report::of_text("", text)
}

/// The words that a marked span of code points touches.
fn words(page: &Page, points: &CodePoints, span: &Value) -> Option<Range<usize>> {
    let point = |i: usize| Some(points.to_byte(usize::try_from(span.get(i)?.as_u64()?).ok()?));
    let (start, end) = (point(0)?, point(1)?);
    let first = page.words.partition_point(|w| w.end as usize <= start);
    let last = page.words.partition_point(|w| (w.start as usize) < end);
    (first < last).then_some(first..last)
}

impl Article {
    /// The fold it belongs to, of so many, by its id.
    pub fn fold(&self, folds: u32) -> u32 {
        recount_read::attribution::model::weights::word_hash(&self.id) % folds
    }

    /// A line of predictions in the form of the scorer.
    pub fn predicted(&self, found: &[Attribution]) -> String {
        let span = |r: &Range<usize>| {
            let bytes = self.page.span(r);
            let (start, end) = self.points.range(bytes);
            json!([start, end])
        };
        let spans = |ranges: &[Range<usize>]| ranges.iter().map(span).collect::<Vec<_>>();
        let attributions: Vec<Value> = found
            .iter()
            .map(|a| json!({"source": spans(&a.source), "cue": [span(&a.cue)], "content": spans(&a.content)}))
            .collect();
        json!({"id": self.id, "attributions": attributions}).to_string()
    }
}
