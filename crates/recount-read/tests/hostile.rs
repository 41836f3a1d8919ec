//! Texts that nobody writes: the reader takes them without panicking, every span slices, and time grows with the text.
//!
//! Each shape is read at one length and at twice that length, and the costs are compared. A build with optimisation (`cargo test --release`, as
//! .ci/full runs it) reads up to a megabyte of each; fuzz/ holds the targets that look for shapes nobody thought of.

mod growth;

use proptest::prelude::*;
use recount_model::{Reading, Report, ReportIndex, Span};
use std::sync::LazyLock;

/// Bytes of each hostile text; it is read at half of them too.
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

/// Reads `shape` repeated up to half the length and up to the length.
fn read_long(shape: &str) {
    let text = |bytes: usize| shape.repeat(bytes / shape.len());
    growth::check(shape, LENGTH_BYTES / 2, text, |text| {
        read(text);
    });
}

#[test]
fn one_long_sentence() {
    read_long("at least 12 people were killed and the harbour office said that ");
    read_long("the harbour office said ");
    read_long("12 ");
    read_long("Ole Berg ");
    read_long("killed, ");
    read_long("according to ");
}

#[test]
fn a_million_digits() {
    read("7".repeat(1_000_000));
    read_long("7,000,");
    read_long("3.");
    read_long("1-");
}

#[test]
fn deeply_nested_quotes_and_brackets() {
    for pair in
        [["\u{201c}", "\u{201d}"], ["\u{2018}", "\u{2019}"], ["(", ")"], ["\"", "\""], ["\u{ab}", "\u{bb}"]]
    {
        let nested = |bytes: usize| {
            let [open, close] = pair.map(|sign| sign.repeat(bytes / 6));
            format!("{open}12 people were killed, she said{close}")
        };
        growth::check(pair[0], LENGTH_BYTES / 2, nested, |text| {
            read(text);
        });
        read_long(&format!("{}he said {}", pair[0], pair[1]));
    }
}

#[test]
fn many_sources_in_one_sentence() {
    // So many sources within and beside each other have no order of pairs; sorting them by pairs stopped the program.
    let cues = "reportedly did not confirm reportedly say Reuters said not confirm not confirm not confirm not confirm \
                Reuters said according to Lena reportedly , ministry said Reuters said 12 killed reportedly not confirm , \
                said not confirm Reuters said reportedly Lena said 12";
    read(cues.to_string());
    read_long(&format!("{cues}. "));
}

#[test]
fn writing_of_other_kinds() {
    read_long("قال المتحدث إن 12 شخصا قتلوا. ");
    read_long("דובר אמר כי 12 נהרגו. ");
    read_long("警方表示，至少有12人死亡。");
    read_long("\u{1f600}\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} 12 ");
    read_long("e\u{301}\u{302}\u{303}\u{304}\u{305} ");
    read_long("\u{200f}\u{202e}12 people were killed\u{202c} ");
    read_long("\u{fe0f}\u{20e3}");
    read_long("\u{0}\u{1}\u{7f}");
}

#[test]
fn upper_case_and_words_without_end() {
    read_long("AT LEAST 12 PEOPLE WERE KILLED, THE HARBOUR OFFICE SAID. ");
    for shape in ["a", "\u{e9}", "well-", "U.S.", "don't'"] {
        read_long(shape);
    }
}

/// Words and phrases by which a text says whose word something is, as the lexicon lists them.
static CITING: LazyLock<Vec<String>> = LazyLock::new(|| {
    words(&[include_str!("../lexicon/en/reporting.toml"), include_str!("../lexicon/en/sources.toml")])
});

/// Those that other rules go by.
static TELLING: LazyLock<Vec<String>> = LazyLock::new(|| {
    words(&[
        include_str!("../lexicon/en/harm.toml"),
        include_str!("../lexicon/en/numbers.toml"),
        include_str!("../lexicon/en/status.toml"),
        include_str!("../lexicon/en/grammar.toml"),
    ])
});

/// The strings of some files, the five forms of a verb one by one.
fn words(files: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    files.iter().for_each(|file| gather(&toml::from_str(file).expect("an embedded file"), &mut out));
    out
}

fn gather(value: &toml::Value, out: &mut Vec<String>) {
    match value {
        toml::Value::String(words) if words.split(' ').count() == 5 => {
            out.extend(words.split([' ', '/']).map(str::to_string));
        }
        toml::Value::String(words) => out.push(words.clone()),
        toml::Value::Array(list) => list.iter().for_each(|value| gather(value, out)),
        toml::Value::Table(table) => table.iter().for_each(|(_, value)| gather(value, out)),
        _ => {}
    }
}

/// Words that no list holds.
const OTHERS: &[&str] =
    &["Lena Marsh", "Ole Berg", "Harbour Office", "ACK", "12", "2,000", "people", "the", "on Friday"];

const SIGNS: &[&str] = &[",", ".", ":", "\"", "\u{201c}", "\u{201d}", "(", ")", "-", "'s", "\n\n"];

/// A word that rules go by, a name, a figure or a sign.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(CITING.as_slice()),
        1 => prop::sample::select(TELLING.as_slice()),
        3 => prop::sample::select(OTHERS).prop_map(str::to_string),
        1 => prop::sample::select(SIGNS).prop_map(str::to_string),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 60 } else { 2_000 }))]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        read(text);
    }

    #[test]
    fn any_run_of_cues_is_read(pieces in prop::collection::vec(piece(), 0..120)) {
        read(pieces.join(" "));
    }

    #[test]
    fn any_run_of_words_and_signs_is_read(
        text in "((the|reportedly|not confirm|according to|Reuters|say|ministry|12|at least|people|were|killed|said|Ole Berg|police|on Friday|,|\\.|\"|\u{201c}|\u{201d}|\\(|\\)|'s|-|\u{301}|\u{1f600}) ?){0,120}"
    ) {
        read(text);
    }
}
