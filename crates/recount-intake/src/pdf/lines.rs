//! The chunks of a part of a page to lines of words, in the order they are read, each word with its place on the page.

use super::bidi::{Step, reading_order};
use super::chunks::{Chunk, by};
use super::direction::{Seen, directions};
use super::gaps::{self, Set};
use super::glyphs::{Glyph, Sheet};
use super::pieces::{Piece, is_accent, pieces};
use super::raised::{Raised, raised};
use recount_model::PageBox;

/// A word as it was set.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub text: String,
    pub place: PageBox,
    /// Width along the line.
    pub width: f32,
    /// Whether part of it is read from right to left.
    pub backwards: bool,
}

/// A line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub words: Vec<Word>,
    /// Measures along the turned page, see [`Glyph`]. `base` is that of most of its letters.
    pub left: f32,
    pub right: f32,
    pub base: f32,
    pub size: f32,
    /// Whether all its letters are bold.
    pub bold: bool,
    /// Whether it belongs to writing from right to left.
    pub right_to_left: bool,
    /// Whether the document says that it is decoration of the page.
    pub artifact: bool,
    /// Whether a raised number stood before it: a note begins.
    pub begins_note: bool,
    /// Page, counted from 0.
    pub page: usize,
}

impl Line {
    /// The words with a space between.
    pub fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// The lines of a part, from top to bottom. `blanks` says that the document draws the blanks between words.
pub(super) fn lines(sheet: &Sheet, chunks: &[Chunk], part: &[usize], page: usize, blanks: bool) -> Vec<Line> {
    let rows: Vec<Vec<usize>> =
        rows(sheet, chunks, part).iter().map(|row| letters(sheet, chunks, row)).collect();
    let texts = |row: &Vec<usize>| Seen::of(row.iter().map(|at| sheet.text(&sheet.glyphs[*at])));
    let seen: Vec<Seen> = rows.iter().map(texts).collect();
    let set = rows.iter().zip(directions(&seen));
    set.filter_map(|(row, right_to_left)| line(sheet, row, page, right_to_left, blanks)).collect()
}

/// The letters of a row from left to right.
fn letters(sheet: &Sheet, chunks: &[Chunk], row: &[usize]) -> Vec<usize> {
    let mut glyphs: Vec<usize> = row.iter().flat_map(|i| &chunks[*i].glyphs).copied().collect();
    glyphs.sort_by(|a, b| by(sheet.glyphs[*a].left, sheet.glyphs[*b].left).then(a.cmp(b)));
    glyphs
}

/// Chunks of one line each: those of one height, with raised and lowered signs beside them.
fn rows(sheet: &Sheet, chunks: &[Chunk], part: &[usize]) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    // The widest chunk of each row, by which others are told to belong to it.
    let mut leads: Vec<usize> = Vec::new();
    for &i in part {
        let chunk = &chunks[i];
        // Rows are in order from top to bottom: only the last few can reach down here.
        let fits = |row: usize| {
            let with = |other: usize| is_beside(sheet, chunk, &chunks[other]);
            // Two lines can stand beside one large letter, and still be two.
            let clear = |other: &usize| !lies_over(chunk, &chunks[*other]) || with(*other);
            with(leads[row]) && rows[row].iter().rev().take(ROW_LOOK_BACK).all(clear)
        };
        let of_row = (leads.len().saturating_sub(6)..leads.len()).rev().find(|row| fits(*row));
        match of_row {
            Some(row) => {
                rows[row].push(i);
                let lead = &chunks[leads[row]];
                if (chunk.right - chunk.left) * chunk.size > (lead.right - lead.left) * lead.size {
                    leads[row] = i;
                }
            }
            None => {
                rows.push(vec![i]);
                leads.push(i);
            }
        }
    }
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|a, b| by(chunks[leads[*a]].base, chunks[leads[*b]].base));
    order.into_iter().map(|row| std::mem::take(&mut rows[row])).collect()
}

/// Chunks of a row that a new one is held against.
const ROW_LOOK_BACK: usize = 32;

/// Whether two chunks share part of the width of the page.
fn lies_over(a: &Chunk, b: &Chunk) -> bool {
    a.left.max(b.left) + 0.4 * a.size.min(b.size) < a.right.min(b.right)
}

/// Whether a chunk stands on the line of another: their letters share most of the height of the smaller, and they do not lie
/// over each other, unless as accents do.
fn is_beside(sheet: &Sheet, chunk: &Chunk, lead: &Chunk) -> bool {
    let shared = chunk.bottom().min(lead.bottom()) - chunk.top().max(lead.top());
    let smaller = chunk.size.min(lead.size);
    if shared <= 0.55 * smaller {
        return false;
    }
    let apart = chunk.left >= lead.right - 0.4 * smaller || chunk.right <= lead.left + 0.4 * smaller;
    let level = (chunk.base - lead.base).abs() < 0.12 * smaller;
    let (short, long) =
        if chunk.right - chunk.left < lead.right - lead.left { (chunk, lead) } else { (lead, chunk) };
    apart || level || is_within(sheet, short, long)
}

/// Whether a chunk stands in a gap of a longer one, as marks of notes do, or is an accent over one of its letters.
fn is_within(sheet: &Sheet, short: &Chunk, long: &Chunk) -> bool {
    let accents = short.glyphs.iter().all(|at| is_accent(sheet.text(&sheet.glyphs[*at])));
    let inset = 0.15 * short.size;
    let (from, to) = (short.left + inset, short.right - inset);
    let covers = |glyph: &Glyph| {
        glyph.left < to && glyph.right > from && !sheet.text(glyph).chars().all(char::is_whitespace)
    };
    let first = long.glyphs.partition_point(|at| sheet.glyphs[*at].left < from).saturating_sub(2);
    let near = long.glyphs[first..].iter().map(|at| &sheet.glyphs[*at]).take_while(|glyph| glyph.left < to);
    accents || (short.size < 0.9 * long.size && !near.into_iter().any(covers))
}

/// A gap that parts the cells of a table, in sizes: each is set in its own direction.
const CELL_GAP: f32 = 1.5;

fn line(sheet: &Sheet, row: &[usize], page: usize, right_to_left: bool, blanks: bool) -> Option<Line> {
    let pieces = pieces(sheet, row);
    let letters = || pieces.iter().filter(|piece| !piece.blank);
    let measure = |f: fn(&Glyph) -> f32, pick: fn(f32, f32) -> f32, from: f32| {
        letters().map(|piece| f(piece.glyph)).fold(from, pick)
    };
    let lead = letters().max_by(|a, b| by(a.glyph.size, b.glyph.size))?;
    let size = most_common(letters().map(|piece| piece.glyph.size));
    let base =
        letters().find(|piece| piece.glyph.size == size).map_or(lead.glyph.base, |piece| piece.glyph.base);
    let artifacts = letters().filter(|piece| piece.glyph.artifact).count();
    let set: Vec<Set> = pieces.iter().map(Piece::set).collect();
    let parted = gaps::parting(&set, blanks);
    let order = order(&pieces, right_to_left);
    let becomes = raised_pieces(&pieces, &order, &parted, (base, size));
    let words = words(&pieces, &order, &parted, &becomes);
    let begins_note = becomes.first() == Some(&Raised::Left);
    (!words.is_empty()).then(|| Line {
        left: measure(|g| g.left, f32::min, f32::INFINITY),
        right: measure(|g| g.right, f32::max, f32::NEG_INFINITY),
        base,
        size,
        bold: letters().all(|piece| piece.glyph.bold),
        right_to_left,
        artifact: 2 * artifacts > letters().count(),
        begins_note,
        page,
        words,
    })
}

/// The order in which pieces are read: cell by cell, in each by its letters.
fn order(pieces: &[Piece<'_>], right_to_left: bool) -> Vec<Step> {
    let mut cells: Vec<std::ops::Range<usize>> = Vec::new();
    let mut edge = f32::NEG_INFINITY;
    for (at, piece) in pieces.iter().enumerate() {
        let begins = !piece.blank && piece.glyph.left - edge > CELL_GAP * piece.glyph.size;
        match cells.last_mut().filter(|_| !begins || edge == f32::NEG_INFINITY) {
            Some(cell) => cell.end = at + 1,
            None => cells.push(at..at + 1),
        }
        if !piece.blank {
            edge = edge.max(piece.glyph.right);
        }
    }
    if right_to_left {
        cells.reverse();
    }
    let within = |cell: std::ops::Range<usize>| {
        let texts: Vec<&str> = pieces[cell.clone()].iter().map(|piece| piece.text.as_str()).collect();
        let shift = move |step: Step| Step {
            at: step.at + cell.start,
            meets: step.meets.map(|at| at + cell.start),
            ..step
        };
        reading_order(&texts, right_to_left).into_iter().map(shift).collect::<Vec<_>>()
    };
    cells.into_iter().flat_map(within).collect()
}

/// What becomes of each step's piece where it is raised above the line's base.
fn raised_pieces(
    pieces: &[Piece<'_>],
    order: &[Step],
    parted: &[bool],
    (base, size): (f32, f32),
) -> Vec<Raised> {
    let is_raised = |step: &Step| {
        let piece = &pieces[step.at];
        !piece.blank && piece.glyph.base < base - 0.15 * size && piece.glyph.size < 0.85 * size
    };
    let mut becomes = vec![Raised::Kept; order.len()];
    let joined = |at: usize| {
        let met = order.get(at).and_then(|step| step.meets);
        met.is_some_and(|met| !parted.get(met).copied().unwrap_or(true))
    };
    let mut at = 0;
    while at < order.len() {
        let end = (at..order.len()).find(|i| !is_raised(&order[*i])).unwrap_or(order.len());
        if end == at || order.len() == end - at {
            at = end.max(at + 1);
            continue;
        }
        let text =
            |steps: &[Step]| steps.iter().map(|step| pieces[step.at].text.as_str()).collect::<String>();
        // Letters are looked at back to the last gap; a word of more says nothing else.
        let first = (at.saturating_sub(12)..at).rev().take_while(|i| joined(i + 1)).last();
        let before = first.map(|first| text(&order[first..at]));
        let last = (end..order.len().min(end + 1)).take_while(|i| joined(*i)).last();
        let after = last.map(|last| text(&order[end..=last])).unwrap_or_default();
        if at == 0 || before.is_some() {
            let mark = raised(before.as_deref(), &text(&order[at..end]), &after);
            if let Raised::Written(text) = &mark {
                becomes[at + 1..end].fill(Raised::Left);
                becomes[at] = Raised::Written(text.clone());
            } else {
                becomes[at..end].fill(mark);
            }
        }
        at = end;
    }
    becomes
}

/// The size that most letters have.
fn most_common(sizes: impl Iterator<Item = f32>) -> f32 {
    let mut sizes: Vec<f32> = sizes.collect();
    sizes.sort_by(|a, b| by(*a, *b));
    let mut best = (0, 0.0);
    for run in sizes.chunk_by(|a, b| a == b) {
        if run.len() > best.0 {
            best = (run.len(), run[0]);
        }
    }
    best.1
}

/// Words from pieces; `parted` says of each piece whether something parts it from the one that is seen right of it.
fn words(pieces: &[Piece<'_>], order: &[Step], parted: &[bool], becomes: &[Raised]) -> Vec<Word> {
    let apart = |at: usize| parted.get(at).copied().unwrap_or(true);
    let mut words: Vec<Word> = Vec::new();
    // Whether something parts the last word from what stands behind a mark that is left out.
    let mut ended = false;
    for (step, becomes) in order.iter().zip(becomes) {
        let piece = &pieces[step.at];
        if piece.blank {
            continue;
        }
        ended |= step.meets.is_none_or(apart);
        let text = match becomes {
            Raised::Left => continue,
            Raised::Kept => &piece.text,
            Raised::Written(text) => text,
        };
        let glyph = piece.glyph;
        let width = glyph.right - glyph.left;
        match words.last_mut().filter(|_| !ended) {
            Some(word) => {
                // Several characters that are set at one place keep their own order.
                word.text.push_str(text);
                word.place = word.place.cover(glyph.place());
                word.width += width;
                word.backwards |= step.backwards;
            }
            None => {
                let (text, place) = (text.clone(), glyph.place());
                words.push(Word { text, place, width, backwards: step.backwards });
            }
        }
        ended = false;
    }
    for word in &mut words {
        // Marks of direction belong to the order that is undone here.
        let directs = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let kept =
            |c: char| !c.is_control() && !directs(c) && !matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}');
        if !word.text.chars().all(kept) {
            word.text.retain(kept);
        }
    }
    // Blanks that a font gives within a glyph part words too.
    words.retain(|word| !word.text.trim().is_empty());
    words
}
