//! Measures on the texts beside the workspace: what is boilerplate stays unread, what is body is read, every recorded
//! claim stands in a block that is read, and main texts of pages reach a floor. Texts are read where they stand; when
//! they are missing the tests say so.

#![allow(clippy::unwrap_used)] // A failed unwrap is a failed test.

use recount_intake::{claims, read_bytes, read_dossier};
use recount_model::{BlockRole, CodePoints, DateBasis, Report};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

fn shared(part: &str) -> Option<PathBuf> {
    let root = std::env::var_os("RECOUNT_SHARED")
        .map(PathBuf::from)
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"));
    let path = root.join(part);
    if path.exists() {
        return Some(path);
    }
    assert_ne!(std::env::var("RECOUNT_REQUIRE_SHARED").as_deref(), Ok("1"), "{} is missing", path.display());
    println!("skipped: {} is missing", path.display());
    None
}

fn json(path: PathBuf) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn reports(dossier: &str) -> Option<Vec<Report>> {
    let folder = shared(&format!("dossiers/{dossier}"))?;
    let dossier = read_dossier(&folder, &|_| {}).unwrap();
    assert!(dossier.issues.iter().all(|i| i.code == "undated"), "{:?}", dossier.issues);
    assert!(dossier.value.unread.is_empty(), "{:?}", dossier.value.unread);
    Some(dossier.value.reports)
}

fn offsets(span: &Value) -> (usize, usize) {
    (span[0].as_u64().unwrap() as usize, span[1].as_u64().unwrap() as usize)
}

/// Blocks with words inside the span, as "role: first words".
fn blocks_in(report: &Report, start: usize, end: usize) -> Vec<(BlockRole, String)> {
    let span = CodePoints::new(&report.text).span(start, end);
    let inside = report.blocks.iter().filter(|b| b.span.overlaps(span));
    inside.map(|b| (b.role, b.span.slice(&report.text).chars().take(50).collect())).collect()
}

#[test]
fn marked_boilerplate_is_unread_and_everything_else_is_read() {
    let Some(reports) = reports("ashraf-2011") else { return };
    let gold = json(shared("dossiers/ashraf-2011/documents.json").unwrap());
    let (mut unread, mut spans, mut wrong) = (0, 0, Vec::new());
    for document in gold["documents"].as_array().unwrap() {
        let report = reports.iter().find(|r| document["file"] == r.file.as_str()).unwrap();
        let marked: Vec<(usize, usize)> =
            document["boilerplate"].as_array().unwrap().iter().map(|b| offsets(&b["span"])).collect();
        for &(start, end) in &marked {
            let read: Vec<_> =
                blocks_in(report, start, end).into_iter().filter(|(role, _)| role.is_read()).collect();
            spans += 1;
            unread += usize::from(read.is_empty());
            wrong.extend(read.into_iter().map(|b| ("read", report.file.clone(), b)));
        }
        let metadata = document["metadata"].as_array().unwrap();
        for entry in metadata {
            let (start, end) = offsets(&entry["span"]);
            let want = match entry["type"].as_str().unwrap() {
                "title" => BlockRole::Title,
                "subheading" => BlockRole::Heading,
                _ => BlockRole::Byline,
            };
            let other = blocks_in(report, start, end).into_iter().filter(|(role, _)| *role != want);
            wrong.extend(other.map(|b| ("role", report.file.clone(), b)));
        }
        // Whatever is neither boilerplate nor metadata must be read.
        let points = CodePoints::new(&report.text);
        let bylines: Vec<(usize, usize)> = metadata.iter().map(|m| offsets(&m["span"])).collect();
        for block in report.blocks.iter().filter(|b| !b.role.is_read()) {
            let (start, end) = points.range(block.span);
            if !marked.iter().chain(&bylines).any(|m| m.0 <= start && end <= m.1 + 1) {
                wrong.push((
                    "lost",
                    report.file.clone(),
                    (block.role, block.span.slice(&report.text).to_string()),
                ));
            }
        }
        assert_eq!(
            document["title"].as_str().map(plain),
            report.title.as_deref().map(plain),
            "{}",
            report.file
        );
    }
    println!("ashraf-2011: {unread} of {spans} boilerplate spans unread");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn plain(title: &str) -> String {
    title.replace('\u{2019}', "'")
}

#[test]
fn no_claim_is_lost_with_its_block() {
    for (dossier, gold) in
        [("ashraf-2011", "claims.jsonl"), ("kunduz-2015", "gold.jsonl"), ("baga-2015", "gold.jsonl")]
    {
        let Some(reports) = reports(dossier) else { return };
        let lines = fs::read_to_string(shared(&format!("dossiers/{dossier}/{gold}")).unwrap()).unwrap();
        let parsed = claims::parse(&lines, gold, &reports).unwrap();
        assert!(parsed.issues.is_empty(), "{:?}", parsed.issues);
        let claims = parsed.value.claims;
        let lost: Vec<_> = claims
            .iter()
            .filter(|c| !reports[c.report.0].role_at(c.span.start).is_some_and(BlockRole::is_read))
            .map(|c| (reports[c.report.0].file.clone(), c.span))
            .collect();
        let figures = claims.iter().filter_map(|c| c.count()).filter(|c| !c.interval.as_written.is_empty());
        let unplaced = figures.filter(|c| c.figure_span.is_none()).count();
        println!(
            "{dossier}: {} claims, {} events, {} lost, {unplaced} figures not found in their slice",
            claims.len(),
            parsed.value.events.len(),
            lost.len()
        );
        assert!(lost.is_empty(), "{lost:?}");
        for (n, line) in lines.lines().enumerate() {
            let line: Value = serde_json::from_str(line).unwrap();
            if let Some(text) = line["text"].as_str() {
                assert_eq!(claims[n].span.slice(&reports[claims[n].report.0].text), text);
            }
        }
    }
}

#[test]
fn plain_reports_lose_captions_and_pointers_only() {
    for dossier in ["kunduz-2015", "baga-2015"] {
        let Some(reports) = reports(dossier) else { return };
        for report in &reports {
            for block in report.blocks.iter().filter(|b| !b.role.is_read()) {
                let words = block.span.slice(&report.text);
                println!("{dossier} {}: {:?} {} characters", report.file, block.role, words.chars().count());
                let pointer = words.starts_with("RELATED") || words.starts_with("(Photo");
                assert!(pointer || words.split_whitespace().count() <= 5, "{} {words}", report.file);
            }
            assert!(report.published.is_some_and(|p| p.basis == DateBasis::Given), "{}", report.file);
        }
        let titled = reports.iter().filter(|r| r.title.is_some()).count();
        println!("{dossier}: {titled} of {} reports have a headline", reports.len());
        assert!(titled >= 4);
    }
}

#[test]
fn reports_say_when_and_by_whom_only_what_they_state() {
    let Some(folder) = shared("dossiers/ashraf-2011/reports") else { return };
    let folder = read_dossier(&folder, &|_| {}).unwrap().value;
    let gold = json(shared("dossiers/ashraf-2011/documents.json").unwrap());
    for (report, document) in folder.reports.iter().zip(gold["documents"].as_array().unwrap()) {
        assert_eq!(report.author.as_deref(), document["author"].as_str(), "{}", report.file);
        let stated = (document["published_basis"] == "stated")
            .then(|| document["published"].as_str().unwrap().to_string());
        assert_eq!(report.published.map(|p| p.date.to_string()), stated, "{}", report.file);
    }
}

#[test]
fn main_texts_of_pages_reach_their_floor() {
    let Some(folder) = shared("data/pages") else { return };
    let (mut hits, mut kept, mut wanted, mut pages, mut failed) = (0, 0, 0, 0, 0);
    let squeeze = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
    for line in fs::read_to_string(folder.join("dev.jsonl")).unwrap().lines() {
        let page: Value = serde_json::from_str(line).unwrap();
        let bytes = fs::read(folder.join(page["file"].as_str().unwrap())).unwrap();
        pages += 1;
        let body = match read_bytes("page.html", &bytes) {
            Ok(checked) => {
                assert_eq!(
                    read_bytes("page.html", &bytes).unwrap(),
                    checked,
                    "{}: read twice, two results",
                    page["id"]
                );
                let report = checked.value;
                let read =
                    report.blocks.iter().filter(|b| b.role.is_read()).map(|b| b.span.slice(&report.text));
                squeeze(&read.collect::<Vec<_>>().join(" "))
            }
            Err(error) => {
                println!("{}: {error}", page["id"]);
                failed += 1;
                String::new()
            }
        };
        let segments = |key: &str| {
            page[key]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(squeeze)
                .collect::<Vec<_>>()
        };
        wanted += segments("with").len();
        hits += segments("with").iter().filter(|s| body.contains(s.as_str())).count();
        kept += segments("without").iter().filter(|s| body.contains(s.as_str())).count();
    }
    let (precision, recall) = (hits as f64 / (hits + kept) as f64, hits as f64 / wanted as f64);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("{pages} pages, {failed} not read: segments P {precision:.3} R {recall:.3} F1 {f1:.3}");
    assert!(f1 >= 0.89, "F1 {f1:.3}");
}
