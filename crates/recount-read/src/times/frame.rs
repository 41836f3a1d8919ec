//! Times as frames use them: the date or stretch that a claim can have, derived from the TIMEX3 value.
//!
//! What names no date and no stretch ("now", "daily", "a five-year plan", "months") is left out: it would stand nearer to a claim than
//! the date it is of. So is what only places a time within a stretch that the report lies in ("before the year is out"). A week or a
//! weekend keeps its place but has no date: what is told of it happened on one of its days.

use super::lexicon::{Symbol, TimeLexicon};
use super::pieces::Pieces;
use super::rules::Make;
use super::stretch::{Stretch, Unit};
use super::value::Value;
use super::{Found, find};
use crate::lexicon::ReadingLexicon;
use crate::text::Text;
use recount_model::{PartialDate, Period, Report};
use std::ops::Range;

/// A time of what a sentence tells.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Time {
    pub tokens: Range<usize>,
    /// The date, when there is one.
    pub date: Option<PartialDate>,
    /// The stretch of time, when the words name one.
    pub period: Option<Period>,
    /// Whether the words name a calendar day or month rather than one relative to the report.
    pub explicit: bool,
    /// Whether the words stretch over more than one occurrence: a whole year, "since 2009", "over five years".
    pub long: bool,
}

/// Days of a stretch from which on it holds more than one occurrence.
const LONG_DAYS: i64 = 7;

/// The times of every sentence. In a report without a date, a day without a year has no value.
pub(crate) fn times_by_sentence(
    report: &Report,
    text: &Text<'_>,
    lexicon: &ReadingLexicon,
) -> Vec<Vec<Time>> {
    let published = report.published.map(|p| p.date);
    let pieces = Pieces::of(text, &lexicon.times);
    let found = find(text, &pieces, published, &lexicon.times);
    let sentences = text.sentences.iter().zip(found);
    sentences
        .map(|(s, found)| times(&found, &pieces, pieces.of_tokens(&s.tokens).start, &lexicon.times))
        .collect()
}

/// The times of a sentence that begins at piece `first`.
fn times(found: &[Found], pieces: &Pieces<'_>, first: usize, lexicon: &TimeLexicon) -> Vec<Time> {
    let mut out = Vec::new();
    let mut rest = found;
    while let Some((here, tail)) = rest.split_first() {
        rest = tail;
        let place = Place { pieces, lexicon, first, found: here };
        if let Some(time) = place.until(tail.first()) {
            rest = tail.get(1..).unwrap_or_default();
            out.push(time);
        } else {
            out.extend(place.until_day().or_else(|| place.time()));
        }
    }
    out
}

/// An expression among the words of its sentence.
struct Place<'a> {
    pieces: &'a Pieces<'a>,
    lexicon: &'a TimeLexicon,
    /// The first piece of the sentence.
    first: usize,
    found: &'a Found,
}

impl Place<'_> {
    /// Whether the words right before the expression, or before those that modify it, are of a class.
    fn after(&self, symbol: Symbol) -> bool {
        let before = |piece| self.pieces.ends_with(piece, self.first, symbol);
        before(self.found.pieces.start) || before(self.found.start)
    }

    /// Whether a word joins the two ends of a stretch, given what stands before the first.
    fn joins(&self, at: usize) -> bool {
        let is = |symbol| self.pieces.reading(at, symbol).is_some_and(|r| r.len == 1);
        is(self.lexicon.range_joins)
            || (is(self.lexicon.range_joins_between) && self.after(self.lexicon.range_between))
    }

    /// "From 28 September to 13 October", "between April and December": one stretch of two days or months.
    fn until(&self, next: Option<&Found>) -> Option<Time> {
        let next = next?;
        let end = self.found.pieces.end;
        let ends = |f: &Found| match f.value {
            Value::Stretch(stretch @ (Stretch::Day(_) | Stretch::Month(..))) => stretch.date(),
            _ => None,
        };
        let (start, stop) = (ends(self.found)?, ends(next)?);
        let joined = next.start == end + 1 && self.joins(end) && start.ordinal() <= stop.ordinal();
        joined.then(|| self.period(self.found.tokens.start..next.tokens.end, start, Some(stop)))
    }

    /// "April 8-10" and "April 8-10, 2011": the second end is a bare number. (That of "8-10 April" is an expression of its own.)
    fn until_day(&self) -> Option<Time> {
        let Value::Stretch(Stretch::Day(start)) = self.found.value else { return None };
        let Range { start: first, end } = self.found.pieces;
        let join = (first..end + 1).find(|at| self.joins(*at)).filter(|_| self.found.make == Make::Date)?;
        let stop =
            PartialDate::day(start.get_year(), start.get_month()?, self.pieces.lower(join + 1).parse().ok()?);
        let stop = stop.filter(|s| s.ordinal() > start.ordinal())?;
        let last = self.pieces.all.get(join + 1)?.token;
        let tokens = self.found.tokens.start..self.found.tokens.end.max(last + 1);
        Some(self.period(tokens, start, Some(stop)))
    }

    fn period(&self, tokens: Range<usize>, start: PartialDate, end: Option<PartialDate>) -> Time {
        let period = Period { start: Some(start), end };
        let long = period.days().is_none_or(|d| d > LONG_DAYS);
        Time { tokens, date: Some(start), period: Some(period), explicit: self.is_explicit(), long }
    }

    /// Whether the words name a time of the calendar.
    fn is_explicit(&self) -> bool {
        matches!(
            self.found.make,
            Make::Date | Make::DateBeside | Make::Month | Make::Year | Make::NamedYear | Make::Feast
        )
    }

    fn time(&self) -> Option<Time> {
        let tokens = self.found.tokens.clone();
        let plain = Time { tokens, date: None, period: None, explicit: self.is_explicit(), long: false };
        match self.found.value {
            Value::Stretch(_) if matches!(self.found.make, Make::UnitTold | Make::UnitEnd) => None,
            Value::Stretch(Stretch::Year(year)) if self.after(self.lexicon.range_since) => {
                Some(self.period(plain.tokens, PartialDate::year(year), None))
            }
            Value::Stretch(stretch) => Some(of_stretch(plain, stretch)),
            Value::Part(day, _) | Value::Clock(day, _) => Some(Time { date: Some(day?), ..plain }),
            Value::OpenDay { .. } | Value::OpenWeekday(_) | Value::Unknown(_) => Some(plain),
            Value::Length { hundredths: Some(_), unit } if self.after(self.lexicon.range_within) => {
                Some(Time { long: unit.is_long(), ..plain })
            }
            Value::Length { .. } | Value::Every(_) | Value::Reference(_) => None,
        }
    }
}

fn of_stretch(plain: Time, stretch: Stretch) -> Time {
    match stretch {
        Stretch::Day(_) | Stretch::Month(..) => Time { date: stretch.date(), ..plain },
        Stretch::Year(_) => Time { date: stretch.date(), long: true, ..plain },
        Stretch::Week(..) | Stretch::Weekend(..) => plain,
        _ => {
            let period = Period { start: Some(stretch.first_day()), end: Some(stretch.last_day()) };
            Time { period: Some(period), long: stretch.unit() > Unit::Week, ..plain }
        }
    }
}
