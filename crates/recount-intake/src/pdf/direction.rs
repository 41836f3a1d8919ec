//! The direction that a line is set in, which its letters alone do not tell: an Arabic sentence in a paragraph set from left to right has its
//! full stop at the right end, where its first word stands too.

use super::bidi::is_right_to_left;

/// What is seen of one line, from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    leftwards: usize,
    rightwards: usize,
    /// A sign that ends sentences or clauses at the left end, and at the right end.
    ends_left: bool,
    ends_right: bool,
}

impl Seen {
    /// Looks at the texts of a line's letters.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Seen {
        let mut seen = Seen { leftwards: 0, rightwards: 0, ends_left: false, ends_right: false };
        let mut begun = false;
        for c in texts.flat_map(str::chars).filter(|c| !c.is_whitespace()) {
            if is_right_to_left(c) && c.is_alphabetic() {
                seen.leftwards += 1;
            } else if c.is_alphabetic() {
                seen.rightwards += 1;
            }
            seen.ends_right = matches!(c, '.' | ',' | ';' | ':' | '?' | '!' | '،' | '؛' | '؟' | '…');
            if !begun {
                (begun, seen.ends_left) = (true, seen.ends_right);
            }
        }
        seen
    }

    /// Whether its ends show it to be set from right to left (true), or from left to right; no line begins with a full stop.
    fn told(self) -> Option<bool> {
        (self.ends_left != self.ends_right).then_some(self.ends_left)
    }
}

/// Whether more letters are written from right to left than from left to right.
pub(super) fn runs_leftwards<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    let seen = Seen::of(texts);
    seen.leftwards > seen.rightwards
}

/// Whether each line of a part of a page is set from right to left.
pub(super) fn directions(lines: &[Seen]) -> Vec<bool> {
    let sum = |count: fn(&Seen) -> usize| lines.iter().map(count).sum::<usize>();
    let part = sum(|line| line.leftwards) > sum(|line| line.rightwards);
    // Lines that are mostly of such letters show by their ends how paragraphs of them are set here.
    let mostly = |line: &&Seen| line.leftwards > line.rightwards;
    let told: Vec<bool> = lines.iter().filter(mostly).filter_map(|line| line.told()).collect();
    let leftwards = 2 * told.iter().filter(|leftwards| **leftwards).count() >= told.len();
    let direction = |line: &Seen| match (line.leftwards, line.rightwards) {
        (0, 0) => part && leftwards,
        // Latin words in a paragraph that runs the other way.
        (0, _) => part && leftwards && line.told() == Some(true),
        (_, 0) => line.told().unwrap_or(leftwards),
        (backwards, forwards) if backwards > forwards || part => line.told().unwrap_or(leftwards),
        _ => false,
    };
    lines.iter().map(direction).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], want: &[bool]) {
        let seen: Vec<Seen> = lines.iter().map(|line| Seen::of(std::iter::once(*line))).collect();
        assert_eq!(directions(&seen), want, "{lines:?}");
    }

    #[test]
    fn a_full_stop_shows_where_a_line_ends() {
        check(&["דג בא", ".וה דג"], &[true, true]);
        check(&["דג בא", "וה דג."], &[false, false]);
        check(
            &["דג אבגדהוזחטיכלמנסעפצקרש (Delta Ltd) בא", ".Delta Ltd", "Delta Ltd", "12"],
            &[true, true, false, true],
        );
        check(&["He said דג.", "She said no."], &[false, false]);
        check(&["He said so to them all.", ".דג בא"], &[false, true]);
        check(&[], &[]);
    }
}
