//! Gathering: what joins the main occurrence and what is kept out of its toll.

use crate::notation::{account, finding, testimonies};

/// The events' ids and the testimonies on the main toll.
#[track_caller]
fn check(lines: &str, events: &[&str], toll: &[&str]) {
    let account = account(lines);
    assert_eq!(account.events.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(), events, "{lines}");
    assert!(account.events[0].main);
    assert_eq!(testimonies(finding(&account, "killed", "people")), toll, "{lines}");
}

const MAIN: &str = "a 2011-04-19 | Relief Watch | killed people at least 34 | on 2011-04-08; in Camp Sol
    b 2011-04-20 | Harbour Union | killed people 36 | on 2011-04-08; in Camp Sol
    ";

#[test]
fn a_report_that_slips_in_the_month_is_joined_with_its_date_shown() {
    let lines = format!("{MAIN}c 2011-07-02 | | killed people 35 | on 2011-05; in Camp Sol");
    check(
        &lines,
        &["camp-sol-2011-04-08"],
        &["Harbour Union 36", "Relief Watch 34 or more", "c.txt, own voice 35 ?"],
    );
    let account = account(&lines);
    assert_eq!(account.events[0].date_mismatches.len(), 1);
    assert!(
        account.contradictions.iter().any(|c| c.class == recount_model::ContradictionClass::DateMismatch)
    );
}

#[test]
fn another_year_another_place_or_another_figure_is_another_event() {
    for (line, id) in [
        ("c 2011-04-21 | | killed people 35 | on 2009-07; in Camp Sol", "camp-sol-2009-07"),
        (
            "c 2011-04-21 | | killed people 35 | on 2011-03-01; in Luna; text In Luna {} people were killed.",
            "luna-2011-03-01",
        ),
        ("c 2011-04-21 | | killed people 400 | on 2011-03-01; in Camp Sol", "camp-sol-2011-03-01"),
        (
            "c 2011-04-21 | | killed people 35 | on 2011-03-01; in Camp Sol; text In a similar attack {} people were killed.",
            "camp-sol-2011-03-01",
        ),
    ] {
        check(
            &format!("{MAIN}{line}"),
            &["camp-sol-2011-04-08", id],
            &["Harbour Union 36", "Relief Watch 34 or more"],
        );
    }
}

#[test]
fn totals_over_years_and_wars_stay_out_of_the_toll() {
    for line in [
        "c 2011-04-21 | Relief Council | killed people 2000 | on 2010; in Iraq; other",
        "c 2011-04-21 | Relief Council | killed people 2000 | over 2003/2011; in Iraq",
        "c 2011-04-21 | Relief Council | killed people 2000 | other",
    ] {
        let account = account(&format!("{MAIN}{line}"));
        assert_eq!(account.events.iter().filter(|e| e.aggregate).count(), 1, "{line}");
        assert_eq!(
            testimonies(finding(&account, "killed", "people")),
            ["Harbour Union 36", "Relief Watch 34 or more"],
            "{line}"
        );
    }
}

#[test]
fn an_undated_figure_joins_what_its_report_tells_of() {
    check(
        &format!("{MAIN}c 2011-04-21 | Relief Council | killed people 35"),
        &["camp-sol-2011-04-08"],
        &["Harbour Union 36", "Relief Council 35", "Relief Watch 34 or more"],
    );
}

#[test]
fn a_statement_made_before_the_day_cannot_tell_of_it() {
    let lines = format!("{MAIN}c | Relief Council | killed people 35 | in Camp Sol; said 2009");
    let account = account(&lines);
    assert_eq!(account.events.len(), 2);
}

#[test]
fn a_dateline_keeps_nothing_apart_and_the_figures_own_sentence_does() {
    check(
        &format!("{MAIN}c 2011-04-21 | Relief Council | killed people 35 | on 2011-04-08; in Luna"),
        &["camp-sol-2011-04-08"],
        &["Harbour Union 36", "Relief Council 35", "Relief Watch 34 or more"],
    );
    check(
        &format!(
            "{MAIN}c 2011-04-21 | Relief Council | killed people 35 | on 2011-04-08; in Luna; text In Luna {{}} people were killed."
        ),
        &["camp-sol-2011-04-08", "luna-2011-04-08"],
        &["Harbour Union 36", "Relief Watch 34 or more"],
    );
}

#[test]
fn how_many_live_somewhere_belongs_to_no_occurrence() {
    let account = account(&format!("{MAIN}c 2011-04-21 | | population people about 3400 | in Camp Sol"));
    assert_eq!(finding(&account, "population", "people").event, None);
}

#[test]
fn a_window_that_begins_with_the_day_counts_what_followed_and_a_wider_one_is_a_total() {
    check(
        &format!(
            "{MAIN}c 2012-04-21 | Relief Council | killed people 60 | over 2011-04-08/2011-12-31; in Camp Sol"
        ),
        &["camp-sol-2011-04-08"],
        &["Harbour Union 36", "Relief Council 60", "Relief Watch 34 or more"],
    );
    let account = account(&format!(
        "{MAIN}c 2012-04-21 | Relief Council | killed people 289 | over 2011-03-28/2011-04-13; in Camp Sol"
    ));
    assert_eq!(account.events.iter().filter(|e| e.aggregate).count(), 1);
    assert_eq!(
        testimonies(finding(&account, "killed", "people")),
        ["Harbour Union 36", "Relief Watch 34 or more"]
    );
}

#[test]
fn a_report_that_tells_of_the_day_means_another_event_by_another_date() {
    let lines = format!(
        "{MAIN}c 2011-07-02 | Relief Council | killed people 35 | on 2011-04-08; in Camp Sol
         c | Relief Council | killed people 33 | on 2011-05-20; in Camp Sol"
    );
    check(
        &lines,
        &["camp-sol-2011-04-08", "camp-sol-2011-05-20"],
        &["Harbour Union 36", "Relief Council 35", "Relief Watch 34 or more"],
    );
}

#[test]
fn a_date_that_is_only_the_reports_own_is_none_of_the_occurrence() {
    let lines = |figure: u64, words: &str| {
        format!(
            "{MAIN}c 2011-04-23 | Relief Council | killed people {figure} | on 2011-04-23; in Camp Sol; text {words}"
        )
    };
    check(
        &lines(12, "It put the dead at {}."),
        &["camp-sol-2011-04-08"],
        &["Harbour Union 36", "Relief Council 12", "Relief Watch 34 or more"],
    );
    check(
        &lines(12, "Today {} people were killed."),
        &["camp-sol-2011-04-08", "camp-sol-2011-04-23"],
        &["Harbour Union 36", "Relief Watch 34 or more"],
    );
}

#[test]
fn a_total_over_a_year_is_dated_by_its_year() {
    let account = account(&format!(
        "{MAIN}c 2011-04-21 | Relief Council | killed people 731 | on 2011-04-08; in Camp Sol; text In all of 2010 it counted {{}} dead."
    ));
    assert_eq!(
        account.events.iter().filter(|e| e.aggregate || e.date.is_some_and(|d| d.get_year() == 2010)).count(),
        1
    );
    assert_eq!(
        testimonies(finding(&account, "killed", "people")),
        ["Harbour Union 36", "Relief Watch 34 or more"]
    );
}

#[test]
fn a_number_others_give_under_one_date_is_told_under_it_where_only_a_date_before_says_otherwise() {
    let second = "g 2011-04-20 | Harbour Union | killed people 36 | on 2011-04-08; in Camp Sol
        f 2011-04-20 | Relief Watch | killed people at least 34 | on 2011-04-08; in Camp Sol
        d 2011-04-22 | Relief Watch | killed people 13 | on 2011-04-15; in Luna; text In Luna {} were killed on 15 April.
        e 2011-04-22 | Harbour Union | killed people 13 | on 2011-04-15; in Luna; text In Luna {} were killed on 15 April.
        ";
    let lines = |text: &str| {
        format!(
            "{MAIN}{second}c 2011-04-23 | Relief Council | killed people 36 | on 2011-04-15; in Luna; text {text}"
        )
    };
    check(
        &lines("It put the dead at {}."),
        &["camp-sol-2011-04-08", "luna-2011-04-15"],
        &["Harbour Union 36", "Relief Council 36", "Relief Watch 34 or more"],
    );
    check(
        &lines("On 15 April {} were killed."),
        &["camp-sol-2011-04-08", "luna-2011-04-15"],
        &["Harbour Union 36", "Relief Watch 34 or more"],
    );
}

#[test]
fn a_place_of_one_report_is_not_that_of_what_several_tell_of() {
    let account = account(
        "a 2011-04-19 | Relief Watch | killed people 34 | on 2011-04-08
         b 2011-04-20 | Harbour Union | killed people 36 | on 2011-04-08
         c 2011-04-20 | Relief Council | killed people 35 | on 2011-04-08; in Luna",
    );
    assert_eq!((account.events.len(), account.events[0].place.as_deref()), (1, None));
}

#[test]
fn a_report_that_never_names_the_main_place_tells_of_another_matter() {
    let other = |text: &str| {
        format!("{MAIN}c 2011-04-21 | Relief Council | killed people 12 | in Luna; text In Luna {{}} people were killed.
         c | Relief Council | killed people 35 | in Luna; text {text}")
    };
    check(
        &other("The council put the dead at {}."),
        &["camp-sol-2011-04-08", "luna"],
        &["Harbour Union 36", "Relief Watch 34 or more"],
    );
    check(
        &other("The council said later that {} had died at Camp Sol."),
        &["camp-sol-2011-04-08", "luna"],
        &["Harbour Union 36", "Relief Council 35", "Relief Watch 34 or more"],
    );
}

#[test]
fn arrests_of_another_day_mistake_no_date_and_a_toll_of_another_month_does() {
    let mismatches = |lines: &str| {
        let account = account(&format!("{MAIN}{lines}"));
        account.events[0].date_mismatches.iter().map(|(_, date)| date.to_string()).collect::<Vec<_>>()
    };
    let arrests = "c 2011-04-21 | Relief Council | killed people 35 | on 2011-04-08; in Camp Sol
         c | Relief Council | detained people 16 | on 2011-04-12; in Camp Sol";
    assert!(mismatches(arrests).is_empty());
    let toll = "c 2011-05-21 | Relief Council | killed people 35 | on 2011-05-08; in Camp Sol";
    assert_eq!(mismatches(toll), ["2011-05-08"]);
}
