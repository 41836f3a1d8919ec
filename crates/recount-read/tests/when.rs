//! When what a report tells of was: a claim has the date its words give, the report as a whole the day it is mostly about.

use recount_model::{DateBasis, Published, Report, ReportIndex};

/// A report of Wednesday 17 March 2021.
fn report(text: &str) -> Report {
    let published = "2021-03-17".parse().ok().map(|date| Published { date, basis: DateBasis::Given });
    Report { published, ..Report::of_text("a.txt", text) }
}

/// Checks the dates of the counts, in text order, and the day the report is about; `-` for none, a star for one that is not
/// written as a calendar date.
fn check(text: &str, counts: &[&str], about: &str) {
    let reading = recount_read::read(&report(text), ReportIndex(0)).value;
    let date = |d: Option<recount_model::PartialDate>| d.map_or("-".to_string(), |d| d.to_string());
    let found: Vec<String> =
        reading.claims.iter().filter(|c| c.count().is_some()).map(|c| date(c.event_date)).collect();
    let star = if reading.about.is_some_and(|a| !a.written) { "*" } else { "" };
    let told = format!("{}{star}", date(reading.about.map(|a| a.date)));
    assert_eq!((found, told.as_str()), (counts.iter().map(|c| c.to_string()).collect(), about), "{text}");
}

#[test]
fn a_count_has_the_date_its_sentence_gives() {
    check("On 12 March 2021 the fire killed 12 people.", &["2021-03-12"], "2021-03-12");
    check("Friday's fire killed 12 people.", &["2021-03-12"], "2021-03-12*");
    check("The fire killed 12 people.", &["-"], "-");
}

#[test]
fn a_day_that_the_report_gives_elsewhere_is_the_reports_and_not_the_counts() {
    check("The harbour burned on 12 March 2021.\n\nAt least 12 people were killed.", &["-"], "2021-03-12");
}

#[test]
fn the_day_of_a_statement_dates_nothing_it_tells() {
    check(
        "Nine people were killed in Friday's fire.\n\nThe minister told parliament on Tuesday that 12 people were killed.",
        &["2021-03-12", "-"],
        "2021-03-12*",
    );
}

#[test]
fn a_day_goes_on_to_the_next_sentence_of_its_paragraph() {
    check(
        "On Tuesday evening crowds attacked the ministry. Police detained 16 people.",
        &["2021-03-16"],
        "2021-03-16*",
    );
    check(
        "On Tuesday evening crowds attacked the ministry.\n\nPolice detained 16 people.",
        &["-"],
        "2021-03-16*",
    );
}
