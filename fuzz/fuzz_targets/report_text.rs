//! Any bytes as a text or Markdown report: intake and reader do not panic, take time in proportion (libFuzzer's timeout), and
//! every span of a claim slices the report's text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for file in ["a.txt", "a.md"] {
        let Ok(report) = recount_intake::read_bytes(file, bytes) else { continue };
        recount_fuzz::check(&report.value);
    }
});
