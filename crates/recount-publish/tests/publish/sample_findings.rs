//! What reconciling would make of the sample's claims: events, findings and everything else an account holds.

use crate::sample::{Sample, date, place};
use recount_model::*;

pub fn assemble(s: Sample, entities: Vec<Entity>) -> Account {
    Account {
        dossier: "Halvorn terminal, 2019".to_string(),
        method: "hierarchy 1".to_string(),
        unread: vec![Unread {
            file: "07-scan.pdf".to_string(),
            reason: "holds pictures only, no text".to_string(),
        }],
        entities,
        events: events(&s),
        findings: crate::sample_questions::findings(&s),
        victims: victims(&s),
        contradictions: contradictions(&s),
        lineage: lineage(&s),
        drift: drift(&s),
        parts: vec![
            PartsCheck {
                total: s.at("rescue-11"),
                parts: s.all(&["passengers-6", "crew-5"]),
                sum: 11,
                fits: true,
            },
            PartsCheck {
                total: s.at("authority-4"),
                parts: s.all(&["passengers-6", "crew-5"]),
                sum: 11,
                fits: false,
            },
        ],
        statuses: statuses(&s),
        positions: positions(&s),
        ledger: ledger(&s),
        claims_file: None,
        made_from: Some(recount_model::MadeFrom {
            entry: 7,
            hash: "5e".repeat(32),
            settings_sha256: None,
            program: "recount 0.1.0 (an invented one)".into(),
        }),
        tables: Vec::new(),
        rulings: crate::sample_rulings::rulings(&s.reports, &s.claims),
        issues: issues(),
        reports: s.reports,
        claims: s.claims,
    }
}

fn events(s: &Sample) -> Vec<Event> {
    let claims =
        |event| (0..s.claims.len()).map(ClaimIndex).filter(|c| s.claims[c.0].event == Some(event)).collect();
    vec![
        Event {
            id: "halvorn-2019-03-12".into(),
            label: "Boarding gangway falls at the Halvorn ferry terminal".into(),
            date: Some(date("2019-03-12")),
            period: None,
            place: Some("Halvorn ferry terminal".into()),
            main: true,
            aggregate: false,
            claims: claims(EventIndex(0)),
            reports: (0..5).map(ReportIndex).collect(),
            date_mismatches: vec![(ReportIndex(3), date("2019-04"))],
            reasons: vec![Reason::new("same place and day", vec![place(&s.reports, 0, "12 March 2019")])],
        },
        Event {
            id: "halvorn-crane-2017".into(),
            label: "Crane accident in the port of Halvorn".into(),
            date: Some(date("2017")),
            period: None,
            place: Some("Halvorn".into()),
            main: false,
            aggregate: false,
            claims: claims(EventIndex(1)),
            reports: vec![ReportIndex(3)],
            date_mismatches: vec![],
            reasons: vec![],
        },
        Event {
            id: "ferries-2019".into(),
            label: "Ferry accidents in the islands".into(),
            date: Some(date("2019")),
            period: Some("2019-01-01/2019-12-31".parse().unwrap()),
            place: None,
            main: false,
            aggregate: true,
            claims: claims(EventIndex(2)),
            reports: vec![ReportIndex(5)],
            date_mismatches: vec![],
            reasons: vec![],
        },
    ]
}

fn victims(s: &Sample) -> Vec<Victim> {
    vec![Victim {
        name: "Tomas Wrede".into(),
        spellings: vec!["Tomas Wrede".into(), "Thomas Wrede".into()],
        age: Some(41),
        measure: Measure::Killed,
        event: Some(EventIndex(0)),
        claims: s.all(&["wrede-1", "wrede-2"]),
    }]
}

fn contradictions(s: &Sample) -> Vec<Contradiction> {
    let row = |class, topic: &str, a: &[&str], b: &[&str], why: &str| Contradiction {
        class,
        topic: topic.to_string(),
        a: s.all(a),
        b: s.all(b),
        why: why.to_string(),
    };
    use ContradictionClass::*;
    vec![
        row(
            Revision,
            "passengers on the ramp",
            &["nobody-on-ramp"],
            &["boarding"],
            "The port authority says something else later",
        ),
        row(Disagreement, "people killed", &["authority-4"], &["rescue-11"], "4 and 11 or more do not meet"),
        row(
            CompatibleRefinement,
            "people killed",
            &["rescue-9"],
            &["rescue-11"],
            "11 or more lies within 9 or more",
        ),
        row(ScopeDifference, "killed", &["rescue-11"], &["year-57"], "One accident against a year"),
        row(DateMismatch, "date of the accident", &["date"], &["review-12"], "12 March against April 2019"),
        row(
            StatusConflict,
            "operating licence of the terminal",
            &["no-licence"],
            &["licence-again"],
            "One voice says that it is held, one that it is not",
        ),
    ]
}

fn lineage(s: &Sample) -> Vec<Lineage> {
    vec![
        Lineage {
            event: Some(EventIndex(0)),
            measure: Some(Measure::Killed),
            reports: vec![ReportIndex(0), ReportIndex(1)],
            claims: s.all(&["rescue-9", "rescue-11", "bell-11"]),
            origin: "Coastal Rescue".into(),
            why: "both cite Coastal Rescue".into(),
            passages: vec![],
        },
        Lineage {
            event: None,
            measure: None,
            reports: vec![ReportIndex(0), ReportIndex(2)],
            claims: vec![],
            origin: "Harbour Courier".into(),
            why: "near copy of one passage".into(),
            passages: vec![CopiedPassage {
                earlier: Evidence { report: ReportIndex(0), span: Span::new(0, 40) },
                later: Evidence { report: ReportIndex(2), span: Span::new(0, 40) },
                similarity: 0.8125,
                share: 0.875,
                words: 8,
            }],
        },
    ]
}

fn drift(s: &Sample) -> Vec<Drift> {
    vec![
        Drift {
            kind: DriftKind::Owner,
            claims: s.all(&["rescue-40"]),
            origin_claims: s.all(&["pell-40"]),
            why: "The union official’s figure is given to Coastal Rescue".into(),
        },
        Drift {
            kind: DriftKind::Bound,
            claims: s.all(&["rescue-40"]),
            origin_claims: s.all(&["pell-40"]),
            why: "“as many as 40” became “at least 40”".into(),
        },
    ]
}

fn statuses(s: &Sample) -> Vec<StatusChange> {
    let keys = [
        "licence-ends",
        "no-licence",
        "licence-again",
        "listing-begins",
        "listing-reviewed",
        "listing-lifted",
    ];
    let mut rows: Vec<StatusChange> = Vec::new();
    for key in keys {
        let claim = &s.claims[s.at(key).0];
        if let Content::Status(status) = &claim.content {
            rows.push(StatusChange {
                entity: status.entity.clone(),
                entity_index: None,
                status: status.status.clone(),
                authority: status.authority.clone(),
                from: status.from,
                to: status.to,
                change: status.change,
                voices: claim.voices.iter().map(|v| v.to_string()).collect(),
                claims: s.all(&[key]),
            });
        }
    }
    rows
}

fn positions(s: &Sample) -> Vec<Position> {
    let keys =
        ["ministry-inquiry", "ministry-skarn", "kern-skarn", "union-skarn", "kern-reopen", "union-reopen"];
    let mut rows: Vec<Position> = Vec::new();
    for key in keys {
        let claim = &s.claims[s.at(key).0];
        if let Content::Position(position) = &claim.content {
            rows.push(Position {
                option: position.option.clone(),
                actor: position.actor.clone(),
                stance: position.stance,
                condition: position.condition.clone(),
                reason: position.reason.clone(),
                as_of: claim.as_of,
                voices: vec![if key.starts_with("kern") {
                    "Halvorn Port Authority (Oda Kern)".to_string()
                } else {
                    position.actor.clone()
                }],
                claims: s.all(&[key]),
            });
        }
    }
    rows
}

fn ledger(s: &Sample) -> Vec<LedgerEntry> {
    use LedgerPlace::*;
    let main = |measure: &str| Some(format!("halvorn-2019-03-12/{measure}"));
    let place = |key: &str| match key {
        "authority-2" | "rescue-9" => {
            (Superseded, "the voice said something else later", main("killed/people"))
        }
        "hospital-3-more" => (Increment, "“more” adds to an earlier figure", main("killed/people")),
        "passengers-6" | "crew-5" => (Part, "named as a part of eleven", main("killed/people")),
        "bell-11" => (Echo, "Coastal Rescue gave it earlier", main("killed/people")),
        "rescue-40" => (Rejected, "a reviewer found it misquoted", None),
        "denial" => (Denied, "the Ministry denies another’s figure", main("killed/people")),
        "detained" | "destroyed" | "abducted" | "members" | "supporters" | "force" | "units" | "distance"
        | "calls" => (OtherEvent, "no event", None),
        "crane" | "year-57" | "seven-times" => (OtherEvent, "not the main event", None),
        "survey" => (Testimony, "what the survey stands by", Some("none/population/passengers".into())),
        "hospital-23" | "rescue-injured" => (Testimony, "what the voice stands by", main("injured/people")),
        "missing-3" | "missing-dozens" => (Testimony, "what the voice stands by", main("missing/people")),
        "displaced" => (Testimony, "what the report stands by", main("displaced/residents")),
        _ => (Testimony, "what the voice stands by", main("killed/people")),
    };
    let counts = s.claims.iter().enumerate().filter(|(_, claim)| claim.count().is_some());
    counts
        .map(|(i, _)| {
            let (place, why, finding) = place(s.key(i));
            LedgerEntry { claim: ClaimIndex(i), place, why: why.to_string(), finding }
        })
        .collect()
}

fn issues() -> Vec<Issue> {
    let issue = |severity, code, file: Option<&str>, message: &str, hint: Option<&str>| Issue {
        severity,
        code,
        file: file.map(str::to_string),
        span: file.map(|_| Span::new(0, 4)),
        message: message.to_string(),
        hint: hint.map(str::to_string),
    };
    vec![
        issue(
            Severity::Note,
            "copy",
            Some("01-harbour-courier.txt"),
            "The same bytes stand under two names",
            None,
        ),
        issue(
            Severity::Warning,
            "no-date",
            Some("06-yearbook.txt"),
            "The report has no date",
            Some("add it to reports.csv"),
        ),
        issue(
            Severity::Error,
            "csv-row",
            None,
            "reports.csv names a file that is not there: <b>08.txt</b>",
            None,
        ),
    ]
}
