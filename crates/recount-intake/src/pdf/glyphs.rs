//! The letters of a page as they were drawn, each with its place on the page as shown and the direction it is written in.

use super::geometry::Matrix;
use recount_model::PageBox;

/// The direction of a line, in quarter turns clockwise from left to right; or aslant, as stamps across a page are.
pub(super) type Turn = u8;

/// The turn of what is written aslant.
pub(super) const ASLANT: Turn = 4;

/// A letter, or a few that are drawn as one. Its place is given as if its line ran from left to right: `left` and `right` along
/// the line, `base` downwards.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    /// Bytes of [`Sheet::letters`].
    pub from: u32,
    pub to: u32,
    pub left: f32,
    pub right: f32,
    pub base: f32,
    /// Room that the orders leave behind every letter (`Tc`), which is not part of its width.
    pub spaced: f32,
    /// Size of the letters in points, as shown.
    pub size: f32,
    pub turn: Turn,
    pub bold: bool,
    /// Whether the document says that it is decoration of the page.
    pub artifact: bool,
}

impl Glyph {
    /// The letter at the origin of text space; none when it stands nowhere.
    pub fn drawn(to_page: &Matrix, size: f64, rise: f64, width: f64, vertical: bool) -> Option<Glyph> {
        if !(to_page.is_sound() && size.abs() < 1e6 && width.abs() < 1e7) {
            return None;
        }
        // Vertical writing hangs from its origin, in the middle of the letter.
        let along = if vertical { (0.0, -1.0) } else { (1.0, 0.0) };
        let (dx, dy) = to_page.direction(along.0, along.1);
        let length = dx.hypot(dy);
        let (ux, uy) = to_page.direction(if vertical { 1.0 } else { 0.0 }, if vertical { 0.0 } else { 1.0 });
        // The height of the letters is measured across their line, so that slanted letters keep theirs.
        let height = if length > 0.0 { (dx * uy - dy * ux).abs() / length } else { ux.hypot(uy) };
        let size_shown = height * size.abs();
        if !(0.1..10_000.0).contains(&size_shown) {
            return None;
        }
        let turn = turn(dx * size.signum(), dy * size.signum());
        let offset = if vertical { (-0.3 * size, 0.0) } else { (0.0, rise) };
        let (start, end) = (
            to_page.point(offset.0, offset.1),
            to_page.point(offset.0 + along.0 * width, offset.1 + along.1 * width),
        );
        let (start, end) = (turned(start, turn), turned(end, turn));
        let (left, right) = (start.0.min(end.0) as f32, start.0.max(end.0) as f32);
        Some(Glyph {
            from: 0,
            to: 0,
            left,
            right,
            base: start.1 as f32,
            spaced: 0.0,
            size: size_shown as f32,
            turn,
            bold: false,
            artifact: false,
        })
    }

    /// Upper side, along the turned page.
    pub fn top(&self) -> f32 {
        self.base - 0.78 * self.size
    }

    /// Lower side.
    pub fn bottom(&self) -> f32 {
        self.base + 0.22 * self.size
    }

    /// The rectangle on the page as shown.
    pub fn place(&self) -> PageBox {
        let corners = [(self.left, self.top()), (self.right, self.bottom())];
        let [(x0, y0), (x1, y1)] = corners.map(|(x, y)| match self.turn {
            1 => (-y, x),
            2 => (-x, -y),
            3 => (y, -x),
            _ => (x, y),
        });
        PageBox { left: x0.min(x1), top: y0.min(y1), width: (x1 - x0).abs(), height: (y1 - y0).abs() }
    }
}

/// The quarter turn nearest to a direction (downwards positive), within some ten degrees.
fn turn(dx: f64, dy: f64) -> Turn {
    const NEAR: f64 = 0.18;
    match (dx, dy) {
        _ if dy.abs() <= NEAR * dx.abs() => 2 * Turn::from(dx < 0.0),
        _ if dx.abs() <= NEAR * dy.abs() => 1 + 2 * Turn::from(dy < 0.0),
        _ => ASLANT,
    }
}

/// A point of the page as it lies when the page is turned so that the line runs from left to right.
fn turned((x, y): (f64, f64), turn: Turn) -> (f64, f64) {
    match turn {
        1 => (y, -x),
        2 => (-x, -y),
        3 => (-y, x),
        _ => (x, y),
    }
}

/// What was drawn on a page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub glyphs: Vec<Glyph>,
    /// Characters of all glyphs, one behind the other.
    pub letters: String,
    pub pictures: usize,
    /// Letters drawn of which the font does not say what they are.
    pub unknown: usize,
}

impl Sheet {
    /// The characters of a glyph.
    pub fn text(&self, glyph: &Glyph) -> &str {
        self.letters.get(glyph.from as usize..glyph.to as usize).unwrap_or_default()
    }

    /// Adds a letter. What the font does not name becomes U+FFFD, so that the gap can be seen.
    pub fn push(&mut self, glyph: Glyph, text: Option<&str>) {
        let text = text.unwrap_or_else(|| {
            self.unknown += 1;
            "\u{fffd}"
        });
        self.add(glyph, text);
    }

    fn add(&mut self, mut glyph: Glyph, text: &str) {
        // Offsets are four bytes wide; no page of a file that is read comes near.
        let (Ok(from), Ok(to)) =
            (u32::try_from(self.letters.len()), u32::try_from(self.letters.len() + text.len()))
        else {
            return;
        };
        self.letters.push_str(text);
        (glyph.from, glyph.to) = (from, to);
        self.glyphs.push(glyph);
    }

    /// The glyphs from `start` on stand for `text`, if they are of one line.
    pub fn stand_for(&mut self, start: usize, text: &str) {
        let Some((first, rest)) = self.glyphs.get(start..).and_then(|glyphs| glyphs.split_first()) else {
            return;
        };
        let of_line = |g: &Glyph| g.turn == first.turn && (g.base - first.base).abs() < 0.6 * first.size;
        if !rest.iter().all(of_line) || text.chars().any(char::is_control) {
            return;
        }
        let mut one = *first;
        for glyph in rest {
            one.left = one.left.min(glyph.left);
            one.right = one.right.max(glyph.right);
            one.size = one.size.max(glyph.size);
        }
        self.glyphs.truncate(start);
        self.add(one, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_where_they_are_shown() {
        // A page 100 high, upside down in its own space, and lines in the four directions.
        for (text, want_turn, want) in [
            ([1.0, 0.0, 0.0, 1.0, 20.0, 50.0], 0, (20.0, 42.2)),
            ([0.0, -1.0, 1.0, 0.0, 20.0, 50.0], 1, (17.8, 50.0)),
            ([-1.0, 0.0, 0.0, -1.0, 20.0, 50.0], 2, (15.0, 47.8)),
            ([0.0, 1.0, -1.0, 0.0, 20.0, 50.0], 3, (12.2, 45.0)),
        ] {
            let to_page = Matrix(text).then(Matrix([1.0, 0.0, 0.0, -1.0, 0.0, 100.0]));
            let glyph = Glyph::drawn(&to_page, 10.0, 0.0, 5.0, false).unwrap();
            let place = glyph.place();
            assert_eq!(glyph.turn, want_turn);
            assert!((place.left - want.0).abs() < 0.01 && (place.top - want.1).abs() < 0.01, "{place:?}");
        }
        assert!(Glyph::drawn(&Matrix([0.0; 6]), 10.0, 0.0, 5.0, false).is_none());
    }
}
