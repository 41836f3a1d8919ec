//! The chunks of a part of a page to lines of words, in the order they are read, each word with its place on the page.

use super::bidi::{Step, is_right_to_left, reading_order};
use super::chunks::{Chunk, by};
use super::gaps::{self, Set};
use super::glyphs::{Glyph, Sheet};
use recount_model::PageBox;
use unicode_normalization::UnicodeNormalization;

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
    let right_to_left = runs_right_to_left(sheet, chunks, part);
    let rows = rows(chunks, part);
    rows.iter().filter_map(|row| line(sheet, chunks, row, page, right_to_left, blanks)).collect()
}

/// Whether more letters are written from right to left than from left to right.
fn runs_right_to_left(sheet: &Sheet, chunks: &[Chunk], part: &[usize]) -> bool {
    let (mut leftwards, mut rightwards) = (0usize, 0usize);
    for glyph in part.iter().flat_map(|i| &chunks[*i].glyphs) {
        for c in sheet.text(&sheet.glyphs[*glyph]).chars() {
            if is_right_to_left(c) {
                leftwards += 1;
            } else if c.is_alphabetic() {
                rightwards += 1;
            }
        }
    }
    leftwards > rightwards
}

/// Chunks of one line each: those of one height, with raised and lowered signs beside them.
fn rows(chunks: &[Chunk], part: &[usize]) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    // The widest chunk of each row, by which others are told to belong to it.
    let mut leads: Vec<usize> = Vec::new();
    for &i in part {
        let chunk = &chunks[i];
        // Rows are in order from top to bottom: only the last few can reach down here.
        let of_row =
            leads.iter().enumerate().rev().take(6).find(|(_, lead)| is_beside(chunk, &chunks[**lead]));
        match of_row.map(|(row, _)| row) {
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

/// Whether a chunk stands on the line of another: their letters share most of the height of the smaller, and they do not lie
/// over each other.
fn is_beside(chunk: &Chunk, lead: &Chunk) -> bool {
    let shared = chunk.bottom().min(lead.bottom()) - chunk.top().max(lead.top());
    let smaller = chunk.size.min(lead.size);
    let apart = chunk.left >= lead.right - 0.4 * smaller || chunk.right <= lead.left + 0.4 * smaller;
    let level = (chunk.base - lead.base).abs() < 0.12 * smaller;
    shared > 0.55 * smaller && (apart || level)
}

/// A piece of a line: letters that are set at one place, or a blank.
struct Piece<'s> {
    glyph: &'s Glyph,
    text: String,
    blank: bool,
}

impl Piece<'_> {
    fn set(&self) -> Set {
        let Glyph { left, right, size, spaced, .. } = *self.glyph;
        Set { left, right, size, spaced, blank: self.blank }
    }
}

fn line(
    sheet: &Sheet,
    chunks: &[Chunk],
    row: &[usize],
    page: usize,
    right_to_left: bool,
    blanks: bool,
) -> Option<Line> {
    let mut glyphs: Vec<usize> = row.iter().flat_map(|i| &chunks[*i].glyphs).copied().collect();
    glyphs.sort_by(|a, b| by(sheet.glyphs[*a].left, sheet.glyphs[*b].left).then(a.cmp(b)));
    let pieces = pieces(sheet, &glyphs);
    let letters = || pieces.iter().filter(|piece| !piece.blank);
    let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let order = reading_order(&texts, right_to_left);
    let set: Vec<Set> = pieces.iter().map(Piece::set).collect();
    let words = words(&pieces, &order, &gaps::parting(&set, blanks));
    let measure = |f: fn(&Glyph) -> f32, pick: fn(f32, f32) -> f32, from: f32| {
        letters().map(|piece| f(piece.glyph)).fold(from, pick)
    };
    let lead = letters().max_by(|a, b| by(a.glyph.size, b.glyph.size))?;
    let size = most_common(letters().map(|piece| piece.glyph.size));
    let base =
        letters().find(|piece| piece.glyph.size == size).map_or(lead.glyph.base, |piece| piece.glyph.base);
    let artifacts = letters().filter(|piece| piece.glyph.artifact).count();
    (!words.is_empty()).then(|| Line {
        left: measure(|g| g.left, f32::min, f32::INFINITY),
        right: measure(|g| g.right, f32::max, f32::NEG_INFINITY),
        base,
        size,
        bold: letters().all(|piece| piece.glyph.bold),
        right_to_left,
        artifact: 2 * artifacts > letters().count(),
        page,
        words,
    })
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

/// Letters in the order they are seen, marks joined to the letters they stand on.
fn pieces<'s>(sheet: &'s Sheet, glyphs: &[usize]) -> Vec<Piece<'s>> {
    let mut pieces: Vec<Piece<'s>> = Vec::new();
    for at in glyphs {
        let glyph = &sheet.glyphs[*at];
        let text = sheet.text(glyph);
        if text.is_empty() {
            continue;
        }
        let overlaps = |last: &Piece<'_>| {
            let shared = last.glyph.right.min(glyph.right) - last.glyph.left.max(glyph.left);
            !last.blank && shared >= 0.5 * (glyph.right - glyph.left).min(last.glyph.right - last.glyph.left)
        };
        if let Some(last) = pieces.last_mut().filter(|last| overlaps(last))
            && let Some(joined) = with_mark(&last.text, text)
        {
            last.text = joined;
            continue;
        }
        let blank = text.chars().all(char::is_whitespace);
        let text = if blank { " ".to_string() } else { plain_letters(text) };
        pieces.push(Piece { glyph, text, blank });
    }
    pieces
}

/// Letters without the forms that Arabic takes within a word, and without ligatures.
fn plain_letters(text: &str) -> String {
    let formed = |c: char| matches!(c, '\u{fb00}'..='\u{fb4f}' | '\u{fb50}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    if text.contains(formed) { text.nfkc().collect() } else { text.to_string() }
}

/// A letter and an accent that were drawn over each other, as one character; none when neither is an accent.
fn with_mark(first: &str, second: &str) -> Option<String> {
    let single = |text: &str| {
        let mut characters = text.chars();
        characters.next().filter(|_| characters.next().is_none())
    };
    let (a, b) = (single(first)?, single(second)?);
    let (letter, mark) = match (combining(a), combining(b)) {
        (None, Some(mark)) if a.is_alphabetic() => (a, mark),
        (Some(mark), None) if b.is_alphabetic() => (b, mark),
        _ => return None,
    };
    // An accent over an i without a dot is over an i.
    let letter = match letter {
        'ı' => 'i',
        'ȷ' => 'j',
        other => other,
    };
    Some([letter, mark].iter().collect::<String>().nfc().collect())
}

/// The combining form of an accent that stands alone.
fn combining(c: char) -> Option<char> {
    Some(match c {
        '`' | 'ˋ' => '\u{300}',
        '´' | 'ˊ' => '\u{301}',
        'ˆ' | '^' => '\u{302}',
        '˜' => '\u{303}',
        '¯' | 'ˉ' => '\u{304}',
        '˘' => '\u{306}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˚' => '\u{30a}',
        '˝' => '\u{30b}',
        'ˇ' => '\u{30c}',
        '¸' => '\u{327}',
        '˛' => '\u{328}',
        '\u{300}'..='\u{36f}' => c,
        _ => return None,
    })
}

/// Words from pieces; `parted` says of each piece whether something parts it from the one that is seen right of it.
fn words(pieces: &[Piece<'_>], order: &[Step], parted: &[bool]) -> Vec<Word> {
    let apart = |at: usize| parted.get(at).copied().unwrap_or(true);
    let mut words: Vec<Word> = Vec::new();
    for step in order {
        let piece = &pieces[step.at];
        if piece.blank {
            continue;
        }
        let glyph = piece.glyph;
        let width = glyph.right - glyph.left;
        match words.last_mut().filter(|_| !step.meets.is_none_or(apart)) {
            Some(word) => {
                // Several characters that are set at one place keep their own order.
                word.text.push_str(&piece.text);
                word.place = word.place.cover(glyph.place());
                word.width += width;
                word.backwards |= step.backwards;
            }
            None => {
                let (text, place) = (piece.text.clone(), glyph.place());
                words.push(Word { text, place, width, backwards: step.backwards });
            }
        }
    }
    for word in &mut words {
        let kept = |c: char| !c.is_control() && !matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}');
        if !word.text.chars().all(kept) {
            word.text.retain(kept);
        }
    }
    // Blanks that a font gives within a glyph part words too.
    words.retain(|word| !word.text.trim().is_empty());
    words
}
