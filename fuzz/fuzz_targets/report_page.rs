//! Any bytes as a web page: as `report_text`, by way of the main text of the page.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(report) = recount_intake::read_bytes("a.html", bytes) {
        recount_fuzz::check(&report.value);
    }
});
