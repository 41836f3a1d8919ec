//! What every report must hold, whatever its bytes were.

use recount_model::{Report, ReportIndex};

/// Reads the report and checks that every span of blocks, claims, figures and voices slices its text.
///
/// # Panics
/// When one does not: the fuzzer keeps the input.
pub fn check(report: &Report) {
    for block in &report.blocks {
        assert!(report.text.get(block.span.start..block.span.end).is_some(), "block {:?}", block.span);
    }
    let reading = recount_read::read(report, ReportIndex(0)).value;
    for claim in &reading.claims {
        assert!(report.text.get(claim.span.start..claim.span.end).is_some(), "claim {:?}", claim.span);
        if let Some(figure) = claim.count().and_then(|c| c.figure_span) {
            assert!(claim.span.contains(figure), "figure {figure:?} outside {:?}", claim.span);
        }
        for voice in claim.voices.iter().filter_map(|v| v.span) {
            assert!(report.text.get(voice.start..voice.end).is_some(), "voice {voice:?}");
        }
    }
}
