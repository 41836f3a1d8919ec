//! Writes the page of the tests' sample account, to look at: `cargo run -p recount-publish --example sample_page -- OUT [full]`.

#![allow(missing_docs, clippy::unwrap_used, dead_code)]

#[path = "../tests/publish/sample.rs"]
mod sample;
#[path = "../tests/publish/sample_claims.rs"]
mod sample_claims;
#[path = "../tests/publish/sample_findings.rs"]
mod sample_findings;
#[path = "../tests/publish/sample_questions.rs"]
mod sample_questions;
#[path = "../tests/publish/sample_rulings.rs"]
mod sample_rulings;

use recount_publish::html::{Texts, page};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| "account.html".to_string());
    let texts = if arguments.next().is_some() { Texts::Full } else { Texts::Excerpts };
    std::fs::write(path, page(&sample::account(), texts)).unwrap();
}
