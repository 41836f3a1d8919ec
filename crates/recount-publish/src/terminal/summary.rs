//! The summary: what a person can act on, then where to look next.

use super::Style;
use super::sheet::{Sheet, Tone, column};
use crate::{lead, wording};
use recount_model::{Account, ClaimIndex, Finding, Grade, Independence, LedgerPlace, Testimony, Word};
use std::collections::BTreeMap;

/// Questions shown in full; the others are listed in one line each.
const SHOWN_IN_FULL: usize = 3;
/// Longest list of anything else before "and n more".
const LONGEST_LIST: usize = 6;

/// The account in a page or two of text, ending in a line feed.
pub fn summary(account: &Account, style: &Style) -> String {
    let mut sheet = Sheet::new(style);
    head(account, &mut sheet);
    questions(account, &mut sheet);
    changed(account, &mut sheet);
    contradictions(account, &mut sheet);
    lineage(account, &mut sheet);
    rest(account, &mut sheet);
    sheet.finish()
}

fn head(account: &Account, sheet: &mut Sheet) {
    sheet.say(0, Tone::Strong, &account.dossier);
    let years = wording::years(account);
    let mut facts = vec![wording::counted(account.reports.len(), "report", "reports")];
    facts.extend((!years.is_empty()).then_some(years));
    facts.push(wording::claims(account));
    facts.push(format!("method {}", account.method));
    sheet.say(0, Tone::Muted, &facts.join(" · "));
    for unread in &account.unread {
        sheet.line(0, 2, &[(Tone::Alert, &format!("not read: {}: {}", unread.file, unread.reason))]);
    }
    sheet.gap();
    let runs = lead::paragraph(account);
    let runs: Vec<(Tone, &str)> =
        runs.iter().map(|r| (if r.strong { Tone::Strong } else { Tone::Plain }, r.text.as_str())).collect();
    sheet.line(0, 0, &runs);
}

fn questions(account: &Account, sheet: &mut Sheet) {
    let findings = lead::by_weight(account);
    let main = |f: &&&Finding| f.event.and_then(|e| account.events.get(e.0)).is_some_and(|e| e.main);
    let full = findings.iter().filter(main).take(SHOWN_IN_FULL).count().max(findings.len().min(1));
    let mut event = None;
    for finding in &findings[..full] {
        question(account, finding, finding.event != event, sheet);
        event = finding.event;
    }
    let others: Vec<&&Finding> = findings[full..].iter().filter(main).collect();
    if !others.is_empty() {
        sheet.heading("Further questions on the main event");
        list(sheet, &others, |sheet, finding| short(finding, sheet));
    }
}

/// `new_event`: whether the event has to be told, because the question before was of another.
fn question(account: &Account, finding: &Finding, new_event: bool, sheet: &mut Sheet) {
    sheet.heading(&wording::question(finding));
    if let Some(event) = finding.event.filter(|_| new_event).and_then(|e| account.events.get(e.0)) {
        let mut facts = vec![event.label.clone()];
        facts.extend(wording::event_facts(event));
        sheet.say(2, Tone::Muted, &facts.join(" · "));
    }
    let headline = wording::headline(finding).text();
    let rest = format!(" · {}", wording::bounds(finding));
    sheet.line(
        2,
        4,
        &[
            (Tone::Strong, &headline),
            (Tone::Plain, "  ·  "),
            (tone(finding.grade), wording::grade(finding.grade)),
            (Tone::Muted, &rest),
        ],
    );
    for testimony in &finding.testimonies {
        voice(testimony, account, sheet);
    }
    sheet.say(2, Tone::Muted, &format!("recount explain {}", finding.id));
}

fn tone(grade: Grade) -> Tone {
    match grade {
        Grade::Corroborated => Tone::Good,
        Grade::Contested | Grade::Unresolved => Tone::Alert,
        Grade::SingleVoice | Grade::Unsourced => Tone::Muted,
    }
}

/// One line a voice: what it stands by, its class, its reports; notes below.
fn voice(testimony: &Testimony, account: &Account, sheet: &mut Sheet) {
    let sign = match testimony.independent {
        Independence::Yes => "● ",
        Independence::Unknown => "○ ",
        Independence::No => "· ",
    };
    let mut facts = vec![testimony.class.clone()];
    let plain = testimony.independent == Independence::Unknown && testimony.class == "unsourced";
    if testimony.independent != Independence::Yes && !plain {
        facts.push(wording::independence(testimony.independent).to_string());
    }
    facts.push(wording::counted(testimony.reports.len(), "report", "reports"));
    let name = format!("{sign}{}", column(&testimony.voice, 34));
    sheet.row(2, &name, &column(&testimony.interval.to_string(), 16), &facts.join(", "));
    for denier in lead::deniers(account, testimony) {
        sheet.line(6, 8, &[(Tone::Alert, &format!("denied by {denier}"))]);
    }
    for note in &testimony.notes {
        sheet.line(6, 8, &[(Tone::Muted, &note.label)]);
    }
}

fn short(finding: &Finding, sheet: &mut Sheet) {
    let headline = wording::headline(finding).text();
    let name = wording::question(finding);
    sheet.line(
        2,
        4,
        &[
            (Tone::Plain, &format!("{name}: ")),
            (Tone::Strong, &headline),
            (Tone::Muted, &format!(", {}", wording::grade(finding.grade))),
        ],
    );
}

fn changed(account: &Account, sheet: &mut Sheet) {
    let revisions: Vec<_> =
        account.findings.iter().flat_map(|f| f.revisions.iter().map(move |r| (f, r))).collect();
    if revisions.is_empty() {
        return;
    }
    sheet.heading("Who changed what they say");
    list(sheet, &revisions, |sheet, (finding, r)| {
        let text = format!(
            ": {} → {} ({}; {})",
            wording::version(&r.from),
            wording::version(&r.to),
            wording::revision_kind(r.kind),
            wording::question(finding).to_lowercase()
        );
        sheet.line(2, 4, &[(Tone::Strong, &r.voice), (Tone::Plain, &text)]);
    });
}

fn contradictions(account: &Account, sheet: &mut Sheet) {
    let open: Vec<_> =
        account.contradictions.iter().filter(|c| wording::calls_for_decision(c.class)).collect();
    let explained = account.contradictions.len() - open.len();
    if open.is_empty() {
        return;
    }
    sheet
        .heading(&format!("Contradictions that call for a decision: {} ({explained} explained)", open.len()));
    list(sheet, &open, |sheet, c| {
        let class = wording::contradiction_class(c.class);
        sheet.line(2, 4, &[(Tone::Alert, class), (Tone::Plain, &format!(" · {}: {}", c.topic, c.why))]);
    });
}

fn lineage(account: &Account, sheet: &mut Sheet) {
    if !account.lineage.is_empty() {
        sheet.heading("Counted once: reports with one origin");
        list(sheet, &account.lineage, |sheet, l| {
            let reports: Vec<&str> = l.reports.iter().map(|&r| account.report(r).label()).collect();
            let measure = l.measure.map_or_else(String::new, |m| format!(" on {m}"));
            sheet.line(
                2,
                4,
                &[
                    (Tone::Strong, &l.origin),
                    (Tone::Plain, &format!("{measure}: {} ({})", reports.join(", "), l.why)),
                ],
            );
        });
    }
    if !account.drift.is_empty() {
        sheet.heading("Figures that changed on the way");
        list(sheet, &account.drift, |sheet, d| {
            let place = first_place(account, &d.claims);
            sheet.line(
                2,
                4,
                &[(Tone::Alert, wording::drift_kind(d.kind)), (Tone::Plain, &format!(": {}{place}", d.why))],
            );
        });
    }
}

fn first_place(account: &Account, claims: &[ClaimIndex]) -> String {
    claims.first().map_or_else(String::new, |&c| format!(" ({})", account.report_of(c).label()))
}

fn rest(account: &Account, sheet: &mut Sheet) {
    sheet.heading("Also in this account");
    let others = account.events.iter().filter(|e| !e.main).count();
    let facts = [
        (others, "other event", "other events"),
        (account.findings.len(), "question in all", "questions in all"),
        (account.victims.len(), "victim by name", "victims by name"),
        (account.statuses.len(), "state", "states"),
        (account.positions.len(), "position", "positions"),
        (account.issues.len(), "issue", "issues"),
    ];
    let facts: Vec<String> =
        facts.into_iter().filter(|f| f.0 > 0).map(|(n, one, many)| wording::counted(n, one, many)).collect();
    sheet.say(2, Tone::Plain, &facts.join(" · "));
    let mut places: BTreeMap<LedgerPlace, usize> = BTreeMap::new();
    for entry in &account.ledger {
        *places.entry(entry.place).or_default() += 1;
    }
    let places: Vec<String> = places.into_iter().map(|(place, n)| format!("{n} {}", place.word())).collect();
    let counts = wording::counted(account.ledger.len(), "figure read", "figures read");
    let places = if places.is_empty() { String::new() } else { format!(": {}", places.join(", ")) };
    sheet.line(2, 4, &[(Tone::Plain, &format!("{counts}{places}"))]);
    sheet.gap();
    let reviewed = account.reviewed().len();
    let read = match &account.claims_file {
        Some(file) => format!("The figures rest on the claims given in {file}."),
        None if account.given() > 0 => {
            let claims = wording::counted(account.claims.len(), "claim", "claims");
            format!(
                "{claims}, {}; the others were read by machine; a person reviewed {reviewed}.",
                wording::given(account)
            )
        }
        None if reviewed > 0 => {
            format!(
                "{} were read by machine; a person reviewed {reviewed}.",
                wording::counted(account.claims.len(), "claim", "claims")
            )
        }
        None => "Every figure was read by machine and none is reviewed.".to_string(),
    };
    let id = lead::main_question(account).map_or("FIGURE", |f| f.id.as_str());
    sheet.line(
        0,
        2,
        &[
            (Tone::Muted, &format!("{read} To see the sentences behind one: ")),
            (Tone::Strong, &format!("recount explain {id}")),
        ],
    );
}

/// Up to [`LONGEST_LIST`] items, then how many are left.
fn list<T>(sheet: &mut Sheet, items: &[T], mut write: impl FnMut(&mut Sheet, &T)) {
    for item in items.iter().take(LONGEST_LIST) {
        write(sheet, item);
    }
    if items.len() > LONGEST_LIST {
        sheet.say(2, Tone::Muted, &format!("and {} more", items.len() - LONGEST_LIST));
    }
}
