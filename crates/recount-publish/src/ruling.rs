//! Rulings in words: what was decided, and where the ruling stands. One wording for JSON, page and terminal.

use recount_model::{ClaimAnchor, Decision, Report, ReportId, RulingStanding, RulingState};

/// What was decided, as a phrase: `reject “six people died” (01.txt)`.
pub fn what(standing: &RulingStanding, reports: &[Report]) -> String {
    let file = |id: &ReportId| {
        let stands = reports.iter().find(|report| report.id == *id).map(|report| &report.file);
        let gone = || standing.gone.iter().find(|(gone, _)| gone == id).map(|(_, file)| file);
        stands.or_else(gone).cloned().unwrap_or_else(|| format!("report {}", &id.to_string()[..12]))
    };
    let claim = |anchor: &ClaimAnchor| {
        format!("\u{201c}{}\u{201d} ({})", shortened(&anchor.words), file(&anchor.report))
    };
    match &standing.ruling.decision {
        Decision::Accept { claim: anchor } => format!("accept {}", claim(anchor)),
        Decision::Reject { claim: anchor } => format!("reject {}", claim(anchor)),
        Decision::Correct { claim: anchor, field, value } => {
            format!("correct {field} to {value} in {}", claim(anchor))
        }
        Decision::Merge { canonical, spellings } => {
            format!("{} {} {canonical}", spellings.join(", "), is(spellings))
        }
        Decision::Split { name, from } => format!("{name} is not {from}"),
        Decision::Link { claim: anchor, with } => {
            format!("{} tells of the same event as {}", claim(anchor), claim(with))
        }
        Decision::Describe { report, field, value } => match value {
            Some(value) => format!("{field} of {} is {value}", file(report)),
            None => format!("{field} of {} is not known", file(report)),
        },
        Decision::Withdraw { report } => format!("withdraw {}", file(report)),
        Decision::Undo { ruling } => format!("undo {ruling}"),
    }
}

fn is(names: &[String]) -> &'static str {
    if names.len() == 1 { "is" } else { "are" }
}

/// Where a ruling stands: the word of the account's JSON, and what is to be said of it.
pub fn state(state: &RulingState) -> (&'static str, Option<String>) {
    match state {
        RulingState::Stands => ("stands", None),
        RulingState::Carried { to, why } => ("carried", Some(format!("holds for claim {to} now: {why}"))),
        RulingState::ForReview { why } => ("for-review", Some(why.clone())),
        RulingState::Superseded { by } => ("superseded", Some(format!("ruling {by} holds in its place"))),
        RulingState::Undone { by } => ("undone", Some(format!("undone by ruling {by}"))),
    }
}

/// The words on one line, of a long passage only the beginning.
fn shortened(words: &str) -> String {
    const SHOWN: usize = 60;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None => line,
    }
}
