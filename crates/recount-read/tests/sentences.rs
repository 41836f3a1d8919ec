//! Sentences give the counts that the files of `data/` expect of them, in every language: a second language is a folder of data,
//! read by the same rules.

#![allow(clippy::expect_used, reason = "a test may stop at what is wrong")]

use proptest::prelude::*;
use recount_model::{Claim, DateBasis, Published, Report, ReportIndex, Stance};
use recount_read::{ReadingLexicon, read};

/// A report of a language whose whole text is body.
fn report(text: &str, language: &str) -> Report {
    Report { language: language.into(), ..Report::of_text("a.txt", text) }
}

/// A French report of a Friday.
fn french(text: &str) -> Report {
    let published = "2015-03-20".parse().ok().map(|date| Published { date, basis: DateBasis::Given });
    Report { published, ..report(text, "fr") }
}

/// A count as the data file writes it; `None` for a claim of another kind.
fn shown(claim: &Claim) -> Option<String> {
    let count = claim.count()?;
    let bound = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let mut out = format!(
        "{} {} {}..{}",
        count.measure,
        count.population.key,
        bound(count.interval.low),
        bound(count.interval.high)
    );
    if count.interval.approximate {
        out += " ~";
    }
    if claim.stance != Stance::Asserts {
        out += &format!(" {:?}", claim.stance).to_lowercase();
    }
    let voices: Vec<&str> = claim.voices.iter().map(|v| v.name.as_str()).collect();
    let date = claim.event_date.map(|d| format!("| {d}")).unwrap_or_default();
    let tail = format!("| {} {date}", voices.join(", "));
    if voices.is_empty() && date.is_empty() {
        return Some(out);
    }
    Some(format!("{out} {}", tail.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// Every sentence of a data file gives what the lines after it expect, and there are at least `least` of them.
fn check(data: &str, report: impl Fn(&str) -> Report, least: usize) {
    let mut wrong = Vec::new();
    let mut sentences = 0;
    let lines: Vec<&str> = data.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
    let mut rest = lines.as_slice();
    while let Some((sentence, after)) = rest.split_first() {
        let expected: Vec<&str> = after.iter().map_while(|l| l.strip_prefix("= ")).collect();
        rest = &after[expected.len()..];
        sentences += 1;
        let mut claims = read(&report(sentence), ReportIndex(0)).value.claims;
        claims.sort_by_key(|c| c.count().and_then(|count| count.figure_span));
        let found: Vec<String> = claims.iter().filter_map(shown).collect();
        if found != expected {
            wrong.push(format!("{sentence}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(sentences >= least, "only {sentences} sentences");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn french_sentences_give_their_counts() {
    check(include_str!("data/fr.txt"), french, 25);
}

#[test]
fn english_sentences_give_their_counts() {
    check(include_str!("data/en-counts.txt"), |text| report(text, "en"), 100);
}

#[test]
fn english_counts_have_their_voices() {
    check(include_str!("data/en-voices.txt"), |text| report(text, "en"), 60);
}

#[test]
fn a_language_without_a_lexicon_gives_nothing() {
    let report = report("La police a déclaré que 12 personnes avaient été tuées.", "xx");
    assert!(read(&report, ReportIndex(0)).value.claims.is_empty());
    assert!(ReadingLexicon::of("xx").is_none());
}

proptest! {
    #[test]
    fn reading_french_never_panics_and_every_span_slices(text in "([A-Za-zé0-9 ,.;:'()«»\u{2019}-]|tuées|au moins|a déclaré|des dizaines de|selon|d'après|l\u{2019}|vingt et un|mille|cent|entre|aucune femme|12 mars|hier|\n\n){0,60}") {
        for claim in read(&french(&text), ReportIndex(0)).value.claims {
            prop_assert!(text.get(claim.span.start..claim.span.end).is_some());
        }
    }
}
