//! PDF to text: letters with their places are taken from the drawing orders of every page ([`content`]), set together to lines
//! ([`chunks`], [`lines`]) in the order of columns ([`columns`]) and to paragraphs ([`paragraphs`]), and every word keeps the page and
//! the rectangle it stood in. The file format itself is read by `hayro-syntax` (why that one: `docs/design-notes/pdf.md`).
//!
//! Files are hostile: the work is bounded (pages, drawing orders, letters, unpacked bytes, see [`guard`]), and it is done on a
//! thread of its own with a stack of known size, where a panic of the library costs the file and nothing else.

mod beginnings;
mod bidi;
mod chunks;
mod columns;
mod content;
mod direction;
mod filters;
mod font;
mod furniture;
mod gaps;
mod geometry;
mod glyphs;
mod guard;
mod hyphens;
mod lines;
mod origin;
mod packed_objects;
mod paragraphs;
mod pieces;
mod raised;
mod stream;
mod strings;
mod text;

use crate::Fault;
use crate::report::Stated;
use content::{Budget, Fonts, Painter};
use geometry::Matrix;
use glyphs::{ASLANT, Sheet};
use hayro_syntax::object::{Array, Stream};
use hayro_syntax::page::Page as Source;
use hayro_syntax::{LoadPdfError, Pdf};
use lines::Line;
use recount_model::Page;
use std::collections::BTreeMap;

pub(crate) use paragraphs::Kind;
pub(crate) use text::Passage;

/// Pages that are read of one file.
const PAGE_LIMIT: usize = 5_000;
/// Stack of the thread that reads. Objects nest up to 512 deep in the library, and forms up to 16 here.
const STACK_BYTES: usize = 64 << 20;

/// A document.
#[derive(Debug)]
pub(crate) struct Document {
    /// Paragraphs, separated by empty lines.
    pub text: String,
    pub passages: Vec<Passage>,
    /// Whether the first passage is the headline.
    pub titled: bool,
    pub pages: Vec<Page>,
    /// The first page, counted from 1, of which more is drawn than is looked at.
    pub cut_short: Option<u32>,
    pub stated: Stated,
    /// Letters of which the file does not say what they are.
    pub unknown_letters: usize,
}

/// Reads a document.
///
/// # Errors
/// The [`Fault`]s of PDF, and [`Fault::Empty`] when nothing stands on its pages.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    guard::check(bytes)?;
    let bytes = bytes.to_vec();
    let reader = std::thread::Builder::new().name("pdf".to_string()).stack_size(STACK_BYTES);
    let reading = reader.spawn(move || document(bytes, Budget::new())).map_err(Fault::Io)?;
    // A panic in the library arrives here as an error of the thread.
    reading.join().unwrap_or_else(|_| Err(broken()))
}

fn broken() -> Fault {
    Fault::Damaged { what: "the objects of the PDF cannot be made out".to_string() }
}

fn document(bytes: Vec<u8>, mut budget: Budget) -> Result<Document, Fault> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Fault::Locked,
        LoadPdfError::Invalid => broken(),
    })?;
    if pdf.pages().len() > PAGE_LIMIT {
        return Err(Fault::TooManyPages { limit: PAGE_LIMIT });
    }
    let mut fonts: Fonts = BTreeMap::new();
    let mut pages = Vec::new();
    let mut parts: Vec<Vec<Line>> = Vec::new();
    let mut seen = Seen::default();
    let mut cut_short = None;
    for (at, source) in pdf.pages().iter().enumerate() {
        if budget.document_is_spent() {
            break;
        }
        let (width, height) = source.render_dimensions();
        pages.push(Page { number: at as u32 + 1, width, height, pieces: Vec::new() });
        let sheet = sheet(source, (width, height), &mut budget, &mut fonts);
        seen.add(&sheet);
        for part in parts_of(&sheet, at, seen.draws_blanks()) {
            budget.keep(&part);
            parts.push(part);
        }
        if budget.is_spent() {
            cut_short.get_or_insert(at as u32 + 1);
        }
    }
    let count = pages.len();
    let nothing = || match seen.pages_with_pictures {
        0 => Fault::Empty,
        _ => Fault::Scanned { pages: count },
    };
    if seen.letters == 0 {
        if cut_short.is_some() {
            return Err(Fault::Damaged {
                what: "its pages draw more than is looked at, and no letters".to_string(),
            });
        }
        return Err(nothing());
    }
    if 2 * seen.unknown > seen.letters {
        return Err(Fault::UnknownLetters);
    }
    mark_furniture(&mut parts, &pages);
    mirror_brackets(&mut parts);
    let paragraphs = paragraphs::paragraphs(parts);
    let titled = paragraphs.first().is_some_and(|first| first.kind == Kind::Heading);
    let (text, passages, left_out) = text::written(&paragraphs, &mut pages);
    let left_out = left_out.map(|page| page as u32 + 1);
    let cut_short = cut_short.into_iter().chain(left_out).min();
    if !text.chars().any(char::is_alphanumeric) {
        return Err(nothing());
    }
    let stated = origin::of(&pdf);
    Ok(Document { text, passages, titled, pages, cut_short, stated, unknown_letters: seen.unknown })
}

/// Counts over the pages read so far.
#[derive(Debug, Default)]
struct Seen {
    letters: usize,
    blanks: usize,
    unknown: usize,
    pages_with_pictures: usize,
}

impl Seen {
    fn add(&mut self, sheet: &Sheet) {
        self.letters += sheet.glyphs.len();
        self.blanks += sheet.glyphs.iter().filter(|glyph| sheet.text(glyph) == " ").count();
        self.unknown += sheet.unknown;
        self.pages_with_pictures += usize::from(sheet.pictures > 0);
    }

    /// Whether the document draws the blanks between its words, and does not only leave room.
    fn draws_blanks(&self) -> bool {
        20 * self.blanks > self.letters
    }
}

/// What is drawn on a page.
fn sheet(source: &Source<'_>, (width, height): (f32, f32), budget: &mut Budget, fonts: &mut Fonts) -> Sheet {
    budget.begin_page();
    let orders = orders(source, budget);
    let place = Matrix(source.initial_transform(true).as_coeffs());
    if budget.is_spent() {
        return Sheet::default();
    }
    let mut painter = Painter::new(place, budget, fonts);
    painter.run(&orders, source.resources());
    let mut sheet = painter.sheet;
    // What is drawn beside the page is not shown.
    const MARGIN: f32 = 2.0;
    sheet.glyphs.retain(|glyph| {
        let place = glyph.place();
        place.left + place.width > -MARGIN
            && place.top + place.height > -MARGIN
            && place.left < width + MARGIN
            && place.top < height + MARGIN
    });
    sheet
}

/// The drawing orders of a page, which may come in several streams.
fn orders(source: &Source<'_>, budget: &mut Budget) -> Vec<u8> {
    let page = source.raw();
    if let Some(stream) = page.get::<Stream<'_>>("Contents") {
        return budget.part(&stream, content::CONTENT_LIMIT_BYTES).unwrap_or_default();
    }
    let mut orders = Vec::new();
    for stream in page.get::<Array<'_>>("Contents").iter().flat_map(|list| list.iter::<Stream<'_>>()) {
        let left = content::CONTENT_LIMIT_BYTES.saturating_sub(orders.len());
        if budget.is_spent() {
            break;
        }
        let Some(part) = budget.part(&stream, left) else { continue };
        orders.extend(part);
        // Streams are parted as words are.
        orders.push(b' ');
    }
    orders
}

/// The parts of a page in reading order: what is written in the direction of most of it, then what is written aslant or turned.
fn parts_of(sheet: &Sheet, page: usize, blanks: bool) -> Vec<Vec<Line>> {
    let mut counts = [0usize; ASLANT as usize + 1];
    for glyph in &sheet.glyphs {
        counts[usize::from(glyph.turn)] += 1;
    }
    let mut turns: Vec<u8> = (0..=ASLANT).filter(|turn| counts[usize::from(*turn)] > 0).collect();
    turns.sort_by_key(|turn| std::cmp::Reverse(counts[usize::from(*turn)]));
    let mut parts = Vec::new();
    for turn in turns {
        let chunks = chunks::chunks(sheet, turn);
        let letters = sheet.glyphs.iter().filter(|glyph| glyph.turn == turn).map(|glyph| sheet.text(glyph));
        for part in columns::parts(&chunks, direction::runs_leftwards(letters)) {
            parts.push(lines::lines(sheet, &chunks, &part, page, blanks));
        }
    }
    parts
}

fn mark_furniture(parts: &mut [Vec<Line>], pages: &[Page]) {
    let lengths: Vec<usize> = parts.iter().map(Vec::len).collect();
    let mut all: Vec<Line> = parts.iter_mut().flat_map(std::mem::take).collect();
    let heights: Vec<f32> = pages.iter().map(|page| page.height).collect();
    furniture::mark(&mut all, &heights);
    let mut all = all.into_iter();
    for (part, length) in parts.iter_mut().zip(lengths) {
        part.extend(all.by_ref().take(length));
    }
}

/// Turns the brackets of writing from right to left where the document gives them as they are seen.
fn mirror_brackets(parts: &mut [Vec<Line>]) {
    let words = || parts.iter().flatten().flat_map(|line| &line.words).filter(|word| word.backwards);
    if !bidi::brackets_are_mirrored(words().map(|word| word.text.as_str())) {
        return;
    }
    let words = parts.iter_mut().flatten().flat_map(|line| &mut line.words).filter(|word| word.backwards);
    for word in words {
        word.text = word.text.chars().map(bidi::mirrored).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages that share one stream of orders, as some programs write them and as files are made that take much memory.
    fn sharing(pages: usize, orders: &str) -> Vec<u8> {
        let page = "<</Type/Page/MediaBox[0 0 600 800]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>> ";
        let length = orders.len();
        format!(
            "%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
             2 0 obj\n<</Type/Pages/Kids[{}]/Count {pages}>>\nendobj\n\
             3 0 obj\n<</Length {length}>>\nstream\n{orders}\nendstream\nendobj\n\
             4 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n\
             trailer\n<</Root 1 0 R>>\n",
            page.repeat(pages)
        )
        .into_bytes()
    }

    #[test]
    fn letters_are_bounded_for_all_pages_together_and_what_is_left_out_is_told() {
        let bytes = sharing(40, "BT /F 12 Tf 50 700 Td (Six people died.) Tj ET");
        let whole = document(bytes.clone(), Budget::new()).unwrap();
        assert_eq!((whole.pages.len(), whole.cut_short), (40, None));
        // Sixteen letters a page, and three words, each as much as eight.
        let cut = document(bytes, Budget::of_letters(400)).unwrap();
        assert_eq!((cut.pages.len(), cut.cut_short), (10, Some(10)));
        assert!(cut.text.starts_with("Six people died."));
    }
}
