//! Weighing: each rule with an example and, where it could reach too far, a counter-example.

use crate::notation::{account, account_of, finding, ledger, revisions, stack, testimonies};
use recount_model::{Account, DriftKind, Grade, LedgerPlace};

/// What voices stand by on the killed, sorted.
#[track_caller]
fn check(lines: &str, expected: &[&str]) -> Account {
    let account = account(lines);
    assert_eq!(testimonies(finding(&account, "killed", "people")), expected, "{lines}");
    account
}

#[test]
fn a_later_statement_of_the_same_voice_stands() {
    let account = check(
        "a 2015-10-04 | Relief Watch | killed people 22 | on 2015-10-03; in Sol
         b 2015-10-25 | Relief Watch | killed people 30 | on 2015-10-03; in Sol",
        &["Relief Watch 30"],
    );
    assert_eq!(revisions(finding(&account, "killed", "people")), ["Relief Watch 22 -> 30 GrowingCount"]);
    assert_eq!(ledger(&account), ["a 22: superseded", "b 30: testimony"]);
}

#[test]
fn a_relay_printed_later_with_an_older_figure_never_supersedes() {
    let account = check(
        "a 2015-10-04 | Relief Watch | killed people 22 | on 2015-10-03; in Sol
         b 2015-10-25 | Relief Watch | killed people 30 | on 2015-10-03; in Sol
         c 2015-12-01 | Relief Watch | killed people 22 | on 2015-10-03; in Sol",
        &["Relief Watch 30"],
    );
    assert_eq!(ledger(&account), ["a 22: superseded", "b 30: testimony", "c 22: superseded"]);
}

#[test]
fn a_figure_said_to_be_the_earlier_one_comes_before_the_present_one() {
    let account = check(
        "a 2015-12-12 | Relief Watch | killed people 42 | on 2015-10-03; in Sol
         a | Relief Watch | killed people at least 30 | on 2015-10-03; in Sol; text The toll it had given until now was {} people.",
        &["Relief Watch 42"],
    );
    assert_eq!(
        revisions(finding(&account, "killed", "people")),
        ["Relief Watch 30 or more -> 42 GrowingCount"]
    );
}

#[test]
fn a_person_who_speaks_for_a_body_is_its_voice_and_dissent_is_no_revision() {
    let account = check(
        "a 2015-10-04 | Relief Watch | killed people 22 | on 2015-10-03; in Sol
         b 2015-10-04 | Relief Watch (Ben Hart) | killed people 25 | on 2015-10-03; in Sol",
        &["Relief Watch (Ben Hart) 25 no", "Relief Watch 22"],
    );
    assert!(revisions(finding(&account, "killed", "people")).is_empty());
}

#[test]
fn where_numbers_are_equal_the_qualifier_stays() {
    let account = check(
        "a 2011-04-19 | United Nations (Ana Sol) | killed people at least 34 | on 2011-04-08; in Camp Luna
         b 2011-12-12 | United Nations | killed people 34 | on 2011-04-08; in Camp Luna",
        &["United Nations (Ana Sol) 34 or more"],
    );
    assert_eq!(account.drift.iter().map(|d| d.kind).collect::<Vec<_>>(), [DriftKind::Bound]);
    assert_eq!(account.lineage.len(), 1);
}

#[test]
fn the_words_in_quotation_marks_outrank_a_paraphrase_that_turned_the_bound_round() {
    let account = check(
        "a 2021-03-12 | Ruritanian Guard | killed people at least 150 | on 2021-03-03; in Sol
         a | Ruritanian Guard | killed people not above 150 | on 2021-03-03; in Sol; text The number was \"{}\", it said.
         b 2021-03-14 | Ruritanian Guard | killed people 150 | on 2021-03-03; in Sol",
        &["Ruritanian Guard up to 150"],
    );
    assert_eq!(account.drift.len(), 1);
    assert_eq!(account.drift[0].claims.len(), 2);
}

#[test]
fn a_chain_that_ends_too_early_is_drift_and_no_voice() {
    let account = check(
        "a 2021-03-09 | Relief Watch > unnamed reports | killed people up to 2000 | on 2021-03-03; in Sol; hedges
         b 2021-03-13 | Relief Watch | killed people about 2000 | on 2021-03-03; in Sol
         c 2021-03-12 | Ana Sol (district head) | killed people at least 200 | on 2021-03-03; in Sol",
        &["Ana Sol (district head) 200 or more", "unnamed reports up to 2,000 ?"],
    );
    assert_eq!(account.drift.iter().map(|d| d.kind).collect::<Vec<_>>(), [DriftKind::Owner]);
    assert_eq!(ledger(&account)[1], "b about 2000: echo");
}

#[test]
fn a_body_that_quotes_another_in_its_own_release_only_passes_the_figure_on() {
    let account = check(
        "a 2021-04-21 | Karim Osten (deputy mayor) | killed people up to 60 | on 2021-03-12; in Sol; by Relief Watch
         a | | killed people 27 | on 2021-03-12; in Sol
         b 2021-07-18 | Relief Watch | killed people up to 60 | on 2021-03-12; in Sol",
        &["Karim Osten (deputy mayor) up to 60", "Relief Watch 27"],
    );
    assert_eq!(account.drift.len(), 1);
}

#[test]
fn an_unsourced_figure_that_a_voice_gave_before_is_its_echo() {
    let account = check(
        "a 2015-10-25 | Relief Watch | killed people 30 | on 2015-10-03; in Sol
         b 2015-11-25 | | killed people 30 | on 2015-10-03; in Sol",
        &["Relief Watch 30"],
    );
    assert_eq!(ledger(&account)[1], "b 30: echo");
    assert_eq!(finding(&account, "killed", "people").grade, Grade::SingleVoice);
}

#[test]
fn an_unsourced_figure_of_its_own_stands_apart_with_independence_unknown() {
    let account = check(
        "a 2011-04-19 | Relief Watch | killed people at least 34 | on 2011-04-08; in Sol
         b 2011-07-02 | | killed people 35 | on 2011-04-08; in Sol",
        &["Relief Watch 34 or more", "b.txt, own voice 35 ?"],
    );
    let killed = finding(&account, "killed", "people");
    assert_eq!(
        (killed.figures[0].low, killed.figures[0].high, killed.highest_stated),
        (Some(34), None, Some(35))
    );
    assert!(!killed.conflict);
}

#[test]
fn equal_unsourced_figures_have_an_assumed_common_origin_and_corroborate_nothing() {
    let account = check(
        "a 2011-04-19 | | killed people 35 | on 2011-04-08; in Sol
         b 2011-07-02 | | killed people 35 | on 2011-04-08; in Sol",
        &["a.txt, own voice 35 ?", "b.txt, own voice 35 ?"],
    );
    assert_eq!(finding(&account, "killed", "people").grade, Grade::Unsourced);
    assert_eq!(account.lineage.len(), 1);
}

#[test]
fn two_voices_whose_figures_do_not_meet_contest_each_other() {
    let account = check(
        "a 2011-04-19 | United Nations | killed people at least 34 | on 2011-04-08; in Sol
         a | Government of Iraq | killed people 3 | on 2011-04-08; in Sol",
        &["Government of Iraq 3", "United Nations 34 or more"],
    );
    let killed = finding(&account, "killed", "people");
    assert!(killed.conflict);
    assert_eq!((killed.figures[0].low, killed.figures[0].high), (Some(3), None));
}

#[test]
fn approximate_figures_within_a_tenth_corroborate() {
    let account = check(
        "a 2021-04-21 | Relief Watch | killed people 96 | on 2021-03-12; in Sol
         b 2021-04-22 | Harbour Union | killed people about 90 | on 2021-03-12; in Sol",
        &["Harbour Union about 90", "Relief Watch 96"],
    );
    assert_eq!(finding(&account, "killed", "people").grade, Grade::Corroborated);
}

#[test]
fn a_denial_is_an_edge_and_never_the_deniers_own_figure() {
    let account = check(
        "a 2021-03-08 | Omar Delan (local official) | killed people up to 2000 | on 2021-03-03; in Sol
         b 2021-03-10 | Karim Sol (district head) | killed people 2000 | on 2021-03-03; in Sol; denies of international media",
        &["Omar Delan (local official) up to 2,000"],
    );
    let killed = finding(&account, "killed", "people");
    assert!(killed.conflict);
    assert_eq!(killed.testimonies[0].denied_by.len(), 1);
    assert_eq!(ledger(&account), ["a up to 2000: testimony", "b 2000: denied"]);
}

#[test]
fn an_increment_is_never_a_toll() {
    for (text, marked) in [
        ("{} more people had died.", ""),
        ("{} dockers died, bringing the death toll to 22.", ""),
        ("{} died.", "; increment"),
    ] {
        let lines = format!(
            "a 2015-10-04 | Relief Watch | killed people 22 | on 2015-10-03; in Sol
             a | Relief Watch | killed people 3 | on 2015-10-03; in Sol; text {text}{marked}"
        );
        let account = check(&lines, &["Relief Watch 22"]);
        assert_eq!(account.ledger.iter().filter(|e| e.place == LedgerPlace::Increment).count(), 1, "{text}");
    }
}

#[test]
fn parts_are_summed_only_where_a_source_enumerates_them() {
    let account = account(
        "a 2015-12-12 | Relief Watch | killed people at least 42 | on 2015-10-03; in Sol
         a | Relief Watch | killed staff 14 | on 2015-10-03; in Sol
         a | Relief Watch | killed patients 24 | on 2015-10-03; in Sol
         a | Relief Watch | killed caretakers 4 | on 2015-10-03; in Sol
         b 2015-12-13 | Harbour Union | killed staff 9 | on 2015-10-03; in Sol",
    );
    assert_eq!(
        account.parts.iter().map(|p| (p.sum, p.fits, p.parts.len())).collect::<Vec<_>>(),
        [(42, true, 3)]
    );
    assert_eq!(testimonies(finding(&account, "killed", "patients")), ["Relief Watch 24"]);
}

#[test]
fn a_part_named_beside_its_total_is_a_question_of_its_own() {
    let account = check(
        "a 2011-04-19 | United Nations | killed people at least 34 | on 2011-04-08; in Sol
         a | United Nations | killed women at least 7 | on 2011-04-08; in Sol; part",
        &["United Nations 34 or more"],
    );
    assert_eq!(testimonies(finding(&account, "killed", "women")), ["United Nations 7 or more"]);
}

#[test]
fn what_all_victims_are_called_names_the_whole_unless_others_are_counted_beside() {
    check(
        "a 2011-04-19 | Relief Watch | killed camp_residents at least 34 | on 2011-04-08; in Sol
         b 2011-07-02 | Harbour Union | killed civilians 35 | on 2011-04-08; in Sol",
        &["Harbour Union 35", "Relief Watch 34 or more"],
    );
    let account = account(
        "a 2011-04-19 | Relief Watch | killed civilians at least 30 | on 2011-04-08; in Sol
         a | Ruritanian Guard | killed people_(including_attackers) 150 | on 2011-04-08; in Sol",
    );
    assert_eq!(testimonies(finding(&account, "killed", "civilians")), ["Relief Watch 30 or more"]);
}

#[test]
fn a_window_that_leaves_out_the_day_is_a_part_of_the_toll() {
    let account = check(
        "a 2021-03-08 | Relief Watch | killed people at least 200 | on 2021-03-03; in Sol
         b 2021-03-12 | witnesses | killed people dozens | over 2021-03-06/2021-03-07; in Sol",
        &["Relief Watch 200 or more"],
    );
    assert_eq!(ledger(&account)[1], "b dozens: part");
}

#[test]
fn a_government_that_gives_its_own_forces_number_adds_no_voice() {
    let account = check(
        "a 2021-03-12 | Nigerian military | killed people 150 | on 2021-03-03; in Sol
         b 2021-03-13 | Nigerian government | killed people 150 | on 2021-03-03; in Sol",
        &["Nigerian military 150"],
    );
    assert_eq!(ledger(&account)[1], "b 150: echo");
}

#[test]
fn adopting_anothers_figure_ends_ones_own_series_and_adds_no_voice() {
    let account = check(
        "a 2021-04-21 | Harbour Union | killed people at least 90 | on 2021-03-12; in Sol
         b 2021-06-24 | Relief Watch | killed people 96 | on 2021-03-12; in Sol
         b | Harbour Union > Relief Watch | killed people 96 | on 2021-03-12; in Sol; text The union has adopted the figure of {}.",
        &["Relief Watch 96"],
    );
    assert_eq!(revisions(finding(&account, "killed", "people")), ["Harbour Union 90 or more -> 96 Adoption"]);
}

#[test]
fn two_voices_that_speak_together_are_one_testimony() {
    check(
        "a 2021-05-10 | ^Harbour Union & Relief Watch | killed people about 150 | on 2021-03-12; in Sol",
        &["Harbour Union and Relief Watch about 150"],
    );
}

#[test]
fn a_vague_word_gives_no_figure_to_lead_with() {
    let account = check(
        "a 2011-04-08 | Relief Watch | killed people hundreds | on 2011-04-08; in Sol",
        &["Relief Watch \u{201c}hundreds\u{201d}"],
    );
    let killed = finding(&account, "killed", "people");
    assert_eq!((killed.figures[0].best, killed.grade), (None, Grade::Unresolved));
}

#[test]
fn each_method_gives_its_figure_for_the_same_testimonies() {
    let lines = "a 2011-04-19 | Relief Watch | killed people 34 | on 2011-04-08; in Sol
         a | Harbour Union | killed people 30 to 40 | on 2011-04-08; in Sol
         a | Ruritanian army | killed people 3 | on 2011-04-08; in Sol";
    let account = account(lines);
    let best: Vec<(&str, Option<u64>)> =
        finding(&account, "killed", "people").figures.iter().map(|f| (f.method.as_str(), f.best)).collect();
    assert_eq!(
        best,
        [
            ("hierarchy", Some(34)),
            ("majority", Some(34)),
            ("range", None),
            ("conservative", Some(3)),
            ("posterior", Some(34))
        ]
    );
    let by_range = account_of(stack(lines), Some("range"));
    assert_eq!(
        (by_range.method.as_str(), by_range.findings[0].figures[0].method.as_str()),
        ("range 1", "range")
    );
}

#[test]
fn a_denial_of_a_round_number_reaches_the_figure_near_it() {
    let account = account(
        "a 2018-08-28 | Relief Watch | killed people 2975 | on 2017-09-20; in Sol
         b 2018-09-13 | Ben Hart | killed people 3000 | on 2017-09-20; in Sol; denies",
    );
    let killed = finding(&account, "killed", "people");
    assert!(killed.conflict);
    assert_eq!(killed.testimonies[0].denied_by.len(), 1);
}

#[test]
fn no_reports_and_no_claims_give_an_empty_account() {
    let account = account("");
    assert!(account.findings.is_empty() && account.ledger.is_empty() && account.events.is_empty());
}

#[test]
fn an_unknown_method_is_named_with_the_known_ones() {
    let settings = recount_model::Settings { method: Some("guess".into()), ..Default::default() };
    let stack = stack("");
    let input = recount_reconcile::Input {
        dossier: "test".into(),
        reports: stack.reports,
        unread: Vec::new(),
        readings: stack.readings,
        settings,
        given_events: None,
        issues: Vec::new(),
        decided: Default::default(),
    };
    let error = recount_reconcile::reconcile(input).map(|a| a.method).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no method 'guess'; known methods: hierarchy, majority, range, conservative, posterior"
    );
}

#[test]
fn a_denied_figure_leads_no_class_it_shares() {
    let account = account(
        "a 2021-03-08 | Omar Delan (local official) | killed people at least 2000 | on 2021-03-03; in Sol
         a | Ana Sol (doctor) | killed people at least 200 | on 2021-03-03; in Sol
         b 2021-03-10 | Karim Sol (district head) | killed people 2000 | on 2021-03-03; in Sol; denies",
    );
    let killed = finding(&account, "killed", "people");
    assert_eq!((killed.figures[0].best, killed.grade), (None, Grade::Unresolved));
}

#[test]
fn a_sort_of_people_beside_the_toll_is_a_question_of_its_own_and_alone_it_is_the_toll() {
    let account = account(
        "a 2021-03-13 | Relief Watch | killed people at least 14 | on 2021-03-12; in Sol
         a | Harbour Union | killed firefighters 3 | on 2021-03-12; in Sol
         b 2021-03-14 | Harbour Union | injured dockers 5 | on 2021-03-12; in Sol",
    );
    assert_eq!(testimonies(finding(&account, "killed", "people")), ["Relief Watch 14 or more"]);
    assert!(account.findings.iter().any(|f| f.id.ends_with("killed/people/firefighters")));
    assert_eq!(testimonies(finding(&account, "injured", "people")), ["Harbour Union 5"]);
}

#[test]
fn a_notice_without_an_owner_echoes_the_voice_that_gave_its_number() {
    let account = account(
        "a 2015-10-25 | Relief Watch | killed people 30 | on 2015-10-03; in Sol
         a | unsigned notice | killed people 30 | on 2015-10-03; in Sol",
    );
    assert_eq!(testimonies(finding(&account, "killed", "people")), ["Relief Watch 30"]);
}

#[test]
fn a_minister_is_the_voice_of_the_ministry() {
    let account = account(
        "a 2021-03-17 | Transport Ministry | killed people 9 | on 2021-03-12; in Sol
         b 2021-03-18 | Radan Toresh (transport minister) | killed people 9 | on 2021-03-12; in Sol",
    );
    assert_eq!(finding(&account, "killed", "people").testimonies.len(), 1);
}

#[test]
fn a_hedged_quotation_still_outranks_a_paraphrase_without_the_hedge() {
    check(
        "a 2021-03-08 | Omar Delan (local official) | killed people more than 2000 | on 2021-03-03; in Sol
         b 2021-03-08 | Omar Delan (local official) | killed people up to 2000 | on 2021-03-03; in Sol; hedges; text He said \"{} may have died\".",
        &["Omar Delan (local official) up to 2,000"],
    );
}

#[test]
fn an_unsourced_figure_contests_nothing() {
    let account = account(
        "a 2011-04-19 | Relief Watch | killed people 34 | on 2011-04-08; in Sol
         b 2011-07-02 | | killed people 60 | on 2011-04-08; in Sol",
    );
    let killed = finding(&account, "killed", "people");
    assert_eq!(
        (killed.conflict, killed.grade, killed.figures[0].high),
        (false, Grade::SingleVoice, Some(34))
    );
}

#[test]
fn figures_that_do_not_add_up_are_no_partition() {
    let account = account(
        "a 2015-12-12 | Relief Watch | killed people 42 | on 2015-10-03; in Sol
         a | Relief Watch | killed staff 14 | on 2015-10-03; in Sol
         a | Relief Watch | killed patients 30 | on 2015-10-03; in Sol",
    );
    assert!(account.parts.is_empty());
}

#[test]
fn of_what_one_body_gives_at_one_time_the_exact_is_meant_before_the_round() {
    let said = |first: &str, second: &str| {
        let account = account(&format!(
            "a 2021-03-20 | Relief Watch | killed people {first} | on 2021-03-12; in Sol; said 2021-03-19
             b 2021-03-21 | Relief Watch | killed people {second} | on 2021-03-12; in Sol; said 2021-03-19"
        ));
        testimonies(finding(&account, "killed", "people"))
    };
    assert_eq!(said("about 3,000", "2,975"), ["Relief Watch 2,975"]);
    // Too far apart to be one number: the larger stands, the other is dissent.
    assert_eq!(said("3,000", "2,475"), ["Relief Watch 2,475 no", "Relief Watch 3,000"]);
}

#[test]
fn what_a_body_vouches_for_is_meant_before_what_it_holds_possible() {
    let said = |stance: &str| {
        let account = account(&format!(
            "a 2021-03-20 | Relief Watch | killed people 645 | on 2021-03-12; in Sol; said 2021-03-19
             b 2021-03-21 | Relief Watch | killed people 900 | on 2021-03-12; in Sol; said 2021-03-19{stance}"
        ));
        testimonies(finding(&account, "killed", "people"))
    };
    assert_eq!(said("; hedges"), ["Relief Watch 645", "Relief Watch 900 no"]);
    assert_eq!(said(""), ["Relief Watch 645 no", "Relief Watch 900"]);
}

#[test]
fn what_a_voice_that_examined_had_counted_before_bounds_what_it_gives_later() {
    const TEXT: &str = "in Sol; text Its staff went to Sol, examined the bodies and counted {} dead.";
    let low = |lines: String| {
        let account = account(&lines);
        let figures = &finding(&account, "killed", "people").figures;
        figures.iter().find(|f| f.method == "posterior").and_then(|f| f.low)
    };
    let later = format!("b 2021-03-20 | Relief Watch | killed people 90 | on 2021-03-12; {TEXT}");
    let before = |figure: &str| {
        format!("a 2021-03-13 | Relief Watch | killed people {figure} | on 2021-03-12; {TEXT}\n{later}")
    };
    let alone = low(later.clone());
    assert!(low(before("80")) > alone && alone.is_some());
    // An estimate bounds nothing.
    assert_eq!(low(before("about 80")), alone);
}
