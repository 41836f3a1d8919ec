//! Tables of claims as people keep them in spreadsheets, by LibreOffice Calc, pandas, csvkit, miller and sqlite3: the claims in them.

use super::containers::python;
use super::program::{argument, run};
use super::{Reference, Track, sources};
use anyhow::Context;
use recount::intake::claims::{claims_in_table, parse, parse_voice};
use recount::intake::read_bytes;
use recount::publish::json::claims_jsonl;
use recount_model::{BlockRole, Claim, Content, Report, ReportIndex, assign_ids};
use serde_json::Value;
use std::path::Path;
use std::sync::OnceLock;

/// The track.
pub const TRACK: Track = Track {
    name: "csv",
    make,
    references: &[Reference {
        name: "the claims it was made of",
        texts: |files, _| files.iter().map(|file| source(file)).collect(),
    }],
    read,
    left_out: "columns that are no field of a claim. Compared are claims: spans, voices, contents, dates, of every text; a line \
        that cannot be used would stand beside them. Delimiters, quotes, encodings and ends of lines are not told to Recount.",
};

/// The program that makes the files; its head says what it needs.
const PROGRAM: &str = include_str!("sources/claims.py");

/// The reports that the claims are of.
fn reports() -> &'static [Report] {
    static REPORTS: OnceLock<Vec<Report>> = OnceLock::new();
    REPORTS.get_or_init(|| {
        let markdown = sources::MARKDOWN.iter().map(|(name, text)| (format!("{name}.md"), text));
        let plain = sources::PLAIN.iter().map(|(name, text)| (format!("{name}.txt"), text));
        let reports =
            markdown.chain(plain).filter_map(|(file, text)| read_bytes(&file, text.as_bytes()).ok());
        reports.map(|checked| checked.value).collect()
    })
}

/// Claims of a report: those that are read, and a statement for each paragraph, since not every language is read.
fn claims(index: usize) -> Vec<Claim> {
    let report = &reports()[index];
    let mut claims = recount_read::read(report, ReportIndex(index)).value.claims;
    for block in report.blocks.iter().filter(|block| block.role == BlockRole::Body) {
        let words = block.span.slice(&report.text);
        let content = Content::Statement { about: None, value: words.to_string() };
        let speaker: String = words.split_whitespace().take(2).collect::<Vec<_>>().join(" ").replace('|', "");
        let mut claim = Claim::new(ReportIndex(index), block.span, content);
        claim.voices = vec![parse_voice(&speaker), parse_voice("Desk; \"night\" (Mira, of the desk)")];
        claims.push(claim);
    }
    assign_ids(&mut claims, reports());
    claims
}

/// The claims of the report with this name, one JSON object a line, without what a cell cannot hold.
fn lines(name: &str) -> anyhow::Result<String> {
    let stem = |report: &Report| report.file.split('.').next() == Some(name);
    let index = reports().iter().position(stem).with_context(|| format!("no text {name}"))?;
    let mut lines = String::new();
    for line in claims_jsonl(reports(), &claims(index), &[], &[]).lines() {
        let mut claim: Value = serde_json::from_str(line)?;
        let is_cell = |value: &Value| match value {
            Value::Array(items) => items.iter().all(Value::is_string),
            Value::Null | Value::Object(_) => false,
            _ => true,
        };
        if let Some(fields) = claim.as_object_mut() {
            fields.retain(|_, value| is_cell(value));
        }
        lines.push_str(&format!("{claim}\n"));
    }
    Ok(lines)
}

fn make(folder: &Path) -> anyhow::Result<()> {
    let scratch = tempfile::tempdir()?;
    for report in reports() {
        let name = report.file.split('.').next().unwrap_or_default();
        std::fs::write(scratch.path().join(format!("{name}.jsonl")), lines(name)?)?;
    }
    let program = scratch.path().join("claims.py");
    std::fs::write(&program, PROGRAM)?;
    run(&python(), &[argument(&program)?, argument(folder)?, argument(scratch.path())?])
}

/// Claims as text: as the claims format has them, a claim a line, then what was said against lines.
fn told(lines: &str) -> anyhow::Result<String> {
    let parsed = parse(lines, "claims", reports())?;
    let issues: Vec<String> = parsed.issues.iter().map(|issue| issue.message.clone()).collect();
    Ok(claims_jsonl(reports(), &parsed.value.claims, &[], &[]) + &issues.join("\n"))
}

fn read(file: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    told(&claims_in_table(&bytes).context("is no table of claims")?)
}

/// The claims that a file was made of, by the beginning of its name.
fn source(file: &Path) -> anyhow::Result<String> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    told(&lines(name.split('.').next().unwrap_or_default())?)
}
