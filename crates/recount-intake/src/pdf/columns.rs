//! The order in which the chunks of a page are read: columns one after the other, what stands across them between. A column
//! boundary is a white strip that runs past several lines of running text on both sides; the rows of a table are no such lines, so
//! that tables are read row by row.

use super::chunks::{Chunk, by};

/// Lines that a column has at least.
const COLUMN_LINES: usize = 3;
/// Chunks beyond which a page is taken to have no columns: looking for them costs time in proportion to chunks times width.
const CHUNK_LIMIT: usize = 20_000;
/// Columns within columns.
const DEPTH_LIMIT: usize = 8;
/// White, in sizes, between the text of a page and its running head; their rows, and pieces of a row.
const EDGE_GAP: f32 = 1.2;
const EDGE_ROWS: usize = 2;
const EDGE_CHUNKS: usize = 4;
/// Places across the page at which a boundary is looked for.
const PROBES: usize = 160;

/// A white strip with lines on both sides.
struct Strip {
    at: f32,
    top: f32,
    bottom: f32,
    worth: f32,
}

/// Parts of the page in reading order, each the places of its chunks in `chunks`. Where writing runs from right to left, the first of two
/// columns is the right one.
pub(super) fn parts(chunks: &[Chunk], right_to_left: bool) -> Vec<Vec<usize>> {
    let mut parts = Vec::new();
    let all: Vec<usize> = (0..chunks.len()).collect();
    if chunks.len() > CHUNK_LIMIT {
        return vec![all];
    }
    let (head, body, foot) = without_edges(chunks, all);
    parts.extend(head);
    divide(chunks, body, right_to_left, 0, &mut parts);
    parts.extend(foot);
    parts
}

/// Rows at the upper and lower edge that stand well apart from the rest, two at most: running heads and page numbers belong to no column.
fn without_edges(chunks: &[Chunk], all: Vec<usize>) -> (Vec<Vec<usize>>, Vec<usize>, Vec<Vec<usize>>) {
    // Rows from top to bottom; what reaches into each other's height is one.
    let mut rows: Vec<(Vec<usize>, f32)> = Vec::new();
    let mut by_top = all;
    by_top.sort_by(|a, b| by(chunks[*a].top(), chunks[*b].top()).then(a.cmp(b)));
    for at in by_top {
        let chunk = &chunks[at];
        match rows.last_mut().filter(|(_, bottom)| chunk.top() < *bottom + EDGE_GAP * chunk.size) {
            Some((row, bottom)) => {
                row.push(at);
                *bottom = bottom.max(chunk.bottom());
            }
            None => rows.push((vec![at], chunk.bottom())),
        }
    }
    let mut rows: Vec<Vec<usize>> = rows.into_iter().map(|(row, _)| row).collect();
    let body = (0..rows.len()).max_by_key(|at| rows[*at].len()).unwrap_or_default();
    // A page of rows far apart has no edges that differ from the rest.
    if 3 * rows.get(body).map_or(0, Vec::len) <= chunks.len() {
        return (Vec::new(), (0..chunks.len()).collect(), Vec::new());
    }
    let is_line = |row: &Vec<usize>| {
        let base = |at: &usize| chunks[*at].base;
        row.len() <= EDGE_CHUNKS && row.iter().all(|at| (base(at) - base(&row[0])).abs() < chunks[*at].size)
    };
    let head = rows[..body].iter().take(EDGE_ROWS).take_while(|row| is_line(row)).count();
    let foot = rows[body.min(rows.len())..]
        .iter()
        .skip(1)
        .rev()
        .take(EDGE_ROWS)
        .take_while(|row| is_line(row))
        .count();
    let mut foot: Vec<Vec<usize>> = rows.split_off(rows.len() - foot);
    let mut body: Vec<usize> = rows.split_off(head).concat();
    for part in rows.iter_mut().chain([&mut body]).chain(&mut foot) {
        part.sort_unstable();
    }
    (rows, body, foot)
}

fn divide(
    chunks: &[Chunk],
    part: Vec<usize>,
    right_to_left: bool,
    depth: usize,
    parts: &mut Vec<Vec<usize>>,
) {
    if part.is_empty() {
        return;
    }
    let Some(strip) = (depth < DEPTH_LIMIT).then(|| best_strip(chunks, &part)).flatten() else {
        parts.push(part);
        return;
    };
    let [mut above, mut left, mut right, mut below] = [const { Vec::new() }; 4];
    for i in part {
        let chunk = &chunks[i];
        if chunk.base < strip.top {
            above.push(i);
        } else if chunk.base > strip.bottom {
            below.push(i);
        } else if (chunk.left + chunk.right) / 2.0 < strip.at {
            left.push(i);
        } else {
            right.push(i);
        }
    }
    let (first, second) = if right_to_left { (right, left) } else { (left, right) };
    for side in [above, first, second, below] {
        divide(chunks, side, right_to_left, depth + 1, parts);
    }
}

fn best_strip(chunks: &[Chunk], part: &[usize]) -> Option<Strip> {
    let left = part.iter().map(|i| chunks[*i].left).fold(f32::INFINITY, f32::min);
    let right = part.iter().map(|i| chunks[*i].right).fold(f32::NEG_INFINITY, f32::max);
    let step = (right - left) / PROBES as f32;
    if step.is_nan() || step <= 0.0 {
        return None;
    }
    let probes = (1..PROBES).map(|n| left + step * n as f32);
    probes.filter_map(|at| strip_at(chunks, part, at)).max_by(|a, b| by(a.worth, b.worth))
}

/// The best run of lines that nothing crosses at `at`.
fn strip_at(chunks: &[Chunk], part: &[usize], at: f32) -> Option<Strip> {
    let mut best: Option<Strip> = None;
    let mut run: Vec<usize> = Vec::new();
    // Chunks are in order from top to bottom.
    for i in part.iter().map(Some).chain([None]) {
        match i {
            Some(i) if chunks[*i].left > at || chunks[*i].right < at => run.push(*i),
            _ => {
                let strip = strip_of(chunks, &run, at);
                if strip
                    .as_ref()
                    .is_some_and(|strip| best.as_ref().is_none_or(|best| strip.worth > best.worth))
                {
                    best = strip;
                }
                run.clear();
            }
        }
    }
    best
}

fn strip_of(chunks: &[Chunk], run: &[usize], at: f32) -> Option<Strip> {
    if run.len() < 2 * COLUMN_LINES {
        return None;
    }
    let (left, right): (Vec<&Chunk>, Vec<&Chunk>) =
        run.iter().map(|i| &chunks[*i]).partition(|chunk| chunk.right < at);
    if left.len() < COLUMN_LINES || right.len() < COLUMN_LINES {
        return None;
    }
    let extent = |side: &[&Chunk]| {
        let top = side.iter().map(|c| c.top()).fold(f32::INFINITY, f32::min);
        (top, side.iter().map(|c| c.bottom()).fold(f32::NEG_INFINITY, f32::max))
    };
    let ((left_top, left_bottom), (right_top, right_bottom)) = (extent(&left), extent(&right));
    let (top, bottom) = (left_top.max(right_top), left_bottom.min(right_bottom));
    let shorter = (left_bottom - left_top).min(right_bottom - right_top);
    // Side by side, not one below the other.
    if bottom - top < 0.5 * shorter {
        return None;
    }
    // What one side has below the end of the other in smaller letters are notes to both.
    let beside: Vec<&&Chunk> = left.iter().filter(|chunk| chunk.top() < bottom).collect();
    let size = beside.get(beside.len() / 2)?.size;
    let is_note = |chunk: &&Chunk| chunk.top() > bottom && chunk.size < 0.93 * size;
    let [left, right] =
        [left, right].map(|side| side.into_iter().filter(|c| !is_note(c)).collect::<Vec<_>>());
    let (left_bottom, right_bottom) = (extent(&left).1, extent(&right).1);
    let edge = left.iter().map(|c| c.right).fold(f32::NEG_INFINITY, f32::max);
    let next = right.iter().map(|c| c.left).fold(f32::INFINITY, f32::min);
    if next - edge < 0.6 * size || !is_prose(&left) || !is_prose(&right) {
        return None;
    }
    // What stands above both columns' beginnings within the run is theirs too: their own headings.
    let (first, last) = (left_top.min(right_top), left_bottom.max(right_bottom));
    let worth = (bottom - top) * (1.0 + (next - edge).min(2.0 * size) / size);
    Some(Strip { at: (edge + next) / 2.0, top: first, bottom: last, worth })
}

/// Whether lines are those of running text: most of what is written stands on lines that fill their column and are long enough to
/// hold words. A table or a list besides has more lines, and fewer words.
fn is_prose(side: &[&Chunk]) -> bool {
    let left = side.iter().map(|c| c.left).fold(f32::INFINITY, f32::min);
    let right = side.iter().map(|c| c.right).fold(f32::NEG_INFINITY, f32::max);
    let width = right - left;
    // The lines of one height: a line of several chunks is as wide as all of them.
    let mut lines: Vec<(f32, f32, f32)> = Vec::new();
    for chunk in side {
        match lines.last_mut().filter(|(base, ..)| (chunk.base - *base).abs() < 0.3 * chunk.size) {
            Some((_, wide, _)) => *wide += chunk.right - chunk.left,
            None => lines.push((chunk.base, chunk.right - chunk.left, chunk.size)),
        }
    }
    let full = lines.iter().filter(|(_, wide, size)| *wide > 0.6 * width && *wide > 8.0 * size);
    let written =
        |lines: &mut dyn Iterator<Item = &(f32, f32, f32)>| lines.map(|(_, wide, _)| wide).sum::<f32>();
    2.0 * written(&mut full.into_iter()) >= written(&mut lines.iter()) && lines.len() >= COLUMN_LINES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(left: f32, right: f32, base: f32) -> Chunk {
        Chunk { glyphs: Vec::new(), left, right, base, size: 10.0, spaced: 0.0 }
    }

    #[test]
    fn columns_are_read_one_after_the_other_and_tables_by_rows() {
        // A line across, then two columns of four lines whose lines do not meet.
        let mut page = vec![chunk(0.0, 400.0, 0.0)];
        for n in 0..4 {
            page.push(chunk(0.0, 190.0 - n as f32, 20.0 + 12.0 * n as f32));
            page.push(chunk(210.0, 400.0, 25.0 + 12.0 * n as f32));
        }
        assert_eq!(parts(&page, false), [vec![0], vec![1, 3, 5, 7], vec![2, 4, 6, 8]]);
        assert_eq!(parts(&page, true), [vec![0], vec![2, 4, 6, 8], vec![1, 3, 5, 7]]);
        let table: Vec<Chunk> = (0..10)
            .map(|n| {
                if n % 2 == 0 {
                    chunk(0.0, 60.0, 12.0 * n as f32)
                } else {
                    chunk(210.0, 230.0, 12.0 * (n - 1) as f32)
                }
            })
            .collect();
        assert_eq!(parts(&table, false).len(), 1);
        assert!(parts(&[], false).iter().all(Vec::is_empty));
    }

    #[test]
    fn heads_and_notes_belong_to_no_column() {
        // A head at both sides, two columns, notes below them at the left, a page number below the left column.
        let mut page = vec![chunk(0.0, 100.0, 0.0), chunk(350.0, 400.0, 0.0)];
        for n in 0..5 {
            page.push(chunk(0.0, 190.0, 40.0 + 12.0 * n as f32));
            page.push(chunk(210.0, 400.0, 40.0 + 12.0 * n as f32));
        }
        page.extend((0..8).map(|n| Chunk { size: 8.0, ..chunk(0.0, 70.0, 110.0 + 12.0 * n as f32) }));
        page.push(chunk(95.0, 105.0, 230.0));
        let (left, right): (Vec<usize>, Vec<usize>) = ([2, 4, 6, 8, 10].into(), [3, 5, 7, 9, 11].into());
        assert_eq!(parts(&page, false), [vec![0, 1], left, right, (12..20).collect(), vec![20]]);
    }
}
