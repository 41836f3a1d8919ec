//! Which reports share an origin, what is another question or window and no conflict, and who takes over whose figure.

use crate::notation::{account, finding, revisions, testimonies};
use recount_model::{
    Account, Change, Claim, Content, ContradictionClass, Holder, Reading, ReportIndex, Span, StatusContent,
    Word,
};

/// `REPORTS: ORIGIN` of every row of lineage.
fn lineage(account: &Account) -> Vec<String> {
    let row = |l: &recount_model::Lineage| {
        let reports: Vec<&str> =
            l.reports.iter().map(|r| account.reports[r.0].file.trim_end_matches(".txt")).collect();
        format!("{}: {}", reports.join(" "), l.origin)
    };
    account.lineage.iter().map(row).collect()
}

#[track_caller]
fn check_lineage(lines: &str, expected: &[&str]) {
    assert_eq!(lineage(&account(lines)), expected, "{lines}");
}

#[test]
fn a_number_without_a_source_shows_an_origin_only_if_two_counts_would_hardly_agree_on_it() {
    let voice = "a 2021-03-13 | Relief Watch | killed people 28 | on 2021-03-12; in Sol
         ";
    check_lineage(
        &format!("{voice}b 2021-03-14 | | killed people 28 | on 2021-03-12; in Sol"),
        &["a b: Relief Watch"],
    );
    let round = "a 2021-03-13 | Relief Watch | killed people 30 | on 2021-03-12; in Sol
         b 2021-03-14 | | killed people 30 | on 2021-03-12; in Sol";
    check_lineage(round, &[]);
    // A voice that both name is one origin whatever its number.
    check_lineage(
        "a 2021-03-13 | Relief Watch | killed people 30 | on 2021-03-12; in Sol
         b 2021-03-14 | Relief Watch | killed people 30 | on 2021-03-12; in Sol",
        &["a b: Relief Watch"],
    );
}

#[test]
fn a_number_that_its_voice_gave_up_joins_no_reports() {
    check_lineage(
        "a 2021-03-13 | Relief Watch | killed people 28 | on 2021-03-12; in Sol; said 2021-03-13
         b 2021-03-14 | Relief Watch | killed people 28 | on 2021-03-12; in Sol; said 2021-03-13
         c 2021-04-20 | Relief Watch | killed people 41 | on 2021-03-12; in Sol; said 2021-04-20",
        &[],
    );
}

#[test]
fn a_status_that_one_authority_gave_is_one_origin() {
    let mut stack = crate::notation::stack(
        "a 2021-03-13 | | killed people 28 | on 2021-03-12; in Sol
         b 2021-03-14 | | killed people 31 | on 2021-03-12; in Sol
         c 2021-03-15 | | killed people 35 | on 2021-03-12; in Sol",
    );
    let status = |authority: &str| StatusContent {
        entity: "Sol Front".into(),
        status: "listed organisation".into(),
        authority: Some(authority.into()),
        from: None,
        to: None,
        change: Change::Holds,
        age: None,
    };
    for (at, authority) in
        ["Government of Iraq", "Iraqi Interior Ministry", "Government of Iran"].iter().enumerate()
    {
        let claim = Claim::new(ReportIndex(at), Span::new(0, 9), Content::Status(status(authority)));
        let reading: &mut Reading = &mut stack.readings[at];
        reading.claims.push(claim);
    }
    assert_eq!(lineage(&crate::notation::account_of(stack, None)), ["a b: Government of Iraq"]);
}

#[test]
fn deaths_by_a_definition_of_their_own_are_another_question() {
    let account = account(
        "a 2021-03-24 | Health Office | killed people 64 | on 2021-03-12; in Sol
         b 2021-06-24 | Harl University | killed people_(excess_deaths) 1400 | on 2021-03-12; in Sol; increment
         b | Health Office | killed people_(direct_deaths) 64 | on 2021-03-12; in Sol",
    );
    let killed: Vec<Vec<String>> = account.findings.iter().map(testimonies).collect();
    assert_eq!(killed, [["Health Office 64"], ["Health Office 64"], ["Harl University 1,400"]]);
    assert!(account.findings.iter().all(|f| !f.conflict));
}

#[test]
fn who_says_that_excess_deaths_are_not_the_toll_denies_the_toll() {
    let account = account(
        "a 2021-06-24 | Harl University | killed people_(excess_deaths) 1400 | on 2021-03-12; in Sol
         b 2021-06-25 | Health Office | killed people 1400 | on 2021-03-12; in Sol
         c 2021-06-26 | Ana Sol (mayor) | killed people_(excess_deaths) 1400 | on 2021-03-12; in Sol; denies",
    );
    let conflicts: Vec<(&str, bool)> = account.findings.iter().map(|f| (f.of.as_str(), f.conflict)).collect();
    assert_eq!(conflicts, [("people", true), ("people (excess deaths)", false)]);
}

#[test]
fn figures_over_different_windows_are_no_disagreement() {
    let of = |a: &str, b: &str| {
        account(&format!(
            "a 2021-09-24 | Ana Sol (mayor) | killed people at least 64 | on 2021-03-12; in Sol
             a | Harl University | killed people 1400 | on 2021-03-12; in Sol; over {a}
             b 2021-09-25 | Health Office | killed people 900 | on 2021-03-12; in Sol; over {b}"
        ))
    };
    let apart = of("2021-03-12/2021-08-31", "2021-03-12/2021-05-31");
    assert_eq!(testimonies(finding(&apart, "killed", "people")).len(), 3);
    assert!(!finding(&apart, "killed", "people").conflict);
    let scope = apart.contradictions.iter().find(|c| c.class == ContradictionClass::ScopeDifference);
    assert!(scope.is_some_and(|c| c.why.contains("2021-03-12/2021-08-31")), "{:?}", apart.contradictions);
    let same = of("2021-03-12/2021-08-31", "2021-03-12/2021-08-31");
    assert!(finding(&same, "killed", "people").conflict);
}

#[test]
fn who_speaks_for_a_body_and_gives_anothers_number_has_the_body_take_it_over() {
    let account = account(
        "a 2021-03-24 | Health Office | killed people 64 | on 2021-03-12; in Sol; said 2021-03-24
         b 2021-08-28 | Health Office (Ana Sol) | killed people 4891 | on 2021-03-12; in Sol; said 2021-08-28
         c 2021-08-29 | Health Office > Harl University | killed people 4891 | on 2021-03-12; in Sol; said 2021-08-28
         d 2021-09-20 | Health Office (Ana Sol) | killed people about 5000 | on 2021-03-12; in Sol; said 2021-09-20",
    );
    let killed = finding(&account, "killed", "people");
    assert_eq!(testimonies(killed), ["Harl University 4,891"]);
    assert_eq!(revisions(killed), ["Health Office 64 -> 4,891 Adoption"]);
    assert!(account.drift.is_empty(), "{:?}", account.drift);
}

#[test]
fn a_governor_speaks_for_the_government_of_the_territory_told_of() {
    let account = account(
        "a 2021-03-24 | Guam government | killed people 64 | on 2021-03-12; in Guam
         b 2021-03-30 | US military | killed people 12 | on 2021-03-12; in Guam
         b | Gov. Ana Sol | killed people 70 | on 2021-03-12; in Guam
         b | Guam government | killed people 64 | on 2021-03-12; in Guam; said 2021-03-24",
    );
    let killed = finding(&account, "killed", "people");
    assert_eq!(testimonies(killed), ["Guam government (Ana Sol) 70", "US military 12"]);
}

/// `HOLDER FIGURE DESCENT`, indented by depth, of a question's stemma.
fn stemma(account: &Account, measure: &str) -> Vec<String> {
    let nodes = &finding(account, measure, "people").stemma;
    let depth = |at: usize| std::iter::successors(Some(at), |&n| nodes[n].parent).count() - 1;
    let holder = |h: &Holder| match h {
        Holder::Voice(name) => name.clone(),
        Holder::Report(r) => account.reports[r.0].file.trim_end_matches(".txt").to_string(),
    };
    let line = |(at, n): (usize, &recount_model::StemmaNode)| {
        format!("{}{} {} {}", "  ".repeat(depth(at)), holder(&n.holder), n.figure, n.descent.word())
    };
    nodes.iter().enumerate().map(line).collect()
}

#[test]
fn a_stemma_leads_from_whose_word_it_is_over_who_passed_it_on_to_who_prints_it() {
    let account = account(
        "a 2021-03-13 | Relief Watch | killed people at least 28 | on 2021-03-12; in Sol
         b 2021-03-14 | Harl Radio > Relief Watch | killed people 28 | on 2021-03-12; in Sol
         c 2021-03-15 | | killed people 28 | on 2021-03-12; in Sol
         d 2021-03-16 | Harl Radio | killed people 28 | on 2021-03-12; in Sol
         e 2021-03-17 | Ana Sol (mayor) | killed people 31 | on 2021-03-12; in Sol",
    );
    insta::assert_snapshot!(stemma(&account, "killed").join("\n"), @r"
    Relief Watch 28 or more origin
      a 28 or more cites
      Harl Radio 28 cites
        b 28 cites
        d 28 carried-on
      c 28 assumed
    Ana Sol (mayor) 31 origin
      e 31 cites
    ");
}

#[test]
fn a_figure_of_one_report_has_no_stemma() {
    let account = account("a 2021-03-13 | Relief Watch | killed people 28 | on 2021-03-12; in Sol");
    assert!(stemma(&account, "killed").is_empty());
}

#[test]
fn a_voices_series_is_kept_as_published_and_on_one_basis() {
    let account = account(
        "a 2021-03-13 | Relief Watch | killed people 12 | on 2021-03-12; in Sol; said 2021-03-13
         b 2021-03-14 | Relief Watch | killed people 3 | on 2021-03-12; in Sol; said 2021-03-14; increment
         c 2021-03-20 | Relief Watch | killed people at least 19 | on 2021-03-12; in Sol; said 2021-03-20",
    );
    let series = &finding(&account, "killed", "people").series;
    let steps: Vec<String> = series[0]
        .steps
        .iter()
        .map(|s| {
            let sum = s.on_one_basis.as_ref().map_or("none".to_string(), ToString::to_string);
            format!("{}{} = {sum}", if s.addition { "+" } else { "" }, s.published)
        })
        .collect();
    assert_eq!(steps, ["12 = 12", "+3 = 15", "19 or more = 19 or more"]);
}

#[test]
fn revisions_are_told_apart_by_what_the_voice_says_of_them() {
    for (to, sentence, kind) in [
        (15, "The toll has risen to {} people killed.", "GrowingCount"),
        (9, "The toll now stands at {} people killed.", "EarlierCount"),
        (9, "The office said some had been counted twice and {} people were killed.", "Correction"),
        (4, "The office started anew: {} people were killed.", "Reset"),
    ] {
        let account = account(&format!(
            "a 2021-03-13 | Harl Office | killed people 12 | on 2021-03-12; in Sol; said 2021-03-13
             b 2021-03-20 | Harl Office | killed people {to} | on 2021-03-12; in Sol; said 2021-03-20; text {sentence}"
        ));
        let told = revisions(finding(&account, "killed", "people"));
        assert_eq!(told, [format!("Harl Office 12 -> {to} {kind}")], "{sentence}");
    }
}

#[test]
fn a_part_that_exceeds_its_whole_contradicts_it() {
    let of = |part: u64, day: &str| {
        let account = account(&format!(
            "a 2021-03-14 | Relief Watch | killed people 30 | on 2021-03-12; in Sol; said 2021-03-14
             b {day} | Harl Office | killed soldiers {part} | on 2021-03-12; in Sol; said {day}
             b | Harl Office | killed people at least 10 | on 2021-03-12; in Sol; said {day}"
        ));
        account.contradictions.iter().any(|c| c.why.contains("a part cannot exceed its whole"))
    };
    assert!(of(34, "2021-03-13"));
    assert!(!of(24, "2021-03-13"), "a part within the whole");
    assert!(!of(34, "2021-03-20"), "counted later");
}

#[test]
fn parts_set_out_after_a_colon_are_held_against_their_total() {
    let of = |carers: u64| {
        let account = account(&format!(
            "a 2021-03-14 | Relief Watch | killed people 42 | on 2021-03-12; in Sol; list 14 staff, 24 patients, {carers} caretakers"
        ));
        account.parts.iter().map(|p| (p.sum, p.fits)).collect::<Vec<_>>()
    };
    assert_eq!(of(4), [(42, true)]);
    assert_eq!(of(3), [(41, false)]);
}

#[test]
fn reports_that_print_one_sentence_are_joined_by_it_and_both_passages_are_kept() {
    let sentence =
        "The warden of the town said that the flood had taken {} people and every bridge on the upper river";
    let account = account(&format!(
        "a 2021-03-15 | | killed people 28 | on 2021-03-12; in Sol; text {sentence}.
         b 2021-03-13 | | killed people 28 | on 2021-03-12; in Sol; text {sentence}, it was learned.
         c 2021-03-16 | | killed people 28 | on 2021-03-12; in Sol; text Nobody in Sol who lost a mother to the water asks whether it was {{}} people."
    ));
    let copied: Vec<(&str, &str, &str)> = account
        .lineage
        .iter()
        .flat_map(|l| &l.passages)
        .map(|p| {
            let report = |e: recount_model::Evidence| &account.reports[e.report.0];
            (
                report(p.earlier).file.as_str(),
                report(p.later).file.as_str(),
                p.later.span.slice(&report(p.later).text),
            )
        })
        .collect();
    let words =
        "The warden of the town said that the flood had taken 28 people and every bridge on the upper river";
    assert_eq!(copied, [("b.txt", "a.txt", words)]);
    let stemma = &finding(&account, "killed", "people").stemma;
    let shown: Vec<bool> = stemma.iter().map(|n| n.passage.is_some()).collect();
    let copies: Vec<bool> = stemma.iter().map(|n| n.descent.word() == "copies").collect();
    assert_eq!(shown, copies);
}

#[test]
fn a_sentence_that_a_thousand_reports_print_hangs_on_the_first_that_did() {
    let line = |n: usize| {
        format!(
            "r{n:05} 2021-03-13 | | killed people 28 | on 2021-03-12; in Sol; text The warden of the town said that the flood had taken {{}} people and every bridge on the upper river.\n"
        )
    };
    let account = account(&(0..1000).map(line).collect::<String>());
    let passages: Vec<_> = account.lineage.iter().flat_map(|l| &l.passages).collect();
    assert_eq!(passages.len(), 999);
    assert!(passages.iter().all(|p| p.earlier.report == ReportIndex(0)));
}
