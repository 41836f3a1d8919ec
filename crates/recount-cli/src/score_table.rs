//! Scores as a person, a page or a program reads them.

use recount::score::{AccountScore, ClaimScore, Part, ScoreLine};
use serde_json::{Value, json};
use std::fmt::Write;

/// What was measured on one dossier.
pub struct Row {
    /// The folder's name.
    pub dossier: String,
    /// Claims against gold claims.
    pub claims: Option<ClaimScore>,
    /// The account against the gold account.
    pub account: Option<AccountScore>,
}

/// One part of the output: what was measured, the name of each row, and its figures.
struct Section {
    title: &'static str,
    rows: Vec<(String, Vec<ScoreLine>)>,
}

fn sections(rows: &[Row]) -> Vec<Section> {
    let claims = rows.iter().filter_map(|r| Some((r.dossier.clone(), r.claims.as_ref()?.lines()))).collect();
    let accounts =
        rows.iter().filter_map(|r| Some((r.dossier.clone(), r.account.as_ref()?.lines()))).collect();
    let sections = [Section { title: "Claims", rows: claims }, Section { title: "Account", rows: accounts }];
    sections.into_iter().filter(|s| !s.rows.is_empty()).collect()
}

/// For a terminal: one dossier with the meaning of each figure, several as a row each and their mean.
pub fn text(rows: &[Row], misses: usize) -> String {
    let mut out = String::new();
    for section in sections(rows) {
        match &section.rows[..] {
            [(name, lines)] => one(&mut out, section.title, name, lines),
            _ => several(&mut out, &section),
        }
        out.push('\n');
    }
    rows.iter().for_each(|row| list_misses(&mut out, row, misses));
    // One empty line at the end is one too many.
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn one(out: &mut String, title: &str, name: &str, lines: &[ScoreLine]) {
    let _ = writeln!(out, "{title} of {name}");
    for line in lines {
        let _ = writeln!(out, "  {:<13} {:>6}  {}", line.name, figure(line.value), line.meaning);
    }
}

fn several(out: &mut String, section: &Section) {
    let width =
        section.rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).max(section.title.len())
            + 1;
    let names: Vec<&str> = section.rows[0].1.iter().map(|line| line.name).collect();
    let column = |name: &str| name.split('.').map(str::len).max().unwrap_or(0).max(6) + 2;
    let mut line = |title: &str, cells: Vec<String>| {
        let _ = write!(out, "{title:<width$}");
        for (name, cell) in names.iter().zip(cells) {
            let _ = write!(out, "{cell:>0$}", column(name));
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    };
    let half = |name: &str, at: usize| {
        let mut halves: Vec<&str> = name.split('.').collect();
        if halves.len() == 1 {
            halves.insert(0, "");
        }
        halves.get(at).copied().unwrap_or("").to_string()
    };
    line(section.title, names.iter().map(|n| half(n, 0)).collect());
    line("", names.iter().map(|n| half(n, 1)).collect());
    for (name, lines) in &section.rows {
        line(name, lines.iter().map(|l| figure(l.value)).collect());
    }
    line("mean", means(section).into_iter().map(figure).collect());
}

fn list_misses(out: &mut String, row: &Row, misses: usize) {
    let part = |p: &Part| {
        let voices = if p.voices.is_empty() { "own voice".to_string() } else { p.voices.join(" > ") };
        format!("{} {}..{}  {}  {}  [{voices}]", p.report, p.start, p.end, p.measure, p.as_written)
    };
    if let Some(claims) = &row.claims {
        for missed in claims.missed.iter().take(misses) {
            let _ = writeln!(out, "{}: missed  {}", row.dossier, part(missed));
        }
        for extra in claims.extra.iter().take(misses) {
            let _ = writeln!(out, "{}: extra   {}", row.dossier, part(extra));
        }
    }
    for missed in row.account.iter().flat_map(|a| &a.missed).take(misses) {
        let _ = writeln!(out, "{}: missed  {}: {}", row.dossier, missed.question, missed.reason);
    }
}

/// For a page: a table per section, a row per dossier and the mean.
pub fn markdown(rows: &[Row]) -> String {
    let mut out = String::new();
    for section in sections(rows) {
        let names: Vec<&str> = section.rows[0].1.iter().map(|line| line.name).collect();
        let _ = writeln!(out, "| {} | {} |", section.title, names.join(" | "));
        let _ = writeln!(out, "|---|{}", "---:|".repeat(names.len()));
        for (name, lines) in &section.rows {
            let cells: Vec<String> = lines.iter().map(|l| figure(l.value)).collect();
            let _ = writeln!(out, "| {name} | {} |", cells.join(" | "));
        }
        if section.rows.len() > 1 {
            let cells: Vec<String> = means(&section).into_iter().map(figure).collect();
            let _ = writeln!(out, "| mean | {} |", cells.join(" | "));
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// For a program: per dossier the figures with their counts, then the means.
pub fn json(rows: &[Row]) -> String {
    let dossiers: Vec<Value> = rows
        .iter()
        .map(|r| json!({"dossier": r.dossier, "claims": r.claims, "account": r.account}))
        .collect();
    let mut mean = serde_json::Map::new();
    for section in sections(rows) {
        let names = section.rows[0].1.iter().map(|line| line.name.to_string());
        let figures: serde_json::Map<String, Value> =
            names.zip(means(&section).into_iter().map(Value::from)).collect();
        mean.insert(section.title.to_lowercase(), Value::Object(figures));
    }
    format!("{:#}\n", json!({"dossiers": dossiers, "mean": mean}))
}

/// The mean of each figure over the dossiers that have it, rounded to four digits.
fn means(section: &Section) -> Vec<Option<f64>> {
    let columns = section.rows[0].1.len();
    (0..columns)
        .map(|at| {
            let values: Vec<f64> =
                section.rows.iter().filter_map(|(_, lines)| lines.get(at)?.value).collect();
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            (!values.is_empty()).then(|| (mean * 1e4).round() / 1e4)
        })
        .collect()
}

/// Four digits; a dash where there was nothing to compare.
fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_string(), |v| format!("{v:.4}"))
}
