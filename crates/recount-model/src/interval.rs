//! What a figure commits its speaker to.

use std::fmt;

/// The table of words without a number ("hundreds"), kept with the claim so that a method may evaluate the word anew.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vague(
    /// The word as the lexicon lists it, in lower case.
    pub String,
);

/// A closed interval of whole numbers; an absent bound is open. "at least 34" is `low: 34, high: None`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Interval {
    /// Smallest number the words allow; `None` when open below.
    pub low: Option<u64>,
    /// Largest number the words allow; `None` when open above.
    pub high: Option<u64>,
    /// The only bound lies one beyond the number printed: "more than 30" is `low: 31`, "fewer than 10" is `high: 9`.
    pub beyond: bool,
    /// A point estimate given beside an interval.
    pub point: Option<u64>,
    /// Whether the words say "about", "some", "nearly" or are vague.
    pub approximate: bool,
    /// The vague word, when there is no number.
    pub vague: Option<Vague>,
    /// What the source says the interval is, e.g. `confidence interval`; nothing else is ever labelled so.
    pub basis: Option<String>,
    /// The words of the figure, e.g. `at least thirty-four`.
    pub as_written: String,
}

impl Interval {
    /// The largest figure a claim may state, well beyond any count of people; sums of a few such figures stay within `u64`.
    pub const LARGEST: u64 = 1_000_000_000_000_000;

    /// The interval `[n, n]`.
    pub fn exactly(n: u64, as_written: &str) -> Self {
        Interval { low: Some(n), high: Some(n), as_written: as_written.to_string(), ..Interval::default() }
    }

    /// The interval with the given bounds.
    pub fn between(low: Option<u64>, high: Option<u64>, as_written: &str) -> Self {
        Interval { low, high, as_written: as_written.to_string(), ..Interval::default() }
    }

    /// The number when both bounds are it.
    pub fn single(&self) -> Option<u64> {
        (self.low.is_some() && self.low == self.high).then_some(self.low)?
    }

    /// Whether bounds, and only bounds, are the same.
    pub fn same_bounds(&self, other: &Interval) -> bool {
        self.low == other.low && self.high == other.high
    }

    /// The largest number the words print; `None` for vague words, which print none.
    pub fn stated(&self) -> Option<u64> {
        match (self.low, self.high) {
            _ if self.vague.is_some() => None,
            (Some(low), None) if self.beyond => Some(low.saturating_sub(1)),
            (None, Some(high)) if self.beyond => Some(high.saturating_add(1)),
            (low, high) => high.max(low),
        }
    }

    /// The bound or number one would lead with: the point, else the lower bound, else the upper.
    pub fn leading(&self) -> Option<u64> {
        self.point.or(self.low).or(self.high)
    }
}

impl fmt::Display for Interval {
    /// `34`, `34 or more`, `more than 30`, `up to 2,000`, `about 150`, `5,000 to 10,000`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = if self.approximate && self.vague.is_none() { "about " } else { "" };
        if let Some(Vague(word)) = &self.vague {
            return write!(f, "\u{201c}{word}\u{201d}");
        }
        match (self.low, self.high) {
            (Some(a), Some(b)) if a == b => write!(f, "{about}{}", Grouped(a)),
            (Some(a), Some(b)) => write!(f, "{about}{} to {}", Grouped(a), Grouped(b)),
            (Some(a), None) if self.beyond => write!(f, "more than {about}{}", Grouped(a.saturating_sub(1))),
            (None, Some(b)) if self.beyond => write!(f, "fewer than {about}{}", Grouped(b.saturating_add(1))),
            (Some(a), None) => write!(f, "{about}{} or more", Grouped(a)),
            (None, Some(b)) => write!(f, "up to {about}{}", Grouped(b)),
            (None, None) => write!(f, "no bound"),
        }
    }
}

/// A number written with a comma between groups of three digits.
struct Grouped(u64);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_read_as_a_person_would_say_them() {
        assert_eq!(Interval::between(Some(34), None, "").to_string(), "34 or more");
        assert_eq!(Interval::between(None, Some(2000), "").to_string(), "up to 2,000");
        let beyond = |low, high| Interval { beyond: true, ..Interval::between(low, high, "") };
        assert_eq!(beyond(Some(31), None).to_string(), "more than 30");
        assert_eq!(beyond(None, Some(9)).to_string(), "fewer than 10");
        assert_eq!((beyond(Some(31), None).stated(), beyond(None, Some(9)).stated()), (Some(30), Some(10)));
        assert_eq!(Interval::exactly(1_234_567, "").to_string(), "1,234,567");
    }
}
