//! One question explained: who stands by what, on which sentences, how each rule arrives at its figure, and where every claim
//! of the question went.

use super::find::find;
use super::influence;
use super::sheet::{Sheet, Tone};
use super::{ExplainError, Style};
use crate::{lead, passage, wording};
use recount_model::{
    Account, ClaimIndex, CodePoints, CopiedPassage, EventIndex, Figure, Finding, Measure, RangeBasis,
    Testimony, Word,
};
use std::collections::BTreeSet;

/// The finding that `figure` names, explained. `figure` is a finding's id, a measure (`killed`: the main event's, of people), the
/// beginning or a part of an id, or words of the question.
///
/// # Errors
/// When no finding fits or several do; the error lists them.
pub fn explain(account: &Account, figure: &str, style: &Style) -> Result<String, ExplainError> {
    let finding = find(account, figure)?;
    let mut sheet = Sheet::new(style);
    head(account, finding, &mut sheet);
    for testimony in &finding.testimonies {
        voice(account, testimony, &mut sheet);
    }
    denials(account, finding, &mut sheet);
    revisions(account, finding, &mut sheet);
    super::descent::stemma(account, finding, &mut sheet);
    lineage(account, finding, &mut sheet);
    methods(account, finding, &mut sheet);
    influence::sections(finding, &mut sheet);
    ledger(account, finding, &mut sheet);
    Ok(sheet.finish())
}

fn head(account: &Account, finding: &Finding, sheet: &mut Sheet) {
    sheet.say(0, Tone::Strong, &wording::question(finding));
    if let Some(event) = finding.event.and_then(|e| account.events.get(e.0)) {
        let mut facts = vec![event.label.clone()];
        facts.extend(wording::event_facts(event));
        sheet.say(0, Tone::Plain, &facts.join(" · "));
        for (report, day) in &event.date_mismatches {
            let text = format!("{} dates it to {}", account.report(*report).label(), wording::date(*day));
            sheet.say(0, Tone::Alert, &text);
        }
    }
    sheet.say(0, Tone::Muted, &finding.id);
    sheet.gap();
    let headline = wording::headline(finding).text();
    sheet.line(
        0,
        2,
        &[
            (Tone::Strong, &headline),
            (Tone::Muted, &format!(" by {} · {}", account.method, wording::bounds(finding))),
        ],
    );
    sheet.say(
        0,
        Tone::Plain,
        &format!("{}: {}", wording::grade(finding.grade), wording::grade_meaning(finding.grade)),
    );
}

fn voice(account: &Account, testimony: &Testimony, sheet: &mut Sheet) {
    sheet.gap();
    sheet.line(
        0,
        2,
        &[
            (Tone::Strong, &testimony.voice),
            (Tone::Plain, ": "),
            (Tone::Strong, &testimony.interval.to_string()),
        ],
    );
    let mut facts = vec![testimony.class.clone(), wording::independence(testimony.independent).to_string()];
    facts.extend(testimony.first_hand.then(|| "went and counted".to_string()));
    facts.extend(testimony.as_of.map(|day| format!("as of {}", wording::date(day))));
    facts.push(wording::counted(testimony.reports.len(), "report", "reports"));
    sheet.say(2, Tone::Muted, &facts.join(" · "));
    for note in &testimony.notes {
        sheet.line(2, 4, &[(Tone::Alert, &note.label)]);
    }
    sentences(account, &testimony.claims, sheet);
}

/// Each sentence once with its figures between marks, then file and code-point offsets of its claims.
fn sentences(account: &Account, claims: &[ClaimIndex], sheet: &mut Sheet) {
    for quoted in passage::quoted(account, claims) {
        let marked: Vec<String> = quoted
            .runs
            .iter()
            .map(|(words, claim)| if claim.is_some() { format!("[{words}]") } else { words.to_string() })
            .collect();
        let mut runs = vec![(Tone::Plain, if quoted.cut_before { "… " } else { "" })];
        for ((_, claim), words) in quoted.runs.iter().zip(&marked) {
            runs.push((if claim.is_some() { Tone::Mark } else { Tone::Plain }, words));
        }
        runs.push((Tone::Plain, if quoted.cut_after { " …" } else { "" }));
        sheet.line(4, 4, &runs);
        for claim in quoted.claims {
            sheet.line(4, 6, &[(Tone::Muted, &format!("— {}", source(account, claim)))]);
        }
    }
}

/// `01.txt 210–254, claim 0123456789abcdef`.
fn source(account: &Account, index: ClaimIndex) -> String {
    let claim = account.claim(index);
    let report = account.report_of(index);
    let (start, end) = CodePoints::new(&report.text).range(claim.span);
    format!("{}, {start}–{end}, claim {}", report.file, claim.id)
}

fn denials(account: &Account, finding: &Finding, sheet: &mut Sheet) {
    for testimony in finding.testimonies.iter().filter(|t| !t.denied_by.is_empty()) {
        sheet.heading(&format!("Who rejects the figure of {}", testimony.voice));
        for &claim in &testimony.denied_by {
            sheet.say(2, Tone::Strong, &lead::denier(account, claim));
            sentences(account, &[claim], sheet);
        }
    }
}

fn revisions(account: &Account, finding: &Finding, sheet: &mut Sheet) {
    if finding.revisions.is_empty() {
        return;
    }
    sheet.heading("Who changed what they say");
    for r in &finding.revisions {
        let day = |d: Option<recount_model::PartialDate>| {
            d.map_or_else(String::new, |d| format!(" ({})", wording::date(d)))
        };
        let text = format!(
            ": {}{} → {}{}, {}",
            wording::version(&r.from),
            day(r.from_as_of),
            wording::version(&r.to),
            day(r.to_as_of),
            wording::revision_kind(r.kind)
        );
        sheet.line(2, 4, &[(Tone::Strong, &r.voice), (Tone::Plain, &text)]);
        sentences(account, &r.claims, sheet);
    }
}

/// Lineage and drift that touch a claim of the question.
fn lineage(account: &Account, finding: &Finding, sheet: &mut Sheet) {
    let own = claims_of(account, finding);
    let touches = |claims: &[ClaimIndex]| claims.iter().any(|c| own.contains(c));
    let groups: Vec<_> = account.lineage.iter().filter(|l| touches(&l.claims)).collect();
    if !groups.is_empty() {
        sheet.heading("Counted once: reports with one origin");
    }
    for l in groups {
        let reports: Vec<&str> = l.reports.iter().map(|&r| account.report(r).file.as_str()).collect();
        let text = format!(": {} ({})", reports.join(", "), l.why);
        sheet.line(2, 4, &[(Tone::Strong, &l.origin), (Tone::Plain, &text)]);
        l.passages.iter().take(SHOWN_COPIES).for_each(|copy| copied(account, copy, sheet));
        if let Some(more) = l.passages.len().checked_sub(SHOWN_COPIES).filter(|&more| more > 0) {
            sheet.say(4, Tone::Muted, &format!("and {more} more copied passages"));
        }
    }
    let drifts: Vec<_> =
        account.drift.iter().filter(|d| touches(&d.claims) || touches(&d.origin_claims)).collect();
    if !drifts.is_empty() {
        sheet.heading("Figures that changed on the way");
    }
    for d in drifts {
        sheet.line(
            2,
            4,
            &[(Tone::Alert, wording::drift_kind(d.kind)), (Tone::Plain, &format!(": {}", d.why))],
        );
        sentences(account, &d.claims, sheet);
    }
}

/// Most pairs of copied passages that are shown of reports with one origin.
const SHOWN_COPIES: usize = 3;

/// Two copied passages, one below the other, with where they stand.
fn copied(account: &Account, copy: &CopiedPassage, sheet: &mut Sheet) {
    for (n, place) in [copy.earlier, copy.later].iter().enumerate() {
        let report = account.report(place.report);
        let words: Vec<&str> = place.span.slice(&report.text).split_whitespace().collect();
        sheet.line(4, 4, &[(Tone::Plain, &words.join(" "))]);
        let (start, end) = CodePoints::new(&report.text).range(place.span);
        let share = match n {
            0 => String::new(),
            _ => format!(", {:.0} % the same as above", copy.share * 100.0),
        };
        sheet.line(4, 6, &[(Tone::Muted, &format!("— {} {start}–{end}{share}", report.file))]);
    }
}

fn methods(account: &Account, finding: &Finding, sheet: &mut Sheet) {
    sheet.heading("The figure under each method");
    for figure in &finding.figures {
        method(account, figure, sheet);
    }
}

fn method(account: &Account, figure: &Figure, sheet: &mut Sheet) {
    let number = |n: Option<u64>, none: &str| n.map_or_else(|| none.to_string(), wording::grouped);
    let basis = match figure.basis {
        RangeBasis::Stated => String::new(),
        basis => format!(" · {}", wording::range_basis(basis)),
    };
    let text = format!(
        "  low {} · best {} · high {}{basis}",
        number(figure.low, "open"),
        number(figure.best, "none"),
        number(figure.high, "open")
    );
    sheet.line(
        2,
        4,
        &[(Tone::Strong, &format!("{} {}", figure.method, figure.version)), (Tone::Plain, &text)],
    );
    for step in &figure.steps {
        let ids: Vec<&str> = step.claims.iter().map(|&c| account.claim(c).id.0.as_str()).collect();
        let ids = if ids.is_empty() { String::new() } else { format!(" [{}]", ids.join(", ")) };
        sheet.line(4, 6, &[(Tone::Plain, &step.text), (Tone::Muted, &ids)]);
    }
}

fn ledger(account: &Account, finding: &Finding, sheet: &mut Sheet) {
    let own = claims_of(account, finding);
    let (mine, others): (Vec<_>, Vec<_>) = account
        .ledger
        .iter()
        .filter(|e| own.contains(&e.claim) || same_matter(account, e.claim, finding.event, finding.measure))
        .partition(|e| own.contains(&e.claim));
    for (title, entries) in [
        ("Where every claim of this question went", mine),
        ("Figures of the same measure and event kept apart from it", others),
    ] {
        if entries.is_empty() {
            continue;
        }
        sheet.heading(title);
        for entry in entries {
            let place = entry.place.word();
            let text = format!(
                ": “{}”, {}; {}",
                account.words(entry.claim),
                source(account, entry.claim),
                entry.why
            );
            sheet.line(2, 4, &[(Tone::Strong, place), (Tone::Plain, &text)]);
        }
    }
}

fn same_matter(account: &Account, claim: ClaimIndex, event: Option<EventIndex>, measure: Measure) -> bool {
    let claim = account.claim(claim);
    claim.event == event && claim.count().is_some_and(|c| c.measure == measure)
}

/// Every claim that went into the finding: testimonies, denials, revisions, and what the ledger files under its id.
fn claims_of(account: &Account, finding: &Finding) -> BTreeSet<ClaimIndex> {
    let testimonies = finding.testimonies.iter().flat_map(|t| t.claims.iter().chain(&t.denied_by));
    let revisions = finding.revisions.iter().flat_map(|r| &r.claims);
    let filed = account.ledger.iter().filter(|e| e.finding.as_deref() == Some(&finding.id)).map(|e| &e.claim);
    testimonies.chain(revisions).chain(filed).copied().collect()
}
