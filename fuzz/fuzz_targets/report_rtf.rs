//! Any bytes as RTF: no panic, time in proportion (libFuzzer's timeout), every block slices the report's text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let document = [b"{\\rtf1\\ansi ", bytes].concat();
    if let Ok(report) = recount_intake::read_bytes("a.rtf", &document) {
        recount_fuzz::check_blocks(&report.value);
    }
});
