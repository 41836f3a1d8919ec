//! What reconciling would make of the sample's claims: events, findings and everything else an account holds.

use crate::sample::{Sample, about, date, place, vague};
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
        findings: findings(&s),
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

fn reports_of(s: &Sample, claims: &[ClaimIndex]) -> Vec<ReportIndex> {
    let mut reports: Vec<_> = claims.iter().map(|c| s.claims[c.0].report).collect();
    reports.sort();
    reports.dedup();
    reports
}

fn testimony(s: &Sample, voice: &str, class: &str, interval: Interval, keys: &[&str]) -> Testimony {
    let claims = s.all(keys);
    Testimony {
        voice: voice.to_string(),
        entity: None,
        class: class.to_string(),
        interval,
        as_of: claims.last().and_then(|c| s.claims[c.0].as_of),
        reports: reports_of(s, &claims),
        claims,
        first_hand: class == "examined",
        independent: if class == "unsourced" { Independence::Unknown } else { Independence::Yes },
        denied_by: vec![],
        notes: vec![],
    }
}

fn figure(method: &str, bounds: [Option<u64>; 3], steps: &[(&str, Vec<ClaimIndex>)]) -> Figure {
    Figure {
        method: method.to_string(),
        version: 1,
        low: bounds[0],
        best: bounds[1],
        high: bounds[2],
        steps: steps
            .iter()
            .map(|(text, claims)| Step { text: text.to_string(), claims: claims.clone() })
            .collect(),
    }
}

fn finding(id: &str, measure: Measure, of: [&str; 2], grade: Grade, testimonies: Vec<Testimony>) -> Finding {
    let event = match id.split('/').next() {
        Some("halvorn-2019-03-12") => Some(EventIndex(0)),
        Some("halvorn-crane-2017") => Some(EventIndex(1)),
        Some("ferries-2019") => Some(EventIndex(2)),
        _ => None,
    };
    let lows: Vec<_> = testimonies.iter().map(|t| t.interval.low).collect();
    let low = if lows.contains(&None) { None } else { lows.into_iter().flatten().min() };
    let highs: Vec<_> = testimonies.iter().map(|t| t.interval.high).collect();
    let high = if highs.contains(&None) { None } else { highs.into_iter().flatten().max() };
    let best = if grade == Grade::Unresolved { None } else { testimonies[0].interval.leading() };
    let highest_stated = testimonies.iter().filter_map(|t| t.interval.stated()).max();
    let lead = testimonies[0].claims.clone();
    Finding {
        id: id.to_string(),
        event,
        measure,
        population: of[0].to_string(),
        of: of[1].to_string(),
        revisions: vec![],
        conflict: matches!(grade, Grade::Contested | Grade::Unresolved),
        grade,
        figures: vec![
            figure("hierarchy", [low, best, high], &[("the highest class present leads", lead)]),
            figure("range", [low, None, high], &[]),
        ],
        highest_stated,
        testimonies,
    }
}

fn findings(s: &Sample) -> Vec<Finding> {
    let main = "halvorn-2019-03-12";
    let exactly = |n| Interval::exactly(n, &n.to_string());
    vec![
        main_finding(s),
        finding(
            &format!("{main}/killed/passengers"),
            Measure::Killed,
            ["passengers", "passengers"],
            Grade::SingleVoice,
            vec![testimony(s, "Coastal Rescue (Mara Lind)", "examined", exactly(6), &["passengers-6"])],
        ),
        finding(
            &format!("{main}/injured/people"),
            Measure::Injured,
            ["people", "people"],
            Grade::Corroborated,
            vec![
                testimony(s, "St Brannoc’s Hospital", "named", exactly(23), &["hospital-23"]),
                testimony(
                    s,
                    "Coastal Rescue",
                    "named",
                    Interval::between(Some(20), Some(25), "20 to 25"),
                    &["rescue-injured"],
                ),
            ],
        ),
        finding(
            &format!("{main}/missing/people"),
            Measure::Missing,
            ["people", "people"],
            Grade::Unresolved,
            vec![
                testimony(s, "Halvorn Port Authority", "party", exactly(3), &["missing-3"]),
                testimony(s, "Dockers’ Union", "party", vague(24, "dozens"), &["missing-dozens"]),
            ],
        ),
        finding(
            &format!("{main}/displaced/residents"),
            Measure::Displaced,
            ["residents", "people of the quay quarter"],
            Grade::Unsourced,
            vec![testimony(
                s,
                "03-quay-radio.txt, own voice",
                "unsourced",
                vague(200, "hundreds"),
                &["displaced"],
            )],
        ),
        finding(
            "halvorn-crane-2017/killed/staff",
            Measure::Killed,
            ["staff", "worker"],
            Grade::Unsourced,
            vec![testimony(s, "04-island-review.txt, own voice", "unsourced", exactly(1), &["crane"])],
        ),
        finding(
            "ferries-2019/killed/people",
            Measure::Killed,
            ["people", "people"],
            Grade::Unsourced,
            vec![testimony(s, "06-yearbook.txt, own voice", "unsourced", exactly(57), &["year-57"])],
        ),
        finding(
            "none/population/passengers",
            Measure::Population,
            ["passengers", "daily passengers"],
            Grade::SingleVoice,
            vec![testimony(s, "A passenger survey", "named", survey(s), &["survey"])],
        ),
    ]
}

fn survey(s: &Sample) -> Interval {
    s.claims[s.at("survey").0].count().map(|c| c.interval.clone()).unwrap_or_default()
}

fn main_finding(s: &Sample) -> Finding {
    let mut rescue = testimony(
        s,
        "Coastal Rescue (Mara Lind)",
        "examined",
        Interval::between(Some(11), None, "eleven or more"),
        &["rescue-11"],
    );
    rescue.entity = Some(EntityIndex(0));
    let authority =
        testimony(s, "Halvorn Port Authority", "party", Interval::exactly(4, "four"), &["authority-4"]);
    let mut union = testimony(
        s,
        "Dockers’ Union (Jonas Pell)",
        "party",
        Interval::between(None, Some(40), "As many as 40"),
        &["pell-40"],
    );
    union.denied_by = s.all(&["denial"]);
    let mut echo = testimony(
        s,
        "02-evening-bell.txt, own voice",
        "unsourced",
        Interval::exactly(11, "Eleven"),
        &["bell-11"],
    );
    echo.independent = Independence::No;
    echo.notes = vec![Reason::new(
        "Coastal Rescue gave this figure earlier; “or more” is lost",
        vec![place(&s.reports, 1, "eleven or more")],
    )];
    let some = testimony(s, "other accounts", "unsourced", about(12, "Some 12"), &["some-12"]);
    let mut review = testimony(
        s,
        "04-island-review.txt, own voice",
        "unsourced",
        Interval::exactly(12, "Twelve"),
        &["review-12"],
    );
    review.notes =
        vec![Reason::new("dates the accident to April 2019", vec![place(&s.reports, 3, "April 2019")])];
    let id = "halvorn-2019-03-12/killed/people";
    let all = vec![rescue, authority, union, echo, some, review];
    let mut finding = finding(id, Measure::Killed, ["people", "people"], Grade::Contested, all);
    finding.revisions = revisions(s);
    let claims = |keys: &[&str]| s.all(keys);
    finding.figures = vec![
        figure(
            "hierarchy",
            [None, Some(11), None],
            &[
                ("Class 1, examined: Coastal Rescue, 11 or more", claims(&["rescue-11"])),
                (
                    "Class 3, party: Halvorn Port Authority, 4; Dockers’ Union, up to 40",
                    claims(&["authority-4", "pell-40"]),
                ),
                ("Best is the bound of class 1", claims(&["rescue-11"])),
            ],
        ),
        figure("majority", [None, None, None], &[("No range is covered by two independent voices", vec![])]),
        figure("range", [None, None, None], &[]),
        figure(
            "conservative",
            [Some(4), Some(4), None],
            &[("Smallest figure of a named voice", claims(&["authority-4"]))],
        ),
        figure(
            "ucdp",
            [Some(4), Some(11), Some(40)],
            &[("High: the largest figure printed", claims(&["pell-40"]))],
        ),
        figure("ibc", [Some(4), None, Some(12)], &[]),
        figure("posterior", [Some(4), Some(12), Some(31)], &[("Bounds enter as censored evidence", vec![])]),
        figure("weighted", [None, None, None], &[("Too few questions to learn weights", vec![])]),
    ];
    finding
}

fn revisions(s: &Sample) -> Vec<Revision> {
    let revision = |voice: &str, kind, from, to, keys: &[&str]| Revision {
        voice: voice.to_string(),
        kind,
        from,
        to,
        from_as_of: Some(date("2019-03-13")),
        to_as_of: Some(date("2019-03-14")),
        claims: s.all(keys),
    };
    let n = |n| Version::Figure(Interval::exactly(n, ""));
    let least = |n| Version::Figure(Interval::between(Some(n), None, ""));
    let said = |text: &str| Version::Statement(text.to_string());
    vec![
        revision(
            "Coastal Rescue",
            RevisionKind::GrowingCount,
            least(9),
            least(11),
            &["rescue-9", "rescue-11"],
        ),
        revision(
            "Halvorn Port Authority",
            RevisionKind::ChangedStory,
            said("no passengers had been on the ramp"),
            said("boarding had begun"),
            &["nobody-on-ramp", "boarding", "changed"],
        ),
        revision(
            "Halvorn Port Authority",
            RevisionKind::Correction,
            n(2),
            n(4),
            &["authority-2", "authority-4"],
        ),
        revision("Island Review", RevisionKind::Adoption, n(40), n(12), &["review-12"]),
        revision("Quay Radio", RevisionKind::EarlierCount, n(40), n(12), &["some-12"]),
        revision("Quay Radio", RevisionKind::Reset, n(12), n(1), &["some-12"]),
        revision("The yearbook", RevisionKind::Redefinition, n(57), n(58), &["year-57"]),
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
        },
        Lineage {
            event: None,
            measure: None,
            reports: vec![ReportIndex(0), ReportIndex(2)],
            claims: vec![],
            origin: "Harbour Courier".into(),
            why: "near copy of one passage".into(),
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
