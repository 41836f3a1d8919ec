//! What every report must hold, whatever its bytes were.

use recount_model::{Report, ReportIndex};

/// Checks that every block slices the report's text, after the one before.
///
/// # Panics
/// When one does not: the fuzzer keeps the input.
pub fn check_blocks(report: &Report) {
    let mut end = 0;
    for block in &report.blocks {
        assert!(report.text.get(block.span.start..block.span.end).is_some(), "block {:?}", block.span);
        assert!(block.span.start >= end, "block {:?} begins before {end}", block.span);
        end = block.span.end;
    }
}

/// Reads the report and checks that every span of blocks, claims, figures and voices slices its text.
///
/// # Panics
/// When one does not: the fuzzer keeps the input.
pub fn check(report: &Report) {
    check_blocks(report);
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

/// A language with its words and phrases, as the lists of its lexicon of reading hold them, and the signs between them.
pub struct Language {
    /// ISO 639-1.
    pub code: &'static str,
    words: Vec<String>,
}

/// The files in which rules find their cues, of one language.
macro_rules! lists {
    ($code:literal) => {
        [
            include_str!(concat!("../../crates/recount-read/lexicon/", $code, "/reporting.toml")),
            include_str!(concat!("../../crates/recount-read/lexicon/", $code, "/sources.toml")),
            include_str!(concat!("../../crates/recount-read/lexicon/", $code, "/harm.toml")),
            include_str!(concat!("../../crates/recount-read/lexicon/", $code, "/numbers.toml")),
            include_str!(concat!("../../crates/recount-read/lexicon/", $code, "/status.toml")),
            include_str!(concat!("../../crates/recount-read/lexicon/", $code, "/options.toml")),
            include_str!(concat!("../../crates/recount-read/lexicon/", $code, "/grammar.toml")),
        ]
    };
}

/// What stands between words, and names that no list holds.
const BETWEEN: [&str; 20] = [
    ",",
    ".",
    ":",
    ";",
    "\"",
    "\u{201c}",
    "\u{201d}",
    "\u{2018}",
    "\u{2019}",
    "(",
    ")",
    "'s",
    "-",
    "\u{2014}",
    "\n\n",
    "12",
    "2,000",
    "Lena Marsh",
    "Harbour Office",
    "ACK",
];

impl Language {
    /// The languages whose words reports are made of.
    pub fn all() -> [Language; 2] {
        [Language::of("en", &lists!("en")), Language::of("fr", &lists!("fr"))]
    }

    fn of(code: &'static str, files: &[&str]) -> Language {
        let mut words: Vec<String> = BETWEEN.iter().map(|word| word.to_string()).collect();
        for file in files {
            gather(&toml::from_str(file).expect("a lexicon of the program"), &mut words);
        }
        words.sort();
        words.dedup();
        Language { code, words }
    }

    /// A text of words and signs in any order: two bytes choose each.
    pub fn text(&self, bytes: &[u8]) -> String {
        let chosen = bytes.chunks_exact(2).map(|pair| usize::from(u16::from_le_bytes([pair[0], pair[1]])));
        let words: Vec<&str> = chosen.map(|n| self.words[n % self.words.len()].as_str()).collect();
        words.join(" ")
    }
}

/// The strings of a lexicon: phrases as they stand; the forms of a verb, which stand in one string of five, one by one.
fn gather(value: &toml::Value, out: &mut Vec<String>) {
    const FORMS: usize = 5;
    match value {
        toml::Value::String(words) if words.split(' ').count() >= FORMS => {
            out.extend(words.split([' ', '/']).map(str::to_string));
        }
        toml::Value::String(words) => out.push(words.clone()),
        toml::Value::Array(list) => list.iter().for_each(|value| gather(value, out)),
        toml::Value::Table(table) => {
            for (key, value) in table {
                // Numbers are listed as `twelve = 12`.
                if value.is_integer() {
                    out.push(key.clone());
                }
                gather(value, out);
            }
        }
        _ => {}
    }
}
