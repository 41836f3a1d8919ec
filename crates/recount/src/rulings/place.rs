//! Where the words of a claim stand in a text that may be another one than the claim was read in: derived by another program, it has
//! other headings, other breaks of lines.

use recount_model::{ClaimAnchor, CodePoints, Span};
use std::cell::OnceCell;

/// A text as places in it are looked for.
pub(super) struct Words<'t> {
    text: &'t str,
    points: CodePoints,
    /// Made when the first words are looked for that do not stand where they stood.
    unspaced: OnceCell<Unspaced>,
}

/// A text without its white space.
struct Unspaced {
    text: String,
    /// For each byte of it, where that stands in the text.
    places: Vec<usize>,
}

impl<'t> Words<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Words { text, points: CodePoints::new(text), unspaced: OnceCell::new() }
    }

    /// Where the words of a claim stood, if they stand there still.
    pub(super) fn where_they_stood(&self, anchor: &ClaimAnchor) -> Option<Span> {
        let place = self.points.span(anchor.start, anchor.end);
        let is_there = self.text.get(place.start..place.end).is_some_and(|words| words == anchor.words);
        is_there.then_some(place)
    }

    /// Every place at which the words of a claim stand, however lines and spaces part them; in order, without overlaps.
    pub(super) fn where_they_stand(&self, anchor: &ClaimAnchor) -> Vec<Span> {
        let Unspaced { text, places } = self.unspaced.get_or_init(|| Unspaced::of(self.text));
        let words = Unspaced::of(&anchor.words).text;
        if words.is_empty() {
            return Vec::new();
        }
        let ends =
            |start: usize| places.get(start + words.len() - 1).map_or(self.text.len(), |last| last + 1);
        text.match_indices(&words).map(|(start, _)| Span::new(places[start], ends(start))).collect()
    }

    /// Where a place begins, in code points.
    pub(super) fn start(&self, place: Span) -> usize {
        self.points.range(place).0
    }
}

impl Unspaced {
    fn of(text: &str) -> Self {
        let mut unspaced = Unspaced { text: String::new(), places: Vec::new() };
        for (at, letter) in text.char_indices().filter(|(_, letter)| !letter.is_whitespace()) {
            unspaced.text.push(letter);
            unspaced.places.extend(at..at + letter.len_utf8());
        }
        unspaced
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use recount_model::{ClaimId, ReportId};

    fn anchor(start: usize, words: &str) -> ClaimAnchor {
        ClaimAnchor {
            id: ClaimId("c".into()),
            report: ReportId([0; 32]),
            start,
            end: start + words.chars().count(),
            words: words.into(),
            content: String::new(),
        }
    }

    #[test]
    fn words_are_found_where_they_stand_however_they_are_parted() {
        let text = "Menü · Seite 1\n\nSechs Menschen\nstarben. Sechs  Menschen starben, 6 Menschen starben.";
        let words = Words::of(text);
        let claim = anchor(3, "Sechs Menschen starben");
        assert_eq!(words.where_they_stood(&claim), None);
        let found: Vec<&str> =
            words.where_they_stand(&claim).into_iter().map(|place| place.slice(text)).collect();
        assert_eq!(found, ["Sechs Menschen\nstarben", "Sechs  Menschen starben"]);
        let there = anchor(16, "Sechs Menschen\nstarben");
        assert_eq!(words.where_they_stood(&there).map(|place| words.start(place)), Some(16));
        for (start, none) in [(0, "sieben"), (9_999, "acht"), (0, ""), (2, " \n")] {
            assert_eq!(words.where_they_stand(&anchor(start, none)), vec![], "{none:?}");
        }
    }
}
