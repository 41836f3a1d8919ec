//! Expressions of time and their values: examples and counter-examples as data (`data/times.txt`), and what holds on any text.

mod growth;

use proptest::prelude::*;
use recount_model::{DateBasis, PartialDate, Published, Report};
use recount_read::ReadingLexicon;
use recount_read::times::{Timex, timexes};

fn report(text: &str, published: Option<PartialDate>) -> Report {
    let published = published.map(|date| Published { date, basis: DateBasis::Given });
    Report { published, ..Report::of_text("a.txt", text) }
}

fn read(text: &str, published: Option<PartialDate>) -> Vec<Timex> {
    timexes(&report(text, published), ReadingLexicon::english())
}

#[test]
fn every_example_has_its_times() {
    let mut published: Option<PartialDate> = None;
    let (mut checked, mut wrong) = (0, Vec::new());
    for line in include_str!("data/times.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if let Some(date) = line.strip_prefix('@') {
            published = date.trim().parse().ok();
            continue;
        }
        let mut parts = line.split('|').map(str::trim);
        let text = parts.next().unwrap_or_default();
        let expected: Vec<&str> = parts.collect();
        let show = |t: Timex| {
            let value = t.value.unwrap_or("-".into());
            format!("{} {} {value}", t.span.slice(text), t.kind.name())
        };
        let found: Vec<String> = read(text, published).into_iter().map(show).collect();
        checked += 1;
        if found != expected {
            wrong.push(format!("{text}\n    expected {expected:?}\n    found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {checked}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(checked >= 120, "only {checked} examples");
}

proptest! {
    #[test]
    fn any_text_is_read_and_spans_slice(text in "\\PC{0,200}") {
        spans_slice(&text)?;
    }

    #[test]
    fn words_of_time_in_any_order_are_read(
        text in "(last|next|the|year|years|ago|two|-|,|'s|80s|10|31|1998|Feb|\\.|Friday|night|at|p\\.m\\.|GMT|quarter|first|half|of|week|from|now|to|every|1/2|\u{2019}s|\u{627}\u{644}|\u{1f600}| ){0,40}",
        published in prop::option::of(0i64..40_000),
    ) {
        for timex in read(&text, published.map(PartialDate::from_ordinal)) {
            prop_assert!(text.get(timex.span.start..timex.span.end).is_some_and(|s| !s.is_empty()));
        }
    }
}

fn spans_slice(text: &str) -> Result<(), TestCaseError> {
    let mut floor = 0;
    for timex in read(text, "2021-03-17".parse().ok()) {
        prop_assert!(timex.span.start >= floor && timex.span.start < timex.span.end);
        prop_assert!(text.get(timex.span.start..timex.span.end).is_some());
        floor = timex.span.end;
    }
    Ok(())
}

#[test]
fn no_text_reckons_out_of_the_calendar() {
    for step in ["Ten thousand millennia later it ended. ", "Nine hundred million years later it ended. "] {
        let text = format!("The war began in 2011. {}", step.repeat(22_000));
        for timex in read(&text, "2021-03-17".parse().ok()) {
            assert!(timex.value.is_none_or(|value| value.len() <= 10), "{:?}", timex.span);
        }
    }
    let text =
        "Last year a quarter ended. Two years ago, and on Friday next week. The week after was Easter.";
    for year in [i32::MIN, -1, 0, 9999, i32::MAX] {
        read(text, Some(PartialDate::year(year)));
        read(text, PartialDate::day(year, 12, 31));
        read(text, PartialDate::day(year, 1, 1));
    }
}

#[test]
fn reading_time_grows_with_the_text_only() {
    for shape in ["7", "two ", "the last ", "10-", "May 3 to ", "a-", "hundred ", "A year later it ended. "] {
        let text = |bytes: usize| shape.repeat(bytes / shape.len());
        growth::check(shape, 200_000, text, |text| {
            read(&text, "2021-03-17".parse().ok());
        });
    }
}
