//! Any text as recount.toml.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = recount_intake::read_settings(text, "recount.toml");
});
