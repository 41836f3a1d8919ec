//! Rulings laid over claims: each effect, and carrying to the claims of another reader.

use recount::model::{
    AliasGroup, Claim, ClaimAnchor, Content, Decision, EntityKind, Mention, Reading, Report, Ruling,
    RulingState, Span, Voice, VoiceKind, assign_ids,
};
use recount::rulings::{Laid, anchor, corrected, lay};

const TEXT: &str = "At least six people died in the fire, the Harl Fire Office said. \
    The Mill Board counted nine dead. Two more people were hurt, residents said.";

fn report() -> Report {
    Report::of_text("01.txt", TEXT)
}

/// The claims a reader finds: a count of deaths for each clause given, with its voice and number.
fn read(clauses: &[(&str, &str, u64)]) -> Vec<Claim> {
    let report = report();
    let lines: Vec<String> = clauses
        .iter()
        .map(|(words, voice, number)| {
            let start = TEXT.find(words).unwrap();
            let end = start + words.len();
            format!(
                r#"{{"report":"01.txt","start":{start},"end":{end},"measure":"killed","of":"people","low":{number},"high":{number},"voices":["{voice}"]}}"#
            )
        })
        .collect();
    let parsed = recount::intake::claims::parse(&lines.join("\n"), "test", std::slice::from_ref(&report));
    let mut claims = parsed.unwrap().value.claims;
    assign_ids(&mut claims, &[report]);
    claims
}

fn decided(decisions: Vec<Decision>) -> Vec<Ruling> {
    let undone_by = |number: u64| {
        let place = decisions.iter().position(|decision| *decision == Decision::Undo { ruling: number });
        place.map(|at| at as u64 + 1)
    };
    let ruling = |(decision, number): (&Decision, u64)| Ruling {
        number,
        who: "Anna Berg".into(),
        when: "2026-01-02T03:04:05Z".into(),
        why: "compared with the page".into(),
        decision: decision.clone(),
        undone_by: undone_by(number),
    };
    decisions.iter().zip(1..).map(ruling).collect()
}

fn laid_over(decisions: Vec<Decision>, claims: Vec<Claim>) -> (Laid, Vec<Claim>) {
    let mut readings = vec![Reading { claims, ..Reading::default() }];
    let laid = lay(&decided(decisions), &[report()], &mut readings, &[]);
    (laid, readings.remove(0).claims)
}

const SIX: (&str, &str, u64) = ("At least six people died in the fire", "Harl Fire Office", 6);
const NINE: (&str, &str, u64) = ("The Mill Board counted nine dead", "Mill Board", 9);

fn anchors() -> Vec<ClaimAnchor> {
    read(&[SIX, NINE]).iter().map(|claim| anchor(&report(), claim)).collect()
}

#[test]
fn a_ruling_holds_for_the_claim_it_was_made_for() {
    let [six, nine] = [0, 1].map(|at| anchors()[at].clone());
    let (laid, claims) = laid_over(
        vec![
            Decision::Accept { claim: six.clone() },
            Decision::Reject { claim: nine.clone() },
            Decision::Correct { claim: six.clone(), field: "high".into(), value: "null".into() },
            Decision::Link { claim: nine.clone(), with: six.clone() },
        ],
        read(&[SIX, NINE]),
    );
    assert!(laid.standings.iter().all(|standing| standing.state == RulingState::Stands), "{laid:?}");
    assert_eq!(laid.decided.rejected[&nine.id], "ruling 2 by Anna Berg: compared with the page");
    assert_eq!((laid.decided.linked[0].claim.clone(), laid.decided.linked[0].ruling), (nine.id, 4));
    let interval = &claims[0].count().unwrap().interval;
    assert_eq!((interval.low, interval.high, &claims[0].id), (Some(6), None, &six.id));
}

#[test]
fn a_ruling_is_carried_to_the_claim_that_says_the_same_at_the_same_place() {
    let six = anchors()[0].clone();
    // A better reader takes a shorter clause.
    let now = read(&[("six people died", SIX.1, SIX.2), NINE]);
    assert_ne!(now[0].id, six.id);
    let (laid, _) = laid_over(vec![Decision::Reject { claim: six }], now.clone());
    let RulingState::Carried { to, why } = &laid.standings[0].state else { panic!("{laid:?}") };
    assert_eq!(
        (to, why.as_str()),
        (&now[0].id, "the same content; 15 of 36 bytes of both places are shared")
    );
    assert!(laid.decided.rejected.contains_key(&now[0].id));
    assert_eq!(laid.standings[0].claim_ids(), vec![now[0].id.clone()]);
}

#[test]
fn a_ruling_that_fits_nothing_is_listed_for_review_and_has_no_effect() {
    let six = anchors()[0].clone();
    for (now, why) in [
        (vec![NINE], "nothing of its kind is read at its place now"),
        (
            vec![("six people died", "Mill Board", 6)],
            "its place is read otherwise now: voices was [\"Harl Fire Office\"] and is [\"Mill Board\"]",
        ),
        (
            vec![(SIX.0, "Mill Board", 6)],
            "the claim is read otherwise now: voices was [\"Harl Fire Office\"] and is [\"Mill Board\"]",
        ),
    ] {
        let (laid, _) = laid_over(vec![Decision::Reject { claim: six.clone() }], read(&now));
        assert_eq!(laid.standings[0].state, RulingState::ForReview { why: why.to_string() });
        assert!(laid.decided.rejected.is_empty());
        assert!(laid.standings[0].claim_ids().is_empty());
    }
    let mut elsewhere = six;
    elsewhere.report.0[0] ^= 1;
    let (laid, _) = laid_over(vec![Decision::Accept { claim: elsewhere }], read(&[SIX]));
    let why = "its report takes no part any more".to_string();
    assert_eq!(laid.standings[0].state, RulingState::ForReview { why });
}

#[test]
fn corrections_of_one_claim_are_made_together() {
    let six = anchors()[0].clone();
    let correct = |field: &str, value: &str| Decision::Correct {
        claim: six.clone(),
        field: field.into(),
        value: value.into(),
    };
    let figures = |claims: &[Claim]| {
        let interval = &claims[0].count().unwrap().interval;
        (interval.low, interval.high)
    };
    // Alone, a lower bound of 9 on a 6 is no claim.
    let (laid, claims) = laid_over(vec![correct("low", "9"), correct("high", "9")], read(&[SIX]));
    assert!(laid.standings.iter().all(|standing| standing.holds()), "{laid:?}");
    assert_eq!(figures(&claims), (Some(9), Some(9)));
    let (_, claims) =
        laid_over(vec![correct("high", "9"), correct("low", "9"), correct("high", "12")], read(&[SIX]));
    assert_eq!(figures(&claims), (Some(9), Some(12)));
    // Where they do not fit together, the one that does not fit is for review.
    let undo = Decision::Undo { ruling: 1 };
    let (laid, claims) = laid_over(vec![correct("high", "9"), correct("low", "9"), undo], read(&[SIX]));
    assert!(matches!(laid.standings[1].state, RulingState::ForReview { .. }), "{laid:?}");
    assert_eq!(figures(&claims), (Some(6), Some(6)));
    // A better reader found what a person corrected.
    let (laid, claims) = laid_over(vec![correct("high", "null")], read(&[(SIX.0, SIX.1, 6)]));
    assert!(laid.standings[0].holds() && figures(&claims) == (Some(6), None), "{laid:?}");
    let other = read(&[(SIX.0, "Mill Board", 6)]);
    let (laid, _) = laid_over(vec![correct("high", "null")], other);
    assert!(matches!(laid.standings[0].state, RulingState::ForReview { .. }), "{laid:?}");
}

#[test]
fn of_rulings_on_one_claim_the_last_holds_also_when_an_earlier_one_was_carried() {
    let six = anchors()[0].clone();
    let now = read(&[("six people died", SIX.1, SIX.2)]);
    let accepted = Decision::Accept { claim: anchor(&report(), &now[0]) };
    let (laid, _) = laid_over(vec![Decision::Reject { claim: six.clone() }, accepted], now);
    assert_eq!(laid.standings[0].state, RulingState::Superseded { by: 2 });
    assert!(laid.decided.rejected.is_empty());
    let both = vec![Decision::Accept { claim: six.clone() }, Decision::Reject { claim: six }];
    let (laid, _) = laid_over(both, read(&[SIX]));
    assert_eq!(laid.standings[0].state, RulingState::Superseded { by: 2 });
}

#[test]
fn names_are_joined_and_parted_by_the_later_ruling() {
    let merge = |canonical: &str, spellings: &[&str]| Decision::Merge {
        canonical: canonical.into(),
        spellings: spellings.iter().map(ToString::to_string).collect(),
    };
    let split = |name: &str, from: &str| Decision::Split { name: name.into(), from: from.into() };
    let settings = |spellings: &[&str], not: &[&str]| AliasGroup {
        canonical: "HFO".into(),
        spellings: spellings.iter().map(ToString::to_string).collect(),
        not: not.iter().map(ToString::to_string).collect(),
        ruling: None,
    };
    for (aliases, decisions, want) in [
        (vec![], vec![merge("Harl Fire Office", &["HFO"])], "Harl Fire Office = HFO ; 1"),
        (vec![], vec![split("HFO", "Harl")], "HFO not Harl ; 1"),
        (
            vec![],
            vec![merge("Harl Fire Office", &["HFO", "the office"]), split("HFO", "Harl Fire Office")],
            "Harl Fire Office = the office ; 1, HFO not Harl Fire Office ; 2",
        ),
        (vec![], vec![split("HFO", "Harl"), merge("Harl", &["hfo"])], "Harl = hfo ; 2"),
        // What the settings say holds where no ruling says otherwise.
        (
            vec![settings(&[], &["Harl", "Mill"])],
            vec![merge("Harl", &["HFO"])],
            "Harl = HFO ; 1, HFO not Mill",
        ),
        (
            vec![settings(&["Harl", "office"], &[])],
            vec![split("Harl", "HFO")],
            "Harl not HFO ; 1, HFO = office",
        ),
        // Of names that no report has nothing follows.
        (vec![], vec![merge("Nobody", &["Noone"]), split("HFO", "Nobody")], ""),
    ] {
        let mut readings = vec![named(&["HFO", "Harl", "Harl Fire Office"])];
        let laid = lay(&decided(decisions), &[report()], &mut readings, &aliases);
        let shown = laid.aliases.iter().map(|group| {
            let joined = if group.spellings.is_empty() {
                String::new()
            } else {
                format!(" = {}", group.spellings.join("|"))
            };
            let parted =
                if group.not.is_empty() { String::new() } else { format!(" not {}", group.not.join("|")) };
            let ruling = group.ruling.map_or(String::new(), |number| format!(" ; {number}"));
            format!("{}{joined}{parted}{ruling}", group.canonical)
        });
        assert_eq!(shown.collect::<Vec<_>>().join(", "), want);
    }
    let mut readings = vec![named(&["HFO"])];
    let none = decided(vec![
        merge("Nobody", &["Noone"]),
        split("HFO", "Nobody"),
        merge("HFO", &["Harrl"]),
        merge("HFO", &["Harrl", "Noone"]),
        merge("The Office", &["HFO"]),
    ]);
    let laid = lay(&none, &[report()], &mut readings, &[]);
    let why = |at: usize| match &laid.standings[at].state {
        RulingState::ForReview { why } => why.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(why(0), "no report has any of its names now");
    assert_eq!(why(1), "no report has the name \u{201c}Nobody\u{201d} now");
    // A slip in a spelling joins nothing.
    assert_eq!(why(2), "no report has the name \u{201c}Harrl\u{201d} now");
    assert_eq!(why(3), "no report has any other name for \u{201c}HFO\u{201d} of this ruling now");
    assert!(laid.standings[4].holds(), "what to print is a decision");
}

/// A reading that met these names.
fn named(names: &[&str]) -> Reading {
    let mention = |name: &&str| Mention {
        span: Span::new(0, 4),
        name: name.to_string(),
        kind: EntityKind::Body,
        role: None,
    };
    Reading { mentions: names.iter().map(mention).collect(), ..Reading::default() }
}

#[test]
fn a_correction_must_leave_a_claim() {
    let claim = &read(&[SIX])[0];
    let correct =
        |field: &str, value: &str| corrected(&report(), claim, &[(field, value)]).map_err(|e| e.to_string());
    let voices = correct("voices", r#"["residents"]"#).unwrap().voices;
    assert_eq!(voices, [recount::intake::claims::parse_voice("residents")]);
    assert_eq!(
        correct("as_of", "\"2014-05-02\"").unwrap().as_of.map(|d| d.to_string()).as_deref(),
        Some("2014-05-02")
    );
    for (field, value, reason) in [
        ("id", "\"a\"", "the field 'id' of a claim cannot be corrected"),
        ("start", "3", "the field 'start' of a claim cannot be corrected"),
        ("colour", "3", "the field 'colour' of a claim cannot be corrected"),
        ("measure", "\"sung\"", "there is no measure 'sung'"),
        ("low", "9", "low 9 is above high 6"),
        ("low", "\"nine\"", "invalid type"),
    ] {
        let error = correct(field, value).unwrap_err();
        assert!(error.contains(reason), "{error}");
    }
}

#[test]
fn a_claim_of_every_kind_is_the_same_after_it_was_kept_as_json() {
    let report = report();
    let mut claim = Claim::new(
        recount::model::ReportIndex(0),
        Span::new(0, 9),
        Content::Statement { about: None, value: "x".into() },
    );
    claim.voices.push(Voice {
        role: Some("chief".into()),
        ..Voice::at("Harl Fire Office", VoiceKind::Body, Span::new(42, 58))
    });
    let mut claims = vec![claim];
    assign_ids(&mut claims, std::slice::from_ref(&report));
    let back = corrected(&report, &claims[0], &[("stance", "\"asserts\"")]).unwrap();
    assert_eq!(back, claims[0]);
}
