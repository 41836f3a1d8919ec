//! What a person should know about the input, on standard error: files not read, imperfections, dates in the future.

use crate::clock;
use recount::model::{Issue, PartialDate, Report, Severity, Unread};
use std::io::Write;

/// Prints one line per file not read, per imperfection that concerns a whole file or may have cost
/// something, and per report dated in the future.
pub fn print(unread: &[Unread], issues: &[Issue], reports: &[Report], quiet: bool) {
    for line in lines(unread, issues, reports, clock::today()).iter().filter(|_| !quiet) {
        say(&format!("\u{1b}[33mwarning:\u{1b}[0m {line}"));
    }
}

/// One line on standard error, coloured where it can show colours. When standard error cannot be written, there is nobody to
/// tell.
pub fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

fn lines(unread: &[Unread], issues: &[Issue], reports: &[Report], today: PartialDate) -> Vec<String> {
    let unread = unread.iter().map(|u| format!("{}: not read: {}", u.file, u.reason));
    let issues = issues.iter().filter(|i| concerns_everyone(i)).map(|issue| {
        let file = issue
            .file
            .as_ref()
            .filter(|f| !issue.message.contains(*f))
            .map(|f| format!("{f}: "))
            .unwrap_or_default();
        let hint = issue.hint.as_ref().map(|h| format!("; {h}")).unwrap_or_default();
        format!("{file}{}{hint}", issue.message)
    });
    // Somewhere on Earth it is already tomorrow.
    let last = today.plus_days(1).ordinal();
    let future = reports.iter().filter_map(|report| {
        let date = report.published?.date;
        let line = || {
            format!(
                "{}: is dated {date}, which is in the future; correct its date in reports.csv",
                report.file
            )
        };
        (date.ordinal() > last).then(line)
    });
    let plain = |line: String| line.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    unread.chain(issues).chain(future).map(plain).collect()
}

/// Whether an issue is told without being asked for: a warning, or a note on a file as a whole.
fn concerns_everyone(issue: &Issue) -> bool {
    issue.severity >= Severity::Warning || (issue.file.is_some() && issue.span.is_none())
}
