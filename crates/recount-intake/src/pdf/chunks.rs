//! Letters to chunks: what stands on one line without a gap that a column could run through. The order in which a program drew the
//! letters plays no part, because programs draw tables, links and Arabic in orders of their own.

use super::glyphs::{Glyph, Sheet, Turn};
use std::cmp::Ordering;

/// Letters of one line, from left to right. Measures are along the turned page (see [`Glyph`]).
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    /// Places in [`Sheet::glyphs`].
    pub glyphs: Vec<usize>,
    pub left: f32,
    pub right: f32,
    pub base: f32,
    pub size: f32,
    /// Room left on purpose behind the last letter.
    pub spaced: f32,
}

impl Chunk {
    pub fn top(&self) -> f32 {
        self.base - 0.78 * self.size
    }

    pub fn bottom(&self) -> f32 {
        self.base + 0.22 * self.size
    }

    /// Whether a letter right of it is too near for a column to run between.
    fn reaches(&self, next: &Glyph) -> bool {
        next.left - self.right - self.spaced <= COLUMN_GAP * self.size.max(next.size)
    }
}

/// A gap this wide, in sizes of the letters, may be that between columns.
const COLUMN_GAP: f32 = 0.6;
/// Letters of one line may stand this much above or below each other, in sizes.
const ON_LINE: f32 = 0.12;
/// A letter drawn again within this distance, in sizes, is meant to look bold.
const DRAWN_AGAIN: f32 = 0.08;

/// The chunks of what is written in one direction, from top to bottom, then from left to right.
pub(super) fn chunks(sheet: &Sheet, turn: Turn) -> Vec<Chunk> {
    let glyphs = &sheet.glyphs;
    let mut order: Vec<usize> = (0..glyphs.len()).filter(|i| glyphs[*i].turn == turn).collect();
    order.sort_by(|a, b| by(glyphs[*a].base, glyphs[*b].base).then(a.cmp(b)));
    let mut chunks = Vec::new();
    let mut row: Vec<usize> = Vec::new();
    for at in order {
        let glyph = &glyphs[at];
        let same = row.first().is_none_or(|first: &usize| {
            let first = &glyphs[*first];
            (glyph.base - first.base).abs() <= ON_LINE * glyph.size.min(first.size)
        });
        if !same {
            push_row(sheet, std::mem::take(&mut row), &mut chunks);
        }
        row.push(at);
    }
    push_row(sheet, row, &mut chunks);
    chunks
}

/// Numbers in order; what is no number counts as equal.
pub(super) fn by(a: f32, b: f32) -> Ordering {
    a.partial_cmp(&b).unwrap_or(Ordering::Equal)
}

fn push_row(sheet: &Sheet, mut row: Vec<usize>, chunks: &mut Vec<Chunk>) {
    let glyph = |i: &usize| &sheet.glyphs[*i];
    row.sort_by(|a, b| by(glyph(a).left, glyph(b).left).then(a.cmp(b)));
    let mut open: Option<Chunk> = None;
    for at in row {
        let (next, text) = (glyph(&at), sheet.text(glyph(&at)));
        let blank = text.chars().all(char::is_whitespace);
        match &mut open {
            Some(chunk) if blank => {
                // Blanks lie where letters end; those of a gap between columns belong to nobody.
                if next.left - chunk.right - chunk.spaced < COLUMN_GAP * next.size {
                    chunk.glyphs.push(at);
                }
            }
            Some(chunk) if chunk.reaches(next) => {
                if !drawn_again(sheet, chunk, next, text) {
                    chunk.glyphs.push(at);
                    if next.right >= chunk.right {
                        (chunk.right, chunk.spaced) = (next.right, next.spaced);
                    }
                    chunk.size = chunk.size.max(next.size);
                }
            }
            _ if blank => {}
            _ => {
                chunks.extend(open.take());
                let Glyph { left, right, base, size, spaced, .. } = *next;
                open = Some(Chunk { glyphs: vec![at], left, right, base, size, spaced });
            }
        }
    }
    chunks.extend(open);
}

fn drawn_again(sheet: &Sheet, chunk: &Chunk, next: &Glyph, text: &str) -> bool {
    let near = |glyph: &&Glyph| next.left - glyph.left <= DRAWN_AGAIN * next.size;
    let last = chunk.glyphs.iter().rev().take(8).map(|i| &sheet.glyphs[*i]);
    last.take_while(near).any(|glyph| {
        sheet.text(glyph) == text && (glyph.right - next.right).abs() <= 2.0 * DRAWN_AGAIN * next.size
    })
}
