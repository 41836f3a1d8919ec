//! Any bytes as a letter: its report holds together, whatever its fields, parts and encodings are.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(report) = recount_intake::read_bytes("a.eml", bytes) {
        let report = report.value;
        for block in &report.blocks {
            assert!(report.text.get(block.span.start..block.span.end).is_some(), "block {:?}", block.span);
        }
    }
});
