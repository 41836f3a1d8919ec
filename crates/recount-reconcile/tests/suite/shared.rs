//! Real dossiers with what a recorder made of them, read from `$RECOUNT_SHARED` or `../shared` beside the workspace. Skipped
//! where they are missing, unless `RECOUNT_REQUIRE_SHARED=1`.
// The crate reads no file; its tests read the shared material.
#![allow(clippy::disallowed_methods)]

use crate::notation::{Stack, account_of};
use recount_model::{
    Account, Claim, CodePoints, Content, Count, EntityKind, Interval, Mention, NameLink, NameLinkKind,
    Population, Reading, Relation, Report, ReportId, ReportIndex, Stance, Voice, VoiceKind, VoicesRelation,
    Word,
};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The folder of a dossier, or `None` after saying that it is skipped.
fn dossier(name: &str) -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    let shared = std::env::var_os("RECOUNT_SHARED").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    let folder = shared.join("dossiers").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var("RECOUNT_REQUIRE_SHARED").as_deref() != Ok("1"), "{} is missing", folder.display());
    println!("skipped: {} is missing", folder.display());
    None
}

/// The reports as plain text, with what `reports.csv` says of publisher and date left to the claims.
fn reports(folder: &Path) -> Vec<Report> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder.join("reports")).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let report = |file: &PathBuf| {
        let text = std::fs::read_to_string(file).unwrap();
        Report {
            text: text.clone(),
            id: ReportId::of(text.as_bytes()),
            ..crate::notation::report(&file.file_stem().unwrap().to_string_lossy())
        }
    };
    files.iter().map(report).collect()
}

/// A count, a statement or a date of the recorder as a claim, voices as one string each; other kinds are not needed here.
fn claim(line: &str, reports: &[Report]) -> Option<Claim> {
    let line: Value = serde_json::from_str(line).unwrap();
    let text = |key: &str| line[key].as_str();
    let number = |key: &str| line[key].as_u64();
    let at = reports.iter().position(|r| Some(r.file.as_str()) == text("doc"))?;
    let points = CodePoints::new(&reports[at].text);
    let span = points.span(number("start").unwrap_or(0) as usize, number("end").unwrap_or(0) as usize);
    let content = match text("kind").unwrap_or("count") {
        "count" => Content::Count(Count {
            measure: text("measure")?.parse().ok()?,
            population: Population { key: String::new(), words: text("of")?.to_string() },
            interval: Interval {
                low: number("low"),
                high: number("high"),
                approximate: line["approx"].as_bool().unwrap_or(false),
                as_written: text("as_written").unwrap_or("").to_string(),
                ..Interval::default()
            },
            figure_span: None,
            relation: Relation::Total,
        }),
        "statement" => {
            Content::Statement { about: text("about").map(str::to_string), value: text("value")?.to_string() }
        }
        "responsibility" => {
            Content::Responsibility { about: text("about")?.to_string(), value: text("value")?.to_string() }
        }
        _ => return None,
    };
    let voices = |key: &str| -> Vec<Voice> {
        let names = line[key].as_array().into_iter().flatten().filter_map(Value::as_str);
        names.map(|n| Voice::named(n, VoiceKind::Body)).collect()
    };
    let mut claim = Claim::new(ReportIndex(at), span, content);
    claim.voices = voices("voices");
    claim.denied_voices = voices("denied_voices");
    claim.stance = match text("stance") {
        Some("denies") => Stance::Denies,
        Some("hedges") => Stance::Hedges,
        Some("reports-change") => Stance::ReportsChange,
        _ => Stance::Asserts,
    };
    claim.voices_relation =
        if text("voices_relation") == Some("joint") { VoicesRelation::Joint } else { VoicesRelation::Relay };
    claim.as_of = text("as_of").and_then(|d| d.parse().ok());
    claim.event_date = text("event_date").and_then(|d| d.parse().ok());
    claim.event_period = text("event_period").and_then(|d| d.parse().ok());
    claim.place = text("place").map(str::to_string);
    claim.other_event = line["cumulative_or_other_event"].as_bool().unwrap_or(false);
    Some(claim)
}

/// The account of a dossier's own claims, events gathered here. A report that is a body's own release names its publisher.
fn account(folder: &Path, issuers: &[(&str, &str)]) -> Account {
    let mut reports = reports(folder);
    for (file, publisher) in issuers {
        reports
            .iter_mut()
            .filter(|r| r.file == *file)
            .for_each(|r| r.publisher = Some(publisher.to_string()));
    }
    let gold =
        ["gold.jsonl", "claims.jsonl"].map(|f| folder.join(f)).into_iter().find(|f| f.is_file()).unwrap();
    let mut readings = vec![Reading::default(); reports.len()];
    for claim in std::fs::read_to_string(&gold).unwrap().lines().filter_map(|l| claim(l, &reports)) {
        readings[claim.report.0].claims.push(claim);
    }
    account_of(Stack { reports, readings }, None)
}

fn json(folder: &Path, file: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder.join(file)).unwrap()).unwrap()
}

/// For every question on a harm of the recorder that has named voices: whether conflict and bounds are the recorder's.
#[track_caller]
fn check_questions(name: &str, issuers: &[(&str, &str)], least: f64) {
    let Some(folder) = dossier(name) else { return };
    let account = account(&folder, issuers);
    let gold = json(&folder, "reconciliation.json");
    let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
    for question in gold["questions"].as_array().unwrap() {
        let bound = |key: &str| question[key].as_u64();
        let found = account.findings.iter().find(|f| {
            f.measure.word() == question["measure"]
                && f.population == question["population"].as_str().unwrap_or("")
                && f.figures[0].low == bound("low")
                && f.figures[0].high == bound("high")
                && Some(f.conflict) == question["conflict"].as_bool()
        });
        all += 1;
        right += usize::from(found.is_some());
        if found.is_none() {
            wrong.push(format!("{} {}", question["measure"], question["of"]));
        }
    }
    assert!(right as f64 >= least * f64::from(all), "{name}: {right} of {all}; wrong: {wrong:?}");
}

#[test]
fn bounds_and_conflicts_are_the_recorders() {
    check_questions("ashraf-2011", &[], 0.9);
    check_questions("kunduz-2015", &[("07.txt", "MSF statement")], 1.0);
    check_questions("baga-2015", &[], 1.0);
}

/// Mentions at the places the recorder lists, linked where the text puts one in brackets after the other or says "also known as".
fn readings(folder: &Path, reports: &[recount_model::Report]) -> Vec<Reading> {
    let mut readings = vec![Reading::default(); reports.len()];
    for group in json(folder, "expected.json")["aliases"].as_array().unwrap() {
        let kind = match group["type"].as_str().unwrap_or("") {
            "person" => EntityKind::Person,
            "place" | "place or metonym" | "place or government" => EntityKind::Place,
            "group of people" => EntityKind::Group,
            _ => EntityKind::Body,
        };
        for spelling in group["spellings"].as_array().unwrap() {
            let name = spelling["spelling"].as_str().unwrap();
            for (doc, offsets) in spelling["docs"].as_object().unwrap() {
                let at = reports.iter().position(|r| r.file.starts_with(doc.as_str())).unwrap();
                let points = CodePoints::new(&reports[at].text);
                for offset in offsets.as_array().unwrap() {
                    let start = offset.as_u64().unwrap() as usize;
                    let span = points.span(start, start + name.chars().count());
                    readings[at].mentions.push(Mention { span, name: name.to_string(), kind, role: None });
                }
            }
        }
    }
    for (reading, report) in readings.iter_mut().zip(reports) {
        reading.mentions.sort_by_key(|m| m.span);
        for a in 0..reading.mentions.len() {
            for b in a + 1..reading.mentions.len().min(a + 3) {
                let (x, y) = (reading.mentions[a].span, reading.mentions[b].span);
                let between = report.text.get(x.end..y.start).unwrap_or("");
                let closed = report.text.get(y.end..).is_some_and(|t| t.starts_with(')'));
                let bracket = closed && between.trim_end().ends_with('(') && between.chars().count() <= 5;
                let known = ["also known as", "initials of"].iter().any(|w| between.contains(w))
                    && between.len() < 45;
                let kind = if bracket { NameLinkKind::Acronym } else { NameLinkKind::AlsoKnownAs };
                if bracket || known {
                    reading.links.push(NameLink { a, b, kind });
                }
            }
        }
    }
    readings
}

#[test]
fn the_spellings_a_recorder_joins_are_joined_and_the_traps_stay_apart() {
    let Some(folder) = dossier("ashraf-2011") else { return };
    let reports = reports(&folder);
    let readings = readings(&folder, &reports);
    let account = account_of(Stack { reports, readings }, None);
    let expected = json(&folder, "expected.json");
    let entities_of = |group: &Value| -> BTreeSet<usize> {
        let names: BTreeSet<&str> =
            group["spellings"].as_array().unwrap().iter().filter_map(|s| s["spelling"].as_str()).collect();
        let at = |e: &recount_model::Entity| {
            e.spellings.iter().any(|s| names.contains(s.text.as_str()) && !s.places.is_empty())
        };
        account.entities.iter().enumerate().filter(|(_, e)| at(e)).map(|(i, _)| i).collect()
    };
    let groups = expected["aliases"].as_array().unwrap();
    let group = |name: &Value| groups.iter().find(|g| g["canonical"] == *name);
    let mek = groups.first().unwrap();
    assert_eq!(entities_of(mek).len(), 1, "{}", mek["canonical"]);
    let several: Vec<&Value> =
        groups.iter().filter(|g| g["spellings"].as_array().is_some_and(|s| s.len() > 1)).collect();
    let apart: Vec<&Value> =
        several.iter().filter(|g| entities_of(g).len() > 1).map(|g| &g["canonical"]).collect();
    println!("{} of {} in more than one entity: {apart:?}", apart.len(), several.len());
    // Forces under other words, "Maliki's government" and the like stay apart: words alone do not join them.
    assert!(apart.len() * 5 <= several.len() * 2);
    for pair in expected["do_not_merge"].as_array().unwrap() {
        let (Some(a), Some(b)) = (group(&pair["a"]), group(&pair["b"])) else { continue };
        assert!(entities_of(a).is_disjoint(&entities_of(b)), "{} / {}", pair["a"], pair["b"]);
    }
}
