//! Running heads, running feet and page numbers: what stands at the edge of several pages at the same height with the same words,
//! or with numbers that count the pages.

use super::lines::Line;
use std::collections::BTreeMap;

/// Lines from each edge that are looked at, and the share of the height that counts as the edge.
const EDGE_LINES: usize = 3;
const EDGE_SHARE: f32 = 0.17;

/// What is seen of a line at the edge.
#[derive(Debug, Clone, Copy)]
struct Edge {
    page: usize,
    line: usize,
}

/// Marks the lines that are furniture. `lines` are all lines of a document, `heights` those of the pages.
pub(super) fn mark(lines: &mut [Line], heights: &[f32]) {
    let mut by_words: BTreeMap<(String, i32), Vec<Edge>> = BTreeMap::new();
    for edge in edges(lines, heights) {
        let line = &lines[edge.line];
        let key = (shape(&line.text()), (line.base / 6.0).round() as i32);
        by_words.entry(key).or_default().push(edge);
    }
    let mut found: Vec<usize> = Vec::new();
    for ((words, height), edges) in &by_words {
        // Heights are rounded; the same line may have come to lie beside the boundary.
        let near = [height - 1, *height, height + 1].map(|height| by_words.get(&(words.clone(), height)));
        let mut alike: Vec<Edge> = near.into_iter().flatten().flatten().copied().collect();
        alike.sort_by_key(|edge| edge.page);
        let numbers = words.contains('#') && count_pages(lines, &alike);
        let short = words.chars().all(|c| !c.is_alphabetic()) || words.chars().count() < 20;
        // Numbers that differ and count no pages are data; those that are the same on each page are part of the words.
        let text = |edge: &Edge| lines[edge.line].text();
        let same = alike[1..].iter().all(|edge| text(edge) == text(&alike[0]));
        let enough = if same { 2 } else { 3 };
        let often = alike.len() >= enough && 5 * alike.len() >= heights.len();
        let all = (numbers && short) || ((numbers || same) && often);
        found.extend(edges.iter().filter(|edge| all || is_page(lines, **edge)).map(|edge| edge.line));
    }
    for line in found {
        lines[line].artifact = true;
    }
}

/// The outermost lines of every page.
fn edges(lines: &[Line], heights: &[f32]) -> Vec<Edge> {
    let mut of_page: Vec<Vec<usize>> = vec![Vec::new(); heights.len()];
    for (at, line) in lines.iter().enumerate() {
        if let Some(page) = of_page.get_mut(line.page) {
            page.push(at);
        }
    }
    let mut edges = Vec::new();
    for (page, mut places) in of_page.into_iter().enumerate() {
        let edge = heights[page] * EDGE_SHARE;
        // Notes at the foot of pages begin alike and differ in their numbers.
        places.retain(|at| !lines[*at].begins_note);
        places.sort_by(|a, b| lines[*a].base.total_cmp(&lines[*b].base));
        let top = places.iter().take(EDGE_LINES).filter(|i| lines[**i].base < edge);
        let foot = places.iter().rev().take(EDGE_LINES).filter(|i| lines[**i].base > heights[page] - edge);
        edges.extend(top.chain(foot).map(|line| Edge { page, line: *line }));
    }
    edges
}

/// Whether a line is nothing but the number of its page.
fn is_page(lines: &[Line], edge: Edge) -> bool {
    let text = lines[edge.line].text();
    let number =
        text.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '|' | '[' | ']') || c.is_whitespace());
    number == (edge.page + 1).to_string()
}

/// Words in lower case with numbers as `#`.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.chars().take(200).flat_map(char::to_lowercase) {
        match c {
            _ if !c.is_numeric() => shape.push(c),
            _ if shape.ends_with('#') => {}
            _ => shape.push('#'),
        }
    }
    shape
}

/// Whether the first or last numbers of the lines count the pages: on most of them they differ as the pages do.
fn count_pages(lines: &[Line], edges: &[Edge]) -> bool {
    let number = |edge: &Edge, last: bool| {
        let text = lines[edge.line].text();
        let mut numbers = text.split(|c: char| !c.is_numeric()).filter(|n| !n.is_empty() && n.len() < 8);
        let digits = if last { numbers.next_back() } else { numbers.next() }?;
        let value = digits.chars().map(|c| c.to_digit(10)).collect::<Option<Vec<u32>>>()?;
        Some(value.iter().fold(0i64, |sum, digit| 10 * sum + i64::from(*digit)))
    };
    [false, true].into_iter().any(|last| {
        let offsets: Vec<i64> =
            edges.iter().filter_map(|edge| Some(number(edge, last)? - edge.page as i64)).collect();
        let same = offsets.windows(2).filter(|pair| pair[0] == pair[1]).count();
        offsets.len() >= 2 && 2 * same >= edges.len().saturating_sub(1)
    })
}
