//! The page: whole, safe, and every link with a place to lead to.

use crate::sample;
use recount_model::{Account, ClaimId, Content, Span};
use recount_publish::html::{Texts, page};
use std::collections::BTreeSet;

/// The values of an attribute, as written, in order.
fn attribute<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let start = format!(" {name}=\"");
    page.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn check_anchors(account: &Account, texts: Texts) {
    let page = page(account, texts);
    let ids = attribute(&page, "id");
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(known.len(), ids.len(), "every id is given once");
    for href in attribute(&page, "href") {
        let target = href.strip_prefix('#').unwrap_or_else(|| panic!("{href} leaves the page"));
        assert!(known.contains(target), "{href} leads nowhere");
    }
    let marks = page.matches("<mark id=\"c-").count();
    assert_eq!(marks, account.claims.len(), "every claim has its place among the sources");
}

#[test]
fn every_link_leads_to_a_place_on_the_page() {
    check_anchors(&sample::account(), Texts::Excerpts);
    check_anchors(&sample::account(), Texts::Full);
}

#[test]
fn links_hold_for_ids_from_files_and_for_claims_at_odd_places() {
    let mut account = sample::account();
    let end = account.reports[0].text.len();
    account.claims[0].id = ClaimId("a b\"><script>".to_string());
    account.claims[1].span = Span::new(end, end);
    account.claims[2].span = Span::new(0, end);
    account.claims[3].span = Span::new(5, end - 5);
    for claim in &mut account.claims[..4] {
        if let Content::Count(count) = &mut claim.content {
            count.figure_span = None;
        }
    }
    check_anchors(&account, Texts::Excerpts);
    check_anchors(&account, Texts::Full);
}

#[test]
fn text_of_reports_stays_text() {
    let mut account = sample::account();
    let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    account.dossier = hostile.to_string();
    account.method = hostile.to_string();
    for report in &mut account.reports {
        report.title = Some(hostile.to_string());
        report.author = Some(hostile.to_string());
        report.url = Some(hostile.to_string());
        report.file = hostile.to_string();
    }
    for entity in &mut account.entities {
        entity.canonical = hostile.to_string();
        entity.roles = vec![hostile.to_string()];
    }
    for event in &mut account.events {
        event.label = hostile.to_string();
        event.place = Some(hostile.to_string());
    }
    for finding in &mut account.findings {
        finding.of = hostile.to_string();
        for testimony in &mut finding.testimonies {
            testimony.voice = hostile.to_string();
            testimony.class = hostile.to_string();
            testimony.interval.as_written = hostile.to_string();
        }
        for revision in &mut finding.revisions {
            revision.voice = hostile.to_string();
        }
        for step in finding.figures.iter_mut().flat_map(|f| &mut f.steps) {
            step.text = hostile.to_string();
        }
    }
    for position in &mut account.positions {
        position.condition = Some(hostile.to_string());
    }
    for status in &mut account.statuses {
        status.entity = hostile.to_string();
    }
    for texts in [Texts::Excerpts, Texts::Full] {
        let page = page(&account, texts);
        assert!(!page.contains("<script") && !page.contains("<img"), "a report's markup is markup");
        assert!(page.contains("&#60;script&#62;alert(1)"), "a report's markup is shown");
    }
}

#[test]
fn the_page_fetches_nothing_and_runs_nothing() {
    let page = page(&sample::account(), Texts::Full);
    assert!(page.contains("default-src 'none'"));
    for forbidden in [
        "<script",
        "<link",
        "<iframe",
        "<img",
        "src=",
        "url(",
        "@import",
        " onclick",
        " style=",
        "href=\"http",
        "href=\"javascript",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn rulings_stand_on_the_page_with_what_became_of_them() {
    let page = page(&sample::account(), Texts::Excerpts);
    let rulings = part(&page, "<section id=\"rulings\"", "</section>");
    assert_eq!(rulings.matches("<tr><td>").count(), sample::account().rulings.len());
    assert!(rulings.contains("is not read so now: <b>1</b>.") && rulings.contains("<b>for review</b>"));
    assert!(
        rulings.contains("compared with the page") && rulings.contains("undone by ruling 9"),
        "{rulings}"
    );
    let first = sample::account().rulings[0].claim_ids().remove(0);
    assert!(rulings.contains(&format!("<a href=\"#c-{first}\">accept ")), "{rulings}");
}

#[test]
fn whole_texts_are_whole_and_excerpts_are_not() {
    let account = sample::account();
    let full = page(&account, Texts::Full);
    assert!(full.contains("Most read: Ten island walks") && full.contains("region boilerplate"));
    assert!(!page(&account, Texts::Excerpts).contains("Most read: Ten island walks"));
}

#[test]
fn an_account_without_anything_is_a_page() {
    let account = sample::account();
    let empty = Account {
        reports: vec![],
        unread: vec![],
        claims: vec![],
        entities: vec![],
        events: vec![],
        findings: vec![],
        victims: vec![],
        contradictions: vec![],
        lineage: vec![],
        drift: vec![],
        parts: vec![],
        statuses: vec![],
        positions: vec![],
        ledger: vec![],
        claims_file: None,
        rulings: vec![],
        made_from: None,
        issues: vec![],
        ..account
    };
    check_anchors(&empty, Texts::Excerpts);
    assert!(page(&empty, Texts::Excerpts).contains("No report of this dossier gives a figure."));
}

#[test]
fn the_foot_says_what_an_account_of_a_kept_dossier_was_made_from() {
    let account = sample::account();
    let foot = |account: &Account| {
        part(&page(account, Texts::Excerpts), "<footer><p class=\"meta\">Every", "</footer>")
    };
    let told = foot(&account);
    for words in [
        "entry <b class=\"entry\">7</b>",
        &"5e".repeat(32),
        &account.method,
        "recount 0.1.0 (an invented one)",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(!foot(&Account { made_from: None, ..account }).contains("made-from"));
}

/// The part of the page from `start` to the first `end` after it.
fn part(page: &str, start: &str, end: &str) -> String {
    let from = page.find(start).unwrap();
    let to = page[from..].find(end).unwrap();
    page[from..from + to + end.len()].to_string()
}

#[test]
fn the_main_question_reads_as_before() {
    let page = page(&sample::account(), Texts::Excerpts);
    insta::assert_snapshot!(part(&page, "<article class=\"card\"", "</article>"));
}

#[test]
fn a_source_reads_as_before() {
    let page = page(&sample::account(), Texts::Excerpts);
    insta::assert_snapshot!(part(&page, "<article class=\"source\" id=\"r-1\"", "</article>"));
}
