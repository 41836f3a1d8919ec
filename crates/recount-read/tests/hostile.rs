//! Texts that nobody writes: the reader takes them without panicking, every span slices, and time grows with the text.
//!
//! In a build with optimisation (`cargo test --release`, as .ci/full runs it) the shapes are long enough that work growing with the square of
//! the text would not end; fuzz/ holds the targets that look for shapes nobody thought of.

use proptest::prelude::*;
use recount_model::{Reading, Report, ReportIndex, Span};

/// Bytes of each hostile text.
const LENGTH_BYTES: usize = if cfg!(debug_assertions) { 6_000 } else { 1_000_000 };

fn report(text: String) -> Report {
    Report::of_text("a.txt", text)
}

/// Reads a text and checks that all its spans slice it.
fn read(text: String) -> Reading {
    let report = report(text);
    let reading = recount_read::read(&report, ReportIndex(0)).value;
    let slices = |span: Span| report.text.get(span.start..span.end).is_some();
    for claim in &reading.claims {
        assert!(slices(claim.span), "claim {:?}", claim.span);
        if let Some(figure) = claim.count().and_then(|c| c.figure_span) {
            assert!(claim.span.contains(figure), "figure {figure:?} outside {:?}", claim.span);
        }
        assert!(claim.voices.iter().filter_map(|v| v.span).all(slices), "a voice of {:?}", claim.span);
    }
    reading
}

/// `shape` repeated up to the length.
fn long(shape: &str) -> String {
    shape.repeat(LENGTH_BYTES / shape.len())
}

#[test]
fn one_long_sentence() {
    read(long("at least 12 people were killed and the harbour office said that "));
    read(long("the harbour office said "));
    read(long("12 "));
    read(long("Ole Berg "));
    read(long("killed, "));
    read(long("according to "));
}

#[test]
fn a_million_digits() {
    read("7".repeat(1_000_000));
    read("7,000,".repeat(LENGTH_BYTES / 6));
    read("3.".repeat(LENGTH_BYTES / 2));
    read("1-".repeat(LENGTH_BYTES / 2));
}

#[test]
fn deeply_nested_quotes_and_brackets() {
    for pair in
        [["\u{201c}", "\u{201d}"], ["\u{2018}", "\u{2019}"], ["(", ")"], ["\"", "\""], ["\u{ab}", "\u{bb}"]]
    {
        let [open, close] = pair.map(|sign| sign.repeat(LENGTH_BYTES / 6));
        read(format!("{open}12 people were killed, she said{close}"));
        read(long(&format!("{}he said {}", pair[0], pair[1])));
    }
}

#[test]
fn many_sources_in_one_sentence() {
    // So many sources within and beside each other have no order of pairs; sorting them by pairs stopped the program.
    let cues = "reportedly did not confirm reportedly say Reuters said not confirm not confirm not confirm not confirm \
                Reuters said according to Lena reportedly , ministry said Reuters said 12 killed reportedly not confirm , \
                said not confirm Reuters said reportedly Lena said 12";
    read(cues.to_string());
    read(long(&format!("{cues}. ")));
}

#[test]
fn writing_of_other_kinds() {
    read(long("قال المتحدث إن 12 شخصا قتلوا. "));
    read(long("דובר אמר כי 12 נהרגו. "));
    read(long("警方表示，至少有12人死亡。"));
    read(long("\u{1f600}\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} 12 "));
    read(long("e\u{301}\u{302}\u{303}\u{304}\u{305} "));
    read(long("\u{200f}\u{202e}12 people were killed\u{202c} "));
    read(long("\u{fe0f}\u{20e3}"));
    read(long("\u{0}\u{1}\u{7f}"));
}

#[test]
fn upper_case_and_words_without_end() {
    read(long("AT LEAST 12 PEOPLE WERE KILLED, THE HARBOUR OFFICE SAID. "));
    read("a".repeat(LENGTH_BYTES));
    read("\u{e9}".repeat(LENGTH_BYTES / 2));
    read("well-".repeat(LENGTH_BYTES / 5));
    read("U.S.".repeat(LENGTH_BYTES / 4));
    read("don't'".repeat(LENGTH_BYTES / 6));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 60 } else { 2_000 }))]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        read(text);
    }

    #[test]
    fn any_run_of_words_and_signs_is_read(
        text in "((the|reportedly|not confirm|according to|Reuters|say|ministry|12|at least|people|were|killed|said|Ole Berg|police|on Friday|,|\\.|\"|\u{201c}|\u{201d}|\\(|\\)|'s|-|\u{301}|\u{1f600}) ?){0,120}"
    ) {
        read(text);
    }
}
