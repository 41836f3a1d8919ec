//! Any text as a file of claims on one report.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recount_model::Report;
use std::sync::OnceLock;

fn report() -> &'static Report {
    static REPORT: OnceLock<Report> = OnceLock::new();
    let text = "The harbour office said on Friday that at least 12 workers \u{2013} nine of them women \u{2013} had died.";
    REPORT.get_or_init(|| recount_intake::read_bytes("a.txt", text.as_bytes()).expect("a plain text").value)
}

fuzz_target!(|lines: &str| {
    let reports = std::slice::from_ref(report());
    if let Ok(parsed) = recount_intake::claims::parse(lines, "claims.jsonl", reports) {
        for claim in &parsed.value.claims {
            assert!(report().text.get(claim.span.start..claim.span.end).is_some());
        }
    }
});
