//! When each claim's own words leave it open, what it tells of is read off its report and the others, before any joining:
//! a date that is only that of the report is no date of an occurrence, a month "since" which people are counted is none either,
//! a total over a year is dated by its year, and a number that other reports give under one date is not told under another
//! because a date stands somewhere before it. Dates that a sentence states, and dates that other reports share, are kept.

use super::facts::{near_date, tells_of_harm};
use crate::agreement;
use crate::lexicon::{self, has_phrase};
use crate::text;
use recount_model::{Claim, Content, Measure, PartialDate, Reading, Report, ReportIndex};
use std::collections::{BTreeMap, BTreeSet};

/// Smallest number that two reports seldom give by chance.
const TELLING_NUMBER: u64 = 10;

/// What the sentence of a claim says of time.
#[derive(Debug, Clone, Default)]
struct Said {
    /// It names a day, a month or a year.
    dated: bool,
    /// The only month it names.
    month: Option<u8>,
    /// The only year it names.
    year: Option<i32>,
    /// It counts over a stretch of time.
    total: bool,
    /// It counts "since" the month it names.
    since: bool,
}

/// The claims with the dates they may be gathered by; in the same order, nothing else changed.
pub(super) fn cleaned(given: &[Claim], reports: &[Report], readings: &[Reading]) -> Vec<Claim> {
    let mut claims: Vec<Claim> = given.to_vec();
    claims.iter_mut().for_each(|c| date_by_report(c, readings));
    let claims = claims.as_slice();
    let said: Vec<Said> = claims.iter().map(|c| said(c, reports)).collect();
    let mut out: Vec<Claim> = claims.to_vec();
    let before = reports_by_date(claims);
    for (claim, said) in out.iter_mut().zip(&said).filter(|(c, _)| tells_of_harm(c)) {
        let published = reports.get(claim.report.0).and_then(|r| r.published).map(|p| p.date);
        let alone = claim.event_date.is_some_and(|d| before.get(&d).is_some_and(|r| r.len() == 1));
        by_its_sentence(claim, said, published, alone);
    }
    let shared = reports_by_date(&out);
    let stated = stated_dates(&out, &said);
    for (claim, said) in out.iter_mut().zip(&said).filter(|(c, s)| tells_of_harm(c) && !s.dated) {
        let Some(date) = claim.event_date else { continue };
        let published = reports.get(claim.report.0).and_then(|r| r.published).map(|p| p.date);
        let others = shared.get(&date).is_some_and(|r| r.iter().any(|r| *r != claim.report));
        let of_report = published == Some(date) && date.is_full();
        if !said.total
            && !others
            && (of_report || stated.get(&claim.report).is_some_and(|s| s.since.contains(&date)))
        {
            claim.event_date = None;
        }
    }
    by_number(&mut out, &said);
    by_paragraph(&mut out, claims, reports);
    out
}

/// What is told without a date is told of the day its report is about, as long as nothing else is known of it.
fn date_by_report(claim: &mut Claim, readings: &[Reading]) {
    let undated = claim.event_date.is_none() && claim.event_period.is_none() && !claim.other_event;
    if undated && !matches!(claim.content, Content::Status(_)) {
        claim.event_date = readings.get(claim.report.0).and_then(|r| r.about).map(|about| about.date);
        claim.event_date_inferred = claim.event_date.is_some();
    }
}

fn said(claim: &Claim, reports: &[Report]) -> Said {
    let Some(report) = reports.get(claim.report.0) else { return Said::default() };
    let sentence = text::sentence(&report.text, claim.span).slice(&report.text);
    let words = recount_lexicon::fold(sentence);
    let lists = &lexicon::english().cues;
    let tokens: Vec<&str> =
        sentence.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let month_at = |i: usize| month_of(&tokens, i);
    let months: BTreeSet<u8> = (0..tokens.len()).filter_map(month_at).collect();
    let years: BTreeSet<i32> = tokens.iter().filter_map(|w| year_of(w)).collect();
    let names_a_day =
        tokens.iter().any(|w| w.starts_with(char::is_uppercase) && recount_lexicon::weekday(w).is_some());
    let only = |n: &BTreeSet<u8>| n.iter().next().copied().filter(|_| n.len() == 1);
    let since =
        (1..tokens.len()).any(|i| tokens[i - 1].eq_ignore_ascii_case("since") && month_at(i).is_some());
    Said {
        dated: !months.is_empty() || !years.is_empty() || names_a_day || has_phrase(&lists.day, &words),
        month: only(&months),
        year: years.iter().next().copied().filter(|_| years.len() == 1),
        total: has_phrase(&lists.total_over, &words) || since,
        since,
    }
}

/// The month a word names; "May", "March" and short forms ("Jan") beside a number or after a word of time only.
fn month_of(tokens: &[&str], i: usize) -> Option<u8> {
    let word = tokens.get(i).filter(|w| w.starts_with(char::is_uppercase))?;
    let month = recount_lexicon::month(word)?;
    let number = |i: Option<usize>| {
        i.and_then(|i| tokens.get(i)).is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()))
    };
    let turns = &lexicon::english().turns;
    let before = i.checked_sub(1);
    let told = before
        .and_then(|i| tokens.get(i))
        .is_some_and(|w| lexicon::has(&turns.before_month, &w.to_lowercase()));
    let also_a_word = word.len() == 3 || lexicon::has(&turns.also_a_word, &word.to_lowercase());
    if also_a_word && !told && !number(before) && !number(Some(i + 1)) {
        return None;
    }
    Some(month)
}

fn year_of(word: &str) -> Option<i32> {
    word.parse().ok().filter(|y| (1900..2100).contains(y) && word.len() == 4)
}

/// A total takes the year it names; a date that only its report gives, of another month than the one its sentence names, gives way
/// to that month.
fn by_its_sentence(claim: &mut Claim, said: &Said, published: Option<PartialDate>, alone: bool) {
    let Some(date) = claim.event_date else { return };
    let of = |year: i32, month: Option<u8>| {
        let words = month.map_or_else(|| format!("{year:04}"), |m| format!("{year:04}-{m:02}"));
        words.parse::<PartialDate>().ok()
    };
    if said.total && claim.event_period.is_none() {
        let year = said.year.or(published.map(|p| p.get_year())).unwrap_or(date.get_year());
        claim.event_date = of(year, None);
        claim.other_event = true;
    } else if let (Some(month), Some(had)) = (said.month.filter(|_| alone && !said.total), date.get_month())
        && month != had
        && claim.event_period.is_none()
    {
        let year = said.year.or(published.map(|p| {
            let later = p.get_month().is_some_and(|now| month > now);
            p.get_year() - i32::from(later)
        }));
        claim.event_date = year.and_then(|y| of(y, Some(month))).or(claim.event_date);
    }
}

fn reports_by_date(claims: &[Claim]) -> BTreeMap<PartialDate, BTreeSet<ReportIndex>> {
    let mut shared: BTreeMap<PartialDate, BTreeSet<ReportIndex>> = BTreeMap::new();
    for claim in claims.iter().filter(|c| tells_of_harm(c)) {
        if let Some(date) = claim.event_date {
            shared.entry(date).or_default().insert(claim.report);
        }
    }
    shared
}

/// The dates a report's sentences state.
#[derive(Debug, Clone, Default)]
struct Stated {
    /// Only as a month since which something is counted.
    since: BTreeSet<PartialDate>,
}

fn stated_dates(claims: &[Claim], said: &[Said]) -> BTreeMap<ReportIndex, Stated> {
    let mut out: BTreeMap<ReportIndex, Stated> = BTreeMap::new();
    let reports: BTreeSet<ReportIndex> =
        claims.iter().zip(said).filter(|(_, s)| s.since).map(|(c, _)| c.report).collect();
    for claim in claims.iter().filter(|c| reports.contains(&c.report)) {
        let since = claim.event_date.filter(|d| d.get_day().is_none() && d.get_month().is_some());
        out.entry(claim.report).or_default().since.extend(since);
    }
    out
}

/// A number of ten and more that other reports give under one date only, and nobody else under its own, is told under theirs.
fn by_number(out: &mut [Claim], said: &[Said]) {
    let shared = reports_by_date(out);
    let mut told: BTreeMap<(Measure, u64), BTreeMap<PartialDate, BTreeSet<ReportIndex>>> = BTreeMap::new();
    for (claim, _) in out.iter().zip(said).filter(|(c, s)| tells_of_harm(c) && !c.other_event && !s.total) {
        if let (Some(key), Some(date)) = (number(claim), near_date(claim)) {
            told.entry(key).or_default().entry(date).or_default().insert(claim.report);
        }
    }
    let chosen: Vec<Option<PartialDate>> = out
        .iter()
        .zip(said)
        .map(|(claim, said)| {
            let dates = told.get(&number(claim)?).filter(|_| !said.dated && !claim.other_event)?;
            let others: Vec<&PartialDate> = dates
                .iter()
                .filter(|(d, r)| {
                    let known = shared.get(*d).is_some_and(|all| all.len() >= 2);
                    known && r.iter().any(|r| *r != claim.report)
                })
                .map(|(d, _)| d)
                .collect();
            // A date of this report alone may be its slip for the whole occurrence, which is judged as a whole.
            let alone = claim
                .event_date
                .is_some_and(|d| shared.get(&d).is_none_or(|all| all.iter().all(|r| *r == claim.report)));
            let [one] = others.as_slice() else { return None };
            let tellers = |d: &PartialDate| shared.get(d).map_or(0, BTreeSet::len);
            // Of two dates the one that more reports share.
            let stronger = claim.event_date.is_none_or(|d| !d.agrees(one) && tellers(one) > tellers(&d));
            (stronger && !alone).then_some(**one)
        })
        .collect();
    for (claim, date) in out.iter_mut().zip(chosen) {
        claim.event_date = date.or(claim.event_date);
    }
}

fn number(claim: &Claim) -> Option<(Measure, u64)> {
    let count = claim.count()?;
    agreement::printed(&count.interval).filter(|n| *n >= TELLING_NUMBER).map(|n| (count.measure, n))
}

/// What is left without a date of its own in a paragraph whose other numbers were found under one date is told under it.
fn by_paragraph(out: &mut [Claim], before: &[Claim], reports: &[Report]) {
    let place =
        |c: &Claim| reports.get(c.report.0).map(|r| (c.report, text::paragraph(&r.text, c.span).start));
    let mut found: BTreeMap<(ReportIndex, usize), BTreeSet<PartialDate>> = BTreeMap::new();
    for (new, old) in out.iter().zip(before) {
        if let (Some(date), Some(key)) =
            (new.event_date.filter(|_| new.event_date != old.event_date), place(new))
        {
            found.entry(key).or_default().insert(date);
        }
    }
    for (new, old) in out.iter_mut().zip(before).filter(|(n, _)| n.event_date.is_none() && tells_of_harm(n)) {
        let dates = place(old).and_then(|key| found.get(&key));
        new.event_date = dates.filter(|d| d.len() == 1).and_then(|d| d.first().copied());
    }
}
