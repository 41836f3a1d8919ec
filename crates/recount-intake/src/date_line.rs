//! Lines that consist of a date ("Apr 19, 2011", "8 Jan 2015", "Published: May 7, 2019, 6:05 PM"), and dates inside
//! addresses. Only what is certain is taken: a line with any other word is no date line, and `08/04/2011` is no date.

use recount_lexicon::Calendar;
use recount_model::PartialDate;
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A date line: its date and whether it dates a later version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DateLine {
    pub date: PartialDate,
    pub revised: bool,
}

#[derive(Deserialize)]
struct Lexicon {
    skipped: BTreeSet<String>,
    revised: BTreeSet<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    toml::from_str(include_str!("../lexicon/en/date_lines.toml")).expect("the embedded lexicon is valid")
});

/// The date of `line`, when the line says nothing else. Month and year are the least it must give.
pub(crate) fn date_line(line: &str) -> Option<DateLine> {
    if line.len() > 120 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let (mut year, mut month, mut day, mut whole, mut revised) = (None, None, None, None, false);
    for token in line.split(|c: char| c.is_whitespace() || ",|·•–—()[]/".contains(c)) {
        let token = token.trim_matches(|c: char| ".:;-".contains(c)).to_lowercase();
        if token.is_empty() || is_passed_over(&token) {
            continue;
        }
        if LEXICON.revised.contains(&token) {
            revised = true;
        } else if let Some(date) = iso_date(&token) {
            whole = whole.or(Some(date));
        } else if let Some(n) = named_month(&token) {
            month = Some(month.is_none().then_some(n)?);
        } else if let Some(n) = four_digit_year(&token) {
            year = Some(year.is_none().then_some(n)?);
        } else {
            day = Some(day.is_none().then(|| day_of_month(&token))??);
        }
    }
    let date = match (whole, year, month, day) {
        (Some(date), None, None, None) => date,
        (None, Some(y), Some(m), Some(d)) => PartialDate::day(y, m, d)?,
        (None, Some(y), Some(m), None) => PartialDate::month(y, m)?,
        _ => return None,
    };
    Some(DateLine { date, revised })
}

/// The month that a word names in any language: a date line does not say which it is of.
fn named_month(word: &str) -> Option<u8> {
    Calendar::all().find_map(|c| c.month(word))
}

/// Whether a token may stand in a date line without changing the date: a day of the week, a time, a listed word.
fn is_passed_over(token: &str) -> bool {
    LEXICON.skipped.contains(token)
        || Calendar::all().any(|c| c.weekday(token).is_some())
        || is_clock_time(token)
}

/// Longest name before the date of a credit line, in words.
const CREDIT_WORDS: usize = 6;

/// A line that names who published the report and when: "Eastern Review, 15 October 2023", "*The Post | 3 May 2014*". The name is
/// capitals, with small words between, so that no sentence is taken for one.
pub(crate) fn credit_line(line: &str) -> Option<(String, DateLine)> {
    let line = line.trim().trim_matches(['*', '_']).trim();
    let breaks = [", ", " | ", " \u{b7} ", " - ", " \u{2013} ", " \u{2014} "];
    let mut ends: Vec<(usize, usize)> =
        breaks.iter().flat_map(|b| line.match_indices(b).map(|(at, b)| (at, at + b.len()))).collect();
    ends.sort_unstable();
    let (end, from) = ends.into_iter().find(|&(_, from)| date_line(&line[from..]).is_some())?;
    let name = line[..end].trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let small = ["of", "the", "and", "for", "in", "on", "to", "de", "la"];
    let capital = |w: &&str| {
        w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '(') || small.contains(w)
    };
    let named = (1..=CREDIT_WORDS).contains(&words.len())
        && words.iter().all(capital)
        && words[0].starts_with(char::is_uppercase)
        && !name.ends_with(['.', ':', '!', '?']);
    let name = name.split(", ").next().unwrap_or(name).to_string();
    date_line(&line[from..]).filter(|_| named).map(|date| (name, date))
}

/// The date a paragraph opens with, between the place and the dash: "GENEVA, 5 March 2012 - ...".
pub(crate) fn dateline_date(paragraph: &str) -> Option<PartialDate> {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\p{Lu}[\p{Lu} .'’-]{2,30}(?:, [\p{L} .]{2,30})?[,:(]+ ?([^()\n]{8,30}?)\)? ?(?:\([^()\n]{2,40}\) ?)?[-–—]")
            .expect("a valid pattern")
    });
    let found = HEAD.captures(paragraph)?;
    date_line(found.get(1)?.as_str()).map(|line| line.date)
}

/// The day that an address names: `/2015/10/3/`, `/2015-10-03`, `/20111212-`.
pub(crate) fn date_in_address(url: &str) -> Option<PartialDate> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[/_-]((?:19|20)\d\d)(?:[/-](\d{1,2}|[a-z]{3,9})[/-](\d{1,2})|(\d\d)(\d\d))(?:[/_-]|$)")
            .expect("a valid pattern")
    });
    static MONTH: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/").expect("a valid pattern"));
    let url = url.to_lowercase();
    let path = url.split(['?', '#']).next()?;
    let number = |m: Option<regex::Match>| m.and_then(|m| m.as_str().parse::<u16>().ok());
    if let Some(found) = DAY.captures(path) {
        let year = i32::from(number(found.get(1))?);
        let month = number(found.get(2).or(found.get(4)))
            .and_then(|m| u8::try_from(m).ok())
            .or_else(|| named_month(found.get(2)?.as_str()))?;
        let day = u8::try_from(number(found.get(3).or(found.get(5)))?).ok()?;
        return PartialDate::day(year, month, day);
    }
    let found = MONTH.captures(path)?;
    PartialDate::month(i32::from(number(found.get(1))?), u8::try_from(number(found.get(2))?).ok()?)
}

/// A date of metadata: ISO 8601, with or without a time, or a date line.
pub(crate) fn metadata_date(value: &str) -> Option<PartialDate> {
    let value = value.trim();
    iso_date(value).or_else(|| date_line(value).map(|line| line.date))
}

/// `2015-10-03` or `2015-10`, also with a time behind it.
fn iso_date(token: &str) -> Option<PartialDate> {
    let day = token.get(..10).filter(|_| token.len() == 10 || !token.as_bytes()[10].is_ascii_digit());
    day.and_then(|d| d.parse().ok())
        .or_else(|| token.parse().ok().filter(|d: &PartialDate| d.get_month().is_some()))
}

fn four_digit_year(token: &str) -> Option<i32> {
    let digits = token.len() == 4 && token.bytes().all(|b| b.is_ascii_digit());
    token.parse().ok().filter(|y| digits && (1900..2100).contains(y))
}

fn day_of_month(token: &str) -> Option<u8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| token.strip_suffix(end)).unwrap_or(token);
    digits.parse().ok().filter(|d| (1..=31).contains(d) && digits.len() <= 2)
}

fn is_clock_time(token: &str) -> bool {
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:am|pm|z|h)?|\d{1,2}(?:am|pm)|[+-]\d\d:?\d\d|\d{4}(?:gmt|z))$").expect("a valid pattern")
    });
    TIME.is_match(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(date: Option<PartialDate>) -> String {
        date.map(|d| d.to_string()).unwrap_or_default()
    }

    #[test]
    fn date_lines_are_read_and_nothing_else_is() {
        for (line, want) in [
            ("Apr 19, 2011", "2011-04-19"),
            ("8 Jan 2015", "2015-01-08"),
            ("May 7, 2019, 6:05 PM", "2019-05-07"),
            ("Published: Friday, 3rd October 2014 at 10.15am GMT", "2014-10-03"),
            ("Oct. 3, 2015 | 18:20 UTC", "2015-10-03"),
            ("2015-10-03T12:00:00Z", "2015-10-03"),
            ("July 2011", "2011-07"),
            ("2011", ""),
            ("08/04/2011", ""),
            ("April 31, 2011", ""),
            ("On 8 April 2011 soldiers came", ""),
            ("In 2011, 34 died", ""),
            ("3 May 2011 4 May 2011", ""),
        ] {
            assert_eq!(shown(date_line(line).map(|l| l.date)), want, "{line}");
        }
        assert!(date_line("Updated: 9 Jan 2015").is_some_and(|l| l.revised));
        assert!(date_line("9 Jan 2015").is_some_and(|l| !l.revised));
    }

    #[test]
    fn credit_lines_name_a_publisher_and_a_date() {
        for (line, want) in [
            ("Eastern Review, 15 October 2023", "Eastern Review 2023-10-15"),
            ("*The Morning Post, 22 September 2023*", "The Morning Post 2023-09-22"),
            ("Harl Centre for Rights (HCR), Harl, 21 April 2021", "Harl Centre for Rights (HCR) 2021-04-21"),
            ("Harl Gazette | Oct. 3, 2015", "Harl Gazette 2015-10-03"),
            ("The bridge fell on Thursday, 14 September 2023", ""),
            ("Six people died, 14 September 2023", ""),
            ("15 October 2023", ""),
            ("Eastern Review", ""),
        ] {
            let found = credit_line(line).map(|(name, l)| format!("{name} {}", l.date));
            assert_eq!(found.unwrap_or_default(), want, "{line}");
        }
    }

    #[test]
    fn a_dateline_may_carry_a_date() {
        for (paragraph, want) in [
            ("GENEVA, 5 March 2012 - The office said", "2012-03-05"),
            ("KABUL, Afghanistan - The office said", ""),
            ("GENEVA (5 March 2012) – The office said", "2012-03-05"),
            ("The office said on 5 March 2012 - late - that", ""),
        ] {
            assert_eq!(shown(dateline_date(paragraph)), want, "{paragraph}");
        }
    }

    #[test]
    fn addresses_name_days_or_months() {
        for (url, want) in [
            ("https://a.example/news/2015/10/3/charity-leaves", "2015-10-03"),
            ("https://a.example/en/20111212-noose", "2011-12-12"),
            ("https://a.example/2015-01-10/x", "2015-01-10"),
            ("https://a.example/news/2018/aug/9/x", "2018-08-09"),
            ("https://a.example/2015/01/after-attack.html", "2015-01"),
            ("https://a.example/story?id=20111212", ""),
            ("https://a.example/3665006/toll-150-2000", ""),
            ("https://a.example/2015/13/40/x", ""),
        ] {
            assert_eq!(shown(date_in_address(url)), want, "{url}");
        }
    }
}
