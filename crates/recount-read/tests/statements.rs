//! Sentences give the statements that `data/statements.txt` expects of them: which words, and whose.

use recount_model::{Claim, Content, Report, ReportIndex, Stance};

/// A statement as the data file writes it; `None` for a claim of another kind.
fn shown(claim: &Claim, text: &str) -> Option<String> {
    if !matches!(claim.content, Content::Statement { .. }) {
        return None;
    }
    let mut out = claim.span.slice(text).to_string();
    if claim.stance == Stance::Denies {
        out += " denies";
    }
    let voices: Vec<&str> = claim.voices.iter().map(|v| v.name.as_str()).collect();
    if !voices.is_empty() {
        out += &format!(" | {}", voices.join(", "));
    }
    Some(out)
}

#[test]
fn sentences_give_their_statements() {
    let mut wrong = Vec::new();
    let mut texts = 0;
    let lines: Vec<&str> = include_str!("data/statements.txt")
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .collect();
    let mut rest = lines.as_slice();
    while let Some((text, after)) = rest.split_first() {
        let expected: Vec<&str> = after.iter().map_while(|l| l.strip_prefix("= ")).collect();
        rest = &after[expected.len()..];
        texts += 1;
        let report = Report::of_text("a.txt", *text);
        let mut claims = recount_read::read(&report, ReportIndex(0)).value.claims;
        claims.sort_by_key(|c| c.span.start);
        let found: Vec<String> = claims.iter().filter_map(|c| shown(c, text)).collect();
        if found != expected {
            wrong.push(format!("{text}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(texts >= 15, "only {texts} texts");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
