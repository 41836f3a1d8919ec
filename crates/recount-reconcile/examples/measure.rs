//! Prints the account of a dossier as JSON, for measuring: `measure DOSSIER [CLAIMS.jsonl [--keep-events]]`. Without a file of
//! claims the reader's are taken.

use recount_model::{Reading, ReportIndex};
use recount_reconcile::{Input, reconcile};
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = arguments.first().ok_or("measure DOSSIER [CLAIMS.jsonl [--keep-events]]")?;
    let dossier = recount_intake::read_dossier(Path::new(folder), &|_| {})?.value;
    let mut readings: Vec<Reading> = (0..dossier.reports.len()).map(|_| Reading::default()).collect();
    let mut given_events = None;
    match arguments.get(1) {
        Some(file) => {
            let parsed =
                recount_intake::claims::parse(&std::fs::read_to_string(file)?, file, &dossier.reports)?.value;
            for claim in parsed.claims {
                readings[claim.report.0].claims.push(claim);
            }
            given_events = arguments.iter().any(|a| a == "--keep-events").then_some(parsed.events);
        }
        None => {
            for (i, report) in dossier.reports.iter().enumerate() {
                readings[i] = recount_read::read(report, ReportIndex(i)).value;
            }
        }
    }
    let account = reconcile(Input {
        dossier: dossier.name,
        reports: dossier.reports,
        unread: dossier.unread,
        readings,
        settings: dossier.settings,
        given_events,
        issues: Vec::new(),
    })?;
    print!("{}", recount_publish::json::account(&account));
    Ok(())
}
