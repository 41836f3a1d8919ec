//! The times a report has told of so far, from which later ones are reckoned; and the tense of a clause.

use super::lexicon::{Tense, TimeLexicon};
use super::pieces::Pieces;
use super::stretch::{Stretch, Unit, YEARS};
use super::value::Value;
use crate::text::TokenKind;
use recount_model::PartialDate;
use std::ops::Range;

/// Pieces before a time, and after it, in which a word of tense is looked for.
const BEFORE: usize = 14;
const AFTER: usize = 8;

/// Where the narrative stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Story {
    published: Option<PartialDate>,
    told: Option<Stretch>,
    quarter: Option<Stretch>,
}

impl Story {
    /// At the beginning of a report with this date; one outside the calendar is as good as none.
    pub fn new(published: Option<PartialDate>) -> Self {
        let published = published.filter(|date| YEARS.contains(&date.get_year()));
        Story { published, told: None, quarter: None }
    }

    /// The report's own date.
    pub fn published(&self) -> Option<PartialDate> {
        self.published
    }

    /// The last time that the text told of.
    pub fn told(&self) -> Option<Stretch> {
        self.told
    }

    /// The business quarter, or half of a year, that the text tells of: the latest one named.
    pub fn quarter(&self) -> Option<Stretch> {
        self.quarter
    }

    /// The stretch of a unit that the report's own date lies in, if the date is exact enough to say.
    pub fn holding(&self, unit: Unit) -> Option<Stretch> {
        let published = self.published?;
        let exact = published.is_full()
            || (published.get_month().is_some() && unit >= Unit::Month)
            || unit >= Unit::Year;
        exact.then(|| Stretch::holding(unit, published.first_day()))
    }

    /// Takes note of a time that was told.
    pub fn note(&mut self, value: &Value) {
        let Some(stretch) = value.stretch() else { return };
        self.told = Some(stretch);
        if let Stretch::Quarter(..) = stretch {
            let later = self.quarter.is_none_or(|q| stretch.first_day().ordinal() >= q.first_day().ordinal());
            // A quarter named after a later one ("a year earlier") is a comparison; the text still tells of the later.
            if later {
                self.quarter = Some(stretch);
            }
        }
    }
}

/// The tense of the clause around a time, by the nearest word that shows it: before the time, else after it.
pub(super) fn tense(
    pieces: &Pieces<'_>,
    lexicon: &TimeLexicon,
    sentence: &Range<usize>,
    time: &Range<usize>,
) -> Option<Tense> {
    let floor = time.start.saturating_sub(BEFORE).max(sentence.start);
    let ceiling = (time.end + AFTER).min(sentence.end);
    let before = (floor..time.start).rev().find_map(|at| shows(pieces, lexicon, at, time.start));
    // "Was put off until Friday", but "By Friday they had gone".
    if before.is_some() && pieces.ends_with(time.start, sentence.start, lexicon.future_beside) {
        return Some(Tense::Future);
    }
    before.or_else(|| (time.end..ceiling).find_map(|at| shows(pieces, lexicon, at, ceiling)))
}

/// The tense that the words at a piece show.
fn shows(pieces: &Pieces<'_>, lexicon: &TimeLexicon, at: usize, end: usize) -> Option<Tense> {
    let [past, future] = lexicon.tense;
    let longest = |symbol| {
        let fits =
            pieces.readings(at).iter().filter(|r| r.symbol == symbol && at + usize::from(r.len) <= end);
        fits.map(|r| r.len).max()
    };
    match (longest(past), longest(future)) {
        (Some(p), Some(f)) => Some(if f >= p { Tense::Future } else { Tense::Past }),
        (Some(_), None) => Some(Tense::Past),
        (None, Some(_)) => Some(Tense::Future),
        (None, None) => {
            let piece = pieces.all.get(at)?;
            let ends = |e: &String| piece.lower.len() > e.len() + 1 && piece.lower.ends_with(e.as_str());
            let verb =
                piece.kind == TokenKind::Word && !piece.joined && lexicon.past_endings.iter().any(ends);
            verb.then_some(Tense::Past)
        }
    }
}
