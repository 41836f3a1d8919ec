//! Fonts of 256 codes: Type 1, TrueType and Type 3.

use super::encoding::{Known, Letters, changed, stated};
use super::{Shown, built_in, looked_up, to_unicode, widths};
use hayro_syntax::object::{Array, Dict, Name};

/// A simple font.
pub(super) struct Simple {
    letters: Letters,
    /// Text space units at size 1, a code each.
    advances: Vec<f64>,
}

impl Simple {
    pub fn read(font: &Dict<'_>, work: &mut u64) -> Simple {
        let encoded = encoded(font, work);
        let widths = widths::simple(font, &encoded);
        let letters = match to_unicode(font, work) {
            Some(table) => {
                let by_table = |code: usize| looked_up(&table, code as u32);
                encoded.into_iter().enumerate().map(|(code, l)| by_table(code).unwrap_or(l)).collect()
            }
            None => encoded,
        };
        let type_3 = font.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_str() == "Type3");
        let matrix = font.get::<Array<'_>>("FontMatrix").filter(|_| type_3);
        let unit = matrix.and_then(|matrix| matrix.iter::<f64>().next()).map_or(0.001, f64::abs);
        Simple { letters, advances: widths.into_iter().map(|width| f64::from(width) * unit).collect() }
    }

    pub fn shown(&self, code: u8) -> Shown {
        let letters = &self.letters[usize::from(code)];
        Shown {
            text: (!letters.is_empty()).then(|| letters.clone()),
            advance: self.advances[usize::from(code)],
            is_space_code: code == b' ',
        }
    }
}

/// Characters by the font's encoding.
fn encoded(font: &Dict<'_>, work: &mut u64) -> Letters {
    let stated = stated(font);
    let name = font.get::<Name<'_>>("BaseFont").map(|name| name.as_str().to_string()).unwrap_or_default();
    let true_type = font.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_str() == "TrueType");
    let descriptor = font.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    const SYMBOLIC: u32 = 4;
    let symbolic = descriptor.get::<u32>("Flags").unwrap_or(0) & SYMBOLIC != 0;
    let mut letters = match stated.base {
        Some(base) => base.letters(),
        None if name.ends_with("ZapfDingbats") => Known::Dingbats.letters(),
        None if name.ends_with("Symbol") || name.contains("+Symbol") => Known::Symbol.letters(),
        None => built_in::letters(&descriptor, work).unwrap_or_else(|| {
            if true_type || symbolic { Known::WinAnsi.letters() } else { Known::Standard.letters() }
        }),
    };
    for (code, glyph) in &stated.changes {
        letters[usize::from(*code)] = changed(*code, glyph).unwrap_or_default();
    }
    letters
}
