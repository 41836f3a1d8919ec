//! Which gaps between the letters of a line part words. A document that draws blanks parts its words by them, and a gap without one
//! has to be wide; in one that only leaves room any gap parts that no kerning makes. Letters that are set wide on purpose (`Tc`) are no words:
//! their gaps are alike over several letters, which tells them from the room that programs leave in the same way behind the one letter that
//! ends a word.

/// How a piece of a line is set, along the line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Set {
    pub left: f32,
    pub right: f32,
    pub size: f32,
    /// Room that was ordered behind every letter.
    pub spaced: f32,
    /// Whether it is a blank.
    pub blank: bool,
}

/// A gap between letters, in sizes, that parts words: where the document draws blanks, and where it does not.
const WORD_GAP_WITH_BLANKS: f32 = 0.17;
const WORD_GAP: f32 = 0.13;
/// Gaps one behind the other that are alike where letters are set wide, and how much they may differ from what was ordered, in sizes.
const WIDE_RUN: usize = 3;
const ALIKE: f32 = 0.03;

/// Whether each piece is parted from the one right of it; the last is. `blanks` says that the document draws the blanks between words.
pub(super) fn parting(pieces: &[Set], blanks: bool) -> Vec<bool> {
    let limit = if blanks { WORD_GAP_WITH_BLANKS } else { WORD_GAP };
    let wide = set_wide(pieces);
    let between = pieces.windows(2).zip(wide).map(|(pair, wide)| {
        let (left, right) = (pair[0], pair[1]);
        let meant = if wide { left.spaced } else { 0.0 };
        left.blank || right.blank || gap(left, right) - meant > limit * left.size.min(right.size)
    });
    let mut parting: Vec<bool> = between.chain([true]).collect();
    for (at, pieces) in pieces.windows(3).enumerate() {
        if is_taken_back(pieces[0], pieces[1], pieces[2]) {
            parting[at..at + 2].fill(false);
        }
    }
    parting
}

/// Whether a blank between two letters is drawn over by the second: its width was taken back by the room ordered for blanks (`Tw`).
fn is_taken_back(left: Set, blank: Set, right: Set) -> bool {
    let (room, width) = (gap(left, right), blank.right - blank.left);
    blank.blank
        && !left.blank
        && !right.blank
        && room.abs() < ALIKE * left.size
        && width > room + 0.1 * left.size
}

fn gap(left: Set, right: Set) -> f32 {
    right.left - left.right
}

/// Whether the gap right of each piece but the last is one of letters set wide. It may be wider than the others, where a word ends.
fn set_wide(pieces: &[Set]) -> Vec<bool> {
    let ordered: Vec<Option<f32>> = pieces
        .windows(2)
        .map(|pair| {
            let (left, right) = (pair[0], pair[1]);
            let alike = gap(left, right) - left.spaced > -ALIKE * left.size;
            (left.spaced > 0.0 && alike).then_some(left.spaced / left.size)
        })
        .collect();
    let runs = ordered.chunk_by(|a, b| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < ALIKE,
        _ => false,
    });
    runs.flat_map(|run| std::iter::repeat_n(run.len() >= WIDE_RUN && run[0].is_some(), run.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters five wide of size ten, each with the room ordered behind it and the gap there is.
    fn check(letters: &[(char, f32, f32)], blanks: bool, want: &str) {
        let mut at = 0.0;
        let mut pieces = Vec::new();
        for (c, spaced, gap) in letters {
            pieces.push(Set { left: at, right: at + 5.0, size: 10.0, spaced: *spaced, blank: *c == ' ' });
            at += 5.0 + gap;
        }
        let parted = parting(&pieces, blanks);
        let words: String = letters
            .iter()
            .zip(parted)
            .flat_map(|((c, ..), parted)| [Some(*c), parted.then_some('|')])
            .flatten()
            .collect();
        assert_eq!(words, want);
    }

    #[test]
    fn words_are_parted_by_blanks_or_room() {
        check(&[('a', 0.0, 0.2), ('b', 0.0, 1.5), ('c', 0.0, 0.0)], true, "abc|");
        check(&[('a', 0.0, 0.2), ('b', 0.0, 1.5), ('c', 0.0, 0.0)], false, "ab|c|");
        check(&[('a', 0.0, 0.0), (' ', 0.0, 0.0), ('c', 0.0, 0.0)], true, "a| |c|");
        check(&[('a', 0.0, 0.0), (' ', 0.0, -4.9), ('c', 0.0, 0.0)], true, "a c|");
    }

    #[test]
    fn letters_that_are_set_wide_are_one_word() {
        let wide = |c| (c, 3.0, 3.0);
        check(&[wide('a'), wide('b'), wide('c'), wide('d')], true, "abcd|");
        check(&[wide('a'), wide('b'), ('c', 3.0, 8.0), wide('d'), wide('e')], false, "abc|de|");
        // Ordered for one letter, which ends a word; and taken back at once.
        check(&[('a', 0.0, 0.0), wide('b'), ('c', 0.0, 0.0)], true, "ab|c|");
        check(&[wide('a'), ('b', 3.0, 0.0), wide('c'), ('d', 0.0, 0.0)], true, "a|bc|d|");
        check(&[wide('a'), wide('b'), ('c', 0.0, 0.0)], true, "a|b|c|");
    }
}
