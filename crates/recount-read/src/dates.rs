//! Times in a sentence, made into dates against the report's own date.
//!
//! Follows TimeML's TIMEX3 in what a value is: a day, month or year (`DATE`), or a stretch of time (`DURATION` with both ends).
//! A weekday or a day without a year is the last such day up to the report's date. What cannot be anchored has no value.

use crate::lexicon::ReadingLexicon;
use crate::text::{Text, TokenKind};
use recount_model::{PartialDate, Period};
use std::ops::Range;

/// A time expression.
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

/// The times of a range of tokens. `published` is the report's date; without one, only a date that names its year has a value.
pub(crate) fn times(
    text: &Text<'_>,
    range: Range<usize>,
    published: Option<PartialDate>,
    lexicon: &ReadingLexicon,
) -> Vec<Time> {
    let anchor = Anchor { published };
    let mut out = Vec::new();
    let mut i = range.start;
    while i < range.end {
        let found = day_range(text, i, range.end, &anchor)
            .or_else(|| calendar(text, i, range.end, &anchor))
            .or_else(|| iso(text, i))
            .or_else(|| relative(text, i, range.end, &anchor, lexicon))
            .or_else(|| weekday(text, i, range.start, &anchor))
            .or_else(|| duration(text, i, range.end, lexicon))
            .or_else(|| plain_year(text, i, range.clone(), lexicon));
        match found {
            Some(time) => {
                i = time.tokens.end.max(i + 1);
                out.push(time);
            }
            None => i += 1,
        }
    }
    out
}

struct Anchor {
    published: Option<PartialDate>,
}

impl Anchor {
    /// The month, or day of a month, that lies nearest before the report's date.
    fn complete(&self, month: u8, day: Option<u8>) -> Option<PartialDate> {
        let make = |year: i32| match day {
            Some(day) => PartialDate::day(year, month, day),
            None => PartialDate::month(year, month),
        };
        let published = self.published?;
        let latest = published.last_day().ordinal();
        let this = make(published.get_year())?;
        if this.ordinal() <= latest { Some(this) } else { make(published.get_year() - 1) }
    }
}

fn date(tokens: Range<usize>, date: Option<PartialDate>) -> Time {
    Time { tokens, date, period: None, explicit: false, long: false }
}

fn explicit(tokens: Range<usize>, value: Option<PartialDate>) -> Time {
    Time { explicit: true, ..date(tokens, value) }
}

fn small_number(text: &Text<'_>, i: usize, max: u8) -> Option<u8> {
    let token = text.tokens.get(i)?;
    let digits = token.lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &token.lower[digits.len()..];
    if digits.is_empty() || digits.len() > 2 || !matches!(suffix, "" | "st" | "nd" | "rd" | "th") {
        return None;
    }
    digits.parse().ok().filter(|n| (1..=max).contains(n))
}

fn year_number(text: &Text<'_>, i: usize) -> Option<i32> {
    let token = text.tokens.get(i).filter(|t| {
        t.kind == TokenKind::Number && t.text.len() == 4 && t.text.bytes().all(|b| b.is_ascii_digit())
    })?;
    token.text.parse().ok().filter(|y| (1800..=2200).contains(y))
}

/// The month a token names; "may" and "march" only when capitalised.
fn month(text: &Text<'_>, i: usize) -> Option<u8> {
    let token = text.tokens.get(i).filter(|t| t.is_capital())?;
    recount_lexicon::month(&token.lower)
}

/// A year after a month or day, with or without a comma: its number and where it ends.
fn year_after(text: &Text<'_>, at: usize, end: usize) -> Option<(i32, usize)> {
    let skip = usize::from(text.lower(at) == ",");
    let year = year_number(text, at + skip).filter(|_| at + skip < end)?;
    Some((year, at + skip + 1))
}

/// "From Sept. 28 to Oct. 13", "between 3 and 7 January", "3-7 January 2015".
fn day_range(text: &Text<'_>, i: usize, end: usize, anchor: &Anchor) -> Option<Time> {
    let open = usize::from(matches!(text.lower(i), "from" | "between"));
    let (first, at) = day_or_number(text, i + open)?;
    if !matches!(text.lower(at), "to" | "and" | "-" | "\u{2013}" | "until" | "through")
        || (text.lower(at) == "and" && text.lower(i) != "between")
    {
        return None;
    }
    let (second, stop) = day_or_number(text, at + 1).filter(|(_, stop)| *stop <= end)?;
    let (m2, d2) = (second.0.or(first.0)?, second.1?);
    let (m1, d1) = (first.0.or(second.0)?, first.1?);
    let (year, stop) = year_after(text, stop, end).map_or((None, stop), |(y, s)| (Some(y), s));
    let whole = |m, d| year.map_or_else(|| anchor.complete(m, Some(d)), |y| PartialDate::day(y, m, d));
    let period = Period { start: whole(m1, d1), end: whole(m2, d2) };
    let long = period.days().is_some_and(|d| d > 7);
    Some(Time { tokens: i..stop, date: period.start, period: Some(period), explicit: true, long })
}

/// Month and day, as far as the words give them.
type MonthDay = (Option<u8>, Option<u8>);

/// "Sept. 28", "28 September", or a bare "28" of a range: month and day, and where it ends.
fn day_or_number(text: &Text<'_>, i: usize) -> Option<(MonthDay, usize)> {
    if let Some(m) = month(text, i) {
        let day = small_number(text, i + 1, 31)?;
        return Some(((Some(m), Some(day)), i + 2));
    }
    let day = small_number(text, i, 31)?;
    match month(text, i + 1) {
        Some(m) => Some(((Some(m), Some(day)), i + 2)),
        None => Some(((None, Some(day)), i + 1)),
    }
}

/// "April 8", "8 April 2011", "April 8, 2011", "April 2011", "in April".
fn calendar(text: &Text<'_>, i: usize, end: usize, anchor: &Anchor) -> Option<Time> {
    let (m, day, at) = match (month(text, i), small_number(text, i, 31)) {
        (Some(m), _) => {
            match small_number(text, i + 1, 31).filter(|_| i + 1 < end && text.lower(i + 2) != ",000") {
                Some(d) => (m, Some(d), i + 2),
                None => (m, None, i + 1),
            }
        }
        (None, Some(d)) => {
            let of = usize::from(text.lower(i + 1) == "of");
            (month(text, i + 1 + of)?, Some(d), i + 2 + of)
        }
        _ => return None,
    };
    if let Some((year, stop)) = year_after(text, at, end).filter(|_| at < end) {
        let value = day.map_or_else(|| PartialDate::month(year, m), |d| PartialDate::day(year, m, d));
        return Some(explicit(i..stop, value));
    }
    // A month alone is a date only after a preposition of time; "May" and "March" are words and names too.
    let before = i.checked_sub(1).map_or("", |b| text.lower(b));
    let timed = matches!(
        before,
        "in" | "since"
            | "last"
            | "of"
            | "by"
            | "until"
            | "during"
            | "early"
            | "late"
            | "mid"
            | "this"
            | "from"
    );
    (day.is_some() || timed).then(|| explicit(i..at, anchor.complete(m, day)))
}

/// "2011-04-08".
fn iso(text: &Text<'_>, i: usize) -> Option<Time> {
    let token = text.tokens.get(i).filter(|t| t.text.len() == 10)?;
    token.text.parse().ok().map(|value| explicit(i..i + 1, Some(value)))
}

/// "today", "yesterday", "last year", "last month", "10 days ago".
fn relative(
    text: &Text<'_>,
    i: usize,
    end: usize,
    anchor: &Anchor,
    lexicon: &ReadingLexicon,
) -> Option<Time> {
    let day = anchor.published.filter(PartialDate::is_full);
    if let Some((len, ())) = lexicon.today.at(&text.tokens, i, end) {
        return Some(date(i..i + len, anchor.published));
    }
    if let Some((len, ())) = lexicon.yesterday.at(&text.tokens, i, end) {
        return Some(date(i..i + len, day.map(|d| d.plus_days(-1))));
    }
    let unit = text.lower(i + 1);
    let published = anchor.published;
    match (text.lower(i), unit) {
        ("last" | "previous" | "past", "year") => {
            let year = published.map(|p| PartialDate::year(p.get_year() - 1));
            Some(Time { tokens: i..i + 2, date: year, period: None, explicit: false, long: true })
        }
        ("this", "year") => Some(Time {
            explicit: false,
            tokens: i..i + 2,
            date: published.map(|p| PartialDate::year(p.get_year())),
            period: None,
            long: true,
        }),
        ("last", "month") => {
            let month = published
                .filter(|p| p.get_month().is_some())
                .map(|p| p.to_month().first_day().plus_days(-1).to_month());
            Some(date(i..i + 2, month))
        }
        ("last" | "past" | "this", "week" | "weekend") => Some(date(i..i + 2, None)),
        _ => ago(text, i, end, day, lexicon),
    }
}

/// "10 days ago", "two months ago".
fn ago(
    text: &Text<'_>,
    i: usize,
    end: usize,
    day: Option<PartialDate>,
    lexicon: &ReadingLexicon,
) -> Option<Time> {
    let n = number_word(text, i, lexicon)?;
    let unit = *lexicon.time_units.get(text.lower(i + 1)).filter(|_| i + 2 < end)?;
    if text.lower(i + 2) != "ago" {
        return None;
    }
    let value = day.map(|d| d.plus_days(-(n.min(10_000) as i64) * unit));
    let value = if unit >= 365 {
        value.map(|v| PartialDate::year(v.get_year()))
    } else if unit >= 30 {
        value.map(|v| v.to_month())
    } else {
        value
    };
    Some(date(i..i + 3, value))
}

fn number_word(text: &Text<'_>, i: usize, lexicon: &ReadingLexicon) -> Option<u64> {
    let token = text.tokens.get(i)?;
    if matches!(token.lower.as_str(), "a" | "an") {
        return Some(1);
    }
    token.text.parse().ok().or_else(|| lexicon.units.get(&token.lower).copied()).filter(|n| *n < 1000)
}

/// "Saturday", "last Saturday", "on Wednesday": the last such day up to the report's date.
fn weekday(text: &Text<'_>, i: usize, floor: usize, anchor: &Anchor) -> Option<Time> {
    let token = text.tokens.get(i).filter(|t| t.is_capital())?;
    let wanted = i64::from(recount_lexicon::weekday(&token.lower)?);
    let last = i > floor && text.lower(i - 1) == "last";
    let value = anchor.published.filter(PartialDate::is_full).map(|p| {
        let back = (i64::from(p.weekday()) - wanted).rem_euclid(7);
        p.plus_days(-if last && back == 0 { 7 } else { back })
    });
    Some(date(i - usize::from(last)..i + 1, value))
}

/// "over five years", "for two months", "in five days": a stretch whose ends are not known.
fn duration(text: &Text<'_>, i: usize, end: usize, lexicon: &ReadingLexicon) -> Option<Time> {
    if !matches!(text.lower(i), "over" | "for" | "within" | "in" | "during" | "past" | "last") {
        return None;
    }
    let skip =
        usize::from(matches!(text.lower(i + 1), "the" | "past" | "last" | "about" | "nearly" | "almost"));
    let skip = skip + usize::from(skip > 0 && matches!(text.lower(i + 1 + skip), "past" | "last"));
    number_word(text, i + 1 + skip, lexicon)?;
    let unit = *lexicon.time_units.get(text.lower(i + 2 + skip)).filter(|_| i + 2 + skip < end)?;
    let stop = i + 3 + skip;
    (text.lower(stop) != "ago").then_some(Time {
        tokens: i..stop,
        date: None,
        period: None,
        explicit: false,
        long: unit >= 30,
    })
}

/// "in 2013", "since 2009", "during 2014", "2004".
fn plain_year(text: &Text<'_>, i: usize, range: Range<usize>, lexicon: &ReadingLexicon) -> Option<Time> {
    let year = year_number(text, i).filter(|y| (1900..=2100).contains(y))?;
    let before = i.checked_sub(1).filter(|b| *b >= range.start).map_or("", |b| text.lower(b));
    let timed = matches!(
        before,
        "in" | "since"
            | "during"
            | "of"
            | "by"
            | "until"
            | "from"
            | "the"
            | "early"
            | "late"
            | "mid"
            | "throughout"
            | "and"
            | "to"
            | "for"
            | "before"
            | "after"
            | "post"
            | "("
            | ","
    );
    let counted = text
        .tokens
        .get(i + 1)
        .is_some_and(|t| i + 1 < range.end && lexicon.shared.populations.known_key(&t.lower).is_some());
    if !timed || (counted && !matches!(before, "in" | "since" | "during")) {
        return None;
    }
    let value = PartialDate::year(year);
    let since = before == "since";
    let period = since.then_some(Period { start: Some(value), end: None });
    Some(Time { tokens: i..i + 1, date: Some(value), period, explicit: true, long: true })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::tests::report;

    fn check(published: &str, words: &str, expected: &[&str]) {
        let report = report(words);
        let text = Text::of(&report, ReadingLexicon::english());
        let found = times(&text, 0..text.tokens.len(), published.parse().ok(), ReadingLexicon::english());
        let shown: Vec<String> = found
            .iter()
            .map(|t| {
                t.period
                    .map(|p| p.to_string())
                    .or(t.date.map(|d| d.to_string()))
                    .unwrap_or_else(|| "-".into())
            })
            .collect();
        assert_eq!(shown, expected, "{words}");
    }

    #[test]
    fn dates_are_anchored_to_the_report() {
        check("2011-04-19", "on April 8 and on 3 May 2009", &["2011-04-08", "2009-05-03"]);
        check("2011-04-19", "in December", &["2010-12"]);
        check("2011-04-19", "March 14, 2010, in July 2009 and in 2004", &["2010-03-14", "2009-07", "2004"]);
        check("2015-10-04", "on Saturday and on Sunday", &["2015-10-03", "2015-10-04"]);
        check(
            "2015-01-10",
            "yesterday, last year, last month, 10 days ago",
            &["2015-01-09", "2014", "2014-12", "2014-12-31"],
        );
        check("2015-12-14", "From Sept. 28 to Oct. 13, it", &["2015-09-28/2015-10-13"]);
        check("2015-01-15", "Between 3 and 7 January they", &["2015-01-03/2015-01-07"]);
        check("2015-01-15", "over five years, since 2009", &["-", "2009/.."]);
        check("2015-01-15", "it may march on", &[]);
        check("", "on April 8", &["-"]);
    }
}
