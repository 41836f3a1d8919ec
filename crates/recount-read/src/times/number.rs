//! What digits and number words may be in an expression of time: a number of units, an ordinal, a day, a year, a decade, a time by the
//! clock. One run of signs is often several; the patterns choose.

use super::lexicon::{Class, SlashOrder, Symbol, TimeLexicon};
use super::pieces::{Pieces, Reading};

/// Pieces a number in words may take.
const LONGEST_NUMBER: usize = 6;

fn push(out: &mut Vec<Reading>, class: Class, len: usize, value: i64) {
    out.push(Reading { symbol: class as Symbol, len: len as u8, value });
}

/// Readings of a piece that begins with a digit.
pub(super) fn digits(pieces: &Pieces<'_>, at: usize, lexicon: &TimeLexicon, out: &mut Vec<Reading>) {
    let word = pieces.lower(at);
    // More signs than any date or number of units has.
    if word.len() > 12 {
        return;
    }
    if let Some(minutes) = clock(word) {
        let (len, minutes) = after_hour(pieces, at, minutes, lexicon).unwrap_or((1, minutes));
        return push(out, Class::Clock, len, minutes);
    }
    if word.len() == 10 && word.as_bytes()[4] == b'-' {
        if let Some(date) = word.parse::<recount_model::PartialDate>().ok().filter(|d| d.is_full()) {
            push(out, Class::Iso, 1, date.ordinal());
        }
        return;
    }
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let (number, ending) = word.split_at(end);
    let Ok(value) = number.parse::<i64>() else { return };
    if ending.is_empty() {
        whole(pieces, at, value, number.len(), lexicon, out);
    } else if lexicon.ordinal_endings.contains(ending) {
        push(out, Class::Ordinal, 1, value);
        if (1..=31).contains(&value) {
            push(out, Class::Day, 1, value);
        }
    } else if lexicon.decade_endings.contains(ending) && value % 10 == 0 {
        decade(value, number.len(), 1, out);
    } else if let Some(hundredths) = decimal(word) {
        push(out, Class::Number, 1, hundredths);
    }
}

/// Readings of plain digits.
fn whole(
    pieces: &Pieces<'_>,
    at: usize,
    value: i64,
    len: usize,
    lexicon: &TimeLexicon,
    out: &mut Vec<Reading>,
) {
    let half = (1..=3).map(|k| pieces.lower(at + k)).eq(["1", "/", "2"]);
    if half {
        push(out, Class::Number, 4, value.saturating_mul(100) + 50);
    }
    push(out, Class::Number, 1, value.saturating_mul(100));
    if (1..=31).contains(&value) && len <= 2 {
        push(out, Class::Day, 1, value);
    }
    if len == 4 && (1000..=2199).contains(&value) {
        push(out, Class::Year, 1, value);
    }
    if len == 4 && value / 100 < 24 && value % 100 < 60 {
        push(out, Class::Military, 1, value / 100 * 60 + value % 100);
    }
    if pieces.lower(at + 1) == "'s" && lexicon.decade_endings.contains("'s") && value % 10 == 0 {
        decade(value, len, 2, out);
    }
    if (0..=24).contains(&value)
        && let Some((len, minutes)) = after_hour(pieces, at, value * 60, lexicon)
    {
        push(out, Class::Clock, len, minutes);
    }
    if pieces.lower(at + 1) == "/" && pieces.lower(at + 3) == "/" {
        slashes(pieces, at, lexicon, out);
    }
}

fn decade(value: i64, digits: usize, len: usize, out: &mut Vec<Reading>) {
    match digits {
        4 if (1000..=2100).contains(&value) => push(out, Class::Decade, len, value / 10),
        2 => push(out, Class::Decade, len, 190 + value / 10),
        _ => {}
    }
}

/// "10:30" in minutes after midnight.
fn clock(word: &str) -> Option<i64> {
    let (hours, minutes) = word.split_once(':')?;
    let minutes = minutes.split_once(':').map_or(minutes, |(m, _)| m);
    let number =
        |s: &str| (s.len() <= 2 && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse::<i64>().ok())?;
    let (h, m) = (number(hours)?, number(minutes).filter(|_| minutes.len() == 2)?);
    (h <= 24 && m < 60).then_some(h * 60 + m)
}

/// "p.m." and the like after an hour: pieces taken in all, and minutes after midnight.
fn after_hour(pieces: &Pieces<'_>, at: usize, minutes: i64, lexicon: &TimeLexicon) -> Option<(usize, i64)> {
    // Readings of later pieces are not made yet: look the words up.
    let next = pieces.lower(at + 1);
    let mark = lexicon
        .entries(next)
        .iter()
        .find(|e| e.rest.is_empty() && lexicon.clock_marks.contains(&e.symbol))?;
    let [before_noon, after_noon, _] = lexicon.clock_marks;
    let twelve = minutes / 60 == 12;
    let minutes = match mark.symbol {
        s if s == before_noon && twelve => minutes - 12 * 60,
        s if s == after_noon && !twelve && minutes < 12 * 60 => minutes + 12 * 60,
        _ => minutes,
    };
    Some((2, minutes))
}

/// "4/8/2011" as days after 1970-01-01.
fn slashes(pieces: &Pieces<'_>, at: usize, lexicon: &TimeLexicon, out: &mut Vec<Reading>) {
    let number = |k: usize| pieces.lower(at + k).parse::<i32>().ok();
    let (Some(a), Some(b), Some(year)) = (number(0), number(2), number(4)) else { return };
    let (month, day) = if lexicon.slashes == SlashOrder::MonthDay { (a, b) } else { (b, a) };
    let year = match pieces.lower(at + 4).len() {
        2 if year < 50 => 2000 + year,
        2 => 1900 + year,
        _ => year,
    };
    let date = u8::try_from(month).ok().zip(u8::try_from(day).ok());
    if let Some(date) =
        date.and_then(|(m, d)| recount_model::PartialDate::day(year, m, d)).filter(|_| year < 2200)
    {
        push(out, Class::Slashes, 5, date.ordinal());
    }
}

/// "2.5" in hundredths; "2,000" too.
fn decimal(word: &str) -> Option<i64> {
    if let Some((whole, part)) = word.split_once('.') {
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let part = digits(part).then(|| format!("{part:0<2}"))?;
        return Some(whole.parse::<i64>().ok()?.checked_mul(100)? + part.get(..2)?.parse::<i64>().ok()?);
    }
    let joined: String = word.chars().filter(|c| *c != ',').collect();
    joined.parse::<i64>().ok()?.checked_mul(100)
}

/// Readings of number words: "thirty four", "two hundred", "nineteen ninety six".
pub(super) fn number_words(pieces: &Pieces<'_>, at: usize, lexicon: &TimeLexicon, out: &mut Vec<Reading>) {
    let unit = |k: usize| lexicon.units.get(pieces.lower(at + k)).copied();
    let Some(first) = unit(0) else { return };
    if let Some((value, len)) = year_in_words(first, unit(1), unit(2)) {
        push(out, Class::Year, len, value);
    }
    let (mut total, mut group, mut len) = (0u64, first, 1);
    let mut ends = vec![(first, 1)];
    while len < LONGEST_NUMBER {
        let next = pieces.lower(at + len);
        match (lexicon.multipliers.get(next), unit(len)) {
            (Some(&m), _) if next.chars().count() > 1 => {
                if m >= 1000 {
                    total = total.saturating_add(group.saturating_mul(m));
                    group = 0;
                } else {
                    group = group.saturating_mul(m);
                }
            }
            (_, Some(n))
                if (group % 100 == 0 && n < 100) || (group % 10 == 0 && group % 100 != 0 && n < 10) =>
            {
                group += n;
            }
            _ => break,
        }
        len += 1;
        ends.push((total.saturating_add(group), len));
    }
    if total.saturating_add(group) == 2000 {
        push(out, Class::Year, len, 2000);
    }
    // Only the longest number is one: "twenty four hours" has no twenty.
    if let Some((value, len)) = ends.pop() {
        let value = i64::try_from(value.min(1_000_000)).unwrap_or(0);
        push(out, Class::Number, len, value * 100);
    }
}

/// "nineteen ninety six", "twenty eleven": two numbers of two digits.
fn year_in_words(first: u64, second: Option<u64>, third: Option<u64>) -> Option<(i64, usize)> {
    let second = second.filter(|s| (10..=90).contains(s) && (10..=20).contains(&first))?;
    let (rest, len) = match third.filter(|t| second % 10 == 0 && second >= 20 && (1..10).contains(t)) {
        Some(third) => (second + third, 3),
        None => (second, 2),
    };
    let year = i64::try_from(first * 100 + rest).ok()?;
    (1100..2100).contains(&year).then_some((year, len))
}
