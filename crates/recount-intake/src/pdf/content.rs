//! Runs the drawing orders of a page and keeps the letters: what stands where, in which size. Pictures are counted, everything
//! else is passed over; every order, every object looked up and every byte unpacked is paid for ([`Budget`]). The model is ISO 32000-1, chapter 9; text that is drawn invisibly counts, because programs that recognise
//! letters in a scan lay them so over the picture.

use super::font::Font;
use super::geometry::Matrix;
use super::glyphs::{Glyph, Sheet};
use super::lines::Line;
use super::stream::decoded;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Order;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::object::{ObjectIdentifier, String as Bytes};
use hayro_syntax::page::Resources;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Bytes of drawing orders that one page or form may have.
pub(super) const CONTENT_LIMIT_BYTES: usize = 64_000_000;
/// Forms within forms, and graphics states saved within each other; real pages have five and some twenty.
const FORM_DEPTH: usize = 16;
const STATE_DEPTH: usize = 512;
/// What a drawing of a form and a part of a page's orders cost, and how many bytes unpacked or passed cost as much as one order.
const FORM_ORDERS: u64 = 200;
const PART_ORDERS: u64 = 20;
const BYTES_AN_ORDER: u64 = 64;
/// As much, of the tables of a font: they are not only unpacked but taken apart.
const FONT_BYTES_AN_ORDER: u64 = 16;
/// Bytes of text that one code may stand for at the price of one letter; and what a word costs that is kept, besides its letters:
/// with its place it takes as much memory as a long word.
const BYTES_A_LETTER: u64 = 8;
const WORD_LETTERS: u64 = 8;

/// What may still be done for a page and for its document.
#[derive(Debug)]
pub(super) struct Budget {
    /// Drawing orders, and other work in units of them.
    orders: u64,
    /// Letters.
    glyphs: u64,
    /// Drawing orders for all pages.
    document: u64,
    /// Letters of all pages, and words in units of them: what was read of a page is held until the last page is read.
    letters: u64,
    /// Streams that gave nothing when they were unpacked.
    failed: BTreeSet<ObjectIdentifier>,
    /// Entries that lead to nothing, by where their dictionaries lie.
    missing: BTreeSet<(usize, Vec<u8>)>,
}

impl Budget {
    /// Drawing orders of one document; a book has some ten million. Those of one page, and its letters; a dense page has some
    /// ten thousand of each.
    const DOCUMENT_ORDERS: u64 = 40_000_000;
    /// Letters of one document: five thousand dense pages have fifteen million, in two and a half million words.
    const DOCUMENT_LETTERS: u64 = 40_000_000;
    const PAGE_ORDERS: u64 = 5_000_000;
    const PAGE_GLYPHS: u64 = 300_000;

    pub fn new() -> Budget {
        Budget {
            orders: 0,
            glyphs: 0,
            document: Self::DOCUMENT_ORDERS,
            letters: Self::DOCUMENT_LETTERS,
            failed: BTreeSet::new(),
            missing: BTreeSet::new(),
        }
    }

    /// As much, with fewer letters.
    #[cfg(test)]
    pub fn of_letters(letters: u64) -> Budget {
        Budget { letters, ..Budget::new() }
    }

    /// What a new page may cost.
    pub fn begin_page(&mut self) {
        (self.orders, self.glyphs) = (Self::PAGE_ORDERS, Self::PAGE_GLYPHS);
    }

    /// A part of a page's orders, of at most so many bytes.
    pub fn part(&mut self, stream: &Stream<'_>, limit_bytes: usize) -> Option<Vec<u8>> {
        self.pay(PART_ORDERS);
        self.unpacked(stream, limit_bytes)
    }

    /// Unpacks a stream and pays for it; what gave nothing once is not tried again.
    fn unpacked(&mut self, stream: &Stream<'_>, limit_bytes: usize) -> Option<Vec<u8>> {
        let id = stream.obj_id();
        if self.failed.contains(&id) {
            return None;
        }
        let mut work = 0;
        let data = decoded(stream, limit_bytes, &mut work);
        self.pay(work / BYTES_AN_ORDER);
        // The library numbers by 0 what has no number.
        if data.is_none() && id != ObjectIdentifier::new(0, 0) {
            self.failed.insert(id);
        }
        data
    }

    /// An entry of a dictionary. The library reads the object anew each time, so its length is paid for.
    fn entry<'o>(&mut self, dict: &Dict<'o>, name: &Name<'_>) -> Option<Object<'o>> {
        if !dict.contains_key(name) {
            return None;
        }
        let place = (dict.data().as_ptr().addr(), name.as_ref().to_vec());
        if self.missing.contains(&place) {
            return None;
        }
        let object = dict.get::<Object<'_>>(name);
        match &object {
            Some(Object::Dict(dict)) => self.pay_bytes(dict.data().len()),
            Some(Object::Stream(stream)) => self.pay_bytes(stream.dict().data().len()),
            Some(Object::Number(_) | Object::Boolean(_) | Object::Null(_)) => {}
            // Nothing that is drawn is a list, a string or a name.
            _ => {
                self.missing.insert(place);
                return None;
            }
        }
        object
    }

    /// Keeps what was read of a page.
    pub fn keep(&mut self, lines: &[Line]) {
        let words: usize = lines.iter().map(|line| line.words.len()).sum();
        self.letters = self.letters.saturating_sub(WORD_LETTERS * words as u64);
    }

    /// Pays for one code and the text it stands for.
    fn pay_letter(&mut self, text_bytes: usize) {
        let letters = 1 + text_bytes as u64 / BYTES_A_LETTER;
        self.glyphs = self.glyphs.saturating_sub(letters);
        self.letters = self.letters.saturating_sub(letters);
    }

    fn pay_bytes(&mut self, bytes: usize) {
        self.pay(bytes as u64 / BYTES_AN_ORDER);
    }

    fn pay(&mut self, orders: u64) {
        self.orders = self.orders.saturating_sub(orders);
        self.document = self.document.saturating_sub(orders);
    }

    /// Whether nothing is left for this page.
    pub fn is_spent(&self) -> bool {
        self.orders == 0 || self.glyphs == 0 || self.document_is_spent()
    }

    /// Whether nothing is left for further pages.
    pub fn document_is_spent(&self) -> bool {
        self.document == 0 || self.letters == 0
    }
}

/// Fonts already read, by where their dictionaries lie.
pub(super) type Fonts = BTreeMap<(usize, usize), Rc<Font>>;

/// What a mark around a part of the orders says.
#[derive(Debug, Default, Clone)]
struct Mark {
    /// Letters that were there when it began, and the text it stands for.
    actual: Option<(usize, String)>,
    /// Whether it is decoration of the page: a running head, a page number.
    artifact: bool,
}

#[derive(Clone)]
struct State {
    /// From the space of the orders to the page as shown.
    place: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_spacing: f64,
    word_spacing: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// Runs orders onto a sheet.
pub(super) struct Painter<'w> {
    pub sheet: Sheet,
    pub budget: &'w mut Budget,
    pub fonts: &'w mut Fonts,
    state: State,
    text: Matrix,
    line: Matrix,
    marks: Vec<Mark>,
    /// Marks begun beyond the depth that is followed.
    marks_beyond: usize,
    forms: Vec<ObjectIdentifier>,
}

impl<'w> Painter<'w> {
    /// For a page whose orders are mapped by `place`.
    pub fn new(place: Matrix, budget: &'w mut Budget, fonts: &'w mut Fonts) -> Painter<'w> {
        let state = State {
            place,
            font: None,
            size: 0.0,
            letter_spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let (text, line) = (Matrix::IDENTITY, Matrix::IDENTITY);
        Painter {
            sheet: Sheet::default(),
            budget,
            fonts,
            state,
            text,
            line,
            marks: Vec::new(),
            marks_beyond: 0,
            forms: Vec::new(),
        }
    }

    /// Runs the orders with the resources they name.
    pub fn run(&mut self, orders: &[u8], resources: &Resources<'_>) {
        let mut orders = TypedIter::new(orders);
        let mut saved: Vec<State> = Vec::new();
        let marks = self.marks.len();
        while let Some(order) = orders.next() {
            if self.budget.is_spent() {
                break;
            }
            self.budget.pay(1);
            match order {
                Order::SaveState(_) if saved.len() < STATE_DEPTH => saved.push(self.state.clone()),
                Order::RestoreState(_) => {
                    if let Some(state) = saved.pop() {
                        self.state = state;
                    }
                }
                Order::Transform(m) => {
                    let change = Matrix([m.0, m.1, m.2, m.3, m.4, m.5].map(|n| n.as_f64()));
                    self.state.place = change.then(self.state.place);
                }
                Order::XObject(name) => self.draw(name.0, resources),
                Order::InlineImage(_) => self.sheet.pictures += 1,
                Order::SetGraphicsState(name) => self.set_state(name.0, resources),
                Order::BeginMarkedContent(_) => self.begin_mark(Mark::default()),
                Order::BeginMarkedContentWithProperties(mark) => {
                    let mark = self.mark(mark.0, mark.1, resources);
                    self.begin_mark(mark);
                }
                Order::EndMarkedContent(_) if self.marks.len() > marks => self.end_mark(),
                other => self.text_order(other, resources),
            }
        }
        self.marks_beyond = 0;
        while self.marks.len() > marks {
            self.end_mark();
        }
        if let Some(first) = saved.into_iter().next() {
            self.state = first;
        }
    }

    fn text_order(&mut self, order: Order<'_, '_>, resources: &Resources<'_>) {
        match order {
            Order::BeginText(_) => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            Order::CharacterSpacing(n) => self.state.letter_spacing = n.0.as_f64(),
            Order::WordSpacing(n) => self.state.word_spacing = n.0.as_f64(),
            Order::HorizontalScaling(n) => self.state.stretch = n.0.as_f64() / 100.0,
            Order::TextLeading(n) => self.state.leading = n.0.as_f64(),
            Order::TextRise(n) => self.state.rise = n.0.as_f64(),
            Order::TextFont(f) => {
                self.state.size = f.1.as_f64();
                self.state.font = match self.budget.entry(&resources.fonts, f.0) {
                    Some(Object::Dict(font)) => Some(self.font(&font)),
                    _ => None,
                };
            }
            Order::NextLine(n) => self.next_line(n.0.as_f64(), n.1.as_f64()),
            Order::NextLineAndSetLeading(n) => {
                self.state.leading = -n.1.as_f64();
                self.next_line(n.0.as_f64(), n.1.as_f64());
            }
            Order::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            Order::SetTextMatrix(m) => {
                self.line = Matrix([m.0, m.1, m.2, m.3, m.4, m.5].map(|n| n.as_f64()));
                self.text = self.line;
            }
            Order::ShowText(s) => self.show(s.0.as_bytes()),
            Order::NextLineAndShowText(s) => {
                self.next_line(0.0, -self.state.leading);
                self.show(s.0.as_bytes());
            }
            Order::ShowTextWithParameters(s) => {
                self.state.word_spacing = s.0.as_f64();
                self.state.letter_spacing = s.1.as_f64();
                self.next_line(0.0, -self.state.leading);
                self.show(s.2.as_bytes());
            }
            Order::ShowTexts(s) => {
                for item in s.0.iter::<Object<'_>>() {
                    match item {
                        Object::Number(n) => self.advance(-n.as_f64() / 1_000.0 * self.state.size),
                        Object::String(bytes) => self.show(bytes.as_bytes()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }

    /// Moves on in the direction of writing, by text space units before the stretch.
    fn advance(&mut self, by: f64) {
        let vertical = self.state.font.as_ref().is_some_and(|font| font.is_vertical());
        let (x, y) = if vertical { (0.0, -by) } else { (by * self.state.stretch, 0.0) };
        self.text = Matrix::shift(x, y).then(self.text);
    }

    fn font(&mut self, dict: &Dict<'_>) -> Rc<Font> {
        let place = (dict.data().as_ptr().addr(), dict.data().len());
        if let Some(font) = self.fonts.get(&place) {
            return Rc::clone(font);
        }
        let mut work = 0;
        let font = Rc::new(Font::read(dict, &mut work));
        self.budget.pay(font.cost + work / FONT_BYTES_AN_ORDER);
        self.fonts.insert(place, Rc::clone(&font));
        font
    }

    fn set_state(&mut self, name: &Name<'_>, resources: &Resources<'_>) {
        let Some(Object::Dict(state)) = self.budget.entry(&resources.ext_g_states, name) else { return };
        let Some(list) = state.get::<Array<'_>>("Font") else { return };
        self.budget.pay_bytes(list.data().len());
        let mut items = list.flex_iter();
        if let Some(font) = items.next::<Dict<'_>>() {
            self.budget.pay_bytes(font.data().len());
            self.state.font = Some(self.font(&font));
            self.state.size = items.next::<f64>().unwrap_or(self.state.size);
        }
    }

    fn show(&mut self, bytes: &[u8]) {
        let Some(font) = self.state.font.clone() else { return };
        let mut rest = bytes;
        while !rest.is_empty() && !self.budget.is_spent() {
            let (shown, length) = font.first(rest);
            rest = &rest[length.clamp(1, rest.len())..];
            self.budget.pay_letter(shown.text.as_ref().map_or(0, String::len));
            let size = self.state.size;
            let width = shown.advance * size;
            let to_page = self.text.then(self.state.place);
            let spaced = self.state.letter_spacing;
            let words = if shown.is_space_code { self.state.word_spacing } else { 0.0 };
            let vertical = font.is_vertical();
            let stretch = if vertical { 1.0 } else { self.state.stretch };
            let mark = self.marks.last();
            let drawn = Glyph::drawn(&to_page, size, self.state.rise, width * stretch, vertical);
            if let Some(mut glyph) = drawn {
                let (dx, dy) = to_page.direction(spaced.max(0.0) * stretch, 0.0);
                glyph.spaced = if vertical { 0.0 } else { dx.hypot(dy) as f32 };
                glyph.bold = font.bold;
                glyph.artifact = mark.is_some_and(|mark| mark.artifact);
                self.sheet.push(glyph, shown.text.as_deref());
            }
            self.advance(width + spaced + words);
        }
    }

    fn draw(&mut self, name: &Name<'_>, resources: &Resources<'_>) {
        let Some(Object::Stream(form)) = self.budget.entry(&resources.x_objects, name) else { return };
        let dict = form.dict();
        match dict.get::<Name<'_>>("Subtype") {
            Some(kind) if kind.as_str() == "Image" => self.sheet.pictures += 1,
            Some(kind) if kind.as_str() == "Form" => self.draw_form(&form, resources),
            _ => {}
        }
    }

    /// A form that draws itself, or that is drawn too deep, is passed over.
    fn draw_form(&mut self, form: &Stream<'_>, resources: &Resources<'_>) {
        let id = form.obj_id();
        if self.forms.len() >= FORM_DEPTH || self.forms.contains(&id) {
            return;
        }
        // A form can be drawn again and again.
        self.budget.pay(FORM_ORDERS);
        let Some(orders) = self.budget.unpacked(form, CONTENT_LIMIT_BYTES) else { return };
        let own = form.dict().get::<Dict<'_>>("Resources").map(|dict| {
            self.budget.pay_bytes(dict.data().len());
            let own = Resources::new(dict);
            for part in [&own.ext_g_states, &own.fonts, &own.properties, &own.x_objects] {
                self.budget.pay_bytes(part.data().len());
            }
            own
        });
        let kept = (self.state.clone(), self.text, self.line);
        if let Some(matrix) = form.dict().get::<[f64; 6]>("Matrix") {
            self.state.place = Matrix(matrix).then(self.state.place);
        }
        self.forms.push(id);
        self.run(&orders, own.as_ref().unwrap_or(resources));
        self.forms.pop();
        (self.state, self.text, self.line) = kept;
    }

    fn mark(&mut self, tag: &Name<'_>, properties: &Object<'_>, resources: &Resources<'_>) -> Mark {
        let properties = match properties {
            Object::Dict(dict) => dict.clone(),
            Object::Name(name) => match self.budget.entry(&resources.properties, name) {
                Some(Object::Dict(dict)) => dict,
                _ => Dict::empty(),
            },
            _ => Dict::empty(),
        };
        let actual =
            properties.get::<Bytes<'_>>("ActualText").map(|text| super::strings::text(text.as_bytes()));
        // The text may stand elsewhere and be meant again and again.
        if let Some(text) = &actual {
            self.budget.pay_letter(text.len());
        }
        Mark { actual: actual.map(|text| (0, text)), artifact: tag.as_str() == "Artifact" }
    }

    fn begin_mark(&mut self, mut mark: Mark) {
        if self.marks.len() >= STATE_DEPTH {
            self.marks_beyond += 1;
            return;
        }
        if let Some(outer) = self.marks.last() {
            mark.artifact |= outer.artifact;
        }
        if let Some((start, _)) = &mut mark.actual {
            *start = self.sheet.glyphs.len();
        }
        self.marks.push(mark);
    }

    fn end_mark(&mut self) {
        if self.marks_beyond > 0 {
            self.marks_beyond -= 1;
            return;
        }
        if let Some((start, text)) = self.marks.pop().and_then(|mark| mark.actual) {
            self.sheet.stand_for(start, &text);
        }
    }
}
