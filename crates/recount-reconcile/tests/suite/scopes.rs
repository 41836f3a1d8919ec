//! What a figure counts: the whole, a part, an addition, or people who were there.

use crate::notation::{account, finding, ledger, testimonies};

/// What voices stand by on a measure of people.
#[track_caller]
fn check(measure: &str, lines: &str, expected: &[&str]) {
    assert_eq!(testimonies(finding(&account(lines), measure, "people")), expected, "{lines}");
}

#[test]
fn more_after_another_measures_figure_adds_nothing() {
    check(
        "injured",
        "a 2021-03-24 | Relief Watch | killed people 49 | on 2021-03-12; in Sol
         a | Relief Watch | injured people 83 | on 2021-03-12; in Sol; text And {} more were injured.",
        &["Relief Watch 83"],
    );
    let account = account(
        "a 2021-03-24 | Relief Watch | injured people 90 | on 2021-03-12; in Sol
         a | Relief Watch | injured people 83 | on 2021-03-12; in Sol; text And {} more were injured.",
    );
    assert_eq!(ledger(&account), ["a 90: testimony", "a 83: increment"]);
}

#[test]
fn one_family_one_place_and_one_pair_of_eyes_are_parts_where_more_are_told_of() {
    let toll = "a 2021-03-13 | Relief Watch | killed people 57 | on 2021-03-12; in Sol
         ";
    for part in [
        "Ben Hart (tailor) | killed members_of_one_family 5 | on 2021-03-12; in Sol",
        "Ana Sol (seller) | killed people 23 | on 2021-03-12; in Sol; text I counted {} bodies with my own eyes.",
        " | killed people 14 | on 2021-03-12; in Sol; text The bodies of {} people were brought in on Friday.",
    ] {
        check("killed", &format!("{toll}b 2021-03-18 | {part}"), &["Relief Watch 57"]);
    }
    check(
        "killed",
        "b 2021-03-18 | | killed people 14 | on 2021-03-12; in Sol; text The bodies of {} people were brought in on Friday.",
        &["b.txt, own voice 14 ?"],
    );
}

#[test]
fn what_follows_an_addition_in_its_sentence_is_one_too() {
    let account = account(
        "a 2021-04-13 | Relief Watch | killed people 29 | on 2021-03-12; in Sol
         b 2021-10-01 | | killed people 29 | on 2021-03-12; in Sol; text The sea gave up {} by April,
         b | | killed people 2 | on 2021-03-12; in Sol; text another {} on Sunday.",
    );
    assert_eq!(ledger(&account)[2], "b 2: increment");
}

#[test]
fn a_number_within_a_range_of_the_same_mouth_is_its_point() {
    let ranged = account(
        "a 2021-03-24 | Relief Watch | killed people 52 to 67 | on 2021-03-12; in Sol
         a | Relief Watch | killed people 59 | on 2021-03-12; in Sol",
    );
    let killed = finding(&ranged, "killed", "people");
    assert_eq!(killed.testimonies.len(), 1);
    assert_eq!((killed.figures[0].low, killed.figures[0].high), (Some(52), Some(67)));
    assert_eq!(killed.testimonies[0].interval.point, Some(59));
    let other = account(
        "a 2021-03-24 | Relief Watch | killed people 52 to 67 | on 2021-03-12; in Sol
         b 2021-03-24 | Harbour Union | killed people 59 | on 2021-03-12; in Sol",
    );
    assert_eq!(finding(&other, "killed", "people").testimonies.len(), 2);
}

#[test]
fn words_in_brackets_say_who_is_meant_where_the_words_before_do_not() {
    let account = account(
        "a 2021-03-24 | Relief Watch | killed people 57 | on 2021-03-12; in Sol
         a | Harbour Union | killed members_of_the_front_(fighters) 38 | on 2021-03-12; in Sol",
    );
    assert_eq!(testimonies(finding(&account, "killed", "attackers")), ["Harbour Union 38"]);
    check(
        "killed",
        "a 2021-03-24 | Harbour Union | killed people_(including_fighters) 38 | on 2021-03-12; in Sol",
        &["Harbour Union 38"],
    );
}

#[test]
fn only_the_voice_that_sets_a_population_beside_another_has_it_apart() {
    check(
        "killed",
        "a 2021-03-24 | Relief Watch | killed civilians at least 49 | on 2021-03-12; in Sol
         a | Harbour Union | killed fighters 38 | on 2021-03-12; in Sol",
        &["Relief Watch 49 or more"],
    );
}

#[test]
fn households_are_not_people() {
    let account = account(
        "a 2021-03-24 | Relief Watch | displaced people 4100 | on 2021-03-12; in Sol
         b 2021-03-24 | Harbour Union | displaced households 640 | on 2021-03-12; in Sol",
    );
    assert!(account.findings.iter().all(|f| f.testimonies.len() == 1));
}

#[test]
fn people_aboard_belong_to_the_occurrence_and_people_who_live_there_do_not() {
    let account = account(
        "a 2021-03-13 | Relief Watch | killed people 14 | on 2021-03-12; in Sol
         a | Harbour Union | population people_(aboard) 120 | on 2021-03-12; in Sol",
    );
    let aboard = finding(&account, "population", "people");
    assert_eq!(aboard.event, finding(&account, "killed", "people").event);
}

#[test]
fn a_part_of_a_smaller_total_counted_before_contradicts_nothing() {
    let parts = |first: &str, second: &str| {
        let account = account(&format!(
            "a 2021-03-13 | Relief Watch | killed people {first} | on 2021-03-12; in Sol
             a | Relief Watch | killed women 5 | on 2021-03-12; in Sol
             b 2021-04-05 | Harbour Union | killed people {second} | on 2021-03-12; in Sol
             b | Harbour Union | killed women 9 | on 2021-03-12; in Sol"
        ));
        finding(&account, "killed", "women").conflict
    };
    assert!(!parts("17", "29"));
    assert!(parts("29", "17"));
    assert!(parts("at least 17", "29"));
}

#[test]
fn how_many_are_held_in_other_weeks_contradicts_nothing() {
    let held = |second: &str| {
        let account = account(&format!(
            "a 2021-03-13 | Relief Watch | detained people 84 | on 2021-03-12; in Sol
             b {second} | Harbour Union | detained people 60 | on 2021-03-12; in Sol"
        ));
        finding(&account, "detained", "people").conflict
    };
    assert!(!held("2021-04-05"));
    assert!(held("2021-03-13"));
}

#[test]
fn a_denied_figure_stands_where_it_was_put_forward() {
    let account = account(
        "a 2021-03-13 | Sol Front | killed people 104 | on 2021-03-12; in Sol
         b 2021-03-15 | Harbour Union | killed civilians 104 | on 2021-03-12; in Sol; denies
         b | Harbour Union | killed civilians 11 | on 2021-03-12; in Sol
         b | Harbour Union | killed fighters 27 | on 2021-03-12; in Sol",
    );
    assert!(finding(&account, "killed", "people").conflict);
    assert!(!finding(&account, "killed", "civilians").conflict);
}

#[test]
fn a_share_without_a_number_is_nobodys_figure() {
    let account = account(
        "a 2021-03-13 | Relief Watch | killed people 50 | on 2021-03-12; in Sol
         a | Relief Watch | killed fighters a third | on 2021-03-12; in Sol",
    );
    assert_eq!(ledger(&account)[1], "a a third: echo");
}

#[test]
fn a_topic_reads_as_a_phrase_and_every_denial_is_kept() {
    let account = account(
        "a 2021-03-13 | Relief Watch | killed people 50 | on 2021-03-12; in Sol
         b 2021-03-14 | Harbour Union | killed people 50 | on 2021-03-12; in Sol; denies
         b | Harbour Union | killed people 50 | on 2021-03-12; in Sol; denies",
    );
    assert!(account.contradictions.iter().all(|c| c.topic == "people killed"));
    assert_eq!(finding(&account, "killed", "people").testimonies[0].denied_by.len(), 2);
}
