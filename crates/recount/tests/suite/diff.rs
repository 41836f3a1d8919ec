//! What changed between two accounts, told with its causes.

use recount::diff::{AccountView, TestimonyChange, compare};
use std::path::Path;

fn account(claims: &str, testimonies: &str, figures: &str, rest: &str) -> AccountView {
    let text = format!(
        r#"{{"version":"1","method":"hierarchy 1","reports":[{{"file":"a.txt","sha256":"00"}},{{"file":"b.txt","sha256":"01"}}],
        "events":[{{"id":"e","label":"Fire, Harl","questions":[{{"id":"e/killed/people","measure":"killed","population":"people",{figures},
        "testimonies":[{testimonies}]}}]}}],"claims":[{claims}]{rest}}}"#
    );
    AccountView::parse(&text, Path::new("test.json")).unwrap()
}

const SIX: &str = r#"{"id":"1","report":"a.txt","start":0,"end":3,"text":"six","low":6}"#;
const NINE: &str = r#"{"id":"2","report":"b.txt","start":0,"end":4,"text":"nine","low":9}"#;
const SIX_STANDS: &str = r#"{"voice":"HFO","low":6,"high":6,"claims":["1"]}"#;
const NINE_STANDS: &str = r#"{"voice":"Board","low":9,"high":9,"claims":["2"]}"#;

#[test]
fn equal_accounts_differ_in_nothing() {
    let one = account(SIX, SIX_STANDS, r#""low":6,"best":6,"high":6"#, "");
    assert!(compare(&one, &one).is_empty());
}

#[test]
fn a_figure_that_moved_is_told_with_the_ruling_behind_it() {
    let claims = format!("{SIX},{NINE}");
    let before = account(
        &claims,
        &format!("{SIX_STANDS},{NINE_STANDS}"),
        r#""low":6,"best":6,"high":9,"grade":"contested""#,
        "",
    );
    let ruling = r#","rulings":[{"number":4,"who":"Anna","why":"a guess","what":"reject “nine” (b.txt)","state":"stands","claims":["2"]}]"#;
    let after = account(&claims, SIX_STANDS, r#""low":6,"best":6,"high":6,"grade":"single voice""#, ruling);
    let change = compare(&before, &after);
    assert_eq!(change.rulings_new, ["ruling 4 by Anna: reject “nine” (b.txt) (a guess)"]);
    let [question] = &change.questions[..] else { panic!("{change:?}") };
    let moved: Vec<String> =
        question.moved.iter().map(|m| format!("{} {} > {}", m.what, m.old, m.new)).collect();
    assert_eq!(moved, ["high 9 > 6", "grade contested > single voice"]);
    assert_eq!(question.testimonies, [TestimonyChange::Gone("Board".into(), "9".into())]);
    assert_eq!(question.why, ["ruling 4 by Anna: reject “nine” (b.txt) (a guess)"]);
    let back = compare(&after, &before);
    assert_eq!(back.questions[0].why, ["ruling 4 by Anna holds no more: reject “nine” (b.txt) (a guess)"]);
}

#[test]
fn claims_read_otherwise_and_reports_that_came_are_causes() {
    let before = account(SIX, SIX_STANDS, r#""low":6,"best":6,"high":6"#, "");
    let seven = SIX.replace("\"low\":6", "\"low\":7");
    let after = account(&seven, &SIX_STANDS.replace('6', "7"), r#""low":7,"best":7,"high":7"#, "");
    let change = compare(&before, &after);
    assert_eq!((change.claims_new, change.claims_gone, change.claims_other), (0, 0, 1));
    assert_eq!(
        change.questions[0].testimonies,
        [TestimonyChange::Other("HFO".into(), "6".into(), "7".into())]
    );
    assert_eq!(change.questions[0].why, ["read otherwise in a.txt: “six”"]);

    let mut without = before.clone();
    without.reports.pop();
    let with = account(
        &format!("{SIX},{NINE}"),
        &format!("{SIX_STANDS},{NINE_STANDS}"),
        r#""low":6,"best":6,"high":9"#,
        "",
    );
    let change = compare(&without, &with);
    assert_eq!(
        (change.reports_new, change.questions[0].why.clone()),
        (vec!["b.txt".to_string()], vec!["report b.txt came".to_string()])
    );
}

#[test]
fn a_question_is_found_again_when_its_event_has_another_name() {
    let before = account(SIX, SIX_STANDS, r#""low":6,"best":6,"high":6"#, "");
    let mut after = before.clone();
    after.events[0].questions[0].id = "f/killed/people".into();
    assert!(compare(&before, &after).questions.is_empty());
    after.events[0].questions[0].testimonies[0].claims = vec!["3".into()];
    let states: Vec<&str> = compare(&before, &after).questions.iter().map(|q| q.state).collect();
    assert_eq!(states, ["new", "gone"]);
}

#[test]
fn what_is_no_account_is_named() {
    let error = AccountView::parse("[]", Path::new("x.json")).unwrap_err();
    assert!(error.to_string().starts_with("x.json: is no account: "), "{error}");
}
