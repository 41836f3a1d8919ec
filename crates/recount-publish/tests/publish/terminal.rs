//! The summary and explanations as a terminal shows them.

use crate::sample;
use recount_model::Account;
use recount_publish::terminal::{ExplainError, Style, explain, summary};

fn plain(width: usize) -> Style {
    Style { color: false, width }
}

#[test]
fn the_summary_reads_as_before() {
    insta::assert_snapshot!(summary(&sample::account(), &plain(88)));
}

#[test]
fn an_explanation_reads_as_before() {
    insta::assert_snapshot!(
        explain(&sample::account(), "halvorn-2019-03-12/killed/people", &plain(88)).unwrap()
    );
}

#[test]
fn no_line_is_wider_than_asked() {
    let account = sample::account();
    for width in [60, 80, 100] {
        let texts = [summary(&account, &plain(width)), explain(&account, "injured", &plain(width)).unwrap()];
        for line in texts.iter().flat_map(|t| t.lines()) {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
    }
}

#[test]
fn colours_appear_only_when_asked_for() {
    let account = sample::account();
    assert!(!summary(&account, &plain(80)).contains('\u{1b}'));
    let coloured = summary(&account, &Style { color: true, width: 80 });
    assert!(coloured.contains('\u{1b}'));
    assert_eq!(anstrip(&coloured), summary(&account, &plain(80)));
}

fn anstrip(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |all, part| all + part.split_once('m').map_or("", |p| p.1))
}

fn check_figure(given: &str, expected: &str) {
    let text = explain(&sample::account(), given, &plain(80)).unwrap();
    assert!(text.lines().any(|line| line == expected), "{given}: {text}");
}

#[test]
fn a_figure_is_found_by_id_part_or_words() {
    check_figure("halvorn-2019-03-12/killed/people", "halvorn-2019-03-12/killed/people");
    check_figure("killed", "halvorn-2019-03-12/killed/people");
    check_figure("killed/people", "halvorn-2019-03-12/killed/people");
    check_figure("Injured", "halvorn-2019-03-12/injured/people");
    check_figure("ferries", "ferries-2019/killed/people");
    check_figure("daily", "none/population/passengers");
}

#[test]
fn what_fits_none_or_several_is_refused_with_the_candidates() {
    let account = sample::account();
    let error = explain(&account, "kill", &plain(80)).unwrap_err();
    assert!(matches!(&error, ExplainError::Ambiguous { candidates, .. } if candidates.len() == 4), "{error}");
    let error = explain(&account, "fish", &plain(80)).unwrap_err();
    assert!(matches!(&error, ExplainError::Unknown { candidates, .. } if candidates.len() == 8), "{error}");
    assert!(matches!(explain(&account, "", &plain(80)), Err(ExplainError::Unknown { .. })));
    let empty = Account { findings: vec![], ..account };
    assert_eq!(explain(&empty, "killed", &plain(80)), Err(ExplainError::Empty));
}

#[test]
fn an_account_without_figures_has_a_summary() {
    let account = Account { findings: vec![], ledger: vec![], ..sample::account() };
    assert!(summary(&account, &plain(80)).contains("No report of this dossier gives a figure."));
}

#[test]
fn who_denies_a_figure_in_two_sentences_is_named_once() {
    let mut account = sample::account();
    let lines = |account: &Account| summary(account, &plain(80)).matches("denied by ").count();
    let once = lines(&account);
    for testimony in account.findings.iter_mut().flat_map(|f| &mut f.testimonies) {
        testimony.denied_by = testimony.denied_by.repeat(2);
    }
    assert!(once > 0);
    assert_eq!(lines(&account), once);
}
