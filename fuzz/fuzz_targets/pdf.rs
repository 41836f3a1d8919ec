//! Any bytes as a PDF: reading ends, every block and every placed word slices the text, and the words of a page are in order.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(report) = recount_intake::read_bytes("a.pdf", bytes) else { return };
    let report = report.value;
    for block in &report.blocks {
        assert!(report.text.get(block.span.start..block.span.end).is_some(), "block {:?}", block.span);
    }
    for page in &report.pages {
        let mut end = 0;
        for piece in &page.pieces {
            assert!(piece.span.start >= end && report.text.get(piece.span.start..piece.span.end).is_some());
            end = piece.span.end;
        }
    }
});
