//! The questions of the sample with their testimonies, revisions and figures.

use crate::sample::{Sample, date, place};
use crate::sample_claims::{about, vague};
use recount_model::*;

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
        basis: RangeBasis::Stated,
        needs: vec![],
        prior: None,
        influences: vec![],
        low: bounds[0],
        best: bounds[1],
        high: bounds[2],
        steps: steps
            .iter()
            .map(|(text, claims)| Step { text: text.to_string(), claims: claims.clone() })
            .collect(),
    }
}

/// A figure whose range is its own, moved by each of so many voices.
fn posterior(low: Option<u64>, high: Option<u64>, voices: usize) -> Figure {
    let amount = |low, best, high| Amount { low, best, high };
    let moved = |testimony| Influence {
        testimony,
        weight: if testimony == 0 { 1.0 } else { 0.3 },
        why: "named: right or near with 75 %; a number".to_string(),
        after: Some(amount(low, low.or(high), Some(20 + testimony as u64))),
        without: amount(None, None, None),
    };
    Figure {
        basis: RangeBasis::Posterior { percent: 90 },
        prior: Some(amount(Some(0), Some(3), Some(7000))),
        needs: vec!["a second voice".to_string()],
        influences: (0..voices).map(moved).collect(),
        ..figure("posterior", [low, None, high], &[("best: none, too wide", vec![])])
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
        series: vec![],
        stemma: vec![],
        conflict: matches!(grade, Grade::Contested | Grade::Unresolved),
        grade,
        figures: vec![
            figure("hierarchy", [low, best, high], &[("the highest class present leads", lead)]),
            figure("range", [low, None, high], &[]),
            posterior(low, high, testimonies.len()),
        ],
        highest_stated,
        testimonies,
    }
}

pub fn findings(s: &Sample) -> Vec<Finding> {
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
    finding.series = series(s);
    finding.stemma = stemma(s);
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

fn series(s: &Sample) -> Vec<VoiceSeries> {
    let step = |n: u64, addition, sum: u64, key: &str| SeriesStep {
        published: Interval::exactly(n, &n.to_string()),
        addition,
        as_of: Some(date("2019-03-13")),
        window: None,
        on_one_basis: Some(Interval::exactly(sum, &sum.to_string())),
        claims: s.all(&[key]),
    };
    let steps = vec![step(9, false, 9, "rescue-9"), step(2, true, 11, "rescue-11")];
    vec![VoiceSeries { voice: "Coastal Rescue".to_string(), steps }]
}

fn stemma(s: &Sample) -> Vec<StemmaNode> {
    let voice = |name: &str| Holder::Voice(name.to_string());
    let report = |key: &str| Holder::Report(s.claims[s.at(key).0].report);
    let node = |holder, parent, descent, why: &str, key: &str| StemmaNode {
        holder,
        parent,
        figure: s.claims[s.at(key).0].count().unwrap().interval.clone(),
        descent,
        why: why.to_string(),
        passage: None,
        claims: s.all(&[key]),
    };
    vec![
        node(voice("Coastal Rescue"), None, Descent::Origin, "", "rescue-11"),
        node(report("rescue-11"), Some(0), Descent::Cites, "", "rescue-11"),
        node(voice("Quay Radio"), Some(0), Descent::CarriedOn, "Quay Radio only passed it on", "some-12"),
        node(report("some-12"), Some(2), Descent::Cites, "", "some-12"),
        node(report("review-12"), Some(3), Descent::Copies, "", "review-12"),
        node(report("review-12"), Some(0), Descent::Assumed, "", "review-12"),
        node(voice("Halvorn Port Authority"), None, Descent::Origin, "", "authority-4"),
    ]
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
