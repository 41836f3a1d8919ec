//! How far each code moves on: from the font's own list, else, for the fonts every reader must know, from `data/widths.txt`.

use hayro_syntax::object::{Array, Dict, Name, Object};
use std::sync::LazyLock;

/// Thousandths of the size that an unknown letter moves on.
const USUAL: f32 = 500.0;

/// Characters with their widths in the six text fonts, sorted.
static STANDARD: LazyLock<Vec<(char, [f32; 6])>> = LazyLock::new(|| {
    let lines = include_str!("data/widths.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut fields = line.split(' ');
            let character = u32::from_str_radix(fields.next()?, 16).ok().and_then(char::from_u32)?;
            let mut widths = [USUAL; 6];
            for (width, field) in widths.iter_mut().zip(fields) {
                *width = field.parse().unwrap_or(USUAL);
            }
            Some((character, widths))
        })
        .collect()
});

/// Widths of a simple font's codes in thousandths of the size. `letters` says which character a code is.
pub(super) fn simple(font: &Dict<'_>, letters: &[String]) -> Vec<f32> {
    let descriptor = font.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    let missing = descriptor.get::<f32>("MissingWidth");
    let first = font.get::<u32>("FirstChar").unwrap_or(0) as usize;
    if let Some(list) = font.get::<Array<'_>>("Widths") {
        let mut widths = vec![missing.unwrap_or(0.0); 256];
        for (cell, width) in widths.iter_mut().skip(first).zip(list.iter::<f32>()) {
            *cell = width;
        }
        return widths;
    }
    let name = font.get::<Name<'_>>("BaseFont").map(|name| name.as_str().to_string()).unwrap_or_default();
    (0..256).map(|code| standard(&name, letters[code].chars().next()).or(missing).unwrap_or(USUAL)).collect()
}

/// The width of a character in the standard font that a name means.
fn standard(name: &str, character: Option<char>) -> Option<f32> {
    if name.contains("Courier") || name.contains("Mono") {
        return Some(600.0);
    }
    let bold = usize::from(name.contains("Bold"));
    let column = match name {
        _ if name.contains("Times") && (name.contains("Italic") || name.contains("Oblique")) => 4 + bold,
        _ if name.contains("Times") => 2 + bold,
        _ => bold,
    };
    let at = STANDARD.binary_search_by_key(&character?, |(c, _)| *c).ok()?;
    Some(STANDARD[at].1[column])
}

/// Widths of a composite font, by number of glyph: ranges of one width, and lists that begin at a number.
#[derive(Debug, Default)]
pub(super) struct ByGlyph {
    /// First glyph, last glyph, their widths: one for all, or one each; sorted by the first.
    ranges: Vec<(u32, u32, Vec<f32>)>,
    usual: f32,
}

impl ByGlyph {
    /// Reads `W` (or `W2`, of which every third number tells) and `DW`.
    pub fn read(font: &Dict<'_>) -> ByGlyph {
        let usual = font.get::<f32>("DW").unwrap_or(1_000.0);
        let mut ranges = Vec::new();
        let Some(list) = font.get::<Array<'_>>("W") else { return ByGlyph { ranges, usual } };
        let mut items = list.iter::<Object<'_>>();
        while let Some(Object::Number(first)) = items.next() {
            let Ok(first) = u32::try_from(first.as_i64()) else { break };
            match items.next() {
                Some(Object::Array(widths)) => {
                    let widths: Vec<f32> = widths.iter::<f32>().take(65_536).collect();
                    let last = first.saturating_add((widths.len() as u32).saturating_sub(1));
                    if !widths.is_empty() {
                        ranges.push((first, last, widths));
                    }
                }
                Some(Object::Number(last)) => match (u32::try_from(last.as_i64()), items.next()) {
                    (Ok(last), Some(Object::Number(width))) if last >= first => {
                        ranges.push((first, last, vec![width.as_f32()]));
                    }
                    _ => break,
                },
                _ => break,
            }
        }
        ranges.sort_by_key(|(first, ..)| *first);
        ByGlyph { ranges, usual }
    }

    /// The width of a glyph in thousandths of the size.
    pub fn width(&self, glyph: u32) -> f32 {
        let after = self.ranges.partition_point(|(first, ..)| *first <= glyph);
        let range = after.checked_sub(1).map(|at| &self.ranges[at]).filter(|(_, last, _)| *last >= glyph);
        match range {
            Some((_, _, widths)) if widths.len() == 1 => widths[0],
            Some((first, _, widths)) => widths.get((glyph - first) as usize).copied().unwrap_or(self.usual),
            None => self.usual,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_fonts_have_their_widths() {
        assert_eq!(standard("Helvetica", Some('i')), Some(222.0));
        assert_eq!(standard("Times-BoldItalic", Some('M')), Some(889.0));
        assert_eq!(standard("Courier-Bold", Some('M')), Some(600.0));
        assert_eq!(standard("Helvetica", Some('Ж')), None);
    }

    #[test]
    fn widths_by_glyph_are_found_in_their_ranges() {
        let widths =
            ByGlyph { ranges: vec![(3, 5, vec![1.0, 2.0, 3.0]), (9, 4_000_000_000, vec![7.0])], usual: 5.0 };
        let of = |glyph| widths.width(glyph);
        assert_eq!((of(2), of(4), of(6), of(9), of(3_000_000_000)), (5.0, 2.0, 5.0, 7.0, 7.0));
    }
}
