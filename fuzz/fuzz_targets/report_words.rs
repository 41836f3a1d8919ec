//! Words of the lexicon, names and signs in any order: the reader does not panic, takes time in proportion (libFuzzer's timeout), and every
//! span of a claim slices the report's text. Bytes at random seldom spell a verb of reporting; here every two of them choose one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recount_fuzz::Language;
use recount_model::Report;
use std::sync::LazyLock;

static LANGUAGES: LazyLock<[Language; 2]> = LazyLock::new(Language::all);

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let language = &LANGUAGES[usize::from(first % 2)];
    let report = Report { language: language.code.into(), ..Report::of_text("a.txt", language.text(rest)) };
    recount_fuzz::check(&report);
});
