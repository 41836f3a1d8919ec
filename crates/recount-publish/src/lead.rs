//! The lead paragraph: who stands by what on the main question, in neutral sentences that name nobody right or wrong.

use crate::wording;
use recount_model::{Account, Finding, Independence, Testimony};
use std::collections::BTreeSet;

/// A run of text, emphasised or not.
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) strong: bool,
}

/// The findings of an account by their place in it, most telling first: the main event's, harm before numbers, many voices
/// before few.
pub(crate) fn order(account: &Account) -> Vec<usize> {
    let mut order: Vec<usize> = (0..account.findings.len()).collect();
    let main = |f: &Finding| f.event.and_then(|e| account.events.get(e.0)).is_some_and(|e| e.main);
    order.sort_by_key(|&i| {
        let f = &account.findings[i];
        let voices = f.testimonies.len() + f.revisions.len();
        (!main(f), !f.measure.is_harm(), std::cmp::Reverse(voices), f.measure)
    });
    order
}

/// The findings in [`order`].
pub(crate) fn by_weight(account: &Account) -> Vec<&Finding> {
    order(account).into_iter().map(|i| &account.findings[i]).collect()
}

/// The question the lead speaks of.
pub(crate) fn main_question(account: &Account) -> Option<&Finding> {
    by_weight(account).into_iter().next()
}

/// The sentences as runs.
pub(crate) fn paragraph(account: &Account) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut say = |text: String, strong| runs.push(Run { text, strong });
    let Some(finding) = main_question(account) else {
        say("No report of this dossier gives a figure.".to_string(), false);
        return runs;
    };
    let testimonies = &finding.testimonies;
    let of = |wanted| testimonies.iter().filter(move |t| t.independent == wanted).collect::<Vec<_>>();
    standing(account, finding, &of(Independence::Yes), &mut say);
    unsourced(&of(Independence::Unknown), &of(Independence::No), &mut say);
    denials(account, testimonies, &mut say);
    changes(finding, &mut say);
    dates(account, finding, &mut say);
    runs
}

/// `On people killed (8 April 2011), two independent voices stand by different figures: A 34 or more; B 3.`
fn standing(account: &Account, finding: &Finding, named: &[&Testimony], say: &mut impl FnMut(String, bool)) {
    let event = finding.event.and_then(|e| account.events.get(e.0));
    let when = event.and_then(wording::when).map_or_else(String::new, |day| format!(" ({day})"));
    let subject = format!("{}{when}", wording::counted_of(finding.measure, &finding.of));
    say(
        match named.len() {
            0 => format!("On {subject} no independent voice stands by a figure. "),
            1 => format!("On {subject} one independent voice stands by a figure: "),
            n if finding.conflict => {
                format!("On {subject} {} independent voices stand by different figures: ", number(n))
            }
            n => format!("On {subject} {} independent voices stand by: ", number(n)),
        },
        false,
    );
    for (i, testimony) in named.iter().enumerate().take(5) {
        say(format!("{}{} ", if i > 0 { ", " } else { "" }, testimony.voice), false);
        say(testimony.interval.to_string(), true);
    }
    match named.len() {
        0 => {}
        1..=5 => say(". ".to_string(), false),
        n => say(format!(", and {} more. ", number(n - 5)), false),
    }
}

fn unsourced(unknown: &[&Testimony], dissent: &[&Testimony], say: &mut impl FnMut(String, bool)) {
    if !unknown.is_empty() {
        let figures: Vec<String> = unknown.iter().map(|t| t.interval.to_string()).collect();
        let (figure, have) = if unknown.len() == 1 { ("figure", "has") } else { ("figures", "have") };
        let text = format!(
            "{} further {figure} ({}) {have} no named source. ",
            number(unknown.len()),
            figures.join(", ")
        );
        say(wording::capital(&text), false);
    }
    if !dissent.is_empty() {
        let figures = if dissent.len() == 1 { "figure" } else { "figures" };
        let text =
            format!("{} further {figures} came from a body that stands by another. ", number(dissent.len()));
        say(wording::capital(&text), false);
    }
}

fn denials(account: &Account, testimonies: &[Testimony], say: &mut impl FnMut(String, bool)) {
    for testimony in testimonies.iter().filter(|t| !t.denied_by.is_empty()) {
        let deniers = deniers(account, testimony);
        let verb = if deniers.len() == 1 { "rejects" } else { "reject" };
        let text = format!("{} {verb} the figure of {}. ", deniers.join(" and "), testimony.voice);
        say(wording::capital(&text), false);
    }
}

/// Who denies a testimony, each once.
pub(crate) fn deniers(account: &Account, testimony: &Testimony) -> Vec<String> {
    let names: BTreeSet<String> = testimony.denied_by.iter().map(|&c| denier(account, c)).collect();
    names.into_iter().collect()
}

/// Whose word a denial is.
pub(crate) fn denier(account: &Account, claim: recount_model::ClaimIndex) -> String {
    match account.claim(claim).principal() {
        Some(voice) => crate::names::voice(voice, &account.entities),
        None => account.report_of(claim).label().to_string(),
    }
}

fn changes(finding: &Finding, say: &mut impl FnMut(String, bool)) {
    let voices: BTreeSet<&str> = finding.revisions.iter().map(|r| r.voice.as_str()).collect();
    let voices: Vec<&str> = voices.into_iter().collect();
    match voices.as_slice() {
        [] => {}
        [one] => say(format!("{one} changed what it says. "), false),
        [a, b] => say(format!("{a} and {b} changed what they say. "), false),
        [a, b, rest @ ..] => {
            say(format!("{a}, {b} and {} more changed what they say. ", number(rest.len())), false)
        }
    }
}

fn dates(account: &Account, finding: &Finding, say: &mut impl FnMut(String, bool)) {
    let Some(event) = finding.event.and_then(|e| account.events.get(e.0)) else { return };
    let days: BTreeSet<_> = event.date_mismatches.iter().map(|(_, day)| *day).collect();
    let days: Vec<String> = days.into_iter().map(wording::date).collect();
    match event.date_mismatches.len() {
        0 => {}
        1 => say(format!("One report dates the same to {}. ", days.join(", ")), false),
        n => say(
            format!("{} reports date the same to {}. ", wording::capital(&number(n)), days.join(", ")),
            false,
        ),
    }
}

/// A small number in words.
fn number(n: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS.get(n).map_or_else(|| wording::grouped(n as u64), |word| word.to_string())
}
