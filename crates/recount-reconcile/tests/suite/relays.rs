//! Whose word a figure is, where several names stand for one voice or a name stands for somebody else's figure.

use crate::notation::{account, finding, ledger, revisions, testimonies};

/// What voices stand by on the killed.
#[track_caller]
fn check(lines: &str, expected: &[&str]) {
    assert_eq!(testimonies(finding(&account(lines), "killed", "people")), expected, "{lines}");
}

#[test]
fn people_of_a_sort_with_the_number_of_the_voice_of_that_sort_are_that_voice() {
    let network = "a 2021-03-13 | Sol Doctors' Network | killed people 43 | on 2021-03-12; in Sol
         ";
    check(
        &format!("{network}b 2021-03-15 | medics | killed people 43 | on 2021-03-12; in Sol"),
        &["Sol Doctors' Network 43"],
    );
    for other in ["medics | killed people 50", "traders | killed people 43"] {
        let account = account(&format!("{network}b 2021-03-15 | {other} | on 2021-03-12; in Sol"));
        assert_eq!(finding(&account, "killed", "people").testimonies.len(), 2, "{other}");
    }
}

#[test]
fn who_takes_anothers_number_in_other_words_gives_up_his_own() {
    let account = account(
        "a 2021-03-14 | police | killed people 1 | on 2021-03-12; in Sol; said 2021-03-13
         a | police | killed people up to 3 | on 2021-03-12; in Sol
         c 2021-03-20 | Interior Ministry | killed people 3 | on 2021-03-12; in Sol",
    );
    assert_eq!(testimonies(finding(&account, "killed", "people")), ["Interior Ministry 3"]);
    assert_eq!(ledger(&account), ["a 1: superseded", "a up to 3: echo", "c 3: testimony"]);
}

#[test]
fn an_army_answers_to_its_ministry_and_police_do_not() {
    let ministry = "a 2021-03-13 | Ministry of Defence | killed people 27 | on 2021-03-12; in Sol
         ";
    check(
        &format!("{ministry}b 2021-03-15 | army | killed people 27 | on 2021-03-12; in Sol"),
        &["Ministry of Defence 27"],
    );
    check(
        &format!("{ministry}b 2021-03-15 | police | killed people 27 | on 2021-03-12; in Sol"),
        &["Ministry of Defence 27", "police 27"],
    );
}

#[test]
fn a_paper_of_the_dossier_only_printed_what_its_report_gives_to_a_voice() {
    let printed =
        "a 2021-03-13 | Relief Watch | killed people 19 | on 2021-03-12; in Sol; by Meridian News Agency
         ";
    check(
        &format!("{printed}b 2021-03-28 | Meridian | killed people 19 | on 2021-03-12; in Sol"),
        &["Relief Watch 19"],
    );
    check(
        &format!("{printed}b 2021-03-28 | Meridian | killed people 21 | on 2021-03-12; in Sol"),
        &["Meridian 21", "Relief Watch 19"],
    );
}

#[test]
fn a_number_given_to_a_body_that_says_otherwise_is_his_who_gave_it_before() {
    let said = "a 2021-03-13 | Ana Sol (mayor) | killed people more than 60 | on 2021-03-12; in Sol
         b 2021-03-20 | | killed people at least 49 | on 2021-03-12; in Sol; by Amnesty International; text We counted {} people.
         ";
    check(
        &format!(
            "{said}c 2021-03-28 | Amnesty International | killed people more than 60 | on 2021-03-12; in Sol"
        ),
        &["Amnesty International 49 or more", "Ana Sol (mayor) more than 60"],
    );
    // Its own spokesman vouches for a number.
    let account = account(&format!(
        "{said}c 2021-03-28 | Amnesty International (Ben Hart) | killed people more than 60 | on 2021-03-12; in Sol"
    ));
    assert_eq!(
        revisions(finding(&account, "killed", "people")),
        ["Amnesty International 49 or more -> more than 60 GrowingCount"]
    );
}

#[test]
fn how_many_were_aboard_is_no_toll_of_the_body_that_said_it() {
    let aboard = "a 2021-03-13 | Relief Watch | population people_(aboard) 164 | on 2021-03-12; in Sol
         b 2021-03-14 | Harbour Union | killed people 14 | on 2021-03-12; in Sol
         ";
    check(
        &format!("{aboard}c 2021-06-20 | Relief Watch | killed people 164 | on 2021-03-12; in Sol"),
        &["Harbour Union 14"],
    );
    check(
        &format!("{aboard}c 2021-06-20 | Relief Watch | killed people 70 | on 2021-03-12; in Sol"),
        &["Harbour Union 14", "Relief Watch 70"],
    );
}

#[test]
fn two_bodies_that_publish_together_are_one_voice_by_both_names() {
    check(
        "a 2021-03-13 | | killed people 29 | on 2021-03-12; in Sol; by UNHCR and IOM",
        &["UNHCR and IOM 29"],
    );
}

#[test]
fn a_ministry_under_its_two_names_is_one_voice_and_two_ministries_are_two() {
    check(
        "a 2021-03-13 | Interior Ministry | killed people 17 | on 2021-03-12; in Sol
         b 2021-03-20 | Ministry of the Interior of Solaria | killed people 38 | on 2021-03-12; in Sol",
        &["Ministry of the Interior of Solaria 38"],
    );
    check(
        "a 2021-03-13 | Interior Ministry | killed people 17 | on 2021-03-12; in Sol
         b 2021-03-20 | Ministry of Health | killed people 38 | on 2021-03-12; in Sol",
        &["Interior Ministry 17", "Ministry of Health 38"],
    );
}

#[test]
fn an_own_voice_is_printed_with_the_name_of_its_paper() {
    check(
        "a 2021-03-13 | | killed people 29 | on 2021-03-12; in Sol; by The Sol Courier",
        &["a.txt, own voice (The Sol Courier) 29 ?"],
    );
}

#[test]
fn an_unsourced_word_for_a_number_adds_nothing_to_a_voices_number() {
    let number = "a 2021-03-13 | Relief Watch | injured people 110 | on 2021-03-12; in Sol
         ";
    let dozens = account(&format!("{number}b 2021-03-28 | | injured people dozens | on 2021-03-12; in Sol"));
    assert_eq!(testimonies(finding(&dozens, "injured", "people")), ["Relief Watch 110"]);
    let thousands =
        account(&format!("{number}b 2021-03-28 | | injured people thousands | on 2021-03-12; in Sol"));
    assert_eq!(finding(&thousands, "injured", "people").testimonies.len(), 2);
}

#[test]
fn one_origin_and_question_is_one_row_of_lineage() {
    let account = account(
        "a 2021-03-13 | Relief Watch | killed people 43 | on 2021-03-12; in Sol
         b 2021-03-14 | Relief Watch | killed people 43 | on 2021-03-12; in Sol
         b | | killed people 43 | on 2021-03-12; in Sol",
    );
    let rows: Vec<&str> = account.lineage.iter().map(|l| l.origin.as_str()).collect();
    assert_eq!(rows, ["Relief Watch"]);
}

#[test]
fn phrases_without_a_name_are_voices_and_no_entities() {
    let account = account(
        "a 2021-03-13 | Witnesses | killed people 3 | on 2021-03-12; in Sol
         a | Relief Watch | killed people 4 | on 2021-03-12; in Sol",
    );
    let names: Vec<&str> = account.entities.iter().map(|e| e.canonical.as_str()).collect();
    assert!(names.contains(&"Relief Watch") && !names.contains(&"Witnesses"), "{names:?}");
    assert_eq!(finding(&account, "killed", "people").testimonies.len(), 2);
}

#[test]
fn a_word_for_a_source_without_a_name_is_counted_once_with_one_number() {
    for word in ["army", "mayor", "union"] {
        let lines = |second: &str| {
            format!(
                "a 2021-03-13 | {word} | killed people 19 | on 2021-03-12; in Sol
                 b 2021-03-14 | {word} | killed people {second} | on 2021-03-12; in Sol"
            )
        };
        check(&lines("19"), &[&format!("{word} 19")]);
        check(&lines("25"), &[&format!("{word} 19"), &format!("{word} 25")]);
    }
}

#[test]
fn who_denies_that_anyone_died_denies_every_figure_and_has_none() {
    let account = account(
        "a 2021-03-13 | Relief Watch | killed people 14 | on 2021-03-12; in Sol
         b 2021-03-14 | Harbour Union | killed people at least 1 | on 2021-03-12; in Sol; denies",
    );
    let found = finding(&account, "killed", "people");
    assert_eq!((found.testimonies.len(), found.testimonies[0].denied_by.len()), (1, 1));
}

#[test]
fn a_denied_number_denies_its_neighbours_only_when_it_is_a_round_one() {
    for (stated, denied, edges) in [("2975", "3000", 1), ("24", "26", 0), ("26", "26", 1)] {
        let account = account(&format!(
            "a 2021-03-13 | Relief Watch | killed people {stated} | on 2021-03-12; in Sol
             b 2021-03-14 | Harbour Union | killed people {denied} | on 2021-03-12; in Sol; denies"
        ));
        let found = finding(&account, "killed", "people");
        assert_eq!(found.testimonies[0].denied_by.len(), edges, "{stated} {denied}");
    }
}
