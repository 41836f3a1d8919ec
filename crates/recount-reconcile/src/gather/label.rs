//! Ids a person can read and labels that take no side, made of place, date and what is counted.

use recount_lexicon::fold;
use recount_model::{Measure, PartialDate, Period};
use std::collections::BTreeSet;

/// Lower-case words joined by hyphens.
pub(crate) fn slug(words: &str) -> String {
    fold(words).split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join("-")
}

/// An id that nobody has yet: `camp-sol-2011-04-08`, then `camp-sol-2011-04-08-2`.
pub(crate) fn unique(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let wanted = if wanted.is_empty() { "event" } else { wanted };
    let id = std::iter::once(wanted.to_string())
        .chain((2u32..).map(|n| format!("{wanted}-{n}")))
        .find(|id| !taken.contains(id));
    let id = id.unwrap_or_default();
    taken.insert(id.clone());
    id
}

fn period_words(period: Period) -> String {
    match (period.start, period.end) {
        (Some(a), Some(b)) if a == b => a.in_words(),
        (Some(a), Some(b)) => format!("{} to {}", a.in_words(), b.in_words()),
        (Some(a), None) => format!("since {}", a.in_words()),
        (None, Some(b)) => format!("until {}", b.in_words()),
        (None, None) => String::new(),
    }
}

/// What a measure counts, as a noun.
fn noun(measure: Measure) -> &'static str {
    match measure {
        Measure::Killed => "deaths",
        Measure::Injured => "injuries",
        Measure::Detained => "detentions",
        Measure::Missing => "people missing",
        Measure::Displaced => "displacement",
        Measure::Abducted => "abductions",
        Measure::Destroyed => "destruction",
        _ => "figures",
    }
}

/// "Deaths and injuries, Camp Sol, 8 April 2011"; "Total over several occurrences: deaths, 2014".
pub(crate) fn label(
    measures: &[Measure],
    place: Option<&str>,
    date: Option<PartialDate>,
    period: Option<Period>,
    aggregate: bool,
) -> String {
    let mut nouns: Vec<&str> = measures.iter().take(2).map(|m| noun(*m)).collect();
    nouns.dedup();
    let what = if nouns.is_empty() { "events".to_string() } else { nouns.join(" and ") };
    let mut out =
        if aggregate { format!("Total over several occurrences: {what}") } else { capitalised(&what) };
    if let Some(place) = place {
        out.push_str(", ");
        out.push_str(place);
    }
    let when =
        period.map(period_words).filter(|_| aggregate || date.is_none()).or(date.map(|d| d.in_words()));
    if let Some(when) = when.filter(|w| !w.is_empty()) {
        out.push_str(", ");
        out.push_str(&when);
    } else if !aggregate {
        out.push_str(", date not told");
    }
    out
}

fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
